"""Readings, judgements and notes → events, in one transaction each. What is there already changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, exists, func, or_, select

from sayso import moments
from sayso.ledger import cache, database, payloads
from sayso.ledger.events import Event, EventKind, append
from sayso.ledger.faults import BadEntry
from sayso.ledger.layout import lay_out
from sayso.ledger.neighbours import Linker, find_nearby, keep_keys
from sayso.ledger.payloads import Record
from sayso.ledger.prints import Tracer, find_traces, owe
from sayso.ledger.tables import bodies, documents, filings, judgements, notes, readings, utterances
from sayso.nouns import Judgement, Reading
from sayso.scales import Verdict

LONGEST = 200  # characters of a story's name


class Outcome(StrEnum):
    """What became of a document that was to be added."""

    ADDED = "added"
    REVISION = "revision"  # a later or earlier text of a document that the ledger holds
    READ_AGAIN = "read_again"  # by another reader, or another version of it
    FILED = "filed"  # it was there, and is now in this story too
    THERE = "already_there"
    REDACTED = "redacted"  # it was taken out, and does not come back


@dataclass(frozen=True, slots=True)
class Added:
    """A document and what became of it. `revises`: the document of which it is another text."""

    document: str
    title: str | None
    utterances: int
    outcome: Outcome
    revises: str | None = None


def check_story(name: str) -> str:
    """A story's name, trimmed. Raises `BadEntry` where it is none."""
    trimmed = " ".join(name.split())
    if not trimmed or len(trimmed) > LONGEST or not trimmed.isprintable():
        raise BadEntry(f"a story's name is one line of at most {LONGEST} letters")
    return trimmed


def add_reading(
    connection: Connection,
    record: Record,
    story: str,
    by: str,
    now: datetime,
    linker: Linker | None = None,
    tracer: Tracer | None = None,
    as_it_was: bool = False,
) -> Added:
    """A reading's record → the document, what was read in it, its place in the story, and what linker and tracer make of it.

    `by`: who says what it revises; `as_it_was`: nobody has to, it comes from a record that tells so.
    """
    document, reading = payloads.split_reading(record)
    facts = document["document"]
    held = connection.execute(select(documents).where(documents.c.id == facts["id"])).first()
    if held and held.sha256 != facts["sha256"]:
        raise BadEntry(f"document {facts['id']} is in the ledger with another text")
    count = len(reading["utterances"])

    def added(outcome: Outcome, revises: str | None = None) -> Added:
        return Added(facts["id"], facts.get("title"), count, outcome, revises)

    if held and held.wiped:
        return added(Outcome.REDACTED)
    revised = None if held or as_it_was else _find_revised(connection, facts)
    if not held:
        seq = _record(connection, EventKind.DOCUMENT, document, now).seq
        database.index_document(connection, seq)
    read = held is not None and _is_read(connection, reading, held)
    if not read:
        _check_free(connection, reading)
        _check_words(connection, reading)
        database.index_reading(connection, _record(connection, EventKind.READING, reading, now).seq)
        cache.mark_reading(connection, facts["id"])
    if not held:
        _trace(connection, document, seq, tracer, now)
    if linker and not read:
        _link(connection, payloads.join_reading(document, reading), linker, now)
    filed = file(connection, story, facts["id"], now)
    if revised is not None:
        newer, older = _in_order(facts, revised)
        judgement = Judgement(Verdict.REVISION_OF, newer, older, by, reason="another text at the same address")
        add_judgement(connection, payloads.judgement_body(judgement), now)
        return added(Outcome.REVISION, revised.id)
    return added(
        Outcome.ADDED if not held else Outcome.READ_AGAIN if not read else Outcome.FILED if filed else Outcome.THERE
    )


def file(connection: Connection, story: str, document: str, now: datetime) -> bool:
    """Put a document into a story. Whether it was not in it yet."""
    there = (filings.c.story == story) & (filings.c.document == document)
    if connection.execute(select(filings.c.seq).where(there)).first():
        return False
    _record(connection, EventKind.FILING, {"story": story, "document": document}, now)
    cache.place(connection, story, document)
    return True


def file_again(
    connection: Connection, document: str, reader: str, version: str, story: str, now: datetime
) -> Added | None:
    """A document that the reader, in that version, has read before, or that nobody is to read → its place in the story.

    None where it is yet to be read.
    """
    held = connection.execute(select(documents).where(documents.c.id == document)).first()
    if held is None:
        return None
    same = (readings.c.document == document) & (readings.c.reader == reader) & (readings.c.version == version)
    if held.redacted is None and connection.execute(select(readings.c.seq).where(same)).first() is None:
        return None
    count = select(func.count()).where(utterances.c.document == document, utterances.c.superseded.is_(None))
    spoken = connection.execute(count).scalar_one()
    if held.wiped:
        return Added(document, None, spoken, Outcome.REDACTED)
    filed = file(connection, story, document, now)
    return Added(document, held.title, spoken, Outcome.FILED if filed else Outcome.THERE)


def add_judgement(connection: Connection, record: Record, now: datetime) -> bool:
    """Record a judgement; whether it is new. Raises `BadEntry` where it is none or tells of what is not here."""
    body = payloads.complete_judgement(record)
    if _is_recorded(connection, judgements.c.digest, body) or _is_told(connection, judgements, body):
        return False
    judgement = payloads.to_judgement(body)
    if judgement.verdict not in payloads.ON_PARTIES:
        for given in (judgement.a, None if judgement.verdict in payloads.WORDS else judgement.b):
            if given is not None and not is_known(connection, given):
                raise BadEntry(f"no utterance and no document {given!r} in this ledger")
    _record(connection, EventKind.JUDGEMENT, body, now)
    cache.mark_judgement(connection, judgement)
    return True


def add_note(connection: Connection, record: Record, now: datetime) -> bool:
    """Record a note; whether it is new. Raises `BadEntry` where it is none or tells of what is not here."""
    body = payloads.complete_note(record)
    if _is_recorded(connection, notes.c.digest, body) or _is_told(connection, notes, body):
        return False
    if body["about"] is not None and not is_known(connection, body["about"]):
        raise BadEntry(f"no utterance and no document {body['about']!r} in this ledger")
    _record(connection, EventKind.NOTE, body, now)
    return True


def is_known(connection: Connection, given: str) -> bool:
    """Whether it is the id of an utterance or a document, or the address of one."""
    by_document = exists().where(or_(documents.c.id == given, documents.c.url == given))
    by_utterance = exists().where(utterances.c.id == given)
    return bool(connection.execute(select(or_(by_document, by_utterance))).scalar())


def _link(connection: Connection, reading: Reading, linker: Linker, now: datetime) -> None:
    """Record what the linker makes of a reading that is new here; its claims are to be derived anew already."""
    keep_keys(connection, reading.document.id, linker.keys(reading.document))
    nearby = find_nearby(connection, reading.document.id, linker.enough)
    for judgement in linker.link(reading, nearby):
        body = payloads.complete_judgement(payloads.judgement_body(judgement))
        if not _is_recorded(connection, judgements.c.digest, body):
            _record(connection, EventKind.JUDGEMENT, body, now)


def _trace(connection: Connection, body: Record, seq: int, tracer: Tracer | None, now: datetime) -> None:
    if tracer is None:
        owe(connection, seq)
        return
    for judgement in find_traces(connection, payloads.document_of(body), seq, tracer):
        add_judgement(connection, payloads.judgement_body(judgement), now)


def _record(connection: Connection, kind: EventKind, body: Record, now: datetime) -> Event:
    event = append(connection, kind, body, now)
    lay_out(connection, [event], {})
    return event


def _is_recorded(connection: Connection, column: Column[str], body: Record) -> bool:
    digest = payloads.digest(payloads.canonical(body))
    return connection.execute(select(column).where(column == digest)).first() is not None


def _is_told(connection: Connection, table: Table, body: Record) -> bool:
    """Whether it is what was recorded without a time of its own: an export says when the ledger learned of it."""
    digest = payloads.digest(payloads.canonical({**body, "at": None}))
    told = (table.c.digest == digest) & (table.c.learned == body["at"])
    return body["at"] is not None and connection.execute(select(table.c.seq).where(told)).first() is not None


def _is_read(connection: Connection, reading: Record, held: Row[Any]) -> bool:
    digest = payloads.digest(payloads.canonical(reading))
    same = (readings.c.document == held.id) & (readings.c.digest == digest)
    return held.redacted is not None or connection.execute(select(readings.c.seq).where(same)).first() is not None


def _check_free(connection: Connection, reading: Record) -> None:
    """No id may stand for utterances in two documents."""
    ids = {each["id"] for each in reading["utterances"]}
    for chunk in chunks(sorted(ids)):
        elsewhere = utterances.c.id.in_(chunk) & (utterances.c.document != reading["document"])
        taken = connection.execute(select(utterances.c.id, utterances.c.document).where(elsewhere).limit(1)).first()
        if taken:
            raise BadEntry(f"the id {taken.id} is that of an utterance in document {taken.document}")


def _check_words(connection: Connection, reading: Record) -> None:
    """No id may stand for other words than before: what people said of those would move unseen."""
    there = select(utterances.c.id, utterances.c.seq, utterances.c.position)
    there = there.where(utterances.c.document == reading["document"])
    held = {row.id: row for row in connection.execute(there)}
    known: dict[int, Record] = {}
    for each in reading["utterances"]:
        if row := held.get(each["id"]):
            if row.seq not in known:
                body = connection.execute(select(bodies.c.body).where(bodies.c.seq == row.seq)).scalar()
                known[row.seq] = payloads.parse(body) if body else {"utterances": []}
            before = known[row.seq]["utterances"]
            if before and before[row.position]["content"]["spans"] != each["content"]["spans"]:
                raise BadEntry(f"the id {each['id']} stands for other words in an earlier reading")


def chunks(ids: list[str], size: int = 500) -> list[list[str]]:
    """A list in pieces that fit into one question."""
    return [ids[at : at + size] for at in range(0, len(ids), size)]


def _find_revised(connection: Connection, facts: Record) -> Row[Any] | None:
    """The document that was fetched from the same address last."""
    if not facts.get("url"):
        return None
    same = select(documents).where(documents.c.url == facts["url"], documents.c.wiped == 0)
    same = same.where(documents.c.seq.not_in(select(notes.c.seq)))  # a note of it is no text of it
    return connection.execute(same.order_by(documents.c.seq.desc()).limit(1)).first()


def _in_order(facts: Record, held: Row[Any]) -> tuple[str, str]:
    """The later and the earlier of two texts of one address; where times do not tell, what came later is later."""
    mine = _dated(facts.get("modified"), facts.get("published"), facts.get("retrieved"))
    theirs = _dated(held.modified, held.published, held.retrieved)
    if mine and theirs and mine < theirs:
        return held.id, facts["id"]
    return facts["id"], held.id


def _dated(*given: str | None) -> datetime | None:
    """The first of these that tells a moment: its last instant."""
    return next((moment for each in given if (moment := moments.end(each))), None)
