"""The record → what can be taken elsewhere: documents with what was read in them, judgements, notes, and the chain they hang on."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from sayso.ledger import payloads
from sayso.ledger.events import Event
from sayso.ledger.payloads import ON_PARTIES, Record
from sayso.ledger.tables import bodies, documents, events, judgements, notes, readings
from sayso.ledger.view import MANY, to_judgement
from sayso.nouns import Judgement


@dataclass(frozen=True, slots=True)
class Recorded:
    """A document with what was read in it last, as one record; when the ledger learned of it, and the two events.

    Where a name was blacked out, the digest in the record is that of the text as it is left.
    """

    record: Record
    learned: str
    events: tuple[int, int]


def find_recorded(connection: Connection, ids: Iterable[str]) -> Iterator[Recorded]:
    """Documents by their ids, in the order in which they came; what was taken out is left out."""
    held: list[Row[Any]] = []
    for piece in _pieces(ids):
        read = (readings.c.document == documents.c.id) & readings.c.superseded.is_(None)
        wanted = select(documents.c.seq, documents.c.learned, documents.c.redacted, readings.c.seq.label("reading"))
        wanted = wanted.join(readings, read).where(documents.c.id.in_(piece), documents.c.wiped == 0)
        held.extend(connection.execute(wanted))
    for row in sorted(held, key=lambda each: each.seq):
        document, reading = (_body(connection, seq) for seq in (row.seq, row.reading))
        if document is not None and reading is not None:
            yield Recorded(_join(document, reading, row.redacted is not None), row.learned, (row.seq, row.reading))


def find_judged(connection: Connection, ids: Iterable[str]) -> list[tuple[int, Judgement]]:
    """Judgements that touch one of these ids or addresses, and all those on parties, each with its event, in order."""
    rows: dict[int, Row[Any]] = {}
    parties = judgements.c.verdict.in_([verdict.value for verdict in ON_PARTIES])
    for piece in [*_pieces(ids), []]:
        touching = or_(judgements.c.a.in_(piece), judgements.c.b.in_(piece), *([] if piece else [parties]))
        rows |= {row.seq: row for row in connection.execute(select(judgements).where(touching))}
    return [(seq, to_judgement(rows[seq])) for seq in sorted(rows)]


def find_noted(connection: Connection, ids: Iterable[str], story: str) -> list[Record]:
    """Notes on one of these ids or addresses, or on the story itself, in order."""
    rows: dict[int, Row[Any]] = {}
    for piece in [*_pieces(ids), []]:
        touching = notes.c.about.in_(piece) if piece else notes.c.about.is_(None) & (notes.c.story == story)
        rows |= {row.seq: row for row in connection.execute(select(notes).where(touching))}
    names = ("note", "about", "story", "by")
    return [
        {**{name: getattr(row, name) for name in names}, "at": row.at or row.learned} for _, row in sorted(rows.items())
    ]


def iter_chain(connection: Connection, kept: Collection[int]) -> Iterator[Event]:
    """All events, with the bodies of those whose numbers are `kept`; the others tell their digests alone."""
    last = 0
    while page := connection.execute(
        select(events).where(events.c.seq > last).order_by(events.c.seq).limit(MANY)
    ).all():
        wanted = [row.seq for row in page if row.seq in kept]
        chosen = select(bodies.c.seq, bodies.c.body).where(bodies.c.seq.in_(wanted))
        found = {row.seq: row.body for row in connection.execute(chosen)}
        for row in page:
            yield Event(row.seq, row.kind, row.at, row.digest, row.previous, row.hash, found.get(row.seq))
        last = page[-1].seq


def _join(document: Record, reading: Record, redacted: bool) -> Record:
    """The bodies of two events → the record of a reading, fields that this program does not know and all."""
    facts = document["document"]
    if redacted:
        facts = {**facts, "sha256": hashlib.sha256(facts["text"].encode("utf-8", "surrogatepass")).hexdigest()}
    first = {"sayso": document["sayso"], "reader": reading["reader"], "document": facts}
    return {**first, **{key: value for key, value in reading.items() if key not in first}}


def _body(connection: Connection, seq: int) -> Record | None:
    body = connection.execute(select(bodies.c.body).where(bodies.c.seq == seq)).scalar()
    return payloads.parse(body) if body else None


def _pieces(ids: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(set(ids))
    for at in range(0, len(ordered), MANY):
        yield ordered[at : at + MANY]
