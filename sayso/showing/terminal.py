"""Reading → what a terminal shows: who says what, in their exact words.

All text of a document goes through `phrases.in_line` and into `rich.text.Text`: it is never markup and moves no cursor.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from sayso.anchors import JOINER
from sayso.nouns import Document, Reading, Utterance
from sayso.showing import phrases

WIDE = 100  # from here on the speaker stands beside the words, not above them
WIDEST = 124  # longer lines are hard to read
STEP = 4  # how far an utterance inside another is moved in

# No grey, no dimming and no background: what is quiet on one ground is gone on another. Colour only repeats what is said.
NUMBER = CUE = Style(color="cyan")
SOURCE = TITLE = Style(bold=True)


def show(reading: Reading, width: int) -> RenderableType:
    """A reading, laid out for a terminal `width` columns wide."""
    width = min(width, WIDEST)
    body = [_row(reading, *each, width) for each in phrases.nested(reading)]
    return Group(*_head(reading.document), Text("─" * width), *body, *_foot(reading))


def brief(reading: Reading) -> Text:
    """A reading in one line: the title and how much is in it."""
    document = reading.document
    line = Text("  ").append(phrases.in_line(document.title or "Untitled"), TITLE)
    return line.append(f", {phrases.in_line(document.outlet)}" if document.outlet else "").append(
        f": {phrases.tally([reading])}"
    )


def _head(document: Document) -> Iterator[Text]:
    if document.title:
        yield Text(phrases.in_line(document.title), TITLE)
    facts = (document.outlet and phrases.in_line(document.outlet), phrases.dated(document.published))
    if known := [fact for fact in facts if fact]:
        yield Text(", ".join(known))
    if document.url:
        safe = phrases.address(document.url)
        yield Text(phrases.in_line(document.url), Style(link=safe) if safe else "", overflow="fold")


def _foot(reading: Reading) -> Iterator[Text]:
    yield Text(phrases.tally([reading]))
    yield Text(phrases.REMINDER)


def _row(reading: Reading, number: int, depth: int, utterance: Utterance, width: int) -> RenderableType:
    """One utterance, two lines or two columns."""
    speaker, words = _speaker(utterance), _words(utterance, reading.document.text)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", width=3, style=NUMBER)
    inset = min(depth, 4) * STEP
    if width < WIDE:
        table.add_column(overflow="fold")
        table.add_row(str(number), speaker)
        table.add_row("", words)
    else:
        table.add_column(width=34 - inset, overflow="fold")
        table.add_column(overflow="fold")
        table.add_row(str(number), speaker, words)
    return Padding(table, (0, 0, 1, inset), expand=False)


def _speaker(utterance: Utterance) -> Text:
    line = Text(phrases.who(utterance), SOURCE)
    if utterance.cue:
        line.append("  ").append(phrases.in_line(utterance.cue.text), CUE)
    if asides := phrases.asides(utterance):
        line.append("\n" + ", ".join(asides))
    return line


def _words(utterance: Utterance, text: str) -> Text:
    parts = phrases.quoted(utterance, text)
    return Text(JOINER.join(f"{before}{words}{after}" for before, words, after in parts))
