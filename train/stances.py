"""Gold attributions of the passages, and the lines of `senses.yaml` → the weights of stance and factuality.

    python -m train.stances --shared ../shared

A softmax over the pairs of stance and factuality that the rules allow, with L2; features seen in few passages are left out. Held-out
passages are not looked at; strength and the weight of our own lines are chosen by leaving out a quarter of the other passages.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from sayso.nouns import Anchor, Document
from sayso.reading.attributions import Line
from sayso.reading.meaning import surroundings
from sayso.reading.stance import PAIRS, Judged, Table, decide, find_features
from sayso.scales import Factuality, Stance
from train.passages import document_of, load_passages
from train.senses import Sense, load_senses

OUT = Path(__file__).parent.parent / "sayso" / "reading" / "tables" / "stances.json"


# Pairs of one stance learn from each other, and pairs of one certainty.
_SHARED = np.array(
    [[pair[0] is stance for pair in PAIRS] for stance in Stance]
    + [[pair[1] is sure for pair in PAIRS] for sure in Factuality],
    dtype=np.float32,
)
Case = tuple[dict[str, float], int]
Group = list[Case]


def cases_of(passage: dict[str, Any]) -> Group:
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


def cases_of_sense(sense: Sense) -> Group:
    """The same for a line of our own. One that stands alone is taken from the middle of the news: somebody has spoken before."""
    document = Document(sense.text)
    cases = []
    for line, label, around in zip(sense.lines, sense.labels, surroundings(document, sense.lines), strict=True):
        if not sense.first and len(sense.lines) == 1:
            around = replace(around, first=False)
        cue, content = (Anchor.at(sense.text, *spans).text if spans else "" for spans in (line.cue, line.content))
        cases.append((find_features(cue, content, around), PAIRS.index(label)))
    return cases


def learn(cases: Group, weighed: np.ndarray, names: dict[str, int], strength: float, steps: int = 300) -> np.ndarray:
    """Cases, and how much each counts → weights by feature and pair."""
    rows = np.zeros((len(cases), len(names)), dtype=np.float32)
    for n, (features, _) in enumerate(cases):
        for name, value in features.items():
            if name in names:
                rows[n, names[name]] = value
    labels = np.array([label for _, label in cases])
    counts = np.bincount(labels, weights=weighed, minlength=len(PAIRS))
    importance = (counts.sum() / len(PAIRS) / np.maximum(counts, 1)) ** 0.25
    each = (importance[labels] * weighed / weighed.sum())[:, None].astype(np.float32)
    target = np.eye(len(PAIRS), dtype=np.float32)[labels]
    parts = np.concatenate([np.eye(len(PAIRS), dtype=np.float32), _SHARED])
    held, first, second = (np.zeros((len(names), len(parts)), dtype=np.float32) for _ in range(3))
    decay = np.array(
        [0.1 if name == "bias" else 0.6 if name.startswith(("f:", "cue:")) else 1.5 for name in names], dtype=np.float32
    )[:, None]
    for step in range(1, steps + 1):
        scores = rows @ (held @ parts)
        chance = np.exp(scores - scores.max(1, keepdims=True))
        chance /= chance.sum(1, keepdims=True)
        gradient = rows.T @ ((chance - target) * each) @ parts.T + strength * decay * held
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        held -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return np.asarray(held @ parts)


def select(groups: list[Group]) -> dict[str, int]:
    """Features seen in enough passages, or lines of our own."""
    seen = collections.Counter(
        name for group in groups for name in {name for features, _ in group for name in features}
    )
    return {
        name: n
        for n, name in enumerate(
            sorted(name for name, count in seen.items() if count >= (2 if name.startswith(("f:", "cue:")) else 4))
        )
    }


def fit(passages: list[Group], senses: list[Group], share: float, strength: float) -> Table:
    """Passages and lines of our own, which count `share` of what a passage's line does → weights by feature and pair."""
    names = select(passages + (senses if share else []))
    told, own = ([case for group in groups for case in group] for groups in (passages, senses if share else []))
    weighed = np.array([1.0] * len(told) + [share] * len(own))
    weights = learn(told + own, weighed, names, strength)
    return {
        name: row
        for name, n in names.items()
        if (row := {k: round(float(v), 2) for k, v in enumerate(weights[n]) if abs(v) >= 0.05})
    }


def macro(pairs: list[tuple[str, str]]) -> float:
    """The mean F1 of the labels that are in the gold."""
    found = []
    for label in sorted({gold for gold, _ in pairs}):
        hits = sum(one == other == label for one, other in pairs)
        found.append(2 * hits / max(1, sum((one == label) + (other == label) for one, other in pairs)))
    return float(np.mean(found))


def compare(cases: Group, table: Table) -> list[tuple[Judged, Judged]]:
    """Gold and found, case by case."""
    return [(Judged(*PAIRS[label]), decide(features, table)) for features, label in cases]


def told(pairs: list[tuple[Judged, Judged]]) -> str:
    """Totals: share right and macro F1."""
    out = []
    for part in ("stance", "factuality"):
        both = [(getattr(gold, part).value, getattr(found, part).value) for gold, found in pairs]
        out.append(f"{part} {np.mean([one == other for one, other in both]):.3f} / {macro(both):.3f}")
    return ", ".join(out)


def confusions(pairs: list[tuple[Judged, Judged]]) -> str:
    """What was taken for what, most first."""
    found = collections.Counter(
        (f"{gold.stance.value} {gold.factuality.value}", f"{guess.stance.value} {guess.factuality.value}")
        for gold, guess in pairs
        if gold != guess
    )
    return "\n".join(f"{count:4d}  {gold} as {guess}" for (gold, guess), count in found.most_common(24))


def main() -> None:
    """Cross-validate, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--strength", type=float, nargs="*", default=[0.003], help="of L2; the last is fitted")
    parser.add_argument("--share", type=float, nargs="*", default=[0.5], help="of our own lines; the last is fitted")
    parser.add_argument("--confusions", action="store_true", help="print what is taken for what, in totals")
    given = parser.parse_args()
    groups = [cases_of(passage) for passage, held_out in load_passages(given.shared) if not held_out]
    senses = [cases_of_sense(sense) for sense in load_senses()]
    for strength, share in itertools.product(given.strength, given.share):
        pairs = []
        for k in range(4):
            table = fit([group for n, group in enumerate(groups) if n % 4 != k], senses, share, strength)
            pairs += compare([case for group in groups[k::4] for case in group], table)
        print(f"strength {strength}, share {share}: {told(pairs)}, by passage in four parts")
        if given.confusions:
            print(confusions(pairs))
    table = fit(groups, senses, given.share[-1], given.strength[-1])
    lines = {name: {str(k): value for k, value in row.items()} for name, row in table.items()}
    OUT.write_text(json.dumps(lines, separators=(",", ":")).replace("},", "},\n") + "\n")
    print(f"{len(table)} features, {OUT.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
