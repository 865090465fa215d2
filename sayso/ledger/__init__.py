"""Readings, judgements, notes, redactions → the record, kept for good; and views of it, as of any moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from types import TracebackType

from sqlalchemy import Connection

from sayso import wire
from sayso.ledger import cache, checks, decisions, intake, layout, redactions
from sayso.ledger.cache import Board, Derived
from sayso.ledger.catalogue import Article, Card, Catalogue, Stood
from sayso.ledger.checks import Verification
from sayso.ledger.database import Database, open_database
from sayso.ledger.decisions import Decided
from sayso.ledger.events import Event, head_of
from sayso.ledger.excerpts import Recorded, find_judged, find_noted, find_recorded, iter_chain
from sayso.ledger.faults import BadEntry, LedgerFault
from sayso.ledger.history import Decision, History
from sayso.ledger.intake import Added, Outcome
from sayso.ledger.migrations import is_behind, migrate
from sayso.ledger.neighbours import Linker, fill_keys
from sayso.ledger.payloads import Record, parse
from sayso.ledger.prints import Tracer
from sayso.ledger.redactions import Redacted
from sayso.ledger.shelf import Shelf
from sayso.ledger.surroundings import Around, find_component, gather
from sayso.ledger.view import Held, Story, View
from sayso.ledger.voices import Voice, Voices
from sayso.nouns import Judgement, ReaderVersion, Reading

__all__ = [
    "Added",
    "Around",
    "Article",
    "BadEntry",
    "Board",
    "Card",
    "Catalogue",
    "Decided",
    "Decision",
    "Derived",
    "Event",
    "Held",
    "History",
    "Ledger",
    "LedgerFault",
    "Linker",
    "Outcome",
    "Record",
    "Recorded",
    "Redacted",
    "Shelf",
    "Stood",
    "Story",
    "Tracer",
    "Verification",
    "View",
    "Voice",
    "Voices",
    "open_ledger",
    "parse",
]  # fmt: skip


class Ledger:
    """The append-only record of one desk. Every method that writes is one transaction: all of it happens, or none."""

    def __init__(self, opened: Database) -> None:
        self.database = opened

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def add(
        self,
        reading: Reading | Record,
        story: str,
        *,
        by: str,
        now: datetime,
        linker: Linker | None = None,
        tracer: Tracer | None = None,
        as_it_was: bool = False,
    ) -> Added:
        """A reading, or its record as another program gave it, with its document and what linker and tracer make of them.

        Adding it again changes nothing. `as_it_was`: from an export, which tells by itself what the document revises.
        """
        record = wire.to_record(reading) if isinstance(reading, Reading) else reading
        with self.database.writing() as connection:
            story = intake.check_story(story)
            return intake.add_reading(connection, record, story, by, now, linker, tracer, as_it_was)

    def prepare(self, linker: Linker) -> None:
        """Make sure that every document can be found by its keys."""
        with self.database.writing() as connection:
            fill_keys(connection, linker)

    def file_again(self, document: str, reader: ReaderVersion, story: str, *, now: datetime) -> Added | None:
        """A document that needs no reading by this reader → its place in the story; None where it does."""
        with self.database.writing() as connection:
            story = intake.check_story(story)
            return intake.file_again(connection, document, reader.name, reader.version, story, now)

    def take(self, records: Sequence[Record], *, now: datetime) -> list[bool | BadEntry]:
        """Judgements and notes, in one transaction: whether each is new, or why it is not taken."""
        with self.database.writing() as connection:
            return [_take(connection, record, now) for record in records]

    def correct(self, record: Record, *, now: datetime) -> Decided:
        """A field of an utterance or a document as a person has it. Raises `BadEntry`."""
        with self.database.writing() as connection:
            return decisions.add_correction(connection, record, now)

    def enter(self, record: Record, *, now: datetime) -> Decided:
        """Lines that a reader missed, or a note of what never was an article. Raises `BadEntry`."""
        with self.database.writing() as connection:
            return decisions.add_entry(connection, record, now)

    def undo(self, seq: int, *, by: str, now: datetime, reason: str | None = None) -> Decided:
        """Take back a correction, a note or a person's judgement, by the number of its event. Raises `BadEntry`."""
        with self.database.writing() as connection:
            return decisions.undo(connection, seq, by, reason, now)

    def history(self) -> History:
        """Who decided what, when and why."""
        return History(self.database)

    def redact_document(self, given: str, reason: str, *, by: str, now: datetime) -> Redacted:
        """Wipe a document, given by its id or its address."""
        with self.database.writing() as connection:
            done = redactions.redact_document(connection, given, reason, by, now)
        return replace(done, swept=self.database.sweep())

    def redact_name(self, name: str, reason: str, *, by: str, now: datetime) -> Redacted:
        """Black out a name in all that is recorded."""
        with self.database.writing() as connection:
            done = redactions.redact_name(connection, name, reason, by, now)
        return replace(done, swept=self.database.sweep())

    def rebuild(self, board: Board | None = None) -> int:
        """Make anew all that is made of the record; claims where a board is given. How many claims there are."""
        with self.database.writing() as connection:
            if any(checks.check_record(connection)):
                raise LedgerFault(f"{self.database.name}: damaged: sayso verify says where. Nothing was made anew")
            layout.relay(connection)
            cache.clear(connection)
        self.database.sweep()
        return self.derive(board) if board else 0

    def is_changed(self) -> bool:
        """Whether there are claims to be brought up to date."""
        with self.database.reading() as connection:
            return cache.is_changed(connection)

    def derive(self, board: Board) -> int:
        """Bring the claims of all that changed up to date, some at a time. How many claims were derived."""
        if not self.is_changed():
            return 0
        with self.database.writing() as connection:
            changed = list(cache.find_changed(connection))
        count = 0
        for some in changed:
            with self.database.writing() as connection:
                count += cache.derive(connection, some, board)
        return count

    def verify(self, head: str | None = None) -> Verification:
        """Look at every line; `head` is one that was kept earlier."""
        with self.database.reading() as connection:
            return checks.verify(connection, head)

    def head(self) -> str:
        """The hash of the last event."""
        with self.database.reading() as connection:
            return head_of(connection)

    def shelf(self, story: str | None = None) -> Shelf:
        """The claims of a story, or all, as they were derived last."""
        return Shelf(self.database, story)

    def catalogue(self, story: str | None = None) -> Catalogue:
        """What lists of a story, or of all, are made of."""
        return Catalogue(self.database, story)

    def voices(self, story: str | None = None) -> Voices:
        """The sources of a story, or all."""
        return Voices(self.database, story)

    def around(self, ids: Iterable[str], known_as_of: str | None = None) -> Around:
        """All that bears on the claims of these utterances, as the ledger knew it at a moment."""
        view = self.view(known_as_of=known_as_of)
        with self.database.reading() as connection:
            component = find_component(connection, ids)
            return Around(component, *gather(connection, component, view.in_force(connection), view.last(connection)))

    def recorded(self, ids: Iterable[str]) -> list[Recorded]:
        """Documents by their ids, each with what was read in it last."""
        with self.database.reading() as connection:
            return list(find_recorded(connection, ids))

    def judged(self, ids: Iterable[str]) -> list[tuple[int, Judgement]]:
        """Judgements on these, and all those on parties, each with the number of its event."""
        with self.database.reading() as connection:
            return find_judged(connection, ids)

    def noted(self, ids: Iterable[str], story: str) -> list[Record]:
        """Notes on these, or on the story itself."""
        with self.database.reading() as connection:
            return find_noted(connection, ids, story)

    def chain(self, kept: Collection[int]) -> list[Event]:
        """All events; the bodies only of those whose numbers are `kept`."""
        with self.database.reading() as connection:
            return list(iter_chain(connection, kept))

    def view(self, story: str | None = None, known_as_of: str | None = None) -> View:
        """Questions about a story, or all of it."""
        return View(self.database, story, known_as_of)


def open_ledger(address: str, *, write: bool = False) -> Ledger:
    """Open a ledger; to write, one is made where there is none. One of an earlier Sayso is brought up to date first, where
    that can be. Raises `LedgerFault`."""
    opened = open_database(address, write=write)
    try:
        if write:
            migrate(opened)
            return Ledger(opened)
        with opened.reading() as connection:
            if not is_behind(opened.name, connection):
                return Ledger(opened)
        with suppress(LedgerFault):
            open_ledger(address, write=True).close()
    except BaseException:
        opened.close()
        raise
    return Ledger(opened)


def _take(connection: Connection, record: Record, now: datetime) -> bool | BadEntry:
    try:
        if "judgement" in record:
            return intake.add_judgement(connection, record, now)
        if "correction" in record:
            return decisions.add_correction(connection, record, now).seq is not None
        if "lines" in record:
            return decisions.add_entry(connection, record, now).seq is not None
        if "note" in record:
            return intake.add_note(connection, record, now)
        return BadEntry("no judgement, correction or note: the line has none of these fields")
    except BadEntry as fault:  # found before anything of it was written
        return fault
