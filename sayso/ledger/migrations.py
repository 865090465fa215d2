"""A database, new or made by an earlier Sayso → one that this Sayso knows. Numbered functions, each run once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.ledger import database
from sayso.ledger.faults import LedgerFault
from sayso.ledger.layout import relay
from sayso.ledger.prints import forget
from sayso.ledger.tables import BY_HAND, keys, metadata, printless, prints

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection


def m001_first(connection: Connection) -> None:
    """All tables, the guards of the record, the views and the index of words."""
    metadata.create_all(connection)
    database.lay_guards(connection)


def m002_keys(connection: Connection) -> None:
    """The keys by which linking finds the documents around one."""
    keys.create(connection, checkfirst=True)


def m003_prints(connection: Connection) -> None:
    """By what documents find their copies."""
    metadata.create_all(connection, tables=[prints, printless])
    forget(connection)


def m004_views(connection: Connection) -> None:
    """Views that begin with the claim that is asked for, however many documents there are."""
    database.lay_views(connection)


def m005_by_hand(connection: Connection) -> None:
    """What people put right, put in and took back."""
    metadata.create_all(connection, tables=list(BY_HAND))
    relay(connection)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    m001_first,
    m002_keys,
    m003_prints,
    m004_views,
    m005_by_hand,
)


def migrate(opened: database.Database) -> None:
    """Run what was not run yet, in one transaction."""
    with opened.reading() as connection:
        if check_version(opened.name, connection) == len(MIGRATIONS):
            return
    with opened.writing() as connection:
        done = check_version(opened.name, connection)  # another program may have been quicker
        for number, step in enumerate(MIGRATIONS[done:], done + 1):
            step(connection)
            database.write_version(connection, number)


def check_version(name: str, connection: Connection) -> int:
    """The version of the database. Raises `LedgerFault` where only a later Sayso knows it."""
    version = database.read_version(connection)
    if version > len(MIGRATIONS):
        raise LedgerFault(
            f"{name}: written by a newer Sayso (version {version} of the ledger; this one knows {len(MIGRATIONS)})"
        )
    return version


def is_behind(name: str, connection: Connection) -> bool:
    """Whether it was made by an earlier Sayso. Raises `LedgerFault` as `check_version` does."""
    return check_version(name, connection) < len(MIGRATIONS)
