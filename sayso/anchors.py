"""Spans of a text → anchors with the exact words, ids hashed from content, and the check every reading must pass."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.nouns import Anchor, Place, Quantity, Reading, Time, Utterance

JOINER = " … "  # stands between the parts of discontinuous words

# What can move a cursor or turn words around unseen: controls, overrides of direction, stray surrogates, tags.
# A tab, a line feed and a carriage return are white space and stay.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)

Span = tuple[int, int]


class BadAnchor(ValueError):
    """An anchor whose words are not the document's words at its spans."""


def join(text: str, spans: Iterable[Span]) -> str:
    """The exact words at `spans` (`[start, end)`, code points of `text`), parts joined by " … ".

    >>> join("“No,” he said, “never.”", [(0, 5), (15, 23)])
    '“No,” … “never.”'
    """
    return JOINER.join(text[start:end] for start, end in spans)


def digest(*parts: object) -> str:
    """A SHA-256 over parts that are strings, numbers, None or lists of these; the same parts give the same digest."""
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def document_id(outlet: str | None, published: str | None, url: str | None, sha256: str) -> str:
    """The same words in two outlets are two documents."""
    return "d" + digest("document", outlet, published, url, sha256)[:24]


def utterance_id(document: str, source: Anchor | None, cue: Anchor | None, content: Anchor) -> str:
    """An utterance is known by its document and its anchors, whoever read it."""
    return "u" + digest("utterance", document, *(anchor and anchor.spans for anchor in (source, cue, content)))[:24]


def check(reading: Reading) -> None:
    """Raise `BadAnchor` unless the words of every anchor stand in the document at its spans, and every link leads somewhere."""
    text, size = reading.document.text, len(reading.document.text)
    known = {utterance.id for utterance in reading.utterances}
    if len(known) != len(reading.utterances):
        raise BadAnchor(f"document {reading.document.id}: two utterances have one id")
    for utterance in reading.utterances:
        for anchor in anchors(utterance):
            where = f"document {reading.document.id}, utterance {utterance.id}"
            ends = 0
            for start, end in anchor.spans:
                if not ends <= start < end <= size:
                    raise BadAnchor(f"{where}: span [{start}, {end}) is empty, out of order or outside the text")
                ends = end
            if not anchor.spans or join(text, anchor.spans) != anchor.text:
                raise BadAnchor(f"{where}: {anchor.text!r} is not what stands there")
        for link in (utterance.parent, utterance.refers_to):
            if link is not None and link not in known:
                raise BadAnchor(f"document {reading.document.id}, utterance {utterance.id}: link to unknown {link}")


def anchors(utterance: Utterance) -> Iterator[Anchor]:
    """Every anchor of an utterance: source, cue, content, and those of its quantities, times and places."""
    for anchor in (utterance.source.anchor, utterance.cue, utterance.content):
        if anchor is not None:
            yield anchor
    values: tuple[Quantity | Time | Place, ...] = (*utterance.quantities, *utterance.times, *utterance.places)
    for value in values:
        if value.anchor is not None:
            yield value.anchor
