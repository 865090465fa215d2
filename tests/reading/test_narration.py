"""What an outlet says in its own voice (RULES.md, U7, U8, U10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.nouns import Document
from sayso.reading.cast import Text
from sayso.reading.meaning import find_meaning
from sayso.reading.narration import find_narration


def contents(text: str, title: str | None = None) -> list[str]:
    return [text[a:b] for each in find_narration(Text(text), [], title) for a, b in each.content]


@pytest.mark.parametrize(
    "text",
    [
        "It was not clear whether the crew had left the ship", "It was not immediately clear who owned the barge", "It remains unclear how many goats were lost", "What caused the fire is not known",
        "Who paid for the statue is not known", "Whether the bell will ring again is anyone's guess", "The cause of the crash is under investigation", "The figure could not be independently verified",
        "No word yet on injuries", "How did the fox get in?",
    ],
)  # fmt: skip
def test_u8_questions(text: str) -> None:
    found = find_meaning(Document(text + ("" if text.endswith("?") else "."), outlet="Harbour Post"), [])
    assert [(each.content.text, each.stance.value, each.factuality.value, each.cue) for each in found] == [
        (text, "questions", "U", None)
    ]
    assert [each.name for each in found[0].chain] == ["Harbour Post"]


@pytest.mark.parametrize(
    "text",
    [
        "Three of the miners died on Monday",
        "Two buses collided and 14 people were hurt",
        "The trial opened on Friday in Bergen",
        "The bridge was closed on Tuesday",
    ],
)
def test_u10_dated_and_counted_events(text: str) -> None:
    assert contents(text + ".") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The firm employs 1,100 people in the port.", "The town has about 9,000 inhabitants.", "The lake is the largest in the country.", "Sheep like grass.", "Subscribe to our newsletter on Friday.", "THREE DIED ON MONDAY.",
        "The chapel was founded in 1874.", "He said three people died on Monday.",
    ],
)  # fmt: skip
def test_u10_background_and_speech_are_not_narration(text: str) -> None:
    assert contents(text) == []


def test_u7_titles_never() -> None:
    assert contents("Three miners died on Monday\n\nThe mine is deep.", title="Three miners died on Monday") == []


def test_u10_never_twice_in_one_sentence() -> None:
    text = "Three miners died on Monday, police said."
    assert find_narration(Text(text), [(0, 27)]) == []


@given(st.text(max_size=120))
def test_narration_lies_in_the_text(text: str) -> None:
    for each in find_narration(Text(text), []):
        for start, end in each.content:
            assert 0 <= start < end <= len(text)
