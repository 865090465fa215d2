"""Records → events, each carrying the hash of the one before; and the chain, checked.

The chain covers digests of bodies, not bodies: what must go can go, and the chain stays whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from sayso import anchors
from sayso.ledger import payloads
from sayso.ledger.payloads import Record
from sayso.ledger.tables import bodies, events

NOTHING_BEFORE = "0" * 64

_HEAD = ("seq", "kind", "at", "digest", "previous", "hash")
_LAST = select(events.c.seq, events.c.at, events.c.hash).order_by(events.c.seq.desc()).limit(1)
_EVENT, _BODY = insert(events), insert(bodies)


class EventKind(StrEnum):
    """What can be recorded."""

    DOCUMENT = "document"
    READING = "reading"
    FILING = "filing"  # a document is put into a story
    JUDGEMENT = "judgement"
    NOTE = "note"
    CORRECTION = "correction"
    UNDO = "undo"  # a correction, a note or a person's judgement is taken back
    REDACTION = "redaction"


@dataclass(frozen=True, slots=True)
class Event:
    """A line in the ledger. `body` is None once it was redacted."""

    seq: int
    kind: str
    at: str
    digest: str
    previous: str
    hash: str
    body: str | None


def append(connection: Connection, kind: EventKind, record: Record, now: datetime) -> Event:
    """Record it as the next event."""
    return append_all(connection, [(kind, record)], now)[0]


def append_all(connection: Connection, records: Iterable[tuple[EventKind, Record]], now: datetime) -> list[Event]:
    """Record them as the next events, each carrying the hash of the one before."""
    last = connection.execute(_LAST).first()
    number, latest, previous = (last.seq, last.at, last.hash) if last else (0, "", NOTHING_BEFORE)
    at = max(stamp(now), latest)  # a clock that was set back does not turn the order round
    found: list[Event] = []
    for seq, (kind, record) in enumerate(records, number + 1):
        body = payloads.canonical(record)
        digest = payloads.digest(body)
        found.append(Event(seq, kind.value, at, digest, previous, chain(seq, kind, at, digest, previous), body))
        previous = found[-1].hash
    if found:
        connection.execute(_EVENT, [{name: getattr(each, name) for name in _HEAD} for each in found])
        connection.execute(_BODY, [{"seq": each.seq, "body": each.body} for each in found])
    return found


def chain(seq: int, kind: str, at: str, digest: str, previous: str) -> str:
    """The hash of an event, over all that stands in its row."""
    return anchors.digest("sayso event", seq, str(kind), at, digest, previous)


def stamp(now: datetime) -> str:
    """A moment as the ledger writes it: ISO 8601, UTC, to the second.

    >>> stamp(datetime.fromisoformat("2026-03-04T09:30:12.5+08:00"))
    '2026-03-04T01:30:12+00:00'
    """
    aware = now if now.tzinfo else now.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds")


def iter_events(connection: Connection, kind: EventKind | None = None) -> Iterator[Event]:
    """The events in order, one by one; of one kind where asked."""
    wanted = select(events, bodies.c.body).outerjoin(bodies, bodies.c.seq == events.c.seq).order_by(events.c.seq)
    if kind:
        wanted = wanted.where(events.c.kind == kind.value)
    for row in connection.execute(wanted, execution_options={"yield_per": 500}):
        yield Event(*row)


def head_of(connection: Connection) -> str:
    """The hash of the last event: who keeps it can tell later whether anything before it was changed or taken away."""
    return connection.execute(select(events.c.hash).order_by(events.c.seq.desc()).limit(1)).scalar() or NOTHING_BEFORE
