"""What goes into the ledger, and what it does not take."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger import BadEntry, Ledger, Outcome, Record, open_ledger, parse
from sayso.ledger.payloads import canonical
from sayso.nouns import ReaderVersion
from sayso.scales import Verdict
from tests.ledger.desk import BY, DAM, EVENTS, GUARD, NOW, READINGS, THEFT, THEFT_LATER, at, desk, put, record, rows


def test_adding_again_changes_nothing(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        head = ledger.head()
        for reading in READINGS:
            assert put(ledger, reading, minutes=60).outcome == Outcome.THERE
        assert ledger.head() == head
        assert [entry.utterance for entry in ledger.view("drawings").entries()] == [u for r in READINGS for u in r]


def test_ids_given_are_kept_and_so_is_what_this_program_does_not_know(path: Path) -> None:
    given = record()
    given["document"]["id"] = "clip 12"
    given["document"]["desk"] = "arts"
    given["utterances"][0]["id"] = "clip 12, line 1"
    given["utterances"][1]["parent"] = "clip 12, line 1"
    with desk(path) as ledger:
        assert put(ledger, given).document == "clip 12"
        entries = ledger.view().entries()
        assert [entry.utterance.id for entry in entries] == ["clip 12, line 1", THEFT.utterances[1].id]
        assert entries[1].utterance.parent == "clip 12, line 1"
        assert {entry.document.id for entry in entries} == {"clip 12"}
    ((body,),) = rows(path, "SELECT json_extract(body, '$.document.desk') FROM bodies WHERE seq = 1")
    assert body == "arts"


def test_a_number_may_stand_without_an_anchor(path: Path) -> None:
    given = record()
    number = {"text": None, "spans": None, "value": 2, "low": None, "high": None, "bound": "exact", "unit": "drawing"}
    given["utterances"][0]["quantities"] = [number]
    with desk(path) as ledger:
        put(ledger, given)
        (quantity,) = ledger.view().entries()[0].utterance.quantities
        assert (quantity.value, quantity.unit, quantity.anchor) == (2, "drawing", None)
        assert not ledger.verify().faults


def test_a_changed_text_at_one_address_is_a_revision_and_nothing_is_anchored_anew(path: Path) -> None:
    with desk(path, THEFT) as ledger:
        added = put(ledger, THEFT_LATER, minutes=5)
        assert (added.outcome, added.revises) == (Outcome.REVISION, THEFT.document.id)
        (judgement,) = ledger.view("drawings").judgements()
        assert (judgement.verdict, judgement.a, judgement.b, judgement.by) == (
            Verdict.REVISION_OF, THEFT_LATER.document.id, THEFT.document.id, BY,
        )  # fmt: skip
        documents = {entry.document.id: entry.document.text for entry in ledger.view().entries()}
        assert documents == {each.document.id: each.document.text for each in (THEFT, THEFT_LATER)}
        assert put(ledger, THEFT_LATER, minutes=9).outcome == Outcome.THERE


def test_an_earlier_text_that_comes_in_later_is_still_the_earlier(path: Path) -> None:
    with desk(path, THEFT_LATER) as ledger:
        assert put(ledger, THEFT).outcome == Outcome.REVISION
        (judgement,) = ledger.view().judgements()
        assert (judgement.a, judgement.b) == (THEFT_LATER.document.id, THEFT.document.id)


def test_of_two_readings_the_newer_is_in_force_and_the_older_stays_on_record(path: Path) -> None:
    other = record()
    other["reader"] = {"name": "somebody", "version": "2"}
    other["utterances"] = other["utterances"][:1]
    with desk(path, THEFT) as ledger:
        assert put(ledger, other, minutes=10).outcome == Outcome.READ_AGAIN
        (entry,) = ledger.view().entries()
        assert entry.learned == NOW.isoformat(timespec="seconds")  # learned first by the older reading
        assert len(ledger.view(known_as_of=at(9).isoformat()).entries()) == 2
        assert put(ledger, THEFT, minutes=20).outcome == Outcome.THERE
        assert len(ledger.view().entries()) == 1


def test_a_document_in_two_stories_is_recorded_once(path: Path) -> None:
    with desk(path, THEFT) as ledger:
        assert put(ledger, THEFT, "museums").outcome == Outcome.FILED
        assert put(ledger, THEFT, "museums").outcome == Outcome.THERE
        assert [(story.name, story.documents) for story in ledger.view().stories()] == [("drawings", 1), ("museums", 1)]
        assert len(ledger.view("museums").entries()) == len(ledger.view().entries()) == 2
    assert [kind for (kind,) in rows(path, "SELECT kind FROM events")] == ["document", "reading", "filing", "filing"]


def test_what_a_reader_has_read_it_need_not_read_again(path: Path) -> None:
    with desk(path, THEFT) as ledger:
        again = ledger.file_again(THEFT.document.id, THEFT.reader, "drawings", now=NOW)
        assert again is not None
        assert (again.outcome, again.utterances) == (Outcome.THERE, 2)
        assert ledger.file_again(THEFT.document.id, ReaderVersion("by-hand", "2"), "drawings", now=NOW) is None
        assert ledger.file_again(DAM.document.id, DAM.reader, "drawings", now=NOW) is None


def change(*path: Any, value: Any) -> Callable[[dict[str, Any]], None]:
    def apply(given: dict[str, Any]) -> None:
        node: Any = given
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = value

    return apply


def drop(name: str, *path: Any) -> Callable[[dict[str, Any]], None]:
    def apply(given: dict[str, Any]) -> None:
        node: Any = given
        for step in path:
            node = node[step]
        del node[name]

    return apply


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (change("sayso", value="2"), "sayso is '2'"),
        (drop("reader"), "reader: is missing"),
        (drop("chain", "utterances", 0), "utterances[0].chain: is missing"),
        (change("document", value="d1"), "document: 'd1' is not an object"),
        (lambda given: given.update(document={"text": " \n"}, utterances=[]), "document.text is empty"),
        (change("document", "text", value=7), "document.text: 7 is not text"),
        (change("document", "sha256", value="0" * 64), "document.sha256 is not the digest"),
        (change("document", "outlet", value=["a", "b"]), "document.outlet: ['a', 'b'] is not text"),
        (change("document", "published", value="last spring"), "'last spring' is not an ISO 8601 date"),
        (change("document", "published", value="2026-13"), "'2026-13' is not an ISO 8601 date"),
        (change("document", "id", value="x" * 2000), "document.id is longer than"),
        (change("utterances", 0, "content", "text", value="that three drawings were gone"), "is not what stands there"),
        (change("utterances", 0, "content", "spans", value=[[5, 99999]]), "outside the text"),
        (change("utterances", 0, "id", value=THEFT.utterances[1].id), "two utterances have one id"),
        (change("utterances", 0, "id", value=12), "utterances[0].id: 12 is not text"),
        (change("utterances", 0, "parent", value="nowhere"), "link to unknown nowhere"),
        (change("utterances", 0, "stance", value="shrugs"), "utterances[0].stance: 'shrugs' is none of"),
        (change("utterances", 0, "chain", value=[]), "the chain is empty"),
        (change("utterances", 0, "source", "name", value=3), "utterances[0].source.name: 3 is not text"),
        (change("utterances", 0, "confidence", value=7), "utterances[0].confidence: 7 is not between 0 and 1"),
        (change("utterances", 0, "said", value={"start": "Monday", "end": None}), "'Monday' is not an ISO 8601"),
    ],
)  # fmt: skip
def test_a_record_that_is_not_sound_is_refused_whole(path: Path, spoil: Any, why: str) -> None:
    given = record()
    spoil(given)
    with desk(path, GUARD) as ledger:
        head = ledger.head()
        with pytest.raises(BadEntry) as caught:
            put(ledger, given)
        assert why in str(caught.value)
        assert "\n" not in str(caught.value)
        assert ledger.head() == head


def test_one_id_stands_for_one_text_and_one_utterance(path: Path) -> None:
    other = record(THEFT_LATER)
    other["document"] |= {"id": THEFT.document.id, "sha256": None}
    borrowed = record(DAM)
    borrowed["utterances"][0]["id"] = THEFT.utterances[0].id
    with desk(path, THEFT) as ledger:
        with pytest.raises(BadEntry, match="with another text"):
            put(ledger, other)
        with pytest.raises(BadEntry, match=f"that of an utterance in document {THEFT.document.id}"):
            put(ledger, borrowed)
        assert len(ledger.view().documents()) == 1  # nothing of it was kept


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nonsense", "not a line of JSON"),
        ("[1]", "no JSON object"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": 1, "a": 2}', "a field is given twice"),
        ("[" * 100_000, "not a line of JSON"),
    ],
)
def test_a_line_that_is_no_record(line: str, why: str) -> None:
    with pytest.raises(BadEntry, match=why):
        parse(line)


A, B = THEFT.utterances[0].id, GUARD.utterances[0].id


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"judgement": "same_claim", "a": A, "by": "Ines"}, 'needs "b"'),
        ({"judgement": "same_claim", "a": A, "b": A, "by": "Ines"}, "one and the same"),
        ({"judgement": "same_claim", "a": A, "b": "u9", "by": "Ines"}, "no utterance and no document 'u9'"),
        ({"judgement": "same_claim", "a": A, "b": B}, "the field 'by' is missing"),
        ({"judgement": "about", "a": A, "by": "Ines"}, 'needs "party"'),
        ({"judgement": "likes", "a": A, "b": B, "by": "Ines"}, "'likes' is no judgement"),
        ({"judgement": "same_claim", "a": A, "b": B, "by": "Ines", "score": 3}, "score is not a number"),
        ({"judgement": "same_claim", "a": A, "b": B, "by": "Ines", "person": "yes"}, "true or false"),
        ({"judgement": "same_claim", "a": A, "b": B, "by": "Ines", "at": "noon"}, "not an ISO 8601"),
        ({"note": " ", "by": "Ines"}, "the note is empty"),
        ({"note": "called", "by": "Ines", "about": "u9"}, "no utterance and no document 'u9'"),
        ({"remark": "called"}, "no judgement, correction or note"),
    ],
)
def test_a_judgement_or_note_that_is_not_sound(path: Path, line: dict[str, Any], why: str) -> None:
    sound = {"judgement": "same_claim", "a": A, "b": B, "by": "Ines"}
    with desk(path, THEFT, GUARD) as ledger:
        taken = ledger.take([line, sound], now=NOW)
        assert isinstance(taken[0], BadEntry)
        assert why in str(taken[0])
        assert taken[1] is True  # the rest goes on
        assert ledger.take([sound, {**sound, "reason": None}], now=at(5)) == [False, False]


def test_documents_are_named_by_id_or_address_and_parties_by_name(path: Path) -> None:
    lines: list[Record] = [
        {"judgement": "copy_of", "a": THEFT.document.url, "b": GUARD.document.id, "by": "Ines"},
        {"judgement": "same_party", "a": "the museum", "b": "Kastov City Museum", "by": "Ines", "person": True},
        {"judgement": "not_claim", "a": A, "by": "rules 1", "score": 0.7, "reason": "a wish"},
        {"note": "the museum's press office did not pick up", "about": A, "by": "Ines"},
    ]
    with desk(path, THEFT, GUARD) as ledger:
        assert ledger.take(lines, now=at(3)) == [True] * 4
        copy, party, wish = ledger.view("drawings").judgements()
        assert (copy.a, copy.person, copy.at) == (THEFT.document.url, True, "2026-06-01T09:03:00+00:00")
        assert not wish.person
        assert (party.b, wish.score, wish.reason) == ("Kastov City Museum", 0.7, "a wish")


def test_a_judgement_withdrawn_stays_on_record(path: Path) -> None:
    line = {"judgement": "same_claim", "a": A, "b": B, "by": "Ines", "person": True, "at": "2026-05-30"}
    with desk(path, THEFT, GUARD) as ledger:
        assert ledger.take([line, {**line, "at": "2026-05-31", "withdrawn": True}], now=NOW) == [True, True]
        assert [(each.at, each.withdrawn) for each in ledger.view().judgements()] == [
            ("2026-05-30", False),
            ("2026-05-31", True),
        ]


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "two\x1b[2J", "a\u202eb"])
def test_a_story_has_a_name_that_can_be_shown(path: Path, name: str) -> None:
    with desk(path) as ledger, pytest.raises(BadEntry, match="a story's name"):
        put(ledger, THEFT, name)


ODD = st.text(min_size=1, max_size=40).filter(str.strip)


@settings(max_examples=30, deadline=None)
@given(text=ODD, outlet=st.none() | st.text(max_size=8), title=st.none() | st.text(max_size=12))
def test_any_words_come_back_as_they_went(
    tmp_path_factory: pytest.TempPathFactory, text: str, outlet: str | None, title: str | None
) -> None:
    given_record = record()
    given_record["document"] = {"text": text, "outlet": outlet, "title": title}
    given_record["utterances"] = []
    place = tmp_path_factory.mktemp("odd") / "desk.db"
    with desk(place) as ledger:
        added = put(ledger, given_record)
        document = ledger.view().document(added.document)
        assert document is not None
        assert (document.text, document.outlet, document.title) == (text, outlet, title)
        assert not ledger.verify().faults


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=9) | st.none(), max_size=6))
def test_canonical_lines_are_one_line_and_come_back(given_record: dict[str, Any]) -> None:
    line = canonical(given_record)
    assert parse(line) == given_record
    assert len(line.splitlines()) == 1
    assert canonical(dict(reversed(given_record.items()))) == line


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(4)), reopened=st.sets(st.integers(0, 3)))
def test_neither_order_nor_reopening_changes_what_is_held(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], reopened: set[int]
) -> None:
    given_readings = (THEFT, GUARD, DAM, THEFT_LATER)
    place = str(tmp_path_factory.mktemp("order") / "desk.db")
    ledger: Ledger = open_ledger(place, write=True)
    try:
        for at_step, number in enumerate(order):
            put(ledger, given_readings[number], minutes=at_step)
            if at_step in reopened:
                ledger.close()
                ledger = open_ledger(place, write=True)
        held = {entry.utterance.id: (entry.utterance, entry.document) for entry in ledger.view("drawings").entries()}
        assert held == {each.id: (each, reading.document) for reading in given_readings for each in reading}
        (judgement,) = ledger.view("drawings").judgements()
        assert (judgement.a, judgement.b) == (THEFT_LATER.document.id, THEFT.document.id)
        assert not ledger.verify().faults
    finally:
        ledger.close()


def test_events_are_the_same_whoever_adds_them_when(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    for place in (path, other):
        with desk(place, *READINGS):
            pass
    assert rows(path, EVENTS) == rows(other, EVENTS)
