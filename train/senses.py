"""Lines of `senses.yaml` → texts with their attributions, each with the stance and the factuality that the rules give it.

A line is news with marks: `[source] <cue> {content}`. Several utterances of one text stand between slashes, in the order of the key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from sayso.nouns import Span
from sayso.reading.attributions import Line
from sayso.scales import Factuality, Stance

PLACE = Path(__file__).parent / "senses.yaml"
_MARKS = {"[": "source", "]": "source", "<": "cue", ">": "cue", "{": "content", "}": "content"}


class BadSense(ValueError):
    """A line whose marks or label are not what the file promises."""


@dataclass(frozen=True, slots=True)
class Sense:
    """A text, its attributions, and what each does to its proposition."""

    text: str
    lines: tuple[Line, ...]
    labels: tuple[tuple[Stance, Factuality], ...]
    first: bool  # nobody else has spoken before


def parse(marked: str) -> tuple[str, tuple[Line, ...]]:
    """A marked text → the text, and an attribution for each part between slashes.

    >>> text, (line,) = parse("[The cook] <denied> {it}.")
    >>> text, [text[start:end] for start, end in line.content]
    ('The cook denied it.', ['it'])
    """
    text, lines = "", []
    for part in marked.strip().split(" / "):
        text += " " if text else ""
        spans: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
        begun: dict[str, int] = {}
        for sign in part:
            name = _MARKS.get(sign)
            if name is None:
                text += sign
            elif sign in "[<{":
                if name in begun:
                    raise BadSense(f"{sign} twice: {marked}")
                begun[name] = len(text)
            elif begun.get(name, len(text)) == len(text):
                raise BadSense(f"nothing before {sign}: {marked}")
            else:
                spans[name].append((begun.pop(name), len(text)))
        if begun or not spans["content"]:
            raise BadSense(f"a mark is open or there is no content: {marked}")
        lines.append(Line(tuple(spans["source"]), tuple(spans["cue"]), tuple(spans["content"])))
    return text, tuple(lines)


def load_senses(place: Path = PLACE) -> Iterator[Sense]:
    """Every line of the file."""
    for key, block in yaml.safe_load(place.read_text("utf-8")).items():
        first, narrated = key.endswith(" first"), key.endswith(" narrated")
        words = [label.split() for label in key.removesuffix(" first").removesuffix(" narrated").split(" / ")]
        labels = tuple((Stance(stance), Factuality(factuality)) for stance, factuality in words)
        for marked in block.splitlines():
            text, lines = parse(marked)
            if len(lines) != len(labels) or any(bool(line.cue) == narrated for line in lines):
                raise BadSense(f"not as {key!r} says: {marked}")
            yield Sense(text, lines, labels, first)
