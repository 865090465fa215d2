"""Text → word pieces, as BERT cuts them (Devlin et al. 2019; the uncased vocabulary), with their places in the text.

Our own hundred lines in place of the `tokenizers` package, whose dependencies alone are 16 MB (docs/decisions/0006); the
tests hold the two against each other.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache, cached_property, lru_cache
from pathlib import Path

UNKNOWN = 100  # [UNK]
LONGEST = 100  # characters; a longer word is unknown
IGNORED, SPACE, ALONE, PART = range(4)  # what a character is to a word: nothing, its end, a word of its own, a part

Cut = tuple[int, int, int, int]  # vocabulary number, start and end in the text, number of the word
_CJK = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class WordPieces:
    """The vocabulary in a `tokenizer.json`, and how it cuts words."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._cut_word = lru_cache(maxsize=50_000)(self._cut_word_anew)

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """Pieces and their numbers; a piece inside a word begins with ##."""
        given: dict[str, int] = json.loads(self.path.read_text("utf-8"))["model"]["vocab"]
        return given

    def cut(self, text: str) -> list[Cut]:
        """The pieces of a text, without the special ones.

        Words end at white space; a punctuation mark and a Chinese character are words of their own; accents, upper case and
        control characters are not seen.
        """
        pieces: list[Cut] = []
        letters: list[str] = []
        places: list[int] = []
        word = 0

        def close() -> None:
            nonlocal word
            if letters:
                for number, start, stop in self._cut_word("".join(letters)):
                    pieces.append((number, places[start], places[stop - 1] + 1, word))
                word += 1
                letters.clear()
                places.clear()

        for at, char in enumerate(text):
            for kind, letter in _read_character(char):
                if kind == PART:
                    letters.append(letter)
                    places.append(at)
                elif kind == SPACE:
                    close()
                elif kind == ALONE:
                    close()
                    letters.append(letter)
                    places.append(at)
                    close()
        close()
        return pieces

    def _cut_word_anew(self, word: str) -> list[tuple[int, int, int]]:
        """A word → its pieces: the longest of the vocabulary that fits, again and again; unknown where one is missing."""
        if len(word) > LONGEST:
            return [(UNKNOWN, 0, len(word))]
        found, start = [], 0
        while start < len(word):
            for stop in range(len(word), start, -1):
                number = self.vocabulary.get(("##" if start else "") + word[start:stop])
                if number is not None:
                    found.append((number, start, stop))
                    start = stop
                    break
            else:
                return [(UNKNOWN, 0, len(word))]
        return found


@cache
def _read_character(char: str) -> tuple[tuple[int, str], ...]:
    """A character → what is seen of it: kinds and lower-case letters without accents."""
    control = unicodedata.category(char)[0] == "C" and char not in "\t\n\r"
    if char.isspace() and not control:
        return ((SPACE, ""),)
    if control or char == "\ufffd":
        return ()
    seen = []
    for part in unicodedata.normalize("NFD", char):
        if unicodedata.category(part) != "Mn":
            seen += [(_kind(letter), letter) for letter in part.lower()]
    return tuple(seen)


def _kind(letter: str) -> int:
    if any(first <= ord(letter) <= last for first, last in _CJK):
        return ALONE
    if letter.isascii():
        return PART if letter.isalnum() else ALONE
    return ALONE if unicodedata.category(letter)[0] == "P" else PART
