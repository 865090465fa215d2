"""Relations in words → utterances anchored in the document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.anchors import utterance_id
from sayso.nouns import Anchor, Document, Source, Span, Speaker, Utterance
from sayso.reading.decode import Relation, Run
from sayso.reading.pieces import Ints, mark_quoted
from sayso.scales import Factuality, Kind, Quote, Stance


@dataclass(frozen=True, slots=True)
class Attribution:
    """A relation in characters of the document. `source` is empty where the text names nobody."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    stance: Stance
    factuality: Factuality


def place(relation: Relation, words: Ints, text: str, confidence: float) -> Attribution:
    """A relation in words of a window (`words`: their spans, `[words, 2]`) → in characters of `text`."""

    def spans(runs: Iterable[Run]) -> tuple[Span, ...]:
        return merge([(int(words[start, 0]), int(words[end - 1, 1])) for start, end in runs], text)

    return Attribution(
        spans(relation.source),
        spans([relation.cue]),
        spans(relation.content),
        confidence,
        relation.stance,
        relation.factuality,
    )


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


def utter(document: Document, attributions: Iterable[Attribution]) -> tuple[Utterance, ...]:
    """Attributions → the document's utterances, in order of the text, each with the one inside whose content it lies."""
    ordered = sorted(set(attributions), key=lambda a: (min(a.cue + a.source + a.content), a.cue))
    quoted = mark_quoted(document.text)
    found: dict[str, Utterance] = {}
    for attribution in ordered:
        utterance = _utterance(document, attribution, quoted)
        found.setdefault(utterance.id, utterance)
    utterances = list(found.values())
    return tuple(replace(each, parent=_parent(each, utterances)) for each in utterances)


def _utterance(document: Document, attribution: Attribution, quoted: Sequence[int]) -> Utterance:
    text = document.text
    source = Anchor.at(text, *attribution.source) if attribution.source else None
    cue, content = Anchor.at(text, *attribution.cue), Anchor.at(text, *attribution.content)
    speaker = Speaker(source.text.strip(" ,;:—–-") if source else None, Kind.PERSON if source else Kind.HEARSAY, None)
    outlet = Speaker(document.outlet, Kind.OUTLET, document.outlet)
    return Utterance(
        id=utterance_id(document.id, source, cue, content),
        source=Source(source, speaker.name, speaker.kind, speaker.party),
        chain=(outlet, speaker),
        cue=cue,
        content=content,
        quote=quote_of(text, content.spans, quoted),
        stance=attribution.stance,
        factuality=attribution.factuality,
        confidence=attribution.confidence,
    )


def quote_of(text: str, spans: Iterable[Span], quoted: Sequence[int]) -> Quote:
    """Direct when every letter of the words stands in quotation marks, mixed when some do, else indirect.

    >>> text = "He called it “absurd”."
    >>> quote_of(text, [(10, 21)], mark_quoted(text))
    <Quote.MIXED: 'mixed'>
    """
    inside = {quoted[at] for start, end in spans for at in range(start, end) if text[at].isalnum()}
    return Quote.MIXED if inside == {0, 1} else Quote.DIRECT if inside == {1} else Quote.INDIRECT


def _parent(utterance: Utterance, others: list[Utterance]) -> str | None:
    """The utterance with the shortest content that holds this one's cue; a content that it shares is no parent."""
    assert utterance.cue
    start, end = utterance.cue.spans[0][0], utterance.cue.spans[-1][1]
    holders = [
        (sum(b - a for a, b in other.content.spans), other.id)
        for other in others
        if other.id != utterance.id
        and any(a <= start and end <= b for a, b in other.content.spans)
        and not _inside(other, utterance)
    ]
    return min(holders)[1] if holders else None


def _inside(one: Utterance, other: Utterance) -> bool:
    """Whether the cue of `one` lies in the content of `other`: then neither can be the parent of the other."""
    assert one.cue
    start, end = one.cue.spans[0][0], one.cue.spans[-1][1]
    return any(a <= start and end <= b for a, b in other.content.spans)
