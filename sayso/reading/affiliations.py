"""What a document says of each of its cast → the state, body or side that they speak for (RULES.md, O1-O4)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from sayso.reading.cast import Character, Text, find_named, own_body
from sayso.reading.descriptions import BODY_WORDS, Description, describe
from sayso.reading.parties import body_party, nations_in, party_of_body, party_of_office
from sayso.reading.setting import Setting
from sayso.reading.tables import Tables, straighten
from sayso.scales import Kind

Find = Callable[[Description, int], Character | None]


def _set(*words: str) -> frozenset[str]:
    return frozenset(word for line in words for word in line.split())


# Whoever has only lived, seen or suffered it speaks for no body, whatever place the words name.
BYSTANDERS = _set(
    "residents resident islanders villagers shopkeepers shoppers fishermen fisherman survivor survivors relatives relative",
    "witnesses witness neighbours neighbors activists activist parents critics detainees tenants customers passengers passenger",
    "colleagues wife widow husband mother father brother sister son daughter family landlord biographer tracker nurse",
    "victim victims patient patients voter voters protesters demonstrators tourist tourists suspect defendant prisoners",
)
# Posts that somebody holds in a body, which the words need not name again.
_POSTS = _set(
    "executive ceo cfo chairman chairwoman spokesman spokeswoman spokesperson manager director founder co-founder president",
    "secretary treasurer superintendent inspector constable sergeant detective technologist coach captain author co-author",
    "scientist chair chief head boss lead leader officer officers ombudsman coordinator delegate convener principal rector",
    "commissioner researcher forecaster organiser organizer headteacher warden dean administrator curator buyer skipper",
)
_FIRM_POSTS = _set("executive ceo cfo founder co-founder chairman chairwoman buyer manager")
# Whoever works for a body without a name of their own.
_HANDS = _set(
    "foreman captain skipper manager managers worker workers employee employees staffer receptionist teller crew"
)
_TIES = _set("in near from to of at for around outside by via between through over the a an and with than")
_NO_ACT = _set("and or in on for where which who that court police street newspaper")
_RANKED = _set(
    "deputy senior chief unnamed the junior assistant vice former acting two three several second spokesman spokeswoman spokesperson"
)
_FREE = _set("former club gang opposition mp senator union mayor governor minister council independent freelance")
_TOPICS = _set("state police party government fire mine plant executive church security crew team press")
_MEMBERS = _set("mp mps senator senators lawmaker lawmakers congressman congresswoman backbencher backbenchers")
_REPORTERS = _set("reporter correspondent editor photographer columnist")
_COUNSEL = _set(
    "lawyer lawyers attorney attorneys barrister solicitor solicitors counsel agent spokesman spokeswoman manager aide aides",
    "representative",
)
_NO_BODY = _set(
    "European Western Eastern Northern Southern Gulf Arab African Asian Latin American Nordic Baltic Balkan Caribbean Central",
    "HR PR IT TV Fire Police Joint Deputy Chief Senior Party Race School Lead Union Committee Former Vice Opposition",
)
_BENCH = (
    (
        _set("sergeant sgt inspector superintendent constable pc dc detective insp policeman policewoman detectives"),
        "police",
    ),
    (_set("judge justice magistrate"), "court"),
    (_set("councillor cllr alderman"), "council"),
    (_set("prosecutor prosecutors"), "prosecution"),
)
_LOCAL_POSTS = _set("mayor mayoress governor prefect collector burgomaster")
_LOCAL = _set("town city village municipal county district borough parish state provincial regional island local")
_UNITS = _set("ward wing unit desk branch team panel rig page department section division crew")
_GENERIC = _set("company firm group chain airline operator charity carrier lender startup")
# Nouns of bodies that a text first names in full: "the Zora boarding school", then "the school".
WHOLES = _set(
    "committee commission council school hospital court tribunal inquiry panel institute centre center university museum estate",
    "station prison church airport port theatre theater festival club league federation association union society foundation park",
    "observatory college laboratory clinic department service authority regulator agency brigade camp district academy trust",
)
_OFFICERS = _set(
    "official officials officer officers soldier soldiers negotiator negotiators inspectors controllers superiors brigadier",
    "gendarme commander commanders source sources aide aides staff",
)
_POLL = _set("poll polling presiding returning election electoral")
_STATELY = _set(
    "government ministry border consular police military army navy security intelligence defence defense presidential palace",
    "cabinet administration federal railway customs immigration interior foreign finance embassy treasury state coastguard",
)
_STATE_PAPERS = _set("federal departmental government ministry ministerial official")
_HOUSE_PAPERS = _set("internal company corporate board in-house")
# Papers that a body keeps or files for itself.
_KEPT_PAPERS = _set(
    "log logbook manifest ledger filing filings minutes invoice invoices email emails payroll manual roster timetable"
)
_AUTHORED = re.compile(
    r"\b(?:by|from|of)\s+(?:the\s|its\s)?(?P<name>[A-Z][\w'&.-]*(?:\s(?:of\s|for\s|the\s|and\s|&\s)?[A-Z][\w'&-]*)*)"
)
_NOISE = re.compile(r"^(?:[A-Z]{2,12}|[A-Z][\w-]*ern|HR|PR|European|African|Asian|Arab|River|Christmas)$")
_LEAKED = re.compile(r"\b(?:leak(?:ed|s)?|anonymous|unsigned)\b", re.IGNORECASE)  # O5: unnamed
_SHOWN = re.compile(r"\b(?:leak|seen by|shown to|obtained|shared with|circulat|anonymous|unsigned)", re.IGNORECASE)


class Affiliations:
    """One document's cast, asked whom each speaks for. `owner` and `antecedent` say whom words without a name point at."""

    def __init__(
        self, text: Text, cast: list[Character], setting: Setting, tables: Tables, owner: Find, antecedent: Find
    ) -> None:
        self.text, self.cast, self.setting, self.tables = text, cast, setting, tables
        self._owner, self._antecedent = owner, antecedent

    def party(self, found: Description, known: Character, at: int) -> str | None:
        """The party by one mention: the document's own words first, then the tables; a named person without any is their own."""
        if known.kind == Kind.OUTLET:
            return known.name
        if known.kind == Kind.ORGANIZATION:
            return self._of_body(found, known, at)
        if not found.former and not (known.kind == Kind.DOCUMENT and _LEAKED.search(found.text)):
            for step in (
                self._by_office,
                self._by_tie,
                self._by_bench,
                self._by_place,
                self._by_post,
                self._by_paper,
                self._by_state,
            ):
                if (party := step(found, known, at)) is not None:
                    return party
        return self._own(known)

    @staticmethod
    def _own(known: Character) -> str | None:
        return known.name if known.kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.OUTLET) and known.named else None

    def settle(self) -> None:
        """Everybody's party by all that the document says of them: the first words that tie them to a body or a state (O1)."""
        for known in self.cast:
            if known.party in (None, known.name) and known.kind != Kind.OUTLET:
                told = (self.party(found, known, at) for at, found in known.described)
                known.party = next((party for party in told if party not in (None, known.name)), self._own(known))
            if known.party is None and known.owner is not None and known.part:
                known.party = known.owner.party
        for known in self.cast:
            known.party = self._whole(known.party, known)

    def _whole(self, party: str | None, known: Character) -> str | None:
        """A party by its body's fullest name, and that body's own party: the WHO's doctor speaks for the United Nations."""
        for _ in range(3):
            if party is None or party in self.tables.nations:
                return party
            if (above := body_party(party, self.tables)) is not None and above != party:
                return above
            others = [each for each in self.cast if each is not known and each.kind == Kind.ORGANIZATION]
            body = next((each for each in others if each.name == party), None) or self._fuller(party, others)
            if body is None or body.party in (None, party):
                return party
            party = body.party
        return party

    @staticmethod
    def _fuller(party: str, others: list[Character]) -> Character | None:
        """The body that a bare noun means: "council" where the document names one council, Tyneford Council."""
        if not party.islower() or " " in party:
            return None
        named = [each for each in others if not each.state and each.tokens and each.tokens[-1].lower() == party]
        return named[0] if len({each.name for each in named}) == 1 else None

    # ---- bodies ----

    def _of_body(self, found: Description, known: Character, at: int) -> str | None:
        party = party_of_body(found, self.tables, self.setting)
        if party is None and found.owner in ("its", "his", "her", "their") and not found.name:
            owner = self._owner(found, at)
            if owner and found.head in ("office", "ministry", "department", "website", "hotline"):
                party = owner.party or owner.name
        return party or (known.name if known.named else None)

    # ---- people ----

    def _by_office(self, found: Description, known: Character, at: int) -> str | None:
        if known.kind not in (Kind.PERSON, Kind.OFFICIAL):
            return None
        return party_of_office(found, self.tables, self._where(at))

    def _where(self, at: int) -> Setting:
        """The setting of one place: a seat that acts right before, "Beijing gave another version: ...", is the state of its offices there."""
        here = self.text.sentence(at)
        for n in (here, here - 1):
            if n < 0:
                break
            start, end = self.text.sentences[n]
            acting = [
                name
                for place, name in nations_in(self.text.text[start : min(end, at)], self.tables, cities=False)
                if self._acts(start + place, start)
            ]
            if acting:
                return replace(self.setting, home=acting[-1])
        return self.setting

    def _acts(self, at: int, opening: int) -> bool:
        """Whether a capital or seat stands for its government: nothing ties it to what stands before."""
        word = re.match(r"[\w'.-]+(?: [A-Z][\w'.-]+)?", self.text.text[at:])
        name = word[0].removesuffix("'s") if word else ""
        if name not in self.tables.seats and name.split(" ")[0] not in self.tables.seats:
            return False
        before = self.text.text[opening:at].rstrip().rsplit(" ", 1)[-1].lower()
        after = re.match(r"[^\s,]+\s(?P<next>[a-z]+)", self.text.text[at:])
        return (
            before not in _TIES
            and not self.text.quoted(at)
            and bool(after)
            and (after["next"] if after else "") not in _NO_ACT
        )

    def _by_tie(self, found: Description, known: Character, at: int) -> str | None:
        """The party of the body that the words tie a speaker to: "its manager", "analysts at the Corvane Centre"."""
        if found.head in BYSTANDERS or found.head in _MEMBERS:
            return None
        if found.owner in ("our", "my") and found.head in _REPORTERS:
            return self.setting.outlet
        owner = self._owner(found, at)
        if owner is not None and owner.kind == Kind.ORGANIZATION:
            if not (owner.state and known.kind in (Kind.GROUP, Kind.OFFICIAL)):
                return owner.party or owner.name
        elif owner is not None and owner.kind == Kind.PERSON:
            if found.head in _COUNSEL or found.head is None or known.kind == Kind.DOCUMENT:
                return owner.party or owner.name
            if known.kind != Kind.GROUP and found.head and "kin" not in self.tables.heads.get(found.head, ()):
                return owner.party
        elif found.owner and owner is None:
            inner = describe(found.owner, self.tables, common=self.text.common)
            if inner.name and (inner.shape in ("body", "outlet") or (inner.shape == "maybe" and not inner.head)):
                return party_of_body(inner, self.tables, self.setting) or inner.name
            if found.head in _COUNSEL and inner.head and not inner.name and not inner.pronoun:
                return _plain(inner.text)
            kinds = self.tables.heads.get(inner.head or "", frozenset())
            if "body" in kinds and known.kind != Kind.GROUP:
                party = self._unit(inner, at) or party_of_body(inner, self.tables, self.setting)
                return party or self._whole_noun(inner, at) or _plain(inner.text)
        return self._by_modifiers(found, known, at)

    def _whole_noun(self, inner: Description, at: int) -> str | None:
        """The body that a bare noun means, by the words that the text has for it elsewhere: "the committee's chair"."""
        if inner.modifiers or inner.owner or inner.head not in WHOLES:
            return None
        return self.text.fullest(inner.head, at)

    def _unit(self, inner: Description, at: int) -> str | None:
        """A part of a body speaks for the body: "the head of the infectious ward" for the hospital."""
        return self._employer(at) if inner.head in _UNITS and not inner.owner else None

    def _by_modifiers(self, found: Description, known: Character, at: int) -> str | None:
        """ "A Plains Trust officer", "a court official", "park director"."""
        capitals = [
            word
            for word in found.modifiers
            if word[0].isupper()
            and word not in _NO_BODY
            and word.lower() not in self.tables.heads
            and word.lower() not in _LOCAL_POSTS | _LOCAL
            and word not in self.tables.countries
        ]
        if capitals:
            national = [word for word in found.modifiers if word in self.tables.countries or word in capitals]
            if (
                len(national) > len(capitals)
                and len(capitals) > 1
                and body_party(" ".join(capitals), self.tables)
                not in (
                    self.tables.countries.get(national[0]),
                    "United Nations",
                )
            ):
                return " ".join(national)  # "Philippine Red Cross president": the national society, not the world's
            whole = " ".join(capitals)
            named = find_named(self.cast, whole, Kind.ORGANIZATION)
            if named and named.kind == Kind.ORGANIZATION and not named.state:
                return named.party or named.name
            if (party := body_party(whole, self.tables)) is not None:
                return party
            if found.head in _POSTS and whole not in self.tables.cities:
                return whole
        bodies = [word.lower() for word in found.modifiers if "body" in self.tables.heads.get(word.lower(), ())]
        if not bodies or found.owner or bodies[-1] in _TOPICS:
            return None
        rest = tuple(word for word in found.modifiers if word.lower() != bodies[-1] and word.lower() in self.text.lower)
        inner = Description(" ".join(found.modifiers), head=bodies[-1], definite=True, modifiers=rest)
        body = self._antecedent(inner, at)
        if body is not None and bodies[-1] in body.heads | {token.lower() for token in body.tokens}:
            return body.party or body.name
        if (party := party_of_body(inner, self.tables, self.setting)) is not None:
            return party
        if bodies[-1] in _GENERIC and (employer := self._employer(at)) is not None:
            return employer
        kept = [word.lower() for word in found.modifiers if word.lower() not in _RANKED]
        if len(kept) == 1 and kept[0] in WHOLES and (fullest := self.text.fullest(kept[0], at)) is not None:
            return fullest
        return " ".join(kept) if known.kind == Kind.PERSON or found.head in _OFFICERS else None

    def _by_bench(self, found: Description, known: Character, at: int) -> str | None:
        """Police ranks, judges, councillors and prosecutors: their force, court, council or service (O2)."""
        words = _words(found)
        if known.kind != Kind.PERSON or words & {"school", "health", "building", "marine", "accident"}:
            return None
        if "fire" in words:
            return self._force("fire", at) or self.setting.town or "fire service"
        if words & {"inspector", "superintendent"} and not re.search(r"\bpolice\b", self.text.text, re.IGNORECASE):
            return self._force("inspectorate", at) or self.text.fullest(
                "inspectorate", at
            )  # of labour, of schools: no police is spoken of
        for ranks, body in _BENCH:
            if words & ranks and not (words & {"superintendent"} and "chool" in self.text.text):
                force = self._force(body, at)
                return force or (self._prosecution(found) if body == "prosecution" else self._placed(body))
        return None

    def _force(self, noun: str, at: int) -> str | None:
        """The body that bears a noun in its name or its description: "police" for Kasten Police."""
        near = [
            each
            for each in self.cast
            if each.kind == Kind.ORGANIZATION
            and (noun in each.heads or (each.named and noun in (token.lower() for token in each.tokens)))
            and each.last_before(at)
        ]
        return (near[-1].party or near[-1].name) if near else None

    def _placed(self, noun: str) -> str:
        """A body known by its noun alone, with the town that the article is set in: "Kasten police"."""
        return f"{self.setting.town} {noun}" if self.setting.town and noun in ("police", "council") else noun

    def _prosecution(self, found: Description) -> str:
        place = [
            w for w in found.modifiers if w[0].isupper() and w.lower() not in ("state", "public", "chief", "senior")
        ]
        home = next(
            (
                form
                for form, name in self.tables.countries.items()
                if name == self.setting.home and form not in self.tables.nations
            ),
            "",
        )
        return f"{' '.join(place) or home} prosecution service".strip()

    def _by_place(self, found: Description, _known: Character, at: int) -> str | None:
        """Mayors, governors and local officers: the town or region they hold office in (O1)."""
        words = _words(found)
        if "sheriff" in words:
            return f"{self.setting.town} Sheriff's office" if self.setting.town else "Sheriff's office"
        local = words & _LOCAL and words & (_OFFICERS | _POSTS | {"minister", "commissioner", "clerk", "engineer"})
        if not (words & _LOCAL_POSTS or local) or words & {"bank"}:
            return None
        if "governor" in words and not found.owner and "central bank" in self.text.text:
            return self._force("bank", at) or "central bank"
        if found.owner and (place := re.search(r"[A-Z][\w'-]*(?: [A-Z][\w'-]*)*", found.owner)):
            return place[0]
        capitals = [
            word
            for word in found.modifiers
            if word[0].isupper() and word.lower() not in self.tables.heads and word.lower() not in _LOCAL
        ]
        if capitals:
            return " ".join(capitals)
        return straighten(self.setting.outlet or "") if own_body(self.setting.outlet) else self.setting.town

    def _by_post(self, found: Description, known: Character, at: int) -> str | None:
        """A post whose body stands elsewhere: the body that the article has just spoken of."""
        words = _words(found)
        bare = not found.modifiers and not found.owner and found.head in _HANDS
        if bare and (known.kind == Kind.OFFICIAL or (known.kind == Kind.PERSON and not known.named)):
            return self._employer(at, private=True)
        if words & _FREE or not words & _POSTS or not known.named or known.kind != Kind.PERSON:
            return None
        if own_body(self.setting.outlet):
            return straighten(self.setting.outlet or "")
        return self._employer(at, private=bool(words & _FIRM_POSTS))

    def _by_paper(self, found: Description, known: Character, at: int) -> str | None:
        """A document speaks for whoever made it, when the words say who: "modelling by the Hotspot Institute", "an internal memo"."""
        if known.kind != Kind.DOCUMENT or _SHOWN.search(found.text):
            return None
        if author := _AUTHORED.search(found.text):
            named = find_named(self.cast, author["name"])
            if named is not None and not named.state:
                return named.party or named.name
        if found.owner in ("our", "my") and own_body(self.setting.outlet):
            return straighten(self.setting.outlet or "")
        words = _words(found)
        if words & _HOUSE_PAPERS or (found.head in _KEPT_PAPERS and not found.owner):
            return self._employer(at)
        return self.setting.home if words & _STATE_PAPERS else None

    def _by_state(self, found: Description, known: Character, at: int) -> str | None:
        """Unnamed officials of an executive arm: the country they are named with, else the one the article is set in (O2)."""
        if known.kind not in (Kind.OFFICIAL, Kind.GROUP) or found.head not in _OFFICERS:
            return None
        words = _words(found)
        if words & _POLL:
            return self.text.fullest("commission", at)
        if words & _set(
            "race match club team league festival western european gulf union company party court another captured former hospital school crew"
        ):
            return None
        if not words & _STATELY and (found.head in ("source", "sources", "aide", "aides", "staff")):
            return None
        return self.setting.home

    # ---- what stands around ----

    def _employer(self, at: int, *, private: bool = False) -> str | None:
        """The body that an article has just spoken of, for one whose post has no body beside it: "chief executive Ida Moe"."""
        here = self.text.sentence(at)
        near = [
            (place.start, each)
            for each in self.cast
            if each.kind == Kind.ORGANIZATION
            and not each.state
            and not (private and (each.party or each.name) in self.tables.nations.values())
            and not _NOISE.search(each.name)
            and each.name not in self.tables.countries
            and (
                each.heads
                or len(each.places) > 1
                or any(place.speaks for place in each.places)
                or each.tokens[-1].lower() in BODY_WORDS
            )
            and (place := each.last_before(at))
            and here - self.text.sentence(place.start) <= 4
        ]
        best = max(near, key=lambda entry: entry[0], default=None)
        return (best[1].party or best[1].name) if best else None


def _words(found: Description) -> set[str]:
    return {word.lower().rstrip(".") for word in found.modifiers} | {found.head or ""}


def _plain(words: str) -> str:
    return re.sub(r"^(?:the|a|an)\s", "", re.sub(r"'s?$", "", words.strip()), flags=re.IGNORECASE)
