"""An excerpt in the words of the views: what every export is laid out from.

Texts here are safe to print, each on one line: what cannot be seen is spelled out. What is markup in a format, the format escapes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.__about__ import __version__
from sayso.anchors import UNSEEN
from sayso.excerpts import Excerpt
from sayso.nouns import Claim, Document, Member

LEGEND = "All quoted words are exact: those in [brackets] as the article has them, those in quotation marks as it quotes them."


@dataclass(frozen=True, slots=True)
class Line:
    """An utterance of a claim. `words`: exact, direct speech in its quotation marks, all else in [brackets]; `exact`: bare."""

    member: Member
    paper: int  # its document's number
    who: str
    side: str  # ", for Norway," where the source speaks for somebody else
    did: str
    words: str
    exact: str
    when: str
    outlet: str
    address: str | None
    asides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A claim. `standing` says where it stands and on whose word; `numbers`, each party's in their order."""

    claim: Claim
    title: str
    standing: str
    told: tuple[str, ...]
    numbers: tuple[str, ...]
    origins: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. `address`: its url where it is safe to make a link of it."""

    document: Document
    number: int
    title: str
    outlet: str
    when: str
    address: str | None
    place: str  # its url or id
    text: tuple[str, ...]  # its paragraphs


@dataclass(frozen=True, slots=True)
class Sheet:
    """A story, ready to be laid out. `moment`: as of when, in words; `checked`: "3 of 120 lines checked."."""

    excerpt: Excerpt
    story: str
    total: str
    moment: str
    checked: str
    caution: str
    rows: Sequence[Row]
    papers: Sequence[Paper]
    with_text: bool


def preamble(sheet: Sheet) -> Mapping[str, Any]:
    """What every export for programs says of itself."""
    checked, lines = sheet.excerpt.checked()
    return {
        "sayso": "1",
        "export": {
            "story": sheet.excerpt.story,
            "as_of": sheet.excerpt.as_of,
            "program": f"sayso {__version__}",
            "caution": sheet.caution,
            "checked": checked,
            "lines": lines,
            "with_text": sheet.with_text,
        },
    }


def spans(given: Sequence[tuple[int, int]]) -> str:
    """Where words stand, as views print it.

    >>> spans([(0, 43), (51, 60)])
    '0-43,51-60'
    """
    return ",".join(f"{start}-{end}" for start, end in given)


def spelled(text: str) -> str:
    r"""What cannot be seen, as an escape of JSON; white space stays.

    >>> print(spelled("Signed \u202e\x1b"))
    Signed \u202e\u001b
    """
    return UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], text)
