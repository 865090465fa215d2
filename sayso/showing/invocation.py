"""How the program was started → the words with which its user can start it again."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path


def find_command() -> str:
    """`sayso` where the shell finds it by that name; else its path, as it was typed.

    After `make demo` that is `.venv/bin/sayso`, and after `python -m sayso` the same again.
    """
    script = Path(sys.argv[0])
    if script.parts[-2:] == ("sayso", "__main__.py"):
        return f"{shlex.quote(_near(Path(sys.executable)))} -m sayso"
    found = shutil.which("sayso")
    if script.stem != "sayso" or (found and _is_same(Path(found), script)):
        return "sayso"
    return shlex.quote(str(script))


def _near(path: Path) -> str:
    """From here, where it lies below."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
