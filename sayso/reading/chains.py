"""Sources → chains: the outlet, the agency or paper it cites, those who pass words on, the source last (RULES.md, O4, O5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.nouns import Span, Speaker
from sayso.reading.cast import Character, Text
from sayso.reading.tables import Tables, straighten
from sayso.scales import Kind

_REPORTS = re.compile(
    r",?\s(?:(?:first|also|had|has|have|itself|later|exclusively)\s){0,2}(?:report(?:s|ed)|scooped|quot(?:es|ed)|cit(?:es|ed)|broadcast|aired|published|wrote|hears)\b"
)
_TOLD = re.compile(
    r"\b(?:t(?:old|ells|elling|ell)|assur(?:ed|es|ing)|inform(?:ed|s)|sp(?:oke|eaking|eaks) to|confirmed to|admitted to|said (?:to|on|in an interview with)|interview with|gave)\b"
)
_OBJECT = re.compile(
    r"\s*(?:to|on|in an interview with|with)?\s*(?:(?P<name>(?:[Tt]he\s|\w+'s\s|(?:[a-z-]+\s){1,3})?[A-Z0-9][\w.'&-]*(?:\s(?:&\s|of\s|the\s)?[A-Z0-9][\w.'&-]*)*(?:\s(?:radio|television|TV|newspaper|magazine))?)|(?:the|same|its)\s(?:same\s)?(?P<noun>paper|newspaper|magazine|weekly|daily|channel|broadcaster|station|agency|portal|website|site|outlet|radio|tabloid|show|podcast))"
)
_CITING = re.compile(
    r"\b(?:citing|quot(?:ing|ed|es)|cit(?:ed|es)|on the strength of|based on|relies on|credit(?:s|ed|ing)?|with reference to|according to|per|report(?:s|ed) citing|source)\b"
)
_CREDIT = re.compile(r"^[^\n]{0,60}?\((?P<credit>[A-Z][\w. -]{1,30})\)\s*(?:—|–|-|:)")
_STATE_MEDIA = re.compile(
    r"\b(?:state (?:media|television|TV|radio|broadcaster|news agency)|local media|Russian media|national broadcaster)\b"
)


def mark_outlets(cast: Sequence[Character], text: Text, tables: Tables) -> None:
    """Names that report, quote or cite are outlets, whatever they looked like."""
    for each in cast:
        if (
            each.kind != Kind.OUTLET
            and each.named
            and not each.state
            and each.name not in tables.bodies
            and not each.heads & {"mayor", "minister"}
        ):
            for place in each.places:
                match = _REPORTS.match(text.text, place.end) if not each.heads else None
                if (
                    match
                    and "cit" not in match[0] + text.text[match.end() : match.end() + 30]
                    and "reported" in match[0]
                    and each.kind == Kind.PERSON
                ):
                    continue
                if match and (
                    re.search(r"scooped|quot|cit|hears", match[0])
                    or re.match(r"[^.]{0,80}\b(?:citing|quoting)\b", text.text[match.end() : match.end() + 120])
                ):
                    each.kind, each.party = Kind.OUTLET, each.name


def find_credit(text: Text, outlet: str | None, tables: Tables) -> Speaker | None:
    """The agency of a dateline, "PARIS (AP) —", in another outlet's pages (D2).

    >>> from sayso.reading.tables import load_tables
    >>> find_credit(Text("PARIS (AP) — A bridge fell."), "Harbour Post", load_tables()).name
    'Associated Press'
    """
    match = _CREDIT.match(text.text)
    if not match or match["credit"] not in tables.outlets:
        return None
    name = tables.outlets[match["credit"]]
    if outlet and straighten(outlet).lower() in (name.lower(), match["credit"].lower()):
        return None
    return Speaker(name, Kind.OUTLET, name)


def find_relay(
    text: Text,
    cast: Sequence[Character],
    cue: Sequence[Span],
    source: Sequence[Span],
    own: str | None,
    last: Character | None,
) -> Character | None:
    """The outlet through which the words came: "told Radio Vilnia", "the weekly reported, citing …"; None for our own reporters."""
    if not cue:
        return None
    words = " ".join(text.text[start:end] for start, end in cue)
    end = cue[-1][1]
    found: Character | None = None
    if _CITING.search(words):
        found = _citing(text, cast, cue, source, last)
    elif _TOLD.search(words) or _TOLD.search(text.text[max(0, end - 10) : end + 22]):
        match = _OBJECT.match(text.text, end)
        if match and match["noun"]:
            papers = [each for each in cast if each.kind == Kind.OUTLET and each.last_before(end) and each.name != own]
            found = papers[-1] if papers else None
        elif match:
            stop = end + len(match[0])
            near = [each for each in cast if any(end <= place.start < stop for place in each.places)]
            found = next((each for each in near if each.kind == Kind.OUTLET), None)
    if found is None or (own and _part(found.name, own)):
        return None
    return found


def _part(name: str, own: str) -> bool:
    words, whole = name.lower().removeprefix("the ").split(), straighten(own).lower().split()
    return bool(words) and set(words) <= set(whole)


def _citing(
    text: Text, cast: Sequence[Character], cue: Sequence[Span], source: Sequence[Span], last: Character | None
) -> Character | None:
    here = text.sentence(cue[0][0])
    inside = [
        (abs(place.start - cue[0][0]), each)
        for each in cast
        for place in each.places
        if each.kind == Kind.OUTLET
        and text.sentence(place.start) == here
        and not any(a <= place.start < b for a, b in source)
    ]
    if inside:
        return min(inside, key=lambda entry: entry[0])[1]
    return last if last is not None and last.kind == Kind.OUTLET else None


def own_words(outlet: str | None, name: str | None, kind: Kind) -> bool:
    """Whether the outlet prints its own words: a body's statement on its own page (O3)."""
    return bool(
        outlet
        and name
        and kind in (Kind.ORGANIZATION, Kind.OUTLET)
        and straighten(outlet).lower().removeprefix("the ") == straighten(name).lower().removeprefix("the ")
    )


def build_chain(
    outlet: str | None, credit: Speaker | None, above: Sequence[Speaker], relay: Character | None, last: Speaker
) -> tuple[Speaker, ...]:
    """The members outermost first. `above`: the chain of the utterance inside whose content this one lies."""
    head = list(above) or [Speaker(outlet, Kind.OUTLET, outlet), *([credit] if credit else [])]
    if own_words(outlet, last.name, last.kind) and not above:
        return (last,)
    if relay is not None and relay.name not in {each.name for each in head}:
        head.append(Speaker(relay.name, relay.kind, relay.party or relay.name))
    if head and head[-1] == last:
        return tuple(head)
    return (*head, last)
