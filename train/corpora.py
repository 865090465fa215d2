"""Corpora → examples: text, pieces, and gold in words, ready to be cut into windows."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from tokenizers import Tokenizer

from sayso.reading.pieces import Piece, cut_pieces
from sayso.scales import Factuality, Stance

Spans = list[list[int]]
TAGS = (
    "# $ '' , -LRB- -RRB- . : CC CD DT EX FW IN JJ JJR JJS LS MD NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH "
    "VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB ``"
).split()
NAMES = ("PER", "ORG", "LOC", "MISC")
SILVER = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}
STANCES = [stance.value for stance in Stance]
FACTUALITIES = [factuality.value for factuality in Factuality]


@dataclass
class Gold:
    """One attribution: spans of characters, and its stance and factuality where the corpus gives them (else -1)."""

    source: Spans
    cue: Spans
    content: Spans
    stance: int = -1
    factuality: int = -1


@dataclass
class Example:
    """One text: its sentences of pieces, and what people (or a tagger) said of its words.

    `relations` is None where the corpus does not annotate attributions. `complete` is false where it leaves out nested ones,
    so that words inside a content must not count as "no cue". `names` are (start, end, place in NAMES), None where unknown.
    """

    id: str
    text: str
    sentences: list[list[Piece]]
    relations: list[Gold] | None = None
    complete: bool = True
    tags: list[tuple[int, int, int]] = field(default_factory=list)  # start, end, part of speech
    names: list[tuple[int, int, int]] | None = None
    silver: bool = False


def read_polnear(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """PolNeAR's articles, with CoreNLP's parts of speech and names."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article: dict[str, Any] = json.loads(line)
            tags = [(t[0], t[1], TAGS.index(t[2])) for t in article["tokens"] if t[2] in TAGS]
            names: list[tuple[int, int, int]] = []
            before = "O"
            for start, end, _, entity, *_ in article["tokens"]:
                kind = SILVER.get(entity)
                if kind and entity == before:
                    names[-1] = (names[-1][0], end, names[-1][2])
                elif kind:
                    names.append((start, end, NAMES.index(kind)))
                before = entity
            relations = [Gold(a["source"], a["cue"], a["content"]) for a in article["attributions"]]
            text = article["text"]
            yield Example(article["id"], text, cut_pieces(text, tokenizer), relations, False, tags, names, silver=True)


def read_passages(folder: Path, tokenizer: Tokenizer, dev: bool) -> Iterator[Example]:
    """The passages' attributed lines; contents take in their outer marks, as PolNeAR has them."""
    for path in sorted(folder.glob("*.yaml")):
        for record in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader):
            if is_dev(path.stem, record["id"]) != dev:
                continue
            text = record["text"].strip()
            relations = []
            for u in record.get("utterances") or []:
                if u.get("cue") is None:
                    continue
                source, cue, content = (_locate(text, u.get(role)) for role in ("source", "cue", "content"))
                labels = STANCES.index(u["stance"]), FACTUALITIES.index(u["factuality"])
                relations.append(Gold(source, cue[:1], take_in_marks(text, content), *labels))
            yield Example(record["id"], text, cut_pieces(text, tokenizer), relations)


def is_dev(file: str, id: str) -> bool:
    """A fifth of the shared passages, by file and id, is held out; those written in this repository all train."""
    return file in {"a", "b", "c"} and hashlib.sha256(f"{file}/{id}".encode()).digest()[0] % 5 == 0


COLUMNS = {
    "PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC", "person": "PER", "politician": "PER", "organisation": "ORG",
    "politicalparty": "ORG", "location": "LOC", "country": "LOC", "event": "MISC", "election": "MISC", "misc": "MISC",
}  # fmt: skip


def read_columns(path: Path, tokenizer: Tokenizer, together: int = 4) -> Iterator[Example]:
    """A CoNLL file of names (word, tag): wikigold, crossner. Some sentences in a row make one text."""
    rows = [block.split("\n") for block in path.read_text("utf-8").strip().split("\n\n") if block.strip()]
    for first in range(0, len(rows), together):
        text, names, before = "", [], ""
        for sentence in rows[first : first + together]:
            for row in sentence:
                word, _, tag = row.replace("\t", " ").rpartition(" ")
                if word == "-DOCSTART-":
                    continue
                if text and word not in _CLOSING and not text.endswith(("(", "$", "“")):
                    text += " "
                start = len(text)
                text += word
                mark, _, kind = tag.partition("-")
                if mark == "I" and before == tag and names:
                    names[-1] = (names[-1][0], len(text), names[-1][2])
                elif mark in {"B", "I"}:
                    if mark == "I" and before == f"B-{kind}":
                        names[-1] = (names[-1][0], len(text), names[-1][2])
                    else:
                        names.append((start, len(text), NAMES.index(COLUMNS[kind])))
                before = tag
        yield Example(f"{path.stem}-{first}", text, cut_pieces(text, tokenizer), names=names)


_CLOSING = frozenset((",", ".", ";", ":", "!", "?", ")", "'s", "’s", "n't", "%", "”"))


def _locate(text: str, words: Any) -> Spans:
    found = []
    for part in [] if words is None else words if isinstance(words, list) else [words]:
        nth, part = (part["n"], part["t"]) if isinstance(part, dict) else (1, part)
        start = -1
        for _ in range(nth):
            start = text.index(part, start + 1)
        found.append([start, start + len(part)])
    return sorted(found)


def take_in_marks(text: str, spans: Spans) -> Spans:
    """Spans → spans with the quotation marks that stand at their borders, and the comma or full stop inside those.

    >>> take_in_marks('“We won,” he said.', [[1, 7]])
    [[0, 9]]
    """
    out = []
    for start, end in spans:
        if start and text[start - 1] in '“"':
            start -= 1
        stop = end + 1 if text[end : end + 1] in {",", ".", "?", "!"} else end
        if text[stop : stop + 1] in {"”", '"'} and (text[start] in '“"' or "“" in text[start:end] or text[start:end].count('"') % 2):
            end = stop + 1
        out.append([start, end])
    return out
