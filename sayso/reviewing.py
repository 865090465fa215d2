"""A story → its lines that nobody has checked, those that decide a status first; and what a person's key records of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sayso.ledger import BadEntry, Ledger, Record
from sayso.nouns import Claim, Entry
from sayso.scales import Stance, Verdict
from sayso.views import Unknown, bring_up_to_date, count_checked, decide, list_claims
from sayso.wire import decode_claim

MOST = 9  # claims that are offered to be the same


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line to be checked. `decides`: it is among those that fired the rule of its claim's status."""

    utterance: str
    decides: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Looked:
    """A line as it is shown: with its document's text, and the claim that it is part of."""

    entry: Entry
    claim: Claim | None
    decides: bool
    copy_of: str | None

    @property
    def id(self) -> str:
        """The utterance's."""
        return self.entry.utterance.id


def waiting(entries: Iterable[Entry], claims: Sequence[Claim]) -> list[Waiting]:
    """Unchecked lines: those that decide a status, then all others; the least confident first."""
    deciding = {each for claim in claims for each in claim.because}
    found = [
        Waiting(each.utterance.id, each.utterance.id in deciding, each.utterance.confidence)
        for each in entries
        if each.utterance.checked is None
    ]
    return sorted(found, key=lambda each: (not each.decides, each.confidence, each.utterance))


@dataclass
class Review:
    """One person's walk through a story. Every step is in the ledger when it returns, so it can be left at any moment."""

    ledger: Ledger
    story: str | None
    by: str
    queue: list[Waiting] = field(default_factory=list)
    done: list[tuple[str, list[int]]] = field(default_factory=list)  # a line, and the events that its key recorded

    def __post_init__(self) -> None:
        bring_up_to_date(self.ledger)
        entries = self.ledger.view(self.story).entries()
        self.queue = waiting(entries, list_claims(self.ledger, self.story).claims)

    def look(self) -> Looked | None:
        """The line that is next; None where all are done."""
        while self.queue:
            found = self.ledger.view().among([self.queue[0].utterance])
            if found and found[0].utterance.checked is None:
                return self._looked(found[0])
            self.queue.pop(0)
        return None

    def tally(self) -> tuple[int, int]:
        """How many lines are checked, and how many there are."""
        return count_checked(self.ledger, self.story)

    def right(self, now: datetime) -> None:
        """It is right."""
        self._record([], now)

    def speaker(self, name: str, party: str | None, now: datetime) -> None:
        """Somebody else says it."""
        id_ = self.queue[0].utterance
        changes = [{"correction": "name", "of": id_, "value": name}]
        self._record(changes + ([{"correction": "party", "of": id_, "value": party}] if party else []), now)

    def stance(self, stance: Stance, now: datetime) -> None:
        """It does something else to its claim."""
        self._record([{"correction": "stance", "of": self.queue[0].utterance, "value": stance.value}], now)

    def not_this_claim(self, now: datetime) -> None:
        """It belongs to another claim, or to none where it is alone."""
        looked = self.look()
        assert looked
        others = (
            [each.utterance.id for each in looked.claim.members if each.utterance.id != looked.id]
            if looked.claim
            else []
        )
        apart: list[Record] = [{"judgement": Verdict.NOT_SAME.value, "a": looked.id, "b": each} for each in others]
        self._record(apart or [{"judgement": Verdict.NOT_CLAIM.value, "a": looked.id}], now)

    def same_as(self, claim: str, now: datetime) -> None:
        """It is of that claim."""
        self._record([{"judgement": Verdict.SAME_CLAIM.value, "a": self.queue[0].utterance, "b": claim}], now)

    def not_a_copy(self, now: datetime) -> None:
        """Its document was written on its own. The line itself is still to be looked at."""
        looked = self.look()
        assert looked
        if looked.copy_of is None:
            raise BadEntry("its document is no copy")
        change = {"judgement": Verdict.NOT_SAME.value, "a": looked.entry.document.id, "b": looked.copy_of}
        self._record([change], now, checked=False)

    def skip(self) -> None:
        """Later: it is not checked, and comes again the next time."""
        self.done.append((self.queue.pop(0).utterance, []))

    def undo(self, now: datetime) -> bool:
        """Take back the last key, and look at its line again; whether there was one."""
        if not self.done:
            return False
        id_, events = self.done.pop()
        for seq in reversed(events):
            self.ledger.undo(seq, by=self.by, now=now, reason="undone in review")
        bring_up_to_date(self.ledger)
        self.queue = [self._waiting(id_), *(each for each in self.queue if each.utterance != id_)]
        return True

    def others(self, words: str) -> list[Claim]:
        """Claims in whose lines all of the words stand, or with that id."""
        found = self.ledger.shelf().find(words) if " " not in words else []
        ids = found or [each.utterance.id for each in self.ledger.view(self.story).search(words)]
        lines = dict.fromkeys(self.ledger.shelf().holding(ids).values())
        return [decode_claim(line) for line in lines][:MOST]

    def _record(self, changes: Sequence[Record], now: datetime, checked: bool = True) -> None:
        id_ = self.queue[0].utterance
        told = [*changes, *([{"correction": "checked", "of": id_, "value": True}] if checked else [])]
        events: list[int] = []
        try:
            for change in told:
                done = decide(self.ledger, change, self.by, None, now)
                events += [done.seq] if done.seq is not None else []
        except (BadEntry, Unknown):
            for seq in reversed(events):  # all of a key, or nothing
                self.ledger.undo(seq, by=self.by, now=now, reason="not recorded whole")
            raise
        finally:
            bring_up_to_date(self.ledger)
        self.done.append((id_, events))
        if checked:
            self.queue.pop(0)

    def _looked(self, entry: Entry) -> Looked:
        line = self.ledger.shelf().holding([entry.utterance.id]).get(entry.utterance.id)
        claim = decode_claim(line) if line else None
        mine = (
            next((each for each in claim.members if each.utterance.id == entry.utterance.id), None) if claim else None
        )
        return Looked(entry, claim, bool(claim and entry.utterance.id in claim.because), mine.copy_of if mine else None)

    def _waiting(self, id_: str) -> Waiting:
        (entry,) = self.ledger.view().among([id_])
        return Waiting(id_, self._looked(entry).decides, entry.utterance.confidence)
