"""Text → its phrases and words, as copies are looked for among them: plain, and each with what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sayso.paragraphs import flow

# Scripts that put no space between words: there, a word is a character.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNSPACED_CHARACTER = re.compile(f"[{_UNSPACED}]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_WORD_OR_CHARACTER = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])+")
_QUOTE = re.compile(r"[\"“”„«»]")
_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?:…\n]['\"”’»)]*\s*['\"“‘«(]*$|^\W*$")
# What standing background has not: somebody who speaks, or a day that the reader remembers.
_TELLS = re.compile(
    r"\b(?:said|says?|told|tells?|announced|added|confirmed|den(?:y|ied|ies)|declined|acknowledged|warned|insisted|claimed|"
    r"argued|wrote|asked|replied|admitted|rejected|stressed|according to|statement|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening))\b"
)

# What a page says of itself to its reader, on cookies, letters, accounts; in a paragraph in which nobody is reported to speak.
_OF_THE_PAGE = re.compile(
    r"\b(?:cookies?|newsletters?|subscri(?:be|bers?|ptions?)|privacy (?:policy|notice|settings|choices)|terms of (?:use|service)|"
    r"sign(?:ed)? (?:up|in)|inbox|mailbox|notifications?|our (?:free )?app|advertis(?:ing|ements?)|follow us|ad[ -]?blockers?)\b",
    re.IGNORECASE,
)
_TO_THE_READER = re.compile(r"\b(?:you|your|we|our|us|subscribe|sign (?:up|in)|click|tap|accept)\b", re.IGNORECASE)
_RIGHTS = re.compile(r"\ball rights reserved\b", re.IGNORECASE)

_A_TEXT = 12  # words

PHRASE = 5  # words
TELLING = 3  # of a phrase's words are not stock
LEAD = 2  # paragraphs that tell the news, whatever they are made of

_ONE, _MIX, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(31)

# Function words, and those of which reports on anything are made: no passage is known by them.
_STOCK = """
a about above after again against ago all almost along already also although always am amid among an and another any are
around as asked at away back be became because become been before began behind being below between both but by came can
could day days did do does down due during each early either end even ever every expected far few first following for
former found from further gave get go going got had has have having he her here him his how however i if immediately in
including into is it its itself just known last late later least less like made make many may me meanwhile might more
morning most much must my near nearly never new next night no nor not nothing now of off on once one only or other our
out over own part past per put rather re really s said saw say saying says second see seen set several she should since
so some soon still such take taken than that the their them then there these they this those though three through time
to today together told tomorrow tonight too took two under until up upon us very was we week weeks well went were what
when where whether which while who whom whose why will with within without would year years yes yesterday yet you your
able according added announced anonymity anyone authorities authorized authorised available called calls citing clear
comment comments condition confirm confirmed declined denied details earlier did doesn't didn't don't wasn't weren't
isn't haven't hadn't wouldn't couldn't it's he's she's that's there's they're we're i'm we've emergency event group
hour hours immediate information interview investigation investigating issue issued journalists matter media member
members minute minutes month months news number officer officers official officials people person police press public
questions reach reached reply report reported reporters reporting reports request requests respond responded reuters
situation source sources speak speaking spoke spokesman spokesperson spokeswoman statement statements thing things
unclear work working monday tuesday wednesday thursday friday saturday sunday january february march april june july
august september october november december afternoon evening conference local government state national
"""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in order. `grain`: how many words a run must have before it tells anything (more of characters)."""

    plain: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: bytes  # by word: 1 inside quotation marks
    news: bytes  # by word: 1 in the lead and where somebody is reported to speak, 0 in standing background
    marked: bytes  # by word: 1 for numbers, and for capitals where no sentence begins
    grain: int

    def __len__(self) -> int:
        return len(self.plain)


@lru_cache(maxsize=512)  # a document is compared with many
def find_words(text: str) -> Words:
    """The text's words.

    >>> words = find_words('The quay is shut, Ida Roth said. "We’ll see," she added.')
    >>> words.plain[-4:], list(words.quoted)[-5:], [word for word, m in zip(words.plain, words.marked) if m]
    (("we'll", 'see', 'she', 'added'), [0, 1, 1, 0, 0], ['ida', 'roth'])
    """
    found = list(split(without_furniture(text)))
    starts = tuple(start for start, _ in found)
    quoted, news = _surroundings(text, starts)
    characters = sum(_UNSPACED_CHARACTER.match(word) is not None for _, word in found)
    return Words(
        plain=tuple(plain(word) for _, word in found),
        starts=starts,
        ends=tuple(start + len(word) for start, word in found),
        quoted=quoted,
        news=news,
        marked=bytes(_is_marked(text, start, word) for start, word in found),
        grain=2 if 2 * characters > len(found) else 1,
    )


def without_furniture(text: str) -> str:
    """The text, with spaces in place of what the page says of itself; all of it where hardly anything else is there.

    >>> without_furniture("The quay at Lunden is shut for the night, harbour master Ida Roth said.\\nWe use cookies to improve your visit.").split("\\n")[0]
    'The quay at Lunden is shut for the night, harbour master Ida Roth said.'
    """
    if not (_OF_THE_PAGE.search(text) or _RIGHTS.search(text)):
        return text
    kept = _PARAGRAPH.sub(lambda found: " " * len(found[0]) if _is_furniture(found[0]) else found[0], text)
    return kept if len(kept.split()) >= _A_TEXT else text


def _is_furniture(paragraph: str) -> bool:
    if _RIGHTS.search(paragraph):
        return True
    of_the_page = _OF_THE_PAGE.search(paragraph) and _TO_THE_READER.search(paragraph)
    return bool(of_the_page) and not _QUOTE.search(paragraph) and not _TELLS.search(paragraph)


def split(text: str) -> Iterator[tuple[int, str]]:
    """Where each word starts, and the word."""
    pattern = _WORD_OR_CHARACTER if _UNSPACED_CHARACTER.search(text) else _WORD
    return ((match.start(), match[0]) for match in pattern.finditer(text))


def plain(word: str) -> str:
    """A word as it is compared: without case, with one kind of apostrophe."""
    return word.replace("’", "'").casefold()


STOCK = frozenset(_STOCK.split())


@lru_cache(maxsize=1024)
def find_phrases(text: str) -> frozenset[int]:
    """The digests of the phrases of a text that are not made of stock words alone, the same on every machine.

    >>> one, two = find_phrases("It was said on Monday: the old mill by the river was sold."), find_phrases("The old mill by the river went.")
    >>> len(one & two), len(find_phrases("It was said on Monday."))
    (1, 0)
    """
    words = [word for _, word in split(plain(without_furniture(text)))]
    if len(words) < PHRASE:
        return frozenset()
    telling = np.array([word not in STOCK for word in words], dtype=np.int8)
    each = np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint64)
    size = len(words) - PHRASE + 1
    mixed, tells = np.zeros(size, np.uint64), np.zeros(size, np.int8)
    for step in range(PHRASE):
        mixed = _stir(mixed ^ each[step : step + size])
        tells += telling[step : step + size]
    return frozenset(mixed[tells >= TELLING].tolist())


def _stir(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Every bit of a number into every other (splitmix64; Steele, Lea and Flood 2014)."""
    values = (values + _ONE) * _MIX
    values ^= values >> _SHIFT
    return values * _MIX


def _is_marked(text: str, start: int, word: str) -> bool:
    if word[0].isdigit():
        return True
    return word[0].isupper() and _SENTENCE_END.search(text, max(0, start - 6), start) is None


def _surroundings(text: str, starts: tuple[int, ...]) -> tuple[bytes, bytes]:
    """By word, whether it is quoted, and whether it is news. An odd quotation mark ends with its paragraph."""
    quoted, news = bytearray(len(starts)), bytearray(len(starts))
    at = 0
    for number, paragraph in enumerate(_PARAGRAPH.finditer(flow(text))):
        marks = [match.start() for match in _QUOTE.finditer(text, paragraph.start(), paragraph.end())]
        tells = number < LEAD or bool(marks) or _TELLS.search(paragraph[0]) is not None
        while at < len(starts) and starts[at] < paragraph.end():
            quoted[at] = bisect_right(marks, starts[at]) % 2
            news[at] = tells
            at += 1
    return bytes(quoted), bytes(news)
