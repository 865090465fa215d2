"""Scores of a window's words → attributions: cue, source and content as ranges of words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Run = tuple[int, int]  # words [start, end)

SOURCE, CUE, CONTENT = 0, 1, 2  # the three roles, five tags each: O B I E S
REACH = 64  # distances are clipped to this many words on either side of the cue
LEAST_CUE = 0.12  # a run of words whose cue probability stays above this is worth a look
LEAST_VALID = 0.6  # what the pair head must give a cue to keep it
LEANING = np.array([0, *[0.6] * 8], dtype=np.float32)  # towards source and content, which else come too short


@dataclass(frozen=True, slots=True)
class Scores:
    """What the encoder says of a window: a vector (`[words, width]`) and the role scores (`[words, 15]`) of each word."""

    vectors: Floats
    roles: Floats


class Network(Protocol):
    """The two passes of the model; ONNX Runtime at use, PyTorch while training."""

    def pairs(self, scores: Scores, cues: Floats, distance: Ints) -> tuple[Floats, Floats]:
        """Cues (`[cues, words]`, rows that sum to 1) → label scores `[cues, words, 9]` and validity scores `[cues]`."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution in words of its window. `confidence` is how sure the model is of it, 0 to 1."""

    source: tuple[Run, ...]
    cue: Run
    content: tuple[Run, ...]
    confidence: float


def decode(network: Network, scores: Scores, core: Run) -> list[Relation]:
    """The relations whose cue begins in the window's core, in order of their cues."""
    runs = [run for run in find_cues(scores.roles) if core[0] <= run[0] < core[1]]
    if not runs:
        return []
    labels, valid = network.pairs(scores, *show_cues(runs, len(scores.roles)))
    return relate(runs, labels, valid)


def relate(runs: list[Run], labels: Floats, valid: Floats) -> list[Relation]:
    """Cues and their scores → the relations kept; of cues that overlap, the likeliest."""
    chances = 1 / (1 + np.exp(-valid.astype(np.float64)))
    kept: list[int] = []
    for n in sorted(range(len(runs)), key=lambda n: (-chances[n], runs[n])):
        if chances[n] >= LEAST_VALID and not any(_meet(runs[n], runs[k]) for k in kept):
            kept.append(n)
    kept.sort()
    paths = follow_best(labels[kept] + LEANING)
    found = []
    for n, path in zip(kept, paths, strict=True):
        source = [run for run in find_runs(path, 1) if not _meet(run, runs[n])]
        said = find_runs(path, 5)
        content = [run for run in said if not _meet(run, runs[n])]
        if said and not content:  # a bare decline, "has made no comment": the cue is all its content (RULES.md, U6)
            content = [runs[n]]
        if content:
            found.append(Relation(tuple(source), runs[n], tuple(content), round(float(chances[n]), 4)))
    return found


def find_cues(roles: Floats) -> list[Run]:
    """Role scores → runs of words that may be cues: the best path's, and besides the ones worth a look."""
    tags = roles[:, 5 * CUE : 5 * CUE + 5]
    best = follow_best(tags[None])[0]
    runs = set(find_runs(best, 1))
    shifted = np.exp(tags - tags.max(axis=1, keepdims=True))
    likely = 1 - shifted[:, 0] / shifted.sum(axis=1) > LEAST_CUE
    edges = np.flatnonzero(np.diff(np.concatenate([[False], likely, [False]]).astype(np.int8)))
    runs.update((int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a <= 12)
    return sorted(runs)


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


_ALLOWED = {5: _transitions(1), 9: _transitions(2)}


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
