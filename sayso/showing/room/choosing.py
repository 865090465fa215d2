"""Claims and what is asked for → which of them to show, in what order. Nothing is weighed here: it is looked up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sayso import moments
from sayso.names import plain
from sayso.nouns import Claim
from sayso.scales import Status
from sayso.showing.room.asking import Asked
from sayso.wire import SIDES, claim_record

LONG_AGO = datetime.min.replace(tzinfo=UTC)

# Where people stand against each other comes first, then what was settled, then what stands alone.
GROUPS = (
    Status.CONTESTED, Status.CONFIRMED, Status.DENIED, Status.CORROBORATED, Status.ATTRIBUTED, Status.CIRCULATING,
    Status.WITHDRAWN, Status.OPEN,
)  # fmt: skip
_PLACE = {status.value: at for at, status in enumerate(GROUPS)}
_STANCE = {
    "confirmed_by": "confirmed", "denied_by": "denied", "declined_by": "declined", "silent_by": "silent",
    "expected_by": "expected", "questioned_by": "questioned", "withdrawn_by": "withdrawn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facets:
    """What a claim is chosen by. `sides`: each party, as names are compared, with what it did."""

    id: str
    status: str
    changed: datetime
    first: datetime
    sides: frozenset[tuple[str, str]]
    names: tuple[str, ...]
    numbered: bool
    places: frozenset[str]
    checked: bool


def facets_of(record: dict[str, Any], checked: bool) -> Facets:
    """A claim's record, whose utterances may be left out → what it is chosen by."""
    sides: set[tuple[str, str]] = set()
    names: dict[str, None] = {}
    times = [record["since"]]
    for name, each in _told(record):
        party = each["party"] or each["source"]
        times.append(each["at"])
        if party:
            names[party] = None
            sides.add((plain(party), name))
    times += [each["at"] for each in record["versions"]]
    first = record["first_said"]
    found = [moment for each in times if (moment := moments.start(each))]
    return Facets(
        record["id"],
        record["status"],
        max(found, default=LONG_AGO),
        (moments.start(first["at"]) if first else None) or LONG_AGO,
        frozenset(sides),
        tuple(names),
        bool(record["versions"]),
        frozenset(each["name"] for each in record["places"]),
        checked,
    )


def facets_of_claim(claim: Claim) -> Facets:
    """The same of a claim that was weighed just now."""
    return facets_of(claim_record(claim), any(member.utterance.checked for member in claim.members))


def _told(record: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for origin in record["origins"]:
        yield "asserted", origin
    for name in SIDES:
        for side in record[name]:
            yield _STANCE[name], side


def choose(facets: Iterable[Facets], asked: Asked, with_words: Collection[str] | None) -> list[Facets]:
    """Those that are asked for, in order; `with_words`: the claims in which the words stand that are looked for."""
    kept = [each for each in facets if _is_asked(each, asked) and (with_words is None or each.id in with_words)]
    if asked.order == "first":
        return kept
    if asked.order == "latest":
        return sorted(kept, key=lambda each: (each.changed, each.id), reverse=True)
    kept.sort(key=lambda each: (each.changed, each.id), reverse=True)
    return sorted(kept, key=lambda each: _PLACE[each.status])


def _is_asked(each: Facets, asked: Asked) -> bool:
    if asked.status and each.status != asked.status:
        return False
    if asked.number and each.numbered != (asked.number == "with"):
        return False
    if asked.checked and each.checked != (asked.checked == "yes"):
        return False
    if asked.place and asked.place not in each.places:
        return False
    if asked.since and each.changed < (moments.start(asked.since) or LONG_AGO):
        return False
    if not asked.party and not asked.stance:
        return True
    party = plain(asked.party)
    return any((not party or name == party) and (not asked.stance or did == asked.stance) for name, did in each.sides)


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: names and places, those of the most claims first."""

    parties: Sequence[str]
    places: Sequence[str]


def choices(facets: Iterable[Facets], most: int = 60) -> Choices:
    """What a board offers."""
    parties: dict[str, int] = {}
    places: dict[str, int] = {}
    for each in facets:
        for name in each.names:
            parties[name] = parties.get(name, 0) + 1
        for name in each.places:
            places[name] = places.get(name, 0) + 1
    return Choices(_most(parties, most), _most(places, most))


def _most(counts: dict[str, int], most: int) -> list[str]:
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    return sorted(ordered[:most], key=str.casefold)
