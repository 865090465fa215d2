"""Corrections, lines entered by hand, and what is taken back → events, in one transaction each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from sayso import anchors
from sayso.ledger import cache, database, handwork, payloads
from sayso.ledger.events import Event, EventKind, append, stamp
from sayso.ledger.faults import BadEntry
from sayso.ledger.layout import lay_out
from sayso.ledger.payloads import Record
from sayso.ledger.tables import bodies, corrections, documents, events, judgements, notes, undone, utterances
from sayso.nouns import Anchor

LINE: Record = {
    "words": None, "name": None, "kind": "person", "party": None, "via": (), "source": None, "cue": None, "stance": "asserts",
    "factuality": None, "quote": "indirect", "said": None, "quantities": (), "times": (), "places": (),
}  # fmt: skip
_SURE = {"asserts": "CT+", "confirms": "CT+", "denies": "CT-", "expects": "PR+"}
_CORRECTION: Record = {"reason": None, "at": None}
_ENTRY: Record = {
    "note": None,
    "story": None,
    "document": {},
    "in": None,
    "medium": None,
    "evidence": None,
    "at": None,
    "about": None,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """An event that was recorded; None where it was there already. `ids`: what it is about, or what it put in."""

    seq: int | None
    ids: tuple[str, ...]


# ---- corrections ----


def add_correction(connection: Connection, record: Record, now: datetime) -> Decided:
    """A field of an utterance or a document as a person has it. Raises `BadEntry` where it cannot be so."""
    whole = {**_CORRECTION, **record}
    field, by = whole.get("correction"), whole.get("by")
    payloads.check_name("by", by)
    payloads.check_text("reason", whole["reason"])
    payloads.check_moment("at", whole["at"])
    if not isinstance(whole.get("of"), str):
        raise BadEntry('"of" is not the id of an utterance or a document')
    if "value" not in whole:
        raise BadEntry('a correction needs "value"')
    if field in handwork.ON_DOCUMENTS:
        document = _document(connection, whole["of"])
        whole |= {"of": document.id, "document": document.id}
        _check_document(connection, document, str(field), whole["value"])
    elif field in handwork.FIELDS:
        row = find_utterance(connection, whole["of"])
        whole |= {"of": row.id, "document": row.document}
        whole["value"] = _found(connection, row, str(field), whole["value"])
        _check_utterance(connection, row, str(field), whole["value"])
    else:
        raise BadEntry(f"{field!r} is no field; one of {', '.join((*handwork.FIELDS, *handwork.ON_DOCUMENTS))}")
    if _is_told(connection, whole):
        return Decided(None, (whole["of"],))
    event = _record(connection, EventKind.CORRECTION, whole, now)
    return Decided(event.seq, (whole["of"],))


def find_utterance(connection: Connection, given: str) -> Row[Any]:
    """The utterance in force with that id, or the one that continues it. Raises `BadEntry`."""
    there = handwork.leads(connection, [given]).get(given)
    stands = select(utterances).where(utterances.c.id == there, utterances.c.superseded.is_(None))
    row = connection.execute(stands.order_by(utterances.c.seq.desc())).first()
    if row is None:
        raise BadEntry(f"no utterance {given!r} in force in this ledger")
    return row


def read_record(connection: Connection, row: Row[Any]) -> Record:
    """The record of an utterance in force, as people have it."""
    body = connection.execute(select(bodies.c.body).where(bodies.c.seq == row.seq)).scalar_one()
    record: Record = payloads.parse(body)["utterances"][row.position]
    return handwork.load(connection, [row.document]).amend(record)


def document_body(connection: Connection, document: str) -> Record:
    """The body of the event that brought a document."""
    wanted = select(bodies.c.body).join(documents, documents.c.seq == bodies.c.seq).where(documents.c.id == document)
    body = connection.execute(wanted).scalar()
    if body is None:
        raise BadEntry(f"document {document} was redacted")
    return payloads.parse(body)


def _found(connection: Connection, row: Row[Any], field: str, value: Any) -> Any:
    """A value as a person gives it, its exact words found in the document."""
    text = document_body(connection, row.document)["document"]["text"]
    if field in handwork.ANCHORS and value is not None:
        return _anchored(find_words(text, value))
    if field in ("quantities", "times", "places") and isinstance(value, list):
        content = find_words(text, read_record(connection, row)["content"])
        return [_within(each, text, content, field) for each in value]
    return value


def _within(given: Any, text: str, content: Anchor, field: str) -> Record:
    """A number, a time or a place, anchored in the content by its words."""
    counted = _counted(given, text, content)
    anchored = {name: counted[name] for name in ("text", "spans")}
    if field == "quantities":
        return counted
    if anchored["spans"] is None:
        raise BadEntry(f"these words do not stand in the content: {given.get('text')!r}")
    if field == "times":
        return {**anchored, "start": given.get("start"), "end": given.get("end")}
    return {**anchored, **{name: given.get(name) for name in ("name", "country", "lat", "lon", "geonames")}}


def _check_utterance(connection: Connection, row: Row[Any], field: str, value: Any) -> None:
    record = handwork.amend(read_record(connection, row), field, value)
    if field == "checked" and value is not True:
        raise BadEntry('"checked" is true; an undo takes it back')
    payloads.check_line(document_body(connection, row.document), {**record, "parent": None, "refers_to": None})


def _check_document(connection: Connection, row: Row[Any], field: str, value: Any) -> None:
    facts = document_body(connection, row.id)["document"]
    payloads.check_facts({**facts, field: value})


def _is_told(connection: Connection, record: Record) -> bool:
    """Whether this is what was said last of that field, by the same person, and stands."""
    same = (corrections.c.target == record["of"]) & (corrections.c.field == record["correction"])
    wanted = select(corrections).where(same, handwork.not_undone(corrections.c.seq)).order_by(corrections.c.seq.desc())
    last = connection.execute(wanted.limit(1)).first()
    return last is not None and last.digest == payloads.digest(payloads.canonical(record))


def _document(connection: Connection, given: str) -> Row[Any]:
    meant = or_(documents.c.id == given, documents.c.url == given)
    standing = handwork.not_undone(documents.c.seq)
    wanted = select(documents).where(meant, documents.c.wiped == 0, standing).order_by(documents.c.seq)
    row = connection.execute(wanted).first()
    if row is None:
        raise BadEntry(f"no document {given!r} in this ledger")
    return row


# ---- lines entered by hand ----


def add_entry(connection: Connection, record: Record, now: datetime) -> Decided:
    """What a reader missed in a document, or a note of something that never was an article."""
    whole = {**_ENTRY, **record}
    by = whole.get("by")
    payloads.check_name("by", by)
    payloads.check_moment("at", whole["at"])
    for name in ("note", "story", "in", "medium"):
        payloads.check_text(name, whole.get(name))
    given = whole.get("lines")
    if not isinstance(given, list) or not given or not all(isinstance(each, dict) for each in given):
        raise BadEntry('"lines" is not a list of lines')
    at = whole["at"] or stamp(now)
    if whole["in"] is not None:
        row = _document(connection, whole["in"])
        document: Record | str = row.id
        body = document_body(connection, row.id)
    else:
        document = _own_document(whole, str(by), at)
        body = {"document": document}
    facts = handwork.load(connection, [body["document"]["id"]]).amend_document(body["document"])
    lines = [_line(each, facts, {"by": by, "at": at}) for each in given]
    for each in lines:
        payloads.check_line(body, each)
    kept = {name: whole[name] for name in ("note", "story", "by", "at")}
    entry = {**kept, "about": body["document"]["id"], "sayso": "1", "document": document, "utterances": lines}
    entry["reader"] = {"name": handwork.BY_HAND, "version": by}
    payloads.check_ids(lines)
    held = _held(connection, lines)
    if len(held) == len(lines):
        return Decided(None, tuple(held))
    if held:
        raise BadEntry(f"{held[0]} has these words already: correct it")
    if whole["in"] is None and _is_there(connection, body["document"]["id"]):
        raise BadEntry(f"a note with this text is there already: add to it, in {body['document']['id']}")
    if isinstance(document, dict) and not whole["story"]:
        raise BadEntry('a note of its own needs "story"')
    event = _record(connection, EventKind.NOTE, entry, now)
    return Decided(event.seq, tuple(each["id"] for each in lines))


def _own_document(whole: Record, by: str, at: str) -> Record:
    """The note's own text, as a document: who published it is who noted it, unless it says otherwise."""
    text = whole.get("note")
    if not isinstance(text, str) or not text.strip():
        raise BadEntry("the note is empty")
    facts = whole["document"]
    evidence = whole["evidence"] or {}
    if not isinstance(facts, dict) or not isinstance(evidence, dict):
        raise BadEntry('"document" and "evidence" are records')
    known: Record = {name: facts.get(name) for name in payloads.FACTS}
    known |= {"outlet": known["outlet"] or by, "published": known["published"] or at}
    note = {"by": by, "medium": whole["medium"], "evidence": evidence.get("file"), "sha256": evidence.get("sha256")}
    for name in ("evidence", "sha256"):
        payloads.check_text(name, note[name])
    payloads.check_facts(known)
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    id_ = anchors.document_id(known["outlet"], known["published"], known["url"], sha256)
    return {**known, "text": text, "id": id_, "sha256": sha256, "note": note}


def _line(given: Record, facts: Record, entered: Record) -> Record:
    """A line as a person gives it → an utterance's record, its words anchored."""
    if unknown := set(given) - set(LINE):
        raise BadEntry(f"a line has no field {min(unknown)!r}; it has {', '.join(LINE)}")
    line, text = {**LINE, **given}, facts["text"]
    content = find_words(text, line["words"] if line["words"] is not None else text.strip())
    source = find_words(text, line["source"]) if line["source"] is not None else _mention(text, line["name"], content)
    cue = find_words(text, line["cue"]) if line["cue"] is not None else None
    speaker = {name: line[name] for name in handwork.SPEAKER}
    narrated = line["kind"] == "narration"
    if narrated:
        speaker |= {"name": speaker["name"] or facts.get("outlet"), "party": speaker["party"] or facts.get("outlet")}
    outlet = {"name": facts.get("outlet"), "kind": "outlet", "party": facts.get("outlet")}
    via = [{"name": each, "kind": "outlet", "party": each} for each in line["via"]]
    factuality = line["factuality"] or _SURE.get(line["stance"], "U")
    return {
        "id": anchors.utterance_id(facts["id"], source, cue, content),
        "source": {**_anchored(source), **speaker}, "chain": [outlet, *via, *([] if narrated else [speaker])],
        "cue": _anchored(cue) if cue else None, "content": _anchored(content),
        "quote": "narration" if narrated else line["quote"], "stance": line["stance"], "refers_to": None,
        "factuality": factuality, "parent": None, "attribution": None, "said": line["said"], "checked": entered,
        **{name: [_within(each, text, content, name) for each in line[name]] for name in ("quantities", "times", "places")},
        "confidence": 1.0, "entered": entered,
    }  # fmt: skip


def find_words(text: str, given: Any) -> Anchor:
    """Exact words, or spans (`[[12, 40]]`), → where they stand. Raises `BadEntry` where that is nowhere, or not one place.

    >>> find_words("No, she said. No.", "she").spans
    ((4, 7),)
    """
    if isinstance(given, dict) and given.get("spans") and given.get("text"):
        there = find_words(text, given["spans"])
        if there.text != given["text"]:
            raise BadEntry(f"{given['text']!r} is not what stands there")
        return there
    if isinstance(given, dict):
        given = given.get("spans") or given.get("text")
    if isinstance(given, list):
        spans = tuple((each[0], each[1]) for each in given if isinstance(each, list) and len(each) == 2)
        if len(spans) != len(given) or not all(isinstance(at, int) for span in spans for at in span):
            raise BadEntry(f"{given!r} is no list of spans")
        return Anchor(spans, anchors.join(text, spans))
    if not isinstance(given, str) or not given.strip():
        raise BadEntry("the words are missing")
    found: list[tuple[int, int]] = []
    after = 0
    for part in given.split(anchors.JOINER):
        start = text.find(part, after)
        if start < 0:
            raise BadEntry(f"these words do not stand there: {part!r}")
        if not found and anchors.JOINER not in given and text.find(part, start + 1) >= 0:
            raise BadEntry(f"these words stand there more than once: give their characters, {_places(text, part)}")
        found.append((start, start + len(part)))
        after = start + len(part)
    return Anchor.at(text, *found)


def _places(text: str, part: str) -> str:
    found: list[str] = []
    at = text.find(part)
    while at >= 0 and len(found) < 4:
        found.append(f"{at}-{at + len(part)}")
        at = text.find(part, at + 1)
    return " or ".join(found)


def _mention(text: str, name: str | None, content: Anchor) -> Anchor | None:
    """Where the one who speaks is named: in the text, but not in what is said."""
    start = text.find(name) if name else -1
    inside = any(first < start + len(name or "") and start < last for first, last in content.spans)
    return None if start < 0 or inside else Anchor.at(text, (start, start + len(name or "")))


def _counted(given: Any, text: str, content: Anchor) -> Record:
    """A number; with its exact words where they stand in the content once."""
    if not isinstance(given, dict):
        raise BadEntry("a quantity is a record")
    words = given.get("text")
    start, end = content.spans[0][0], content.spans[-1][1]
    at = text.find(words, start, end) if isinstance(words, str) and words else -1
    if spans := given.get("spans"):
        at = spans[0][0] if isinstance(spans, list) and isinstance(spans[0], list) and words else -1
    told = {name: given.get(name) for name in ("value", "low", "high", "unit")}
    anchored = {"text": words, "spans": [[at, at + len(words)]]} if at >= 0 and words else {"text": None, "spans": None}
    return {**anchored, **told, "bound": given.get("bound") or "exact"}


def _anchored(anchor: Anchor | None) -> Record:
    return (
        {"text": anchor.text, "spans": [list(each) for each in anchor.spans]}
        if anchor
        else {"text": None, "spans": None}
    )


def _held(connection: Connection, lines: list[Record]) -> list[str]:
    ids = [each["id"] for each in lines]
    wanted = select(utterances.c.id).where(utterances.c.id.in_(ids), utterances.c.superseded.is_(None))
    there = set(connection.execute(wanted).scalars())
    return [each for each in ids if each in there]


def _is_there(connection: Connection, document: str) -> bool:
    wanted = select(documents.c.id).where(documents.c.id == document, handwork.not_undone(documents.c.seq))
    return connection.execute(wanted).first() is not None


# ---- undo ----


def undo(connection: Connection, seq: int, by: str, reason: str | None, now: datetime) -> Decided:
    """Take back a correction, a note or a person's judgement. Raises `BadEntry` where there is none such in force."""
    payloads.check_name("by", by)
    payloads.check_text("reason", reason)
    event = connection.execute(select(events).where(events.c.seq == seq)).first()
    if event is None:
        raise BadEntry(f"there is no entry {seq} in this ledger")
    if connection.execute(select(undone.c.by).where(undone.c.seq == seq)).first():
        raise BadEntry(f"{seq} is taken back already")
    told = {"undo": seq, "by": by, "reason": reason, "at": None}
    ids: tuple[str, ...]
    if event.kind == EventKind.CORRECTION:
        row = connection.execute(select(corrections).where(corrections.c.seq == seq)).first()
        ids = (row.target, row.document) if row else ()
    elif event.kind == EventKind.NOTE:
        ids = _of_note(connection, seq)
    elif event.kind == EventKind.JUDGEMENT:
        ids = _of_judgement(connection, seq)
    else:
        raise BadEntry(f"{seq} is a {event.kind}: only corrections, notes and people's judgements can be taken back")
    done = _record(
        connection, EventKind.UNDO, told, now, document=ids[-1] if event.kind != EventKind.JUDGEMENT and ids else None
    )
    if event.kind == EventKind.JUDGEMENT:
        row = connection.execute(select(judgements).where(judgements.c.seq == seq)).one()
        cache.mark_judgement(connection, payloads.to_judgement(_as_body(row)))
    return Decided(done.seq, tuple(dict.fromkeys(ids)))


def _of_note(connection: Connection, seq: int) -> tuple[str, ...]:
    note = connection.execute(select(notes).where(notes.c.seq == seq)).first()
    spoken = select(utterances.c.id, utterances.c.document).where(utterances.c.seq == seq)
    rows = connection.execute(spoken).all()
    if rows:
        return (*(row.id for row in rows), rows[0].document)
    return (note.about,) if note and note.about else ()


def _of_judgement(connection: Connection, seq: int) -> tuple[str, ...]:
    row = connection.execute(select(judgements).where(judgements.c.seq == seq)).first()
    if row is None:
        return ()
    if not row.person:
        raise BadEntry(f"{seq} is a machine's judgement: say otherwise with sayso correct")
    return tuple(each for each in (row.a, row.b) if each)


def _as_body(row: Row[Any]) -> Record:
    told = {name: getattr(row, name) for name in ("a", "b", "party", "by", "score", "reason", "at")}
    return {**told, "judgement": row.verdict, "person": bool(row.person), "withdrawn": bool(row.withdrawn)}


# ---- recording ----


def _record(connection: Connection, kind: EventKind, body: Record, now: datetime, document: str | None = None) -> Event:
    """The next event, its rows, the words that they changed, and what is to be derived anew."""
    given = body.get("document") if kind is not EventKind.UNDO else document
    meant = given["id"] if isinstance(given, dict) else given
    before = database.read_words(connection, meant) if meant else {}
    event = append(connection, kind, body, now)
    lay_out(connection, [event], {})
    if meant:
        database.index_changes(connection, before, database.read_words(connection, meant))
        cache.mark_reading(connection, meant)
    return event
