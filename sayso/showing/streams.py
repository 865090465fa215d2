"""Readings and complaints → standard output and the error stream, whatever these are attached to.

Loads nothing heavy: rich comes when something is shown.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

import typer

from sayso.wire import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console
    from rich.text import Text

    from sayso.nouns import Reading

INTERRUPTED, PIPE_CLOSED = 130, 141  # as shells count: 128 and the signal's number
UNWRITTEN = 74  # EX_IOERR of sysexits.h
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}


def occupy() -> None:
    """Gives descriptors 0 to 2 to nothing where they are closed, so that no file we open is taken for one of them."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)


@contextmanager
def orderly() -> Iterator[None]:
    """UTF-8 out; a closed pipe and Ctrl-C end the command without a word, a full disk with one line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _forget()
        raise typer.Exit(PIPE_CLOSED) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except OSError as fault:
        if not is_of_output(fault):
            raise
        raise typer.Exit(give_up(fault)) from None


def is_of_output(fault: OSError) -> bool:
    """Whether it tells that standard output takes no more; what a file does is told with its name."""
    return fault.filename is None and fault.errno in _FULL


def give_up(fault: OSError) -> int:
    """Says that standard output takes no more → the exit code."""
    _forget()
    why = "is closed" if fault.errno == errno.EBADF else f"cannot be written to ({fault.strerror})"
    complain(f"sayso: standard output {why}")
    return UNWRITTEN


def _forget() -> None:
    """What is still in the buffer goes nowhere; Python would complain of it when it ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(line: str) -> None:
    """To the error stream, never to where the output goes; without one, to nobody."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(line + "\n")
            sys.stderr.flush()


def put(text: str) -> None:
    """To standard output, at once. Raises `OSError` where there is none."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    sys.stdout.write(text)
    sys.stdout.flush()


def put_bytes(content: bytes) -> None:
    """The same of what is no text, or text that is written already."""
    put("")  # complains where there is no standard output
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def print_line(line: str) -> None:
    """One line, on its way at once: what was printed has happened."""
    put(line + "\n")


def print_record(reading: Reading) -> None:
    """One line of JSON."""
    put(encode(reading) + "\n")


def printer(console: Console | None = None, named: bool = False, by_source: bool = False) -> Callable[[Reading], None]:
    """What prints readings, an empty line between two; `named`: each with a headline, even if it has no title."""
    from sayso.showing.terminal import show  # noqa: PLC0415  loads rich

    console = console or make_console()
    before = ""

    def print_reading(reading: Reading) -> None:
        nonlocal before
        print_text(console, before, show(reading, console, named, by_source))
        before = "\n"

    return print_reading


def make_console() -> Console:
    """As wide as the terminal or COLUMNS say, in colour where there is some and NO_COLOR is not set."""
    from rich.console import Console  # noqa: PLC0415  heavy

    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def print_text(console: Console, *texts: Text | str) -> None:
    """Written by us, not by rich, so that a closed pipe is ours to notice in every version of it."""
    with console.capture() as captured:
        console.print(*texts, sep="")
    put(captured.get())


@contextmanager
def progress(inputs: list[str], silent: bool, lines: bool = False) -> Iterator[Callable[[], None]]:
    """A count on the error stream: for many inputs, where a person watches, and nothing else is written there.

    `lines`: whole lines come in between, which go above the bar.
    """
    alone = lines or _is_file(sys.stdout) or (silent and _is_seen(sys.stdout))
    if not ((lines or is_many(inputs)) and _is_seen(sys.stderr) and alone):
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


def is_many(inputs: list[str]) -> bool:
    """Whether more than one article may come of them."""
    return len(inputs) > 1 or os.path.isdir(inputs[0])  # noqa: PTH112  pathlib raises on a name that is too long


def _is_seen(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _is_file(stream: object) -> bool:
    try:
        return isinstance(stream, io.TextIOWrapper) and stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False
