"""Held-out gold → how well the reader reads, by corpus, beside published systems and a rule baseline run live.

Raw text goes through `sayso read --json` as a user would give it; every anchor's words are compared with the text at its
spans on the way. 95 % intervals are from resampled articles. `--json FILE` keeps every figure for `bench/floors.py`,
`--html FILE` writes the errors by type, to be read by a person. Definitions stand beside the functions.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import rules
from gold import Named, read_dev_passages, read_dev_re3d, read_distractors, read_uner
from report import Case, write_report

from sayso.reading import load_reader
from sayso.scales import Factuality, Stance
from train.calibrate import expected_error, is_measured

JOINER = " … "
ROLES = ("source", "cue", "content")
SHOWN = ("relation/cue", "relation/lenient", "relation/words", "relation/strict", "relation/lenient/direct",
         "relation/lenient/indirect", "exact/source", "exact/cue", "exact/content")  # fmt: skip
Figures = dict[str, Any]


def load_scorer(shared: Path) -> ModuleType:
    """The scorer, as a module."""
    spec = importlib.util.spec_from_file_location("score_attribution", shared / "tools" / "score_attribution.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(texts: dict[str, str]) -> dict[str, Any]:
    """Texts by id → records by id, through the command line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        order = sorted(texts)
        for n, key in enumerate(order):
            (folder / f"{n:04}.txt").write_bytes(texts[key].encode())
        command = [sys.executable, "-m", "sayso", "read", "--json", str(folder)]
        lines = subprocess.run(command, check=True, capture_output=True).stdout.decode().splitlines()
    return dict(zip(order, map(json.loads, lines), strict=True))


def check_anchors(record: dict[str, Any]) -> int:
    """How many anchors the record has; stops at one whose words are not the text at its spans."""
    text, count = record["document"]["text"], 0
    for utterance in record["utterances"]:
        parts = [utterance[role] for role in ROLES]
        for part in [*parts, *utterance["quantities"], *utterance["times"], *utterance["places"]]:
            if part and part["spans"]:
                assert JOINER.join(text[s:e] for s, e in part["spans"]) == part["text"], part
                count += 1
    return count


def predictions(gold: dict[str, Any], records: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Records → attributions in places of the raw text, each with the utterance's other fields. Narration is left out."""
    found = {}
    for key, record in records.items():
        places = places_before_nfc(gold[key]["text"], record["document"]["text"])
        found[key] = [
            {
                **utterance,
                **{r: [[places[a], places[b]] for a, b in (utterance[r] or {}).get("spans") or ()] for r in ROLES},
            }
            for utterance in record["utterances"]
            if utterance["cue"]
        ]
    return found


def places_before_nfc(raw: str, read: str) -> list[int]:
    """For each place in the text that was read, its place in the raw one: composing a letter shortens a text."""
    places, built = [], ""
    for match in re.finditer(r"(?s).(?:(?![\x00-\x7f])[^\w\s])*", raw.replace("\r\n", "\n")):
        composed = unicodedata.normalize("NFC", match[0])
        places += [match.start() + min(n, len(match[0]) - 1) for n in range(len(composed))]
        built += composed
    assert built.startswith(read), "the text was changed on the way in by more than NFC and its end"
    return [*places[: len(read)], places[len(read)] if len(read) < len(places) else len(raw)]


class Matcher:
    """Gold and predicted attributions of one article, and which are partners by the scorer's rules."""

    def __init__(self, scorer: ModuleType, article: dict[str, Any], found: Sequence[dict[str, Any]]) -> None:
        starts, ends = [t[0] for t in article["tokens"]], [t[1] for t in article["tokens"]]
        words = [any(c.isalnum() for c in article["text"][s:e]) for s, e in zip(starts, ends, strict=True)]
        self.scorer = scorer
        self.gold = [scorer.Attribution(raw, article, starts, ends, words) for raw in article["attributions"]]
        self.found = [scorer.Attribution(raw, article, starts, ends, words) for raw in found]

    def pair(self, kind: str) -> dict[int, int]:
        """Places of predicted ones → places of the gold ones that they match."""
        edges = [
            [n for n, p in enumerate(self.found) if g.tokens["cue"] & p.tokens["cue"] and self.scorer.same(kind, g, p)]
            for g in self.gold
        ]
        partners: dict[int, int] = self.scorer.pair_up(edges)
        return partners


def interval(rows: Sequence[Any], figure: Callable[[list[Any]], float | None], draws: int) -> Figures:
    """Per-article rows → the figure over all, with a 95 % interval over resampled articles."""
    draw = random.Random(0)
    samples = sorted(figure(draw.choices(rows, k=len(rows))) or 0.0 for _ in range(draws))
    out: Figures = {"value": figure(list(rows))}
    if samples:
        out["low"], out["high"] = samples[int(0.025 * draws)], samples[min(draws - 1, int(0.975 * draws))]
    return out


def f1(rows: list[tuple[int, int, int, int]]) -> float | None:
    """Rows of (right, predicted, found, gold) → F1."""
    right, predicted, found, gold = (sum(row[n] for row in rows) for n in range(4))
    p, r = right / max(predicted, 1), found / max(gold, 1)
    return 2 * p * r / (p + r) if p + r else 0.0


def accuracy(rows: list[list[tuple[str, str]]]) -> float | None:
    """Rows of (gold, predicted) labels → share that agree."""
    pairs = [pair for row in rows for pair in row]
    return sum(a == b for a, b in pairs) / max(len(pairs), 1)


def macro(rows: list[list[tuple[str, str]]]) -> float | None:
    """Rows of (gold, predicted) labels → the mean over gold's labels of the share found."""
    pairs = Counter(pair for row in rows for pair in row)
    labels = {gold for gold, _ in pairs}
    shares = [pairs[label, label] / sum(n for (gold, _), n in pairs.items() if gold == label) for label in labels]
    return sum(shares) / max(len(shares), 1)


def measure_attribution(scorer: ModuleType, gold: dict[str, Any], found: dict[str, Any], draws: int) -> Figures:
    """The scorer's figures."""
    articles = {key: {"id": key, "attributions": rows} for key, rows in found.items()}
    figures = scorer.score(gold, articles, draws)["figures"]
    return {
        name: {"value": figures[name]["f1"], "p": figures[name]["p"], "r": figures[name]["r"],
               **dict(zip(("low", "high"), figures[name].get("f1_95", ()), strict=False))}
        for name in SHOWN
    }  # fmt: skip


def measure_passages(
    scorer: ModuleType, gold: dict[str, Any], found: dict[str, Any], draws: int
) -> tuple[Figures, Figures]:
    """What only the passages annotate: nested attributions, stance, factuality. Also the two tables of confusions.

    Nested: precision over predicted attributions that have a parent, recall over gold ones inside another's content.
    Stance and factuality: over the gold attributions whose cue was found.
    """
    nested, stances, factualities = [], [], []
    for key, article in gold.items():
        match = Matcher(scorer, article, found[key])
        partners = match.pair("lenient")
        inner = [n for n, each in enumerate(found[key]) if each["parent"]]
        theirs = [n for n, each in enumerate(article["attributions"]) if each["nested"]]
        hit = set(partners.values())
        nested.append((sum(n in partners for n in inner), len(inner), sum(n in hit for n in theirs), len(theirs)))
        pairs = [(article["attributions"][g], found[key][p]) for p, g in match.pair("cue").items()]
        stances.append([(g["stance"], p["stance"]) for g, p in pairs])
        factualities.append([(g["factuality"], p["factuality"]) for g, p in pairs])
    wrong = sum(pair == (Stance.DENIES, Stance.CONFIRMS) for row in stances for pair in row)
    figures = {
        "nested/lenient": interval(nested, f1, draws),
        "stance/accuracy": interval(stances, accuracy, draws),
        "stance/macro": interval(stances, macro, draws),
        "factuality/accuracy": interval(factualities, accuracy, draws),
        "factuality/macro": interval(factualities, macro, draws),
        "denials read as confirmations": {"value": wrong, "count": True, "lower is better": True},
    }
    confusions = {name: Counter(pair for row in rows for pair in row)
                  for name, rows in (("stance", stances), ("factuality", factualities))}  # fmt: skip
    return figures, confusions


def measure_distractors(draws: int) -> Figures:
    """The share of our sentences without a speaker in which an attribution is found all the same."""
    sentences = read_distractors()
    records = read({f"{n:03}": sentence for n, sentence in enumerate(sentences)})
    hits = [int(any(u["cue"] for u in record["utterances"])) for record in records.values()]
    for sentence, hit in zip(sentences, hits, strict=True):
        if hit:
            print(f"  distractor read as an attribution: {sentence}")
    return {**interval(hits, lambda rows: sum(rows) / len(rows), draws), "lower is better": True}


def measure_names(corpus: list[Named], kinds: tuple[str, ...], draws: int) -> Figures:
    """Names with the very span and kind of gold, over the kinds that the corpus annotates."""
    rows = []
    for each in corpus:
        found = {(*name.span, name.kind) for name in load_reader().scan(each.text).names if name.kind in kinds}
        gold = {name for name in each.names if name[2] in kinds}
        rows.append((len(found & gold), len(found), len(found & gold), len(gold)))
    return interval(rows, f1, draws)


def measure_confidence(scorer: ModuleType, gold: dict[str, Any], found: dict[str, Any], draws: int) -> Figures:
    """Expected calibration error, ten bins, of "leniently right", on the articles that calibration has not seen."""
    rows = []
    for key, article in gold.items():
        if is_measured(key):
            partners = Matcher(scorer, article, found[key]).pair("lenient")
            rows.append([(each["confidence"], float(n in partners)) for n, each in enumerate(found[key])])

    def error(sample: list[list[tuple[float, float]]]) -> float:
        pairs = np.array([pair for row in sample for pair in row])
        return expected_error(pairs[:, 0], pairs[:, 1]) if len(pairs) else 0.0

    return {**interval(rows, error, draws), "lower is better": True}


def tell_types(article: dict[str, Any], attribution: dict[str, Any]) -> list[str]:
    """Which kinds of attribution one is: by its cue, its source and the shape of its content."""
    a, b = attribution["cue"][0][0], attribution["cue"][-1][1]
    tags = [token[2] for token in article["tokens"] if a <= token[0] < b and token[2]]
    types = [] if not tags else ["verbal cue" if any(tag.startswith("V") for tag in tags) else "nominal cue"]
    types += [] if attribution["source"] else ["no source"]
    types += ["split content"] if len(attribution["content"]) > 1 else []
    inside = article["text"][attribution["content"][0][0] : attribution["content"][-1][1] - 2]
    types += ["multi-sentence content"] if re.search(r"[.?!][”\"]?\s+[“\"A-Z]", inside) else []
    return types + (["nested"] if attribution.get("nested") else [])


def collect_cases(scorer: ModuleType, corpus: str, gold: dict[str, Any], found: dict[str, Any]) -> list[Case]:
    """Every gold attribution with what was made of it, and every predicted one that gold does not have."""
    cases = []
    for key, article in gold.items():
        match = Matcher(scorer, article, found[key])
        by_kind = {kind: {g: p for p, g in match.pair(kind).items()} for kind in ("cue", "lenient", "strict")}
        for n, each in enumerate(article["attributions"]):
            outcome = next((k for k in ("strict", "lenient", "cue") if n in by_kind[k]), "missed")
            partner = found[key][by_kind[outcome][n]] if outcome != "missed" else None
            cases.append(Case(corpus, key, article["text"], tuple(tell_types(article, each)), outcome, each, partner))
        lonely = set(range(len(found[key]))) - set(match.pair("cue"))
        cases += [Case(corpus, key, article["text"], (), "spurious", None, found[key][p]) for p in sorted(lonely)]
    return cases


def show(title: str, figures: Figures) -> None:
    """Print a block of figures."""
    print(f"\n{title}")
    for name, each in figures.items():
        if each.get("count"):
            print(f"  {name:34}{each['value']:7}")
            continue
        bounds = f"  [{100 * each['low']:.1f}, {100 * each['high']:.1f}]" if "low" in each else ""
        parts = f"   P {100 * each['p']:.1f} R {100 * each['r']:.1f}" if "p" in each else ""
        print(f"  {name:34}{100 * each['value']:7.1f}{bounds}{parts}")


def show_confusions(confusions: dict[str, Counter[tuple[str, str]]]) -> None:
    """Print what was taken for what: a row for each of gold's labels."""
    for name, counts in confusions.items():
        labels = [each.value for each in (Stance if name == "stance" else Factuality)]
        print(f"\n  {name + ', gold down':22}" + "".join(f"{label[:9]:>10}" for label in labels))
        for gold in labels:
            print(f"    {gold:20}" + "".join(f"{counts[gold, label] or '·':>10}" for label in labels))


def main() -> None:
    """Print the tables; write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--bootstrap", type=int, default=1000)
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep every figure")
    parser.add_argument("--html", type=Path, metavar="FILE", help="errors by type, to be read by a person")
    given = parser.parse_args()
    scorer, draws, corpora = load_scorer(given.shared), given.bootstrap, given.shared / "corpora"
    results: dict[str, Figures] = {}

    polnear = scorer.read_jsonl(str(corpora / "polnear" / "dev.jsonl.gz"))
    records = read({key: article["text"] for key, article in polnear.items()})
    found = predictions(polnear, records)
    outer = {key: [each for each in rows if each["parent"] is None] for key, rows in found.items()}
    results["PolNeAR dev"] = measure_attribution(scorer, polnear, outer, draws)
    results["PolNeAR dev"]["confidence/error"] = measure_confidence(scorer, polnear, outer, draws)
    show("PolNeAR dev, 83 articles: attributions that lie in no other's content", results["PolNeAR dev"])
    by_rule = {key: rules.find_attributions(article["text"]) for key, article in polnear.items()}
    results["PolNeAR dev, rules"] = measure_attribution(scorer, polnear, by_rule, draws)
    show("The same by a few regular expressions, run now", results["PolNeAR dev, rules"])
    print("\nPublished (on other parts of the data or by other measures where said)")
    for peer in json.loads((Path(__file__).parent / "peers.json").read_text("utf-8")):
        numbers = ", ".join(f"{k} {v}" for k, v in peer.items() if k not in {"name", "corpus", "source"})
        print(f"  {peer['name']:34}{numbers}  ({peer['corpus']})")

    passages = read_dev_passages(given.shared)
    more = read({key: article["text"] for key, article in passages.items()})
    lines = predictions(passages, more)
    results["passages dev"] = measure_attribution(scorer, passages, lines, draws)
    extra, confusions = measure_passages(scorer, passages, lines, draws)
    results["passages dev"] |= extra
    results["passages dev"]["confidence/error"] = measure_confidence(scorer, passages, lines, draws)
    results["passages dev"]["distractors"] = measure_distractors(draws)
    show(f"Passages dev, {len(passages)} held out by file and id (train.corpora.is_dev)", results["passages dev"])
    show_confusions(confusions)

    kinds = ("PER", "ORG", "LOC")
    results["names"] = {
        "UNER EWT dev": measure_names(read_uner(corpora / "uner-en" / "en_ewt-ud-dev.iob2"), kinds, draws),
        "re3d, a fifth held out": measure_names(read_dev_re3d(corpora / "re3d"), kinds, draws),
    }
    show("Names: span and kind (PER, ORG, LOC)", results["names"])
    print(f"\n{sum(map(check_anchors, [*records.values(), *more.values()]))} anchors, each with the text at its spans")
    if given.json:
        given.json.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    cases = collect_cases(scorer, "PolNeAR dev", polnear, outer) + collect_cases(
        scorer, "passages dev", passages, lines
    )
    if given.html:
        write_report(given.html, cases)
    print("\nGold attributions by type: found at all, leniently, strictly")
    for corpus in ("PolNeAR dev", "passages dev"):
        types = Counter(t for case in cases if case.gold and case.corpus == corpus for t in case.types)
        for type_, total in sorted(types.items()):
            outcomes = Counter(case.outcome for case in cases if case.corpus == corpus and type_ in case.types)
            strict, lenient = outcomes["strict"], outcomes["strict"] + outcomes["lenient"]
            shares = (lenient + outcomes["cue"], lenient, strict)
            print(f"  {corpus:14}{type_:24}{total:6}" + "".join(f"{100 * n / total:7.1f}" for n in shares))


if __name__ == "__main__":
    main()
