"""Events → the rows of the tables that questions are asked of. The same events give the same rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from sayso import moments
from sayso.ledger import database, handwork, payloads
from sayso.ledger.events import Event, EventKind, iter_events
from sayso.ledger.faults import BadEntry
from sayso.ledger.payloads import Record
from sayso.ledger.tables import LAID_OUT, documents, filings, judgements, notes, readings, utterances
from sayso.names import plain

TOGETHER = 1000  # rows of a table that are put in at a time
_INTO = {table: insert(table) for table in LAID_OUT}

Gone = dict[int, Record]  # by the number of an event: what its latest redaction says of it


def lay_out(connection: Connection, recorded: Iterable[Event], gone: Gone) -> None:
    """Events → their rows, many at a time. The words are not indexed here."""
    rows = _Rows(connection)
    new: set[str] = set()  # documents that nothing was read in yet
    for event in recorded:
        record = payloads.parse(event.body) if event.body is not None else None
        if event.kind == EventKind.DOCUMENT:
            row = _document(event, record, gone.get(event.seq))
            new.add(row["id"])
            rows.add(documents, row)
        elif record is None:
            if event.kind == EventKind.NOTE and "document" in gone.get(event.seq, {}):  # it was a document of its own
                rows.add(documents, _document(event, None, gone[event.seq]))
        elif event.kind == EventKind.READING:
            learned = {} if record["document"] in new else _supersede(rows, event, record)
            new.discard(record["document"])
            rows.add(readings, _reading(event, record))
            rows.add(utterances, *_utterances(event, record, learned))
            if learned:
                rows.put()
                handwork.follow_reading(connection, event.seq, record["document"])
        elif event.kind == EventKind.FILING:
            rows.add(filings, {"story": record["story"], "document": record["document"], "seq": event.seq})
        elif event.kind == EventKind.JUDGEMENT:
            rows.add(judgements, _judgement(event, record))
        elif event.kind == EventKind.NOTE:
            row = {name: _plain(record[name]) for name in ("note", "about", "story", "by", "at")}
            rows.add(notes, {**row, "seq": event.seq, "learned": event.at, "digest": event.digest})
            if "utterances" in record:
                _entry(rows, event, record, gone)
        elif event.kind == EventKind.CORRECTION:
            rows.put()
            handwork.lay_correction(connection, event, record)
        elif event.kind == EventKind.UNDO:
            rows.put()
            handwork.lay_undo(connection, event, record)
    rows.put()


def lay_out_all(connection: Connection, recorded: Iterable[Event], gone: Gone) -> None:
    """Empty the tables and fill them from the events."""
    for table in LAID_OUT:
        connection.execute(delete(table))
    lay_out(connection, recorded, gone)


class _Rows:
    """Rows on their way into tables, in the order in which they came."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._waiting: dict[Table, list[Record]] = {table: [] for table in LAID_OUT}

    def add(self, table: Table, *rows: Record) -> None:
        waiting = self._waiting[table]
        waiting += rows
        if len(waiting) >= TOGETHER:
            self.put()

    def put(self) -> None:
        """Into the tables with what waits."""
        for table, rows in self._waiting.items():
            if rows:
                self.connection.execute(_INTO[table], rows)
        self._waiting = {table: [] for table in LAID_OUT}


def find_gone(connection: Connection) -> Gone:
    """What redactions took out, by the number of the event; the latest word counts."""
    gone: Gone = {}
    for event in iter_events(connection, EventKind.REDACTION):
        if event.body is not None:
            record = payloads.parse(event.body)
            gone |= {each["seq"]: {**each, "reason": record["reason"]} for each in record["of"]}
    return gone


def relay(connection: Connection) -> None:
    """Make all these tables, and the index of words, anew from the record."""
    recorded = iter_events(connection)
    lay_out_all(connection, recorded, find_gone(connection))
    database.index_all(connection)


def _document(event: Event, record: Record | None, gone: Record | None) -> Record:
    if record is not None:
        document = record["document"]
    elif gone is not None:
        document = {"id": gone["document"], "sha256": gone["sha256"]}
    else:
        raise BadEntry(f"event {event.seq}: what was recorded is missing")
    return {
        "seq": event.seq,
        "id": document["id"],
        "sha256": document["sha256"],
        **{name: _plain(document.get(name)) for name in payloads.FACTS},
        "learned": event.at,
        "public": _public(document, event),
        "redacted": gone["reason"] if gone else None,
        "wiped": int(record is None),
    }


def _public(document: Record, event: Event) -> str | None:
    published, modified, retrieved = (document.get(name) for name in ("published", "modified", "retrieved"))
    moment = moments.public(published, modified, retrieved, event.at)
    return moment.isoformat(timespec="microseconds") if moment else None


def _supersede(rows: _Rows, event: Event, record: Record) -> dict[str, str]:
    """The newest reading of a document is the one in force; what an utterance was learned stays with its id."""
    rows.put()
    document, connection = record["document"], rows.connection
    held = select(utterances.c.id, func.min(utterances.c.learned)).where(utterances.c.document == document)
    learned = {row[0]: row[1] for row in connection.execute(held.group_by(utterances.c.id))}
    read = select(readings.c.seq).where(readings.c.document == document)
    for table in (readings, utterances):  # what people put in stays
        older = (table.c.document == document) & table.c.superseded.is_(None) & table.c.seq.in_(read)
        connection.execute(update(table).where(older).values(superseded=event.seq))
    return learned


def _reading(event: Event, record: Record) -> Record:
    reader = record["reader"]
    row = {"seq": event.seq, "document": record["document"], "digest": event.digest, "superseded": None}
    return {**row, "reader": _plain(reader["name"]), "version": _plain(reader["version"])}


def _utterances(event: Event, record: Record, learned: dict[str, str]) -> list[Record]:
    return [
        {**_utterance(each), "seq": event.seq, "position": position, "document": record["document"],
         "learned": learned.get(each["id"], event.at), "superseded": None}
        for position, each in enumerate(record["utterances"])
    ]  # fmt: skip


def _entry(rows: _Rows, event: Event, record: Record, gone: Gone) -> None:
    """Lines entered by hand, and the document that they were taken from, where it is a note of its own."""
    rows.put()
    document = record["document"]
    if isinstance(document, dict):
        handwork.make_room(rows.connection, document["id"])
        rows.add(documents, _document(event, record, gone.get(event.seq)))
        document = document["id"]
    if record["story"]:
        handwork.file_entry(rows.connection, record["story"], document, event.seq)
    rows.add(utterances, *_utterances(event, {**record, "document": document}, {}))
    rows.put()
    handwork.refresh(rows.connection, document)


def _utterance(record: Record) -> dict[str, Any]:
    source, said = record["source"], record.get("said") or {}
    return {
        "id": record["id"],
        "source": _plain(source["name"]),
        "kind": source["kind"],
        "party": _plain(source["party"]),
        **{name: record[name] for name in ("stance", "factuality", "quote")},
        "cue": _plain((record["cue"] or {}).get("text")),
        "content": _plain(record["content"]["text"]),
        "said_start": said.get("start"),
        "said_end": said.get("end"),
        "parent": record["parent"],
        "speaker": _compared(source["name"]),
        "side": _compared(source["party"] or record["chain"][-1]["party"]),
        "confidence": record["confidence"],
    }


def _compared(name: str | None) -> str | None:
    return plain(str(_plain(name))) if name else None


def _judgement(event: Event, record: Record) -> Record:
    return {
        "seq": event.seq,
        "verdict": record["judgement"],
        **{name: _plain(record[name]) for name in ("a", "b", "party", "by", "reason", "at")},
        "person": int(record["person"]),
        "score": record["score"],
        "withdrawn": int(record["withdrawn"]),
        "learned": event.at,
        "digest": event.digest,
    }


def _plain(text: str | None) -> str | None:
    """A database takes no stray half of a character."""
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8")
