"""The ledger → who speaks in it, and which utterances are whose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from sayso.ledger.database import Database
from sayso.ledger.surroundings import pieces
from sayso.ledger.tables import documents, filings, judgements, utterances
from sayso.names import plain
from sayso.scales import Verdict

ALIKE = 3  # names that are offered for one that is not there


@dataclass(frozen=True, slots=True)
class Voice:
    """A source as a list shows it, by the names, kinds and parties that its mentions have; its first and its last day."""

    name: str
    kinds: tuple[str, ...]
    parties: tuple[str, ...]
    utterances: int
    first: str | None
    last: str | None


class Voices:
    """The sources of a story, or all, by name; those without a name are nobody that could be listed."""

    def __init__(self, opened: Database, story: str | None = None) -> None:
        self._database = opened
        self._story = story

    def listed(self) -> list[Voice]:
        """All of them, in order of their names."""
        told = (utterances.c.speaker, utterances.c.source, utterances.c.kind, utterances.c.party)
        days = func.min(documents.c.published), func.max(documents.c.published)
        wanted = select(*told, func.count(), *days).join(documents, documents.c.id == utterances.c.document)
        rows: dict[str, list[Any]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(self._in_force(wanted).group_by(*told)):
                rows.setdefault(row[0], []).append(row)
        return [_voice(rows[name]) for name in sorted(rows)]

    def spoken(self, name: str) -> list[str]:
        """The utterances of the source with that name."""
        return self._ids(utterances.c.speaker == plain(name))

    def spoken_for(self, name: str) -> list[str]:
        """The utterances of all who speak for the party with that name."""
        return self._ids(utterances.c.side == plain(name))

    def alike(self, name: str) -> list[str]:
        """Names that hold all of its words, or that it begins."""
        wanted = self._in_force(select(utterances.c.source)).distinct()
        for word in plain(name).split()[-1:]:
            wanted = wanted.where(utterances.c.speaker.contains(word, autoescape=True))
        with self._database.reading() as connection:
            return sorted(connection.execute(wanted.limit(ALIKE)).scalars())

    def joined(self, ids: Iterable[str]) -> set[str]:
        """The utterances that somebody's word, in force or not, has as the same source's, directly or by way of others."""
        found: set[str] = set()
        edge = set(ids)
        with self._database.reading() as connection:
            while edge:
                found |= edge
                near: set[str] = set()
                for here, there in ((judgements.c.a, judgements.c.b), (judgements.c.b, judgements.c.a)):
                    for piece in pieces(edge):
                        wanted = select(there).where(here.in_(piece), judgements.c.verdict == Verdict.SAME_SOURCE.value)
                        near |= set(connection.execute(wanted).scalars())
                edge = near - found
        return found

    def _ids(self, whose: ColumnElement[bool]) -> list[str]:
        wanted = select(utterances.c.id).where(whose, utterances.c.superseded.is_(None))
        if self._story is not None:  # the index leads to this source's words in each document of the story
            there = select(filings.c.document).where(filings.c.story == self._story)
            wanted = wanted.where(utterances.c.document.in_(there))
        with self._database.reading() as connection:
            return sorted(set(connection.execute(wanted).scalars()))

    def _in_force(self, wanted: Select[Any]) -> Select[Any]:
        wanted = wanted.where(utterances.c.speaker.is_not(None), utterances.c.superseded.is_(None))
        if self._story is not None:
            wanted = wanted.join(filings, filings.c.document == utterances.c.document)
            wanted = wanted.where(filings.c.story == self._story)
        return wanted


def _voice(rows: list[Any]) -> Voice:
    """The name is the one that is used most, and of equals the longest."""
    most = max(rows, key=lambda row: (row[4], len(row[1]), row[1]))
    days = [day for row in rows for day in row[5:7] if day]
    kinds, parties = ({str(row[at]) for row in rows if row[at]} for at in (2, 3))
    return Voice(
        most[1], tuple(sorted(kinds)), tuple(sorted(parties)), sum(row[4] for row in rows),
        min(days, default=None), max(days, default=None),
    )  # fmt: skip
