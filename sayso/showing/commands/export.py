"""The command that takes a story elsewhere: `export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sayso.exporting import Format
from sayso.showing import phrases, streams
from sayso.showing.commands.claims import AsOfOption, shown
from sayso.showing.commands.opening import FAILED, LedgerOption
from sayso.showing.files import write_file
from sayso.showing.options import check_story

EXAMPLES = """\b
Examples:
  sayso export --story harbour --to html --output harbour.html
  sayso export --story harbour --to csv --as-of 2026-03-11 > harbour.csv
  sayso export --story harbour --to bundle --with-text --output harbour.zip
  sayso export --story harbour --to jsonl --with-text --output harbour.jsonl

\b
jsonl     all that was read and judged; with texts, sayso import takes it back
csv       a line a row; parquet: the same, for programs (pip install 'sayso[parquet]')
jsonld    schema.org Claim, W3C Web Annotation, PROV-O
geojson   the places that the words name
markdown  the board and every line; wikitext: with citations as Wikipedia has them
html      the same on one page that needs no server
bundle    a ZIP file: all of these, the hash chain, how to verify it"""


def register(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command(epilog=EXAMPLES)(export)


def export(
    story: Annotated[str, typer.Option(metavar="NAME", callback=check_story, help="Which story.")],
    to: Annotated[Format, typer.Option(help="In which format.", case_sensitive=False)],
    as_of: AsOfOption = None,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="The articles' whole texts too, not only the words that are quoted.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", dir_okay=False, help="Where to; else standard output."),
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """Take a story elsewhere: for spreadsheets, maps, wikis, the web, other programs."""
    if output is None and to.is_binary and sys.stdout is not None and sys.stdout.isatty():
        raise typer.BadParameter(f"{to} is nothing for a terminal: give --output FILE")
    if output is not None and not output.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {phrases.in_line(str(output.parent))}")
    with shown(ledger, story) as opened:
        from sayso import exporting  # noqa: PLC0415
        from sayso.excerpts import excerpt  # noqa: PLC0415  loads SQLAlchemy
        from sayso.exporting.parquet import Missing  # noqa: PLC0415
        from sayso.showing.sheets import sheet  # noqa: PLC0415  loads rich

        laid = sheet(excerpt(opened, story, as_of, chained=to is Format.BUNDLE), with_text=with_text)
        try:
            content = exporting.export(laid, to)
        except Missing as fault:
            streams.complain(f"sayso: {fault}")
            raise typer.Exit(FAILED) from None
        if output is None:
            streams.put_bytes(content)
            return
        files = {output: content}
        files |= {output.with_name(name): each for name, each in exporting.companions(laid, to, output.name).items()}
        if not all(_write(file, each) for file, each in files.items()):
            raise typer.Exit(FAILED)
        names = " and ".join(phrases.in_line(str(file)) for file in files)
        streams.complain(f"Wrote {names}: {laid.total}. {laid.checked} {laid.caution}")


def _write(file: Path, content: bytes) -> bool:
    """Whether it could be written."""
    try:
        write_file(file, content)
    except OSError as fault:
        streams.complain(f"sayso: {phrases.in_line(str(file))}: {fault.strerror}")
        return False
    return True
