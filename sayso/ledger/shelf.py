"""What was derived → claims as they stand at present: a page of them, those of some utterances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, select

from sayso.ledger.database import Database
from sayso.ledger.surroundings import pieces
from sayso.ledger.tables import claims, members, placed, utterances

TOGETHER = 200  # records that are read at a time
LEAST = 4  # letters by which an id may be asked for


class Shelf:
    """The claims of a story, or all, in the order in which they were first said, each a line of JSON."""

    def __init__(self, opened: Database, story: str | None = None) -> None:
        self._database = opened
        self._story = story

    def count(self) -> int:
        """How many there are."""
        parts = [placed.c.story == self._story]
        if self._story is None:  # by a narrow index, twice: the others are as long as what they lead to
            parts = [claims.c.due.is_(None), claims.c.due > ""]
        with self._database.reading() as connection:
            return sum(connection.execute(select(func.count()).where(part)).scalar_one() for part in parts)

    def lines(self, most: int | None = None, skip: int = 0, after: str | None = None) -> Iterator[str]:
        """Their records, some at a time; `after`: only those behind the claim of that utterance, however deep it stands."""
        with self._database.reading() as connection:
            wanted = self._in_order(_find_rank(connection, after)).limit(-1 if most is None else most).offset(skip)
            ids = list(connection.execute(wanted).scalars())
            for at in range(0, len(ids), TOGETHER):
                some = ids[at : at + TOGETHER]
                rows = connection.execute(select(claims.c.id, claims.c.record).where(claims.c.id.in_(some)))
                found = {row.id: row.record for row in rows}
                yield from (found[each] for each in some)

    def holding(self, ids: Iterable[str]) -> dict[str, str]:
        """The present claim of each of these utterances; those that open no claim have none."""
        found: dict[str, str] = {}
        with self._database.reading() as connection:
            for piece in pieces(set(ids)):
                wanted = select(members.c.utterance, claims.c.record).join(claims, claims.c.id == members.c.claim)
                found |= {row[0]: row[1] for row in connection.execute(wanted.where(members.c.utterance.in_(piece)))}
        return found

    def find(self, given: str) -> list[str]:
        """The utterances with that id, or whose ids begin so."""
        with self._database.reading() as connection:
            exact = select(utterances.c.id).where(utterances.c.id == given).limit(1)
            if found := connection.execute(exact).scalar():
                return [found]
            if len(given) < LEAST:
                return []
            last = f"{given}\U0010ffff"
            begin = select(utterances.c.id).where(utterances.c.id >= given, utterances.c.id < last).distinct()
            return list(connection.execute(begin.order_by(utterances.c.id).limit(LEAST)).scalars())

    def _in_order(self, after: str | None) -> Select[Any]:
        if self._story is None:
            whose, wanted = claims.c.rank, select(claims.c.id)
        else:
            whose, wanted = placed.c.rank, select(placed.c.claim).where(placed.c.story == self._story)
        return (wanted if after is None else wanted.where(whose > after)).order_by(whose)  # no two have the same rank


def _find_rank(connection: Connection, utterance: str | None) -> str | None:
    """The place of an utterance's claim; None where none is asked for or it opens no claim."""
    held = select(claims.c.rank).join(members, members.c.claim == claims.c.id).where(members.c.utterance == utterance)
    return connection.execute(held).scalar() if utterance is not None else None
