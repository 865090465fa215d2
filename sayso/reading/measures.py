"""Document, utterances → the utterances with their quantities, times, places, and when they were said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.nouns import Document, Place, Quantity, Time, Utterance
from sayso.reading.quantities import find_quantities
from sayso.reading.times import find_times, find_mentions, place, looks_ahead, reference
from sayso.reading.places import find_places
from sayso.reading.tokens import cut_tokens
from sayso.scales import Stance


@dataclass(frozen=True, slots=True)
class Measures:
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]


def read_measures(document: Document, ahead=(), parties=()) -> Measures:
    tokens = cut_tokens(document.text)
    since = reference(document.published)
    ms = find_mentions(tokens)
    times = [(m, place(document.text, tokens, m, since, looks_ahead(tokens, m, ahead))) for m in ms]
    taken = [m.span for m, t in times if t or m.resolve is None or since is None]
    return Measures(find_quantities(document.text, taken), tuple(t for _, t in times if t), find_places(document.text, document.outlet, parties))


def measure(document: Document, utterances: Sequence[Utterance]) -> tuple[Utterance, ...]:
    found = read_measures(document, [s for u in utterances if u.stance is Stance.EXPECTS for s in u.content.spans], [s for u in utterances if u.source.anchor for s in u.source.anchor.spans])
    return tuple(
        replace(each, quantities=tuple(q for q in found.quantities if any(a <= q.anchor.spans[0][0] < b for a, b in each.content.spans)),
        places=tuple(q for q in found.places if any(a <= q.anchor.spans[0][0] < b for a, b in each.content.spans)),
        times=tuple(q for q in found.times if any(a <= q.anchor.spans[0][0] < b for a, b in each.content.spans)))
        for each in utterances
    )
