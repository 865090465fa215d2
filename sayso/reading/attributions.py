"""Relations in words → attributions as spans of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.nouns import Span
from sayso.reading.decode import Relation, Run
from sayso.reading.pieces import Ints
from sayso.scales import Factuality, Quote, Stance


@dataclass(frozen=True, slots=True)
class Line:
    """One attribution as spans of the text; `source` is empty where the text names nobody.

    With it how sure the reader is of it (0 to 1), and what the network thinks of its stance and factuality (chances).
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float = 1.0
    stances: Mapping[Stance, float] = field(default_factory=dict)
    factualities: Mapping[Factuality, float] = field(default_factory=dict)


def place(relation: Relation, words: Ints, text: str, confidence: float) -> Line:
    """A relation in words of a window (`words`: their spans, `[words, 2]`) → in characters of `text`."""

    def spans(runs: Iterable[Run]) -> tuple[Span, ...]:
        return merge([(int(words[start, 0]), int(words[end - 1, 1])) for start, end in runs], text)

    source, cue, content = spans(relation.source), spans([relation.cue]), spans(relation.content)
    return Line(source, cue, content, confidence, relation.stances, relation.factualities)


def merge(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Spans in order, joined where they touch or have only white space between them.

    >>> merge([(0, 3), (4, 9)], "Two words here")
    ((0, 9),)
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def quote_of(text: str, spans: Iterable[Span], quoted: Sequence[int]) -> Quote:
    """Direct when every letter of the words stands in quotation marks, mixed when some do, else indirect.

    >>> from sayso.reading.pieces import mark_quoted
    >>> text = "He called it “absurd”."
    >>> quote_of(text, [(10, 21)], mark_quoted(text))
    <Quote.MIXED: 'mixed'>
    """
    inside = {quoted[at] for start, end in spans for at in range(start, end) if text[at].isalnum()}
    return Quote.MIXED if inside == {0, 1} else Quote.DIRECT if inside == {1} else Quote.INDIRECT
