"""Attributions of a document, its names → utterances that say who speaks, for whom, through whom, how surely, of what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sayso.nouns import Document, Span, Speaker
from sayso.reading.cast import Character, Text, add_outlet, find_cast, find_named
from sayso.reading.chains import build_chain, find_credit, find_relay, mark_outlets
from sayso.reading.parties import find_setting
from sayso.reading.references import ANAPHOR
from sayso.reading.sources import Speakers, Voice
from sayso.reading.stance import Around
from sayso.reading.tables import load_tables, straighten
from sayso.scales import Factuality, Kind, Stance


@dataclass(frozen=True, slots=True)
class Line:
    """One attribution as spans of the text, with what a model thinks of it where one was asked."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float = 1.0
    stances: Mapping[Stance, float] = field(default_factory=dict)
    factualities: Mapping[Factuality, float] = field(default_factory=dict)


Names = Sequence[tuple[int, int, str]]  # start, end, one of PER, ORG, LOC, MISC


def find_parents(lines: Sequence[Line]) -> list[int | None]:
    """For each line the one inside whose content it is said (U11): the shortest content that holds its cue or its source."""
    parents: list[int | None] = []
    for n, line in enumerate(lines):
        at = line.cue or line.source
        best: tuple[int, int] | None = None
        for m, other in enumerate(lines):
            if m == n or not at or other.content == line.content and other.cue == line.cue:
                continue
            if all(any(a <= s and e <= b for a, b in other.content) for s, e in at) and not _holds(line, other):
                best = min(best or (10**9, 0), (sum(b - a for a, b in other.content), m))
        parents.append(best[1] if best else None)
    return parents


def _holds(line: Line, other: Line) -> bool:
    at = other.cue or other.source
    return bool(at) and all(any(a <= s and e <= b for a, b in line.content) for s, e in at)


@dataclass(frozen=True, slots=True)
class Told:
    """Who speaks a line, and through whom."""

    voice: Voice
    chain: tuple[Speaker, ...]


def find_speakers(document: Document, lines: Sequence[Line], names: Names | None = None) -> list[Told]:
    """Lines → for each, the speaker and the chain."""
    tables = load_tables()
    text = Text(document.text)
    setting = find_setting(document.text, document.outlet, tables)
    cast = find_cast(text, tables, names)
    mark_outlets(cast, text, tables)
    add_outlet(cast, document.outlet)
    speakers = Speakers(text, cast, setting, tables)
    parents = find_parents(lines)
    credit = find_credit(text, document.outlet, tables)
    order = sorted(range(len(lines)), key=lambda n: _at(lines[n]))
    voices: dict[int, Voice] = {}
    same: dict[tuple[Span, ...], Voice] = {}
    done: list[tuple[int, Character]] = []

    def resolve(n: int) -> Voice:
        if n in voices:
            return voices[n]
        line, parent = lines[n], parents[n]
        above = resolve(parent).character if parent is not None else None
        if line.source and line.source in same:
            voices[n] = same[line.source]
        elif line.source:
            before = max((entry for entry in done if entry[0] < line.source[0][0]), key=lambda entry: entry[0], default=None)
            inside = [span for other in lines if other.source == line.source for span in other.content]
            voices[n] = same[line.source] = speakers.find(line.source[0][0], line.source[-1][1], inside, above, before[1] if before else None)
        else:
            voices[n] = unsigned(line, text, speakers, document.outlet)
        if (character := voices[n].character) is not None:
            done.append((_at(line), character))
        return voices[n]

    for n in order:
        resolve(n)
    chains: dict[int, tuple[Speaker, ...]] = {}

    def chain(n: int) -> tuple[Speaker, ...]:
        if n not in chains:
            voice, line, parent = voices[n], lines[n], parents[n]
            above = chain(parent) if parent is not None else ()
            last = max((entry for entry in done if entry[0] < _at(line)), key=lambda entry: entry[0], default=None)
            relay = find_relay(text, cast, line.cue, line.source, line.content, document.outlet, last[1] if last else None)
            if relay is voice.character:
                relay = None
            chains[n] = build_chain(document.outlet, credit, above, relay, Speaker(voice.name, voice.kind, voice.party))
        return chains[n]

    return [Told(voices[n], chain(n)) for n in range(len(lines))]


_HEDGE = re.compile(
    r"report|said|say|told|warn|understood|believed|fear|rumou?r|expect|alleg|accus|thought|forecast|assum|suspect|talk|circulat|heard|whisper|speculat|tipped|deemed|estimat|known|spoken|claim|suggest|worr|concern|hope|gossip|word"
)


def unsigned(line: Line, text: Text, speakers: Speakers, outlet: str | None) -> Voice:
    """Who speaks where the words name nobody: hearsay, or a body on its own page (O2, O3)."""
    cue = " ".join(text.text[start:end] for start, end in line.cue).lower()
    own = find_named(speakers.cast, straighten(outlet), Kind.ORGANIZATION) if outlet else None
    if own is not None and own.kind == Kind.ORGANIZATION and not _HEDGE.search(cue):
        return speakers.voice(own)
    return Voice(None, Kind.HEARSAY, None)


def surroundings(document: Document, lines: Sequence[Line], text: Text | None = None) -> list[Around]:
    """For each line what stands around it: nested, quoted, said before by another."""
    text = text or Text(document.text)
    parents = find_parents(lines)
    said = [frozenset(_long_words(" ".join(text.text[a:b] for a, b in line.content))) for line in lines]
    found = []
    for n, line in enumerate(lines):
        start = line.content[0][0]
        begin, end = text.sentences[text.sentence((line.cue or line.content)[0][0])] if text.sentences else (0, len(text.text))
        earlier = [said[m] for m in range(len(lines)) if m != n and lines[m].source != line.source and _at(lines[m]) < _at(line)]
        echo = max((len(said[n] & other) / max(1, len(said[n])) for other in earlier), default=0.0)
        content = text.text[start : line.content[-1][1]]
        found.append(
            Around(
                narrated=not line.cue,
                unsigned=not line.source,
                nested=parents[n] is not None,
                quoted=text.quoted(start + 1) or content.startswith(("“", '"')),
                echo=echo,
                refers=bool(ANAPHOR.match(content)),
                first=not earlier,
                cited=bool(re.search(r"citing|quot|cited", " ".join(text.text[a:b] for a, b in line.cue))),
                sentence=text.text[begin:end],
                stances=line.stances,
                factualities=line.factualities,
            )
        )
    return found


def _long_words(words: str) -> list[str]:
    return [word for word in re.findall(r"[a-z0-9]+", words.lower()) if len(word) > 3 or word.isdigit()]


def _at(line: Line) -> int:
    return min(start for start, _ in (line.source or line.cue or line.content))
