"""Stories whose utterances and links are given → whether the brief of each day tells all that changed, only that, and shortly.

Gold changes: a claim whose status differs between two moments of the gold in a row, and each point of its series. What the
brief tells is also held against the boards before and after the day, which do not know of briefs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from weighing import sayso

STORY = "measured"
LONG = 400  # words
Record = dict[str, Any]


def measure(stories: Path, story: Path) -> Record:
    """One story → figures, and what is missing or told wrongly."""
    gold = json.loads((story / "gold.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = ("--ledger", folder / "desk.db")
        subprocess.run([sys.executable, stories / "gold_input.py", story, folder], check=True)
        sayso("add", folder / "read.jsonl", "--story", STORY, *ledger)
        sayso("import", folder / "judgements.jsonl", *ledger)
        briefs: dict[tuple[str, str], Record] = {}
        faults: list[str] = []
        words: list[int] = []
        for start, end in days(gold):
            span = ("--story", STORY, "--since", start, "--until", end, *ledger)
            brief = json.loads(sayso("brief", *span, "--json"))
            text = sayso("brief", *span)
            words.append(len(text.split()))
            boards = [board(at, ledger) for at in (start, end)]
            faults += [f"{start[:10]}: {each}" for each in check(brief, *boards)]
            faults += [f"{start[:10]}: {words[-1]} words"] * (words[-1] >= LONG)
            briefs[start, end] = brief
    statuses = list(gold_statuses(gold, briefs))
    numbers = list(gold_numbers(gold, briefs))
    return {
        "status changes": [sum(found for found, _ in statuses), len(statuses)],
        "numbers": [sum(found for found, _ in numbers), len(numbers)],
        "words a day": words,
        "faults": faults + [f"not told: {told}" for found, told in (*statuses, *numbers) if not found],
    }


def days(gold: Record) -> Iterator[tuple[str, str]]:
    """Each day on which something was published, in the zone of the first dispatch, from midnight to midnight."""
    published = [datetime.fromisoformat(each["published"]) for each in gold["documents"]]
    zone = published[0].tzinfo
    for day in sorted({each.astimezone(zone).date() for each in published}):
        start = datetime(day.year, day.month, day.day, tzinfo=zone) - timedelta(seconds=1)
        yield start.isoformat(), (start + timedelta(days=1)).isoformat()


def board(at: str, ledger: tuple[object, ...]) -> dict[str, Record]:
    """The claims as of a moment, by their ids."""
    return {
        each["id"]: each for each in json.loads(sayso("claims", "--story", STORY, "--as-of", at, "--json", *ledger))
    }


def check(brief: Record, before: dict[str, Record], after: dict[str, Record]) -> Iterator[str]:
    """Whatever is told and did not change, or changed and is not told."""
    told = {turn["claim"]["id"]: turn for turn in brief["turns"]}
    for id_, new in after.items():
        old = before.get(id_)
        changes = told.get(id_, {"changes": []})["changes"]
        kinds = {each["what"] for each in changes}
        moved = old is not None and (old["status"], old["rule"]) != (new["status"], new["rule"])
        way = told.get(id_, {}).get("way")
        if bool(kinds & {"status", "answer"}) != (moved or bool(old and way)):
            yield f"{id_}: status {old and old['status']} → {new['status']}, told: {sorted(kinds)}"
        fresh = {_number(each) for each in new["versions"]} - {
            _number(each) for each in (old or {"versions": []})["versions"]
        }
        said = {_number(each) for change in changes if change["what"] == "number" for each in change["numbers"]}
        if said != fresh:
            yield f"{id_}: numbers {fresh ^ said}"
        known = {each["id"] for each in old["utterances"]} if old else set()
        for change in changes:
            new_words = change["utterance"] and change["utterance"]["id"] not in known
            if not new_words and change["what"] not in {"figure", "due", "answer"}:
                yield f"{id_}: {change['what']} told of words that were there before"
        if (old is None) != bool(kinds & {"claim", "question"} and told.get(id_, {}).get("before", True) is None):
            yield f"{id_}: new, and not told so"
    yield from (f"{id_}: told, and not on the board" for id_ in told.keys() - after.keys())


def _number(version: Record) -> tuple[object, ...]:
    return (
        version["party"] or version["source"],
        *(version[name] for name in ("value", "low", "high", "bound", "unit")),
    )


def gold_statuses(gold: Record, briefs: dict[tuple[str, str], Record]) -> Iterator[tuple[bool, str]]:
    """Each change of the gold, and whether a brief of its days tells it."""
    keys = {each["key"]: f"{each['file']}#{each['key']}" for each in gold["utterances"]}
    members = {each["key"]: {keys[key] for key in each["utterances"]} for each in gold["claims"]}
    points: dict[str, list[Record]] = {}
    for point in gold["status_at"]:
        points.setdefault(point["claim"], []).append(point)
    for claim, row in points.items():
        for old, new in pairwise(sorted(row, key=lambda each: datetime.fromisoformat(each["at"]))):
            if old["status"] == new["status"]:
                continue
            wanted = {new["status"], *new.get("also", [])}
            span = _moment(old["at"]), _moment(new["at"])
            found = any(
                turn["claim"]["id"] in members[claim] and turn["claim"]["status"] in wanted
                and any(change["what"] == "status" for change in turn["changes"])
                for (start, end), brief in briefs.items() if _moment(start) < span[1] and span[0] <= _moment(end)
                for turn in brief["turns"]
            )  # fmt: skip
            yield found, f"{claim}: {old['status']} → {new['status']} by {new['at']}"


def gold_numbers(gold: Record, briefs: dict[tuple[str, str], Record]) -> Iterator[tuple[bool, str]]:
    """Each number of the gold, and whether the brief of its day tells it."""
    for claim, series in gold["series"].items():
        for point in series:
            names = {point["party"], *gold["parties"].get(point["party"], [])}
            found = any(
                version["value"] == point["value"] and (version["party"] or version["source"]) in names
                for (start, end), brief in briefs.items() if _moment(start) < _moment(point["at"]) <= _moment(end)
                for turn in brief["turns"]
                for change in turn["changes"]
                for version in change["numbers"]
                if change["what"] == "number"
            )  # fmt: skip
            yield found, f"{claim}: {point['value']:g} by {point['party']} at {point['at']}"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def main() -> None:
    """Print the figures of every story; exit 1 where anything is missing, wrong or too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    stories = parser.parse_args().shared.resolve() / "stories"
    found = sorted(stories.glob("*/gold.json"))
    if not found:
        print(f"skipped: there is no story in {stories}")
    failed = False
    for gold in found:
        figures = measure(stories, gold.parent)
        print(gold.parent.name)
        for name, value in figures.items():
            print(f"  {name:16} {json.dumps(value, ensure_ascii=False)}")
        failed = failed or bool(figures["faults"])
    sys.exit(failed)


if __name__ == "__main__":
    main()
