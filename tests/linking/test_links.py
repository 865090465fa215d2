"""Which utterances linking takes for one claim; and that nothing but their words decides it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from sayso.linking import claims, keys, link
from sayso.linking.candidates import ENOUGH, pairs
from sayso.linking.gists import Gist, gists
from sayso.linking.likeness import excluded, score
from sayso.nouns import Anchor, Document, Entry, Judgement, ReaderVersion, Reading, Source, Speaker, Utterance
from sayso.scales import Factuality, Kind, Quote, Stance, Verdict

ASSERTS, DENIES, CONFIRMS, QUESTIONS = Stance.ASSERTS, Stance.DENIES, Stance.CONFIRMS, Stance.QUESTIONS
READER = ReaderVersion("test", "1")
Line = tuple[Stance, str, str]  # stance, source, content

STORY: tuple[tuple[str, Sequence[Line]], ...] = (
    (
        "Mill roof falls in Oderny",
        [
            (ASSERTS, "The fire service", "four workers had died when the roof of the Oderny mill fell in"),
            (ASSERTS, "The fire service", "another eleven workers of the Oderny mill were injured"),
            (QUESTIONS, "The mayor", "it was not clear what had caused the collapse of the Oderny mill"),
        ],
    ),
    (
        "Nine dead at Oderny mill",
        [
            (ASSERTS, "Police", "the number of dead in the Oderny mill had risen to nine"),
            (ASSERTS, "The hospital", "17 workers of the Oderny mill were hurt"),
            (QUESTIONS, "An engineer", "the cause of the collapse of the Oderny mill was not known"),
        ],
    ),
    (
        "Ferry sinks off Lagra",
        [
            (ASSERTS, "The coast guard", "four passengers had died when the ferry sank off Lagra"),
            (ASSERTS, "The coast guard", "another eleven passengers of the ferry were injured"),
        ],
    ),
)


def readings() -> list[Reading]:
    """The story's documents, each with its utterances."""
    found = []
    for number, (title, lines) in enumerate(STORY):
        text, spans = "", []
        for _, source, content in lines:
            start = len(text) + len(source) + 6
            text += f"{source} said {content}. "
            spans.append((start, start + len(content)))
        document = Document(text, outlet=f"Outlet {number}", published="2026-02-03", title=title)
        utterances = [
            Utterance(
                id=f"d{number}.{n}", source=Source(None, source, Kind.ORGANIZATION, source),
                chain=(Speaker(source, Kind.ORGANIZATION, source),), cue=None, content=Anchor.at(text, span),
                quote=Quote.INDIRECT, stance=stance, factuality=Factuality.CERTAIN,
            )
            for n, ((stance, source, _), span) in enumerate(zip(lines, spans, strict=True))
        ]  # fmt: skip
        found.append(Reading(document, READER, tuple(utterances)))
    return found


def linked(order: Sequence[Reading]) -> list[Judgement]:
    """What is recorded when documents come in this order."""
    held: list[Reading] = []
    words: list[Judgement] = []
    for reading in order:
        near = [each for each in held if len(keys(each.document) & keys(reading.document)) >= ENOUGH]
        words += link(
            reading, [Entry(said, each.document, "2026-02-04T00:00:00Z") for each in near for said in each.utterances]
        )
        held.append(reading)
    return sorted(words, key=lambda each: (each.verdict, each.a, each.b or ""))


def gist(utterance: str) -> Gist:
    return next(
        each for held in readings() for each in gists(held.document, held.utterances) if each.id == utterance
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("d0.0", "d1.0", True),  # four, then nine dead: versions of one claim (S12)
        ("d0.1", "d1.1", True),
        ("d0.2", "d1.2", True),  # one question, asked twice
        ("d0.0", "d0.1", False),  # dead is not injured
        ("d1.0", "d1.1", False),
        ("d0.0", "d1.1", False),
        ("d0.0", "d0.2", False),  # that it fell is not why
        ("d0.0", "d2.0", False),  # this toll is not that ship's
        ("d0.1", "d2.1", False),
    ],
)
def test_one_claim_or_two(one: str, other: str, same: bool) -> None:
    words = linked(readings())
    ids = [said.id for reading in readings() for said in reading.utterances]
    found = next(each for each in claims(ids, sorted(words, key=lambda each: -(each.score or 0))) if one in each)
    assert (other in found) is same


def test_any_order_gives_the_same_judgements() -> None:
    first, *others = [linked(order) for order in permutations(readings())]
    assert first
    assert all(words == first for words in others)


def test_a_pair_scores_the_same_from_either_side() -> None:
    held = [each for reading in readings() for each in gists(reading.document, reading.utterances)]
    for one, other in pairs(held, []):
        assert score(one, other) == score(other, one)


def test_who_counts_the_dead_does_not_count_the_injured() -> None:
    assert excluded(gist("d0.0"), gist("d1.1"))
    assert not excluded(gist("d0.0"), gist("d1.0"))


def test_reasons_show_words() -> None:
    (toll,) = [each for each in linked(readings()) if (each.a, each.b) == ("d0.0", "d1.0")]
    assert toll.verdict is Verdict.SAME_CLAIM
    assert toll.reason is not None
    assert "dead" in toll.reason


def test_wishes_open_no_claim_where_certainty_is_told() -> None:
    reading = readings()[0]
    text = reading.document.text
    wish = Utterance(
        id="d0.9", source=reading.utterances[0].source, chain=reading.utterances[0].chain, cue=Anchor.at(text, (0, 3)),
        content=Anchor.at(text, (0, 10)), quote=Quote.INDIRECT, stance=ASSERTS, factuality=Factuality.UNKNOWN,
    )  # fmt: skip
    told = link(Reading(reading.document, READER, (*reading.utterances, wish)), [])
    assert [each.a for each in told if each.verdict is Verdict.NOT_CLAIM] == ["d0.9"]
    alone = link(Reading(reading.document, READER, (wish,)), [])
    assert not [each for each in alone if each.verdict is Verdict.NOT_CLAIM]
