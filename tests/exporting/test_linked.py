"""JSON-LD, read back by rdflib; GeoJSON, by geojson. Neither may ask the network anything."""

import json
import socket
import warnings
from typing import Any

import geojson
import pytest

from sayso.excerpts import excerpt
from sayso.ledger import Ledger
from tests.exporting.desk import UNQUOTED, exported

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import rdflib
    from rdflib.namespace import PROV, RDF

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser uses it
SCHEMA, OA, SAYSO = (
    rdflib.Namespace(each) for each in ("http://schema.org/", "http://www.w3.org/ns/oa#", "urn:sayso:term:")
)


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def graph(ledger: Ledger, story: str = "landslip", **more: Any) -> rdflib.Graph:
    return rdflib.Graph().parse(data=exported(ledger, "jsonld", story, **more), format="json-ld")


def test_a_claim_appears_where_it_is_spoken_of_and_first_where_it_was_said_first(ledger: Ledger) -> None:
    found = graph(ledger)
    claims = excerpt(ledger, "landslip").claims
    assert len(set(found.subjects(RDF.type, SCHEMA.Claim))) == len(claims)
    for claim in claims:
        node = rdflib.URIRef(f"urn:sayso:claim:{claim.id}")
        there = {f"urn:sayso:document:{each.document.id}" for each in claim.members}
        assert {str(each) for each in found.objects(node, SCHEMA.appearance)} == there
        opened = claim.first_said.utterance if claim.first_said else claim.id
        first = next(each for each in claim.members if each.utterance.id == opened)
        assert [str(each) for each in found.objects(node, SCHEMA.firstAppearance)] == [
            f"urn:sayso:document:{first.document.id}"
        ]
        assert str(found.value(node, SCHEMA.text)) == claim.headline.text
        assert str(found.value(node, SAYSO.standing)).startswith(claim.status.value)


@pytest.mark.parametrize("story", ["landslip", "attack"])
def test_every_line_is_an_annotation_whose_selectors_give_its_exact_words(ledger: Ledger, story: str) -> None:
    found = graph(ledger, story)
    for claim in excerpt(ledger, story).claims:
        for member in claim.members:
            node = rdflib.URIRef(f"urn:sayso:utterance:{member.utterance.id}")
            assert (node, RDF.type, OA.Annotation) in found
            assert (node, OA.hasBody, rdflib.URIRef(f"urn:sayso:claim:{claim.id}")) in found
            parts = set()
            for target in found.objects(node, OA.hasTarget):
                assert str(found.value(target, OA.hasSource)) == f"urn:sayso:document:{member.document.id}"
                selectors = {found.value(each, RDF.type): each for each in found.objects(target, OA.hasSelector)}
                assert set(selectors) == {OA.TextQuoteSelector, OA.TextPositionSelector}
                placed, quoted = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
                start, end = (found.value(placed, each) for each in (OA.start, OA.end))
                assert isinstance(start, rdflib.Literal)
                assert isinstance(end, rdflib.Literal)
                span = start.toPython(), end.toPython()
                assert str(found.value(quoted, OA.exact)) == member.document.text[span[0] : span[1]]
                parts.add(span)
            assert parts == set(member.utterance.content.spans)


def test_where_it_comes_from(ledger: Ledger) -> None:
    found = graph(ledger)
    for line in found.subjects(RDF.type, OA.Annotation):
        reading = found.value(line, PROV.wasGeneratedBy)
        assert (reading, RDF.type, PROV.Activity) in found
        assert found.value(reading, PROV.used) == found.value(line, PROV.hadPrimarySource)
        reader = found.value(reading, PROV.wasAssociatedWith)
        assert (reader, RDF.type, PROV.SoftwareAgent) in found
        assert str(found.value(reader, SCHEMA.name)) == "by-hand 1"
    (made,) = found.subjects(RDF.type, SAYSO.Export)
    assert str(found.value(made, SAYSO.caution)).startswith("Read by machine")
    assert [found.value(made, each).toPython() for each in (SAYSO.linesChecked, SAYSO.lines)] == [1, 5]  # type: ignore[union-attr]


def test_no_term_is_left_without_a_meaning(ledger: Ledger) -> None:
    written = json.loads(exported(ledger, "jsonld", with_text=True))
    known = set(written["@context"]) | {"@value", "@type"}

    def keys(value: Any) -> set[str]:
        if isinstance(value, list):
            return {key for each in value for key in keys(each)}
        return set(value) | {key for each in value.values() for key in keys(each)} if isinstance(value, dict) else set()

    assert keys(written["@graph"]) <= known
    assert {name.rpartition(":")[2] for kind in types(written["@graph"]) for name in [kind]} <= known


def types(value: Any) -> set[str]:
    if isinstance(value, list):
        return {kind for each in value for kind in types(each)}
    if not isinstance(value, dict):
        return set()
    own = value.get("type", [])
    return set([own] if isinstance(own, str) else own) | {kind for each in value.values() for kind in types(each)}


def test_places(ledger: Ledger) -> None:
    found = geojson.loads(exported(ledger, "geojson"))
    assert found.is_valid
    (there,) = found["features"]
    assert there["geometry"]["coordinates"] == [-76.4, -11.95]
    (line,) = there["properties"]["lines"]
    assert (line["words"], line["spans"]) == ("The road to Quilpa is cut in at least four places", [[0, 49]])
    assert found["export"]["caution"] == there["properties"]["caution"]
    (nowhere,) = geojson.loads(exported(ledger, "geojson", "attack"))["features"]
    assert (nowhere["geometry"], nowhere["properties"]["place"]) == (None, "=<b>Nowhere</b>")


@pytest.mark.parametrize("to", ["jsonld", "geojson"])
def test_texts_go_along_only_when_asked_for(ledger: Ledger, to: str) -> None:
    assert UNQUOTED not in exported(ledger, to)
    assert (UNQUOTED in exported(ledger, to, with_text=True)) is (to == "jsonld")
