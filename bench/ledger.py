"""Synthetic ledgers of a given size → how long adding, reading one claim and a first page take.

The words are made up by chance from a short list; only their number and shape are like news.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from sayso.anchors import document_id, utterance_id
from sayso.ledger import Ledger, Record, intake, open_ledger
from sayso.nouns import Anchor, Document
from sayso.views import bring_up_to_date, find_claim, find_line, list_claims, list_sources

SHORT = (1_000, 10_000, 100_000)
A_DOCUMENT = 10  # utterances
A_CLAIM = 20  # utterances
A_STORY = 100  # documents
CLAIMS = 100  # that have more than one utterance
A_PAGE = 20  # claims
TOGETHER = 200  # documents in one transaction while a ledger is made: what is timed is one a transaction
START = datetime(2026, 1, 1, tzinfo=UTC)
WHO = ("the harbour office", "Ada Rusk", "a baker", "the rail union", "Mira Oduya", "two engineers", "the county")
WHAT = [
    "the bridge is shut",
    "water rose by a metre",
    "nobody was told",
    "trains will run again",
    "the mill was sold",
    "a wall fell",
]
FILLER = "It had rained for most of the week, and the road to the coast was open in one direction only. "


def make_records(utterances: int, seed: int = 1) -> Iterator[Record]:
    """As many readings as hold that number of utterances."""
    chance = random.Random(seed)
    for number in range(utterances // A_DOCUMENT):
        text, spoken = "", []
        outlet, url = f"Outlet {number % 40}", f"https://news.example/{number}"
        for place in range(A_DOCUMENT):
            who, what = chance.choice(WHO), f"{chance.choice(WHAT)} at {chance.randrange(10_000)}"
            start = len(text)
            text += f"{who} said {what}. {FILLER}"
            spoken.append((start, who, what, place))
        published = (START + timedelta(minutes=number)).isoformat()
        document = Document(text, outlet=outlet, published=published, url=url)
        yield {
            "sayso": "1",
            "reader": {"name": "made-up", "version": "1"},
            "document": {"id": document.id, "sha256": document.sha256, "url": url, "outlet": outlet, "text": text,
                         "published": published, "title": f"Report {number}"},
            "utterances": [_utterance(document, *each) for each in spoken],
        }  # fmt: skip


def _utterance(document: Document, start: int, who: str, what: str, place: int) -> Record:
    source = Anchor.at(document.text, (start, start + len(who)))
    cue = Anchor.at(document.text, (start + len(who) + 1, start + len(who) + 5))
    content = Anchor.at(document.text, (start + len(who) + 6, start + len(who) + 6 + len(what)))

    def words(anchor: Anchor) -> Record:
        return {"text": anchor.text, "spans": [list(span) for span in anchor.spans]}

    outlet = {"name": document.outlet, "kind": "outlet", "party": document.outlet}
    speaker = {"name": who, "kind": "person", "party": who}
    return {
        "id": utterance_id(document.id, source, cue, content), "source": {**words(source), **speaker},
        "chain": [outlet, speaker], "cue": words(cue), "content": words(content), "quote": "indirect",
        "stance": "asserts", "refers_to": None, "factuality": "CT+", "parent": None, "attribution": None, "said": None,
        "checked": None, "quantities": [], "times": [], "places": [], "confidence": 0.5 + place / 100,
    }  # fmt: skip


def fill(ledger: Ledger, utterances: int) -> str:
    """A ledger of that size, some of its utterances joined into claims; an utterance of one of these."""
    ids: list[str] = []
    batch: list[tuple[int, Record]] = []
    for number, record in enumerate(make_records(utterances)):
        ids += [each["id"] for each in record["utterances"]]
        batch.append((number, record))
        if len(batch) == TOGETHER:
            _put(ledger, batch)
            batch = []
    _put(ledger, batch)
    step = len(ids) // A_CLAIM  # the utterances of one claim are spread over the whole ledger
    claims = [ids[first::step][:A_CLAIM] for first in range(min(step, CLAIMS))]
    joined = [
        {"judgement": "same_claim", "a": a, "b": b, "by": "made-up 1"} for claim in claims for a, b in pairwise(claim)
    ]
    for start in range(0, len(joined), 1_000):
        ledger.take(joined[start : start + 1_000], now=START)
    return claims[len(claims) // 2][A_CLAIM // 2]


def _put(ledger: Ledger, batch: list[tuple[int, Record]]) -> None:
    with ledger.database.writing() as connection:
        for number, record in batch:
            intake.add_reading(connection, record, f"story {number // A_STORY}", "made-up 1", START)


def median(step: Callable[[], Any], runs: int) -> float:
    """Milliseconds, the middle of some runs."""
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        step()
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


def measure(size: int, folder: Path, runs: int) -> None:
    """Make a ledger of a size and print a line of figures."""
    path = folder / f"{size}.db"
    began = time.perf_counter()
    with open_ledger(str(path), write=True) as ledger:
        utterance = fill(ledger, size)
    made = time.perf_counter() - began
    more = make_records((runs + 2) * A_DOCUMENT * 3, seed=size)
    with open_ledger(str(path), write=True) as ledger:
        began = time.perf_counter()
        bring_up_to_date(ledger)
        weighed = time.perf_counter() - began
        story = f"story {size // A_DOCUMENT // A_STORY // 2}"
        fresh = (_readdressed(record, number) for number, record in enumerate(more))

        def add() -> None:
            """One reading, joined to a claim, and its claims."""
            record = next(fresh)
            ledger.add(record, story, by="made-up 1", now=START)
            same = {"judgement": "same_claim", "a": utterance, "b": record["utterances"][0]["id"], "by": "made-up 1"}
            ledger.take([same], now=START)
            bring_up_to_date(ledger)

        claim = median(lambda: find_line(ledger, utterance), runs)
        life = median(lambda: find_claim(ledger, utterance), runs)
        adding = median(add, runs)
        steps = {
            "page": lambda: list_claims(ledger, story, most=A_PAGE),
            "pages": lambda: list_claims(ledger, most=A_PAGE),
            "source": lambda: list_sources(ledger, story, most=A_PAGE),
            "documents": lambda: ledger.view(story).documents(),
            "stories": lambda: ledger.view().stories(),
            "search": lambda: ledger.view().search("bridge 77"),
        }
        took = {name: median(step, min(runs, 7)) for name, step in steps.items()}
        began = time.perf_counter()
        found = ledger.verify()
        checked = time.perf_counter() - began
    assert not found.faults
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    parts = [
        f"{size:,}",
        f"{made:.0f} s",
        f"{weighed:.0f} s",
        f"{path.stat().st_size / 1e6:.0f} MB",
        f"{adding:.1f} ms",
    ]
    parts += [f"{each:.1f} ms" for each in (claim, life, *took.values())] + [f"{checked:.0f} s", f"{memory:.2f} GB"]
    print("".join(f"{part:>11}" for part in parts), flush=True)


def _readdressed(record: Record, number: int) -> Record:
    """The same at an address of its own, so that it is new and no revision."""
    document = {**record["document"], "url": f"https://fresh.example/{number}", "outlet": f"Fresh {number}"}
    document["id"] = document_id(document["outlet"], document["published"], document["url"], document["sha256"])
    spoken = [{**each, "id": f"{each['id']}-{number}"} for each in record["utterances"]]
    return {**record, "document": document, "utterances": spoken}


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SHORT, help="utterances; 1000000 takes a long while")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--folder", type=Path, help="where the ledgers are made; else the system's own for such files")
    given = parser.parse_args()
    names = (
        "utterances",
        "made",
        "weighed",
        "file",
        "add one",
        "a claim",
        "its life",
        "the board",
        "all claims",
        "sources",
    )
    print("".join(f"{name:>11}" for name in (*names, "documents", "stories", "search", "verify", "memory")))
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        for size in given.sizes:
            measure(size, Path(name), given.runs)


if __name__ == "__main__":
    main()
