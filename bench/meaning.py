"""Gold spans of the held-out passages → how well names, kinds, parties, chains, stances, certainty and references are found.

Every line is read from its gold spans (no names given, or with `--names` those that the network finds), so that the reader's own
misses of lines do not count here. Names agree as the
story scorer says: the same words without titles, articles and accents, initials, a surname, or more than half of the words.
Intervals are 95 %, by resampling passages.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))
from sayso.anchors import utterance_id
from sayso.nouns import Anchor, Document, Utterance
from sayso.reading import load_reader
from sayso.reading.meaning import find_meaning
from sayso.reading.tables import straighten
from train.passages import document_of, lines_of, load_passages

PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "his",
        "hers",
        "its",
        "their",
        "them",
        "i",
        "we",
        "me",
        "us",
        "our",
        "who",
        "which",
        "both",
        "neither",
        "all",
    ]
)
Row = dict[str, bool]


def load_scorer(shared: Path) -> ModuleType:
    """The story scorer, for its comparison of names."""
    spec = importlib.util.spec_from_file_location("align", shared / "stories" / "align.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compare(gold: dict[str, Any], found: Utterance, scorer: ModuleType, refers: str | None) -> Row:
    """One utterance: which fields are right. Keys are measures; a measure that does not apply is left out."""

    def same(one: str | None, other: str | None, person: bool = False) -> bool:
        return bool(scorer.same_name(straighten(one or ""), straighten(other or ""), person))

    source, words = found.source, gold["source"]["text"] if gold["source"] else ""
    person = gold["kind"] == "person"
    name = same(gold["name"], source.name, person)
    own = (not gold["party"] or same(gold["party"], gold["name"], True)) and (
        not source.party or same(source.party, source.name, True)
    )
    party = own if not gold["party"] or not source.party else same(gold["party"], source.party)
    chain = [(c.name, c.kind.value) for c in found.chain]
    row = {
        "name": name,
        "kind": gold["kind"] == source.kind.value,
        "party": party,
        "chain": len(chain) == len(gold["chain"])
        and all(
            c["kind"] == k and same(c["name"], n, k == "person") for c, (n, k) in zip(gold["chain"], chain, strict=True)
        ),
        "chain length": len(chain) == len(gold["chain"]),
        "stance": gold["stance"] == found.stance.value,
        "factuality": gold["factuality"] == found.factuality.value,
        "no denial read as a confirmation": not (gold["stance"] == "denies" and found.stance.value == "confirms"),
    }
    if words.lower() in PRONOUNS:
        row["name of a pronoun"] = row["name of a pronoun or nominal"] = name
    elif (
        words
        and gold["name"]
        and not any(word[0].isupper() for word in words.split()[1:])
        and scorer.tokens(words) != scorer.tokens(gold["name"])
    ):
        row["name of a nominal"] = row["name of a pronoun or nominal"] = name
    if refers is not None:
        row["refers_to"] = found.refers_to == refers
    elif found.refers_to is not None:
        row["refers_to invented"] = True
    return row


def interval(rows: list[list[Row]], key: str, draws: int = 500) -> tuple[float, float, float, int]:
    """Share right, with its 95 % interval over passages, and the count."""
    sums = np.array(
        [[sum(row[key] for row in part if key in row), sum(key in row for row in part)] for part in rows], dtype=float
    )
    picks = np.random.default_rng(0).integers(0, len(rows), (draws, len(rows)))
    drawn = sums[picks].sum(1)
    low, high = np.percentile(drawn[:, 0] / np.maximum(drawn[:, 1], 1), [2.5, 97.5])
    return float(sums[:, 0].sum() / max(sums[:, 1].sum(), 1)), float(low), float(high), int(sums[:, 1].sum())


def macro(pairs: list[tuple[str, str]]) -> float:
    """The mean F1 of the classes that the gold has."""
    scores = []
    for label in {gold for gold, _ in pairs}:
        true = sum(gold == found == label for gold, found in pairs)
        scores.append(
            2 * true / max(1, sum(gold == label for gold, _ in pairs) + sum(found == label for _, found in pairs))
        )
    return sum(scores) / max(1, len(scores))


def table(pairs: list[tuple[str, str]]) -> str:
    """Gold in rows, found in columns."""
    labels = sorted({label for pair in pairs for label in pair})
    counts = collections.Counter(pairs)
    lines = [" " * 14 + "".join(f"{label[:8]:>9}" for label in labels)]
    lines += [
        f"{gold:14}" + "".join(f"{counts[gold, found] or '·':>9}" for found in labels)
        for gold in labels
        if any(g == gold for g, _ in pairs)
    ]
    return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--part",
        choices=["dev", "train"],
        default="dev",
        help="the held-out passages, or those that rules were made on",
    )
    parser.add_argument("--names", action="store_true", help="with the names that the shipped network finds, as in use")
    given = parser.parse_args()
    scorer = load_scorer(given.shared)
    rows: list[list[Row]] = []
    phenomena: dict[str, list[Row]] = collections.defaultdict(list)
    pairs: dict[str, list[tuple[str, str]]] = collections.defaultdict(list)
    narrated = collections.Counter[str]()
    words, took = 0, 0.0
    find_meaning(Document("The lists are read once."), [])
    for passage, held_out in load_passages(given.shared):
        if held_out != (given.part == "dev"):
            continue
        document = document_of(passage)
        golds, lines = lines_of(passage)
        names = [(*name.span, name.kind) for name in load_reader().scan(document.text).names] if given.names else None
        began = time.process_time()
        found = find_meaning(document, lines, names)
        took += time.process_time() - began
        words += len(document.text.split())
        by_id = {utterance.id: utterance for utterance in found}
        ids = []
        for line in lines:
            source, cue, content = (
                Anchor.at(document.text, *spans) if spans else None for spans in (line.source, line.cue, line.content)
            )
            assert content is not None
            ids.append(utterance_id(document.id, source, cue, content))
        places = {id(gold): ids[n] for n, gold in enumerate(golds)}
        part = []
        for gold, key in zip(golds, ids, strict=True):
            target = passage["utterances"][gold["refers_to"]] if gold["refers_to"] is not None else None
            refers = places.get(id(target), "narrated") if target is not None else None
            row = compare(gold, by_id[key], scorer, refers)
            part.append(row)
            for name in passage["phenomena"]:
                phenomena[name].append(row)
            for name in ("stance", "factuality"):
                pairs[name].append((gold[name], getattr(by_id[key], name).value))
            pairs["kind"].append((gold["kind"], by_id[key].source.kind.value))
        rows.append(part)
        count_narration(passage, [u for u in found if u.cue is None], narrated)
    for key in dict.fromkeys(key for part in rows for row in part for key in row):
        share, low, high, count = interval(rows, key)
        print(
            f"{key:34} {share:.3f}  [{low:.3f}, {high:.3f}]  of {count}"
            if key != "refers_to invented"
            else f"{key:34} {count}"
        )
    for name in ("stance", "factuality", "kind"):
        print(f"\n{name}, macro F1 {macro(pairs[name]):.3f}; gold in rows\n{table(pairs[name])}")
    print(
        f"\nnarration: precision {narrated['right'] / max(1, narrated['given']):.3f} of {narrated['given']}, recall {narrated['met'] / max(1, narrated['gold']):.3f} of {narrated['gold']}"
    )
    print("\nby phenomenon                     name   kind  party  chain stance factuality    n")
    for name, part in sorted(phenomena.items(), key=lambda entry: -len(entry[1])):
        if len(part) < 20:
            break
        shares = [
            sum(row[key] for row in part) / len(part)
            for key in ("name", "kind", "party", "chain", "stance", "factuality")
        ]
        print(f"{name:32}" + "".join(f"{share:7.2f}" for share in shares) + f"{len(part):9}")
    print(f"\n{1000 * took / max(1, words):.4f} ms a word")


def count_narration(passage: dict[str, Any], found: list[Utterance], counts: collections.Counter[str]) -> None:
    """The outlet's own lines: those found that lie on gold ones, and those of the gold that are met."""
    gold = [u["content"]["spans"] for u in passage["utterances"] if not u["cue"]]

    def touch(one: Any, other: Any) -> bool:
        return any(a < d and c < b for a, b in one for c, d in other)

    counts["given"] += len(found)
    counts["gold"] += len(gold)
    counts["right"] += sum(any(touch(u.content.spans, spans) for spans in gold) for u in found)
    counts["met"] += sum(any(touch(u.content.spans, spans) for u in found) for spans in gold)


if __name__ == "__main__":
    main()
