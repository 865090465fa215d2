"""Documents → the keys by which others of the same story are found; gists → the pairs worth a closer look.

A key is a document's own: it depends on no other document, so what is compared with what does not depend on the order in
which documents arrive. Two documents are compared when they share at least `ENOUGH` keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.linking.gists import BRIEF, Gist, find_setting
from sayso.nouns import Document

ENOUGH = 3  # keys that two documents of one story share
LEADING = 8  # weightiest terms of a document
NEXT = 3  # utterances of a document so close to each other are compared whatever they say
ALIKE = int(0.55 * 127 * 127)  # a cosine of two words


def keys(document: Document) -> frozenset[str]:
    """The names and rare words that a document is known by. The weightiest make two keys, and so does a name that is no common
    word: a flash of two sentences has few to share.

    >>> text = "The Amsel bridge at Torrun fell at noon. Engineers had warned of cracks in the Amsel bridge."
    >>> sorted(keys(Document(text)) & {"amsel", "^amsel", "@amsel", "torrun", "bridg", "@bridg"})
    ['@amsel', '^amsel', 'amsel', 'bridg', 'torrun']
    """
    setting = find_setting(document)
    told = [term for term in setting.salient if term[0] != "="]
    leading, names = (f"^{term}" for term in told[:LEADING]), (f"@{term}" for term in told if term in setting.names)
    return frozenset((*told, *leading, *names))


def pairs(mine: Sequence[Gist], theirs: Sequence[Gist]) -> Iterator[tuple[Gist, Gist]]:
    """Gists of a document, and those of documents around it → pairs that have anything in common; near ones in any case."""
    for n, one in enumerate(mine):
        for other in mine[n + 1 :]:
            if one.id != other.id and (abs(one.place - other.place) <= NEXT or _worth(one, other)):
                yield one, other
        for other in theirs:
            if one.id != other.id and _worth(one, other):
                yield one, other


def _worth(one: Gist, other: Gist) -> bool:
    return (
        not one.terms.keys().isdisjoint(other.terms)
        or other.id in one.referents
        or one.id in other.referents
        or (one.cause and other.cause)
        or (one.amount and other.amount)
        or not one.values.isdisjoint(other.values)
        or (min(one.own, other.own) <= BRIEF and not one.around.keys().isdisjoint(other.around))
        or _alike(one, other)
    )


def _alike(one: Gist, other: Gist) -> bool:
    """Whether two of their words mean much the same."""
    return bool(len(one.words) and len(other.words)) and int((one.words @ other.words.T).max()) >= ALIKE
