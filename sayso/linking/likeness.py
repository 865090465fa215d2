"""Two gists → how likely they are about one proposition, and why: features, and a small model of them."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Container, Mapping
from functools import cache
from importlib import resources

import numpy as np

from sayso.linking.gists import ALONE, BEFALLS, BRIEF, HEADS, Gist, Setting
from sayso.scales import Stance

NAME, VERSION = "sayso-links", "1"
BY = f"{NAME} {VERSION}"
_ASKS = {Stance.QUESTIONS, Stance.DECLINES, Stance.SILENT}
_MODEL = resources.files("sayso.linking") / "data" / "likeness.json"
_UNIT = 127 * 127
# What befalls people: who counts the dead does not count the missing.
OUTCOMES = BEFALLS - {"=deployed", "=trained", "=withdrew"}
_ALIKE = 0.35  # a cosine of two words below says nothing


def score(one: Gist, other: Gist) -> float:
    """How likely two utterances are about one proposition, 0 to 1."""
    return 0.0 if excluded(one, other) else logistic(features(one, other))


def excluded(one: Gist, other: Gist) -> bool:
    """Whether they cannot be about one proposition: one reports the saying of the other (RULES.md, U11), or their numbers
    count different things."""
    nested = other.id in one.parents or one.id in other.parents
    befell = one.counts & OUTCOMES, other.counts & OUTCOMES
    return nested or (bool(befell[0]) and bool(befell[1]) and befell[0].isdisjoint(befell[1]))


def logistic(found: Mapping[str, float]) -> float:
    """Features → a probability."""
    weights = load_weights()
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_weights() -> dict[str, float]:
    """The weights, as `train/links.py` fitted them."""
    held: dict[str, float] = json.loads(_MODEL.read_text("utf-8"))
    return held


def features(one: Gist, other: Gist) -> dict[str, float]:
    """What speaks for and against, the same in either order."""
    here = one.setting.id == other.setting.id
    near = 1.0 if here else nearness(one.setting, other.setting)
    found = {"here": float(here), "near": near, "near2": math.sqrt(near)}
    found |= _words(one, other)
    found |= _numbers(one, other)
    found |= _stances(one, other)
    found |= _discourse(one, other, here)
    # What counts within one document and across documents is not the same.
    for name in (
        "dice",
        "inside",
        "soft",
        "tight",
        "senses",
        "heads",
        "context",
        "asks",
        "deny",
        "counts",
        "telling_inside",
        "befalls",
        "counts_same",
        "most",
    ):
        found[f"{name}_here"] = found[name] * found["here"]
        found[f"{name}_near"] = found[name] * found["near2"]
    found["senses_inside"] = found["senses"] * found["inside"]
    found["whole"] = float(found["telling_inside"] > 0.95 and found["most"] > 0.5)
    found["whole_near"] = found["whole"] * found["near2"]
    found["whole_here"] = found["whole"] * found["here"]
    found |= _crossed(one, other, found)
    found["soft_inside"] = found["soft"] * found["inside"]
    return found


def _words(one: Gist, other: Gist) -> dict[str, float]:
    shared = sorted(one.terms.keys() & other.terms.keys())
    topic = one.setting.topic | other.setting.topic
    both = {term: min(one.terms[term], other.terms[term]) for term in shared}
    weight, telling = sum(both.values()), sum(value for term, value in both.items() if term not in topic)
    sizes, outside = sorted((one.size, other.size)), sorted((_outside(one, topic), _outside(other, topic)))
    senses, fewer = one.senses & other.senses, min(len(one.senses), len(other.senses))
    names = one.names & other.names
    heads = one.senses & HEADS, other.senses & HEADS
    soft, tight = _alignment(one, other)
    cosine = _cosine(one, other)
    inside, dice = _share(weight, sizes[0]), _share(2 * weight, sum(sizes))
    return {
        "dice": dice,
        "dice2": dice * dice,
        "inside": inside,
        "inside_long": inside * float(min(one.own, other.own) >= 4),
        "telling": min(2.0, telling) / 2,
        "telling_dice": _share(2 * telling, sum(outside)),
        "telling_inside": _share(telling, outside[0]),
        "weight": min(3.0, weight) / 3,
        "most": max((value for term, value in both.items() if term not in topic), default=0.0),
        "cosine": cosine,
        "cosine3": max(0.0, cosine) ** 3,
        "soft": soft,
        "tight": tight,
        "same": float(bool(one.text) and one.text == other.text),
        "senses": _share(len(senses), fewer),
        "senses_all": _share(len(senses), len(one.senses | other.senses)),
        "senses_none": float(not fewer),
        "senses_apart": float(bool(fewer) and not senses),
        "heads": float(bool(heads[0] & heads[1])),
        "heads_apart": float(bool(heads[0]) and bool(heads[1]) and not heads[0] & heads[1]),
        "heads_differ": float(heads[0] != heads[1] and bool(heads[0] & heads[1])),
        "heads_one": float(bool(heads[0]) != bool(heads[1])),
        "names": float(bool(names)),
        "names_apart": float(bool(one.names - names) and bool(other.names - names)),
        "places": float(bool(one.places & other.places)),
        "places_apart": float(bool(one.places) and bool(other.places) and not one.places & other.places),
    }


def _numbers(one: Gist, other: Gist) -> dict[str, float]:
    numbers = one.number and other.number
    asked = (one.amount and (other.number or other.amount)) or (other.amount and one.number)
    counted = bool(one.counts) and bool(other.counts)
    return {
        "numbers": float(numbers),
        "number_one": float(one.number != other.number),
        "counts": float(bool(one.counts & other.counts)),
        "counts_same": float(counted and one.counts == other.counts),
        "counts_apart": float(counted and not one.counts & other.counts),
        "befalls": float(numbers and bool(one.counts & other.counts & BEFALLS) and one.counts == other.counts),
        "befalls_apart": float(counted and one.counts & BEFALLS != other.counts & BEFALLS),
        "befalls_asked": float(bool(asked) and bool(one.counts & other.counts & BEFALLS)),
        "units": float(numbers and bool(one.units & other.units)),
        "units_apart": float(numbers and not one.units & other.units and not one.counts & other.counts),
        "amount": float(asked),
        "amount_counts": float(asked and bool(one.counts & other.counts)),
        "days_apart": float(_apart(one.days, other.days)),
    }


def _crossed(one: Gist, other: Gist, found: Mapping[str, float]) -> dict[str, float]:
    """What says more together: rare meanings shared, one value twice, tolls of one story, lines that surround brief words."""
    weights = load_weights()
    rare = max((weights.get(each, 1.0) for each in one.senses & other.senses), default=0.0)
    both = one.around.keys() & other.around.keys()
    near = sum(min(one.around[each], other.around[each]) for each in sorted(both))
    around = _share(near, min(sum(one.around.values()), sum(other.around.values())))
    within = max(_within(one, other), _within(other, one))
    value = max((1.0 if each >= 10 else 0.4 for each in one.values & other.values), default=0.0)
    close = _closeness(one.values, other.values)
    counted = bool(one.counts & other.counts & BEFALLS) and one.counts & ALONE == other.counts & ALONE
    toll = float(counted and (one.number or one.amount) and (other.number or other.amount))
    brief = float(min(one.own, other.own) <= BRIEF)
    apart = 1 - found["here"]
    return {
        "rare": rare,
        "rare2": rare * rare,
        "rare_deny": rare * found["deny"],
        "rare_asks": rare * found["asks_one"],
        "rare_inside": rare * found["telling_inside"],
        "rare_apart": rare * apart,
        "around": around,
        "around_brief": around * brief,
        "around_apart": around * apart,
        "within": within,
        "within_brief": within * brief,
        "within_apart": within * apart,
        "value": value,
        "value_counts": value * float(bool(one.counts & other.counts) or bool(one.units & other.units)),
        "value_apart": value * apart,
        "close": close,
        "close_counts": close * found["counts"],
        "close_apart": close * apart * found["counts"],
        "toll": toll,
        "toll_apart": toll * apart,
        "toll_named": toll * apart * found["names"],
        "nearby": min(1.0, found["near"] * 4),
        "toll_nearby": toll * apart * min(1.0, found["near"] * 4),
        "most_nearby": found["most"] * apart * min(1.0, found["near"] * 4),
        "rare_nearby": rare * apart * min(1.0, found["near"] * 4),
    }


def _within(one: Gist, other: Gist) -> float:
    """How much of what one says stands in the lines around the other."""
    topic = one.setting.topic | other.setting.topic
    told = {term: weight for term, weight in one.terms.items() if term not in topic}
    return _share(sum(weight for term, weight in sorted(told.items()) if term in other.around), sum(told.values()))


def _closeness(one: Collection[float], other: Collection[float]) -> float:
    """1 where they share a number, 0 where the nearest two are three times each other or more."""
    apart = min((abs(math.log(a / b)) for a in one for b in other), default=9.0)
    return max(0.0, 1 - apart / math.log(3))


def _stances(one: Gist, other: Gist) -> dict[str, float]:
    asks = one.stance in _ASKS, other.stance in _ASKS
    both = {one.stance, other.stance}
    return {
        "cause": float(one.cause and other.cause),
        "cause_asked": float(one.cause and other.cause and all(asks)),
        "cause_one": float(one.cause != other.cause),
        "asks": float(all(asks)),
        "asks_one": float(any(asks) and not all(asks)),
        "silent": float(Stance.SILENT in both),
        "declines": float(Stance.DECLINES in both),
        "questions": float(Stance.QUESTIONS in both),
        "deny": float(Stance.DENIES in both and len(both) > 1),
        "denies": float(both == {Stance.DENIES}),
        "confirm": float(Stance.CONFIRMS in both),
        "retract": float(Stance.RETRACTS in both),
        "expect_one": float(Stance.EXPECTS in both and len(both) > 1),
        "narrated": float(one.narrated or other.narrated),
        "source": float(one.source is not None and one.source == other.source),
        "party": float(one.party is not None and one.party == other.party),
        "party_apart": float(one.party is not None and other.party is not None and one.party != other.party),
    }


def _discourse(one: Gist, other: Gist, here: bool) -> dict[str, float]:
    points = other.id in one.referents or one.id in other.referents
    common = bool(one.referents & other.referents) and not points
    leans = other.id == one.leans or one.id == other.leans
    bare = min(one.own, other.own)
    first, second = (one, other) if one.place < other.place else (other, one)
    gap = abs(one.place - other.place) if here else 9
    return {
        "points": float(points),
        "common": float(common),
        "points_bare": float((points or common) and bare <= 3),
        "refers": float(bool(one.referents or other.referents) and not points and not common),
        "nested": float(other.id in one.parents or one.id in other.parents),
        "leans": float(leans),
        "leans_silent": float(leans and second.stance is Stance.SILENT),
        "leans_declines": float(leans and second.stance is Stance.DECLINES),
        "leans_number": float(leans and one.number and other.number),
        "leaning": float(not leans and bool(one.leans or other.leans)),
        "bare": float(bare == 0),
        "short": float(bare <= 1),
        "brief": float(bare <= 3),
        "next": float(gap == 1),
        "second": float(gap == 2),
        "far": float(here and gap > 4),
        "next_asks": float(gap == 1 and second.stance in _ASKS),
        "next_deny": float(gap == 1 and second.stance is Stance.DENIES and first.stance is not Stance.DENIES),
        "next_source": float(gap == 1 and one.source is not None and one.source == other.source),
        "next_answer": float(gap == 1 and first.stance is Stance.QUESTIONS and second.stance not in _ASKS),
        "next_brief": float(gap == 1 and bare <= 2),
        "context": _context(one, other),
    }


def nearness(one: Setting, other: Setting) -> float:
    """How much two documents tell one story, by the terms that tell stories apart: 0 to 1."""
    shared = one.terms.keys() & other.terms.keys()
    return _share(sum(one.terms[each] * other.terms[each] for each in sorted(shared)), one.length * other.length)


def reason(one: Gist, other: Gist) -> str:
    """What two utterances have in common, in words that a reader can check."""
    shared = sorted(
        one.terms.keys() & other.terms.keys(), key=lambda each: (-min(one.terms[each], other.terms[each]), each)
    )
    told = ", ".join(each.lstrip("=#") for each in shared[:5])
    if other.id in one.referents or one.id in other.referents:
        return f"one points at the other; shared: {told}" if told else "one points at the other"
    if one.id == other.leans or other.id == one.leans:
        return "one follows the other and says next to nothing by itself"
    return f"shared: {told}" if told else "alike in meaning"


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _outside(gist: Gist, topic: Container[str]) -> float:
    return sum(weight for term, weight in gist.terms.items() if term not in topic)


def _cosine(one: Gist, other: Gist) -> float:
    if one.like is None or other.like is None:
        return 0.0
    a, b = one.like.astype(np.int64), other.like.astype(np.int64)
    return _share(int(a @ b), math.sqrt(int(a @ a)) * math.sqrt(int(b @ b)))


def _alignment(one: Gist, other: Gist) -> tuple[float, float]:
    """How well the words of each find a like one in the other: for the briefer of the two, and for both (as BERTScore aligns
    words; Zhang et al. 2020)."""
    if not len(one.words) or not len(other.words):
        return 0.0, 0.0
    table, floor = one.words @ other.words.T, int(_ALIKE * _UNIT)
    ways = []
    for best, weights in ((table.max(1), one.weights), (table.max(0), other.weights)):
        found = int((np.maximum(best - floor, 0).astype(np.int64) * weights).sum())
        ways.append((int(weights.sum()), found / (_UNIT - floor) / int(weights.sum())))
    total = sum(size for size, _ in ways)
    return min(ways)[1], sum(share * size for size, share in ways) / total


def _context(one: Gist, other: Gist) -> float:
    shared = one.context.keys() & other.context.keys()
    weight = sum(min(one.context[each], other.context[each]) for each in sorted(shared))
    return _share(weight, min(one.breadth, other.breadth))


def _apart(one: tuple[str, str] | None, other: tuple[str, str] | None) -> bool:
    return one is not None and other is not None and (one[1] < other[0] or other[1] < one[0])
