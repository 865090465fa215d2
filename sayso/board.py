"""The way out, on one screen: the ledger as of a moment → its claims, weighed.

`as_of` asks what had been published by then, `known_as_of` what the ledger had learned by then (RULES.md, S15). Clusters come
from all that was known; `as_of` only filters utterances, so a claim keeps its id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from sayso import moments
from sayso.judging import in_force
from sayso.linking import claims
from sayso.nouns import Claim, Entry, Judgement
from sayso.weighing import Course, admitted, answered, order, relations, weigh

_NEVER = datetime.min.replace(tzinfo=UTC)
MOST = 1000  # statuses of one claim


def board(
    entries: Iterable[Entry],
    judgements: Iterable[Judgement],
    as_of: str | None = None,
    known_as_of: str | None = None,
    among: Collection[str] | None = None,
) -> list[Claim]:
    """Entries and judgements, in any order → claims, by who said them first. Without `as_of`: as of the latest document.

    `among`: only claims that hold one of these utterances. To derive one component anew, give its utterances, the others of
    their documents (a credit anywhere in a document counts, O6), those of the documents that these go back to, the judgements
    on all of them, and the moment.
    """
    return Table(entries, judgements, known_as_of, among).at(as_of)


class Table:
    """Entries and judgements, laid out: clusters that can be weighed at any moment."""

    def __init__(
        self,
        entries: Iterable[Entry],
        judgements: Iterable[Judgement],
        known_as_of: str | None = None,
        among: Collection[str] | None = None,
    ) -> None:
        held = known(entries, known_as_of)
        words = in_force(judgements, known_as_of)
        self._said = relations(held.values(), words)
        self._latest = max(map(admitted, held.values()), default=_NEVER)
        wanted = held.keys() if among is None else held.keys() & set(among)
        clusters = [[held[each] for each in ids] for ids in claims(held, words) if not wanted.isdisjoint(ids)]
        self._clusters = sorted(clusters, key=lambda cluster: min(map(order, cluster)))
        self._home = {each.utterance.id: cluster for cluster in self._clusters for each in cluster}

    def at(self, as_of: str | None = None) -> list[Claim]:
        """The claims as of a moment; without one, as of the latest document."""
        return self._weighed(self._clusters, limit(as_of) or self._latest)

    def courses(self, start: datetime, end: datetime) -> list[Course]:
        """How each claim went from one moment to another."""
        before = {each.id: each for each in self._weighed(self._clusters, start)}
        clusters = {min(each, key=order).utterance.id: each for each in self._clusters}
        return [
            Course(before.get(after.id), self._way(clusters[after.id], start, end), after)
            for after in self._weighed(self._clusters, end)
        ]

    def _way(self, cluster: Sequence[Entry], start: datetime, end: datetime) -> list[Claim]:
        """A claim after each document that speaks of it; what answers it left aside."""
        moments_ = sorted({moment for each in cluster if start < (moment := admitted(each)) <= end})
        weighed = (weigh(cluster, self._said, moment) for moment in moments_)
        return [each for each in weighed if each is not None]

    def past(self, claim: Claim) -> list[Claim]:
        """The claim as it stood before each change of its status, the latest first."""
        if len(claim.members) < 2:
            return []
        bearing = self._bearing(claim.members[0].utterance.id)
        found: list[Claim] = []
        since = claim.since
        while len(found) < MOST and moments.span(since):
            before = self._weighed(bearing, moments.end(moments.just_before(since)) or _NEVER)
            one = next((each for each in before if each.id == claim.id), None)
            if one is None or (limit(one.since) or _NEVER) >= (limit(since) or _NEVER):
                break
            found.append(one)
            since = one.since
        return found

    def _weighed(self, clusters: Iterable[Sequence[Entry]], moment: datetime) -> list[Claim]:
        weighed = (weigh(cluster, self._said, moment) for cluster in clusters)
        return answered(claim for claim in weighed if claim is not None)

    def _bearing(self, utterance: str) -> list[list[Entry]]:
        """The cluster that holds it, and those that may answer it (S13)."""
        mine = self._home[utterance]
        ids = _ids(mine)
        asked = {answer for answer, judgement in self._said.answers.items() if judgement.b in ids}
        return (
            [each for each in self._clusters if each is mine or not asked.isdisjoint(_ids(each))] if asked else [mine]
        )


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


def _ids(cluster: Sequence[Entry]) -> set[str]:
    return {each.utterance.id for each in cluster}


def _learned(entry: Entry) -> datetime:
    return moments.start(entry.learned) or _NEVER
