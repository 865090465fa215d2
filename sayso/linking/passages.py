"""The words of two texts → the passages that they share, lightly edited or not, in whatever order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.linking.phrases import Words

RUN = 3  # words in common that begin a passage
GAP = 8  # words that an editor may have put in the place of others within one
LEAST = 12  # words in common, else it is a phrase that anybody could use
DENSE = 0.5  # of a passage's words are in common
_STRAYS = 4  # groups that may be open at once
_PLACES = 8  # where a run could begin; phrases that stand in more places say nothing


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both texts, one after the other."""

    a: int
    b: int
    length: int


@dataclass(frozen=True, slots=True)
class Passage:
    """From where to where the two texts run alike, and which of the words are the same ones."""

    a: tuple[int, int]
    b: tuple[int, int]
    pairs: tuple[tuple[int, int], ...]

    @property
    def turned(self) -> Passage:
        """The same, seen from the other text."""
        return Passage(self.b, self.a, tuple((there, here) for here, there in self.pairs))


def share(a: Words, b: Words) -> tuple[Passage, ...]:
    """The shared passages, in the order of the first text.

    >>> from sayso.linking.phrases import find_words
    >>> one = find_words("The old mill by the river was sold to a bakery on Monday for three million crowns.")
    >>> two = find_words("On Tuesday it was said: the old mill by the river went to a bakery for three million crowns.")
    >>> [(passage.a, len(passage.pairs)) for passage in share(one, two)]
    [((0, 17), 13)]
    """
    forward, back = _share(a, b), tuple(each.turned for each in _share(b, a))
    found = max(forward, back, key=lambda passages: sum(len(each.pairs) for each in passages))
    return tuple(sorted(found, key=lambda each: each.a))


def _share(a: Words, b: Words) -> tuple[Passage, ...]:
    grain = max(a.grain, b.grain)
    runs = _runs(a.plain, b.plain, RUN * grain)
    passages = (_passage(a.plain, b.plain, group) for group in _groups(runs, GAP * grain))
    return tuple(each for each in passages if _tells(each, grain))


def _tells(passage: Passage, grain: int) -> bool:
    longest = max(passage.a[1] - passage.a[0], passage.b[1] - passage.b[0])
    return len(passage.pairs) >= max(LEAST * grain, DENSE * longest)


def _runs(a: Sequence[str], b: Sequence[str], least: int) -> list[Run]:
    """Runs of words in common, each word used once: from left to right, the longest that begins here."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(b) - least + 1):
        where[tuple(b[at : at + least])].append(at)
    found: list[Run] = []
    used, at, diagonal = bytearray(len(b)), 0, 0
    while at <= len(a) - least:
        places = where.get(tuple(a[at : at + least]), ())
        runs = [Run(at, place, _length(a, b, at, place, used)) for place in places[:_PLACES]]
        best = max(runs, key=lambda run: (run.length, -abs(run.b - run.a - diagonal), -run.b), default=None)
        if best is None or best.length < least:
            at += 1
            continue
        used[best.b : best.b + best.length] = b"\1" * best.length
        found.append(best)
        at, diagonal = at + best.length, best.b - best.a
    return found


def _length(a: Sequence[str], b: Sequence[str], at: int, place: int, used: bytearray) -> int:
    length = 0
    most = min(len(a) - at, len(b) - place)
    while length < most and a[at + length] == b[place + length] and not used[place + length]:
        length += 1
    return length


def _groups(runs: Sequence[Run], gap: int) -> list[list[Run]]:
    """Runs that follow each other closely in both texts, whatever short phrase between them stands elsewhere in the second."""
    groups: list[list[Run]] = []
    for run in runs:
        group = next((each for each in reversed(groups[-_STRAYS:]) if _follows(each[-1], run, gap)), None)
        if group is None:
            groups.append([run])
        else:
            group.append(run)
    return groups


def _follows(before: Run, run: Run, gap: int) -> bool:
    a, b = run.a - before.a - before.length, run.b - before.b - before.length
    return a <= gap and 0 <= b <= gap


def _passage(a: Sequence[str], b: Sequence[str], group: Sequence[Run]) -> Passage:
    pairs: list[tuple[int, int]] = []
    for run in group:
        if pairs:
            pairs += _between(a, b, pairs[-1], (run.a, run.b))
        pairs += [(run.a + step, run.b + step) for step in range(run.length)]
    (start_a, start_b), (end_a, end_b) = pairs[0], pairs[-1]
    return Passage((start_a, end_a + 1), (start_b, end_b + 1), tuple(pairs))


def _between(
    a: Sequence[str], b: Sequence[str], before: tuple[int, int], after: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """The same words in a gap, in order: the nearest first."""
    at = before[1] + 1
    for here in range(before[0] + 1, after[0]):
        there = next((place for place in range(at, after[1]) if b[place] == a[here]), None)
        if there is not None:
            yield here, there
            at = there + 1
