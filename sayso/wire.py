"""Nouns ⇄ the interchange records, `"sayso": "1"`; the schemas they keep to lie in `sayso/schemas/`."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from sayso import anchors
from sayso.nouns import (
    Anchor,
    Check,
    Document,
    Interval,
    Place,
    Quantity,
    ReaderVersion,
    Reading,
    Source,
    Speaker,
    Time,
    Utterance,
)
from sayso.scales import Bound, Factuality, Kind, Quote, Stance

VERSION = "1"
Record = dict[str, Any]


class BadRecord(ValueError):
    """A record that is not what the schema says; the message names the field."""


def encode(reading: Reading) -> str:
    """A reading as one line of JSON; the same reading gives the same bytes.

    What would act on a terminal, or part the line for some reader of lines, is an escape in it.
    """
    line = json.dumps(to_record(reading), ensure_ascii=False, separators=(",", ":"))
    return anchors.UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], line)


def decode(line: str) -> Reading:
    """One line of JSON → the reading. Raises `BadRecord` where the line is not such a record."""
    try:
        return from_record(json.loads(line))
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        if isinstance(fault, BadRecord):
            raise
        raise BadRecord(f"not a reading: {type(fault).__name__}: {fault}") from fault


def schema(name: str) -> Record:
    """The JSON Schema of a record, by name: `reading`."""
    loaded: Record = json.loads((resources.files("sayso") / "schemas" / f"{name}.json").read_text("utf-8"))
    return loaded


def to_record(reading: Reading) -> Record:
    """A reading → the record that `sayso read --json` prints."""
    document = reading.document
    return {
        "sayso": VERSION,
        "reader": {"name": reading.reader.name, "version": reading.reader.version},
        "document": {name: getattr(document, name) for name in _DOCUMENT},
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
    }


def from_record(record: Record) -> Reading:
    """The record → the reading; ids are kept as they stand. Raises `BadRecord`, `KeyError` or `TypeError` on other shapes."""
    if record.get("sayso") != VERSION:
        raise BadRecord(f'"sayso" is {record.get("sayso")!r}; this program reads version "{VERSION}"')
    given = record["document"]
    document = Document(**{name: given.get(name) for name in _DOCUMENT if name not in ("id", "sha256")})
    if given.get("sha256") not in (None, document.sha256):
        raise BadRecord("document.sha256 is not the digest of document.text")
    if given.get("id"):
        object.__setattr__(document, "id", given["id"])
    return Reading(
        document,
        ReaderVersion(record["reader"]["name"], record["reader"]["version"]),
        tuple(_utterance(each) for each in record["utterances"]),
    )


def _utterance(record: Record) -> Utterance:
    source, said, checked = record["source"], record.get("said"), record.get("checked")
    return Utterance(
        id=record["id"],
        source=Source(_anchored(source), source["name"], Kind(source["kind"]), source["party"]),
        chain=tuple(Speaker(link["name"], Kind(link["kind"]), link["party"]) for link in record["chain"]),
        cue=_anchored(record["cue"]) if record["cue"] else None,
        content=_required(record["content"]),
        quote=Quote(record["quote"]),
        stance=Stance(record["stance"]),
        refers_to=record["refers_to"],
        factuality=Factuality(record["factuality"]),
        parent=record["parent"],
        attribution=record["attribution"],
        said=Interval(said["start"], said["end"]) if said else None,
        checked=Check(checked["by"], checked["at"]) if checked else None,
        quantities=tuple(
            Quantity(_required(q), q["value"], q["low"], q["high"], Bound(q["bound"]), q["unit"])
            for q in record["quantities"]
        ),
        times=tuple(Time(_required(t), t["start"], t["end"]) for t in record["times"]),
        places=tuple(
            Place(_required(p), p["name"], p["country"], p["lat"], p["lon"], p["geonames"]) for p in record["places"]
        ),
        confidence=record["confidence"],
    )


def _anchor(anchor: Anchor | None) -> Record:
    if anchor is None:
        return {"text": None, "spans": None}
    return {"text": anchor.text, "spans": [list(span) for span in anchor.spans]}


def _anchored(record: Record) -> Anchor | None:
    return None if record.get("spans") is None else _required(record)


def _required(record: Record) -> Anchor:
    return Anchor(tuple((start, end) for start, end in record["spans"]), record["text"])
