"""A sheet → Markdown (CommonMark, no HTML): the board, each line with its exact words and where they stand, the articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.exporting.sheet import LEGEND, Line, Paper, Row, Sheet, spans

SUFFIX = "md"
_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~&$@]|(?<=:)/(?=/)|(?<=\bwww)\.|(?<=\bWWW)\.")
_FIRST = re.compile(r"\A(\d*)([-+=.)])")


def write(sheet: Sheet) -> str:
    """The whole page."""
    return "\n".join(_page(sheet)) + "\n"


def escape(text: str) -> str:
    """Text that is only ever text, wherever it stands in a line; a plain address is no link.

    >>> print(escape("- [x](javascript:alert) <b> 1. https://evil.example"))
    \\- \\[x\\](javascript:alert) \\<b\\> 1. https:\\//evil.example
    """
    marked = _MARKS.sub(_mark, text.strip())
    return _FIRST.sub(lambda match: f"{match[1]}\\{match[2]}", marked)


def _mark(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _page(sheet: Sheet) -> Iterator[str]:
    yield f"# {escape(sheet.story)}: who says what"
    yield ""
    yield f"{escape(sheet.total)}, as of {escape(sheet.moment)}. {escape(sheet.checked)}"
    yield ""
    yield f"**{escape(sheet.caution)}** {escape(LEGEND)}"
    for row in sheet.rows:
        yield from _row(row)
    yield from ("", "## Articles", "")
    yield from map(_paper, sheet.papers)
    if sheet.with_text:
        for paper in sheet.papers:
            yield from ("", f"## Article {paper.number}: {escape(paper.title)}")
            yield from (f"\n{escape(each)}" for each in paper.text if each)


def _row(row: Row) -> Iterator[str]:
    yield from ("", f"## {escape(row.title)}", "")
    told = [f"**{escape(row.standing)}**", escape("; ".join(row.told)), *map(escape, row.numbers)]
    yield "\\\n".join(told)
    yield ""
    yield from map(_line, row.lines)


def _line(line: Line) -> str:
    asides = f" ({', '.join(map(escape, line.asides))})" if line.asides else ""
    outlet = _link(line.outlet, line.address)
    where = f"article {line.paper}, characters {spans(line.member.utterance.content.spans)}"
    said = f"{escape(line.when)}, {outlet}: **{escape(line.who)}**{_MARKS.sub(_mark, line.side)} {line.did}{asides}"
    return f"- {said}: {escape(line.words)} ({where})"


def _paper(paper: Paper) -> str:
    place = "" if paper.address else f", {escape(paper.place)}"
    digest = f"sha256 `{paper.document.sha256}`"
    return f"{paper.number}. {escape(paper.outlet)}: {_link(paper.title, paper.address)}, {escape(paper.when)}{place}; {digest}"


def _link(text: str, address: str | None) -> str:
    if address is None:
        return escape(text)
    for character in "<>\\":
        address = address.replace(character, f"%{ord(character):02X}")
    address = re.sub(r"&(?=#?\w+;)", "&amp;", address)  # no character reference
    return f"[{escape(text)}](<{address}>)"
