"""A document → the people, bodies and states that it names, each with its mentions: the cast that "she" and "the ministry" point at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sayso.nouns import Span
from sayso.reading.descriptions import Description, describe
from sayso.reading.sentences import find_sentences
from sayso.reading.tables import Tables, straighten
from sayso.reading.tokens import word_set
from sayso.scales import Kind

_RUN = re.compile(
    r"(?:[A-Z]\.){2,}|(?<![\w'])[A-ZÀ-ÖØ-ÞĀ-ŽȘȚ][\w'&.-]*(?:(?:\s|\s(?:of|for|the|and|de|del|van|von|der|di|da|do|dos|al|bin|el|la|of the|for the)\s)[A-ZÀ-ÖØ-ÞĀ-ŽȘȚ][\w'&-]*)*"
)
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z'./ -]{3,30})(?:,[^\n—–(-]{1,40})?\s?(?:\([^)\n]{1,40}\)\s?)?(?:—|–|--|-|:)\s"
)
_DETERMINER = re.compile(r"(?<![\w'])(?:the|an?|its|his|her|their|[\w-]+'s)\s", re.IGNORECASE)
_AFTER = re.compile(
    r",\s(?P<words>(?:the|a|an|its|his|her|their|[A-Z][\w-]+'s)?\s?(?:[\w'-]+\s){0,6}?[\w'-]+)(?=[,.;—]|\s(?:who|said|told))"
)
_EXTENDS = re.compile(
    r"\s(?:(?:county|city|town|state|central|district|high|public|general|regional|borough|village|parish|magistrates'|cantonal)\s)?"
    r"(?:hospital|prison|school|council|police|university|court|plant|refinery|airport|laboratory|clinic|mine|colliery|shipyard|prefecture|district|campaign|newspaper|radio|television)\b(?!')"
)
_MODIFIES = re.compile(r"[^\W\d_][\w'-]*")
_NO_MODIFIER = word_set(
    "the a an its his her their our my of in at on for to from by with and or but as that this these those who which when where said says told same other another own",
    "former new whole every each any no some one two three all both is was were are be been has had have will would not it he she they we after before under over",
)
_TELLS_NOTHING = word_set(
    "local national main small large big old young then late first second third last next latest entire ruling"
)
_PUBLISHERS = frozenset(
    ["ministry", "department", "office", "trust", "authority", "council", "commission", "committee", "corp", "inc", "ltd", "plc", "gmbh", "foundation", "university", "hospital", "institute", "association", "federation", "embassy", "government", "secretariat", "foods", "bank", "crew", "union", "society", "rights", "campaign"]
)  # fmt: skip
_PAPERS = re.compile(
    r"\b(?:news|times|post|herald|tribune|gazette|chronicle|radio|tv|daily|weekly|mail|journal|dispatch|observer|network|digest|report|review|wire|notebook|bulletin|agency|service|brief|briefing|live|web)\b",
    re.IGNORECASE,
)
_WEEKDAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "i", "the", "a", "an", "it", "he", "she", "they", "we", "you", "in", "on", "at", "for", "but", "and", "if", "no", "not", "this", "that", "these", "those", "there", "what", "who", "how", "why", "when", "where", "which", "whether", "asked", "by", "from", "of", "to", "as", "after", "before", "during", "so", "yet", "still", "nor", "neither", "both", "all", "some", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "most", "many", "several", "another", "others", "his", "her", "its", "their", "our", "my", "is", "are", "was", "were", "do", "does", "did", "nobody", "none", "nothing", "everyone", "everybody", "someone", "yes", "correction", "update", "meanwhile", "separately", "earlier", "later", "according", "nearly", "about", "around", "more", "less", "up", "at", "least", "between", "over", "under", "only", "even", "just", "then", "now", "here", "according", "however", "although", "though", "while", "with", "without"]
)  # fmt: skip


@dataclass(slots=True)
class Place:
    """One mention: where, whether it opens its sentence, and whether somebody speaks there."""

    start: int
    end: int
    subject: bool = False
    speaks: bool = False
    quoted: bool = False


@dataclass(slots=True, eq=False)
class Character:
    """One of the cast. It grows while the document is read."""

    name: str
    kind: Kind
    party: str | None = None
    gender: str | None = None
    plural: bool = False
    named: bool = True
    heads: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    owner: Character | None = None
    places: list[Place] = field(default_factory=list)
    described: list[tuple[int, Description]] = field(default_factory=list)  # where, and what the words there say
    state: bool = False
    office: bool = False  # a post that stands for a name: "the prosecutor"
    votes: Counter[str] = field(default_factory=Counter)  # how often the network saw each kind
    part: bool = False  # one of a group
    unsure: bool = False  # two capitals that may be a person or a body

    @property
    def tokens(self) -> list[str]:
        """The words of the name."""
        return self.name.replace("'s", "").split()

    def last_before(self, at: int) -> Place | None:
        """The latest mention that begins before."""
        return max((place for place in self.places if place.start < at), key=lambda place: place.start, default=None)


class Text:
    """A text with its sentences and quotations, to ask about places."""

    def __init__(self, text: str) -> None:
        self.text = straighten(text)
        self.curly = "’" in text
        self.sentences = find_sentences(text)
        self.starts = [start for start, _ in self.sentences]
        self.quotes = _quotes(text)
        self.quote_starts = [start for start, _ in self.quotes]
        self.paragraphs = [0, *(match.end() for match in re.finditer(r"\n+", text))]
        self.lower = set(re.findall(r"(?<![\w'])[a-z][a-z'-]+", self.text))

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a place."""
        return max(0, bisect_right(self.starts, at) - 1)

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds a place."""
        return bisect_right(self.paragraphs, at) - 1

    def opens(self, at: int) -> bool:
        """Whether a place is the first word of a sentence or of a quotation."""
        before = self.text[max(0, at - 2) : at]
        return (
            (not before.strip() and (at == 0 or self.starts[self.sentence(at)] == at or before.endswith("\n")))
            or before.endswith(("“", '"', "‘"))
            or bool(re.search(r"[—–:•]\s$|[.?!]['\"”]?\s$", self.text[max(0, at - 3) : at]))
        )

    def quoted(self, at: int) -> bool:
        """Whether a place stands inside quotation marks."""
        n = bisect_right(self.quote_starts, at) - 1
        return n >= 0 and self.quotes[n][0] <= at < self.quotes[n][1]

    def fullest(self, noun: str, at: int) -> str | None:
        """The longest way in which the text names what a bare noun means, the latest one before a place, else the first after.

        >>> text = Text("The public accounts committee met in Zora. The committee's chair spoke; a school in Maru was shut.")
        >>> text.fullest("committee", 46), text.fullest("school", 0), text.fullest("court", 0)
        ('public accounts committee', 'Maru school', None)
        """
        matches = re.finditer(rf"(?<![\w'-]){re.escape(noun)}(?:'s)?(?![\w'-])", self.text, re.IGNORECASE)
        found = [(match.start(), whole) for match in matches if (whole := self._grown(match)) is not None]
        before = [whole for start, whole in found if start < at]
        return before[-1] if before else found[0][1] if found else None

    def _grown(self, match: re.Match[str]) -> str | None:
        """A noun with what stands before it, or with the place after it."""
        noun = match[0].removesuffix("'s")
        words = self.text[max(0, match.start() - 60) : match.start()].split(" ")[:-1]
        taken: list[str] = []
        while words and len(taken) < 4 and _MODIFIES.fullmatch(words[-1]) and words[-1].lower() not in _NO_MODIFIER:
            taken.insert(0, words.pop())
        ended = bool(words) and words[-1].lower() in ("the", "a", "an", "its", "our", "their", "his", "her")
        if not ended:
            while taken and not taken[0][0].isupper():
                taken.pop(0)
        if taken and not (len(taken) == 1 and taken[0].lower() in _TELLS_NOTHING) and (ended or noun.islower()):
            return " ".join([*taken, noun])
        after = re.match(r"\s(?:of|in|at)\s(?P<place>[A-Z][\w-]+(?:\s[A-Z][\w-]+)*)", self.text[match.end() :])
        return (
            f"{after['place']} {noun.lower()}" if after and not match[0].endswith("'s") and match[0].islower() else None
        )

    def common(self, word: str) -> bool:
        """Whether the article also writes the word small."""
        return word in self.lower


def _quotes(text: str) -> list[Span]:
    return [
        match.span()
        for match in re.finditer(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|(?<!\w)‘[^‘\n]*?’(?!\w)", text, re.MULTILINE)
    ]


def find_cast(text: Text, tables: Tables, names: Sequence[tuple[int, int, str]] | None = None) -> list[Character]:
    """The named cast of a text, in order of first mention. `names` are spans with PER, ORG, LOC or MISC; else capitals show them."""
    cast: list[Character] = []
    head = _DATELINE.match(text.text)
    for start, end, kind in names if names is not None else _runs(text, tables):
        words = text.text[start:end].removesuffix("'s")
        if (head and end <= head.end("place")) or (words in tables.countries and words not in tables.nations):
            continue
        found = _in_context(text, start, end, kind, tables)
        if not found.name or found.name.lower() in _WEEKDAYS:
            continue
        known = _enter(cast, found, text, start, end)
        known.votes[kind] += 1
    for known in cast:
        _elect(known)
    return cast


def _elect(known: Character) -> None:
    """Where nothing beside a name says what it is, most of its mentions do, as the network sees them."""
    people, bodies = known.votes["PER"], known.votes["ORG"]
    if known.heads or known.kind == Kind.OUTLET or known.state or people == bodies:
        return
    known.kind, known.unsure = (Kind.PERSON if people > bodies else Kind.ORGANIZATION), False


def _runs(text: Text, tables: Tables) -> Iterable[tuple[int, int, str]]:
    for match in _RUN.finditer(text.text):
        start, end = match.span()
        words = match[0].split(" ")
        while words and (
            words[0].lower().rstrip(".") in _WEEKDAYS
            or (text.opens(start) and words[0] and _plain(words, text, tables))
        ):
            start += len(words.pop(0)) + 1
        if (
            len(words) == 1
            and text.opens(start)
            and (after := re.match(r"\s([a-z-]+)", text.text[end : end + 20]))
            and after[1] in tables.heads
        ):
            continue
        while words and words[-1].lower().rstrip(".") in _WEEKDAYS:
            end -= len(words.pop()) + 1
        while words and words[0] in ("UTC", "GMT", "AM", "PM", "A.M.", "P.M."):
            start += len(words.pop(0)) + 1
        if words and (
            (" ".join(words) in tables.countries and " ".join(words) not in tables.nations)
            or re.search(r"'(?:d|m|ve|ll|re)$", words[0])
        ):
            continue
        if len(words) == 1 and text.opens(start) and not _elsewhere(words[0], start, text, tables):
            continue
        name = " ".join(words).removesuffix("'s")
        if (
            words
            and not words[-1].endswith(("'s", "'"))
            and name not in tables.nations
            and (more := _EXTENDS.match(text.text, end))
        ):
            end = more.end()
            yield start, end, "EXT"
            continue
        if words and start < end and not re.fullmatch(r"[A-Z]\.?|[A-Z]'", match[0]):
            yield start, min(end, match.end()), ""


def _elsewhere(word: str, at: int, text: Text, tables: Tables) -> bool:
    """Whether a sentence's first word is known as a name, or also stands with a capital elsewhere."""
    bare = word.removesuffix("'s")
    if (
        bare.isupper()
        or bare in tables.countries
        or bare in tables.seats
        or bare in tables.bodies
        or bare in tables.cities
        or bare in tables.outlets
        or bare.lower() in tables.given
    ):
        return True
    found = text.text.find(bare)
    while found >= 0:
        if found != at and (
            text.text[found + len(bare) : found + len(bare) + 1].strip(",.'’;:)") == ""
            or (text.text[found + len(bare)] == " " and not text.opens(found))
        ):
            return True
        found = text.text.find(bare, found + 1)
    return False


def _plain(words: Sequence[str], text: Text, tables: Tables) -> bool:
    """Whether a sentence's first word has its capital only from standing there."""
    word = words[0].removesuffix("'s")
    if (
        word in tables.countries
        or word in tables.seats
        or word.lower() in tables.given
        or word in tables.bodies
        or word in tables.outlets
    ):
        return False
    return (
        text.common(word.lower())
        or word.lower() in tables.heads
        or (bool(re.search(r"(?:ed|ing|ly)$", word)) and len(words) == 1)
    )


def _in_context(text: Text, start: int, end: int, kind: str, tables: Tables) -> Description:
    """A name with the words before and after that say what it is."""
    sentence = text.sentences[text.sentence(start)] if text.sentences else (0, len(text.text))
    words = text.text[start:end].removesuffix("'s").removesuffix("'").rstrip(".,")
    before = text.text[max(sentence[0], start - 70) : start]
    lead: list[str] = []
    for word in reversed(before.split()):
        if (
            word == "by"
            or re.search(r"[,.;:“”\"()—–]", word)
            or (
                not lead
                and (word == "accused" or word.lower() not in tables.heads)
                and not re.search(r"(?:ist|ician|man|woman)$", word)
            )
        ):
            break
        lead.append(word)
        if word.lower() in ("the", "a", "an", "its", "his", "her", "their") or word.endswith("'s") or len(lead) == 5:
            break
    phrase = " ".join([*reversed(lead), words])
    if not lead and (apposed := _apposed(before, tables)):
        phrase = f"{apposed}, {words}"
    elif not lead and (after := _AFTER.match(text.text, end)) and _noun(after["words"], tables):
        phrase = f"{words}, {after['words']}"
    if kind == "EXT":
        head = words.rsplit(" ", 1)[1]
        shape = "outlet" if head in ("newspaper", "radio", "television") else "body"
        return Description(words, None, words.removesuffix(" newspaper"), shape, head)
    found = describe(phrase, tables, opening=start == sentence[0] and not lead, common=text.common)
    if found.shape == "maybe" and found.name and not kind:
        found = replace(found, shape=_look(found.name, text))
    shapes: dict[str, str | None] = {
        "PER": "person",
        "ORG": "body",
        "LOC": "state" if words in tables.nations or words in tables.seats else "place",
    }
    seen: str | None = shapes.get(kind, found.shape)
    if kind == "ORG" and found.shape == "outlet":
        seen = "outlet"
    name = found.name or (words if kind else None)
    return Description(
        found.text,
        None,
        name,
        seen,
        found.head,
        found.modifiers,
        found.owner,
        found.definite,
        found.plural,
        found.withheld,
        found.former,
        found.gender,
    )


def _apposed(before: str, tables: Tables) -> str | None:
    """The noun phrase that a comma ties to the name after it: "the head of the agency, "."""
    if not before.endswith(", "):
        return None
    phrase = before[:-2]
    if re.search(r"[,.;:“”\"()—–]", phrase):
        phrase = re.split(r"[,.;:“”\"()—–]", phrase)[-1].strip()
    for match in reversed(list(_DETERMINER.finditer(phrase))[-3:]):
        words = phrase[match.start() :]
        if re.search(r"\b(?:of|for|at)\s$", phrase[: match.start()]) or words.count(" ") > 8:
            continue
        base = re.split(r"\s(?:of|for|at|in)\s", words)[0].split()[-1].lower()
        kinds = tables.heads.get(base, frozenset())
        return (
            words
            if kinds & {"private", "withheld", "spokes", "kin", "body", "outlet"}
            or re.search(r"(?:ist|ician|man|woman)$", base)
            else None
        )
    return None


def _look(name: str, text: Text) -> str:
    """What two capitals with nothing beside them are: a person's last name comes again alone, a body's first word does."""
    words = name.split()
    rest = text.text.replace(name, "")
    first, last = (
        len(re.findall(rf"(?<!\w){re.escape(word)}(?:'s)?(?! [A-Z])(?!\w)", rest)) for word in (words[0], words[-1])
    )
    return "person" if last > first else "body" if first > last else "maybe"


def _noun(words: str, tables: Tables) -> bool:
    """Whether a noun that names a source ends the words, or stands before their preposition."""
    base = re.split(r"\s(?:of|for|at|in|and)\s", words)[0].split()
    return bool(base) and (base[-1].lower() in tables.heads or bool(re.search(r"(?:ist|ician|man|woman)$", base[-1])))


def _enter(cast: list[Character], found: Description, text: Text, start: int, end: int) -> Character:
    assert found.name
    kind = kind_of_shape(found.shape)
    known = find_named(cast, found.name, kind)
    if known is None:
        known = Character(found.name, kind, state=found.shape in ("state", "place"), unsure=found.shape == "maybe")
        cast.append(known)
    else:
        rename(known, found.name, kind)
    note(known, found)
    known.described.append((start, found))
    known.places.append(Place(start, end, subject=opens_sentence(text, start), quoted=text.quoted(start)))
    return known


def kind_of_shape(shape: str | None) -> Kind:
    """The kind of a named character by the look of the name."""
    return {"person": Kind.PERSON, "outlet": Kind.OUTLET}.get(shape or "", Kind.ORGANIZATION)


def opens_sentence(text: Text, at: int) -> bool:
    """Whether a mention stands among the first words of its sentence."""
    if not text.starts:
        return False
    start = text.starts[text.sentence(at)]
    return text.text.count(" ", start, at) <= 5 and "," not in text.text[start:at].rstrip(", ")


def rename(known: Character, name: str, kind: Kind) -> None:
    """The longer form of a name is the one to show."""
    if (len(name.split()) > len(known.tokens) and kind == known.kind) or (
        known.kind != Kind.PERSON
        and kind == Kind.PERSON
        and known.named
        and not known.heads
        and not known.votes["ORG"] > known.votes["PER"]
    ):
        if name.rsplit(maxsplit=1)[-1] in ("Jr", "Sr") or len(name.split()) >= len(known.tokens):
            known.name = name
        known.kind = kind


def note(known: Character, found: Description) -> None:
    """What a mention says, added to what is known."""
    if found.head and found.head != "of":
        known.heads.add(found.head.removesuffix("s") if found.plural else found.head)
        known.modifiers |= {word.lower() for word in found.modifiers}
    known.gender = known.gender or found.gender
    known.unsure = known.unsure and found.shape in ("maybe", "body", None)


def own_body(outlet: str | None) -> bool:
    """Whether an outlet is a body that publishes for itself, by its name: a trust, a ministry, an office (O3)."""
    words = {word.lower().strip("(),") for word in straighten(outlet or "").split()}
    return bool(words & _PUBLISHERS or (outlet and outlet.startswith(("Town of", "City of")))) and not _PAPERS.search(
        outlet or ""
    )


def add_outlet(cast: list[Character], outlet: str | None) -> None:
    """A body that publishes by itself is there before its first word: "the trust" on the trust's own page (RULES.md, O3)."""
    if outlet and own_body(outlet):
        name = straighten(outlet)
        known = find_named(cast, name, Kind.ORGANIZATION)
        if known is None or (len(known.tokens) == 1 and known.kind != Kind.PERSON):
            known = known or Character(name, Kind.ORGANIZATION, name)
            known.name = name
            if known not in cast:
                cast.insert(0, known)
        known.places.insert(0, Place(-1, -1))


def find_named(cast: Iterable[Character], name: str, kind: Kind | None = None) -> Character | None:
    """Who bears the name: the same words, a surname or a given name alone, the first words of a body's name, or its initials.

    >>> ada = Character("Ada Lunde", Kind.PERSON)
    >>> find_named([ada], "Lunde") is ada, find_named([ada], "Bo Lunde") is None
    (True, True)
    """
    words = name.replace("'s", "").split()
    if words and words[0] in ("the", "The") and len(words) > 1:
        words = words[1:]
    best: tuple[int, Character] | None = None
    for known in cast:
        tokens = known.tokens
        if tokens and tokens[0] in ("the", "The") and len(tokens) > 1:
            tokens = tokens[1:]
        if not known.named:
            continue
        if tokens == words:
            return known
        short, long = sorted((words, tokens), key=len)
        person = (
            known.kind == Kind.PERSON
            or known.unsure
            or (kind == Kind.PERSON and known.kind == Kind.ORGANIZATION and not known.heads and not known.state)
        )
        score = 0
        if person and len(short) < len(long) and kind != Kind.OUTLET:
            if short[-1] == long[-1] and set(short) <= set(long):
                score = 3
            elif (
                len(short) == 1
                and short[0] == long[0]
                and kind in (Kind.PERSON, None, Kind.ORGANIZATION)
                and known.kind == Kind.PERSON
            ):
                score = 1
        elif kind != Kind.PERSON and known.kind != Kind.PERSON and not known.state:
            initials = "".join(word[0] for word in long if word[0].isupper())
            if (
                len(short) == 1
                and len(short[0]) > 1
                and short[0].isupper()
                and short[0] in (initials, "".join(word[0].upper() for word in long))
            ):
                score = 3
            elif len(short) < len(long) and (
                long[: len(short)] == short
                or (len(short) == 1 and long[-1] == short[0] and len(long) <= 4 and not known.state)
            ):
                score = 2
        if (
            not score
            and kind == Kind.PERSON
            and known.kind == Kind.ORGANIZATION
            and not known.state
            and len(words) == 1
            and len(tokens) > 1
            and words[0] == tokens[0]
        ):
            score = 1  # a firm's first word alone may look like a surname: "Corvane" for Corvane Systems
        if score and (best is None or score > best[0]):
            best = (score, known)
    return best[1] if best else None
