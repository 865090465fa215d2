"""The ledger → who decided what, when and why, of an utterance or a document; and what no words stand for any more."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select

from sayso.ledger import handwork
from sayso.ledger.database import Database
from sayso.ledger.payloads import parse
from sayso.ledger.surroundings import pieces
from sayso.ledger.tables import (
    bodies,
    continued,
    corrections,
    events,
    judgements,
    notes,
    readings,
    undone,
    utterances,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that was decided. `seq` is its number in the record, `undone` that of what took it back.

    `what`: "read", "judgement", "correction", "note", "continued"; `told` is what was said of `of`, as a record has it.
    """

    seq: int
    what: str
    of: str
    told: dict[str, Any]
    by: str | None
    at: str
    reason: str | None = None
    person: bool = True
    undone: int | None = None
    undone_by: str | None = None
    orphaned: bool = False


class History:
    """Questions about who decided what."""

    def __init__(self, opened: Database) -> None:
        self._database = opened

    def of(self, ids: Iterable[str]) -> list[Decision]:
        """All that was decided of these utterances, their documents and those they continue, oldest first."""
        with self._database.reading() as connection:
            known = _forebears(connection, set(ids))
            there = {
                document
                for piece in pieces(known)
                for document in connection.execute(
                    select(utterances.c.document).where(utterances.c.id.in_(piece)).distinct()
                ).scalars()
            } | known
            found = [
                *_read(connection, there),
                *_corrected(connection, known | there),
                *_judged(connection, known | there),
            ]
            found += [*_noted(connection, known, there), *_continued(connection, known)]
            lost = {each.seq for each in handwork.find_orphans(connection)}
            return _taken_back(connection, found, lost)

    def by_people(self, ids: Iterable[str]) -> list[Decision]:
        """What people put right in these, and judged of them, oldest first; what was taken back as well."""
        with self._database.reading() as connection:
            known = _forebears(connection, set(ids))
            return _taken_back(
                connection, [*_corrected(connection, known), *_judged(connection, known, people=True)], set()
            )

    def orphans(self) -> list[Decision]:
        """What people said of words that no reading in force has any more, oldest first."""
        with self._database.reading() as connection:
            lost = {each.seq: each.target for each in handwork.find_orphans(connection)}
            if not lost:
                return []
            found = [*_corrected(connection, set(lost.values())), *_judged(connection, set(lost.values()))]
            return _taken_back(connection, [each for each in found if each.seq in lost], set(lost))

    def last(self, by: str) -> int | None:
        """The number of what somebody decided last and did not take back: a correction, a note, a judgement."""
        with self._database.reading() as connection:
            latest = [
                connection.execute(
                    select(table.c.seq)
                    .where(table.c.by == by, handwork.not_undone(table.c.seq))
                    .order_by(table.c.seq.desc())
                    .limit(1)
                ).scalar()
                for table in (corrections, notes, judgements)
            ]
            return max((each for each in latest if each is not None), default=None)


def _forebears(connection: Connection, ids: set[str]) -> set[str]:
    found, edge = set(ids), set(ids)
    while edge:
        wanted = (select(continued.c.old).where(continued.c.new.in_(piece)) for piece in pieces(edge))
        edge = {each for question in wanted for each in connection.execute(question).scalars()} - found
        found |= edge
    return found


def _read(connection: Connection, there: set[str]) -> list[Decision]:
    wanted = select(readings, events.c.at).join(events, events.c.seq == readings.c.seq)
    return [
        Decision(row.seq, "read", row.document, {}, f"{row.reader} {row.version}", row.at, person=False)
        for piece in pieces(there)
        for row in connection.execute(wanted.where(readings.c.document.in_(piece)))
    ]


def _corrected(connection: Connection, ids: set[str]) -> list[Decision]:
    return [
        Decision(
            row.seq, "correction", row.target, {"field": row.field, "value": json.loads(row.value)}, row.by,
            row.at or row.learned, row.reason,
        )
        for piece in pieces(ids)
        for row in connection.execute(select(corrections).where(corrections.c.target.in_(piece)))
    ]  # fmt: skip


def _judged(connection: Connection, ids: set[str], people: bool = False) -> list[Decision]:
    found: dict[int, Decision] = {}
    for piece in pieces(ids):
        wanted = select(judgements).where(or_(judgements.c.a.in_(piece), judgements.c.b.in_(piece)))
        wanted = wanted.where(judgements.c.person == 1) if people else wanted
        for row in connection.execute(wanted):
            told = {name: getattr(row, name) for name in ("verdict", "a", "b", "party", "score")}
            told["withdrawn"] = bool(row.withdrawn)
            of = row.a if row.a in ids else row.b
            at = row.at or row.learned
            found[row.seq] = Decision(row.seq, "judgement", of, told, row.by, at, row.reason, bool(row.person))
    return list(found.values())


def _noted(connection: Connection, ids: set[str], there: set[str]) -> list[Decision]:
    found = []
    for piece in pieces(ids | there):
        wanted = select(notes, bodies.c.body).join(bodies, bodies.c.seq == notes.c.seq).where(notes.c.about.in_(piece))
        for row in connection.execute(wanted):
            lines = parse(row.body).get("utterances", []) if row.body else []
            if not lines or any(each["id"] in ids for each in lines) or row.about in ids:
                told = {"note": row.note, "lines": [each["id"] for each in lines]}
                found.append(Decision(row.seq, "note", row.about, told, row.by, row.at or row.learned))
    return found


def _continued(connection: Connection, ids: set[str]) -> list[Decision]:
    wanted = select(continued, events.c.at, readings.c.reader, readings.c.version)
    wanted = wanted.join(events, events.c.seq == continued.c.seq).join(readings, readings.c.seq == continued.c.seq)
    return [
        Decision(row.seq, "continued", row.old, {"new": row.new}, f"{row.reader} {row.version}", row.at, person=False)
        for piece in pieces(ids)
        for row in connection.execute(wanted.where(continued.c.old.in_(piece)))
    ]


def _taken_back(connection: Connection, found: list[Decision], lost: set[int]) -> list[Decision]:
    gone = {row.seq: row.by for row in connection.execute(select(undone))}
    who = {
        seq: parse(body)["by"]
        for piece in _numbers(gone.values())
        for seq, body in connection.execute(select(bodies).where(bodies.c.seq.in_(piece)))
        if body
    }
    told = [
        Decision(
            each.seq, each.what, each.of, each.told, each.by, each.at, each.reason, each.person,
            gone.get(each.seq), who.get(gone.get(each.seq, 0)), each.seq in lost and each.what in ("correction", "judgement"),
        )
        for each in found
    ]  # fmt: skip
    return sorted(told, key=lambda each: (each.seq, each.what))


def _numbers(given: Iterable[int]) -> list[list[int]]:
    ordered = sorted(set(given))
    return [ordered[at : at + 500] for at in range(0, len(ordered), 500)]
