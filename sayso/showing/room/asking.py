"""A page's address ⇄ what is asked for: which claims, in what order, as of when. The address holds all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from sayso import moments
from sayso.scales import Status

LONGEST = 200  # characters of a field
ORDERS = ("changed", "latest", "first")
STANCES = ("asserted", "confirmed", "denied", "declined", "silent", "questioned", "expected", "withdrawn")
FIELDS = ("status", "party", "stance", "number", "place", "since", "checked", "order", "q", "as_of")
_CHOICES: dict[str, tuple[str, ...]] = {
    "status": tuple(Status),
    "stance": STANCES,
    "number": ("with", "without"),
    "checked": ("no", "yes"),
    "order": ORDERS,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a board is asked for. Empty text: whatever it is."""

    story: str | None = None
    status: str = ""
    party: str = ""
    stance: str = ""
    number: str = ""
    place: str = ""
    since: str = ""
    checked: str = ""
    order: str = ""
    q: str = ""
    as_of: str = ""
    page: int = 1

    @property
    def moment(self) -> str | None:
        """The past moment that is asked for; None for the present."""
        return self.as_of or None

    @property
    def narrowed(self) -> bool:
        """Whether some claims are left out."""
        return any(getattr(self, name) for name in FIELDS if name not in ("order", "as_of"))

    def address(self, **changes: str | int) -> str:
        """The address of the same board, but for what changes; a change leads to the first page.

        >>> Asked("ferry fire", status="denied", page=3).address(party="Tolm")
        '/story/ferry%20fire?status=denied&party=Tolm'
        """
        if changes and "page" not in changes:
            changes["page"] = 1
        told = replace(self, **changes)  # type: ignore[arg-type]
        where = f"/story/{quote(told.story, safe='')}" if told.story is not None else "/board"
        pairs = list(told.pairs())
        return f"{where}?{urlencode(pairs)}" if pairs else where

    def pairs(self) -> Iterator[tuple[str, str]]:
        """What is not as it always is."""
        for name in FIELDS:
            if value := getattr(self, name):
                yield name, value
        if self.page > 1:
            yield "page", str(self.page)


@dataclass(frozen=True, slots=True)
class Undo:
    """What was recorded just now, and the form that takes it back."""

    words: str
    action: str
    fields: Sequence[tuple[str, str]]


_DONE = {
    "same_claim": "Recorded: one claim.",
    "not_same": "Recorded: not one claim.",
    "corrected": "Recorded, and the line is checked.",
    "called": "Recorded: its name.",
    "apart": "Recorded: not a copy.",
}


def ask_undo(given: Mapping[str, str], back: str) -> Undo | None:
    """What a page's address says was recorded just now → the way to take it back, and then to `back`; None where it is none.

    >>> ask_undo({"done": "called", "seq": "7", "of": "u1"}, "/claim/u1").fields
    [('seq', '7'), ('of', 'u1'), ('back', '/claim/u1')]
    """
    words = _DONE.get(given.get("done", ""))
    numbered = [(name, given.get(name, "")[:LONGEST]) for name in ("seq", "of")]
    if words and all(value for _, value in numbered):
        return Undo(words, "/take-back", [*numbered, ("back", back)])
    judged = [(name, given[name]) for name in ("verdict", "a", "b", "party") if given.get(name)]
    return Undo(words, "/undo", [*judged, ("claim", back.removeprefix("/claim/"))]) if words and judged else None


def ask(story: str | None, given: Mapping[str, str]) -> Asked:
    """A query → what is asked for; what cannot be understood counts as not said.

    >>> ask("ferry", {"status": "denied", "number": "perhaps", "as_of": "2026-03-11", "page": "0"})
    Asked(story='ferry', status='denied', party='', stance='', number='', place='', since='', checked='', order='', q='', \
as_of='2026-03-11', page=1)
    """
    told = {name: given.get(name, "").strip()[:LONGEST] for name in FIELDS}
    for name, choices in _CHOICES.items():
        if told[name] not in choices:
            told[name] = ""
    for name in ("since", "as_of"):
        if moments.span(told[name]) is None:
            told[name] = ""
    if told["order"] == ORDERS[0]:
        told["order"] = ""
    page = given.get("page", "1")
    return Asked(story, **told, page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 9 else 1)
