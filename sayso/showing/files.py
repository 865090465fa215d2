"""Text or bytes → a file, whole or not at all; and a folder of our own for what the demo writes."""

from __future__ import annotations

import os
import secrets
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


def write_file(target: Path, text: str | bytes) -> None:
    """Written beside the target and then put in its place, so that no reader ever sees half of it. Raises `OSError`.

    A link stays a link, and a file keeps its permissions; a pipe or a device is written to as it is.
    """
    place = target.resolve()
    if place.exists() and not place.is_file():
        _write(os.open(place, os.O_WRONLY), text)
        return
    part = place.with_name(f".sayso-{secrets.token_hex(6)}.part")
    try:
        _write(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), text)
        if place.exists():
            part.chmod(stat.S_IMODE(place.stat().st_mode))
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def make_folder(name: str) -> Path:
    """The user's own folder of this name among the temporary ones, the same every time; a new one where another's is in the way."""
    user = getattr(os, "getuid", lambda: None)()
    folder = Path(tempfile.gettempdir()) / (name if user is None else f"{name}-{user}")
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    is_ours = stat.S_ISDIR(found.st_mode) and (user is None or (found.st_uid == user and not found.st_mode & 0o022))
    return folder if is_ours else Path(tempfile.mkdtemp(prefix=f"{name}-"))


def _write(descriptor: int, text: str | bytes) -> None:
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace"))
