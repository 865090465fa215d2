"""The word lists of `tables/` → sets and maps: countries, bodies, cities, outlets, head nouns, given names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Tables:
    """What the lists say. Keys keep their letter case ("US", "us"), apostrophes are straight."""

    countries: Mapping[str, str]  # names, and adjectives and people, by the country's name
    nations: Mapping[str, str]  # names alone
    seats: Mapping[str, str]  # capitals and seats of government (RULES.md, O4)
    bodies: Mapping[str, str]  # named bodies by their party (O1)
    cities: Mapping[str, str]
    outlets: Mapping[str, str]  # every form by the full one
    heads: Mapping[str, frozenset[str]]  # singular or plural noun by its classes
    plurals: frozenset[str]
    given: Mapping[str, str]  # given names in small letters by "f" or "m"
    codes: Mapping[str, str]  # countries by ISO 3166 alpha-2


def straighten(text: str) -> str:
    """Typographic apostrophes made straight, so that a list needs one form only."""
    return text.replace("’", "'").replace("‘", "'")


def _lines(name: str) -> Iterator[str]:
    for line in (resources.files("sayso.reading") / "tables" / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield straighten(line)


def pluralize(noun: str) -> str:
    """The regular plural.

    >>> pluralize("agency"), pluralize("spokesman"), pluralize("watch")
    ('agencies', 'spokesmen', 'watches')
    """
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def load_tables() -> Tables:
    """Every list, read once."""
    countries: dict[str, str] = {}
    nations: dict[str, str] = {}
    seats: dict[str, str] = {}
    codes: dict[str, str] = {}
    for line in _lines("countries.txt"):
        code, name, others, people, capitals = line.split("|")
        for form in filter(None, [name, *others.split(",")]):
            nations[form] = countries[form] = name
        codes[code] = name
        countries |= {form: name for form in people.split(",") if form}
        seats |= {form: name for form in capitals.split(",") if form}
    bodies, cities = ({form: value for line in _lines(file) for forms, value in [line.rsplit("|", 1)] for form in forms.split(";")}
                      for file in ("bodies.txt", "cities.txt"))  # fmt: skip
    outlets = {
        form: group.split("=")[0]
        for line in _lines("outlets.txt")
        for group in line.split(";")
        for form in group.split("=")
    }
    heads: dict[str, set[str]] = {}
    plurals: set[str] = set()
    for line in _lines("heads.txt"):
        kind, nouns = line.split(":", 1)
        for noun in nouns.split():
            heads.setdefault(noun, set()).add(kind)
            if kind not in ("group", "vague"):
                heads.setdefault(pluralize(noun), set()).add(kind)
                plurals.add(pluralize(noun))
            elif kind == "group":
                plurals.add(noun)
    given = {name: line[0] for line in _lines("given.txt") for name in line[2:].split()}
    return Tables(
        countries, nations, seats, bodies, cities, outlets,
        {noun: frozenset(kinds) for noun, kinds in heads.items()}, frozenset(plurals), given, codes,
    )  # fmt: skip


@cache
def load_settings() -> Mapping[str, str]:
    """Words that show where an article is set, by the country."""
    return _signs("settings.txt")


@cache
def load_tongues() -> Mapping[str, str]:
    """Words of the names of papers that show where they are printed, by the country: "Zeitung" is Germany."""
    return _signs("tongues.txt")


def _signs(file: str) -> dict[str, str]:
    return {word: country for line in _lines(file) for country, words in [line.split("|")] for word in words.split(";")}
