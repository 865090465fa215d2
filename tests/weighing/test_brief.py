"""What changed between two moments: rows of news, and what the brief of the last day tells of them, rule by rule."""

from datetime import UTC, datetime

import pytest

from sayso.board import Table
from sayso.scales import Verdict
from sayso.weighing import Turn, What, turns
from tests.weighing.desk import Desk

EVE, END = (datetime(2026, 5, day, 23, 59, 59, 999999, tzinfo=UTC) for day in (1, 2))

MILL = "05-01 Fjord Post | Ida Roth (Roth Mills) asserts: the mill is sold"


def told(made: Desk, start: datetime = EVE, end: datetime = END) -> list[Turn]:
    return turns(Table(made.entries, made.judgements).courses(start, end))


def row(turn: Turn) -> list[str]:
    return [" ".join(filter(None, (each.what, each.party or each.source))) for each in turn.changes]


@pytest.mark.parametrize(
    ("lines", "status", "changes"),
    [
        # S2: a confirmation by the other party, told once
        ("05-02 Lido Post | Tolm Steel (Tolm Steel) confirms: it bought the mill", ("attributed", "confirmed"), ["status Tolm Steel"]),
        # S3: who says the opposite brings it about, though the one who said it is among those that fired the rule
        ("05-02 Lido Post | Tolm Steel (Tolm Steel) denies: it never bought it", ("attributed", "contested"), ["status Tolm Steel"]),
        # S5
        ("05-02 Lido Post | Una Berg (the county) asserts: the mill is sold", ("attributed", "corroborated"), ["status the county"]),
        # S10: what is taken back stands no more
        ("05-02 Lido Post | Ida Roth (Roth Mills) retracts: she had spoken too soon", ("attributed", "withdrawn"), ["status Roth Mills"]),
        # O7, S14: no status moves
        ("05-02 Lido Post | Tolm Steel (Tolm Steel) declines: whether it bought it", ("attributed", "attributed"), ["decline Tolm Steel"]),
        ("05-02 Lido Post | Tolm Steel (Tolm Steel) silent: whether it bought it", ("attributed", "attributed"), ["silence Tolm Steel"]),
        ("05-02 Lido Post | narration questions: whether it is sold", ("attributed", "attributed"), ["question Lido Post"]),
        ("05-02 Lido Post | official:a clerk (the county) asserts: it is sold", ("attributed", "attributed"), ["origin the county"]),
    ],
)  # fmt: skip
def test_one_more_line(lines: str, status: tuple[str, str], changes: list[str]) -> None:
    (turn,) = told(Desk(f"{MILL}\n{lines}"))
    assert turn.before is not None
    assert ((turn.before.status, turn.claim.status), row(turn)) == (status, changes)


@pytest.mark.parametrize(
    "line",
    [
        "05-02 Lido Post | Ida Roth (Roth Mills) asserts: the mill is sold",  # the same party again
        "05-02 Lido Post | Ida Roth (Roth Mills) via Fjord Post asserts: the mill is sold",
        "05-01 Lido Post | Una Berg (the county) asserts: the mill is sold",  # the day before
        "05-03 Lido Post | Una Berg (the county) asserts: the mill is sold",  # not yet
    ],
)
def test_a_repetition_is_no_change(line: str) -> None:
    assert told(Desk(f"{MILL}\n{line}")) == []


def test_a_way_that_ends_where_it_began_is_told() -> None:
    """S10: denied in the morning, the denial taken back at night."""
    made = Desk(
        f"{MILL}\n"
        "05-02T08:00 Lido Post | Tolm Steel (Tolm Steel) denies: it never bought it\n"
        "05-02T20:00 Lido Post | Tolm Steel (Tolm Steel) retracts: it takes that back"
    )
    (turn,) = told(made)
    assert (turn.before and turn.before.status, turn.way, turn.claim.status) == (
        "attributed",
        ("contested",),
        "attributed",
    )
    assert turn.changes[0].what is What.STATUS


def test_numbers_move_by_party() -> None:
    """S12: a party's numbers in order, from what it gave before; another's stands beside; a repetition is none."""
    made = Desk(
        "05-01 Fjord Post | Ida Roth (Norway) asserts [11]: 11 boats were lost\n"
        "05-02T08:00 Lido Post | Una Berg (Norway) asserts [14]: 14 boats were lost\n"
        "05-02T09:00 Lido Post | Jon Tolm (the insurers) asserts [~40]: about 40 were\n"
        "05-02T20:00 Lido Post | Ida Roth (Norway) asserts [17]: 17 boats were lost\n"
        "05-02T21:00 Bay Herald | narration asserts [17]: 17 boats were lost",
        unit="boats",
    )
    (turn,) = told(made)
    numbers = [
        (each.party, each.was and each.was.value, [one.value for one in each.numbers])
        for each in turn.changes
        if each.numbers
    ]
    assert numbers == [("Norway", 11, [14, 17]), ("the insurers", None, [40])]
    assert told(made, END, datetime(2026, 5, 3, tzinfo=UTC)) == []


def test_a_correction_notice_is_the_outlets_own() -> None:
    """D3."""
    made = Desk(
        "05-01 Fjord Post | narration asserts [40]: 40 boats were lost\n"
        "05-02 Fjord Post | outlet:Fjord Post (Fjord Post) retracts [40]: we wrote 40 boats, which was wrong",
    )
    made.judge(Verdict.SAME_CLAIM, 1, 2)
    (turn,) = told(made)
    assert row(turn) == ["status Fjord Post", "figure Fjord Post"]
    made = Desk(
        "05-01 Fjord Post | narration asserts [40]: 40 boats were lost\n"
        "05-01 Lido Post | Ida Roth (Norway) asserts [30]: 30 boats were lost\n"
        "05-02 Fjord Post | outlet:Fjord Post (Fjord Post) retracts [40]: we wrote 40 boats, which was wrong",
    )
    (turn,) = told(made)
    assert row(turn)[0] == "correction Fjord Post"


def test_a_plan_is_due_once_its_day_has_passed() -> None:
    """S6: with nothing heard."""
    made = Desk("05-01 Fjord Post | Ida Roth (Norway) expects by 2026-05-02: the ferry will sail again")
    assert told(made) == []
    (turn,) = told(made, END, datetime(2026, 5, 4, tzinfo=UTC))
    assert row(turn) == ["due Norway"]
    assert told(made, datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 5, 9, tzinfo=UTC)) == []


def test_a_question_is_new_and_answered_later() -> None:
    """S13."""
    made = Desk(
        "05-02 Fjord Post | narration questions: why the mill burned\n"
        "05-03 Lido Post | Una Berg (the county) asserts: a stove was left on\n"
        "05-03 Lido Post | Jon Tolm (the insurers) asserts: it was the stove"
    )
    made.judgements = []
    made.judge(Verdict.SAME_CLAIM, 2, 3)
    made.judge(Verdict.ANSWERS, 2, 1)
    (turn,) = told(made)
    assert (row(turn), turn.before) == (["question Fjord Post"], None)
    found = told(made, END, datetime(2026, 5, 4, tzinfo=UTC))
    assert [row(each)[0] for each in found] == ["answer", "claim the county"]


def test_the_most_consequential_comes_first() -> None:
    """A status change outranks a number, a number a new claim, a new claim a decline."""
    made = Desk(
        "05-01 Fjord Post | Ida Roth (Norway) asserts: ice closed the harbour\n"
        "05-02 Lido Post | Jon Tolm (Tolm Steel) declines: whether ice closed it\n"
        "05-02 Lido Post | Ida Roth (Norway) asserts: the pier will be pulled down\n"
        "05-01 Fjord Post | Ida Roth (Norway) asserts [11]: 11 boats were lost\n"
        "05-02 Lido Post | Ida Roth (Norway) asserts [12]: 12 boats were lost\n"
        "05-01 Fjord Post | Ida Roth (Norway) asserts: the mill is sold\n"
        "05-02 Lido Post | Jon Tolm (Tolm Steel) confirms: we bought the mill"
    )
    made.judgements = []
    for a, b in ((1, 2), (4, 5), (6, 7)):
        made.judge(Verdict.SAME_CLAIM, a, b)
    assert [row(each)[0].split()[0] for each in told(made)] == ["status", "number", "claim", "decline"]
