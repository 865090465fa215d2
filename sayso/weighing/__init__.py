"""A claim's entries → the claim, weighed: where it stands at a moment, by which rule, on whose word (RULES.md, S and O)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sayso.judging import strength
from sayso.nouns import About, Claim, Entry, Member, Place, Side, Time
from sayso.scales import Flag, Stance
from sayso.weighing.answers import answered
from sayso.weighing.brief import Change, Course, Turn, What, number_key, turns
from sayso.weighing.flags import flags, next_due
from sayso.weighing.headlines import headline
from sayso.weighing.origins import Lineage, origins, retimed, trace
from sayso.weighing.relations import Parties, Relations, relations
from sayso.weighing.sayings import Saying, Sided, admitted, order, sayings
from sayso.weighing.sides import first_for, first_said, side
from sayso.weighing.standing import Standing, standing
from sayso.weighing.status import Case, Ruling, rule
from sayso.weighing.versions import differ, number_runs, versions

__all__ = [
    "Change",
    "Course",
    "Parties",
    "Turn",
    "What",
    "admitted",
    "answered",
    "next_due",
    "number_key",
    "order",
    "relations",
    "turns",
    "weigh",
]


def weigh(entries: Sequence[Entry], known: Relations, moment: datetime) -> Claim | None:
    """All known entries of one cluster → the claim as of a moment; None where nothing of it was public by then.

    It looks at nothing but the cluster, the moment and what `known` holds of its documents, sources and parties, so it can
    be kept until one of these changes. Its `answers` is an utterance of the question; `answered` leads it to the claim.
    """
    public = [each for each in entries if admitted(each) <= moment]
    if not public:
        return None
    said = sayings(public, known)
    lineage = trace(said, known)
    said = retimed(said, lineage)
    stand = standing(said)
    about = _about(said, known)
    case = _case(said, stand, lineage, known, about)
    ruling = rule(case)
    counted = origins([each for each in said if stand.stands(each)], lineage)
    runs = number_runs(said)
    flagged = set(flags(ruling.status, said, case, moment))
    if differ(runs, {each for origin in counted for each in origin.utterances}, stand, lineage):
        flagged.add(Flag.VERSIONS_DIFFER)

    def by(stance: Stance) -> tuple[Side, ...]:
        return side(stance, said, stand, lineage)

    return Claim(
        id=min(entries, key=order).utterance.id,
        headline=headline(said, stand),
        status=ruling.status,
        since=_since(said, stand, lineage, known, about, ruling),
        rule=ruling.rule,
        because=tuple(each.id for each in ruling.because),
        members=tuple(_member(each, known) for each in said),
        label=_label(entries, known),
        flags=tuple(each for each in Flag if each in flagged),
        about=about,
        answers=_answers(said, known),
        first_said=first_said(said),
        origins=counted,
        confirmed_by=by(Stance.CONFIRMS),
        denied_by=by(Stance.DENIES),
        declined_by=by(Stance.DECLINES),
        silent_by=by(Stance.SILENT),
        expected_by=by(Stance.EXPECTS),
        questioned_by=by(Stance.QUESTIONS),
        withdrawn_by=by(Stance.RETRACTS),
        versions=versions(runs, said, stand, lineage, case.about),
        places=_places(said, stand),
        times=_times(said, stand),
    )


def _case(said: Sequence[Saying], stand: Standing, lineage: Lineage, known: Relations, about: About | None) -> Case:
    """The core proposition: denials of a number alone are left to that number (S12)."""
    return Case(
        standing=[each for each in said if stand.stands(each) and each.id not in stand.number_only],
        fallen=[each for each in said if not stand.stands(each)],
        first=first_for(said),
        about=known.parties.key(about.party) if about else None,
        origin=lineage.origin,
    )


def _since(
    said: Sequence[Saying], stand: Standing, lineage: Lineage, known: Relations, about: About | None, ruling: Ruling
) -> str:
    """From when on the status holds: from the saying that completed its condition, or from the last fall that let it."""
    first = ruling.since or said[0]
    fell = (stand.fallen[each.id] for each in said if not stand.stands(each) and each.side is not Sided.NEITHER)
    turns = {by.when: by for by in fell if by.when > first.when}
    for _, by in sorted(turns.items(), reverse=True):
        before = [each for each in said if each.when < by.when]
        if rule(_case(before, standing(before), lineage, known, about)).status is not ruling.status:
            return by.at
    return first.at


def _about(said: Sequence[Saying], known: Relations) -> About | None:
    """The strongest word on whom the claim is about (S8)."""
    words = [each for saying in said for each in known.about.get(saying.id, ())[:1]]
    best = max(words, key=strength, default=None)
    return About(known.parties.shown(best.party), best.a) if best and best.party else None


def _label(entries: Sequence[Entry], known: Relations) -> str | None:
    """What a person calls it, the last word; whenever its utterance was published, since the claim keeps its name."""
    words = [known.labels[each.utterance.id] for each in entries if each.utterance.id in known.labels]
    best = max(words, key=strength, default=None)
    return best.b if best else None


def _answers(said: Sequence[Saying], known: Relations) -> str | None:
    words = [known.answers[each.id] for each in said if each.id in known.answers]
    best = max(words, key=strength, default=None)
    return best.b if best else None


def _member(saying: Saying, known: Relations) -> Member:
    copied = next((link.to for link in known.copy_of.get(saying.document, ())), None)
    return Member(
        saying.entry.utterance, saying.entry.document, known.addresses.get(copied, copied) if copied else None
    )


def _places(said: Sequence[Saying], stand: Standing) -> tuple[Place, ...]:
    found: dict[tuple[object, ...], Place] = {}
    for saying in said:
        for each in saying.entry.utterance.places if stand.stands(saying) else ():
            found.setdefault((each.name, each.country, each.geonames), each)
    return tuple(found.values())


def _times(said: Sequence[Saying], stand: Standing) -> tuple[Time, ...]:
    found: dict[tuple[object, ...], Time] = {}
    for saying in said:
        for each in saying.entry.utterance.times if stand.stands(saying) else ():
            found.setdefault((each.start, each.end), each)
    return tuple(found.values())
