"""A line to be checked → what a terminal shows of it: the claim, who does what, the words where they stand, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from sayso.showing import phrases
from sayso.showing.board import BOLD, MARGIN, TINT, WIDEST, did, hanging, place, short, standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from sayso.nouns import Claim, Document, Span
    from sayso.reviewing import Looked

AROUND = 160  # characters before and after the words
_WORDS = Style(bold=True, underline=True)

KEYS = (
    ("y", "right"), ("s", "wrong speaker"), ("t", "wrong stance"), ("x", "not this claim"), ("c", "same claim as …"),
    ("o", "not a copy"), ("k", "skip"), ("u", "undo"), ("q", "stop"),
)  # fmt: skip


def show(looked: Looked, left: int, tally: tuple[int, int], console: Console) -> Text:
    """One line to be checked."""
    width = min(console.width, WIDEST)
    utterance, document, claim = looked.entry.utterance, looked.entry.document, looked.claim
    lines = [Text("─" * width), Text(f"{left:,} to go. {phrases.checked(*tally)}")]
    if claim:
        name = phrases.in_line(claim.label) if claim.label else f"[{phrases.in_line(claim.headline.text)}]"
        others = len(claim.members) - 1
        lines += hanging(Text("Claim: ").append(name, BOLD), width, console)
        lines += hanging(Text(MARGIN).append(f"{standing(claim)} ({claim.rule})", TINT), width, console)
        told = "this line decides it" if looked.decides else "it stands without this line"
        lines += hanging(Text(f"{MARGIN}{told}; {phrases.count(others, 'other line')} in it"), width, console)
    else:
        lines.append(Text("It opens no claim."))
    head = (
        Text(f"{place(utterance, document)}: ").append(phrases.who(utterance), BOLD).append(f" {did(utterance)}", TINT)
    )
    party = utterance.source.party or utterance.chain[-1].party
    asides = [f"for {phrases.in_line(party)}"] if party and party != utterance.source.name else []
    asides += [f"a copy of {phrases.in_line(looked.copy_of)}"] if looked.copy_of else []
    asides += [each for each in phrases.asides(utterance) if each != utterance.stance.value]
    head.append(f" ({', '.join(asides)})" if asides else "")
    lines += [Text(), *hanging(head, width, console), Text()]
    lines += hanging(_context(document, utterance.content.spans), width, console)
    lines += [Text(), Text(f"{MARGIN}{short(utterance.id)}, confidence {utterance.confidence:.2f}, not checked yet")]
    return Text("\n").join(lines)


def keys(console: Console) -> Text:
    """What can be pressed."""
    line = Text("")
    for key, meaning in KEYS:
        line.append(f"{key} ", BOLD).append(f"{meaning}   ")
    return Text("\n").join(hanging(line, min(console.width, WIDEST), console))


def offered(claims: Sequence[Claim], console: Console) -> Text:
    """Claims to choose from, by number."""
    lines: list[Text] = []
    for number, claim in enumerate(claims, 1):
        name = phrases.in_line(claim.label or claim.headline.text)
        line = Text(f"{number} ", BOLD).append(f"[{name}] ").append(standing(claim), TINT)
        lines += hanging(line, min(console.width, WIDEST), console)
    return Text("\n").join(lines)


def _context(document: Document, spans: Sequence[Span]) -> Text:
    """The words and what stands around them."""
    text, first, last = document.text, spans[0][0], spans[-1][1]
    start, end = max(0, first - AROUND), min(len(text), last + AROUND)
    shown, at = Text(MARGIN + ("… " if start else "")), start
    for begin, stop in spans:
        shown.append(_flat(text[at:begin])).append(f"[{_flat(text[begin:stop])}]", _WORDS)
        at = stop
    return shown.append(_flat(text[at:end])).append(" …" if end < len(text) else "")


def _flat(words: str) -> str:
    """White space made single, also at the ends."""
    flat = phrases.in_line(words)
    return f"{' ' if words[:1].isspace() else ''}{flat}{' ' if words[-1:].isspace() and flat else ''}"
