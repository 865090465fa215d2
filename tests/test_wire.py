"""What wire writes, wire reads; the line is safe to print and one line for every reader of lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.nouns import Document, ReaderVersion, Reading
from sayso.wire import BadRecord, decode, encode


@given(st.text(max_size=60), st.none() | st.text(max_size=8))
def test_any_document_comes_back_as_it_went(text: str, outlet: str | None) -> None:
    reading = Reading(Document(text, outlet=outlet, published="2026-05-12"), ReaderVersion("nobody", "0"), ())
    line = encode(reading)
    assert decode(line) == reading
    assert len(line.splitlines()) == 1


def test_what_could_act_on_a_terminal_is_an_escape() -> None:
    line = Reading(Document("Signed \u202eyb\x1b[2J\u2028."), ReaderVersion("nobody", "0"), ()).to_json()
    assert not any(char in line for char in "\u202e\x1b\u2028")


@pytest.mark.parametrize("line", ["", "[]", "{}", '{"sayso": "2"}', "nonsense", '{"sayso": "1", "document": {}}'])
def test_a_line_that_is_no_record_says_so(line: str) -> None:
    with pytest.raises(BadRecord):
        decode(line)
