"""Utterances whose surroundings changed → their claims, derived anew by whatever board is given.

What is derived is a cache: nobody's word, dropped and made again at will. A component is all utterances that judgements
join, directly or by way of others; a claim never reaches beyond its component, so a change costs no more than that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from sqlalchemy import Connection, Select, delete, exists, insert, or_, select

from sayso.ledger import payloads
from sayso.ledger.moments import instant, just_before
from sayso.ledger.payloads import Record
from sayso.ledger.tables import (
    DERIVED,
    claims,
    documents,
    judgements,
    members,
    origins,
    stale,
    statuses,
    utterances,
    versions,
)
from sayso.ledger.view import MANY, find_entries, find_judgements, select_in_force
from sayso.nouns import Entry, Judgement


class Board(Protocol):
    """Entries and judgements → claims as records: as of a moment, and only those that hold one of `among`."""

    def __call__(
        self, entries: Sequence[Entry], judgements: Sequence[Judgement], as_of: str | None, among: Collection[str]
    ) -> Sequence[Record]:
        """The claims; without a moment, as of the latest document."""


EVER = 2**62  # later than any event
MOST = 1000  # steps of a status; a board that never comes to an end is stopped


# ---- what has changed ----


def mark_reading(connection: Connection, document: str) -> None:
    """The claims of a document's utterances are to be derived anew."""
    _mark(connection, select(utterances.c.id).where(utterances.c.document == document))


def mark_judgement(connection: Connection, judgement: Judgement) -> None:
    """So are those of the utterances, or documents, that a judgement is about; a word on parties may touch any."""
    if judgement.verdict in payloads.ON_PARTIES:
        mark_all(connection)
        return
    both = [each for each in (judgement.a, judgement.b) if each is not None]
    meant = select(documents.c.id).where(or_(documents.c.id.in_(both), documents.c.url.in_(both)))
    _mark(connection, select(utterances.c.id).where(or_(utterances.c.id.in_(both), utterances.c.document.in_(meant))))


def mark_all(connection: Connection) -> None:
    """Everything is to be derived anew."""
    _mark(connection, select(utterances.c.id))


def clear(connection: Connection) -> None:
    """Drop all that was derived."""
    for table in DERIVED:
        connection.execute(delete(table))
    mark_all(connection)


def _mark(connection: Connection, ids: Select[tuple[str]]) -> None:
    new = ids.distinct().where(~exists().where(stale.c.utterance == utterances.c.id))
    connection.execute(insert(stale).from_select(["utterance"], new))


def find_changed(connection: Connection) -> Iterator[frozenset[str]]:
    """The components that hold anything changed, each once."""
    waiting = set(connection.execute(select(stale.c.utterance)).scalars())
    for first in sorted(waiting):
        if first in waiting:
            component = find_component(connection, first)
            waiting -= component
            yield component


def find_component(connection: Connection, first: str) -> frozenset[str]:
    """All utterances that judgements, or claims derived before, join to one."""
    component: set[str] = set()
    edge = {first}
    while edge:
        component |= edge
        edge = {each for at in _pieces(edge) for each in _neighbours(connection, at)} - component
    return frozenset(component)


def _neighbours(connection: Connection, ids: list[str]) -> Iterator[str]:
    for here, there in ((judgements.c.a, judgements.c.b), (judgements.c.b, judgements.c.a)):
        joined = select(there).join(utterances, utterances.c.id == there).where(here.in_(ids))
        yield from connection.execute(joined.distinct()).scalars()
    theirs = select(members.c.claim).where(members.c.utterance.in_(ids))
    yield from connection.execute(select(members.c.utterance).where(members.c.claim.in_(theirs))).scalars()


def _pieces(ids: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(ids)
    for at in range(0, len(ordered), MANY):
        yield ordered[at : at + MANY]


# ---- what it comes to ----


def derive(connection: Connection, component: Iterable[str], board: Board, as_of: str | None = None) -> int:
    """Put a component's claims into the cache in place of what was there; how many they are.

    The board is given all utterances of the documents, since a credit anywhere in one counts (RULES.md, O6).
    """
    ids = sorted(component)
    entries = find_entries(connection, _with_neighbours(connection, ids), select_in_force(EVER))
    given = {part for entry in entries for part in (entry.utterance.id, entry.document.id, entry.document.url) if part}
    judged = find_judgements(connection, given | set(ids))
    _forget(connection, ids)
    records = board(entries, judged, as_of, ids)
    for record in records:
        _keep(connection, record)
        found = trace(record, entries, judged, board, ids)
        rows = [{"claim": record["id"], "position": at, **each} for at, each in enumerate(found)]
        connection.execute(insert(statuses), rows)
    return len(records)


def trace(
    record: Record, entries: Sequence[Entry], judged: Sequence[Judgement], board: Board, among: Collection[str]
) -> list[Record]:
    """The statuses a claim has had, oldest first: the board is asked again for the moment before each change."""
    mine = _utterances(record)
    found = [{"start": record["since"], "end": None, "status": record["status"], "rule": record["rule"]}]
    while (since := found[-1]["start"]) and len(found) < MOST:
        before = [each for each in board(entries, judged, just_before(since), among) if mine & _utterances(each)]
        if not before:
            break
        one = max(before, key=lambda each: (len(mine & _utterances(each)), each["id"]))
        if not one["since"] or instant(one["since"]) >= instant(since):
            break
        found.append({"start": one["since"], "end": since, "status": one["status"], "rule": one["rule"]})
    return found[::-1]


def _with_neighbours(connection: Connection, ids: list[str]) -> set[str]:
    """All utterances of the documents in which these stand."""
    found = set(ids)
    for piece in _pieces(ids):
        theirs = select(utterances.c.document).where(utterances.c.id.in_(piece))
        found |= set(connection.execute(select(utterances.c.id).where(utterances.c.document.in_(theirs))).scalars())
    return found


def _forget(connection: Connection, ids: list[str]) -> None:
    for piece in _pieces(ids):
        old = list(
            connection.execute(select(members.c.claim).where(members.c.utterance.in_(piece)).distinct()).scalars()
        )
        for few in _pieces(old):
            connection.execute(delete(claims).where(claims.c.id.in_(few)))
            for table in (members, statuses, versions, origins):
                connection.execute(delete(table).where(table.c.claim.in_(few)))
        connection.execute(delete(stale).where(stale.c.utterance.in_(piece)))


def _keep(connection: Connection, record: Record) -> None:
    headline = record.get("headline") or {}
    row = {name: record.get(name) for name in ("id", "label", "status", "since", "rule", "answers")}
    row |= {"headline": headline.get("text"), "headline_utterance": headline.get("utterance")}
    row |= {"flags": " ".join(record.get("flags") or ()), "record": payloads.canonical(record)}
    connection.execute(insert(claims), row)
    claim = {"claim": record["id"]}
    connection.execute(insert(members), [{**claim, "utterance": each} for each in sorted(_utterances(record))])
    for table, given in ((versions, record.get("versions")), (origins, record.get("origins"))):
        names = [column.name for column in table.columns if column.name not in ("claim", "position")]
        rows = [
            {**claim, "position": at, **{name: each.get(name) for name in names}} for at, each in enumerate(given or ())
        ]
        if rows:
            connection.execute(insert(table), rows)


def _utterances(record: Record) -> set[str]:
    return {each["id"] for each in record["utterances"]}
