"""Where a claim stands, row by row of the table (RULES.md, S1-S7, S14)."""

import pytest

from sayso.scales import Flag, Status, Verdict
from tests.weighing.desk import Desk

ROWS = [
    # S2
    ("S2 by another named party", "confirmed", "S2", """
        05-01 Fjord Post | Ida Roth (Norway) asserts: the trawler was boarded
        05-03 Fjord Post | Carl Bek (Denmark) confirms: the trawler was boarded"""),
    ("S2 not by the party that said it first", "attributed", "S6", """
        05-01 Fjord Post | Ida Roth (Norway) asserts: the trawler was boarded
        05-03 Fjord Post | Jon Dahl (Norway) confirms: the trawler was boarded"""),
    ("S2 the word alone does nothing in a first report", "attributed", "S6", """
        05-01 Bay Herald | org:Tolm fire service (Tolm) confirms: eight people died in the mill fire"""),
    ("S2 not by an unnamed source", "attributed", "S6", """
        05-01 Bay Herald | Ana Prado (Tolm) asserts: the dam was inspected
        05-02 Lido Post | official:a water official (Lido) confirms: the dam was inspected"""),
    ("S2 after hearsay, by a named party", "confirmed", "S2", """
        05-01 Bay Herald | hearsay asserts PS+: the bank will be sold
        05-02 Lido Post | org:Casal Bank (Casal Bank) confirms: talks about a sale are under way"""),
    ("S1 standing denials do not undo a confirmation", "confirmed", "S2", """
        05-01 Bay Herald | Ana Prado (Tolm) asserts: shells were sold to the militia
        05-02 Bay Herald | org:Orsk Arms (Orsk Arms) denies: shells were sold
        05-05 Lido Post | Carl Bek (Denmark) confirms: shells were sold"""),
    # S3
    ("S3 an assertion and a denial", "contested", "S3", """
        05-01 Bay Herald | Ana Prado (Ana Prado) asserts: the vaccine was diluted
        05-02 Bay Herald | org:Sel Clinic (Sel Clinic) denies: the vaccine was diluted"""),
    ("S3 hearsay stands against a denial", "contested", "S3", """
        05-01 Bay Herald | hearsay asserts PS+: the striker has asked to leave
        05-02 Bay Herald | org:FC Tolm (FC Tolm) denies: the striker has asked to leave"""),
    ("S3 a plan and its denial", "contested", "S3", """
        05-01 Bay Herald | official:two aides (Orsania) expects: the prime minister will resign
        05-02 Bay Herald | Ida Roth (Orsania) denies PR-: she has no intention of resigning"""),
    # S4
    ("S4 denials only", "denied", "S4", """
        05-02 Bay Herald | org:Sel Clinic (Sel Clinic) denies: the vaccine was diluted
        05-03 Lido Post | narration questions: whether the vaccine was diluted is unclear"""),
    # S5
    ("S5 two independent named origins", "corroborated", "S5", """
        05-01 Bay Herald | Ana Prado (Ana Prado) asserts: the bridge swayed before it fell
        05-02 Lido Post | org:Tolm Road Union (Tolm Road Union) asserts PR+: the bridge swayed before it fell"""),
    ("S5 not when one is only possible", "attributed", "S6", """
        05-01 Bay Herald | Ana Prado (Ana Prado) asserts: the bridge swayed
        05-02 Lido Post | Rosa Idel (Rosa Idel) asserts PS+: the bridge may have swayed"""),
    ("S5 not when one is unnamed", "attributed", "S6", """
        05-01 Bay Herald | Ana Prado (Ana Prado) asserts: the bridge swayed
        05-02 Lido Post | a lorry driver asserts: the bridge swayed"""),
    ("S5 not for two of one party", "attributed", "S6", """
        05-01 Bay Herald | Ana Prado (Tolm) asserts: the bridge swayed
        05-02 Lido Post | org:Tolm roads office (Tolm) asserts: the bridge swayed"""),
    ("S5 plans corroborate nothing", "attributed", "S6", """
        05-01 Bay Herald | org:Casal Bank (Casal Bank) expects: the branch will close
        05-02 Lido Post | org:Tellers Union (Tellers Union) expects: the branch will close"""),
    # S6
    ("S6 one named origin", "attributed", "S6", """
        05-01 Bay Herald | Rosa Idel (Lido) asserts PS+: the pier may reopen in June"""),
    ("S6 unnamed only", "circulating", "S6", """
        05-01 Bay Herald | official:two people who have read it (Orsania) asserts: the report names the minister
        05-02 Lido Post | a cleaner asserts: the report names the minister"""),
    ("S6 hearsay only", "circulating", "S6", """
        05-01 Bay Herald | hearsay asserts PR+: the gallery has found the panel"""),
    ("S6 narration only", "circulating", "S6", """
        05-01 Bay Herald | narration asserts: two planes turned back on Friday"""),
    ("S6 a leaked document is unnamed, a signed one is not", "circulating", "S6", """
        05-01 Bay Herald | doc:a leaked memo asserts: the valve was known to stick"""),
    # S7
    ("S7 all took it back", "withdrawn", "S7", """
        05-01 Bay Herald | Ana Prado (Sel Clinic) asserts: six children fell ill
        05-03 Bay Herald | Ana Prado (Sel Clinic) retracts: six children fell ill"""),
    ("S7 one took it back, one stands", "attributed", "S6", """
        05-01 Bay Herald | Ana Prado (Sel Clinic) asserts: six children fell ill
        05-02 Bay Herald | Rosa Idel (Lido) asserts: six children fell ill
        05-03 Bay Herald | Ana Prado (Sel Clinic) retracts: six children fell ill"""),
    ("S7 only questions and declines", "open", "S7", """
        05-01 Bay Herald | narration questions: why the lights went out
        05-02 Bay Herald | org:Lido Grid (Lido Grid) declines: why the lights went out
        05-03 Bay Herald | org:Orsania Rail (Orsania Rail) silent: why the lights went out"""),
    # S14
    ("S14 questions and declines lower nothing", "corroborated", "S5", """
        05-01 Bay Herald | Ana Prado (Ana Prado) asserts: the bridge swayed
        05-02 Lido Post | org:Tolm Road Union (Tolm Road Union) asserts: the bridge swayed
        05-03 Lido Post | Carl Bek (Tolm) declines: whether the bridge swayed
        05-04 Lido Post | narration questions: whether the bridge swayed could not be verified"""),
]  # fmt: skip


@pytest.mark.parametrize(("status", "rule", "lines"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_first_row_that_applies_wins(status: str, rule: str, lines: str) -> None:
    claim = Desk(lines).claim()
    assert (claim.status, claim.rule) == (Status(status), rule)
    assert claim.because


def test_every_status_is_in_the_table() -> None:
    assert {row[1] for row in ROWS} == {each.value for each in Status}


def test_s1_a_denial_is_shown_with_the_confirmation() -> None:
    claim = Desk("""
        05-01 Bay Herald | Ana Prado (Tolm) asserts: shells were sold to the militia
        05-02 Bay Herald | org:Orsk Arms (Orsk Arms) denies: shells were sold
        05-05 Lido Post | Carl Bek (Denmark) confirms: shells were sold""").claim()
    assert [(each.party, each.standing) for each in claim.confirmed_by] == [("Denmark", True)]
    assert [(each.party, each.standing) for each in claim.denied_by] == [("Orsk Arms", True)]
    assert claim.since == "2026-05-05"
    assert claim.because == ("u03",)


def test_s2_and_s8_the_party_it_is_about_may_confirm_its_own_first_word() -> None:
    desk = Desk("""
        05-01 Bay Herald | official:a person at Casal Bank (Casal Bank) asserts: client files were copied
        05-02 Bay Herald | org:Casal Bank (Casal Bank) confirms: client files were copied""")
    assert desk.claim().status is Status.ATTRIBUTED
    desk.judge(Verdict.ABOUT, 1, party="Casal Bank")
    claim = desk.claim()
    assert (claim.status, claim.rule) == (Status.CONFIRMED, "S2")
    assert claim.about is not None
    assert (claim.about.party, claim.about.utterance) == ("Casal Bank", "u01")


def test_s2_not_when_the_words_rest_on_the_first_ones_alone() -> None:
    desk = Desk("""
        05-01 Bay Herald | Ida Roth (Norway) asserts: the cable was cut by an anchor
        05-02 Lido Post | Carl Bek (Denmark) confirms: the cable was cut by an anchor""")
    assert desk.claim().status is Status.CONFIRMED
    desk.judge(Verdict.CREDITS, desk.id(2), desk.id(1), reason="citing the Norwegian minister")
    claim = desk.claim()
    assert claim.status is not Status.CONFIRMED
    assert len(claim.origins) == 1
    assert claim.origins[0].same_because[0].words == "citing the Norwegian minister"


def test_s2_a_confirmation_stands_in_a_document_that_credits_the_scoop() -> None:
    """The agency credits the paper for the scoop and has the company's own word as well."""
    claim = Desk("""
        05-01 Bay Herald | official:two people close to the deal asserts: the yard will be sold
        05-02 Agency Sol | official:two people close to the deal via Bay Herald asserts: the yard will be sold
        05-02 Agency Sol | org:Orsk Yards (Orsk Yards) confirms: the yard will be sold""").claim()
    assert (claim.status, [each.party for each in claim.origins]) == (Status.CONFIRMED, [None, "Orsk Yards"])


@pytest.mark.parametrize(
    ("rule", "flag", "lines"),
    [
        ("S3", Flag.HEARSAY_ONLY, """
            05-01 Bay Herald | hearsay asserts PS+: the striker has asked to leave
            05-02 Bay Herald | org:FC Tolm (FC Tolm) denies: the striker has asked to leave"""),
        ("S4", Flag.NEVER_ASSERTED, """
            05-02 Bay Herald | org:Sel Clinic (Sel Clinic) denies: the vaccine was diluted"""),
        ("S6", Flag.DUE, """
            05-01 Bay Herald | org:Lido Port (Lido) expects by 05-20: the crane will be back in service
            06-01 Bay Herald | narration questions: when the crane will be back"""),
        ("S15", Flag.DATE_UNKNOWN, """
            undated Bay Herald | Ana Prado asserts: the well ran dry"""),
        ("S11", Flag.CONTESTED_WITHIN_PARTY, """
            05-01 Bay Herald | Ana Prado (Tolm) asserts: the siren was tested
            05-02 Bay Herald | Jon Dahl (Tolm) denies: the siren was tested"""),
        ("S12", Flag.VERSIONS_DIFFER, """
            05-01 Bay Herald | Ana Prado (Tolm) asserts [40]: 40 houses burned
            05-02 Bay Herald | Rosa Idel (Lido) asserts [55]: 55 houses burned"""),
    ],
    ids=lambda each: each if isinstance(each, str) and len(each) < 4 else "",
)  # fmt: skip
def test_flags(rule: str, flag: Flag, lines: str) -> None:
    assert Desk(lines).claim().flags == (flag,)


@pytest.mark.parametrize(
    "lines",
    [
        """
        05-01 Bay Herald | org:Lido Port (Lido) expects by 05-20: the crane will be back in service
        05-19 Bay Herald | narration questions: when the crane will be back""",  # not yet
        """
        05-01 Bay Herald | org:Lido Port (Lido) expects by 05-20: the crane will be back in service
        06-01 Bay Herald | narration asserts: the crane is back in service""",  # it is
        """
        05-01 Bay Herald | org:Lido Port (Lido) expects by 05-20: the crane will be back in service
        06-01 Bay Herald | org:Lido Port (Lido) retracts: the crane will be back in service""",  # no longer planned
    ],
    ids=["before", "heard", "retracted"],
)
def test_s6_a_plan_is_due_only_past_its_date_with_nothing_heard(lines: str) -> None:
    assert Flag.DUE not in Desk(lines).claim().flags


def test_s6_due_is_asked_of_a_moment() -> None:
    desk = Desk("05-01 Bay Herald | org:Lido Port (Lido) expects by 05-20: the crane will be back in service")
    assert desk.claim(as_of="2026-05-20").flags == ()
    assert desk.claim(as_of="2026-05-21").flags == (Flag.DUE,)


def test_s7_since_when_a_status_holds_again() -> None:
    """Contested, confirmed, and contested again from the day on which the confirmation was taken back."""
    desk = Desk("""
        05-01 Bay Herald | Ana Prado (Tolm) asserts: shells were sold
        05-02 Bay Herald | org:Orsk Arms (Orsk Arms) denies: shells were sold
        05-05 Lido Post | Carl Bek (Denmark) confirms: shells were sold
        05-09 Lido Post | Carl Bek (Denmark) retracts: shells were sold""")
    found = [
        (each.status.value, each.since[5:])
        for day in ("03", "06", "10")
        for each in desk.claims(as_of=f"2026-05-{day}")
    ]
    assert found == [("contested", "05-02"), ("confirmed", "05-05"), ("contested", "05-09")]
