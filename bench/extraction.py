"""Real pages with gold bodies → how much of the article is extracted, and how much of the page comes along.

    python bench/extraction.py --corpora ../shared/corpora [--pages 70]

Scored as in the Article Extraction Benchmark (Scrapinghub 2020): bags of shingles of four tokens, averaged over pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tarfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from sayso.ingesting.pages import read_page
from sayso.ingesting.refusals import BadInput
from sayso.ingesting.texts import decode, normalise

SHINGLE = 4


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--corpora", type=Path, required=True)
    asked.add_argument("--pages", type=int, default=70)
    asked.add_argument("--worst", type=int, default=0, help="name the pages that score lowest")
    given = asked.parse_args()
    scores: dict[str, list[tuple[float, float, float, str]]] = {"sayso": [], "trafilatura": []}
    for name, markup, gold in pages(given.corpora / "article-extraction", given.pages):
        for extractor, extract in (("sayso", by_sayso), ("trafilatura", by_trafilatura)):
            scores[extractor].append((*score(extract(markup), gold), name))
    for extractor, each in scores.items():
        precision, recall, f1 = (sum(column) / len(each) for column in list(zip(*each, strict=True))[:3])
        print(f"{extractor:12} pages {len(each)}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    for precision, recall, f1, name in sorted(scores["sayso"], key=lambda row: row[2])[: given.worst]:
        print(f"  {f1:.2f} (precision {precision:.2f}, recall {recall:.2f})  {name}")


def pages(folder: Path, most: int) -> list[tuple[str, str, str]]:
    gold = json.loads(gzip.decompress((folder / "ground-truth.json.gz").read_bytes()))
    found: list[tuple[str, str, str]] = []
    with tarfile.open(folder / "html.tar") as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            name = Path(member.name).name.removesuffix(".html.gz")
            opened = archive.extractfile(member) if member.isfile() else None
            if opened is not None and name in gold and len(found) < most:
                found.append((name, decode(gzip.decompress(opened.read())), gold[name]["articleBody"]))
    return found


def by_sayso(markup: str) -> str:
    try:
        return normalise(read_page(markup, datetime.now(UTC))[1])
    except BadInput:
        return ""


def by_trafilatura(markup: str) -> str:
    import trafilatura

    return trafilatura.extract(markup) or ""


def score(found: str, gold: str) -> tuple[float, float, float]:
    have, want = shingles(found), shingles(gold)
    common = sum((have & want).values())
    precision = common / sum(have.values()) if have else float(not want)
    recall = common / sum(want.values()) if want else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    return Counter(tuple(tokens[at : at + SHINGLE]) for at in range(max(1, len(tokens) - SHINGLE + 1)))


if __name__ == "__main__":
    main()
