"""Interchange records ⇄ the bodies of events and the nouns they tell of; what is not sound raises `BadEntry`.

Records are kept as they were given: ids stay, fields that this program does not know stay.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date, datetime
from typing import Any, NoReturn, Protocol

from sayso import anchors, wire
from sayso.ledger.faults import BadEntry
from sayso.nouns import Document, Judgement, Reading, Source, Speaker
from sayso.scales import Verdict

Record = dict[str, Any]

FACTS = ("url", "outlet", "title", "byline", "published", "modified", "retrieved", "language")
LONGEST = 1000  # characters of an id, a name, an address
ON_PARTIES = (Verdict.SAME_PARTY, Verdict.NOT_SAME_PARTY)
_ALONE = (Verdict.NOT_CLAIM, Verdict.ABOUT)
WORDS = (Verdict.CALLED,)  # b is no id, but a person's words
_JUDGEMENT: Record = {
    "b": None,
    "person": False,
    "party": None,
    "score": None,
    "reason": None,
    "at": None,
    "withdrawn": False,
}
_NOTE: Record = {"about": None, "story": None, "at": None}
_MOMENT = re.compile(r"(\d{4})(-\d{2})?(-\d{2})?(T\d{2}:\d{2}.*)?")


def canonical(record: Record) -> str:
    """A record as one line of JSON; the same record gives the same bytes, whatever the order of its fields.

    >>> canonical({"b": 1, "a": "ø"})
    '{"a":"ø","b":1}'
    """
    try:
        line = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except (ValueError, RecursionError) as fault:
        raise BadEntry(f"not a record: {fault}") from None
    return anchors.UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], line)


def digest(body: str) -> str:
    """The SHA-256 of a body."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def parse(line: str) -> Record:
    """A line of JSON → the record. Numbers that JSON does not know and keys given twice are refused."""
    try:
        record = json.loads(line, parse_constant=_refuse_constant, object_pairs_hook=_once)
    except (ValueError, RecursionError) as fault:
        raise BadEntry(f"not a line of JSON: {fault}") from None
    if not isinstance(record, dict):
        raise BadEntry("not a record: the line holds no JSON object")
    return record


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _once(pairs: list[tuple[str, Any]]) -> Record:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise ValueError("a field is given twice")
    return record


# ---- readings ----


def split_reading(record: Record) -> tuple[Record, Record]:
    """A reading's record → the bodies of two events, the document and what was read in it; every anchor checked."""
    reading = _soundly(to_reading, record)
    _check_document(record["document"])
    _check_utterances(reading)
    _soundly(anchors.check, reading)
    document = {**record["document"], "id": reading.document.id, "sha256": reading.document.sha256}
    rest = {key: value for key, value in record.items() if key not in ("document", "sayso")}
    head = {"sayso": wire.VERSION}
    return {**head, "document": document}, {**head, **rest, "document": reading.document.id}


def to_reading(record: Record) -> Reading:
    """A reading's record → the reading."""
    return wire.from_record(record)


class Amendments(Protocol):
    """What people put right."""

    def amend(self, record: Record) -> Record:
        """An utterance's record as they have it."""

    def amend_document(self, facts: Record) -> Record:
        """A document's."""


def join_reading(
    document: Record, reading: Record, positions: list[int] | None = None, put_right: Amendments | None = None
) -> Reading:
    """The bodies of two events → the reading, or those of its utterances that stand at `positions`.

    The text may have been redacted in part: the digest in the record stays that of the whole.
    """
    given = {key: value for key, value in document["document"].items() if key != "sha256"}
    utterances = reading["utterances"]
    chosen = utterances if positions is None else [utterances[at] for at in positions]
    if put_right is not None:
        given, chosen = put_right.amend_document(given), [put_right.amend(each) for each in chosen]
    joined = to_reading({**reading, "document": given, "utterances": chosen})
    object.__setattr__(joined.document, "sha256", document["document"]["sha256"])
    return joined


def check_anchors(document: Record, reading: Record) -> None:
    """Raise `BadAnchor` where words of a reading do not stand in its document."""
    anchors.check(join_reading(document, reading))


def _soundly(step: Any, given: Any) -> Any:
    """The step's result; what is wrong with a record in the words of a person."""
    try:
        return step(given)
    except KeyError as fault:
        raise BadEntry(f"not a reading: the field {fault} is missing") from None
    except (wire.BadRecord, anchors.BadAnchor) as fault:
        raise BadEntry(str(fault)) from None
    except (TypeError, ValueError, AttributeError, IndexError, OverflowError) as fault:
        raise BadEntry(f"not a reading: {fault}") from None


def _check_document(document: Record) -> None:
    for name in FACTS:
        _optional(f"document.{name}", document.get(name))
    for name in ("published", "modified", "retrieved"):
        check_moment(f"document.{name}", document.get(name))
    if document.get("id") is not None:
        _required("document.id", document["id"])
    if not document["text"].strip():
        raise BadEntry("document.text is empty")


def _check_utterances(reading: Reading) -> None:
    _required("reader.name", reading.reader.name)
    _required("reader.version", reading.reader.version)
    for each in reading:
        _required("an utterance's id", each.id)
        if not each.chain:
            raise BadEntry(f"utterance {each.id}: the chain is empty")
        speakers: tuple[Source | Speaker, ...] = (each.source, *each.chain)
        for link in speakers:
            _optional(f"utterance {each.id}: a name", link.name)
            _optional(f"utterance {each.id}: a party", link.party)
        if (
            isinstance(each.confidence, bool)
            or not isinstance(each.confidence, int | float)
            or not 0 <= each.confidence <= 1
        ):
            raise BadEntry(f"utterance {each.id}: confidence is not a number from 0 to 1")
        if each.said:
            check_moment(f"utterance {each.id}: said.start", each.said.start)
            check_moment(f"utterance {each.id}: said.end", each.said.end)


def _required(name: str, value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        raise BadEntry(f"{name} is not a text")
    if len(value) > LONGEST:
        raise BadEntry(f"{name} is longer than {LONGEST} characters")


def _optional(name: str, value: object) -> None:
    if value is not None and not isinstance(value, str):
        raise BadEntry(f"{name} is not a text")


def check_moment(name: str, value: object) -> None:
    """Raise `BadEntry` unless it is None, a year, a month, a day or a time in ISO 8601."""
    if value is None:
        return
    match = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    try:
        if match is None:
            raise ValueError(value)
        year, month, day, clock = match.groups()
        if clock and day:
            datetime.fromisoformat(match[0])
        elif clock or (day and not month):
            raise ValueError(value)
        else:
            date.fromisoformat(f"{year}{month or '-01'}{day or '-01'}")
    except ValueError:
        raise BadEntry(f"{name}: {value!r} is not an ISO 8601 date or time") from None


# ---- what people put right and put in ----


def check_name(name: str, value: object) -> None:
    """Raise `BadEntry` unless it is a text that names something."""
    _required(name, value)


def check_text(name: str, value: object) -> None:
    """Raise `BadEntry` unless it is a text or nothing."""
    _optional(name, value)


def check_line(document: Record, line: Record) -> None:
    """Raise `BadEntry` unless this is an utterance whose words stand in the document."""
    head: Record = {"sayso": wire.VERSION, "reader": {"name": "by hand", "version": "1"}}
    record = {**head, "document": document["document"], "utterances": [line]}
    reading = _soundly(to_reading, record)
    _check_utterances(reading)
    _soundly(anchors.check, reading)


def check_facts(facts: Record) -> None:
    """Raise `BadEntry` unless these can be the facts of a document."""
    for name in FACTS:
        _optional(name, facts.get(name))
    for name in ("published", "modified", "retrieved"):
        check_moment(name, facts.get(name))


def check_ids(lines: list[Record]) -> None:
    """Raise `BadEntry` where two lines have the same words."""
    ids = [each["id"] for each in lines]
    if len(set(ids)) != len(ids):
        raise BadEntry("two lines have the same words")


# ---- judgements and notes ----


def complete_judgement(record: Record) -> Record:
    """A judgement as a line of a file gives it → the body of its event.

    Without a score it is a person's word, unless it says otherwise.
    """
    whole = {**_JUDGEMENT, "person": record.get("score") is None, **record}
    judgement = to_judgement(whole)
    for name in ("a", "by"):
        _required(name, whole.get(name))
    for name in ("b", "party", "reason"):
        _optional(name, whole[name])
    check_moment("at", judgement.at)
    if judgement.verdict not in _ALONE and not judgement.b:
        raise BadEntry(f'a "{judgement.verdict}" needs "b"')
    if judgement.verdict == Verdict.ABOUT and not judgement.party:
        raise BadEntry('an "about" needs "party"')
    if judgement.a == judgement.b:
        raise BadEntry('"a" and "b" are one and the same')
    score = judgement.score
    if score is not None and (isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1):
        raise BadEntry("score is not a number from 0 to 1")
    if not isinstance(judgement.person, bool) or not isinstance(judgement.withdrawn, bool):
        raise BadEntry("person and withdrawn are true or false")
    return whole


def to_judgement(body: Record) -> Judgement:
    """The body of a judgement's event → the judgement."""
    try:
        verdict = Verdict(body["judgement"])
    except ValueError:
        raise BadEntry(f"{body['judgement']!r} is no judgement; one of {', '.join(Verdict)}") from None
    try:
        return Judgement(
            verdict, body["a"], body["b"], body["by"], **{name: body[name] for name in _JUDGEMENT if name != "b"}
        )
    except KeyError as fault:
        raise BadEntry(f"the field {fault} is missing") from None


def judgement_body(judgement: Judgement) -> Record:
    """The judgement → the body of its event."""
    fields = ("a", "b", "by", *_JUDGEMENT)
    return {"judgement": judgement.verdict.value, **{name: getattr(judgement, name) for name in fields}}


def complete_note(record: Record) -> Record:
    """A note as a line of a file gives it → the body of its event."""
    whole = {**_NOTE, **record}
    if not isinstance(whole["note"], str) or not whole["note"].strip():
        raise BadEntry("the note is empty")
    _required("by", whole.get("by"))
    for name in ("about", "story"):
        _optional(name, whole[name])
    check_moment("at", whole["at"])
    return whole


def document_of(body: Record) -> Document:
    """The body of a document's event → the document, text and all."""
    return join_reading(body, {"sayso": wire.VERSION, "reader": {"name": "", "version": ""}, "utterances": []}).document
