"""Corpora with marked clusters, and stories → how well linking tells what is one claim, beside plain ways of doing so.

    python bench/linking.py --shared ../shared [--only stories gvc ecb sts passages]

GVC and ECB+ dev: gold event mentions, each with four words on either side as its content. The two baselines (cosine of TF-IDF
vectors, and of summed word vectors) are clustered as Sayso clusters, on the same pairs, with the threshold that suits them best
on the very same data; Sayso once as it ships, once with the best threshold too.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import math
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
from coreference import score as figures_of

from sayso.linking.candidates import ENOUGH, keys, pairs
from sayso.linking.claims import THRESHOLD, claims
from sayso.linking.gists import Gist, gists
from sayso.linking.likeness import score
from sayso.nouns import Anchor, Document, Judgement, Source, Speaker, Utterance
from sayso.reading.measures import measure
from sayso.scales import Kind, Quote, Stance, Verdict

ROOT = Path(__file__).parent.parent
SIDE = 4  # words on either side of a mention
GRID = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8)
STORY = ("claims_b3", "status", "origins", "false_corroboration", "sides", "series", "copies")


@dataclass
class Text:
    """A tokenised document and its mentions: first and last token in the document, and cluster."""

    name: str
    sentences: list[list[str]]
    published: str | None
    mentions: list[tuple[int, int, int, str]]  # sentence, first, last, cluster


# ---- corpora ----


def read_gvc(folder: Path) -> list[Text]:
    """Articles on shootings, several an incident."""
    sentences: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    with gzip.open(folder / "val_dataset.conll.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#") and line.strip():
                name, sentence, _, token, _ = line.rstrip("\n").split("\t")
                sentences[name][int(sentence)].append(token)
    mentions: dict[str, list[tuple[int, int, int, str]]] = defaultdict(list)
    with gzip.open(folder / "val_event_mentions.json.gz", "rt", encoding="utf-8") as file:
        for each in json.load(file):
            at = sorted(int(n) for n in each["tokens_number"])
            mentions[each["conll_doc_key"]].append((int(each["sent_id"]), at[0], at[-1], each["coref_chain"]))
    return [
        Text(name, [held[n] for n in sorted(held) if n], " ".join(held[0]), [(s - 1, a, b, c) for s, a, b, c in mentions[name] if s])
        for name, held in sorted(sentences.items())
    ]  # fmt: skip


def read_ecb(folder: Path) -> list[Text]:
    """Articles on pairs of incidents of one kind; only the sentences that were checked."""
    checked = {
        tuple(line.strip().split(","))
        for line in (folder / "ECBplus_coreference_sentences.csv").read_text().splitlines()[1:]
    }
    texts = []
    with tarfile.open(folder / "ecbplus_dev.tar.gz") as archive:
        for member in sorted(archive.getnames()):
            if member.endswith(".xml"):
                file = archive.extractfile(member)
                texts.append(_read_cat(Path(member).stem, ET.parse(file or io.BytesIO()), checked))
    return texts


def _read_cat(name: str, tree: Any, checked: set[tuple[str, ...]]) -> Text:
    topic, _, file = name.partition("_")
    where: dict[str, tuple[int, int]] = {}
    sentences: dict[int, list[str]] = defaultdict(list)
    for token in tree.iter("token"):
        sentence = int(token.get("sentence"))
        where[token.get("t_id")] = sentence, len(sentences[sentence])
        sentences[sentence].append(token.text or "")
    cluster = {
        source.get("m_id"): relation.get("note")
        for relation in tree.iter("CROSS_DOC_COREF")
        for source in relation.iter("source")
    }
    order = {number: place for place, number in enumerate(sorted(sentences))}
    mentions = []
    for mark in tree.find("Markables"):
        at = sorted(where[anchor.get("t_id")] for anchor in mark.iter("token_anchor"))
        if mark.tag.startswith(("ACTION", "NEG_ACTION")) and at and (topic, file, str(at[0][0])) in checked:
            label = f"{topic}/{cluster.get(mark.get('m_id'), name + mark.get('m_id'))}"
            mentions.append((order[at[0][0]], at[0][1], at[-1][1], label))
    return Text(name, [sentences[number] for number in sorted(sentences)], None, mentions)


def to_gists(text: Text) -> tuple[Document, list[Gist], dict[str, str], dict[str, list[str]]]:
    """A text → its document, a gist a mention, their clusters, and their words."""
    starts, written = [], ""
    for line in text.sentences:
        row = []
        for token in line:
            row.append(len(written))
            written += f"{token} "
        starts.append(row)
        written = written.rstrip() + "\n"
    document = Document(written, outlet=text.name, published=text.published)
    utterances, cluster, words = [], {}, {}
    for n, (sentence, first, last, label) in enumerate(text.mentions):
        a, b = max(0, first - SIDE), min(len(text.sentences[sentence]) - 1, last + SIDE)
        span = starts[sentence][a], starts[sentence][b] + len(text.sentences[sentence][b])
        utterances.append(
            Utterance(
                id=f"{text.name}#{n:03}", source=Source(None, None, Kind.NARRATION, None),
                chain=(Speaker(text.name, Kind.OUTLET, None),), cue=None, content=Anchor.at(written, span),
                quote=Quote.NARRATION, stance=Stance.ASSERTS,
            )
        )  # fmt: skip
        cluster[utterances[-1].id] = label
        words[utterances[-1].id] = [token.lower() for token in text.sentences[sentence][a : b + 1]]
    return document, gists(document, measure(document, utterances)), cluster, words


# ---- measuring ----


def measure_corpus(name: str, texts: Sequence[Text]) -> None:
    """Print the figures of a corpus: Sayso's and the baselines'."""
    made = [to_gists(text) for text in texts]
    gold = {item: label for _, _, cluster, _ in made for item, label in cluster.items()}
    words = {item: tokens for _, _, _, told in made for item, tokens in told.items()}
    known = [keys(document) for document, _, _, _ in made]
    looked = []
    for n, (_, mine, _, _) in enumerate(made):
        near = [gist for m in range(n) if len(known[n] & known[m]) >= ENOUGH for gist in made[m][1]]
        looked += list(pairs(mine, near))
    print(f"{name}: {len(texts)} texts, {len(gold)} mentions, {len(set(gold.values()))} clusters, {len(looked)} pairs")
    rank = Counter(token for tokens in words.values() for token in set(tokens))
    bags = {item: bag(tokens, rank, len(words)) for item, tokens in words.items()}
    ways = {
        "sayso": [score(a, b) for a, b in looked],
        "TF-IDF": [dot(bags[a.id], bags[b.id]) for a, b in looked],
        "embedding": [cosine(a, b) for a, b in looked],
    }
    print_row("sayso, as it ships", cluster_by(gold, looked, ways["sayso"], THRESHOLD), gold)
    for way, values in ways.items():
        tried = {each: cluster_by(gold, looked, values, each) for each in GRID}
        best = max(GRID, key=lambda each: figures_of(gold, tried[each])["b_cubed"])
        print_row(f"{way}, best at {best}", tried[best], gold)
    print_row("all apart", {item: item for item in gold}, gold)


def cluster_by(
    gold: dict[str, str], looked: Sequence[tuple[Gist, Gist]], values: Sequence[float], threshold: float
) -> dict[str, str]:
    """Average link over the pairs → the cluster of each item."""
    found = [
        Judgement(Verdict.SAME_CLAIM, min(a.id, b.id), max(a.id, b.id), "bench", score=round(value, 3))
        for (a, b), value in zip(looked, values, strict=True)
        if value >= 0.05
    ]
    found.sort(key=lambda each: -(each.score or 0))
    return {item: group[0] for group in claims(gold, found, threshold=threshold) for item in group}


def print_row(name: str, system: dict[str, str], gold: dict[str, str]) -> None:
    """One line of figures."""
    print(
        f"  {name:24}", "  ".join(f"{key} {value:.3f}" for key, value in figures_of(gold, system).items()), flush=True
    )


def bag(tokens: Sequence[str], rank: Counter[str], total: int) -> dict[str, float]:
    """A unit vector of TF-IDF weights."""
    weights = {token: count * math.log(total / rank[token]) for token, count in Counter(tokens).items()}
    length = math.sqrt(sum(value * value for value in weights.values())) or 1.0
    return {token: value / length for token, value in weights.items()}


def dot(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of two unit vectors."""
    return sum(one[token] * other[token] for token in one.keys() & other.keys())


def cosine(one: Gist, other: Gist) -> float:
    """The cosine of the summed word vectors."""
    if one.like is None or other.like is None:
        return 0.0
    a, b = one.like.astype(np.float64), other.like.astype(np.float64)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) or 1.0))


def measure_headlines(folder: Path) -> None:
    """Print how far the scores of two headlines go with how alike people found them."""
    for path in sorted(folder.glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line.count("\t") >= 2]
        sides = [[to_gist(f"{n}.{side}", row[side].strip()) for side in (1, 2)] for n, row in enumerate(rows)]
        people = [float(row[0]) for row in rows]
        said = [[score(a, b) for a, b in sides], [cosine(a, b) for a, b in sides]]
        r = [float(np.corrcoef(people, values)[0, 1]) for values in said]
        print(
            f"STS {path.stem}: {len(rows)} pairs, Pearson r {r[0]:.3f}; of the word vectors alone {r[1]:.3f}",
            flush=True,
        )


def to_gist(name: str, text: str) -> Gist:
    """A headline as an utterance of its own document."""
    document = Document(text, outlet=name)
    said = Utterance(
        id=name, source=Source(None, None, Kind.NARRATION, None), chain=(Speaker(name, Kind.OUTLET, None),), cue=None,
        content=Anchor.at(text, (0, len(text))), quote=Quote.NARRATION, stance=Stance.ASSERTS,
    )  # fmt: skip
    return gists(document, measure(document, [said]))[0]


def measure_passages(shared: Path) -> None:
    """Print pairwise and B-cubed figures on the held-out passages and on own stories that taught nothing."""
    sys.path.insert(0, str(ROOT))
    from sayso.linking.likeness import load_weights
    from train.links import read_passages, read_stories, report

    report("passages, held out", [each for each in read_passages(shared) if each.held_out], load_weights())
    report("own stories, held out", [each for each in read_stories() if each.held_out], load_weights())


# ---- stories, through the command line ----


def sayso(*arguments: object) -> str:
    """What a command of the program prints; what it says of refused files goes by."""
    command = [sys.executable, "-m", "sayso", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def measure_story(stories: Path, story: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The scorer's figures with gold utterances and own linking, and from the raw files."""
    for way in ("gold utterances", "raw files"):
        with tempfile.TemporaryDirectory() as name:
            folder, ledger = Path(name), ("--ledger", f"{name}/desk.db")
            if way == "raw files":
                (folder / "read.jsonl").write_text(sayso("read", story / "docs", "--json"), "utf-8")
                sayso("add", story / "docs", "--story", "measured", *ledger)
            else:
                subprocess.run([sys.executable, stories / "gold_input.py", story, folder], check=True)
                sayso("add", folder / "read.jsonl", "--story", "measured", *ledger)
            ask = ("claims", "--story", "measured", "--json", *ledger)
            (folder / "claims.json").write_text(sayso(*ask), "utf-8")
            moments = sorted(
                {point["at"] for point in json.loads((story / "gold.json").read_text("utf-8"))["status_at"]}
            )
            given: list[str] = []
            for n, moment in enumerate(moments):
                (folder / f"{n}.json").write_text(sayso(*ask, "--as-of", moment), "utf-8")
                given += ["--claims-at", f"{moment}={folder / f'{n}.json'}"]
            command = [sys.executable, stories / "check_story.py", story, folder / "read.jsonl", folder / "claims.json"]
            done = subprocess.run([*map(str, command), *given, "--json"], check=True, capture_output=True, text=True)
            yield way, json.loads(done.stdout)


def main() -> None:
    """Print what can be measured here."""
    parts = ("stories", "gvc", "ecb", "sts", "passages")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--only", nargs="+", choices=parts, default=parts)
    given = parser.parse_args()
    shared = given.shared.resolve()
    if not shared.is_dir():
        print(f"bench/linking.py: no {shared}, so nothing to measure on; give --shared")
        return
    if "stories" in given.only:
        for gold in sorted((shared / "stories").glob("*/gold.json")):
            for way, figures in measure_story(shared / "stories", gold.parent):
                print(f"{gold.parent.name}, {way}")
                for name in STORY:
                    print(f"  {name:20} {json.dumps(figures[name])}", flush=True)
    if "gvc" in given.only:
        measure_corpus("GVC dev", read_gvc(shared / "corpora" / "gvc"))
    if "ecb" in given.only:
        measure_corpus("ECB+ dev", read_ecb(shared / "corpora" / "ecbplus"))
    if "sts" in given.only:
        measure_headlines(shared / "corpora" / "sts-headlines")
    if "passages" in given.only:
        measure_passages(shared)


if __name__ == "__main__":
    main()
