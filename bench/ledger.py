"""Synthetic ledgers of a given size → how long adding, reading one claim and a first page take.

The words are made up by chance from a short list; only their number and shape are like news.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from sayso.anchors import document_id, utterance_id
from sayso.ledger import Ledger, Record, cache, database, open_ledger, payloads
from sayso.ledger.events import EventKind, append_all
from sayso.ledger.layout import lay_out
from sayso.ledger.tables import judgements
from sayso.nouns import Anchor, Document
from sayso.scales import Verdict
from sayso.views import bring_up_to_date, find_claim, find_line, list_claims, list_sources

SHORT = (1_000, 10_000, 100_000)
A_DOCUMENT = 10  # utterances
A_CLAIM = 20  # utterances
A_STORY = 100  # documents
CLAIMS = 100  # that have more than one utterance, at least; else one for each thousand utterances
A_THOUSAND = 1_000
A_PAGE = 20  # claims
TOGETHER = 1_500  # events in one transaction while a ledger is made: what is timed is one a transaction
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


def fill(path: Path, utterances: int, seed: int = 1) -> None:
    """A ledger of that size, some of its utterances joined into claims; yet to be weighed.

    Many documents in one transaction, through the functions that lay out a record: the ledger is the same as one to which
    they were added one by one, and a test says so.
    """
    with open_ledger(str(path), write=True) as ledger:
        ids: list[str] = []
        batch: list[tuple[EventKind, Record]] = []
        for number, record in enumerate(make_records(utterances, seed)):
            ids += [each["id"] for each in record["utterances"]]
            document, reading = payloads.split_reading(record)
            filing = {"story": f"story {number // A_STORY}", "document": record["document"]["id"]}
            batch += [(EventKind.DOCUMENT, document), (EventKind.READING, reading), (EventKind.FILING, filing)]
            if len(batch) >= TOGETHER:
                _put(ledger, batch)
                batch = []
        joined = [payloads.complete_judgement(each) for each in judge(ids)]
        _put(ledger, [*batch, *((EventKind.JUDGEMENT, each) for each in joined)])
        with ledger.database.writing() as connection:
            cache.mark_all(connection)


def judge(ids: Sequence[str]) -> list[Record]:
    """Utterances → what joins some of them; those of one claim are spread over the whole ledger."""
    step = len(ids) // A_CLAIM
    claims = [ids[first::step][:A_CLAIM] for first in range(min(step, max(CLAIMS, len(ids) // A_THOUSAND)))]
    return [
        {"judgement": "same_claim", "a": a, "b": b, "by": "made-up 1"} for claim in claims for a, b in pairwise(claim)
    ]


def _put(ledger: Ledger, batch: list[tuple[EventKind, Record]]) -> None:
    with ledger.database.writing() as connection:
        recorded = append_all(connection, batch, START)
        lay_out(connection, recorded, {})
        for event in recorded:
            if event.kind == EventKind.DOCUMENT:
                database.index_document(connection, event.seq)
            elif event.kind == EventKind.READING:
                database.index_reading(connection, event.seq)


def median(step: Callable[[], Any], runs: int) -> tuple[float, float]:
    """Milliseconds, the middle of some runs after one that warms: on the clock, and of this processor's time."""
    step()
    took = []
    for _ in range(runs):
        began = time.perf_counter(), time.process_time()
        step()
        took.append((time.perf_counter() - began[0], time.process_time() - began[1]))
    clock, processor = zip(*took, strict=True)
    return statistics.median(clock) * 1000, statistics.median(processor) * 1000


def make(path: Path, size: int) -> None:
    """A ledger of a size, weighed, where there is none; by a process of its own, so that its memory is not counted here."""
    if path.exists():
        return
    began = time.perf_counter()
    child = multiprocessing.get_context("spawn").Process(target=fill, args=(path, size))
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit(f"{path}: could not be made")
    made = time.perf_counter()
    with open_ledger(str(path), write=True) as ledger:
        bring_up_to_date(ledger)
    weighed = time.perf_counter()
    print(f"{size:,} utterances: made in {made - began:.0f} s, weighed in {weighed - made:.0f} s", flush=True)


def measure(path: Path, size: int, runs: int, *, check: bool) -> dict[str, str]:
    """A ledger of a size → its figures, as text."""
    fresh = make_records((runs + 2) * A_DOCUMENT, seed=time.time_ns())
    with open_ledger(str(path), write=True) as ledger:
        utterance = _joined(ledger)
        story = f"story {size // A_DOCUMENT // A_STORY // 2}"
        last = ledger.shelf().count() // A_PAGE * A_PAGE

        def add() -> None:
            """One reading, joined to a claim, and its claims."""
            record = _readdressed(next(fresh), time.time_ns())
            ledger.add(record, story, by="made-up 1", now=START)
            same = {
                "judgement": "same_claim",
                "a": _joined(ledger),
                "b": record["utterances"][0]["id"],
                "by": "made-up 1",
            }
            ledger.take([same], now=START)
            bring_up_to_date(ledger)

        steps: dict[str, Callable[[], object]] = {
            "board of a story": lambda: list_claims(ledger, story, most=A_PAGE),
            "board of all": lambda: list_claims(ledger, most=A_PAGE),
            "its last page": lambda: list_claims(ledger, most=A_PAGE, skip=last),
            "a claim": lambda: find_line(ledger, utterance),
            "its life": lambda: find_claim(ledger, utterance),
            "sources of a story": lambda: list_sources(ledger, story, most=A_PAGE),
            "all sources": lambda: list_sources(ledger, most=A_PAGE),
            "documents": lambda: ledger.view(story).documents(),
            "stories": lambda: ledger.view().stories(),
            "search": lambda: ledger.view().search("bridge 77"),
            "add one": add,
        }
        found = {"utterances": f"{size:,}", "file, MB": f"{path.stat().st_size / 1e6:,.0f}"}
        for name, step in steps.items():
            clock, processor = median(step, runs)
            found[name] = f"{clock:.0f} ({processor:.0f})"
        if check:
            began = time.perf_counter()
            assert not ledger.verify().faults
            found["verify, s"] = f"{time.perf_counter() - began:.0f}"
    found["memory, GB"] = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f}"
    return found


def _joined(ledger: Ledger) -> str:
    """An utterance of one of the claims that have more than one, whichever."""
    with ledger.database.reading() as connection:
        wanted = select(judgements.c.a).where(judgements.c.verdict == Verdict.SAME_CLAIM.value)
        last = connection.execute(select(func.max(judgements.c.seq))).scalar_one()
        back = last - random.randrange(A_THOUSAND // 2)
        return str(
            connection.execute(wanted.where(judgements.c.seq <= back).order_by(judgements.c.seq.desc())).scalar()
        )


def _readdressed(record: Record, number: int) -> Record:
    """The same at an address of its own, so that it is new and no revision."""
    document = {**record["document"], "url": f"https://fresh.example/{number}", "outlet": f"Fresh {number}"}
    document["id"] = document_id(document["outlet"], document["published"], document["url"], document["sha256"])
    spoken = [{**each, "id": f"{each['id']}-{number}"} for each in record["utterances"]]
    return {**record, "document": document, "utterances": spoken}


def main() -> None:
    """Print a table, a column for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SHORT, help="utterances; 1000000 takes half an hour")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument(
        "--folder", type=Path, help="where the ledgers are made, and kept for a next time; else they go"
    )
    parser.add_argument("--verify", action="store_true", help="how long that takes too")
    given = parser.parse_args()
    columns = []
    with tempfile.TemporaryDirectory() as name:
        for size in given.sizes:
            path = (given.folder or Path(name)) / f"{size}.db"
            make(path, size)
            columns.append(measure(path, size, given.runs, check=given.verify))
    print("\nMilliseconds, medians: on the clock (of the processor)\n")
    for row in columns[0] if columns else ():
        print(f"{row:<20}" + "".join(f"{column[row]:>14}" for column in columns), flush=True)


if __name__ == "__main__":
    main()
