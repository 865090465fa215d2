"""A ledger → all that is wrong with it: file, chain, digests, anchors, and the tables laid out from the record."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from sqlalchemy import Connection, create_engine, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from sayso import anchors
from sayso.ledger import database, payloads
from sayso.ledger.events import NOTHING_BEFORE, Event, EventKind, chain, iter_events
from sayso.ledger.faults import BadEntry
from sayso.ledger.layout import Gone, find_gone, lay_out_all
from sayso.ledger.migrations import MIGRATIONS
from sayso.ledger.tables import LAID_OUT, bodies, documents, events, metadata, utterances

WRONG = (
    BadEntry,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    OverflowError,
    DBAPIError,
    sqlite3.Error,
)


@dataclass(frozen=True, slots=True)
class Verification:
    """What a look at every line of a ledger gave. `faults` is empty where all is whole."""

    events: int
    documents: int
    utterances: int
    redacted: tuple[str, ...]
    head: str
    faults: tuple[str, ...]


def verify(connection: Connection, saved: str | None = None) -> Verification:
    """Look at every line. `saved`: a head that was kept; it must be that of an event in the chain."""
    faults = [*_check_file(connection)]
    try:
        faults += check_record(connection, saved)
        if not faults:
            faults += _check_layout(connection)
        counts = [
            connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (events, documents)
        ]
        spoken = select(func.count()).select_from(utterances).where(utterances.c.superseded.is_(None))
        redacted = select(documents.c.id).where(documents.c.redacted.is_not(None)).order_by(documents.c.seq)
        head = connection.execute(select(events.c.hash).order_by(events.c.seq.desc()).limit(1)).scalar()
        return Verification(
            counts[0],
            counts[1],
            connection.execute(spoken).scalar_one(),
            tuple(connection.execute(redacted).scalars()),
            head or NOTHING_BEFORE,
            tuple(faults),
        )
    except WRONG as fault:
        faults.append(f"damaged: {_line(fault)}")
        return Verification(0, 0, 0, (), "", tuple(faults))


def _check_file(connection: Connection) -> Iterator[str]:
    """What the database finds, and whether its tables, views and guards are the ones that Sayso lays."""
    try:
        yield from (f"the file is damaged: {each}" for each in database.find_damage(connection))
        made, found = _made(), database.list_schema(connection)
        for kind, name, _ in sorted(made - found):
            yield f"the {kind} {name} is missing or was changed"
        for kind, name, _ in sorted(found - made):
            if (kind, name) not in {(each[0], each[1]) for each in made}:
                yield f"the {kind} {name} is none of Sayso's"
    except WRONG as fault:
        yield f"damaged: {_line(fault)}"


def check_record(connection: Connection, saved: str | None = None) -> Iterator[str]:
    """Chain, digests, anchors, in one pass."""
    gone = find_gone(connection)
    before: Event | None = None
    wanted = saved
    texts: dict[str, int] = {}  # where each document is recorded: the tables laid out from the record do not count here
    for number, event in enumerate(iter_events(connection), 1):
        where = f"event {event.seq} ({event.kind})"
        yield from (f"{where}: {each}" for each in _check_link(event, number, before))
        try:
            if fault := _check_body(connection, event, gone, texts):
                yield f"{where}: {fault}"
        except WRONG as fault:
            yield f"{where}: {_line(fault)}"
        wanted = None if event.hash == wanted else wanted
        before = event
    alone = select(func.count()).select_from(bodies).where(bodies.c.seq.not_in(select(events.c.seq)))
    if connection.execute(alone).scalar_one():
        yield "there are bodies without an event"
    if wanted is not None:
        yield f"no event has the head {wanted}: events were taken away or changed since it was kept"


def _check_link(event: Event, number: int, before: Event | None) -> Iterator[str]:
    if event.seq != number:
        yield f"it should be number {number}: events are missing or out of order"
    if event.previous != (before.hash if before else NOTHING_BEFORE):
        yield "it does not carry the hash of the event before"
    if event.hash != chain(event.seq, event.kind, event.at, event.digest, event.previous):
        yield "its hash is not that of what stands in it"
    if event.kind not in set(EventKind):
        yield "no such kind"
    if before and event.at < before.at:
        yield "it is older than the event before"


def _check_body(connection: Connection, event: Event, gone: Gone, texts: dict[str, int]) -> str | None:
    """What is wrong with what was recorded; None where nothing is, or where it was redacted."""
    redaction = gone.get(event.seq)
    if event.body is None:
        return None if redaction and redaction["left"] is None else "what was recorded is missing"
    found = payloads.digest(event.body)
    if found != (redaction["left"] if redaction else event.digest):
        return "what stands there is not what was recorded (the digest differs)"
    record = payloads.parse(event.body)
    if event.kind == EventKind.DOCUMENT:
        texts[record["document"]["id"]] = event.seq
        text = record["document"]["text"].encode("utf-8", "surrogatepass")
        if not redaction and hashlib.sha256(text).hexdigest() != record["document"]["sha256"]:
            return "the text is not the one whose digest was recorded"
    elif event.kind == EventKind.READING:
        body = _find_body(connection, texts.get(record["document"], 0))
        if body is None:
            return f"document {record['document']} is missing"
        payloads.check_anchors(payloads.parse(body), record)
    elif event.kind == EventKind.JUDGEMENT:
        payloads.to_judgement(record)
    elif event.kind == EventKind.NOTE and "utterances" in record:
        return _check_entry(connection, event, record, texts)
    return None


def _check_entry(connection: Connection, event: Event, record: payloads.Record, texts: dict[str, int]) -> str | None:
    """The same of lines entered by hand; a note of its own is its own document."""
    document = record["document"]
    if isinstance(document, dict):
        texts[document["id"]] = event.seq
        document = document["id"]
    body = _find_body(connection, texts.get(document, 0))
    if body is None:
        return f"document {document} is missing"
    payloads.check_anchors(payloads.parse(body), record)
    return None


def _find_body(connection: Connection, seq: int) -> str | None:
    return connection.execute(select(bodies.c.body).where(bodies.c.seq == seq)).scalar()


def _check_layout(connection: Connection) -> Iterator[str]:
    """Lay everything out once more, beside the ledger, and compare."""
    with _scratch(guarded=False) as scratch:
        lay_out_all(scratch, iter_events(connection), find_gone(connection))
        for table in LAID_OUT:
            wanted = select(table).order_by(*table.primary_key.columns)
            rows = (each.execute(wanted, execution_options={"yield_per": 500}) for each in (scratch, connection))
            if any(made != held for made, held in zip_longest(*rows)):
                yield f"the table {table.name} is not what the record gives: sayso rebuild makes it anew"


@cache
def _made() -> frozenset[tuple[str, str, str]]:
    """The tables, views and guards that Sayso lays."""
    with _scratch(guarded=True) as empty:
        return frozenset(database.list_schema(empty))


class _scratch:  # noqa: N801  used as a function
    """A new database in a temporary file of SQLite's own, gone when it is closed."""

    def __init__(self, *, guarded: bool) -> None:
        self.engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(""), poolclass=StaticPool)
        self.guarded = guarded

    def __enter__(self) -> Connection:
        self.connection = self.engine.connect()
        if self.guarded:
            for step in MIGRATIONS:
                step(self.connection)
        else:
            metadata.create_all(self.connection)
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        self.engine.dispose()


def _line(fault: BaseException) -> str:
    if isinstance(fault, DBAPIError):
        return database.explain(fault.orig)
    return anchors.UNSEEN.sub("?", " ".join(f"{fault}".split())) or type(fault).__name__
