"""Text → windows of word pieces: what the encoder sees, and where each word stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.paragraphs import flow
from sayso.reading.sentences import find_sentences
from sayso.reading.wordpieces import WordPieces

WINDOW = 160  # pieces, the two special ones included; training and use must agree (320 at use cost 3 points)
OVERLAP = 20  # pieces that two neighbouring windows may share, so that no relation is lost at a border
CLS, SEP = 101, 102
LOWER, CAPITALISED, CAPITALS, NO_LETTER = 0, 1, 2, 3

_OPENING = frozenset(("“", "„", "«", "``", "‘‘"))
_EITHER = frozenset(('"', "＂", "''", "’’"))
_QUOTE = re.compile("""\n|[“”„«»"＂]|''|``|‘‘|’’""")

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Piece:
    """One word piece: its vocabulary number, its span in the text, and what the lower-cased vocabulary hides."""

    id: int
    start: int
    end: int
    first: bool  # the first piece of its word
    case: int
    quoted: int
    opens: int  # the first piece of a paragraph


@dataclass(frozen=True, slots=True)
class Window:
    """Whole consecutive sentences, cut into pieces.

    `ids`, `case`, `quoted`, `opens` have one value a piece (shape `[pieces]`), `heads` is the place of each word's first
    piece and `words` the word's span in the text (shape `[words, 2]`). `core` is the range of words that this window
    answers for; the others are shown for context and answered by a neighbour.
    """

    ids: Ints
    case: Ints
    quoted: Ints
    opens: Ints
    heads: Ints
    words: Ints
    core: tuple[int, int]


def cut_pieces(text: str, tokenizer: WordPieces) -> list[list[Piece]]:
    """Text → its pieces, one list a sentence; sentences without a piece are left out."""
    quoted = mark_quoted(text)
    lines = flow(text)
    pieces: list[list[Piece]] = []
    newline = -1
    for start, end in find_sentences(text):
        opens = lines.rfind("\n", newline + 1, start) != -1 or start == 0 or not pieces
        newline = max(newline, lines.rfind("\n", 0, start))
        row: list[Piece] = []
        last_word = None
        for number, begin, stop, word in tokenizer.cut(text[start:end]):
            at, to = start + begin, start + stop
            first = word != last_word
            last_word = word
            case = _case(text[at:to]) if first else row[-1].case
            row.append(Piece(number, at, to, first, case, quoted[at], int(opens and not row)))
        if row:
            pieces.append(row)
    return pieces


def cut_windows(sentences: list[list[Piece]], size: int = WINDOW, overlap: int = OVERLAP) -> Iterator[Window]:
    """Sentences of pieces → windows of at most `size` pieces that share up to `overlap` with the next."""
    sentences = [part for sentence in sentences for part in _halve(sentence, size - 2)]
    start = answered = 0
    while start < len(sentences):
        room, stop = size - 2, start
        while stop < len(sentences) and len(sentences[stop]) <= room:
            room -= len(sentences[stop])
            stop += 1
        resume = stop
        if stop < len(sentences):
            shared = 0
            while resume - 1 > start and shared + len(sentences[resume - 1]) <= overlap:
                resume -= 1
                shared += len(sentences[resume])
        # The sentences that two windows share are halved between them: each answers for those it sees from both sides.
        until = stop if stop == len(sentences) else resume + (stop - resume + 1) // 2
        yield _window(sentences[start:stop], answered - start, until - start)
        start, answered = resume, until


def _window(sentences: list[list[Piece]], first: int, last: int) -> Window:
    row = [piece for sentence in sentences for piece in sentence]
    heads = [place for place, piece in enumerate(row) if piece.first]
    ends = [*heads[1:], len(row)]
    counts = np.cumsum([0] + [sum(piece.first for piece in sentence) for sentence in sentences])
    pad = [0]
    return Window(
        ids=np.array([CLS, *(piece.id for piece in row), SEP], dtype=np.int64),
        case=np.array(pad + [piece.case for piece in row] + pad, dtype=np.int64),
        quoted=np.array(pad + [piece.quoted for piece in row] + pad, dtype=np.int64),
        opens=np.array(pad + [piece.opens for piece in row] + pad, dtype=np.int64),
        heads=np.array(heads, dtype=np.int64) + 1,
        words=np.array([(row[a].start, row[b - 1].end) for a, b in zip(heads, ends, strict=True)], dtype=np.int64),
        core=(int(counts[first]), int(counts[last])),
    )


def _halve(sentence: list[Piece], size: int) -> list[list[Piece]]:
    """A sentence longer than a window, cut at word starts."""
    parts = []
    while len(sentence) > size:
        cut = size
        while cut > 1 and not sentence[cut].first:
            cut -= 1
        cut = cut if cut > 1 else size
        parts.append(sentence[:cut])
        sentence = sentence[cut:]
    return [*parts, sentence]


def mark_quoted(text: str) -> list[int]:
    """For each character 1 inside double quotation marks, else 0; a paragraph's end closes what was left open.

    >>> "".join(map(str, mark_quoted('He “is in”. She "is" not')))
    '000011111000000001100000'
    """
    marks, inside, since = [0] * len(text), False, 0
    for match in _QUOTE.finditer(flow(text)):
        if inside:
            marks[since : match.start()] = [1] * (match.start() - since)
        mark = match[0]
        inside = mark in _OPENING or (mark in _EITHER and not inside)
        since = match.end()
    if inside:
        marks[since:] = [1] * (len(text) - since)
    return marks


def _case(word: str) -> int:
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return NO_LETTER
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return CAPITALS
    return CAPITALISED if letters[0].isupper() else LOWER
