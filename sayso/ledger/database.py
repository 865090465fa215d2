"""A ledger's address → an open database. The one place where SQLite and PostgreSQL differ.

SQLite: write-ahead log, every commit on the disk before it is acknowledged, foreign keys, FTS5 for words.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, column, create_engine, event, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from sayso.ledger.faults import LedgerFault

PATIENCE = 10.0  # seconds to wait for another program that is writing
STAMP = 0x53617973  # "Says", SQLite's application_id: what tells a ledger from any other SQLite file
PAGES = 16_384  # KiB of page cache

_REASONS = {
    sqlite3.SQLITE_BUSY: "another program is writing to it; try again when that has finished",
    sqlite3.SQLITE_LOCKED: "another program is writing to it; try again when that has finished",
    sqlite3.SQLITE_READONLY: "it can be read, but not written to",
    sqlite3.SQLITE_PERM: "permission denied",
    sqlite3.SQLITE_IOERR: "the disk cannot read or write it",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_NOTADB: "not a Sayso ledger",
    sqlite3.SQLITE_CORRUPT: "damaged",
}


class Database:
    """An open ledger. `reading` and `writing` give a connection within one transaction."""

    def __init__(self, name: str, raw: sqlite3.Connection) -> None:
        self.name = name
        self._raw = raw
        self._engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        event.listen(self._engine, "begin", _begin)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """All questions within see the ledger at one moment."""
        with self.explaining(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All or nothing, on the disk when it ends; waits for whoever writes at the moment."""
        with self.explaining(), self._engine.connect() as connection:
            connection.execution_options(begin="BEGIN IMMEDIATE")
            with connection.begin():
                yield connection

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """What the database complains of → a `LedgerFault`."""
        try:
            yield
        except DBAPIError as fault:
            raise LedgerFault(f"{self.name}: {explain(fault.orig)}") from fault
        except sqlite3.Error as fault:
            raise LedgerFault(f"{self.name}: {explain(fault)}") from fault

    def sweep(self) -> bool:
        """Leave no page behind that still holds what was wiped. False where another program holds on to old pages."""
        try:
            self._raw.execute("VACUUM")
            (held, _, _) = self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise LedgerFault(f"{self.name}: {explain(fault)}") from fault
            return False
        return not held

    def close(self) -> None:
        """The log is folded into the file."""
        self._engine.dispose()
        with suppress(sqlite3.Error):
            self._raw.close()


def open_database(address: str, *, write: bool) -> Database:
    """Open a ledger. To write: made where there is none. Raises `LedgerFault`."""
    if "://" in address:
        raise LedgerFault(f"{address.partition('://')[0]}://…: this version keeps ledgers in SQLite files only")
    path = Path(address)
    try:
        raw = _open_file(path, write=write)
    except sqlite3.Error as fault:
        raise LedgerFault(f"{address}: {explain(fault)}") from fault
    except (OSError, ValueError) as fault:
        why = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        raise LedgerFault(f"{address}: {why}") from fault
    return Database(address, raw)


def explain(fault: BaseException | None) -> str:
    """What SQLite says, in the words of a person.

    >>> explain(sqlite3.OperationalError("no such table: events"))
    'damaged (no such table: events)'
    """
    code = getattr(fault, "sqlite_errorcode", None)
    reason = _REASONS.get(code & 0xFF) if code is not None else None
    return reason or f"damaged ({' '.join(str(fault).split())})"


def _open_file(path: Path, *, write: bool) -> sqlite3.Connection:
    if path.is_dir():
        raise ValueError("a folder, not a ledger")
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.exists():
        raise ValueError("there is no ledger; sayso add makes one")
    elif path.stat().st_size == 0:
        raise ValueError("empty: nothing was added to it yet")
    try:
        raw = _connect(path, "mode=rwc" if write else "mode=rw")
        _prepare(raw, path, write=write)
    except sqlite3.OperationalError:
        if write or not _is_settled(path):
            raise
        # A file in a folder that cannot be written to: no log can be laid beside it, and nobody else writes either.
        raw = _connect(path, "mode=ro&immutable=1")
        _prepare(raw, path, write=False)
    return raw


def _connect(path: Path, options: str) -> sqlite3.Connection:
    raw = sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True, timeout=PATIENCE, isolation_level=None)
    raw.execute(f"PRAGMA cache_size = -{PAGES}")
    return raw


def _prepare(raw: sqlite3.Connection, path: Path, *, write: bool) -> None:
    try:
        _check_stamp(raw)
        if write:
            if not os.access(path, os.W_OK):
                raise ValueError(_REASONS[sqlite3.SQLITE_READONLY])
            raw.execute("PRAGMA journal_mode = WAL")
            raw.execute("PRAGMA synchronous = FULL")
            raw.execute("PRAGMA foreign_keys = ON")
            raw.execute("PRAGMA secure_delete = ON")
        else:
            raw.execute("PRAGMA query_only = ON")
    except BaseException:
        raw.close()
        raise


def _check_stamp(raw: sqlite3.Connection) -> None:
    (stamp,) = raw.execute("PRAGMA application_id").fetchone()
    (tables,) = raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if stamp != STAMP and tables:
        raise ValueError("not a Sayso ledger")


def _is_settled(path: Path) -> bool:
    """Whether no log with commits of its own lies beside the file."""
    log = path.with_name(f"{path.name}-wal")
    return not log.exists() or log.stat().st_size == 0


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


# ---- what each database says in its own words ----


def read_version(connection: Connection) -> int:
    """The number of the last migration that was made; 0 in a database that is new."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def write_version(connection: Connection, version: int) -> None:
    """Keep the number of the last migration."""
    connection.exec_driver_sql(f"PRAGMA application_id = {STAMP}")
    connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")


def list_schema(connection: Connection) -> set[tuple[str, str, str]]:
    """Every table, view, index and trigger, as it was made."""
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(str(kind), str(name), str(sql)) for kind, name, sql in rows}


def find_damage(connection: Connection) -> list[str]:
    """What the database itself finds wrong with its file."""
    rows = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars()
    return [" ".join(str(row).split()) for row in rows if row != "ok"]


# No word of the record can be changed; a body only where a redaction that was recorded before names it.
_EVENTS_STAY = """CREATE TRIGGER events_stay BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'an event cannot be changed'); END"""
_EVENTS_REMAIN = """CREATE TRIGGER events_remain BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'an event cannot be deleted'); END"""
_BODIES_REMAIN = """CREATE TRIGGER bodies_remain BEFORE DELETE ON bodies
BEGIN SELECT RAISE(ABORT, 'a body cannot be deleted'); END"""
_BODIES_STAY = """CREATE TRIGGER bodies_stay BEFORE UPDATE ON bodies
BEGIN
  SELECT RAISE(ABORT, 'a body cannot be moved') WHERE NEW.seq IS NOT OLD.seq;
  SELECT RAISE(ABORT, 'a body can only be redacted') WHERE NOT EXISTS (
    SELECT 1 FROM events AS e JOIN bodies AS b ON b.seq = e.seq, json_each(b.body, '$.of') AS o
    WHERE e.kind = 'redaction' AND e.seq > OLD.seq AND json_extract(o.value, '$.seq') = OLD.seq);
END"""
GUARDS = (_EVENTS_STAY, _EVENTS_REMAIN, _BODIES_REMAIN, _BODIES_STAY)

# `wiped + 0`: nobody is to begin with the index of all documents that are there.
# The words of documents are kept once, in the body; a view gives them to the index and to whoever asks.
_TEXTS = """CREATE VIEW texts AS
SELECT d.seq AS seq, d.id AS document, d.title AS title, json_extract(b.body, '$.document.text') AS text
FROM documents AS d JOIN bodies AS b ON b.seq = d.seq"""
_WHO_SAID_WHAT = """CREATE VIEW who_said_what AS
SELECT u.id AS utterance, u.source, u.kind, u.party, u.stance, u.factuality, u.quote, u.cue, u.content,
  u.said_start, u.said_end, u.document, d.outlet, d.published, d.title, d.url, u.learned
FROM utterances AS u JOIN documents AS d ON d.id = u.document
WHERE u.superseded IS NULL AND d.wiped + 0 = 0"""
_STORY_LINES = """CREATE VIEW story_lines AS
SELECT f.story, w.* FROM filings AS f JOIN who_said_what AS w ON w.document = f.document"""
_CLAIM_LINES = """CREATE VIEW claim_lines AS
SELECT c.id AS claim, c.headline, c.status, c.since, w.*
FROM claims AS c JOIN members AS m ON m.claim = c.id JOIN who_said_what AS w ON w.utterance = m.utterance"""
VIEWS = (_TEXTS, _WHO_SAID_WHAT, _STORY_LINES, _CLAIM_LINES)

WORDS = (
    "CREATE VIRTUAL TABLE utterances_words USING fts5(content, source, content='utterances', content_rowid='number')",
    "CREATE VIRTUAL TABLE documents_words USING fts5(title, text, content='texts', content_rowid='seq')",
)


def lay_guards(connection: Connection) -> None:
    """Triggers, views and the index of words."""
    for statement in (*GUARDS, *VIEWS, *WORDS):
        connection.exec_driver_sql(statement)


def lay_views(connection: Connection) -> None:
    """The views anew, as this Sayso has them; none holds anything."""
    for statement in VIEWS:
        connection.exec_driver_sql(f"DROP VIEW {statement.split()[2]}")
        connection.exec_driver_sql(statement)


def index_document(connection: Connection, seq: int) -> None:
    """Enter a document's words into the index."""
    connection.exec_driver_sql(
        "INSERT INTO documents_words(rowid, title, text) SELECT seq, title, text FROM texts WHERE seq = ?", (seq,)
    )


def index_reading(connection: Connection, seq: int) -> None:
    """Enter the words of a reading's utterances into the index."""
    connection.exec_driver_sql(
        "INSERT INTO utterances_words(rowid, content, source)"
        " SELECT number, content, source FROM utterances WHERE seq = ?",
        (seq,),
    )


Words = dict[tuple[str, int], tuple[str | None, str | None]]

_UTTERED = "SELECT number, content, source FROM utterances WHERE document = ?"
_TITLED = "SELECT t.seq, t.title, t.text FROM texts AS t JOIN documents AS d ON d.seq = t.seq WHERE d.id = ?"
_INDEXES = {"utterances_words": ("content", "source"), "documents_words": ("title", "text")}


def read_words(connection: Connection, document: str) -> Words:
    """The words of a document, and of its utterances, by index and row."""
    asked = {"utterances_words": _UTTERED, "documents_words": _TITLED}
    return {
        (index, row[0]): (row[1], row[2])
        for index, question in asked.items()
        for row in connection.exec_driver_sql(question, (document,))
    }


def index_changes(connection: Connection, before: Words, after: Words) -> None:
    """Make the index of words follow rows that changed."""
    for index, (one, other) in _INDEXES.items():
        for (where, row), words in before.items():
            if where == index and after.get((where, row)) != words:
                gone = f"INSERT INTO {index}({index}, rowid, {one}, {other}) VALUES ('delete', ?, ?, ?)"  # noqa: S608
                connection.exec_driver_sql(gone, (row, *words))
        for (where, row), words in after.items():
            if where == index and before.get((where, row)) != words:
                new = f"INSERT INTO {index}(rowid, {one}, {other}) VALUES (?, ?, ?)"  # noqa: S608
                connection.exec_driver_sql(new, (row, *words))


def index_all(connection: Connection) -> None:
    """Make the index anew from what is there; nothing of the old one stays."""
    for order in ("rebuild", "optimize"):
        connection.exec_driver_sql("INSERT INTO utterances_words(utterances_words) VALUES (?)", (order,))
        connection.exec_driver_sql("INSERT INTO documents_words(documents_words) VALUES (?)", (order,))


def up_to(column: ColumnElement[str], mark: str) -> ColumnElement[str]:
    """A text up to where the mark stands in it; the mark must stand in it."""
    return func.substr(column, 1, func.instr(column, mark) - 1)


def holds(column: ColumnElement[str], mark: str) -> ColumnElement[bool]:
    """Whether the mark stands in a text."""
    return func.instr(column, mark) > 0


def select_words(words: str) -> Select[Any] | None:
    """The numbers of the utterances in which all of the words stand, to be asked for with something else; None for no words."""
    asked = _all_of(words)
    if not asked:
        return None
    found = text("utterances_words MATCH :words").bindparams(words=asked)
    number: ColumnElement[int] = column("rowid")
    return select(number).select_from(text("utterances_words")).where(found)


def _all_of(words: str) -> str:
    return " ".join(f'"{word}"' for word in words.replace('"', " ").replace("\x00", " ").split())


def find_words(connection: Connection, words: str) -> list[int]:
    """The numbers of the utterances in which all of the words stand, best first."""
    asked = _all_of(words)
    if not asked:
        return []
    rows = connection.exec_driver_sql(
        "SELECT rowid FROM utterances_words WHERE utterances_words MATCH ? ORDER BY rank, rowid", (asked,)
    )
    return [int(row[0]) for row in rows]
