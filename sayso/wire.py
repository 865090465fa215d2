"""Nouns ⇄ the interchange records, `"sayso": "1"`; the schemas they keep to lie in `sayso/schemas/`."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from enum import StrEnum
from importlib import resources
from typing import Any, NoReturn, TypeVar

from sayso import anchors, moments
from sayso.nouns import (
    About,
    Anchor,
    Check,
    Claim,
    Document,
    FirstSaid,
    Headline,
    Interval,
    Judgement,
    Member,
    Note,
    Origin,
    Place,
    Quantity,
    ReaderVersion,
    Reading,
    Reason,
    Side,
    Source,
    Speaker,
    Time,
    Utterance,
    Version,
)
from sayso.scales import Bound, Factuality, Flag, Kind, Quote, Stance, Status, Verdict, Why

VERSION = "1"
Record = dict[str, Any]


class BadRecord(ValueError):
    """A record that is not what the schema says; the message names the field."""


def encode(reading: Reading) -> str:
    """A reading as one line of JSON; the same reading gives the same bytes."""
    return encode_record(to_record(reading))


def encode_judgement(judgement: Judgement) -> str:
    """A judgement as one line of JSON."""
    names = ("a", "b", "party", "by", "person", "score", "reason", "at", "withdrawn")
    return encode_record({"judgement": judgement.verdict} | {name: getattr(judgement, name) for name in names})


def encode_claims(claims: Iterable[Claim]) -> str:
    """Weighed claims as a JSON list, a claim a line; the same claims give the same bytes."""
    lines = ",\n".join(encode_record(claim_record(claim)) for claim in claims)
    return f"[{lines}]"


def encode_record(record: Record) -> str:
    """One line of JSON. What would act on a terminal, or part the line for some reader of lines, is an escape in it."""
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return anchors.UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], line)


def decode_claim(line: str) -> Claim:
    """A claim as this program wrote it → the claim; its documents come without their texts."""
    return claim_from_record(_parsed(line))


def decode(line: str) -> Reading:
    """One line of JSON → the reading. Raises `BadRecord` where the line is not such a record."""
    return from_record(_parsed(line))


def decode_reading(line: str, where: str = "") -> Reading:
    """One line of JSON from elsewhere → the reading, its ids kept and every anchor checked against the text.

    Raises `BadRecord` with what is wrong, and in which field; `where` ("import.jsonl, line 3") stands before it.
    """
    try:
        reading = decode(line)
        anchors.check(reading)
    except (BadRecord, anchors.BadAnchor) as fault:
        raise BadRecord(f"{where}: {fault}" if where else str(fault)) from None
    return reading


def decode_judgement(line: str, where: str = "") -> Judgement:
    """One line of JSON → the judgement. A line without a score is a person's word, unless it says `"person": false`.

    >>> decode_judgement('{"judgement": "same_claim", "a": "u1", "b": "u2", "by": "Ida Roth"}').person
    True
    """
    try:
        return judgement_from_record(_parsed(line))
    except BadRecord as fault:
        raise BadRecord(f"{where}: {fault}" if where else str(fault)) from None


def schema(name: str) -> Record:
    """The JSON Schema of a record, by name: `reading`, `claims`, `sources`, `source`, `brief`, `question`."""
    loaded: Record = json.loads((resources.files("sayso") / "schemas" / f"{name}.json").read_text("utf-8"))
    return loaded


def to_record(reading: Reading) -> Record:
    """A reading → the record that `sayso read --json` prints."""
    document = reading.document
    return {
        "sayso": VERSION,
        "reader": {"name": reading.reader.name, "version": reading.reader.version},
        "document": {name: getattr(document, name) for name in _DOCUMENT} | _note(document),
        "utterances": [utterance_record(utterance) for utterance in reading.utterances],
    }


_DOCUMENT = (
    "id", "sha256", "url", "outlet", "title", "byline", "published", "modified", "retrieved", "language", "text",
)  # fmt: skip


def utterance_record(utterance: Utterance) -> Record:
    """An utterance → its part of the record."""
    source, said, checked = utterance.source, utterance.said, utterance.checked
    return {
        "id": utterance.id,
        "source": {**_anchor(source.anchor), "name": source.name, "kind": source.kind, "party": source.party},
        "chain": [{"name": link.name, "kind": link.kind, "party": link.party} for link in utterance.chain],
        "cue": _anchor(utterance.cue) if utterance.cue else None,
        "content": _anchor(utterance.content),
        "quote": utterance.quote,
        "stance": utterance.stance,
        "refers_to": utterance.refers_to,
        "factuality": utterance.factuality,
        "parent": utterance.parent,
        "attribution": utterance.attribution,
        "said": {"start": said.start, "end": said.end} if said else None,
        "checked": {"by": checked.by, "at": checked.at} if checked else None,
        "quantities": [
            {**_anchor(q.anchor), "value": q.value, "low": q.low, "high": q.high, "bound": q.bound, "unit": q.unit}
            for q in utterance.quantities
        ],
        "times": [{**_anchor(t.anchor), "start": t.start, "end": t.end} for t in utterance.times],
        "places": [
            {
                **_anchor(p.anchor),
                "name": p.name,
                "country": p.country,
                "lat": p.lat,
                "lon": p.lon,
                "geonames": p.geonames,
            }
            for p in utterance.places
        ],
        "confidence": utterance.confidence,
        **({"entered": {"by": utterance.entered.by, "at": utterance.entered.at}} if utterance.entered else {}),
    }


def claim_record(claim: Claim) -> Record:
    """A claim → the record that `sayso claims --json` prints."""
    about, first = claim.about, claim.first_said
    return {
        "sayso": VERSION,
        "id": claim.id,
        "headline": {"text": claim.headline.text, "utterance": claim.headline.utterance},
        "label": claim.label,
        "status": claim.status,
        "since": claim.since,
        "rule": claim.rule,
        "because": list(claim.because),
        "flags": list(claim.flags),
        "about": {"party": about.party, "utterance": about.utterance} if about else None,
        "answers": claim.answers,
        "first_said": {name: getattr(first, name) for name in ("at", "source", "party", "utterance")}
        if first
        else None,
        "origins": [
            {
                "party": origin.party,
                "source": origin.source,
                "at": origin.at,
                "utterances": list(origin.utterances),
                "same_because": [
                    {"why": each.why, "words": each.words, "utterances": list(each.utterances)}
                    for each in origin.same_because
                ],
            }
            for origin in claim.origins
        ],
        **{name: [_side(each) for each in getattr(claim, name)] for name in SIDES},
        "versions": [version_record(version) for version in claim.versions],
        "places": [{name: getattr(place, name) for name in _PLACE} for place in claim.places],
        "times": [{"start": time.start, "end": time.end} for time in claim.times],
        "utterances": [member_record(member) for member in claim.members],
    }


def version_record(version: Version) -> Record:
    """A number → its part of a claim's record."""
    told = {name: getattr(version, name) for name in _VERSION}
    return {**told, "utterances": list(version.utterances), "supersedes": version.supersedes}


SIDES = (
    "confirmed_by", "denied_by", "declined_by", "silent_by", "expected_by", "questioned_by", "withdrawn_by",
)  # fmt: skip
_VERSION = ("value", "low", "high", "bound", "unit", "party", "source", "at", "status")
_PLACE = ("name", "country", "lat", "lon", "geonames")
_NOTE = ("by", "medium", "evidence", "sha256")
_MEMBER = ("id", "sha256", "outlet", "published", "url", "title")


def _side(side: Side) -> Record:
    return {name: getattr(side, name) for name in ("party", "source", "at", "utterance", "standing")}


def document_record(document: Document) -> Record:
    """A document → what stands of it beside an utterance."""
    return {name: getattr(document, name) for name in _MEMBER} | _note(document)


def _note(document: Document) -> Record:
    """Of what never was an article."""
    note = document.note
    return {"note": {name: getattr(note, name) for name in _NOTE}} if note else {}


def member_record(member: Member) -> Record:
    """An utterance of a claim, with its document."""
    document = {**document_record(member.document), "copy_of": member.copy_of}
    return {**utterance_record(member.utterance), "document": document}


def from_record(record: Any) -> Reading:
    """The record → the reading; ids are kept as they stand. Raises `BadRecord`, naming the field, on other shapes."""
    version = _take(record, "sayso", "", (str,))
    if version != VERSION:
        raise BadRecord(f'sayso is {version!r}; this program reads version "{VERSION}"')
    given, reader = _take(record, "document", "", (dict,)), _take(record, "reader", "", (dict,))
    return Reading(
        _document(given),
        ReaderVersion(_take(reader, "name", "reader", (str,)), _take(reader, "version", "reader", (str,))),
        tuple(_utterance(each, where) for each, where in _each(record, "utterances", "")),
    )


def claim_from_record(record: Record) -> Claim:
    """The record → the claim; its documents come without their texts, its places and times without their anchors."""
    first, about = record["first_said"], record["about"]
    nowhere = Anchor((), "")
    return Claim(
        id=record["id"],
        headline=Headline(**record["headline"]),
        status=Status(record["status"]),
        since=record["since"],
        rule=record["rule"],
        because=tuple(record["because"]),
        members=tuple(_from_member(each) for each in record["utterances"]),
        label=record["label"],
        flags=tuple(map(Flag, record["flags"])),
        about=About(**about) if about else None,
        answers=record["answers"],
        first_said=FirstSaid(**first) if first else None,
        origins=tuple(map(_from_origin, record["origins"])),
        **{name: tuple(Side(**each) for each in record[name]) for name in SIDES},
        versions=tuple(map(_from_version, record["versions"])),
        places=tuple(Place(nowhere, **each) for each in record["places"]),
        times=tuple(Time(nowhere, **each) for each in record["times"]),
    )


def _from_member(record: Record) -> Member:
    given = record["document"]
    note = _from_note(given["note"]) if given.get("note") else None
    document = Document("", **{name: given[name] for name in ("outlet", "published", "url", "title")})
    object.__setattr__(document, "note", note)
    for name in ("id", "sha256"):
        object.__setattr__(document, name, given[name])
    return Member(_utterance(record, record["id"]), document, given["copy_of"])


def _from_origin(record: Record) -> Origin:
    reasons = [Reason(Why(each["why"]), each["words"], tuple(each["utterances"])) for each in record["same_because"]]
    return Origin(record["party"], record["source"], record["at"], tuple(record["utterances"]), tuple(reasons))


def _from_version(record: Record) -> Version:
    told = {"bound": Bound(record["bound"]), "status": Status(record["status"])}
    return Version(**{**record, **told, "utterances": tuple(record["utterances"])})


def judgement_from_record(record: Any) -> Judgement:
    """The record → the judgement. Raises `BadRecord`, naming the field."""
    verdict = _scale(Verdict, record, "judgement", "")
    alone = verdict in {Verdict.NOT_CLAIM, Verdict.ABOUT}
    score = _number(record, "score", "")
    if score is not None and not 0 <= score <= 1:
        raise BadRecord(f"score: {score!r} is not between 0 and 1")
    return Judgement(
        verdict=verdict,
        a=_take(record, "a", "", (str,)),
        b=_take(record, "b", "", (str,) if not alone else (str, type(None)), None if alone else _REQUIRED),
        by=_take(record, "by", "", (str,)),
        person=_take(record, "person", "", (bool,), score is None),
        party=_take(
            record,
            "party",
            "",
            (str,) if verdict is Verdict.ABOUT else _TEXT,
            _REQUIRED if verdict is Verdict.ABOUT else None,
        ),
        score=score,
        reason=_take(record, "reason", "", _TEXT, None),
        at=_moment(record, "at", ""),
        withdrawn=_take(record, "withdrawn", "", (bool,), False),
    )


def _document(given: Record) -> Document:
    fields = [name for name in _DOCUMENT if name not in ("id", "sha256", "text")]
    known = {name: _take(given, name, "document", _TEXT, None) for name in fields}
    for name in ("published", "modified", "retrieved"):
        _moment(given, name, "document")
    noted = _take(given, "note", "document", (dict, type(None)), None)
    note = _from_note(noted) if noted is not None else None
    document = Document(text=_take(given, "text", "document", (str,)), **known)
    object.__setattr__(document, "note", note)
    if _take(given, "sha256", "document", _TEXT, None) not in (None, document.sha256):
        raise BadRecord("document.sha256 is not the digest of document.text")
    if id_ := _take(given, "id", "document", _TEXT, None):
        object.__setattr__(document, "id", id_)
    return document


def _from_note(record: Record) -> Note:
    by = _take(record, "by", "document.note", (str,))
    return Note(by, **{name: _take(record, name, "document.note", _TEXT, None) for name in _NOTE[1:]})


def _check(record: Record, name: str, at: str) -> Check | None:
    found = _take(record, name, at, (dict, type(None)), None)
    where = f"{at}.{name}"
    return Check(_take(found, "by", where, (str,)), _take(found, "at", where, (str,))) if found is not None else None


def _utterance(record: Record, at: str) -> Utterance:
    source, said = _take(record, "source", at, (dict,)), _take(record, "said", at, (dict, type(None)), None)
    cue = _take(record, "cue", at, (dict, type(None)), None)
    return Utterance(
        id=_take(record, "id", at, (str,)),
        source=Source(_anchored(source, f"{at}.source"), *_speaker(source, f"{at}.source")),
        chain=tuple(Speaker(*_speaker(link, where)) for link, where in _each(record, "chain", at)),
        cue=_anchored(cue, f"{at}.cue") if cue is not None else None,
        content=_required(_take(record, "content", at, (dict,)), f"{at}.content"),
        quote=_scale(Quote, record, "quote", at),
        stance=_scale(Stance, record, "stance", at),
        refers_to=_take(record, "refers_to", at, _TEXT, None),
        factuality=_scale(Factuality, record, "factuality", at),
        parent=_take(record, "parent", at, _TEXT, None),
        attribution=_take(record, "attribution", at, _TEXT, None),
        said=Interval(*_ends(said, f"{at}.said")) if said is not None else None,
        checked=_check(record, "checked", at),
        quantities=tuple(_quantity(each, where) for each, where in _each(record, "quantities", at)),
        times=tuple(Time(_required(each, where), *_ends(each, where)) for each, where in _each(record, "times", at)),
        places=tuple(_place(each, where) for each, where in _each(record, "places", at)),
        confidence=_confidence(record, at),
        entered=_check(record, "entered", at),
    )


def _speaker(record: Record, at: str) -> tuple[str | None, Kind, str | None]:
    return _take(record, "name", at, _TEXT), _scale(Kind, record, "kind", at), _take(record, "party", at, _TEXT)


def _ends(record: Record, at: str) -> tuple[str | None, str | None]:
    return _moment(record, "start", at), _moment(record, "end", at)


def _quantity(record: Record, at: str) -> Quantity:
    value, low, high = (_number(record, name, at) for name in ("value", "low", "high"))
    bound, unit = _scale(Bound, record, "bound", at), _take(record, "unit", at, _TEXT, None)
    return Quantity(_anchored(record, at), value, low, high, bound, unit)


def _place(record: Record, at: str) -> Place:
    return Place(
        _required(record, at),
        _take(record, "name", at, (str,)),
        _take(record, "country", at, _TEXT, None),
        _number(record, "lat", at),
        _number(record, "lon", at),
        _take(record, "geonames", at, (int, type(None)), None),
    )


def _confidence(record: Record, at: str) -> float:
    confidence = _number(record, "confidence", at)
    if confidence is None or not 0 <= confidence <= 1:
        _wrong(at, "confidence", f"{confidence!r} is not between 0 and 1")
    return confidence


def _anchor(anchor: Anchor | None) -> Record:
    if anchor is None:
        return {"text": None, "spans": None}
    return {"text": anchor.text, "spans": [list(span) for span in anchor.spans]}


def _anchored(record: Record, at: str) -> Anchor | None:
    return None if record.get("spans") is None and record.get("text") is None else _required(record, at)


def _required(record: Record, at: str) -> Anchor:
    spans = _take(record, "spans", at, (list,))
    for span in spans:
        if not isinstance(span, list) or len(span) != 2 or not all(type(end) is int for end in span):
            _wrong(at, "spans", f"{span!r} is not [start, end]")
    return Anchor(tuple((start, end) for start, end in spans), _take(record, "text", at, (str,)))


# What comes from elsewhere is taken field by field, so that a fault is told with its place.
_REQUIRED: Any = object()
_TEXT = (str, type(None))
_CALLED = {
    str: "text",
    dict: "an object",
    list: "a list",
    bool: "true or false",
    int: "a whole number",
    type(None): "null",
}
_Scale = TypeVar("_Scale", bound=StrEnum)


def _parsed(line: str) -> Any:
    try:
        return json.loads(line, parse_constant=lambda name: _wrong("", "", f"{name} is no number of JSON"))
    except (ValueError, RecursionError) as fault:
        raise fault if isinstance(fault, BadRecord) else BadRecord(f"not JSON: {fault}") from None


def _wrong(at: str, key: str, what: str) -> NoReturn:
    path = ".".join(part for part in (at, key) if part)
    raise BadRecord(f"{path}: {what}" if path else what)


def _take(record: Any, key: str, at: str, kinds: tuple[type, ...], missing: Any = _REQUIRED) -> Any:
    if not isinstance(record, dict):
        _wrong(at, "", f"{_shown(record)} is not an object")
    value = record.get(key, missing)
    if value is _REQUIRED:
        _wrong(at, key, "is missing")
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        _wrong(at, key, f"{_shown(value)} is not {' or '.join(_CALLED[kind] for kind in kinds)}")
    return value


def _each(record: Any, key: str, at: str) -> list[tuple[Record, str]]:
    where = f"{at}.{key}" if at else key
    items = [(item, f"{where}[{n}]") for n, item in enumerate(_take(record, key, at, (list,)))]
    for item, place in items:
        if not isinstance(item, dict):
            _wrong(place, "", f"{_shown(item)} is not an object")
    return items


def _number(record: Any, key: str, at: str) -> float | None:
    value = record.get(key) if isinstance(record, dict) else None
    if value is None:
        return None
    try:
        fine = not isinstance(value, bool) and isinstance(value, (int, float)) and math.isfinite(value)
    except OverflowError:
        fine = False
    if not fine:
        _wrong(at, key, f"{_shown(value)} is not a number")
    number: float = value
    return number


def _scale(scale: type[_Scale], record: Any, key: str, at: str) -> _Scale:
    value = _take(record, key, at, (str,))
    try:
        return scale(value)
    except ValueError:
        _wrong(at, key, f"{_shown(value)} is none of {', '.join(scale)}")


def _moment(record: Any, key: str, at: str) -> str | None:
    value: str | None = _take(record, key, at, _TEXT, None)
    if value is not None and moments.span(value) is None:
        _wrong(at, key, f"{_shown(value)} is not an ISO 8601 date or time")
    return value


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
