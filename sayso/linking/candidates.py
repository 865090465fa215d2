"""Documents → the keys by which others of the same story are found; gists → the pairs worth a closer look.

A key is a document's own: it depends on no other document, so what is compared with what does not depend on the order in
which documents arrive. Two documents are compared when they share at least `ENOUGH` keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.linking.gists import Gist, find_setting
from sayso.nouns import Document

ENOUGH = 2  # keys that two documents of one story share


def keys(document: Document) -> frozenset[str]:
    """The names and rare words that a document is known by.

    >>> text = "The Amsel bridge at Torrun fell at noon. Engineers had warned of cracks in the Amsel bridge."
    >>> sorted(keys(Document(text)) & {"amsel", "torrun", "bridg"})
    ['amsel', 'bridg', 'torrun']
    """
    return frozenset(term for term in find_setting(document).salient if term[0] != "=")


def pairs(mine: Sequence[Gist], theirs: Sequence[Gist]) -> Iterator[tuple[Gist, Gist]]:
    """Gists of a document, and those of documents around it → pairs that share a term, a reference or a kind of question."""
    for n, one in enumerate(mine):
        for other in mine[n + 1 :]:
            if _worth(one, other):
                yield one, other
        for other in theirs:
            if _worth(one, other):
                yield one, other


def _worth(one: Gist, other: Gist) -> bool:
    if one.id == other.id:
        return False
    return (
        not one.terms.keys().isdisjoint(other.terms)
        or other.id in one.referents
        or one.id in other.referents
        or (one.cause and other.cause)
        or (one.amount and other.amount)
    )
