"""A sheet → one HTML file that needs nothing else: the board, the claims with every line, the articles.

No script, no request, no `style=`. What a document brings along is text: it is escaped here, and never markup.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator
from importlib import resources
from itertools import pairwise

from sayso.exporting.sheet import LEGEND, Line, Paper, Row, Sheet, spans, spelled
from sayso.frame import frame

SUFFIX = "html"
Mark = tuple[int, int, str]  # from, to, the utterance


def write(sheet: Sheet) -> str:
    """The whole page."""
    style = (resources.files("sayso.exporting") / "export.css").read_text("utf-8")
    story = html.escape(sheet.story)
    body = f"""<a class="skip" href="#main">Skip to the board</a>
<header class="mast"><div class="wrap">Sayso</div></header>
<main id="main" class="wrap">
<div class="head"><h1>{story}: who says what</h1>
<p>{html.escape(sheet.total)}, as of <b>{html.escape(sheet.moment)}</b>. {html.escape(sheet.checked)}</p>
<p class="caution">{html.escape(sheet.caution)}</p>
<p class="meta legend">{html.escape(LEGEND)}</p></div>
{_board(sheet)}
<h2 class="part">Claims</h2>
{"".join(_claim(number, row, sheet.with_text) for number, row in enumerate(sheet.rows, 1))}
<h2 class="part">Articles</h2>
<ol class="papers">
{"".join(map(_paper, sheet.papers))}</ol>
{"".join(_texts(sheet)) if sheet.with_text else ""}
<p class="foot caution">{html.escape(sheet.caution)}</p>
</main>"""
    return frame(f"{sheet.story}: who says what", style, body)


def _board(sheet: Sheet) -> str:
    items = "".join(
        f'<li><a href="#c{number}">{html.escape(row.title)}</a> <span>{html.escape(row.standing)}</span></li>\n'
        for number, row in enumerate(sheet.rows, 1)
    )
    return f'<h2 class="part">The board</h2>\n<ol class="board">\n{items}</ol>'


def _claim(number: int, row: Row, with_text: bool) -> str:
    told = "".join(f'<p class="more">{html.escape(each)}</p>\n' for each in ("; ".join(row.told), *row.numbers))
    counted = "".join(
        f'<p class="more">Origin {at}: {html.escape(each)}</p>\n' for at, each in enumerate(row.origins, 1)
    )
    lines = "".join(_line(line, with_text) for line in row.lines)
    return f"""<section class="claim" id="c{number}"><h3>{html.escape(row.title)}</h3>
<p class="standing">{html.escape(row.standing)}</p>
{told}{counted}<ol class="lines">
{lines}</ol></section>
"""


def _line(line: Line, with_text: bool) -> str:
    utterance = line.member.utterance
    asides = f" ({html.escape(', '.join(line.asides))})" if line.asides else ""
    target = _name(line.paper, utterance.id) if with_text else f"a{line.paper}"
    place = f"article {line.paper}, characters {spans(utterance.content.spans)}"
    return f"""<li><div class="when"><b>{html.escape(line.outlet)}</b>{html.escape(line.when)}</div>
<div><p class="who"><b>{html.escape(line.who)}</b>{html.escape(line.side)} {html.escape(line.did)}{asides}</p>
<p class="words">{html.escape(line.words)}</p>
<p class="at"><a href="#{target}">{place}</a></p></div></li>
"""


def _paper(paper: Paper) -> str:
    title = html.escape(paper.title)
    linked = f'<a href="{html.escape(paper.address)}" rel="noopener noreferrer">{title}</a>' if paper.address else title
    place = "" if paper.address else f" {html.escape(paper.place)}"
    return f"""<li id="a{paper.number}"><span class="n">{paper.number}</span><div><p class="title">{linked}</p>
<p class="meta">{html.escape(paper.outlet)}, {html.escape(paper.when)}.{place}</p>
<p class="sha">sha256 {paper.document.sha256}</p></div></li>
"""


def _texts(sheet: Sheet) -> Iterator[str]:
    yield '<h2 class="part">Texts</h2>\n'
    marks: dict[int, set[Mark]] = {}
    for line in (line for row in sheet.rows for line in row.lines):
        utterance = line.member.utterance
        marks.setdefault(line.paper, set()).update((*span, utterance.id) for span in utterance.content.spans)
    for paper in sheet.papers:
        body = "".join(_marked(paper, sorted(marks.get(paper.number, ()))))
        yield f'<article class="text"><h3>{paper.number}. {html.escape(paper.title)}</h3>\n'
        yield f'<div class="body">{body}</div></article>\n'


def _marked(paper: Paper, marks: list[Mark]) -> Iterator[str]:
    """The text, cut wherever a mark begins or ends; where an utterance begins, its name."""
    text = paper.document.text
    named: set[str] = set()
    cuts = sorted({0, len(text), *(at for start, end, _ in marks for at in (start, end))})
    for start, end in pairwise(cuts):
        over = [each for first, last, each in marks if first <= start and end <= last]
        opening = [each for each in over if each not in named]
        named.update(opening)
        names = "".join(f'<span id="{_name(paper.number, each)}"></span>' for each in opening)
        words = html.escape(spelled(text[start:end]))
        yield names + (f"<mark{' class=deep' * (len(over) > 1)}>{words}</mark>" if over else words)


def _name(paper: int, utterance: str) -> str:
    """What a place in a text is called; an id from elsewhere may hold anything."""
    return f"t{paper}-{hashlib.sha256(utterance.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
