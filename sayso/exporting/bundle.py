"""A sheet → a ZIP file with which a line can be defended: every format, an excerpt of the ledger, hashes, how to verify."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from importlib import resources

from sayso.exporting import csv, geojson, html, jsonl, jsonld, markdown, wikitext
from sayso.exporting.sheet import Sheet, preamble
from sayso.ledger import Event
from sayso.wire import encode_claims, encode_record

SUFFIX = "zip"
_ALWAYS = (1980, 1, 1, 0, 0, 0)  # the same excerpt gives the same bytes
_PARTS = (html, markdown, wikitext, csv, jsonl, jsonld, geojson)


def write(sheet: Sheet) -> bytes:
    """Notes stay at home: a bundle is for others."""
    sheet = replace(sheet, excerpt=replace(sheet.excerpt, notes=()))
    files = {f"claims.{part.SUFFIX}": part.write(sheet) for part in _PARTS}
    files[f"claims.csv{csv.BESIDE}"] = csv.dictionary(sheet, "claims.csv")
    files["claims.json"] = encode_claims(sheet.excerpt.claims) + "\n"
    files["chain.jsonl"] = "".join(f"{_event(each, sheet.with_text)}\n" for each in sheet.excerpt.chain)
    told = preamble(sheet)
    head = sheet.excerpt.chain[-1].hash if sheet.excerpt.chain else "0" * 64
    files["bundle.json"] = json.dumps({**told, "export": {**told["export"], "head": head}}, ensure_ascii=False) + "\n"
    files["verify.py"] = (resources.files("sayso.exporting") / "verify.txt").read_text("utf-8")
    files["README.txt"] = _readme(sheet, head)
    packed = {name: text.encode("utf-8", "backslashreplace") for name, text in sorted(files.items())}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in packed.items())
    return _zipped({**packed, "SHA256SUMS": sums.encode()})


def _event(event: Event, with_text: bool) -> str:
    """A line of the chain; with what was recorded, where it is part of the excerpt and is no article's text."""
    told = {name: getattr(event, name) for name in ("seq", "kind", "at", "digest", "previous", "hash")}
    if event.body is None or (event.kind == "document" and not with_text):
        return encode_record(told)
    changed = hashlib.sha256(event.body.encode("utf-8", "surrogatepass")).hexdigest() != event.digest
    return encode_record({**told, "body": event.body, **({"redacted": True} if changed else {})})


def _readme(sheet: Sheet, head: str) -> str:
    text = (
        "The texts of the articles are in chain.jsonl and claims.jsonl."
        if sheet.with_text
        else "The texts of the articles are not here: compare what stands at their addresses with the sha256 given."
    )
    return f"""{sheet.story}: {sheet.total}, as of {sheet.moment}. {sheet.checked}
{sheet.caution}

claims.html         the board and every line, to read in any browser
claims.md, .wiki    the same for notes and for a wiki
claims.csv          a line a row; what the columns mean is in claims.csv-metadata.json
claims.json         the claims as `sayso claims --json` prints them
claims.jsonl        what was read and judged; with texts, `sayso import claims.jsonl` takes it into another ledger
claims.jsonld       schema.org Claim, Web Annotation, PROV-O
claims.geojson      the places that the words name
chain.jsonl         every event of the ledger by its digest, each carrying the hash of the one before; those that this
                    excerpt rests on with what was recorded
bundle.json         what this is an excerpt of, and the head of the chain

Is it whole?

    sha256sum -c SHA256SUMS      every file is the one that was packed
    python3 verify.py            the same, the chain up to its head, every record, every anchor

The head of the chain is {head}.
If somebody kept that head on the day (a mail will do), nothing before it can have been changed since.
{text}
"""


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _ALWAYS)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, data)
    return out.getvalue()
