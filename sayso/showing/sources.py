"""Sources → what a terminal shows: who speaks; and what one of them said, in order of time, with what became of it.

Nothing is added up and nothing is sorted by how it ended: this is a record of words, not of merit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from sayso.showing import phrases
from sayso.showing.board import BOLD, MARGIN, TINT, WIDEST, did, hanging, place, reminder, short, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from sayso.ledger import Voice
    from sayso.views import Said, Speech

_KINDS = {"narration": "own voice", "official": "unnamed official", "organization": "", "person": "", "document": ""}


def index(voices: Iterable[Voice], console: Console) -> Text:
    """Who speaks, a line each: name, for whom, how much of theirs is held, from when to when."""
    width = min(console.width, WIDEST)
    lines: list[Text] = []
    for voice in voices:
        line = Text(phrases.in_line(voice.name), BOLD).append(_told(voice))
        lines += hanging(line, width, console)
    return Text("\n").join(lines) if lines else Text("No source is named.")


def speech(found: Speech, console: Console) -> Text:
    """What a source said, each with what others later did to the claim."""
    width = min(console.width, WIDEST)
    title = Text(phrases.in_line(found.name), BOLD).append(": all who speak for it" if found.party else "")
    lines = hanging(title, width, console)
    for each in found.said:
        lines += [Text(), *_said(each, width, console)]
    return Text("\n").join([*lines, Text(), *reminder(console)])


def _said(said: Said, width: int, console: Console) -> Iterator[Text]:
    utterance, document = said.utterance, said.document
    head = Text(f"{place(utterance, document)}: ").append(phrases.who(utterance), BOLD)
    head.append(f" {did(utterance)}", TINT)
    asides = [f"a copy of {phrases.in_line(said.copy_of)}"] if said.copy_of else []
    asides += [f"entered by hand by {phrases.in_line(utterance.entered.by)}"] if utterance.entered else []
    if utterance.checked and phrases.is_checked(utterance):
        asides.append(f"checked by {phrases.in_line(utterance.checked.by)}")
    asides += [] if utterance.checked else ["unchecked"]
    head.append(f" ({', '.join(asides)})" if asides else "")
    yield from hanging(head, width, console)
    yield from hanging(Text(MARGIN + words(utterance, document.text)), width, console)
    for each in said.later:
        who = phrases.in_line(each.by.party or each.by.source or phrases.NOBODY)
        line = Text(MARGIN).append(f"later {each.did} by {who}", TINT).append(f", {phrases.dated(each.by.at)}")
        yield from hanging(line, width, console)
    yield Text(f"{MARGIN}sayso claim {short(said.claim.id)}" if said.claim else f"{MARGIN}opens no claim")


def _told(voice: Voice) -> str:
    kinds = [_KINDS.get(kind, kind) for kind in voice.kinds]
    parties = [phrases.in_line(each) for each in voice.parties if each != voice.name]
    days = [phrases.in_line(day[:10]) for day in (voice.first, voice.last) if day]
    parts = [*(each for each in kinds if each), *([f"for {', '.join(parties)}"] if parties else [])]
    parts += [phrases.count(voice.utterances, "attribution"), " to ".join(dict.fromkeys(days))]
    return "".join(f", {each}" for each in parts if each)
