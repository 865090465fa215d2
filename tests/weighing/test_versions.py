"""A claim's numbers over time, each with its own standing (RULES.md, S10, S12, S16)."""

import math

import pytest

from sayso.nouns import Quantity
from sayso.scales import Bound, Flag, Status, Verdict
from sayso.weighing.versions import interval
from tests.weighing.desk import Desk

Row = tuple[float | None, str | None, str, str | None]


def table(lines: str) -> list[Row]:
    return [(each.value, each.party, each.status.value, each.supersedes) for each in Desk(lines).claim().versions]


VERSIONS: list[tuple[str, list[Row], str]] = [
    ("S12 a party's later number supersedes its earlier one", [
        (11, "Tolm", "attributed", None), (17, "Tolm", "attributed", "u01"), (16, "Tolm", "attributed", "u02")], """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [11]: 11 houses burned
        05-02 Bay Herald | Jon Dahl (Tolm) asserts [17]: 17 houses burned
        05-03 Lido Post | Ana Prado (Tolm) asserts [16]: 16 houses burned"""),
    ("S12 two parties, two series", [
        (11, "Tolm", "attributed", None), (20, "Lido", "attributed", None), (17, "Tolm", "attributed", "u01")], """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [11]: 11 houses burned
        05-02 Bay Herald | Rosa Idel (Lido) asserts [20]: 20 houses burned
        05-03 Lido Post | Ana Prado (Tolm) asserts [17]: 17 houses burned"""),
    ("S12 a repetition by another outlet is not a new version", [(11, "Tolm", "attributed", None)], """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [11]: 11 houses burned
        05-02 Lido Post | org:Tolm fire service (Tolm) asserts [11]: 11 houses burned
        05-03 Fjord Post | narration asserts [11]: 11 houses burned"""),
    ("S12 an outlet's own number is one", [(11, "Tolm", "attributed", None), (14, "Fjord Post", "circulating", None)], """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [11]: 11 houses burned
        05-03 Fjord Post | narration asserts [14]: 14 houses burned"""),
    ("S12 two that give one number corroborate that number", [
        (11, "Tolm", "corroborated", None), (11, "Lido", "corroborated", None)], """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [11]: 11 houses burned
        05-02 Bay Herald | Rosa Idel (Lido) asserts [11]: 11 houses burned"""),
    ("S12 not when the bounds differ", [(11, "Tolm", "attributed", None), (11, "Lido", "attributed", None)], """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [11]: 11 houses burned
        05-02 Bay Herald | Rosa Idel (Lido) asserts [>=11]: at least 11 houses burned"""),
    ("U4 conceding a lower number confirms that version only", [
        (400, "Rosa Idel", "attributed", None), (40, "Ana Prado", "confirmed", None), (40, "Orsk", "confirmed", None)], """
        05-01 Bay Herald | Rosa Idel (Rosa Idel) asserts [400]: 400 workers were dismissed
        05-02 Bay Herald | Ana Prado (Ana Prado) asserts [40]: 40 workers were dismissed
        05-03 Bay Herald | org:Orsk (Orsk) confirms [40]: 40 workers were dismissed"""),
    ("S12 a denial of it all denies every number", [(11, "Tolm", "contested", None)], """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [11]: 11 houses burned
        05-02 Bay Herald | Rosa Idel (Lido) denies: no house burned"""),
    ("S12 a denial of one number by one that gives another is of that number", [
        (400, "Rosa Idel", "contested", None), (40, "Orsk", "attributed", None)], """
        05-01 Bay Herald | Rosa Idel (Rosa Idel) asserts [400]: 400 workers were dismissed
        05-02 Bay Herald | org:Orsk (Orsk) denies [400]: 400 workers were not dismissed
        05-02 Bay Herald | org:Orsk (Orsk) asserts [40]: 40 workers were dismissed"""),
    ("S10 a retraction that names a number takes back that version", [
        (38, "Tolm", "withdrawn", None), (31, "Tolm", "attributed", "u01")], """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [38]: 38 were hurt
        05-02 Bay Herald | Jon Dahl (Tolm) asserts [31]: 31 were hurt
        05-02 Bay Herald | Jon Dahl (Tolm) retracts [38]: 38 were hurt"""),
    ("S12 numbers given on one occasion stand together", [(11, "Tolm", "attributed", None), (4, "Tolm", "attributed", None)], """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [11]: 11 houses burned
        05-01 Bay Herald | Ana Prado (Tolm) asserts [4]: 4 of them are listed"""),
    ("S12 back to an earlier number", [
        (11, "Tolm", "attributed", None), (17, "Tolm", "attributed", "u01"), (11, "Tolm", "attributed", "u02")], """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [11]: 11 houses burned
        05-02 Bay Herald | Ana Prado (Tolm) asserts [17]: 17 houses burned
        05-03 Bay Herald | Ana Prado (Tolm) asserts [11]: 11 houses burned"""),
    ("S16 a plan's figure is a plan's", [(200, "Orsk", "attributed", None), (500, "Orsk", "attributed", "u01")], """
        05-01 Bay Herald | org:Orsk (Orsk) expects [200]: 200 crowns will be paid to each
        05-02 Bay Herald | org:Orsk (Orsk) expects [500]: 500 crowns will be paid to each"""),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "lines"), [row[1:] for row in VERSIONS], ids=[row[0] for row in VERSIONS])
def test_versions(expected: list[Row], lines: str) -> None:
    assert table(lines) == expected


def test_s16_the_core_may_be_confirmed_and_the_figure_not() -> None:
    claim = Desk("""
        05-01 Bay Herald | Rosa Idel (Rosa Idel) asserts [400]: 400 workers were dismissed
        05-03 Bay Herald | org:Orsk (Orsk) confirms: workers were dismissed""").claim()
    assert (claim.status, [each.status for each in claim.versions]) == (Status.CONFIRMED, [Status.ATTRIBUTED])


def test_s12_a_denial_of_one_number_is_no_denial_of_the_core() -> None:
    claim = Desk("""
        05-01 Bay Herald | Rosa Idel (Rosa Idel) asserts [400]: 400 workers were dismissed
        05-02 Bay Herald | org:Orsk (Orsk) denies [400]: 400 workers were not dismissed
        05-02 Bay Herald | org:Orsk (Orsk) asserts [40]: 40 workers were dismissed""").claim()
    assert claim.status is Status.CORROBORATED
    assert [each.standing for each in claim.denied_by] == [True]
    assert claim.flags == (Flag.VERSIONS_DIFFER,)


def test_s10_a_number_taken_back_is_no_assertion_any_more() -> None:
    claim = Desk("""
        05-01 Bay Herald | Ana Prado (Tolm) asserts [38]: 38 were hurt
        05-02 Bay Herald | Jon Dahl (Tolm) retracts [38]: 38 were hurt""").claim()
    assert claim.status is Status.WITHDRAWN


def test_s12_a_confirmation_has_the_number_that_it_refers_to() -> None:
    from dataclasses import replace

    desk = Desk("""
        05-01 Bay Herald | Ana Prado (Tolm) asserts [38]: 38 were hurt
        05-02 Bay Herald | Rosa Idel (Lido) confirms: that figure is correct""")
    entry = desk.entries[1]
    desk.entries[1] = replace(entry, utterance=replace(entry.utterance, refers_to="u01"))
    assert [(each.party, each.status.value) for each in desk.claim().versions] == [
        ("Tolm", "confirmed"),
        ("Lido", "confirmed"),
    ]


DIFFER = [
    ("[40]", "[55]", True),
    ("[40]", "[40]", False),
    ("[40]", "[>=30]", False),
    ("[40]", "[>=50]", True),
    ("[<=40]", "[>=50]", True),
    ("[<=40]", "[>=30]", False),
    ("[~40]", "[42]", False),
    ("[~40]", "[60]", True),
    ("[30-45]", "[44]", False),
    ("[30-45]", "[46]", True),
]


@pytest.mark.parametrize(("one", "other", "expected"), DIFFER)
def test_s12_versions_of_independent_origins_that_exclude_each_other_differ(
    one: str, other: str, expected: bool
) -> None:
    claim = Desk(f"""
        05-01 Bay Herald | Ana Prado (Tolm) asserts {one}: houses burned
        05-02 Bay Herald | Rosa Idel (Lido) asserts {other}: houses burned""").claim()
    assert (Flag.VERSIONS_DIFFER in claim.flags) is expected


@pytest.mark.parametrize(
    "lines",
    [
        """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [40]: 40 houses burned
        05-02 Bay Herald | Ana Prado (Tolm) asserts [55]: 55 houses burned""",  # one party
        """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [40]: 40 houses burned
        05-02 Bay Herald | Rosa Idel (Lido) asserts [55]: 55 houses burned
        05-03 Bay Herald | Rosa Idel (Lido) asserts [40]: 40 houses burned""",  # superseded
        """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [40]: 40 houses burned
        05-02 Bay Herald | narration asserts [55]: 55 houses burned""",  # narration beside a source is no origin
    ],
    ids=["one party", "superseded", "narration"],
)
def test_s12_they_do_not_differ(lines: str) -> None:
    assert Desk(lines).claim().flags == ()


def test_s12_what_is_counted_stays_with_its_unit() -> None:
    desk = Desk(
        """
        05-01 Bay Herald | Ana Prado (Tolm) asserts [40]: 40 houses burned
        05-02 Bay Herald | Ana Prado (Tolm) asserts [9]: 9 sheds burned""",
        unit="houses",
    )
    from dataclasses import replace

    entry = desk.entries[1]
    sheds = replace(entry.utterance.quantities[0], unit="sheds")
    desk.entries[1] = replace(entry, utterance=replace(entry.utterance, quantities=(sheds,)))
    assert [each.supersedes for each in desk.claim().versions] == [None, None]


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (Quantity(None, None, 24, None, Bound.ABOUT, None), (24, math.inf)),  # "dozens"
        (Quantity(None, 20, None, None, Bound.RANGE, None), (20, math.inf)),  # only the lower end is known
        (Quantity(None, 100, None, None, Bound.ABOUT, None), (90, 110)),
        (Quantity(None, 100, 95, 105, Bound.ABOUT, None), (95, 105)),
        (Quantity(None, 3, None, None, Bound.AT_MOST, None), (-math.inf, 3)),
    ],
)
def test_n1_the_numbers_that_words_allow(quantity: Quantity, expected: tuple[float, float]) -> None:
    assert interval(quantity) == expected


def test_o8_a_copy_published_later_changes_no_series() -> None:
    desk = Desk("""
        05-01 Agency Sol | Ana Prado (Tolm) asserts [11]: 11 houses burned
        05-02 Bay Herald | Ana Prado (Tolm) asserts [17]: 17 houses burned
        05-03 Lido Post | Ana Prado (Tolm) asserts [11]: 11 houses burned""")
    desk.judge(Verdict.COPY_OF, 3, 1)
    assert [(each.value, each.utterances) for each in desk.claim().versions] == [(11, ("u01", "u03")), (17, ("u02",))]
