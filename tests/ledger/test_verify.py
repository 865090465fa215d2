"""Whatever happens to the file: verify reports it, or every event reads back as it was written."""

import random
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from sayso.ledger import LedgerFault, open_ledger
from sayso.ledger.events import NOTHING_BEFORE, chain
from tests.ledger.desk import EVENTS, GUARD, NOW, READINGS, THEFT, at, desk, put, rows

SAMPLED = 150  # bytes that are flipped in the quick test


@pytest.fixture
def whole(path: Path) -> Path:
    """A small ledger in small pages, so that there are few bytes that hold nothing."""
    with desk(path, THEFT, GUARD) as ledger:
        ledger.take([{"judgement": "not_claim", "a": THEFT.utterances[0].id, "by": "rules 1"}], now=at(3))
        ledger.redact_document(GUARD.document.id, "a court order", by="Ines", now=at(4))
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.execute("PRAGMA page_size = 512")
        raw.execute("VACUUM")
        raw.execute("PRAGMA journal_mode = WAL")
    return path


def faults(path: Path, head: str | None = None) -> list[str]:
    """What a user is told; anything but a fault of the ledger is a failure of the test."""
    try:
        with open_ledger(str(path)) as ledger:
            return list(ledger.verify(head).faults)
    except LedgerFault as fault:
        return [str(fault)]


def flip(path: Path, offsets: Iterable[int]) -> None:
    """Flip bytes one at a time; each is reported, or changes no event."""
    sound = path.read_bytes()
    before = rows(path, EVENTS)
    chance = random.Random(512)
    missed = []
    for offset in offsets:
        spoilt = bytearray(sound)
        spoilt[offset] ^= chance.randrange(1, 256)
        path.write_bytes(spoilt)
        if not faults(path):
            try:
                same = rows(path, EVENTS) == before
            except sqlite3.Error:
                same = False
            if not same:
                missed.append(offset)
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
    path.write_bytes(sound)
    assert missed == []


def test_flipped_bytes_are_found(whole: Path) -> None:
    assert faults(whole) == []
    size = whole.stat().st_size
    chance = random.Random(7)
    flip(whole, [*range(16, 32), *chance.sample(range(32, size), SAMPLED)])


def test_flipped_words_of_the_record_are_found(whole: Path) -> None:
    sound = whole.read_bytes()
    for words in (b"two drawings were missing", b"2026-06-01T09:00:00", b"a court order", b'"not_claim"'):
        for start in (sound.index(words), sound.rindex(words)):
            spoilt = bytearray(sound)
            spoilt[start] ^= 1
            whole.write_bytes(spoilt)
            assert faults(whole), (words, start)


@pytest.mark.soak
def test_each_byte_flipped_in_turn_is_found(whole: Path) -> None:
    flip(whole, range(whole.stat().st_size))


def tamper(path: Path, *statements: str) -> None:
    """Past the guards, as somebody with the file and SQLite could; the guards are put back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        for _, made in guards:
            raw.execute(made)


@pytest.mark.parametrize(
    ("statements", "why"),
    [
        (["DELETE FROM bodies WHERE seq = 4", "DELETE FROM events WHERE seq = 4"], "missing or out of order"),
        (["DELETE FROM bodies WHERE seq = 5"], "what was recorded is missing"),
        (["UPDATE bodies SET body = NULL WHERE seq = 1"], "what was recorded is missing"),
        (["UPDATE bodies SET body = replace(body, 'two', 'six') WHERE seq = 1"], "the digest differs"),
        (["UPDATE events SET at = '2026-06-02T09:00:00+00:00' WHERE seq = 9"], "its hash is not that of what stands"),
        (
            [
                "UPDATE events SET seq = -1 WHERE seq = 4",
                "UPDATE events SET seq = 4 WHERE seq = 5",
                "UPDATE events SET seq = 5 WHERE seq = -1",
            ],
            "does not carry the hash of the event before",
        ),
        (
            [
                "CREATE TEMP TABLE kept AS SELECT * FROM bodies",
                "UPDATE bodies SET body = (SELECT body FROM kept WHERE kept.seq = 11 - bodies.seq) WHERE seq IN (4, 7)",
            ],
            "the digest differs",
        ),
        (["INSERT INTO bodies VALUES (99, '{}')"], "bodies without an event"),
        (["UPDATE utterances SET stance = 'denies' WHERE number = 1"], "the table utterances is not what the record gives"),
        (["UPDATE filings SET story = 'another'"], "the table filings is not what the record gives"),
        (["DROP VIEW who_said_what"], "the view who_said_what is missing"),
        (["CREATE TABLE mine (a)"], "the table mine is none of Sayso's"),
        (["PRAGMA application_id = 7"], "not a Sayso ledger"),
        (["PRAGMA user_version = 99"], "written by a newer Sayso"),
    ],
)  # fmt: skip
def test_what_was_tampered_with_is_found(path: Path, statements: list[str], why: str) -> None:
    with desk(path, *READINGS):
        pass
    assert faults(path) == []
    tamper(path, *statements)
    assert any(why in fault for fault in faults(path)), faults(path)


def test_a_guard_that_was_taken_away_is_found(path: Path) -> None:
    with desk(path, *READINGS):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("DROP TRIGGER events_stay")
    assert faults(path) == ["the trigger events_stay is missing or was changed"]


def rechain(path: Path) -> None:
    """All hashes made anew, as a careful forger would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            raw.execute(f"DROP TRIGGER {name}")
        before = NOTHING_BEFORE
        for seq, kind, learned, digest in raw.execute(
            "SELECT seq, kind, at, digest FROM events ORDER BY seq"
        ).fetchall():
            made = chain(seq, kind, learned, digest, before)
            raw.execute("UPDATE events SET previous = ?, hash = ? WHERE seq = ?", (before, made, seq))
            before = made
        for _, made in guards:
            raw.execute(made)


def cut_off(path: Path) -> None:
    tamper(path, "DELETE FROM bodies WHERE seq > 6", "DELETE FROM events WHERE seq > 6")
    with open_ledger(str(path), write=True) as ledger:
        ledger.rebuild()


def backdate(path: Path) -> None:
    tamper(path, "UPDATE events SET at = '2026-05-31T09:00:00+00:00' WHERE seq <= 3")
    rechain(path)
    with open_ledger(str(path), write=True) as ledger:
        ledger.rebuild()


@pytest.mark.parametrize("forge", [cut_off, backdate])
def test_only_a_head_that_was_kept_finds_a_careful_forger(path: Path, forge: Callable[[Path], None]) -> None:
    with desk(path, *READINGS) as ledger:
        head = ledger.head()
    assert faults(path, head) == []
    forge(path)
    assert faults(path) == []  # what stands there is sound in itself
    assert faults(path, head) == [f"no event has the head {head}: events were taken away or changed since it was kept"]


def remake(path: Path, *statements: str) -> None:
    """Events taken away or moved, all hashes made anew, and all tables where that goes."""
    tamper(path, *statements)
    rechain(path)
    with suppress(LedgerFault), open_ledger(str(path), write=True) as ledger:
        ledger.rebuild()


def test_a_head_tells_of_every_event_that_was_taken_away_or_moved(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        head = ledger.head()
    sound = path.read_bytes()
    ((last,),) = rows(path, "SELECT max(seq) FROM events")
    close = [f"UPDATE {table} SET seq = -seq WHERE seq < 0" for table in ("events", "bodies")]
    for seq in range(1, last + 1):
        gone = [f"DELETE FROM {table} WHERE seq = {seq}" for table in ("bodies", "events")]
        moved = [f"UPDATE {table} SET seq = 1 - seq WHERE seq > {seq}" for table in ("events", "bodies")]
        swap = [
            f"UPDATE {table} SET seq = -CASE seq WHEN {seq} THEN {seq + 1} ELSE {seq} END WHERE seq IN ({seq}, {seq + 1})"
            for table in ("events", "bodies")
        ]
        for statements in ([*gone, *moved, *close], [*swap, *close]):
            if statements[0].startswith("UPDATE") and seq == last:
                continue
            remake(path, *statements)
            assert faults(path, head), statements
            path.write_bytes(sound)


def test_a_file_that_was_cut_short_is_found(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        head = ledger.head()
    sound = path.read_bytes()
    for size in (0, 1, 16, 99, 100, 4096, len(sound) // 2, len(sound) - 4096, len(sound) - 1):
        path.write_bytes(sound[:size])
        assert faults(path, head), size


def test_a_head_stays_good_as_the_ledger_grows(path: Path) -> None:
    with desk(path, THEFT) as ledger:
        head = ledger.head()
        put(ledger, GUARD, minutes=5)
        ledger.redact_document(THEFT.document.id, "a court order", by="Ines", now=NOW)
        found = ledger.verify(head)
        assert (found.faults, found.head == head) == ((), False)


@pytest.mark.parametrize("write", [True, False])
def test_a_ledger_of_an_earlier_version_is_brought_up_to_date(write: bool, path: Path) -> None:
    with desk(path, *READINGS):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        (made,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'who_said_what'").fetchone()
        raw.execute("DROP VIEW who_said_what")
        raw.execute(made.replace("wiped + 0", "wiped"))
        raw.execute("PRAGMA user_version = 1")
    with open_ledger(str(path), write=write) as ledger:
        assert ledger.verify().faults == ()


def test_a_damaged_record_is_not_made_anew_from(path: Path) -> None:
    with desk(path, *READINGS):
        pass
    tamper(path, "UPDATE bodies SET body = replace(body, 'two', 'six') WHERE seq = 1")
    with open_ledger(str(path), write=True) as ledger, pytest.raises(LedgerFault, match="sayso verify says where"):
        ledger.rebuild()
