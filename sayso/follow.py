"""The way in: files, folders, addresses, interchange records → readings → judgements → the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BufferedReader
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from sayso import ingesting, linking, reading
from sayso.__about__ import __version__
from sayso.ingesting.refusals import Refusal
from sayso.ledger import Added, BadEntry, Ledger, Linker, Outcome, Record, Tracer, parse
from sayso.linking import lineage
from sayso.nouns import Document
from sayso.wire import to_record

if TYPE_CHECKING:
    from datetime import datetime
    from io import RawIOBase

LONGEST = 64_000_000  # bytes of a line
TOGETHER = 500  # judgements and notes that are recorded in one transaction
RECORDS, STDIN = ".jsonl", "-"
BY = f"sayso {__version__}"
LINKER = Linker(linking.keys, linking.ENOUGH, linking.link)
TRACER = Tracer(lineage.find_prints, lineage.find_searches, lineage.may_be_near, lineage.link_documents)

_NEW = {Outcome.ADDED, Outcome.REVISION, Outcome.READ_AGAIN, Outcome.FILED}
_RECORD = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*(?:"|\Z)')  # how a line of JSON begins, and no article


def follow(
    inputs: Iterable[str],
    ledger: Ledger,
    story: str,
    *,
    now: datetime,
    stdin: BinaryIO | None = None,
    allow_private: bool = False,
    **facts: str | None,
) -> Iterator[Added | Refusal]:
    """Inputs → the ledger, a transaction for each document. Following one again changes nothing."""
    ledger.prepare(LINKER)
    for given in inputs:
        if is_records(given):
            yield from _follow_records(read_lines(Path(given)), ledger, story, now)
            continue
        if given == STDIN and stdin is not None:
            stdin = stdin if isinstance(stdin, BufferedReader) else BufferedReader(cast("RawIOBase", stdin))
            if _RECORD.match(_first(stdin)):
                lines = list(_told(facts)) or _number(given, stdin)
                yield from _follow_records(lines, ledger, story, now)
                continue
        for found in ingesting.ingest(given, stdin=stdin, allow_private=allow_private, now=now, **facts):
            yield _follow_document(given, found, ledger, story, now) if isinstance(found, Document) else found


def is_records(given: str) -> bool:
    """Whether an input holds interchange records, as `sayso read --json` prints them."""
    return given.lower().endswith(RECORDS) and "://" not in given


def read_lines(path: Path) -> Iterator[tuple[str, Record | Refusal]]:
    """A file of JSON Lines → where each stands, and its record; a Refusal for each that is none."""
    name = str(path)
    try:
        with path.open("rb") as lines:
            yield from _number(name, lines)
    except (OSError, ValueError) as fault:
        yield name, Refusal(name, _explain(fault))


def _number(name: str, lines: BinaryIO) -> Iterator[tuple[str, Record | Refusal]]:
    for number in count(1):
        where = f"{name}, line {number}"
        try:
            line = lines.readline(LONGEST)
        except (OSError, ValueError) as fault:
            yield where, Refusal(where, _explain(fault))
            return
        if not line:
            return
        if len(line) == LONGEST:
            yield where, Refusal(where, f"longer than {LONGEST:,} bytes; what follows was not read")
            return
        if line.strip():
            yield where, _parse(where, line)


def _explain(fault: OSError | ValueError) -> str:
    why = fault.strerror if isinstance(fault, OSError) else None
    return (why or str(fault)).lower()


def _first(stdin: BufferedReader[Any]) -> bytes:
    """What standard input begins with, without taking it."""
    try:
        return stdin.peek(1)
    except (OSError, ValueError):
        return b""  # whoever reads it says why


def _told(facts: dict[str, str | None]) -> Iterator[tuple[str, Refusal]]:
    for name in (name for name, value in facts.items() if value is not None):
        yield STDIN, Refusal(STDIN, f"--{name} tells of an article, and records are taken as they are")


def _parse(where: str, line: bytes) -> Record | Refusal:
    try:
        return parse(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Refusal(where, "not UTF-8")
    except BadEntry as fault:
        return Refusal(where, str(fault))


def _follow_records(
    lines: Iterable[tuple[str, Record | Refusal]], ledger: Ledger, story: str, now: datetime
) -> Iterator[Added | Refusal]:
    for where, record in lines:
        if isinstance(record, Refusal):
            yield record
        elif "export" in record:
            continue  # says of what the lines are an export
        elif "judgement" in record or "note" in record:
            yield Refusal(where, "a judgement or a note: sayso import takes it")
        else:
            yield _add(where, ledger, record, story, now)


def restore(
    lines: Iterable[tuple[str, Record | Refusal]], ledger: Ledger, *, now: datetime
) -> Iterator[bool | Refusal]:
    """Lines of an export, judgements, notes → the ledger: whether each is new. Nothing is linked anew: an export tells all that was.

    Readings go into the story that the export names; those that are there only because its claims need them, beside it.
    """
    story: str | None = None
    beside: set[str] = set()
    waiting: list[tuple[str, Record]] = []
    for where, record in lines:
        told = record.get("export") if isinstance(record, dict) else None
        is_reading = isinstance(record, dict) and "utterances" in record
        if told is not None or is_reading or len(waiting) == TOGETHER:
            yield from _take(waiting, ledger, now)
            waiting = []
        if isinstance(record, Refusal):
            yield record
        elif told is not None:
            story, beside = _read_export(told)
        elif is_reading:
            yield _restore(where, record, ledger, story, beside, now)
        else:
            waiting.append((where, record))
    yield from _take(waiting, ledger, now)


def _take(waiting: list[tuple[str, Record]], ledger: Ledger, now: datetime) -> Iterator[bool | Refusal]:
    taken = ledger.take([record for _, record in waiting], now=now) if waiting else []
    for (where, _), result in zip(waiting, taken, strict=True):
        yield Refusal(where, str(result)) if isinstance(result, BadEntry) else result


def _read_export(told: Any) -> tuple[str | None, set[str]]:
    """The story, and the documents that belong beside it; no story where the line is not as exports have it."""
    if not isinstance(told, dict) or not isinstance(told.get("story"), str):
        return None, set()
    beside = told.get("beside")
    return told["story"], {each for each in beside if isinstance(each, str)} if isinstance(beside, list) else set()


def _restore(
    where: str, record: Record, ledger: Ledger, story: str | None, beside: set[str], now: datetime
) -> bool | Refusal:
    if story is None:
        return Refusal(where, "a reading, and no line before it says of which story: sayso add --story takes it")
    document = record.get("document")
    if isinstance(document, dict) and document.get("text") is None:
        return Refusal(where, "exported without its text; sayso export --with-text gives what can be taken back")
    given = document.get("id") if isinstance(document, dict) else None
    try:
        if (
            isinstance(given, str)
            and _holds(ledger, given, record)
            and (given in beside or _is_filed(ledger, story, given))
        ):
            return False
        story = f"beside {story}" if given in beside else story
        return ledger.add(record, story, by=BY, now=now, as_it_was=True).outcome in _NEW
    except BadEntry as fault:
        return Refusal(where, str(fault))


def _holds(ledger: Ledger, document: str, record: Record) -> bool:
    """Whether all of a reading is in the ledger; what people put right there is not read again."""
    lines = record["utterances"]
    ids = {each.get("id") for each in lines if isinstance(each, dict)} if isinstance(lines, list) else {None}
    return ledger.view().document(document) is not None and ids == {
        each.utterance.id for each in ledger.view().among(each for each in ids if isinstance(each, str))
    }


def _is_filed(ledger: Ledger, story: str, document: str) -> bool:
    return document in ledger.view(story).filed()


def _follow_document(given: str, document: Document, ledger: Ledger, story: str, now: datetime) -> Added | Refusal:
    reader = reading.load_reader()
    known = ledger.file_again(document.id, reader.version, story, now=now)
    return known or _add(given, ledger, to_record(reader.read(document)), story, now)


def _add(where: str, ledger: Ledger, record: Record, story: str, now: datetime) -> Added | Refusal:
    try:
        return ledger.add(record, story, by=BY, now=now, linker=LINKER, tracer=TRACER)
    except BadEntry as fault:
        return Refusal(where, str(fault))
