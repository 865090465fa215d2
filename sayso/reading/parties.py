"""A source's description → the state, body or side that it speaks for (RULES.md, O1-O4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.reading.descriptions import Description
from sayso.reading.tables import Tables, straighten

if TYPE_CHECKING:
    from sayso.reading.setting import Setting

_WORDS = re.compile(r"(?:[A-Z]\.){2,}|[^\W_](?:[\w'.-]*\w)?")
# Arms of a national executive: with a nation they are its party; bare, that of the country the article is set in.
_EXECUTIVE = frozenset(
    ["ministry", "department", "government", "army", "navy", "airforce", "military", "coastguard", "embassy", "consulate", "presidency", "cabinet", "junta", "regime", "treasury", "guards", "intelligence", "force", "forces", "guard", "airforce", "command", "chiefs", "staff", "authorities", "administration", "marines", "fleet", "fighters"]
)  # fmt: skip
_AGENCIES = frozenset(
    [
        "agency",
        "authority",
        "institute",
        "service",
        "office",
        "bureau",
        "directorate",
        "inspectorate",
        "observatory",
        "mission",
        "delegation",
        "customs",
        "council",
    ]
)
_LOCAL = frozenset(
    ["local", "city", "county", "state", "town", "village", "municipal", "regional", "provincial", "district", "port", "harbour", "harbor", "fire", "school", "housing", "water", "cantonal", "borough", "parish", "island", "tribal", "campus", "university", "hospital", "company", "metropolitan", "opposition", "shadow", "student", "students", "election", "electoral", "court", "labour", "trade", "planning", "football", "sports", "ambulance", "parks", "health", "works"]
)  # fmt: skip
_NOT_STATE = frozenset(
    [
        "shadow",
        "opposition",
        "former",
        "ex",
        "rival",
        "independent",
        "opposition's",
        "deputy-mayor",
        "ruling",
        "parliamentary",
        "league",
        "club",
        "party",
    ]
)
_STATE_ROLES = frozenset(
    ["minister", "premier", "chancellor", "ambassador", "envoy", "attache", "attaché", "chargé", "undersecretary", "consul", "diplomat", "ministers", "president", "general", "admiral", "official", "officials", "officer", "officers", "soldier", "soldiers", "troops", "secretary", "negotiator", "spokesman", "spokeswoman", "spokesperson", "adviser", "aide", "aides", "commander", "intelligence", "chief", "delegate", "colonel", "brigadier", "counterpart", "inspectors", "forces"]
)  # fmt: skip
_RANKS = frozenset(
    [
        "gen",
        "lt",
        "col",
        "maj",
        "adm",
        "brig",
        "cmdr",
        "colonel",
        "brigadier",
        "commodore",
        "admiral",
        "lieutenant",
        "major",
        "marshal",
    ]
)
_HEADS_OF_BODIES = frozenset(["president", "chief", "head", "secretary", "chairman", "chairwoman", "officer"])
_SECRETARIES = frozenset(
    [
        "principal",
        "education",
        "foreign",
        "home",
        "defence",
        "defense",
        "treasury",
        "state",
        "interior",
        "commerce",
        "energy",
        "health",
        "transport",
        "finance",
        "cabinet",
        "permanent",
        "agriculture",
        "labor",
        "press",
        "war",
        "relief",
        "justice",
    ]
)
_PAIRS = tuple(
    frozenset(pair.split())
    for pair in (
        "coast guard", "air force", "secret service", "joint chiefs", "civil defence", "civil defense", "civil protection", "border service",
    )
)  # fmt: skip
_OWN = frozenset(
    [
        "court",
        "prosecutor",
        "prosecutors",
        "prosecution",
        "parliament",
        "senate",
        "assembly",
        "judiciary",
        "opposition",
        "bank",
        "election",
        "electoral",
        "fire",
        "union",
        "regulator",
        "commission",
        "watchdog",
        "tribunal",
        "inquiry",
        "ombudsman",
        "committee",
        "panel",
        "federation",
        "league",
        "association",
        "club",
        "jury",
        "broadcaster",
        "television",
    ]
)
_NEVER_STATE = frozenset(
    [
        "court",
        "prosecutor",
        "prosecutors",
        "prosecution",
        "parliament",
        "senate",
        "assembly",
        "bank",
        "union",
        "regulator",
        "opposition",
        "federation",
        "league",
        "association",
        "club",
        "television",
        "broadcaster",
        "committee",
    ]
)
# Countries whose towns, regions or states have forces of their own.
_MANY_POLICES = frozenset(
    ["United States", "United Kingdom", "Germany", "Switzerland", "India", "Australia", "Canada", "Belgium", "Brazil", "Mexico", "Argentina", "Spain", "China", "Pakistan", "United Arab Emirates", None]
)  # fmt: skip
# Countries whose states have governments of their own.
_FEDERAL = frozenset(
    ["United States", "India", "Nigeria", "Germany", "Australia", "Brazil", "Mexico", "Malaysia", "Austria"]
)
_BRANCHES = frozenset(
    [
        "office",
        "branch",
        "bureau",
        "division",
        "unit",
        "laboratory",
        "lab",
        "desk",
        "station",
        "headquarters",
        "sources",
        "source",
    ]
)
_TASKS = frozenset(
    [
        "health",
        "weather",
        "meteorological",
        "met",
        "civil",
        "defence",
        "defense",
        "intelligence",
        "counter-intelligence",
        "counterintelligence",
        "spy",
        "security",
        "space",
        "traffic",
        "mining",
        "navigation",
        "aviation",
        "maritime",
        "statistics",
        "statistical",
        "customs",
        "tax",
        "revenue",
        "border",
        "immigration",
        "geological",
        "geophysical",
        "seismological",
        "nuclear",
        "radiation",
        "disaster",
        "disease",
        "medicines",
        "cyber",
        "privacy",
        "environment",
        "environmental",
        "agriculture",
        "foreign",
        "interior",
        "domestic",
        "emergency",
        "rescue",
        "protection",
        "railway",
        "highway",
        "oceanographic",
        "hydrological",
        "volcanology",
        "drug",
        "drugs",
        "food",
        "migration",
        "pensions",
        "land",
        "antiquities",
        "heritage",
    ]
)
# Names that more than one state uses for an arm of its own.
_SHARED = re.compile(
    r"(?:Coast Guard|National Guard|Central Command|National Security Council|Joint Chiefs(?: of Staff)?|Civil Guard|Border Force"
    r"|National Intelligence Service|Ministry of [A-Z].*|Cabinet Office|Environment Agency|Home Affairs|National Police"
    r"|(?:Agriculture|Education|Transport(?:ation)?|Interior|Labou?r|Energy|Health|Defen[cs]e|Commerce) (?:Department|Ministry)"
    r"|Department (?:of|for) (?!State|Homeland).*|Army|Navy|Air Force|Armed Forces)$"
)
_COMPLETED = frozenset(
    ["ministry", "department", "secretariat", "directorate"]
)  # "the ministry for ecological transition"
_STATE_ITSELF = re.compile(
    r"(?:the )?(?:country|nation|state|government|junta|prime minister|president|republic)(?:'s)?(?: own)?$",
    re.IGNORECASE,
)
_MINISTRY = re.compile(r"(?:Ministry|Institute|Directorate) (?:of|for) ")
_UNITED = {
    "UN": "United Nations",
    "U.N.": "United Nations",
    "EU": "European Union",
    "E.U.": "European Union",
    "NATO": "NATO",
    "Nato": "NATO",
}


def nations_in(text: str, tables: Tables, *, cities: bool = True) -> list[tuple[int, str]]:
    """Countries that the words name: by name, adjective, seat or city, with their places.

    >>> from sayso.reading.tables import load_tables
    >>> nations_in("the North Korean embassy in Vienna", load_tables())
    [(4, 'North Korea'), (28, 'Austria')]
    """
    words = [(match.start(), match[0].removesuffix("'s")) for match in _WORDS.finditer(text)]
    found, n = [], 0
    while n < len(words):
        if words[n][1][0].isupper():
            for size in (4, 3, 2, 1):
                form = " ".join(word for _, word in words[n : n + size])
                name = (
                    tables.countries.get(form)
                    or tables.seats.get(form)
                    or (tables.cities.get(form) if cities else None)
                )
                if name and n + size <= len(words):
                    found.append((words[n][0], name))
                    n += size - 1
                    break
        n += 1
    return found


def nation_in(text: str | None, tables: Tables, *, cities: bool = True) -> str | None:
    """The first country that the words name."""
    found = nations_in(text, tables, cities=cities) if text else []
    return found[0][1] if found else None


def body_party(name: str, tables: Tables, home: str | None = None) -> str | None:
    """The party of a named body, by the tables; None where they do not know it.

    A name that many states use ("the Coast Guard", "the Ministry of Defence") is an arm of `home`, where that is known.

    >>> from sayso.reading.tables import load_tables
    >>> body_party("Pentagon", load_tables()), body_party("UN refugee agency", load_tables()), body_party("Firstway", load_tables())
    ('United States', 'United Nations', None)
    """
    name = straighten(name).removeprefix("the ").removeprefix("The ")
    if home and _SHARED.match(name) and tables.bodies.get(name, home) in tables.nations:
        return home
    if found := tables.bodies.get(name) or tables.nations.get(name) or tables.seats.get(name):
        return found
    first = name.split()[0] if name else ""
    if first in _UNITED:
        return _UNITED[first]
    for known in ("United Nations", "European Commission", "European Union"):
        if known in name:
            return tables.bodies[known]
    bare = re.sub(r"^(?:[A-Z]{2,3}|U\.S\.|U\.K\.) ", "", name)
    return tables.bodies.get(bare)


def shared_name(name: str) -> bool:
    """Whether many states have an arm of this name, so that it tells no country."""
    return bool(_SHARED.match(name))


def party_of_body(found: Description, tables: Tables, setting: Setting) -> str | None:
    """The party of a body that the words describe: its state's, when it is an arm of one; None when it is its own.

    "Rwanda's foreign ministry" is Rwanda; "the Dutch cyber agency" the Netherlands; "Dortmund police" are their own (O1, O2).
    """
    words = [*found.modifiers, *(found.name or "").split()]
    low = {word.lower().removesuffix("'s") for word in words} | ({found.head} if found.head else set())
    phrase = " ".join([found.owner or "", *words, found.head or ""])
    own_nation = nation_in(found.owner, tables) if found.owner else None
    if found.name and (known := body_party(found.name, tables, own_nation or setting.home)):
        return known
    if known := next((_UNITED[word] for word in phrase.replace("'s", "").split() if word in _UNITED), None):
        return known
    owned = body_party(found.owner, tables) if found.owner else None
    if owned in ("United Nations", "European Union", "NATO"):
        return owned
    if found.head in _BRANCHES and (above := _body_before(found, tables)) is not None:
        return above  # "the FBI's Lisbon office"
    nation = nation_in(found.owner, tables) if not found.name else None
    if found.head == "side" and (side := nation_in(phrase, tables, cities=False)) and not found.name:
        return side  # "the Nepali side"
    if "state" in low and "government" in low and not nation and setting.home in _FEDERAL:
        return None  # one of its states
    nation = nation or nation_in(" ".join(words), tables, cities=False)
    if low & {"police"} and not low & _LOCAL:
        return _of_police(low, found, nation, tables, setting)
    national = bool(low & {"national", "federal"})
    if low & _OWN and not low & {"ministry"} and not (national and not low & _NEVER_STATE):
        return None
    executive = bool(low & _EXECUTIVE) or any(pair <= low for pair in _PAIRS)
    if nation:
        return (
            nation
            if (executive or low & (_AGENCIES | {"utility"}) or ({"centre", "center"} & low and low & _TASKS))
            and not low & {"city", "county", "regional", "local"}
            else None
        )
    if low & (_LOCAL - ({"company"} if "state" in low else set())) - {
        "health",
        "works",
        "water",
        "port",
        "labour",
        "trade",
        "state",
        "election",
    } and not low & {"ministry"}:
        return None
    if found.owner and not low & _COMPLETED and (found.owner[0].isupper() or not _STATE_ITSELF.match(found.owner)):
        return None
    return setting.home if _is_national(found, low, executive) else None


def _body_before(found: Description, tables: Tables) -> str | None:
    """The party of the body that the words name before a branch of it."""
    words = [found.owner or "", *(word.removesuffix("'s") for word in found.modifiers)]
    return next((tables.bodies[word] for word in words if word in tables.bodies), None)


def _of_police(low: set[str], found: Description, nation: str | None, tables: Tables, setting: Setting) -> str | None:
    """A country with one police has it as an arm of the state; elsewhere forces are their own."""
    national = bool(low & {"national", "federal"})
    if found.name and found.name.lower() != "police" and not national:
        return None
    town = any(word[0].isupper() and word not in tables.countries for word in found.modifiers) and not national
    if nation is None and (found.owner or town):
        return None
    home = nation or setting.home
    return home if home not in _MANY_POLICES or national else None


def _is_national(found: Description, low: set[str], executive: bool) -> bool:
    """Whether a body named without a country is one of the country the article is set in: "the army", "the weather office"."""
    if {"state", "company"} <= low and found.definite and not found.name:
        return True
    if low & {"hospital", "company", "company's"}:
        return False
    if found.name:
        return found.name.lower() in _EXECUTIVE or bool(_MINISTRY.match(found.name))
    if executive or (low & {"national", "federal"} and low & (_AGENCIES | {"commission", "park"})):
        return True
    if found.owner and _STATE_ITSELF.match(found.owner) and found.head in _AGENCIES:
        return True  # "the prime minister's office", "the country's geophysical institute"
    return bool(found.head in _AGENCIES and low & _TASKS) or (
        found.head in {"agency", "authority", "bureau"} and not low & _LOCAL
    )


def party_of_office(found: Description, tables: Tables, setting: Setting) -> str | None:
    """The party that an office speaks for; None when the person speaks for no state by office.

    "US Defense Secretary" is the United States; "the Texas governor", "a senator" and "US analysts" are not.
    """
    low = {word.lower().removesuffix("'s").rstrip(".") for word in found.modifiers} | (
        {found.head} if found.head else set()
    )
    phrase = " ".join([*found.modifiers, found.owner or ""])
    if found.former or low & _NOT_STATE:
        return None
    if known := next((_UNITED[word] for word in phrase.replace("'s", "").split() if word in _UNITED), None) or next(
        (tables.bodies[w] for w in ("United Nations", "European Commission", "European Union") if w in phrase), None
    ):
        return known
    if (
        above := next((tables.bodies[word] for word in found.modifiers if word in tables.bodies), None)
    ) is not None and not low & {"prosecutor"}:
        return above  # "a WHO official in Lusaka"
    if found.head == "secretary-general" and not found.owner and setting.many:
        return "United Nations"
    if low & {"commission", "Commission"} and "Commission" in found.modifiers:
        return "European Union"
    state = bool(
        low
        & (
            _STATE_ROLES
            - {
                "president",
                "secretary",
                "chief",
                "general",
                "aide",
                "aides",
                "adviser",
                "officer",
                "commander",
                "spokesman",
                "spokeswoman",
                "spokesperson",
                "chancellor",
            }
        )
    )
    state |= bool(low & {"secretary"} and low & _SECRETARIES) or bool(
        low & {"government", "army", "navy", "military", "presidential", "kremlin", "ministry"} and low & _STATE_ROLES
    )
    if low & {
        "mayor",
        "governor",
        "sheriff",
        "senator",
        "mp",
        "police",
        "premier-of",
        "councillor",
        "union",
        "company",
        "state",
        "provincial",
        "regional",
        "county",
        "city",
    }:
        return None
    nation = nation_in(" ".join(found.modifiers), tables, cities=False) or nation_in(found.owner, tables)
    of_a_body = found.head in _HEADS_OF_BODIES and any(
        word[0].isupper()
        and word not in tables.countries
        and word.lower() not in tables.heads
        and word.lower().rstrip(".")
        not in _SECRETARIES | _STATE_ROLES | _EXECUTIVE | _RANKS | {"prime", "vice", "deputy"}
        for word in found.modifiers
    )
    if nation and low & _STATE_ROLES and not of_a_body:
        return nation
    if (
        low & _RANKS
        and not low & {"fire", "port", "attorney", "director", "inspector", "surveyor", "auditor", "prosecutor"}
        and found.name
    ):
        return nation or setting.home
    if found.head == "minister" and not setting.home and found.name:
        return "government"
    if found.owner and found.owner.lower() in (
        "the prime minister",
        "the home secretary",
        "the foreign minister",
        "the president",
        "prime minister",
    ):
        return setting.home
    return (
        setting.home
        if state
        and not low
        & {
            "official",
            "officials",
            "officer",
            "officers",
            "diplomat",
            "diplomats",
            "negotiator",
            "delegate",
            "envoy",
            "counterpart",
            "soldier",
            "soldiers",
        }
        else None
    )
