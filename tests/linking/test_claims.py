"""Judgements → clusters, the same whatever the order they come in (DESIGN.md, "Record what was said")."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.judging import in_force
from sayso.linking import claims, components
from sayso.nouns import Judgement
from sayso.scales import Verdict

SAME, NOT, NO_CLAIM = Verdict.SAME_CLAIM, Verdict.NOT_SAME, Verdict.NOT_CLAIM


def machine(verdict: Verdict, pair: str, score: float | None = None, at: str | None = None) -> Judgement:
    return Judgement(verdict, pair[0], pair[1:] or None, by="pairs 1", score=score, at=at)


def person(
    verdict: Verdict, pair: str, at: str | None = None, by: str = "Ida Roth", withdrawn: bool = False
) -> Judgement:
    return Judgement(verdict, pair[0], pair[1:] or None, by=by, person=True, at=at, withdrawn=withdrawn)


def clusters(judgements: list[Judgement], ids: str = "abcd", known_as_of: str | None = None) -> str:
    return " ".join("".join(each) for each in claims(ids, in_force(judgements, known_as_of)))


CASES = [
    ("nothing said, each its own", "a b c d", []),
    ("a likely pair", "ab c d", [machine(SAME, "ab", 0.8)]),
    ("an unlikely pair", "a b c d", [machine(SAME, "ab", 0.4)]),
    ("an unscored pair counts 0: (0.9 + 0) / 2 is too little", "ab c d", [machine(SAME, "ab", 0.95), machine(SAME, "bc", 0.9)]),
    ("and (1 + 0) / 2 is enough", "abc d", [machine(SAME, "ab", 1.0), machine(SAME, "bc", 1.0)]),
    ("all three scored", "abc d", [machine(SAME, "ab", 0.9), machine(SAME, "bc", 0.8), machine(SAME, "ac", 0.3)]),
    ("the stronger pair first", "a bc d", [machine(SAME, "ab", 0.6), machine(SAME, "bc", 0.7)]),
    ("ties by id", "ab c d", [machine(SAME, "bc", 0.6), machine(SAME, "ab", 0.6)]),
    ("a machine's no counts 0", "a b c d", [machine(NOT, "ab", 0.9)]),
    ("the newer model's word", "a b c d", [machine(SAME, "ab", 0.9, at="2026-01-01"), machine(NOT, "ab", 0.9, at="2026-02-01")]),
    ("a person's chain holds, however long", "abcd", [person(SAME, "ab"), person(SAME, "bc"), person(SAME, "cd")]),
    ("a person outweighs any score", "a b c d", [machine(SAME, "ab", 1.0, at="2026-05-01"), person(NOT, "ab", at="2026-01-01")]),
    ("and parts what scores would join around", "ab cd", [
        machine(SAME, "ab", 0.9), machine(SAME, "bc", 0.9), machine(SAME, "cd", 0.9), machine(SAME, "ad", 0.8),
        machine(SAME, "ac", 0.9), machine(SAME, "bd", 0.9), person(NOT, "bc")]),
    ("of two persons the later one", "a b c d", [person(SAME, "ab", "2026-01-01"), person(NOT, "ab", "2026-02-01", "Ana Prado")]),
    ("also through a third", "ac b d", [
        person(NOT, "ab", "2026-03-01"), person(SAME, "ac", "2026-02-01"), person(SAME, "bc", "2026-01-01")]),
    ("at the same time, apart", "a b c d", [person(SAME, "ab"), person(NOT, "ab", by="Ana Prado")]),
    ("withdrawn, as if never said", "a b c d", [person(SAME, "ab", "2026-01-01"), person(SAME, "ab", "2026-02-01", withdrawn=True)]),
    ("only its author withdraws", "ab c d", [
        person(SAME, "ab", "2026-01-01"), person(SAME, "ba", "2026-02-01", "Ana Prado", withdrawn=True)]),
    ("U8 it opens no claim", "a c d", [machine(NO_CLAIM, "b")]),
    ("U8 and stays out of others", "a c d", [machine(SAME, "ab", 1.0), machine(NO_CLAIM, "b")]),
    ("U8 or so a machine is not sure", "a b c d", [machine(NO_CLAIM, "b", 0.4)]),
    ("a person puts it into one", "ab c d", [machine(NO_CLAIM, "b"), person(SAME, "ab")]),
    ("a machine's word without a score is a plain word", "abcd", [machine(SAME, "ab"), machine(SAME, "bc"), machine(SAME, "cd")]),
    ("which any person outweighs", "abd c", [
        machine(SAME, "ab"), machine(SAME, "bc"), machine(SAME, "ad"), person(NOT, "bc")]),
    ("words of unknown utterances", "a b c d", [machine(SAME, "ax", 1.0), person(SAME, "xb")]),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "judgements"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_clusters(expected: str, judgements: list[Judgement]) -> None:
    assert clusters(judgements) == expected
    assert clusters(judgements[::-1]) == expected


def test_what_was_not_known_yet() -> None:
    words = [machine(SAME, "ab", 0.9), person(NOT, "ab", at="2026-05-02")]
    assert clusters(words, known_as_of="2026-05-01") == "ab c d"
    assert clusters(words, known_as_of="2026-05-02") == "a b c d"


IDS = "abcdefg"
PAIRS = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] != pair[1])
DAYS = st.none() | st.sampled_from(["2026-01-01", "2026-01-02", "2026-01-03"])
SCORES = st.sampled_from([0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 0.9, 1.0])
JUDGEMENTS = st.builds(
    lambda verdict, pair, by, score, at, withdrawn: Judgement(
        verdict,
        pair[0],
        None if verdict is NO_CLAIM else pair[1],
        by=by,
        person=by != "pairs 1",
        score=score if by == "pairs 1" else None,
        at=at,
        withdrawn=withdrawn,
    ),
    st.sampled_from([SAME, SAME, SAME, NOT, NO_CLAIM]),
    PAIRS,
    st.sampled_from(["pairs 1", "pairs 1", "Ida Roth", "Ana Prado"]),
    SCORES,
    DAYS,
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(JUDGEMENTS, max_size=14), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_clusters(judgements: list[Judgement], random: object) -> None:
    shuffled = list(judgements)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert clusters(judgements, IDS) == clusters(shuffled + judgements[:2], IDS[::-1])


@settings(max_examples=60, deadline=None)
@given(st.lists(JUDGEMENTS, max_size=14))
def test_every_utterance_is_in_one_cluster_and_every_cluster_in_one_component(judgements: list[Judgement]) -> None:
    words = in_force(judgements)
    found, parts = claims(IDS, words), components(IDS, words)
    placed = [each for cluster in found for each in cluster]
    assert len(placed) == len(set(placed))
    assert sorted(placed) == sorted(each for part in parts for each in part)
    assert all(any(set(cluster) <= set(part) for part in parts) for cluster in found)
    apart = [claims(part, words) for part in parts]
    assert sorted(cluster for part in apart for cluster in part) == sorted(found)


@settings(max_examples=60, deadline=None)
@given(st.lists(JUDGEMENTS, max_size=10), st.lists(JUDGEMENTS.filter(lambda each: not each.withdrawn), max_size=5))
def test_what_is_withdrawn_leaves_no_trace(before: list[Judgement], after: list[Judgement]) -> None:
    """Later judgements, each taken back by its author, lead back to where it was."""
    from dataclasses import replace

    dated = [replace(each, at=f"2026-02-{n:02}") for n, each in enumerate(after, 1)]
    taken = [replace(each, at=f"2026-03-{n:02}", withdrawn=True) for n, each in enumerate(dated, 1)]
    assert clusters(before + dated + taken, IDS) == clusters(before, IDS)


def test_long_chains_of_scores_are_quick_work() -> None:
    ids = [f"u{n:05}" for n in range(5000)]
    words = [Judgement(SAME, a, b, by="pairs 1", score=0.6 + (n % 7) / 20) for n, (a, b) in enumerate(pairwise(ids))]
    found = claims(ids, in_force(words))
    assert sum(map(len, found)) == 5000
    assert max(map(len, found)) <= 3
