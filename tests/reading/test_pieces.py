from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.encoder import Encoder
from sayso.reading.pieces import CLS, SEP, WINDOW, cut_pieces, cut_windows, mark_quoted

TOKENIZER = Encoder().tokenizer
WORDS = st.lists(
    st.sampled_from(["Ferrol", "said", "“we", "agree”", "to", "4,200", "it.", "\n\n", "Ünlü", "🙂"]), max_size=600
)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_every_word_is_answered_for_by_exactly_one_window(words: list[str]) -> None:
    text = " ".join(words)
    sentences = cut_pieces(text, TOKENIZER)
    answered = []
    for window in cut_windows(sentences):
        assert len(window.ids) <= WINDOW
        assert (window.ids[0], window.ids[-1]) == (CLS, SEP)
        assert len(window.heads) == len(window.words)
        answered += window.words[slice(*window.core)].tolist()
    heads = [piece.start for sentence in sentences for piece in sentence if piece.first]
    assert [start for start, _ in answered] == heads


def test_windows_share_sentences_so_that_no_border_cuts_a_relation() -> None:
    text = " ".join(f"Councillor number {n} spoke of the harbour wall at some length today." for n in range(60))
    windows = list(cut_windows(cut_pieces(text, TOKENIZER)))
    assert len(windows) > 3
    for one, other in pairwise(windows):
        shared = set(map(tuple, one.words.tolist())) & set(map(tuple, other.words.tolist()))
        assert shared


def test_a_word_longer_than_a_window_is_still_answered_for() -> None:
    text = "x" * 3000 + " said so."
    windows = list(cut_windows(cut_pieces(text, TOKENIZER)))
    assert sum(window.core[1] - window.core[0] for window in windows) >= 3


def test_offsets_are_code_points_of_the_text() -> None:
    text = "É́ 🙂🙂 “Ōta left”, said\u00a0Ōta."
    for sentence in cut_pieces(text, TOKENIZER):
        for piece in sentence:
            assert 0 <= piece.start < piece.end <= len(text)
    words = [text[s:e] for window in cut_windows(cut_pieces(text, TOKENIZER)) for s, e in window.words]
    assert "left" in words
    assert words.count("Ōta") == 2


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He “is in”. She", "is in"),
        ('"Go," he said. "Now."', "Go,Now."),
        ("''Twice'' and ``thrice''", "Twicethrice"),
        ("“Left open\nnext paragraph", "Left open"),
        ("It’s the mayor’s", ""),
        ("no quotes", ""),
    ],
)
def test_quoted_words_are_marked(text: str, inside: str) -> None:
    marks = mark_quoted(text)
    assert len(marks) == len(text)
    assert "".join(char for char, mark in zip(text, marks, strict=True) if mark) == inside


def test_case_quotes_and_paragraphs_reach_the_network() -> None:
    window = next(cut_windows(cut_pieces("NATO met “Rui” 7.\nLow", TOKENIZER)))
    by_head = {name: getattr(window, name)[window.heads].tolist() for name in ("case", "quoted", "opens")}
    assert by_head["case"] == [2, 0, 3, 1, 3, 3, 3, 1]
    assert by_head["quoted"] == [0, 0, 0, 1, 0, 0, 0, 0]
    assert np.flatnonzero(by_head["opens"]).tolist() == [0, 7]
