"""Our word pieces against those of the `tokenizers` package, on the vocabulary that ships."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sayso.reading.encoder import MODEL
from sayso.reading.wordpieces import WordPieces

OURS = WordPieces(MODEL / "tokenizer.json")
THEIRS = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
# Blocks of which both sides have known all characters for long: the two carry different versions of Unicode.
OLD = [chr(code) for code in (*range(0x0530), *range(0x2000, 0x2070), *range(0x3040, 0x3100), *range(0x4E00, 0x4F00))]
KNOWN = [char for char in OLD if unicodedata.category(char) != "Cn"]


def cut_by_theirs(text: str) -> list[tuple[int, int, int, int]]:
    encoding = THEIRS.encode(text, add_special_tokens=False)
    rows = zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True)
    return [(number, start, stop, -1 if word is None else word) for number, (start, stop), word in rows]


@pytest.mark.parametrize(
    "text",
    [
        "“We never met,” Ilse Brandt-Moe told the panel at 10:45.",
        "Łódź, Çanakkale and São Tomé; naïve façades — 4,200 of them (at £3.50 each)…",
        "It's the ministers' e-mail: o'neill@harbour.example/?q=1&r=2",
        "पानी 水は 東京 مياه שלום ελιά İstanbul",
        "zero\u200bwidth, soft\u00adhyphen, non\u00a0breaking, vertical\x0btab",
        "x" * 99 + " " + "x" * 101,
        "",
        " \n\t",
    ],
)
def test_news_is_cut_alike(text: str) -> None:
    assert OURS.cut(text) == cut_by_theirs(text)


def test_every_character_of_old_blocks_is_seen_alike() -> None:
    differing = [hex(ord(char)) for char in KNOWN if OURS.cut(f"a{char}b") != cut_by_theirs(f"a{char}b")]
    assert not differing


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(KNOWN), max_size=60))
def test_any_text_is_cut_alike(text: str) -> None:
    assert OURS.cut(text) == cut_by_theirs(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_pieces_stand_in_order_inside_the_text(text: str) -> None:
    """A character that falls into several letters, as a Korean syllable does, may be shared by two pieces of its word."""
    before = (0, 0, -1)
    for _, start, stop, word in OURS.cut(text):
        assert before[0] <= start < stop <= len(text)
        assert stop >= before[1] if word == before[2] else start >= before[1]
        before = (start, stop, word)
