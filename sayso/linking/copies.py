"""A document and those that share its signature → judgements: copy of, revision of (RULES.md, O8).

A signature is some of a text's phrases, picked by their digests and so the same ones in every text that has them (Broder 1997:
*resemblance and containment*): a part that was cut out, moved or put between others keeps its keys. Documents that share keys
are then laid side by side, word by word. Each pair is judged by itself, the same whichever of the two came first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso import moments
from sayso.linking.credits import is_credited, same_outlet
from sayso.linking.passages import Passage, share
from sayso.linking.phrases import Words, find_phrases, find_words
from sayso.nouns import Document, Judgement
from sayso.scales import Verdict

BY = "copies 1"

MOST = 0.5  # of the shorter text's words lie in shared passages
NEWS = 0.4  # of those that are no background; of those that nobody is quoted with
FACTS = 0.6  # of the numbers and names in the passages are the same: else two events are told by one template
WHOLE = 0.8  # nearly all of a text; of both: one page, brought up to date
LEAST = 20  # words in common, below which nothing is told

ENOUGH = 2  # keys that a copy and its original share

_QUOTED, _LISTED = 12, 12  # words and places that a reason shows

_PICKED = 3  # one in so many phrases
_FEWEST, _KEYS, _MOST_KEYS = 24, 96, 1024  # keys of a short text, of a long one, of a book
_SPARSE = 24  # one in so many phrases of a book
_SHARED = 0.04  # of the shorter text's phrases; of a copy in which three words in ten were changed, it is a sixth
_REVISED = 0.25  # of the phrases of both texts of one page


def signature(document: Document) -> frozenset[int]:
    """The keys of a text, positive numbers. Copies, cut, moved and edited, share at least `ENOUGH` with their originals.

    >>> one = Document("The old mill by the river Orm was sold to a bakery for three million crowns.", outlet="A")
    >>> two = Document("It rained. The old mill by the river Orm was sold to a bakery, neighbours say.", outlet="B")
    >>> len(signature(one) & signature(two)) >= ENOUGH
    True
    """
    phrases = find_phrases(document.text)
    kept = max(min(max(_FEWEST, len(phrases) // _PICKED), _KEYS), min(len(phrases) // _SPARSE, _MOST_KEYS))
    return frozenset(each >> 1 for each in sorted(phrases)[:kept])  # 63 bits, as databases have them


def may_be_near(one: Document, other: Document) -> bool:
    """Whether two documents that share keys can be copies or one page, by all that is known of them but their texts.

    What all pages of an outlet have in common makes no two of them one page.

    >>> here, there = (Document("", outlet="Bay Post", title=title, url=f"https://bay.example/{title}") for title in "ab")
    >>> may_be_near(here, there), may_be_near(here, Document("", outlet="Hill Echo", title="c"))
    (False, True)
    """
    if not same_outlet(one, other):
        return True
    if not (one.url and other.url):
        return True
    titles = [" ".join((each.title or "").casefold().split()) for each in (one, other)]
    return one.url != other.url and titles[0] == titles[1] != ""


def find_copies(document: Document, others: Iterable[Document]) -> list[Judgement]:
    """Which of the others it is a copy or a revision of, and which are of it; in order of their ids."""
    near = {other.id: other for other in others if other.id != document.id}
    judged = (_judge(*sorted((document, near[id_]), key=lambda each: each.id)) for id_ in sorted(near))
    return [judgement for judgement in judged if judgement is not None]


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share, in words: `whole` of the longer, the others of the shorter one."""

    passages: tuple[Passage, ...]
    common: int  # words that are the same
    size: int  # words of the shorter text
    most: float
    whole: float
    news: float
    lead: float  # of its own telling, without background even where nearly all is shared
    facts: float

    @property
    def is_copy(self) -> bool:
        """Whether most of the shorter text is in the other, and more of it than background, quotations and a template."""
        enough = self.common >= LEAST or self.whole == 1
        return enough and self.most >= MOST and self.news >= NEWS and self.facts >= FACTS

    @property
    def is_one_page(self) -> bool:
        """Whether two texts of one outlet are one page at two times, not two dispatches, nor two with the same footer."""
        return min(self.most, self.whole) >= WHOLE and self.lead >= NEWS

    @property
    def score(self) -> float:
        """From 0.5, where it only just is a copy, to 1; of two originals the one that has less besides is the likelier."""
        return round(0.5 + 0.4 * (self.most - MOST) / (1 - MOST) + 0.1 * self.whole, 4)


def overlap(a: Words, b: Words) -> Overlap:
    """What the two share, the same whichever is the first; of two as long as each other, `a` is taken for the shorter."""
    passages = share(a, b)
    if not passages:
        return Overlap((), 0, min(len(a), len(b)), 0, 0, 0, 0, 0)
    swap = len(b) < len(a)
    short, long = (b, a) if swap else (a, b)
    extents = [(each.b, each.a) if swap else (each.a, each.b) for each in passages]
    pairs = [(j, i) if swap else (i, j) for each in passages for i, j in each.pairs]
    covered, own = sum(end - start for (start, end), _ in extents), [extent for extent, _ in extents]
    return Overlap(
        passages=passages,
        common=len(pairs),
        size=len(short),
        most=covered / len(short),
        whole=sum(end - start for _, (start, end) in extents) / len(long),
        news=_told(short, long, pairs, own, nearly_all=covered >= WHOLE * len(short)),
        lead=_told(short, long, pairs, own, nearly_all=False),
        facts=_facts(short, pairs, own),
    )


def _told(
    short: Words, long: Words, pairs: list[tuple[int, int]], extents: list[tuple[int, int]], *, nearly_all: bool
) -> float:
    """The share of the shorter text's own telling: neither background nor words in quotation marks, in either text.

    Where nearly all is shared, background tells too. Where a text is hardly anything but quotations, these are its telling, if
    they are most of the other as well.
    """
    covered = sum(end - start for start, end in extents)
    tells = [(nearly_all or bool(news)) and not quoted for news, quoted in zip(short.news, short.quoted, strict=True)]
    if 4 * sum(tells) < len(short):
        return covered / len(long) if covered >= MOST * len(long) else 0.0
    borrowed = {i for i, j in pairs if long.quoted[j]}
    told = sum(tells[i] and i not in borrowed for start, end in extents for i in range(start, end))
    return told / sum(tells)


def _facts(short: Words, pairs: list[tuple[int, int]], extents: list[tuple[int, int]]) -> float:
    """The share of the numbers and names in the shorter text's passages that are the same in the other."""
    facts = {i for start, end in extents for i in range(start, end) if short.marked[i]}
    return len(facts.intersection(i for i, _ in pairs)) / len(facts) if len(facts) > 3 else 1.0


def _judge(one: Document, other: Document) -> Judgement | None:
    own = same_outlet(one, other)
    if not _is_worth_a_look(one, other, own):
        return None
    a, b = find_words(one.text), find_words(other.text)
    if a.grain != b.grain or not len(a) or not len(b):
        return None
    found = overlap(a, b)
    if not found.is_copy:
        return None
    if own and not found.is_one_page:
        return None
    later, earlier = (_revised if own else _in_order)(one, other)
    reason = (
        _described(found, later, a, [each.a for each in found.passages])
        if later is one
        else _described(found, later, b, [each.b for each in found.passages])
    )
    verdict = Verdict.REVISION_OF if own else Verdict.COPY_OF
    return Judgement(verdict, later.id, earlier.id, by=BY, score=found.score, reason=reason)


def _is_worth_a_look(one: Document, other: Document, own: bool) -> bool:
    if own and not may_be_near(one, other):  # the ledger itself knows two texts of one address
        return False
    mine, theirs = find_phrases(one.text), find_phrases(other.text)
    common = len(mine & theirs)
    return common > _SHARED * min(len(mine), len(theirs)) and (
        not own or common > _REVISED * max(len(mine), len(theirs))
    )


def _in_order(one: Document, other: Document) -> tuple[Document, Document]:
    """The copy and its original: the credited one, else the earlier; of two at the same time the one that has more."""
    credited = is_credited(one, other), is_credited(other, one)
    if credited[0] != credited[1]:
        return (other, one) if credited[0] else (one, other)
    return _later_first(one, other, one.published, other.published)


def _revised(one: Document, other: Document) -> tuple[Document, Document]:
    """The later and the earlier of two texts of one page."""
    return _later_first(one, other, one.modified or one.published, other.modified or other.published)


def _later_first(one: Document, other: Document, at: str | None, then: str | None) -> tuple[Document, Document]:
    swap = _order(one, at) > _order(other, then)
    return (one, other) if swap else (other, one)


def _order(document: Document, at: str | None) -> tuple[bool, str, int, str]:
    """A date alone is sorted at its start (RULES.md, D1); who does not say when is taken for the later."""
    start = moments.start(at) or moments.start(document.retrieved)
    return start is None, start.isoformat() if start else "", -len(document.text), document.id


def _described(found: Overlap, copy: Document, words: Words, extents: list[tuple[int, int]]) -> str:
    """How much is in common, the words with which the longest passage begins, and where in the copy the passages stand."""
    start, end = max(extents, key=lambda each: (each[1] - each[0], -each[0]))
    first = " ".join(copy.text[words.starts[start] : words.ends[min(start + _QUOTED, end) - 1]].split())
    passages = "1 passage" if len(extents) == 1 else f"{len(extents)} passages, the longest"
    where = [f"{words.starts[start]}-{words.ends[end - 1]}" for start, end in sorted(extents)]
    places = ", ".join(where[:_LISTED]) + (f" and {len(where) - _LISTED} more" if len(where) > _LISTED else "")
    return f"{found.common} of {found.size} words in common, in {passages} from “{first} …” (characters {places})"
