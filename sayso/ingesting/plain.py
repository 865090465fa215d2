"""Plain text or Markdown → what it says of itself, and the article's text."""

from __future__ import annotations

import re

from sayso.ingesting.facts import Facts, clean_line
from sayso.ingesting.front import split_front
from sayso.ingesting.furniture import drop_furniture
from sayso.ingesting.texts import normalise

_HEADING = re.compile(r"^#{1,6}[ \t]+(\S.*)$", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]\[\n]{0,300}\]\([^()\[\n]{0,600}\)")
_LINK = re.compile(r"(?<!!)\[([^\]\[\n]{1,300})\]\([^()\[\n]{1,600}\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_QUOTE = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[*+-][ \t]+(?=\S)", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:\*[ \t]*){3,}$|^[ \t]*(?:-[ \t]*){3,}$|^[ \t]*(?:_[ \t]*){3,}$", re.MULTILINE)
_BYLINE = re.compile(
    r"By ((?:[A-Z][\w.'’-]*|and|de|van|von|al|bin)(?:,? (?:[A-Z][\w.'’-]*|and|&|de|van|von|al|bin)){1,9})"
)
_ENDED = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")


def read_plain(text: str, *, markdown: bool = False) -> tuple[Facts, str]:
    """The facts of its front matter, its headline and byline where they stand above it, and the text below them."""
    told, rest = split_front(normalise(text))
    title, body = _split_markdown(rest) if markdown else (None, rest)
    facts = told.over(Facts(title=title))
    if facts.title is None:
        headline, body = _split_headline(body)
        facts = facts.over(Facts(title=headline))
    if facts.byline is None:
        byline, body = _split_byline(body)
        facts = facts.over(Facts(byline=byline))
    return facts, normalise(drop_furniture(body, facts.title, f"By {facts.byline}" if facts.byline else None))


def _split_markdown(text: str) -> tuple[str | None, str]:
    """The first heading, and the words without their marks.

    >>> _split_markdown("# Pier shut\\n\\nIt is **shut**, [Ada](http://a.example) said.")
    ('Pier shut', 'It is shut, Ada said.')
    """
    words = _LINK.sub(r"\1", _IMAGE.sub("", _RULE.sub("", text)))
    words = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", _BULLET.sub("", _QUOTE.sub("", words))))
    first = _HEADING.match(words.lstrip())
    body = words.lstrip()[first.end() :] if first else words
    title = clean_line(first.group(1).rstrip("# ")) if first else None
    return title, _HEADING.sub(r"\1", body).strip()


def _split_headline(text: str) -> tuple[str | None, str]:
    """A headline: one short line that is no sentence, above a paragraph of sentences."""
    head, _, body = text.partition("\n\n")
    words, below = head.split(), body.split("\n", 1)[0]
    is_headline = "\n" not in head and 2 < len(words) <= 18 and not _ENDED.search(head) and head[0].isupper()
    opens = _BYLINE.fullmatch(below) is not None or (len(below.split()) >= 12 and _ENDED.search(below) is not None)
    return (clean_line(head), body) if is_headline and opens and not _BYLINE.fullmatch(head) else (None, text)


def _split_byline(text: str) -> tuple[str | None, str]:
    head, _, body = text.partition("\n\n")
    match = _BYLINE.fullmatch(head.strip())
    return (clean_line(match.group(1)), body) if match and body else (None, text)
