"""The commands that tell what is new and what is not known: `brief`, `questions`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.showing import phrases, streams
from sayso.showing.commands.claims import AsOfOption, KnownOption, StoryOption, shown
from sayso.showing.commands.opening import FAILED, JsonOption, LedgerOption, print_record
from sayso.showing.options import check_moment

if TYPE_CHECKING:
    from sayso.showing.brief import Sheet

STDOUT = Path("-")

BRIEF_EXAMPLES = """\b
Examples:
  sayso brief --story harbour --since 2026-03-10
  sayso brief --story harbour --since 2026-03-10T18:00+01:00 --html brief.html
  sayso brief --story harbour --since 2026-03-10 --until 2026-03-10 --markdown -

A bare day counts whole: --since from its start, --until to its end. What is told fits two minutes; every status and every
number that moved is in it."""
QUESTIONS_EXAMPLES = """\b
Examples:
  sayso questions --story harbour
  sayso questions --story harbour --as-of 2026-03-11

What nobody has answered, and what is said but neither settled nor without somebody who asks or declines."""

FileOption = Annotated[
    Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Write it there; - for standard output.")
]


def register(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.command(epilog=BRIEF_EXAMPLES)(brief)
    app.command(epilog=QUESTIONS_EXAMPLES)(questions)


def brief(
    since: Annotated[str, typer.Option(metavar="DATE", callback=check_moment, help="Since when.")],
    until: Annotated[
        str | None, typer.Option(metavar="DATE", callback=check_moment, help="Until when; else until now.")
    ] = None,
    story: StoryOption = None,
    known_as_of: KnownOption = None,
    full: Annotated[bool, typer.Option("--full", help="All of it, however long.")] = False,
    html: FileOption = None,
    markdown: FileOption = None,
    ledger: LedgerOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON record, all of it.")] = False,
) -> None:
    """Tell what changed: statuses, numbers, denials, questions."""
    now = datetime.now(UTC)
    if sum((json, html == STDOUT, markdown == STDOUT)) > 1:
        raise typer.BadParameter("standard output takes one of --json, --html - and --markdown -")
    with shown(ledger, story) as opened:
        from sayso.briefing import find_brief  # noqa: PLC0415
        from sayso.showing.brief import markdown as as_markdown  # noqa: PLC0415  loads rich
        from sayso.showing.brief import sheet  # noqa: PLC0415
        from sayso.showing.brief_page import page  # noqa: PLC0415
        from sayso.showing.records import brief_record  # noqa: PLC0415

        found = find_brief(opened, story, since, until, now, known_as_of)
        if json:
            print_record(brief_record(found))
        told = sheet(found, full)
        if html:
            _write(html, page(told))
        if markdown:
            _write(markdown, as_markdown(told))
        if not (json or html or markdown):
            _print(told)


def _print(told: Sheet) -> None:
    from sayso.showing.brief import show  # noqa: PLC0415  loads rich

    console = streams.make_console()
    streams.print_text(console, show(told, console))


def _write(target: Path, text: str) -> None:
    from sayso.showing.files import write_file  # noqa: PLC0415

    if target == STDOUT:
        streams.put(text)
        return
    name = phrases.in_line(str(target))
    try:
        write_file(target, text)
    except OSError as fault:
        streams.complain(f"sayso: {name}: {fault.strerror}")
        raise typer.Exit(FAILED) from None
    streams.complain(f"Wrote {name}.")


def questions(
    story: StoryOption = None,
    as_of: AsOfOption = None,
    known_as_of: KnownOption = None,
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """List what is not known: who asks since when, who declined, which answers circulate."""
    with shown(ledger, story) as opened:
        from sayso.briefing import find_questions  # noqa: PLC0415
        from sayso.views import When  # noqa: PLC0415

        found, moment = find_questions(opened, story, When(as_of, known_as_of))
        if json:
            from sayso.showing.records import question_record  # noqa: PLC0415

            for each in found:
                print_record(question_record(each))
            return
        from sayso.showing.questions import show  # noqa: PLC0415  loads rich

        console = streams.make_console()
        streams.print_text(console, show(found, story, moment, console))
