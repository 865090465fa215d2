"""What a person types, such as `stance=denies` or `at least 3000 soldiers` → fields of corrections, judgements and lines."""

from __future__ import annotations

import re
from typing import Any

from sayso.scales import Verdict

Record = dict[str, Any]

VERDICTS = {verdict.value.replace("_", "-"): verdict for verdict in Verdict}
APART = "not-copy-of"  # of two documents
_SPANS = re.compile(r"\d+-\d+(?:,\d+-\d+)*")
_NUMBER = re.compile(
    r"(?P<bound>about|at least|at most)?\s*(?P<low>-?[\d,]*\.?\d+)(?:\s*-\s*(?P<high>[\d,]*\.?\d+))?\s*(?P<unit>.*)"
)
FIELDS = (
    "stance", "factuality", "quote", "name", "kind", "party", "source", "cue", "content", "said", "number", "times", "places",
    "refers-to", "checked", "outlet", "title", "byline", "published", "modified", "retrieved", "url",
)  # fmt: skip


class Unclear(ValueError):
    """What was typed cannot be understood; the message says how it is written."""


def read_change(typed: str, of: str) -> Record:
    """`FIELD=VALUE` → a correction or a judgement on `of`.

    >>> read_change("stance=denies", "u1")
    {'correction': 'stance', 'of': 'u1', 'value': 'denies'}
    >>> read_change("same-claim=u2", "u1")
    {'judgement': 'same_claim', 'a': 'u1', 'b': 'u2'}
    """
    name, equals, value = typed.partition("=")
    name, value = name.strip().lower(), value.strip()
    if name in ("not-claim", "checked") and not equals:
        value = ""
    elif not equals:
        raise Unclear(f"{typed!r}: write FIELD=VALUE, such as stance=denies or same-claim=ID")
    if name == APART:
        return {"judgement": Verdict.NOT_SAME.value, "a": of, "b": value}
    if verdict := VERDICTS.get(name):
        return _judgement(verdict, of, value)
    if name not in FIELDS:
        raise Unclear(f"{name!r} is no field; one of {', '.join((*FIELDS, *VERDICTS, APART))}")
    return {
        "correction": {"number": "quantities", "refers-to": "refers_to"}.get(name, name),
        "of": of,
        "value": _value(name, value),
    }


def _judgement(verdict: Verdict, of: str, value: str) -> Record:
    if verdict is Verdict.ABOUT:
        return {"judgement": verdict.value, "a": of, "party": value}
    return {"judgement": verdict.value, "a": of, **({} if verdict is Verdict.NOT_CLAIM else {"b": value})}


def _value(name: str, value: str) -> Any:
    if name == "checked":
        return True
    if name == "number":
        return [read_number(each) for each in value.split(";") if each.strip()]
    if name == "said":
        return read_span(value) if value else None
    if name == "times":
        return [{"text": words, **read_span(told)} for words, told in _told(value, "WORDS@DATE or WORDS@DATE/DATE")]
    if name == "places":
        return [_place(words, told) for words, told in _told(value, "WORDS@NAME/COUNTRY")]
    if name in ("source", "cue", "content") and _SPANS.fullmatch(value):
        return read_spans(value)
    return value or None


def read_spans(typed: str) -> list[list[int]]:
    """Characters, as views print them.

    >>> read_spans("12-40,52-60")
    [[12, 40], [52, 60]]
    """
    if not _SPANS.fullmatch(typed.replace(" ", "")):
        raise Unclear(f"{typed!r}: write characters as views print them, such as 12-40 or 12-40,52-60")
    return [[int(end) for end in each.split("-")] for each in typed.replace(" ", "").split(",")]


def read_span(typed: str) -> Record:
    """A date, or two.

    >>> read_span("2026-03-01/2026-03-04")
    {'start': '2026-03-01', 'end': '2026-03-04'}
    """
    start, slash, end = typed.partition("/")
    return {"start": start.strip() or None, "end": (end if slash else start).strip() or None}


def read_number(typed: str) -> Record:
    """A number as it was meant, and what it counts.

    >>> read_number("at least 3,000 soldiers")
    {'value': 3000.0, 'low': None, 'high': None, 'bound': 'at_least', 'unit': 'soldiers', 'text': '3,000'}
    >>> read_number("40-50")["bound"]
    'range'
    """
    match = _NUMBER.fullmatch(typed.strip())
    if match is None:
        raise Unclear(
            f"{typed!r}: write a number such as 40, about 40, at least 40, at most 40 or 40-50, and what it counts"
        )
    low, high = (float(each.replace(",", "")) if each else None for each in (match["low"], match["high"]))
    unit = match["unit"].strip() or None
    if high is not None:
        return {"value": None, "low": low, "high": high, "bound": "range", "unit": unit, "text": None}
    bound = (match["bound"] or "exact").replace(" ", "_")
    return {"value": low, "low": None, "high": None, "bound": bound, "unit": unit, "text": match["low"]}


def _told(value: str, how: str) -> list[tuple[str, str]]:
    found = []
    for each in value.split(";"):
        if not each.strip():
            continue
        words, at, told = each.rpartition("@")
        if not at:
            raise Unclear(f"{each.strip()!r}: write {how}")
        found.append((words.strip(), told.strip()))
    return found


def _place(words: str, told: str) -> Record:
    name, _, country = told.partition("/")
    return {"text": words, "name": name, "country": country or None}
