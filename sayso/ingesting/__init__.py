"""Bytes, from files, folders, standard input, addresses → Documents, and a Refusal for each that cannot be read."""

from __future__ import annotations

import dataclasses
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sayso.ingesting.facts import Facts, check_facts
from sayso.ingesting.files import FORMS, Listing, Raw, is_folder, list_folder, read_file, read_stdin
from sayso.ingesting.furniture import drop_furniture
from sayso.ingesting.languages import check_english
from sayso.ingesting.plain import read_plain
from sayso.ingesting.refusals import BadInput, Notice, OwnPage, Refusal
from sayso.ingesting.texts import MOST_BYTES, MOST_CHARACTERS, check_body, check_text, decode, is_markup, normalise
from sayso.nouns import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sayso.ingesting.files import Form

__all__ = ["BadInput", "Facts", "Notice", "Refusal", "ingest", "ingest_each", "ingest_text"]

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|(?:data|javascript|mailto|blob|about|file|https?):", re.IGNORECASE)


def ingest(
    given: str | Path,
    *,
    stdin: BinaryIO | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    title: str | None = None,
    allow_private: bool = False,
    now: datetime | None = None,
) -> Iterator[Document | Refusal]:
    """A file, a folder, "-" or an http(s) address → its documents; a Refusal for each that cannot be read.

    What the caller tells wins over what the document says of itself. `allow_private`: an address may lie in
    the own network. What a folder holds beside articles is told in a Notice.
    """
    told = Facts(outlet=outlet, published=published, url=url, title=title)
    for _, found in ingest_each(given, told, stdin=stdin, allow_private=allow_private, now=now):
        yield found


def ingest_each(
    given: str | Path,
    told: Facts,
    *,
    stdin: BinaryIO | None = None,
    allow_private: bool = False,
    now: datetime | None = None,
) -> Iterator[tuple[str, Document | Refusal]]:
    """The same, each with the name of where it lies."""
    moment = now or datetime.now(UTC)
    listing = _list(given)
    for where, load in _find(given, listing, stdin, allow_private, moment):
        try:
            yield where, _compose(load(), told, moment)
        except OwnPage as fault:
            yield where, (Notice if listing else Refusal)(where, str(fault))
        except BadInput as fault:
            yield where, Refusal(where, str(fault))
        except Exception as fault:  # noqa: BLE001  one odd document must not stop the rest
            yield where, Refusal(where, f"cannot be read ({type(fault).__name__})")
    if listing and listing.paths and (passed := listing.passed_over()):
        yield str(given), Notice(str(given), passed)


def ingest_text(
    text: str,
    *,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    title: str | None = None,
    now: datetime | None = None,
) -> Document:
    """The text of an article, or its HTML → the Document. Raises `BadInput` where it cannot be one.

    >>> ingest_text("The pier is shut, its owner Ada Lunde said.", outlet="Fjord Post").outlet
    'Fjord Post'
    """
    moment = now or datetime.now(UTC)
    told = Facts(outlet=outlet, published=published, url=url, title=title)
    return _document(text, Raw(b""), told, moment)


def _list(given: str | Path) -> Listing | None:
    """What a folder holds; None where it is none."""
    is_address = isinstance(given, str) and _ADDRESS.match(given) is not None
    name = str(given)
    return list_folder(Path(given)) if name not in ("", "-") and not is_address and is_folder(Path(given)) else None


def _find(
    given: str | Path, listing: Listing | None, stdin: BinaryIO | None, allow_private: bool, now: datetime
) -> Iterator[tuple[str, Callable[[], Raw]]]:
    """Each document's name, and how to get at its bytes."""
    name = str(given)
    if name == "-":
        yield "-", lambda: read_stdin(stdin or sys.stdin.buffer)
    elif isinstance(given, str) and _ADDRESS.match(name):
        from sayso.ingesting.fetch import fetch, shown  # noqa: PLC0415  only addresses need it

        yield shown(name), lambda: fetch(name, allow_private=allow_private, now=now)
    elif listing is not None:
        yield from _in_folder(name, listing)
    else:
        yield name or "''", lambda: read_file(Path(given) if name else Path("\0"))


def _in_folder(folder: str, listing: Listing) -> Iterator[tuple[str, Callable[[], Raw]]]:
    for path in listing.paths:
        yield str(path), lambda path=path: read_file(path)  # type: ignore[misc]
    if not listing.paths:
        passed = listing.passed_over()
        why = f"holds no {', '.join(sorted(FORMS))} files" + (f"; {passed}" if passed else "")
        yield folder, lambda: _refuse(why)


def _refuse(why: str) -> Raw:
    raise BadInput(why)


def _compose(raw: Raw, told: Facts, now: datetime) -> Document:
    return _document(decode(raw.data, raw.charset), raw, told, now)


def _document(text: str, raw: Raw, told: Facts, now: datetime) -> Document:
    """Text or markup → the Document. What the caller told wins, then the document's own words."""
    form = raw.form or ("html" if is_markup(text) else "text")
    found, body = _read(check_text(text, MOST_BYTES if form == "html" else MOST_CHARACTERS), form, raw, now)
    facts = check_facts(told.over(found).over(Facts(url=raw.url)), now)
    body = check_body(normalise(drop_furniture(body, told.title)) if told.title else body)
    retrieved = raw.retrieved or facts.retrieved
    return Document(
        text=body,
        outlet=facts.outlet,
        title=facts.title,
        byline=facts.byline,
        published=facts.published,
        modified=facts.modified,
        retrieved=retrieved,
        url=facts.url,
        language=check_english(body),
    )


def _read(text: str, form: Form, raw: Raw, now: datetime) -> tuple[Facts, str]:
    if form != "html":
        facts, body = read_plain(text, markdown=form == "markdown")
        return (_believed(facts, raw.url) if raw.url else facts), body
    from sayso.ingesting.pages import read_page  # noqa: PLC0415  heavy

    return read_page(text, now, raw.url)


def _believed(facts: Facts, url: str) -> Facts:
    """What a fetched text may say of itself: no address on another site, nor the name of the outlet there."""
    from sayso.ingesting.metadata import is_same_site  # noqa: PLC0415  only what was fetched needs it

    is_known = facts.url is None or is_same_site(facts.url, url)
    return (
        dataclasses.replace(facts, retrieved=None)
        if is_known
        else dataclasses.replace(facts, url=None, outlet=None, retrieved=None)
    )
