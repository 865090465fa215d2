"""Utterances → all that bears on their claims: the others that judgements join to them, whole documents, what these copy.

A component is all utterances that judgements join, directly or by way of others; a claim never reaches beyond its component.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from sayso.ledger.handwork import EVER
from sayso.ledger.tables import continued, documents, judgements, members, utterances
from sayso.ledger.view import MANY, find_entries, find_judgements
from sayso.nouns import Entry, Judgement
from sayso.scales import Verdict


@dataclass(frozen=True, slots=True)
class Around:
    """The utterances of some components, with all that bears on their claims."""

    ids: Set[str]
    entries: Sequence[Entry]
    judgements: Sequence[Judgement]


_UPWARD = [verdict.value for verdict in (Verdict.COPY_OF, Verdict.REVISION_OF, Verdict.CREDITS)]


def find_component(connection: Connection, first: Iterable[str]) -> set[str]:
    """All utterances that judgements, or claims derived before, join to these."""
    component: set[str] = set()
    edge = set(first)
    while edge:
        component |= edge
        edge = {each for at in pieces(edge) for each in _neighbours(connection, at)} - component
    return component


def gather(
    connection: Connection, component: Iterable[str], in_force: Select[Any], last: int = EVER
) -> tuple[list[Entry], list[Judgement]]:
    """What a board is to be given for a component: all utterances of its documents, since a credit anywhere in one counts
    (RULES.md, O6), and of the documents that these are copies of; and every judgement on them."""
    ids = set(component)
    entries = find_entries(connection, _with_documents(connection, ids), in_force, last)
    given = {part for entry in entries for part in (entry.utterance.id, entry.document.id, entry.document.url) if part}
    return entries, find_judgements(connection, given | ids | _forebears(connection, given), last)


def pieces(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids in order, as many at a time as fit into a question."""
    ordered = sorted(ids)
    for at in range(0, len(ordered), MANY):
        yield ordered[at : at + MANY]


def _neighbours(connection: Connection, ids: list[str]) -> Iterator[str]:
    for here, there in ((judgements.c.a, judgements.c.b), (judgements.c.b, judgements.c.a)):
        joined = select(there).join(utterances, utterances.c.id == there).where(here.in_(ids))
        yield from connection.execute(joined.distinct()).scalars()
    for here, there in ((continued.c.old, continued.c.new), (continued.c.new, continued.c.old)):
        yield from connection.execute(select(there).where(here.in_(ids))).scalars()
    theirs = select(members.c.claim).where(members.c.utterance.in_(ids))
    yield from connection.execute(select(members.c.utterance).where(members.c.claim.in_(theirs))).scalars()


def _forebears(connection: Connection, ids: set[str]) -> set[str]:
    """The utterances that these continue: what was judged of those holds of these."""
    found: set[str] = set()
    edge = ids if connection.execute(select(continued.c.seq).limit(1)).first() else set()
    while edge:
        wanted = (select(continued.c.old).where(continued.c.new.in_(piece)) for piece in pieces(edge))
        edge = {each for question in wanted for each in connection.execute(question).scalars()} - found - ids
        found |= edge
    return found


def _with_documents(connection: Connection, ids: set[str]) -> set[str]:
    """All utterances of the documents in which these stand, and of those that their words were taken from."""
    there: set[str] = set()
    for piece in pieces(ids):
        there |= set(connection.execute(select(utterances.c.document).where(utterances.c.id.in_(piece))).scalars())
    edge = set(there)
    while edge:
        edge = {each for piece in pieces(edge) for each in _taken_from(connection, piece)} - there
        there |= edge
    found = set(ids)
    for piece in pieces(there):
        found |= set(connection.execute(select(utterances.c.id).where(utterances.c.document.in_(piece))).scalars())
    return found


def _taken_from(connection: Connection, those: list[str]) -> Iterator[str]:
    """Documents that these are copies or revisions of, or credit; and other texts at their addresses."""
    at = select(documents.c.url).where(documents.c.id.in_(those), documents.c.url.is_not(None))
    taken = select(judgements.c.b).where(
        judgements.c.verdict.in_(_UPWARD), or_(judgements.c.a.in_(those), judgements.c.a.in_(at))
    )
    places = {each for wanted in (at, taken) for each in connection.execute(wanted).scalars() if each}
    for piece in pieces(places):
        meant = or_(documents.c.id.in_(piece), documents.c.url.in_(piece))
        yield from connection.execute(select(documents.c.id).where(meant)).scalars()
