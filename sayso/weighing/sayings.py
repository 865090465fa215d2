"""A claim's entries → sayings in order: who speaks, for whom, when, and whether by name (RULES.md, S9, S15, O1-O5)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from sayso import moments
from sayso.names import plain
from sayso.nouns import Document, Entry, Quantity, Source
from sayso.scales import Kind, Stance
from sayso.weighing.relations import Relations, passed_on_by

_NEVER = datetime.max.replace(tzinfo=UTC)
_MOMENT = timedelta(seconds=1)
# "A ministry nurse", "two Lido officials"; but An Nguyen, One Nation and Ten Hag are names: no small word follows.
_INDEFINITE = re.compile(
    r"(?:a|an|another|any|both|one|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|some|several|many|most|"
    r"few|other|others|various|unnamed|anonymous)\s(?:.*\s)?(?-i:[a-z])",
    re.IGNORECASE,
)

_LEAKED = re.compile(
    r"\b(?:leaked|internal|confidential|classified|secret|unpublished|draft|(?:seen|obtained|reviewed|viewed) by)\b",
    re.IGNORECASE,
)

Order = tuple[datetime, datetime, int, str]


class Sided(Enum):
    """Which way a saying pulls."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


SIDES = {
    Stance.ASSERTS: Sided.FOR,
    Stance.CONFIRMS: Sided.FOR,
    Stance.EXPECTS: Sided.FOR,
    Stance.DENIES: Sided.AGAINST,
}


@dataclass(frozen=True, slots=True)
class Saying:
    """One utterance of a claim as weighing sees it."""

    entry: Entry
    party: str | None  # as shown
    key: str  # whose independence it counts to: the party, else the outlet that vouches for it (O2)
    speaker: str | None  # the same for what one speaker says; None when nobody can tell
    named: bool
    order: Order
    at: str
    outer: bool  # it reports another utterance of this claim, and is about the saying (U11): it takes no side
    side: Sided

    @property
    def id(self) -> str:
        """The utterance's."""
        return self.entry.utterance.id

    @property
    def document(self) -> str:
        """The document's id."""
        return self.entry.document.id

    @property
    def stance(self) -> Stance:
        """The utterance's."""
        return self.entry.utterance.stance

    @property
    def when(self) -> datetime:
        """The time of saying."""
        return self.order[0]

    @property
    def kind(self) -> Kind:
        """The kind of its source."""
        return self.entry.utterance.source.kind

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its numbers."""
        return self.entry.utterance.quantities


def sayings(entries: Iterable[Entry], relations: Relations) -> list[Saying]:
    """Entries of one claim → its sayings, by time of saying, then published, then position in the text (S9)."""
    members = {entry.utterance.id: entry for entry in entries}
    outer = {entry.utterance.parent for entry in members.values()} & set(members)
    found = [_saying(entry, relations, entry.utterance.id in outer) for entry in members.values()]
    return sorted(found, key=lambda each: each.order)


def order(entry: Entry) -> Order:
    """What comes first: said, published, position, id. A bare date is sorted at its start (D1)."""
    published = _published(entry)[0]
    position = min((start for start, _ in entry.utterance.content.spans), default=0)
    return _said(entry)[0], published, position, entry.utterance.id


def admitted(entry: Entry) -> datetime:
    """From when on a view holds the document (S15)."""
    document = entry.document
    return moments.public(document.published, document.modified, document.retrieved, entry.learned) or _NEVER


def undated(document: Document) -> bool:
    """Whether nobody can tell when it was published (S15)."""
    return moments.span(document.published) is None


def is_named(source: Source) -> bool:
    """Whether the source stands behind its words by name (O2, O5).

    >>> [is_named(Source(None, name, Kind.PERSON, None)) for name in ("Rosa Idel", "An Nguyen", "a Lido nurse")]
    [True, True, False]
    """
    if source.name is None:
        return False
    if source.kind is Kind.DOCUMENT:  # it speaks for its author, unless it was never meant to be seen
        words = f"{source.name} {source.anchor.text if source.anchor else ''}"
        return source.party is not None and not _LEAKED.search(words)
    if source.kind is Kind.PERSON and source.name.islower():
        return False
    return source.kind in {Kind.PERSON, Kind.ORGANIZATION} and not _INDEFINITE.match(source.name)


def _saying(entry: Entry, relations: Relations, outer: bool) -> Saying:
    utterance, parties = entry.utterance, relations.parties
    source = utterance.source
    root = relations.speakers.root(utterance.id)
    name, party = relations.voices.get(root, (source.name, source.party))
    party = source.party or party or (utterance.chain[-1].party if utterance.chain else None)
    if source.name and party and parties.split(source.name, party):
        party = source.name
    named = is_named(source)
    voucher = (*passed_on_by(utterance)[::-1], entry.document.outlet, entry.document.url, entry.document.id)
    speaks_for = party or (name if named else None) or next(each for each in voucher if each)
    return Saying(
        entry=entry,
        party=parties.shown(party) if party else (name if named else None),
        key=parties.key(speaks_for),
        speaker=_speaker(entry, relations, root, named),
        named=named,
        order=order(entry),
        at=_said(entry)[1],
        outer=outer,
        side=Sided.NEITHER if outer else SIDES.get(utterance.stance, Sided.NEITHER),
    )


def _speaker(entry: Entry, relations: Relations, root: str, named: bool) -> str | None:
    """What tells that two sayings are one speaker's: a judgement, a name, or the outlet's own voice."""
    source = entry.utterance.source
    name = relations.voices.get(root, (source.name, None))[0]
    if named and name:
        return plain(name)
    if source.kind is Kind.NARRATION:
        return plain(entry.document.outlet or entry.document.id)
    return f"#{root}" if root != entry.utterance.id or relations.speakers.shared(root) else None


def _said(entry: Entry) -> tuple[datetime, str]:
    """When it was said, and the text that tells. "On Wednesday" in Wednesday's paper tells no more than the paper's time;
    "in recent days" is before it."""
    published, said = _published(entry), entry.utterance.said
    if said is None:
        return published
    first, last = moments.start(said.start), moments.end(said.end)
    if first is None:
        return (min(last, published[0]) - _MOMENT, said.end) if last and said.end else published
    return published if first <= published[0] <= (last or first) else (first, said.start or "")


def _published(entry: Entry) -> tuple[datetime, str]:
    document = entry.document
    for text in (document.published, document.retrieved, entry.learned):
        if text and (moment := moments.start(text)):
            return moment, text
    return _NEVER, entry.learned
