"""A sheet → GeoJSON (RFC 7946): a feature for each place that a claim's words name, with the exact words of every line there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.exporting.jsonld import dump
from sayso.exporting.sheet import Line, Row, Sheet, preamble
from sayso.nouns import Place

SUFFIX = "geojson"
Key = tuple[str, str | None, float | None, float | None]


def write(sheet: Sheet) -> str:
    """A place without known coordinates is a feature without a geometry."""
    return dump({"type": "FeatureCollection", **preamble(sheet), "features": list(_features(sheet))})


def _features(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for row in sheet.rows:
        places: dict[Key, list[tuple[Line, Place]]] = {}
        for line in row.lines:
            for place in line.member.utterance.places:
                places.setdefault((place.name, place.country, place.lat, place.lon), []).append((line, place))
        yield from (_feature(sheet, row, number, found) for number, found in enumerate(places.values(), 1))


def _feature(sheet: Sheet, row: Row, number: int, found: list[tuple[Line, Place]]) -> dict[str, Any]:
    claim, place = row.claim, found[0][1]
    located = place.lat is not None and place.lon is not None
    return {
        "type": "Feature",
        "id": f"{claim.id}/{number}",
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if located else None,
        "properties": {
            "place": place.name,
            "country": place.country,
            "geonames": place.geonames,
            "claim": claim.id,
            "headline": claim.label or claim.headline.text,
            "standing": row.standing,
            "status": claim.status.value,
            "since": claim.since,
            "rule": claim.rule,
            "as_of": sheet.excerpt.as_of,
            "caution": sheet.caution,
            "lines": [_line(line, each) for line, each in found],
        },
    }


def _line(line: Line, place: Place) -> dict[str, Any]:
    utterance, document = line.member.utterance, line.member.document
    return {
        "utterance": utterance.id,
        "source": utterance.source.name,
        "party": utterance.source.party,
        "stance": utterance.stance.value,
        "words": utterance.content.text,
        "spans": utterance.content.spans,
        "place_words": place.anchor.text,
        "place_spans": place.anchor.spans,
        **{name: getattr(document, name) for name in ("outlet", "title", "published", "url", "sha256")},
        "document": document.id,
    }
