"""A reading → the judgements that a linker makes of it and of the documents around it, recorded with it.

The documents around one are those that share keys with it: what that costs depends on them, not on the size of the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, exists, func, insert, select

from sayso.ledger import payloads
from sayso.ledger.cache import EVER
from sayso.ledger.surroundings import pieces
from sayso.ledger.tables import bodies, documents, keys, utterances
from sayso.ledger.view import find_entries, select_in_force
from sayso.nouns import Document, Entry, Judgement, Reading


@dataclass(frozen=True, slots=True)
class Linker:
    """What makes judgements: the keys of a document, how many of them two documents around each other share, and
    a reading with all utterances around it → judgements."""

    keys: Callable[[Document], Iterable[str]]
    enough: int
    link: Callable[[Reading, Sequence[Entry]], Sequence[Judgement]]


def fill_keys(connection: Connection, linker: Linker) -> None:
    """Keys for the documents that have none yet: after a redaction, or where they came in without a linker."""
    wanted = (
        select(documents.c.id, bodies.c.body)
        .join(bodies, bodies.c.seq == documents.c.seq)
        .where(documents.c.wiped == 0, ~exists().where(keys.c.document == documents.c.id))
    )
    for row in connection.execute(wanted).all():
        keep_keys(connection, row.id, linker.keys(payloads.document_of(payloads.parse(row.body))))


def keep_keys(connection: Connection, document: str, found: Iterable[str]) -> None:
    """A document's keys, once."""
    if connection.execute(select(keys.c.key).where(keys.c.document == document).limit(1)).first() is None:
        connection.execute(insert(keys), [{"key": key, "document": document} for key in sorted({"", *found})])


def find_nearby(connection: Connection, document: str, enough: int) -> list[Entry]:
    """The utterances in force of the documents that share at least so many keys with this one."""
    mine = select(keys.c.key).where(keys.c.document == document, keys.c.key != "").subquery()
    wanted = select(keys.c.document).where(keys.c.key.in_(select(mine)), keys.c.document != document)
    shared = wanted.group_by(keys.c.document).having(func.count() >= enough)
    around = connection.execute(shared).scalars().all()
    ids: list[str] = []
    for piece in pieces(around):
        in_force = select(utterances.c.id).where(utterances.c.document.in_(piece), utterances.c.superseded.is_(None))
        ids += connection.execute(in_force).scalars()
    return find_entries(connection, ids, select_in_force(EVER))
