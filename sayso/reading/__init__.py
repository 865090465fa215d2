"""Document → Reading: windows of word pieces, scores, attributions, utterances."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

from sayso.nouns import Document, ReaderVersion, Reading

if TYPE_CHECKING:
    from sayso.reading.encoder import Encoder

NAME = "sayso-reader"


class Reader(Protocol):
    """Whatever turns a document into utterances whose anchors hold."""

    @property
    def version(self) -> ReaderVersion:
        """Who reads."""

    def read(self, document: Document) -> Reading:
        """A document → its reading."""


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
        from sayso.reading.attributions import place, utter  # noqa: PLC0415
        from sayso.reading.decode import decode  # noqa: PLC0415
        from sayso.reading.measures import measure  # noqa: PLC0415
        from sayso.reading.pieces import cut_pieces, cut_windows  # noqa: PLC0415

        attributions = [
            place(relation, window.words, document.text)
            for window in cut_windows(cut_pieces(document.text, self.encoder.tokenizer))
            for relation in decode(self.encoder, self.encoder.encode(window), window.core)
        ]
        reading = Reading(document, self.version, measure(document, utter(document, attributions)))
        check(reading)
        return reading


@cache
def load_reader() -> Reader:
    """The shipped reader, loaded once."""
    from sayso.reading.encoder import Encoder  # noqa: PLC0415

    return EncoderReader(Encoder())
