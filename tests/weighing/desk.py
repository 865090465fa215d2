"""A notation for claims: one line says when, where, who (for whom), does what, and what it is about.

    05-01 Fjord Post | Ida Roth (Norway) asserts CT+ [~40]: about 40 boats were lost

Lines of one outlet and one time are one document. `official:`, `group:`, `org:`, `doc:`, `outlet:` before a name tell its
kind (a bare name is a person); `hearsay` and `narration` stand alone. After the party may stand `via Lido Post` and
`said 04-30`. A number is `[40]`, `[>=40]`, `[<=40]`, `[~40]` or `[40-50]`. All lines are one claim unless told otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sayso.board import board
from sayso.nouns import (
    Anchor,
    Claim,
    Document,
    Entry,
    Interval,
    Judgement,
    Quantity,
    Source,
    Speaker,
    Time,
    Utterance,
)
from sayso.scales import Bound, Factuality, Kind, Quote, Stance, Verdict

YEAR = "2026"
KINDS = {
    "official": Kind.OFFICIAL,
    "group": Kind.GROUP,
    "org": Kind.ORGANIZATION,
    "doc": Kind.DOCUMENT,
    "outlet": Kind.OUTLET,
}
BETWEEN_DOCUMENTS = {Verdict.COPY_OF, Verdict.REVISION_OF, Verdict.CREDITS}
SURE = {Stance.ASSERTS: "CT+", Stance.CONFIRMS: "CT+", Stance.DENIES: "CT-", Stance.EXPECTS: "PR+"}
LINE = re.compile(
    r"(?P<at>\S+) (?P<outlet>[^|]+?) \| (?P<who>.+?)(?: \((?P<party>.+?)\))?(?: via (?P<via>.+?))?(?: said (?P<said>\S+))? "
    r"(?P<stance>asserts|confirms|denies|declines|silent|questions|expects|retracts)(?: (?P<sure>CT|PR|PS|U)(?P<sign>[+-]?))?"
    r"(?: \[(?P<number>[^]]+)\])?(?: by (?P<by>\S+))?: (?P<content>.+)"
)


class Desk:
    """Lines → entries and judgements."""

    def __init__(self, lines: str, learned: str = "2026-12-31", unit: str | None = None) -> None:
        rows = [line.strip() for line in lines.strip().splitlines()]
        found = [match for row in rows if (match := LINE.fullmatch(row))]
        assert len(found) == len(rows), [row for row in rows if not LINE.fullmatch(row)]
        texts: dict[tuple[str, str], str] = {}
        starts = []
        for match in found:
            key = match["at"], match["outlet"]
            starts.append(len(texts.get(key, "")))
            texts[key] = texts.get(key, "") + match["content"] + ". "
        self.entries: list[Entry] = []
        self.judgements: list[Judgement] = []
        for n, (match, start) in enumerate(zip(found, starts, strict=True), 1):
            self.entries.append(_entry(n, match, start, texts[match["at"], match["outlet"]], learned, unit))
        for n in range(1, len(found)):
            self.judge(Verdict.SAME_CLAIM, n, n + 1)

    def _end(self, verdict: Verdict, given: int | str) -> str:
        return self.document(given) if verdict in BETWEEN_DOCUMENTS else self.id(given)

    def judge(self, verdict: Verdict, a: int | str, b: int | str | None = None, **more: Any) -> Judgement:
        """A judgement of two lines by number, of their documents (for copies, credits and revisions), or of two names."""
        more.setdefault("by", "Ines Corrigan")
        more.setdefault("person", True)
        ends = [self._end(verdict, each) for each in (a, b) if each is not None]
        judgement = Judgement(verdict, ends[0], ends[1] if len(ends) > 1 else None, **more)
        self.judgements.append(judgement)
        return judgement

    def id(self, line: int | str) -> str:
        """The utterance of a line."""
        return line if isinstance(line, str) else self.entries[line - 1].utterance.id

    def document(self, line: int | str) -> str:
        """The document of a line."""
        return line if isinstance(line, str) else self.entries[line - 1].document.id

    def url(self, line: int) -> str | None:
        """The address of the document of a line."""
        return self.entries[line - 1].document.url

    def claims(self, **moments: str | None) -> list[Claim]:
        """The board."""
        return board(self.entries, self.judgements, **moments)

    def claim(self, **moments: str | None) -> Claim:
        """The one claim on it."""
        (claim,) = self.claims(**moments)
        return claim

    def lines(self, ids: Iterable[str]) -> list[int]:
        """Utterances → the numbers of their lines."""
        return [int(each[1:]) for each in ids]


def dated(text: str) -> str:
    """The year is left out in lines."""
    return text if text[:4].isdigit() else f"{YEAR}-{text}"


def _entry(n: int, match: re.Match[str], start: int, text: str, learned: str, unit: str | None) -> Entry:
    at, outlet, who = match["at"], match["outlet"], match["who"]
    published = None if at == "undated" else dated(at)
    document = Document(text, outlet=outlet, published=published, url=f"https://{outlet}/{at}".replace(" ", "-"))
    source = _source(who, match["party"], outlet)
    chain = [Speaker(outlet, Kind.OUTLET, outlet)]
    chain += [Speaker(match["via"], Kind.OUTLET, match["via"])] if match["via"] else []
    chain += [Speaker(source.name, source.kind, source.party)] if source.kind is not Kind.NARRATION else []
    stance, content = Stance(match["stance"]), match["content"]
    sure = f"{match['sure']}{match['sign']}" if match["sure"] else SURE.get(stance, "U")
    quantities = (_quantity(match["number"], unit),) if match["number"] else ()
    anchor = Anchor.at(text, (start, start + len(content)))
    times = (Time(anchor, None, dated(match["by"])),) if match["by"] else ()
    said = Interval(dated(match["said"]), dated(match["said"])) if match["said"] else None
    utterance = Utterance(
        id=f"u{n:02}",
        source=source,
        chain=tuple(chain),
        cue=None,
        content=anchor,
        quote=Quote.NARRATION if source.kind is Kind.NARRATION else Quote.INDIRECT,
        stance=stance,
        factuality=Factuality(sure),
        said=said,
        quantities=quantities,
        times=times,
    )
    return Entry(utterance, document, learned)


def _source(who: str, party: str | None, outlet: str) -> Source:
    if who == "narration":
        return Source(None, outlet, Kind.NARRATION, outlet)
    if who == "hearsay":
        return Source(None, None, Kind.HEARSAY, None)
    kind, _, name = who.rpartition(":")
    return Source(None, name, KINDS.get(kind, Kind.PERSON), party)


def _quantity(text: str, unit: str | None) -> Quantity:
    if "-" in text:
        low, high = map(float, text.split("-"))
        return Quantity(None, None, low, high, Bound.RANGE, unit)
    signs = {">=": Bound.AT_LEAST, "<=": Bound.AT_MOST, "~": Bound.ABOUT}
    sign = next((each for each in signs if text.startswith(each)), "")
    return Quantity(None, float(text.removeprefix(sign)), None, None, signs.get(sign, Bound.EXACT), unit)
