"""The records that the steps hand on: typed, immutable, equal when they say the same.

The words are those of DESIGN.md; terms of the field are cited where they are defined here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso import anchors
from sayso.scales import Bound, Factuality, Flag, Kind, Quote, Stance, Status, Verdict, Why

Span = tuple[int, int]  # [start, end), Unicode code points of the document's text


@dataclass(frozen=True, slots=True)
class Anchor:
    """Exact words and where they stand (W3C Web Annotation: text quote and text position selectors in one)."""

    spans: tuple[Span, ...]
    text: str

    @classmethod
    def at(cls, text: str, *spans: Span) -> Anchor:
        """The anchor of `spans` in `text`.

        >>> Anchor.at("He said no.", (3, 7)).text
        'said'
        """
        return cls(tuple(spans), anchors.join(text, spans))


@dataclass(frozen=True, slots=True)
class Note:
    """What a document is that never was an article: a call, a briefing, a post. Its text is the words of whoever noted it.

    `evidence` is the name of a file that shows it, `sha256` that file's digest.
    """

    by: str
    medium: str | None = None
    evidence: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One retrieved article. Times are ISO 8601; a bare date is the interval of that day (RULES.md, D1)."""

    text: str
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    retrieved: str | None = None
    url: str | None = None
    language: str | None = None
    note: Note | None = field(init=False, default=None)  # set where one is read
    sha256: str = field(init=False)
    id: str = field(init=False)

    def __post_init__(self) -> None:
        sha256 = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "sha256", sha256)
        object.__setattr__(self, "id", anchors.document_id(self.outlet, self.published, self.url, sha256))


@dataclass(frozen=True, slots=True)
class Speaker:
    """A member of a chain: who passed the words on, or said them."""

    name: str | None
    kind: Kind
    party: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Who is speaking (PARC 3.0, PolNeAR: *source*). The anchor is None for narration and where the text names nobody."""

    anchor: Anchor | None
    name: str | None
    kind: Kind
    party: str | None


@dataclass(frozen=True, slots=True)
class Interval:
    """From the first to the last moment that the words allow, both included; ISO 8601, None where open."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as news writes it (RULES.md, N1). The anchor is None only in imported records that give the number alone."""

    anchor: Anchor | None
    value: float | None
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None

    @property
    def text(self) -> str:
        """Its exact words; empty for a number given without an anchor."""
        return self.anchor.text if self.anchor else ""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where they stand."""
        return self.anchor.spans if self.anchor else ()


@dataclass(frozen=True, slots=True)
class Time:
    """A time that the words name (RULES.md, N2)."""

    anchor: Anchor
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the words name; country as ISO 3166 alpha-2 (RULES.md, N3)."""

    anchor: Anchor
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames: int | None


@dataclass(frozen=True, slots=True)
class Check:
    """Which person looked at a line, and when."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """One attribution read as a *claim utterance* (Open Claims Model; Boland et al. 2022).

    `factuality` is how sure the source is; `confidence`, 0 to 1, is how sure the reader is. They never meet in one number.
    """

    id: str
    source: Source
    chain: tuple[Speaker, ...]
    cue: Anchor | None
    content: Anchor
    quote: Quote
    stance: Stance = Stance.ASSERTS
    factuality: Factuality = Factuality.UNKNOWN
    refers_to: str | None = None
    parent: str | None = None
    attribution: str | None = None
    said: Interval | None = None
    checked: Check | None = None
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    confidence: float = 1.0
    entered: Check | None = None  # by hand, where no reader found it


@dataclass(frozen=True, slots=True)
class ReaderVersion:
    """Which reader read."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and the utterances that a reader found in it, in order of the text.

    >>> reading = Reading(Document("All quiet."), ReaderVersion("nobody", "0"), ())
    >>> len(reading), list(reading)
    (0, [])
    """

    document: Document
    reader: ReaderVersion
    utterances: tuple[Utterance, ...]

    def __iter__(self) -> Iterator[Utterance]:
        return iter(self.utterances)

    def __len__(self) -> int:
        return len(self.utterances)

    def to_json(self) -> str:
        """The interchange record, one line of JSON (schema: `sayso/schemas/reading.json`)."""
        from sayso.wire import encode  # noqa: PLC0415  a convenience that looks upwards

        return encode(self)

    def _repr_html_(self) -> str:
        from sayso.showing.page import fragment  # noqa: PLC0415  a convenience that looks upwards

        return fragment(self)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody's word that two utterances, documents or parties belong together or do not. None is ever erased.

    `a` and `b` are ids of utterances or documents (a document also by its url), or names of parties. `by` is a model's
    name and version or a person's name; a person's judgement outweighs a machine's, and of two by persons the later one.
    `score`, 0 to 1, is how sure a machine is. `withdrawn` takes an earlier judgement of the same author back.
    """

    verdict: Verdict
    a: str
    b: str | None
    by: str
    person: bool = False
    party: str | None = None
    score: float | None = None
    reason: str | None = None
    at: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One utterance as the ledger holds it: with its document, and when the ledger learned of it (ISO 8601, UTC)."""

    utterance: Utterance
    document: Document
    learned: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why utterances share one origin, with the words that show it (RULES.md, O6)."""

    why: Why
    words: str | None
    utterances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A unit of independence: all utterances of a claim that go back to one independent source (RULES.md, O7)."""

    party: str | None
    source: str | None
    at: str
    utterances: tuple[str, ...]
    same_because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """Who took a side of a claim, when, in which utterance, and whether it still stands (RULES.md, O7)."""

    party: str | None
    source: str | None
    at: str
    utterance: str
    standing: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One party's answer to a claim that asks for a number; `supersedes` is the first utterance of the one before (S12)."""

    value: float | None
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None
    party: str | None
    source: str | None
    at: str
    status: Status
    utterances: tuple[str, ...]
    supersedes: str | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """What a claim is called: exact words of one of its utterances, cut at a word."""

    text: str
    utterance: str


@dataclass(frozen=True, slots=True)
class About:
    """The party of the claim's agent, and the utterance that shows it (RULES.md, S8)."""

    party: str
    utterance: str


@dataclass(frozen=True, slots=True)
class FirstSaid:
    """Who said it first, by time of saying (RULES.md, S9)."""

    at: str
    source: str | None
    party: str | None
    utterance: str


@dataclass(frozen=True, slots=True)
class Member:
    """An utterance in a claim, its document, and the address, else the id, of the document that this one is a copy of."""

    utterance: Utterance
    document: Document
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A *claim proposition* (Open Claims Model): all utterances about one proposition, weighed at a moment.

    `rule` names the row of RULES.md that gave the status, `because` the utterances that fired it, and `since` the time of
    saying from which it holds. The lists `…_by` are history: each entry says whether it still stands.
    """

    id: str
    headline: Headline
    status: Status
    since: str
    rule: str
    because: tuple[str, ...]
    members: tuple[Member, ...]
    label: str | None = None
    flags: tuple[Flag, ...] = ()
    about: About | None = None
    answers: str | None = None
    first_said: FirstSaid | None = None
    origins: tuple[Origin, ...] = ()
    confirmed_by: tuple[Side, ...] = ()
    denied_by: tuple[Side, ...] = ()
    declined_by: tuple[Side, ...] = ()
    silent_by: tuple[Side, ...] = ()
    expected_by: tuple[Side, ...] = ()
    questioned_by: tuple[Side, ...] = ()
    withdrawn_by: tuple[Side, ...] = ()
    versions: tuple[Version, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
