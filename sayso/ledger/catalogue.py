"""The ledger → what lists are made of, without opening any claim or text: claims less their utterances, articles, editions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from sayso.ledger import cache, database
from sayso.ledger.database import Database
from sayso.ledger.events import head_of
from sayso.ledger.payloads import Record
from sayso.ledger.surroundings import pieces
from sayso.ledger.tables import claims, documents, filings, judgements, members, placed, statuses, utterances
from sayso.ledger.view import read_entries, select_in_force
from sayso.nouns import Entry
from sayso.scales import Verdict

_LINES = ',"utterances":[{'  # with what the utterances of a claim's record begin; within strings quotes are escaped
_CHECKED = '"checked":{'
_TAKEN = [verdict.value for verdict in (Verdict.COPY_OF, Verdict.REVISION_OF)]


@dataclass(frozen=True, slots=True)
class Card:
    """A claim's record without its utterances, as text, and whether a person has checked one of these."""

    text: str
    checked: bool

    def record(self) -> Record:
        """The record."""
        found: Record = json.loads(self.text)
        return found


@dataclass(frozen=True, slots=True)
class Stood:
    """How a claim stood for a while; `since`: from when."""

    status: str
    rule: str
    since: str


@dataclass(frozen=True, slots=True)
class Article:
    """A document as a list shows it; `public`: from when on views hold it (RULES.md, S15)."""

    id: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    public: str | None
    utterances: int
    redacted: str | None


class Catalogue:
    """Lists of a story, or of all."""

    def __init__(self, opened: Database, story: str | None = None) -> None:
        self._database = opened
        self._story = story

    def edition(self) -> str:
        """What is another whenever a view of the ledger may be."""
        with self._database.reading() as connection:
            state = "changing" if cache.is_changed(connection) else "kept"
            return f"{head_of(connection)} {state}"

    def cards(self) -> Iterator[Card]:
        """The claims as they were derived last, by who said them first."""
        head = database.up_to(claims.c.record, _LINES)
        checked = database.holds(claims.c.record, _CHECKED)
        wanted = select(head, checked).order_by(claims.c.rank)
        if self._story is not None:
            wanted = wanted.join(placed, placed.c.claim == claims.c.id).where(placed.c.story == self._story)
        with self._database.reading() as connection:
            for record, is_checked in connection.execute(wanted):
                yield Card(f"{record}}}", bool(is_checked))

    def containing(self, words: str) -> set[str]:
        """The claims that have an utterance in which all the words stand."""
        numbers = database.select_words(words)
        if numbers is None:
            return set()
        wanted = select(members.c.claim).join(utterances, utterances.c.id == members.c.utterance)
        with self._database.reading() as connection:
            return set(connection.execute(wanted.where(utterances.c.number.in_(numbers)).distinct()).scalars())

    def articles(self) -> list[Article]:
        """The documents, by when they were published."""
        in_force = (utterances.c.document == documents.c.id) & utterances.c.superseded.is_(None)
        count = select(func.count()).where(in_force).scalar_subquery()
        names = ("id", "outlet", "title", "published", "url", "public")
        wanted = select(*(documents.c[name] for name in names), count, documents.c.redacted)
        if self._story is not None:
            wanted = wanted.join(filings, filings.c.document == documents.c.id).where(filings.c.story == self._story)
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(documents.c.public, documents.c.id))
            return [_article(row, row[6]) for row in rows]

    def published(self) -> list[tuple[str, bool]]:
        """When each article counts from, and whether somebody's word has it as a copy."""
        copied = select(judgements.c.a).where(
            judgements.c.verdict == Verdict.COPY_OF.value, judgements.c.withdrawn == 0
        )
        wanted = select(documents.c.public, or_(documents.c.id.in_(copied), documents.c.url.in_(copied)))
        wanted = wanted.where(documents.c.public.is_not(None), documents.c.wiped == 0)
        if self._story is not None:
            wanted = wanted.join(filings, filings.c.document == documents.c.id).where(filings.c.story == self._story)
        with self._database.reading() as connection:
            return [(row[0], bool(row[1])) for row in connection.execute(wanted.order_by(documents.c.public))]

    def entries(self, document: str) -> list[Entry]:
        """What was read in a document, in order of the text."""
        mine = (utterances.c.document == document) & (documents.c.id == document)
        with self._database.reading() as connection:
            return read_entries(connection, select_in_force(cache.EVER).where(mine))

    def stories_of(self, document: str) -> list[str]:
        """The stories that a document is in."""
        wanted = select(filings.c.story).where(filings.c.document == document).order_by(filings.c.story)
        with self._database.reading() as connection:
            return list(connection.execute(wanted).scalars())

    def stories_with(self, claim: str) -> list[str]:
        """The stories that a claim is in."""
        wanted = select(placed.c.story).where(placed.c.claim == claim).order_by(placed.c.story)
        with self._database.reading() as connection:
            return list(connection.execute(wanted).scalars())

    def past(self, claim: str) -> list[Stood]:
        """How a claim has stood, the present left out, oldest first."""
        wanted = select(statuses.c.status, statuses.c.rule, statuses.c.start)
        wanted = wanted.where(statuses.c.claim == claim, statuses.c.end.is_not(None)).order_by(statuses.c.position)
        with self._database.reading() as connection:
            return [Stood(*row) for row in connection.execute(wanted)]

    def kin(self, document: str) -> list[Article]:
        """The documents that are told to be copies or revisions of one, or it of them."""
        with self._database.reading() as connection:
            address = select(documents.c.url).where(documents.c.id == document, documents.c.url.is_not(None))
            mine = [document, *connection.execute(address).scalars()]
            near: set[str] = set()
            for here, there in ((judgements.c.a, judgements.c.b), (judgements.c.b, judgements.c.a)):
                wanted = select(there).where(here.in_(mine), judgements.c.verdict.in_(_TAKEN))
                near |= {each for each in connection.execute(wanted).scalars() if each}
            names = ("id", "outlet", "title", "published", "url", "public", "redacted")
            found: dict[str, Article] = {}
            for piece in pieces(near):
                meant = or_(documents.c.id.in_(piece), documents.c.url.in_(piece))
                for row in connection.execute(select(*(documents.c[name] for name in names)).where(meant)):
                    found[row.id] = _article(row, 0)
            found.pop(document, None)
            return sorted(found.values(), key=lambda each: (each.public or "", each.id))


def _article(row: Any, utterances: int) -> Article:
    return Article(
        row.id, row.outlet, row.title, row.published, row.url, row.public, utterances=utterances, redacted=row.redacted
    )
