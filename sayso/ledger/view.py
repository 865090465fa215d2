"""The ledger → answers: what it holds of a story, as it was known at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select, union

from sayso import moments
from sayso.ledger import database, handwork, payloads
from sayso.ledger.database import Database
from sayso.ledger.events import stamp
from sayso.ledger.payloads import ON_PARTIES
from sayso.ledger.tables import bodies, continued, documents, events, filings, judgements, notes, undone, utterances
from sayso.nouns import Document, Entry, Judgement
from sayso.scales import Verdict

PAGE = 50  # lines of a first page
MANY = 500  # ids in one question
TOGETHER = 200  # readings that are opened at a time


@dataclass(frozen=True, slots=True)
class Story:
    """A story and how much is in it; from the first to the last that its outlets published."""

    name: str
    documents: int
    utterances: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """A document as a list shows it. `redacted`: why words of it were taken out."""

    id: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    utterances: int
    redacted: str | None


class View:
    """Questions to a ledger, about one story or all of it. `known_as_of`: nothing that the ledger learned after counts."""

    def __init__(self, opened: Database, story: str | None = None, known_as_of: str | None = None) -> None:
        self._database = opened
        self._story = story
        self._known_as_of = _stamped(known_as_of)

    def entries(self) -> list[Entry]:
        """Every utterance in force, in the order in which the ledger learned of it."""
        with self._database.reading() as connection:
            return read_entries(connection, self.in_force(connection), self.last(connection))

    def among(self, ids: Iterable[str]) -> list[Entry]:
        """Those of these utterances that are in force."""
        with self._database.reading() as connection:
            return find_entries(connection, ids, self.in_force(connection), self.last(connection))

    def judgements(self) -> list[Judgement]:
        """Every judgement on what is in the story, and all those on parties, in the order in which they came in."""
        with self._database.reading() as connection:
            last = self.last(connection)
            wanted = select(judgements).where(judgements.c.seq <= last).order_by(judgements.c.seq)
            if self._story is not None:
                there = select(filings.c.document).where(filings.c.story == self._story, filings.c.seq <= last)
                here = union(
                    select(utterances.c.id).where(utterances.c.document.in_(there)),
                    select(documents.c.id).where(documents.c.id.in_(there)),
                    select(documents.c.url).where(documents.c.id.in_(there), documents.c.url.is_not(None)),
                ).subquery()
                wanted = wanted.where(_touching(select(here)))
            return to_judgements(connection, connection.execute(wanted).all(), last)

    def judgements_on(self, ids: Iterable[str] = ()) -> list[Judgement]:
        """Every judgement that touches one of these, and all those on parties."""
        with self._database.reading() as connection:
            return find_judgements(connection, ids, self.last(connection))

    def documents(self, most: int = PAGE) -> list[Held]:
        """The documents that came in last, newest first."""
        with self._database.reading() as connection:
            in_force = (utterances.c.document == documents.c.id) & utterances.c.superseded.is_(None)
            count = select(func.count()).where(in_force).scalar_subquery()
            listed = [documents.c[name] for name in ("id", "outlet", "title", "published", "url")]
            wanted = select(*listed, count, documents.c.redacted)
            last = self.last(connection)
            wanted = wanted.where(documents.c.seq <= last, handwork.not_undone(documents.c.seq, last))
            if self._story is not None:
                wanted = wanted.join(filings, filings.c.document == documents.c.id).where(
                    filings.c.story == self._story
                )
            rows = connection.execute(wanted.order_by(documents.c.seq.desc()).limit(most))
            return [Held(row[0], row[1], row[2], row[3], row[4], row[5], row[6]) for row in rows]

    def latest(self) -> str | None:
        """The moment of the latest document, in whatever story; None where there is none."""
        with self._database.reading() as connection:
            return find_latest(connection, self.last(connection) if self._known_as_of else None)

    def spoken(self) -> list[str]:
        """The ids of the utterances in force."""
        with self._database.reading() as connection:
            wanted = self.in_force(connection).with_only_columns(utterances.c.id, maintain_column_froms=True)
            return list(connection.execute(wanted).scalars())

    def find_documents(self, given: str) -> list[str]:
        """The documents with that id or at that address, or whose ids begin so."""
        with self._database.reading() as connection:
            stands = handwork.not_undone(documents.c.seq)
            exact = select(documents.c.id).where(or_(documents.c.id == given, documents.c.url == given), stands)
            if found := connection.execute(exact.order_by(documents.c.seq).limit(1)).scalar():
                return [found]
            begin = select(documents.c.id).where(documents.c.id >= given, documents.c.id < f"{given}\U0010ffff", stands)
            least = 4  # letters
            return list(connection.execute(begin.limit(least)).scalars()) if len(given) >= least else []

    def tally(self) -> tuple[int, int]:
        """How many utterances in force a person has checked, and how many there are."""
        with self._database.reading() as connection:
            last = self.last(connection)
            ids = self.in_force(connection).with_only_columns(utterances.c.id, maintain_column_froms=True).distinct()
            total = connection.execute(select(func.count()).select_from(ids.subquery())).scalar_one()
            by_hand = select(utterances.c.id).where(utterances.c.seq.in_(select(notes.c.seq)))
            looked_at = handwork.corrected(connection, last) | set(connection.execute(by_hand).scalars())
            asked = sorted(looked_at)
            pieces = (asked[at : at + MANY] for at in range(0, len(asked), MANY))
            found = {
                each for some in pieces for each in connection.execute(ids.where(utterances.c.id.in_(some))).scalars()
            }
            return len(found), total

    def holds(self, story: str) -> bool:
        """Whether there is a story with that name."""
        with self._database.reading() as connection:
            return (
                connection.execute(select(filings.c.seq).where(filings.c.story == story).limit(1)).first() is not None
            )

    def filed(self) -> set[str]:
        """The ids of the story's documents."""
        with self._database.reading() as connection:
            wanted = select(filings.c.document).where(filings.c.seq <= self.last(connection))
            if self._story is not None:
                wanted = wanted.where(filings.c.story == self._story)
            return set(connection.execute(wanted).scalars())

    def document(self, given: str) -> Document | None:
        """A document by its id, with its text; None where there is none or it was taken out."""
        with self._database.reading() as connection:
            wanted = (
                select(bodies.c.body).join(documents, documents.c.seq == bodies.c.seq).where(documents.c.id == given)
            )
            body = connection.execute(wanted).scalar()
            return payloads.document_of(payloads.parse(body)) if body else None

    def search(self, words: str) -> list[Entry]:
        """The utterances in force in which all the words stand."""
        with self._database.reading() as connection:
            numbers = database.find_words(connection, words)
            ids = [
                row[0]
                for at in range(0, len(numbers), MANY)
                for row in connection.execute(
                    select(utterances.c.id).where(utterances.c.number.in_(numbers[at : at + MANY]))
                )
            ]
            return find_entries(connection, ids, self.in_force(connection), self.last(connection))

    def stories(self) -> list[Story]:
        """All stories, by name."""
        with self._database.reading() as connection:
            last = self.last(connection)
            spoken = (
                select(utterances.c.document, func.count().label("count"))
                .where(utterances.c.superseded.is_(None))
                .group_by(utterances.c.document)
                .subquery()
            )
            published = func.min(documents.c.published), func.max(documents.c.published)
            wanted = (
                select(filings.c.story, func.count(), func.coalesce(func.sum(spoken.c.count), 0), *published)
                .join(documents, documents.c.id == filings.c.document)
                .outerjoin(spoken, spoken.c.document == filings.c.document)
                .where(filings.c.seq <= last, handwork.not_undone(documents.c.seq, last))
                .group_by(filings.c.story)
                .order_by(filings.c.story)
            )
            return [Story(*row) for row in connection.execute(wanted)]

    def last(self, connection: Connection) -> int:
        """The last event that counts."""
        wanted = select(func.coalesce(func.max(events.c.seq), 0))
        if self._known_as_of:
            wanted = wanted.where(events.c.at <= self._known_as_of)
        return int(connection.execute(wanted).scalar_one())

    def in_force(self, connection: Connection) -> Select[Any]:
        """The places of the utterances that count."""
        wanted = select_in_force(self.last(connection))
        if self._story is not None:
            wanted = wanted.join(filings, filings.c.document == utterances.c.document)
            wanted = wanted.where(filings.c.story == self._story, filings.c.seq <= self.last(connection))
        return wanted


def _stamped(known_as_of: str | None) -> str | None:
    if known_as_of is None:
        return None
    moment = moments.end(known_as_of)
    if moment is None:
        raise ValueError(f"{known_as_of!r} is not an ISO 8601 date or time")
    return stamp(moment)


def find_latest(connection: Connection, last: int | None = None) -> str | None:
    """From when on views hold the latest of the documents, up to an event; None where there is no document."""
    wanted = select(documents.c.public).where(documents.c.wiped == 0, documents.c.public.is_not(None))
    wanted = wanted.where(handwork.not_undone(documents.c.seq, last if last is not None else handwork.EVER))
    if last is not None:
        wanted = wanted.where(documents.c.seq <= last)
    return connection.execute(wanted.order_by(documents.c.public.desc()).limit(1)).scalar()


def select_in_force(last: int) -> Select[Any]:
    """The places of all utterances that the newest readings up to an event hold."""
    columns = (utterances.c.seq, utterances.c.position, utterances.c.learned, documents.c.seq.label("document"))
    wanted = select(*columns).join(documents, documents.c.id == utterances.c.document)
    later = or_(utterances.c.superseded.is_(None), utterances.c.superseded > last)
    there = documents.c.wiped + 0 == 0  # a sum, so that nobody begins with the index of all that are there
    return wanted.where(utterances.c.seq + 0 <= last, later, there)


def find_entries(
    connection: Connection, ids: Iterable[str], in_force: Select[Any], last: int = handwork.EVER
) -> list[Entry]:
    """The entries of utterances by their ids, with the corrections that held at an event."""
    asked = sorted(set(ids))
    found = [
        entry
        for at in range(0, len(asked), MANY)
        for entry in read_entries(connection, in_force.where(utterances.c.id.in_(asked[at : at + MANY])), last)
    ]
    return sorted(found, key=lambda entry: (entry.learned, entry.document.id, entry.utterance.id))


def read_entries(connection: Connection, places: Select[Any], last: int = handwork.EVER) -> list[Entry]:
    """The places of utterances → the entries, as people have them; each reading and each document opened once.

    What a person entered and a reader found as well is the person's.
    """
    places = places.add_columns(documents.c.id.label("where"))
    # Ordered here: asked to order by reading, SQLite would walk all of them rather than look up a few ids.
    rows = sorted(connection.execute(places), key=lambda row: (row.seq, row.position))
    put_right = handwork.load(connection, {row.where for row in rows}, last)
    groups = [list(group) for _, group in groupby(rows, key=lambda row: int(row.seq))]
    entries: list[Entry] = []
    for start in range(0, len(groups), TOGETHER):
        some = groups[start : start + TOGETHER]
        held = _bodies(connection, {seq for group in some for seq in (group[0].seq, group[0].document)})
        for group in some:
            document, positions = held[group[0].document], [row.position for row in group]
            reading = payloads.join_reading(document, held[group[0].seq], positions, put_right)
            entries += [Entry(each, reading.document, row.learned) for each, row in zip(reading, group, strict=True)]
    by_hand = {each.utterance.id for each in entries if each.utterance.entered}
    return [each for each in entries if each.utterance.entered or each.utterance.id not in by_hand]


def find_judgements(connection: Connection, ids: Iterable[str], last: int = handwork.EVER) -> list[Judgement]:
    """Every judgement that touches one of these ids or addresses, and all those on parties."""
    asked = sorted(set(ids))
    rows: dict[int, Row[Any]] = {}
    for at in range(0, max(1, len(asked)), MANY):
        wanted = select(judgements).where(_touching(asked[at : at + MANY]))
        rows |= {row.seq: row for row in connection.execute(wanted)}
    return to_judgements(connection, [rows[seq] for seq in sorted(rows)], last)


def to_judgements(connection: Connection, rows: Sequence[Row[Any]], last: int) -> list[Judgement]:
    """Rows that were not taken back → judgements, on the utterances that now have the words they were made on."""
    gone = set(connection.execute(select(undone.c.seq).where(undone.c.by <= last)).scalars())
    standing = [row for row in rows if row.seq not in gone]
    if connection.execute(select(continued.c.seq).limit(1)).first() is None:
        return [to_judgement(row) for row in standing]
    lead = handwork.leads(connection, {end for row in standing for end in (row.a, row.b) if end}, last=last)
    told = (to_judgement(row) for row in standing)
    return [replace(each, a=lead.get(each.a, each.a), b=lead.get(each.b or "", each.b)) for each in told]


def to_judgement(row: Row[Any]) -> Judgement:
    """A row → the judgement; what names no time of its own was said when the ledger learned of it."""
    return Judgement(
        Verdict(row.verdict), row.a, row.b, row.by, bool(row.person), row.party, row.score, row.reason,
        row.at or row.learned, bool(row.withdrawn),
    )  # fmt: skip


def _touching(ids: Any) -> Any:
    parties = judgements.c.verdict.in_([verdict.value for verdict in ON_PARTIES])
    return or_(judgements.c.a.in_(ids), judgements.c.b.in_(ids), parties)


def _bodies(connection: Connection, seqs: set[int]) -> dict[int, payloads.Record]:
    rows = connection.execute(select(bodies.c.seq, bodies.c.body).where(bodies.c.seq.in_(seqs)))
    return {row.seq: payloads.parse(row.body) for row in rows}
