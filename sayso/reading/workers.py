"""Documents → their readings, several at a time, in the order given."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def count_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[[Given], Made], given: Iterable[Given], workers: int | None = None) -> Iterator[Made]:
    """What `work` makes of each thing given, in their order, by so many threads (as a rule one for each processor).

    The network runs outside the interpreter's lock, so threads are enough. Few things are taken ahead of what has been
    handed out, so that an endless stream can be read. What `work` raises is raised in its place.

    >>> list(in_order(str.upper, "abc", workers=2))
    ['A', 'B', 'C']
    """
    workers = workers or count_processors()
    if workers == 1:
        yield from map(work, given)
        return
    rest = iter(given)
    waiting: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            while True:
                waiting.extend(pool.submit(work, each) for each in islice(rest, 2 * workers - len(waiting)))
                if not waiting:
                    return
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)
