"""Gold passages, Recognizers-Text and GeoVirus → how well numbers, times and places are read, and how fast.

    python bench/measures.py --corpora ../shared/corpora [--part dev|develop] [--show quantities|times|places|said|dates|numbers]

Passages: gold utterances are given, their contents are read. `dev` are the passages whose sha256(stem/id)[0] is divisible
by 5; rules were made on the others. Recognizers: cases of news English alone (`bench/recognizers.yaml`), `dev` the unseen half.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import yaml

from sayso.nouns import Anchor, Document, Interval, Place, Quantity, Source, Time, Utterance
from sayso.reading.gazetteer import load_gazetteer
from sayso.reading.measures import measure, read_measures
from sayso.scales import Bound, Kind, Quote, Stance

Span = tuple[int, int]
# Two words for one unit: the gold has either, so a difference between them is none of ours.
SAME = {
    "death": "dead", "fatality": "dead", "body": "dead", "killed": "dead", "wounded": "injured", "injury": "injured",
    "hurt": "injured", "person": "people", "usd": "dollar", "aud": "dollar", "hkd": "dollar", "cad": "dollar", "eur": "euro",
    "gbp": "pound", "egp": "pound", "inr": "rupee", "chf": "franc", "xof": "franc", "dkk": "krone", "kroner": "krone",
    "nok": "krone", "sek": "krona", "pln": "zloty", "cent": "percent", "member": "member", "metre": "metre", "m": "metre",
    "km": "kilometre", "mm": "millimetre", "cm": "centimetre", "mw": "megawatt", "meter": "metre", "crewmen": "crew",
}  # fmt: skip


@dataclass
class Tally:
    gold: int = 0
    found: int = 0
    right: int = 0
    placed: int = 0  # found at all, whatever its value

    def line(self, name: str) -> str:
        recall, precision = self.right / max(1, self.gold), self.right / max(1, self.found)
        f1 = 2 * recall * precision / max(1e-9, recall + precision)
        return (
            f"{name:28} gold {self.gold:4}  read right {recall:.3f}  precision {precision:.3f}  F1 {f1:.3f}"
            f"  (found at all {self.placed / max(1, self.gold):.3f})"
        )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--corpora", type=Path, required=True)
    asked.add_argument("--part", choices=["dev", "develop"], default="dev")
    asked.add_argument("--show", default="", help="list what differs: quantities, times, places, said, dates, numbers")
    given = asked.parse_args()
    passages(given.corpora / "passages", given.part == "dev", given.show)
    recognizers(given.corpora / "recognizers-text", given.part == "dev", given.show)
    geovirus(given.corpora / "geovirus" / "GeoVirus.xml.gz")
    speed(given.corpora / "passages")


# Passages


def passages(folder: Path, dev: bool, show: str) -> None:
    tallies = {name: Tally() for name in ("quantities", "numbers alone", "units alone", "times", "places", "said")}
    for record in records(folder, dev):
        document, gold = gold_utterances(record)
        read = measure(document, [each for each, _ in gold])
        for got, (_, want) in zip(read, gold, strict=True):
            where = f"{record['id']} {got.content.text[:70]!r}"
            compare(
                tallies["quantities"], want["quantities"], got.quantities, same_quantity, where, show == "quantities"
            )
            compare(tallies["numbers alone"], want["quantities"], got.quantities, same_number, where, False)
            compare(tallies["units alone"], want["quantities"], got.quantities, same_unit, where, False)
            compare(tallies["times"], want["times"], got.times, same_time, where, show == "times")
            compare(tallies["places"], want["places"], got.places, same_place, where, show == "places")
            said(tallies["said"], want["said"], got.said, where, show == "said")
    for name, tally in tallies.items():
        print(tally.line(f"passages {name}"))


def records(folder: Path, dev: bool) -> Iterator[dict[str, Any]]:
    for stem in "abc":
        with (folder / f"{stem}.yaml").open(encoding="utf-8") as lines:
            for record in yaml.load(lines, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
                if (hashlib.sha256(f"{stem}/{record['id']}".encode()).digest()[0] % 5 == 0) == dev:
                    yield record


def gold_utterances(record: dict[str, Any]) -> tuple[Document, list[tuple[Utterance, dict[str, Any]]]]:
    text = record["text"].strip()
    document = Document(text, outlet=record["outlet"], published=str(record["published"]), language="en")
    made = []
    for number, each in enumerate(record["utterances"]):
        source, cue, content = (anchored(text, each[part]) for part in ("source", "cue", "content"))
        assert content
        utterance = Utterance(
            id=str(number),
            source=Source(source, each["name"], Kind(each["kind"]), each["party"]),
            chain=(),
            cue=cue,
            content=content,
            quote=Quote(each["quote"]),
            stance=Stance(each["stance"]),
        )
        want = {
            name: [({**value, "text": ""}, anchored(text, value["text"])) for value in each[name]]
            for name in ("quantities", "times", "places")
        }
        made.append((utterance, {**want, "said": each["said"]}))
    return document, made


def anchored(text: str, words: Any) -> Anchor | None:
    if words is None:
        return None
    spans = sorted(locate(text, part) for part in (words if isinstance(words, list) else [words]))
    return Anchor.at(text, *spans)


def locate(text: str, words: Any) -> Span:
    words, nth = (words["t"], words["n"]) if isinstance(words, dict) else (words, 1)
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return at, at + len(words)


def compare(
    tally: Tally, gold: list[Any], found: tuple[Any, ...], same: Callable[[Any, Any], bool], where: str, show: bool
) -> None:
    tally.gold, tally.found = tally.gold + len(gold), tally.found + len(found)
    free = list(found)
    for want, anchor in gold:
        near = [each for each in free if anchor and overlap(each.anchor.spans, anchor.spans)]
        best = next((each for each in near if same(want, each)), near[0] if near else None)
        if best is not None:
            free.remove(best)
            tally.placed += 1
        if best is not None and same(want, best):
            tally.right += 1
        elif show:
            fields = {key: value for key, value in want.items() if key != "text"}
            print(f"  {where}\n      gold {anchor and anchor.text!r} {fields}\n      read {best and brief(best)}")
    if show:
        for each in free:
            print(f"  {where}\n      too much: {brief(each)}")


def brief(found: Any) -> str:
    fields = {
        name: getattr(found, name, None)
        for name in ("value", "low", "high", "bound", "unit", "start", "end", "name", "country")
    }
    return f"{found.anchor.text!r} { {key: value for key, value in fields.items() if value is not None} }"


def overlap(one: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def same_quantity(want: dict[str, Any], got: Quantity) -> bool:
    return same_number(want, got) and same_unit(want, got)


def same_number(want: dict[str, Any], got: Quantity) -> bool:
    if Bound(want["bound"]) is not got.bound:
        return False
    if want.get("value") is None:
        return (want.get("low"), want.get("high")) == (got.low, got.high)
    return got.value is not None and math.isclose(float(want["value"]), got.value, rel_tol=1e-6, abs_tol=1e-9)


def same_unit(want: dict[str, Any], got: Quantity) -> bool:
    """The gold's head word is the head of ours, or the state that ours adds to it ("people dead")."""
    return head(str(want["unit"])) in {*heads(got.unit or "")}


def heads(unit: str) -> list[str]:
    core = re.split(r" (?:per|in|from|of|at) ", unit)[0].split()
    return [normal(word) for word in (core[-2:] if core and normal(core[-1]) in STATES else core[-1:])]


STATES = {"dead", "injured", "missing", "homeless", "detained", "rescued", "displaced", "arrested", "freed", "released", "trapped",
          "infected", "sick", "ill", "stranded", "survived", "captured", "evacuated", "charged", "convicted"}  # fmt: skip


def head(unit: str) -> str:
    return normal((re.split(r" (?:per|in|from|of|at|the) ", unit)[0].split() or [""])[-1])


def normal(word: str) -> str:
    word = word.lower()
    word = (
        word[:-3] + "y"
        if word.endswith("ies")
        else word[:-1]
        if word.endswith("s") and not word.endswith("ss")
        else word
    )
    return SAME.get(word, word)


def same_time(want: dict[str, Any], got: Time) -> bool:
    """The same days; a time of day that ours adds is not compared."""
    return (day(want["start"]), day(want["end"])) == (day(got.start), day(got.end))


def day(moment: Any) -> str | None:
    return str(moment)[:10] if moment else None


def same_place(want: dict[str, Any], got: Place) -> bool:
    """The same country, at words that overlap the gold's; the gold's spelling of the name is not compared."""
    return (want["country"] or None) == got.country


def said(tally: Tally, want: dict[str, Any] | None, got: Interval | None, where: str, show: bool) -> None:
    tally.gold, tally.found = tally.gold + (want is not None), tally.found + (got is not None)
    right = bool(want and got and (day(want["start"]), day(want["end"])) == (day(got.start), day(got.end)))
    tally.placed += want is not None and got is not None
    tally.right += right
    if show and not right and (want or got):
        print(f"  {where} gold {want} read {got}")


# Recognizers-Text


def recognizers(folder: Path, unseen: bool, show: str) -> None:
    rules = yaml.safe_load((Path(__file__).parent / "recognizers.yaml").read_text("utf-8"))
    for name, rule in rules.items():
        base = rules.get(rule.get("like"), {"files": [], "exclude": {}})
        check = right_dates if "dates" in name else right_units if "units" in name else right_numbers
        classes = [*base["exclude"].values(), *rule["exclude"].values()]
        patterns = [re.compile(each["pattern"], re.IGNORECASE) for each in classes if "pattern" in each]
        named = {
            (file, number)
            for each in rule["exclude"].values()
            for file, numbers in each.get("cases", {}).items()
            for number in numbers
        }
        known = {case["Input"].lower().strip() for file in base["files"] for case in read_cases(folder, file)}
        cases = right = left_out = 0
        for file in rule["files"]:
            for number, case in enumerate(read_cases(folder, file)):
                words = case["Input"].lower().strip()
                odd = hashlib.sha256(case["Input"].lower().encode()).digest()[0] % 2 == 1
                if words in known or not relevant(file, case) or odd != unseen:
                    continue
                known |= {words} if base["files"] else set()
                bare = "units" in name and any(
                    "value" in (r["Resolution"] or {}) and not r["Resolution"]["value"] for r in case["Results"]
                )
                if (
                    bare
                    or any(pattern.search(case["Input"]) for pattern in patterns)
                    or (file.split("_")[1], number) in named
                ):
                    left_out += 1
                    continue
                cases += 1
                good, read = check(case)
                right += good
                if show == name and not good:
                    gold = [(r["Text"], r.get("Value") or r.get("Resolution")) for r in case["Results"]]
                    print(f"  {file} {number} {case['Input'][:90]!r}\n      gold {gold}\n      read {read}")
        share = right / max(1, cases)
        print(
            f"Recognizers {name:16} cases {cases:4}  right {share:.3f}  (left out {left_out}: bench/recognizers.yaml)"
        )


def read_cases(folder: Path, file: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((folder / f"{file}.json").read_text("utf-8"))
    return cases


def relevant(file: str, case: dict[str, Any]) -> bool:
    kinds = [str(result.get("TypeName", result.get("Type", ""))).split(".")[-1] for result in case["Results"]]
    plain = file in ("DateTime_DateParser", "DateTime_DatePeriodParser") or not file.startswith("DateTime")
    return plain or all(kind in ("date", "daterange") for kind in kinds)


def right_dates(case: dict[str, Any]) -> tuple[bool, object]:
    published = case.get("Context", {}).get("ReferenceDateTime", "")[:10]
    read = read_measures(Document(case["Input"], published=published or None)).times
    times = [(day(each.start), day(each.end)) for each in read]
    if len(times) != len(case["Results"]):
        return False, times
    return all(got in resolutions(result) for got, result in zip(times, case["Results"], strict=True)), times


def resolutions(result: dict[str, Any]) -> list[tuple[str | None, str | None]]:
    values = result.get("Value") or {}
    found = [
        values.get("PastResolution") or {},
        values.get("FutureResolution") or {},
        *(result.get("Resolution") or {}).get("values", []),
        *values.get("values", []),
    ]
    pairs = []
    for each in found:
        start = each.get("startDate") or each.get("start") or each.get("date") or each.get("value")
        end = each.get("endDate") or each.get("end")
        pairs.append((start, before(end) if end else None if "start" in each or "startDate" in each else start))
        if end and "date" not in each and start and start[:7] == end[:7]:
            pairs.append((start, end))  # "from 4 to 22 January": days are counted with their last in the corpus too
        elif end:
            pairs.append((start, end))
    return pairs


def before(end: str) -> str:
    return str(date.fromisoformat(end[:10]) - timedelta(days=1))


def right_numbers(case: dict[str, Any]) -> tuple[bool, object]:
    read = read_measures(Document(case["Input"])).quantities
    got = [(each.value, each.low, each.high) for each in read]
    if len(got) != len(case["Results"]):
        return False, [(each.text, each.value, each.low, each.high) for each in read]
    pairs = zip(read, case["Results"], strict=True)
    return all(same_resolution(each, result) for each, result in pairs), [
        (each.text, each.value, each.low, each.high) for each in read
    ]


def right_units(case: dict[str, Any]) -> tuple[bool, object]:
    """Whether every amount of the corpus is read; it marks money, lengths or degrees alone, we read all numbers."""
    read = read_measures(Document(case["Input"])).quantities

    def is_read(result: dict[str, Any]) -> bool:
        value = float((result.get("Resolution") or {}).get("value") or "nan")
        span = ((result["Start"], result["End"] + 1),)
        return any(
            overlap(each.spans, span) and each.value is not None and math.isclose(each.value, value, rel_tol=1e-6)
            for each in read
        )

    return all(map(is_read, case["Results"])), [(each.text, each.value, each.unit) for each in read]


def same_resolution(got: Quantity, result: dict[str, Any]) -> bool:
    value = (result.get("Resolution") or {}).get("value", "null")
    if value[:1] in "[(":
        low, high = value[1:-1].split(",")
        return close(got.low, low, got) and close(got.high, high, got)
    if got.unit == "percent" and not value.endswith("%"):
        return close(got.value, value, got)
    return close(got.value, value.rstrip("%"), replace(got, unit=None))


def close(got: float | None, want: str, quantity: Quantity) -> bool:
    if not want:
        return got is None
    try:
        number = float(want) * (100 if quantity.unit == "percent" else 1)
    except ValueError:
        return False
    return got is not None and math.isclose(got, number, rel_tol=1e-6)


# GeoVirus


def geovirus(path: Path) -> None:
    root = ET.fromstring(gzip.decompress(path.read_bytes()))
    tally, near, located = Tally(), 0, 0
    for article in root.iter("article"):
        text = article.findtext("text") or ""
        gold = [
            ((int(each.findtext("start") or 0) - 1, int(each.findtext("end") or 0) - 1), each.findtext("name") or "",
             float(each.findtext("lat") or 0), float(each.findtext("lon") or 0))
            for each in article.iter("location")
        ]  # fmt: skip
        gold = [
            ((span if text[slice(*span)] == name else (span[0] + 1, span[1] + 1)), name, lat, lon)
            for span, name, lat, lon in gold
        ]
        read = list(read_measures(Document(text, language="en")).places)
        tally.gold, tally.found = tally.gold + len(gold), tally.found + len(read)
        for span, _, lat, lon in gold:
            match = next((each for each in read if overlap(each.anchor.spans, (span,))), None)
            if match is None:
                continue
            read.remove(match)
            tally.right += 1
            tally.placed += 1
            if match.lat is not None and match.lon is not None:
                located += 1
                near += distance(lat, lon, match.lat, match.lon) <= 161
    print(tally.line("GeoVirus recognition"))
    print(
        f"GeoVirus resolution          within 161 km {near / max(1, tally.right):.3f} of those found, {near / max(1, located):.3f} of those with coordinates"
    )


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    a1, o1, a2, o2 = (math.radians(each) for each in (lat1, lon1, lat2, lon2))
    half = math.sin((a2 - a1) / 2) ** 2 + math.cos(a1) * math.cos(a2) * math.sin((o2 - o1) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(half)))


# Speed


def speed(folder: Path) -> None:
    documents = [gold_utterances(record) for record in records(folder, False)]
    words = sum(len(document.text.split()) for document, _ in documents)
    load_gazetteer.cache_clear()
    began = time.process_time()
    load_gazetteer()
    loaded = time.process_time() - began
    runs = []
    for _ in range(3):
        began = time.process_time()
        for document, gold in documents:
            measure(document, [each for each, _ in gold])
        runs.append(time.process_time() - began)
    best = sorted(runs)[1]
    print(
        f"speed                        {words / best:,.0f} words/s, {best / words * 1e3:.4f} ms a word; unpacking the gazetteer once {loaded * 1e3:.0f} ms"
    )


if __name__ == "__main__":
    main()
