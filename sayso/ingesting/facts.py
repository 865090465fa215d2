"""What is known of a document beside its text."""

from __future__ import annotations

import dataclasses
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.ingesting.moments import parse_moment
from sayso.ingesting.refusals import BadInput

if TYPE_CHECKING:
    from datetime import datetime

LONGEST = 1000  # characters of a title, a name, an address


@dataclass(frozen=True, slots=True)
class Facts:
    """The fields of a Document that a front matter, a page or the caller can tell. None: not told."""

    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    retrieved: str | None = None
    url: str | None = None

    def over(self, other: Facts) -> Facts:
        """These facts, and the other's where these do not tell."""
        mine = {name: value for name, value in dataclasses.asdict(self).items() if value is not None}
        return dataclasses.replace(other, **mine)


def check_facts(facts: Facts, now: datetime) -> Facts:
    """Facts told by a person, cleaned. Raises `BadInput` for a date that is none, or lies in the future."""
    told = {name: clean_line(value) for name, value in dataclasses.asdict(facts).items() if value is not None}
    for name in ("published", "modified", "retrieved"):
        if told.get(name):
            told[name] = _moment(name, str(told[name]), now)
    return Facts(**told)


def clean_line(value: str | None) -> str | None:
    """One line without control characters; None where nothing is left.

    >>> clean_line(" Harbour\\n Gazette\\x1b ")
    'Harbour Gazette'
    """
    if value is None:
        return None
    line = " ".join(value.split())
    shown = "".join(char for char in line if unicodedata.category(char) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", shown).strip()[:LONGEST] or None


def _moment(name: str, value: str, now: datetime) -> str:
    try:
        return parse_moment(value, now)
    except BadInput as fault:
        raise BadInput(f"{name}: {fault}") from None
