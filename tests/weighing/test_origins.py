"""Who is independent of whom, and why (RULES.md, O1-O8)."""

import pytest

from sayso.scales import Flag, Status, Verdict, Why
from tests.weighing.desk import Desk


def reasons(desk: Desk) -> list[tuple[Why, str | None, list[int]]]:
    return [
        (each.why, each.words, desk.lines(each.utterances))
        for origin in desk.claim().origins
        for each in origin.same_because
    ]


ONE_OR_MORE = [
    ("O1 a minister and his ministry are one party", [[1, 2]], """
        05-01 Fjord Post | Ida Roth (Norway) asserts: the cable was cut
        05-02 Bay Herald | org:Norwegian Navy (Norway) asserts: the cable was cut"""),
    ("O1 case and article make no second party", [[1, 2]], """
        05-01 Fjord Post | Ida Roth (The Netherlands) asserts: the dyke held
        05-02 Bay Herald | Jan Smit (the netherlands) asserts: the dyke held"""),
    ("O1 two states are two", [[1], [2]], """
        05-01 Fjord Post | Ida Roth (Norway) asserts: the cable was cut
        05-02 Bay Herald | Carl Bek (Denmark) asserts: the cable was cut"""),
    ("O2 unnamed sources of a stated affiliation are that party", [[1, 2]], """
        05-01 Fjord Post | Ida Roth (Norway) asserts: the cable was cut
        05-02 Bay Herald | official:a defence official (Norway) asserts: the cable was cut"""),
    ("O2 without one, the outlet that vouches for them is the origin", [[1, 2], [3]], """
        05-01 Fjord Post | official:two people briefed on it asserts: the merger is off
        05-02 Fjord Post | official:a banker asserts: the merger is off
        05-02 Bay Herald | official:a lawyer asserts: the merger is off"""),
    ("O5 an outlet's own count, cited by another, is an origin of its own", [[1, 2]], """
        05-01 Fjord Post | narration asserts: nine wells are dry
        05-02 Bay Herald | outlet:Fjord Post (Fjord Post) asserts: nine wells are dry"""),
    ("O6 the same speaker, for whomever a page says he speaks", [[1, 2]], """
        05-01 Fjord Post | Ida Roth (Norway) asserts: the cable was cut
        05-01 Bay Herald | Ida Roth (Norwegian Coastal Service) asserts: the cable was cut"""),
    ("O6 an unnamed group and a named member of it in one document", [[1, 2], [3]], """
        05-01 Fjord Post | group:neighbours (neighbours) asserts: the alarm rang for an hour
        05-01 Fjord Post | Rosa Idel (Rosa Idel) asserts: the alarm rang for an hour
        05-02 Bay Herald | Ana Prado (Ana Prado) asserts: the alarm rang for an hour"""),
    ("O6 in two documents a group and a person stay apart", [[1], [2]], """
        05-01 Fjord Post | group:neighbours (neighbours) asserts: the alarm rang for an hour
        05-02 Bay Herald | Rosa Idel (Rosa Idel) asserts: the alarm rang for an hour"""),
    ("O6 a group does not weld two people together", [[1, 2], [3]], """
        05-01 Fjord Post | group:neighbours (neighbours) asserts: the alarm rang
        05-01 Fjord Post | Rosa Idel (Rosa Idel) asserts: the alarm rang
        05-01 Fjord Post | Ana Prado (Ana Prado) asserts: the alarm rang"""),
    ("O6 a mayor is no member of the residents", [[1], [2]], """
        05-01 Fjord Post | group:residents (residents) asserts: the water is brown
        05-01 Fjord Post | Rosa Idel (Lido) asserts: the water is brown"""),
    ("O6 a credit in the chain", [[1, 2]], """
        05-01 Fjord Post | a nurse asserts: the ward was closed
        05-02 Bay Herald | a hospital worker via Fjord Post asserts: the ward was closed"""),
    ("O6 a credit covers all that the document says on the claim", [[1, 2, 3]], """
        05-01 Fjord Post | a nurse asserts: the ward was closed
        05-02 Bay Herald | a hospital worker via Fjord Post asserts: the ward was closed
        05-02 Bay Herald | a visitor asserts: the ward was closed"""),
    ("O6 two that credit one report which the ledger does not hold", [[1, 2]], """
        05-01 Fjord Post | a clerk via Radio Pell asserts: the vote was counted twice
        05-02 Bay Herald | an observer via Radio Pell asserts: the vote was counted twice"""),
    ("O6 probably: the same unnamed sourcing and figure after a scoop", [[1, 2]], """
        05-01 Fjord Post | official:two diplomats asserts [300]: 300 engineers have arrived
        05-02 Bay Herald | official:diplomats asserts [300]: 300 engineers have arrived"""),
    ("O6 another figure, another sourcing", [[1], [2]], """
        05-01 Fjord Post | official:two diplomats asserts [300]: 300 engineers have arrived
        05-02 Bay Herald | official:diplomats asserts [450]: 450 engineers have arrived"""),
    ("O7 narration and hearsay count only where nothing else does", [[2]], """
        05-01 Fjord Post | narration asserts: the ward was closed
        05-02 Bay Herald | a nurse asserts: the ward was closed
        05-03 Lido Post | hearsay asserts: the ward was closed"""),
    ("O7 then once for each outlet", [[1, 3], [2]], """
        05-01 Fjord Post | hearsay asserts: the ward was closed
        05-02 Bay Herald | hearsay asserts: the ward was closed
        05-03 Fjord Post | narration asserts: the ward was closed"""),
    ("O7 plans are listed, denials and questions are not", [[1]], """
        05-01 Fjord Post | org:Lido Port (Lido) expects: the crane will be back
        05-02 Bay Herald | Rosa Idel (Rosa Idel) denies: the crane will be back
        05-03 Bay Herald | narration questions: when the crane will be back"""),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "lines"), [row[1:] for row in ONE_OR_MORE], ids=[row[0] for row in ONE_OR_MORE])
def test_one_origin_or_more(expected: list[list[int]], lines: str) -> None:
    desk = Desk(lines)
    assert [desk.lines(each.utterances) for each in desk.claim().origins] == expected


def test_o6_each_reason_has_its_words() -> None:
    desk = Desk("""
        05-01 Fjord Post | group:neighbours (neighbours) asserts: the alarm rang
        05-01 Fjord Post | Rosa Idel (Rosa Idel) asserts: the alarm rang
        05-02 Bay Herald | a neighbour via Fjord Post asserts: the alarm rang
        05-03 Lido Post | Ida Roth (Lido) asserts: the alarm rang
        05-04 Lido Post | org:Lido police (Lido) asserts: the alarm rang""")
    assert reasons(desk) == [
        (Why.CREDIT, "Fjord Post", [3, 2]),
        (Why.GROUP, "neighbours", [1, 2]),
        (Why.PARTY, "Lido", [4, 5]),
    ]


def test_o8_copies_count_once_and_say_nothing_anew() -> None:
    lines = """
        05-01 Agency Sol | Ana Prado (Ana Prado) asserts: the roof leaked
        05-01 Agency Sol | narration asserts: the roof leaked
        05-02 Bay Herald | Ana Prado (Ana Prado) asserts: the roof leaked
        05-02 Bay Herald | narration asserts: the roof leaked"""
    desk = Desk(lines)
    desk.judge(Verdict.COPY_OF, 3, 1, reason="96 of 100 words in common")
    claim = desk.claim()
    assert [desk.lines(each.utterances) for each in claim.origins] == [[1, 3]]
    assert reasons(desk) == [(Why.COPY, "96 of 100 words in common", [3, 1])]
    assert claim.origins[0].at == "2026-05-01"
    assert [each.copy_of for each in claim.members] == [None, None, desk.url(1), desk.url(1)]


def test_o8_a_copy_of_a_copy_goes_back_to_the_first() -> None:
    desk = Desk("""
        05-01 Agency Sol | a roofer asserts: the roof leaked
        05-02 Bay Herald | a roofer asserts: the roof leaked
        05-03 Lido Post | a roofer asserts: the roof leaked""")
    desk.judge(Verdict.COPY_OF, 2, 1)
    desk.judge(Verdict.COPY_OF, 3, 2)
    assert len(desk.claim().origins) == 1


def test_o8_a_document_is_known_by_its_address_too() -> None:
    desk = Desk("""
        05-01 Agency Sol | a roofer asserts: the roof leaked
        05-02 Bay Herald | a roofer asserts: the roof leaked""")
    desk.judge(Verdict.COPY_OF, "https://Bay-Herald/05-02", "https://Agency-Sol/05-01")
    assert desk.claim().members[1].copy_of == desk.url(1)
    assert len(desk.claim().origins) == 1


def test_o8_a_person_says_it_is_no_copy() -> None:
    desk = Desk("""
        05-01 Agency Sol | a roofer asserts: the roof leaked
        05-02 Bay Herald | a tiler asserts: the roof leaked""")
    desk.judge(Verdict.COPY_OF, 2, 1, by="copies 1", person=False, score=0.9)
    assert len(desk.claim().origins) == 1
    desk.judge(Verdict.NOT_SAME, desk.document(2), desk.document(1))
    assert len(desk.claim().origins) == 2


def test_o8_a_revision_is_no_second_origin() -> None:
    desk = Desk("""
        05-01 Bay Herald | a roofer asserts: the roof leaked
        05-02 Herald Online | a roofer asserts: the roof leaked""")
    desk.judge(Verdict.REVISION_OF, 2, 1)
    assert [each[0] for each in reasons(desk)] == [Why.REVISION]


def test_o6_a_party_that_repeated_another_and_then_spoke_for_itself_counts_by_its_own_words() -> None:
    """And the two are not welded together by the day on which one cited the other."""
    desk = Desk("""
        05-01 Fjord Post | Ida Roth (Norway) asserts: the cable was cut
        05-02 Bay Herald | Carl Bek (Denmark) asserts: the cable was cut
        05-09 Lido Post | org:Danish Navy (Denmark) confirms: the cable was cut""")
    desk.judge(Verdict.CREDITS, desk.id(2), desk.id(1))
    claim = desk.claim()
    assert [desk.lines(each.utterances) for each in claim.origins] == [[1, 2], [3]]
    assert (claim.status, claim.because) == (Status.CONFIRMED, ("u03",))


def test_o6_two_that_credit_each_other_end_somewhere() -> None:
    desk = Desk("""
        05-01 Fjord Post | a nurse asserts: the ward was closed
        05-02 Bay Herald | a doctor asserts: the ward was closed""")
    desk.judge(Verdict.CREDITS, 1, 2)
    desk.judge(Verdict.CREDITS, 2, 1)
    assert [desk.lines(each.utterances) for each in desk.claim().origins] == [[1, 2]]


def test_o1_people_merge_and_split_parties() -> None:
    desk = Desk("""
        05-01 Fjord Post | Ida Roth (the Chancellery) asserts: the pact was signed
        05-02 Bay Herald | Carl Bek (Orsania) asserts: the pact was signed""")
    assert desk.claim().status is Status.CORROBORATED
    desk.judge(Verdict.SAME_PARTY, "Chancellery", "Orsania", at="2026-06-01")
    claim = desk.claim()
    assert (claim.status, [each.party for each in claim.origins]) == (Status.ATTRIBUTED, ["Orsania"])
    desk.judge(Verdict.NOT_SAME_PARTY, "Chancellery", "Orsania", by="Ada Lunde", at="2026-06-02")
    assert desk.claim().status is Status.CORROBORATED


def test_o1_a_machine_does_not_merge_what_a_person_split() -> None:
    desk = Desk("""
        05-01 Fjord Post | Ida Roth (Chancellery) asserts: the pact was signed
        05-02 Bay Herald | Carl Bek (Orsania) asserts: the pact was signed""")
    desk.judge(Verdict.SAME_PARTY, "Chancellery", "State", by="parties 1", person=False, at="2026-07-01")
    desk.judge(Verdict.SAME_PARTY, "State", "Orsania", by="parties 1", person=False, at="2026-07-01")
    assert len(desk.claim().origins) == 1
    desk.judge(Verdict.NOT_SAME_PARTY, "Orsania", "Chancellery", at="2026-06-02")
    assert len(desk.claim().origins) == 2


def test_o1_a_source_split_from_its_party_speaks_for_itself() -> None:
    desk = Desk("""
        05-01 Fjord Post | Ida Roth (Orsania) asserts: the pact was signed
        05-02 Bay Herald | org:Supreme Court (Orsania) asserts: the pact was signed""")
    assert len(desk.claim().origins) == 1
    desk.judge(Verdict.NOT_SAME_PARTY, "Orsania", "Supreme Court")
    assert [each.party for each in desk.claim().origins] == ["Orsania", "Supreme Court"]


def test_o6_the_same_source_by_judgement() -> None:
    desk = Desk("""
        05-01 Radio Pell | Rosa Idel (Rosa Idel) asserts: the gate was locked
        05-02 Bay Herald | a teacher asserts: the gate was locked""")
    assert len(desk.claim().origins) == 2
    desk.judge(Verdict.SAME_SOURCE, desk.id(1), desk.id(2))
    assert len(desk.claim().origins) == 1


def test_u11_one_who_reports_the_saying_is_no_origin_of_what_is_said() -> None:
    desk = Desk("""
        05-01 Bay Herald | Ida Roth (Tolm) asserts: the union had said that the tank was empty
        05-01 Bay Herald | org:Dockers Union (Dockers Union) asserts: the tank was empty""")
    from dataclasses import replace

    inner = desk.entries[1]
    desk.entries[1] = replace(inner, utterance=replace(inner.utterance, parent="u01"))
    claim = desk.claim()
    assert [each.party for each in claim.origins] == ["Dockers Union"]
    assert claim.status is Status.ATTRIBUTED
    assert claim.first_said is not None
    assert claim.first_said.party == "Dockers Union"


def test_s5_unnamed_origins_are_counted_but_lift_nothing() -> None:
    claim = Desk("""
        05-01 Fjord Post | official:two people briefed on it asserts: the merger is off
        05-02 Bay Herald | official:a lawyer asserts: the merger is off
        05-03 Lido Post | Ana Prado (Sol Foods) asserts: the merger is off""").claim()
    assert (claim.status, len(claim.origins)) == (Status.ATTRIBUTED, 3)
    assert Flag.HEARSAY_ONLY not in claim.flags


def test_s2_a_confirmation_added_to_a_copy_is_somebodys_own() -> None:
    desk = Desk("""
        05-01 Agency Sol | Ana Prado (Ana Prado) asserts: the roof leaked
        05-02 Bay Herald | Ana Prado (Ana Prado) asserts: the roof leaked
        05-02 Bay Herald | Rosa Idel (Lido) confirms: the roof of the hall had leaked""")
    desk.judge(Verdict.COPY_OF, 2, 1)
    claim = desk.claim()
    assert (claim.status, len(claim.origins)) == (Status.CONFIRMED, 2)


@pytest.mark.parametrize(
    ("rule", "source", "named"),
    [
        ("O2", "Rosa Idel (Lido)", True),
        ("O2", "An Nguyen (Lido)", True),
        ("O2", "张伟 (Lido)", True),
        ("O2", "a nurse (Lido)", False),
        ("O2", "two Lido nurses (Lido)", False),
        ("O2", "org:Lido Hospital (Lido)", True),
        ("O2", "org:the hospital (Lido)", True),
        ("O2", "org:an aid group (Lido)", False),
        ("O2", "org:One Nation (One Nation)", True),
        ("O2", "official:a ministry spokesman (Lido)", False),
        ("O2", "group:nurses (Lido)", False),
        ("O5", "doc:annual report (Lido)", True),
        ("O5", "doc:a leaked memo (Lido)", False),
        ("O5", "doc:a memo seen by the Post (Lido)", False),
        ("O5", "doc:the manifest", False),
        ("O5", "outlet:Fjord Post (Fjord Post)", False),
    ],
)
def test_who_is_named(rule: str, source: str, named: bool) -> None:
    status = Desk(f"05-01 Bay Herald | {source} asserts: the ward was closed").claim().status
    assert status is (Status.ATTRIBUTED if named else Status.CIRCULATING)


@pytest.mark.parametrize(("score", "origins"), [(0.4, 2), (0.6, 1)])
def test_o6_a_machine_is_taken_at_its_word_when_it_is_more_likely_so_than_not(score: float, origins: int) -> None:
    desk = Desk("""
        05-01 Agency Sol | a roofer asserts: the roof leaked
        05-02 Bay Herald | a tiler asserts: the roof leaked""")
    desk.judge(Verdict.COPY_OF, 2, 1, by="copies 1", person=False, score=score)
    assert len(desk.claim().origins) == origins
