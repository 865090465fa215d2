"""Tokens → the numbers that begin at one of them: digits, words, mixed, vague, fractions."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.reading.tokens import Token, word_set

ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
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
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12, "trn": 1e12}
# Plurals that name no number: the least they can mean is two of them (RULES.md, N1).
VAGUE = {
    "dozens": 24.0,
    "scores": 40.0,
    "hundreds": 200.0,
    "thousands": 2_000.0,
    "millions": 2e6,
    "billions": 2e9,
    "trillions": 2e12,
    "lakhs": 2e5,
    "crores": 2e7,
}
_TENS_OF = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000}
_SEVERAL = {"several", "few", "couple"}
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "seventh": 7,
    "sevenths": 7,
    "eighth": 8,
    "eighths": 8,
    "ninth": 9,
    "ninths": 9,
    "tenth": 10,
    "tenths": 10,
}
_AFTER_PART = word_set(
    "of the its their all that this those these his her our my as too more less higher lower",
)
_BEFORE_PART = word_set(
    "by to of than about almost nearly some just over under lost cut only around roughly",
)
MOST_DIGITS = 15  # longer ones name something: a card, a parcel, a hash
HYPHENS = frozenset("-‐‑–—−")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and the token after its last. `value` is None when the words are vague, then `low` is the least."""

    value: float | None
    end: int
    low: float | None = None
    share: bool = False  # "a third", "nine in ten": in percent
    scaled: bool = False  # carries "million" or the like
    digits: bool = False
    decimal: bool = False
    about: bool = False


def number_at(tokens: Sequence[Token], at: int) -> Numeral | None:
    """The number that begins at this token, as long as it goes.

    >>> from sayso.reading.tokens import cut_tokens
    >>> [number_at(cut_tokens(words), 0).value for words in ("two dozen", "half a million", "1.2bn", "three hundred and ten thousand")]
    [24.0, 500000.0, 1200000000.0, 310000.0]
    """
    token = tokens[at]
    if token.text[0].isdecimal():
        return _digits(tokens, at)
    word = token.lower
    if word in ONES or word in TENS:
        return _share_in(tokens, _mixed(tokens, _words(tokens, at)))
    if word in ("a", "an"):
        return _after_article(tokens, at)
    if word == "half":
        return _half(tokens, at)
    if word in VAGUE or word == "tens":
        return _vague(tokens, at)
    if word == "several" or (word == "few" and _lower(tokens, at - 1) != "a"):
        return _several(tokens, at + 1)
    if word in ("hundred", "thousand") or (word == "dozen" and _lower(tokens, at - 1) not in ("per", "the", "by")):
        return None
    if len(token.text) == 1 and (part := _glyph(token.text)) is not None:
        return _scaled(tokens, Numeral(part, at + 1, digits=True, decimal=True))
    return None


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def touching(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing stands between this token and the one before."""
    return 0 < at < len(tokens) and tokens[at - 1].end == tokens[at].start


def _glyph(sign: str) -> float | None:
    value = unicodedata.numeric(sign, None)
    return value if value is not None and unicodedata.category(sign) == "No" and 0 < value < 1 else None


def _digits(tokens: Sequence[Token], at: int) -> Numeral | None:
    text = tokens[at].text
    if len(text) > MOST_DIGITS + 6 or sum(sign.isdecimal() for sign in text) > MOST_DIGITS:
        return None
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    end = at + 1
    if touching(tokens, end) and len(tokens[end].text) == 1 and (part := _glyph(tokens[end].text)) is not None:
        value, end = value + part, end + 1
    if text.isdecimal() and (whole := _with_fraction(tokens, at, value)) is not None:
        return _scaled(tokens, whole)
    if text.isdecimal() and _lower(tokens, end) == "/" and touching(tokens, end) and touching(tokens, end + 1):
        below = _plain(tokens[end + 1].text) if tokens[end + 1].text.isdecimal() else None
        if below and below in (2, 3, 4, 5, 8, 10) and value < below and not _lower(tokens, end + 2).startswith("/"):
            return Numeral(100 * value / below, end + 2, share=True)
    found = Numeral(value, end, digits=True, decimal="." in text)
    return _share_in(tokens, _mixed(tokens, _scaled(tokens, found)))


def _with_fraction(tokens: Sequence[Token], at: int, value: float) -> Numeral | None:
    """ "3 1/2"."""
    parts = [_lower(tokens, at + step) for step in (1, 2, 3)]
    if (
        parts[1] != "/"
        or not (parts[0].isdecimal() and parts[2].isdecimal())
        or not (touching(tokens, at + 2) and touching(tokens, at + 3))
    ):
        return None
    above, below = _plain(parts[0]), _plain(parts[2])
    if above is None or below is None or not 0 < above < below <= 16:
        return None
    return Numeral(value + above / below, at + 4, digits=True, decimal=True)


def _scaled(tokens: Sequence[Token], found: Numeral) -> Numeral:
    """A number and the scale words that follow it: "3 million", "2 hundred thousand"; "1.2m" where nothing stands between."""
    value, end = found.value, found.end
    assert value is not None
    word = _lower(tokens, end)
    if word in SHORT_SCALES and touching(tokens, end) and not (word == "m" and _is_metre(tokens, found)):
        return replace(found, value=_times(value, SHORT_SCALES[word]), end=end + 1, scaled=True)
    if word in ("bn", "tn", "trn", "mn", "mln"):
        return replace(found, value=_times(value, SHORT_SCALES[word]), end=end + 1, scaled=True)
    if word in HYPHENS and touching(tokens, end) and _lower(tokens, end + 1) in SCALES:
        word, end = _lower(tokens, end + 1), end + 1  # "a 3-million deal"
    scaled = False
    while word in SCALES:
        value, end, scaled = _times(value, SCALES[word]), end + 1, True
        word = _lower(tokens, end)
    if word == "dozen":
        return replace(found, value=value * 12, end=end + 1, scaled=True)
    return replace(found, value=value, end=end, scaled=True) if scaled else found


def _is_metre(tokens: Sequence[Token], found: Numeral) -> bool:
    """ "up to 3m" is metres unless money stands before or a thing that is counted stands behind."""
    before = tokens[found.end - 2].text if found.end > 1 else ""
    after = _lower(tokens, found.end + 1)
    money = before[:1] in "$£€¥₹₦₽₩₺₪฿" if before else False
    return not money and not (len(after) > 3 and after.endswith("s")) and after != "people"


def _times(value: float, scale: float) -> float:
    """Without the dust of floating point: 2.3 million is 2300000."""
    return round(value * scale, 6)


def _words(tokens: Sequence[Token], at: int) -> Numeral:
    """Number words: each part fits behind the one before, or the number ends there."""
    total, current, end = 0.0, 0.0, at
    step = float("inf")  # the scale of the last part; the next is smaller
    scaled, room = False, 0.0  # room: what may still be added to `current`
    while end < len(tokens):
        word = tokens[end].lower
        if word in HYPHENS and end > at and touching(tokens, end) and touching(tokens, end + 1):
            follows = _lower(tokens, end + 1)
            if not (follows in ONES and 0 < ONES[follows] < room) and follows not in SCALES:
                break
            end += 1
            continue
        if word == "and" and end > at and scaled and _joins(tokens, end, room, step):
            end += 1
            continue
        value = ONES.get(word, TENS.get(word))
        if value is not None:
            if end > at and not 0 < value < room:
                break
            current += value
            room = 10 if word in TENS else 0
        elif word == "hundred" and 0 < current < 100:
            current, room, scaled = current * 100, 100, True
        elif word in SCALES and word != "hundred" and current > 0 and SCALES[word] < step:
            step = SCALES[word]
            total, current, room, scaled = total + current * step, 0.0, step, True
            room = min(step, 1000)
        else:
            break
        end += 1
    if (
        _lower(tokens, end) == "point"
        and _lower(tokens, end + 1) in ONES
        and end > at
        and ONES[_lower(tokens, end + 1)] < 10
    ):
        return _pointed(tokens, end + 1, total + current)
    found = Numeral(total + current, end, scaled=scaled)
    if _lower(tokens, end) in ("dozen", "dozens"):
        return replace(found, value=(total + current) * 12, end=end + 1, scaled=True)
    return found


def _pointed(tokens: Sequence[Token], at: int, whole: float) -> Numeral:
    """ "two point five": digits one by one."""
    value, step = whole, 0.1
    while at < len(tokens) and ONES.get(tokens[at].lower, 10) < 10 and step > 1e-6:
        value, at, step = round(value + ONES[tokens[at].lower] * step, 7), at + 1, step / 10
    return _scaled(tokens, Numeral(value, at, decimal=True))


def _joins(tokens: Sequence[Token], at: int, room: float, step: float) -> bool:
    """Whether the "and" here goes on with a number: "three hundred and ten", not "two hundred and two hundred"."""
    word = _lower(tokens, at + 1)
    value = ONES.get(word, TENS.get(word))
    if value is None or not 0 < value < room:
        return False
    behind = at + 2
    if word in TENS and _lower(tokens, behind) in HYPHENS:
        behind += 2
    return _lower(tokens, behind) != "hundred" or step < float("inf")


def _mixed(tokens: Sequence[Token], found: Numeral) -> Numeral:
    """What may follow a number: "and a half", "twelve (12)", thirds and quarters of it."""
    value, end = found.value, found.end
    assert value is not None
    if [_lower(tokens, end + step) in HYPHENS or _lower(tokens, end + step) for step in range(6)] == [
        True,
        "and",
        True,
        "a",
        True,
        "half",
    ]:
        return replace(found, value=value + 0.5, end=end + 6, decimal=True)  # "two-and-a-half"
    if _lower(tokens, end) == "and" and _lower(tokens, end + 1) in ("a", "one", "three"):
        part = _lower(tokens, end + 2)
        if part in ("half", "quarter", "quarters", "third", "fourth", "fifth", "fourths", "thirds") and (
            part != "third" or found.digits is False
        ):
            count = 3 if _lower(tokens, end + 1) == "three" else 1
            unit = _last_scale(value) if found.scaled else 1
            return _scaled(tokens, replace(found, value=value + unit * count / _PARTS[part], end=end + 3, decimal=True))
    if _lower(tokens, end) == "(" and _lower(tokens, end + 2) == ")" and not found.digits:
        repeated = _plain(tokens[end + 1].text)
        if repeated == value:
            return replace(found, end=end + 3)
    at = end + 1 if _lower(tokens, end) in HYPHENS and touching(tokens, end) else end
    part = _lower(tokens, at)
    if (
        part in _PARTS
        and value < 100
        and not found.decimal
        and not found.digits
        and (part.endswith(("s", "ves")) if value != 1 else True)
    ):
        if part in ("quarter", "third", "second") and value != 1:
            return found
        return _of_scale(tokens, Numeral(100 * value / _PARTS[part], at + 1, share=True))
    return found


def _last_scale(value: float) -> float:
    for scale in (1e12, 1e9, 1e6, 1e3, 1e2):
        if value >= scale:
            return scale
    return 1


def _plain(text: str) -> float | None:
    try:
        return float(text.replace(",", "")) if len(text) <= MOST_DIGITS else None
    except ValueError:
        return None


def _of_scale(tokens: Sequence[Token], share: Numeral) -> Numeral:
    """ "two thirds of a million", "a quarter of a million" are numbers, not shares."""
    assert share.value is not None
    words = [_lower(tokens, share.end + step) for step in range(3)]
    skip = 3 if words[:2] == ["of", "a"] else 2 if words[:1] == ["of"] else 2 if words[:1] == ["a"] else 1
    scale = SCALES.get(words[skip - 1]) if skip <= 3 else None
    if scale is None or (skip == 1 and words[0] not in ("million", "billion")):
        return share
    return Numeral(_times(share.value / 100, scale), share.end + skip, scaled=True)


def _share_in(tokens: Sequence[Token], found: Numeral) -> Numeral:
    """ "nine in ten", "one pupil in five", "two out of three" → percent."""
    value, end = found.value, found.end
    if value is None or found.scaled or found.share or not 0 < value < 100 or found.decimal:
        return found
    for gap in (0, 1):
        at = end + gap
        if _lower(tokens, at) == "out" and _lower(tokens, at + 1) == "of":
            at += 1
        elif _lower(tokens, at) != "in" and _lower(tokens, at) != "of":
            continue
        every = _lower(tokens, at + 1) == "every"
        if at + 1 >= len(tokens) or (_lower(tokens, at) == "of" and _lower(tokens, at - 1) != "out" and not every):
            continue
        if every and at + 2 < len(tokens):
            at += 1
        whole = _whole(tokens, at + 1)
        if whole is None or whole[0] <= value or whole[0] not in (2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 1000):
            continue
        if _lower(tokens, whole[1]) in _PERIODS or (found.digits and gap):
            continue
        return Numeral(100 * value / whole[0], whole[1], share=True)
    return found


_PERIODS = word_set(
    "second seconds minute minutes hour hours day days week weeks month months year years people men women cases",
)


def _whole(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    token = tokens[at]
    if token.text.isdecimal() and len(token.text) < 5:
        return float(token.text), at + 1
    if token.lower in ONES:
        return float(ONES[token.lower]), at + 1
    if token.lower in TENS:
        return float(TENS[token.lower]), at + 1
    if token.lower == "a" and _lower(tokens, at + 1) in ("hundred", "thousand"):
        return SCALES[_lower(tokens, at + 1)], at + 2
    return None


def _after_article(tokens: Sequence[Token], at: int) -> Numeral | None:
    """ "a hundred", "a dozen", "a third of", "a handful", "a couple of", "a few hundred", "a half"."""
    word, after = _lower(tokens, at + 1), _lower(tokens, at + 2)
    if word == "dozen":
        return Numeral(12.0, at + 2, scaled=True)
    if word == "score":
        return Numeral(20.0, at + 3 if after == "of" else at + 2) if after in ("of", "or") else None
    if word == "handful":
        return Numeral(None, at + 2, low=3.0, about=True)
    if word == "couple" and after == "of":
        vague = _several(tokens, at + 3)
        return vague or Numeral(2.0, at + 3, about=True)
    if word == "few":
        return _several(tokens, at + 2)
    if word == "half" and after not in HYPHENS:
        return _half(tokens, at + 1)
    if word == "mere":
        return None
    if word in SCALES and word not in ("lakhs", "crores"):
        found = _words([tokens[at]._replace(lower="one"), *tokens[at + 1 : at + 14]], 0)
        return _mixed(tokens, replace(found, end=at + found.end))
    if word in _PARTS and word not in ("half", "halves"):
        share = _of_scale(tokens, Numeral(100 / _PARTS[word], at + 2, share=True))
        if not share.share:
            return share
        if after in _AFTER_PART and not (after == "the" and word == "third"):
            return share
        return (
            share
            if (_lower(tokens, at - 1) in _BEFORE_PART and not after[:1].isalpha()) or _lower(tokens, at - 1) == "by"
            else None
        )
    return None


def _half(tokens: Sequence[Token], at: int) -> Numeral | None:
    """ "half a million", "half the village", "half of them", "half a dozen"; "half a percent" stays with its unit."""
    after, then = _lower(tokens, at + 1), _lower(tokens, at + 2)
    if [_lower(tokens, at - 2), _lower(tokens, at - 1)] == ["and", "a"]:
        return None  # "an hour and a half"
    if after == "a" and then == "dozen":
        return Numeral(6.0, at + 3, scaled=True)
    if after in ("dozen", "million", "billion"):
        return Numeral(6.0 if after == "dozen" else SCALES[after] / 2, at + 2, scaled=True)
    if after == "a" and then in SCALES:
        return Numeral(SCALES[then] / 2, at + 3, scaled=True)
    if after in ("a", "an"):
        return Numeral(0.5, at + 2, decimal=True) if then in _HALVED else None
    if after == "of" and then in ("a", "one") and _lower(tokens, at + 3) in ("percent", "per", "percentage"):
        return Numeral(0.5, at + 3, decimal=True)
    if (after in _AFTER_PART and after not in ("as", "too", "less")) or (
        after and not after[0].isalnum() and after not in HYPHENS
    ):
        return Numeral(50.0, at + 1, share=True)
    return None


_HALVED = word_set(
    "percent per percentage hour mile kilometre kilometer metre meter day year century point degree pound",
)


def _vague(tokens: Sequence[Token], at: int) -> Numeral | None:
    """ "dozens", "tens of thousands", "hundreds of millions"."""
    word, end, many = tokens[at].lower, at + 1, 1.0
    if _lower(tokens, end) == "of" and word in _TENS_OF and _lower(tokens, end + 1) in VAGUE and word != "scores":
        many, word, end = float(_TENS_OF[word]), _lower(tokens, end + 1), end + 2
    elif word == "tens":
        return None
    if word == "scores" and _lower(tokens, end) not in _SCORES_OF:
        return None  # of a match, of a test
    return Numeral(None, end, low=VAGUE[word] * many, about=True)


_SCORES_OF = word_set("of more were are have had injured wounded hurt dead missing homeless others displaced")


def _several(tokens: Sequence[Token], at: int) -> Numeral | None:
    word = _lower(tokens, at)
    if word == "dozen":
        return Numeral(None, at + 1, low=24.0, about=True)
    if word in SCALES:
        low, end = 2 * SCALES[word], at + 1
        while _lower(tokens, end) in SCALES:
            low, end = low * SCALES[_lower(tokens, end)], end + 1
        return Numeral(None, end, low=low, about=True, scaled=True)
    return None
