"""A judgement on parties → the utterances whose claims it may touch: those that speak for them, or that they vouch for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, or_, select

from sayso.ledger.payloads import ON_PARTIES, parse
from sayso.ledger.surroundings import pieces
from sayso.ledger.tables import bodies, documents, judgements, utterances
from sayso.names import plain
from sayso.nouns import Judgement
from sayso.scales import Verdict

Names = frozenset[str]


def find_touched(connection: Connection, judgement: Judgement) -> set[str]:
    """The utterances whose side or speaker it names, those that a named outlet vouches for, and those that are about one."""
    names = _grouped(connection, {plain(each) for each in (judgement.a, judgement.b) if each})
    found: set[str] = set()
    for piece in pieces(names):
        spoken = or_(utterances.c.speaker.in_(piece), utterances.c.side.in_(piece))
        found |= set(connection.execute(select(utterances.c.id).where(spoken)).scalars())
    return (
        found | set(_vouched(connection, names)) | set(_passed_on(connection, names)) | set(_about(connection, names))
    )


def _grouped(connection: Connection, first: set[str]) -> Names:
    """These names and all that a word on parties, in force or not, ties to them, directly or by way of others."""
    tied: dict[str, set[str]] = defaultdict(set)
    wanted = select(judgements.c.a, judgements.c.b).where(judgements.c.verdict.in_([each.value for each in ON_PARTIES]))
    for a, b in connection.execute(wanted):
        tied[plain(a)].add(plain(b))
        tied[plain(b)].add(plain(a))
    found, edge = set[str](), set(first)
    while edge:
        found |= edge
        edge = {other for each in edge for other in tied[each]} - found
    return frozenset(found)


def _vouched(connection: Connection, names: Names) -> Iterator[str]:
    """An outlet vouches for those in its documents who speak for nobody (RULES.md, O2); so does an address, or an id."""
    listed = connection.execute(select(documents.c.id, documents.c.outlet, documents.c.url))
    theirs = [row.id for row in listed if any(each and plain(each) in names for each in row)]
    for piece in pieces(theirs):
        alone = utterances.c.document.in_(piece) & utterances.c.side.is_(None)
        yield from connection.execute(select(utterances.c.id).where(alone)).scalars()


def _passed_on(connection: Connection, names: Names) -> Iterator[str]:
    """So does an outlet that their words came through: it stands in the chain, which only the record holds."""
    alone = select(utterances.c.seq).where(utterances.c.side.is_(None)).distinct()
    wanted = select(bodies.c.body).where(bodies.c.seq.in_(alone), bodies.c.body.is_not(None))
    for body in connection.execute(wanted, execution_options={"yield_per": 500}).scalars():
        for each in parse(body)["utterances"]:
            if any(link["name"] and plain(link["name"]) in names for link in each["chain"]):
                yield each["id"]


def _about(connection: Connection, names: Names) -> Iterator[str]:
    about = select(judgements.c.a, judgements.c.party).where(judgements.c.verdict == Verdict.ABOUT.value)
    yield from (row.a for row in connection.execute(about) if row.party and plain(row.party) in names)
