"""An excerpt → the sheet that exports are laid out from: each claim and each line in the words of the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.exporting.sheet import Line, Paper, Row, Sheet
from sayso.scales import Kind
from sayso.showing import board, phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.excerpts import Excerpt
    from sayso.nouns import Claim, Document, Member, Utterance


def sheet(excerpt: Excerpt, *, with_text: bool = False) -> Sheet:
    """The story in words."""
    papers = [_paper(number, document) for number, document in enumerate(excerpt.documents, 1)]
    numbers = {paper.document.id: paper.number for paper in papers}
    checked, lines = excerpt.checked()
    return Sheet(
        excerpt,
        story=phrases.in_line(excerpt.story),
        total=f"{phrases.count(len(excerpt.claims), 'claim')}, {phrases.count(len(papers), 'article')}",
        moment=phrases.instant(excerpt.as_of) or "no date",
        checked=phrases.checked(checked, lines),
        caution=phrases.REMINDER,
        rows=[_row(claim, excerpt.settled.get(claim.id), numbers) for claim in excerpt.claims],
        papers=papers,
        with_text=with_text,
    )


def _row(claim: Claim, answer: Claim | None, numbers: Mapping[str, int]) -> Row:
    title = phrases.in_line(claim.label or claim.headline.text)
    gone = board.fallen(claim)
    return Row(
        claim,
        title=title if claim.label else f"[{title}]",
        standing=board.standing(claim, answer),
        told=(f"since {phrases.dated(claim.since)}", board.count(claim), *board.flags(claim)),
        numbers=tuple(board.path(claim)),
        origins=tuple(board.origins(claim)),
        lines=tuple(_line(member, member.utterance.id not in gone, numbers) for member in claim.members),
    )


def _line(member: Member, stands: bool, numbers: Mapping[str, int]) -> Line:
    utterance, document = member.utterance, member.document
    return Line(
        member,
        paper=numbers[document.id],
        who=phrases.who(utterance),
        side=_side(utterance),
        did=board.did(utterance),
        words=board.words(utterance, document.text),
        exact=phrases.in_line(utterance.content.text),
        when=board.day(utterance, document),
        outlet=board.outlet(document),
        address=phrases.address(document.url),
        asides=tuple(board.asides(member, stands)),
    )


def _side(utterance: Utterance) -> str:
    """For whom the source speaks, where that is neither itself nor the outlet in its own voice."""
    source = utterance.source
    if source.kind is Kind.NARRATION or not source.party or source.party == source.name:
        return ""
    return f", for {phrases.in_line(source.party)},"


def _paper(number: int, document: Document) -> Paper:
    return Paper(
        document,
        number,
        title=phrases.headline(document) if document.title else "Untitled",
        outlet=board.outlet(document),
        when=phrases.dated(document.published) or "undated",
        address=phrases.address(document.url),
        place=phrases.in_line(document.url or document.id),
        text=tuple(map(phrases.in_line, document.text.splitlines())),
    )
