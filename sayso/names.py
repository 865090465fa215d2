"""Names as outlets write them → what can be compared."""

from __future__ import annotations


def plain(name: str) -> str:
    """A name without case, article and spaces: enough to compare with.

    >>> plain("The  Hague Group")
    'hague group'
    """
    return " ".join(name.split()).casefold().removeprefix("the ")
