"""The way out, on one screen: the ledger as of a moment → its claims, weighed.

`as_of` asks what had been published by then, `known_as_of` what the ledger had learned by then (RULES.md, S15). Clusters come
from all that was known; `as_of` only filters utterances, so a claim keeps its id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from sayso import moments
from sayso.judging import in_force
from sayso.linking import claims
from sayso.nouns import Claim, Entry, Judgement
from sayso.weighing import admitted, answered, order, relations, weigh

_NEVER = datetime.min.replace(tzinfo=UTC)


def board(
    entries: Iterable[Entry],
    judgements: Iterable[Judgement],
    as_of: str | None = None,
    known_as_of: str | None = None,
    among: Collection[str] | None = None,
) -> list[Claim]:
    """Entries and judgements, in any order → claims, by who said them first. Without `as_of`: as of the latest document.

    `among`: only claims that hold one of these utterances. To derive one component anew, give its utterances, the others of
    their documents (a credit anywhere in a document counts, O6), the judgements on all of them, and the moment.
    """
    held = known(entries, known_as_of)
    words = in_force(judgements, known_as_of)
    said = relations(held.values(), words)
    moment = limit(as_of) or max(map(admitted, held.values()), default=_NEVER)
    wanted = held.keys() if among is None else held.keys() & set(among)
    clusters = [[held[each] for each in ids] for ids in claims(held, words) if not wanted.isdisjoint(ids)]
    clusters.sort(key=lambda cluster: min(map(order, cluster)))
    weighed = (weigh(cluster, said, moment) for cluster in clusters)
    return answered(claim for claim in weighed if claim is not None)


def known(entries: Iterable[Entry], known_as_of: str | None = None) -> dict[str, Entry]:
    """What the ledger had learned by then, by utterance; of an utterance read twice, the later reading."""
    moment = limit(known_as_of)
    latest: dict[str, Entry] = {}
    for entry in entries:
        if moment is None or _learned(entry) <= moment:
            held = latest.setdefault(entry.utterance.id, entry)
            if held is not entry and held != entry:
                latest[entry.utterance.id] = max(held, entry, key=lambda each: (_learned(each), repr(each)))
    return latest


def limit(text: str | None) -> datetime | None:
    """A moment as asked for; a bare date means its end. Raises `ValueError` where it is none."""
    if text is None:
        return None
    moment = moments.end(text)
    if moment is None:
        raise ValueError(f"{text!r} is not an ISO 8601 date or time")
    return moment


def _learned(entry: Entry) -> datetime:
    return moments.start(entry.learned) or _NEVER
