"""A document → what its page shows: the marked text, the notes, and the articles that share its words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from sayso.judging import in_force
from sayso.nouns import Document
from sayso.reading.sentences import find_paragraphs
from sayso.scales import Verdict
from sayso.showing import phrases
from sayso.showing.room.asking import Undo
from sayso.showing.room.marking import mark_up
from sayso.showing.room.telling import named
from sayso.views import Unknown

if TYPE_CHECKING:
    from sayso.ledger import Article, Ledger

LONGEST = 4000  # words of a text that is compared
_PIECE = re.compile(r"\s+|\w+|[^\w\s]")

Piece = tuple[str, str]  # "same" or "other", and the words


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of one text beside that of another."""

    left: Sequence[Piece]
    right: Sequence[Piece]


def article_page(ledger: Ledger, given: str, beside: str | None, undo: Undo | None = None) -> dict[str, Any]:
    """What the template of an article is given. Raises `Unknown`."""
    catalogue = ledger.catalogue()
    document = ledger.view().document(given)
    if document is None:
        raise Unknown(f"no article {given!r} in this ledger, or it was taken out")
    entries = catalogue.entries(given)
    utterances = [each.utterance for each in entries]
    lines = ledger.shelf().holding([each.id for each in utterances])
    opened = {line: named(json.loads(line)) for line in set(lines.values())}
    kin = catalogue.kin(given)
    other = next((each for each in kin if each.id == beside), kin[0] if kin else None)
    text = ledger.view().document(other.id) if other else None
    stories = catalogue.stories_of(given)
    return {
        "story": stories[0] if stories else None,
        "here": "articles",
        "document": document,
        "headline": phrases.headline(document),
        "number": len(utterances),
        "paragraphs": mark_up(document, utterances, {id_: opened[line] for id_, line in lines.items()}),
        "kin": kin,
        "told": _told(ledger, document, kin),
        "beside": other if text else None,
        "diff": list(compare(document.text, text.text)) if text else [],
        "readers": [],
        "redacted": None,
        "undo": undo,
    }


def _told(ledger: Ledger, document: Document, kin: Sequence[Article]) -> dict[str, list[str]]:
    """Why each is taken for a copy or a revision, and on whose word."""
    ends = {each.id: {each.id, each.url} for each in kin}
    mine = {document.id, document.url}
    told: dict[str, list[str]] = {each.id: [] for each in kin}
    judged = ledger.view().judgements_on([part for part in mine if part])
    for each in in_force(judged):
        if each.verdict not in (Verdict.COPY_OF, Verdict.REVISION_OF):
            continue
        for id_, names in ends.items():
            noun = "a copy" if each.verdict is Verdict.COPY_OF else "a revision"
            by = f"{each.by}{f', {each.score:.2f}' if each.score is not None else ''}"
            reason = f": {phrases.in_line(each.reason)}" if each.reason else ""
            if each.a in names and each.b in mine:
                told[id_].append(f"{noun} of this, says {phrases.in_line(by)}{reason}")
            elif each.b in names and each.a in mine:
                told[id_].append(f"this is {noun} of it, says {phrases.in_line(by)}{reason}")
    return told


def compare(left: str, right: str) -> Iterator[Pair]:
    """Two texts, paragraph beside paragraph, and what only one of them has.

    >>> [pair] = compare("The dam held on Monday.", "The dam broke on Monday.")
    >>> [words for kind, words in pair.left if kind == "other"], [words for kind, words in pair.right if kind == "other"]
    (['held'], ['broke'])
    """
    one, other = _paragraphs(left), _paragraphs(right)
    matcher = SequenceMatcher(None, [_key(each) for each in one], [_key(each) for each in other], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from (Pair([("same", each)], [("same", each)]) for each in one[a:b])
            continue
        for at in range(max(b - a, d - c)):
            mine = one[a + at] if a + at < b else ""
            theirs = other[c + at] if c + at < d else ""
            yield _pair(mine, theirs)


def _paragraphs(text: str) -> list[str]:
    return [phrases.in_line(text[start:end]) for start, end in find_paragraphs(text)]


def _key(paragraph: str) -> str:
    return " ".join(paragraph.split())


def _pair(left: str, right: str) -> Pair:
    one, other = _PIECE.findall(left)[:LONGEST], _PIECE.findall(right)[:LONGEST]
    mine: list[Piece] = []
    theirs: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        same = "same" if kind == "equal" else "other"
        if b > a:
            mine.append((same, "".join(one[a:b])))
        if d > c:
            theirs.append((same, "".join(other[c:d])))
    return Pair(mine, theirs)
