"""Plain text or Markdown → what it says of itself, and the article's text."""

from __future__ import annotations

import re

from sayso.ingesting.facts import Facts, clean_line
from sayso.ingesting.front import split_front
from sayso.ingesting.furniture import cut_furniture, drop_furniture
from sayso.ingesting.texts import normalise, settle

_HEADING = re.compile(r"^#{1,6}[ \t]+(\S.*)$", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]\[\n]{0,300}\]\([^()\[\n]{0,600}\)")
_LINK = re.compile(r"(?<!!)\[([^\]\[\n]{1,300})\]\([^()\[\n]{1,600}\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,300}?)(?<=\S)\*(?![\w*])")
_QUOTE = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[*+-][ \t]+(?=\S)", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:\*[ \t]*){3,}$|^[ \t]*(?:-[ \t]*){3,}$|^[ \t]*(?:_[ \t]*){3,}$", re.MULTILINE)


def read_plain(text: str, *, markdown: bool = False) -> tuple[Facts, str]:
    """The facts of its front matter, and the text below it.

    A bare text keeps every character but for what the page left at its end, so that whoever marked places in it finds them
    again. They are places in the file too where that is UTF-8 in NFC with "\\n" at the line ends and no byte order mark; in
    any other file a line end of two characters counts as one, a mark at its start and a control character as none, a letter with its accent as
    one. Where front matter says that the file is a dispatch, furniture between its paragraphs goes too.
    """
    if markdown:
        told, rest = split_front(normalise(text))
        title, body = _split_markdown(rest)
        facts = told.over(Facts(title=title))
        return facts, normalise(drop_furniture(body, facts.title))
    told, rest = split_front(settle(text))
    if told == Facts():
        return told, cut_furniture(rest)
    return told, normalise(drop_furniture(rest, told.title, f"By {told.byline}" if told.byline else None))


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
