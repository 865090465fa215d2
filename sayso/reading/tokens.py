"""Text → tokens: numbers as news writes them, words, and every other sign on its own."""

from __future__ import annotations

import re
from typing import NamedTuple


class Token(NamedTuple):
    """A word, a number or a sign, and where it stands."""

    start: int
    end: int
    text: str
    lower: str


# Groups of digits are bounded, so that no run of digits and commas is read twice over.
_TOKEN = re.compile(
    r"\d{1,3}(?:,\d{2,3}){0,6},\d{3}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*|\S"
)


def cut_tokens(text: str) -> list[Token]:
    """The tokens of a text, in order; a plain apostrophe and a typographic one are the same.

    >>> [token.text for token in cut_tokens("$1.2m for 1,300 reporters’ phones")]
    ['$', '1.2', 'm', 'for', '1,300', 'reporters', '’', 'phones']
    """
    return [Token(found.start(), found.end(), found[0], found[0].lower()) for found in _TOKEN.finditer(text)]


def word_set(*lines: str) -> frozenset[str]:
    """The words of some lines: lists of words stay readable."""
    return frozenset(word for line in lines for word in line.split())
