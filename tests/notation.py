"""A tiny notation for test sentences: `[source]`, `<cue>`, `{content}` mark the spans in the words themselves.

marked("{Two men were held}, [police] <said>{, and a third was sought}.")
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[\[\]<>{}]")


@dataclass(frozen=True)
class Marked:
    """A text and the spans that its marks show."""

    text: str
    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


def marked(sentence: str) -> Marked:
    """Sentence with marks → its text and spans."""
    spans: dict[str, list[tuple[int, int]]] = {"[": [], "<": [], "{": []}
    closing = {"]": "[", ">": "<", "}": "{"}
    text, last = "", 0
    opened: dict[str, int] = {}
    for match in _MARK.finditer(sentence):
        text += sentence[last : match.start()]
        last = match.end()
        mark = match[0]
        if mark in spans:
            opened[mark] = len(text)
        else:
            spans[closing[mark]].append((opened.pop(closing[mark]), len(text)))
    text += sentence[last:]
    return Marked(text, *(tuple(spans[mark]) for mark in "[<{"))
