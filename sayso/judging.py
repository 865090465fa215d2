"""Judgements as recorded → those in force, strongest first, and the groups that they make.

None is ever erased: what is withdrawn or outweighed stays in the record and is left out here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import UTC, datetime

from sayso import moments
from sayso.nouns import Judgement
from sayso.scales import Verdict

LIKELY = 0.5  # a machine's score from which it is taken at its word

_EVER = datetime.min.replace(tzinfo=UTC)  # an undated judgement was always known
_SYMMETRIC = {Verdict.SAME_CLAIM, Verdict.NOT_SAME, Verdict.SAME_SOURCE, Verdict.NOT_SAME_PARTY}
_Strength = tuple[bool, datetime, bool, float, str, str, str, str]


def in_force(judgements: Iterable[Judgement], known_as_of: str | None = None) -> tuple[Judgement, ...]:
    """What has not been taken back, strongest first: a person's before a machine's, then the later one.

    A withdrawal takes back its author's latest judgement of the same thing, and so lets the one before it stand again.

    >>> said = Judgement(Verdict.SAME_CLAIM, "u1", "u2", by="Ida Roth", person=True, at="2026-05-01")
    >>> machine = Judgement(Verdict.SAME_CLAIM, "u1", "u2", by="pairs 1", score=0.4)
    >>> taken = Judgement(Verdict.SAME_CLAIM, "u2", "u1", by="Ida Roth", person=True, at="2026-05-02", withdrawn=True)
    >>> [each.by for each in in_force([machine, said])], [each.by for each in in_force([machine, said, taken])]
    (['Ida Roth', 'pairs 1'], ['pairs 1'])
    """
    limit = moments.end(known_as_of) if known_as_of else None
    stacks: dict[Hashable, list[Judgement]] = defaultdict(list)
    known = (each for each in set(judgements) if limit is None or _at(each) <= limit)
    for judgement in sorted(known, key=lambda each: (_at(each), each.withdrawn, strength(each))):
        stack = stacks[_topic(judgement)]
        if not judgement.withdrawn:
            stack.append(judgement)
        elif stack:
            stack.pop()
    return tuple(sorted((stack[-1] for stack in stacks.values() if stack), key=strength, reverse=True))


def strength(judgement: Judgement) -> _Strength:
    """What a judgement weighs: the greater outweighs. Of two by persons the later one; then "not" (fewer origins)."""
    apart = judgement.verdict in {Verdict.NOT_SAME, Verdict.NOT_SAME_PARTY, Verdict.NOT_CLAIM}
    score = judgement.score if judgement.score is not None else 1.0
    party, reason = judgement.party or "", judgement.reason or ""
    text = f"{judgement.verdict} {judgement.a} {judgement.b} {judgement.at}"
    return judgement.person, _at(judgement), apart, score, judgement.by, text, party, reason


def holds(judgement: Judgement) -> bool:
    """Whether it is more likely so than not, where it is taken as so or not so: a person's word, or a plain one, always."""
    return judgement.person or judgement.score is None or judgement.score >= LIKELY


def pair(judgement: Judgement) -> tuple[str, str]:
    """The two that it speaks of, in order of their ids."""
    a, b = judgement.a, judgement.b or ""
    return (a, b) if a <= b else (b, a)


class Groups:
    """Things that are one or are kept apart, told strongest first: what comes later never undoes what came before."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._joined: set[str] = set()

    def root(self, item: str) -> str:
        """The least name in the item's group."""
        top = item
        while (above := self._parent.get(top, top)) != top:
            top = above
        while item != top:
            self._parent[item], item = top, self._parent[item]
        return top

    def shared(self, item: str) -> bool:
        """Whether anything else was joined to it."""
        return item in self._joined

    def join(self, a: str, b: str) -> None:
        """Make the two one, unless they are kept apart."""
        one, other = sorted((self.root(a), self.root(b)))
        if one == other or other in self._apart[one]:
            return
        self._parent[other] = one
        self._joined |= {a, b, one, other}
        for enemy in self._apart.pop(other, set()):
            self._apart[enemy].discard(other)
            self._apart[enemy].add(one)
            self._apart[one].add(enemy)

    def part(self, a: str, b: str) -> None:
        """Keep the two apart, unless they are one."""
        one, other = self.root(a), self.root(b)
        if one != other:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def enemies(self, item: str) -> set[str]:
        """The roots that the item's group is kept apart from."""
        return set(self._apart.get(self.root(item), ()))


def _at(judgement: Judgement) -> datetime:
    return moments.start(judgement.at) or _EVER


def _topic(judgement: Judgement) -> Hashable:
    ends = pair(judgement) if judgement.verdict in _SYMMETRIC else (judgement.a, judgement.b)
    return judgement.verdict, ends, judgement.party, judgement.by, judgement.person
