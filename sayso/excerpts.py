"""A ledger, a story and a moment → all of it that is taken elsewhere: claims, documents, what was read and judged in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso import moments
from sayso.ledger import Event, Ledger, Record, Recorded
from sayso.names import plain
from sayso.nouns import Claim, Document, Judgement
from sayso.scales import Verdict
from sayso.views import When, list_claims
from sayso.wire import BadRecord, from_record

_ON_NAMES = {Verdict.SAME_PARTY, Verdict.NOT_SAME_PARTY}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A story as of a moment, with all that its claims rest on.

    `settled`: by the id of a question, the claim that answers it. `documents`: those of the story and those that its claims
    quote, in the order in which the ledger learned of them. `recorded`: the same and those that bear on a claim without being
    quoted; `beside`: the ids of those that are not in the story. `chain`: every event of the ledger, with the bodies of those
    that are part of the excerpt; empty where it was not asked for.
    """

    story: str
    as_of: str | None
    claims: Sequence[Claim]
    settled: Mapping[str, Claim]
    documents: Sequence[Document]
    recorded: Sequence[Recorded]
    beside: frozenset[str]
    judgements: Sequence[Judgement]
    notes: Sequence[Record] = ()
    chain: Sequence[Event] = ()

    def checked(self) -> tuple[int, int]:
        """How many of the lines a person has checked, and how many lines there are."""
        lines = {each.utterance.id: each.utterance.checked for claim in self.claims for each in claim.members}
        return sum(check is not None for check in lines.values()), len(lines)


def excerpt(ledger: Ledger, story: str, as_of: str | None = None, *, chained: bool = False) -> Excerpt:
    """A story, as of a moment, else as of the latest document."""
    moment = as_of or ledger.view().latest()
    page = list_claims(ledger, story, When(as_of=moment))
    filed = ledger.view(story).filed()
    around = ledger.around(ledger.view(story).spoken())
    recorded = [
        _dated(each)
        for each in ledger.recorded(filed | {entry.document.id for entry in around.entries})
        if _is_public(each, moment)
    ]
    quoted = {member.document.id: member.document for claim in page.claims for member in claim.members}
    documents = [document for each in recorded if (document := _document(each, quoted, filed))]
    known = set(_ids(recorded))
    judged = _on_these(ledger.judged(known), known, _names(recorded))
    kept = {seq for each in recorded for seq in each.events} | {seq for seq, _ in judged}
    return Excerpt(
        story,
        moment,
        page.claims,
        page.settled,
        documents,
        recorded,
        frozenset(_id(each) for each in recorded) - filed,
        [judgement for _, judgement in judged],
        [each for each in ledger.noted(known, story) if each["about"] is None or each["about"] in known],
        ledger.chain(kept) if chained else (),
    )


def _is_public(each: Recorded, moment: str | None) -> bool:
    facts, limit = each.record["document"], moments.end(moment)
    public = moments.public(facts.get("published"), facts.get("modified"), facts.get("retrieved"), each.learned)
    return limit is None or public is None or public <= limit


def _dated(each: Recorded) -> Recorded:
    """What tells no time of its own is public since the ledger learned of it (RULES.md, S15), and so it stays elsewhere."""
    facts = each.record["document"]
    if moments.span(facts.get("published")) or facts.get("retrieved"):
        return each
    return replace(each, record={**each.record, "document": {**facts, "retrieved": each.learned}})


def _document(each: Recorded, quoted: Mapping[str, Document], filed: set[str]) -> Document | None:
    """The document as the claims have it; None where neither they nor the story do."""
    if document := quoted.get(_id(each)):
        return document
    if _id(each) not in filed:
        return None
    try:
        return from_record(each.record).document
    except BadRecord:  # of an earlier version; its words are in nobody's claim
        return None


def _id(each: Recorded) -> str:
    found: str = each.record["document"]["id"]
    return found


def _ids(recorded: Iterable[Recorded]) -> Iterator[str]:
    """What judgements and notes can speak of: utterances, documents, addresses."""
    for each in recorded:
        yield _id(each)
        if url := each.record["document"].get("url"):
            yield url
        yield from (utterance["id"] for utterance in each.record["utterances"])


def _names(recorded: Iterable[Recorded]) -> set[str]:
    """Every name and every party, as they are compared."""
    links = (
        link
        for each in recorded
        for utterance in each.record["utterances"]
        for link in (utterance["source"], *utterance["chain"])
    )
    return {plain(name) for link in links for name in (link.get("name"), link.get("party")) if name}


def _on_these(judged: Sequence[tuple[int, Judgement]], known: set[str], names: set[str]) -> list[tuple[int, Judgement]]:
    """Judgements on what is taken along alone; on parties, those that lead from one of these names to another."""
    pairs = [(plain(each.a), plain(each.b or "")) for _, each in judged if each.verdict in _ON_NAMES]
    reached, edge = set(names), True
    while edge:
        grown = {name for pair in pairs if not reached.isdisjoint(pair) for name in pair} - reached
        reached, edge = reached | grown, bool(grown)
    return [
        (seq, each)
        for seq, each in judged
        if (plain(each.a) in reached if each.verdict in _ON_NAMES else _ends(each) <= known)
    ]


def _ends(judgement: Judgement) -> set[str]:
    """The ids that it speaks of: what a claim is called is none."""
    return {judgement.a} if judgement.verdict is Verdict.CALLED or judgement.b is None else {judgement.a, judgement.b}
