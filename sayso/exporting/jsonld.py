"""A sheet → JSON-LD: schema.org Claims, W3C Web Annotations that anchor them, PROV-O for where it all comes from.

The context (`sayso/schemas/context.jsonld`) goes along inside, so that nothing has to be fetched to understand the file. An
utterance is an annotation: its target is the exact words in the document, its body the claim.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib import resources
from typing import Any
from urllib.parse import quote

from sayso.__about__ import __version__
from sayso.anchors import UNSEEN, digest
from sayso.exporting.sheet import Row, Sheet
from sayso.nouns import Anchor, Claim, Document, Member, Origin, Source, Utterance
from sayso.scales import Kind

SUFFIX = "jsonld"
AROUND = 32  # characters of context before and after quoted words
Node = dict[str, Any]

_PARTIAL = {4: "gYear", 7: "gYearMonth", 10: "date"}
_TYPES = {Kind.PERSON: "Person", Kind.OFFICIAL: "Person"}
_NOBODY = {Kind.HEARSAY, Kind.NARRATION}


def write(sheet: Sheet) -> str:
    """One graph: the export, who made it, documents, claims, lines, sources."""
    nodes: dict[str, Node] = {}
    for node in _nodes(sheet):
        nodes.setdefault(node["id"], node)
    return dump({"@context": context(), "@graph": list(nodes.values())})


def context() -> Node:
    """What the terms mean."""
    loaded: Node = json.loads((resources.files("sayso") / "schemas" / "context.jsonld").read_text("utf-8"))["@context"]
    return loaded


def dump(value: Any) -> str:
    """JSON to be read by people too; what would act on a terminal is an escape in it."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], text) + "\n"


def _nodes(sheet: Sheet) -> Iterator[Node]:
    excerpt = sheet.excerpt
    checked, lines = excerpt.checked()
    program = _urn("program", f"sayso {__version__}")
    yield {
        "id": _urn("export", digest(excerpt.story, excerpt.as_of)[:24]),
        "type": ["Export", "Entity"],
        "name": excerpt.story,
        "story": excerpt.story,
        "asOf": _moment(excerpt.as_of),
        "caution": sheet.caution,
        "linesChecked": checked,
        "lines": lines,
        "wasAttributedTo": program,
        "wasDerivedFrom": [_document_id(each.document.id) for each in sheet.papers],
        "claims": [_claim_id(row.claim) for row in sheet.rows],
    }
    yield {"id": program, "type": ["SoftwareAgent", "Agent"], "name": f"sayso {__version__}"}
    addresses = {each.document.url: each.document.id for each in sheet.papers if each.document.url}
    copies = {each.document.id: each.copy_of for row in sheet.rows for each in row.claim.members if each.copy_of}
    for paper in sheet.papers:
        copied = copies.get(paper.document.id)
        yield from _document(paper.document, addresses.get(copied or "", copied), sheet.with_text)
    yield from _readings(sheet)
    homes: dict[str, list[str]] = {}
    for row in sheet.rows:
        for member in row.claim.members:
            homes.setdefault(member.utterance.id, []).append(_claim_id(row.claim))
    for row in sheet.rows:
        yield from _claim(row)
        for member in row.claim.members:
            yield from _line(member, homes[member.utterance.id], sheet.with_text)


def _document(document: Document, copy_of: str | None, with_text: bool) -> Iterator[Node]:
    publisher = _urn("source", f"outlet {document.outlet}") if document.outlet else None
    yield _node(
        id=_document_id(document.id),
        type=["NewsArticle", "Entity"],
        headline=document.title,
        publisher=publisher,
        byline=document.byline,
        datePublished=_moment(document.published),
        dateModified=_moment(document.modified),
        retrieved=_moment(document.retrieved),
        url=document.url,
        inLanguage=document.language,
        sha256=document.sha256,
        isBasedOn=_document_id(copy_of) if copy_of else None,
        wasDerivedFrom=_document_id(copy_of) if copy_of else None,
        text=document.text if with_text else None,
    )
    if publisher:
        yield {"id": publisher, "type": ["Organization", "Agent"], "name": document.outlet, "kind": Kind.OUTLET.value}


def _readings(sheet: Sheet) -> Iterator[Node]:
    shown = {each.document.id for each in sheet.papers}
    for each in sheet.excerpt.recorded:
        document, reader = each.record["document"]["id"], each.record["reader"]
        name = f"{reader['name']} {reader['version']}"
        if document in shown:
            yield {"id": _urn("program", name), "type": ["SoftwareAgent", "Agent"], "name": name}
            yield {
                "id": _urn("reading", document),
                "type": "Activity",
                "used": _document_id(document),
                "wasAssociatedWith": _urn("program", name),
            }


def _claim(row: Row) -> Iterator[Node]:
    claim = row.claim
    first = (
        claim.first_said.utterance if claim.first_said else claim.id
    )  # one that was only denied has its first denial
    opened = next((each for each in claim.members if each.utterance.id == first), claim.members[0])
    yield _node(
        id=_claim_id(claim),
        type=["Claim", "Entity"],
        name=claim.label,
        text=claim.headline.text,
        appearance=_unique(_document_id(each.document.id) for each in claim.members),
        firstAppearance=_document_id(opened.document.id),
        author=_unique(_source_id(each.utterance.source) for each in claim.members if _is_somebody(each.utterance)),
        status=claim.status.value,
        standing=row.standing,
        since=_moment(claim.since),
        rule=claim.rule,
        flag=list(claim.flags),
        because=[_line_id(each) for each in claim.because],
        utterances=[_line_id(each.utterance.id) for each in claim.members],
        origin=[_origin(claim, number, each) for number, each in enumerate(claim.origins, 1)],
        wasDerivedFrom=[_line_id(each.utterance.id) for each in claim.members],
    )


def _origin(claim: Claim, number: int, origin: Origin) -> Node:
    return _node(
        id=f"{_claim_id(claim)}:origin:{number}",
        type="Origin",
        name=origin.source,
        party=origin.party,
        utterances=[_line_id(each) for each in origin.utterances],
    )


def _line(member: Member, homes: list[str], with_text: bool) -> Iterator[Node]:
    utterance, document = member.utterance, member.document
    said, checked, source = utterance.said, utterance.checked, utterance.source
    yield _node(
        id=_line_id(utterance.id),
        type=["Annotation", "Entity"],
        motivatedBy="oa:identifying",
        hasBody=homes,
        hasTarget=_targets(document, utterance.content, with_text),
        source=_source_id(source) if _is_somebody(utterance) else None,
        sourceWords=_targets(document, source.anchor, with_text),
        cue=_targets(document, utterance.cue, with_text),
        chain=[_source_id(Source(None, each.name, each.kind, each.party)) for each in utterance.chain],
        stance=utterance.stance.value,
        factuality=utterance.factuality.value,
        quote=utterance.quote.value,
        saidFrom=_moment(said.start) if said else None,
        saidUntil=_moment(said.end) if said else None,
        confidence=f"{utterance.confidence}",
        checkedBy=checked.by if checked else None,
        checkedAt=_moment(checked.at) if checked else None,
        hadPrimarySource=_document_id(document.id),
        wasGeneratedBy=_urn("reading", document.id),
    )
    speakers = [source, *(Source(None, each.name, each.kind, each.party) for each in utterance.chain)]
    for each in speakers:
        yield _node(
            id=_source_id(each),
            type=[_TYPES.get(each.kind, "Organization"), "Agent"] if each.kind not in _NOBODY else "Agent",
            name=each.name,
            kind=each.kind.value,
            party=each.party,
        )


def _targets(document: Document, anchor: Anchor | None, with_text: bool) -> list[Node]:
    """The parts of an anchor, each by its exact words and by its place."""
    parts = []
    for start, end in anchor.spans if anchor else ():
        quoted = _node(type="TextQuoteSelector", exact=document.text[start:end])
        if with_text:
            quoted |= {
                "prefix": document.text[max(0, start - AROUND) : start],
                "suffix": document.text[end : end + AROUND],
            }
        placed = {"type": "TextPositionSelector", "start": start, "end": end}
        parts.append(
            {"type": "SpecificResource", "hasSource": _document_id(document.id), "hasSelector": [quoted, placed]}
        )
    return parts


def _is_somebody(utterance: Utterance) -> bool:
    return utterance.source.kind not in _NOBODY


def _node(**fields: Any) -> Node:
    return {name: value for name, value in fields.items() if value is not None and value != []}


def _unique(given: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(given))


def _moment(text: str | None) -> Node | str | None:
    """A date as XML Schema types it; what is none, as plain text."""
    if text is None:
        return None
    if (kind := _PARTIAL.get(len(text))) and re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return {"@value": text, "@type": f"xsd:{kind}"}
    try:
        return {"@value": datetime.fromisoformat(text).isoformat(), "@type": "xsd:dateTime"}
    except ValueError:
        return text


def _urn(kind: str, name: str) -> str:
    return f"urn:sayso:{kind}:{quote(name, safe='')}"


def _document_id(document: str) -> str:
    return _urn("document", document)


def _claim_id(claim: Claim) -> str:
    return _urn("claim", claim.id)


def _line_id(utterance: str) -> str:
    return _urn("utterance", utterance)


def _source_id(source: Source) -> str:
    return _urn("source", " ".join(each for each in (source.kind.value, source.name, source.party) if each))
