"""Made-up news with copies among it → how many of the copies are found, how many that are none are taken for some, and the cost.

Originals report events that chance invents; some events are told by several outlets, who share the quotations, the numbers, the
names and the background. Copies are cut, moved about, reworded and merged. Nothing here was published anywhere.
With `--corpora` the originals are real articles, of the corpora that training uses.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from newsroom import OUTLETS, WIRES, Event, background, invent, reword, templated, write
from sqlalchemy import insert

from sayso.follow import TRACER
from sayso.ledger import open_ledger
from sayso.ledger.tables import prints
from sayso.linking.lineage import find_prints, find_searches, link_documents, may_be_near
from sayso.nouns import Document, Judgement, ReaderVersion, Reading
from sayso.scales import Verdict

START = datetime(2026, 1, 1, tzinfo=UTC)
NOBODY = ReaderVersion("nobody", "0")
A_DOCUMENT = 100  # prints
HELD = 0.6  # a piece that was merged keeps at least so much of its words


@dataclass
class Desk:
    """Documents, and what each one goes back to: the ids of its originals."""

    documents: list[Document] = field(default_factory=list)
    goes_back: dict[str, frozenset[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)  # second dispatch → the first, much of whose text it repeats
    clock: int = 0

    def add(self, paragraphs: Sequence[str], outlet: str, kind: str, back: frozenset[str] = frozenset(), byline: str = "",
            after: str | None = None, chance: random.Random | None = None, title: str = "") -> Document:  # fmt: skip
        self.clock += 1
        at = START + timedelta(minutes=7 * self.clock)
        if after and chance:
            at = datetime.fromisoformat(after) + timedelta(minutes=chance.randrange(20, 2000))
        document = Document("\n\n".join(paragraphs), outlet=outlet, title=title or paragraphs[0][:60], byline=byline or None,
                            published=at.isoformat(), url=f"https://news.example/{self.clock}")  # fmt: skip
        if document.id not in self.kinds:
            self.documents.append(document)
            self.goes_back[document.id] = back
            self.kinds[document.id] = kind
        return document


def make(copies: int, unrelated: int, same_event: int, seed: int, real: Sequence[list[str]] = ()) -> Desk:
    """The desk's pile: unrelated originals, originals on shared events, second dispatches, templates, and the copies."""
    chance, desk = random.Random(seed), Desk()
    originals: list[Document] = []
    pool = list(real)
    chance.shuffle(pool)
    for number in range(unrelated):
        if real:
            if number >= len(pool):
                break
            originals.append(desk.add(pool[number], chance.choice(OUTLETS), "unrelated"))
            continue
        event = invent(chance)
        outlet = chance.choice((*OUTLETS, *WIRES))
        originals.append(desk.add(_dated(write(event, chance), outlet, event), outlet, "unrelated"))
    made = 0
    while made < same_event:
        event, shared = invent(chance), background(chance)
        for outlet in chance.sample((*OUTLETS, *WIRES), chance.randrange(2, 6)):
            paragraphs = write(event, chance)
            if chance.random() < 0.5:
                paragraphs = paragraphs[: max(3, len(paragraphs) - 2)] + shared
            originals.append(desk.add(_dated(paragraphs, outlet, event), outlet, "same event"))
            made += 1
    dispatches = [each for each in originals if each.outlet in WIRES] or originals
    for number in range(max(10, same_event // 5)):  # an agency's second dispatch, much of it as before
        first = dispatches[number % len(dispatches)]
        kept, event = first.text.split("\n\n"), invent(chance)
        paragraphs = _dated(write(event, chance)[:2], first.outlet, event) + kept[1:]
        second = desk.add(paragraphs, first.outlet or "", "second dispatch", after=first.published, chance=chance)
        desk.first[second.id] = first.id
    for _ in range(max(10, same_event // 5)):  # weather, quakes, markets: one template, other facts
        desk.add(templated(chance), chance.choice(OUTLETS), "template")
    for _ in range(copies):
        _copy(desk, chance, originals)
    return desk


def _copy(desk: Desk, chance: random.Random, originals: Sequence[Document]) -> None:
    original = chance.choice(originals)
    paragraphs, back, latest = original.text.split("\n\n"), {original.id}, original.published
    if chance.random() < 0.6:  # the dateline goes
        paragraphs[0] = paragraphs[0].split(") — ", 1)[-1]
    outlet = chance.choice([each for each in OUTLETS if each != original.outlet])
    kind = chance.choice(("whole", "cut", "moved", "reworded", "merged", "several"))
    steps = chance.sample(("cut", "moved", "reworded"), 2) if kind == "several" else [kind]
    if "cut" in steps:
        kept = max(2, round(len(paragraphs) * chance.uniform(0.3, 0.9)))
        paragraphs = paragraphs[:kept] if chance.random() < 0.7 else _some(paragraphs, kept, chance)
    if "moved" in steps:
        paragraphs = chance.sample(paragraphs, len(paragraphs))
    if "merged" in steps:
        second = chance.choice(originals)
        other = second.text.split("\n\n")
        if second.id != original.id and second.outlet != outlet:
            parts = [
                _some(each, max(2, round(len(each) * chance.uniform(0.7, 1))), chance) for each in (paragraphs, other)
            ]
            sizes = [
                sum(map(len, part)) / sum(map(len, whole))
                for part, whole in zip(parts, (paragraphs, other), strict=True)
            ]
            paragraphs = parts[0] + parts[1]
            chance.shuffle(paragraphs)
            latest = max(original.published or "", second.published or "")
            back = {each.id for each, size in zip((original, second), sizes, strict=True) if size >= HELD} or back
    if "reworded" in steps:
        share = chance.uniform(0.05, 0.3)
        paragraphs = [reword(paragraph, share, chance) for paragraph in paragraphs]
    byline = f"Staff and {original.outlet}" if chance.random() < 0.3 else ""
    desk.add(paragraphs, outlet, f"copy: {kind}", frozenset(back), byline, latest, chance)


def _dated(paragraphs: list[str], outlet: str | None, event: Event) -> list[str]:
    """An agency's text has its dateline."""
    return [f"{event.place.upper()} ({outlet}) — {paragraphs[0]}", *paragraphs[1:]] if outlet in WIRES else paragraphs


def _some(paragraphs: Sequence[str], kept: int, chance: random.Random) -> list[str]:
    return [paragraphs[at] for at in sorted(chance.sample(range(len(paragraphs)), min(kept, len(paragraphs))))]


@dataclass
class Found:
    """What linking one document after the other gave."""

    judgements: list[Judgement] = field(default_factory=list)
    compared: int = 0
    searching: float = 0.0  # seconds
    comparing: float = 0.0


def link_all(documents: Sequence[Document]) -> Found:
    """The documents as a ledger links them: each with those before it that its searches find."""
    held: dict[int, list[str]] = defaultdict(list)
    by_id: dict[str, Document] = {}
    found = Found()
    for document in documents:
        began = time.process_time()
        near = set[str]()
        for wanted, enough in find_searches(document):
            shared = Counter(other for key in wanted for other in held.get(key, ()))
            near |= {other for other, count in shared.items() if count >= enough}
        likely = [by_id[other] for other in sorted(near) if may_be_near(document, by_id[other])]
        for key in find_prints(document):
            held[key].append(document.id)
        found.searching += time.process_time() - began
        began = time.process_time()
        found.judgements += link_documents(document, likely)
        found.comparing += time.process_time() - began
        found.compared += len(likely)
        by_id[document.id] = document
    return found


def score(desk: Desk, judgements: Sequence[Judgement]) -> dict[str, object]:
    """Copies led to their originals, and documents led to what they do not go back to; both by trees and by pairs."""
    parents: dict[str, Judgement] = {}
    for each in sorted(judgements, key=lambda each: (each.score or 0, each.a, each.b or "")):
        if each.verdict is Verdict.COPY_OF:
            parents[each.a] = each
    right, wrong, missed, errors = 0, 0, Counter[str](), Counter[str]()
    total = Counter(desk.kinds.values())
    for document in desk.documents:
        root = _root(document.id, parents)
        back = desk.goes_back[document.id]
        if root == document.id:
            missed[desk.kinds[document.id]] += bool(back)
        elif root in back or (back and desk.goes_back.get(root, frozenset()) & back):
            right += 1
        else:
            wrong += 1
            errors[f"{desk.kinds[document.id]} → {desk.kinds[root]}"] += 1
            if back:
                missed[desk.kinds[document.id]] += 1
    pairs = [each for each in judgements if each.verdict is Verdict.COPY_OF]
    fine = sum(bool(_lines(desk, each.a) & _lines(desk, each.b or "")) for each in pairs)
    copies = sum(bool(back) for back in desk.goes_back.values())
    return {
        "copies": copies,
        "recall": right / max(1, copies),
        "precision": right / max(1, right + wrong),
        "pairs": len(pairs),
        "precision of pairs": fine / max(1, len(pairs)),
        "missed by kind": {kind: f"{count} of {total[kind]}" for kind, count in sorted(missed.items()) if count},
        "wrong by kind": dict(sorted(errors.items())),
    }


def _lines(desk: Desk, document: str) -> frozenset[str]:
    """What a text may rightly be laid beside: itself, its originals, and the first dispatch that it repeats."""
    return desk.goes_back[document] | {document, desk.first.get(document, document)}


def _root(document: str, parents: dict[str, Judgement]) -> str:
    seen = {document}
    while document in parents and (parents[document].b or "") not in seen:
        document = parents[document].b or ""
        seen.add(document)
    return document


def read_corpora(corpora: Path) -> list[list[str]]:
    """Real articles as paragraphs of a few sentences each: PolNeAR."""
    found = []
    for name in ("train", "dev"):
        with gzip.open(corpora / "polnear" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"]
                parts = [" ".join(part.split()) for part in text.split("\n\n")]
                parts = [part for part in parts if part]
                if len(parts) >= 4:
                    found.append(parts)
    return _once(found)


def _once(articles: list[list[str]]) -> list[list[str]]:
    """The articles without those of which a fifth stands in one before, by runs of twelve words."""
    seen, kept = set[str](), []
    for article in articles:
        words = re.findall(r"\w+", " ".join(article).lower())
        runs = {" ".join(words[at : at + 12]) for at in range(len(words) - 11)}
        if len(runs & seen) < 0.2 * len(runs):
            kept.append(article)
        seen |= runs
    return kept


def shuffled(desk: Desk, seed: int) -> list[Document]:
    """The documents in another order of arrival."""
    documents = list(desk.documents)
    random.Random(seed).shuffle(documents)
    return documents


def measure(size: int, desk: Desk, folder: Path) -> None:
    """Add documents to a ledger that holds the prints of so many others, and print what one costs."""
    chance = random.Random(size)
    path = folder / f"{size}.db"
    with open_ledger(str(path), write=True) as ledger:
        rows = (
            {"print": chance.getrandbits(63), "document": -number} for number in range(size) for _ in range(A_DOCUMENT)
        )
        while some := list(islice(rows, 50_000)):
            with ledger.database.writing() as connection:
                connection.execute(insert(prints), some)
        took: dict[bool, list[float]] = {True: [], False: []}
        for number, document in enumerate(desk.documents):
            began, spent = time.perf_counter(), time.process_time()
            ledger.add(Reading(document, NOBODY, ()), "bench", by="bench", now=START, tracer=TRACER)
            if number >= len(desk.documents) // 2:
                took[True].append(time.process_time() - spent)
                took[False].append(time.perf_counter() - began)
    middle = {name: 1000 * statistics.median(took[own]) for name, own in (("processor", True), ("clock", False))}
    told = ", ".join(f"{value:.1f} ms by the {name}" for name, value in middle.items())
    print(f"{size:9,} documents, {path.stat().st_size / 1e6:.0f} MB: adding one takes {told}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=400)
    parser.add_argument("--unrelated", type=int, default=2_000)
    parser.add_argument("--same-event", type=int, default=300)
    parser.add_argument(
        "--full", action="store_true", help="2,000 copies among 20,000 unrelated and 500 of shared events"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpora", type=Path, help="where polnear lies: real originals instead of made-up ones")
    parser.add_argument("--json", type=Path)
    parser.add_argument(
        "--ledger", type=int, nargs="+", metavar="SIZE", help="instead: what adding one costs beside so many"
    )
    given = parser.parse_args()
    if given.ledger:
        desk = make(60, 120, 30, given.seed)
        for size in given.ledger:
            with tempfile.TemporaryDirectory() as folder:
                measure(size, desk, Path(folder))
        return
    copies, unrelated, same_event = (
        (2_000, 20_000, 500) if given.full else (given.copies, given.unrelated, given.same_event)
    )
    desk = make(copies, unrelated, same_event, given.seed, read_corpora(given.corpora) if given.corpora else ())
    documents = shuffled(desk, given.seed)
    found = link_all(documents)
    result = {
        "documents": len(documents),
        **score(desk, found.judgements),
        "compared a document": found.compared / len(documents),
        "searching, ms a document": 1000 * found.searching / len(documents),
        "comparing, ms a document": 1000 * found.comparing / len(documents),
    }
    for name, value in result.items():
        print(f"{name:26}", f"{value:.4f}" if isinstance(value, float) else value)
    if given.json:
        given.json.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
