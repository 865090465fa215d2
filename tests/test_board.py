"""The board: any order gives the same bytes, and what is taken back leaves no trace."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.board import board
from sayso.judging import in_force
from sayso.linking import components
from sayso.nouns import Claim, Entry, Judgement
from sayso.scales import Verdict
from sayso.wire import encode_claims
from tests.weighing.desk import Desk

STORY = """
    05-01 Agency Sol | Ana Prado (Tolm) asserts [11]: 11 houses burned
    05-01 Agency Sol | group:neighbours (neighbours) asserts: the alarm never rang
    05-01 Bay Herald | Ana Prado (Tolm) asserts [11]: 11 houses burned
    05-02 Bay Herald | org:Sol Alarms (Sol Alarms) denies: the alarm never rang
    05-02 Lido Post | hearsay asserts PS+: the fire was laid
    05-02 Lido Post | official:two firefighters via Agency Sol asserts [14]: 14 houses burned
    05-03 Lido Post | Rosa Idel (Lido) confirms [14]: 14 houses burned
    05-03 Lido Post | narration questions: why the alarm never rang
    05-04 Fjord Post | Jon Dahl (Sol Alarms) retracts: our denial was wrong
    05-04 Fjord Post | Jon Dahl (Sol Alarms) confirms: the alarm never rang
    undated Casebook | a neighbour asserts: the fire was laid
    05-05 Fjord Post | Ana Prado (Tolm) asserts [16]: 16 houses burned"""
IDS = [f"u{n:02}" for n in range(1, 13)]
PEOPLE = ["Ida Roth", "Ines Corrigan"]


def entries() -> list[Entry]:
    return Desk(STORY).entries


DOCUMENTS = sorted({each.document.id for each in entries()})
BACK = {Verdict.COPY_OF, Verdict.REVISION_OF, Verdict.CREDITS}
PARTIES = ["Tolm", "Lido", "Sol Alarms", "neighbours", "Agency Sol", "the Lido Post", "Ana Prado", "a neighbour"]


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    verdict = draw(st.sampled_from([*Verdict, Verdict.SAME_CLAIM, Verdict.SAME_CLAIM, Verdict.SAME_CLAIM]))
    things = IDS
    if verdict in {Verdict.COPY_OF, Verdict.REVISION_OF, Verdict.CREDITS}:
        things = DOCUMENTS
    elif verdict in {Verdict.SAME_PARTY, Verdict.NOT_SAME_PARTY}:
        things = PARTIES
    by = draw(st.sampled_from([*PEOPLE, "pairs 1", "pairs 2"]))
    person = by in PEOPLE
    return Judgement(
        verdict,
        draw(st.sampled_from(things)),
        None if verdict in {Verdict.ABOUT, Verdict.NOT_CLAIM} else draw(st.sampled_from(things)),
        by=by,
        person=person,
        party=draw(st.sampled_from(PARTIES)) if verdict is Verdict.ABOUT else None,
        score=None if person else draw(st.sampled_from([0.3, 0.5, 0.7, 0.9])),
        at=draw(st.none() | st.sampled_from(["2026-01-01", "2026-01-02T10:00:00+00:00", "2026-01-03"])),
        withdrawn=draw(st.booleans()) and draw(st.booleans()),
    )


def said(held: list[Entry], words: list[Judgement], **moments: Any) -> str:
    return encode_claims(board(held, words, **moments))


@settings(max_examples=60, deadline=None)
@given(st.lists(judgements(), max_size=20), st.randoms(use_true_random=False), st.sampled_from([None, "2026-05-02"]))
def test_any_order_of_entries_and_judgements_gives_the_same_bytes(
    words: list[Judgement], random: Any, as_of: str | None
) -> None:
    held, given_words = entries(), list(words)
    expected = said(held, given_words, as_of=as_of)
    random.shuffle(held)
    random.shuffle(given_words)
    assert said(held + held[:2], given_words + given_words[:2], as_of=as_of) == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(judgements(), max_size=12), st.lists(judgements(), max_size=6), st.randoms(use_true_random=False))
def test_what_is_taken_back_leaves_no_trace(before: list[Judgement], after: list[Judgement], random: Any) -> None:
    held = entries()
    added = [replace(each, withdrawn=False, at=f"2026-02-{n:02}") for n, each in enumerate(after, 1)]
    taken = [replace(each, withdrawn=True, at=f"2026-03-{n:02}") for n, each in enumerate(added, 1)]
    words = before + added + taken
    random.shuffle(words)
    assert said(held, words) == said(held, before)


@settings(max_examples=40, deadline=None)
@given(st.lists(judgements(), max_size=20))
def test_counting_never_exceeds_what_there_is(words: list[Judgement]) -> None:
    for claim in board(entries(), words):
        ids = [member.utterance.id for member in claim.members]
        counted = [each for origin in claim.origins for each in origin.utterances]
        assert len(counted) == len(set(counted))
        assert set(counted) <= set(ids)
        assert set(claim.because) <= {each.utterance.id for each in entries()}
        assert claim.id in ids
        assert len({(each.utterance) for each in claim.denied_by}) == len(claim.denied_by)


@settings(max_examples=40, deadline=None)
@given(st.lists(judgements(), max_size=15), st.sampled_from(["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04"]))
def test_a_moment_shows_nothing_later(words: list[Judgement], as_of: str) -> None:
    held = [each for each in entries() if each.document.published]
    claims = json.loads(said(held, words, as_of=as_of))
    shown = [member for claim in claims for member in claim["utterances"]]
    assert all(each["document"]["published"] <= as_of for each in shown)


@settings(max_examples=40, deadline=None)
@given(st.lists(judgements(), max_size=15), st.sampled_from(["2026-05-03", "2026-12-31"]))
def test_each_component_weighed_by_itself_gives_the_board(words: list[Judgement], as_of: str) -> None:
    """What a ledger keeps for each component is what the whole board says."""
    held = entries()
    whole = {claim.id: claim for claim in board(held, words, as_of=as_of)}
    apart: dict[str, Claim] = {}
    joining = [
        each for each in in_force(words) if each.verdict is not Verdict.NOT_CLAIM
    ]  # which open no claim still tell of others
    for part in components(IDS, joining):
        documents = {each.document.id for each in held if each.utterance.id in part}
        for _ in DOCUMENTS:  # and what they go back to, step by step
            documents |= {str(each.b) for each in words if each.verdict in BACK and each.a in documents}
        near = [each for each in held if each.document.id in documents]
        apart |= {claim.id: claim for claim in board(near, words, as_of=as_of, among=part)}
    assert apart == whole


def test_an_utterance_read_again_stands_as_last_read() -> None:
    held = entries()
    again = replace(held[0], utterance=replace(held[0].utterance, confidence=0.5), learned="2027-01-01")
    (claim, *_) = board([again, *held], [])
    assert claim.members[0].utterance.confidence == 0.5
    (claim, *_) = board([again, *held], [], known_as_of="2026-12-31")
    assert claim.members[0].utterance.confidence == 1.0


def test_nothing_gives_nothing() -> None:
    assert board([], []) == []
    assert encode_claims([]) == "[]"
