"""Text → sentence spans and the paragraphs they stand in."""

from __future__ import annotations

import re

from sayso.paragraphs import flow

# A break needs an end mark (with closing quotes or brackets), white space, and something that can open a sentence.
_END = re.compile(
    r"""(?<=[.!?…])(?P<close>["”’»'\)\]]*)\s+(?=["“‘«'\(\[]*[A-Z0-9À-ÖØ-Þ])""",
)
_PARAGRAPH = re.compile(r"[^\n]+")
# Words after which a full stop ends an abbreviation, not a sentence.
_SHORT = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "mt",
        "ft",
        "gen",
        "col",
        "lt",
        "capt",
        "cmdr",
        "maj",
        "sgt",
        "cpl",
        "adm",
        "brig",
        "gov",
        "sen",
        "rep",
        "reps",
        "sens",
        "pres",
        "sec",
        "hon",
        "rev",
        "fr",
        "sr",
        "jr",
        "vs",
        "no",
        "nos",
        "art",
        "fig",
        "figs",
        "vol",
        "inc",
        "ltd",
        "co",
        "corp",
        "dept",
        "est",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "ala",
        "ariz",
        "ark",
        "calif",
        "colo",
        "conn",
        "del",
        "fla",
        "ga",
        "ill",
        "ind",
        "kan",
        "ky",
        "la",
        "md",
        "mass",
        "mich",
        "minn",
        "miss",
        "mo",
        "mont",
        "neb",
        "nev",
        "okla",
        "ore",
        "pa",
        "tenn",
        "tex",
        "va",
        "vt",
        "wash",
        "wis",
        "wyo",
        "ave",
        "blvd",
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "d.c",
        "a.m",
        "p.m",
        "i.e",
        "e.g",
    ],
)
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)\.$")
_AFTER_INITIALS = re.compile(r"[A-Z][a-z]")


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    r"""The spans of the lines that hold something; lines that are only wrapped are one.

    >>> find_paragraphs("One.\n\n  Two.")
    [(0, 4), (8, 12)]
    """
    return [trimmed for match in _PARAGRAPH.finditer(flow(text)) if (trimmed := _trim(text, *match.span()))]


def find_sentences(text: str) -> list[tuple[int, int]]:
    """The spans of sentences, in order; none crosses the end of a paragraph.

    >>> text = 'Gen. Ito left. “Why?” she asked. He said no.'
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['Gen. Ito left.', '“Why?” she asked.', 'He said no.']
    """
    return [sentence for start, end in find_paragraphs(text) for sentence in _split(text, start, end)]


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, begin = [], start
    for match in _END.finditer(text, start, end):
        stop = match.end("close")
        if not match["close"] and _is_abbreviation(text, begin, stop, match.end()):
            continue
        found.append((begin, stop))
        begin = match.end()
    found.append((begin, end))
    return found


def _is_abbreviation(text: str, begin: int, stop: int, resume: int) -> bool:
    last = _LAST_WORD.search(text, max(begin, stop - 12), stop)
    if not last:
        return False
    word = last[1]
    if len(word) == 1:  # an initial: "John F. Kennedy"; but "Plan B. It failed" loses little by staying whole
        return word != "I"
    if "." in word and word.lower() in _SHORT:  # "the U.S. Senate" goes on; "in the U.S. The" stops at a common opener
        return not re.match(r"(?:The|It|He|She|They|But|In|On|A|We|And|That|This)\b", text[resume : resume + 6])
    return (
        word.lower() in _SHORT
        and word[0].isupper()
        and bool(_AFTER_INITIALS.match(text, resume) or text[resume].isdigit())
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
