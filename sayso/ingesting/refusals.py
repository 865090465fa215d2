"""What could not be read → one clear line that says which and why."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

LONGEST = 400  # characters of a name or a reason; addresses can be endless

_UNSHOWN = {"Cc", "Cs", "Zl", "Zp", "Co", "Cn"}
_TURNING = set(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # could reorder a terminal line


class BadInput(ValueError):
    """An input that cannot be read; the message says why, in one line."""


class OwnPage(BadInput):
    """A page that Sayso wrote: the article in it is read already."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was not read: where it lies and why. Both are one line of printable characters.

    >>> str(Refusal("a\\nb.txt", "empty"))
    'a\\\\nb.txt: empty'
    """

    where: str
    why: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "where", printable(self.where))
        object.__setattr__(self, "why", printable(self.why))

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@dataclass(frozen=True, slots=True)
class Notice(Refusal):
    """What was passed over on purpose, in one line: nothing failed."""


def printable(text: str) -> str:
    """The text with all that could break or bend a line of a terminal escaped, and cut where it is endless."""
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return "".join(_escaped(char) if _is_unshown(char) else char for char in cut)


def _is_unshown(char: str) -> bool:
    return char in _TURNING or unicodedata.category(char) in _UNSHOWN


def _escaped(char: str) -> str:
    return char.encode("unicode_escape", "backslashreplace").decode("ascii")
