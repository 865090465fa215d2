"""A document and those near it → all that is judged between them: copies, revisions, credits."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.linking.copies import find_copies
from sayso.linking.credits import find_credits
from sayso.nouns import Document, Judgement


def link_documents(document: Document, others: Iterable[Document]) -> list[Judgement]:
    """The judgements between a document and others, in both directions; the same pairs are judged the same in any order.

    Worth giving are the documents that share a key of `copies.signature(document)`, those of outlets that it credits
    (`credits.outlet_names(other.outlet)` meets `credits.credited_names(document)`), and those that credit its outlet (the
    same with the two changed about). Others do no harm: they only cost time.

    >>> from sayso.nouns import Document
    >>> link_documents(Document("It rained.", outlet="A"), [Document("It snowed.", outlet="B")])
    []
    """
    near = list(others)
    return [*find_copies(document, near), *find_credits(document, near)]
