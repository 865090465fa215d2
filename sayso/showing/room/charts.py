"""Times and numbers → where things stand in a picture. Every chart of a story runs over the same days."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sayso import moments
from sayso.ledger import Stood
from sayso.nouns import Claim, Member, Utterance, Version
from sayso.showing import phrases
from sayso.showing.room import telling

WIDE, HIGH = 180, 40  # of a small chart
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NUMBER = re.compile(r"^(?:\D{3} )?(\d{1,2})(?: \D{3})?$")
_STEPS = (1, 2, 7, 14, 28, 91, 182, 365, 730, 1826, 3652)  # days between ticks


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on an axis."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From a first to a last moment, over a width."""

    first: datetime
    last: datetime
    left: float
    right: float

    def at(self, moment: datetime | str | None) -> float:
        """Where a moment stands."""
        when = moments.start(moment) if isinstance(moment, str) else moment
        if when is None:
            return self.left
        share = (when - self.first) / (self.last - self.first)
        return round(self.left + min(1.0, max(0.0, share)) * (self.right - self.left), 1)

    def ticks(self, most: int) -> list[Tick]:
        """Days, as many as there is room for; the first, and each first of a month, with the month."""
        days = max(1, (self.last - self.first).days + 1)
        step = next((each for each in _STEPS if days / each <= most), _STEPS[-1])
        at = self.first.replace(hour=0, minute=0, second=0, microsecond=0)
        found: list[Tick] = []
        month = 0
        while at <= self.last:
            if at >= self.first or not found:
                found.append(Tick(self.at(max(at, self.first)), _tick(at, month, step)))
                month = at.month
            at += timedelta(days=step)
        return found

    def days(self, most: int) -> list[Tick]:
        """The same in as few letters as there can be: days of the month."""
        return [Tick(each.x, _NUMBER.sub(r"\1", each.text)) for each in self.ticks(most)]

    def over(self, left: float, right: float) -> Axis:
        """The same days over another width."""
        return Axis(self.first, self.last, left, right)


def _tick(at: datetime, month: int, step: int) -> str:
    if step >= 365:
        return str(at.year)
    if step >= 28:
        return f"{_MONTHS[at.month - 1]} {at.year}"
    day = f"{_DAYS[at.weekday()]} {at.day}" if step < 7 else str(at.day)
    return f"{day} {_MONTHS[at.month - 1]}" if at.month != month else day


def axis(times: Iterable[str | None], left: float = 0, right: float = WIDE, until: datetime | None = None) -> Axis:
    """From the first to the last of these, whole days."""
    found = [moment for each in times if (moment := moments.start(each))]
    found = [each for each in found if until is None or each <= until] or [until or datetime(2000, 1, 1, tzinfo=UTC)]
    first = min(found).replace(hour=0, minute=0, second=0, microsecond=0)
    last = max(max(found) + timedelta(hours=2), first + timedelta(days=1) - timedelta(seconds=1))
    return Axis(first, last, left, right)


# ---- the small chart of a row ----


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark on a line; a copy has none of its own."""

    x: float
    y: float
    mark: str
    tone: str


@dataclass(frozen=True, slots=True)
class Line:
    """A step line of a party's numbers."""

    path: str
    dash: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Small:
    """A row's chart: numbers in steps where a claim has some, else its life on a line. `told`: the same in words."""

    lines: Sequence[Line]
    bands: Sequence[tuple[float, float, float, float]]
    dots: Sequence[Dot]
    copies: Sequence[float]
    told: str


def small(claim: Claim, over: Axis) -> Small:
    """The chart of a claim."""
    inner = over.over(8, WIDE - 8)
    if len(claim.versions) > 1 or any(each.low is not None and each.high is not None for each in claim.versions):
        return _steps(claim, inner)
    own = sorted(telling.own(claim), key=lambda m: inner.at(telling.said_at(m.utterance, m.document)))
    marked = _thinned(own, inner)
    xs = _side_by_side(
        [inner.at(telling.said_at(m.utterance, m.document)) for m in marked], inner.right, 12, inner.left
    )
    dots = [
        Dot(x, HIGH / 2, telling.mark(m.utterance), telling.tone(m.utterance.stance))
        for m, x in zip(marked, xs, strict=True)
    ]
    copies = sorted({inner.at(m.document.published) for m in claim.members if m.copy_of})
    return Small((), (), dots, copies, _life_told(own))


def _thinned(members: Sequence[Member], over: Axis) -> list[Member]:
    """One of those that would lie upon each other and say the same; no more than there is room for."""
    found: dict[tuple[int, str], Member] = {}
    for each in members:
        at = int(over.at(telling.said_at(each.utterance, each.document)) // 12)
        found.setdefault((at, telling.mark(each.utterance)), each)
    return list(found.values())[-12:]


def _life_told(members: Sequence[Member]) -> str:
    days: dict[str, list[str]] = {}
    for each in members:
        when = telling.short((telling.said_at(each.utterance, each.document) or "")[:10] or None)
        did = telling.STANCES[each.utterance.stance]
        if when not in days.setdefault(did, []):
            days[did].append(when)
    return "; ".join(f"{did} {', '.join(times[:4])}{' and later' * (len(times) > 4)}" for did, times in days.items())


def _steps(claim: Claim, over: Axis) -> Small:
    spans = [_span(each) for each in claim.versions]
    top = max((high for _, high in spans), default=1) or 1
    bottom = min((low for low, _ in spans), default=0)
    bottom = 0 if bottom < top * 0.6 else bottom - (top - bottom) * 0.5

    def y(value: float) -> float:
        return round(HIGH - 4 - (value - bottom) / ((top - bottom) or 1) * (HIGH - 10), 1)

    lines: list[Line] = []
    bands: list[tuple[float, float, float, float]] = []
    told = []
    for number, (party, versions) in enumerate(telling.by_party(claim.versions).items()):
        path = ""
        x = at = 0.0
        for version in versions:
            low, high = _span(version)
            x, at = over.at(version.at), y((low + high) / 2)
            path += f"M{x} {at}" if not path else f"H{x}V{at}"
            if high > low:
                bands.append((x, y(high), over.right - x, round(y(low) - y(high), 1)))
        lines.append(Line(f"{path}H{over.right}", ("", "b", "c")[min(number, 2)], x, at))
        told.append(
            f"{party}: " + ", then ".join(f"{telling.figure(each)} {telling.short(each.at)}" for each in versions)
        )
    return Small(lines, bands, (), (), "; ".join(told))


def _span(version: Version) -> tuple[float, float]:
    """The lowest and the highest that is meant."""
    if version.value is not None:
        return version.value, version.value
    low, high = version.low, version.high
    return (low if low is not None else high or 0.0), (high if high is not None else low or 0.0)


# ---- when articles came, and when statuses changed ----


@dataclass(frozen=True, slots=True)
class Bar:
    """The articles of a while: originals below, copies on top of them."""

    x: float
    width: float
    originals: float
    copies: float


@dataclass(frozen=True, slots=True)
class Pace:
    """What the slider stands under: bars, days, changes; and the moments that it steps to."""

    bars: Sequence[Bar]
    ticks: Sequence[Tick]
    changes: Sequence[float]
    stops: Sequence[str]


def pace(published: Sequence[tuple[str, bool]], changes: Iterable[datetime], over: Axis, high: float = 30) -> Pace:
    """Articles in forty-eight equal whiles at most, and the moments at which a claim changed."""
    slots = 48
    width = (over.right - over.left) / slots
    counts: dict[int, list[int]] = {}
    for public, copied in published:
        slot = min(slots - 1, int((over.at(public) - over.left) / width))
        counts.setdefault(slot, [0, 0])[copied] += 1
    most = max((sum(each) for each in counts.values()), default=1)
    bars = [
        Bar(
            round(over.left + slot * width + 1, 1),
            round(width - 2, 1),
            round(one / most * high, 1),
            round(two / most * high, 1),
        )
        for slot, (one, two) in sorted(counts.items())
    ]
    marks = sorted({round(over.at(each) / 3) * 3.0 for each in changes})
    return Pace(bars, over.ticks(8), marks, _stops(published, over))


def _stops(published: Sequence[tuple[str, bool]], over: Axis) -> list[str]:
    """The moments that the slider may stand at: after each article, or hour, so that there are no more than 200."""
    every = sorted(
        {moment.isoformat(timespec="seconds") for public, _ in published if (moment := moments.start(public))}
    )
    if len(every) > 200:
        step = len(every) / 200
        every = [every[int(at * step)] for at in range(200)] + every[-1:]
    return every or [over.last.isoformat(timespec="seconds")]


# ---- the life line ----

LANES_LEFT, LANES_RIGHT, LIFE_WIDE = 176, 984, 1160
LANE, LANE_TOP = 50, 64
ABREAST = 19  # pixels from one mark to the next
LETTER = 6.4  # pixels of a letter in a lane, on average


@dataclass(frozen=True, slots=True)
class Said:
    """A mark in a lane, and its words where they fit."""

    x: float
    y: float
    mark: str
    tone: str
    faded: bool
    utterance: str
    label: str
    words: str
    before: bool = False  # whether its words stand on its left


@dataclass(frozen=True, slots=True)
class Rail:
    """The copies behind an original, on a rail of their own."""

    path: str
    dots: Sequence[float]
    y: float
    end: float
    told: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A party's lane."""

    y: float
    name: str
    note: str
    said: Sequence[Said]
    rails: Sequence[Rail]
    arcs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of one status."""

    x: float
    to: float
    status: str


@dataclass(frozen=True, slots=True)
class Step:
    """A party's numbers: a line, hatched bands for ranges, and its last number in words at the right."""

    name: str
    path: str
    dash: str
    points: Sequence[tuple[float, float, bool]]
    bands: Sequence[tuple[float, float, float, float]]
    text: str
    y: float
    label: float


@dataclass(frozen=True, slots=True)
class Life:
    """A claim's life as a picture."""

    width: float
    height: float
    left: float
    right: float
    ticks: Sequence[Tick]
    strips: Sequence[Strip]
    told: str
    lanes: Sequence[Lane]
    steps: Sequence[Step]
    marks: Sequence[tuple[float, str]]
    top: float
    unit: str


def life(claim: Claim, past: Sequence[Stood], over: Axis) -> Life:
    """The picture of a claim; `past`: how it stood before, oldest first."""
    inner = over.over(LANES_LEFT + 14, LANES_RIGHT - 14)
    lanes = list(_lanes(claim, inner))
    bottom = LANE_TOP + LANE * len(lanes)
    steps, marks, height = _numbers(claim, inner, bottom + 34)
    stood = [*past, Stood(claim.status.value, claim.rule, claim.since)]
    ends = [*(inner.at(each.since) for each in stood[1:]), LANES_RIGHT]
    strips = [Strip(inner.at(each.since), end, each.status) for each, end in zip(stood, ends, strict=True)]
    told = ", ".join(f"{each.status} {telling.short(each.since)}" for each in stood)
    unit = next((each.unit for each in claim.versions if each.unit), None) or "numbers"
    return Life(
        LIFE_WIDE, height, LANES_LEFT, LANES_RIGHT, inner.ticks(8), strips, told, lanes, steps, marks, bottom, unit
    )


def _lanes(claim: Claim, over: Axis) -> Iterator[Lane]:
    rows: dict[str, list[Member]] = {}
    for member in telling.own(claim):
        rows.setdefault(telling.side_of(member.utterance), []).append(member)
    order = sorted(rows, key=lambda each: each == "")  # those without a party last
    gone = telling.fallen(claim)
    for at, party in enumerate(order):
        y = LANE_TOP + LANE * at
        said = _said(rows[party], over, y + 18, gone)
        arcs = [
            f"M{one.x} {one.y - 9}C{one.x} {one.y - 17} {two.x} {two.y - 17} {two.x} {two.y - 9}"
            for one, two in itertools.pairwise(said)
            if one.faded and two.x - one.x > 10
        ]
        yield Lane(
            y, party or "No party", _note(claim, party, rows[party]), said, _rails(claim, rows[party], over, y), arcs
        )


def _note(claim: Claim, party: str, members: Sequence[Member]) -> str:
    if claim.about and claim.about.party == party:
        return "the party it is about"
    first = claim.first_said
    if first and any(each.utterance.id == first.utterance for each in members):
        return "first to say it"
    return "" if party else "nobody named"


def _said(members: Sequence[Member], over: Axis, y: float, gone: set[str]) -> list[Said]:
    found: list[Said] = []
    xs = _side_by_side([over.at(telling.said_at(each.utterance, each.document)) for each in members], over.right)
    for at, (member, x) in enumerate(zip(members, xs, strict=True)):
        utterance = member.utterance
        following = xs[at + 1] if at + 1 < len(members) else float(LANES_RIGHT)
        words, before = _fitting(utterance, following - x - 26), False
        if not words:
            words = _fitting(utterance, x - 26 - (found[-1].x if found else over.left))
            before = bool(words)
        when = telling.short(telling.said_at(utterance, member.document))
        label = f"{telling.speaker(utterance)} {telling.STANCES[utterance.stance]}, {when}"
        faded = utterance.id in gone
        mark, tone = telling.mark(utterance), telling.tone(utterance.stance)
        if before and found and not found[-1].before:
            found[-1] = replace(found[-1], words="")  # there is room for one of the two
        found.append(Said(x, y, mark, tone, faded, utterance.id, label, words, before))
    return found


def _side_by_side(xs: Sequence[float], right: float, abreast: float = ABREAST, left: float = LANES_LEFT) -> list[float]:
    """Places in order, so that no mark lies upon another, and none beyond the end where there is room before it.

    >>> _side_by_side([10.0, 12.0, 95.0, 98.0], 100.0, 19, 0)
    [10.0, 29.0, 81.0, 100.0]
    """
    placed: list[float] = []
    for x in xs:
        placed.append(max(x, placed[-1] + abreast) if placed else x)
    for at in range(len(placed) - 1, -1, -1):
        least = right - abreast * (len(placed) - 1 - at)
        if placed[at] <= least:
            break
        placed[at] = max(least, left)
    return placed


def _fitting(utterance: Utterance, width: float) -> str:
    """The exact words, cut at a word where there is no room for all; nothing where there is room for few."""
    around = telling.words(utterance)
    room = int(width / LETTER)
    words = f"{around.opens}{around.text}{around.closes}"
    if len(words) <= room:
        return words
    cut = around.text[: max(0, room - 4)].rsplit(" ", 1)[0]
    return f"{around.opens}{cut} …{around.closes}" if len(cut) >= 14 else ""


def _rails(claim: Claim, members: Sequence[Member], over: Axis, y: float) -> list[Rail]:
    """The copies of each original that speaks in this lane."""
    copies: dict[str, list[float]] = {}
    mine = {
        key: over.at(telling.said_at(m.utterance, m.document))
        for m in members
        for key in (m.document.url, m.document.id)
        if key
    }
    speaking = {telling.side_of(m.utterance) for m in members}
    for each in claim.members:
        if each.copy_of in mine and telling.side_of(each.utterance) in speaking:
            copies.setdefault(each.copy_of or "", []).append(over.at(each.document.published))
    rails = []
    for original, dots in copies.items():
        start = mine[original]
        placed: list[float] = []
        for dot in sorted(dots):
            placed.append(max(dot, (placed[-1] if placed else start) + 9))
        end = min(placed[-1], LANES_RIGHT - 60)
        placed = [each for each in placed if each <= end]
        path = f"M{start} {y + 27}V{y + 36}H{end}"
        rails.append(Rail(path, placed, y + 36, end + 8, phrases.count(len(dots), "copy", "copies")))
    return rails


def _numbers(claim: Claim, over: Axis, top: float) -> tuple[list[Step], list[tuple[float, str]], float]:
    if not claim.versions:
        return [], [], top - 30
    spans = [_span(each) for each in claim.versions]
    most, least = max(high for _, high in spans), min(0.0, *(low for low, _ in spans))
    ceiling = _round_up(most)
    high = 170.0

    def y(value: float) -> float:
        return round(top + high - (value - least) / ((ceiling - least) or 1) * high, 1)

    marks = [
        (y(least + (ceiling - least) * share), telling.number(least + (ceiling - least) * share))
        for share in (0, 0.5, 1)
    ]
    steps = []
    for number, (party, versions) in enumerate(telling.by_party(claim.versions).items()):
        path, points, bands = "", [], []
        for at, version in enumerate(versions):
            low, top_ = _span(version)
            x, here = over.at(version.at), y((low + top_) / 2)
            until = over.at(versions[at + 1].at) if at + 1 < len(versions) else LANES_RIGHT
            path += f"M{x} {here}H{until}" if not path else f"V{here}H{until}"
            points.append((x, here, at + 1 == len(versions)))
            if top_ > low:
                bands.append((x, y(top_), round(until - x, 1), round(max(3.0, y(low) - y(top_)), 1)))
        last = versions[-1]
        steps.append(
            Step(
                party, path, f"s{min(number, 2) + 1}", points, bands, telling.figure(last), points[-1][1], points[-1][1]
            )
        )
    return _apart(steps), marks, top + high + 14


def _apart(steps: Sequence[Step]) -> list[Step]:
    """Labels at the right, so that none lies upon another."""
    placed: list[Step] = []
    least = 0.0
    for each in sorted(steps, key=lambda step: step.y):
        label = max(each.y, least)
        least = label + 32
        placed.append(Step(each.name, each.path, each.dash, each.points, each.bands, each.text, each.y, label))
    return placed


def _round_up(value: float) -> float:
    """A round number that is no less."""
    if value <= 0:
        return 1.0
    scale = 10.0 ** (len(str(int(value))) - 1)
    return next(scale * step for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if scale * step >= value)


def lasting(claim: Claim) -> list[str | None]:
    """All the moments that a claim's pictures must hold."""
    return [
        claim.since,
        *(telling.said_at(m.utterance, m.document) for m in claim.members),
        *(m.document.published for m in claim.members),
    ]
