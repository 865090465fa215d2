"""Corpora → examples: text, pieces, and gold in words, ready to be cut into windows."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sayso.reading.pieces import Piece, cut_pieces
from sayso.reading.wordpieces import WordPieces
from sayso.scales import Factuality, Stance

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


def read_polnear(path: Path, tokenizer: WordPieces) -> Iterator[Example]:
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


def read_passages(folder: Path, tokenizer: WordPieces, dev: bool) -> Iterator[Example]:
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


def to_article(example: Example) -> dict[str, Any]:
    """An example as the scorer takes it, with stance, factuality and whether each attribution lies inside another's content."""
    relations = example.relations or ()
    attributions = [
        {
            "source": gold.source,
            "cue": gold.cue,
            "content": gold.content,
            "stance": STANCES[gold.stance],
            "factuality": FACTUALITIES[gold.factuality],
            "nested": any(
                other is not gold and any(a <= gold.cue[0][0] and gold.cue[0][1] <= b for a, b in other.content)
                for other in relations
            ),
        }
        for gold in relations
    ]
    tokens = [[match.start(), match.end(), ""] for match in re.finditer(r"\w+|[^\w\s]", example.text)]
    return {"id": example.id, "text": example.text, "tokens": tokens, "attributions": attributions}


def is_dev(file: str, id: str) -> bool:
    """A fifth of the shared passages, by file and id, is held out; those written in this repository all train."""
    return file in {"a", "b", "c"} and hashlib.sha256(f"{file}/{id}".encode()).digest()[0] % 5 == 0


COLUMNS = {
    "PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC", "person": "PER", "politician": "PER", "organisation": "ORG",
    "politicalparty": "ORG", "location": "LOC", "country": "LOC", "event": "MISC", "election": "MISC", "misc": "MISC",
}  # fmt: skip


def read_columns(path: Path, tokenizer: WordPieces, together: int = 4) -> Iterator[Example]:
    """A CoNLL file of names (word, tag): wikigold, crossner. Some sentences in a row make one text."""
    rows = [block.split("\n") for block in path.read_text("utf-8").strip().split("\n\n") if block.strip()]
    for first in range(0, len(rows), together):
        text, before = "", ""
        names: list[tuple[int, int, int]] = []
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


RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "MISC"}


def read_re3d(folder: Path, tokenizer: WordPieces, dev: bool) -> Iterator[Example]:
    """re3d's press releases and reports, a fifth of them held out by id. Nominal mentions ("rebels") are no names here."""
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        marks: dict[str, list[tuple[int, int, int]]] = {}
        for line in (part / "entities.json").read_text("utf-8").splitlines():
            entity = json.loads(line)
            kind = RE3D.get(entity["type"])
            value = entity["value"].removeprefix("the ").removeprefix("The ")
            if kind and _NAME.fullmatch(value) and value.lower() not in _PRONOUNS:
                name = entity["end"] - len(value), entity["end"], NAMES.index(kind)
                marks.setdefault(entity["documentId"], []).append(name)
        for line in (part / "documents.json").read_text("utf-8").splitlines():
            document = json.loads(line)
            held_out = hashlib.sha256(document["_id"].encode()).digest()[0] % 5 == 0
            if held_out == dev:
                text = document["text"]
                yield Example(
                    document["_id"], text, cut_pieces(text, tokenizer), names=_outermost(marks.get(document["_id"], []))
                )


_NAME = re.compile(r"[A-Z]\S*(\s+([A-Z]\S*|of|the|and|for|in|al|bin|de|&))*")
_PRONOUNS = frozenset(("we", "our", "they", "their", "he", "she", "his", "her", "it", "its", "i", "my", "us", "who"))

GUM = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "MISC"}
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "lord",
        "lady",
        "president",
        "minister",
        "prime",
        "senator",
        "sen",
        "gov",
        "governor",
        "general",
        "gen",
        "colonel",
        "professor",
        "prof",
    ]
)


def read_gum(path: Path, tokenizer: WordPieces) -> Iterator[Example]:
    """GUM's documents with the names among its entities: what of a mention is proper noun, without titles."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        documents = file.read().split("# newdoc id = ")[1:]
    for document in documents:
        text, names, words = "", [], []
        open_mentions: dict[str, Any] = {}
        for line in document.splitlines():
            cells = line.split("\t")
            if line.startswith("# newpar") and text:
                text = text.rstrip() + "\n\n"
            if len(cells) != 10 or not cells[0].isdigit():
                continue
            words.append((len(text), len(text) + len(cells[1]), cells[3], cells[1]))
            text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
            marks = re.search(r"Entity=([^|]+)", cells[9])
            for opened, single, closed in re.findall(r"\((\d+-[^()]*)(\))?|(\d+)\)", marks[1] if marks else ""):
                if opened:
                    number, kind = opened.split("-")[:2]
                    if single:
                        names += _proper(words[-1:], kind)
                    else:
                        open_mentions.setdefault(number, []).append((len(words) - 1, kind))
                elif open_mentions.get(closed):
                    first, kind = open_mentions[closed].pop()
                    names += _proper(words[first:], kind)
        text = text.rstrip()
        yield Example(document.split("\n", 1)[0], text, cut_pieces(text, tokenizer), names=_outermost(names))


def _proper(words: list[tuple[int, int, str, str]], kind: str) -> list[tuple[int, int, int]]:
    """A mention's words → its name: the proper nouns from its start on, and what joins them; none when it opens otherwise."""
    kind = GUM.get(kind, "")
    while words and (words[0][2] in {"DET", "PUNCT"} or words[0][3].lower().rstrip(".") in _TITLES):
        words = words[1:]
    while words and words[-1][2] in {"PART", "PUNCT"}:
        words = words[:-1]
    joins = {"PROPN", "ADP", "DET", "CCONJ", "ADJ", "NUM"} if kind != "PER" else {"PROPN"}
    whole = words and words[-1][2] == "PROPN" and len(words) <= 8 and all(word[2] in joins for word in words)
    return [(words[0][0], words[-1][1], NAMES.index(kind))] if whole and kind else []


def _outermost(names: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Of names inside one another, the longest."""
    kept: list[tuple[int, int, int]] = []
    for name in sorted(set(names), key=lambda n: (n[0] - n[1], n)):
        if not any(name[0] < other[1] and other[0] < name[1] for other in kept):
            kept.append(name)
    return sorted(kept)


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
        if text[stop : stop + 1] in {"”", '"'} and (
            text[start] in '“"' or "“" in text[start:end] or text[start:end].count('"') % 2
        ):
            end = stop + 1
        out.append([start, end])
    return out
