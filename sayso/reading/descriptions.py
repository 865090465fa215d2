"""The words that name a source → what they say: a pronoun, a name, a head noun, whose it is, whether the name is withheld."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sayso.reading.tables import Tables, straighten

_WORD = re.compile(r"(?:[A-Z]\.){2,}(?:'s)?|[A-Z][a-z]{0,3}\.(?=\s[A-Z])|[^\W_](?:[\w'&.-]*[\w&])?(?:'(?=\s|$))?|&|\S")
_TAIL = re.compile(
    r",?\s+(?:who|which|whom|whose|that|speaking|citing|granted|asked|reached|dated|seen|published|released|shared|shown"
    r"|obtained|reviewed|leaked|based|posted|stationed|governed|working|involved|polled|aged|familiar|briefed|close|(?:a copy )?of which"
    r"|known|calling|circulated|commissioned|sent|signed|hired|compiled|made public|identified|quoted|interviewed|contacted|poisoned|attached|to which|with (?:direct )?knowledge|now|on condition)\b.*"
    r"|\s+[a-z-]+(?:ed|ing)\s(?:to|with|by|at|on|in|from|for|through|last|this|late|early|the|a|his|her|their|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b.*",
    re.DOTALL,
)
_ALIAS = re.compile(
    r"(?:known (?:only )?as|calling (?:it|him|her|them)sel(?:f|ves)|goes by|surnamed|called only|only as|posts as|named) ['\"“]?(?P<name>(?:[A-Z0-9][\w-]*)(?: (?:of )?[A-Z][\w-]*)*)"
)
_WITHHELD = re.compile(
    r"anonym|not to be (?:named|identified)|(?:not|nor) (?:be|wish to be|want to be) (?:named|identified)|unnamed|unidentified"
    r"|declined to be (?:named|identified)|not authori[sz]ed|familiar with|(?:with|had) (?:\w+ )?knowledge of|with (?:direct )?knowledge|briefed on|close to"
    r"|asked (?:us )?not to|did not (?:give|want) (?:\w+ )?names?|involved in the|spoke on condition|whose name|to use their names",
    re.IGNORECASE,
)  # fmt: skip
PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f", "it": "n", "its": "n",
    "itself": "n", "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p", "i": "i", "me": "i", "my": "i", "we": "w",
    "us": "w", "our": "w", "ours": "w", "who": "r", "which": "r", "you": "i", "both": "p", "neither": "p", "all": "p", "another": "a",
}  # fmt: skip
_DETERMINERS = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "some", "any", "no", "one", "each", "every", "several", "many", "most", "few", "other", "another", "same", "both", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozens", "hundreds", "thousands"]
)  # fmt: skip
_DEFINITE = frozenset(["the", "this", "that", "these", "those"])
_NUMBERS = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "dozens",
        "hundreds",
        "several",
        "some",
        "many",
        "both",
        "few",
        "most",
        "other",
        "thousands",
    ]
)
TITLES = frozenset(
    ["mr", "mrs", "ms", "mx", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "baroness", "rev", "father", "fr", "sister", "brother", "gen", "lt", "col", "cmdr", "maj", "sgt", "capt", "cpl", "adm", "brig", "general", "major", "colonel", "captain", "lieutenant", "commander", "sergeant", "admiral", "brigadier", "commodore", "marshal", "sen", "rep", "gov", "pres", "judge", "justice", "imam", "sheikh", "sheik", "rabbi", "chief", "cllr", "councillor", "pc", "dc", "di", "insp", "me", "master", "ambassador", "inspector", "constable", "superintendent", "president", "pope", "hon"]
)  # fmt: skip
_PREPOSITIONS = frozenset(
    [
        "of",
        "for",
        "at",
        "in",
        "from",
        "with",
        "on",
        "to",
        "by",
        "near",
        "aboard",
        "outside",
        "inside",
        "across",
        "behind",
        "representing",
        "around",
        "against",
        "between",
        "about",
    ]
)
_JOINERS = frozenset(
    [
        "of",
        "for",
        "the",
        "and",
        "&",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "on",
        "to",
        "d'",
        "und",
        "y",
        "e'",
    ]
)
BODY_WORDS = frozenset(
    ["ministry", "department", "office", "agency", "institute", "bank", "university", "college", "school", "hospital", "service", "union", "federation", "association", "council", "committee", "commission", "board", "court", "authority", "party", "front", "league", "club", "company", "group", "ltd", "inc", "plc", "corp", "llc", "co", "gmbh", "ag", "sa", "foundation", "trust", "society", "network", "organization", "organisation", "fund", "bureau", "center", "centre", "laboratory", "lab", "police", "force", "guard", "patrol", "navy", "army", "department", "congress", "senate", "parliament", "assembly", "house", "forum", "alliance", "coalition", "movement", "campaign", "doctors", "mothers", "friends", "workers", "nurses", "teachers", "lawyers", "parents", "farmers", "fishermen", "airlines", "airways", "air", "energy", "petroleum", "oil", "gas", "power", "water", "rail", "railway", "railways", "foods", "motors", "motor", "steel", "holdings", "capital", "partners", "systems", "robotics", "pharma", "technologies", "software", "labs", "media", "bank", "insurance", "shipping", "lines", "logistics", "industries", "international", "administration", "academy", "museum", "gallery", "theatre", "festival", "church", "embassy", "treasury", "exchange", "station", "observatory", "airport", "port", "works", "watch", "rights", "action", "aid", "relief", "observer", "mission", "operations", "command", "fleet", "corps", "brigade", "intelligence", "prosecution", "registry", "archive", "gazette", "brands", "stores", "supermarkets", "cement", "cements", "mining", "minerals", "foods", "dairy", "creamery", "brewery", "pumps", "tools", "electronics", "mobile", "telecom", "guild", "grid", "crescent", "cross", "national", "united", "royal", "federal", "central", "general", "global", "world", "european", "american", "british", "first", "great", "communications", "analytics", "consulting", "economics", "insight", "research", "studies", "survey", "prison", "zoo", "park", "council's"]
)  # fmt: skip
_PAPER = re.compile(
    r"\b(?:News|Times|Post|Herald|Tribune|Gazette|Chronicle|Radio|TV|Television|Broadcasting|Newspaper|Daily|Weekly|Mail|Telegraph|Courier|Journal|Dispatch|Mirror|Observer|Examiner|Inquirer|Beacon|Bulletin|Nieuws|Zeitung|Dagblad|Diário|Diario)\b"
)


@dataclass(frozen=True, slots=True)
class Description:
    """What the words of a source say by themselves."""

    text: str  # the words, without clauses and outer marks
    pronoun: str | None = None
    name: str | None = None
    shape: str | None = None  # of the name: person, maybe (one), body, outlet, state, place
    head: str | None = None  # the noun, in small letters
    modifiers: tuple[str, ...] = ()
    owner: str | None = None  # whose: "Rwanda", "its", "the Ministry of Defence"
    definite: bool = False
    plural: bool = False
    withheld: bool = False
    former: bool = False
    gender: str | None = None


def describe(
    text: str, tables: Tables, *, opening: bool = False, common: Callable[[str], bool] = lambda _: False
) -> Description:
    """Source words → what they say. `opening`: they open a sentence, where a capital means little.

    >>> from sayso.reading.tables import load_tables
    >>> found = describe("Health minister Lena Hoekstra", load_tables(), opening=True)
    >>> found.name, found.head, found.modifiers
    ('Lena Hoekstra', 'minister', ('Health',))
    """
    straight = straighten(text).strip(" ,;:—–-\n\t.").strip('“”"').strip(" ,;:")
    straight = re.sub(r"\s(?:himself|herself|itself|themselves|alone)$", "", straight) if " " in straight else straight
    withheld = bool(_WITHHELD.search(straight))
    pronoun = straight.lower()
    if pronoun in PRONOUNS or pronoun in ("he himself", "she herself", "both sides", "neither side"):
        return Description(straight, pronoun=pronoun.split()[0], plural=PRONOUNS.get(pronoun) == "p")
    if (first := straight.split(",")[0].split(" who")[0].lower()) in PRONOUNS:
        return Description(straight, pronoun=first)
    alias = _ALIAS.search(straight)
    main = _cut_tail(straight)
    parts = [
        part.strip() for part in re.split(r",\s+|\s+[–—]\s+|,$", main) if part.strip() and not part.strip().isdigit()
    ]
    reader = _Reader(tables, common)
    found = _apposed(parts, reader, opening) or reader.phrase(parts[0] if parts else main, opening)
    name = alias["name"] if alias else found.name
    shape = found.shape if found.name else ("person" if reader.is_person(found.head) else "body") if name else None
    return Description(
        straight, None, name, shape, found.head, found.modifiers, found.owner, found.definite, found.plural,
        withheld, found.former, found.gender,
    )  # fmt: skip


def _cut_tail(words: str) -> str:
    """Without the clause that follows the noun: "a person who knows" is "a person"; "a leaked log" stays."""
    at = 0
    while (tail := _TAIL.search(words, at)) is not None:
        main = words[: tail.start()].strip(" ,")
        if main and not all(word.lower() in _DETERMINERS for word in main.split()):
            return main
        at = tail.start() + 2
    return words


def _apposed(parts: list[str], reader: _Reader, opening: bool) -> Description | None:
    """ "The operator, Firstway" and "Dana Ostrow, president": a name beside what it is; None when there is no such pair."""
    if len(parts) < 2:
        return None
    first, rest = reader.phrase(parts[0], opening), parts[1:]
    if first.name and not first.head and first.shape not in ("state", "place"):
        second = reader.phrase(rest[0], False)
        if second.head:
            shape = "person" if reader.is_person(second.head) else first.shape
            owner = second.owner or (second.name if second.name != first.name else None)
            return Description(
                "",
                None,
                first.name,
                shape,
                second.head,
                second.modifiers,
                owner,
                True,
                gender=first.gender or second.gender,
            )
        return first
    for part in rest:
        second = reader.phrase(part, False)
        if second.name and second.shape not in ("state", "place") and part[:1].isupper() | bool(second.head):
            head = first.head or second.head
            given = second.name.split()[0].lower() in reader.tables.given
            shape = (
                "person"
                if reader.is_person(head) or given or (second.shape == "person" and not second.head)
                else "body"
                if head and second.shape != "outlet"
                else second.shape
            )
            owner = second.owner or first.owner or first.name
            return Description(
                "",
                None,
                second.name,
                shape,
                head,
                first.modifiers,
                owner,
                True,
                former=first.former,
                gender=second.gender or first.gender,
            )
    return None


class _Reader:
    """Noun phrases, by the tables."""

    def __init__(self, tables: Tables, common: Callable[[str], bool]) -> None:
        self.tables = tables
        self.common = common

    def kinds(self, head: str | None) -> frozenset[str]:
        """The classes of a head noun, plural or compound."""
        if not head:
            return frozenset()
        heads = self.tables.heads
        return (
            heads.get(head) or heads.get(head.rsplit("-", 1)[-1]) or heads.get(head.rsplit(" ", 1)[-1]) or frozenset()
        )

    def is_person(self, head: str | None) -> bool:
        """Whether the noun names a person before it can name a body."""
        found = self.kinds(head)
        if "body" in found and found & {"private", "withheld"}:
            return False  # "the owner", "a dealer": a firm or a person, which the name has to tell
        return bool(found & {"private", "withheld", "spokes", "kin"}) or (bool(head) and self._agent(head or ""))

    @staticmethod
    def _agent(head: str) -> bool:
        return (
            bool(re.search(r"(?:ist|ician|logist|man|woman|person|ologist|keeper|maker's|grapher|nomist)$", head))
            and len(head) > 4
        )

    def phrase(self, part: str, opening: bool) -> Description:
        """One noun phrase without commas."""
        words = [match[0] for match in _WORD.finditer(part) if match[0] not in (".", "UTC", "GMT")]
        if not words:
            return Description(part)
        whole = " ".join(words[1:] if words[0].lower() == "the" and len(words) > 1 else words)
        if whole in self.tables.nations or whole in self.tables.seats:
            return Description(part, None, whole, "state", definite=True)
        definite, plural, former, owner = False, False, False, None
        words, owner, definite = self._possessor(words, opening)
        if owner and not words:
            return self.phrase(owner, opening)
        while words and (words[0].lower() in _DETERMINERS or words[0].isdigit()) and len(words) > 1:
            if words[0] == "The" and not opening and " ".join(words) in self.tables.outlets:
                break
            definite |= words[0].lower() in _DEFINITE
            plural |= words[0].lower() in _NUMBERS or words[0].isdigit()
            opening = opening and words[0][0].isupper() and words[0].lower() not in _DETERMINERS
            words = words[1:]
        while len(words) > 1 and words[0].lower() in (
            "former",
            "ex",
            "own",
            "late",
            "then",
            "retired",
            "outgoing",
            "acting",
            "even",
        ):
            former |= words[0].lower() in ("former", "ex", "retired", "late")
            words, opening = words[1:], False
        if words[0] == "of" and len(words) > 1:
            return Description(part, head="of", owner=" ".join(words[1:]), plural=plural)
        base, complement = self._split(words, opening)
        if (
            complement
            and base
            and self.is_person(base[-1].lower())
            and (late := re.match(r"(?P<of>(?:[a-z-]+ )+)(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)+)$", complement))
        ):
            named = self.phrase(late["name"], False)
            if named.shape in ("person", "maybe"):
                return Description(
                    part,
                    None,
                    late["name"],
                    "person",
                    base[-1].lower(),
                    tuple(base[:-1]),
                    owner or late["of"].strip(),
                    True,
                    gender=named.gender,
                )
        return self._core(base, complement, owner, opening, definite or owner is not None, plural, former)

    def _possessor(self, words: list[str], opening: bool) -> tuple[list[str], str | None, bool]:
        first = words[0].lower()
        if first in ("its", "his", "her", "their", "our", "my") and len(words) > 1:
            return words[1:], first, True
        cut = max((n for n, word in enumerate(words) if word.endswith(("'s", "s'")) and len(word) > 2), default=-1)
        if cut < 0 or (any(word.lower() in _PREPOSITIONS for word in words[:cut]) and cut < len(words) - 1):
            return words, None, False
        whole = " ".join(words)
        if whole in self.tables.bodies or whole.removeprefix("the ").removeprefix("The ") in self.tables.bodies:
            return words, None, False
        owner = " ".join([*words[:cut], words[cut].removesuffix("'s").removesuffix("'")])
        if owner.startswith(("The ", "A ", "An ")) and owner not in self.tables.outlets:
            owner = owner[0].lower() + owner[1:]
        if (
            cut + 1 < len(words)
            and words[cut + 1][0].isupper()
            and words[cut][0].isupper()
            and words[-1].lower() in BODY_WORDS
            and cut > 0 - opening
            and owner not in self.tables.countries
            and owner not in self.tables.seats
        ):
            return words, None, False  # "the Allied Drivers' Union", "Doctors' Forum": one name
        return words[cut + 1 :], owner, True

    def _split(self, words: list[str], opening: bool) -> tuple[list[str], str | None]:
        """At the first preposition that is not inside a name."""
        for n, word in enumerate(words):
            if n and word in _PREPOSITIONS and n + 1 < len(words):
                before = words[n - 1]
                after = next((w for w in words[n + 1 :] if w.lower() not in ("the", "a")), "")
                joined = (
                    word in ("of", "for", "on")
                    and before[0].isupper()
                    and after[:1].isupper()
                    and not (n == 1 and opening and before.lower() not in BODY_WORDS)
                    and (
                        before.lower() in BODY_WORDS
                        or before.lower().rstrip("s") in BODY_WORDS
                        or any(w.lower() in BODY_WORDS for w in words[:n])
                    )
                    and before.lower() not in ("officials", "police")
                )
                if not joined:
                    return words[:n], " ".join(words[n + 1 :])
        return words, None

    def _core(
        self,
        base: list[str],
        complement: str | None,
        owner: str | None,
        opening: bool,
        definite: bool,
        plural: bool,
        former: bool,
    ) -> Description:
        start = len(base)
        while start and (
            base[start - 1][0].isupper()
            or (base[start - 1][0].isdigit() and start < len(base))
            or (base[start - 1] in _JOINERS and start < len(base))
        ):
            start -= 1
        while start < len(base) and base[start] in _JOINERS:
            start += 1
        if opening and start == 0 and base and self._plain_opener(base):
            start = 1
        run, before = base[start:], base[:start]
        run, roles = self._untitled(run, opening and start == 0)
        before = before + roles
        gender = self._gender([*before, *run])
        whose = owner or complement
        if not run:
            head = base[-1].lower() if base else None
            head, modifiers = (f"{head}", tuple(base[:-1]))
            return Description(
                " ".join(base),
                None,
                None,
                None,
                head,
                modifiers,
                whose,
                definite,
                plural or head in self.tables.plurals,
                False,
                former,
                gender,
            )
        if (
            run[-1].lower() in self.tables.heads
            and self.is_person(run[-1].lower())
            and len(run) <= 4
            and not (len(run) > 1 and _PAPER.search(run[-1]))
            and not self._given(run[0])
        ):
            return Description(
                " ".join(base), None, None, None, run[-1].lower(), (*before, *run[:-1]), whose, definite, run[-1].lower() in self.tables.plurals,
                False, former, gender,
            )  # fmt: skip
        name = " ".join(run)
        before = [w for w in before if w != "."]
        head = next(
            (w.lower() for w in reversed(before) if self.kinds(w.lower()) or self._agent(w.lower())),
            before[-1].lower() if before else None,
        )
        shape_of = self.shape(name, head)
        if whose and base and base[0][0].isupper() and shape_of == "maybe":
            shape_of = "person"  # "Siv Aune at Fjordkapital"
        shape = "person" if roles and (self._personal(roles[-1]) or opening) else shape_of
        modifiers = tuple(w for w in before if w.lower() != head)
        head = head.rstrip(".") if head else None
        return Description(
            " ".join(base), None, name, shape, head, modifiers, whose, definite, False, False, former, gender
        )

    def _plain_opener(self, base: list[str]) -> bool:
        """Whether the first word of a sentence has its capital only from standing there."""
        word = base[0].lower()
        if (
            base[0] in self.tables.countries
            or base[0] in self.tables.seats
            or self._given(base[0])
            or (base[0].isupper() and len(base[0]) > 1)
        ):
            return False
        if len(base) > 1 and base[1][0].islower() and base[1] not in _JOINERS:
            return True
        return (bool(self.kinds(word)) and word not in TITLES) or self.common(word)

    def _untitled(self, run: list[str], opening: bool) -> tuple[list[str], list[str]]:
        """A run of capitals without the titles and roles before the name."""
        cut = 0
        for n, word in enumerate(run[:-1]):
            bare = word.lower().rstrip(".")
            titled = bare in TITLES or bool(self.kinds(bare) & {"private", "withheld", "spokes"})
            if titled and (
                bare not in BODY_WORDS or self._given(run[n + 1])
            ):  # "General Lena Moe", not "General Motors"
                cut = n + 1
        if not cut and len(run) > 2 and opening and not self._given(run[0]) and self._given(run[1]):
            cut = 1
        if cut and run[-1].lower() in BODY_WORDS and not any(run[0].lower().rstrip(".") in TITLES for _ in [0]):
            cut = 0
        if cut < len(run) and run[cut] in _JOINERS:
            return run, []
        return run[cut:], run[:cut]

    def _personal(self, role: str) -> bool:
        bare = role.lower().rstrip(".")
        return bare in TITLES or self.is_person(bare)

    def _given(self, word: str) -> bool:
        return word.lower() in self.tables.given or word.lower().split("-")[0] in self.tables.given

    def _gender(self, words: list[str]) -> str | None:
        for word in words:
            bare = word.lower().rstrip(".")
            if bare in ("mr", "sir", "lord", "father", "king", "prince", "sheikh") or (
                bare.endswith("man") and bare not in ("woman", "ombudsman") and not bare.endswith("woman")
            ):
                if word[0].isupper() and bare.endswith("man") and bare not in self.tables.heads:
                    continue
                return "m"
            if bare in (
                "mrs",
                "ms",
                "miss",
                "dame",
                "lady",
                "baroness",
                "sister",
                "queen",
                "princess",
                "actress",
            ) or bare.endswith("woman"):
                return "f"
            if bare in ("mother", "widow", "wife", "daughter", "aunt", "grandmother", "girl", "midwife"):
                return "f"
            if bare in ("husband", "son", "brother", "uncle", "grandfather", "boy", "fisherman"):
                return "m"
        for word in words:
            if word[0].isupper() and (
                found := self.tables.given.get(word.lower()) or self.tables.given.get(word.lower().split("-")[0])
            ):
                return found
        return None

    def shape(self, name: str, head: str | None) -> str:
        """What kind of thing bears the name: person, body, outlet, state."""
        tables, words = self.tables, name.split()
        if head and self.is_person(head):
            return "person"
        kinds = self.kinds(head)
        if (
            "outlet" in kinds
            or name in tables.outlets
            or "the " + name in tables.outlets
            or "The " + name in tables.outlets
        ):
            return "outlet"
        if name in tables.bodies:
            return "body"
        if name in tables.nations or name in tables.seats:
            return "state"
        if name in tables.cities:
            return "place"
        if kinds & {"body"}:
            return "person" if kinds & {"private", "withheld"} and self._given(words[0]) else "body"
        if len(words) > 1 and _PAPER.search(name) and words[-1].lower() != "office":
            return "outlet"
        if (
            any(w.lower().rstrip(".") in BODY_WORDS for w in words)
            or "&" in words
            or any(w in ("of", "for", "and") for w in words)
        ):
            return "body"
        if self._given(words[0]):
            return "person"
        if (
            1 < len(words) <= 4
            and all((w[0].isupper() and not w.isupper()) or w in _JOINERS for w in words)
            and not head
        ):
            return "maybe"
        return "body"
