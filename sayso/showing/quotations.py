"""Text → its quotations: where each begins and ends, and the marks that stand around it in the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.paragraphs import flow

_CLOSERS = {
    "“": ("”",), "„": ("“", "”"), "«": ("»",), "»": ("«",), '"': ('"',), "＂": ("＂",), "``": ("''", "”"), "''": ("''",),
    "‘‘": ("’’",), "‘": ("’",), "'": ("'",),
}  # fmt: skip
_DOUBLE = re.compile("``|''|‘‘|’’|[“”„«»\"＂\n]")
# A single mark opens at the start of a word and closes at the end of one, so that most apostrophes do neither.
_SINGLE = re.compile(r"(?<!\w)[‘'](?=\w)|(?<=[\w.,!?…])[’'](?!\w)|\n")


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words at `[start, end)` and the marks before and after them; `closes` is empty where the document has none."""

    start: int
    end: int
    opens: str
    closes: str


def find_quotation(text: str, at: int) -> Quotation | None:
    """The quotation in which the character at `at` stands: the double one where there is one, else the single one.

    >>> found = find_quotation("He said: «Never again,» and left.", 12)
    >>> found and (found.opens, found.closes)
    ('«', '»')
    """
    for every, starts in _quotations(text):
        number = bisect_right(starts, at) - 1
        if number >= 0 and at < every[number].end:
            return every[number]
    return None


@lru_cache(maxsize=4)  # a reading asks for one text again and again
def _quotations(text: str) -> tuple[tuple[tuple[Quotation, ...], tuple[int, ...]], ...]:
    layers = (tuple(_scan(text, _DOUBLE)), tuple(_scan(text, _SINGLE)))
    return tuple((every, tuple(each.start for each in every)) for every in layers)


def _scan(text: str, marks: re.Pattern[str]) -> list[Quotation]:
    """From left to right. What a paragraph leaves open runs on into the next one, until something opens or closes there."""
    done: list[Quotation] = []
    inside: Quotation | None = None
    carried = False
    for match in marks.finditer(flow(text)):
        mark = match[0]
        if mark == "\n":
            carried = inside is not None
            continue
        if inside and mark in _CLOSERS[inside.opens]:
            done.append(replace(inside, end=match.start(), closes=mark))
            inside, carried = None, False
        elif mark in _CLOSERS and (inside is None or carried or mark == inside.opens):
            if inside:
                done.append(replace(inside, end=match.start()))
            inside, carried = Quotation(match.end(), len(text), mark, ""), False
    return [*done, inside] if inside else done
