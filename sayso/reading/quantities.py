"""Text → the quantities in it: value, bound, what is counted (RULES.md, N1 and U12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.nouns import Anchor, Quantity, Span
from sayso.reading import counted
from sayso.reading.counted import Unit
from sayso.reading.numerals import HYPHENS, ONES, Numeral, number_at, touching
from sayso.reading.tokens import Token, cut_tokens, word_set
from sayso.scales import Bound

# Words before a number and what they make of it. The longest that fits counts.
BOUNDS: dict[str, Bound] = {
    **dict.fromkeys(
        [
            "about", "around", "some", "roughly", "approximately", "nearly", "almost", "close to", "closer to", "nearer",
            "nearer to", "an estimated", "estimated", "perhaps", "circa", "in the region of", "on the order of",
            "in the order of", "something like", "just under", "just short of", "more or less", "or so", "~", "approx",
            "a little under", "virtually", "probably", "maybe", "somewhere around", "in the neighborhood of",
        ],
        Bound.ABOUT,
    ),
    **dict.fromkeys(
        [
            "more than", "over", "at least", "upwards of", "upward of", "no fewer than", "no less than", "not less than",
            "not fewer than", "never fewer than", "in excess of", "exceed", "exceeds", "exceeded", "exceeding", "above",
            "a minimum of", "minimum of", "just over", "well over", "higher than", "greater than", "well above",
            "topped", "tops", "surpassed", "surpasses", "north of", "more than the", "just above", "slightly over",
            "slightly more than", "a little over", "far more than", "well more than", "at the very least", "better than",
        ],
        Bound.AT_LEAST,
    ),
    **dict.fromkeys(
        [
            "up to", "as many as", "as much as", "no more than", "not more than", "at most", "fewer than", "less than",
            "under", "below", "well below", "well under", "a maximum of", "maximum of", "within", "lower than",
            "at the most", "no higher than", "as high as", "far fewer than", "slightly less than", "far less than",
            "up to as many as",
        ],
        Bound.AT_MOST,
    ),
    **dict.fromkeys(["only", "just", "exactly", "precisely", "a total of", "all but", "a record", "a mere", "fully"], Bound.EXACT),
}  # fmt: skip
_LONGEST = max(len(words.split()) for words in BOUNDS)
_BOUND_ENDS = frozenset(words.split()[-1] for words in BOUNDS)
_BEHIND: dict[tuple[str, ...], Bound] = {
    ("or", "more"): Bound.AT_LEAST,
    ("or", "greater"): Bound.AT_LEAST,
    ("or", "higher"): Bound.AT_LEAST,
    ("and", "more"): Bound.AT_LEAST,
    ("or", "above"): Bound.AT_LEAST,
    ("at", "least"): Bound.AT_LEAST,
    ("-", "plus"): Bound.AT_LEAST,
    ("+",): Bound.AT_LEAST,
    ("plus",): Bound.AT_LEAST,
    ("or", "fewer"): Bound.AT_MOST,
    ("or", "less"): Bound.AT_MOST,
    ("or", "under"): Bound.AT_MOST,
    ("at", "most"): Bound.AT_MOST,
    ("or", "so"): Bound.ABOUT,
    ("-", "odd"): Bound.ABOUT,
    ("or", "thereabouts"): Bound.ABOUT,
}
_MOVED = word_set(
    "rose fell risen fallen increased decreased raised cut lowered revised up down dropped grew grown jumped",
    "climbed slashed widened narrowed rising falling increasing went gone moved raise raising cutting expanded",
    "shrank doubled tripled changed lifted reduced upgraded downgraded swelled surged slipped slumped improved",
    "narrowing dropping lifting hiked",
)
_UP = word_set(
    "rose risen increased raised up grew grown jumped climbed rising swelled surged widened went gone",
)
_DOWN = word_set(
    "fell fallen decreased cut lowered down dropped slashed reduced shrank falling narrowed slipped",
)
_NAMED = word_set(
    "flight resolution article section room route highway phase no nos chapter page boeing airbus act amendment",
    "proposition reactor gate platform channel apartment flat covid version windows iphone psalm aged age ward",
    "bus train tram motorway road junction category clause paragraph annex level tier berth runway terminal",
    "exhibit mk kilometre",
)
_MONEY: dict[str, str] = {
    "$": "dollars", "us$": "US dollars", "a$": "Australian dollars", "au$": "Australian dollars", "c$": "Canadian dollars",
    "ca$": "Canadian dollars", "hk$": "Hong Kong dollars", "s$": "Singapore dollars", "nz$": "New Zealand dollars",
    "nt$": "Taiwan dollars", "r$": "Brazilian reais", "mx$": "Mexican pesos", "j$": "Jamaican dollars",
    "£": "pounds", "€": "euros", "¥": "yen", "₹": "rupees", "₦": "naira", "₽": "roubles", "₩": "won", "₺": "lira",
    "₪": "shekels", "฿": "baht", "₱": "pesos", "₴": "hryvnia", "₫": "dong", "₸": "tenge", "₡": "colones", "₵": "cedis",
    "rs": "rupees", "rp": "rupiah", "rm": "ringgit", "e£": "Egyptian pounds", "le": "Egyptian pounds", "ksh": "Kenyan shillings",
    **{code.lower(): name for code, name in counted.CODES.items()}, "p": "pesos", "try": "lira",
}  # fmt: skip
_MONEY_PREFIXES = frozenset(word[:-1] for word in _MONEY if word.endswith("$") and len(word) > 1)
_SCORING = word_set(
    "won win wins beat beats lost lose loses drew defeat defeated victory score scored voted vote ruled ruling",
    "led trailed lead split draw majority winning beaten beating drawn decision match game set",
)
_YEARS_FROM, _YEARS_TO = 1400, 2100


@dataclass(frozen=True, slots=True)
class _Found:
    """A quantity in tokens: `first` and `last` (behind the end) take in bound words and unit."""

    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    bound: Bound
    unit: Unit


def find_quantities(
    text: str, taken: Iterable[Span] = (), tokens: Sequence[Token] | None = None
) -> tuple[Quantity, ...]:
    """The quantities of a text, in order. What is counted may be said before ("12 are missing" after "passengers").

    `taken` are spans that are something else already: dates, times of day. `tokens` are the text's, where they are cut already.

    >>> for each in find_quantities("At least 17 people died and two dozen were hurt, up from 12 to 40 trucks."):
    ...     print(each.anchor.text, "|", each.value, each.bound, each.unit)
    At least 17 people | 17.0 at_least people dead
    two dozen | 24.0 exact hurt
    12 | 12.0 exact trucks
    40 trucks | 40.0 exact trucks
    """
    tokens = cut_tokens(text) if tokens is None else tokens
    busy = sorted(taken)
    found: list[_Found] = []
    at, past = 0, 0
    while at < len(tokens):
        while past < len(busy) and busy[past][1] <= tokens[at].start:
            past += 1
        if past < len(busy) and busy[past][0] <= tokens[at].start:
            at += 1
            continue
        quantity = _quantity(tokens, at, found)
        if quantity is None:
            at += 1
            continue
        if found and quantity.first < found[-1].last:  # words of a bound that both could have belong to the one before
            quantity = replace(quantity, first=min(found[-1].last, quantity.last - 1))
        if not _covered(tokens, quantity, busy, past):
            found.append(quantity)
        at = max(quantity.last, at + 1)
    return tuple(_noun(text, tokens, each) for each in _shared(tokens, found))


def _covered(tokens: Sequence[Token], found: _Found, busy: list[Span], past: int) -> bool:
    return past < len(busy) and busy[past][0] < tokens[found.last - 1].end


def _noun(text: str, tokens: Sequence[Token], found: _Found) -> Quantity:
    first, last = found.first, found.last
    inside = [token.text for token in tokens[first:last]]
    if (last < len(tokens) and tokens[last].text == "”" and inside.count("“") > inside.count("”")) or (
        last < len(tokens) and tokens[last].text == '"' and inside.count('"') % 2
    ):
        last += 1
    elif (first and tokens[first - 1].text == "“" and inside.count("”") > inside.count("“")) or (
        first and tokens[first - 1].text == '"' and inside.count('"') % 2
    ):
        first -= 1
    span = (tokens[first].start, tokens[last - 1].end)
    return Quantity(Anchor.at(text, span), found.value, found.low, found.high, found.bound, found.unit.text)


def _shared(tokens: Sequence[Token], found: list[_Found]) -> list[_Found]:
    """A bare number counts what the number behind it in the same clause counts, else what one before it does."""
    whole: list[_Found] = []
    later = {
        each.value: each.unit.text for each in reversed(found) if each.unit.text
    }  # "“I saw 40,” she said. … The 40 swans"
    for place, each in enumerate(found):
        if (each.unit.text is None or each.unit.guessed) and place + 1 < len(found):
            ahead = found[place + 1]
            between = [token.lower for token in tokens[each.last : ahead.first]]
            if (
                ahead.unit.text
                and not ahead.unit.guessed
                and len(between) <= 3
                and between[:1] in (["to"], ["or"], ["and"], ["of"], [])
                and all(word in ("to", "or", "and", "from", "of", "the") for word in between)
            ):
                whole.append(_Found(each.first, each.last, each.value, each.low, each.high, each.bound, ahead.unit))
                continue
        again = later.get(each.value) if each.unit.text is None and (each.value or 0) > _SMALL else None
        whole.append(replace(each, unit=Unit(again, each.unit.end, guessed=True)) if again else each)
    return whole


def _quantity(tokens: Sequence[Token], at: int, before: list[_Found]) -> _Found | None:
    token = tokens[at]
    if token.lower in counted.TIMES_WORDS:
        return _times_word(tokens, at)
    if token.lower in counted.NOTHING and (none := _nothing(tokens, at)) is not None:
        return none
    if token.lower == "a" and (another := _another(tokens, at, before)) is not None:
        return another
    money, start = _money_at(tokens, at)
    number = number_at(tokens, start) if start < len(tokens) else None
    number = number or _bounded_one(tokens, at)
    if number is None:
        return None
    if money is None and _is_name(tokens, at, number):
        return None
    sign, first = _sign(tokens, at)
    if sign < 0 and [_lower(tokens, first - 2), _lower(tokens, first - 1)] == ["plus", "or"] and number.value:
        unit = _unit(tokens, number.end, number, money, first - 2, before)
        return _Found(first - 2, unit.end, None, -number.value, number.value, Bound.RANGE, unit)
    if sign < 0 and number.value is not None:
        number = Numeral(-number.value, number.end, digits=True, decimal=number.decimal)
    bound, first, between = _bound(tokens, first)
    number, second, end = _second(tokens, number, money, between, first)
    if second is None:
        first = at if between else first
        if _is_score(tokens, at, number):
            return None
    within, behind = _bound_behind(tokens, end)
    if behind is not None and money is None and counted.find_unit(tokens, within, 2.0).text is not None:
        end, bound = within, behind if bound in (None, Bound.EXACT, Bound.ABOUT) else bound
    unit = _changed(tokens, _unit(tokens, end, second or number, money, first, before), first)
    found = _settle(tokens, number, second, bound, first, unit, at)
    return _with_inches(tokens, found) if found else None


def _bounded_one(tokens: Sequence[Token], at: int) -> Numeral | None:
    """ "more than an hour", "nearly a decade": the article is a number where a bound stands before it."""
    if tokens[at].lower not in ("a", "an") or counted.short_unit(tokens, at + 1).text is None:
        return None
    bound, first, _ = _bound(tokens, at)
    return (
        Numeral(1.0, at + 1)
        if bound is not None and first < at and tokens[at - 1].lower not in ("just", "only", "some")
        else None
    )


def _settle(tokens: Sequence[Token], number: Numeral, second: Numeral | None, bound: Bound | None, first: int, unit: Unit, at: int) -> _Found | None:  # fmt: skip
    if second is None and unit.text is None and _says_nothing(tokens, number, at):
        return None
    last, behind = _bound_behind(tokens, unit.end)
    if second is not None and number.value is not None and second.value is not None:
        least, most = sorted((number.value, second.value))
        return _Found(first, last, None, least, most, Bound.RANGE, unit)
    if bound in (None, Bound.EXACT, Bound.ABOUT):
        bound = behind or bound or (Bound.ABOUT if number.about else Bound.EXACT)
        bound = Bound.ABOUT if number.about and bound is Bound.EXACT else bound
    if number.value is None:
        vague = Bound.ABOUT if bound in (Bound.EXACT, Bound.AT_MOST) else bound
        return _Found(first, last, None, number.low, None, vague, unit)
    low, high = (number.value if bound is want else None for want in (Bound.AT_LEAST, Bound.AT_MOST))
    return _Found(first, last, number.value, low, high, bound, unit)


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _times_word(tokens: Sequence[Token], at: int) -> _Found | None:
    value = counted.TIMES_WORDS[tokens[at].lower]
    if touching(tokens, at + 1) and _lower(tokens, at + 1) in HYPHENS:
        return None
    bound, first, _ = _bound(tokens, at)
    bound = bound or Bound.EXACT
    low, high = (value if bound is want else None for want in (Bound.AT_LEAST, Bound.AT_MOST))
    return _Found(first, at + 1, value, low, high, bound, Unit("times", at + 1))


def _nothing(tokens: Sequence[Token], at: int) -> _Found | None:
    """ "not one instructor", "not a single vehicle", "zero customer funds", "none of the generators"."""
    word, after = tokens[at].lower, _lower(tokens, at + 1)
    if word == "none":
        if after == "of":
            unit = counted.find_unit(tokens, at + 1, 0.0)
            return _Found(at, unit.end, 0.0, None, None, Bound.EXACT, unit) if unit.text else None
        return None
    end = at + 2 if after == "one" else at + 3 if after == "a" and _lower(tokens, at + 2) == "single" else 0
    if not end:
        return None
    unit = counted.find_unit(tokens, end, 1.0)
    return _Found(at, unit.end, 0.0, None, None, Bound.EXACT, unit) if unit.text else None


_NEXT = {"third": 2.0, "fourth": 3.0, "fifth": 4.0}
_IS = word_set("was is has had remains remained died drowned survived escaped later suffered")


def _another(tokens: Sequence[Token], at: int, before: list[_Found]) -> _Found | None:
    """ "two climbers were killed and a third was hurt": one more of what was counted, no share."""
    count = _NEXT.get(_lower(tokens, at + 1))
    if count is None or _lower(tokens, at + 2) not in _IS:
        return None
    last = before[-1] if before else None
    if last is None or last.value != count or last.unit.text is None or counted.measures(last.unit.text):
        return None
    state = counted.unit_around(tokens, at, at + 2).text
    text = state if state in counted.BARE_STATES else _counted_before(before, at)
    return _Found(at, at + 2, 1.0, None, None, Bound.EXACT, Unit(text, at + 2)) if text else None


def _money_at(tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    """The money that stands before a number, and where the number begins: "$4bn", "US$ 7.8 million", "Rs 20 lakh"."""
    word = tokens[at].lower
    if word in _MONEY_PREFIXES and _lower(tokens, at + 1) == "$" and touching(tokens, at + 1):
        return (_MONEY[word + "$"], at + 2) if _has_digit(tokens, at + 2) else (None, at)
    if word in ("u", "e") and _lower(tokens, at + 1) == "£" and _has_digit(tokens, at + 2):
        return _MONEY["e£"], at + 2
    if word in _MONEY and (not word.isalpha() or tokens[at].text[0].isupper()):
        start = at + 2 if _lower(tokens, at + 1) == "." and word in ("rs", "rp") else at + 1
        if word.isalpha() and word == "p" and not touching(tokens, start):
            return None, at
        return (_MONEY[word], start) if _has_digit(tokens, start) else (None, at)
    return None, at


def _has_digit(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text[0].isdecimal()


def _sign(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """ "minus 12C", "-5" where a space or a bracket stands before the dash."""
    before = _lower(tokens, at - 1)
    if before == "minus":
        return -1, at - 1
    if before in HYPHENS and touching(tokens, at) and not touching(tokens, at - 1) and _has_digit(tokens, at):
        return -1, at - 1
    return 1, at


def _is_name(tokens: Sequence[Token], at: int, number: Numeral) -> bool:
    """Flight 370, F-16, Resolution 1718, the year 2024, 34, as an age, 555-0134: numbers that count nothing."""
    before, token, after = _lower(tokens, at - 1), tokens[at], _lower(tokens, number.end)
    if number.digits:
        if touching(tokens, at) and at and (before[-1].isalpha() or before in "._/#@:&=" or (before in HYPHENS and at > 1 and touching(tokens, at - 1) and (not _lower(tokens, at - 2)[-1:].isspace()))):  # fmt: skip
            return True
        if touching(tokens, number.end) and after in ("/", ":", "_", "@", "#", "=", "x"):
            return True
        if (
            touching(tokens, number.end)
            and after == "."
            and _has_digit(tokens, number.end + 1)
            and touching(tokens, number.end + 1)
        ):
            return True
        if _is_telephone(tokens, at, number.end):
            return True
        if touching(tokens, number.end) and after in ("st", "nd", "rd", "th", "s"):
            return True
        code = number.end < len(tokens) and tokens[number.end].text in counted.CODES
        if touching(tokens, number.end) and after[:1].isalpha() and not counted.is_measure(after) and not code:
            return True
        if before in ("+", "#"):
            return True
        if _is_year(tokens, at, number) or _is_age(tokens, at, number.end):
            return True
    elif _is_age(tokens, at, number.end):
        return True
    if before in _NAMED and (number.digits or token.lower in ONES):
        return True
    if (
        before in ("no", "one", "any", "the", "this", "each", "every", "which", "another", "some", "loved", "not")
        and token.lower == "one"
    ):
        return True
    if token.lower == "one" and after in counted.NOT_ONE:
        return (
            not (after in ("or", "and", "to") and number_at(tokens, number.end + 1) is not None)
            if number.end + 1 < len(tokens)
            else True
        )
    if token.lower == "one" and after in HYPHENS and touching(tokens, number.end):
        return True
    if token.lower in ONES and before in HYPHENS and touching(tokens, at) and touching(tokens, at - 1):
        return True
    if at and before[:1].isalpha() and tokens[at - 1].text[0].isupper() and number.digits and before not in _BOUND_ENDS:
        return not counted.is_thing(tokens, number.end) and before not in counted.BEFORE_NUMBERS
    return bool(before == "." and _lower(tokens, at - 2) in ("no", "nos", "vol", "art"))


def _is_telephone(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Three groups of digits and more, or groups on both sides of a hyphen where the second begins with a nought."""
    if (
        _lower(tokens, end) in HYPHENS
        and touching(tokens, end)
        and touching(tokens, end + 1)
        and _has_digit(tokens, end + 1)
    ):
        second = tokens[end + 1].text
        if (second.startswith("0") and "." not in second) or (
            _lower(tokens, end + 2) in HYPHENS and touching(tokens, end + 2) and _has_digit(tokens, end + 3)
        ):
            return True
    run = 0
    for step in range(at - 2, at + 3):
        run = run + 1 if 0 <= step < len(tokens) and tokens[step].text.isdecimal() else 0
        if run >= 3:
            return True
    return tokens[at].text.startswith("0") and len(tokens[at].text) > 1 and "." not in tokens[at].text


def _is_year(tokens: Sequence[Token], at: int, number: Numeral) -> bool:
    text = tokens[at].text
    if not (len(text) == 4 and text.isdecimal() and number.end == at + 1 and _YEARS_FROM <= int(text) <= _YEARS_TO):
        return False
    before = _lower(tokens, at - 1)
    if before in _BOUND_ENDS and before not in ("over", "about", "around", "under", "within", "of", "to", "just"):
        return not counted.is_thing(tokens, at + 1)
    return not counted.is_thing(tokens, at + 1) or before in ("in", "since", "the", "by", "from", "until")


def _is_age(tokens: Sequence[Token], at: int, end: int) -> bool:
    """ ", 34," and "34-year-old", "aged 34", "34 years old"."""
    before, after = _lower(tokens, at - 1), _lower(tokens, end)
    stands = before in ("is", "was", "turned") and _lower(tokens, at - 2) in ("he", "she", "who")
    if stands and after not in HYPHENS and not counted.is_thing(tokens, end):
        return True
    if before in ("as", "at", "is", "was") and any(token.lower == "age" for token in tokens[max(0, at - 8) : at]):
        return True
    if before in ("aged", "age") or (before == "of" and _lower(tokens, at - 2) in ("age", "ages")):
        return True
    words = [_lower(tokens, end + step) for step in range(4)]
    if (
        words[0] in HYPHENS
        and words[1] in ("year", "years", "month", "months", "week", "day")
        and words[2] in HYPHENS
        and words[3] == "old"
    ):
        return True
    if words[0] in ("year", "years", "month", "months") and words[1] in ("old", "olds"):
        return len(tokens[at].text) <= 3 or tokens[at].lower in ONES or tokens[at].text.isalpha()
    if words[0] in ("year", "years") and words[1:3] == ["of", "age"]:
        return True
    plain = tokens[at].text.isdecimal() and len(tokens[at].text) <= 3 and end == at + 1
    return (
        plain
        and before == ","
        and after in (",", ".", ")", ";")
        and tokens[at].start > tokens[at - 1].end
        and at > 1
        and tokens[at - 2].text[:1].isupper()
    )


def _bound(tokens: Sequence[Token], at: int) -> tuple[Bound | None, int, str]:
    """The words before a number that bound it, where they begin, and "between" or "from" where a range is opened."""
    at_quote = at - 1 if at and tokens[at - 1].text in "“\"‘'" else at
    before = _lower(tokens, at - 1)
    if before in ("between", "from"):
        return None, at - 1, before
    further = at - 2 if before == "further" else at - 1 if before == "another" else at
    for start in (at, at_quote, further):
        if start > 0 and tokens[start - 1].lower in _BOUND_ENDS:
            for size in range(min(_LONGEST, start), 0, -1):
                words = " ".join(token.lower for token in tokens[start - size : start])
                if words in BOUNDS and not _is_other_word(tokens, start - size, words):
                    return _stretch(tokens, BOUNDS[words], start - size)
    return None, at, ""


def _stretch(tokens: Sequence[Token], bound: Bound, first: int) -> tuple[Bound, int, str]:
    """ "only about 40", "perhaps as many as 90": the outer word belongs to the quantity, the inner one decides."""
    if (
        first
        and tokens[first - 1].lower
        in (
            "only",
            "just",
            "perhaps",
            "well",
            "still",
            "maybe",
            "probably",
            "possibly",
            "an",
        )
        and (tokens[first - 1].lower != "an" or tokens[first].lower == "estimated")
    ):
        first -= 1
    return bound, first, ""


def _is_other_word(tokens: Sequence[Token], at: int, words: str) -> bool:
    """ "handed over 3 prisoners", "how about 12"."""
    if words == "about" and _lower(tokens, at - 1) in ("how", "what", "talked", "asked"):
        return True
    if words != "over":
        return False
    before = _lower(tokens, at - 1)
    return before in ("handed", "took", "taken", "all", "hand", "win", "victory") or (
        before not in _LASTING and _is_while(tokens, at + 1)
    )


_LASTING = word_set(
    "for of in is was are were took takes lasted lasts waited spent after last than a an the just well by to"
)
_WHILES = word_set("minutes hours days nights weeks months years decades")


def _is_while(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number of days or the like begins here: "fell over three days" is during them, "for over three days" more."""
    number = number_at(tokens, at) if at < len(tokens) else None
    return number is not None and _lower(tokens, number.end) in _WHILES


def _bound_behind(tokens: Sequence[Token], end: int) -> tuple[int, Bound | None]:
    comma = 1 if _lower(tokens, end) == "," else 0
    for words, bound in _BEHIND.items():
        have = tuple(_lower(tokens, end + comma + step) for step in range(len(words)))
        if have == words and (not comma or words[0] == "at"):
            if (words == ("plus",) or words == ("+",)) and (
                _has_digit(tokens, end + 1) or (words == ("plus",) and _lower(tokens, end + 1) in ("a", "the", "or"))
            ):
                continue
            if " ".join(words) in BOUNDS and _has_digit(tokens, end + comma + len(words)):
                continue  # they bound the number that follows: "12, at least 12 of them children"
            return end + comma + len(words), bound
    return end, None


def _second(tokens: Sequence[Token], number: Numeral, money: str | None, between: str, first: int) -> tuple[Numeral, Numeral | None, int]:  # fmt: skip
    """Both ends of a range, and where it stops: "3-5 percent", "$28-$31", "25 to 30 million", "two or three days"."""
    end = number.end
    if number.value is None:
        return number, None, end
    own = counted.short_unit(tokens, end) if money is None else None
    at = own.end if own and own.text else end
    joint = _lower(tokens, at)
    dash = joint in HYPHENS
    if not (dash or joint in ("to", "or", "through") or (joint == "and" and between == "between")):
        return number, None, end
    if between == "from" and joint == "to" and _has_moved(tokens, first):
        return number, None, end
    if joint == "to" and not between and _has_moved(tokens, first):
        return number, None, end
    start = at + 1
    other_money, start = _money_at(tokens, start) if start < len(tokens) else (None, start)
    if other_money and other_money != money:
        return number, None, end
    if (
        start < len(tokens)
        and _lower(tokens, start) in ("about", "around", "even", "nearly", "perhaps")
        and joint != "or"
    ):
        start += 1
    other = number_at(tokens, start) if start < len(tokens) else None
    if other is None or other.value is None or other.share != number.share:
        return number, None, end
    low = number.value
    if other.scaled and not number.scaled and low < 1000 and (own is None or own.text is None):
        scale = other.value / _plain(tokens, start, other)
        low = round(low * scale, 6)
    if not low < other.value and between != "between":
        return number, None, end
    if joint == "or" and (other.value > 3 * max(low, 1) or money):
        return number, None, end
    wide = number.digits and low >= 100 and not _YEARS_FROM <= low <= _YEARS_TO
    if (
        dash
        and not wide
        and not (counted.find_unit(tokens, other.end, other.value).text or money or (own and own.text) or between)
    ):
        return number, None, end
    return replace(number, value=low), other, other.end


def _plain(tokens: Sequence[Token], at: int, number: Numeral) -> float:
    """The part of a number before its scale word: 30 of "30 million"."""
    bare = number_at([tokens[at]], 0)
    value = bare.value if bare and bare.value else None
    return value or (number.value or 1.0)


def _has_moved(tokens: Sequence[Token], first: int) -> bool:
    return any(token.lower in _MOVED for token in tokens[max(0, first - 6) : first])


def _is_score(tokens: Sequence[Token], at: int, number: Numeral) -> bool:
    """ "2-1", "voted 5-4", "won 3 to 2", and the second half of one."""
    end = number.end
    joint = _lower(tokens, end)
    behind = _lower(tokens, end + 1)
    if behind == tokens[at].lower and joint in HYPHENS:
        return True  # "fifty-fifty"
    if _lower(tokens, at - 1) in HYPHENS and _lower(tokens, at - 2) == tokens[at].lower:
        return True
    pair = joint in HYPHENS and touching(tokens, end) and (_has_digit(tokens, end + 1) or behind in ONES)
    before = _lower(tokens, at - 1) in HYPHENS and touching(tokens, at) and at > 1 and (_has_digit(tokens, at - 2) or _lower(tokens, at - 2) in ONES)  # fmt: skip
    if pair or before:
        return True
    if (joint == "to" and _has_digit(tokens, end + 1)) or (
        _lower(tokens, at - 1) == "to" and _has_digit(tokens, at - 2)
    ):
        return any(token.lower in _SCORING for token in tokens[max(0, at - 8) : at])
    return False


def _unit(
    tokens: Sequence[Token], end: int, number: Numeral, money: str | None, first: int, before: list[_Found]
) -> Unit:
    if money is not None:
        return counted.with_rate(tokens, Unit(money, end))
    value = 2.0 if number.value is None else abs(number.value)
    if number.share:
        return counted.share_unit(end)
    unit = counted.find_unit(tokens, end, value)
    if counted.are_bodies(tokens, first) and unit.text and not unit.text.endswith(" dead"):
        return Unit(f"{unit.text} dead", unit.end)  # "the bodies of five people"
    stop = max(end, unit.end)  # "six of them": the words are there, what they count is said elsewhere
    if unit.text is None and number.decimal and counted.unit_around(tokens, first, stop).text == "magnitude":
        return Unit("magnitude", stop)
    if unit.text is None and number.decimal and not number.scaled and before:
        unit = Unit(_earlier(tokens, before, first, number), stop, guessed=True)
    if unit.text is None:
        unit = counted.unit_around(tokens, first, stop)
        if unit.text in counted.BARE_STATES and counted.is_told_behind(tokens, stop):
            unit = Unit(_people_in_state(before, first, unit.text), unit.end)
    if unit.text is None and before:
        said = _repeated(before, first, number) or _earlier(tokens, before, first, number)
        unit = Unit(said or _compared(tokens, before, first, number), stop, guessed=True)
        if unit.text and _lower(tokens, stop) in ("more", "fewer") and not counted.measures(unit.text):
            return Unit(f"{_lower(tokens, stop)} {unit.text}", stop + 1, guessed=True)
    if unit.text is None:
        unit = counted.people_around(tokens, stop)
    if unit.text and unit.text.startswith("per "):
        noun = _counted_before(before, first)
        unit = Unit(f"{noun} {unit.text}", unit.end) if noun else unit
    return unit


def _with_inches(tokens: Sequence[Token], found: _Found) -> _Found:
    """ "5 ft 2 in", "six feet four inches" are one length."""
    if found.value is None or found.unit.text not in ("ft", "feet"):
        return found
    inches = number_at(tokens, found.last) if found.last < len(tokens) else None
    if inches is None or inches.value is None or inches.value >= 12:
        return found
    if _lower(tokens, inches.end) not in ("in", "inch", "inches") or (
        _lower(tokens, inches.end) == "in" and _lower(tokens, inches.end + 1).isalpha()
    ):
        return found
    return replace(found, value=round(found.value + inches.value / 12, 6), last=inches.end + 1)


def _changed(tokens: Sequence[Token], unit: Unit, first: int) -> Unit:
    """A change is no total: "rose by 8" counts 8 more, "cut by 200 jobs" 200 fewer."""
    if unit.text is None or measures_share(unit.text) or _lower(tokens, first - 1) != "by":
        return unit
    words = {token.lower for token in tokens[max(0, first - 4) : first - 1]}
    word = "more" if words & _UP else "fewer" if words & _DOWN else ""
    return Unit(f"{word} {unit.text}", unit.end, unit.guessed) if word else unit


def measures_share(unit: str) -> bool:
    """Whether the unit is a percentage, whose movements are said in the same words."""
    return unit.startswith("percent")


def _earlier(tokens: Sequence[Token], before: list[_Found], first: int, number: Numeral) -> str | None:
    """What an earlier number of the like counts: "31, down from 38"; of millions, what millions measured."""
    for other in reversed(before[-8:]):
        if other.unit.text is None or other.unit.text == "times":
            continue
        mine, value = other.value or other.low, number.value or number.low
        near = first - other.last <= 14 and not any(token.text in ".;" for token in tokens[other.last : first])
        near = near and _within(mine, value, _FAR_APART)
        if counted.measures(other.unit.text):
            if (
                near
                or (number.scaled and (other.value or other.low or 0) >= 1e5)
                or (number.decimal and not number.scaled)
            ):
                return other.unit.text
        elif near or _within(mine, value, _ALIKE):
            return other.unit.text
    return None


def _repeated(before: list[_Found], first: int, number: Numeral) -> str | None:
    """A number said again counts what it counted: "18% more … Eighteen is where we will land"."""
    value = number.value
    for other in reversed(before[-_FAR_BACK:]):
        if value is not None and other.value == value and other.unit.text not in (None, "times"):
            return other.unit.text if value > _SMALL or first - other.last <= _SAME_STORY else None
    return None


_FIGURE = word_set(
    "figure figures number numbers rate total estimate estimates closer nearer real true actual count tally sum forecast grew",
    "rose fell reached reach put puts puts gave gives it that own complaints instead rather from than above below",
)


def _compared(tokens: Sequence[Token], before: list[_Found], first: int, number: Numeral) -> str | None:
    """What a figure set against an earlier one measures: "prices rose 9%. The true figure was closer to 15"."""
    value = number.value or number.low
    if not value or not any(token.lower in _FIGURE for token in tokens[max(0, first - 8) : first + 1]):
        return None
    told = any(token.lower in _THE_FIGURE for token in tokens[max(0, first - 8) : first])
    for other in reversed(before[-4:]):
        if other.unit.text and _within(other.value or other.low, value, _FAR_APART if told else _CLOSE):
            return other.unit.text
    return None


# Times one figure may be another: that it is set against; that is counted with it; that is said beside it.
_CLOSE, _ALIKE, _FAR_APART = 5, 50, 200
_FAR_BACK = 50  # quantities
_SMALL = 12  # numbers up to this one are said of many things
_THE_FIGURE = word_set("figure figures number estimate tally sum total")


def _counted_before(before: list[_Found], first: int) -> str | None:
    """The noun counted last, without its state: "of 40 miners, nine are missing" are miners."""
    for other in reversed(before[-4:]):
        text = other.unit.text
        if text is None or counted.measures(text) or other.unit.guessed or first - other.last > _SAME_STORY:
            continue
        words = [word for word in text.split() if word not in counted.BARE_STATES]
        if words and counted.is_plural(words[-1].lower()):
            return " ".join(words)
    return None


def _people_in_state(before: list[_Found], first: int, state: str) -> str:
    """ "of 40 miners, nine are missing": miners missing. Things do not die, and "people" says no more than the state does."""
    noun = _counted_before(before, first)
    return f"{noun} {state}" if noun and noun.rsplit(maxsplit=1)[-1].lower() in counted.PERSONS else state


_SAME_STORY = 40  # tokens over which a noun goes on being what is counted


def _within(one: float | None, other: float | None, times: float) -> bool:
    """Whether one number is at most so many times the other."""
    return (
        one is not None and other is not None and one > 0 and other > 0 and max(one, other) <= times * min(one, other)
    )


def _says_nothing(tokens: Sequence[Token], number: Numeral, at: int) -> bool:
    """A bare "one" or "two" of speech, a list mark, a number in brackets."""
    if number.share or number.scaled:
        return False
    if number.value is not None and 0 <= number.value <= 1 and not number.digits:
        return True
    return bool(_lower(tokens, at - 1) == "(" and _lower(tokens, number.end) == ")")
