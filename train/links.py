"""Claims as people marked them in passages and stories → the weights by which two utterances are taken for one claim.

    python -m train.links --shared ../shared

A logistic regression over pairs. A fifth of the passages (`train/passages.py`) and every fifth story are held out.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import yaml

from sayso.linking.candidates import pairs
from sayso.linking.claims import claims
from sayso.linking.gists import Gist, Setting, gists
from sayso.linking.likeness import excluded, features, load_weights
from sayso.nouns import Anchor, Document, Judgement, Source, Speaker, Utterance
from sayso.reading.measures import measure
from sayso.scales import Factuality, Kind, Quote, Stance, Verdict
from train.passages import load_passages

OUT = Path(__file__).parent.parent / "sayso" / "linking" / "data" / "likeness.json"
STORIES = Path(__file__).parent / "stories"
OWN = Path(__file__).parent / "passages"
RIDGE = 1.0
SAME = 2.0  # what a pair of one claim counts beside one of two
SPREAD = 0.7  # what a pair of a passage counts that is taken as if it stood in two documents
MANY = 3.0  # what a pair in a story of several documents counts beside one in a passage


@dataclass(frozen=True)
class Story:
    """Documents whose utterances people sorted into claims: gists by document, and the claim of each by id."""

    name: str
    documents: tuple[tuple[Gist, ...], ...]
    claim: dict[str, str]
    held_out: bool

    def pairs(self) -> Iterator[tuple[Gist, Gist]]:
        """All pairs that are looked at."""
        before: list[Gist] = []
        for document in self.documents:
            yield from pairs(document, before)
            before += document

    def count(self) -> int:
        """How many pairs are one claim."""
        sizes: dict[str, int] = defaultdict(int)
        for claim in self.claim.values():
            sizes[claim] += 1
        return sum(size * (size - 1) // 2 for size in sizes.values())


# ---- what people marked ----


def read_passages(shared: Path) -> Iterator[Story]:
    """The shared passages and our own, one document each."""
    for passage, held_out in load_passages(shared):
        yield story_of(passage, held_out)
    for path in sorted(OWN.glob("*.yaml")):
        for passage in load_own(shared, path):
            yield story_of(passage, False)


def load_own(shared: Path, path: Path) -> Iterator[dict[str, Any]]:
    """Our own passages, with character spans."""
    from train.passages import load_tool

    tool = load_tool(shared)
    for record in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader):
        yield tool.passage(record)


def story_of(passage: dict[str, Any], held_out: bool) -> Story:
    """A passage as a story of one document."""
    document = Document(
        passage["text"], outlet=passage["outlet"], published=passage["published"], title=passage["title"]
    )
    given = passage["utterances"]
    ids = [f"{passage['id']}.{n:02}" for n in range(len(given))]
    utterances = [
        Utterance(
            id=ids[n],
            source=Source(_anchor(u["source"]), u["name"], Kind(u["kind"]), u["party"]),
            chain=tuple(Speaker(link["name"], Kind(link["kind"]), link["party"]) for link in u["chain"])
            or (Speaker(None, Kind.NARRATION, None),),
            cue=_anchor(u["cue"]),
            content=_anchor(u["content"]) or Anchor((), ""),
            quote=Quote(u["quote"]),
            stance=Stance(u["stance"]),
            factuality=Factuality(u["factuality"]),
            refers_to=ids[u["refers_to"]] if u["refers_to"] is not None else None,
            parent=ids[u["parent"]] if u["parent"] is not None else None,
        )
        for n, u in enumerate(given)
    ]
    claim = {ids[n]: f"{passage['id']}/{u['claim'] or n}" for n, u in enumerate(given)}
    return Story(passage["id"], (tuple(gists(document, measure(document, utterances))),), claim, held_out)


def _anchor(part: dict[str, Any] | None) -> Anchor | None:
    return Anchor(tuple((start, end) for start, end in part["spans"]), part["text"]) if part else None


def read_stories(folder: Path = STORIES) -> Iterator[Story]:
    """Our own small stories of several outlets; every fifth is held out."""
    for n, path in enumerate(sorted(folder.glob("*.yaml"))):
        yield read_story(path, n % 5 == 4)


def read_story(path: Path, held_out: bool) -> Story:
    """One story. A line is: claim | stance | source | cue | content; a claim of "-" is one of its own; "^n" after the claim
    points at line n of the dispatch."""
    documents: list[tuple[Gist, ...]] = []
    claim: dict[str, str] = {}
    for number, dispatch in enumerate(yaml.safe_load(path.read_text("utf-8"))["dispatches"]):
        document, utterances, labels = make_dispatch(path.stem, number, dispatch)
        documents.append(tuple(gists(document, measure(document, utterances))))
        claim |= labels
    return Story(path.stem, tuple(documents), claim, held_out)


def make_dispatch(
    story: str, number: int, dispatch: dict[str, Any]
) -> tuple[Document, list[Utterance], dict[str, str]]:
    """A dispatch as written → its document, utterances and claims."""
    rows = [[part.strip() for part in line.split("|")] for line in dispatch["lines"]]
    text, spans = "", []
    for _, _, source, cue, content in rows:
        start = len(text)
        first = f"{source} {cue} " if cue else ""
        text += f"{first}{content}. "
        spans.append((start, start + len(source), start + len(first), start + len(first) + len(content)))
    document = Document(text, outlet=dispatch["outlet"], published=dispatch["published"], title=dispatch.get("title"))
    ids = [f"{story}.{number}.{n:02}" for n in range(len(rows))]
    utterances, claim = [], {}
    for n, ((label, stance, source, cue, _), (a, b, c, d)) in enumerate(zip(rows, spans, strict=True)):
        label, _, points = label.partition("^")
        named = bool(cue)
        utterances.append(
            Utterance(
                id=ids[n],
                source=Source(
                    Anchor.at(text, (a, b)) if named else None,
                    source if named else None,
                    Kind.ORGANIZATION if named else Kind.NARRATION,
                    None,
                ),
                chain=(
                    Speaker(source if named else dispatch["outlet"], Kind.ORGANIZATION if named else Kind.OUTLET, None),
                ),
                cue=Anchor.at(text, (b + 1, c - 1)) if named else None,
                content=Anchor.at(text, (c, d)),
                quote=Quote.INDIRECT if named else Quote.NARRATION,
                stance=Stance(stance),
                refers_to=ids[int(points)] if points else None,
            )
        )
        claim[ids[n]] = f"{story}/{label}" if label != "-" else f"{story}/{ids[n]}"
    return document, utterances, claim


# ---- learning ----


def weigh_meanings(stories: Sequence[Story]) -> dict[str, float]:
    """How much it tells that two utterances share a meaning: 1 for one that no story has, less for those of many."""
    counts: dict[str, int] = defaultdict(int)
    total = 0
    for story in stories:
        for document in story.documents:
            for gist in document:
                total += 1
                for sense in gist.senses:
                    counts[sense] += 1
    return {sense: 1 - float(np.log(1 + count) / np.log(total)) for sense, count in counts.items()}


def keep(weights: dict[str, float]) -> None:
    """Write the weights where the program reads them."""
    OUT.write_text(
        json.dumps({name: round(value, 4) for name, value in sorted(weights.items())}, indent=0) + "\n", "utf-8"
    )
    load_weights.cache_clear()


def rows_of(stories: Sequence[Story]) -> tuple[list[dict[str, float]], np.ndarray, np.ndarray]:
    """Pairs of the stories, and some across stories → features, whether one claim, weights."""
    rows, right, weights = [], [], []
    for story in stories:
        found = list(story.pairs())
        for one, other in found:
            if excluded(one, other):
                continue
            rows.append(features(one, other))
            right.append(float(story.claim[one.id] == story.claim[other.id]))
            weights.append(MANY if len(story.documents) > 1 else 1.0)
        if len(story.documents) == 1:
            for one, other in spread(story):
                if excluded(one, other):
                    continue
                rows.append(features(one, other))
                right.append(float(story.claim[one.id] == story.claim[other.id]))
                weights.append(SPREAD)
    for one, other in across(stories):
        rows.append(features(one, other))
        right.append(0.0)
        weights.append(1.0)
    same = np.array(right)
    return rows, same, np.array(weights) * np.where(same > 0, SAME, 1.0)


def spread(story: Story) -> Iterator[tuple[Gist, Gist]]:
    """Pairs of a passage as if two outlets had told it: each in a document that shares a part of the terms."""
    for document in story.documents:
        said = [gist for gist in document if len(gist.terms) >= 2 and gist.leans is None]
        for one, other in combinations(said, 2):
            if other.id not in one.parents and one.id not in other.parents:
                yield from pairs([_elsewhere(one, "1")], [_elsewhere(other, "2")])


def _elsewhere(gist: Gist, salt: str) -> Gist:
    """The gist in a document of its own, which has some of the terms and others beside them."""
    kept, setting = crc32(gist.setting.id.encode()) % 40 + 40, gist.setting
    terms = {term: value for term, value in setting.terms.items() if crc32(f"{salt}{term}".encode()) % 100 < kept}
    length = sum(value * value for value in terms.values()) ** 0.5 * 1.25
    apart = Setting(setting.id + salt, terms, length, setting.topic & terms.keys(), setting.names & terms.keys())
    return replace(gist, setting=apart, referents=frozenset(), leans=None, parents=frozenset())


def across(stories: Sequence[Story], step: int = 7, least: float = 0.25) -> Iterator[tuple[Gist, Gist]]:
    """Pairs of utterances of unlike stories that resemble each other: this toll is not that ship's."""
    ordered = [(story.name, gist) for story in stories for document in story.documents for gist in document]
    for n, (name, one) in enumerate(ordered):
        for other_name, other in ordered[n + 1 :: step]:
            if name != other_name and one.senses & other.senses:
                weight = sum(min(one.terms[each], other.terms[each]) for each in one.terms.keys() & other.terms.keys())
                if weight / min(sum(one.terms.values()), sum(other.terms.values())) >= least:
                    yield one, other


def fit(rows: list[dict[str, float]], right: np.ndarray, weights: np.ndarray, ridge: float = RIDGE) -> dict[str, float]:
    """Newton's method with a ridge; the bias goes free."""
    names = sorted({name for row in rows for name in row})
    matrix = np.array([[row[name] for name in names] for row in rows])
    matrix = np.hstack([matrix, np.ones((len(rows), 1))])
    w = np.zeros(matrix.shape[1])
    penalty = np.full(len(w), ridge)
    penalty[-1] = 1e-6
    for _ in range(15):
        p = 1 / (1 + np.exp(-np.clip(matrix @ w, -30, 30)))
        gradient = matrix.T @ (weights * (p - right)) + penalty * w
        curve = (matrix * (weights * p * (1 - p) + 1e-9)[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(curve, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip([*names, "bias"], w.tolist(), strict=True))


def predict(found: dict[str, float], weights: dict[str, float]) -> float:
    """A probability."""
    total = weights["bias"] + sum(weights[name] * value for name, value in found.items())
    return float(1 / (1 + np.exp(-np.clip(total, -30, 30))))


# ---- measuring ----


def measure_story(story: Story, weights: dict[str, float]) -> tuple[dict[str, str], int, int, int]:
    """Clusters by utterance; pairs joined rightly, joined, and there to be joined."""
    words = [
        Judgement(Verdict.SAME_CLAIM, min(one.id, other.id), max(one.id, other.id), "links", score=score)
        for one, other in story.pairs()
        if not excluded(one, other) and (score := round(predict(features(one, other), weights), 3)) >= 0.15
    ]
    words.sort(key=lambda each: -(each.score or 0))
    found = claims(story.claim, words)
    label = {each: f"c{n}" for n, cluster in enumerate(found) for each in cluster}
    joined = [(a, b) for cluster in found for a, b in combinations(cluster, 2)]
    right = sum(story.claim[a] == story.claim[b] for a, b in joined)
    return label, right, len(joined), story.count()


def bcubed(story: Story, label: dict[str, str]) -> tuple[float, float, int]:
    """B-cubed precision and recall, summed over utterances, and how many there are."""
    gold, mine = defaultdict(set), defaultdict(set)
    for each, claim in story.claim.items():
        gold[claim].add(each)
        mine[label[each]].add(each)
    p = sum(len(gold[story.claim[e]] & mine[label[e]]) / len(mine[label[e]]) for e in story.claim)
    r = sum(len(gold[story.claim[e]] & mine[label[e]]) / len(gold[story.claim[e]]) for e in story.claim)
    return p, r, len(story.claim)


def report(name: str, stories: Sequence[Story], weights: dict[str, float]) -> dict[str, float]:
    """Print pairwise and B-cubed figures."""
    totals = np.zeros(6)
    for story in stories:
        label, *pairs_told = measure_story(story, weights)
        totals += [*pairs_told, *bcubed(story, label)]
    right, joined, there, p, r, n = totals.tolist()
    figures = {
        "precision": right / max(1, joined),
        "recall": right / max(1, there),
        "b3_precision": p / n,
        "b3_recall": r / n,
    }
    figures["f1"] = 2 * right / max(1, joined + there)
    figures["b3"] = (
        2 * figures["b3_precision"] * figures["b3_recall"] / (figures["b3_precision"] + figures["b3_recall"])
    )
    print(
        f"{name:24} pairs P {figures['precision']:.3f} R {figures['recall']:.3f} F {figures['f1']:.3f}   b3 P {figures['b3_precision']:.3f} R {figures['b3_recall']:.3f} F {figures['b3']:.3f}   ({int(n)} utterances)"
    )
    return figures


def main() -> None:
    """Read, fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--ridge", type=float, default=RIDGE)
    given = parser.parse_args()
    everything = [*read_passages(given.shared), *read_stories()]
    taught = [story for story in everything if not story.held_out]
    meanings = weigh_meanings(taught)
    keep(load_weights() | meanings)
    rows, right, shares = rows_of(taught)
    print(f"{len(taught)} stories, {len(rows)} pairs, {int(right.sum())} of one claim")
    weights = fit(rows, right, shares, given.ridge)
    several = [story for story in everything if len(story.documents) > 1]
    report("passages, taught", [s for s in taught if len(s.documents) == 1], weights)
    report("passages, held out", [s for s in everything if s.held_out and len(s.documents) == 1], weights)
    if several:
        report("stories, taught", [s for s in several if not s.held_out], weights)
        report("stories, held out", [s for s in several if s.held_out], weights)
    keep(weights | meanings)


if __name__ == "__main__":
    main()
