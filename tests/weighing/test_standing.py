"""What was taken back, what was replaced, what came first, and what a moment admits (RULES.md, S8-S11, S13, S15)."""

from dataclasses import replace

import pytest

from sayso.nouns import Claim, Side
from sayso.scales import Flag, Status, Verdict
from tests.weighing.desk import Desk


def stand(sides: tuple[Side, ...]) -> list[tuple[str, bool]]:
    return [(each.utterance, each.standing) for each in sides]


STANDING = [
    ("S10 a denial taken back", "attributed", """
        05-01 Bay Herald | Ana Prado (Ana Prado) asserts: the brakes failed
        05-02 Bay Herald | org:Sol Lifts (Sol Lifts) denies: the brakes failed
        05-05 Lido Post | Jon Dahl (Sol Lifts) retracts: our denial was wrong"""),
    ("S10 what is said on the same occasion stands", "confirmed", """
        05-01 Bay Herald | Ana Prado (Ana Prado) asserts: the brakes failed
        05-02 Bay Herald | org:Sol Lifts (Sol Lifts) denies: the brakes failed
        05-05 Lido Post | Jon Dahl (Sol Lifts) retracts: our denial was wrong
        05-05 Lido Post | Jon Dahl (Sol Lifts) confirms: the brakes failed"""),
    ("S10 another party's retraction takes nothing back", "contested", """
        05-01 Bay Herald | Ana Prado (Ana Prado) asserts: the brakes failed
        05-02 Bay Herald | org:Sol Lifts (Sol Lifts) denies: the brakes failed
        05-05 Lido Post | Carl Bek (Lift Makers) retracts: our doubts were wrong"""),
    ("S10 only what was said before", "attributed", """
        05-01 Bay Herald | Ana Prado (Sel Clinic) asserts: the fridge was off
        05-02 Bay Herald | Ana Prado (Sel Clinic) retracts: the fridge was off
        05-03 Bay Herald | Jon Dahl (Sel Clinic) asserts: the fridge was off"""),
    ("S10 an outlet takes back what only it vouched for", "withdrawn", """
        05-01 Bay Herald | hearsay asserts: the actor has died
        05-02 Bay Herald | narration retracts: the report of his death was wrong"""),
    ("S11 the same speaker's newer word replaces the older", "denied", """
        05-01 Bay Herald | Ana Prado (Sel Clinic) asserts: the fridge was off
        05-02 Bay Herald | Ana Prado (Sel Clinic) denies: the fridge was off"""),
    ("S11 another speaker's of the same party does not", "contested", """
        05-01 Bay Herald | Ana Prado (Sel Clinic) asserts: the fridge was off
        05-02 Bay Herald | Jon Dahl (Sel Clinic) denies: the fridge was off"""),
    ("S11 unless it explicitly confirms", "attributed", """
        05-01 Bay Herald | Ana Prado (Sel Clinic) denies: the fridge was off
        05-02 Bay Herald | Jon Dahl (Sel Clinic) confirms: the fridge was off"""),
    ("S11 a speaker less sure than before", "attributed", """
        05-01 Bay Herald | Ana Prado (Sel Clinic) asserts: the fridge was off
        05-01 Lido Post | Rosa Idel (Lido) asserts: the fridge was off
        05-02 Bay Herald | Ana Prado (Sel Clinic) asserts PS+: the fridge may have been off"""),
    ("S11 a plan does not replace word of the deed", "corroborated", """
        05-01 Bay Herald | Ana Prado (Orsk Arms) asserts: shells were shipped
        05-01 Lido Post | Rosa Idel (Lido) asserts: shells were shipped
        05-02 Bay Herald | Ana Prado (Orsk Arms) expects: more shells will be shipped"""),
    ("S11 two words on one occasion both stand", "contested", """
        05-01 Bay Herald | Ana Prado (Sel Clinic) asserts: the fridge was off
        05-01 Bay Herald | Ana Prado (Sel Clinic) denies: the fridge was off"""),
    ("S9 words recalled are older than the page", "attributed", """
        05-04 Bay Herald | Ana Prado (Sel Clinic) asserts: the fridge was off
        05-05 Lido Post | Ana Prado (Sel Clinic) said 05-02 denies: the fridge was off"""),
    ("S14 a question replaces nothing", "attributed", """
        05-01 Bay Herald | Ana Prado (Sel Clinic) asserts: the fridge was off
        05-02 Bay Herald | Ana Prado (Sel Clinic) questions: whether the fridge was off is being looked into"""),
]  # fmt: skip


@pytest.mark.parametrize(("status", "lines"), [row[1:] for row in STANDING], ids=[row[0] for row in STANDING])
def test_what_stands(status: str, lines: str) -> None:
    assert Desk(lines).claim().status is Status(status)


def test_s10_the_lists_are_history() -> None:
    claim = Desk("""
        05-01 Bay Herald | Ana Prado (Ana Prado) asserts: the brakes failed
        05-02 Bay Herald | org:Sol Lifts (Sol Lifts) denies: the brakes failed
        05-05 Lido Post | Jon Dahl (Sol Lifts) retracts: our denial was wrong
        05-06 Lido Post | Jon Dahl (Sol Lifts) denies: the brakes failed""").claim()
    assert stand(claim.denied_by) == [("u02", False), ("u04", True)]
    assert stand(claim.withdrawn_by) == [("u03", True)]


def test_s14_a_decline_is_history_once_the_speaker_answers() -> None:
    claim = Desk("""
        05-01 Bay Herald | Jon Dahl (Sol Lifts) declines: whether the brakes failed
        05-02 Bay Herald | Rosa Idel (Lido) questions: whether the brakes failed
        05-05 Lido Post | Jon Dahl (Sol Lifts) confirms: the brakes failed""").claim()
    assert stand(claim.declined_by) == [("u01", False)]
    assert stand(claim.questioned_by) == [("u02", True)]


def test_s10_it_points_at_what_it_refers_to() -> None:
    desk = Desk("""
        05-01 Bay Herald | Ana Prado (Sel Clinic) asserts: the fridge was off
        05-02 Bay Herald | Jon Dahl (Sel Clinic) denies: the fridge was off
        05-03 Bay Herald | Jon Dahl (Sel Clinic) retracts: we take that statement back""")
    assert desk.claim().status is Status.ATTRIBUTED  # the later of the two, when nothing tells
    entry = desk.entries[2]
    desk.entries[2] = replace(entry, utterance=replace(entry.utterance, refers_to="u01"))
    assert desk.claim().status is Status.DENIED


FIRST = [
    ("published", "u02", """
        05-02 Bay Herald | Ana Prado asserts: the well ran dry
        05-01 Lido Post | Rosa Idel asserts: the well ran dry"""),
    ("said before it was published", "u01", """
        05-03 Bay Herald | Ana Prado said 04-28 asserts: the well ran dry
        05-01 Lido Post | Rosa Idel asserts: the well ran dry"""),
    ("said that day tells no more than the page", "u02", """
        2026-05-01T18:00+00:00 Bay Herald | Ana Prado said 05-01 asserts: the well ran dry
        2026-05-01T09:00+00:00 Lido Post | Rosa Idel asserts: the well ran dry"""),
    ("position in the text", "u01", """
        05-01 Bay Herald | Ana Prado asserts: the well ran dry
        05-01 Bay Herald | Rosa Idel asserts: the well ran dry"""),
    ("across time zones", "u02", """
        2026-05-01T09:00+08:00 Bay Herald | Ana Prado asserts: the well ran dry
        2026-05-01T00:30+00:00 Lido Post | Rosa Idel asserts: the well ran dry"""),
]  # fmt: skip


@pytest.mark.parametrize(("first", "lines"), [row[1:] for row in FIRST], ids=[row[0] for row in FIRST])
def test_s9_who_said_it_first(first: str, lines: str) -> None:
    claim = Desk(lines).claim()
    assert claim.first_said is not None
    assert (claim.first_said.utterance, claim.id) == (first, first)


def test_s9_a_denial_says_nothing_first() -> None:
    assert Desk("05-01 Bay Herald | Ana Prado denies: the well ran dry").claim().first_said is None


def test_s8_a_person_outweighs_a_machine_on_whom_it_is_about() -> None:
    desk = Desk("05-01 Bay Herald | Ana Prado asserts: the shells came from Orsania")
    desk.judge(Verdict.ABOUT, 1, party="Orsania", at="2026-05-02")
    desk.judge(Verdict.ABOUT, 1, party="Kestria", by="parties 1", person=False, score=1.0, at="2026-05-09")
    assert desk.claim().about is not None
    assert desk.claim().about.party == "Orsania"  # type: ignore[union-attr]


def questions(desk: Desk) -> tuple[Claim, Claim]:
    question, answer = desk.claims()
    return question, answer


def test_s13_a_question_is_open_until_an_answer_is_confirmed() -> None:
    desk = Desk("""
        05-01 Bay Herald | narration questions: why the lights went out
        05-02 Bay Herald | Ana Prado (Grid Workers) asserts: a squirrel bit through a cable
        05-04 Lido Post | org:Lido Grid (Lido Grid) confirms: a squirrel bit through a cable""")
    desk.judgements = desk.judgements[1:]
    desk.judge(Verdict.ANSWERS, 2, 1)
    question, answer = questions(desk)
    assert (question.status, question.rule, question.since) == (Status.CONFIRMED, "S13", "2026-05-04")
    assert (answer.status, answer.answers, question.answers) == (Status.CONFIRMED, "u01", None)
    early, one_answer = desk.claims(as_of="2026-05-03")
    assert (early.status, early.rule, one_answer.status) == (Status.OPEN, "S7", Status.ATTRIBUTED)


def test_s15_a_bare_date_admits_at_its_end() -> None:
    desk = Desk("05-01 Bay Herald | Ana Prado asserts: the well ran dry")
    assert desk.claims(as_of="2026-05-01T23:00:00+00:00") == []
    assert len(desk.claims(as_of="2026-05-01")) == 1
    assert desk.claims(as_of="2026-04-30") == []


def test_s15_a_page_changed_later_counts_from_the_change() -> None:
    desk = Desk("05-01 Bay Herald | Ana Prado asserts: the well ran dry")
    entry = desk.entries[0]
    desk.entries = [replace(entry, document=replace(entry.document, modified="2026-05-03T10:00:00+00:00"))]
    assert desk.claims(as_of="2026-05-02") == []
    assert len(desk.claims(as_of="2026-05-03")) == 1


def test_s15_the_undated_count_from_their_retrieval_and_are_flagged() -> None:
    desk = Desk("undated Bay Herald | Ana Prado asserts: the well ran dry")
    entry = desk.entries[0]
    desk.entries = [replace(entry, document=replace(entry.document, retrieved="2026-05-03T10:00:00+00:00"))]
    assert desk.claims(as_of="2026-05-02") == []
    (claim,) = desk.claims(as_of="2026-05-04")
    assert claim.flags == (Flag.DATE_UNKNOWN,)


def test_s15_what_the_ledger_knew_by_then() -> None:
    desk = Desk(
        """
        05-01 Bay Herald | Ana Prado (Ana Prado) asserts: the well ran dry
        05-02 Lido Post | Rosa Idel (Lido) denies: the well ran dry""",
        learned="2026-05-03",
    )
    desk.entries[1] = replace(desk.entries[1], learned="2026-06-01T00:00:00+00:00")
    assert desk.claim().status is Status.CONTESTED
    assert desk.claim(known_as_of="2026-05-20").status is Status.ATTRIBUTED
    assert desk.claims(known_as_of="2026-05-02") == []


def test_s15_a_link_made_later_was_not_known_earlier() -> None:
    desk = Desk(
        """
        05-01 Bay Herald | Ana Prado asserts: the well ran dry
        05-02 Lido Post | Rosa Idel asserts: the well ran dry""",
        learned="2026-05-03",
    )
    desk.judgements = [replace(desk.judgements[0], at="2026-06-01")]
    assert len(desk.claims()) == 1
    assert len(desk.claims(known_as_of="2026-05-31")) == 2


def test_as_of_only_filters_utterances_so_that_a_claim_keeps_its_id() -> None:
    desk = Desk("""
        05-05 Bay Herald | Ana Prado said 04-20 asserts: the well ran dry
        05-02 Lido Post | Rosa Idel asserts: the well ran dry""")
    assert desk.claim(as_of="2026-05-03").id == desk.claim().id == "u01"


def test_as_of_must_be_a_moment() -> None:
    with pytest.raises(ValueError, match="'soon' is not an ISO 8601"):
        Desk("05-01 Bay Herald | Ana Prado asserts: the well ran dry").claims(as_of="soon")


def test_the_headline_is_exact_words_of_one_that_stands() -> None:
    desk = Desk("""
        05-01 Bay Herald | Ana Prado (Sel Clinic) asserts: the fridge was off for a night
        05-02 Lido Post | Rosa Idel (Lido) asserts: the vaccines were warm
        05-03 Bay Herald | Ana Prado (Sel Clinic) retracts: the fridge was off for a night""")
    claim = desk.claim()
    assert (claim.headline.text, claim.headline.utterance) == ("the vaccines were warm", "u02")
