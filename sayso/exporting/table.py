"""A sheet → rows of named cells, one for each line of a claim: what CSV and Parquet are made of, and what the columns mean."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.exporting.sheet import Line, Row, Sheet, spans
from sayso.nouns import Anchor
from sayso.wire import Record, utterance_record

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type as XML Schema calls it, what stands in it."""

    name: str
    type: str
    means: str


COLUMNS = (
    Column("story", "string", "The story that was exported."),
    Column("as_of", "string", "The moment at which the claims stand so; ISO 8601."),
    Column("claim", "string", "The claim's id. A line that is part of two claims stands twice."),
    Column("headline", "string", "What the claim is called: exact words of one of its lines, or a person's label."),
    Column("headline_utterance", "string", "The line whose words they are; empty where a person named the claim."),
    Column("status", "string", "Where the claim stands, as one word; never to be shown without `standing`."),
    Column("standing", "string", "The same with who says so: confirmed by …; denied by …."),
    Column("since", "string", "From when on it stands so; ISO 8601."),
    Column("rule", "string", "The rule that gave the status."),
    Column("flags", "string", "What else must be said beside the status, separated by spaces."),
    Column("origins", "integer", "How many independent sources the claim goes back to."),
    Column("utterance", "string", "The line's id."),
    Column("source", "string", "Who is speaking."),
    Column("source_kind", "string", "person, organization, official, group, document, outlet, hearsay or narration."),
    Column("party", "string", "The state, organization or side that the source speaks for."),
    Column("chain", "string", "How the words reached us, outermost first; a JSON list."),
    Column("stance", "string", "What the line does to the claim: asserts, confirms, denies, declines, silent, questions, expects, retracts."),
    Column("factuality", "string", "How certain the source presents it: CT+, PR+, PS+, CT-, PR-, PS-, U."),
    Column("quote", "string", "direct, indirect, mixed or narration."),
    Column("words", "string", "The exact words; parts that stand apart are joined by ' … '."),
    Column("words_at", "string", "Where they stand: characters of the text, counted from 0, the end not included."),
    Column("source_words", "string", "What the text calls the source."),
    Column("source_at", "string", "Where that stands."),
    Column("cue_words", "string", "The words that tell of the saying."),
    Column("cue_at", "string", "Where they stand."),
    Column("said_start", "string", "The first moment at which it may have been said; ISO 8601."),
    Column("said_end", "string", "The last one."),
    Column("quantities", "string", "Numbers in the words, with their bounds and units; a JSON list."),
    Column("times", "string", "Times in the words; a JSON list."),
    Column("places", "string", "Places in the words, with coordinates where they are known; a JSON list."),
    Column("confidence", "decimal", "How sure the reader is, from 0 to 1; not how likely it is to be true."),
    Column("checked_by", "string", "Who looked at the line; empty where nobody did."),
    Column("checked_at", "string", "When; ISO 8601."),
    Column("document", "string", "The document's id."),
    Column("sha256", "string", "The SHA-256 of the document's text in UTF-8."),
    Column("outlet", "string", "Who published it."),
    Column("title", "string", "Its headline."),
    Column("byline", "string", "Its byline."),
    Column("published", "string", "When; ISO 8601."),
    Column("retrieved", "string", "When it was fetched; ISO 8601."),
    Column("url", "string", "Where it was published."),
    Column("copy_of", "string", "The address or id of the document that this one is a copy of."),
    Column("lines_checked", "string", "How many lines of this export a person has checked."),
    Column("caution", "string", "What to do before publishing anything of this."),
)  # fmt: skip
TEXT = Column("text", "string", "The whole text of the document (with --with-text).")


def columns(sheet: Sheet) -> tuple[Column, ...]:
    """Those of a sheet."""
    return (*COLUMNS, TEXT) if sheet.with_text else COLUMNS


def cells(sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
    """Its rows, each in the order of the columns."""
    wanted = [column.name for column in columns(sheet)]
    for row in sheet.rows:
        for line in row.lines:
            told = _cells(sheet, row, line)
            yield tuple(told[name] for name in wanted)


def _cells(sheet: Sheet, row: Row, line: Line) -> dict[str, Cell]:
    claim, utterance, document = row.claim, line.member.utterance, line.member.document
    record, said, checked = utterance_record(utterance), utterance.said, utterance.checked
    return {
        "story": sheet.excerpt.story,
        "as_of": sheet.excerpt.as_of,
        "claim": claim.id,
        "headline": claim.label or claim.headline.text,
        "headline_utterance": None if claim.label else claim.headline.utterance,
        "status": claim.status.value,
        "standing": row.standing,
        "since": claim.since,
        "rule": claim.rule,
        "flags": " ".join(claim.flags),
        "origins": len(claim.origins),
        "utterance": utterance.id,
        "source": utterance.source.name,
        "source_kind": utterance.source.kind.value,
        "party": utterance.source.party,
        "chain": _json(record["chain"]),
        "stance": utterance.stance.value,
        "factuality": utterance.factuality.value,
        "quote": utterance.quote.value,
        **_anchor("words", "words_at", utterance.content),
        **_anchor("source_words", "source_at", utterance.source.anchor),
        **_anchor("cue_words", "cue_at", utterance.cue),
        "said_start": said.start if said else None,
        "said_end": said.end if said else None,
        **{name: _json(record[name]) for name in ("quantities", "times", "places")},
        "confidence": utterance.confidence,
        "checked_by": checked.by if checked else None,
        "checked_at": checked.at if checked else None,
        "document": document.id,
        "copy_of": line.member.copy_of,
        **{name: getattr(document, name) for name in _FACTS},
        "lines_checked": sheet.checked,
        "caution": sheet.caution,
    }


_FACTS = ("sha256", "outlet", "title", "byline", "published", "retrieved", "url", "text")


def _anchor(words: str, at: str, anchor: Anchor | None) -> dict[str, Cell]:
    return {words: anchor.text if anchor else None, at: spans(anchor.spans) if anchor else None}


def _json(value: list[Record]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
