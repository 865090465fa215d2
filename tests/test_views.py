"""What a ledger shows: the kept claims and a board asked anew say the same, whatever came first and whatever was undone."""

import random
import re
import shutil
import sqlite3
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.board import board
from sayso.ledger import Ledger, database, open_ledger
from sayso.ledger.tables import stale
from sayso.nouns import Judgement
from sayso.scales import Flag, Status, Verdict
from sayso.views import (
    Unknown,
    When,
    bring_up_to_date,
    find_claim,
    find_line,
    find_source,
    list_claims,
    list_lines,
    list_sources,
)
from sayso.wire import claim_record, decode_claim, encode_claims, encode_record
from tests.deskwork import kept, put_all, readings, shown, take
from tests.ledger.desk import rows
from tests.test_board import DOCUMENTS, IDS, PARTIES, STORY, judgements
from tests.weighing.desk import Desk


def desk() -> Desk:
    """Four claims: how many houses, the alarm, how the fire began, why the alarm never rang."""
    made = Desk(STORY)
    made.judgements = []
    for several in ((1, 3, 6, 7, 12), (2, 4, 10, 9), (5, 11)):
        for a, b in pairwise(several):
            made.judge(Verdict.SAME_CLAIM, a, b)
    made.judge(Verdict.COPY_OF, 3, 1)
    return made


def filled(path: Path, made: Desk | None = None) -> Ledger:
    made = made or desk()
    ledger = open_ledger(str(path), write=True)
    put_all(ledger, readings(made.entries))
    take(ledger, made.judgements)
    return ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


MOMENTS: list[dict[str, str | None]] = [
    {},
    {"as_of": "2026-05-01"},
    {"as_of": "2026-05-03"},
    {"as_of": "2026-05-04T12:00:00+02:00", "known_as_of": "2027-01-01"},
    {"known_as_of": "2025-12-31"},
]


@pytest.mark.parametrize("moments", MOMENTS, ids=str)
def test_what_is_kept_is_what_the_board_says(path: Path, moments: dict[str, str | None]) -> None:
    with filled(path) as ledger:
        asked = shown(ledger, "fire", **moments)  # nothing is derived yet: the board is asked
        assert bring_up_to_date(ledger) == 4
        assert bring_up_to_date(ledger) == 0
        view = ledger.view()
        expected = board(view.entries(), view.judgements(), **moments)
        assert shown(ledger, "fire", **moments) == asked == [encode_record(claim_record(each)) for each in expected]
        assert shown(ledger, **moments) == asked
        assert [decode_claim(line) for line in asked] == [
            replace(each, members=found.members, places=(), times=())
            for each, found in zip(expected, map(decode_claim, asked), strict=True)
        ]


def test_any_utterance_leads_to_its_claim_and_the_claim_to_its_past(path: Path) -> None:
    with filled(path) as ledger:
        for utterance in ("u01", "u07", "u12"):
            life = find_claim(ledger, utterance)
            assert life.claim.id == "u01"
        assert [each.status for each in (life.claim, *life.past)] == [Status.CONFIRMED, Status.ATTRIBUTED]
        before = find_line(ledger, "u12")
        bring_up_to_date(ledger)
        assert find_line(ledger, "u12") == before
        assert {each.status for each in find_claim(ledger, "u02", When("2026-05-01")).past} == set()


def test_the_statuses_a_claim_has_had_lie_end_to_end(path: Path) -> None:
    with filled(path) as ledger:
        bring_up_to_date(ledger)
    with sqlite3.connect(path) as raw:
        rows = raw.execute("SELECT start, end, status FROM statuses WHERE claim = 'u01' ORDER BY position").fetchall()
    assert [row[2] for row in rows] == ["attributed", "confirmed"]
    assert rows[0][1] == rows[1][0]
    assert rows[-1][1] is None


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("u99", "no utterance and no claim 'u99'"),
        ("u", "no utterance and no claim 'u'"),
        ("n", "no utterance and no claim 'n'"),
    ],
)
def test_an_id_that_is_not_there(path: Path, asked: str, why: str) -> None:
    with filled(path) as ledger, pytest.raises(Unknown, match=why):
        find_claim(ledger, asked)


def test_an_utterance_that_was_not_yet_out_or_opens_no_claim(path: Path) -> None:
    made = desk()
    made.judge(Verdict.NOT_CLAIM, 8)
    with filled(path, made) as ledger:
        with pytest.raises(Unknown, match="u12 was not published by then"):
            find_claim(ledger, "u12", When("2026-05-04"))
        with pytest.raises(Unknown, match="u08 opens no claim"):
            find_claim(ledger, "u08")
        bring_up_to_date(ledger)
        with pytest.raises(Unknown, match="u08 opens no claim"):
            find_line(ledger, "u08")


@pytest.mark.parametrize(
    ("before", "a", "b", "touched"),
    [
        ([], "Tolm", "Lido", [1, 3, 7, 12]),  # who speaks for one of them
        ([], "ana prado", "the Tolm", [1, 3, 12]),  # a speaker by name
        ([], "Agency Sol", "Lido", [6, 7]),  # an outlet that unnamed officials' words came through (O2)
        ([], "The Lido Post", "Bay Herald", [5, 6, 8]),  # the outlet that vouches for hearsay, and its own voice
        ([], "https://Casebook/undated", "Casebook", [11]),  # an address vouches where there is no outlet
        ([("Tolm", "Reva")], "Reva", "Sol Alarms", [1, 3, 4, 9, 10, 12]),  # a name that was tied to it before
        ([], "Olm", "Reva", [2]),  # the party that a claim is about (S8)
        ([], "Vell", "Reva", []),
    ],
)
def test_a_word_on_parties_touches_those_who_speak_for_them(
    before: list[tuple[str, str]], a: str, b: str, touched: list[int], path: Path
) -> None:
    made = desk()
    made.judge(Verdict.ABOUT, 2, party="Olm")
    for names in before:
        made.judge(Verdict.SAME_PARTY, *names)
    with filled(path, made) as ledger:
        bring_up_to_date(ledger)
        take(ledger, [Judgement(Verdict.SAME_PARTY, a, b, by="Ida Roth", person=True)])
        with ledger.database.reading() as connection:
            assert sorted(connection.execute(stale.select()).scalars()) == [f"u{n:02}" for n in touched]
        bring_up_to_date(ledger)
        found = kept(ledger)
        ledger.rebuild()
        bring_up_to_date(ledger)
        assert kept(ledger) == found


SHORT = (
    "stale",
    "events",
    "claims USING INDEX claims_rank",
    "CONSTANT ROW",
    "undone",  # what people took back: few
)  # what is short, or read no further than asked


def test_no_question_walks_the_whole_ledger(path: Path) -> None:
    with filled(path) as ledger:
        bring_up_to_date(ledger)
        asked: list[str] = []
        ledger.database._raw.set_trace_callback(asked.append)
        find_claim(ledger, "u01")
        find_line(ledger, "u01")
        for story in (None, "fire"):
            list_claims(ledger, story, most=2)
            list_claims(ledger, story, most=2, after="u01")
        take(ledger, [Judgement(Verdict.SAME_CLAIM, "u04", "u08", by="Ida Roth", person=True)])
        bring_up_to_date(ledger)
        ledger.database._raw.set_trace_callback(None)
    views = (
        "SELECT source FROM claim_lines WHERE claim = 'u01'",
        "SELECT source FROM story_lines WHERE story = 'fire'",
    )
    asked = [each for each in asked if each.startswith(("SELECT", "INSERT INTO stale", "DELETE"))]
    assert len(asked) > 50
    peeks = re.compile(r"SELECT [\w.]+\s+FROM \w+\s+LIMIT 1 OFFSET 0")  # whether there is one at all
    for each in (*(line for line in asked if not peeks.fullmatch(line.strip())), *views):
        plan = [str(line) for *_, line in rows(path, f"EXPLAIN QUERY PLAN {each}")]
        walked = [line for line in plan if line.startswith("SCAN ") and not line[5:].startswith(SHORT)]
        assert walked == [], each
        assert not any("documents_public (wiped=?)" in line or "utterances_seq" in line for line in plan), each


@pytest.mark.parametrize("when", [When(), When("2026-05-06")])
@pytest.mark.parametrize("story", [None, "fire"])
def test_the_claims_behind_another_are_those_that_follow_it(story: str | None, when: When, path: Path) -> None:
    with filled(path) as ledger:
        bring_up_to_date(ledger)
        ids = [claim.id for claim in list_claims(ledger, story, when).claims]
        for at, each in enumerate(ids, 1):
            page = list_claims(ledger, story, when, most=2, after=each)
            assert [claim.id for claim in page.claims] == ids[at : at + 2]
            lines = list_lines(ledger, story, when, most=2, after=each)
            assert [decode_claim(line).id for line in lines] == ids[at : at + 2]
        member = next(claim for claim in list_claims(ledger, story, when).claims if claim.id == ids[0]).members[-1]
        assert list_claims(ledger, story, when, after=member.utterance.id).claims[0].id == ids[1]
        with pytest.raises(Unknown):
            list_claims(ledger, story, when, after="u99999")


def test_pages_lie_end_to_end(path: Path) -> None:
    with filled(path) as ledger:
        whole = list_claims(ledger, "fire").claims
        for _ in range(2):
            pages = [list_claims(ledger, "fire", most=3, skip=skip) for skip in (0, 3, 6)]
            assert [claim.id for page in pages for claim in page.claims] == [claim.id for claim in whole]
            assert {page.total for page in pages} == {4}
            bring_up_to_date(ledger)


def test_a_story_is_a_filter(path: Path) -> None:
    """A claim that reaches into another story is shown in both, whole."""
    made = desk()
    given_readings = readings(made.entries)
    with open_ledger(str(path), write=True) as ledger:
        put_all(ledger, given_readings[:2], "first days")
        put_all(ledger, given_readings[2:], "later")
        take(ledger, made.judgements)
        asked = shown(ledger, "first days")
        bring_up_to_date(ledger)
        assert shown(ledger, "first days") == asked
        assert [decode_claim(each).id for each in asked] == ["u01", "u02"]
        assert len(decode_claim(asked[0]).members) == 5
        put_all(ledger, given_readings[4:5], "first days")  # put into this story too: nothing is derived for that
        assert bring_up_to_date(ledger) == 0
        assert shown(ledger, "first days") == shown(ledger, "first days", known_as_of="2100-01-01")


def test_a_plan_falls_due_when_something_later_is_heard(path: Path) -> None:
    plan = Desk("05-01 Bay Herald | Ana Prado (Tolm) expects by 05-03: the bridge will reopen on Sunday")
    later = Desk("05-09 Lido Post | Rosa Idel (Lido) asserts: it rained")
    later.entries = [replace(each, utterance=replace(each.utterance, id="u2")) for each in later.entries]
    with filled(path, plan) as ledger:
        bring_up_to_date(ledger)
        assert decode_claim(find_line(ledger, "u01")).flags == ()
        put_all(ledger, readings(later.entries))
        assert bring_up_to_date(ledger) == 2
        assert decode_claim(find_line(ledger, "u01")).flags == (Flag.DUE,)


def test_a_copy_of_a_copy_whose_middle_says_nothing_on_the_claim(path: Path) -> None:
    """The lineage goes through documents that are not the claim's: they bear on it all the same."""
    made = Desk("""
        05-01 Agency Sol | Ana Prado (Tolm) asserts: the dam leaks
        05-02 Bay Herald | org:Bay Office (Bay) asserts: the road is shut
        05-03 Lido Post | org:Lido Office (Lido) asserts: the ferry is late
        05-04 Fjord Post | Rosa Idel (Fjord) asserts: the dam leaks""")
    made.judgements = []
    made.judge(Verdict.SAME_CLAIM, 1, 4)
    for copy, original in ((4, 3), (3, 2)):
        made.judge(Verdict.COPY_OF, copy, original)
    last = made.judgements[-1]
    with filled(path, made) as ledger:
        bring_up_to_date(ledger)
        assert decode_claim(find_line(ledger, "u01")).status is Status.CORROBORATED
        take(ledger, [replace(last, a=str(made.url(2)), b=str(made.url(1)))])
        bring_up_to_date(ledger)
        view = ledger.view()
        assert shown(ledger) == encode_claims(board(view.entries(), view.judgements()))[1:-1].split(",\n")
        claim = decode_claim(find_line(ledger, "u01"))
        assert (claim.status, len(claim.origins)) == (Status.ATTRIBUTED, 1)
        assert claim.members[1].copy_of == made.url(3)


def test_a_ledger_that_is_busy_shows_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    with filled(path) as ledger:
        expected = shown(ledger, known_as_of="2100-01-01")
        with sqlite3.connect(path, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            assert shown(ledger) == expected
            other.execute("ROLLBACK")


# ---- sources ----


def test_sources_by_name(path: Path) -> None:
    with filled(path) as ledger:
        found, total = list_sources(ledger, "fire")
        assert [each.name for each in found] == sorted((each.name for each in found), key=str.casefold)
        assert total == len(found) == 8
        tolm = next(each for each in found if each.name == "Ana Prado")
        assert (tolm.parties, tolm.utterances, tolm.first, tolm.last) == (("Tolm",), 3, "2026-05-01", "2026-05-05")
        assert [each.name for each in list_sources(ledger, "fire", most=2, skip=1)[0]] == [
            each.name for each in found[1:3]
        ]


def test_what_a_source_said_and_what_others_did_later(path: Path) -> None:
    with filled(path) as ledger:
        for _ in range(2):
            speech = find_source(ledger, "neighbours")
            assert [(each.utterance.id, each.document.outlet) for each in speech.said] == [("u02", "Agency Sol")]
            assert [(each.did, each.by.party, each.by.at) for each in speech.said[0].later] == [
                ("denied", "Sol Alarms", "2026-05-02"),
                ("withdrawn", "Sol Alarms", "2026-05-04"),
                ("confirmed", "Sol Alarms", "2026-05-04"),
            ]
            prado = find_source(ledger, "ana  PRADO")
            assert [each.utterance.id for each in prado.said] == ["u01", "u03", "u12"]
            assert [bool(each.copy_of) for each in prado.said] == [False, True, False]
            assert [[each.did for each in said.later] for said in prado.said] == [["confirmed"], ["confirmed"], []]
            assert [each.utterance.id for each in find_source(ledger, "Ana Prado", when=When("2026-05-04")).said] == [
                "u01",
                "u03",
            ]
            bring_up_to_date(ledger)


def test_a_party_is_found_where_no_source_has_its_name(path: Path) -> None:
    with filled(path) as ledger:
        speech = find_source(ledger, "the Tolm")
        assert (speech.party, [each.utterance.id for each in speech.said]) == (True, ["u01", "u03", "u12"])
        with pytest.raises(Unknown, match="no source 'Prado' here; perhaps 'Ana Prado'"):
            find_source(ledger, "Prado")
        with pytest.raises(Unknown, match=r"no source 'nobody' here$"):
            find_source(ledger, "nobody")


def test_mentions_that_somebody_joined_are_one_source(path: Path) -> None:
    made = desk()
    joined = made.judge(Verdict.SAME_SOURCE, 7, 12, at="2026-06-01")
    with filled(path, made) as ledger:
        assert [each.utterance.id for each in find_source(ledger, "Rosa Idel").said] == ["u07", "u12"]
        take(ledger, [replace(joined, withdrawn=True, at="2026-06-02")])
        assert [each.utterance.id for each in find_source(ledger, "Rosa Idel").said] == ["u07"]


# ---- what must always hold ----


@settings(max_examples=12, deadline=None)
@given(words=st.lists(judgements(), max_size=12), chance=st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_bytes(tmp_path_factory: Any, words: list[Judgement], chance: Any) -> None:
    folder = tmp_path_factory.mktemp("order")
    sound = [each for each in words if each.a != each.b]
    seen = []
    for number in range(2):
        given_readings = readings(desk().entries)
        chance.shuffle(given_readings)
        chance.shuffle(sound)
        with open_ledger(str(folder / f"{number}.db"), write=True) as ledger:
            put_all(ledger, given_readings[:3])
            _take_known(ledger, sound, given_readings[:3])
            if number:
                bring_up_to_date(ledger)  # on the way, or only at the end
            put_all(ledger, given_readings[3:])
            take(ledger, sound)
            bring_up_to_date(ledger)
            seen.append((shown(ledger, "fire"), kept(ledger)))
            assert seen[-1][0] == shown(ledger, "fire", known_as_of="2100-01-01")
    assert seen[0] == seen[1]


def _take_known(ledger: Ledger, words: list[Judgement], held: Any) -> None:
    """Those that can be taken already."""
    ids = {each.id for reading in held for each in reading} | {reading.document.id for reading in held} | set(PARTIES)
    take(ledger, [each for each in words if each.a in ids and (each.b or each.a) in ids])


def _word(chance: random.Random, number: int) -> Judgement:
    verdict = chance.choice([*Verdict, Verdict.SAME_CLAIM, Verdict.SAME_CLAIM, Verdict.NOT_SAME])
    things = IDS
    if verdict in {Verdict.COPY_OF, Verdict.REVISION_OF, Verdict.CREDITS}:
        things = DOCUMENTS
    elif verdict in {Verdict.SAME_PARTY, Verdict.NOT_SAME_PARTY}:
        things = PARTIES
    a, b = chance.sample(things, 2)
    by = chance.choice(["Ida Roth", "Ines Corrigan", "pairs 1"])
    person = by != "pairs 1"
    return Judgement(
        verdict,
        a,
        None if verdict in {Verdict.ABOUT, Verdict.NOT_CLAIM} else b,
        by=by,
        person=person,
        party=chance.choice(PARTIES) if verdict is Verdict.ABOUT else None,
        score=None if person else chance.choice([0.3, 0.6, 0.9]),
        at=f"2026-06-01T00:{number // 60:02}:{number % 60:02}+00:00",
    )


def _judge_and_undo(base: Path, path: Path, seed: int, several: int) -> None:
    """Judgements come in, are corrected and taken back; when all are, what is derived is what it was."""
    chance = random.Random(seed)
    shutil.copyfile(base, path)
    with open_ledger(str(path), write=True) as ledger:
        before = kept(ledger)
        for turn in range(several):
            number, standing = turn * 40, list[Judgement]()
            for _ in range(chance.randint(1, 8)):
                number += 1
                if standing and chance.random() < 0.35:  # a correction: the last word is taken back, another is given
                    take(ledger, [replace(standing.pop(), withdrawn=True, at=_word(chance, number).at)])
                    number += 1
                word = _word(chance, number)
                standing.append(word)
                take(ledger, [word])
                if chance.random() < 0.4:
                    bring_up_to_date(ledger)
                    assert chance.random() > 0.2 or shown(ledger) == shown(ledger, known_as_of="2100-01-01")
            chance.shuffle(standing)
            for each in standing:
                number += 1
                take(ledger, [replace(each, withdrawn=True, at=_word(chance, number).at)])
            bring_up_to_date(ledger)
            assert kept(ledger) == before, f"seed {seed}, turn {turn}"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "base.db"
    with filled(path) as ledger:
        bring_up_to_date(ledger)
    return path


@pytest.mark.parametrize("seed", range(4))
def test_what_is_undone_leaves_what_was_there(base: Path, tmp_path: Path, seed: int) -> None:
    _judge_and_undo(base, tmp_path / "desk.db", seed, 5)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 300))
def test_what_is_undone_leaves_what_was_there_2000_times(base: Path, tmp_path: Path, seed: int) -> None:
    _judge_and_undo(base, tmp_path / "desk.db", seed, 10)
