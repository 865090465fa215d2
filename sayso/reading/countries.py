"""Matches of the gazetteer in a document, its outlet, address and clock → how strongly it is about each country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from sayso.reading.gazetteer import Gazetteer, fold
from sayso.reading.tables import load_settings, load_tables
from sayso.reading.tokens import Token

# Zones of the countries that have several, beside that of the capital.
_MORE_ZONES = {
    "US": "America/Chicago America/Denver America/Los_Angeles America/Anchorage Pacific/Honolulu America/Phoenix",
    "CA": "America/Vancouver America/Edmonton America/Winnipeg America/Halifax America/St_Johns America/Regina",
    "RU": "Asia/Yekaterinburg Asia/Novosibirsk Asia/Vladivostok Asia/Krasnoyarsk Asia/Irkutsk Asia/Yakutsk Europe/Samara",
    "AU": "Australia/Perth Australia/Adelaide Australia/Brisbane Australia/Darwin",
    "BR": "America/Manaus America/Rio_Branco",
    "ID": "Asia/Makassar Asia/Jayapura",
    "MX": "America/Tijuana America/Hermosillo America/Cancun",
    "CD": "Africa/Lubumbashi",
    "CL": "Pacific/Easter",
    "ES": "Atlantic/Canary",
    "PT": "Atlantic/Azores",
    "EC": "Pacific/Galapagos",
}
# Domains of countries that everybody uses.
_GENERIC = frozenset(
    [
        "io",
        "co",
        "tv",
        "me",
        "ai",
        "fm",
        "cc",
        "ws",
        "to",
        "ly",
        "gl",
        "am",
        "eu",
        "vc",
        "la",
        "gg",
        "sh",
        "st",
        "nu",
        "im",
        "tk",
        "ml",
        "ga",
        "cf",
        "gq",
        "su",
        "is",
    ]
)
_MOST_WORDS = 4  # of a body's name
# Clocks that are one large country's, in all seasons.
_ALONE = {
    timedelta(hours=3, minutes=30): "IR",
    timedelta(hours=4, minutes=30): "AF",
    timedelta(hours=5, minutes=30): "IN",
    timedelta(hours=5, minutes=45): "NP",
    timedelta(hours=6): "BD",
    timedelta(hours=6, minutes=30): "MM",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A moment with the offset that was written beside it; midnight of Greenwich tells nothing of where that was."""

    moment: datetime
    offset: timedelta

    @classmethod
    def of(cls, published: str | None) -> Clock | None:
        """The clock under which a document was published."""
        if not published or len(published) <= 10:
            return None
        try:
            moment = datetime.fromisoformat(published)
        except ValueError:
            return None
        offset = moment.utcoffset()
        return cls(moment, offset) if offset else None

    def agrees(self, zone: str | None) -> bool:
        """Whether it is this time there.

        >>> clock = Clock.of("2026-03-04T10:00:00+08:00")
        >>> clock.agrees("Asia/Manila"), clock.agrees("America/Bogota")
        (True, False)
        """
        return zone is not None and _offset(zone, self.moment.date().isoformat()) == self.offset


@lru_cache(maxsize=4096)
def _offset(zone: str, day: str) -> timedelta | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415  needed for few documents

    try:
        return datetime.fromisoformat(day + "T12:00:00").replace(tzinfo=ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OverflowError):
        return None  # a machine without the table of zones


def lies_under(clock: Clock, country: str, gazetteer: Gazetteer) -> bool:
    """Whether it is that time somewhere in a country."""
    capital = next((entry.zone for entry in gazetteer.countries() if entry.country == country), None)
    return any(clock.agrees(zone) for zone in (capital, *_MORE_ZONES.get(country, "").split()))


def country_of(name: str, gazetteer: Gazetteer) -> str | None:
    """A country's name → its code."""
    return next((entry.country for entry in gazetteer.look_up(fold(name)) if entry.kind == "N"), None)


def find_bodies(tokens: Sequence[Token], gazetteer: Gazetteer) -> list[str]:
    """The countries of the bodies of state that a text names: "the Royal Navy", "the Pentagon"."""
    bodies, found = load_tables().bodies, []
    for at, token in enumerate(tokens):
        if not token.text[0].isupper():
            continue
        for size in range(min(_MOST_WORDS, len(tokens) - at), 0, -1):
            words = " ".join(each.text for each in tokens[at : at + size])
            if words in bodies:
                country = country_of(bodies[words], gazetteer)
                found += [country] if country else []
                break
    return found


def find_signs(tokens: Sequence[Token], gazetteer: Gazetteer) -> list[str]:
    """The countries of words that are used in one alone: "a barangay", "the Sejm"; each word counts once."""
    signs = {word: country for word, country in load_settings().items() if " " not in word}
    said = {token.text for token in tokens} & signs.keys()
    return [country for word in sorted(said) if (country := country_of(signs[word], gazetteer))]


def weigh_countries(
    named: Iterable[tuple[str, float]], url: str | None, clock: Clock | None, gazetteer: Gazetteer
) -> dict[str, float]:
    """Countries named in a document, with the weight of each naming → how strongly it is about each.

    Those where it is another time than the outlet's count half; where little is named, a country whose clock is its own does.
    """
    weights: dict[str, float] = defaultdict(float)
    for country, weight in named:
        weights[country] += weight
    if (home := _domain(url, gazetteer)) is not None:
        weights[home] += 3
    if clock is None:
        return weights
    for country in weights:
        if not lies_under(clock, country, gazetteer):
            weights[country] /= 2
    if max(weights.values(), default=0) < 2 and (only := _ALONE.get(clock.offset)) is not None:
        weights[only] += 2
    return weights


def _domain(url: str | None, gazetteer: Gazetteer) -> str | None:
    """The country of an address: "https://news.example.ph/…" → PH."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    last = host.rsplit(".", 1)[-1].lower()
    if len(last) != 2 or last in _GENERIC:
        return None
    code = {"uk": "GB"}.get(last, last.upper())
    return code if any(entry.country == code for entry in gazetteer.countries()) else None
