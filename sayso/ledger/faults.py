"""What can be wrong with a ledger, or with what is to go into it → one clear line."""

from __future__ import annotations


class LedgerFault(Exception):
    """A ledger that cannot be used; the message names it and says why, in one line."""


class BadEntry(ValueError):
    """What the ledger does not take; the message says why, in one line."""
