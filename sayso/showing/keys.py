"""A terminal → the keys that are pressed on it, one at a time; from a pipe, its characters."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_END = ("", "\x03", "\x04")  # nothing more, Ctrl-C, Ctrl-D


def read_key() -> str:
    """The next key, at once; "q" where there is nothing more, and for Ctrl-C."""
    stream = sys.stdin
    if not stream.isatty():
        key = stream.read(1)
        while key in ("\n", " "):
            key = stream.read(1)
    elif os.name == "nt":
        import msvcrt  # noqa: PLC0415  only there

        key = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
    else:
        with _raw(stream.fileno()):
            key = os.read(stream.fileno(), 8).decode("utf-8", "replace")
    return "q" if key in _END else key[:1]


def read_answer(prompt: str) -> str:
    """A line that is typed; empty where there is nothing more."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    try:
        if sys.stdin.isatty():  # past Python's own buffer, in which the keys that follow would be lost
            typed = os.read(sys.stdin.fileno(), 4096).decode("utf-8", "replace")
        else:
            typed = sys.stdin.readline()
        return " ".join(typed.split())
    except KeyboardInterrupt:
        return ""


@contextmanager
def _raw(descriptor: int) -> Iterator[None]:
    """Keys come one by one, unechoed."""
    import termios  # noqa: PLC0415  not on Windows
    import tty  # noqa: PLC0415

    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
