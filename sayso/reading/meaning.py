"""Attributions of a document, its names → utterances that say who speaks, for whom, through whom, how surely, of what."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from sayso.anchors import utterance_id
from sayso.nouns import Anchor, Document, Source, Span, Speaker, Utterance
from sayso.reading.attributions import Line, quote_of
from sayso.reading.cast import Character, Text, add_outlet, find_cast, find_named, own_body
from sayso.reading.chains import build_chain, find_credit, find_relay, mark_outlets
from sayso.reading.narration import Narrated, find_narration
from sayso.reading.pieces import mark_quoted
from sayso.reading.references import ANAPHOR, Said, find_reference
from sayso.reading.setting import find_setting
from sayso.reading.sources import Speakers, Voice
from sayso.reading.stance import Around, Judged, judge, negates
from sayso.reading.tables import load_tables, straighten
from sayso.scales import Factuality, Kind, Quote, Stance

Names = Sequence[tuple[int, int, str]]  # start, end, one of PER, ORG, LOC, MISC


def find_parents(lines: Sequence[Line]) -> list[int | None]:
    """For each line the one inside whose content it is said (U11): the shortest content that holds its cue or its source."""
    parents: list[int | None] = []
    places = [line.cue or line.source for line in lines]
    sizes = [sum(b - a for a, b in line.content) for line in lines]
    inside = [_inside(at, lines) if at else [] for at in places]
    for n, line in enumerate(lines):
        around = [
            (sizes[m], m)
            for m in inside[n]
            if m != n and not (lines[m].content == line.content and lines[m].cue == line.cue) and n not in inside[m]
        ]
        parents.append(min(around)[1] if around else None)
    return parents


def _inside(spans: Sequence[Span], lines: Sequence[Line]) -> list[int]:
    """The lines whose content holds all these spans."""
    start, end = spans[0][0], spans[-1][1]
    return [
        m
        for m, line in enumerate(lines)
        if line.content[0][0] <= start
        and end <= line.content[-1][1]
        and all(any(a <= s and e <= b for a, b in line.content) for s, e in spans)
    ]


def find_meaning(document: Document, lines: Sequence[Line], names: Names | None = None) -> tuple[Utterance, ...]:
    """The utterances of a document in order of the text: attributed lines, then what the outlet says in its own voice.

    >>> document = Document("Its mayor, Ada Moe, denied the report.", outlet="Fjord Post")
    >>> line = Line(((0, 19),), ((20, 26),), ((27, 37),))
    >>> [utterance] = find_meaning(document, [line])
    >>> utterance.source.name, utterance.source.kind.value, utterance.stance.value, utterance.factuality.value
    ('Ada Moe', 'person', 'denies', 'CT-')
    """
    text = Text(document.text)
    spoken = _spoken(document, text, lines, names)
    taken = [span for line in lines for span in (*line.source, *line.cue, *line.content)]
    told = [_narrated(document, each) for each in find_narration(text, taken, document.title)]
    found: dict[str, Utterance] = {}
    for utterance in sorted([*spoken, *told], key=_first):
        found.setdefault(utterance.id, utterance)
    return tuple(found.values())


def _first(utterance: Utterance) -> tuple[int, int]:
    spans = [
        span for part in (utterance.source.anchor, utterance.cue, utterance.content) if part for span in part.spans
    ]
    return min(spans)


def _spoken(document: Document, text: Text, lines: Sequence[Line], names: Names | None) -> list[Utterance]:
    """Attributed lines → utterances."""
    parents = find_parents(lines)
    told = find_speakers(document, lines, names, text, parents)
    around = surroundings(document, lines, text, parents)
    quoted = mark_quoted(document.text)
    judged, anchored, ids = [], [], []
    for line, each in zip(lines, around, strict=True):
        source, cue, content = (
            Anchor.at(document.text, *spans) if spans else None for spans in (line.source, line.cue, line.content)
        )
        assert content is not None
        anchored.append((source, cue, content))
        ids.append(utterance_id(document.id, source, cue, content))
        judged.append(judge(cue.text if cue else "", content.text, each))
    said = [
        Said(
            cue.text if cue else "", content.text, voice.voice.character or voice.voice.name, content.spans[0][0], content.spans[-1][1], parent,
            source.text if source else "", voice.voice.kind == Kind.OUTLET or (len(voice.chain) > 2 and voice.chain[1].kind == Kind.OUTLET),
        )
        for (source, cue, content), voice, parent in zip(anchored, told, parents, strict=True)
    ]  # fmt: skip
    found = []
    for n, (line, (source, cue, content), voice, view) in enumerate(zip(lines, anchored, told, judged, strict=True)):
        reference, parent = find_reference(n, said), parents[n]
        found.append(
            Utterance(
                id=ids[n],
                source=Source(source, voice.voice.name, voice.voice.kind, voice.voice.party),
                chain=voice.chain,
                cue=cue,
                content=content,
                quote=quote_of(document.text, content.spans, quoted),
                stance=view.stance,
                factuality=view.factuality,
                refers_to=ids[reference] if reference is not None and ids[reference] != ids[n] else None,
                parent=ids[parent] if parent is not None and ids[parent] != ids[n] else None,
                confidence=line.confidence,
            )
        )
    return found


def _narrated(document: Document, told: Narrated) -> Utterance:
    """The outlet's own line, its party and its chain the outlet alone (O2)."""
    content = Anchor.at(document.text, *told.content)
    view = judge("", content.text, Around(narrated=True, unsigned=True, sentence=content.text))
    if told.question:
        view = Judged(Stance.QUESTIONS, Factuality.UNKNOWN)
    elif view.stance not in (Stance.ASSERTS, Stance.DENIES, Stance.EXPECTS, Stance.QUESTIONS):
        view = Judged(Stance.ASSERTS, Factuality.CERTAIN)
    body = own_body(document.outlet)
    kind = Kind.ORGANIZATION if body else Kind.NARRATION
    return Utterance(
        id=utterance_id(document.id, None, None, content),
        source=Source(None, document.outlet, kind, document.outlet),
        chain=(Speaker(document.outlet, Kind.ORGANIZATION if body else Kind.OUTLET, document.outlet),),
        cue=None,
        content=content,
        quote=Quote.NARRATION,
        stance=view.stance,
        factuality=view.factuality,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """Who speaks a line, and through whom."""

    voice: Voice
    chain: tuple[Speaker, ...]


def find_speakers(
    document: Document,
    lines: Sequence[Line],
    names: Names | None = None,
    text: Text | None = None,
    parents: Sequence[int | None] | None = None,
) -> list[Told]:
    """Lines → for each, the speaker and the chain."""
    tables = load_tables()
    text = text or Text(document.text)
    setting = find_setting(document.text, document.outlet, tables)
    cast = find_cast(text, tables, names)
    mark_outlets(cast, text, tables)
    add_outlet(cast, document.outlet)
    speakers = Speakers(text, cast, setting, tables)
    parents = find_parents(lines) if parents is None else parents
    credit = find_credit(text, document.outlet, tables)
    order = sorted(range(len(lines)), key=lambda n: _at(lines[n]))
    voices: dict[int, Voice] = {}
    same: dict[tuple[Span, ...], Voice] = {}
    done: list[tuple[int, Character]] = []
    contents: dict[tuple[Span, ...], list[Span]] = defaultdict(list)
    for line in lines:
        contents[line.source] += line.content

    def resolve(n: int) -> Voice:
        if n in voices:
            return voices[n]
        line, parent = lines[n], parents[n]
        above = resolve(parent).character if parent is not None else None
        if line.source and line.source in same:
            voices[n] = same[line.source]
        elif line.source:
            start = line.source[0][0]
            voices[n] = same[line.source] = speakers.find(
                start, line.source[-1][1], contents[line.source], above, _last_before(done, start)
            )
        else:
            voices[n] = unsigned(line, text, speakers, document.outlet)
        if (character := voices[n].character) is not None:
            insort(done, (_at(line), character), key=itemgetter(0))
        return voices[n]

    for n in order:
        resolve(n)
    speakers.affiliations.settle()
    for n, voice in voices.items():
        if voice.character is not None:
            voices[n] = speakers.voice(voice.character)
    chains: dict[int, tuple[Speaker, ...]] = {}

    def chain(n: int) -> tuple[Speaker, ...]:
        if n not in chains:
            voice, line, parent = voices[n], lines[n], parents[n]
            above = chain(parent) if parent is not None else ()
            last = _last_before(done, _at(line))
            relay = find_relay(text, cast, line.cue, line.source, document.outlet, last)
            if relay is voice.character:
                relay = None
            chains[n] = build_chain(document.outlet, credit, above, relay, Speaker(voice.name, voice.kind, voice.party))
        return chains[n]

    return [Told(voices[n], chain(n)) for n in range(len(lines))]


def _last_before(done: Sequence[tuple[int, Character]], at: int) -> Character | None:
    """Who spoke last before a place; of those who began together the first that was resolved."""
    n = bisect_left(done, at, key=itemgetter(0))
    return done[bisect_left(done, done[n - 1][0], key=itemgetter(0))][1] if n else None


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


def surroundings(
    document: Document,
    lines: Sequence[Line],
    text: Text | None = None,
    parents: Sequence[int | None] | None = None,
) -> list[Around]:
    """For each line what stands around it: nested, quoted, said before by another."""
    text = text or Text(document.text)
    parents = find_parents(lines) if parents is None else parents
    said = [frozenset(_long_words(_words(text.text, line.content))) for line in lines]
    negated = [negates(_words(text.text, line.content).lower().replace("’", "'").split()) for line in lines]
    holders: dict[str, list[int]] = defaultdict(list)
    for n, words in enumerate(said):
        for word in words:
            holders[word].append(n)
    at = [_at(line) for line in lines]
    order = sorted(
        range(len(lines)), key=lambda n: (at[n], -n)
    )  # of those that begin together the first is the nearest
    rank = {n: place for place, n in enumerate(order)}
    found = []
    for n, line in enumerate(lines):
        start = line.content[0][0]
        begin, end = (
            text.sentences[text.sentence((line.cue or line.content)[0][0])] if text.sentences else (0, len(text.text))
        )
        shared = Counter(m for word in said[n] for m in holders[word])
        others = {m: count for m, count in shared.items() if at[m] < at[n] and lines[m].source != line.source}
        echo = max(others.values(), default=0) / max(1, len(said[n]))
        place = rank[n] - 1
        while place >= 0 and at[order[place]] == at[n]:
            place -= 1
        last = order[place] if place >= 0 else None
        content = text.text[start : line.content[-1][1]]
        found.append(
            Around(
                narrated=not line.cue,
                unsigned=not line.source,
                nested=parents[n] is not None,
                quoted=text.quoted(start + 1) or content.startswith(("“", '"')),
                echo=echo,
                refers=bool(ANAPHOR.match(content)),
                first=not any(lines[m].source != line.source for m in order[: place + 1]),
                cited=bool(re.search(r"citing|quot|cited", " ".join(text.text[a:b] for a, b in line.cue))),
                sentence=text.text[begin:end],
                before=_words(text.text, lines[last].cue) if last is not None else "",
                same=last is not None and _takes_up(text.text, lines[last], line),
                against=any(
                    negated[m] != negated[n] and count / max(1, min(len(said[n]), len(said[m]))) > _MUCH
                    for m, count in others.items()
                ),
                stances=line.stances,
                factualities=line.factualities,
            )
        )
    return found


def _words(text: str, spans: Sequence[Span]) -> str:
    return " ".join(text[start:end] for start, end in spans)


def _takes_up(text: str, last: Line, line: Line) -> bool:
    """Whether the line before has the same source, or a pronoun that stands for it."""
    return bool(line.source) and (last.source == line.source or _words(text, line.source).lower() in _TAKES_UP)


_MUCH = 0.4  # the share of words from which two lines say much the same
_TAKES_UP = frozenset(["he", "she", "it", "they", "i", "we", "who", "which"])


def _long_words(words: str) -> list[str]:
    return [word for word in re.findall(r"[a-z0-9]+", words.lower()) if len(word) > 3 or word.isdigit()]


def _at(line: Line) -> int:
    return min(start for start, _ in (line.source or line.cue or line.content))
