"""The reading room under readers → how long pages take, how large they are: a second process opens pages of a made-up ledger.

Twenty readers each open a page every two seconds: boards (filtered, later pages, searches), claims, articles.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

from ledger import TOGETHER, WHO, _put, make_records

from sayso.ledger import Record, cache, open_ledger, payloads
from sayso.ledger.events import EventKind
from sayso.views import bring_up_to_date

STORY = "made up"
A_CLAIM = 10  # utterances
READERS, SECONDS, EVERY = 20, 60.0, 2.0
LIMIT = 150  # milliseconds, p95 of the goal
STATUSES = ("attributed", "corroborated", "confirmed")

Timing = tuple[str, float, float, int, int]  # kind, ms seen, ms on the server, bytes, status


def make(path: Path, claims: int) -> None:
    """A ledger of that many claims, each of ten utterances in ten documents, all in one story, weighed."""
    if path.exists():
        return
    began = time.perf_counter()
    with open_ledger(str(path), write=True) as ledger:
        ids: list[str] = []
        batch: list[tuple[EventKind, Record]] = []
        for record in make_records(claims * A_CLAIM):
            ids += [each["id"] for each in record["utterances"]]
            document, reading = payloads.split_reading(record)
            filing = {"story": STORY, "document": record["document"]["id"]}
            batch += [(EventKind.DOCUMENT, document), (EventKind.READING, reading), (EventKind.FILING, filing)]
            if len(batch) >= TOGETHER:
                _put(ledger, batch)
                batch = []
        joined = [
            {"judgement": "same_claim", "a": a, "b": b, "by": "made-up 1"}
            for first in range(claims)
            for a, b in pairwise(ids[first::claims])
        ]
        for at in range(0, len(joined), TOGETHER):
            told = [(EventKind.JUDGEMENT, payloads.complete_judgement(each)) for each in joined[at : at + TOGETHER]]
            _put(ledger, [*batch, *told])
            batch = []
        with ledger.database.writing() as connection:
            cache.mark_all(connection)
        made = time.perf_counter()
        bring_up_to_date(ledger)
    print(f"{claims:,} claims: made in {made - began:.0f} s, weighed in {time.perf_counter() - made:.0f} s", flush=True)


def addresses(path: Path, number: int) -> dict[str, list[str]]:
    """Pages to open, by their kind."""
    chance = random.Random(7)
    with open_ledger(str(path)) as ledger:
        claims = [each.record()["id"] for each in ledger.catalogue(STORY).cards()]
        articles = [each.id for each in ledger.catalogue(STORY).articles()]
    board = f"/story/{quote(STORY)}"
    boards = [board, f"{board}?order=latest", f"{board}?number=without&order=first", f"{board}?q=bridge"]
    boards += [f"{board}?page={chance.randrange(1, max(2, len(claims) // 30))}" for _ in range(number)]
    boards += [f"{board}?party={quote(who)}" for who in WHO] + [f"{board}?status={each}" for each in STATUSES]
    return {
        "board": boards,
        "claim": [f"/claim/{each}" for each in chance.sample(claims, min(number, len(claims)))],
        "article": [f"/article/{each}" for each in chance.sample(articles, min(number, len(articles)))],
    }


def read(host: str, pages: dict[str, list[str]], seed: int, seconds: float, found: list[Timing]) -> None:
    """One reader."""
    chance = random.Random(seed)
    connection = http.client.HTTPConnection(host, timeout=120)
    until = time.perf_counter() + seconds
    time.sleep(chance.random() * EVERY)
    while time.perf_counter() < until:
        kind = chance.choice(tuple(pages))
        began = time.perf_counter()
        connection.request("GET", chance.choice(pages[kind]), headers={"accept-encoding": "gzip"})
        answer = connection.getresponse()
        size = len(answer.read())
        took = time.perf_counter() - began
        inside = re.search(r"dur=([\d.]+)", answer.getheader("server-timing") or "")
        found.append((kind, took * 1000, float(inside[1]) if inside else 0.0, size, answer.status))
        time.sleep(max(0.0, EVERY - took))


def p95(times: Sequence[float]) -> float:
    """The time that 19 of 20 keep."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--keep", type=Path, help="a folder in which made-up ledgers stay")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = (given.keep or Path(folder)) / f"room-{given.claims}.db"
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path, given.claims)
        pages = addresses(path, 300)
        command = [sys.executable, "-m", "sayso", "serve", "--ledger", str(path), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout
            match = re.search(r"http://([^/]+)/", server.stdout.readline())
            assert match
            found: list[Timing] = []
            began = time.perf_counter()
            read(
                match[1], {"board": pages["board"][:1]}, 0, EVERY, []
            )  # the first board lays out what is kept for the others
            print(f"first board after {time.perf_counter() - began:.1f} s")
            threads = [
                threading.Thread(target=read, args=(match[1], pages, seed, given.seconds, found))
                for seed in range(1, READERS + 1)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            server.terminate()
    print(f"{READERS} readers, {given.seconds:.0f} s, a page every {EVERY:.0f} s: {len(found):,} pages")
    for kind in pages:
        mine = [each for each in found if each[0] == kind]
        seen, inside = [each[1] for each in mine], [each[2] for each in mine]
        print(
            f"{kind:8} {len(mine):5} pages; on the server p50 {statistics.median(inside):6.0f} ms, p95 {p95(inside):6.0f} ms; "
            f"seen p50 {statistics.median(seen):6.0f} ms, p95 {p95(seen):6.0f} ms; largest {max(each[3] for each in mine) / 1000:.0f} kB"
        )
    failed = [each for each in found if each[4] != 200]
    print(f"failed: {len(failed)}")


if __name__ == "__main__":
    main()
