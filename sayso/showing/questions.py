"""Open questions → what a terminal shows: who asks since when, who would not say, what circulates as an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from sayso.showing import phrases
from sayso.showing.board import BOLD, MARGIN, TINT, WIDEST, hanging, listed, name, reminder, short, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

    from sayso.briefing import Asked
    from sayso.nouns import Side


def show(found: Sequence[Asked], story: str | None, moment: str | None, console: Console) -> Text:
    """Those that nobody has answered, then those that are answered by some and still asked."""
    width = min(console.width, WIDEST)
    told = f"{phrases.in_line(story or 'The whole ledger')}: {phrases.count(len(found), 'open question')}"
    told += f", as of {phrases.instant(moment)}" if moment else ""
    lines = [*hanging(Text(told), width, console), Text()]
    for each in sorted(found, key=lambda one: not one.open):
        for line in _lines(each):
            lines += hanging(line, width, console)
        lines += [Text(f"{MARGIN}sayso claim {short(each.claim.id)}"), Text()]
    return Text("\n").join([*lines, *reminder(console)])


def _lines(asked: Asked) -> Iterator[Text]:
    claim = asked.claim
    title = phrases.in_line(claim.label) if claim.label else f"[{phrases.in_line(claim.headline.text)}]"
    yield Text(title, BOLD)
    yield Text(MARGIN).append("nobody has answered it" if asked.open else standing(claim), TINT)
    if claim.questioned_by:
        yield Text(f"{MARGIN}asked by {_names(claim.questioned_by)}, since {phrases.dated(claim.questioned_by[0].at)}")
    if claim.declined_by:
        yield Text(f"{MARGIN}would not say: {_names(claim.declined_by)}, last on {_last(claim.declined_by)}")
    if claim.silent_by:
        yield Text(f"{MARGIN}did not answer: {_names(claim.silent_by)}, last on {_last(claim.silent_by)}")
    for answer in asked.answers:
        words = phrases.in_line(answer.label) if answer.label else f"[{phrases.in_line(answer.headline.text)}]"
        yield Text(f"{MARGIN}answer: {words} ").append(standing(answer), TINT).append(f" ({short(answer.id)})")


def _names(sides: Iterable[Side]) -> str:
    return listed(name(each.party, each.source) for each in sides)


def _last(sides: Sequence[Side]) -> str:
    return phrases.dated(sides[-1].at) or "an unknown day"
