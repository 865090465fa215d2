"""A sheet → wikitext: statements whose exact words carry a citation, as Wikipedia's articles cite news."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.exporting.sheet import Line, Paper, Row, Sheet, spans, spelled
from sayso.nouns import Document
from sayso.scales import Quote

SUFFIX = "wiki"
_MARKS = re.compile(r"[&<>\[\]{}|'=~]|__|^[-*#:; ]|(?<=[A-Za-z]):(?=\S)|(?<=RFC) |(?<=ISBN) |(?<=PMID) ")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def write(sheet: Sheet) -> str:
    """A section for each claim, and the references."""
    return "\n".join(_page(sheet)) + "\n"


def escape(text: str) -> str:
    """Text that is only ever text: what the wiki might take for markup, a template or a link is a character reference.

    >>> escape("{{delete}} ''no'' https://x.example")
    '&#123;&#123;delete&#125;&#125; &#39;&#39;no&#39;&#39; https&#58;//x.example'
    """
    return _MARKS.sub(lambda match: "".join(f"&#{ord(each)};" for each in match[0]), text)


def _page(sheet: Sheet) -> Iterator[str]:
    yield f"''{escape(sheet.story)}: {escape(sheet.total)}, as of {escape(sheet.moment)}. {escape(sheet.checked)}''"
    yield ""
    yield f"'''{escape(sheet.caution)}'''"
    papers = {paper.number: paper for paper in sheet.papers}
    cited: set[int] = set()
    for row in sheet.rows:
        yield from _row(row, papers, cited)
    yield from ("", "== References ==", "{{reflist}}")
    if sheet.with_text:
        for paper in sheet.papers:
            yield from ("", f"== Text: {escape(paper.title)} ==")
            yield from (f"\n{escape(each)}" for each in paper.text if each)


def _row(row: Row, papers: dict[int, Paper], cited: set[int]) -> Iterator[str]:
    yield from ("", f"== {escape(row.title)} ==", f"{escape(_sentence(row.standing))}, {escape('; '.join(row.told))}.")
    yield from (f"\n{escape(each)}." for each in row.numbers)
    yield ""
    for line in row.lines:
        place = f"<!-- characters {spans(line.member.utterance.content.spans)} -->"
        yield f"* {_statement(line)}{_reference(papers[line.paper], cited)}{place}"


def _statement(line: Line) -> str:
    """Whose words the quotation marks hold: the speaker's own where they are quoted, else those of the outlet."""
    quote, asides = line.member.utterance.quote, ""
    if line.asides:
        asides = f" ({', '.join(map(escape, line.asides))})"
    given = "as quoted by" if quote is Quote.DIRECT else "in the words of"
    by = "" if quote is Quote.NARRATION else f", {given} {escape(line.outlet)}"
    who = f"'''{escape(line.who)}'''{escape(line.side)}"
    return f'{escape(line.when)}: {who} {line.did}{asides}{by}: "{escape(line.exact)}"'


def _reference(paper: Paper, cited: set[int]) -> str:
    """The citation in full the first time, then by its name."""
    name = f"sayso-{re.sub(r'[^0-9A-Za-z]', '', paper.document.id)[:13]}-{paper.number}"
    if paper.number in cited:
        return f'<ref name="{name}" />'
    cited.add(paper.number)
    return f'<ref name="{name}">{_citation(paper)}</ref>'


def _citation(paper: Paper) -> str:
    document = paper.document
    told = {
        "author": escape(spelled(_author(document))),
        "title": escape(paper.title),
        "work": escape(paper.outlet),
        "date": _date(document.published),
        "url": _url(paper.address),
        "access-date": _date(document.retrieved) if paper.address else "",
    }
    fields = "".join(f" |{name}={value}" for name, value in told.items() if value)
    return f"{{{{cite news{fields}}}}}<!-- document {_comment(document.id)}, sha256 {document.sha256} -->"


def _author(document: Document) -> str:
    return re.sub(r"^by\s+", "", " ".join((document.byline or "").split()), flags=re.IGNORECASE)


def _date(moment: str | None) -> str:
    """As citations write it: a day in ISO 8601, a month in words; nothing where it is no date.

    >>> _date("2026-05-04T07:10:00+02:00"), _date("2026-05"), _date("spring")
    ('2026-05-04', 'May 2026', '')
    """
    match = re.match(r"(\d{4})(?:-(0[1-9]|1[0-2])(-\d\d)?)?(?!\d)", moment or "")
    if match is None:
        return ""
    if match[3]:
        return match[0]
    return f"{_MONTHS[int(match[2]) - 1]} {match[1]}" if match[2] else match[1]


def _url(address: str | None) -> str:
    """An address in which nothing is markup."""
    return re.sub(r"[\[\]{}|<>\"'\\^`]|~(?=~)", lambda match: f"%{ord(match[0]):02X}", address or "")


def _comment(text: str) -> str:
    return re.sub(r"[^\w.:/#-]|-(?=-)", "_", text)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
