"""Sayings → what their claim is called: exact words of one that stands (DESIGN.md, "headline")."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.nouns import Headline
from sayso.weighing.sayings import Saying, Sided
from sayso.weighing.standing import Standing

LONGEST = 160  # characters


def headline(sayings: Sequence[Saying], standing: Standing) -> Headline:
    """The first that stands and says it in full: an assertion, else a denial, else a question."""

    def fitness(saying: Saying) -> tuple[bool, bool, bool, bool]:
        full = saying.entry.utterance.refers_to is None  # "it is a lie" names nothing
        return (
            full and not saying.outer,
            standing.stands(saying),
            saying.side is Sided.FOR,
            saying.side is Sided.AGAINST,
        )

    chosen = max(sayings, key=fitness)  # the first of equals
    return Headline(cut(chosen.entry.utterance.content.text), chosen.id)


def cut(words: str, longest: int = LONGEST) -> str:
    """The words up to a limit, cut at a word.

    >>> cut("the bridge was closed to lorries in March", 20)
    'the bridge was'
    """
    if len(words) <= longest:
        return words
    head = words[: longest + 1].rsplit(None, 1)
    return head[0] if len(head) > 1 else words[:longest]
