"""Text → the text without what the page put around the article: related links, prompts, bars, boxes (RULES.md, U7)."""

from __future__ import annotations

import re
from enum import Enum, auto

from sayso.ingesting import phrases
from sayso.paragraphs import flow

_LONGEST_HEADING = 90  # characters
_LONGEST_LINE = 600
_MOST_STOPPED = 3  # words of a heading that ends in a full stop
_FEWEST_WORDS = 7  # of a line that may be a sentence of news, whatever it opens with


def _pattern(start: str, choices: tuple[str, ...], end: str = "") -> re.Pattern[str]:
    return re.compile(f"{start}(?:{'|'.join(choices)}){end}", re.IGNORECASE)


_ALONE = r"\s*[:.!?…→»>-]*"
_IS_RELATED, _IS_FIGURES, _IS_COMMENTS, _IS_BARE = (
    _pattern("", choices, _ALONE) for choices in (phrases.RELATED, phrases.FIGURES, phrases.COMMENTS, phrases.BARE)
)
_OPENS_RELATED = _pattern("", phrases.RELATED, r"\s*[:|»→>]\s*\S")
_OPENS_FIGURES = _pattern("", phrases.FIGURES, r"\s*[:|–—-]")
_OPENS_PROMPT = _pattern("", phrases.PROMPTS)
_HOLDS_SURE = _pattern(r"(?:^|[.!?…]\s+)", phrases.SURE)
_OPENS_CAPTION = _pattern("", phrases.CAPTIONS)
_ENDS_CREDITED = _pattern("", phrases.CREDITS, r"\s*\.?$")
_SAYS = _pattern(
    r"\b",
    (
        "said",
        "says?",
        "told",
        "tells",
        "according to",
        "added",
        "confirmed",
        "denied",
        "claimed",
        "announced",
        "reported",
        "warned",
    ),
    r"\b",
)
# A speaker and a verb where a sentence of news closes or opens a clause with them.
_REPORTS = re.compile(
    r"(?:,[\"”’]? [\w .'’-]{2,60}? (?:said|says|told \w+|added|insisted|testified|argued|ordered|warned|alleged|claimed)\b)"
    r"|\b(?:argue|insist|testif(?:y|ied)|alleged) that\b|, (?:insisted|said|added|argued) [A-Z]"
)
_ORNAMENT = " \t\u00a0*•·▪■►▶→»>|#[]_-–—➤✓☞"
_ENDS_SENTENCE = re.compile(r"[.!…][\"'”’»)\]]*$")
_SPEECH = re.compile(r"[\"“”«»]")
_BETWEEN_LINKS = re.compile(r"\s*[·|•∙‧/]\s*|\s{3,}")
_NAME_OF_LINK = re.compile(r"[^\W\d_][\w-]*")


class _Part(Enum):
    """What the lines after a heading are."""

    PROSE = auto()
    RELATED = auto()
    FIGURES = auto()


def drop_furniture(text: str, *titles: str | None) -> str:
    """The text without the lines that are the page's and not the article's, and without its titles.

    >>> drop_furniture("The pier is shut, Ada Lunde said.\\n\\nRead next\\n\\nMayor to swim\\n\\n© 2031 Fjord Post")
    'The pier is shut, Ada Lunde said.'
    """
    lines = _lines(text)
    kept = _keep([line for line, _ in lines], titles)
    return re.sub(
        r"\n{3,}", "\n\n", "\n".join(lines[number][1] if line else "" for number, line in kept.items())
    ).strip()


def cut_furniture(text: str) -> str:
    r"""The text up to the furniture at its end: what is left keeps its places, for whoever marked them in the file.

    >>> cut_furniture("The pier is shut, Ada Lunde said. \n\n* * *\nRain.\n\nRead next\nMayor to swim")
    'The pier is shut, Ada Lunde said. \n\n* * *\nRain.'
    """
    lines = _lines(text)
    kept = _keep([line for line, _ in lines], ())
    last = max((number for number, line in kept.items() if line.strip()), default=-1)
    return "\n".join(line for _, line in lines[: last + 1]).rstrip()


def _lines(text: str) -> list[tuple[str, str]]:
    """Each line with wrapped ones in one, and the same as it stands: what is said of a sentence is true of all of it."""
    found, start = [], 0
    for line in flow(text).split("\n"):
        found.append((line, text[start : start + len(line)]))
        start += len(line) + 1
    return found


def _keep(lines: list[str], titles: tuple[str | None, ...]) -> dict[int, str]:
    """The lines that are the article's, by number; empty ones are kept."""
    known = {_words(title) for title in titles if title} - {""}
    kept: dict[int, str] = {}
    part = _Part.PROSE
    for number, line in enumerate(lines):
        bare = line.strip(_ORNAMENT)
        if not line.strip():
            kept[number] = ""
        elif _opens_comments(bare, number, len(lines)):
            break
        elif (heading := _headed(bare)) is not None:
            part = heading
        elif not (_is_listed(bare, part) or is_furniture(bare) or _words(bare) in known):
            part = _Part.PROSE
            kept[number] = line
    return kept


def is_furniture(line: str) -> bool:
    """Whether a line, taken alone, is the page's: a prompt, a notice, a bar, a caption.

    >>> is_furniture("Share on: Facebook X Viber"), is_furniture("Shares in the mine fell, its owner said.")
    (True, False)
    """
    words = len(line.split())
    if len(line) > _LONGEST_LINE:
        return False
    if words <= 12 and (_IS_BARE.fullmatch(line) or _is_bar(line) or not _words(line)):
        return True
    if words >= _FEWEST_WORDS and _ENDS_SENTENCE.search(line) and _REPORTS.search(line):
        return False  # "Video by a passer-by shows the officer, his lawyer said." is news
    if words > 60 or line[0] in "\"“'‘«":
        return False
    return _is_inline(line, words) or _is_prompt(line, words) or _is_caption(line, words)


def is_heading(line: str) -> bool:
    """Whether a line heads what is not the article: related links, boxes of figures, comments.

    >>> is_heading("You may also like:"), is_heading("What the mayor knew")
    (True, False)
    """
    bare = line.strip(_ORNAMENT)
    return _headed(bare) is not None or (len(bare) < _LONGEST_HEADING and _IS_COMMENTS.fullmatch(bare) is not None)


def _headed(bare: str) -> _Part | None:
    if len(bare) > _LONGEST_HEADING or (bare.endswith(".") and len(bare.split()) > _MOST_STOPPED):
        return None
    if _IS_RELATED.fullmatch(bare):
        return _Part.RELATED
    return _Part.FIGURES if _IS_FIGURES.fullmatch(bare) else None


def _opens_comments(bare: str, number: int, count: int) -> bool:
    """Readers' comments stand last: what follows their heading, past the middle of the text, is theirs."""
    return len(bare) < _LONGEST_HEADING and 2 * number >= count - 1 and _IS_COMMENTS.fullmatch(bare) is not None


def _is_listed(bare: str, part: _Part) -> bool:
    words = len(bare.split())
    if part is _Part.RELATED:
        return words <= 20 and not _ENDS_SENTENCE.search(bare)
    if part is _Part.FIGURES:
        return words <= 12 and any(char.isdigit() for char in bare) and not _SAYS.search(bare)
    return False


def _is_inline(line: str, words: int) -> bool:
    """A heading and what it heads, on one line."""
    if _OPENS_RELATED.match(line):
        return words <= 25 or not _ENDS_SENTENCE.search(line)
    if _OPENS_FIGURES.match(line) is None or _SAYS.search(line):
        return False
    return not (
        _ENDS_SENTENCE.search(line) and words >= _FEWEST_WORDS
    )  # "The figures - late again - show a loss." is news


def _is_prompt(line: str, words: int) -> bool:
    if _OPENS_PROMPT.match(line) and not _SAYS.search(line):
        return True
    return words <= 45 and not _SPEECH.search(line) and _HOLDS_SURE.search(line) is not None


def _is_caption(line: str, words: int) -> bool:
    return words <= 50 and (_OPENS_CAPTION.match(line) is not None or _ENDS_CREDITED.search(line) is not None)


def _is_bar(line: str) -> bool:
    """A row of networks to share on, or of links: short parts between bars, and no figures."""
    if _ENDS_SENTENCE.search(line):
        return False
    names = _NAME_OF_LINK.findall(line.lower())
    if len(names) > 1 and all(name in phrases.NETWORKS for name in names):
        return True
    parts = [part for part in _BETWEEN_LINKS.split(line) if part]
    return (
        len(parts) >= 3 and not any(char.isdigit() for char in line) and all(len(part.split()) <= 4 for part in parts)
    )


def _words(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.casefold()))
