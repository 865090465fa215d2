"""The record → what can be taken elsewhere: documents with what was read in them, judgements, notes, and the chain they hang on."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from sayso import wire
from sayso.ledger import payloads
from sayso.ledger.events import Event, EventKind
from sayso.ledger.handwork import BY_HAND, EVER, load, not_undone
from sayso.ledger.payloads import ON_PARTIES, Record
from sayso.ledger.tables import bodies, documents, events, judgements, notes, readings, utterances
from sayso.ledger.view import MANY, read_entries, select_in_force, to_judgements
from sayso.nouns import Document, Entry, Judgement, ReaderVersion, Reading


@dataclass(frozen=True, slots=True)
class Recorded:
    """A document with all that is said in it, as people have it, as one record; when the ledger learned of it.

    Where a name was blacked out, the digest in the record is that of the text as it is left. `events`: those that brought
    the document and its last reading.
    """

    record: Record
    learned: str
    events: tuple[int, ...]


def find_recorded(connection: Connection, ids: Iterable[str]) -> Iterator[Recorded]:
    """Documents by their ids, in the order in which they came, as people have them; what was taken out is left out."""
    held: dict[str, Any] = {}
    said: dict[str, list[Entry]] = {}
    read: dict[str, Any] = {}
    everything = select_in_force(EVER)
    for piece in _pieces(ids):
        there = documents.c.id.in_(piece) & (documents.c.wiped == 0) & not_undone(documents.c.seq)
        wanted = select(documents.c.seq, documents.c.id, documents.c.learned, events.c.kind)
        for row in connection.execute(wanted.join(events, events.c.seq == documents.c.seq).where(there)):
            held[row.id] = row
        for row in connection.execute(
            select(readings).where(readings.c.document.in_(piece), readings.c.superseded.is_(None))
        ):
            read[row.document] = row
        for entry in read_entries(connection, everything.where(utterances.c.document.in_(piece))):
            said.setdefault(entry.document.id, []).append(entry)
    for row in sorted(held.values(), key=lambda each: int(each.seq)):
        spoken, reading = said.get(row.id, []), read.get(row.id)
        document = spoken[0].document if spoken else _document(connection, row)
        by = ReaderVersion(reading.reader, reading.version) if reading else ReaderVersion(BY_HAND, "1")
        record = wire.to_record(Reading(document, by, tuple(each.utterance for each in spoken)))
        seqs = [row.seq] * (row.kind == EventKind.DOCUMENT) + ([reading.seq] if reading else [])
        yield Recorded(_sound(record), row.learned, tuple(seqs))


def find_judged(connection: Connection, ids: Iterable[str]) -> list[tuple[int, Judgement]]:
    """Judgements that touch one of these ids or addresses, and all those on parties, each with its event, in order."""
    rows: dict[int, Row[Any]] = {}
    parties = judgements.c.verdict.in_([verdict.value for verdict in ON_PARTIES])
    standing = select(judgements).where(not_undone(judgements.c.seq))
    for piece in [*_pieces(ids), []]:
        touching = or_(judgements.c.a.in_(piece), judgements.c.b.in_(piece), *([] if piece else [parties]))
        rows |= {row.seq: row for row in connection.execute(standing.where(touching))}
    seqs = sorted(rows)
    return list(zip(seqs, to_judgements(connection, [rows[seq] for seq in seqs], EVER), strict=True))


def find_noted(connection: Connection, ids: Iterable[str], story: str) -> list[Record]:
    """Notes on one of these ids or addresses, or on the story itself, in order; lines entered by hand are no notes here."""
    rows: dict[int, Row[Any]] = {}
    entered = select(utterances.c.seq)
    plain = select(notes).where(not_undone(notes.c.seq), notes.c.seq.not_in(entered), notes.c.note.is_not(None))
    for piece in [*_pieces(ids), []]:
        touching = notes.c.about.in_(piece) if piece else notes.c.about.is_(None) & (notes.c.story == story)
        rows |= {row.seq: row for row in connection.execute(plain.where(touching))}
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


def _document(connection: Connection, row: Any) -> Document:
    """A document in which nobody says anything, as people have it."""
    body = connection.execute(select(bodies.c.body).where(bodies.c.seq == row.seq)).scalar_one()
    nothing = {"sayso": wire.VERSION, "reader": {"name": "", "version": ""}, "utterances": []}
    return payloads.join_reading(payloads.parse(body), nothing, None, load(connection, [row.id])).document


def _sound(record: Record) -> Record:
    """A record that can be taken in again: the digest is that of the text as it is left, links lead to lines that are there."""
    facts, lines = record["document"], record["utterances"]
    sha256 = hashlib.sha256(facts["text"].encode("utf-8", "surrogatepass")).hexdigest()
    known = {None, *(each["id"] for each in lines)}
    links = ("parent", "refers_to")
    lines = [{**each, **{name: each[name] if each[name] in known else None for name in links}} for each in lines]
    return {**record, "document": {**facts, "sha256": sha256}, "utterances": lines}


def _pieces(ids: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(set(ids))
    for at in range(0, len(ordered), MANY):
        yield ordered[at : at + MANY]
