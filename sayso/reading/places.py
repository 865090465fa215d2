"""Text → the places in it, with countries and coordinates (RULES.md, N3). People, organizations and parties are no places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.nouns import Anchor, Place, Span
from sayso.reading.calendar import MONTHS, WEEKDAYS
from sayso.reading.countries import Clock, country_of, find_bodies, find_signs, lies_under, weigh_countries
from sayso.reading.gazetteer import Entry, Gazetteer, Village, fold, load_gazetteer, load_villages
from sayso.reading.numerals import HYPHENS, touching
from sayso.reading.tokens import Token, cut_tokens, word_set

_LOCATIVE = word_set(
    "in at near from to outside around off across through toward towards into inside between over above below",
    "beyond via throughout along within reached left entered leaving visiting visited hit struck against onto",
)
_UNKNOWN_AFTER = word_set(
    "in near off outside around at across below above struck reached reach reaching through",
)
_MOVING = word_set(
    "flown fled moved sailed travelled traveled crossed transferred evacuated flew fly drove drive driven sent",
    "came taken returned withdrew withdrawn arrived headed heading bound deported road way route out away word",
    "lift launched",
)
_DWELLERS = word_set(
    "residents people town village city port suburb mountains outskirts streets north south east west control",
    "capture loss inhabitants villagers battle siege island fall district province region mayor hamlet km kms",
    "kilometres kilometers miles metres meters",
)
_ADDRESSED = word_set(
    "told asked asks tells accused accuses urged urges warned warns warning blames blamed blaming thanked sued",
    "telling asking urging accusing not",
)
_DIRECTIONS = word_set(
    "north south east west northern southern eastern western central northeast northwest southeast southwest",
    "northeastern northwestern southeastern southwestern upper lower inner mainland coastal rural occupied",
    "midwestern",
)
_COMPASS = word_set(
    "north south east west northeast northwest southeast southwest coast",
)
_JOINERS = word_set(
    "of and d de la le el du del da do dos des di al sur upon au aux en the on under na am an der den",
)
# Words that, before or behind a name, make it a place whether the gazetteer has it or not.
_HEADS_BEHIND = word_set(
    "district province village island islands valley river creek peninsula crossing town region county lake shoal",
    "reef strait bay archipelago mountains mountain desert basin prefecture oblast governorate municipality",
    "parish suburb commune hills canyon forest plateau estuary fjord lagoon delta coast constituency",
)
_HEADS_BEFORE = word_set(
    "Lake Mount Mt Cape Loch Port Fort Isle Gulf Strait Bay Sea River Camp Koh Pulau Wadi Jebel Tel",
)
_CAPITAL_HEADS = word_set(
    "Province Region District County State City Island Islands Oblast Prefecture Governorate Peninsula Valley Bay",
    "Airport Mountains River Sea Ocean Gulf Strait Desert Harbour Harbor Beach Coast Basin Falls Pass Township",
    "Village Territory Heights Shoal Reef Canal Channel Delta",
)
_ORG_HEADS = word_set(
    "university college school institute bank ministry department hospital court council church times post herald",
    "press news daily tribune gazette party union group company inc corp ltd plc club united fc city’s agency",
    "commission committee center centre association federation foundation trust society museum theatre orchestra",
    "bishop archbishop duke duchess prince princess king queen lord earl cathedral airlines airways railway",
    "motors energy systems partners capital holdings treaty accord protocol agreement convention declaration",
    "summit syndrome fever virus marathon open cup league championship festival office bureau observer sentinel",
    "chronicle journal ledger mail star sun globe standard examiner republic register",
)
_OF_HEADS = _ORG_HEADS | word_set(
    "government parliament senate president governor mayor minister bishop chamber kingdom archdiocese diocese",
)
# What stands or happens at a place and bears its name: "the Dilling road", "the Lerik crash".
_FACILITIES = word_set(
    "road highway hospital clinic plant reactor dam mine colliery quarry bridge tunnel airport airfield airstrip runway base",
    "camp camps prison jail port refinery pier station crossing landslide landslip blast explosion crash collision derailment",
    "fire wildfire quake earthquake flood floods massacre siege market depot barracks shipyard smelter pipeline",
)
_VISITS = word_set(
    "left reached entered leaving reaching entering visited visiting toward towards across around at in near"
)
# A name before one of these belongs to a body, not to the ground.
_BODIES = word_set(
    "government army navy police officials official ministry ministries parliament embassy consulate court courts",
    "president minister authorities authority daily newspaper office laboratory airline airlines team club",
    "council regulators regulator prosecutors prosecutor forces troops military soldiers intelligence spokesman",
    "spokeswoman spokesperson ambassador diplomats diplomat delegation administration regime leadership lawmakers",
    "senator senators mayor governor university bank exchange bureau squad side dealer based firm company",
    "companies stock shares investors markets correspondent bureau’s style deal talks summit accord agreement",
    "stock-exchange futures index time",
)
_GEOGRAPHIC = word_set(
    "capital coast border borders north south east west northern southern eastern western region regions province",
    "provinces city cities town towns shore shores coastline waters airspace territory territories island islands",
    "largest second-largest central interior mainland soil capital’s frontier port ports streets outskirts",
    "suburbs countryside",
)
_SAYS = word_set(
    "says said say denies denied deny rejects rejected insists insisted claims claimed accuses accused warns",
    "warned announced announces confirmed confirms declined declines wants wanted demands demanded told tells",
    "vows vowed agreed agrees refused refuses believes condemned condemns argues argued maintains maintained",
    "called calls responded responds hopes dismissed dismisses welcomed welcomes criticised criticized blames",
    "blamed pledged urges urged signed supports backs opposes asked",
)
_COMMON = word_set(
    "of reading nice bath mobile male police march best sale hull date union independence media most same orange",
    "split bar budget man king bank post press home young long hope white green brown rose ford grant marks price",
    "love church van ban may see bo ho as do go no so to up we us me he is it if be by an am at on or ours",
    "university enterprise liberal republic central salem temple plant bell born buy call come cooper corner",
    "crown dale dean doctor early east west north south front gap garden gate general grand gold golden goes hall",
    "harbor hill hills human industry international justice kind lake lady light lodge lords major mansion mercy",
    "metro mill mine model moon moore new news normal norm ocean old page paradise park pearl pine plain pool",
    "president prince progress prosperity protection radio rock royal san santa saint sand sandy senate seven sky",
    "smart soul spring springs standard star state sterling stone summit sun super sure teen total tower trinity",
    "trust truth valley victory villa village vision vista warrior waters wave well wells western will winter",
    "wise wood woods world worth lance mary ann anna christian martin carlos pedro maria rosa jose juan antonio",
    "francisco miguel luis adam ali hassan omar ahmad mahmud mohammed daniel david alexander victor julian gary",
    "laurel marion chester russell dickson franklin madison monroe jackson lincoln clinton tyler carter harrison",
    "washington wellington nelson livingstone morgan douglas stuart austin houston dallas logan allen baker",
    "butler carlisle chandler craig crawford curtis dixon dudley duncan edmond evans fraser garland gibson gordon",
    "graham greeley harper harvey hayward henderson howard hudson irvine irving jasper kelly kendall kennedy",
    "keller kerman kirk lawrence lewis lloyd lowell mason maxwell miller milton mitchell morris murray newton",
    "norman norton oliver parker perry pierre porter quincy randolph raymond reynolds richmond rogers ross",
    "salisbury scott sherman sidney spencer stafford stanley taylor thomas troy turner vernon walker wallace",
    "walton warren watson wayne webster wilson winston woodward york florence charlotte victoria carolina georgia",
    "chad jordan sofia israel regina valencia santiago lagos bush sparks eagle globe mission universal beverly",
)
_NEVER = word_set(
    "march may mass brent vanta i the a an in on at he she it we they his her its their but and or if as by for",
    "from to with no not so this that these those when where while who what why how monday tuesday wednesday",
    "thursday friday saturday sunday january february april june july august september october november december",
    "god lord congress parliament senate commons internet islam christmas easter police army navy us",
)
_MOST_TOKENS = 7


@dataclass(frozen=True, slots=True)
class _Match:
    """A name of the gazetteer at tokens `first` to `end`."""

    first: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Index:
    """The matches of a text by their first token and by their end."""

    first: dict[int, _Match]
    end: dict[int, _Match]

    @classmethod
    def of(cls, matches: list[_Match]) -> _Index:
        return cls({match.first: match for match in matches}, {match.end: match for match in matches})


@dataclass(frozen=True, slots=True)
class _Search:
    """A text cut and searched: its tokens, the names of the gazetteer in it, and what these say of countries."""

    tokens: list[Token]
    matches: list[_Match]
    index: _Index
    named: list[tuple[str, float]]
    dated: list[tuple[str, float]]


@lru_cache(maxsize=2)  # where an article is set and what places its lines name are asked one after the other
def _search(text: str) -> _Search:
    tokens, gazetteer = cut_tokens(text), load_gazetteer()
    matches = _matches(text, tokens, gazetteer)
    index = _Index.of(matches)
    named = [each for match in matches for each in _told(tokens, match, index)]
    peoples = (gazetteer.called.get(token.lower) for token in tokens if token.text[0].isupper())
    named += [(country, 1.0) for country in peoples if country]
    named += [(country, 1.0) for country in find_bodies(tokens, gazetteer)]
    head = dateline(text)
    return _Search(tokens, matches, index, named, [(head.country, 6.0)] if head and head.country else [])


def find_places(
    text: str,
    outlet: str | None = None,
    parties: Iterable[Span] = (),
    *,
    published: str | None = None,
    url: str | None = None,
    sides: Iterable[str] = (),
) -> tuple[Place, ...]:
    """The places of a text, in order. `parties` are the spans of those who speak: a capital that speaks is a party.

    Outlet, address, the clock of publication and the parties (`sides`) that speak help to tell namesakes apart.

    >>> for each in find_places("Fighting went on in eastern Libya and near Derna, Tripoli said."):
    ...     print(each.anchor.text, "|", each.name, each.country)
    eastern Libya | eastern Libya LY
    Derna | Derna LY
    """
    gazetteer, search = load_gazetteer(), _search(text)
    tokens, matches, index = search.tokens, search.matches, search.index
    setting = _set(search, gazetteer, outlet, url, Clock.of(published), sides, signs=True)
    speaking: dict[int, int] = {}
    for start, end in parties:
        speaking[start] = max(end, speaking.get(start, 0))
    names = _people(tokens, matches)
    found: list[tuple[int, int, Place]] = []
    for match in matches:
        if not _is_place(tokens, match, names, speaking, gazetteer, index):
            continue
        found.append(_settled(text, tokens, match, setting, index))
    near = [
        (match.first, match.end, _bare(text, tokens, match, setting, index))
        for match in matches
        if match.entries[0].kind in "NC" or match.entries[0].people >= 300_000
    ]
    found += _unknown(text, tokens, gazetteer, found, sorted(near, key=lambda each: each[:2]), setting, names, speaking)
    return tuple(place for _, _, place in sorted(found, key=lambda each: each[:2]))


def countries_of(text: str) -> dict[str, float]:
    """How strongly a text is about each country, by ISO code: its countries, their people and bodies, its towns, its dateline.

    >>> weights = countries_of("Fighting went on near Derna, Libyan officials said.")
    >>> max(weights, key=weights.__getitem__)
    'LY'
    """
    return dict(_set(_search(text), load_gazetteer(), None, None, None, ()).weights)


def dateline(text: str) -> Entry | None:
    """The place at the head of a dispatch: "KIGALI, March 5 (Meridian News) -"."""
    head = _DATELINE.match(text)
    if head is None:
        return None
    entries = load_gazetteer().look_up(fold(head[1].strip()))
    return next((entry for entry in entries if entry.kind in "CPA"), None)


_DATELINE = re.compile(r"([A-Z][A-Z’'./-]{2,24}(?: [A-Z][A-Z’'./-]{1,24}){0,3})(?=,| ?[-–—:(])")


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _is_name(token: Token) -> bool:
    return token.text[0].isupper() and len(token.text) > 1


def _matches(text: str, tokens: Sequence[Token], gazetteer: Gazetteer) -> list[_Match]:
    """The longest names of the gazetteer, from left to right."""
    found, at = [], 0
    while at < len(tokens):
        token = tokens[at]
        if token.text[0].isupper() and fold(token.text) and _starts(token, gazetteer):
            match = _longest(text, tokens, at, gazetteer)
            if match is not None:
                found.append(match)
                at = match.end
                continue
        at += 1
    return found


def _starts(token: Token, gazetteer: Gazetteer) -> bool:
    return gazetteer.starts(fold(token.text)) or token.text in ("U", "L", "N", "D", "O") or len(token.text) <= 2


def _longest(text: str, tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> _Match | None:
    ends, here = [], at
    while here < len(tokens) and here - at < _MOST_TOKENS:
        token = tokens[here]
        if token.text[0].isupper():
            ends.append(here + 1)
        elif token.lower in _JOINERS and here > at:
            pass
        elif (
            (token.text in HYPHENS or token.text in "’'.")
            and touching(tokens, here)
            and (touching(tokens, here + 1) or token.text == ".")
        ):
            if token.text == "." and len(tokens[here - 1].text) == 1:
                ends.append(here + 1)
        elif (
            token.text[0].isalpha()
            and tokens[here - 1].text in (*HYPHENS, "’", "'")
            and touching(tokens, here)
            and here > at
        ):
            if token.text != "s":
                ends.append(here + 1)
        elif token.text == "," and fold(text[tokens[at].start : token.start]) == "washington":
            pass
        else:
            break
        here += 1
    for end in reversed(ends):
        if end - at == 1 and len(tokens[at].text) < 2:
            continue
        name = fold(text[tokens[at].start : tokens[end - 1].end])
        if name in gazetteer and name not in gazetteer.called and not (end - at == 1 and _is_no_name(tokens, at, name)):
            return _Match(at, end, tuple(gazetteer.look_up(name)))
    return None


def _is_no_name(tokens: Sequence[Token], at: int, name: str) -> bool:
    token = tokens[at]
    if token.text in ("US", "UK", "UAE", "DRC", "USA", "NSW"):
        return False
    if token.text == "NYC" or (name == "la" and token.text == "LA"):
        return False
    if name in _NEVER or name in _DIRECTIONS or name in ("greater", "union") or len(name) < 3:
        return True
    return token.text.isupper() and len(token.text) <= 4


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where a document is at home: how strongly it is about each country, and its clock."""

    weights: dict[str, float]
    clock: Clock | None
    under: frozenset[str]  # of these, where it is the time of publication

    def country(self) -> str | None:
        """The country that it is most about; a faint trace is enough where the clock agrees."""
        best = max(self.weights, key=lambda country: self.weights[country], default=None)
        if best is not None and self.weights[best] >= _ENOUGH:
            return best
        here = [country for country in self.weights if country in self.under and self.weights[country] >= 1]
        return max(here, key=lambda country: self.weights[country], default=None)


_ENOUGH = 1.5  # weight of a party that speaks, half that of a large town that has no namesake and more


def _set(
    search: _Search,
    gazetteer: Gazetteer,
    outlet: str | None,
    url: str | None,
    clock: Clock | None,
    sides: Iterable[str],
    signs: bool = False,
) -> _Setting:
    """The countries, their people, bodies and large towns that a document names, its dateline, outlet, address and clock, and
    who speaks → its setting.
    """
    named = [*search.named]
    named += [(country, 1.0) for country in find_signs(search.tokens, gazetteer)] if signs else []
    named += [(country, 1.5) for side in sorted(set(sides)) if (country := country_of(side, gazetteer))]
    named += _home(outlet or "", gazetteer).items()
    named += search.dated
    weights = weigh_countries(named, url, clock, gazetteer)
    under = frozenset(country for country in weights if clock and lies_under(clock, country, gazetteer))
    return _Setting(weights, clock, under)


def _told(tokens: Sequence[Token], match: _Match, index: _Index) -> list[tuple[str, float]]:
    """The countries that a name speaks for; a name that several have speaks a little for each, so that names agree on one."""
    best = match.entries[0]
    located = _located(tokens, match.first, index)
    if best.country is None or (best.people < 100_000 and not located):
        return []
    if best.kind == "N":
        return [(best.country, 4.0)]
    countries = {entry.country for entry in match.entries if entry.country}
    if countries == {best.country}:
        return [(best.country, 2.0)]
    shared = [(country, 0.5) for country in sorted(countries)] if located and len(countries) <= 6 else []
    return [(best.country, 1.0), *shared] if best.people > 1_000_000 else shared


_EDITION = re.compile(
    r"\((?:in )?(?:EN|English)[^)]*\)|\bEnglish(?: (?:edition|service|version))?$"
)  # a language, no country


def _home(outlet: str, gazetteer: Gazetteer) -> dict[str, float]:
    """The country that an outlet's name tells: "Mumbai Ledger", "Radio Austria"."""
    found: dict[str, float] = {}
    outlet = _EDITION.sub("", outlet)
    tokens = cut_tokens(outlet)
    for match in _matches(outlet, tokens, gazetteer):
        best = match.entries[0]
        if (
            best.country
            and (
                best.kind in "NCA"
                or best.people >= 300_000
                or (best.people >= 10_000 and len({entry.country for entry in match.entries}) == 1)
            )
            and tokens[match.first].lower not in _COMMON
        ):
            found[best.country] = 3.0
    for token in tokens:
        if country := gazetteer.called.get(token.lower):
            found[country] = 3.0
    return found


def _people(tokens: Sequence[Token], matches: list[_Match]) -> frozenset[str]:
    """Last names: what stands last in a run of two or more capitalised words that is no place."""
    places = {at for match in matches if match.end - match.first > 1 for at in range(match.first, match.end)}
    names, run = set(), 0
    for at, token in enumerate(tokens):
        joined = (
            token.text[0].isupper()
            and at not in places
            and token.lower not in _NEVER | _DIRECTIONS
            and len(token.text) > 1
        )
        if joined and run and not (tokens[at - 1].text[0].isupper()):
            run = 0
        if joined:
            run += 1
            continue
        if run >= 2 and _lower(tokens, at - run - 1) not in _LOCATIVE:
            names.add(tokens[at - 1].lower)
        run = 0
    return frozenset(names)


def _is_place(
    tokens: Sequence[Token],
    match: _Match,
    names: frozenset[str],
    speaking: dict[int, int],
    gazetteer: Gazetteer,
    index: _Index,
) -> bool:
    """Whether a name of the gazetteer is a place here, not part of a longer name, a person, a body, or one who speaks."""
    first, end, best = match.first, match.end, match.entries[0]
    if _speaks(tokens, match, speaking):
        return False
    if _in_dateline(tokens, match):
        return False
    located = _located(tokens, first, index)
    single = end - first == 1
    if best.kind == "P" and best.people < 1_000_000 and not located and fold(best.name) != fold(_said(tokens, match)):
        return False
    name = tokens[first].lower
    if not _stands_alone(tokens, match, gazetteer, located):
        return False
    if single and name in names and not located:
        return False
    if (
        single
        and (name in _COMMON or (best.kind == "P" and best.people < 100_000))
        and not located
        and not _named_with(tokens, match, index)
    ):
        return False
    if single and name in _COMMON and name in names:
        return False
    return not _is_body(tokens, match)


def _said(tokens: Sequence[Token], match: _Match) -> str:
    """The words of a match, as far as a name goes."""
    return "".join(
        (" " if at > match.first and not touching(tokens, at) else "") + tokens[at].text
        for at in range(match.first, match.end)
    )


def _speaks(tokens: Sequence[Token], match: _Match, speaking: dict[int, int]) -> bool:
    """Whether a name opens or is the source: "Kyiv", "Russia's foreign ministry"; not "police in Oslo"."""
    opener = match.first - 1 if _lower(tokens, match.first - 1) == "the" else match.first
    end, stop = (
        speaking.get(tokens[match.first].start, speaking.get(tokens[opener].start, -1)),
        tokens[match.end - 1].end,
    )
    if stop > end:
        return False
    return stop == end or _lower(tokens, match.end) in ("’", "'") or match.entries[0].kind in "NC"


def _in_dateline(tokens: Sequence[Token], match: _Match) -> bool:
    return (
        match.first == 0
        and all(token.text.isupper() or not token.text.isalpha() for token in tokens[: match.end])
        and len(tokens[0].text) > 2
    )


def _located(tokens: Sequence[Token], first: int, index: _Index) -> bool:
    """A preposition of place before the name, or a list that begins with one: "in Oslo, Bergen and Voss"."""
    at = first - 1
    while _lower(tokens, at) in _DIRECTIONS or _lower(tokens, at) in (
        "the",
        "nearby",
        "neighbouring",
        "neighboring",
        "downtown",
        "greater",
    ):
        at -= 1
    word = _lower(tokens, at)
    if word in _LOCATIVE:
        return True
    if word == "for":
        return any(token.lower in _BOUND_FOR for token in tokens[max(0, at - 4) : at])
    if word == "of":
        before = _lower(tokens, at - 1)
        return before not in _OF_HEADS and not (tokens[at - 1].text[0].isupper() and before not in _DIRECTIONS)
    if word == ",":
        return at in index.end
    if word in ("and", "or", "&"):
        return at in index.end or (_lower(tokens, at - 1) == "," and at - 1 in index.end)
    return False


_BOUND_FOR = word_set("bound left leaves leaving sailed headed heading departed depart embarked")


def _named_with(tokens: Sequence[Token], match: _Match, index: _Index) -> bool:
    """ "Ely, Cambridgeshire", "Derna district": what follows says that it is a place."""
    if _lower(tokens, match.end) == ",":
        follower = index.first.get(match.end + 1)
        return follower is not None and follower.entries[0].kind in "NA"
    return _lower(tokens, match.end) in _HEADS_BEHIND or _is_facility(tokens, match.first, match.end)


def _stands_alone(tokens: Sequence[Token], match: _Match, gazetteer: Gazetteer, located: bool) -> bool:
    """Whether the name is whole: no capitalised word is part of it before or behind."""
    end, first = match.end, match.first
    if end < len(tokens) and _joins_behind(tokens, end):
        behind = tokens[end]
        if (
            behind.text not in _CAPITAL_HEADS
            and fold(behind.text) not in gazetteer.called
            and behind.lower not in WEEKDAYS
            and behind.lower not in MONTHS
        ):
            return False
        if behind.text in _CAPITAL_HEADS and end + 1 < len(tokens) and _joins_behind(tokens, end + 1):
            return False
    if first + 1 == end and tokens[first].lower in _ORG_HEADS:
        return False
    if (
        _lower(tokens, end) in ("del", "da", "de", "do", "dos", "di", "la", "al", "el")
        and end + 1 < len(tokens)
        and tokens[end + 1].text[0].isupper()
    ):
        return False
    if end < len(tokens) and tokens[end].text == "$":
        return False
    if end < len(tokens) and tokens[end].text in HYPHENS and touching(tokens, end) and touching(tokens, end + 1):
        return _lower(tokens, end + 1) in ("controlled", "held", "occupied", "administered")
    if first and tokens[first - 1].text in HYPHENS and touching(tokens, first) and touching(tokens, first - 1):
        return tokens[first - 2].text[0].isupper() and fold(tokens[first - 2].text) in gazetteer if first > 1 else False
    if not first or not tokens[first - 1].text[0].isupper() or not tokens[first - 1].text[0].isalpha():
        return not _follows_of_head(tokens, first)
    before = tokens[first - 1]
    if (
        before.lower in _DIRECTIONS
        or before.lower in _LOCATIVE
        or before.lower in _NEVER
        or before.lower in WEEKDAYS
        or before.lower in MONTHS
    ):
        return True
    if before.lower in (
        "greater",
        "downtown",
        "mainland",
        "neighbouring",
        "neighboring",
        "but",
        "after",
        "when",
        "since",
        "both",
    ):
        return True
    return fold(before.text) in gazetteer.called and located


def _joins_behind(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text[0].isupper() and tokens[at].text[0].isalpha() and tokens[at].start - tokens[at - 1].end == 1


def _follows_of_head(tokens: Sequence[Token], first: int) -> bool:
    """ "University of Oslo", "Bank of England", "the Archbishop of York"."""
    at = first - 1
    if _lower(tokens, at) == "the":
        at -= 1
    if _lower(tokens, at) in ("of", "for"):
        return at > 0 and tokens[at - 1].text[0].isupper() and _lower(tokens, at - 1) in _OF_HEADS
    return False


def _is_body(tokens: Sequence[Token], match: _Match) -> bool:
    """ "Russia's army", "the Suva office", "Paris says": the name stands for a body or speaks itself."""
    after, end = _lower(tokens, match.end), match.end
    kind = match.entries[0].kind
    if after in ("’", "'") and (_lower(tokens, end + 1) == "s" or match.entries[0].name.endswith("s")):
        words = [_lower(tokens, end + step) for step in range(2, 5)]
        return kind in "NC" and not any(word in _GEOGRAPHIC | _FACILITIES for word in words)
    if after in _BODIES and kind != "W":
        return True
    if kind in "NC" and _lower(tokens, match.first - 1) in _ADDRESSED:
        return True
    if kind in "NC" and (
        after in _SAYS
        or (after in ("has", "had", "have", "was") and _lower(tokens, end + 1) in _SAYS | {"informed", "told", "not"})
    ):
        return not _located(tokens, match.first, _Index({}, {}))
    return False


def _settled(
    text: str, tokens: Sequence[Token], match: _Match, setting: _Setting, index: _Index
) -> tuple[int, int, Place]:
    entry = _choose(tokens, match, setting, index)
    first, end = _widened(tokens, match)
    anchor = Anchor.at(text, (tokens[first].start, tokens[end - 1].end))
    widened = first < match.first or end > match.end
    name = _own_name(text, tokens, match, first, end) if widened else entry.name if entry.kind in "NW" else anchor.text
    return (
        first,
        end,
        Place(anchor, _plain(name), entry.country, entry.lat, entry.lon, None if widened else entry.geonames),
    )


_SETTLED = word_set("town city village hamlet suburb")


def _own_name(text: str, tokens: Sequence[Token], match: _Match, first: int, end: int) -> str:
    """ "eastern Libya" keeps its words (N3); what "40 km west of Oslo", "off Cebu" and "Derna town" name is Oslo, Cebu, Derna."""
    if first < match.first and _lower(tokens, match.first - 1) in ("of", "from", "off", "the"):
        first = match.first
    if end > match.end and _lower(tokens, end - 1) in _SETTLED and tokens[end - 1].text.islower():
        end = match.end
    return text[tokens[first].start : tokens[end - 1].end]


def _plain(name: str) -> str:
    return " ".join(name.split())


def _bare(text: str, tokens: Sequence[Token], match: _Match, setting: _Setting, index: _Index) -> Place:
    """What a name stands for, place or party: it says where the places around it lie."""
    entry = _choose(tokens, match, setting, index)
    anchor = Anchor.at(text, (tokens[match.first].start, tokens[match.end - 1].end))
    return Place(anchor, entry.name, entry.country, entry.lat, entry.lon, entry.geonames)


def _choose(tokens: Sequence[Token], match: _Match, setting: _Setting, index: _Index) -> Entry:
    """Of namesakes the one of the country that the document is about, or that is named right behind."""
    if len(match.entries) == 1:
        return match.entries[0]
    named = None
    if _lower(tokens, match.end) == "," or _lower(tokens, match.end) == "in":
        follower = index.first.get(match.end + 1)
        if follower is not None and follower.entries[0].kind in "NA":
            named = {entry.country for entry in follower.entries if entry.kind in "NA"}
    weights, clock = setting.weights, setting.clock
    total = max(weights.values(), default=0)

    def score(entry: Entry) -> float:
        share = weights.get(entry.country, 0.0) / total if total and entry.country else 0.0
        bonus = 6.0 if named and entry.country in named else 0.0
        here = 1.0 if clock is not None and clock.agrees(entry.zone) else 0.0
        return entry.weight + 2.5 * share + bonus + here

    return max(match.entries, key=score)


def _widened(tokens: Sequence[Token], match: _Match) -> tuple[int, int]:
    """ "eastern Libya", "off Cebu", "40 km north of Kharkiv", "Nsanje district": words that move or limit the place are its own."""
    first, end = match.first, match.end
    if (_lower(tokens, end) in _HEADS_BEHIND and end < len(tokens) and match.entries[0].kind in "PAC") or (
        end < len(tokens) and tokens[end].text in _CAPITAL_HEADS and _joins_behind(tokens, end)
    ):
        end += 1
    while first and (
        _lower(tokens, first - 1) in _DIRECTIONS
        or tokens[first - 1].text == "Greater"
        or (
            tokens[first - 1].text in HYPHENS
            and touching(tokens, first - 1)
            and touching(tokens, first)
            and _lower(tokens, first - 2) in _DIRECTIONS
        )
    ):
        first -= 1
    if first < match.first and tokens[first].text in HYPHENS:
        first = match.first
    at = first - 1
    if _lower(tokens, at) == "the":
        at -= 1
    if _lower(tokens, at) in ("of", "from") and _lower(tokens, at - 1) in _COMPASS:
        first = at - 1
        if _lower(tokens, first - 1) in HYPHENS and _lower(tokens, first - 2) in _COMPASS:
            first -= 2
        if (
            _lower(tokens, first - 1) in ("km", "kms", "miles", "kilometres", "kilometers", "metres", "meters")
            and tokens[first - 2].text[0].isdecimal()
        ):
            first -= 2
        elif _lower(tokens, first - 1) == "the":
            pass
        return first, end
    if (
        _lower(tokens, at) in ("from", "off")
        and _lower(tokens, at - 1) in ("km", "kms", "miles", "kilometres", "kilometers")
        and tokens[at - 2].text[0].isdecimal()
    ):
        return at - 2, end
    if _lower(tokens, first - 1) == "off" and _lower(tokens, first - 2) not in _CUT:
        return first - 1, end
    return first, end


_CUT = word_set("cut cuts cutting sealed closed shut fenced set took called blocked")


def _unknown(
    text: str,
    tokens: Sequence[Token],
    gazetteer: Gazetteer,
    found: list[tuple[int, int, Place]],
    near: list[tuple[int, int, Place]],
    setting: _Setting,
    names: frozenset[str],
    speaking: dict[int, int],
) -> list[tuple[int, int, Place]]:
    """Places that the gazetteer lacks: a capitalised name behind "in" or "near", before "district", behind "Lake"; and
    "the Belarusian border". Their country is that of the places around them.
    """
    busy = {at for first, end, _ in found for at in range(first, end)}
    runs, at = [], 0
    made: list[tuple[int, int, Place]] = []
    ends = {end for _, end, _ in found}
    while at < len(tokens):
        if at in busy or not _is_name(tokens[at]):
            at += 1
            continue
        border = _border(text, tokens, at, gazetteer)
        if border is not None:
            made.append(border)
            at = border[1]
            continue
        if tokens[at].lower in _NEVER and at + 1 < len(tokens) and at + 1 not in busy and _is_name(tokens[at + 1]):
            at += 1  # "The Tarn valley"
        end = _run(tokens, at, busy)
        told = _unknown_here(tokens, at, end, gazetteer, names, speaking) or (
            at - 1 in ends and _goes_on(tokens, at, end, gazetteer, names)
        )
        runs.append((at, end, told))
        ends |= {end} if told else set()
        at = max(end, at + 1)
    named = [fold(text[tokens[first].start : tokens[end - 1].end]) for first, end, _ in runs]
    sure = {name for name, (_, _, told) in zip(named, runs, strict=True) if told}
    known: dict[str, Village | str] = {}
    for name, (first, end, told) in zip(named, runs, strict=True):
        again = name in sure and _lower(tokens, first - 1) in _LOCATIVE | {"of", "for"}
        if not (told or again or _is_village(tokens, first, end, name, setting, names, speaking)):
            continue
        country, how = _around(tokens, first, near, setting, gazetteer)
        where = known[name] if how == _ABOUT and name in known else _village(name, country, how, setting)
        if where is not None and how != _ABOUT:
            known.setdefault(name, where)
        made.append(_made(text, tokens, first, end, where))
    return made


def _goes_on(tokens: Sequence[Token], at: int, end: int, gazetteer: Gazetteer, names: frozenset[str]) -> bool:
    """ "in Brastad and Molve": one more name of a list of places."""
    words = [token.lower for token in tokens[at:end]]
    return (
        _lower(tokens, at - 1) == "and"
        and end - at <= 2
        and not any(
            word in _NEVER | _ORG_HEADS | _COMMON or word in names or word in gazetteer.called for word in words
        )
        and not any(token.text.isupper() for token in tokens[at:end])
        and _lower(tokens, end) in _AFTER_LIST
    )


_AFTER_LIST = frozenset(
    [".", ",", ";", "", "on", "in", "after", "at", "for", "from", "as", "were", "since", "by", "where", "and"]
)


def _made(
    text: str, tokens: Sequence[Token], first: int, end: int, where: Village | str | None
) -> tuple[int, int, Place]:
    """A place that the gazetteer lacks, with what is known of where it lies."""
    wide, stop = _widened(tokens, _Match(first, end, (_NOWHERE,)))
    anchor = Anchor.at(text, (tokens[wide].start, tokens[stop - 1].end))
    name = _plain(_own_name(text, tokens, _Match(first, end, ()), wide, stop))
    if isinstance(where, Village):
        return wide, stop, Place(anchor, name, where.country, where.lat, where.lon, None)
    return wide, stop, Place(anchor, name, where, None, None, None)


def _is_village(
    tokens: Sequence[Token],
    first: int,
    end: int,
    name: str,
    setting: _Setting,
    names: frozenset[str],
    speaking: dict[int, int],
) -> bool:
    """ "left Stromness", "the Astravyets plant": words that others than places follow too, and a name that a list has in a country
    of the document, or that is long and has no namesake.
    """
    moved = _lower(tokens, first - 1) in _VISITS
    if not (moved or _is_facility(tokens, first, end)) or tokens[end - 1].lower in names:
        return False
    if tokens[end - 1].end <= speaking.get(tokens[first].start, -1) or any(
        token.lower in _ORG_HEADS | _COMMON for token in tokens[first:end]
    ):
        return False
    places = load_villages().look_up(name)
    if any(setting.weights.get(place.country) for place in places):
        return True
    return moved and len(places) == 1 and len(name) >= _LONG


def _is_facility(tokens: Sequence[Token], first: int, end: int) -> bool:
    """ "the Dilling road", "a Vysoké hospital"."""
    return _lower(tokens, first - 1) in ("the", "a") and _lower(tokens, end) in _FACILITIES


_NOWHERE = Entry("P", "", None, None, None, 0, None, None)


def _border(text: str, tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> tuple[int, int, Place] | None:
    """ "the Belarusian border", "the Somali coast"."""
    country = gazetteer.called.get(tokens[at].lower)
    if country is None or _lower(tokens, at + 1) not in (
        "border",
        "coast",
        "frontier",
        "mainland",
        "side",
        "waters",
        "airspace",
        "countryside",
    ):
        return None
    if tokens[at + 1].lower == "side" and _lower(tokens, at - 2) not in ("on", "from"):
        return None
    anchor = Anchor.at(text, (tokens[at].start, tokens[at + 1].end))
    return at, at + 2, Place(anchor, _plain(anchor.text), country, None, None, None)


def _run(tokens: Sequence[Token], at: int, busy: set[int]) -> int:
    """The end of a run of capitalised words, with the small words that names have inside."""
    end = at + 1
    while end < len(tokens) and end - at < _MOST_TOKENS and end not in busy:
        token = tokens[end]
        if token.text[0].isupper() and token.text[0].isalpha() and (token.start - tokens[end - 1].end <= 1):
            end += 1
        elif (
            (token.text in HYPHENS or token.text in "’'")
            and touching(tokens, end)
            and touching(tokens, end + 1)
            and end + 1 < len(tokens)
            and tokens[end + 1].text[0].isupper()
        ) or (
            token.lower in ("of", "de", "la", "al", "el", "d", "du", "sur", "upon")
            and end + 1 < len(tokens)
            and tokens[end + 1].text[0].isupper()
            and end + 1 not in busy
        ):
            end += 2
        else:
            break
    return end


def _unknown_here(
    tokens: Sequence[Token], at: int, end: int, gazetteer: Gazetteer, names: frozenset[str], speaking: dict[int, int]
) -> bool:
    last, only = tokens[end - 1], tokens[at]
    if last.end <= speaking.get(only.start, -1):
        return False
    words = [token.lower for token in tokens[at:end]]
    if any(word in _ORG_HEADS for word in words) or any(
        word in _NEVER or word in MONTHS or word in WEEKDAYS for word in words[:1] + words[-1:]
    ):
        return False
    if (
        any(token.text.isupper() for token in tokens[at:end])
        or gazetteer.called.get(words[0])
        or (end < len(tokens) and tokens[end].text[0].isdecimal())
    ):
        return False
    if _lower(tokens, end) in ("’", "'") and _lower(tokens, end + 1) == "s":
        return False
    if only.text in _HEADS_BEFORE and end - at > 1:
        return True
    if tokens[at - 1].text in ("“", '"', "‘") if at else False:
        return False
    if _lower(tokens, end) in _HEADS_BEHIND:
        return True
    if last.text in _CAPITAL_HEADS and end - at > 1 and tokens[end - 2].lower != "of":
        return True
    if end - at > 3 or (last.lower in names and end - at > 1):
        return False
    before = _lower(tokens, at - 1) if _lower(tokens, at - 1) not in _DIRECTIONS else _lower(tokens, at - 2)
    if words[-1] in names or _lower(tokens, end) in _BODIES:
        return False
    if before == "the" and _lower(tokens, at - 2) in ("across", "along") and end - at == 1:
        return True  # "across the Hunter", "along the Brede"
    if before == "of" and _lower(tokens, at - 2) == "out":
        return True
    if before in ("of", "from", "to"):
        near = [_lower(tokens, at - step) for step in range(2, 6 if before != "of" else 3)]
        return any(word in (_DWELLERS | _HEADS_BEHIND if before == "of" else _MOVING) for word in near)
    return before in _UNKNOWN_AFTER


_BEHIND, _BEFORE, _ABOUT = "behind", "before", "about"  # how the country of a place is told


def _around(
    tokens: Sequence[Token], at: int, found: list[tuple[int, int, Place]], setting: _Setting, gazetteer: Gazetteer
) -> tuple[str | None, str]:
    """The country of a place named right behind ("Torre, Spain"), of the last one before it in the sentence, or else the one
    that the document is about; and how it is told.
    """
    here = bisect_left(found, at, key=lambda each: each[0])
    for first, _, place in found[here : here + 2]:
        if place.country and 0 < first - at <= 4 and any(token.text == "," for token in tokens[at:first]):
            return place.country, _BEHIND
    if (country := _nation_before(tokens, at, gazetteer)) is not None:
        return country, _BEFORE
    for _, end, place in reversed(found[max(0, here - 4) : here]):
        if place.country and end <= at and at - end <= 40 and not _stops(tokens, end, at):
            return place.country, _BEFORE
    return setting.country(), _ABOUT


def _nation_before(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> str | None:
    """ "the northern Syrian town of Azaz", "the Chilean port Quillay"."""
    head = at - 2 if _lower(tokens, at - 1) == "of" else at - 1
    if _lower(tokens, head) not in _DWELLERS | _HEADS_BEHIND:
        return None
    told = (gazetteer.called.get(_lower(tokens, head - step)) for step in (1, 2, 3))
    return next((country for country in told if country), None)


def _village(name: str, country: str | None, how: str, setting: _Setting) -> Village | str | None:
    """Where a small place lies: in the country told around it, or else in one that the document names, or else where its name is
    long and there is but one; the country alone where no list has it.
    """
    places = load_villages().look_up(name)
    for place in places:
        if place.country == country:
            return place
    if how == _BEHIND or not places:
        return country
    told = max(places, key=lambda place: setting.weights.get(place.country, 0.0))
    if setting.weights.get(told.country):
        return told
    alone = len(places) == 1 and len(name) >= _LONG and setting.weights.get(country or "", 0.0) < _SURE
    return told if alone or (len(places) == 1 and country is None) else country


_SURE = 4.0  # weight of a country that is named: its villages may be on no list
_LONG = 7  # letters: a longer name seldom has a namesake that no list has


def _stops(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a sentence ends between two tokens."""
    return any(tokens[at].text in ".?!" and not touching(tokens, at + 1) for at in range(first, end))
