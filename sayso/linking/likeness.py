"""Two gists → how likely they are about one proposition, and why: features, and a small logistic model of them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources

import numpy as np

from sayso.linking.gists import Gist, Setting
from sayso.scales import Stance

NAME, VERSION = "sayso-links", "1"
BY = f"{NAME} {VERSION}"
_HEADS = frozenset(
    ["=dead", "=hurt", "=missing", "=rescued", "=aboard", "=evacuated", "=arrested", "=charged", "=infected", "=troops", "=children", "=prisoners", "=hostage", "=layoffs", "=capacity", "=house", "=buried"]
)
_ASKS = {Stance.QUESTIONS, Stance.DECLINES, Stance.SILENT}
_MODEL = resources.files("sayso.linking") / "data" / "likeness.json"


def score(one: Gist, other: Gist) -> float:
    """How likely two utterances are about one proposition, 0 to 1."""
    return logistic(features(one, other))


def logistic(found: Mapping[str, float]) -> float:
    """Features → a probability."""
    weights = load_weights()
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_weights() -> dict[str, float]:
    """The weights, as `train/links.py` fitted them."""
    held: dict[str, float] = json.loads(_MODEL.read_text("utf-8"))
    return held


def features(one: Gist, other: Gist) -> dict[str, float]:
    """What speaks for and against, the same in either order."""
    shared = one.terms.keys() & other.terms.keys()
    weight = sum(min(one.terms[each], other.terms[each]) for each in sorted(shared))
    sizes = sorted((sum(one.terms.values()), sum(other.terms.values())))
    dice = 2 * weight / (sizes[0] + sizes[1]) if sizes[0] + sizes[1] else 0.0
    inside = weight / sizes[0] if sizes[0] else 0.0
    cosine = float(np.dot(one.like, other.like)) if one.like is not None and other.like is not None else 0.0
    here = one.setting.id == other.setting.id
    near = 1.0 if here else nearness(one.setting, other.setting)
    senses = one.senses & other.senses
    smaller = min(len(one.senses), len(other.senses))
    heads = one.senses & _HEADS, other.senses & _HEADS
    numbers = one.number and other.number
    asks = (one.stance in _ASKS, other.stance in _ASKS)
    points = other.id in one.referents or one.id in other.referents
    common = bool(one.referents & other.referents)
    nested = other.id in one.parents or one.id in other.parents
    names = one.names & other.names
    found = {
        "dice": dice,
        "inside": inside,
        "dice2": dice * dice,
        "cosine": cosine,
        "cosine3": max(0.0, cosine) ** 3,
        "weight": min(3.0, weight) / 3,
        "same": float(bool(one.text) and one.text == other.text),
        "here": float(here),
        "near": near,
        "near2": math.sqrt(near),
        "senses": len(senses) / smaller if smaller else 0.0,
        "senses_none": float(not smaller),
        "senses_apart": float(bool(smaller) and not senses),
        "heads": float(bool(heads[0] & heads[1])),
        "heads_apart": float(bool(heads[0]) and bool(heads[1]) and not heads[0] & heads[1]),
        "heads_differ": float(heads[0] != heads[1] and bool(heads[0] & heads[1])),
        "heads_one": float(bool(heads[0]) != bool(heads[1])),
        "numbers": float(numbers),
        "number_one": float(one.number != other.number),
        "units": float(numbers and bool(one.units & other.units)),
        "units_sense": float(numbers and any(each[0] == "=" for each in one.units & other.units)),
        "units_apart": float(numbers and not one.units & other.units),
        "amount": float((one.amount and (other.number or other.amount)) or (other.amount and one.number)),
        "cause": float(one.cause and other.cause),
        "cause_asked": float(one.cause and other.cause and all(asks)),
        "cause_one": float(one.cause != other.cause),
        "asks": float(all(asks)),
        "asks_one": float(any(asks) and not all(asks)),
        "deny": float(Stance.DENIES in (one.stance, other.stance) and one.stance != other.stance),
        "denies": float(one.stance is Stance.DENIES and other.stance is Stance.DENIES),
        "confirm": float(Stance.CONFIRMS in (one.stance, other.stance)),
        "retract": float(Stance.RETRACTS in (one.stance, other.stance)),
        "expect_one": float((one.stance is Stance.EXPECTS) != (other.stance is Stance.EXPECTS)),
        "points": float(points),
        "common": float(common and not points),
        "points_bare": float((points or common) and min(one.own, other.own) <= 3),
        "refers": float(bool(one.referents or other.referents) and not points and not common),
        "nested": float(nested),
        "names": float(bool(names)),
        "names_apart": float(bool(one.names) and bool(other.names) and not names),
        "short": float(min(one.own, other.own) <= 1),
        "brief": float(min(one.own, other.own) <= 3),
        "source": float(one.source is not None and one.source == other.source),
        "party": float(one.party is not None and one.party == other.party),
        "context": _context(one, other),
        "days_apart": float(bool(one.days and other.days) and _apart(one.days, other.days)),
        "places": float(bool(one.places & other.places)),
        "places_apart": float(bool(one.places) and bool(other.places) and not one.places & other.places),
        "adjacent": float(here and abs(one.at - other.at) < 300),
    }
    # What counts within one document and across documents is not the same.
    for name in ("dice", "inside", "cosine3", "senses", "heads", "context", "asks", "deny"):
        found[f"{name}_here"] = found[name] * found["here"]
    for name in ("dice", "inside", "cosine3", "senses", "heads", "units_sense", "cause_asked", "same"):
        found[f"{name}_near"] = found[name] * found["near2"]
    found["inside_long"] = inside * float(min(one.own, other.own) >= 4)
    found["senses_inside"] = found["senses"] * inside
    found["cosine_inside"] = max(0.0, cosine) * inside
    return found


def nearness(one: Setting, other: Setting) -> float:
    """How much two documents tell one story, by the terms that tell stories apart: 0 to 1."""
    if not one.length or not other.length:
        return 0.0
    shared = one.terms.keys() & other.terms.keys()
    return sum(one.terms[each] * other.terms[each] for each in sorted(shared)) / (one.length * other.length)


def reason(one: Gist, other: Gist) -> str:
    """What two utterances have in common, in words that a reader can check."""
    shared = sorted(one.terms.keys() & other.terms.keys(), key=lambda each: (-one.terms[each], each))
    told = ", ".join(each.lstrip("=#") for each in shared[:5])
    if other.id in one.referents or one.id in other.referents:
        return f"one points at the other; shared: {told}" if told else "one points at the other"
    return f"shared: {told}" if told else "alike in meaning"


def _context(one: Gist, other: Gist) -> float:
    shared = one.context.keys() & other.context.keys()
    weight = sum(min(one.context[each], other.context[each]) for each in sorted(shared))
    least = min(sum(one.context.values()), sum(other.context.values()))
    return weight / least if least else 0.0


def _apart(one: tuple[str, str] | None, other: tuple[str, str] | None) -> bool:
    return one is not None and other is not None and (one[1] < other[0] or other[1] < one[0])
