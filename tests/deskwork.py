"""Lines in the notation of `tests.weighing.desk` → a ledger that holds them, and what it shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sayso.ledger import Ledger
from sayso.ledger.tables import DERIVED
from sayso.nouns import Entry, Judgement, ReaderVersion, Reading
from sayso.views import When, list_lines
from sayso.wire import encode, encode_judgement, to_record
from tests.ledger.desk import BY, NOW
from tests.weighing.desk import Desk

READER = ReaderVersion("by-hand", "1")


def readings(entries: Iterable[Entry]) -> list[Reading]:
    """A reading for each of their documents."""
    held: dict[str, list[Entry]] = {}
    for entry in entries:
        held.setdefault(entry.document.id, []).append(entry)
    return [Reading(those[0].document, READER, tuple(each.utterance for each in those)) for those in held.values()]


def write_files(desk: Desk, folder: Path) -> tuple[Path, Path]:
    """As `sayso add` and `sayso import` take them."""
    read, judged = folder / "read.jsonl", folder / "judgements.jsonl"
    read.write_text("".join(f"{encode(each)}\n" for each in readings(desk.entries)), "utf-8")
    judged.write_text("".join(f"{encode_judgement(each)}\n" for each in desk.judgements), "utf-8")
    return read, judged


def put_all(ledger: Ledger, given: Sequence[Reading], story: str = "fire") -> None:
    for reading in given:
        ledger.add(to_record(reading), story, by=BY, now=NOW)


def take(ledger: Ledger, judgements: Iterable[Judgement]) -> None:
    records: list[dict[str, Any]] = [json.loads(encode_judgement(each)) for each in judgements]
    assert all(isinstance(each, bool) for each in ledger.take(records, now=NOW))


def shown(ledger: Ledger, story: str | None = None, **moments: str | None) -> list[str]:
    """The records of the board."""
    return list(list_lines(ledger, story, When(**moments)))


def kept(ledger: Ledger) -> list[list[Any]]:
    """All rows that were derived."""
    with ledger.database.reading() as connection:
        return [sorted((tuple(row) for row in connection.execute(table.select())), key=repr) for table in DERIVED]
