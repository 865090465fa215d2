"""Sayings of one claim → who is independent of whom, and why (RULES.md, O5-O8).

Each saying goes back to at most one other: the text it is a copy of, the report it credits. Sayings that go back to nothing
stand for their party, or for the outlet that vouches for them. So a party that once repeated another's words and later spoke
for itself counts by its own words, and never welds the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.judging import Groups
from sayso.names import plain
from sayso.nouns import Origin, Reason
from sayso.scales import Kind, Stance, Why
from sayso.weighing.relations import Link, Relations, passed_on_by
from sayso.weighing.sayings import Saying, Sided

_LIGHT = {Kind.HEARSAY, Kind.NARRATION}  # an origin only where nothing else asserts the claim (O7)


_SAME_TEXT = {Why.COPY, Why.REVISION}


@dataclass(frozen=True, slots=True)
class Back:
    """What a saying goes back to, and the words that show it."""

    to: Saying
    why: Why
    words: str | None
    repeats: bool  # it was not said anew: its time of saying is that of the other


@dataclass(frozen=True, slots=True)
class Lineage:
    """For each saying, by its id: what it goes back to, the saying at the end of that, and the origin it counts to."""

    back: Mapping[str, Back]
    root: Mapping[str, Saying]
    origin: Mapping[str, str]
    joined: Mapping[str, tuple[Reason, ...]]  # origin → why several parties or speakers are one


def trace(sayings: Sequence[Saying], relations: Relations) -> Lineage:
    """Sayings in order → where each one's words come from."""
    shelf = _Shelf(sayings)
    back = {each.id: found for each in sayings if (found := _back(each, shelf, relations))}
    back |= {each.id: found for each in sayings if each.id not in back and (found := _scoop(each, shelf))}
    root = {each.id: _root(each, back) for each in sayings}
    groups, joined = _one_of(list(root.values()))
    reasons: dict[str, list[Reason]] = defaultdict(list)
    for key, reason in joined:
        reasons[groups.root(key)].append(reason)
    return Lineage(
        back,
        root,
        {id_: groups.root(end.key) for id_, end in root.items()},
        {key: tuple(found) for key, found in reasons.items()},
    )


def retimed(sayings: Iterable[Saying], lineage: Lineage) -> list[Saying]:
    """Sayings in order again, a repetition at the time of what it repeats: a copy says nothing new."""
    out = []
    for saying in sayings:
        found, seen = lineage.back.get(saying.id), {saying.id}
        order, at = saying.order, saying.at
        while found and found.repeats and found.to.id not in seen:
            if found.to.when < order[0]:
                order, at = (found.to.when, *order[1:]), found.to.at
            seen.add(found.to.id)
            found = lineage.back.get(found.to.id)
        out.append(replace(saying, order=order, at=at))
    return sorted(out, key=lambda each: each.order)


def origins(standing: Iterable[Saying], lineage: Lineage) -> tuple[Origin, ...]:
    """Standing sayings in order → those that assert, confirm or expect, one origin each (O7)."""
    members: dict[str, list[Saying]] = defaultdict(list)
    for saying in standing:
        if saying.side is Sided.FOR:
            members[lineage.origin[saying.id]].append(saying)
    heavy = {key for key, group in members.items() if any(each.kind not in _LIGHT for each in group)}
    return tuple(_origin(key, group, lineage) for key, group in members.items() if key in heavy or not heavy)


class _Shelf:
    """A claim's sayings by id, document, outlet and figure."""

    def __init__(self, sayings: Sequence[Saying]) -> None:
        self._ids = {each.id: each for each in sayings}
        self._documents: dict[str, list[Saying]] = defaultdict(list)
        self._outlets: dict[str, list[Saying]] = defaultdict(list)
        self.unnamed: dict[tuple[object, ...], Saying] = {}  # the first unnamed source with a figure
        self.credited: dict[str, set[str]] = defaultdict(set)  # document → outlets that it credits on this claim
        for each in sayings:
            self._documents[each.document].append(each)
            if each.entry.document.outlet:
                self._outlets[plain(each.entry.document.outlet)].append(each)
            self.credited[each.document] |= set(passed_on_by(each.entry.utterance))
            for figure in _figures(each):
                self.unnamed.setdefault(figure, each)

    def at(self, place: str) -> list[Saying]:
        """The utterance with that id, or what the document with that id says on the claim."""
        return [self._ids[place]] if place in self._ids else self._documents.get(place, [])

    def of(self, outlet: str, saying: Saying) -> list[Saying]:
        """What that outlet had on the claim when the saying's document came out."""
        there = self._outlets.get(plain(outlet), [])
        return [each for each in there if each.order[1] <= saying.order[1] and each.document != saying.document]


_Lead = tuple[list[Saying], Why, str | None, bool]


def _back(saying: Saying, shelf: _Shelf, relations: Relations) -> Back | None:
    """The first thing that it goes back to: a judged credit, the text it copies or revises, an outlet that it came through."""
    for there, why, words, repeats in _leads(saying, shelf, relations):
        found = _counterpart(saying, there)
        if found is not None and found.key == saying.key and not repeats:
            return None  # a credit elsewhere in the document adds nothing to being of one party
        if found is not None and found.key != saying.key and why in _SAME_TEXT and _speaks_up(saying):
            continue  # a copy to which somebody's own confirmation was added
        if found is not None and found.id != saying.id:
            anew = why is Why.REVISION and _words(found) != _words(saying)
            return Back(found, why, words, repeats and found.key == saying.key and not anew)
    return None


def _leads(saying: Saying, shelf: _Shelf, relations: Relations) -> Iterator[_Lead]:
    for link in relations.credits.get(saying.id, ()):
        yield shelf.at(link.to), Why.CREDIT, link.reason, True
    for links, why in ((relations.copy_of, Why.COPY), (relations.revision_of, Why.REVISION)):
        for link in _upwards(saying.document, links):
            yield shelf.at(link.to), why, link.reason, True
    own = passed_on_by(saying.entry.utterance)
    for outlet in reversed(own):
        yield shelf.of(outlet, saying), Why.CREDIT, outlet, True
    if saying.side is Sided.FOR and not own and not _speaks_up(saying):
        yield from _covering(saying, shelf, relations)


def _upwards(document: str, links: Mapping[str, Sequence[Link]]) -> Iterator[Link]:
    """What a text was taken from, the nearest first, then what those were taken from."""
    seen, row = {document}, [document]
    for place in row:
        for link in links.get(place, ()):
            if link.to not in seen:
                seen.add(link.to)
                row.append(link.to)
                yield link


def _speaks_up(saying: Saying) -> bool:
    """To confirm by name is to speak for oneself: only a judgement that says so makes it rest on another's words (S2)."""
    return saying.named and saying.stance is Stance.CONFIRMS


def _covering(saying: Saying, shelf: _Shelf, relations: Relations) -> Iterator[_Lead]:
    """Credits elsewhere in the document, which cover all that it says on the claim (O6).

    A credit for another matter covers only what has no name of its own to stand on.
    """
    for place in (saying.document, *(each.id for each in shelf.at(saying.document))):
        for link in relations.credits.get(place, ()):
            yield shelf.at(link.to), Why.CREDIT, link.reason, False
    for outlet in sorted(shelf.credited[saying.document]):
        yield shelf.of(outlet, saying), Why.CREDIT, outlet, False
    if not saying.named:
        for outlet in relations.cited.get(saying.document, ()):
            yield shelf.of(outlet, saying), Why.CREDIT, outlet, False


def _counterpart(saying: Saying, there: Iterable[Saying]) -> Saying | None:
    """The saying there that this one repeats: by its words, its party, its kind; else the first on the same side."""
    alike = [
        each
        for each in there
        if each.side is saying.side and (saying.side is not Sided.NEITHER or each.stance is saying.stance)
    ]

    def likeness(other: Saying) -> tuple[bool, bool, bool, bool]:
        words, party = _words(other) == _words(saying), other.key == saying.key
        return words and party, words, party, other.kind is saying.kind

    return max(alike, key=likeness, default=None)  # the first of equals


def _scoop(saying: Saying, shelf: _Shelf) -> Back | None:
    """Probably the same: an unnamed source of no known party gives the figure that one gave elsewhere before."""
    if saying.party is not None:
        return None
    for figure in _figures(saying):
        first = shelf.unnamed[figure]
        if first.id != saying.id and first.document != saying.document and first.key != saying.key:
            text = next((each.anchor.text for each in saying.quantities if each.anchor), None)
            return Back(first, Why.FIGURE, text, repeats=False)
    return None


def _figures(saying: Saying) -> Iterator[tuple[object, ...]]:
    if saying.side is Sided.FOR and not saying.named and saying.kind not in _LIGHT:
        for each in saying.quantities:
            yield saying.kind, each.value, each.low, each.high


def _words(saying: Saying) -> str:
    return saying.entry.utterance.content.text


def _root(saying: Saying, back: Mapping[str, Back]) -> Saying:
    path = [saying]
    while (found := back.get(path[-1].id)) is not None:
        if found.to in path:  # two that credit each other: the earlier one
            return min(path[path.index(found.to) :], key=lambda each: each.order)
        path.append(found.to)
    return path[-1]


def _one_of(roots: Sequence[Saying]) -> tuple[Groups, list[tuple[str, Reason]]]:
    """Which parties are one after all: the same speaker, or an unnamed group and a named member of it."""
    groups, joined = Groups(), []
    asserting = sorted(
        {each.id: each for each in roots if each.side is Sided.FOR}.values(), key=lambda each: each.order
    )
    speakers: dict[str, Saying] = {}
    for each in asserting:
        if each.named and each.speaker:
            first = speakers.setdefault(each.speaker, each)
            if groups.root(first.key) != groups.root(each.key):
                groups.join(first.key, each.key)
                name = each.entry.utterance.source.name
                joined.append((each.key, Reason(Why.SPEAKER, name, (first.id, each.id))))
    for group, member in _memberships(asserting):
        if groups.root(group.key) != groups.root(member.key):
            groups.join(group.key, member.key)
            name = group.entry.utterance.source.name
            joined.append((group.key, Reason(Why.GROUP, name, (group.id, member.id))))
    return groups, joined


def _memberships(asserting: Sequence[Saying]) -> Iterator[tuple[Saying, Saying]]:
    """ "Survivors say", and in the same document a survivor by name who stands for nobody else: at most one to a group."""
    people: dict[str, Saying] = {}
    for each in asserting:
        name = each.entry.utterance.source.name
        if each.named and each.kind is Kind.PERSON and name and plain(name) == plain(each.party or name):
            people.setdefault(each.document, each)
    done = set[str]()
    for each in asserting:
        if each.kind is Kind.GROUP and each.key not in done and each.document in people and _stands_for_itself(each):
            done.add(each.key)
            yield each, people[each.document]


def _stands_for_itself(group: Saying) -> bool:
    source = group.entry.utterance.source
    return source.party is None or plain(source.party) == plain(source.name or "")


def _origin(key: str, group: Sequence[Saying], lineage: Lineage) -> Origin:
    here = {each.id for each in group}
    backs = [(each.id, lineage.back[each.id]) for each in group if each.id in lineage.back]
    reasons = [Reason(back.why, back.words, (id_, back.to.id)) for id_, back in backs]
    own: dict[str, list[Saying]] = defaultdict(list)
    for each in group:
        if lineage.root[each.id].id == each.id:
            own[each.key].append(each)
    for sharing in own.values():
        if len(sharing) > 1:
            known, first = sharing[0].party, sharing[0]
            words = known or first.entry.document.outlet
            reasons.append(Reason(Why.PARTY if known else Why.OUTLET, words, tuple(each.id for each in sharing)))
    reasons += [each for each in lineage.joined.get(key, ()) if here.issuperset(each.utterances)]
    first = min(group, key=lambda each: (lineage.root[each.id].order, each.order))
    return Origin(
        party=first.party,
        source=first.entry.utterance.source.name,
        at=first.at,
        utterances=tuple(each.id for each in group),
        same_because=tuple(reasons),
    )
