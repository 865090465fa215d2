"""Judgements in force → clusters of utterances, the same whatever the order they come in.

A person's word is kept to the letter: "same claim" joins and "not the same" parts, the stronger word first; so is a machine's
that comes without a score, after those. Then scores join what is left by average link (Sokal and Michener 1958): a pair that
nobody judged counts 0, ties go by id. Two groups that people put together stay two, whatever a machine thinks of them.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from sayso.judging import Groups, holds, pair
from sayso.nouns import Judgement
from sayso.scales import Verdict

THRESHOLD = 0.5  # two groups are one claim when their pairs, on average, are more likely so than not
_UNIT = 1_000_000  # scores are summed as whole millionths: sums of fractions would depend on their order
_JOINING = {Verdict.SAME_CLAIM, Verdict.SAME_SOURCE, Verdict.ANSWERS, Verdict.CREDITS}
_PAIRWISE = {Verdict.SAME_CLAIM, Verdict.NOT_SAME}

Pair = tuple[str, str]


def claims(
    utterances: Iterable[str], judgements: Sequence[Judgement], threshold: float = THRESHOLD
) -> tuple[tuple[str, ...], ...]:
    """Utterance ids and judgements in force, strongest first → clusters of ids, each sorted, in order of their first id.

    >>> alike = Judgement(Verdict.SAME_CLAIM, "u1", "u2", by="pairs 1", score=0.8)
    >>> claims(["u3", "u2", "u1"], [alike])
    (('u1', 'u2'), ('u3',))
    """
    opened = sorted(set(utterances) - _no_claim(judgements))
    words, scores = _decided(opened, judgements)
    groups = Groups()
    for same, (a, b) in words:
        (groups.join if same else groups.part)(a, b)
    _keep_apart(groups, opened, judgements)
    members: dict[str, list[str]] = defaultdict(list)
    for utterance in opened:
        members[groups.root(utterance)].append(utterance)
    apart = {root: groups.enemies(root) for root in members}
    sizes = {root: len(group) for root, group in members.items()}
    joined = _average_link(sizes, _between(groups, scores), apart, threshold)
    clusters = (sorted(each for root in roots for each in members[root]) for roots in joined)
    return tuple(sorted(map(tuple, clusters)))


def components(utterances: Iterable[str], judgements: Sequence[Judgement]) -> tuple[tuple[str, ...], ...]:
    """Utterances that judgements join, directly or by way of others: each part can be clustered and weighed by itself."""
    known, groups = set(utterances), Groups()
    for judgement in judgements:
        ends = pair(judgement)
        if judgement.verdict in _JOINING and known.issuperset(ends):
            groups.join(*ends)
    members: dict[str, list[str]] = defaultdict(list)
    for utterance in sorted(known - _no_claim(judgements)):
        members[groups.root(utterance)].append(utterance)
    return tuple(sorted(map(tuple, members.values())))


def _keep_apart(groups: Groups, opened: Sequence[str], judgements: Sequence[Judgement]) -> None:
    """Who put together two groups had both before them: what is one claim of theirs, they say."""
    known = set(opened)
    made = {
        groups.root(each)
        for judgement in judgements
        if judgement.verdict is Verdict.SAME_CLAIM
        and judgement.person
        and known.issuperset(pair(judgement))
        and judgement.a != judgement.b
        for each in pair(judgement)
        if groups.root(judgement.a) == groups.root(judgement.b or "")
    }
    for one, other in combinations(sorted(made), 2):
        groups.part(one, other)


def _no_claim(judgements: Sequence[Judgement]) -> set[str]:
    """Utterances that open no claim (U8), unless a stronger word of a person puts them into one."""
    out: set[str] = set()
    kept: set[str] = set()
    for judgement in judgements:  # strongest first
        if judgement.verdict is Verdict.NOT_CLAIM and holds(judgement) and judgement.a not in kept:
            out.add(judgement.a)
        elif judgement.verdict is Verdict.SAME_CLAIM and judgement.person:
            kept |= set(pair(judgement)) - out
    return out


def _decided(opened: Sequence[str], judgements: Sequence[Judgement]) -> tuple[list[tuple[bool, Pair]], dict[Pair, int]]:
    """For each pair its strongest word: plain words in their order, scores above zero."""
    known, seen = set(opened), set[Pair]()
    words: list[tuple[bool, Pair]] = []
    scores: dict[Pair, int] = {}
    for judgement in judgements:
        ends = pair(judgement)
        if judgement.verdict not in _PAIRWISE or ends in seen or not known.issuperset(ends) or ends[0] == ends[1]:
            continue
        seen.add(ends)
        same = judgement.verdict is Verdict.SAME_CLAIM
        if judgement.person or judgement.score is None:
            words.append((same, ends))
        elif same and (score := round(judgement.score * _UNIT)) > 0:
            scores[ends] = score
    return words, scores


def _between(groups: Groups, scores: Mapping[Pair, int]) -> dict[str, dict[str, int]]:
    """Summed scores between groups, both ways."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (a, b), score in scores.items():
        one, other = groups.root(a), groups.root(b)
        if one != other:
            sums[one][other] += score
            sums[other][one] += score
    return sums


def _average_link(
    sizes: dict[str, int], sums: dict[str, dict[str, int]], apart: dict[str, set[str]], threshold: float
) -> list[list[str]]:
    """Join the two groups with the greatest average, again and again; of equals, those with the least ids."""
    inside = {root: [root] for root in sizes}
    heap = [_entry(one, other, sizes, sums) for one in sums for other in sums[one] if one < other]
    heapq.heapify(heap)
    while heap:
        entry = heapq.heappop(heap)
        negative, one, other = entry
        if -negative < threshold * _UNIT:
            break
        stale = one not in inside or other not in inside or entry != _entry(one, other, sizes, sums)
        if stale or other in apart[one]:
            continue
        _merge(one, other, inside, sizes, sums, apart)
        for third in sums.get(one, ()):
            heapq.heappush(heap, _entry(min(one, third), max(one, third), sizes, sums))
    return list(inside.values())


def _entry(one: str, other: str, sizes: dict[str, int], sums: dict[str, dict[str, int]]) -> tuple[float, str, str]:
    return -sums[one][other] / (sizes[one] * sizes[other]), one, other


def _merge(
    one: str,
    other: str,
    inside: dict[str, list[str]],
    sizes: dict[str, int],
    sums: dict[str, dict[str, int]],
    apart: dict[str, set[str]],
) -> None:
    """`other` becomes part of `one`, whose id is the lesser."""
    inside[one] += inside.pop(other)
    sizes[one] += sizes.pop(other)
    for third, score in sums.pop(other).items():
        del sums[third][other]
        if third != one:
            sums[one][third] += score
            sums[third][one] += score
    for enemy in apart.pop(other):
        apart[enemy].discard(other)
        apart[enemy].add(one)
        apart[one].add(enemy)
