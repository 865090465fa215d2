"""A ledger's address → answers for many readers: opened once for each of a few threads, what was derived kept until it changes."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from sayso.ledger import BadEntry, Ledger, LedgerFault, open_ledger
from sayso.views import bring_up_to_date

if TYPE_CHECKING:
    from sayso.ledger import Record

THREADS = 4  # SQLite answers one question at a time in each; Python runs one of them at a time
KEPT = 200  # answers that are remembered
ROWS = 4000  # small ones, that are asked for many at a time

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer, and the edition of the ledger that gave it."""

    edition: str
    answer: Any


class Desk:
    """Where questions are asked and decisions recorded. Every method may be called from any thread."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._threads = self._hire()
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._kept: OrderedDict[Hashable, Remembered] = OrderedDict()
        self._rows: OrderedDict[Hashable, str] = OrderedDict()
        self.queues: dict[tuple[str | None, int], list[str]] = {}  # lines to be checked, by story and number of lines
        self.facets: dict[bytes, Any] = {}  # what was found of claims as they were once recorded: true for good

    def _hire(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(THREADS, thread_name_prefix="room")

    async def ask(self, question: Callable[Concatenate[Ledger, P], T], *args: P.args, **more: P.kwargs) -> T:
        """The answer to a question, asked in a thread of its own."""
        loop = asyncio.get_running_loop()

        def asked() -> T:
            self._mine.edition = None  # it is looked up once for each question
            return question(self._ledger(), *args, **more)

        return await loop.run_in_executor(self._threads, asked)

    def recall(self, ledger: Ledger, key: Hashable, make: Callable[[], T]) -> T:
        """What was made for this key, as long as the ledger is the same; else made now."""
        edition = self.edition(ledger)
        with self._lock:
            held = self._kept.get(key)
            if held and held.edition == edition:
                self._kept.move_to_end(key)
                answer: T = held.answer
                return answer
        answer = make()
        with self._lock:
            self._kept[key] = Remembered(edition, answer)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return answer

    def recall_rows(
        self, ledger: Ledger, kind: Hashable, ids: Sequence[str], make: Callable[[list[str]], dict[str, str]]
    ) -> dict[str, str]:
        """A small answer for each of these ids; only those that are not remembered are made."""
        edition = self.edition(ledger)
        with self._lock:
            found = {id_: row for id_ in ids if (row := self._rows.get((edition, kind, id_))) is not None}
        missing = [id_ for id_ in ids if id_ not in found]
        made = make(missing) if missing else {}
        with self._lock:
            for id_, row in made.items():
                self._rows[edition, kind, id_] = row
            while len(self._rows) > ROWS:
                self._rows.popitem(last=False)
        return found | made

    def edition(self, ledger: Ledger) -> str:
        """Which edition of the ledger is asked."""
        held: str | None = getattr(self._mine, "edition", None)
        if held is None:
            held = ledger.catalogue().edition()
            self._mine.edition = held
        return held

    async def record(self, records: list[Record]) -> list[bool | str]:
        """Take judgements and notes in, all in one transaction: whether each is new, or why it is not taken."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._record, records)

    def _record(self, records: list[Record]) -> list[bool | str]:
        with self._writing, open_ledger(self.address, write=True) as ledger:
            taken = ledger.take(records, now=datetime.now(UTC))
            bring_up_to_date(ledger)
        return [str(each) if isinstance(each, BadEntry) else each for each in taken]

    async def act(self, act: Callable[[Ledger], T]) -> T:
        """The same as `write`, in a thread of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.write, act)

    def write(self, act: Callable[[Ledger], T]) -> T:
        """Do something to the ledger, nobody else doing so; what changed is brought up to date."""
        with self._writing, open_ledger(self.address, write=True) as ledger:
            try:
                return act(ledger)
            finally:
                bring_up_to_date(ledger)

    def close(self) -> None:
        """Close the ledger, in each thread what it opened; who asks again opens it again."""
        threads, self._threads = self._threads, self._hire()
        together = threading.Barrier(THREADS)
        closing = [threads.submit(self._close_mine, together) for _ in range(THREADS)]
        for each in closing:
            each.result()
        threads.shutdown(wait=True)

    def _close_mine(self, together: threading.Barrier) -> None:
        together.wait()  # so that no thread takes two of these
        ledger: Ledger | None = getattr(self._mine, "ledger", None)
        if ledger:
            ledger.close()
            self._mine.ledger = None

    def _ledger(self) -> Ledger:
        ledger: Ledger | None = getattr(self._mine, "ledger", None)
        if ledger is None:
            ledger = open_ledger(self.address)
            self._mine.ledger = ledger
        return ledger


def prepare(address: str) -> None:
    """A ledger is made where there is none; its claims are brought up to date. One that can only be read is left as it is."""
    try:
        with open_ledger(address, write=True) as ledger:
            bring_up_to_date(ledger)
    except LedgerFault:
        open_ledger(address).close()  # what is wrong with it, if anything, is told here
