"""Document → Reading: windows of word pieces, scores, attributions, utterances."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from sayso.nouns import Document, ReaderVersion, Reading, Span

if TYPE_CHECKING:
    from sayso.reading.attributions import Line
    from sayso.reading.encoder import Encoder

NAME = "sayso-reader"
TOGETHER = 64  # windows in memory at once


class Reader(Protocol):
    """Whatever turns a document into utterances whose anchors hold."""

    @property
    def version(self) -> ReaderVersion:
        """Who reads."""

    def read(self, document: Document) -> Reading:
        """A document → its reading."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: where it stands, and PER, ORG, LOC or MISC (the kinds of CoNLL-2003; Tjong Kim Sang 2003)."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Scan:
    """All that the network finds in one pass over a document."""

    lines: list[Line]
    names: list[Name]


class EncoderReader:
    """The reader that ships with the package. The same document gives the same reading, in whatever company it is read."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    @property
    def version(self) -> ReaderVersion:
        """The program's own reader, with the digest of its weights."""
        return ReaderVersion(NAME, self.encoder.version)

    def read(self, document: Document) -> Reading:
        """Cut into windows, score, decode, anchor, check."""
        from sayso.anchors import check  # noqa: PLC0415  all below is loaded when something is read
        from sayso.reading.meaning import find_meaning  # noqa: PLC0415
        from sayso.reading.measures import measure  # noqa: PLC0415
        from sayso.reading.restraint import is_distractor  # noqa: PLC0415

        found = self.scan(document.text)
        spans = [name.span for name in found.names]
        lines = [line for line in found.lines if not is_distractor(line, document.text, spans)]
        names = [(*name.span, name.kind) for name in found.names]
        reading = Reading(document, self.version, measure(document, find_meaning(document, lines, names)))
        check(reading)
        return reading

    def scan(self, text: str) -> Scan:
        """A text → its attributions and names, in characters of it, each found once."""
        from sayso.reading.attributions import place  # noqa: PLC0415
        from sayso.reading.decode import decode, find_names  # noqa: PLC0415
        from sayso.reading.pieces import cut_pieces, cut_windows  # noqa: PLC0415

        found = Scan([], [])
        windows = cut_windows(cut_pieces(text, self.encoder.tokenizer))
        while some := list(islice(windows, TOGETHER)):
            scores = [(self.encoder.encode(window), window.core) for window in some]
            named = find_names([each.names for each, _ in scores])
            for window, relations, names in zip(some, decode(self.encoder, scores), named, strict=True):
                for relation in relations:
                    found.lines.append(place(relation, window.words, text, self.encoder.trust(relation.signs)))
                for (start, end), kind in names:
                    if window.core[0] <= start < window.core[1]:
                        span = int(window.words[start, 0]), int(window.words[end - 1, 1])
                        found.names.append(Name(span, kind))
        return found


@cache
def load_reader() -> EncoderReader:
    """The shipped reader, loaded once."""
    from sayso.reading.encoder import Encoder  # noqa: PLC0415

    return EncoderReader(Encoder())
