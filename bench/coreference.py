"""Gold and system clusters of the same items → pairwise, B-cubed, MUC, CEAF-e and CoNLL F1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from itertools import combinations

Labels = Mapping[str, Hashable]


def score(gold: Labels, system: Labels) -> dict[str, float]:
    """All figures; CoNLL is the mean of MUC, B-cubed and CEAF-e (Pradhan et al. 2014)."""
    one, other = groups(gold), groups(system)
    found = {
        "pairwise": f1(*pairwise(one, system), *pairwise(other, gold)),
        "b_cubed": f1(*bcubed(one, other, system), *bcubed(other, one, gold)),
        "muc": f1(*muc(one, system), *muc(other, gold)),
        "ceaf_e": ceaf(list(one.values()), list(other.values())),
    }
    return found | {"conll": (found["muc"] + found["b_cubed"] + found["ceaf_e"]) / 3}


def groups(labels: Labels) -> dict[Hashable, set[str]]:
    """Labels → the members of each."""
    out: dict[Hashable, set[str]] = defaultdict(set)
    for item, label in labels.items():
        out[label].add(item)
    return out


def f1(kept: float, there: float, right: float, given: float) -> float:
    """Recall's and precision's parts → F1."""
    recall, precision = kept / there if there else 0.0, right / given if given else 0.0
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def pairwise(one: Mapping[Hashable, set[str]], other: Labels) -> tuple[float, float]:
    """Pairs of one side that the other keeps together, and all of them."""
    kept = sum(other[a] == other[b] for members in one.values() for a, b in combinations(sorted(members), 2))
    return kept, sum(len(members) * (len(members) - 1) / 2 for members in one.values())


def bcubed(one: Mapping[Hashable, set[str]], other: Mapping[Hashable, set[str]], labels: Labels) -> tuple[float, float]:
    """Of each item's group, the share that the other side puts with it, summed."""
    shares = (len(members & other[labels[item]]) / len(members) for members in one.values() for item in members)
    return sum(shares), sum(map(len, one.values()))


def muc(one: Mapping[Hashable, set[str]], other: Labels) -> tuple[float, float]:
    """Links of one side that need no cut on the other (Vilain et al. 1995)."""
    kept = sum(len(members) - len({other[item] for item in members}) for members in one.values())
    return kept, sum(len(members) - 1 for members in one.values())


def ceaf(one: list[set[str]], other: list[set[str]]) -> float:
    """Entities aligned one to one by the share of what they have in common (Luo 2005, phi 4)."""
    rows, columns = (one, other) if len(one) <= len(other) else (other, one)
    gains = [[2 * len(a & b) / (len(a) + len(b)) for b in columns] for a in rows]
    best = assign([[-gain for gain in row] for row in gains])
    total = sum(gains[row][column] for row, column in enumerate(best))
    return f1(total, len(one), total, len(other))


def assign(costs: list[list[float]]) -> list[int]:
    """The cheapest column for each row, no column twice (Kuhn 1955, by shortest augmenting paths)."""
    n, m = len(costs), len(costs[0]) if costs else 0
    potential, price, owner, way = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        owner[0], column = row, 0
        least, used = [float("inf")] * (m + 1), [False] * (m + 1)
        while True:
            used[column] = True
            here, step, following = owner[column], float("inf"), 0
            for each in range(1, m + 1):
                if not used[each]:
                    reduced = costs[here - 1][each - 1] - potential[here] - price[each]
                    if reduced < least[each]:
                        least[each], way[each] = reduced, column
                    if least[each] < step:
                        step, following = least[each], each
            for each in range(m + 1):
                if used[each]:
                    potential[owner[each]] += step
                    price[each] -= step
                else:
                    least[each] -= step
            column = following
            if owner[column] == 0:
                break
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    found = [0] * n
    for column in range(1, m + 1):
        if owner[column]:
            found[owner[column] - 1] = column - 1
    return found
