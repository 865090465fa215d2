"""The record: what is written stays, each event carries the hash of the one before, and plain SQLite can read it."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from sayso.ledger import BadEntry, Record, open_ledger
from sayso.ledger.events import NOTHING_BEFORE, chain
from tests.ledger.desk import DAM, EVENTS, GUARD, NOW, READINGS, THEFT, at, desk, put, rows


def test_each_event_carries_the_hash_of_the_one_before(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        head = ledger.head()
    before = NOTHING_BEFORE
    for number, (seq, kind, learned, digest, previous, found, _) in enumerate(rows(path, EVENTS), 1):
        assert (seq, previous) == (number, before)
        before = chain(seq, kind, learned, digest, previous)
        assert found == before
    assert before == head


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET kind = 'note' WHERE seq = 1",
        "UPDATE events SET digest = digest",
        "DELETE FROM events WHERE seq = 9",
        "DELETE FROM events",
        "DELETE FROM bodies WHERE seq = 2",
        "UPDATE bodies SET body = NULL WHERE seq = 1",
        "UPDATE bodies SET body = replace(body, 'two', 'six')",
        "UPDATE bodies SET seq = 99 WHERE seq = 1",
    ],
)
def test_the_record_cannot_be_changed(path: Path, statement: str) -> None:
    with desk(path, *READINGS):
        pass
    before = rows(path, EVENTS)
    with closing(sqlite3.connect(path)) as raw:
        with pytest.raises(sqlite3.DatabaseError, match=r"cannot be|can only be redacted"):
            raw.execute(statement)
        raw.commit()
    assert rows(path, EVENTS) == before


def test_what_was_redacted_cannot_be_used_to_change_the_rest(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        ledger.redact_document(GUARD.document.id, "a court order", by="Ines", now=NOW)
    with closing(sqlite3.connect(path)) as raw, pytest.raises(sqlite3.DatabaseError, match="can only be redacted"):
        raw.execute("UPDATE bodies SET body = NULL WHERE seq = 1")


def test_a_clock_set_back_does_not_turn_the_order_round(path: Path) -> None:
    with desk(path, THEFT) as ledger:
        ledger.add(GUARD, "drawings", by="sayso 0", now=NOW - timedelta(days=2))
        assert not ledger.verify().faults
        assert {entry.learned for entry in ledger.view().entries()} == {"2026-06-01T09:00:00+00:00"}


def test_known_as_of_leaves_out_what_was_learned_later(path: Path) -> None:
    line = {"judgement": "not_claim", "a": THEFT.utterances[0].id, "by": "Ines"}
    with desk(path, *READINGS) as ledger:
        ledger.take([line], now=at(30))
        for moment, documents, judgements in (
            ("2026-05-31", 0, 0),
            (at(0).isoformat(), 1, 0),
            ("2026-06-01T11:01:00+02:00", 2, 0),
            (at(29).isoformat(), 3, 0),
            ("2026-06-01", 3, 1),
        ):
            view = ledger.view("drawings", known_as_of=moment)
            assert len(view.documents()) == documents
            assert len({entry.document.id for entry in view.entries()}) == documents
            assert len(view.judgements()) == judgements


def test_a_story_is_a_filter(path: Path) -> None:
    with desk(path, THEFT, GUARD) as ledger:
        put(ledger, DAM, "drought", 5)
        lines: list[Record] = [
            {"judgement": "same_claim", "a": THEFT.utterances[0].id, "b": GUARD.utterances[0].id, "by": "rules 1"},
            {"judgement": "not_claim", "a": DAM.utterances[1].id, "by": "rules 1"},
            {"judgement": "same_party", "a": "the water board", "b": "Upland Water", "by": "Ines", "person": True},
        ]
        ledger.take(lines, now=at(6))
        assert [each.verdict.value for each in ledger.view("drawings").judgements()] == ["same_claim", "same_party"]
        assert [each.verdict.value for each in ledger.view("drought").judgements()] == ["not_claim", "same_party"]
        assert {entry.document for entry in ledger.view("drought").entries()} == {DAM.document}
        assert ledger.view("nothing").entries() == []
        newest = ledger.view("drawings").documents(most=1)
        assert [(held.id, held.utterances) for held in newest] == [(GUARD.document.id, 2)]
        wanted = [THEFT.utterances[1].id, DAM.utterances[0].id, "u9"]
        assert {entry.utterance.id for entry in ledger.view().among(wanted)} == set(wanted[:2])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("drawings", ["that two drawings were missing"]),
        ("window FORCED", ["that a window had been forced"]),
        ("dorn", ["that a window had been forced"]),  # the source's name
        ("drawings window", []),
        ('"" AND (', []),
        ("", []),
    ],
)
def test_words_are_found(path: Path, words: str, found: list[str]) -> None:
    with desk(path, *READINGS) as ledger:
        assert [entry.utterance.content.text for entry in ledger.view().search(words)] == found


def test_plain_sqlite_tells_who_said_what_when(path: Path) -> None:
    with desk(path, *READINGS):
        pass
    answer = rows(
        path,
        "SELECT source, stance, factuality, content, outlet, published FROM who_said_what WHERE document = ? ORDER BY 4",
        THEFT.document.id,
    )
    assert answer == [
        ("Inspector Halka Dorn", "asserts", "U", "that a window had been forced", "Kastov Courier", "2026-05-20T08:00:00+02:00"),
        ("The museum", "asserts", "U", "that two drawings were missing", "Kastov Courier", "2026-05-20T08:00:00+02:00"),
    ]  # fmt: skip
    assert rows(path, "SELECT story, count(*) FROM story_lines GROUP BY 1") == [("drawings", 6)]
    assert rows(path, "SELECT text FROM texts WHERE document = ?", DAM.document.id) == [(DAM.document.text,)]


def test_a_rebuild_gives_the_same_tables(path: Path) -> None:
    tables = ("documents", "filings", "readings", "utterances", "judgements", "notes")
    with desk(path, *READINGS) as ledger:
        ledger.take([{"note": "called", "by": "Ines", "about": THEFT.document.id}], now=NOW)
        before = [rows(path, f"SELECT * FROM {table}") for table in tables]
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("UPDATE utterances SET content = 'that nothing was missing'")
            raw.execute("DELETE FROM documents WHERE outlet = 'Radio Vell'")
            raw.commit()
        assert "sayso rebuild" in " ".join(ledger.verify().faults)
        ledger.rebuild()
        assert not ledger.verify().faults
        assert [rows(path, f"SELECT * FROM {table}") for table in tables] == before
        assert ledger.view().search("drawings")


def test_reading_makes_no_ledger_and_writes_nothing(path: Path) -> None:
    with desk(path, THEFT):
        pass
    before = path.read_bytes()
    with open_ledger(str(path)) as ledger:
        ledger.view().entries()
        ledger.verify()
        with pytest.raises(Exception, match="it can be read, but not written to"):
            put(ledger, GUARD)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_record_refused_in_the_middle_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.ledger import cache

    def fail(*_: object) -> None:
        raise BadEntry("no")

    monkeypatch.setattr(cache, "mark_reading", fail)  # after document and reading were written
    with desk(path) as ledger:
        with pytest.raises(BadEntry):
            put(ledger, THEFT)
        assert ledger.head() == NOTHING_BEFORE
        assert ledger.view().documents() == []
