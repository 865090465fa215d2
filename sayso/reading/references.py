"""Contents that only point ("it", "the report", "this news") → the utterance that they point at (RULES.md, U9)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from sayso.reading.tables import straighten

_NOUNS = (
    "claims?|reports?|allegations?|accusations?|charges?|figures?|numbers?|news|story|stories|accounts?|versions?|statements?|remarks?|comments?|suggestions?|assertions?|idea|notion|plans?|deal|agreement"
    "|denials?|rumou?rs?|estimates?|tolls?|counts?|warnings?|threats?|offers?|proposals?|decision|findings?|conclusions?|theory|arrangement|assurances?|reading|forecasts?|results?|study|paper|memo|letter"
    "|document|draft|contract|note|post|tweet|article|audio|recording|video|footage|photographs?|images?|clip|messages?|details|contents|item|information|data|math|insinuations?|gossip|talk|speculation"
    "|retraction|correction|error|slip|date|dates|disclosure|complaint|testimony|confession|verdict|ruling|position|view|words"
    "|quotation|quote|interpretation|description|characteri[sz]ation|criticism|sentiment|point|answer|explanation|difference|same|opposite|existence|request|demand|call|order|promise|pledge|total|price|sum|share|level|rate"
)
_EVENTS = "measures?|ban|strike|attack|incident|payment|steps?|departure|closure|release|ransom|move|deaths?|crash|raid|visit|talks|sale|purchase|appointment|resignation|launch"
_NOUN = re.compile(rf"\b(?:{_NOUNS})\b", re.IGNORECASE)
# The pronoun, then nothing, a second part, or a quoted judgement that begins with no verb: "it", "that … a lie", "it “absurd”".
_PRONOUN = re.compile(
    r"^(?:it|this|that|them|those|these|so)(?=$|[.,]?$| … | (?:as )?[\"“'‘](?!(?:has|had|was|is|are|were|would|could|will|may|might|did|does|can|should|must|no|never|not|\w+ed)\b)|"
    r" (?:as |an? |the |simply |\w+ly )?(?:nonsense|absurd|untrue|false|wrong|lie|fiction|baseless|convincing|unlikely|plausible|rubbish|propaganda)\b| (?:as )?(?:an?|the) )",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"^(?:about |of |on |to |with |at )?(?:the|this|that|these|those|such|his|her|its|their|any|an?|[\w-]+(?: [\w-]+)?'s?)\s(?:own |same |latest |alleged |reported |earlier |first |previous |other |whole |entire )*"
    r"(?P<rest>(?:[\w'-]+\s){0,3}?[\w'-]+)(?P<after>$| … | (?:[\"“‘]|as |that |of |about |on |in |was |were |is |are )|[,.])",
    re.IGNORECASE,
)
ANAPHOR = re.compile(
    rf"{_PRONOUN.pattern}|^(?:the|this|that|these|those|such|its|his|her|their|any|an?)\s(?:\w+\s){{0,2}}?(?:{_NOUNS})\b(?!\s(?:of|in|at)\s\d)",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:den|confirm|reject|dismiss|disput|contest|contradict|rul(?:e|ed|ing) out|describ|call|brand|denounc|withdr|retract|walk|delet|eras|correct|regret|comment|discuss|respon|brush|laugh|scoff|question|doubt|welcom"
    r"|repeat|st(?:and|ood) by|acknowledg|admit|accept|conced|apologi|refus|declin|challeng|characteri|term|label|took|tak|explain|know|knew|verif|authenticat|criticis|mock|blast|condemn|put|believe|support|back|echo|read|vouch|disown|amend|fix|pull|revis|rubbish|slam|qualif|find|found|deal|pass|see|saw|share|report|would not)\w*",
    re.IGNORECASE,
)  # fmt: skip
_COUNTS = re.compile(
    r"\b(?:figures?|numbers?|tolls?|counts?|estimates?|math|total|sum|price|share|rate|level|data)\b", re.IGNORECASE
)
_OWN = re.compile(
    r"withdr|retract|walk|delet|eras|correct|regret|took|tak|amend|fix|pull|revis|apologi|repeat|st(?:and|ood) by|back(?:s|ed)? (?:down|away)|no longer|misstat|reissu|accepted that",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:den|reject|dismiss|disput|contest|contradict|rul(?:e|ed|ing) out|brand|denounc|rubbish|refut|rebut|mock)\w*",
    re.IGNORECASE,
)
_GRANTING = re.compile(
    r"\b(?:confirm|acknowledg|admit|accept|conced|agree|verif|authenticat|vouch|welcom|not disput|believ)\w*",
    re.IGNORECASE,
)
# A content that takes back or meets what was said: "that he had been misquoted", "it had no record of that".
_REGRET = re.compile(
    r"\b(?:got (?:it|that|this) wrong|(?:was|were|had been|are|been) (?:wrong|mistaken|misquoted|misunderstood|misread|out of context)|misspoke|out of turn|too (?:early|optimistic|hast\w+|soon)|speaking hypothetically|a typo|an error|a mistake"
    r"|by mistake|in error|spoke before|regrets? (?:it|that|this)|paraphrased|the record)\b"
)
_SUCH = re.compile(
    r"\b(?:(?:no|any|such an?|having said any) such|no record of|(?:un)?aware of|no knowledge of|(?:is|was|were) (?:news|baseless|false|untrue|nonsense|unfounded|without (?:foundation|merit))|(?:did|does|do) not recogni[sz]e|no reason to believe|heard it|both (?:numbers|figures|accounts)"
    r"|tells me otherwise|nothing of the (?:kind|sort)|would wait for|pure (?:fiction|fantasy)|double[- ]count\w*|free invention)\b"
)


REACH = 60  # utterances on either side among which is sought what one points at


@dataclass(frozen=True, slots=True)
class Said:
    """What is needed of an utterance to point from it or at it."""

    cue: str
    content: str
    speaker: object  # equal for the same speaker
    at: int  # where its content begins
    end: int
    parent: int | None
    source: str = ""  # the words of the source
    outlet: bool = False  # whether it is another outlet


@lru_cache(maxsize=2048)
def points(cue: str, content: str) -> bool:
    """Whether a content only points at something said before.

    >>> points("denied", "the claim"), points("said", "that the claim was old"), points("called", "it “absurd”")
    (True, False, True)
    """
    low = straighten(content).strip()
    if not cue or re.match(r"that (?:an?|the|this|its|his|her|their|some|any|no|one|\d|\w+ \w+ \w+ \w+)\b", low):
        return False
    if _PRONOUN.match(low):
        return True
    if re.fullmatch(
        r"(?:\w+ )?(?:insinuations?|gossip|rumou?rs?|speculation|allegations?|accusations?|claims|reports)", low
    ):
        return True
    match = _PHRASE.match(low)
    if not match or re.search(r"\d", match["rest"]):
        return False
    if match["after"].strip() in ("was", "were", "is", "are", "in", "on"):
        return False
    noun = _NOUN.search(match["rest"])
    return bool(noun) and (
        bool(_POINTING.search(cue))
        or (
            noun is not None
            and noun.end() == len(match["rest"])
            and match["after"].strip() in ("", "…", "“", '"', "as")
        )
    )


def find_reference(n: int, said: Sequence[Said]) -> int | None:
    """Which utterance the content of number `n` points at, None when it speaks for itself."""
    scored = [(score(features), -place, m) for place, (m, features) in enumerate(candidates(n, said))]
    return max(scored, key=lambda entry: entry[:2])[2] if scored else None


def score(features: dict[str, float]) -> float:
    """How well one utterance fits as what another points at."""
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())


def candidates(n: int, said: Sequence[Said]) -> list[tuple[int | None, dict[str, float]]]:
    """What the content of number `n` could point at, None among it, each with what speaks for it."""
    me = said[n]
    pointing = _pointing(me)
    if not pointing["may"]:
        return []
    found: list[tuple[int | None, dict[str, float]]] = [
        (None, {f"none:{name}": value for name, value in pointing.items()})
    ]
    own, counts = float(bool(_OWN.search(me.cue))), float(bool(_COUNTS.search(me.content[:40])))
    stems, piece = _stems(me.content[:60]), bool(_PIECE.search(me.content[:40]))
    denies, grants, shown = (
        float(bool(_DENYING.search(me.cue))),
        float(bool(_GRANTING.search(me.cue))),
        _shown(me.content),
    )
    order = sorted(range(len(said)), key=lambda m: (said[m].at, -said[m].end))
    place, above = order.index(n), _above(n, said)
    children: dict[int, list[int]] = {}
    for k, each in enumerate(said):
        if each.parent is not None:
            children.setdefault(each.parent, []).append(k)
    first = max(0, place - REACH)
    for rank, m in enumerate(order[first : place + REACH + 1], first):
        other = said[m]
        if m == n or m in above:
            continue
        inside = me.at <= other.at and other.end <= me.end
        distance = place - rank
        same = float(other.speaker is not None and other.speaker == me.speaker)
        inner = children.get(m, [])
        cues = _stems(f"{other.cue} {other.source}")
        by_my_word = float(
            other.parent is not None and me.speaker is not None and said[other.parent].speaker == me.speaker
        )
        of_me = float(any(said[k].speaker == me.speaker and me.speaker is not None for k in inner))
        found.append(
            (
                m,
                {
                    "bias": 1.0, "inside": float(inside), "inside_short": float(inside and len(me.content) < 60), "later": float(distance < 0 and not inside), "distance": min(6, abs(distance)) / 3,
                    "next": float(distance == 1), "first": float(rank == 0), "same": same, "same_own": same * own, "other_own": (1 - same) * own,
                    "nested": float(other.parent is not None), "nested_counts": float(other.parent is not None) * counts, "nested_it": float(other.parent is not None) * pointing["pronoun"],
                    "outer": float(bool(inner)), "outer_counts": float(bool(inner)) * counts, "outer_of_me": of_me,
                    "by_me_nested": same * float(other.parent is not None), "deny_same": denies * same, "deny_of_me": denies * of_me, "grant_same": grants * same,
                    "by_my_word": by_my_word, "nested_same_nested": by_my_word * pointing["pronoun"], "shown": float(bool(shown & _stems(other.content))), "shown_cue": float(bool(shown & cues)),
                    "clause_shown": pointing["clause"] * float(bool(shown & (_stems(other.content) | cues))), "regret_same": pointing["regret"] * same, "such_other": pointing["such"] * (1 - same),
                    "regret_own": pointing["regret"] * same * float(distance > 0), "next_other": float(distance == 1) * (1 - same), "next_points": float(distance == 1) * float(points(other.cue, other.content)), "digits": counts * float(_amounts(other.content)), "no_digits": counts * float(not _amounts(other.content)),
                    "narrated": float(not other.cue), "mute": float(_mute(other.cue)), "points": float(points(other.cue, other.content)),
                    "stem_cue": float(bool(stems & cues)), "stem_content": float(bool(stems & _stems(other.content))), "report": float(piece and other.outlet),
                    "outlet": float(other.outlet), "siblings": float(other.parent is not None and other.parent == me.parent), "plural_far": float(me.content.lower().startswith(("them", "those", "these"))) * min(6, abs(distance)) / 3,
                },
            )
        )  # fmt: skip
    return found


def _pointing(me: Said) -> dict[str, float]:
    """What speaks for and against a content's only pointing."""
    low = straighten(me.content).strip()
    words = low.split()
    pronoun = bool(_PRONOUN.match(low))
    cue = bool(_POINTING.search(me.cue))
    phrase = _PHRASE.match(low)
    noun = bool(phrase and _NOUN.search(phrase["rest"]))
    clause = low.startswith(("that ", "how ", "whether ", "to ")) and not pronoun
    short = len(words) <= 5
    mentions = bool(
        re.search(rf"\b(?:the|this|that|such an?|those|these|any|his|her|its|their) (?:\w+ )?(?:{_NOUNS})\b", low)
    )
    regret, such = bool(_REGRET.search(low)), bool(_SUCH.search(low))
    may = (
        bool(me.cue)
        and (pronoun or bool(phrase) or short or mentions or regret or such)
        and low != me.cue.strip().lower()
    )
    event = bool(re.fullmatch(r"(?:the|this|that|these|those|its|his|her|their)(?: [\w'-]+){1,3}", low))
    return {
        "may": float(may), "bias": 1.0, "points": float(points(me.cue, me.content)), "pronoun": float(pronoun), "cue": float(cue), "phrase": float(bool(phrase)), "noun": float(noun), "clause": float(clause),
        "short": float(short), "short_cue": float(short and cue), "mentions": float(mentions), "mentions_cue": float(mentions and cue), "digits": float(bool(re.search(r"\d", low))), "quote": float(low[:1] in "\"“'‘"),
        "parts": float(" … " in me.content), "long": float(len(words) > 9), "own": float(bool(_OWN.search(me.cue))), "said": float(bool(re.match(r"(?:said|says|told|say)\b", me.cue))), "wh": float(bool(re.match(r"(?:who|how|what|why|when|where|which|whether|if)\b", low))),
        "event": float(bool(re.search(rf"\b(?:{_EVENTS})\b", low[:50]))), "alone": float(len(words) <= 2 and pronoun), "definite": float(event), "definite_cue": float(event and cue), "definite_bare": float(event and cue and not noun), "regret": float(regret), "such": float(such),
    }  # fmt: skip


def _shown(content: str) -> frozenset[str]:
    """The nouns that a content shows as known: "the log", "those dates"."""
    found = re.findall(
        r"\b(?:the|this|that|these|those|such|any|its|his|her|their)\s(?:[\w'-]+\s)?([a-z][\w'-]+)", content
    )
    pairs = re.findall(r"\b(?:the|this|that|these|those|such|any|its|his|her|their)\s([a-z][\w'-]+)", content)
    return _stems(" ".join([*found, *pairs]))


@lru_cache(maxsize=2048)
def _stems(words: str) -> frozenset[str]:
    return frozenset(word[:4].lower() for word in re.findall(r"[A-Za-z]+", words) if len(word) > 3) - _COMMON


_COMMON = frozenset(
    [
        "that",
        "this",
        "thos",
        "thes",
        "such",
        "earl",
        "whic",
        "with",
        "said",
        "says",
        "told",
        "from",
        "have",
        "they",
        "were",
        "been",
        "will",
        "woul",
        "coul",
        "abou",
        "into",
        "over",
        "more",
        "than",
        "when",
    ]
)
_AMOUNT = re.compile(
    r"\d|\b(?:dozens?|hundreds?|thousands?|millions?|none|half|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifty|forty|thirty|twenty)\b",
    re.IGNORECASE,
)
_MUTE = re.compile(r"declin|did not|could not be|no comment|would not|refus", re.IGNORECASE)
_PIECE = re.compile(r"\b(?:report|reports|story|article|piece|news)\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def _amounts(content: str) -> bool:
    return bool(_AMOUNT.search(content))


@lru_cache(maxsize=2048)
def _mute(cue: str) -> bool:
    return bool(_MUTE.search(cue))


def _above(n: int, said: Sequence[Said]) -> set[int]:
    found: set[int] = set()
    parent = said[n].parent
    while parent is not None and parent not in found:
        found.add(parent)
        parent = said[parent].parent
    return found


_FITTED = resources.files("sayso.reading") / "tables" / "references.json"  # by train/references.py
WEIGHTS: dict[str, float] = json.loads(_FITTED.read_text("utf-8")) if _FITTED.is_file() else {}
