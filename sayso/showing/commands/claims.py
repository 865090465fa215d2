"""The commands that show what the ledger holds: `claims`, `claim`, `sources`, `source`."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.showing import phrases, streams
from sayso.showing.commands.opening import FAILED, LedgerOption, opened_ledger, print_record
from sayso.showing.options import check_moment, check_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.ledger import Ledger
    from sayso.views import Said

PAGE = 20  # claims, or sources, on a page

Ledgers = LedgerOption
StoryOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", callback=check_story, help="Of this story alone; else of the whole ledger."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", callback=check_moment, help="As published by then; a bare day means its end."
    ),
]
KnownOption = Annotated[
    str | None,
    typer.Option("--known-as-of", metavar="DATE", callback=check_moment, help="As this ledger knew it by then."),
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help=f"How many a page: {PAGE}; with --json all.")
]
PageOption = Annotated[int, typer.Option("--page", min=1, metavar="N", help="Which page.")]
AfterOption = Annotated[
    str | None, typer.Option("--after", metavar="ID", help="The page behind this claim; as quick however deep.")
]

CLAIMS_EXAMPLES = """\b
Examples:
  sayso claims --story harbour
  sayso claims --story harbour --as-of 2026-03-11
  sayso claims --story harbour --json > claims.json

Claims stand in the order in which they were first said. A status says who; a number stands with its own status."""
CLAIM_EXAMPLES = """\b
Examples:
  sayso claim u3f2a9c1d0           the beginning of an id is enough
  sayso claim u3f2a9c1d0 --as-of 2026-03-11"""
SOURCE_EXAMPLES = """\b
Examples:
  sayso source "Ada Lunde"
  sayso source "the harbour office" --story harbour

In order of time, each line with what others did to that claim later. Nothing is added up: it is no judgement of anybody."""


def register(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.command(epilog=CLAIMS_EXAMPLES)(claims)
    app.command(epilog=CLAIM_EXAMPLES)(claim)
    app.command()(sources)
    app.command(epilog=SOURCE_EXAMPLES)(source)


def claims(
    story: StoryOption = None,
    as_of: AsOfOption = None,
    known_as_of: KnownOption = None,
    limit: LimitOption = None,
    page: PageOption = 1,
    after: AfterOption = None,
    ledger: Ledgers = None,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON list of claims, one a line.")] = False,
) -> None:
    """Show the board: the claims, where each stands and on whose word."""
    with shown(ledger, story) as opened:
        from sayso.views import When, count_checked, list_claims, list_lines  # noqa: PLC0415

        when, most = When(as_of, known_as_of), limit if json or limit else PAGE
        skip = (page - 1) * (most or 0)
        if json:
            _print_list(list_lines(opened, story, when, most, skip, after))
            return
        from sayso.showing.board import board, heading, short  # noqa: PLC0415  loads rich

        found = list_claims(opened, story, when, most, skip, after)
        console = streams.make_console()
        streams.print_text(console, heading(story, found.total, found.at, known_as_of, console))
        if found.claims:
            checked = count_checked(opened, story, when)
            streams.print_text(console, board(found.claims, console, found.settled, checked))
        if after is None:
            _print_pages(found.total, most or PAGE, page)
        elif len(found.claims) == (most or PAGE):
            streams.print_line(f"\nAdd --after {short(found.claims[-1].id)} for more.")


def claim(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A claim, or any of its utterances, by its id.")],
    as_of: AsOfOption = None,
    known_as_of: KnownOption = None,
    ledger: Ledgers = None,
    json: Annotated[bool, typer.Option("--json", help="Print its JSON record.")] = False,
) -> None:
    """Show one claim's life: its origins, how it stood, every word on it."""
    with shown(ledger) as opened:
        from sayso.views import When, find_claim, find_line  # noqa: PLC0415

        when = When(as_of, known_as_of)
        if json:
            streams.print_line(find_line(opened, id_, when))
            return
        from sayso.showing.board import life  # noqa: PLC0415  loads rich

        found, console = find_claim(opened, id_, when), streams.make_console()
        streams.print_text(console, life(found.claim, console, found.answer, found.past))


def sources(
    story: StoryOption = None,
    limit: LimitOption = None,
    page: PageOption = 1,
    ledger: Ledgers = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON records, one a line.")] = False,
) -> None:
    """List who speaks, by name."""
    with shown(ledger, story) as opened:
        from sayso.views import list_sources  # noqa: PLC0415

        most = limit if json or limit else PAGE
        found, total = list_sources(opened, story, most, (page - 1) * (most or 0))
        if json:
            for each in found:
                names = ("name", "kinds", "parties", "utterances", "first", "last")
                print_record({name: getattr(each, name) for name in names})
            return
        from sayso.showing.sources import index  # noqa: PLC0415  loads rich

        console = streams.make_console()
        streams.print_text(console, index(found, console))
        _print_pages(total, most or PAGE, page)


def source(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A source, or a party, as outlets name it.")],
    story: StoryOption = None,
    as_of: AsOfOption = None,
    known_as_of: KnownOption = None,
    ledger: Ledgers = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON records, one a line.")] = False,
) -> None:
    """Show what a source said, and what others later did to it."""
    with shown(ledger, story) as opened:
        from sayso.views import When, find_source  # noqa: PLC0415

        found = find_source(opened, name, story, When(as_of, known_as_of))
        if json:
            for each in found.said:
                print_record(_said_record(each))
            return
        from sayso.showing.sources import speech  # noqa: PLC0415  loads rich

        console = streams.make_console()
        streams.print_text(console, speech(found, console))


def _said_record(said: Said) -> dict[str, Any]:
    from sayso.wire import document_record, utterance_record  # noqa: PLC0415

    later = [
        {"did": each.did, **{name: getattr(each.by, name) for name in ("party", "source", "at", "utterance")}}
        for each in said.later
    ]
    document = {**document_record(said.document), "copy_of": said.copy_of}
    told = {**utterance_record(said.utterance), "document": document}
    return {"utterance": told, "claim": said.claim.id if said.claim else None, "later": later}


def _print_list(lines: Iterator[str]) -> None:
    """A JSON list, a line each, on its way as it is read."""
    sys.stdout.write("[")
    for at, line in enumerate(lines):
        sys.stdout.write(f"{',' if at else ''}{chr(10) if at else ''}{line}")
    streams.print_line("]")


def _print_pages(total: int, most: int, page: int) -> None:
    pages = max(1, -(-total // most))
    if page > pages:
        streams.print_line(f"There is no page {page:,}: {phrases.count(pages, 'page')} in all.")
    elif pages > 1:
        more = f" Add --page {page + 1} for more." if page < pages else ""
        streams.print_line(f"\nPage {page:,} of {pages:,}.{more}")


@contextmanager
def shown(given: str | None, story: str | None = None) -> Iterator[Ledger]:
    """The ledger, its claims up to date; what is not in it is one line, and exit code 1."""
    with opened_ledger(given) as (opened, name):
        from sayso.ledger import LedgerFault, open_ledger  # noqa: PLC0415  loads SQLAlchemy
        from sayso.views import Unknown, bring_up_to_date  # noqa: PLC0415

        if opened.is_changed():
            try:
                with open_ledger(opened.database.name, write=True) as writable:
                    bring_up_to_date(writable)
            except LedgerFault:
                pass  # where it cannot be written to, all is weighed anew to be shown
        try:
            if story is not None and not opened.view().holds(story):
                raise Unknown(f"no story {story!r} in {name}; sayso stories lists those that there are")
            yield opened
        except Unknown as fault:
            streams.complain(f"sayso: {phrases.in_line(str(fault))}")
            raise typer.Exit(FAILED) from None
