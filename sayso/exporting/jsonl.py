"""A sheet → JSON Lines: what the export is, then readings, judgements, notes. `sayso import` takes it back without loss."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.exporting.sheet import Sheet, preamble
from sayso.wire import Record, encode_judgement, encode_record

SUFFIX = "jsonl"


def write(sheet: Sheet) -> str:
    """A record a line."""
    return "".join(f"{line}\n" for line in _lines(sheet))


def _lines(sheet: Sheet) -> Iterator[str]:
    excerpt, told = sheet.excerpt, preamble(sheet)
    yield encode_record({**told, "export": {**told["export"], "beside": sorted(excerpt.beside)}})
    for each in excerpt.recorded:
        yield encode_record(each.record if sheet.with_text else _without_text(each.record))
    yield from map(encode_judgement, excerpt.judgements)
    yield from map(encode_record, excerpt.notes)


def _without_text(record: Record) -> Record:
    """Every anchor keeps its exact words and its place; the text's digest says which text is meant."""
    return {**record, "document": {**record["document"], "text": None}}
