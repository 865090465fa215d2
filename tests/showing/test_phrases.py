"""The plain words that every view uses."""

import re

import pytest

from sayso.nouns import Reading
from sayso.scales import Factuality, Quote, Stance
from sayso.showing import phrases, quotations
from tests.showing.newsroom import FERRY, article, said


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("“We lost the roof,” she said.", "We lost the roof", "“We lost the roof”"),
        ('"We lost the roof," she said.', "We lost the roof", '"We lost the roof"'),
        ("‘We lost the roof,’ she said.", "We lost the roof", "‘We lost the roof’"),
        ("«We lost the roof», she said.", "We lost the roof", "«We lost the roof»"),
        ("„We lost the roof“, she said.", "We lost the roof", "„We lost the roof“"),
        ("“We lost the roof,” she said.", "“We lost the roof,”", "“We lost the roof,”"),
        ("“We lost the roof. It’s in the sea,” she said.", "It’s in the sea", "“It’s in the sea”"),
        ("“We lost the roof.\n\nThe walls stand.”", "The walls stand.", "“The walls stand.”"),
        ("“‘Run’ was all he said,” she told us.", "‘Run’ was all he said", "“‘Run’ was all he said”"),
        ("“The roof was ‘absurd’ to us,” she said.", "to us", "“to us”"),
        ("“We lost the roof.\n\n“The walls stand.”", "We lost the roof.", "“We lost the roof."),
        ("The ’99 storm took the roof.", "the roof", "[the roof]"),
    ],
)
def test_direct_speech_keeps_the_marks_of_the_document(text: str, words: str, shown: str) -> None:
    (utterance,) = article(text, said(None, None, words, quote=Quote.DIRECT))
    assert "".join("".join(part) for part in phrases.quoted(utterance, text)) == shown


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        (
            "“The roof, which my father built, is in the sea,” she said.",
            ("The roof", "is in the sea"),
            "“The roof … is in the sea”",
        ),
        ("“No roof,” she said, “and no walls.”", ("No roof", "and no walls"), "“No roof” … “and no walls”"),
        ('"No, no roof. No, no walls," she said.', ("no roof", "no walls"), '"no roof … no walls"'),
        ("“No roof, no,” she said. “No walls.”", ("No roof", "no,”", "No walls"), "“No roof … no,” … “No walls”"),
    ],
)
def test_pieces_of_one_quotation_stand_in_one_pair_of_marks(text: str, words: tuple[str, ...], shown: str) -> None:
    (utterance,) = article(text, said(None, None, *words, quote=Quote.DIRECT))
    assert " … ".join("".join(part) for part in phrases.quoted(utterance, text)) == shown


def test_marks_are_looked_for_once_in_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    scan = quotations._scan

    def counted(text: str, marks: re.Pattern[str]) -> list[quotations.Quotation]:
        looked.append(len(text))
        return scan(text, marks)

    monkeypatch.setattr(quotations, "_scan", counted)
    text = " ".join(f"“Roof {number} is gone,” she said." for number in range(500))
    (one,) = article(text, said(None, None, "Roof 499 is gone", quote=Quote.DIRECT))
    for _ in range(100):
        assert phrases.quoted(one, text) == [("“", "Roof 499 is gone", "”")]
    assert looked == [len(text)] * 2


@pytest.mark.parametrize("quote", [Quote.INDIRECT, Quote.MIXED, Quote.NARRATION])
def test_all_else_stands_in_brackets_once(quote: Quote) -> None:
    text = "The goats, the farmer said, were back."
    (utterance,) = article(text, said("the farmer", "said", "The goats", "were back", quote=quote))
    assert [f"{a}{words}{b}" for a, words, b in phrases.quoted(utterance, text)] == ["[The goats", "were back]"]


@pytest.mark.parametrize(
    ("more", "asides"),
    [
        ({}, []),
        ({"stance": Stance.EXPECTS, "factuality": Factuality.PROBABLE}, ["expects", "probable"]),
        ({"stance": Stance.DENIES, "factuality": Factuality.CERTAINLY_NOT}, ["denies", "certainly not"]),
        ({"factuality": Factuality.POSSIBLE, "by_way_of": "Meridian"}, ["possible", "by way of Meridian"]),
    ],
)
def test_asides_only_where_there_is_something_to_say(more: dict[str, object], asides: list[str]) -> None:
    (utterance,) = article("Rain fell, Ana Prado said.", said("Ana Prado", "said", "Rain fell", **more))
    assert phrases.asides(utterance) == asides


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (None, None),
        ("2026", "2026"),
        ("2026-02", "February 2026"),
        ("2026-02-28", "Saturday 28 February 2026"),
        ("2026-02-28T23:05:00Z", "Saturday 28 February 2026, 23:05 UTC"),
        ("2026-02-28T23:05:00", "Saturday 28 February 2026, 23:05"),
        ("2026-02-28T23:05:00-03:30", "Saturday 28 February 2026, 23:05 UTC-3:30"),
        ("2026-02-30", "2026-02-30"),
        ("2026-13", "2026-13"),
        ("late\x1b[2J\nspring", "late\\x1b[2J spring"),
    ],
)
def test_dates_as_a_newspaper_writes_them(moment: str | None, words: str | None) -> None:
    assert phrases.dated(moment) == words


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//pond.example",
        "ftp://pond.example",
        "https://pond.example/\x1b]8;;evil",
        "https://pond.example/a b",
        "https://pond.example/\u202egpj",
        " https://pond.example",
        "",
        None,
    ],
)
def test_no_link_but_to_plain_http_addresses(url: str | None) -> None:
    assert phrases.address(url) is None


def test_tally_counts_attributions_and_makes_no_claim_about_sources() -> None:
    reading = article(
        "Ana Prado said no. ANA PRADO wrote yes. She added maybe. It is said that rain fell.",
        said("Ana Prado", "said", "no"),
        said("ANA PRADO", "wrote", "yes"),
        said("She", "added", "maybe"),
        said(None, "It is said", "that rain fell"),
    )
    assert phrases.tally(reading) == "4 attributions"
    assert phrases.total([reading, reading]) == "2 articles, 8 attributions"


def test_a_ring_of_parents_is_shown_once_each() -> None:
    from dataclasses import replace

    one, two, *_ = FERRY.utterances
    ring = Reading(FERRY.document, FERRY.reader, (replace(one, parent=two.id), replace(two, parent=one.id)))
    assert [(number, depth) for number, depth, _ in phrases.nested(ring)] == [(1, 0), (2, 0)]
