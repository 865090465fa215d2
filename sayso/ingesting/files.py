"""A path or standard input → the bytes of each document, and what kind they are."""

from __future__ import annotations

import errno
import os
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from sayso.ingesting.refusals import BadInput
from sayso.ingesting.texts import MOST_BYTES

Form = Literal["html", "markdown", "text"]

FORMS: dict[str, Form] = {".html": "html", ".htm": "html", ".md": "markdown", ".txt": "text"}
MOST_KINDS = 4  # that are named when files of other kinds are passed over

_REASONS = {
    errno.ENOENT: "no such file", errno.EACCES: "permission denied", errno.EPERM: "permission denied",
    errno.ELOOP: "a link that leads in a circle", errno.ENAMETOOLONG: "the name is too long",
    errno.EISDIR: "a folder, not a file", errno.ENOTDIR: "no such file",
    errno.ENXIO: "not a regular file", errno.EIO: "the disk cannot read it",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they came. `form` is None where nothing but the bytes tells it."""

    data: bytes
    form: Form | None = None
    charset: str | None = None
    url: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The documents of a folder, and what was passed over: file endings, each with how many."""

    paths: list[Path]
    others: Counter[str]

    def passed_over(self) -> str | None:
        """The second part in one line.

        >>> Listing([], Counter({".pdf": 2, ".docx": 1})).passed_over()
        'passed over 3 files that are no text, Markdown or HTML (.pdf 2, .docx 1)'
        """
        number = self.others.total()
        if not number:
            return None
        kinds = ", ".join(f"{suffix} {count}" for suffix, count in self.others.most_common(MOST_KINDS))
        more = ", …" if len(self.others) > MOST_KINDS else ""
        files = "1 file that is" if number == 1 else f"{number:,} files that are"
        return f"passed over {files} no text, Markdown or HTML ({kinds}{more})"


def list_folder(folder: Path) -> Listing:
    """All texts and pages below, sorted by name. Hidden files, read-mes and linked folders are no part of it; other kinds are counted.

    A folder below that cannot be listed stands in the list itself, so that reading it says why.
    """
    found: list[Path] = []
    others: Counter[str] = Counter()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            found.append(here)
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name.lower().startswith("readme."):
                continue
            suffix = Path(entry.name).suffix.lower()
            if _is_folder(entry):
                waiting.append(Path(entry.path))
            elif suffix in FORMS:
                found.append(Path(entry.path))
            elif not _is_folder(entry, links=True):
                others[suffix or "without ending"] += 1
    return Listing(sorted(found, key=lambda path: path.parts), others)


def read_file(path: Path) -> Raw:
    """The bytes of a regular file. Raises `BadInput` for anything else, and never waits for a pipe or a device."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as opened:
            _check_regular(os.fstat(opened.fileno()))
            data = opened.read(MOST_BYTES + 1)
    except BadInput:
        raise
    except (OSError, ValueError) as fault:
        raise BadInput(explain(fault)) from None
    return Raw(_within_size(data), FORMS.get(path.suffix.lower()))


def read_stdin(stdin: BinaryIO) -> Raw:
    """All of standard input, as far as a document may reach."""
    try:
        return Raw(_within_size(stdin.read(MOST_BYTES + 1)))
    except (OSError, ValueError) as fault:
        raise BadInput(explain(fault)) from None


def is_folder(path: Path) -> bool:
    """Whether the path names a folder; a path that cannot be looked at does not."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def explain(fault: OSError | ValueError) -> str:
    """What the system says, in the words of a person."""
    if isinstance(fault, OSError):
        return _REASONS.get(fault.errno or 0) or fault.strerror or type(fault).__name__
    return "no name that a file can have"


def _check_regular(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise BadInput("a folder that cannot be listed")
    if not stat.S_ISREG(status.st_mode):
        raise BadInput("not a regular file: a pipe, a socket or a device")
    if status.st_size > MOST_BYTES:
        raise BadInput(f"larger than {MOST_BYTES:,} bytes")


def _within_size(data: bytes) -> bytes:
    if len(data) > MOST_BYTES:
        raise BadInput(f"larger than {MOST_BYTES:,} bytes")
    return data


def _is_folder(entry: os.DirEntry[str], links: bool = False) -> bool:
    try:
        return entry.is_dir(follow_symlinks=links)
    except OSError:
        return False
