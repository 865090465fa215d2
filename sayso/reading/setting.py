"""A document → where it stands: the country and the town that it is set in, and who prints it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.nouns import Place
from sayso.reading.gazetteer import fold, load_gazetteer
from sayso.reading.parties import nations_in, shared_name
from sayso.reading.places import countries_of, find_places
from sayso.reading.tables import Tables, load_settings, load_tongues, straighten

_DATELINE = re.compile(
    r"^(?P<place>[A-Z][\w'’ .-]{2,30}?)(?:,[^\n—–:(-]{1,40})?\s*(?:\([^)\n]{1,40}\)\s*)?(?:—|–|--| - |:)\s*"
)
_ABROAD = re.compile(
    r"(?P<town>[A-Z][A-Z'’. -]{2,30}),\s(?!(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b)"
    r"(?P<land>[A-Z][a-z]+(?: [A-Z][a-z]+)*)(?=,|\s?\(|\s?[-—–])"
)
# From here the world's bodies report on everybody else.
_SEATS_OF_MANY = frozenset(["Geneva", "New York", "Vienna", "Brussels", "The Hague", "Strasbourg", "Luxembourg"])
_NAMED, _BODY, _MAPPED, _PRINTED, _DATED = 1.0, 2.0, 0.5, 4.0, 5.0
_LOCATED, _TONGUE, _MONEY = 0.8, 1.5, 1.0
_SUMS = (
    (re.compile(r"(?<![A-Z])£\d"), "United Kingdom"), (re.compile(r"\bA\$\d"), "Australia"), (re.compile(r"\bC\$\d"), "Canada"), (re.compile(r"\bNZ\$\d"), "New Zealand"),
    (re.compile(r"\bS\$\d"), "Singapore"), (re.compile(r"\bR\$\s?\d"), "Brazil"), (re.compile(r"(?:\bRs\.? ?|₹)\d"), "India"), (re.compile(r"₦\d"), "Nigeria"), (re.compile(r"\bKSh ?\d"), "Kenya"),
)  # fmt: skip
_NO_TOWN = re.compile(
    r"\b(?:Sea|Ocean|Gulf|Bay|Strait|Straits|River|Lake|Mount|Valley|Africa|Europe|Asia|Balkans|coast)\b"
    r"|^(?:eastern|western|northern|southern|central)\b"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an article stands: the country it is set in, who prints it, and the town or region it is most about."""

    home: str | None
    outlet: str | None
    town: str | None = None
    many: bool = False  # whether the United Nations are spoken of


def find_setting(text: str, outlet: str | None, tables: Tables) -> Setting:
    """The country of an article: what its dateline, its outlet's name, the countries, towns and bodies
    it names agree on most; of equals the one named first.

    >>> from sayso.reading.tables import load_tables
    >>> find_setting("Norwegian police said the ferry left Molde on Monday.", "Fjord Post", load_tables())
    Setting(home='Norway', outlet='Fjord Post', town='Molde', many=False)
    """
    places = find_places(text, outlet)
    votes = vote(text, outlet, tables, places)
    most = max(votes.values(), default=0.0)
    home = next((name for name, weight in votes.items() if weight == most and not _is_unheard_of(text)), None)
    many = bool(re.search(r"\b(?:UN|U\.N\.|United Nations)(?!\w)", text))
    return Setting(home, outlet, find_town(text, outlet, tables, places), many)


def _is_unheard_of(text: str) -> bool:
    """Whether the dateline names a town and a land that are on no list: then no country named in passing is the article's.

    >>> _is_unheard_of("QUELL, Ostravia, May 15 (NP) - A laboratory in Denmark found lead."), _is_unheard_of("LYON, France - It rained.")
    (True, False)
    """
    head = _ABROAD.match(text)
    return head is not None and not any(load_gazetteer().look_up(fold(name)) for name in head.group("town", "land"))


def vote(text: str, outlet: str | None, tables: Tables, places: Sequence[Place] = ()) -> dict[str, float]:
    """Countries, each with how much speaks for it; the one named first stands first."""
    straight = straighten(text)
    votes: dict[str, float] = {}

    def count(name: str, weight: float) -> None:
        votes[name] = votes.get(name, 0.0) + weight

    for _, name in nations_in(straight, tables):
        count(name, _NAMED)
    for name, weight in _bodies_in(straight, tables):
        count(name, weight)
    for code, weight in countries_of(text).items():
        if code in tables.codes:
            count(tables.codes[code], _MAPPED * min(weight, 4))
    for place in places:
        if (
            place.lat is not None  # on a list, and not itself placed by what else the text names
            and place.country
            and place.country in tables.codes
            and straighten(place.anchor.text).removesuffix("'s") not in tables.countries
        ):
            count(tables.codes[place.country], _LOCATED)
    for sign, name in _SUMS:
        if sign.search(text):
            count(name, _MONEY)
    printed = straighten(outlet or "")
    for _, name in nations_in(re.sub(r"\((?:translated|English|in English)\)", "", printed), tables):
        count(name, _PRINTED)
    for word, name in load_tongues().items():
        if re.search(rf"(?<!\w){word}(?!\w)", printed):
            count(name, _TONGUE)
    if (dated := _DATELINE.match(straight)) and (
        found := _placed(dated["place"].title(), tables) or _placed(dated["place"], tables)
    ):
        count(found, _NAMED if dated["place"].title() in _SEATS_OF_MANY else _DATED)
    return votes


def _placed(place: str, tables: Tables) -> str | None:
    return tables.seats.get(place) or tables.cities.get(place) or tables.nations.get(place)


def _bodies_in(text: str, tables: Tables) -> list[tuple[str, float]]:
    """The countries, and how much they tell, of the bodies and the ways of speaking that the text names ("the Home Office", "a barangay")."""
    nations, signs = set(tables.nations.values()), load_settings()
    found, words = [], re.findall(r"[^\W_][\w'.-]*", text)
    n = 0
    while n < len(words):
        size = next((size for size in (5, 4, 3, 2, 1) if _known(" ".join(words[n : n + size]), tables, signs)), 0)
        name = _known(" ".join(words[n : n + size]), tables, signs) if size else None
        if name in nations:
            found.append((name, 0.5 if shared_name(" ".join(words[n : n + size]).rstrip(".")) else _BODY))
        n += size or 1
    return found


def _known(words: str, tables: Tables, signs: Mapping[str, str]) -> str:
    bare = words.rstrip(".").removesuffix("'s")
    return tables.bodies.get(bare) or signs.get(bare) or ""


def find_town(text: str, outlet: str | None, tables: Tables, places: Sequence[Place]) -> str | None:
    """The town or region that a text names most, the first of equals; countries and seas are none."""
    counts: Counter[str] = Counter()
    for place in places:
        name = straighten(place.anchor.text).removesuffix("'s")
        if name in tables.countries or _NO_TOWN.search(name) or not name[0].isupper():
            continue
        counts[name] += 1
    printed = re.match(r"(?:The )?((?:[A-Z][\w'-]+ )+?)(?:& |and |[A-Z]\w+$|\()", straighten(outlet or ""))
    if (
        printed
        and (name := printed[1].strip()) not in tables.countries
        and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ):
        return name
    best = max(counts.values(), default=0)
    return next((name for name, count in counts.items() if count == best), None)
