"""Sayso reads the news and keeps the ledger of its claims. It never says what is true: it says who says so.

>>> import sayso
>>> reading = sayso.read("The mine is safe, its manager Ada Lunde said on Monday.", outlet="Fjord Post")
>>> [(utterance.source.name, utterance.content.text) for utterance in reading]
[('Ada Lunde', 'The mine is safe')]
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.__about__ import __version__
from sayso.nouns import Anchor, Document, Reading, Source, Utterance

if TYPE_CHECKING:
    from sayso.ingesting.refusals import BadInput

__all__ = ["Anchor", "BadInput", "Document", "Reading", "Source", "Utterance", "__version__", "read"]

# A line with the ending of a text or a page; a word with a slash or an ending, which is no article either.
_PATH = re.compile(r".*\.(?:txt|md|html?)|\S*(?:[/\\]\S*|\.[a-z][a-z0-9]{0,4})", re.IGNORECASE)


def read(
    given: str | Path,
    *,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    title: str | None = None,
) -> Reading:
    """Read one article: its text, a path, or an http(s) address.

    A `str` is a path when there is such a file, and also when it only looks like one: a line that ends in .txt, .md, .htm or
    .html, or one word with a slash or an ending. `published` is ISO 8601, a bare date meaning that day. Raises `BadInput`
    where there is nothing to read.

    >>> read("articel.txt")
    Traceback (most recent call last):
    sayso.ingesting.refusals.BadInput: articel.txt: no such file
    """
    from datetime import UTC, datetime  # noqa: PLC0415  `import sayso` stays instant

    from sayso.ingesting import BadInput, Notice, ingest, ingest_text  # noqa: PLC0415
    from sayso.reading import load_reader  # noqa: PLC0415

    now = datetime.now(UTC)
    if isinstance(given, str) and not _is_address(given) and not _is_path(given):
        document = ingest_text(given, outlet=outlet, published=published, url=url, title=title, now=now)
        return load_reader().read(document)
    every = ingest(given, outlet=outlet, published=published, url=url, title=title, now=now)
    found = [each for each in every if not isinstance(each, Notice)]
    if len(found) != 1:
        raise BadInput(f"{given}: holds {len(found)} documents; read one at a time")
    if not isinstance(found[0], Document):
        raise BadInput(str(found[0]))
    return load_reader().read(found[0])


def __getattr__(name: str) -> type[BadInput]:
    """`BadInput`, where it is asked for: the ledger needs nothing of what takes articles in."""
    if name == "BadInput":
        from sayso.ingesting import BadInput  # noqa: PLC0415

        return BadInput
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")


def _is_address(given: str) -> bool:
    return given.lower().startswith(("http://", "https://")) and not any(char.isspace() for char in given)


def _is_path(given: str) -> bool:
    line = given.strip()
    if not line or "\n" in line or len(line) >= 1024:
        return False
    try:
        return _PATH.fullmatch(line) is not None or Path(given).exists()
    except (OSError, ValueError):
        return False
