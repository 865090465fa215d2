"""Gold attributions of the passages → the weights of stance and factuality.

    python -m train.stances --shared ../shared

A softmax over the pairs of stance and factuality that the rules allow, with L2; features seen in few passages are left out.
"""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path
from typing import Any

import numpy as np

from sayso.reading.attributions import Line
from sayso.reading.meaning import surroundings
from sayso.reading.stance import PAIRS, find_features
from sayso.scales import Factuality, Stance
from train.passages import document_of, load_passages

OUT = Path(__file__).parent.parent / "sayso" / "reading" / "tables" / "stances.json"


def cases_of(passage: dict[str, Any]) -> list[tuple[dict[str, float], int]]:
    """Each utterance of a passage as features and the number of its pair."""
    document = document_of(passage)
    utterances = passage["utterances"]
    spans = [
        [tuple(map(tuple, u[part]["spans"])) if u[part] else () for part in ("source", "cue", "content")]
        for u in utterances
    ]
    lines = [Line(source, cue, content) for source, cue, content in spans]
    cases = []
    for u, around in zip(utterances, surroundings(document, lines), strict=True):
        pair = (Stance(u["stance"]), Factuality(u["factuality"]))
        if pair in PAIRS:
            cue = u["cue"]["text"] if u["cue"] else ""
            cases.append((find_features(cue, u["content"]["text"], around), PAIRS.index(pair)))
    return cases


def learn(
    cases: list[tuple[dict[str, float], int]], names: dict[str, int], strength: float, steps: int = 300
) -> np.ndarray:
    rows = np.zeros((len(cases), len(names)), dtype=np.float32)
    for n, (features, _) in enumerate(cases):
        for name, value in features.items():
            if name in names:
                rows[n, names[name]] = value
    labels = np.array([label for _, label in cases])
    counts = np.bincount(labels, minlength=len(PAIRS)).astype(float)
    importance = (counts.sum() / len(PAIRS) / np.maximum(counts, 1)) ** 0.25
    target = np.eye(len(PAIRS), dtype=np.float32)[labels]
    weights, first, second = (np.zeros((len(names), len(PAIRS)), dtype=np.float32) for _ in range(3))
    decay = np.array(
        [0.1 if name == "bias" else 0.6 if name.startswith(("f:", "cue:")) else 1.5 for name in names], dtype=np.float32
    )[:, None]
    for step in range(1, steps + 1):
        scores = rows @ weights
        chance = np.exp(scores - scores.max(1, keepdims=True))
        chance /= chance.sum(1, keepdims=True)
        gradient = (
            rows.T @ ((chance - target) * importance[labels][:, None].astype(np.float32)) / len(cases)
            + strength * decay * weights
        )
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        weights -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def select(groups: list[list[tuple[dict[str, float], int]]]) -> dict[str, int]:
    """Features seen in enough passages."""
    seen = collections.Counter(
        name for group in groups for name in {name for features, _ in group for name in features}
    )
    return {
        name: n
        for n, name in enumerate(
            sorted(name for name, count in seen.items() if count >= (2 if name.startswith(("f:", "cue:")) else 4))
        )
    }


def score(cases: list[tuple[dict[str, float], int]], weights: np.ndarray, names: dict[str, int]) -> tuple[float, float]:
    right = np.zeros(2)
    for features, label in cases:
        total = sum(
            (weights[names[name]] * value for name, value in features.items() if name in names), np.zeros(len(PAIRS))
        )
        found = PAIRS[int(np.argmax(total))]
        right += [found[0] == PAIRS[label][0], found[1] == PAIRS[label][1]]
    return tuple(right / len(cases))  # type: ignore[return-value]


def main() -> None:
    """Cross-validate, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--strength", type=float, nargs="*", default=[0.003])
    given = parser.parse_args()
    groups = [cases_of(passage) for passage, held_out in load_passages(given.shared) if not held_out]
    for strength in given.strength:
        folds = []
        for k in range(4):
            rest = [group for n, group in enumerate(groups) if n % 4 != k]
            names = select(rest)
            weights = learn([case for group in rest for case in group], names, strength)
            folds.append(score([case for group in groups[k::4] for case in group], weights, names))
        print(
            f"strength {strength}: stance {np.mean([f[0] for f in folds]):.3f}, factuality {np.mean([f[1] for f in folds]):.3f}, by passage in four parts"
        )
    names = select(groups)
    weights = learn([case for group in groups for case in group], names, given.strength[-1])
    table = {
        name: {str(k): round(float(v), 2) for k, v in enumerate(weights[n]) if abs(v) >= 0.05}
        for name, n in names.items()
    }
    OUT.write_text(
        json.dumps({name: row for name, row in table.items() if row}, separators=(",", ":")).replace("},", "},\n")
        + "\n"
    )
    print(f"{len(names)} features, {OUT.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
