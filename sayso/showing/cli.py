"""The command line: `sayso read`, `sayso demo`, and those of the ledger. Only typer is loaded until a command runs, so that help is instant."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.__about__ import __version__
from sayso.nouns import Document, Reading
from sayso.settings import load_settings
from sayso.showing import phrases, streams
from sayso.showing.commands import claims, export, hand, news, record, review, serving
from sayso.showing.files import make_folder, write_file
from sayso.showing.invocation import find_command
from sayso.showing.options import check_published

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sayso.ingesting import Refusal
    from sayso.reading import Reader

FAILED, INTERNAL = 1, 70  # 70 is EX_SOFTWARE of sysexits.h
SAMPLES = (".txt", ".md", ".html")
STDOUT = Path("-")
IN_FULL = 2  # dispatches of the sample story that the demo shows whole


class Grouping(StrEnum):
    """What the lines of an article can be put together by."""

    SOURCE = "source"


ABOUT = """Reads the news and shows who says what, in their exact words.

It never says what is true: it says who says so. Everything runs on this computer."""
EXAMPLES = """\b
Examples:
  sayso read article.html
  sayso read https://news.example/story --html story.html
  sayso read article.html --by source
  sayso read clippings/ --json > clippings.jsonl
  sayso read - --outlet "Harbour Gazette" --published 2026-03-11 < note.txt

\b
Exit codes: 0 all was read; 1 something could not be read (the error stream
says which and why; the rest was read); 2 the command was not understood;
74 standard output was full or closed."""
NEXT = """Try next:
  echo "The mine is safe, its manager Ada Lunde said." | sayso read -
  sayso read ARTICLE.html                        a file, a folder or an address
  sayso read FOLDER --html page.html             all of it on one page
  sayso read FOLDER --json > readings.jsonl      one record a line, for programs
  sayso add FOLDER --story NAME                  into a ledger of your own
  sayso serve                                    the ledger in the reading room, in your browser"""

app = typer.Typer(
    name="sayso",
    help=ABOUT,
    epilog="Start with: sayso demo",
    rich_markup_mode=None,  # rich takes longer to load than help may take to appear
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run() -> None:
    """Run the command line and leave with its exit code; a traceback is shown only with SAYSO_DEBUG=1."""
    streams.occupy()
    try:
        app(prog_name="sayso")
    except KeyboardInterrupt:
        sys.exit(streams.INTERRUPTED)
    except Exception as fault:  # noqa: BLE001  the last resort: whatever it is, the user gets one line
        if isinstance(fault, OSError) and streams.is_of_output(fault):
            sys.exit(streams.give_up(fault))
        _print_traceback()
        streams.complain(f"sayso: internal error: {phrases.in_line(f'{type(fault).__name__}: {fault}')}")
        sys.exit(INTERNAL)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options before the command; the help of the program is ABOUT."""


def _check_html(given: Path | None) -> Path | None:
    if given and not given.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {phrases.in_line(str(given.parent))}")
    return given


@app.command(epilog=EXAMPLES)
def read(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT", hidden=True)  # named below: typer shows its Python type beside it
    ],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON record a line.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            dir_okay=False,
            callback=_check_html,
            help="Write one self-contained page; - for standard output.",
        ),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who published it, whatever the input says.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", callback=check_published, help="When: ISO 8601, a day or a time.")
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it was published.")] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TITLE", help="Its headline, which is no part of the text.")
    ] = None,
    by: Annotated[
        Grouping | None, typer.Option(help="In the terminal, show all that one source says together.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from your own network too, such as localhost.")
    ] = False,
) -> None:
    """Read articles and show who says what.

    An INPUT is a file, a folder or an http(s) address; - is standard input.
    """
    facts = {"outlet": outlet, "published": published, "url": url, "title": title}
    told = [f"--{name}" for name, value in facts.items() if value is not None]
    if told and len(inputs) > 1:
        raise typer.BadParameter(f"{told[0]} tells of one article: give a single INPUT with it")
    if (url, title) != (None, None) and os.path.isdir(inputs[0]):  # noqa: PTH112  pathlib raises on too long a name
        raise typer.BadParameter("--url and --title tell of one article, and this INPUT is a folder")
    if json and html == STDOUT:
        raise typer.BadParameter("standard output can take --json or --html -, not both")
    if by and (json or html is not None):
        raise typer.BadParameter("--by tells how the terminal shows an article: give it without --json and --html")
    if html is not None and any(_is_same_file(html, given) for given in inputs):
        raise typer.BadParameter(f"{phrases.in_line(str(html))} is an INPUT: --html would write over it")
    if inputs.count("-") > 1:
        raise typer.BadParameter("standard input can be read only once")
    with streams.orderly():
        failed = _read(_readings(inputs, facts, allow_private), inputs, json, html, by)
    if failed:
        raise typer.Exit(FAILED)


@app.command()
def demo() -> None:
    """Read a sample story, show what comes out, and open the reading room on it; needs no network.

    Where standard output is no terminal, it ends without opening the room.
    """
    with streams.orderly():
        failed, kept = _demo()
        if kept and sys.stdout.isatty():
            serving.open_sample(kept)
    if failed:
        raise typer.Exit(FAILED)


record.register(app)
claims.register(app)
export.register(app)
news.register(app)
hand.register(app)
review.register(app)
serving.register(app)


def _is_same_file(html: Path, given: str) -> bool:
    try:
        return html.samefile(given)
    except (OSError, ValueError):
        return False


def _readings(
    inputs: Iterable[str], facts: dict[str, str | None], allow_private: bool = False
) -> Iterator[Reading | Refusal]:
    """What the inputs hold, in their order, read as it comes in, by a thread for each processor."""
    from sayso.ingesting import Facts, ingest_each  # noqa: PLC0415  loads all that reading needs
    from sayso.reading import load_reader  # noqa: PLC0415
    from sayso.reading.workers import in_order  # noqa: PLC0415

    now = datetime.now(UTC)
    found = (
        pair
        for given in inputs
        for pair in ingest_each(
            given,
            Facts(**facts),
            stdin=sys.stdin.buffer if given == "-" else None,
            allow_private=allow_private,
            now=now,
        )
    )
    yield from in_order(partial(_read_one, load_reader()), found)


def _read_one(reader: Reader, pair: tuple[str, Document | Refusal]) -> Reading | Refusal:
    """The reading; one document on which the reader fails must not stop the rest. A refusal stays one."""
    where, document = pair
    if not isinstance(document, Document):
        return document
    try:
        return reader.read(document)
    except Exception as fault:  # noqa: BLE001  whatever it is, it is this document's
        from sayso.ingesting import Refusal  # noqa: PLC0415

        _print_traceback()
        return Refusal(where, f"the reader fails on it ({type(fault).__name__}: {fault})")


def _print_traceback() -> None:
    if load_settings().debug:
        traceback.print_exc()


def _read(
    found: Iterable[Reading | Refusal], inputs: list[str], json: bool, html: Path | None, by: Grouping | None
) -> bool:
    """Show what was found as it is asked for. Whether anything failed."""
    from sayso.ingesting import Notice  # noqa: PLC0415

    failed = False
    kept: list[Reading] = []
    shown = partial(streams.printer, named=streams.is_many(inputs), by_source=by is not None)
    show = streams.print_record if json else kept.append if html else shown()
    with streams.progress(inputs, silent=not json and html is not None) as tick:
        for each in found:
            if not isinstance(each, Reading):
                failed = failed or not isinstance(each, Notice)
                streams.complain(f"sayso: {each}")
                continue
            tick()
            show(each)
            if html and json:
                kept.append(each)
    if html and kept:
        failed = not _write_page(html, kept) or failed
    return failed


def _write_page(html: Path, readings: list[Reading]) -> bool:
    """Whether it could be written."""
    from sayso.showing.page import page  # noqa: PLC0415  only where asked

    if html == STDOUT:
        streams.put(page(readings))
        return True
    name = phrases.in_line(str(html))
    try:
        write_file(html, page(readings))
    except OSError as fault:
        streams.complain(f"sayso: {name}: {fault.strerror}")
        return False
    streams.complain(f"Wrote {name}: {phrases.total(readings)}.")
    return True


def _demo() -> tuple[bool, list[Reading]]:
    """The first dispatches of the sample whole, a line for each other one, all on a page. Whether anything failed; all readings."""
    from sayso.showing.page import page  # noqa: PLC0415  only where asked
    from sayso.showing.terminal import brief  # noqa: PLC0415  loads rich

    console = streams.make_console()
    show = streams.printer(console)
    failed = False
    kept: list[Reading] = []
    with resources.as_file(resources.files("sayso") / "sample") as folder:
        given = sorted(str(path) for path in folder.iterdir() if path.suffix in SAMPLES and path.stem != "README")
        dispatches = phrases.count(len(given), "dispatch", "dispatches")
        streams.print_text(console, f"A sample story in {dispatches}. All of it is fiction:")
        streams.print_text(console, "the events, the people, the companies, the outlets and the places.\n")
        for found in _readings(given, {}):
            if not isinstance(found, Reading):
                failed = True
                streams.complain(f"sayso: {found}")
                continue
            kept.append(found)
            if len(kept) <= IN_FULL:
                show(found)
            else:
                title = "\nThe others, in a line each:\n" if len(kept) == IN_FULL + 1 else ""
                streams.print_text(console, title, brief(found))
    streams.print_text(console, f"\n{phrases.total(kept)}. {phrases.REMINDER}\n")
    try:
        target = make_folder("sayso-demo") / "story.html"
        write_file(target, page(kept))
    except OSError as fault:
        failed = True
        streams.complain(f"sayso: no page is written: {phrases.in_line(str(fault))}")
    else:
        streams.print_text(console, f"The whole story on one page, every attribution marked:\n  {target}\n")
    streams.print_text(console, NEXT.replace("sayso ", f"{find_command()} "))
    return failed, kept
