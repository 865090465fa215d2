"""Tokens behind and around a number → what it counts or measures, with its scope words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sayso.reading.numerals import HYPHENS, ONES, SCALES, TENS, VAGUE, touching
from sayso.reading.tokens import Token, word_set


class Unit(NamedTuple):
    """What is counted (None: the words around do not tell), and the token behind its last."""

    text: str | None
    end: int
    guessed: bool = False  # what an earlier number counts


TIMES_WORDS = {"twice": 2.0, "thrice": 3.0}
NOTHING = frozenset(["none", "not"])
# What follows a "one" that counts nothing.
NOT_ONE = word_set(
    "of another day side thing way more such who that which could can is was would with and or in on at for to by as the",
    "has had may might must did does , . ; : ? ! ’ ' ” \" step month reason called after else from hand than",
)
BEFORE_NUMBERS = word_set(
    "between than since until toward only just that when where while if not no",
    "in on at by to from for with of and or but the is are was were had have has some about least over near says",
    "said killed police among after all another",
)
PERCENT = {"%": 1, "percent": 1, "pct": 1, "percentage": 1, "per cent": 2}
# Measures as they are written → as we name them.
_MEASURES: dict[str, str] = {
    **{word: word for word in
       ["km", "cm", "mm", "m", "kg", "g", "mg", "t", "kw", "mw", "gw", "kwh", "mwh", "gwh", "mph", "kph", "km/h", "ft", "lb", "lbs", "oz", "ha", "mb", "gb", "tb", "kb", "hz", "khz", "mhz", "ghz", "ml", "nm", "ppm", "kilometres", "kilometers", "metres", "meters", "centimetres", "centimeters", "millimetres", "millimeters", "micrometres", "micrometers", "nanometres", "miles", "yards", "feet", "inches", "knots", "hectares", "acres", "tonnes", "tons", "kilograms", "kilogrammes", "kilos", "grams", "grammes", "milligrams", "pounds", "ounces", "litres", "liters", "gallons", "barrels", "megawatts", "gigawatts", "kilowatts", "terawatts", "degrees", "watts", "volts", "kilometre", "kilometer", "metre", "meter", "mile", "yard", "foot", "inch", "hectare", "acre", "tonne", "ton", "kilogram", "kilo", "gram", "litre", "liter", "gallon", "barrel", "megawatt", "gigawatt", "degree", "seconds", "minutes", "hours", "days", "weeks", "fortnights", "months", "years", "decades", "centuries", "second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "points", "basis", "megabytes", "gigabytes", "terabytes", "milliseconds", "nights", "hp", "rpm", "psi", "bpd", "kilowatt"]},
    "kms": "km", "°c": "degrees Celsius", "°f": "degrees Fahrenheit", "c": "degrees Celsius", "f": "degrees Fahrenheit",
    "celsius": "degrees Celsius", "fahrenheit": "degrees Fahrenheit",
}  # fmt: skip
_GLUED = word_set(
    "km kms cm mm m kg g mg t kw mw gw kwh mwh gwh mph kph ft lb lbs oz ha mb gb tb kb hz khz mhz ghz ml nm ppm c",
    "f p k mn mln bn b tn trn min mins hrs hr h",
)
_SINGULAR = {
    "kilometre": "kilometres", "kilometer": "kilometers", "metre": "metres", "meter": "meters", "mile": "miles",
    "yard": "yards", "foot": "feet", "inch": "inches", "hectare": "hectares", "acre": "acres", "tonne": "tonnes", "ton": "tons",
    "kilogram": "kilograms", "kilo": "kilos", "gram": "grams", "litre": "litres", "liter": "liters", "gallon": "gallons",
    "barrel": "barrels", "megawatt": "megawatts", "gigawatt": "gigawatts", "degree": "degrees", "second": "seconds",
    "minute": "minutes", "hour": "hours", "day": "days", "week": "weeks", "month": "months", "year": "years",
    "kilowatt": "kilowatts", "watt": "watts", "decade": "decades", "century": "centuries", "point": "points", "knot": "knots", "megabyte": "megabytes",
}  # fmt: skip
_CURRENCIES = word_set(
    "dollars euros pounds rupees yen yuan won rubles roubles francs kroner kronor crowns zloty zlotys pesos reais",
    "real rand lira liras shekels dirhams riyals rials dinars baht rupiah ringgit naira shillings cedis forints",
    "hryvnia hryvnias lei leu leva taka kyat dong tenge birr kwacha cents pence euro dollar pound rupee krona",
    "krone koruna sterling renminbi bolivars soles guaranies escudos sheqels taels quetzals lempiras",
)
_PLURALS = word_set(
    "people men women children police crew staff personnel troops fish salmon cattle sheep deer aircraft",
    "spacecraft data policemen policewomen firemen fishermen gunmen servicemen servicewomen crewmen crewmembers",
    "airmen seamen frenchmen congressmen lawmakers media criteria mice teeth feet geese oxen bacteria larvae",
    "phenomena poultry livestock infantry youth folk clergy swine elderly horsepower shrimp cod trout squid",
    "offspring series species means headquarters businesspeople businessmen spokespeople tradespeople passers-by",
    "caribou bison moose elk tuna antelope reindeer quail grouse buffalo salmon haddock sailors dice wives lives leaves halves knives thieves shelves wolves hooves loaves calves lice",
)
# Currencies by their codes (ISO 4217), as news writes them.
CODES: dict[str, str] = {
    "USD": "US dollars", "EUR": "euros", "GBP": "pounds", "CHF": "Swiss francs", "JPY": "yen", "CNY": "yuan", "RMB": "yuan",
    "INR": "rupees", "AUD": "Australian dollars", "CAD": "Canadian dollars", "SEK": "Swedish kronor", "NOK": "Norwegian kroner",
    "DKK": "Danish kroner", "PLN": "zloty", "PHP": "Philippine pesos", "ZAR": "rand", "AED": "dirhams", "SAR": "riyals",
    "CZK": "Czech koruna", "HUF": "forints", "RUB": "roubles", "UAH": "hryvnia", "NGN": "naira", "KES": "Kenyan shillings",
    "HKD": "Hong Kong dollars", "SGD": "Singapore dollars", "BRL": "Brazilian reais",
}  # fmt: skip
# States that are counted by themselves, and what we name them. Dead and missing are never one number (RULES.md, N1).
STATES: dict[str, str] = {
    "dead": "dead", "died": "dead", "killed": "dead", "deaths": "dead", "perished": "dead", "drowned": "dead", "die": "dead",
    "fatally": "dead", "missing": "missing", "unaccounted": "missing", "untraced": "missing", "vanished": "missing",
    "injured": "injured", "wounded": "wounded", "hurt": "hurt", "hospitalised": "in hospital", "hospitalized": "in hospital",
    "homeless": "homeless", "displaced": "displaced", "evacuated": "evacuated", "rescued": "rescued", "detained": "detained",
    "arrested": "arrested", "trapped": "trapped", "infected": "infected", "sick": "sick", "ill": "ill", "stranded": "stranded",
    "survived": "survived", "freed": "freed", "released": "released", "captured": "captured", "executed": "executed",
    "kidnapped": "kidnapped", "abducted": "abducted", "charged": "charged", "convicted": "convicted",
}  # fmt: skip
BARE_STATES = frozenset(STATES.values())
_KILLS = {
    "killing": "dead", "kill": "dead", "kills": "dead", "killed": "dead", "injuring": "injured", "injured": "injured",
    "injures": "injured", "wounding": "wounded", "wounded": "wounded", "hurting": "hurt", "displacing": "displaced",
    "displaced": "displaced", "rescued": "rescued", "detained": "detained", "arrested": "arrested", "infecting": "infected",
}  # fmt: skip
_BETWEEN_STATE = word_set(
    "may might could would will found have has had been were was are is be being also still reportedly now remain",
    "remained remains feared confirmed listed presumed declared reported left believed as to more others in all",
    "were, known went gone that who then later already seriously badly critically severely lightly slightly",
    "people of them",
)
_TOLLS = {
    "toll": "dead", "casualties": "casualties", "fatalities": "dead", "deaths": "dead", "dead": "dead", "injured": "injured",
    "wounded": "wounded", "missing": "missing", "magnitude": "magnitude", "injuries": "injured", "crowd": "people",
    "attendance": "people", "turnout": "people", "audience": "people",
}  # fmt: skip
_STOP = word_set(
    "a an the in on at by to from for with without of off and or but nor than then that which who whom whose",
    "where when while as if because since until till after before during through throughout across along over",
    "under above below between among against about around near into onto within inside outside upon per via",
    "despite plus minus is are was were be been being am has have had having do does did will would shall should",
    "can could may might must not no never also still now already later earlier there here this these those its",
    "his her their our your my it he she they we you i him them us me said says say told tell asked ask added",
    "adds died dies killed went gone came come took taken take left found made make gave given give got get put",
    "set saw seen see fell rose risen fallen ran run cut hit held kept led met paid sat sent shut sold spent",
    "stood struck swept threw thrown thought won lost broke broken began begun became become brought built bought",
    "caught chose chosen drew drawn drove driven ate flew flown fled forgot felt grew grown hid hidden knew known",
    "lay lain meant read rang sang sank sunk spoke spoken stole stolen swam swore tore wore wrote written ago",
    "each every all both so such too very just only even almost nearly again together apart away back down up out",
    "how why what whether yet however according today yesterday tomorrow monday tuesday wednesday thursday friday",
    "saturday sunday tonight overnight including like exists exist asks purports shows means includes goes comes",
    "makes takes gets keeps holds needs remains seems appears believes thinks knows claims argues suggests",
    "expects plans hopes wants tells notes insists denies confirms faces gives leaves lies unless except once",
    "twice aboard toward towards behind beside beyond amid worth need needed want remain seem appear work works",
    "live lives lived walk walks crossed crossing sooner long high deep wide tall old older younger full ahead",
    "late apiece altogether more. less respectively instead otherwise anyway",
)
_NOT_PLURAL = word_set(
    "news gas bus class business cross mass press access process success congress progress express ous illness",
    "witness wireless series-long has was is its this thus plus us yes always perhaps less unless across various",
    "previous serious religious famous dangerous mysterious numerous virus campus status census focus bonus",
    "surplus crisis basis analysis loss boss glass grass brass dress address princess mistress fortress",
    "wilderness fitness bias alias atlas canvas pancreas christmas texas kansas arkansas paris athens honduras",
    "laos cyprus politics economics athletics physics electronics mathematics",
    "diabetes measles rabies",
)
# Two nouns run together where the first is a plural: "sports clubs", "arms dealers".
_SKIPPED = frozenset(["“", '"', "‘", "'", "(", "so-called"])
_ADJ_BEFORE_STATE = word_set(
    "still more confirmed others people now feared seriously badly reported critically others.",
)
_RATES = {
    "second", "minute", "hour", "day", "night", "week", "month", "year", "barrel", "tonne", "ton", "litre", "liter", "gallon",
    "kilo", "kilogram", "head", "person", "share", "pound", "ounce", "unit", "piece", "household", "capita", "hectare", "kilometre",
    "kilometer", "mile", "student", "pupil", "ticket", "vote", "camp", "acre", "annum", "shift", "child", "patient",
}  # fmt: skip
_MOST_WORDS = 6
# People by what they are: they die, go missing and are counted together ("passengers and crew").
PERSONS = word_set(
    "men women children boys girls babies infants toddlers teenagers adults pensioners villagers residents tourists hikers",
    "climbers skiers divers swimmers sailors seamen fishermen crew crewmen crewmembers passengers drivers riders cyclists",
    "pilots airmen paratroopers soldiers troops conscripts recruits reservists officers policemen guards firefighters rescuers",
    "medics doctors nurses patients workers employees labourers laborers miners builders roofers welders farmers pickers",
    "shepherds pupils students teachers schoolchildren schoolgirls schoolboys pilgrims worshippers monks nuns priests",
    "protesters demonstrators marchers strikers voters spectators fans players runners guests diners shoppers customers",
    "migrants refugees asylum-seekers deportees civilians fighters militants rebels gunmen insurgents prisoners inmates",
    "detainees hostages captives journalists reporters diplomats observers volunteers survivors victims relatives family",
    "families parents mothers fathers sisters brothers staff personnel contractors engineers scientists tenants campers",
    "islanders commuters motorists pedestrians loggers trappers hunters astronauts cadets trainees apprentices orphans",
)


def is_measure(word: str) -> bool:
    """Whether a word that touches a number is its unit ("5km"), not the rest of a name ("747s")."""
    return word in _GLUED


def measures(unit: str) -> bool:
    """Whether a unit measures (money, time, length, shares) where others count things."""
    head = unit.split(" per ", maxsplit=1)[0].rsplit(maxsplit=1)[-1] if unit.split() else unit
    return (
        head in _MEASURES.values()
        or head in _CURRENCIES
        or head in ("percent", "times", "magnitude", "Celsius", "percentage")
    )


def is_thing(tokens: Sequence[Token], at: int) -> bool:
    """Whether what begins here can be counted: a plural, people, a measure."""
    return find_unit(tokens, at, 2.0).text is not None


def find_unit(tokens: Sequence[Token], at: int, value: float) -> Unit:
    """What stands behind a number: a measure, money, a share, or the noun that is counted, with the words that limit it.

    >>> from sayso.reading.tokens import cut_tokens
    >>> find_unit(cut_tokens("40 of its 210 rural branches closed"), 1, 40.0).text
    'rural branches'
    """
    if at >= len(tokens):
        return Unit(None, at)
    short = short_unit(tokens, at)
    if short.text is not None:
        return with_rate(tokens, short)
    word = tokens[at].lower
    if word in HYPHENS and touching(tokens, at) and touching(tokens, at + 1):
        return _hyphened(tokens, at)
    if (
        word in ("”", '"')
        and touching(tokens, at)
        and at + 1 < len(tokens)
        and not touching(tokens, at + 1)
        and (_lower(tokens, at + 1) == "of" or _lower(tokens, at + 1)[0].isalpha())
    ):
        behind = find_unit(tokens, at + 1, value)
        return behind if behind.text is not None else Unit(None, at)
    if word == "who" or word in _ASKED:
        return Unit("people", at)
    if word == "in" and _lower(tokens, at + 1) in ("favour", "favor"):
        return Unit("votes", at)
    if word == "of":
        return _part_of(tokens, at)
    if word in ("a", "an", "per", "each", "every") and (_is_rate(tokens, at) or word == "per"):
        return with_rate(tokens, Unit("", at))
    return _thing(tokens, at, value)


_ASKED = word_set("asked surveyed polled questioned interviewed")


def short_unit(tokens: Sequence[Token], at: int) -> Unit:
    """A measure, money or percent right behind a number."""
    if at >= len(tokens):
        return Unit(None, at)
    word, after = tokens[at].lower, tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word == "per" and after == "cent":
        return _percent(tokens, at + 2)
    if word in PERCENT:
        return _percent(tokens, at + 1)
    if word == "°":
        scale = {"c": "degrees Celsius", "f": "degrees Fahrenheit"}.get(after)
        return Unit(scale, at + 2) if scale else Unit("degrees", at + 1)
    if word == "degrees" and after in ("celsius", "fahrenheit", "c", "f"):
        return Unit(_MEASURES[after], at + 2)
    if word in ("sq", "square", "cubic") and (after in _MEASURES or after == "."):
        at_unit = at + 2 if after == "." else at + 1
        unit = _lower(tokens, at_unit)
        if unit in _MEASURES:
            return Unit(f"{'square' if word == 'sq' else word} {_SINGULAR.get(unit, unit)}", at_unit + 1)
    if word in ("nautical", "metric", "light", "basis", "percentage") and after.endswith("s"):
        return Unit(f"{word} {after}", at + 2)
    if word in ("c", "f") and not (touching(tokens, at) and tokens[at].text.isupper()):
        return Unit(None, at)
    if word == "t" and not touching(tokens, at):
        return Unit(None, at)
    if word in ("m", "g", "p") and tokens[at].text.isupper():
        return Unit(None, at)
    if word in _MEASURES and not (word == "second" or (False)):
        if word in ("day", "days") and after in HYPHENS:
            return Unit(None, at)
        if word == "basis":
            return Unit(None, at)
        written = tokens[at].text if word in _GLUED and word not in ("c", "f") else _MEASURES[word]
        if after in HYPHENS and touching(tokens, at + 1) and _lower(tokens, at + 2) in _MEASURES:
            return Unit(f"{word}-{_lower(tokens, at + 2)}", at + 3)  # "acre-feet", "megawatt-hours"
        if after in ("2", "²") and touching(tokens, at + 1) and word in ("km", "m", "cm"):
            return Unit(f"square {written}", at + 2)
        return Unit(_SINGULAR.get(word, written), at + 1)
    if word == "p" and touching(tokens, at):
        return Unit("pence", at + 1)
    if word in ("h", "hr", "hrs", "min", "mins") and touching(tokens, at):
        return Unit("hours" if word[0] == "h" else "minutes", at + 1)
    return _money_behind(tokens, at)


def _percent(tokens: Sequence[Token], end: int) -> Unit:
    if tokens[end - 1].lower == "percentage" or _lower(tokens, end) in ("point", "points"):
        if _lower(tokens, end) in ("point", "points"):
            return Unit("percentage points", end + 1)
        if tokens[end - 1].lower == "percentage":
            return Unit("percent", end)
    return Unit("percent", end)


def _money_behind(tokens: Sequence[Token], at: int) -> Unit:
    """ "euros", "Swiss francs", "CFA francs", "Hong Kong dollars"; a closing quote may stand before it."""
    start = at + 1 if tokens[at].text in "”\"’'" and not touching(tokens, at + 1) else at
    if start < len(tokens) and tokens[start].text in CODES:
        return Unit(CODES[tokens[start].text], start + 1)  # "50 million USD"
    for size in (1, 2, 3):
        if start + size <= len(tokens) and tokens[start + size - 1].lower in _CURRENCIES:
            words = [token.text for token in tokens[start : start + size]]
            if all(word[0].isupper() for word in words[:-1]):
                return Unit(" ".join([*words[:-1], words[-1]]), start + size)
    return Unit(None, at)


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _is_rate(tokens: Sequence[Token], at: int) -> bool:
    return _lower(tokens, at + 1) in _RATES and not (
        _lower(tokens, at + 1) in ("second", "head") and _lower(tokens, at) == "a"
    )


def with_rate(tokens: Sequence[Token], unit: Unit) -> Unit:
    """A unit and the rate that follows: "barrels a day" → "barrels per day", "$3 per share"."""
    assert unit.text is not None
    at = unit.end
    word = _lower(tokens, at)
    if word in ("a", "an", "per", "each", "every") and _is_rate(tokens, at):
        return Unit(f"{unit.text} per {tokens[at + 1].lower}".strip(), at + 2)
    if (
        word == "per"
        and at + 2 < len(tokens)
        and tokens[at + 1].text[0].isdecimal()
        and tokens[at + 2].lower[0].isalpha()
    ):
        return Unit(f"{unit.text} per {tokens[at + 1].text} {tokens[at + 2].text}".strip(), at + 3)
    if word == "an" and _lower(tokens, at + 1) == "hour":
        return Unit(f"{unit.text} per hour".strip(), at + 2)
    if word == "/" and touching(tokens, at) and _lower(tokens, at + 1) in ("h", "s", "day", "hour", "l", "kg"):
        return Unit(f"{unit.text} per {_lower(tokens, at + 1)}", at + 2)
    return unit if unit.text else Unit(None, at)


def _hyphened(tokens: Sequence[Token], at: int) -> Unit:
    """ "a 20-mile convoy", "a four-year ban", "a 6.4-magnitude quake"."""
    word = _lower(tokens, at + 1)
    if word in _SINGULAR or word in (
        "magnitude",
        "member",
        "strong",
        "seat",
        "storey",
        "story",
        "bed",
        "page",
        "point",
        "km",
        "mm",
        "cm",
        "kg",
        "percent",
        "mw",
    ):
        if word == "strong":
            return Unit("people", at + 2)
        return Unit(_SINGULAR.get(word, _PARTS_OF_WHOLES.get(word, word)), at + 2)
    return Unit(None, at)


_PARTS_OF_WHOLES = {word: f"{word}s" for word in ("member", "seat", "storey", "bed", "page")}


def _part_of(tokens: Sequence[Token], at: int) -> Unit:
    """ "11 of its nationals", "six of them", "31 of the 90 data centres", "12 of the 30 schools": the whole is what is counted."""
    start = at + 1
    while _lower(tokens, start) in (
        "the",
        "its",
        "their",
        "his",
        "her",
        "our",
        "those",
        "these",
        "all",
        "my",
        "a",
        "at",
        "least",
        "about",
        "some",
    ):
        start += 1
    if _lower(tokens, start) in ("them", "us", "whom", "which", "you"):
        return Unit(None, start + 1)
    if start < len(tokens) and (
        tokens[start].text[0].isdecimal() or _lower(tokens, start) in ONES or _lower(tokens, start) in TENS
    ):
        while start < len(tokens) and (
            tokens[start].text[0].isdecimal()
            or _lower(tokens, start) in ONES
            or _lower(tokens, start) in TENS
            or _lower(tokens, start) in SCALES
            or _lower(tokens, start) in HYPHENS
        ):
            start += 1
    short = short_unit(tokens, start)
    found = short if short.text is not None else _thing(tokens, start, 2.0)
    return found if found.text is not None else Unit(None, at)


def share_unit(at: int) -> Unit:
    """A share is a percentage, whatever it is of."""
    return Unit("percent", at)


def _thing(tokens: Sequence[Token], at: int, value: float) -> Unit:
    """The noun behind a number and the words between them that limit it."""
    run: list[int] = []
    end = at
    while end < len(tokens) and len(run) <= _MOST_WORDS:
        token = tokens[end]
        word = token.lower
        if token.text in _SKIPPED and not run:
            end += 1
            continue
        if word in HYPHENS and run and touching(tokens, end) and touching(tokens, end + 1):
            end += 1
            continue
        if word in ("’", "'") and run and touching(tokens, end):
            if _lower(tokens, end + 1) == "s" and touching(tokens, end + 1):
                run.append(end)
                end += 2
                continue
            if is_plural(tokens[end - 1].lower) and end + 1 < len(tokens) and tokens[end + 1].text[0].isalpha():
                end += 1
                run.append(end - 1)
                continue
            break
        if word in _NOUNS_TOO and value != 1 and not any(is_plural(tokens[place].lower) for place in run):
            run.append(end)
            end += 1
            if not is_plural(_lower(tokens, end)):
                break
            continue
        if not word[0].isalpha() or (word in _STOP and not _describes(tokens, end)):
            break
        if word in VAGUE and run:
            break
        run.append(end)
        end += 1
    return _head(tokens, at, run, value)


_MAY_DESCRIBE = word_set(
    "later earlier broken stolen lost hidden frozen written long high deep wide tall old older younger full",
    "fallen sunken missing live cut made built read work",
)
# Plurals that are verbs too: right behind a number or its adjectives they are what is counted ("40 claims", "three new plans").
_NOUNS_TOO = word_set(
    "claims works plans shows notes lives hopes needs faces leaves lies holds keeps walks means gives takes makes knows",
)


def _describes(tokens: Sequence[Token], at: int) -> bool:
    """ "three broken sensors", "60 later studies": the word belongs to the noun right behind it."""
    return tokens[at].lower in _MAY_DESCRIBE and is_plural(_lower(tokens, at + 1))


def _head(tokens: Sequence[Token], at: int, run: list[int], value: float) -> Unit:
    heads = [
        place
        for place in run
        if is_plural(tokens[place].lower) and _lower(tokens, place + 1) not in ("’", "'") and not _joined(tokens, place)
    ]
    states = [place for place in run[:3] if tokens[place].lower in STATES]
    if (
        states
        and (not heads or states[0] < heads[0])
        and all(tokens[p].lower in _ADJ_BEFORE_STATE for p in run[: run.index(states[0])])
    ) and not (heads and heads[0] == states[0] + 1 and tokens[states[0]].lower not in ("dead", "missing")):
        return Unit(_name(tokens, run[: run.index(states[0])], STATES[tokens[states[0]].lower]), states[0] + 1)
    if heads:
        head = heads[0]
        while head + 1 in run and (is_plural(tokens[head + 1].lower) and tokens[head + 1].lower not in STATES):
            head += 1
        return _scoped(tokens, at, head)
    if value == 1 and run:
        words = run[:4]
        while len(words) > 1 and (
            (len(tokens[words[-1]].text) > 5 and tokens[words[-1]].lower.endswith(("ed", "ing", "ly")))
            or tokens[words[-1]].lower in STATES
        ):
            words.pop()
        if tokens[words[-1]].lower[0].isalpha() and not tokens[words[-1]].lower.endswith(("ly", "ed")):
            return _scoped(tokens, at, words[-1])
    if run and tokens[run[0]].lower == "magnitude":
        return Unit("magnitude", run[0] + 1)
    return Unit(None, at)


def _joined(tokens: Sequence[Token], place: int) -> bool:
    """Whether a plural is only the first half of a word: "arms-control"."""
    return _lower(tokens, place + 1) in HYPHENS and touching(tokens, place + 1) and touching(tokens, place + 2)


def is_plural(word: str) -> bool:
    """Whether a word in small letters is a plural noun."""
    if word in _PLURALS:
        return True
    if word in _NOUNS_TOO:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _NOT_PLURAL


def _name(tokens: Sequence[Token], places: list[int], state: str) -> str:
    words = [tokens[place].lower for place in places if tokens[place].lower in ("people", "others")]
    return " ".join([*words, state])


def _scoped(tokens: Sequence[Token], at: int, head: int) -> Unit:
    """The noun with what limits it: the words before it, "of a smuggling ring", "in Russia", and the state they are in."""
    first = at
    while tokens[first].text in _SKIPPED:
        first += 1
    end = _and_others(tokens, head)
    text = _words(tokens, first, end)
    place_end = _in_place(tokens, end)
    if place_end > end:
        text, end = f"{text} {_words(tokens, end, place_end)}", place_end
    state = _state_behind(tokens, end)
    if state is None:
        state = _KILLS.get(_lower(tokens, _before_number(tokens, at)))
    unit = Unit(f"{text} {state}" if state and state not in text.split() else text, end)
    return with_rate(tokens, unit)


def _and_others(tokens: Sequence[Token], head: int) -> int:
    """The end of "passengers and crew": two kinds of people under one number."""
    joint, other = _lower(tokens, head + 1), _lower(tokens, head + 2)
    if joint != "and" or tokens[head].lower not in PERSONS or other not in PERSONS:
        return head + 1
    return head + 1 if _lower(tokens, head + 3) in _SPEAK else head + 3


_SPEAK = word_set("say said told tell claim claimed added insisted reported warned confirmed denied")


def _words(tokens: Sequence[Token], first: int, end: int) -> str:
    """Tokens as one line, joined as they stand."""
    parts: list[str] = []
    for place in range(first, end):
        if parts and tokens[place - 1].end != tokens[place].start:
            parts.append(" ")
        if tokens[place].text not in '“”"':
            parts.append(tokens[place].text)
    return "".join(parts).strip()


_CALENDAR = word_set(
    "january february march april may june july august september october november december monday tuesday",
    "wednesday thursday friday saturday sunday",
)


def _in_place(tokens: Sequence[Token], at: int) -> int:
    """The end of "in Russia", "from Mali" right behind a noun; of "of a smuggling ring" too."""
    if _lower(tokens, at) == "of" and _lower(tokens, at + 1) in ("a", "an"):
        found = _thing(tokens, at + 2, 1.0)
        return found.end if found.text and found.end - at <= 5 else at
    if _lower(tokens, at) not in ("in", "from", "at"):
        return at
    end = at + 1
    while end < len(tokens) and end - at <= 3 and tokens[end].text[0].isupper() and tokens[end].lower not in _CALENDAR:
        end += 1
    return end if end > at + 1 else at


def _state_behind(tokens: Sequence[Token], at: int) -> str | None:
    """ "were killed", "are still missing", "have died" behind the noun."""
    for place in range(at, min(at + 6, len(tokens))):
        word = tokens[place].lower
        if word in STATES and word != "deaths":
            return STATES[word]
        if word not in _BETWEEN_STATE:
            return None
    return None


def is_told_behind(tokens: Sequence[Token], end: int) -> bool:
    """Whether a verb joins a number to its state: "nine are missing", not "nine missing"."""
    return _lower(tokens, end) in _BETWEEN_STATE or _lower(tokens, end) in (
        "died",
        "drowned",
        "perished",
        "vanished",
        "survived",
    )


def _before_number(tokens: Sequence[Token], at: int) -> int:
    """The token before a number and its bound words, going back from its unit."""
    place = at - 1
    steps = 0
    while (
        place >= 0
        and steps < 7
        and (
            tokens[place].text[0].isdecimal()
            or tokens[place].lower in _LEADING
            or tokens[place].lower in SCALES
            or tokens[place].lower in ONES
            or tokens[place].lower in TENS
            or tokens[place].lower in HYPHENS
        )
    ):
        place -= 1
        steps += 1
    return place


_LEADING = word_set(
    "at least about around some more than nearly almost over up to as many close roughly approximately an",
    "estimated fewer less no under perhaps dozens scores hundreds thousands of a dozen several between and",
)


def are_bodies(tokens: Sequence[Token], first: int) -> bool:
    """ "the bodies of five people", "the remains of 12 soldiers"."""
    return _lower(tokens, first - 1) == "of" and _lower(tokens, first - 2) in ("bodies", "remains", "corpses")


_GATHERINGS = word_set(
    "queue crowd group gang line party audience congregation team family crew panel squad delegation jury staff band choir"
)


def unit_around(tokens: Sequence[Token], first: int, end: int) -> Unit:
    """What a bare number counts, by the words around it: "12 are missing", "the death toll rose to 27", "put the number of
    infections at 212", "of magnitude 6.4".
    """
    state = _state_behind(tokens, end)
    if _lower(tokens, first - 1) == "of" and _lower(tokens, first - 2) in _GATHERINGS:
        return Unit(f"people {state}" if state else "people", end)
    if state is not None:
        return Unit(state, end)
    start = max(0, first - 16)
    for place in range(first - 1, start - 1, -1):
        token = tokens[place]
        if token.text in ".;!" and not touching(tokens, place + 1):
            break
        if token.lower in _TOLLS and first - place <= (14 if token.lower == "toll" else 8):
            return Unit(_TOLLS[token.lower], end)
        if (
            token.lower in ("number", "figure", "count", "total", "numbers", "tally")
            and _lower(tokens, place + 1) == "of"
        ):
            start_of = place + 3 if _lower(tokens, place + 2) in ("the", "its", "their", "those") else place + 2
            found = _thing(tokens, start_of, 2.0)
            if found.text is not None and found.end <= first:
                return Unit(found.text, end)
        if token.lower in ("number", "toll") and _lower(tokens, place + 1) in STATES and first - place <= 8:
            return Unit(STATES[_lower(tokens, place + 1)], end)
        if token.lower == "many" and _lower(tokens, place - 1) == "how":
            found = _thing(tokens, place + 1, 2.0)
            if found.text is not None and found.end <= first:
                return Unit(found.text, end)
    if [_lower(tokens, end + step) for step in range(3)] == ["the", "number", "of"]:
        return Unit(_thing(tokens, end + 3, 2.0).text, end)
    before = _KILLS.get(_lower(tokens, first - 1))
    return Unit(before, end)


def people_around(tokens: Sequence[Token], end: int) -> Unit:
    """People, by what stands behind a bare number: "all 19 aboard died", "140 on board", "160, including 12 children"."""
    here = [_lower(tokens, end + step) for step in range(5)]
    aboard = 1 if here[0] == "aboard" else 2 if here[:2] == ["on", "board"] else 0
    if aboard:
        state = _state_behind(tokens, end + aboard)
        return Unit(f"people {state}" if state else "people", end)
    among = here[0] == "," and here[1] in ("including", "among") and any(word in PERSONS for word in here[2:])
    return Unit("people" if among else None, end)
