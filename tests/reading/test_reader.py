"""The shipped reader on sentences that no corpus holds."""

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.anchors import check, join
from sayso.nouns import Document
from sayso.reading import load_reader
from sayso.wire import decode, encode
from tests.notation import marked

POLNEAR = Path(os.environ.get("SAYSO_SHARED", "../shared")) / "corpora" / "polnear" / "dev.jsonl.gz"


@pytest.mark.parametrize(
    "sentence",
    [
        "[Harbour master Ines Duarte] <said> {the crane had been checked in May}.",
        "{“Nobody was on the bridge,”} [she] <said>.",
        "<According to> [the museum], {four paintings are missing}.",
        "[The union] <denied> {that its members had walked out}.",
        "{“We sold the mill,”} [Mr. Abara] <told> the Gazette. {“It was time.”}",
        "[The regulator] <warned> {that the dam could fail by spring}.",
    ],
)
def test_who_says_what(sentence: str) -> None:
    gold = marked(sentence)
    (utterance,) = load_reader().read(Document(gold.text))
    assert utterance.source.anchor is not None
    assert utterance.cue is not None
    assert utterance.source.anchor.spans == gold.source
    assert utterance.cue.spans == gold.cue
    assert utterance.content.spans == gold.content


def test_what_is_said_inside_is_an_utterance_of_its_own() -> None:
    text = "The minister said the company had assured her that the water was clean."
    outer, inner = load_reader().read(Document(text))
    assert outer.parent is None
    assert inner.parent == outer.id
    assert inner.source.name == "the company"


@pytest.mark.parametrize("text", ["", " \n ", "…", "🙂", "\u202e\u200f", "a" * 5000, "” “ ” “", "\n".join("x" * 50)])
def test_odd_texts_are_read_without_a_fuss(text: str) -> None:
    assert isinstance(load_reader().read(Document(text)).utterances, tuple)


def test_reading_twice_gives_the_same_bytes() -> None:
    document = Document(
        "The pier is shut, officials said. “It is unsafe,” Jo Park told Radio Lido.", outlet="Lido Post"
    )
    assert encode(load_reader().read(document)) == encode(load_reader().read(document))


BITS = st.sampled_from(
    ["“The", "ore", "is", "gone,”", '"No,"', "said", "Ada Lunde", "told", "police", "e\u0301cole", "👩‍🚒", "السلام", "שלום", "\u200f",
     "\u00a0", "\r\n", "\n\n", "denied", "that", "it", "claimed", ".", ",", "«oui»", "''", "4,200", "—", "according to", "\u202e"]
)  # fmt: skip


def words_stand_where_they_are_said_to(text: str) -> None:
    reading = load_reader().read(Document(text))
    check(reading)
    for utterance in reading:
        for anchor in (utterance.source.anchor, utterance.cue, utterance.content):
            if anchor:
                assert join(text, anchor.spans) == anchor.text
    assert decode(encode(reading)) == reading


@settings(max_examples=150, deadline=None)
@given(st.lists(BITS, max_size=60).map(" ".join))
def test_text_at_spans_is_text(text: str) -> None:
    words_stand_where_they_are_said_to(text)


@pytest.mark.soak
@settings(max_examples=2000, deadline=None)
@given(st.lists(BITS, max_size=120).map(" ".join))
def test_text_at_spans_is_text_on_2000_documents(text: str) -> None:
    words_stand_where_they_are_said_to(text)


@pytest.mark.skipif(not POLNEAR.exists(), reason=f"needs {POLNEAR}")
def test_text_at_spans_is_text_on_real_articles() -> None:
    with gzip.open(POLNEAR, "rt", encoding="utf-8") as lines:
        for line in list(lines)[:12]:  # all 83 in bench/reading.py
            words_stand_where_they_are_said_to(json.loads(line)["text"])
