"""Source spans, cast → who speaks: a name, a kind and a party for every attribution (RULES.md, O1-O5)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources

from sayso.reading.affiliations import WHOLES, Affiliations
from sayso.reading.cast import Character, Place, Text, find_named, kind_of_shape, note, opens_sentence, own_body, rename
from sayso.reading.descriptions import PRONOUNS, Description, describe
from sayso.reading.parties import body_party, nation_in
from sayso.reading.setting import Setting
from sayso.reading.tables import Tables
from sayso.reading.tokens import word_set
from sayso.scales import Kind

_OWN_VOICE = frozenset(
    ["office", "hotline", "headquarters", "website-outlet", "response", "reply", "position", "line", "calls", "desk", "phone", "count", "explanation", "voice", "account", "delegation-own"]
)  # fmt: skip
_COMPANY = frozenset(
    ["company", "firm", "operator", "maker", "manufacturer", "group", "carrier", "airline", "bank", "lender", "insurer", "retailer", "chain", "charity", "agency", "organisation", "organization", "contractor", "builder", "supplier", "dealer", "platform", "startup", "start-up", "union", "federation", "association", "league", "club", "party", "ngo", "nonprofit", "watchdog", "network", "foundation", "developer", "owner", "importer", "grocer", "exchange", "utility", "body", "outfit", "business", "hospital", "school", "university", "council", "board", "hotel", "brewery", "brand", "producer", "shipper", "railway", "studio", "publisher", "vendor", "provider", "auditor", "institute", "laboratory", "lab", "centre", "center", "team", "campaign", "movement"]
)  # fmt: skip
# Bodies of a sort of their own: what one of these words means is no firm, and no body of another of these sorts.
_SORTS = word_set(
    "union federation association league club party ngo charity watchdog council board hospital school university institute auditor insurer"
)
_PAPERS = frozenset(
    [
        "paper",
        "newspaper",
        "magazine",
        "daily",
        "weekly",
        "channel",
        "broadcaster",
        "station",
        "site",
        "website",
        "portal",
        "outlet",
        "agency",
        "radio",
        "journal",
        "tabloid",
        "publication",
        "report",
        "newswire",
        "blog",
    ]
)
_UNNAMED_BODY = frozenset(["residents", "locals"])


_GIVEN_BY = re.compile(
    r"(?:[\w'-]+ ){0,4}(?:counts?|tall(?:y|ies)|tolls?|figures?|numbers?|estimates?|statements?|updates?|briefings?|accounts?|lists?|details|information)"
    r" (?:given|released|issued|provided|shared|announced|published|offered|supplied|read out|put out|made public)(?: [\w-]+){0,4}? by (?=\w)"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks one attribution."""

    name: str | None
    kind: Kind
    party: str | None
    character: Character | None = None


class Speakers:
    """The cast of one document, asked for each source in order of the text."""

    def __init__(self, text: Text, cast: list[Character], setting: Setting, tables: Tables) -> None:
        self.text, self.cast, self.setting, self.tables = text, cast, setting, tables
        self.last: Character | None = None
        self.affiliations = Affiliations(text, cast, setting, tables, self._owner, self._antecedent)

    # ---- one source ----

    def find(
        self,
        start: int,
        end: int,
        content: Sequence[tuple[int, int]] = (),
        parent: Character | None = None,
        before: Character | None = None,
    ) -> Voice:
        """The speaker named at `[start, end)`. `parent`: who says it, when this source is inside somebody's words."""
        if given := _GIVEN_BY.match(self.text.text, start, end):
            start = given.end()  # "the latest count given by the harbour master": the harbour master (O4)
        found = describe(
            self.text.text[start:end], self.tables, opening=self.text.opens(start), common=self.text.common
        )
        self.last = before
        if found.pronoun:
            known = self._pronoun(found.pronoun, start, end, content, parent)
            if known is not None and known.unsure:
                known.unsure = False
                if PRONOUNS.get(found.pronoun) in ("m", "f"):
                    known.kind = Kind.PERSON
            if known is None:
                plural = PRONOUNS.get(found.pronoun) == "p"
                if found.pronoun in ("we", "our", "us", "ours") and self.setting.outlet:
                    kind = Kind.ORGANIZATION if own_body(self.setting.outlet) else Kind.OUTLET  # O3
                    return Voice(self.setting.outlet, kind, self.setting.outlet)
                return Voice(None if not plural else found.text, Kind.GROUP if plural else Kind.PERSON, None)
        else:
            known = self._described(found, start)
        known.places.append(Place(start, end, opens_sentence(self.text, start), True, self.text.quoted(start)))
        return self.voice(known)

    def voice(self, known: Character) -> Voice:
        """What the ledger says of one of the cast."""
        if known.kind == Kind.PERSON and not known.named:
            shown = known.name if known.heads & _OFFICES and known.office else None
            return Voice(shown, known.kind, known.party, known)
        return Voice(known.name, known.kind, known.party, known)

    # ---- descriptions ----

    def _described(self, found: Description, at: int) -> Character:
        if found.name and found.shape == "state":
            return self._government(found.name)
        if found.name:
            return self._named(found, at)
        kinds = self.tables.heads.get(found.head or "", frozenset())
        if found.head == "of" and found.owner:
            return self._member(found, at)
        if found.head in ("nobody", "no-one", "none") and found.owner:
            inner = describe(found.owner, self.tables, common=self.text.common)
            if "body" in self.tables.heads.get(inner.head or "", ()):
                return self._described(inner, at)  # "nobody at the ministry": the ministry
        if found.text.lower() in _PARTS:
            return self._member(replace(found, owner="them"), at)
        voiced = not found.plural and ("spokes" in kinds or found.head in _OWN_VOICE or found.head == "spokespeople")
        if voiced and (spoken := self._spoken_for(found, at)) is not None:
            return spoken
        if (known := self._antecedent(found, at)) is not None:
            if known.kind == Kind.ORGANIZATION and known.named and found.head in _COMPANY:
                known.heads.add(found.head)
            if known.unsure and found.head in _COMPANY:
                known.kind, known.unsure, known.party = (
                    Kind.ORGANIZATION,
                    False,
                    body_party(known.name, self.tables) or known.name,
                )
            return known
        return self._new(found, at)

    def _government(self, name: str) -> Character:
        nation = self.tables.nations.get(name) or self.tables.seats[name]
        special = (name in self.tables.bodies and name not in self.tables.nations) or name in (
            "Kremlin",
            "White House",
            "Pentagon",
            "Downing Street",
            "Number 10",
        )
        if name == "Brussels":
            special, nation = True, "European Union"
        title = (
            ("European Commission" if name == "Brussels" else name) if special else f"Government of {_article(nation)}"
        )
        known = next((each for each in self.cast if each.name == title), None)
        if known is None:
            known = Character(title, Kind.ORGANIZATION, nation, named=True, heads={"government"}, state=True)
            self.cast.append(known)
        known.party, known.kind = nation, Kind.ORGANIZATION
        return known

    def _named(self, found: Description, at: int) -> Character:
        assert found.name
        kind = kind_of_shape(found.shape)
        if self.setting.outlet and found.name.lower() == self.setting.outlet.lower():
            kind = Kind.OUTLET
        known = find_named(self.cast, found.name, kind)
        if known is None or known.state:
            known = Character(found.name, kind, unsure=found.shape == "maybe")
            self.cast.append(known)
        else:
            rename(known, found.name, kind)
        note(known, found)
        known.described.append((at, found))
        if known.party is None:
            known.party = self.affiliations.party(found, known, at)
        return known

    def _spoken_for(self, found: Description, at: int) -> Character | None:
        """The body that an unnamed spokesperson speaks for (O2)."""
        if found.owner in ("its", "their", "his", "her", "our"):
            owner = self._pronoun(found.owner, at, at, (), None)
            if (
                owner
                and owner.kind == Kind.PERSON
                and found.head in ("office", "spokesman", "spokeswoman", "spokesperson")
            ):
                return self._office_of(owner)
            return owner
        phrase = found.owner or " ".join(
            word
            for word in found.modifiers
            if word.lower() not in ("chief", "senior", "press", "deputy", "company", "unnamed", "second")
        )
        if (
            found.head in ("office", "line", "count")
            and not (found.modifiers and found.modifiers[-1].lower() == "press")
            and found.head == "office"
        ):
            return None
        if phrase and found.head != "speaker-for":
            inner = describe(phrase, self.tables, common=self.text.common)
            if not inner.pronoun and (inner.name or inner.head):
                if inner.name and inner.shape == "state" and found.head and found.head.startswith("spokes"):
                    return self._government(inner.name)
                owner = self._described(inner, at)
                if owner.kind == Kind.PERSON:
                    return self._office_of(owner)
                return owner
        if found.head and found.head.startswith("spokes"):
            named = [each for each in self.cast if found.head in each.heads and each.last_before(at)]
            if named and found.definite:
                return named[-1]
            spoken = [each for each in self.cast if each.kind == Kind.GROUP or each.heads & {found.head}]
            return (spoken[-1] if spoken and found.definite else None) or self._latest_body(at)
        return None

    def _office_of(self, owner: Character) -> Character:
        name = f"{owner.name}'s office" if owner.named else f"{owner.name.removeprefix('the ')}'s office"
        known = next((each for each in self.cast if each.name == name), None)
        if known is None:
            known = Character(name, Kind.ORGANIZATION, owner.party or owner.name, heads={"office"}, owner=owner)
            self.cast.append(known)
        return known

    def _latest_body(self, at: int) -> Character | None:
        bodies = [
            (place.start, n, each)
            for n, each in enumerate(self.cast)
            if each.kind == Kind.ORGANIZATION and (place := each.last_before(at))
        ]
        speaking = [entry for entry in bodies if any(p.speaks for p in entry[2].places)]
        pool = speaking or [entry for entry in bodies if not entry[2].state]
        return max(pool)[2] if pool else None

    def _member(self, found: Description, at: int) -> Character:
        """ "One of them", "three of the officials": part of a group named before."""
        inner = describe(found.owner or "", self.tables, common=self.text.common)
        whole = self._pronoun("they", at, at, (), None) if inner.pronoun else self._antecedent(inner, at) or None
        single = self.text.text[at : at + 4].lower().startswith(("one ", "a me"))
        lead = self.text.text[at:].split(" of ", 1)[0].lower()
        name = (
            f"{lead} of {whole.name if whole else found.owner}"
            if " of " in self.text.text[at : at + 12]
            else found.text
        )
        kind: Kind = whole.kind if whole and whole.kind in (Kind.OFFICIAL, Kind.GROUP) else Kind.GROUP
        if kind == Kind.GROUP and single:
            kind = Kind.OFFICIAL if not whole else Kind.PERSON
        known = Character(
            name,
            kind,
            whole.party if whole else None,
            plural=not single,
            named=kind != Kind.PERSON,
            heads={inner.head.removesuffix("s")} if inner.head else set(),
            owner=whole,
            part=True,
        )
        self.cast.append(known)
        return known

    def _antecedent(self, found: Description, at: int) -> Character | None:
        """Whom "the minister" or "the company" means: the best match of head, modifiers, country and recency."""
        if not found.definite and found.head not in _BARE:
            same = _plainly(found.text, kind_of(found, self.tables)).lower()
            return next((each for each in self.cast if each.name.lower() == same and found.plural), None)
        head = (found.head or "").removesuffix("s") if found.plural else found.head or ""
        low = {word.lower().removesuffix("'s") for word in found.modifiers} - {"same", "other", "former"}
        nation = nation_in(" ".join(found.modifiers), self.tables) or (
            nation_in(found.owner, self.tables) if found.owner else None
        )
        here = self.text.sentence(at)
        best, best_score = None, 2.0
        for each in self.cast:
            place = each.last_before(at)
            if place is None:
                continue
            score = self._likeness(head, low, found, each)
            if score <= 0:
                continue
            if nation and each.party and nation != each.party and each.kind != Kind.PERSON:
                continue
            score -= min(1.5, 0.25 * (here - self.text.sentence(place.start)))
            score += 0.5 * (each is self.last) + 0.3 * any(p.speaks for p in each.places)
            if score > best_score:
                best, best_score = each, score
        return best

    def _likeness(self, head: str, low: set[str], found: Description, each: Character) -> float:
        words = {token.lower() for token in each.tokens}
        score = 0.0
        if each.unsure and head in _COMPANY:
            return 2.4
        if each.kind == Kind.PERSON and (not each.named or head in _COMPANY):
            return 3.5 if head in each.heads and found.definite and not low - each.modifiers else 0.0
        if head in each.heads:
            score = 3.5
        elif (
            each.tokens
            and head == each.tokens[-1].lower()
            and each.kind in (Kind.ORGANIZATION, Kind.OUTLET, Kind.GROUP, Kind.OFFICIAL)
        ):
            score = 3.4
        elif (
            head in words
            and not self.tables.heads.get(head, frozenset()) & {"private", "withheld"}
            and each.kind == Kind.ORGANIZATION
            and each.named
            and each.name[0].isupper()
            and len(head) > 3
            and not each.state
        ):
            score = 3.0
        elif each.kind == Kind.OUTLET and head in _PAPERS:
            score = 3.0 if head != "report" else 2.2
        elif (
            each.kind == Kind.ORGANIZATION
            and each.named
            and head in _COMPANY
            and not each.state
            and not each.heads & {"ministry", "government"}
        ):
            known = body_party(each.name, self.tables)
            score = (
                2.6
                if not (known and head in ("company", "firm", "carrier"))
                and (not each.heads or (each.heads & _COMPANY and not self._other_sort(head, each)))
                else 0.0
            )
            if head in ("agency", "organisation", "organization", "body", "watchdog") and known:
                score = 2.8
        elif (head in ("man", "boy") and each.gender == "m") or (head in ("woman", "girl") and each.gender == "f"):
            score = 2.4
        if score and low:
            have = words | each.modifiers | each.heads
            nation = nation_in(" ".join(found.modifiers), self.tables)
            missing = {word for word in low if word not in have and not (nation and nation == each.party)}
            if missing and (
                head
                in ("ministry", "minister", "secretary", "department", "agency", "commission", "official", "officials")
                or each.modifiers
            ):
                return 0.0
            score += 0.4 * len(low - missing) - 0.8 * len(missing)
        if (
            score
            and found.owner
            and found.owner not in _OF_SOMEBODY
            and each.owner is None
            and found.owner.lower().removeprefix("the ") not in each.name.lower()
        ):
            score -= 1.2
        return score

    @staticmethod
    def _other_sort(head: str, each: Character) -> bool:
        """Whether a body is known to be of another sort: "the union" is no firm."""
        return bool(head in _SORTS or each.heads & _SORTS) and not {head} & each.heads

    def _new(self, found: Description, at: int) -> Character:
        """A speaker whom nothing before names: kept by the words of the description."""
        kind = kind_of(found, self.tables)
        name = _plainly(found.text, kind)
        owner = self._owner(found, at)
        known = Character(
            name, kind, None, found.gender, found.plural or kind == Kind.GROUP, kind != Kind.PERSON, owner=owner
        )
        note(known, found)
        known.described.append((at, found))
        known.office = found.definite
        known.party = self.affiliations.party(found, known, at)
        if kind == Kind.ORGANIZATION:
            own = known.party == known.name
            known.name = self._body_name(found, known, owner, at)
            known.party = known.name if own else known.party
            again = next((each for each in self.cast if each.name == known.name), None)
            if again:
                return again
        elif kind in (Kind.GROUP, Kind.OFFICIAL, Kind.DOCUMENT) and found.owner in _THEIRS and owner and owner.named:
            known.name = f"{owner.name}'s {' '.join([*found.modifiers, found.head or ''])}"
        elif (
            kind == Kind.PERSON
            and found.head in _OFFICES
            and owner
            and found.owner in ("its", "his", "her", "their", "the")
        ):
            known.name = f"{owner.name} {found.head}"
        self.cast.append(known)
        return known

    def _body_name(self, found: Description, known: Character, owner: Character | None, at: int) -> str:
        """A body's name from its description: embassies and governments by their state, arms of a state with its name."""
        nation = nation_in(" ".join(found.modifiers), self.tables, cities=False) or nation_in(found.owner, self.tables)
        if found.head in ("embassy", "mission", "consulate") and nation:
            return f"{found.head.capitalize()} of {_article(nation)}"
        if (
            found.head in ("government", "delegation", "authorities", "presidency")
            and nation
            and not set(found.modifiers) - {known.party} - _adjectives(nation, self.tables)
        ):
            return f"{'Government' if found.head in ('government', 'delegation') else found.head.capitalize()} of {_article(nation)}"
        text = known.name
        if not found.owner and not found.modifiers and found.definite and found.head in WHOLES:
            text = self.text.fullest(found.head, at) or text
        if found.owner in ("its", "his", "her", "their") and owner:
            return f"{owner.name}'s {' '.join([*found.modifiers, found.head or ''])}"
        if nation and found.owner and found.head in _FORCES and nation_in(found.owner, self.tables):
            return " ".join([_adjective(nation, self.tables), *found.modifiers, found.head])
        bare = not found.owner and not (found.modifiers and found.head != "police")
        if bare and known.party in self.tables.nations and found.head in _ARMS:
            return " ".join([_adjective(known.party or "", self.tables), *found.modifiers, found.head])
        return text

    def _owner(self, found: Description, at: int) -> Character | None:
        if not found.owner:
            return None
        if found.owner in ("its", "his", "her", "their", "our", "my"):
            return self._pronoun(found.owner, at, at, (), None)
        inner = describe(found.owner, self.tables, common=self.text.common)
        if inner.pronoun:
            return None
        if inner.name:
            return find_named(self.cast, inner.name)
        return self._antecedent(inner, at)

    # ---- pronouns ----

    def _pronoun(
        self, pronoun: str, at: int, end: int, content: Sequence[tuple[int, int]], parent: Character | None
    ) -> Character | None:
        form = PRONOUNS.get(pronoun, "p")
        if form in ("i", "w") and parent is not None and self.text.quoted(at):
            return parent
        if form in ("i", "w"):
            return None
        scored = [
            (score_pronoun(features), -n, each)
            for n, (each, features) in enumerate(self.candidates(form, at, end, content, parent))
        ]
        best = max(scored, key=lambda entry: entry[:2], default=None)
        return best[2] if best else None

    def candidates(
        self, form: str, at: int, end: int, content: Sequence[tuple[int, int]], parent: Character | None
    ) -> list[tuple[Character, dict[str, float]]]:
        """Who a pronoun could mean, each with what speaks for and against."""
        here, paragraph = self.text.sentence(at), self.text.paragraph(at)
        found = []
        order = sorted(
            (each for each in self.cast if each.last_before(at)),
            key=lambda each: -(each.last_before(at) or Place(0, 0)).start,
        )
        fit = 0
        for each in self.cast:
            place = each.last_before(at)
            later = place is None
            if place is None:
                place = next(
                    (
                        p
                        for p in each.places
                        if (self.text.sentence(p.start) == here and p.start >= end)
                        or any(a <= p.start < b for a, b in content)
                    ),
                    None,
                )
                if place is None:
                    continue
            if not agrees(form, each):
                continue
            fit += not later
            distance = here - self.text.sentence(place.start)
            features = {
                "later": float(later),
                "later_in_content": float(later and any(a <= place.start < b for a, b in content)),
                "same_sentence": float(distance == 0 and not later),
                "previous": float(distance == 1),
                "distance": min(6, max(0, distance)) / 3,
                "last": float(each is self.last),
                "subject": float(place.subject),
                "subject_previous": float(
                    any(p.subject and here - self.text.sentence(p.start) == 1 for p in each.places)
                ),
                "speaks": float(any(p.speaks and p.start < at for p in each.places)),
                "speaks_here": float(place.speaks),
                "quoted": float(place.quoted),
                "mentions": math.log1p(sum(p.start < at for p in each.places)),
                "gender": float(bool(each.gender) and each.gender == form),
                "wrong_gender": float(bool(each.gender) and form in "mf" and each.gender != form),
                "person": float(form in "mf" and each.kind == Kind.PERSON),
                "body": float(form == "n" and each.kind == Kind.ORGANIZATION),
                "plural": float(form == "p" and each.plural),
                "plural_body": float(form == "p" and each.kind == Kind.ORGANIZATION),
                "state": float(each.state and form in "np"),
                "outlet": float(each.kind == Kind.OUTLET),
                "named": float(each.named),
                "parent": float(each is parent),
                "paragraph": float(self.text.paragraph(place.start) != paragraph),
                "rank": 0.0 if later else min(5, order.index(each)) / 2,
                "unsure": float(each.unsure),
                "document": float(each.kind == Kind.DOCUMENT),
            }
            found.append((each, features))
        return found


def score_pronoun(features: dict[str, float]) -> float:
    """How well one of the cast fits a pronoun."""
    return sum(PRONOUN_WEIGHTS.get(name, 0.0) * value for name, value in features.items())


HAND_WEIGHTS = {
    "later": -1.5, "later_in_content": 1.2, "same_sentence": 0.3, "previous": 0.5, "distance": -1.0, "last": 1.5, "subject": 0.5,
    "subject_previous": 0.7, "speaks": 0.8, "speaks_here": 0.7, "quoted": -0.8, "mentions": 0.3, "gender": 1.5, "wrong_gender": -3.0, "person": 1.5,
    "body": 1.2, "plural": 1.8, "plural_body": 0.2, "state": -1.0, "outlet": -1.0, "named": 0.1, "parent": -1.0, "paragraph": -0.2, "rank": -0.4,
    "document": -0.5, "unsure": 0.0,
}  # fmt: skip
_FITTED = resources.files("sayso.reading") / "tables" / "pronouns.json"  # by train/pronouns.py
PRONOUN_WEIGHTS: dict[str, float] = {
    **HAND_WEIGHTS,
    **(json.loads(_FITTED.read_text("utf-8")) if _FITTED.is_file() else {}),
}


# Arms of a state that are called by its name where nothing else tells them apart.
_FORCES = frozenset(["army", "navy", "guard", "staff", "military", "police", "force"])
_ARMS = frozenset(
    [
        "army",
        "navy",
        "military",
        "government",
        "presidency",
        "president",
        "police",
        "coastguard",
        "treasury",
        "parliament",
    ]
)
_THEIRS = frozenset(["its", "his", "her", "their"])
_OF_SOMEBODY = _THEIRS | {"our", "my"}
_OFFICES = frozenset(
    [
        "warden",
        "chief",
        "head",
        "collector",
        "tahsildar",
        "officer",
        "general",
        "commissioner",
        "speaker",
        "ambassador",
        "engineer",
        "clerk",
        "treasurer",
        "coroner",
        "ombudsman",
        "whip",
        "leader",
        "minister",
        "president",
        "chancellor",
        "premier",
        "secretary",
        "mayor",
        "governor",
        "director",
        "commander",
        "prosecutor",
        "prefect",
        "king",
        "pope",
        "secretary-general",
        "chair",
        "chairman",
    ]
)
_PARTS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "several",
        "the",
        "rest",
        "some",
        "others",
        "another",
    ]
) | {"the rest", "the others", "the other"}
_TOPICS = frozenset(["state", "police", "party", "government", "fire", "mine", "plant", "executive", "church"])
_BARE = frozenset(
    [
        "police",
        "officials",
        "prosecutors",
        "investigators",
        "authorities",
        "residents",
        "detectives",
        "organisers",
        "organizers",
        "army",
        "navy",
    ]
)


def agrees(form: str, each: Character) -> bool:
    """Whether somebody can be meant by he, she, it or they at all."""
    if form in "mf":
        return (each.kind in (Kind.PERSON, Kind.OFFICIAL) and not each.plural) or each.unsure
    if form == "n":
        return each.kind in (Kind.ORGANIZATION, Kind.OUTLET, Kind.DOCUMENT) or each.unsure
    if form == "r":
        return True
    return not (each.kind == Kind.PERSON and each.gender) or each.plural


def kind_of(found: Description, tables: Tables) -> Kind:
    """What kind of source a description without a name is (O2, O5).

    >>> from sayso.reading.tables import load_tables
    >>> kind_of(describe("two people briefed on the talks", load_tables()), load_tables()).value
    'official'
    >>> kind_of(describe("a survivor", load_tables()), load_tables()).value
    'person'
    """
    head = found.head or ""
    kinds = tables.heads.get(head) or tables.heads.get(head.rsplit("-", 1)[-1]) or frozenset()
    personal = bool(kinds & {"private", "withheld", "spokes", "group", "kin"}) or bool(
        re.search(r"(?:ist|ician|man|woman|person)$", head)
    )
    if found.withheld and (personal or not kinds or "vague" in kinds) and "document" not in kinds:
        return Kind.OFFICIAL
    if head in ("person", "someone", "somebody") and " who " in found.text:
        return Kind.OFFICIAL
    if not kinds and re.search(r"(?:er|or|ist|ian|ent|ant|eer|ee)$", head) and head not in ("centre", "center"):
        personal = True
    if head == "owner" and not found.plural:
        return Kind.PERSON
    if (head == "staff" and "general" in found.modifiers) or (head == "chiefs" and "joint" in found.modifiers):
        return Kind.ORGANIZATION
    if "body" in kinds and "private" in kinds and not found.definite and not found.plural:
        return Kind.PERSON
    if head in ("paper", "papers") and (found.modifiers or found.plural or not found.definite):
        return Kind.DOCUMENT
    if "body" in kinds and not (found.plural and "group" in kinds):
        return Kind.ORGANIZATION
    if "outlet" in kinds:
        return Kind.OUTLET
    if "document" in kinds and not personal:
        return Kind.DOCUMENT
    if "spokes" in kinds:
        return Kind.ORGANIZATION
    if found.plural or "group" in kinds:
        return Kind.OFFICIAL if ("withheld" in kinds and head != "soldiers") or found.withheld else Kind.GROUP
    if "withheld" in kinds:
        return (
            Kind.PERSON
            if found.definite and head not in ("official", "source", "diplomat", "officer", "envoy", "aide", "staffer")
            else Kind.OFFICIAL
        )
    if personal:
        return Kind.PERSON
    if re.search(r"s$", head) and not found.definite:
        return Kind.GROUP
    return Kind.ORGANIZATION if found.definite else Kind.PERSON


def _plainly(text: str, kind: Kind) -> str:
    """A description as a name: without a leading article, and without what a comma adds."""
    text = re.split(
        r",\s(?:who|which|whom|whose|speaking|granted|quoted|citing|dated|published|shared|signed|a copy|asked|all)\b",
        text.strip(),
    )[0]
    text = re.sub(r"\s(?:who|which)$", "", re.sub(r"'s?$", "", text) if text.endswith(("'s", "s'")) else text)
    if kind in (Kind.ORGANIZATION, Kind.DOCUMENT, Kind.OUTLET, Kind.PERSON):
        return re.sub(r"^(?:the|a|an)\s", "", text.strip(), flags=re.IGNORECASE)
    return text.strip()


def _article(nation: str) -> str:
    needs = nation.startswith(("United", "Democratic", "Republic", "Central African", "Dominican", "Czech Rep")) or (
        nation.endswith(("s", "Islands"))
        and nation
        in (
            "Netherlands",
            "Philippines",
            "Bahamas",
            "Maldives",
            "Seychelles",
            "Solomon Islands",
            "Marshall Islands",
            "Comoros",
        )
    )
    return f"the {nation}" if needs else nation


def _adjective(nation: str, tables: Tables) -> str:
    """What a body of a state is called by: "Norwegian", "US"."""
    short = {"United States": "US", "United Kingdom": "UK", "United Arab Emirates": "UAE"}
    return short.get(nation) or next(iter(_adjectives(nation, tables, first=True)), nation)


def _adjectives(nation: str, tables: Tables, *, first: bool = False) -> set[str]:
    found = [form for form, name in tables.countries.items() if name == nation and form not in tables.nations]
    return set(found[:1] if first else found)
