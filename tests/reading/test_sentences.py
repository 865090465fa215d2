import pytest

from sayso.reading.sentences import find_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["The harbour is open.", "Ships wait outside."],
        ["“We won,” she said.", "“Again!”", "Then she left."],
        ["Dr. Osei and Gen. Ito met in Accra.", "Nothing was signed."],
        ["The U.S. Senate voted at 5 p.m. on Monday.", "It failed."],
        ["John F. Adeyemi spoke.", "He sat down."],
        ["It rose 3.5 percent to $4.2bn.", "Why?", "Nobody knows."],
        ["They left the E.U. The vote was close."],  # a doubtful border may stay whole
    ],
)
def test_sentences_end_where_a_reader_would_end_them(sentences: list[str]) -> None:
    text = " ".join(sentences)
    found = [text[start:end] for start, end in find_sentences(text)]
    if len(sentences) > 1:
        assert found == sentences
    assert " ".join(found) == text


def test_a_paragraph_ends_a_sentence_without_a_full_stop() -> None:
    text = "Fire at the mill\n\n  Two hurt \nMore to follow"
    assert [text[s:e] for s, e in find_sentences(text)] == ["Fire at the mill", "Two hurt", "More to follow"]


def test_nothing_but_white_space_has_no_sentence() -> None:
    assert find_sentences(" \n\t\n ") == []
