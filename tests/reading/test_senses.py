"""The hand-made lines that teach stance and factuality keep to their notation and to the rules (RULES.md, U1-U3)."""

from __future__ import annotations

import collections

import pytest

from sayso.reading.stance import PAIRS
from sayso.scales import Factuality, Stance
from train.senses import BadSense, load_senses, parse


def test_every_line_has_words_and_a_legal_label() -> None:
    senses = list(load_senses())
    assert len({sense.text for sense in senses}) == len(senses), "a line twice"
    for sense in senses:
        assert set(sense.labels) <= set(PAIRS), sense.text
        for line in sense.lines:
            for start, end in (*line.source, *line.cue, *line.content):
                words = sense.text[start:end]
                assert words
                assert words == words.strip(), words


def test_every_pair_of_stance_and_certainty_is_taught() -> None:
    counts = collections.Counter(label for sense in load_senses() for label in sense.labels)
    assert sum(counts.values()) >= 900
    assert (
        not set(PAIRS) - set(counts) - {(Stance.DENIES, Factuality.POSSIBLY_NOT)}
    )  # rare in the news, but there are some
    assert all(count >= 10 for count in counts.values())


def test_the_notation() -> None:
    text, (one, two) = parse("[He] <said> {it leaked}. / [She] <called> {it} {a lie}.")
    assert text == "He said it leaked. She called it a lie."
    assert [text[a:b] for a, b in (*one.source, *one.cue, *one.content)] == ["He", "said", "it leaked"]
    assert [text[a:b] for a, b in two.content] == ["it", "a lie"]


@pytest.mark.parametrize(
    "marked", ["[He] <said> it", "[He <said> {it}", "[] <said> {it}", "{it} <{said}", "said> {it}"]
)
def test_marks_that_do_not_fit_are_told(marked: str) -> None:
    with pytest.raises(BadSense):
        parse(marked)
