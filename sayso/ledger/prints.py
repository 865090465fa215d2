"""A document → the judgements on it and on those that share its prints, recorded with it.

Prints are numbers by which documents that may be copies of each other, or credit each other, are found: what that costs depends
on how many these are, not on the size of the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from sayso.ledger import payloads
from sayso.ledger.tables import bodies, documents, notes, printless, prints
from sayso.ledger.view import MANY
from sayso.nouns import Document, Judgement

TOGETHER = 100  # documents that are opened at a time

Search = tuple[Collection[int], int]  # prints, and how many of them the documents that are looked for have at least


@dataclass(frozen=True, slots=True)
class Tracer:
    """What makes judgements on documents.

    `prints`: those under which a document is kept; `searches`: those by which the documents around it are found; `likely`:
    whether one that was found is worth opening, by its facts (it comes without its text); `trace`: a document and others →
    judgements.
    """

    prints: Callable[[Document], Iterable[int]]
    searches: Callable[[Document], Sequence[Search]]
    likely: Callable[[Document, Document], bool]
    trace: Callable[[Document, Sequence[Document]], Sequence[Judgement]]


def find_traces(connection: Connection, document: Document, seq: int, tracer: Tracer) -> list[Judgement]:
    """What the tracer makes of a document that is new here, the same whichever of any two came first. It leaves its prints."""
    _fill(connection, tracer)
    found = tracer.trace(document, list(_around(connection, document, tracer)))
    _keep(connection, seq, tracer.prints(document))
    return list(found)


def owe(connection: Connection, seq: int) -> None:
    """A document came in without a tracer: its prints are made when there is one."""
    connection.execute(insert(printless), {"document": seq})


def forget(connection: Connection) -> None:
    """All prints are made anew when they are needed."""
    for table in (prints, printless):
        connection.execute(delete(table))
    articles = select(documents.c.seq).where(documents.c.seq.not_in(select(notes.c.seq)))  # a note is nobody's copy
    connection.execute(insert(printless).from_select(["document"], articles))


def _fill(connection: Connection, tracer: Tracer) -> None:
    wanted = select(printless.c.document, bodies.c.body).join(bodies, bodies.c.seq == printless.c.document)
    while some := connection.execute(wanted.order_by(printless.c.document).limit(TOGETHER)).all():
        for row in some:
            if row.body is not None:
                _keep(connection, row.document, tracer.prints(payloads.document_of(payloads.parse(row.body))))
        connection.execute(delete(printless).where(printless.c.document.in_([row.document for row in some])))


def _keep(connection: Connection, seq: int, found: Iterable[int]) -> None:
    rows = [{"print": each, "document": seq} for each in sorted(set(found))]
    if rows:
        connection.execute(insert(prints), rows)


def _around(connection: Connection, document: Document, tracer: Tracer) -> Iterator[Document]:
    """The documents that one of the searches finds, those worth it, with their texts."""
    near = {seq for wanted, enough in tracer.searches(document) for seq in _sharing(connection, wanted, enough)}
    likely = [
        row.seq for row in _facts(connection, near) if row.id != document.id and tracer.likely(document, _bare(row))
    ]
    for at in range(0, len(likely), TOGETHER):
        wanted = select(bodies.c.body).where(bodies.c.seq.in_(likely[at : at + TOGETHER])).order_by(bodies.c.seq)
        for body in connection.execute(wanted).scalars():
            yield payloads.document_of(payloads.parse(body))


def _sharing(connection: Connection, wanted: Collection[int], enough: int) -> Iterator[int]:
    shared: Counter[int] = Counter()
    for piece in _pieces(wanted):
        counted = select(prints.c.document, func.count()).where(prints.c.print.in_(piece)).group_by(prints.c.document)
        for seq, count in connection.execute(counted):
            shared[seq] += count
    return (seq for seq, count in shared.items() if count >= enough)


def _pieces(numbers: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(numbers)
    return (ordered[at : at + MANY] for at in range(0, len(ordered), MANY))


def _facts(connection: Connection, near: Collection[int]) -> Iterator[Row[Any]]:
    for piece in _pieces(near):
        wanted = select(documents).where(documents.c.seq.in_(piece), documents.c.wiped == 0)
        yield from connection.execute(wanted.order_by(documents.c.seq))


def _bare(row: Row[Any]) -> Document:
    """A document as the tables have it, without its text."""
    return Document("", **{name: getattr(row, name) for name in payloads.FACTS})
