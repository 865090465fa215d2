"""Gold references of the passages → the weights by which a pointing content finds its utterance.

    python -m train.references --shared ../shared

A softmax over the utterances of a passage and "none".
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from sayso.reading.references import Said, candidates
from train.passages import load_passages

OUT = Path(__file__).parent.parent / "sayso" / "reading" / "tables" / "references.json"


def said_of(passage: dict[str, Any]) -> list[Said]:
    """The utterances of a passage as what references need of them."""
    return [
        Said(
            u["cue"]["text"] if u["cue"] else "", u["content"]["text"], u["name"], u["content"]["spans"][0][0], u["content"]["spans"][-1][1], u["parent"],
            u["source"]["text"] if u["source"] else "", u["kind"] == "outlet" or (len(u["chain"]) > 2 and u["chain"][1]["kind"] == "outlet"),
        )
        for u in passage["utterances"]
    ]  # fmt: skip


def main() -> None:
    """Collect, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--weight", type=float, default=3.0, help="how much a missed reference costs beside an invented one"
    )
    given = parser.parse_args()
    cases, asked, beyond = [], 0, 0
    for number, (passage, held_out) in enumerate(load_passages(given.shared)):
        if held_out:
            continue
        said, us = said_of(passage), passage["utterances"]
        for n, u in enumerate(us):
            asked += u["refers_to"] is not None
            found = candidates(n, said)
            gold = u["refers_to"]
            right = np.array(
                [
                    m == gold
                    or (
                        m is not None
                        and gold is not None
                        and said[m].at == said[gold].at
                        and said[m].end == said[gold].end
                    )
                    for m, _ in found
                ],
                dtype=float,
            )
            if not right.any():
                beyond += gold is not None
                continue
            cases.append(
                (number, [features for _, features in found], right, given.weight if gold is not None else 1.0)
            )
    names = sorted({name for _, rows, _, _ in cases for row in rows for name in row})
    groups = [
        (number, np.array([[row.get(name, 0.0) for name in names] for row in rows]), right, weight)
        for number, rows, right, weight in cases
    ]
    print(f"{asked} references, {beyond} beyond the candidates, {len(groups)} cases")
    held = []
    for k in range(4):
        weights = learn([g for g in groups if g[0] % 4 != k], len(names))
        held += [(int(np.argmax(rows @ weights)), right) for number, rows, right, _ in groups if number % 4 == k]
    report("cross-validated", held, asked)
    weights = learn(groups, len(names))
    report("all", [(int(np.argmax(rows @ weights)), right) for _, rows, right, _ in groups], asked)
    OUT.write_text(json.dumps(dict(zip(names, np.round(weights, 2).tolist(), strict=True)), indent=1) + "\n")


def report(title: str, held: list[tuple[int, np.ndarray]], asked: int) -> None:
    true = sum(right[best] and best > 0 for best, right in held)
    given = sum(best > 0 for best, _ in held)
    print(f"{title}: {true / asked:.3f} of the gold references, {true / max(given, 1):.3f} of those given")


def learn(groups: list[Any], size: int, steps: int = 300, rate: float = 0.5, strength: float = 0.001) -> np.ndarray:
    weights = np.zeros(size)
    rows = np.vstack([each[1] for each in groups])
    right = np.concatenate([each[2] for each in groups])
    sizes = np.array([len(each[1]) for each in groups])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    cost = np.repeat([each[3] for each in groups], sizes)

    def shares(values: np.ndarray) -> np.ndarray:
        return values / np.repeat(np.maximum(np.add.reduceat(values, starts), 1e-12), sizes)

    for _ in range(steps):
        scores = rows @ weights
        chance = shares(np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes)))
        gradient = rows.T @ (cost * (chance - shares(chance * right))) + strength * weights * len(groups)
        weights -= rate * gradient / len(groups)
    return weights


if __name__ == "__main__":
    main()
