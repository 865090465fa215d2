"""Corpora → gold as the bench compares with it. Which passages are held out is `train.corpora.is_dev`, by file and id."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sayso.reading import load_reader
from train.corpora import NAMES, read_passages, read_re3d, to_article


def read_dev_passages(shared: Path) -> dict[str, Any]:
    """The held-out passages as the scorer takes them, with stance, factuality and whether each attribution is a nested one."""
    tokenizer = load_reader().encoder.tokenizer
    examples = read_passages(shared / "corpora" / "passages", tokenizer, dev=True)
    return {example.id: to_article(example) for example in examples}


@dataclass(frozen=True)
class Named:
    """A text and its gold names: start, end, kind."""

    id: str
    text: str
    names: frozenset[tuple[int, int, str]]


def read_uner(path: Path) -> list[Named]:
    """Universal NER's IOB2 file: each document's sentences, a paragraph each."""
    documents: list[Named] = []
    key, text, words = "", "", [0, 0, ""]
    names: set[tuple[Any, ...]] = set()

    def close() -> None:
        if text:
            documents.append(Named(key, text, frozenset((a, b, kind) for a, b, kind in names)))

    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# newdoc id = "):
            close()
            key, text, names = line[14:], "", set()
        elif line.startswith("# text = "):
            text += ("\n\n" if text else "") + line[9:]
            at = len(text) - len(line[9:])
        elif line and not line.startswith("#"):
            _, word, tag = line.split("\t")[:3]
            start = text.find(word, at)
            if start < 0:  # a word that the text writes otherwise
                continue
            at = start + len(word)
            if tag.startswith("B-"):
                words = [start, at, tag[2:]]
                names.add(tuple(words))
            elif tag.startswith("I-") and words[2]:
                names.discard(tuple(words))
                words[1] = at
                names.add(tuple(words))
    close()
    return documents


def read_dev_re3d(folder: Path) -> list[Named]:
    """re3d's held-out documents."""
    return [
        Named(example.id, example.text, frozenset((a, b, NAMES[kind]) for a, b, kind in example.names or ()))
        for example in read_re3d(folder, load_reader().encoder.tokenizer, dev=True)
    ]


@cache
def read_distractors() -> list[str]:
    """Our own sentences in which nobody says anything."""
    lines = (Path(__file__).parent / "distractors.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
