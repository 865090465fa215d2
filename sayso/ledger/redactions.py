"""A document or a name that must go → its words wiped wherever the ledger keeps them; the digest and the reason stay."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select, update

from sayso.ledger import cache, payloads
from sayso.ledger.events import EventKind, append, iter_events
from sayso.ledger.faults import BadEntry
from sayso.ledger.layout import relay
from sayso.ledger.payloads import Record
from sayso.ledger.tables import bodies, corrections, documents, judgements, notes, readings, utterances

BLOCK = "█"
# Words of the format itself, and what is no word at all.
_KEPT = {"sayso", "stance", "factuality", "quote", "kind", "bound", "judgement", "sha256"}
_BETWEEN = r"(?:[\W_]{1,3}|%20)"  # "Ada Lunde", "ada-lunde", "Ada%20Lunde", a line broken within the name


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was taken out. `alike`: documents that still hold the same text under another id.

    `swept`: no page of the file holds the words any more; another program that has it open may keep old pages alive.
    """

    events: int
    documents: tuple[str, ...]
    alike: tuple[str, ...] = ()
    swept: bool = False


def redact_document(connection: Connection, given: str, reason: str, by: str, now: datetime) -> Redacted:
    """Wipe a document, by its id or its address: its text, what was read in it, the notes and the reasons that tell of it."""
    meant = or_(documents.c.id == given, documents.c.url == given)
    held = connection.execute(select(documents).where(meant, documents.c.wiped == 0)).all()
    if not held:
        raise BadEntry(_unknown(connection, given))
    ids = [row.id for row in held]
    left: dict[int, str | None] = {row.seq: None for row in held}
    left |= dict.fromkeys(connection.execute(select(readings.c.seq).where(readings.c.document.in_(ids))).scalars())
    names = [*ids, *(row.url for row in held if row.url)]
    spoken = select(utterances.c.id).where(utterances.c.document.in_(ids))
    told = or_(notes.c.about.in_(names), notes.c.about.in_(spoken))
    left |= dict.fromkeys(connection.execute(select(notes.c.seq).where(told)).scalars())
    right = select(corrections.c.seq).where(corrections.c.document.in_(ids))
    left |= dict.fromkeys(connection.execute(right).scalars())
    left |= dict(_without_reasons(connection, names, spoken))
    _take_out(connection, left, reason, by, now)
    same = select(documents.c.id).where(documents.c.sha256.in_([row.sha256 for row in held]), documents.c.wiped == 0)
    return Redacted(len(left), tuple(ids), tuple(connection.execute(same).scalars()))


def redact_name(connection: Connection, name: str, reason: str, by: str, now: datetime) -> Redacted:
    """Black out a name in all that is recorded; every anchor keeps its place."""
    pattern = name_pattern(name)
    if pattern.search(reason) or pattern.search(by):
        raise BadEntry("the reason is kept: it may not hold the name that is to go")
    left: dict[int, str | None] = {}
    touched: list[str] = []
    for event in iter_events(connection):
        if event.body is None:
            continue
        record = payloads.parse(event.body)
        masked = mask(record, pattern)
        if masked != record:
            left[event.seq] = payloads.canonical(masked)
            if event.kind == EventKind.DOCUMENT:
                touched.append(record["document"]["id"])
    if not left:
        raise BadEntry("the name stands nowhere in this ledger")
    _take_out(connection, left, reason, by, now)
    return Redacted(len(left), tuple(touched))


def name_pattern(name: str) -> re.Pattern[str]:
    """What finds a name as a whole, in any case, composed or not, with whatever stands between its parts.

    >>> [found[0] for found in name_pattern("Ada Lunde").finditer("Ada Lunde’s aunt, Ada\\nLunde; ada-lunde; Ada Lundes")]
    ['Ada Lunde', 'Ada\\nLunde', 'ada-lunde']
    """
    parts = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name))
    if sum(map(len, parts)) < 2:  # one letter would black out half a page
        raise BadEntry("a name has at least two letters")
    forms = (
        _BETWEEN.join("".join(map(re.escape, unicodedata.normalize(form, part))) for part in parts)
        for form in ("NFC", "NFD")
    )
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(dict.fromkeys(forms))})(?![^\W_]|[\u0300-\u036f])", re.IGNORECASE)


def mask(value: Any, pattern: re.Pattern[str]) -> Any:
    """A record in which the name is blacked out, character for character.

    >>> mask({"text": "No, Ada Lunde said."}, name_pattern("Ada Lunde"))
    {'text': 'No, █████████ said.'}
    """
    if isinstance(value, str):
        return pattern.sub(lambda found: BLOCK * len(found[0]), value)
    if isinstance(value, list):
        return [mask(each, pattern) for each in value]
    if isinstance(value, dict):
        return {key: each if key in _KEPT else mask(each, pattern) for key, each in value.items()}
    return value


def _unknown(connection: Connection, given: str) -> str:
    where = select(utterances.c.document).where(utterances.c.id == given)
    if document := connection.execute(where).scalar():
        return f"{given} is an utterance in document {document}: redact the document, or a name with --name"
    if connection.execute(select(documents.c.id).where(documents.c.id == given)).scalar():
        return f"document {given} is redacted already"
    return f"no document {given!r} in this ledger"


def _without_reasons(connection: Connection, names: list[str], spoken: Any) -> Iterator[tuple[int, str]]:
    """Judgements on the document stay; the reasons that they give may quote it."""
    on = [column.in_(those) for column in (judgements.c.a, judgements.c.b) for those in (names, spoken)]
    wanted = (
        select(bodies)
        .join(judgements, judgements.c.seq == bodies.c.seq)
        .where(or_(*on), judgements.c.reason.is_not(None))
    )
    for seq, body in connection.execute(wanted).all():
        yield seq, payloads.canonical({**payloads.parse(body), "reason": None})


def _take_out(connection: Connection, left: dict[int, str | None], reason: str, by: str, now: datetime) -> None:
    """Record what goes and why, then let it go, and make everything anew that was made of it."""
    if not reason.strip():
        raise BadEntry("a redaction needs a reason")
    of = [_target(connection, seq, body) for seq, body in sorted(left.items())]
    append(connection, EventKind.REDACTION, {"of": of, "reason": reason.strip(), "by": by}, now)
    for seq, body in left.items():
        connection.execute(update(bodies).where(bodies.c.seq == seq).values(body=body))
    relay(connection)
    cache.clear(connection)


def _target(connection: Connection, seq: int, body: str | None) -> Record:
    target: Record = {"seq": seq, "left": payloads.digest(body) if body is not None else None}
    document = connection.execute(select(documents).where(documents.c.seq == seq)).first()
    return target | ({"document": document.id, "sha256": document.sha256} if document else {})
