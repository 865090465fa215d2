"""Document, utterances → the utterances with their quantities, times, places, and when they were said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.nouns import Document, Place, Quantity, Time, Utterance
from sayso.reading.quantities import find_quantities
from sayso.reading.times import find_times, find_mentions
from sayso.reading.tokens import cut_tokens
from sayso.scales import Stance


@dataclass(frozen=True, slots=True)
class Measures:
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]


def read_measures(document: Document, ahead=()) -> Measures:
    times = find_times(document.text, document.published, ahead)
    return Measures(find_quantities(document.text, [m.span for m in find_mentions(cut_tokens(document.text))]), times, ())


def measure(document: Document, utterances: Sequence[Utterance]) -> tuple[Utterance, ...]:
    found = read_measures(document, [s for u in utterances if u.stance is Stance.EXPECTS for s in u.content.spans])
    return tuple(
        replace(each, quantities=tuple(q for q in found.quantities if any(a <= q.anchor.spans[0][0] < b for a, b in each.content.spans)),
        times=tuple(q for q in found.times if any(a <= q.anchor.spans[0][0] < b for a, b in each.content.spans)))
        for each in utterances
    )
