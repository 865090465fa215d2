"""Entries and judgements in force → what they say of documents, parties and sources, for weighing to look up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.judging import Groups, holds, pair
from sayso.names import plain
from sayso.nouns import Document, Entry, Judgement, Utterance
from sayso.scales import Kind, Verdict


@dataclass(frozen=True, slots=True)
class Link:
    """A document or an utterance, and the words of the judgement that leads to it."""

    to: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Relations:
    """Lookups by the id of an utterance or a document; every judgement in them is the strongest of its kind."""

    copy_of: Mapping[str, tuple[Link, ...]]  # document → those that it is a copy of, the nearest first
    revision_of: Mapping[str, tuple[Link, ...]]
    credits: Mapping[str, tuple[Link, ...]]  # utterance or document → utterances or documents
    cited: Mapping[str, tuple[str, ...]]  # document → outlets that its utterances came through, anywhere in it
    about: Mapping[str, tuple[Judgement, ...]]  # utterance → the party its claim is about, strongest first
    answers: Mapping[str, Judgement]  # utterance → the question it answers
    speakers: Groups  # utterances whose source is the same
    voices: Mapping[str, tuple[str | None, str | None]]  # root of such a group → the name and party known of it
    parties: Parties
    addresses: Mapping[str, str]  # document → its url, where it has one
    labels: Mapping[str, Judgement]  # utterance → what a person calls its claim


class Parties:
    """Which names are one party (RULES.md, O1), as people and machines have it, the stronger word first.

    >>> from sayso.scales import Verdict
    >>> merged = Judgement(Verdict.SAME_PARTY, "the Kremlin", "Russia", by="Ida Roth", person=True)
    >>> parties = Parties([merged])
    >>> parties.key("Kremlin") == parties.key("Russia"), parties.shown("the Kremlin")
    (True, 'Russia')
    """

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        self._groups, self._apart = Groups(), set[frozenset[str]]()
        main: dict[str, tuple[bool, str]] = {}
        seen = set[frozenset[str]]()
        for judgement in judgements:
            if judgement.verdict not in {Verdict.SAME_PARTY, Verdict.NOT_SAME_PARTY} or judgement.b is None:
                continue
            a, b = plain(judgement.a), plain(judgement.b)
            if a == b or frozenset((a, b)) in seen:
                continue
            seen.add(frozenset((a, b)))
            if judgement.verdict is Verdict.NOT_SAME_PARTY:
                self._apart.add(frozenset((a, b)))
                self._groups.part(a, b)
            else:
                self._groups.join(a, b)
                for name, raw, given in ((a, judgement.a, True), (b, judgement.b, False)):
                    main[name] = (given or main.get(name, (False, ""))[0], raw)
        self._shown: dict[str, str] = {}
        for name in sorted(main, key=lambda each: (main[each][0], -len(each), each)):
            self._shown.setdefault(self._groups.root(name), main[name][1])

    def key(self, party: str) -> str:
        """What every name of one party has in common."""
        return self._groups.root(plain(party))

    def shown(self, party: str) -> str:
        """The name that a person merged it into, else its own."""
        return self._shown.get(self.key(party), party)

    def split(self, source: str, party: str) -> bool:
        """Whether somebody says that this source is not of this party."""
        return frozenset((plain(source), plain(party))) in self._apart


def relations(entries: Iterable[Entry], judgements: Sequence[Judgement]) -> Relations:
    """Entries, and judgements in force, strongest first → lookups. Give all utterances of a document, for its credits."""
    entries = sorted(entries, key=lambda each: each.utterance.id)
    documents = _Documents(entries)
    apart, links = set[tuple[str, str]](), _Links()
    speakers, answers = Groups(), dict[str, Judgement]()
    about: dict[str, list[Judgement]] = defaultdict(list)
    labels = dict[str, Judgement]()
    for judgement in judgements:
        if not holds(judgement):
            continue
        verdict, ends = judgement.verdict, documents.resolved(judgement)
        if verdict is Verdict.NOT_SAME:
            apart |= {(a, b) for a, b in ends} | {(b, a) for a, b in ends}
        elif verdict in links.kinds:
            links.add(judgement, [each for each in ends if each not in apart])
        elif verdict is Verdict.SAME_SOURCE and judgement.b is not None:
            speakers.join(*pair(judgement))
        elif verdict is Verdict.ANSWERS:
            answers.setdefault(judgement.a, judgement)
        elif verdict is Verdict.ABOUT and judgement.party:
            about[judgement.a].append(judgement)
        elif verdict is Verdict.CALLED:
            labels.setdefault(judgement.a, judgement)
    return Relations(
        copy_of=links.nearest(Verdict.COPY_OF),
        revision_of=links.nearest(Verdict.REVISION_OF),
        credits=links.nearest(Verdict.CREDITS),
        cited=_cited(entries),
        about={key: tuple(found) for key, found in about.items()},
        answers=answers,
        speakers=speakers,
        voices=_voices(entries, speakers),
        parties=Parties([each for each in judgements if holds(each)]),
        addresses={entry.document.id: entry.document.url for entry in entries if entry.document.url},
        labels=labels,
    )


def passed_on_by(utterance: Utterance) -> tuple[str, ...]:
    """The outlets that an utterance came through between its document and its source, outermost first (O4).

    In "the mayor resigned, the Lido Post reported", it is the Lido Post.
    """
    return tuple(link.name for link in utterance.chain[1:-1] if link.name and link.kind is Kind.OUTLET)


class _Links:
    """Judgements that lead from one thing to another, by verdict."""

    def __init__(self) -> None:
        kinds = (Verdict.COPY_OF, Verdict.REVISION_OF, Verdict.CREDITS)
        self.kinds: dict[Verdict, dict[str, list[tuple[Link, Judgement]]]] = {kind: {} for kind in kinds}

    def add(self, judgement: Judgement, ends: list[tuple[str, str]]) -> None:
        for a, b in ends:
            if a != b:
                self.kinds[judgement.verdict].setdefault(a, []).append((Link(b, judgement.reason), judgement))

    def nearest(self, verdict: Verdict) -> dict[str, tuple[Link, ...]]:
        """People's words first, then by score: when a machine came to know of it tells nothing of how near two texts are."""
        return {
            key: tuple(link for link, _ in sorted(_once(found), key=_distance))
            for key, found in self.kinds[verdict].items()
        }


def _once(found: Iterable[tuple[Link, Judgement]]) -> list[tuple[Link, Judgement]]:
    """The strongest word on each."""
    kept: dict[str, tuple[Link, Judgement]] = {}
    for link, judgement in found:
        kept.setdefault(link.to, (link, judgement))
    return list(kept.values())


def _distance(found: tuple[Link, Judgement]) -> tuple[bool, float, str]:
    link, judgement = found
    score = judgement.score if judgement.score is not None else 1.0
    return (False, 0.0, "") if judgement.person else (True, -score, link.to)


class _Documents:
    """Documents by their ids and addresses. An address with several texts leads to the earliest of them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        held = {entry.document.id: entry.document for entry in entries}
        self._at: dict[str, list[str]] = defaultdict(list)
        for document in sorted(held.values(), key=_dated):
            if document.url and document.url not in held:
                self._at[document.url].append(document.id)

    def resolved(self, judgement: Judgement) -> list[tuple[str, str]]:
        """The judgement's ends as ids."""
        if judgement.b is None:
            return []
        ends = self._at.get(judgement.a, [judgement.a]), self._at.get(judgement.b, [judgement.b])[:1]
        return [(a, b) for a in ends[0] for b in ends[1] if a != b]


def _dated(document: Document) -> tuple[str, str]:
    return document.published or "~", document.id


def _cited(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    cited: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if names := passed_on_by(entry.utterance):
            cited[entry.document.id] |= set(names)
    return {document: tuple(sorted(names)) for document, names in cited.items()}


def _voices(entries: Iterable[Entry], speakers: Groups) -> dict[str, tuple[str | None, str | None]]:
    """What is known of a source from any of its mentions: the first name and the first party that it is given."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for entry in entries:  # in order of ids
        source = entry.utterance.source
        root = speakers.root(entry.utterance.id)
        name, party = found.get(root, (None, None))
        found[root] = (name or source.name, party or source.party)
    return found
