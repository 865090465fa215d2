"""A small desk: readings of two invented stories, and a ledger to put them into."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sayso.ledger import Added, Ledger, open_ledger
from sayso.nouns import Reading
from sayso.wire import to_record
from tests.showing.newsroom import article, said

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
BY = "sayso 0"

THEFT = article(
    "The museum said that two drawings were missing. Inspector Halka Dorn told reporters that a window had been forced.",
    said("The museum", "said", "that two drawings were missing"),
    said("Inspector Halka Dorn", "told", "that a window had been forced"),
    outlet="Kastov Courier",
    title="Two drawings gone from museum",
    published="2026-05-20T08:00:00+02:00",
    url="https://kastovcourier.example/drawings",
    language="en",
)
THEFT_LATER = article(
    "The museum said that three drawings were missing. Inspector Halka Dorn told reporters that a window had been forced.",
    said("The museum", "said", "that three drawings were missing"),
    said("Inspector Halka Dorn", "told", "that a window had been forced"),
    outlet="Kastov Courier",
    title="Three drawings gone from museum",
    published="2026-05-20T08:00:00+02:00",
    modified="2026-05-20T15:00:00+02:00",
    url="https://kastovcourier.example/drawings",
    language="en",
)
GUARD = article(
    "A night guard denied that he had left the post. “Nobody came past me,” Petr Holm said.",
    said("A night guard", "denied", "that he had left the post"),
    said("Petr Holm", "said", "Nobody came past me"),
    outlet="Radio Vell",
    published="2026-05-21",
    url="https://radiovell.example/guard",
)
DAM = article(
    "The water board said that the reservoir stood at a third. Nobody is short of water, Mira Oduya said.",
    said("The water board", "said", "that the reservoir stood at a third"),
    said("Mira Oduya", "said", "Nobody is short of water"),
    outlet="Upland Record",
    published="2026-05-22T07:30:00+00:00",
)
READINGS = (THEFT, GUARD, DAM)


def at(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def put(ledger: Ledger, reading: Reading | dict[str, Any], story: str = "drawings", minutes: int = 0) -> Added:
    return ledger.add(reading, story, by=BY, now=at(minutes))


@contextmanager
def desk(path: Path, *readings: Reading, story: str = "drawings") -> Iterator[Ledger]:
    """A ledger with these readings, a minute apart."""
    with open_ledger(str(path), write=True) as ledger:
        for minutes, reading in enumerate(readings):
            put(ledger, reading, story, minutes)
        yield ledger


def record(reading: Reading = THEFT) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(to_record(reading)))
    return copy


def rows(path: Path, question: str, *values: object) -> list[Any]:
    """What plain SQLite answers."""
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(question, values).fetchall()


EVENTS = "SELECT e.*, b.body FROM events e LEFT JOIN bodies b USING (seq) ORDER BY seq"


def disk(path: Path) -> bytes:
    """All bytes that the ledger's files hold."""
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))
