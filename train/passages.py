"""The shared passages → documents, gold attributions, and which are held out."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from sayso.nouns import Document
from sayso.reading.attributions import Line

Passage = dict[str, Any]


def load_passages(shared: Path) -> Iterator[tuple[Passage, bool]]:
    """Each passage with character spans, and whether it is held out: the first byte of a digest of its place, divisible by five."""
    tool = load_tool(shared)
    for path in sorted((shared / "corpora" / "passages").glob("*.yaml")):
        for record in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader):
            held_out = hashlib.sha256(f"{path.stem}/{record['id']}".encode()).digest()[0] % 5 == 0
            yield tool.passage(record), held_out


def load_tool(shared: Path) -> ModuleType:
    """The script that checks passages and finds their spans."""
    spec = importlib.util.spec_from_file_location("passages", shared / "tools" / "passages.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def document_of(passage: Passage) -> Document:
    """The passage as a document."""
    return Document(passage["text"], outlet=passage["outlet"], published=passage["published"], title=passage["title"])


def lines_of(passage: Passage) -> tuple[list[Passage], list[Line]]:
    """The attributed utterances of a passage, and their spans as the reader would hand them on."""
    spoken = [utterance for utterance in passage["utterances"] if utterance["cue"]]
    spans = [
        [tuple(map(tuple, u[part]["spans"])) if u[part] else () for part in ("source", "cue", "content")]
        for u in spoken
    ]
    return spoken, [Line(source, cue, content) for source, cue, content in spans]
