"""The compact gazetteer in `data` → what a name may stand for; how it was made: `train/gazetteer.py`."""

from __future__ import annotations

import gzip
import math
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_SIGNS = str.maketrans({"-": " ", "‑": " ", "–": " ", "’": None, "'": None, "ʼ": None, "‘": None, ".": None, "`": None})


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. `kind`: N country, C capital, A division, P town, W water, R region."""

    kind: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    people: int
    geonames: int | None
    zone: str | None

    @property
    def weight(self) -> float:
        """How likely it is the one that is meant, before anything is known: by its people, and by what it is."""
        return math.log10(self.people + 1) + {"N": 2.5, "C": 1.0, "W": 2.0, "R": 1.0, "A": 0.3}.get(self.kind, 0.0)


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name without accents, apostrophes, full stops, hyphens and capitals: how spellings meet.

    >>> fold("N’Djamena"), fold("Port-au-Prince"), fold("Constanța")
    ('ndjamena', 'port au prince', 'constanta')
    """
    if not name.isascii():
        apart = unicodedata.normalize("NFKD", name.translate(_SIGNS))
        name = "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_LETTERS)
    return " ".join(name.translate(_SIGNS).lower().split())


_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"}
)


class Gazetteer:
    """Names → places, and what the people of a country are called → the country."""

    def __init__(self, packed: str) -> None:
        names, lines = packed.split("\n\n", 1)
        self._names, self._lines = names.split("\n"), lines.split("\n")
        self.called: dict[str, str] = {}
        self._countries: list[Entry] = []
        for line in self._lines[:260]:  # countries stand first
            kind, _, country, *_, called = line.split("\t")
            if kind == "N":
                self._countries.append(_entry(line))
                for word in filter(None, called.split("|")):
                    self.called.setdefault(fold(word), country)

    def look_up(self, folded: str) -> list[Entry]:
        """What a folded name may stand for, likeliest first; nothing where it is no place's."""
        at = bisect_left(self._names, folded + "\t")
        if at == len(self._names) or not self._names[at].startswith(folded + "\t"):
            return []
        numbers = self._names[at].split("\t")[1].split(",")
        return sorted((_entry(self._lines[int(number)]) for number in numbers), key=lambda entry: -entry.weight)

    def countries(self) -> list[Entry]:
        """The countries."""
        return self._countries

    def starts(self, folded: str) -> bool:
        """Whether some name begins with these letters."""
        at = bisect_left(self._names, folded)
        return at < len(self._names) and self._names[at].startswith(folded)

    def __contains__(self, folded: object) -> bool:
        at = bisect_left(self._names, f"{folded}\t")
        return at < len(self._names) and self._names[at].startswith(f"{folded}\t")


@lru_cache(maxsize=4096)
def _entry(line: str) -> Entry:
    kind, name, country, lat, lon, people, number, zone, _ = line.split("\t")
    return Entry(
        kind,
        name,
        country or None,
        float(lat) if lat else None,
        float(lon) if lon else None,
        int(people),
        int(number) if number else None,
        zone or None,
    )


@cache
def load_gazetteer() -> Gazetteer:
    """The shipped gazetteer, unpacked once."""
    packed = (resources.files("sayso") / "reading" / "data" / "places.tsv.gz").read_bytes()
    return Gazetteer(gzip.decompress(packed).decode("utf-8"))


@dataclass(frozen=True, slots=True)
class Village:
    """A small place: where it lies is all that is known of it."""

    country: str
    lat: float
    lon: float


class Villages:
    """Names of small places → where they lie. Many are words and surnames too, so they are not looked for in a text."""

    def __init__(self, packed: str) -> None:
        self._lines = packed.split("\n")

    def look_up(self, folded: str) -> list[Village]:
        """The largest place of that name in each of some countries."""
        at = bisect_left(self._lines, folded + "\t")
        if at == len(self._lines) or not self._lines[at].startswith(folded + "\t"):
            return []
        found = []
        for where in self._lines[at].split("\t")[1].split("|"):
            lat, lon = where[2:].split(",")
            found.append(Village(where[:2], float(lat), float(lon)))
        return found


@cache
def load_villages() -> Villages:
    """The shipped list of small places, unpacked once, when a text first names a place that the gazetteer lacks."""
    packed = (resources.files("sayso") / "reading" / "data" / "villages.tsv.gz").read_bytes()
    return Villages(gzip.decompress(packed).decode("utf-8"))
