"""What the terminal shows of claims: never a bare status, never a figure under another's standing."""

import io

import pytest
from rich.console import Console

from sayso.nouns import Claim
from sayso.scales import Verdict
from sayso.showing.board import board, count, life, path, standing
from tests.weighing.desk import Desk

YARD = """
    05-01 Agency Sol | Ana Prado (Tolm) asserts [1500]: 1,500 shells were sold to the militia
    05-01 Bay Herald | Ana Prado (Tolm) asserts [1500]: 1,500 shells were sold to the militia
    05-02 Bay Herald | org:Orsk Arms (Orsk Arms) denies: any shells were sold to a militia
    05-03 Lido Post | Ana Prado (Tolm) asserts [3000]: 3,000 shells were sold
    05-05 Lido Post | Carl Bek (Denmark) confirms: shells made in Tolm were sold"""


def yard() -> Claim:
    desk = Desk(YARD)
    desk.judge(Verdict.COPY_OF, 2, 1, reason="98 of 100 words in common")
    return desk.claim()


def shown(text: object, width: int = 80) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=width, highlight=False, markup=False, soft_wrap=True).print(text)
    return out.getvalue().splitlines()


CONSOLE = Console(width=80, file=io.StringIO())


def test_the_board_at_80_columns() -> None:
    assert shown(board([yard()], CONSOLE)) == [
        "[1,500 shells were sold to the militia]",
        "    confirmed by Denmark; denied by Orsk Arms",
        "    since Tuesday 5 May 2026; 2 origins, 5 articles",
        "    Tolm: 1,500 → 3,000, contested: denied by Orsk Arms",
        "    sayso claim u01",
        "",
        "Read by machine: check the words before you publish.",
    ]


def test_a_life_at_80_columns() -> None:
    assert shown(life(yard(), CONSOLE))[5:] == [
        "origin 1: Tolm",
        "    one origin by copy: 98 of 100 words in common",
        "    one origin by party: Tolm",
        "origin 2: Denmark",
        "",
        "Friday 1 May 2026, Agency Sol: Ana Prado says (unchecked)",
        "    [1,500 shells were sold to the militia]",
        "    https://Agency-Sol/05-01, characters 0-37, u01",
        "",
        "Friday 1 May 2026, Bay Herald: Ana Prado says (a copy of",
        "  https://Agency-Sol/05-01, unchecked)",
        "    [1,500 shells were sold to the militia]",
        "    https://Bay-Herald/05-01, characters 0-37, u02",
        "",
        "Saturday 2 May 2026, Bay Herald: Orsk Arms denies (unchecked)",
        "    [any shells were sold to a militia]",
        "    https://Bay-Herald/05-02, characters 0-33, u03",
        "",
        "Sunday 3 May 2026, Lido Post: Ana Prado says (unchecked)",
        "    [3,000 shells were sold]",
        "    https://Lido-Post/05-03, characters 0-22, u04",
        "",
        "Tuesday 5 May 2026, Lido Post: Carl Bek confirms (unchecked)",
        "    [shells made in Tolm were sold]",
        "    https://Lido-Post/05-05, characters 0-29, u05",
        "",
        "Read by machine: check the words before you publish.",
    ]


WHO = [
    ("attributed to Tolm", "05-01 Bay Herald | Ana Prado (Tolm) asserts: the bridge swayed"),
    ("circulating, from no source named", "05-01 Bay Herald | hearsay asserts: the bridge swayed"),
    ("circulating, from Bay Herald", "05-01 Bay Herald | narration asserts: the bridge swayed"),
    ("denied by Tolm", "05-01 Bay Herald | Ana Prado (Tolm) denies: the bridge swayed"),
    ("open: nobody has answered it", "05-01 Bay Herald | narration questions: whether the bridge swayed"),
    ("corroborated by Tolm, Lido", """
        05-01 Bay Herald | Ana Prado (Tolm) asserts: the bridge swayed
        05-01 Bay Herald | Rosa Idel (Lido) asserts: the bridge swayed"""),
    ("contested: said by Tolm; denied by Lido", """
        05-01 Bay Herald | Ana Prado (Tolm) asserts: the bridge swayed
        05-01 Bay Herald | Rosa Idel (Lido) denies: the bridge swayed"""),
    ("withdrawn by Tolm", """
        05-01 Bay Herald | Ana Prado (Tolm) asserts: the bridge swayed
        05-02 Bay Herald | Ana Prado (Tolm) retracts: the bridge swayed"""),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "lines"), WHO, ids=[row[0] for row in WHO])
def test_a_status_says_who(expected: str, lines: str) -> None:
    assert standing(Desk(lines).claim()) == expected


def test_origins_and_articles() -> None:
    assert count(yard()) == "2 origins, 5 articles"


def test_numbers_by_party_with_their_bounds() -> None:
    claim = Desk("""
        05-01 Bay Herald | Ana Prado (Tolm) asserts [>=40]: at least 40 houses burned
        05-02 Bay Herald | Ana Prado (Tolm) asserts [50-60]: between 50 and 60 houses burned
        05-02 Bay Herald | Rosa Idel (Lido) asserts [~70]: about 70 houses burned""").claim()
    assert path(claim) == ["Tolm: at least 40 → 50 to 60, on its own word", "Lido: about 70, on its own word"]


@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    console = Console(width=width, file=io.StringIO())
    assert max(map(len, shown(life(yard(), console), 200))) <= width


def test_words_of_a_document_move_no_cursor() -> None:
    claim = Desk("05-01 Bay Herald | Ana \x1b[2JPrado (Tolm\u202e) asserts: it \x1b]8;; rained [red]").claim()
    text = "\n".join(shown(life(claim, CONSOLE)))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[red]" in text


def test_a_question_stands_by_its_answer() -> None:
    desk = Desk("""
        05-01 Bay Herald | narration questions: why the lights went out
        05-02 Bay Herald | Ana Prado (Grid Workers) asserts: a squirrel bit through a cable
        05-04 Lido Post | org:Lido Grid (Lido Grid) confirms: a squirrel bit through a cable""")
    desk.judgements = desk.judgements[1:]
    desk.judge(Verdict.ANSWERS, 2, 1)
    claims = desk.claims()
    lines = shown(board(claims, CONSOLE, {claims[0].id: claims[1]}))
    assert lines[:2] == ["[why the lights went out]", "    answered: confirmed by Lido Grid"]
