"""Hand-made readings: a text, and who says what in it, given by the words themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sayso.anchors import check, utterance_id
from sayso.nouns import Anchor, Document, ReaderVersion, Reading, Source, Speaker, Utterance
from sayso.scales import Factuality, Kind, Quote, Stance

READER = ReaderVersion("by-hand", "1")


@dataclass(frozen=True)
class Said:
    """An attribution by its words; `within` is the number of the one whose content it lies in."""

    source: str | None
    cue: str | None
    content: tuple[str, ...]
    quote: Quote = Quote.INDIRECT
    stance: Stance = Stance.ASSERTS
    factuality: Factuality = Factuality.UNKNOWN
    kind: Kind = Kind.PERSON
    within: int | None = None
    by_way_of: str | None = None
    confidence: float = 0.9


def said(source: str | None, cue: str | None, *content: str, **more: Any) -> Said:
    return Said(source, cue, content, **more)


def article(text: str, *attributions: Said, **facts: str | None) -> Reading:
    """The reading; every word is looked for from the start of the text, so let it occur once."""
    document = Document(text, **facts)
    utterances: list[Utterance] = []
    for each in attributions:
        parent = utterances[each.within - 1].id if each.within else None
        utterances.append(_utter(document, each, parent))
    reading = Reading(document, READER, tuple(utterances))
    check(reading)
    return reading


def _utter(document: Document, given: Said, parent: str | None) -> Utterance:
    def at(*words: str) -> Anchor:
        starts = [document.text.index(each) for each in words]
        return Anchor.at(
            document.text, *[(start, start + len(each)) for start, each in zip(starts, words, strict=True)]
        )

    source = at(given.source) if given.source else None
    cue = at(given.cue) if given.cue else None
    content = at(*given.content)
    kind = given.kind if source or given.quote == Quote.NARRATION else Kind.HEARSAY
    between = [Speaker(given.by_way_of, Kind.OUTLET, None)] if given.by_way_of else []
    name = document.outlet if given.quote == Quote.NARRATION else given.source
    chain = (Speaker(document.outlet, Kind.OUTLET, None), *between, Speaker(name, kind, None))
    return Utterance(
        utterance_id(document.id, source, cue, content),
        Source(source, name, kind, None),
        chain,
        cue,
        content,
        given.quote,
        given.stance,
        given.factuality,
        parent=parent,
        confidence=given.confidence,
    )


class Stub:
    """A reader that knows one sentence: "Somebody said something." """

    version = READER

    def read(self, document: Document) -> Reading:
        found = re.search(r"(?P<source>[A-Z][\w ]*?) (?P<cue>said) (?P<content>[^.]+)\.", document.text)
        utterances = [_utter(document, said(found["source"], found["cue"], found["content"]), None)] if found else []
        return Reading(document, READER, tuple(utterances))


FERRY = article(
    "SALT HARBOUR - The ferry will stay in port until Friday, the harbour master said, after divers found a crack.\n\n"
    "“We will not sail with a boat we do not trust,” Marit Ostvang told a meeting of islanders. “Not for money.”\n\n"
    "The yard that built it denied that it had known of the crack. Its director, Paulo Reyes, added that a surveyor "
    "had written to him that “every weld was sound”.\n\n"
    "According to two people who saw the letter, the insurer was told on Monday. A second boat is reported to be on "
    "its way.",
    said("the harbour master", "said", "The ferry will stay in port until Friday"),
    said("Marit Ostvang", "told", "We will not sail with a boat we do not trust", "Not for money", quote=Quote.DIRECT),
    said(
        "The yard that built it",
        "denied",
        "that it had known of the crack",
        stance=Stance.DENIES,
        factuality=Factuality.CERTAINLY_NOT,
    ),
    said(
        "Its director, Paulo Reyes,",
        "added",
        "that a surveyor had written to him that “every weld was sound”",
        quote=Quote.MIXED,
    ),
    said("a surveyor", "had written", "that “every weld was sound”", quote=Quote.MIXED, within=4),
    said("two people who saw the letter", "According to", "the insurer was told on Monday", kind=Kind.GROUP),
    said(None, "is reported", "A second boat", "to be on its way"),
    outlet="The Skerry Lantern",
    title="Ferry stays in port after divers find a crack",
    byline="By Ines Corrigan",
    published="2026-03-10T18:20:00+01:00",
    retrieved="2026-03-11T08:00:00+00:00",
    url="https://skerrylantern.example/2026/03/ferry",
    language="en",
)

_POND = "The <script>alert('owl')</script> said [bold red]the \x1b[31mpond\u202e is & closed[/] for \x9b2Jgood."
HOSTILE = article(
    _POND,
    said("<script>alert('owl')</script>", "said", "[bold red]the \x1b[31mpond\u202e is & closed[/] for \x9b2Jgood"),
    outlet="<b>Pond</b> Post\u202e",
    title='"><img src=x onerror=alert(1)>\x07',
    byline="<i>",
    published="<u>spring</u>",
    url="javascript:alert(1)",
)
