"""Markup → the same markup, once it is sure that no tag in it can hold up the parser.

The parser's time grows with the square of a tag's attributes. Which of them are a tag's depends on what stands before it
(scripts, comments, quotes), and parsers differ in that; so every "<" with a letter after it is a tag here, wherever it stands.
"""

from __future__ import annotations

import re

from sayso.ingesting.refusals import BadInput

MOST_ATTRIBUTES = 300  # of one tag; real ones stay under 50
MOST_LOOKS = 12  # times the length of the markup: tags that are never closed lie inside one another

_OPENS = re.compile(r"<[a-zA-Z]")
# What HTML (13.2.5.32 and the states after it) takes for an attribute: a name, and a value in quotes or without them.
_ATTRIBUTE = (
    r"(?>[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+"
    r"""(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+"?+|'[^']*+'?+|[^\t\n\f\r >]*+))?+)"""
)
_TAG = re.compile(rf"<[^\t\n\f\r />]++{_ATTRIBUTE}{{0,{MOST_ATTRIBUTES + 1}}}+")
_CROWDED = re.compile(rf"<[^\t\n\f\r />]++{_ATTRIBUTE}{{{MOST_ATTRIBUTES + 1}}}+")
_HIDES = re.compile(r"<(?:(script|style)\b(?![^>]{0,300}ld\+json)|!--)", re.IGNORECASE)
_ENDS = {
    name: re.compile(end, re.IGNORECASE) for name, end in (("script", "</script"), ("style", "</style"), ("", "-->"))
}


def check_tags(markup: str) -> str:
    """The markup, as it may be parsed: without its scripts and comments where something in them looks like a crowded tag.

    Raises `BadInput` where a tag has too many attributes.
    """
    if not _has_crowded_tag(markup):
        return markup
    bare = _without_scripts(markup)
    if _has_crowded_tag(bare):
        raise BadInput(f"HTML with more than {MOST_ATTRIBUTES} attributes in one tag")
    return bare


def _has_crowded_tag(markup: str) -> bool:
    looked = 0
    for opening in _OPENS.finditer(markup):
        tag = _TAG.match(markup, opening.start())
        length = len(tag[0]) if tag else 0
        if length > 2 * MOST_ATTRIBUTES and _CROWDED.match(markup, opening.start()):
            return True
        looked += length
        if looked > MOST_LOOKS * len(markup):
            raise BadInput("HTML with tags inside tags")
    return False


def _without_scripts(markup: str) -> str:
    """Scripts compare with "<", and then go on for long. What is hidden and has no end stays."""
    parts, at = [], 0
    endless: set[str] = set()
    while opening := _HIDES.search(markup, at):
        kind = (opening[1] or "").lower()
        ending = None if kind in endless else _ENDS[kind].search(markup, opening.end())
        parts.append(markup[at : opening.start() if ending else opening.end()])
        at = ending.end() if ending and not kind else ending.start() if ending else opening.end()
        if ending is None:
            endless.add(kind)
    return "".join((*parts, markup[at:]))
