"""What numbers of one claim count, in the words of each → which of them count the same (RULES.md, N1, S12).

Scope words are never dropped: the dead are not the missing, "soldiers in Russia" are not "soldiers", and eight more are no eight.
Two words meet only where they can mean nothing else; in doubt numbers stay apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

# Words for the state that people are counted in, by the one we compare.
_STATES = {
    "dead": "dead", "killed": "dead", "died": "dead", "deaths": "dead", "death": "dead", "fatalities": "dead", "fatality": "dead",
    "injured": "injured", "wounded": "injured", "hurt": "injured", "injuries": "injured", "missing": "missing",
    "unaccounted": "missing", "homeless": "homeless", "displaced": "displaced", "evacuated": "evacuated", "rescued": "rescued",
    "detained": "detained", "arrested": "arrested", "trapped": "trapped", "infected": "infected", "sick": "sick", "ill": "sick",
    "stranded": "stranded", "survived": "survived", "freed": "freed", "released": "freed", "captured": "captured",
    "executed": "executed", "kidnapped": "kidnapped", "abducted": "kidnapped", "charged": "charged", "convicted": "convicted",
}  # fmt: skip
# One measure, written in several ways.
_WRITTEN = {
    "%": "percent", "pct": "percent", "percentage": "percent", "km": "kilometre", "kms": "kilometre", "kilometer": "kilometre",
    "m": "metre", "meter": "metre", "cm": "centimetre", "centimeter": "centimetre", "mm": "millimetre", "millimeter": "millimetre",
    "kg": "kilogram", "kilo": "kilogram", "kilogramme": "kilogram", "g": "gram", "gramme": "gram", "liter": "litre",
    "mw": "megawatt", "gw": "gigawatt", "kw": "kilowatt", "ha": "hectare", "ft": "foot", "feet": "foot", "usd": "us dollar",
    "eur": "euro", "gbp": "pound", "persons": "people", "person": "people", "mph": "mile per hour", "h": "hour",
}  # fmt: skip


def compare_units(given: Iterable[Collection[str | None]]) -> dict[str | None, str | None]:
    """What each saying of a claim counts → each unit by the name under which it is compared.

    A bare number counts what the others do. "Dead" counts what the only others are that are dead, where there is but one such, where
    nobody counts both in one breath ("40 dead, 12 miners among them"), and where these are no part of people at large ("children").

    >>> compare_units([["people dead"], ["dead", "missing"]])
    {'people dead': 'dead', 'dead': 'dead', 'missing': 'missing'}
    >>> compare_units([["miners dead"], ["dead"], [None]])
    {'miners dead': 'miner dead', 'dead': 'miner dead', None: 'miner dead'}
    """
    sayings = [tuple(units) for units in given]
    keys = {unit: name_unit(unit) for unit in dict.fromkeys(chain.from_iterable(sayings)) if unit}
    together = [{keys[unit] for unit in units if unit} for units in sayings]
    told = {key: state for key in keys.values() if (state := _state_alone(key)) != key}
    met: dict[str, str] = {}
    for unit, key in keys.items():
        same = {other for other, state in told.items() if state == key}
        other = same.pop() if len(same) == 1 else key
        met[unit] = key if any({key, other} <= each for each in together) else other
    only = set(met.values())
    alone = only.pop() if len(only) == 1 else None
    return {unit: met[unit] if unit else alone for unit in dict.fromkeys(chain.from_iterable(sayings))}


def name_unit(unit: str) -> str:
    """A unit in its plainest words: small letters, singular, one word for one state or measure.

    >>> name_unit("People killed"), name_unit("North Korean soldiers in Russia"), name_unit("km per hour")
    ('dead', 'north korean soldier in russia', 'kilometre per hour')
    """
    words = unit.casefold().replace("per cent", "percent").split()
    states = [_STATES[word] for word in words if word in _STATES]
    things = [_singular(word) for word in words if word not in _STATES]
    if states and all(word == "people" for word in things):
        things = []  # who is dead is a person: the word tells no more
    return " ".join([*things, *dict.fromkeys(states)])


def _state_alone(key: str) -> str:
    """The state of a unit that names somebody in it: "miner dead" → "dead"; the unit itself where it names a state alone or none.

    Words that limit the state keep it apart: "more dead" are no dead.
    """
    words = key.split()
    if len(words) < 2 or words[-1] not in _STATES.values() or not _LIMITS.isdisjoint(words):
        return key
    return words[-1]


_LIMITS = frozenset(
    ["more", "fewer", "other", "new", "further", "additional", "natural", "child", "children", "woman", "women", "men", "man", "girl",
     "boy", "baby", "infant", "civilian", "foreigner", "national", "citizen"]
)  # fmt: skip


def _singular(word: str) -> str:
    plain = _WRITTEN.get(word)
    if plain is None and len(word) > 3 and word.endswith("ies"):
        plain = f"{word[:-3]}y"
    elif plain is None and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        plain = word[:-1]
    return _WRITTEN.get(plain, plain) if plain else word
