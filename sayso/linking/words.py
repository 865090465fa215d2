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

Vector = NDArray[np.float32]

COMMON, RARE = math.log(60), math.log(20_000)  # ranks at which a word says nothing, and all that a word can say
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d,.]*\d|\d")
_STOP = frozenset(
    ["a", "an", "the", "this", "that", "these", "those", "it", "its", "he", "she", "they", "them", "him", "her", "his", "their", "our", "your", "my", "we", "you", "i", "me", "us", "who", "whom", "which", "what", "whose", "when", "where", "why", "how", "whether", "if", "and", "or", "but", "nor", "so", "as", "than", "then", "there", "here", "of", "in", "on", "at", "by", "for", "from", "to", "with", "into", "onto", "over", "under", "about", "after", "before", "between", "during", "through", "against", "within", "without", "is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do", "does", "did", "doing", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "not", "no", "yes", "none", "nothing", "any", "some", "all", "each", "every", "other", "another", "such", "same", "own", "more", "most", "less", "least", "very", "too", "also", "only", "just", "even", "still", "yet", "already", "again", "ever", "never", "now", "today", "yesterday", "tomorrow", "up", "down", "out", "off", "said", "say", "says", "told", "tell", "tells", "saying", "added", "according", "reported", "reportedly", "announced", "stated", "spokesman", "spokeswoman", "spokesperson", "official", "officials", "statement", "reporters", "one", "ones", "thing", "things", "way", "lot", "because", "while", "since", "until", "upon", "per", "via", "like", "because", "both", "either", "neither", "few", "many", "much"]
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Common English words: their vectors, and their ranks by how common they are."""

    numbers: dict[str, int]
    ranks: NDArray[np.uint16]
    vectors: Vector


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as written in small letters, its stem or what it means, how much it says (0 to 1), name or not."""

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
        vectors = held["vectors"].astype(np.float32) / 127
        return Lexicon({word: n for n, word in enumerate(words)}, held["ranks"], vectors)


@cache
def load_senses() -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """The list of news senses: stem → sense; and phrases → sense."""
    stems: dict[str, str] = {}
    phrases: list[tuple[re.Pattern[str], str]] = []
    for line in (resources.files("sayso.linking") / "data" / "senses.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        sense, _, told = line.partition(":")
        for form in filter(None, (each.strip() for each in told.split(","))):
            if " " in form:
                pattern = r"\s".join(re.escape(part).replace(r"\*", r"\w*") for part in form.split())
                phrases.append((re.compile(rf"\b{pattern}\b", re.IGNORECASE), sense.strip()))
            else:
                stems.setdefault(stem(form), sense.strip())
    return stems, tuple(phrases)


def rarity(word: str) -> float:
    """How much a word says: 0 for the commonest, 1 for a word that no list of common words has.

    >>> rarity("people") < rarity("ferry") < rarity("zavrik")
    True
    """
    low = word.lower()
    if low in _STOP:
        return 0.0
    lexicon = load_lexicon()
    number = lexicon.numbers.get(low)
    if number is None:
        number = lexicon.numbers.get(low.removesuffix("s"))
    if number is None:
        return 1.0
    return min(1.0, max(0.08, (math.log(int(lexicon.ranks[number]) + 1) - COMMON) / (RARE - COMMON)))


def vector(word: str) -> Vector | None:
    """What a common word is like; None for one that the table lacks."""
    lexicon = load_lexicon()
    number = lexicon.numbers.get(word)
    return None if number is None else lexicon.vectors[number]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its endings: enough to see that two forms are one word.

    >>> [stem(each) for each in ("killings", "killed", "carries", "carried", "stopped", "evacuation", "evacuated")]
    ['kill', 'kill', 'carri', 'carri', 'stop', 'evacu', 'evacu']
    """
    low = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    for ending in (
        "ations",
        "ation",
        "ating",
        "ated",
        "ates",
        "ate",
        "ments",
        "ment",
        "ings",
        "ing",
        "edly",
        "ed",
        "ies",
        "es",
        "s",
        "ly",
    ):
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            if ending in ("s", "es") and low.endswith(("ss", "us", "is")):
                continue
            cut = low[: -len(ending)]
            if ending in ("ies",):
                cut += "i"
            elif ending in ("es", "s") and not cut.endswith(("s", "x", "z", "ch", "sh")) and ending == "es":
                cut = low[:-1]
            low = cut
            break
    if len(low) > 3 and low[-1] == low[-2] and low[-1] not in "lsz":
        low = low[:-1]
    if len(low) > 3 and low.endswith("e"):
        low = low[:-1]
    return low[:-1] + "i" if len(low) > 3 and low.endswith("y") else low


def cut_words(text: str) -> Iterator[Word]:
    """The words of a text that say something. A name is written with a capital where no sentence begins."""
    stems, phrases = load_senses()
    taken: dict[int, tuple[int, str]] = {}
    for pattern, sense in phrases:
        for found in pattern.finditer(text):
            taken.setdefault(found.start(), (found.end(), sense))
    past = 0
    for match in _WORD.finditer(text):
        start, written = match.start(), match[0]
        if start < past:
            continue
        if start in taken:
            past, sense = taken[start]
            yield Word(text[start:past].lower(), f"={sense}", 0.6, False, start)
            continue
        low = written.lower().replace("’", "'").removesuffix("'s")
        if low[0].isdigit():
            yield Word(low, f"#{low.replace(',', '').rstrip('.')}", 0.3, False, start)
            continue
        name = written[0].isupper() and not (_opens(text, start) and low in load_lexicon().numbers)
        weight = rarity(low)
        if weight == 0.0 or len(low) < 2:
            continue
        sense_of = None if name and low not in _SENSED else stems.get(stem(low))
        yield Word(
            low, f"={sense_of}" if sense_of else stem(low), max(weight, 0.6) if sense_of else weight, name, start
        )


_SENSED = frozenset[str]()


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"“‘'(")
    return not before or before[-1] in ".!?:\n…—"
