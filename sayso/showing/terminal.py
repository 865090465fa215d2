"""Reading → what a terminal shows: who says what, in their exact words.

All text of a document goes through `phrases.in_line` and into `rich.text.Text`: it is never markup and moves no cursor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from sayso.anchors import JOINER
from sayso.showing import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from sayso.nouns import Document, Reading, Utterance

WIDE = 100  # from here on the speaker stands beside the words, not above them
NARROWEST = 36  # below this a terminal folds the lines itself
WIDEST = 124  # longer lines are hard to read
MARGIN = 5  # columns for the number and the space after it
SPEAKER = 36  # columns for the speaker, where there is room for them
STEP = 4  # how far an utterance inside another is moved in
DEEPEST = 4  # steps

# No grey, no dimming, no background: what is quiet on one ground is gone on another. Colour adds nothing to the words.
BOLD = Style(bold=True)
TINT = Style(color="cyan")


def show(reading: Reading, console: Console, named: bool = False, by_source: bool = False) -> Text:
    """A reading, laid out for the console's width; its lines are as long as their words.

    `named`: with a headline, even if it has no title, so that it can be told from others. `by_source`: all that one source
    says together, under its name.
    """
    width = max(NARROWEST, min(console.width, WIDEST))
    head = list(_head(reading.document, width, console, named))
    lines = [*head, Text("─" * width)] if head else []
    if by_source:
        lines += _grouped(reading, width, console)
    else:
        for number, depth, utterance in phrases.nested(reading):
            lines += _entry(reading, number, depth, utterance, width, console)
            lines.append(Text())
    lines.append(Text(phrases.tally(reading)))
    return Text("\n").join([*lines, *_wrapped(Text(phrases.REMINDER), width, console)])


def brief(reading: Reading) -> Text:
    """A reading in one line: the title, the outlet and how much is in it."""
    document = reading.document
    line = Text().append(phrases.headline(document), BOLD)
    outlet = f", {phrases.in_line(document.outlet)}" if document.outlet else ""
    return line.append(f"{outlet}: {phrases.tally(reading)}")


def _head(document: Document, width: int, console: Console, named: bool) -> Iterator[Text]:
    if document.title or named:
        yield from _wrapped(Text().append(phrases.headline(document), BOLD), width, console)
    facts = (document.outlet and phrases.in_line(document.outlet), phrases.dated(document.published))
    if known := [fact for fact in facts if fact]:
        yield from _wrapped(Text(", ".join(known)), width, console)
    if document.url:  # in one piece, so that it can be copied
        safe = phrases.address(document.url)
        yield Text(phrases.in_line(document.url), Style(link=safe) if safe else "")


def _grouped(reading: Reading, width: int, console: Console) -> Iterator[Text]:
    """Source by source: who, for whom and how often, then each of their utterances by its number."""
    numbers = {utterance.id: number for number, utterance in enumerate(reading, 1)}
    for group in phrases.by_source(reading):
        first = group[0][1]
        name = phrases.who(first)
        told = [*phrases.told_of(first.source), phrases.count(len(group), "attribution")]
        title = Text().append(name, BOLD if name != phrases.NOBODY else None).append(f"  ({', '.join(told)})")
        yield from _wrapped(title, width, console)
        for number, utterance in group:
            inside = numbers.get(utterance.parent) if utterance.parent else None
            spoken = [*_parts(utterance, inside), _words(utterance, reading.document.text)]
            room = width - MARGIN
            body = [line for part in spoken for line in _wrapped(part, room, console)]
            label, blank = Text(f"{number:>{MARGIN - 2}}  ", TINT), Text(" " * MARGIN)
            for at, line in enumerate(body):
                yield (blank if at else label) + line
        yield Text()


def _parts(utterance: Utterance, inside: int | None) -> list[Text]:
    """The cue and what else is to be said, without the name: on one line, or on none."""
    asides = [*phrases.asides(utterance), *([f"inside {inside}"] if inside else [])]
    parts = [Text().append(phrases.in_line(utterance.cue.text), TINT)] if utterance.cue else []
    if asides:
        parts.append(Text(f"({', '.join(asides)})"))
    return [Text("  ").join(parts)] if parts else []


def _entry(
    reading: Reading, number: int, depth: int, utterance: Utterance, width: int, console: Console
) -> Iterator[Text]:
    """One utterance: the speaker above the words, or beside them where it is wide enough."""
    inset = min(depth, DEEPEST) * STEP
    words = _words(utterance, reading.document.text)
    label = Text(" " * inset).append(f"{number:>{MARGIN - 2}}  ", TINT)
    blank = Text(" " * (inset + MARGIN))
    room = width - len(blank)
    if width < WIDE:
        speaker = _speaker(utterance, room, console)
        body = [*speaker, *_wrapped(words, room, console)]
    else:
        column = SPEAKER - inset
        speaker = _speaker(utterance, column, console)
        spoken = _wrapped(words, room - column - 3, console)
        body = [_beside(at, speaker, spoken, column + 3) for at in range(max(len(speaker), len(spoken)))]
    for at, line in enumerate(body):
        yield (blank if at else label) + line


def _beside(at: int, left: list[Text], right: list[Text], column: int) -> Text:
    start = left[at].copy() if at < len(left) else Text()
    if at >= len(right):
        return start
    return start.append(" " * (column - start.cell_len)) + right[at]


def _speaker(utterance: Utterance, width: int, console: Console) -> list[Text]:
    """Who, by which cue, and what else is to be said: as many to a line as fit."""
    name = phrases.who(utterance)
    parts = [Text().append(name, BOLD if name != phrases.NOBODY else None)]
    if utterance.cue:
        parts.append(Text().append(phrases.in_line(utterance.cue.text), TINT))
    if asides := phrases.asides(utterance):
        parts.append(Text(f"({', '.join(asides)})"))
    lines = parts[:1]
    for part in parts[1:]:
        if lines[-1].cell_len + 2 + part.cell_len <= width:
            lines[-1] = Text("  ").join([lines[-1], part])
        else:
            lines.append(part)
    return [each for line in lines for each in _wrapped(line, width, console)]


def _words(utterance: Utterance, text: str) -> Text:
    parts = phrases.quoted(utterance, text)
    return Text(JOINER.join(f"{before}{words}{after}" for before, words, after in parts))


def _wrapped(text: Text, width: int, console: Console) -> list[Text]:
    lines = list(text.wrap(console, width, overflow="fold"))
    for line in lines:
        line.rstrip()
    return lines
