"""Text → its words as linking compares them: stems, what they mean in news, how rare they are, and a vector for each."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.int32]  # whole numbers, so that sums are the same on every processor; 127 stands for 1

COMMON, RARE = math.log(60), math.log(20_000)  # ranks at which a word says nothing, and all that a word can say
_TELLING = 0.6  # what a word of news says at the least
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d,.]*\d|\d")
_SAYS_NOTHING = """
a an the this that these those it its he she they him her his their our your my we you i me us who whom which what
whose when where why how whether if and or but nor so as than then there here of in on at by for from to with into
onto over under about after before between during through against within without is are was were be been being am
has have had having do does did doing will would shall should can could may might must not no yes none nothing any
some all each every other another such same own more most less least very too also only just even still yet already
again ever never now today yesterday tomorrow up down out off said say says told tell tells saying added according
reported reportedly announced stated spokesman spokeswoman spokesperson official officials statement reporters one
ones thing things way lot because while since until upon per via like both either neither few many much himself
herself itself themselves monday tuesday wednesday thursday friday saturday sunday january february march april
june july august september october november december
"""
_STOP = frozenset(_SAYS_NOTHING.split())
_SUFFIXES = "ations ation ating ated ates ate ments ment ings ing edly ed ies es s ly"
_ENDINGS = tuple(_SUFFIXES.split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Common English words: their vectors, and their ranks by how common they are."""

    numbers: dict[str, int]
    ranks: NDArray[np.uint16]
    vectors: Vector


@dataclass(frozen=True, slots=True)
class Meanings:
    """Words and phrases of news by what they have in common."""

    words: dict[str, str]
    stems: dict[str, str]
    phrases: re.Pattern[str]
    of_phrase: dict[str, str]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: in small letters, its stem or what it means, how much it says (0 to 1), whether it is a name."""

    text: str
    term: str
    weight: float
    name: bool
    start: int


@cache
def load_lexicon() -> Lexicon:
    """The shipped table (`train/words.py` makes it), read once."""
    data = (resources.files("sayso.linking") / "data" / "words.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as held:
        words = held["words"].tobytes().decode("ascii").split("\n")
        return Lexicon({word: n for n, word in enumerate(words)}, held["ranks"], held["vectors"].astype(np.int32))


@cache
def load_meanings() -> Meanings:
    """The list of what words of news have in common, read once."""
    words: dict[str, str] = {}
    stems: dict[str, str] = {}
    phrases: dict[str, str] = {}
    for line in (resources.files("sayso.linking") / "data" / "meanings.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        meaning, _, told = line.partition(":")
        for form in filter(None, (each.strip() for each in told.split(","))):
            if " " in form:
                phrases.setdefault(form, meaning.strip())
            else:
                words.setdefault(form, meaning.strip())
                if len(stem(form)) > 4:  # short stems stand for too many words
                    stems.setdefault(stem(form), meaning.strip())
    longest = sorted(phrases, key=lambda each: (-len(each), each))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
    return Meanings(words, stems, pattern, phrases)


def rarity(word: str) -> float:
    """How much a word says: 0 for the commonest, 1 for a word that no list of common words has.

    >>> rarity("people") < rarity("ferry") < rarity("zavrik")
    True
    """
    low = word.lower()
    if low in _STOP:
        return 0.0
    lexicon = load_lexicon()
    number = lexicon.numbers.get(low, lexicon.numbers.get(low.removesuffix("s")))
    if number is None:
        return 1.0
    return min(1.0, max(0.08, (math.log(int(lexicon.ranks[number]) + 1) - COMMON) / (RARE - COMMON)))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its endings: enough to see that two forms are one word.

    >>> [stem(each) for each in ("killings", "killed", "carries", "carried", "stopped", "evacuation", "evacuated")]
    ['kill', 'kill', 'carri', 'carri', 'stop', 'evacu', 'evacu']
    """
    low = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3 and not low.endswith(("ss", "us", "is")):
            cut = low[: -len(ending)]
            if ending == "ies":
                cut += "i"
            elif ending == "es" and not cut.endswith(("s", "x", "z", "ch", "sh")):
                cut += "e"
            low = cut
            break
    if len(low) > 3 and low[-1] == low[-2] and low[-1] not in "lsz":
        low = low[:-1]
    if len(low) > 3 and low.endswith("e"):
        low = low[:-1]
    return low[:-1] + "i" if len(low) > 3 and low.endswith("y") else low


def cut_words(text: str) -> Iterator[Word]:
    """The words of a text that say something. A name is written with a capital where no sentence begins."""
    meanings = load_meanings()
    taken = {found.start(): found for found in meanings.phrases.finditer(text)}
    past = 0
    for match in _WORD.finditer(text):
        start = match.start()
        if start < past:
            continue
        if found := taken.get(start):
            past = found.end()
            yield Word(found[0].lower(), f"={meanings.of_phrase[found[0].lower()]}", _TELLING, False, start)
        elif word := _word(text, match[0], start, meanings):
            yield word


def _word(text: str, written: str, start: int, meanings: Meanings) -> Word | None:
    low = written.lower().replace("’", "'").removesuffix("'s")
    if low[0].isdigit():
        return Word(low, f"#{low.replace(',', '').rstrip('.')}", 0.3, False, start)
    weight = rarity(low)
    if weight == 0.0 or len(low) < 2:
        return None
    name = written[0].isupper() and not (_opens(text, start) and low in load_lexicon().numbers)
    root = stem(low)
    meaning = None if name else meanings.words.get(low, meanings.stems.get(root))
    return Word(low, f"={meaning}" if meaning else root, max(weight, _TELLING) if meaning else weight, name, start)


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" \"“‘'(")
    return (not before and start < 8) or before[-1:] in ".!?:\n…—" or not before
