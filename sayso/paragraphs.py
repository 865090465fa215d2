"""Text → which of its line ends only wrap a paragraph, and which end one.

Anchors count in the text as it stands, so no line end is taken out of it: whoever looks for paragraphs, sentences or
quotations looks at a copy of the same length, in which line ends that only wrap are spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NARROWEST, WIDEST = (
    55,
    100,
)  # characters of wrapped lines: verse is narrower, a paragraph on a line of its own mostly wider
_FILLED = 0.9  # of the width: a line is full when the next one's first word would have reached beyond
_MOST_FILLED = 0.8  # of the lines whose sentence goes on in the next one: more are full in prose than in verse

_ENDS_SENTENCE = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_OPENS_ITEM = re.compile(r"\s*(?:[-*+•·▪–—]|\d{1,3}[.)]|\(?[a-z][.)])\s")


@dataclass(frozen=True)
class Line:
    """A line of a text, and where it starts."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where its line end stands."""
        return self.start + len(self.text)

    @cached_property
    def width(self) -> int:
        """Its characters without the white space after them."""
        return len(self.text.rstrip())

    @cached_property
    def indent(self) -> int:
        """The white space before them."""
        return len(self.text) - len(self.text.lstrip())

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether a sentence, or what leads up to a list, ends with it."""
        return _ENDS_SENTENCE.search(self.text.rstrip()) is not None

    @cached_property
    def opens_item(self) -> bool:
        """Whether it looks like the first line of an item of a list."""
        return _OPENS_ITEM.match(self.text) is not None

    def runs_on(self, following: Line) -> bool:
        """Whether its sentence plainly goes on in the following line."""
        return not self.ends_sentence and following.text.lstrip()[:1].islower()

    def is_full(self, following: Line, width: int) -> bool:
        """Whether the first word of the following line had no room here."""
        word = following.text.split(maxsplit=1)[0]
        return self.width <= WIDEST and self.width + 1 + len(word) > _FILLED * width


@lru_cache(maxsize=8)  # several steps ask for the same text
def flow(text: str) -> str:
    r"""The text, as long as before, with a space for each line end that only wraps.

    >>> flow("The pier is shut, its manager told reporters on Monday, and the\nrepairs will take until May.\n\n- Rosa\n- Ida")
    'The pier is shut, its manager told reporters on Monday, and the repairs will take until May.\n\n- Rosa\n- Ida'
    """
    blocks = list(_blocks(text))
    width = _width([pair for block in blocks for pair in _joints(block)])
    if width is None:
        return text
    characters = list(text)
    for block in blocks:
        full = [pair for pair in _joints(block) if pair[0].is_full(pair[1], width)]
        is_wrapped = any(line.runs_on(following) for line, following in full)
        for line, _ in full:
            if is_wrapped or not line.ends_sentence:
                characters[line.end] = " "
    return "".join(characters)


def _blocks(text: str) -> Iterator[list[Line]]:
    """The lines between blank lines."""
    lines, start = [], 0
    for each in text.split("\n"):
        lines.append(Line(start, each))
        start += len(each) + 1
    for is_blank, block in groupby(lines, key=lambda line: not line.text.strip()):
        if not is_blank:
            yield list(block)


def _joints(block: list[Line]) -> list[tuple[Line, Line]]:
    """Neighbours of which the second may go on with the first: no item of a list, and not set in."""
    items = sum(line.opens_item for line in block)
    return [
        (line, following)
        for line, following in pairwise(block)
        if following.indent < line.indent + 2
        and not (following.opens_item and (items > 1 or line.ends_sentence))
    ]  # fmt: skip


def _width(joints: list[tuple[Line, Line]]) -> int | None:
    """The width to which the text is wrapped; None where it is not."""
    running = [(line, following) for line, following in joints if line.runs_on(following)]
    widths = sorted(line.width for line, _ in running)
    width = widths[int(0.95 * (len(widths) - 1))] if widths else 0
    full = sum(line.is_full(following, width) for line, following in running)
    return width if NARROWEST <= width <= WIDEST and full >= _MOST_FILLED * len(running) else None
