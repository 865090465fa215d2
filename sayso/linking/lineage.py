"""A document and those near it → all that is judged between them: copies, revisions, credits."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.linking.copies import ENOUGH, find_copies, may_be_near, signature
from sayso.linking.credits import credit_prints, credit_searches, find_credits
from sayso.nouns import Document, Judgement

__all__ = ["find_prints", "find_searches", "link_documents", "may_be_near"]


def link_documents(document: Document, others: Iterable[Document]) -> list[Judgement]:
    """The judgements between a document and others, in both directions; the same pairs are judged the same in any order.

    Worth giving are those that one of `find_searches(document)` finds. Others do no harm: they only cost time.

    >>> from sayso.nouns import Document
    >>> link_documents(Document("It rained.", outlet="A"), [Document("It snowed.", outlet="B")])
    []
    """
    near = list(others)
    return [*find_copies(document, near), *find_credits(document, near)]


def find_prints(document: Document) -> frozenset[int]:
    """The numbers under which a document is kept, to be found by those that come later."""
    return signature(document) | credit_prints(document)


def find_searches(document: Document) -> tuple[tuple[frozenset[int], int], ...]:
    """Numbers, and how many of them the prints of a document around this one hold: of copies, of what it credits or is
    credited by. Of any two documents each finds the other, or neither does."""
    return (signature(document), ENOUGH), (credit_searches(document), 1)
