"""Scores of a window's words → attributions: cue, source and content as ranges of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.scales import Factuality, Stance

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Run = tuple[int, int]  # words [start, end)

SOURCE, CUE, CONTENT = 0, 1, 2  # the three roles, five tags each: O B I E S
REACH = 64  # distances are clipped to this many words on either side of the cue
LEAST_CUE = 0.12  # a run of words whose cue probability stays above this is worth a look
LONGEST_CUE = 12  # words
LEAST_VALID = 0.6  # what the pair head must give a cue to keep it
LEAST_INSIDE = 0.3  # the same, for a cue inside another's content
TOGETHER, BARRED = 256, -1e9  # sequences whose best paths are sought at once; the score of a tag that none may take
STANCES, FACTUALITIES = tuple(Stance), tuple(Factuality)  # the order of the scores
NAMES = ("PER", "ORG", "LOC", "MISC")
LEANING = np.array([0, *[1.0] * 8], dtype=np.float32)  # towards source and content, which else come too short


@dataclass(frozen=True, slots=True)
class Scores:
    """What the encoder says of each word of a window: a vector (`[words, width]`), the scores of its role (`[words, 15]`:
    O B I E S of source, cue, content) and of its part in a name (`[words, 17]`: O, then B I E S of each kind in NAMES)."""

    vectors: Floats
    roles: Floats
    names: Floats


@dataclass(frozen=True, slots=True)
class PairScores:
    """What the pair head says of each cue: the label of every word for it (`[cues, words, 9]`: O, then B I E S of source and
    of content), whether it is a cue at all (`[cues]`), and its stance (`[cues, 8]`) and factuality (`[cues, 7]`)."""

    labels: Floats
    valid: Floats
    stance: Floats
    factuality: Floats


class Network(Protocol):
    """The two passes of the model; ONNX Runtime at use, PyTorch while training."""

    def pairs(self, scores: Scores, cues: Floats, distance: Ints) -> PairScores:
        """Cues (`[cues, words]`, rows that sum to 1) and every word's distance from them → their scores."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution in words of its window. `signs` is what speaks for it, as SIGNS names it; then the chances of each
    stance and factuality."""

    source: tuple[Run, ...]
    cue: Run
    content: tuple[Run, ...]
    signs: tuple[float, ...]
    stances: dict[Stance, float]
    factualities: dict[Factuality, float]


def decode(network: Network, windows: Sequence[tuple[Scores, Run]]) -> list[list[Relation]]:
    """The windows of a document, each with its core → for each the relations whose cue begins in its core, in their order.

    The network sees one window at a time; only the search for the best paths goes over all windows at once, and it is exact.
    """
    cues = find_cues([scores.roles for scores, _ in windows])
    runs = [[run for run in each if a <= run[0] < b] for each, (_, (a, b)) in zip(cues, windows, strict=True)]
    seen = [
        network.pairs(scores, *show_cues(each, len(scores.roles))) if each else None
        for each, (scores, _) in zip(runs, windows, strict=True)
    ]
    kept = [keep_cues(each, pairs.valid) if pairs else [] for each, pairs in zip(runs, seen, strict=True)]
    rows = [pairs.labels[n] + LEANING for pairs, places in zip(seen, kept, strict=True) if pairs for n in places]
    paths = iter(follow_all(rows))
    found = []
    for each, places, pairs, (scores, _) in zip(runs, kept, seen, windows, strict=True):
        made = [(n, relate(each[n], pairs, n, next(paths), scores.roles)) for n in places if pairs]
        likely = [(_chance(pairs, n), relation) for n, relation in made if pairs and relation is not None]
        found.append(drop_unlikely(likely))
    return found


def drop_unlikely(relations: Sequence[tuple[float, Relation]]) -> list[Relation]:
    """Relations with their chances → those kept. One said inside another's content needs less: corpora leave most of them out."""
    sure = [relation for chance, relation in relations if chance >= LEAST_VALID]
    return [
        relation
        for chance, relation in relations
        if chance >= LEAST_VALID or any(a <= relation.cue[0] < b for other in sure for a, b in other.content)
    ]


def _chance(pairs: PairScores, n: int) -> float:
    return float(1 / (1 + np.exp(-np.float64(pairs.valid[n]))))


def keep_cues(runs: list[Run], valid: Floats) -> list[int]:
    """Cues and their validity scores → the places of those kept: of cues that overlap, the likeliest."""
    chances = 1 / (1 + np.exp(-valid.astype(np.float64)))
    kept: list[int] = []
    for n in sorted(range(len(runs)), key=lambda n: (-chances[n], runs[n])):
        if chances[n] >= LEAST_INSIDE and not any(_meet(runs[n], runs[k]) for k in kept):
            kept.append(n)
    return sorted(kept)


def relate(cue: Run, pairs: PairScores, n: int, path: Ints, roles: Floats) -> Relation | None:
    """The `n`-th cue and the best path of its words → its relation; None where nothing is its content."""
    source = [run for run in find_runs(path, 1) if not _meet(run, cue)]
    said = find_runs(path, 5)
    content = [run for run in said if not _meet(run, cue)]
    if said and not content:  # a bare decline, "has made no comment": the cue is all its content (RULES.md, U6)
        content = [cue]
    if not content:
        return None
    signs = weigh_signs(cue, pairs.labels[n], float(pairs.valid[n]), path, roles)
    stances, factualities = (
        np.exp(_log_softmax(each[n].astype(np.float64))) for each in (pairs.stance, pairs.factuality)
    )
    return Relation(
        tuple(source),
        cue,
        tuple(content),
        signs,
        dict(zip(STANCES, stances.tolist(), strict=True)),
        dict(zip(FACTUALITIES, factualities.tolist(), strict=True)),
    )


def weigh_signs(cue: Run, labels: Floats, valid: float, path: Ints, roles: Floats) -> tuple[float, ...]:
    """What speaks for a relation, as SIGNS names it: the features from which its confidence is computed."""
    chances = _log_softmax(labels.astype(np.float64))[np.arange(len(path)), path]
    content, source = path >= 5, (path >= 1) & (path < 5)
    borders = content & np.isin(path, (5, 7, 8))
    cues = -_log_softmax(roles[cue[0] : cue[1], 5 * CUE : 5 * CUE + 5].astype(np.float64))[:, 0]
    return (
        valid,
        float(np.log(np.maximum(cues, 1e-6)).mean()),
        float(chances[content].mean()) if content.any() else 0.0,
        float(chances[borders].min()) if borders.any() else 0.0,
        float(chances[source].mean()) if source.any() else 0.0,
        float(chances[~content].min(initial=0.0)),
        float(source.any()),
        float(np.log1p(content.sum())),
        float((path == 5).sum() + (path == 8).sum() > 1),
    )


SIGNS = ("valid", "cue", "content", "border", "source", "outside", "has source", "length", "split")


def _log_softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def find_cues(windows: Sequence[Floats]) -> list[list[Run]]:
    """Role scores of windows → in each the runs of words that may be cues: the best path's, and those worth a look."""
    tags = [roles[:, 5 * CUE : 5 * CUE + 5] for roles in windows]
    found = []
    for scores, best in zip(tags, follow_all(tags), strict=True):
        runs = set(find_runs(best, 1))
        shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely = 1 - shifted[:, 0] / shifted.sum(axis=1) > LEAST_CUE
        edges = np.flatnonzero(np.diff(np.concatenate([[False], likely, [False]]).astype(np.int8)))
        runs.update((int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a <= LONGEST_CUE)
        found.append(sorted(runs))
    return found


def find_names(windows: Sequence[Floats]) -> list[list[tuple[Run, str]]]:
    """Name scores of windows (each `[words, 17]`) → the names of each, with their kinds.

    >>> scores = np.zeros((3, 17), dtype=np.float32)
    >>> scores[0, 1] = scores[1, 3] = scores[2, 0] = 5
    >>> find_names([scores])
    [[((0, 2), 'PER')]]
    """
    return [
        sorted((run, kind) for n, kind in enumerate(NAMES) for run in find_runs(path, 1 + 4 * n))
        for path in follow_all(windows)
    ]


def show_cues(runs: list[Run], words: int) -> tuple[Floats, Ints]:
    """Runs → what the pair head takes: their rows of weights, and every word's signed distance from them."""
    starts, ends = np.array(runs, dtype=np.int64).T[:, :, None]
    place = np.arange(words, dtype=np.int64)[None]
    inside = (place >= starts) & (place < ends)
    weights = inside / (ends - starts)
    distance = np.where(place < starts, place - starts, np.where(place >= ends, place - ends + 1, 0))
    return weights.astype(np.float32), np.clip(distance, -REACH, REACH) + REACH


def _transitions(groups: int) -> Floats:
    """Which tag may follow which: 0 or minus infinity. Tags: O, then B I E S for each group."""
    size = 1 + 4 * groups
    allowed = np.zeros((size, size), dtype=bool)
    for before in range(size):
        for after in range(size):
            starts = after == 0 or (after - 1) % 4 in (0, 3)
            inside = before > 0 and (before - 1) % 4 in (0, 1)
            goes_on = after > 0 and (after - 1) % 4 in (1, 2) and inside and (after - 1) // 4 == (before - 1) // 4
            allowed[before, after] = goes_on if inside else starts
    return np.where(allowed, 0, -np.inf).astype(np.float32)


_ALLOWED = {5: _transitions(1), 9: _transitions(2), 17: _transitions(4)}


def follow_best(scores: Floats) -> Ints:
    """Scores `[sequences, words, tags]` → the best lawful tags `[sequences, words]` (Viterbi, all sequences at once).

    >>> follow_best(np.array([[[0, 3, 0, 0, 0], [2, 0, 0, 1.5, 0]]], dtype=np.float32)).tolist()
    [[1, 3]]
    """
    count, length, size = scores.shape
    allowed = _ALLOWED[size]
    back = np.empty((length, count, size), dtype=np.int8)
    best = scores[:, 0] + allowed[0]
    for place in range(1, length):
        ways = best[:, :, None] + allowed[None]
        back[place] = ways.argmax(axis=1)
        best = np.take_along_axis(ways, back[place][:, None].astype(np.int64), axis=1)[:, 0] + scores[:, place]
    ends = np.array([tag == 0 or (tag - 1) % 4 in (2, 3) for tag in range(size)])
    path = np.empty((count, length), dtype=np.int64)
    path[:, -1] = np.where(ends, best, -np.inf).argmax(axis=1)
    rows = np.arange(count)
    for place in range(length - 1, 0, -1):
        path[:, place - 1] = back[place][rows, path[:, place]]
    return path


def follow_all(sequences: Sequence[Floats]) -> list[Ints]:
    """Sequences of any length, each `[words, tags]` → the best lawful tags of each."""
    out: list[Ints] = []
    for first in range(0, len(sequences), TOGETHER):
        some = sequences[first : first + TOGETHER]
        longest = max(len(each) for each in some)
        padded = np.full((len(some), longest, some[0].shape[1]), BARRED, dtype=np.float32)
        padded[:, :, 0] = 0  # after its end a sequence goes on with O, at no gain
        for n, each in enumerate(some):
            padded[n, : len(each)] = each
        out += [path[: len(each)] for path, each in zip(follow_best(padded), some, strict=True)]
    return out


def find_runs(path: Ints, first: int) -> list[Run]:
    """Tags of one sequence → the runs of the group whose B is `first`."""
    found, begin = [], -1
    for place, tag in enumerate(path.tolist()):
        kind = tag - first
        if kind in (0, 3):
            begin = place
        if kind in (2, 3):
            found.append((begin, place + 1))
    return found


def _meet(one: Run, other: Run) -> bool:
    return one[0] < other[1] and other[0] < one[1]
