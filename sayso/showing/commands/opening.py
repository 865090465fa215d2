"""What the commands of the ledger share: the ledger opened, its options, records printed."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.settings import load_settings
from sayso.showing import phrases, streams
from sayso.wire import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.ledger import Ledger

FAILED = 1

LedgerOption = Annotated[
    str | None, typer.Option("--ledger", metavar="FILE", help="The ledger; else SAYSO_LEDGER, else your own.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON records, one a line.")]


@contextmanager
def opened_ledger(given: str | None, *, write: bool = False, existing: bool = False) -> Iterator[tuple[Ledger, str]]:
    """The ledger, and its name as it can be shown; what is wrong with it is one line, and exit code 1."""
    from sayso.ledger import LedgerFault, open_ledger  # noqa: PLC0415  loads SQLAlchemy

    address = given or load_settings().ledger
    with streams.orderly():
        try:
            if existing:
                open_ledger(address).close()  # to change what is there, never to make an empty one
            with open_ledger(address, write=write) as opened:
                yield opened, phrases.in_line(address)
        except LedgerFault as fault:
            streams.complain(f"sayso: {phrases.in_line(str(fault))}")
            raise typer.Exit(FAILED) from None


def print_record(fields: dict[str, Any]) -> None:
    """One record, a line."""
    line = json.dumps({"sayso": VERSION, **fields}, ensure_ascii=True, separators=(",", ":"))
    streams.print_line(line)
