"""What people put right, put in and took back → rows of the tables, and records as people have them.

A correction belongs to an utterance, by its id: a digest of its anchors. A later reading that finds the same content in the
same document, but another cue or another source, continues it; where nothing does, the correction is orphaned, and told so.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, update

from sayso import moments
from sayso.ledger.events import Event
from sayso.ledger.payloads import FACTS, Record
from sayso.ledger.tables import (
    continued,
    corrections,
    documents,
    filings,
    judgements,
    originals,
    undone,
    utterances,
)
from sayso.names import plain

EVER = 2**62  # later than any event
MANY = 500
BY_HAND = "by hand"  # the reader that enters what people put in
SPEAKER = ("name", "kind", "party")
ANCHORS = ("source", "cue", "content")
PLAIN = ("stance", "factuality", "quote", "refers_to", "said", "quantities", "times", "places")
FIELDS = (*SPEAKER, *ANCHORS, *PLAIN, "checked")  # of an utterance
ON_DOCUMENTS = tuple(each for each in FACTS if each != "language")


def amend(record: Record, field: str, value: Any) -> Record:
    """An utterance's record with one field as a person has it.

    >>> amend({"source": {"name": "Orsk"}, "chain": [{"name": "Post"}, {"name": "Orsk"}]}, "name", "Orsk Arms")
    {'source': {'name': 'Orsk Arms'}, 'chain': [{'name': 'Post'}, {'name': 'Orsk Arms'}]}
    """
    if field in PLAIN or field == "content":
        return {**record, field: value}
    if field == "cue":
        return {**record, "cue": value or None}
    if field == "source":
        return {**record, "source": {**record["source"], **(value or {"text": None, "spans": None})}}
    if field not in SPEAKER:
        return record
    source = {**record["source"], field: value}
    *outer, last = record["chain"]
    if record.get("quote") == "narration" and not outer:  # the outlet alone: somebody else speaks now
        outer, last = [last], {name: source.get(name) for name in SPEAKER}
    return {**record, "source": source, "chain": [*outer, {**last, field: value}]}


# ---- what is in force ----


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections of some documents and of what is said in them, as they stood at an event, in order."""

    utterances: Mapping[str, Sequence[Row[Any]]]
    documents: Mapping[str, Sequence[Row[Any]]]

    def amend(self, record: Record) -> Record:
        """An utterance's record as people have it, and who looked at it last."""
        for row in self.utterances.get(record["id"], ()):
            record = amend(record, row.field, json.loads(row.value))
            record = {**record, "checked": {"by": row.by, "at": row.at or row.learned}}
        return record

    def amend_document(self, facts: Record) -> Record:
        """The same of a document's facts; its id stays."""
        return facts | {row.field: json.loads(row.value) for row in self.documents.get(facts["id"], ())}


NONE = Corrections({}, {})


def load(connection: Connection, ids: Iterable[str], last: int = EVER) -> Corrections:
    """The corrections that hold at an event in these documents, by the utterances that have their words then."""
    if connection.execute(select(corrections.c.seq).limit(1)).first() is None:
        return NONE
    rows = [row for piece in _pieces(ids) for row in connection.execute(_standing(piece, last))]
    if not rows:
        return NONE
    there = {row.document for row in rows}
    lead = leads(connection, {row.target for row in rows}, there, last)
    spoken, facts = defaultdict(list), defaultdict(list)
    for row in rows:
        if row.target == row.document:
            facts[row.target].append(row)
        elif heir := lead.get(row.target):
            spoken[heir].append(row)
    return Corrections(spoken, facts)


def corrected(connection: Connection, last: int = EVER) -> set[str]:
    """The utterances that a person had corrected or checked by then."""
    wanted = select(corrections.c.target).where(
        corrections.c.seq <= last, corrections.c.target != corrections.c.document, not_undone(corrections.c.seq, last)
    )
    targets = set(connection.execute(wanted.distinct()).scalars())
    there = select(corrections.c.document).where(corrections.c.target != corrections.c.document).distinct()
    return set(leads(connection, targets, connection.execute(there).scalars(), last).values()) if targets else set()


def leads(
    connection: Connection, targets: Iterable[str], there: Iterable[str] | None = None, last: int = EVER
) -> dict[str, str]:
    """By utterance: the one that has its words at an event, itself or what continues it. Orphans are left out.

    `there`: the documents in which they stand, where that is known.
    """
    asked = set(targets)
    if there is None:
        there = {
            row.document
            for piece in _pieces(asked)
            for row in connection.execute(select(continued.c.document).where(continued.c.old.in_(piece)))
        }
    heirs: dict[str, str] = {}
    for piece in _pieces(there):
        wanted = select(continued).where(continued.c.document.in_(piece), continued.c.seq <= last)
        heirs |= {row.old: row.new for row in connection.execute(wanted.order_by(continued.c.seq))}
    stands = _in_force(connection, asked | set(heirs) | set(heirs.values()), last)
    found: dict[str, str] = {}
    for target in asked:
        at, seen = target, {target}
        while at not in stands and heirs.get(at) not in (None, *seen):
            at = heirs[at]
            seen.add(at)
        if at in stands:
            found[target] = at
    return found


def _in_force(connection: Connection, ids: Iterable[str], last: int) -> set[str]:
    later = or_(utterances.c.superseded.is_(None), utterances.c.superseded > last)
    return {
        id_
        for piece in _pieces(ids)
        for id_ in connection.execute(
            select(utterances.c.id).where(utterances.c.id.in_(piece), utterances.c.seq <= last, later)
        ).scalars()
    }


def not_undone(seq: Any, last: int = EVER) -> ColumnElement[bool]:
    """Whether an event was not taken back by then."""
    gone: ColumnElement[bool] = seq.in_(select(undone.c.seq).where(undone.c.by <= last))
    return ~gone


def _standing(ids: list[str], last: int) -> Any:
    wanted = select(corrections).where(corrections.c.document.in_(ids), corrections.c.seq <= last)
    return wanted.where(not_undone(corrections.c.seq, last)).order_by(corrections.c.seq)


# ---- rows ----


def lay_correction(connection: Connection, event: Event, record: Record) -> None:
    """A correction → its row, and the rows that it puts right."""
    row = {name: record[name] for name in ("document", "by", "reason", "at")}
    told = {"field": record["correction"], "target": record["of"], "value": _json(record["value"])}
    connection.execute(
        insert(corrections), {**row, **told, "seq": event.seq, "learned": event.at, "digest": event.digest}
    )
    refresh(connection, record["document"])


def lay_undo(connection: Connection, event: Event, record: Record) -> None:
    """What an undo takes back stands no more."""
    seq = record["undo"]
    connection.execute(insert(undone), {"seq": seq, "by": event.seq})
    gone = (utterances.c.seq == seq) & utterances.c.superseded.is_(None)
    if document := connection.execute(select(documents.c.id).where(documents.c.seq == seq)).scalar():
        gone = (utterances.c.document == document) & utterances.c.superseded.is_(None)
    connection.execute(update(utterances).where(gone).values(superseded=event.seq))
    if document := connection.execute(select(corrections.c.document).where(corrections.c.seq == seq)).scalar():
        refresh(connection, document)


def make_room(connection: Connection, document: str) -> None:
    """A document that was entered by hand and taken back leaves its place to the same one entered again."""
    again = (documents.c.id == document) & documents.c.seq.in_(select(undone.c.seq))
    connection.execute(delete(documents).where(again))


def file_entry(connection: Connection, story: str, document: str, seq: int) -> None:
    """Into its story, unless it is there."""
    there = (filings.c.story == story) & (filings.c.document == document)
    if connection.execute(select(filings.c.seq).where(there)).first() is None:
        connection.execute(insert(filings), {"story": story, "document": document, "seq": seq})


def follow_reading(connection: Connection, seq: int, document: str) -> None:
    """A later reading of a document: which of its utterances continue earlier ones; and the corrections, laid on it."""
    known = _as_read(connection, document)
    new = [row for row in known if row.seq == seq]
    ids = {row.id for row in known if row.superseded is None}
    old = {row.id: row for row in known if row.seq != seq and row.id not in ids}
    times = Counter(
        (row.seq, row.content) for row in known
    )  # what one reading has twice is not told apart by its words
    here = {row.content: row for row in new if times[seq, row.content] == 1}
    for row in old.values():
        heir = here.get(row.content)
        if heir is not None and (row.cue == heir.cue or row.source == heir.source) and times[row.seq, row.content] == 1:
            connection.execute(insert(continued), {"old": row.id, "new": heir.id, "seq": seq, "document": document})
    refresh(connection, document)


@dataclass(frozen=True, slots=True)
class _Read:
    """An utterance as its reader had it, whatever people made of it later."""

    id: str
    seq: int
    superseded: int | None
    content: str | None
    cue: str | None
    source: str | None


def _as_read(connection: Connection, document: str) -> list[_Read]:
    wanted = select(utterances).where(utterances.c.document == document).order_by(utterances.c.number)
    rows = connection.execute(wanted).all()
    kept = {
        row.row: json.loads(row.columns)
        for piece in _pieces(f"u{row.number}" for row in rows)
        for row in connection.execute(select(originals).where(originals.c.row.in_(piece)))
    }
    found = []
    for row in rows:
        words = kept.get(f"u{row.number}") or {name: getattr(row, name) for name in ("content", "cue", "source")}
        found.append(_Read(row.id, row.seq, row.superseded, words["content"], words["cue"], words["source"]))
    return found


def refresh(connection: Connection, document: str) -> None:
    """The rows of a document and of its utterances in force: as they were recorded, and then as people have them."""
    held = load(connection, [document])
    facts = {row.field: json.loads(row.value) for row in held.documents.get(document, ())}
    row = connection.execute(select(documents).where(documents.c.id == document)).first()
    if row is not None and not row.wiped:
        shown = _columns(connection, document, {name: getattr(row, name) for name in (*FACTS, "public")}, facts)
        if shown is not None:
            shown["public"] = _public(shown, row.learned)
            connection.execute(update(documents).where(documents.c.id == document).values(shown))
    spoken = select(utterances).where(utterances.c.document == document, utterances.c.superseded.is_(None))
    for each in connection.execute(spoken).all():
        told: Record = {}
        for correction in held.utterances.get(each.id, ()):
            told |= _told(correction.field, json.loads(correction.value))
        columns = {name: getattr(each, name) for name in _SHOWN}
        shown = _columns(connection, f"u{each.number}", columns, told)
        if shown is not None:
            connection.execute(update(utterances).where(utterances.c.number == each.number).values(shown))


_SHOWN = ("source", "kind", "party", "stance", "factuality", "quote", "cue", "content", "said_start", "said_end", "speaker", "side")  # fmt: skip


def _told(field: str, value: Any) -> Record:
    """What a correction says, as columns."""
    if field == "name":
        return {"source": value, "speaker": plain(value) if value else None}
    if field == "party":
        return {"party": value, "side": plain(value) if value else None}
    if field in ("cue", "content"):
        return {field: (value or {}).get("text")}
    if field == "said":
        return {"said_start": (value or {}).get("start"), "said_end": (value or {}).get("end")}
    return {field: value} if field in _SHOWN and field != "source" else {}


def _columns(connection: Connection, row: str, now: Record, told: Record) -> Record | None:
    """The columns as they are to be; None where they are. What was recorded is kept as long as it is covered."""
    kept = connection.execute(select(originals.c.columns).where(originals.c.row == row)).scalar()
    if kept is None and not told:
        return None
    base = json.loads(kept) if kept is not None else now
    if kept is None:
        connection.execute(insert(originals), {"row": row, "columns": _json(base)})
    elif not told:
        connection.execute(delete(originals).where(originals.c.row == row))
    return {**base, **told}


def _public(facts: Record, learned: str) -> str | None:
    moment = moments.public(facts["published"], facts["modified"], facts["retrieved"], learned)
    return moment.isoformat(timespec="microseconds") if moment else None


# ---- what no words stand for any more ----


@dataclass(frozen=True, slots=True)
class Orphan:
    """A person's word whose utterance no reading in force has any more."""

    seq: int
    target: str
    document: str | None


def find_orphans(connection: Connection) -> list[Orphan]:
    """Corrections and persons' judgements that no words stand for now."""
    gone: list[Orphan] = []
    rows = connection.execute(select(corrections).where(not_undone(corrections.c.seq))).all()
    spoken = [row for row in rows if row.target != row.document]
    lead = leads(connection, {row.target for row in spoken}, {row.document for row in spoken})
    gone += [Orphan(row.seq, row.target, row.document) for row in spoken if row.target not in lead]
    persons = select(judgements).where(
        judgements.c.person == 1, judgements.c.withdrawn == 0, not_undone(judgements.c.seq)
    )
    told = connection.execute(persons).all()
    ends = {end for row in told for end in (row.a, row.b) if end}
    ever = {
        row.id: row.document
        for piece in _pieces(ends)
        for row in connection.execute(
            select(utterances.c.id, utterances.c.document).where(utterances.c.id.in_(piece)).distinct()
        )
    }
    lead = leads(connection, ever)
    for row in told:
        lost = [end for end in (row.a, row.b) if end in ever and end not in lead]
        gone += [Orphan(row.seq, end, ever[end]) for end in lost[:1]]
    return sorted(gone, key=lambda each: each.seq)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _pieces(ids: Iterable[str]) -> list[list[str]]:
    ordered = sorted(set(ids))
    return [ordered[at : at + MANY] for at in range(0, len(ordered), MANY)]
