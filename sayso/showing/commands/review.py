"""The command that walks through what nobody has checked: `review`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from sayso.scales import Stance
from sayso.settings import load_settings
from sayso.showing import phrases, streams
from sayso.showing.commands.claims import StoryOption, shown
from sayso.showing.commands.opening import LedgerOption, opened_ledger
from sayso.showing.commands.record import ByOption

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.reviewing import Review

STANCES = {
    "a": Stance.ASSERTS, "c": Stance.CONFIRMS, "d": Stance.DENIES, "n": Stance.DECLINES, "s": Stance.SILENT,
    "q": Stance.QUESTIONS, "e": Stance.EXPECTS, "r": Stance.RETRACTS,
}  # fmt: skip

EXAMPLES = """\b
Example:
  sayso review --story harbour

Lines that decide a status come first, then the least confident. A key each; what a key records is in the ledger at once, so
you can stop whenever you like and go on later."""


def register(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command(epilog=EXAMPLES)(review)


def review(story: StoryOption = None, by: ByOption = None, ledger: LedgerOption = None) -> None:
    """Check line by line, by keyboard."""
    with shown(ledger, story):
        pass  # there is such a story
    with opened_ledger(ledger, existing=True, write=True) as (opened, _):
        from sayso.reviewing import Review  # noqa: PLC0415

        console = streams.make_console()
        _walk(Review(opened, story, by or load_settings().person), console)


def _walk(walked: Review, console: Console) -> None:
    from sayso.showing.keys import read_key  # noqa: PLC0415
    from sayso.showing.review import keys, show  # noqa: PLC0415  loads rich

    fresh = True
    while True:
        looked = walked.look()
        if looked is None and not walked.done:
            streams.print_text(console, "Nothing is left to check.")
            break
        if fresh and looked:
            streams.print_text(console, show(looked, len(walked.queue), walked.tally(), console))
            streams.print_text(console, keys(console))
        elif fresh:
            streams.print_text(console, "Nothing is left to check. u undo   q stop")
        key = read_key()
        if key == "q" or (looked is None and key != "u"):
            break
        told = _press(walked, key, console)
        fresh = told is not None
        if told:
            streams.print_text(console, f"  {key}: {told}\n")
    streams.print_text(console, phrases.checked(*walked.tally()))


def _press(walked: Review, key: str, console: Console) -> str | None:
    """What came of a key; None where nothing did."""
    from sayso.ledger import BadEntry  # noqa: PLC0415
    from sayso.views import Unknown  # noqa: PLC0415

    try:
        return _do(walked, key, console, datetime.now(UTC))
    except (BadEntry, Unknown) as fault:
        streams.print_text(console, f"  {key}: {phrases.in_line(str(fault))}")
        return None


def _do(walked: Review, key: str, console: Console, now: datetime) -> str | None:
    if key == "y":
        walked.right(now)
        return "right"
    if key == "s":
        return _speaker(walked, now)
    if key == "t":
        return _stance(walked, console, now)
    if key == "x":
        walked.not_this_claim(now)
        return "not this claim"
    if key == "c":
        return _same(walked, console, now)
    if key == "o":
        walked.not_a_copy(now)
        return "not a copy"
    if key == "k":
        walked.skip()
        return "skipped"
    if key == "u":
        return "taken back" if walked.undo(now) else None
    return None


def _speaker(walked: Review, now: datetime) -> str | None:
    from sayso.showing.keys import read_answer  # noqa: PLC0415

    name = read_answer("  Who says it? ")
    if not name:
        return ""
    walked.speaker(name, read_answer("  For which side? (empty: as it is) ") or None, now)
    return f"said by {phrases.in_line(name)}"


def _stance(walked: Review, console: Console, now: datetime) -> str | None:
    from sayso.showing.keys import read_key  # noqa: PLC0415

    streams.print_text(console, "  " + "   ".join(f"{key} {stance}" for key, stance in STANCES.items()))
    stance = STANCES.get(read_key())
    if stance is None:
        return ""
    walked.stance(stance, now)
    return stance.value


def _same(walked: Review, console: Console, now: datetime) -> str | None:
    from sayso.showing.keys import read_answer, read_key  # noqa: PLC0415
    from sayso.showing.review import offered  # noqa: PLC0415

    words = read_answer("  Words of that claim, or its id: ")
    found = walked.others(words) if words else []
    if not found:
        streams.print_text(console, "  No claim has these words.")
        return ""
    streams.print_text(console, offered(found, console), "\n  Which? ")
    key = read_key()
    if not key.isdecimal() or not 0 < int(key) <= len(found):
        return ""
    walked.same_as(found[int(key) - 1].id, now)
    return f"same claim as [{phrases.in_line(found[int(key) - 1].headline.text)}]"
