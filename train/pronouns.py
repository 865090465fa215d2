"""Gold attributions of the passages → the weights by which a pronoun's speaker is chosen.

    python -m train.pronouns --shared ../shared

A softmax over the candidates of each pronoun, pulled towards the weights that were set by hand.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from sayso.reading import meaning, sources
from sayso.reading.tables import straighten
from train.passages import document_of, lines_of, load_passages

OUT = Path(__file__).parent.parent / "sayso" / "reading" / "tables" / "pronouns.json"


def same(gold: str, name: str) -> bool:
    """Whether a candidate's name is the gold one: the same words, or one a part of the other."""
    a, b = (
        {word.lower() for word in straighten(n).replace("'s", "").split()} - {"the", "a", "of", "dr"}
        for n in (gold, name)
    )
    return bool(a and b) and (a <= b or b <= a or len(a & b) / len(a | b) > 0.5)


def main() -> None:
    """Collect, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    cases: list[tuple[list[Any], str]] = []
    wanted: dict[tuple[int, int], str] = {}

    class Recorder(sources.Speakers):
        def candidates(self, form, at, end, content, parent):  # type: ignore[no-untyped-def]
            found = super().candidates(form, at, end, content, parent)
            if wanted.get(at, end):
                cases.append((found, wanted[at, end]))
            return found

    meaning.Speakers = Recorder  # type: ignore[misc]
    for passage, held_out in load_passages(given.shared):
        if not held_out:
            spoken, lines = lines_of(passage)
            wanted.clear()
            wanted.update(
                {
                    (line.source[0][0], line.source[-1][1]): u["name"]
                    for u, line in zip(spoken, lines, strict=True)
                    if line.source
                }
            )
            meaning.find_speakers(document_of(passage), lines)
    names = sorted(sources.PRONOUN_WEIGHTS)
    start = np.array([sources.HAND_WEIGHTS[name] for name in names])
    groups = []
    for found, gold in cases:
        right = np.array([same(gold, each.name) for each, _ in found], dtype=float)
        if right.any() and not right.all():
            groups.append((np.array([[features.get(name, 0.0) for name in names] for _, features in found]), right))
    print(f"{len(cases)} pronouns, {len(groups)} with the right one among several")
    folds = [fit(groups[k::5], [g for n, g in enumerate(groups) if n % 5 != k], start) for k in range(5)]
    print(f"hand {score(groups, start):.3f}, cross-validated {np.mean(folds):.3f}")
    weights = learn(groups, start)
    print(f"all {score(groups, weights):.3f}")
    OUT.write_text(json.dumps(dict(zip(names, np.round(weights, 2).tolist(), strict=True)), indent=1) + "\n")


def learn(groups: list[Any], start: np.ndarray, steps: int = 400, rate: float = 0.05, pull: float = 0.01) -> np.ndarray:
    weights = start.copy()
    for _ in range(steps):
        gradient = pull * (weights - start) * len(groups)
        for features, right in groups:
            scores = features @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            good = chance * right
            gradient += features.T @ (chance - good / max(good.sum(), 1e-9))
        weights -= rate * gradient / len(groups)
    return weights


def score(groups: list[Any], weights: np.ndarray) -> float:
    return float(np.mean([right[np.argmax(features @ weights)] for features, right in groups]))


def fit(held: list[Any], rest: list[Any], start: np.ndarray) -> float:
    return score(held, learn(rest, start))


if __name__ == "__main__":
    main()
