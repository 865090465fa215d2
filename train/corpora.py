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

Spans = list[list[int]]
TAGS = [
    "#",
    "$",
    "''",
    ",",
    "-LRB-",
    "-RRB-",
    ".",
    ":",
    "CC",
    "CD",
    "DT",
    "EX",
    "FW",
    "IN",
    "JJ",
    "JJR",
    "JJS",
    "LS",
    "MD",
    "NN",
    "NNP",
    "NNPS",
    "NNS",
    "PDT",
    "POS",
    "PRP",
    "PRP$",
    "RB",
    "RBR",
    "RBS",
    "RP",
    "SYM",
    "TO",
    "UH",
    "VB",
    "VBD",
    "VBG",
    "VBN",
    "VBP",
    "VBZ",
    "WDT",
    "WP",
    "WP$",
    "WRB",
    "``",
]
ENTITIES = [
    "O",
    "PERSON",
    "ORGANIZATION",
    "LOCATION",
    "MISC",
    "DATE",
    "TIME",
    "NUMBER",
    "MONEY",
    "PERCENT",
    "DURATION",
    "ORDINAL",
    "SET",
]


@dataclass
class Example:
    """One text: its sentences of pieces, and what people (or a tagger) said of its words.

    `relations` are (source, cue, content), each a list of character spans. `complete` is false where the corpus leaves out
    nested attributions, so that words inside a content must not count as "no cue".
    """

    id: str
    text: str
    sentences: list[list[Piece]]
    relations: list[tuple[Spans, Spans, Spans]]
    complete: bool
    tags: list[tuple[int, int, int, int]] = field(default_factory=list)  # start, end, part of speech, entity


def read_polnear(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article: dict[str, Any] = json.loads(line)
            tags = [
                (t[0], t[1], TAGS.index(t[2]) if t[2] in TAGS else -1, ENTITIES.index(t[3]) if t[3] in ENTITIES else -1)
                for t in article["tokens"]
            ]
            relations = [(a["source"], a["cue"], a["content"]) for a in article["attributions"]]
            yield Example(
                article["id"], article["text"], cut_pieces(article["text"], tokenizer), relations, False, tags
            )


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
                relations.append((source, cue[:1], take_in_marks(text, content)))
            yield Example(record["id"], text, cut_pieces(text, tokenizer), relations, True)


def is_dev(file: str, id: str) -> bool:
    """A fifth of the passages, by file and id, is held out: figures on it are on texts that the model has not seen."""
    return hashlib.sha256(f"{file}/{id}".encode()).digest()[0] % 5 == 0


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
        if text[stop : stop + 1] in {"”", '"'} and (
            text[start] in '“"' or "“" in text[start:end] or text[start:end].count('"') % 2
        ):
            end = stop + 1
        out.append([start, end])
    return out
