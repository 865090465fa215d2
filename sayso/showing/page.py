"""Readings → one HTML page, or a fragment for a notebook: the article as it was written, its attributions marked.

No script, no request, no `style=`. What a document brings along is text: it is escaped here, and never markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.anchors import UNSEEN
from sayso.frame import frame
from sayso.reading.reasons import Reason, explain
from sayso.reading.sentences import find_paragraphs
from sayso.scales import Quote, Stance
from sayso.showing import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.nouns import Document, Reading, Span, Utterance

_GIVEN = {
    Quote.DIRECT: "quoted",
    Quote.MIXED: "partly quoted",
    Quote.INDIRECT: "indirect",
    Quote.NARRATION: "the outlet’s own voice",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One span of an anchor, as it lies over the text."""

    start: int
    end: int
    role: str  # "src", "cue" or "con"
    number: int
    opens: str = ""
    closes: str = ""
    plain: bool = False  # narration: brackets, no tint


def page(readings: Iterable[Reading]) -> str:
    """A whole page that needs nothing else: the articles one below the other, a list on top where there are several."""
    every = list(readings)
    name = (
        phrases.headline(every[0].document)
        if len(every) == 1
        else f"{phrases.count(len(every), 'article')}, who says what"
    )
    articles = "\n".join(_article(reading, f"a{at}", len(every) > 1) for at, reading in enumerate(every, 1))
    return shell(name, f"{_list(every) if len(every) > 1 else ''}{articles}")


def shell(title: str, body: str, *styles: str) -> str:
    """A page around a body that needs nothing else; `styles`: names of style sheets beside those of every page."""
    style = "".join(_style(each) for each in ("article", "page", *styles))
    inside = f"""<a class="skip" href="#main">Skip to the text</a>
<header class="mast"><div class="wrap"><span class="name">Sayso</span>
<span class="tag">{phrases.REMINDER}</span></div></header>
<main id="main" class="wrap">
{body}
</main>"""
    return frame(title, style, inside, "sayso page")


def fragment(reading: Reading) -> str:
    """The article for a notebook, with styles that touch nothing else; no ids, since a notebook may show it twice."""
    return f'<style>{_style("article")}</style>\n<div class="sayso">\n{_article(reading, None, False)}\n</div>\n'


@cache
def _style(name: str) -> str:
    return (resources.files("sayso.showing") / f"{name}.css").read_text("utf-8")


def _title(document: Document) -> str:
    return phrases.in_line(document.title) if document.title else "Untitled"


def _list(readings: Sequence[Reading]) -> str:
    items = "\n".join(
        f'<li><a href="#a{at}">{escape(phrases.headline(reading.document))}</a> <span class="meta">{_facts(reading)}</span></li>'
        for at, reading in enumerate(readings, 1)
    )
    return f"""<nav class="list" aria-label="Articles">
<h1>{phrases.total(readings)}</h1>
<ol>
{items}
</ol>
</nav>
"""


def _facts(reading: Reading) -> str:
    document = reading.document
    outlet = phrases.in_line(document.outlet) if document.outlet else None
    facts = (outlet, phrases.dated(document.published), phrases.tally(reading))
    return ". ".join(escape(fact) for fact in facts if fact)


def _article(reading: Reading, anchor: str | None, one_of_many: bool) -> str:
    marks = [mark for number, each in enumerate(reading, 1) for mark in _marks(number, each)]
    paragraphs = find_paragraphs(reading.document.text)
    refs = _refs(reading, paragraphs)
    body = "\n".join(_paragraph(reading, span, marks, refs, anchor) for span in paragraphs)
    return f"""<article class="reading"{f' id="{anchor}"' if anchor else ""}><div class="sheet">
{_head(reading.document, "h2" if one_of_many else "h1")}
{_key(reading, anchor is not None)}
{body}
{_capture(reading)}
</div></article>"""


def _head(document: Document, heading: str) -> str:
    outlet = f'<p class="outlet">{escape(phrases.in_line(document.outlet))}</p>' if document.outlet else ""
    facts = []
    if document.byline:
        facts.append(f"By {escape(phrases.in_line(document.byline).removeprefix('By ').removeprefix('by '))}.")
    for told, moment in (
        ("Published <b>{}</b>.", document.published),
        ("Changed {}.", document.modified),
        ("Retrieved {}.", document.retrieved),
    ):
        if when := phrases.dated(moment):
            facts.append(told.format(escape(when)))
    if document.url:
        safe, shown = phrases.address(document.url), escape(phrases.in_line(document.url))
        facts.append(f'<a href="{escape(safe)}" rel="noopener noreferrer">Original</a>' if safe else shown)
    meta = f'<p class="meta">{" ".join(facts)}</p>' if facts else ""
    title = f'<{heading} class="title">{escape(_title(document))}</{heading}>'
    return f'<header class="head">{outlet}{title}{meta}</header>'


def _key(reading: Reading, linked: bool) -> str:
    """What the marks mean, drawn with the marks themselves."""
    if not len(reading):
        return f'<div class="key"><p>{phrases.NOTHING}.</p></div>'
    hint = '<span class="hint"> A number leads to its note.</span>' if linked else ""
    return f"""<div class="key"><p class="legend"><span><b class="src">source</b></span>
<span><span class="cue">cue</span></span>
<span><mark class="con" data-open="[" data-close="]">what they say</mark></span></p>
<p>{phrases.tally(reading)}.{hint}</p></div>"""


def _capture(reading: Reading) -> str:
    document, reader = reading.document, reading.reader
    version = escape(phrases.in_line(f"{reader.name} {reader.version}"))
    size = phrases.count(len(document.text), "character")
    return f"""<footer class="capture"><strong>{phrases.REMINDER}</strong>
sha256 {document.sha256}, {size}, read by {version}</footer>"""


def _marks(number: int, utterance: Utterance) -> Iterable[Mark]:
    """The spans of an utterance, contents bracketed; a cut in the content is marked by … on both sides."""
    for role, anchor in (("src", utterance.source.anchor), ("cue", utterance.cue)):
        for start, end in anchor.spans if anchor else ():
            yield Mark(start, end, role, number)
    spans, plain = utterance.content.spans, utterance.quote == Quote.NARRATION
    for at, (start, end) in enumerate(spans):
        opens, closes = "…" if at else "[", "…" if at < len(spans) - 1 else "]"
        yield Mark(start, end, "con", number, opens, closes, plain)


def _refs(reading: Reading, paragraphs: Sequence[Span]) -> list[tuple[int, int]]:
    """Where each number stands: after the first part of the content, in the paragraph in which it begins."""
    refs = []
    for number, utterance in enumerate(reading, 1):
        start, end = utterance.content.spans[0]
        stop = next((stop for _, stop in paragraphs if start < stop), end)
        refs.append((min(end, stop), number))
    return refs


def _paragraph(
    reading: Reading, span: Span, marks: Sequence[Mark], refs: Sequence[tuple[int, int]], anchor: str | None
) -> str:
    """A paragraph cut wherever a mark begins or ends, so that marks may lie inside each other or overlap."""
    start, end = span
    within = [mark for mark in marks if mark.start < end and start < mark.end]
    here = [(at, number) for at, number in refs if start < at <= end]
    edges = {start, end, *(at for at, _ in here), *(at for mark in within for at in (mark.start, mark.end))}
    cuts = sorted(at for at in edges if start <= at <= end)
    pieces = []
    for a, b in pairwise(cuts):
        over = [mark for mark in within if mark.start <= a and b <= mark.end]
        pieces.append(_segment(reading.document.text[a:b], a, b, over))
        inside = any(mark.role == "con" and not mark.plain and mark.start < b < mark.end for mark in within)
        pieces.extend(_ref(number, anchor, inside) for at, number in here if at == b)
    notes = "".join(_note(reading, number, anchor) for _, number in here)
    listed = f'<ol class="notes">{notes}</ol>' if notes else ""
    return f'<div class="para"><p class="text">{"".join(pieces)}</p>{listed}</div>'


def _segment(words: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """Text between two cuts, in every mark that lies over it."""
    html = _text(words)
    for role, tag in (("cue", "span"), ("src", "b")):
        if numbers := _numbers(marks, role):
            html = f'<{tag} class="{role}" data-{role}="{numbers}">{html}</{tag}>'
    contents = sorted((mark for mark in marks if mark.role == "con"), key=_outermost)
    if not contents:
        return html
    tinted = sum(not mark.plain for mark in contents)
    classes = "con plain" if not tinted else "con deep" if tinted > 1 else "con"
    opens = "".join(mark.opens for mark in contents if mark.start == start)
    closes = "".join(mark.closes for mark in reversed(contents) if mark.end == end)
    brackets = (f' data-open="{opens}"' if opens else "") + (f' data-close="{closes}"' if closes else "")
    return f'<mark class="{classes}" data-con="{_numbers(marks, "con")}"{brackets}>{html}</mark>'


def _outermost(mark: Mark) -> tuple[int, int, int]:
    return mark.start, -mark.end, mark.number


def _numbers(marks: Iterable[Mark], role: str) -> str:
    return " ".join(str(number) for number in sorted({mark.number for mark in marks if mark.role == role}))


def _text(words: str) -> str:
    """Escaped, and what cannot be seen spelled out."""
    return UNSEEN.sub(lambda match: f'<span class="unseen">{phrases.spell(match[0])}</span>', escape(words))


def _ref(number: int, anchor: str | None, inside: bool) -> str:
    tint = " con" if inside else ""
    if anchor is None:
        return f'<sup class="ref{tint}">{number}</sup>'
    return f'<sup class="ref{tint}" id="{anchor}-r{number}"><a href="#{anchor}-n{number}">{number}</a></sup>'


def _cut(confidence: float) -> str:
    """Two digits; 1.00 is only for what is certain."""
    return f"{confidence if confidence == 1 else min(confidence, 0.99):.2f}"


def _note(reading: Reading, number: int, anchor: str | None) -> str:
    """Who speaks, for the left margin, and how the words are given, for the right one."""
    utterance = reading.utterances[number - 1]
    back = f'<a class="n" href="#{anchor}-r{number}">{number}</a>' if anchor else f'<span class="n">{number}</span>'
    identity = f' id="{anchor}-n{number}"' if anchor else ""
    asides = phrases.asides(utterance)
    stance = "" if utterance.stance == Stance.ASSERTS else f' <span class="stance">{escape(asides.pop(0))}</span>'
    inside = [f"inside {outer}" for outer, other in enumerate(reading, 1) if other.id == utterance.parent]
    how = ", ".join([_GIVEN[utterance.quote], *asides, *inside, f"confidence {_cut(utterance.confidence)}"])
    return (
        f'<li class="note"><div class="who"{identity}>{back}{escape(phrases.who(utterance))}{stance}</div>'
        f'<div class="how"><span class="n">{number}</span>{escape(how)} {_why(utterance)}</div></li>'
    )


def _why(utterance: Utterance) -> str:
    """Why it was read so, to open by pointer or keyboard: the rules, and the words that decided."""
    told = [_because(reason) for reason in explain(utterance)]
    items = "".join(f"<li>{escape(each)}</li>" for each in told)
    return f'<details class="why"><summary title="{escape("; ".join(told))}">why</summary><ul>{items}</ul></details>'


def _because(reason: Reason) -> str:
    words = ", ".join(f"“{phrases.in_line(word)}”" for word in reason.words)
    return f"{reason.field}: rule {reason.rule}, {words or 'by what stands elsewhere in the article'}"
