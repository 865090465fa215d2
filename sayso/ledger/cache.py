"""Utterances whose surroundings changed → their claims, derived anew by whatever board is given.

What is derived is a cache: nobody's word, dropped and made again at will. A claim never reaches beyond its component, so a
change costs no more than that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, Select, Table, delete, exists, insert, or_, select

from sayso import wire
from sayso.ledger import payloads
from sayso.ledger.parties import find_touched
from sayso.ledger.payloads import Record
from sayso.ledger.prints import forget
from sayso.ledger.surroundings import find_component, gather, pieces
from sayso.ledger.tables import (
    DERIVED,
    claims,
    documents,
    filings,
    judgements,
    members,
    origins,
    placed,
    stale,
    statuses,
    utterances,
    versions,
)
from sayso.ledger.view import find_latest, select_in_force
from sayso.nouns import Entry, Judgement

TOGETHER = 400  # utterances that are derived in one transaction, and what hangs on them
EVER = 2**62  # later than any event


@dataclass(frozen=True, slots=True)
class Derived:
    """A claim as it is kept: its record, where it stands on the board, and the statuses that it has had, oldest first.

    `due`: until when (ISO 8601, UTC) it stays as it is though nothing new is heard of it; None where that is for good.
    """

    record: Record
    rank: str
    past: Sequence[Record]
    due: str | None = None


class Board(Protocol):
    """Entries and judgements → claims as of a moment, only those that hold one of `among`."""

    def __call__(
        self, entries: Sequence[Entry], judgements: Sequence[Judgement], as_of: str, among: Collection[str]
    ) -> Sequence[Derived]:
        """The claims, in any order."""


# ---- what has changed ----


def mark_reading(connection: Connection, document: str) -> None:
    """The claims of a document's utterances are to be derived anew."""
    for piece in pieces(_and_copies(connection, select(documents.c.id).where(documents.c.id == document))):
        _mark(connection, select(utterances.c.id).where(utterances.c.document.in_(piece)))


def mark_judgement(connection: Connection, judgement: Judgement) -> None:
    """So are those of the utterances, or documents, that a judgement is about, or that speak for its parties."""
    if judgement.verdict in payloads.ON_PARTIES:
        for piece in pieces(find_touched(connection, judgement)):
            _mark(connection, select(utterances.c.id).where(utterances.c.id.in_(piece)))
        return
    both = [each for each in (judgement.a, judgement.b) if each is not None]
    meant = _and_copies(
        connection, select(documents.c.id).where(or_(documents.c.id.in_(both), documents.c.url.in_(both)))
    )
    for piece in pieces(meant):
        _mark(connection, select(utterances.c.id).where(utterances.c.document.in_(piece)))
    _mark(connection, select(utterances.c.id).where(utterances.c.id.in_(both)))


def mark_all(connection: Connection) -> None:
    """Everything is to be derived anew."""
    _mark(connection, select(utterances.c.id))


def clear(connection: Connection) -> None:
    """Drop all that was derived."""
    for table in DERIVED:
        connection.execute(delete(table))
    forget(connection)
    mark_all(connection)


def is_changed(connection: Connection) -> bool:
    """Whether any claim is to be derived anew."""
    return any(connection.execute(each.limit(1)).first() for each in (select(stale), _overdue(connection)))


def _overdue(connection: Connection) -> Select[tuple[str]]:
    """The claims on which more is due to be said by now; where nothing was published there is no now, and no claim."""
    return select(claims.c.id).where(claims.c.due < (find_latest(connection) or ""))


def find_changed(connection: Connection) -> Iterator[list[str]]:
    """All that is to be derived anew, those of one document together, in pieces."""
    overdue = select(members.c.utterance).where(members.c.claim.in_(_overdue(connection)))
    _mark(connection, overdue, members.c.utterance)
    wanted = select(stale.c.utterance).outerjoin(utterances, utterances.c.id == stale.c.utterance)
    ids = list(dict.fromkeys(connection.execute(wanted.order_by(utterances.c.seq, stale.c.utterance)).scalars()))
    for at in range(0, len(ids), TOGETHER):
        yield ids[at : at + TOGETHER]


def _mark(connection: Connection, ids: Select[Any], column: Any = utterances.c.id) -> None:
    new = ids.distinct().where(~exists().where(stale.c.utterance == column))
    connection.execute(insert(stale).from_select(["utterance"], new))


def _and_copies(connection: Connection, ids: Select[Any]) -> set[str]:
    """Documents, and those that were taken from them, or from these: what they go back to may have changed."""
    found: set[str] = set()
    edge = set(connection.execute(ids).scalars())
    while edge:
        found |= edge
        edge = {each for piece in pieces(edge) for each in _taken(connection, piece)} - found
    return found


def _taken(connection: Connection, those: list[str]) -> Iterator[str]:
    at = select(documents.c.url).where(documents.c.id.in_(those), documents.c.url.is_not(None))
    told = select(judgements.c.a).where(or_(judgements.c.b.in_(those), judgements.c.b.in_(at)))
    places = set(connection.execute(told).scalars())
    for piece in pieces(places):
        meant = or_(documents.c.id.in_(piece), documents.c.url.in_(piece))
        yield from connection.execute(select(documents.c.id).where(meant)).scalars()


# ---- what it comes to ----


def derive(connection: Connection, changed: Iterable[str], board: Board) -> int:
    """Put the claims of all that hangs on these utterances into the cache in place of what was there; how many they are."""
    waiting = [
        each
        for piece in pieces(changed)
        for each in connection.execute(select(stale.c.utterance).where(stale.c.utterance.in_(piece))).scalars()
    ]
    component = find_component(connection, waiting)
    entries, judged = gather(connection, component, select_in_force(EVER))
    _forget(connection, component)
    moment = find_latest(connection)
    found = board(entries, judged, moment, component) if moment else ()
    _keep(connection, found)
    return len(found)


def place(connection: Connection, story: str, document: str) -> None:
    """A document that is put into a story brings its claims with it."""
    there = (placed.c.story == story) & (placed.c.claim == claims.c.id)
    wanted = (
        select(claims.c.rank, claims.c.id)
        .join(members, members.c.claim == claims.c.id)
        .join(utterances, utterances.c.id == members.c.utterance)
        .where(utterances.c.document == document, utterances.c.superseded.is_(None), ~exists().where(there))
    )
    rows = [{"story": story, "rank": row.rank, "claim": row.id} for row in connection.execute(wanted.distinct())]
    _insert(connection, placed, rows)


def _forget(connection: Connection, ids: Iterable[str]) -> None:
    for piece in pieces(ids):
        theirs = select(members.c.claim).where(members.c.utterance.in_(piece))
        old = list(connection.execute(theirs.distinct()).scalars())
        for few in pieces(old):
            connection.execute(delete(claims).where(claims.c.id.in_(few)))
            for table in (members, statuses, versions, origins, placed):
                connection.execute(delete(table).where(table.c.claim.in_(few)))
        connection.execute(delete(stale).where(stale.c.utterance.in_(piece)))


def _keep(connection: Connection, found: Sequence[Derived]) -> None:
    _insert(connection, claims, [_claim(each) for each in found])
    pairs = [(each.record["id"], utterance["id"]) for each in found for utterance in each.record["utterances"]]
    _insert(connection, members, [{"claim": claim, "utterance": utterance} for claim, utterance in pairs])
    _insert(connection, statuses, _rows(statuses, ((each.record, each.past) for each in found)))
    for table in (versions, origins):
        _insert(connection, table, _rows(table, ((each.record, each.record[table.name]) for each in found)))
    _place_all(connection, found)


def _claim(derived: Derived) -> Record:
    record, headline = derived.record, derived.record["headline"]
    row = {name: record[name] for name in ("id", "label", "status", "since", "rule", "answers")}
    row |= {"headline": headline["text"], "headline_utterance": headline["utterance"]}
    row |= {"flags": " ".join(record["flags"]), "record": wire.encode_record(record)}
    return row | {"rank": derived.rank, "due": derived.due}


def _rows(table: Table, given: Iterable[tuple[Record, Sequence[Record]]]) -> list[Record]:
    names = [column.name for column in table.columns if column.name not in ("claim", "position")]
    return [
        {"claim": record["id"], "position": at, **{name: each[name] for name in names}}
        for record, lines in given
        for at, each in enumerate(lines)
    ]


def _place_all(connection: Connection, found: Sequence[Derived]) -> None:
    """Into every story that holds one of its documents."""
    there = {each.record["id"]: {line["document"]["id"] for line in each.record["utterances"]} for each in found}
    held: dict[str, list[str]] = {}
    for piece in pieces({document for those in there.values() for document in those}):
        wanted = select(filings.c.document, filings.c.story).where(filings.c.document.in_(piece))
        for document, story in connection.execute(wanted):
            held.setdefault(document, []).append(story)
    rows = [
        {"story": story, "rank": each.rank, "claim": each.record["id"]}
        for each in found
        for story in sorted({story for document in there[each.record["id"]] for story in held.get(document, ())})
    ]
    _insert(connection, placed, rows)


def _insert(connection: Connection, table: Table, rows: list[Record]) -> None:
    if rows:
        connection.execute(insert(table), rows)
