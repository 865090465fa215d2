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
from sayso.reading.workers import in_order
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
    assert inner.source.name == "company"


@pytest.mark.parametrize("text", ["", " \n ", "…", "🙂", "\u202e\u200f", "a" * 5000, "” “ ” “", "\n".join("x" * 50)])
def test_odd_texts_are_read_without_a_fuss(text: str) -> None:
    assert isinstance(load_reader().read(Document(text)).utterances, tuple)


TOPICS = (
    ("The dam is sound, the utility said.", "Engineers who walked the crest on Sunday reported a crack as long as a bus."),
    ("“We never met,” Ilse Brandt told the panel.", "Her former aide said they had met twice, in March and in May."),
    ("According to the union, 412 nurses walked out.", "The hospital put the number at 180."),
    ("Officials in Lusaka declined to comment.", "It was not clear who had signed the order."),
)  # fmt: skip


def make_documents(count: int) -> list[Document]:
    """Documents of one to many windows."""
    return [
        Document(
            "\n\n".join(" ".join(TOPICS[(n + k) % len(TOPICS)]) for k in range(1 + n * 3 % 17)), outlet=f"Paper {n}"
        )
        for n in range(count)
    ]


def test_a_document_reads_the_same_alone_and_in_any_company_on_one_thread_or_two() -> None:
    documents = make_documents(12)
    read = load_reader().read
    alone = [encode(read(document)) for document in documents]
    assert [encode(reading) for reading in in_order(read, documents, workers=1)] == alone
    assert [encode(reading) for reading in in_order(read, documents, workers=2)] == alone
    assert [encode(reading) for reading in in_order(read, reversed(documents), workers=2)] == alone[::-1]


def test_windows_held_together_in_memory_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    (document,) = make_documents(12)[-1:]
    together = encode(load_reader().read(document))
    monkeypatch.setattr("sayso.reading.TOGETHER", 1)
    assert encode(load_reader().read(document)) == together


def test_a_line_at_a_window_border_is_found_wherever_the_border_falls() -> None:
    said = "Harbour master Ines Duarte said the crane had been checked in May."
    for before in range(0, 40, 3):
        text = " ".join(["The tide was low."] * before + [said] + ["Gulls sat on the wall."] * 12)
        assert [utterance.content.text for utterance in load_reader().read(Document(text))] == [
            "the crane had been checked in May"
        ]


def test_names_are_found_with_their_kinds() -> None:
    text = "Ines Duarte of the Port Authority flew from Lisbon to Oslo."
    found = {(text[slice(*name.span)], name.kind) for name in load_reader().scan(text).names}
    assert {("Ines Duarte", "PER"), ("Lisbon", "LOC"), ("Oslo", "LOC")} <= found


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
