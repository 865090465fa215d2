"""A document and others → judgements: which of them it credits, with the words that show it (RULES.md, O6, D2).

A credit names an outlet; the judgement leads to that outlet's documents on the same matter. A byline, a dateline and a line at
the end credit the whole text; "according to the Harbour Post" tells of its own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import urlsplit

from sayso import moments, names
from sayso.linking.phrases import STOCK, plain, split
from sayso.nouns import Document, Judgement
from sayso.paragraphs import flow
from sayso.scales import Verdict

BY = "credits 1"

WINDOW = timedelta(days=30)  # between what is credited and the credit
AKIN = 0.2  # of the telling words of the shorter text stand in the other
MATTER = 0.4  # of the telling words of a sentence stand in the text that it credits
SHARED_NAMES = 2
FEW = 4  # telling words in a sentence

_STEM = 6  # letters: "closed" and "closing" tell of the same

# Bounded everywhere: a text may be made to keep a pattern busy.
_CAPITAL = r"(?:[A-Z]\.){1,6}|[A-Z0-9][\w&’'-]{0,40}(?:[.:]\w{1,20}){0,3}"
_NAME = rf"\b(?:[Tt]he )?(?P<name>(?:{_CAPITAL})(?: (?:(?:of|for|de|di|du|del|der|&) )?(?:the )?(?:{_CAPITAL})){{0,5}})"
_REPORTED = r"(?:report(?:s|ed)|revealed|wrote|writes|broadcast|aired|quot(?:es|ed)|scooped|broke the (?:story|news))"
_REPORT = r"(?:report|stor(?:y|ies)|investigation|article|interview|broadcast|scoop|dispatch|account|tally|estimate|count|poll|analysis)"
_PUBLISHED = r"(?:reported|published|revealed|broadcast|aired|disclosed|appeared|written)"
_DATELINE = re.compile(r"[^\n]{0,80}?[(/]\s*(?P<names>[A-Z][^()/\n]{1,60}(?:/[A-Z][^()/\n]{1,40})?)\s*[)/]\s*[-–—:]")
_BYLINE_PART = re.compile(
    r"[,;/|()·•–—]|\s-\s|\b(?:by|of|for|in|at|with|via|and|from|additional reporting)\b", re.IGNORECASE
)
_STAFF = re.compile(r"\s+(?i:staff|reporters?|correspondents?|writers?|newsroom)$|\s+(?:news )?agency$")

# The whole text was another's.
_WHOLLY = [
    rf"\b(?:first|originally|previously|initially)\s{_PUBLISHED}\s(?:by|in|on)\s{_NAME}",
    rf"{_NAME}\s(?:was|were)\s(?:the\s)?first\sto\sreport",
    rf"{_NAME}\s(?:had\s|has\s)?first\s{_REPORTED}\b",
    rf"\b[Rr]e(?:published|printed|produced)\s(?:\w+\s){{0,2}}(?:from|by|with\spermission\s(?:of|from))\s{_NAME}",
]
# A line of its own at the end.
_ENDING = [
    rf"^\W*(?:[Ss]ource|SOURCE|[Vv]ia|[Ww]ith(?:\s(?:reporting|files|material|information))?(?:\s(?:by|from))?)\s?:?\s{_NAME}\W*$",
    rf"^\W*(?:©|\(c\)|[Cc]opyright)\s*(?:©\s*)?(?:\d{{4}}\s)?{_NAME}\W*$",
    rf"^\W*{_NAME}\s(?:contributed\sto\sthis\s(?:report|story|article)|has\scontributed)",
    rf"^\W*[Rr]eporting\s(?:by|for)\s[^\n]{{0,60}}?\b(?:for|of)\s{_NAME}",
    rf"^\s*[—–-]+\s?{_NAME}\W*$",
]
# What one sentence tells was another's.
_PARTLY = [
    rf"\b[Aa]ccording\sto\s(?:\w+\s){{0,4}}?(?:(?:by|in|from|of)\s)?{_NAME}",
    rf"{_NAME}(?:\s(?:newspaper|news agency|agency|magazine|website|radio|television|TV))?,?\s(?:(?:also|earlier|has|had|later|on\s\w+day|exclusively|yesterday)\s){{0,2}}{_REPORTED}\b",
    rf"\b{_PUBLISHED}\s(?:\w+\s){{0,2}}(?:by|in|on)\s{_NAME}",
    rf"\b(?:citing|quoting|quoted\s(?:by|in)|cited\s(?:by|in))\s(?:\w+\s){{0,4}}?{_NAME}",
    rf"\b(?:told|tells|spoke\sto|speaking\sto|interview\s(?:with|to|in)|(?:seen|obtained|reviewed)\sby)\s{_NAME}",
    rf"\b(?:[Aa]n?|[Tt]he|its)\s{_NAME}\s{_REPORT}\b",
    rf"\b{_REPORT}\s(?:by|in|of|on)\s{_NAME}",
    rf"{_NAME}[’']s\s(?:\w+\s)?{_REPORT}\b",
]
_WHOLLY_CREDITED = [re.compile(each) for each in _WHOLLY]
_AT_THE_END = [re.compile(each, re.MULTILINE) for each in _ENDING]
_PARTLY_CREDITED = [re.compile(each) for each in _PARTLY]
_ENDING_LINES, _ENDING_LENGTH = 3, 2_000
_LONGEST = 100_000  # characters that are searched: articles are shorter, and pages made to keep it busy are not
_TRIED = 20  # credits of one outlet in one text
_CREDITED, _NAMES = 16, 100  # names that are credited, and of those who are told of, in prints

_SENTENCE = re.compile(r"[^\n.!?]*(?:[.!?](?![\s\"”’)]|$)[^\n.!?]*)*[.!?]*")
_PRESS = re.compile(
    r"post|times|wire|news|press|agency|radio|tv\b|televis|broadcast|herald|tribune|gazette|journal|observer|courier|chronicle|"
    r"daily|weekly|\bmail|\bstar\b|telegraph|guardian|mirror|\bsun\b|\becho|express|bulletin|\brecord|register|review|examiner|"
    r"argus|sentinel|ledger|dispatch|messenger|monitor|independent|bureau|channel|\bfm\b|magazine|report|insider|standard|inquirer|"
    r"\b24\b|today|online|media|lantern|advertiser|citizen|clarion|globe|pioneer|reporter|voice|\bage\b|zeitung|blatt|diario|"
    r"jornal|giornale|gazzetta|presse|matin|monde|nachrichten|kurier|avis|posten|tidende|dagblad|\bnieuws|pravda|novosti|noticias",
    re.IGNORECASE,
)
# Outlets that are known by their initials; a paper's would be taken for somebody else's.
_SHORTENED = re.compile(
    r"agency|agence|agencia|agentur|agenzia|press|bureau|wire|service|broadcast|corporation|network|television",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"office|affairs|department|ministry|communications|relations|president|chief|minister|director|secretary|"
    r"board|council|authority|commission|police|spokes|public",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:[Bb]y\s)?[A-Z][\w.’'-]+(?:\s(?:[a-z]{2,3}\s)?[A-Z][\w.’'-]*){1,3}\b")
_NEWSROOM = re.compile(r"\b(?:staff|newsroom|desk|reporters?|correspondents?|editors?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet that a text credits, in the text's words. `span`: where they stand in it, None in the byline.

    `whole`: it credits the text, not what one sentence tells.
    """

    name: str
    words: str
    span: tuple[int, int] | None
    whole: bool


def find_credits(document: Document, others: Iterable[Document]) -> list[Judgement]:
    """Which of the others it credits, and which of them credit it; in order of their ids. One judgement for each way.

    >>> from sayso.scales import Verdict
    >>> tale = Document("The Lido pier will stay shut, harbour master Ida Roth said.", outlet="Harbour Post", published="2026-05-01")
    >>> told = Document("The Lido pier stays shut, Ida Roth told the Harbour Post.", outlet="Bay News", published="2026-05-02")
    >>> [(found.a == told.id, found.reason) for found in find_credits(tale, [told])]
    [(True, 'told the Harbour Post')]
    """
    near = {other.id: other for other in others if other.id != document.id}
    pairs = ((a, b) for id_ in sorted(near) for a, b in ((document, near[id_]), (near[id_], document)))
    judged = [judgement for a, b in pairs if (judgement := _judge(a, b)) is not None]
    return sorted(judged, key=lambda each: (each.a, each.b))


def collect_credits(document: Document) -> tuple[Credit, ...]:
    """The credits in a document's byline and text, those of the whole text first; its own outlet is none."""
    own = outlet_names(document.outlet)
    return tuple(each for each in _all_credits(document) if not own & _spellings(each.name))


def credited_names(document: Document) -> frozenset[str]:
    """The names that it credits, plain: documents of outlets with these names are worth a look (`outlet_names`)."""
    return frozenset(spelling for each in collect_credits(document) for spelling in _spellings(each.name))


def credit_prints(document: Document) -> frozenset[int]:
    """Numbers that tell whom a document may be credited by and whom it credits, on which matter and when."""
    first, last = _months(document)
    return _prints("by", _own_names(document), document, (first,)) | _prints(
        "from", _credited(document), document, (last,)
    )


def credit_searches(document: Document) -> frozenset[int]:
    """The prints of documents that it may credit, and of those that may credit it: two of one matter share a name."""
    first, last = _months(document)
    before, after = (last - 1, last), (first, first + 1)
    return _prints("by", _credited(document), document, before) | _prints("from", _own_names(document), document, after)


@lru_cache(maxsize=4096)
def outlet_names(outlet: str | None) -> frozenset[str]:
    """The plain names by which an outlet may be credited.

    >>> sorted(outlet_names("The Continental Telegraph Bureau")), sorted(outlet_names("Radio Lido 94.7"))
    (['continental telegraph bureau', 'ctb'], ['radio lido', 'radio lido 94.7'])
    """
    if not outlet or not outlet.strip():
        return frozenset()
    found = set[str]()
    for part in re.split(r"[()]", outlet):
        whole = names.plain(part)
        words = re.findall(r"[A-Z]\w*", part.removeprefix("The "))
        found |= {whole, re.sub(r"(?:\s[\d.]+(?:\s?[fa]m)?|\s(?:news )?agency|\.com)$", "", whole)}
        if len(words) > 1 and _SHORTENED.search(part):
            found.add("".join(word[0] for word in words).casefold())
    return frozenset(found - {""})


def same_outlet(one: Document, other: Document) -> bool:
    """Whether two documents are of one outlet; where it is not known, of one site."""
    if one.outlet and other.outlet:
        mine, theirs = names.plain(one.outlet), names.plain(other.outlet)
        return bool({mine, theirs} & outlet_names(one.outlet) & outlet_names(other.outlet))
    hosts = [urlsplit(each.url).hostname if each.url else None for each in (one, other)]
    return hosts[0] is not None and hosts[0] == hosts[1]


def is_credited(document: Document, other: Document) -> bool:
    """Whether one of two texts that are much alike says that they are by the document's outlet.

    The other may in its byline, dateline or at its end; the document in its dateline, as agencies have it: so a dispatch that
    brings an earlier one up to date is not taken for a copy of what a paper made of that.
    """
    mine = outlet_names(document.outlet)
    theirs = [each.name for each in _all_credits(other) if each.whole]
    own = [each.name for each in _all_credits(document) if each.whole and each.span is not None and each.span[0] == 0]
    return any(mine & _spellings(name) for name in theirs + own)


def _judge(document: Document, other: Document) -> Judgement | None:
    if same_outlet(document, other) or not _in_time(document, other):
        return None
    theirs = outlet_names(other.outlet)
    said = _plain_words(f"{document.byline or ''}\n{document.text}")
    if not any(name in said for name in theirs):  # most pairs end here
        return None
    found = [each for each in collect_credits(document) if theirs & _spellings(each.name)]
    for credit in found[:_TRIED]:
        likeness = _likeness(credit, document, other)
        if likeness is not None:
            words = " ".join(credit.words.split())
            return Judgement(Verdict.CREDITS, document.id, other.id, by=BY, score=likeness, reason=words)
    return None


@lru_cache(maxsize=512)
def _plain_words(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).casefold()


def _likeness(credit: Credit, document: Document, other: Document) -> float | None:
    """How likely the credit means this document of the outlet; None where it does not."""
    here, there = _matter(document.text), _matter(other.text)
    common = len(here.words & there.words) / max(1, min(len(here.words), len(there.words)))
    shared = len(here.names & there.names - _matter(credit.name).names)
    if credit.whole:
        likely = common >= AKIN and shared >= SHARED_NAMES
        return _score(common, AKIN) if likely else None
    if credit.span is None or shared < 1 or not _is_press(other):
        return None
    told = _matter(_sentence(document.text, credit.span)).words - _matter(credit.words).words
    if len(told) < FEW:  # too little to tell which of the outlet's documents is meant
        return None
    matter = len(told & there.words) / len(told)
    return _score(matter, MATTER) if matter >= MATTER else None


def _score(value: float, least: float) -> float:
    return round(0.5 + 0.5 * max(0.0, value - least) / (1 - least), 4)


def _in_time(document: Document, other: Document) -> bool:
    """Whether the other was out by then, and not too long ago; unknown times forbid nothing."""
    first, last = moments.start(other.published), moments.end(document.published)
    return first is None or last is None or first <= last <= first + WINDOW


def _months(document: Document) -> tuple[int, int]:
    """The number of the window in which its day begins, and in which it ends."""
    given = document.published if moments.span(document.published) else document.retrieved
    first, last = moments.start(given), moments.end(given)
    return _month(first), _month(last)


def _month(moment: datetime | None) -> int:
    return int(moment.timestamp() // WINDOW.total_seconds()) if moment else 0


def _own_names(document: Document) -> list[str]:
    return sorted(outlet_names(document.outlet))


def _credited(document: Document) -> list[str]:
    found = dict.fromkeys(spelling for each in collect_credits(document) for spelling in sorted(_spellings(each.name)))
    return list(found)[:_CREDITED]


def _prints(role: str, outlets: Iterable[str], document: Document, months: Iterable[int]) -> frozenset[int]:
    matter = sorted(_matter(document.text).names)[:_NAMES]
    return frozenset(
        _print(f"{role}\n{outlet}\n{month}\n{name}") for outlet in outlets for month in months for name in matter
    )


def _print(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


@lru_cache(maxsize=512)
def _all_credits(document: Document) -> tuple[Credit, ...]:
    return (*_in_byline(document.byline), *_in_text(document.text))


def _in_byline(byline: str | None) -> Iterator[Credit]:
    for part in _BYLINE_PART.split(byline or ""):
        name = _STAFF.sub("", part.strip())
        if name:
            yield Credit(name, " ".join((byline or "").split()), None, whole=True)


def _in_text(given: str) -> Iterator[Credit]:
    text = flow(given).replace("\xa0", " ")  # a name may be wrapped
    opening = _DATELINE.match(text)
    for name in re.split(r"[/,;]|\sand\s", opening["names"]) if opening else ():
        yield Credit(
            name.strip(), opening[0].strip() if opening else name, opening.span() if opening else None, whole=True
        )
    lines = text.rstrip().split("\n")
    last = min(len("\n".join(lines[-_ENDING_LINES:])), _ENDING_LENGTH)
    ending = len(text.rstrip()) - last if len(lines) > 1 else len(text)
    for pattern in _AT_THE_END:
        yield from _matches(pattern, text, (ending, len(text)), whole=True)
    for pattern in _WHOLLY_CREDITED:
        yield from _matches(pattern, text, (0, _LONGEST), whole=True)
    partly = [found for pattern in _PARTLY_CREDITED for found in _matches(pattern, text, (0, _LONGEST), whole=False)]
    yield from sorted(partly, key=lambda each: (each.span or (0, 0), each.name))


def _matches(pattern: re.Pattern[str], text: str, span: tuple[int, int], *, whole: bool) -> Iterator[Credit]:
    for match in pattern.finditer(text, *span):
        name = re.sub(r"(?:[’']s)?[.’',-]*$", "", match["name"])
        if name:
            end = match.start("name") + len(name) if match.end() == match.end("name") else match.end()
            yield Credit(name, text[match.start() : end].strip(), (match.start(), end), whole)


def _spellings(name: str) -> frozenset[str]:
    """A name as it was credited, and without what stands around it: the Post in "Ida Roth of the Post", "the Post's Ida Roth"."""
    whole = names.plain(name).replace("’", "'")
    return frozenset({whole, *re.split(r"\s(?:of|for)\s(?:the\s)?", whole)[1:], *whole.split("'s ")[:1]})


def _is_press(document: Document) -> bool:
    """Whether an outlet reports on others: a statement on its own page is its party's word, not a report (O3)."""
    if _PRESS.search(document.outlet or ""):
        return True
    byline = document.byline or ""
    return not _BODY.search(byline) and bool(_NEWSROOM.search(byline) or _PERSON.match(byline))


@dataclass(frozen=True, slots=True)
class _Matter:
    words: frozenset[str]  # what a text tells of: stems of all that is not stock
    names: frozenset[str]


@lru_cache(maxsize=512)
def _matter(text: str) -> _Matter:
    words, marked = set[str](), set[str]()
    for start, word in split(text):
        low = plain(word).removesuffix("'s")
        if low in STOCK or (len(low) < 3 and not low.isdigit()):
            continue
        words.add(low[:_STEM])
        if word[0].isupper() and start and text[max(0, start - 2) : start].strip(" \n\"“'‘(") not in {".", "!", "?"}:
            marked.add(low)
    return _Matter(frozenset(words), frozenset(marked))


def _sentence(text: str, span: tuple[int, int]) -> str:
    """The sentence around a span."""
    start = max(
        text.rfind("\n", 0, span[0]), *(text.rfind(mark, 0, span[0]) for mark in (". ", "! ", "? ", "” ", '" '))
    )
    match = _SENTENCE.match(text, span[1])
    return text[start + 1 : match.end() if match else len(text)]
