"""Readings and complaints → standard output and the error stream, whatever these are attached to.

Loads nothing heavy: rich comes when something is shown.
"""

from __future__ import annotations

import io
import os
import stat
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from sayso.wire import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console
    from rich.text import Text

    from sayso.nouns import Reading

INTERRUPTED, PIPE_CLOSED = 130, 141  # as shells count: 128 and the signal's number


@contextmanager
def orderly() -> Iterator[None]:
    """UTF-8 out; a closed pipe and Ctrl-C end the command without a word."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still in the buffer goes nowhere
        raise typer.Exit(PIPE_CLOSED) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def complain(line: str) -> None:
    """To the error stream, never to where the output goes."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def print_line(line: str) -> None:
    """One line, on its way at once: what was printed has happened."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def print_record(reading: Reading) -> None:
    """One line of JSON."""
    sys.stdout.write(encode(reading) + "\n")
    sys.stdout.flush()


def printer(console: Console | None = None) -> Callable[[Reading], None]:
    """What prints readings, an empty line between two."""
    from sayso.showing.terminal import show  # noqa: PLC0415  loads rich

    console = console or make_console()
    before = ""

    def put(reading: Reading) -> None:
        nonlocal before
        print_text(console, before, show(reading, console))
        before = "\n"

    return put


def make_console() -> Console:
    """As wide as the terminal or COLUMNS say, in colour where there is some and NO_COLOR is not set."""
    from rich.console import Console  # noqa: PLC0415  heavy

    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def print_text(console: Console, *texts: Text | str) -> None:
    """Written by us, not by rich, so that a closed pipe is ours to notice in every version of it."""
    with console.capture() as captured:
        console.print(*texts, sep="")
    sys.stdout.write(captured.get())
    sys.stdout.flush()


@contextmanager
def progress(inputs: list[str], silent: bool, lines: bool = False) -> Iterator[Callable[[], None]]:
    """A count on the error stream: for many inputs, where a person watches, and nothing else is written there.

    `lines`: whole lines come in between, which go above the bar.
    """
    alone = lines or _is_file(sys.stdout) or (silent and sys.stdout.isatty())
    if not ((lines or _is_many(inputs)) and sys.stderr.isatty() and alone):
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415  heavy
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("Reading"), BarColumn(), TextColumn("{task.completed} read"), TimeElapsedColumn())
    console = Console(stderr=True, soft_wrap=True)  # complaints go above the bar, uncut
    above = lines and sys.stdout.isatty()
    with Progress(*columns, console=console, transient=True, redirect_stdout=above) as bar:
        task = bar.add_task("", total=None)
        yield lambda: bar.advance(task)


def _is_many(inputs: list[str]) -> bool:
    return len(inputs) > 1 or os.path.isdir(inputs[0])  # noqa: PTH112  pathlib raises on a name that is too long


def _is_file(stream: object) -> bool:
    try:
        return isinstance(stream, io.TextIOWrapper) and stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False
