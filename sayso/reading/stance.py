"""Cue and content words → stance and factuality: what an utterance does to its proposition, and how surely (RULES.md, U1-U3).

Word lists give features; a small linear model, made by `train/stances.py`, weighs them; rules say what may never be. Where a
neural model has given probabilities, they are added to the linear scores.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

from sayso.reading.tables import straighten
from sayso.scales import Factuality, Stance

_WORD = re.compile(r"[^\W_](?:[\w'-]*\w)?|[?!]")
_NOT = frozenset(
    [
        "not",
        "never",
        "no",
        "none",
        "nobody",
        "neither",
        "nor",
        "nothing",
        "nowhere",
        "cannot",
        "without",
        "n't",
        "hardly",
        "scarcely",
        "barely",
    ]
)
_BREAKS = frozenset(
    [
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "because",
        "although",
        "though",
        "while",
        "after",
        "before",
        "until",
        "unless",
        "since",
        "when",
        "where",
        "but",
        "if",
        "as",
        "and",
        "so",
        "than",
        "to",
    ]
)
_WILL = frozenset(
    [
        "will",
        "would",
        "shall",
        "'ll",
        "going",
        "plans",
        "plan",
        "planned",
        "intends",
        "intend",
        "expects",
        "expect",
        "aims",
        "aim",
        "tomorrow",
        "next",
        "due",
        "set",
    ]
)
_MAY = frozenset(["may", "might", "could", "can", "possibly", "perhaps", "maybe", "possible"])
_LIKELY = frozenset(
    [
        "likely",
        "probably",
        "unlikely",
        "appears",
        "appear",
        "seems",
        "seem",
        "believed",
        "thought",
        "understood",
        "estimated",
        "suggests",
        "apparently",
        "reportedly",
        "presumably",
        "expected",
        "think",
        "believe",
        "probable",
    ]
)
_OUGHT = frozenset(["should", "must", "need", "needs", "ought", "let", "please", "have-to"])
_FALSE = re.compile(
    r"\b(?:false|untrue|wrong|lies?|lying|nonsense|fiction|fairy ?tales?|absurd|baseless|unfounded|fabricat\w+|invent\w+|rubbish|fantasy|fanciful|ridiculous|slander\w*|smear\w*|hoax"
    r"|fake|myth|mischief|propaganda|disinformation|incorrect|inaccurate|groundless|preposterous|ludicrous|havers|libel\w*|provocation|arithmetic|imaginary|no truth|without foundation|not true|misleading|made up|concocted|malicious)\b"
)
_ASKS = re.compile(r"^(?:whether|if|how|who|what|when|where|why|which|by whom|by how)\b")
_HEDGED = re.compile(
    r"\b(?:no (?:evidence|record|knowledge|sign|indication|reason|information|link|trace|proof|memory|recollection|plans?)|not (?:aware|seen|heard|received|found|know)|unaware|nothing to suggest|never heard|news to)\b"
)
_UNKNOWN = re.compile(
    r"\b(?:(?:do|does|did)(?: not|n't) (?:yet )?know|(?:it )?(?:is|was|remains?|remained) (?:not |still |yet |too early |un)?(?:clear|unclear|known|unknown|to be seen|to say|too early)|unclear|too (?:early|soon)"
    r"|cannot (?:yet )?(?:say|tell|confirm|rule|be)|could not (?:say|confirm|be (?:independently )?(?:verified|confirmed|established))|not (?:yet )?(?:been )?(?:determined|established|decided|identified|confirmed|ruled out)|under (?:investigation|review)|open question|yet to be|not excluded|nobody knows|no one knows|anyone's guess|can't say|not sure)\b"
)
_NO_ANSWER = re.compile(
    r"\b(?:no comment|not (?:going to )?(?:comment|discuss|speculate|give|get into|go into|engage)|(?:do|does|will|would|can|could)(?: not|n't) (?:comment|discuss|speculate|talk|go into|get into|say)|never comments?|running commentary|nothing (?:to add|more to say)|speak for itself|have read the same|not for (?:me|us)|ask (?:him|her|them|the)|next question|no further comment|refer you|won't be drawn|neither confirm)\b"
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What an utterance does to its proposition, and how surely."""

    stance: Stance
    factuality: Factuality


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an attribution that its words alone do not say."""

    narrated: bool = False  # the outlet's own voice
    unsigned: bool = False  # nobody is named
    nested: bool = False
    quoted: bool = False
    echo: float = 0.0  # how many of the content's words another source has said before
    refers: bool = False
    first: bool = False  # nobody else has spoken before in the document
    cited: bool = False  # the words come through another outlet
    sentence: str = ""
    before: str = ""  # the cue of the line before
    same: bool = False  # the line before has the same source, or a pronoun takes it up
    against: bool = False  # what another said in much the same words is negated and this is not, or the other way round
    stances: Mapping[Stance, float] = field(default_factory=dict)
    factualities: Mapping[Factuality, float] = field(default_factory=dict)


_Classes = tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _classes(table: str) -> _Classes:
    lines = (resources.files("sayso.reading") / "tables" / table).read_text("utf-8").splitlines()
    return tuple(
        (name, re.compile(rf"(?<![\w'])(?:{pattern})(?![\w'])"))
        for name, _, pattern in (line.partition("|") for line in lines if line and not line.startswith("#"))
    )


@lru_cache(maxsize=4096)
def cue_classes(cue: str) -> frozenset[str]:
    """The classes of a cue.

    >>> sorted(cue_classes("categorically denied"))
    ['deny']
    """
    low = straighten(cue).lower()
    return frozenset(name for name, pattern in _classes("cues.txt") if pattern.search(low))


@lru_cache(maxsize=512)
def word_classes(words: str) -> frozenset[str]:
    """The classes of a content, or of the sentence that it stands in.

    >>> sorted(word_classes("an earlier figure was wrong"))
    ['back', 'scorn']
    """
    low = straighten(words).lower()
    return frozenset(name for name, pattern in _classes("senses.txt") if pattern.search(low))


_AUXILIARY = re.compile(
    r"(?:is|are|am|was|were|be|been|has|have|had|do|does|did|will|would|shall|should|may|might|can|could|must|'ll|cannot)(?:n't)?$|\w+n't$|won't$|\w+'(?:s|re|ve|d|ll|m)$"
)


def first_clause(words: list[str]) -> list[str]:
    """The words of a content up to its first subordinate clause.

    >>> first_clause("that the dam which did not hold was old".split())
    ['the', 'dam']
    """
    begin = 1 if words and words[0] in ("that", "how", "as", "to", "of") else 0
    for n in range(begin + 2, len(words)):
        if words[n] in _BREAKS:
            return words[begin:n]
    return words[begin:]


_NO_DENIAL = re.compile(
    r"\b(?:no|not|never) (?:more|fewer|less|later|earlier|longer|sooner|half|only|just|least|merely|simply) ?(?:than)?\b|\bno (?:doubt|wonder|matter|choice|option|question)\b|,? not (?:a|an|the|just|to|more|days|for|from|by|in)\b[^,;.]*$"
    r"|, (?:not|never) [^,;.]+$|\bnothing (?:but|short of)\b|\bnot to (?:mention|believe)\b|\bnot impossible\b|\bif not\b|\bno longer\b|\bwithout\b|\bneither\b(?=[^.]*\bnor\b)"
)
_SECOND_THOUGHTS = re.compile(
    r"^(?:and |but )?(?:i|we|she|he|they|it) (?:\w+ )?(?:think|believe|assume|suspect|guess|reckon|expect|suppose|fear|hope|doubt|believes|thinks|expects|hopes|assumed|expected|hoped|feared|doubted)\b"
)
_WISH = re.compile(
    r"^(?:that )?(?:i am|i'm|we are|we're|she was|he was|they were|she is|he is|it was)? ?(?:\w+ )?(?:sorry|delighted|pleased|proud|grateful|disappointed|saddened|shocked|appalled|hopeful|confident|comfortable|happy|glad|angry|devastated|heartbroken|furious|gutted)\b"
    r"|\b(?:should|must|ought to|deserves?|please|let us|let's|needs? to)\b|\b(?:shameful\w*|unlawful|unacceptable|outrageous|disgrace\w*|tragic|welcome|excellent|historic|brave|best|worst|too many|too low|too high|fair|unfair|wonderful|insult\w*|vindicat\w*|cowardly|inhuman\w*)\b"
)
_ORDER = re.compile(
    r"^(?:\w+ )?(?:to|not to) [a-z]+\b|^(?:stop|stay|go|come|show|check|keep|leave|take|get|give|do not|don't|never|let|wait|call|ask|watch|look|bring|sign|pack|prepare|remain|avoid|use|boil|evacuate)\b(?! (?:is|was|are|were|had|has))"
)
_OF_CERTAINTY = re.compile(r"\b(?:not )?(?:certain|sure|confident|convinced|no doubt|definitely|clearly)\b")
_SUPPOSES = re.compile(
    r"\b(?:moderate|low|high) confidence|consistent with|evidently|presumably|suggest\w*|appear\w*|seem\w*|likely|probabl[ey]|on the balance|looks? (?:like|right|as)|impression|in all likelihood|best guess|estimated?|according to preliminary"
)
_COULD_HAVE = re.compile(
    r"\b(?:may|might|could) (?:also |well |already )?(?:have|be)\b|\bpossibl[ey]\b|\bperhaps\b|\bmaybe\b|\bat risk\b|\bnot impossible\b|\bcan(?:not|'t)? be ruled out\b"
)
_MAY_DO = re.compile(r"\b(?:may|might|could) (?!have|be\b|also have|well have)[a-z]+")
_SOON = re.compile(
    r"\b(?:next (?:week|month|year|spring|summer|autumn|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|tomorrow|tonight|by (?:the end|monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas|easter|20\d\d|january|february|march|april|may|june|july|august|september|october|november|december)|in the coming|within (?:days|weeks|months)|a matter of (?:days|weeks)|later this|is due|are due|set to|due to|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)$|in 20[2-9]\d|from 20[2-9]\d|upcoming|preparing to)\b"
)
_WH = re.compile(r"\b(?:whether|how|who|what|why|when|where|if)\b")
_SELF = re.compile(
    r"\b(?:wasn't|was not|weren't|isn't|is not|are not|hadn't|had not|has not|hasn't|have not|haven't|didn't|did not|does not|doesn't|do not|don't|never|no one|nobody|none|nothing|not a single|not one|zero|untouched|unharmed|unhurt|innocent|not guilty)\b"
)


def negates(words: Iterable[str]) -> bool:
    """Whether a clause says that something is not so."""
    return any(word in _NOT or word.endswith("n't") for word in words)


def find_features(cue: str, content: str, around: Around) -> dict[str, float]:
    """What speaks for each stance and each degree of certainty."""
    cue, low = straighten(cue).lower(), straighten(content).lower().strip("\"'“”‘ ")
    cue_words, words = _WORD.findall(cue), _WORD.findall(low)
    clause = first_clause(words)
    found: dict[str, float] = {"bias": 1.0}
    classes = cue_classes(cue) if cue else frozenset()
    cue_not = any(word in _NOT or word.endswith("n't") for word in cue_words)
    spared = _NO_DENIAL.sub(" ", low)
    negative, late = negates(first_clause(_WORD.findall(spared))), negates(words[len(clause) :])
    for name in classes:
        found[f"cue:{name}"] = 1.0
        if cue_not:
            found[f"cue:{name}:not"] = 1.0
        if negative:
            found[f"cue:{name}:neg"] = 1.0
        if len(classes) == 1:
            found[f"cue:only:{name}"] = 1.0
    if not classes:
        found["cue:none"] = 1.0
    for word in dict.fromkeys(cue_words):
        found[f"c={word}"] = 1.0
    if cue:
        found[f"c1={' '.join(cue_words)}"] = 1.0
    for n, word in enumerate(words[:3]):
        found[f"w{n}={word}"] = 1.0
    for word in dict.fromkeys(clause[:14]):
        found[f"w={word}"] = 1.0
    for one, two in pairwise(words[:9]):
        found[f"b={one} {two}"] = 1.0
    flags = {
        "neg": negative, "neg_late": late, "neg_first": (bool(words) and words[0] in _NOT) or (len(words) > 1 and words[0] == "that" and words[1] in _NOT),
        "will": bool(set(clause) & _WILL), "may": bool(set(clause) & _MAY), "likely": bool(set(clause) & _LIKELY), "ought": bool(set(clause) & _OUGHT),
        "will_any": bool(set(words) & _WILL), "may_any": bool(set(words) & _MAY), "if": "if" in words[1:] or (bool(words) and words[0] == "if"), "asks": bool(_ASKS.match(low)),
        "mark": low.endswith("?") or "?" in low, "false": bool(_FALSE.search(low)), "hedged": bool(_HEDGED.search(low)), "unknown": bool(_UNKNOWN.search(low)),
        "no_answer": bool(_NO_ANSWER.search(low)), "short": len(words) <= 3, "one": len(words) == 1, "same": low == cue.strip(), "inf": bool(words) and words[0] == "to",
        "of": bool(words) and words[0] in ("of", "for", "on", "at"), "number": bool(re.search(r"\d", low)), "anaphor": bool(words) and words[0] in ("it", "this", "that", "them", "those") and len(words) <= 2,
        "i": bool(set(words[:3]) & {"i", "we", "i'm", "we're", "i've", "we've", "i'd", "we'd", "we'll", "i'll"}), "ing": bool(words) and words[0].endswith("ing"),
        "narrated": around.narrated, "unsigned": around.unsigned, "nested": around.nested, "quoted": around.quoted, "echo": around.echo > 0.4, "refers": around.refers,
        "confirming": bool(re.search(r"\bconfirm(?:ing|ed|s)\b", around.sentence.lower())) and "confirm" not in classes, "asked": bool(re.search(r"\basked\b|\bpressed\b", around.sentence.lower())),
        "idle_not": negates(clause) and not negative, "i_think": bool(_SECOND_THOUGHTS.search(low)), "wish": bool(_WISH.search(low)), "order": bool(_ORDER.search(low)),
        "certain": bool(_OF_CERTAINTY.search(low)), "supposes": bool(_SUPPOSES.search(low)), "could_have": bool(_COULD_HAVE.search(low)), "may_do": bool(_MAY_DO.search(low)),
        "soon": bool(_SOON.search(low)), "wh": bool(_WH.search(low)), "self": bool(_SELF.search(" ".join(words[:9]))), "first": around.first, "cited": around.cited,
        "echo2": around.echo > 0.2, "echo6": around.echo > 0.6, "cue_not": cue_not, "to_number": bool(re.match(r"(?:to |at )?[\d$€£]", low)), "twoparts": " … " in content,
        "denying": bool(re.search(r"\bdisput|\bden(?:y|ied|ies)\b|\breject", around.sentence.lower())) and "deny" not in classes,
    }  # fmt: skip
    found |= _worded(low, clause, classes, around, bool(flags["echo"]))
    for name, on in flags.items():
        if on:
            found[f"f:{name}"] = 1.0
            if name in (
                "neg",
                "anaphor",
                "asks",
                "echo",
                "short",
                "same",
                "refers",
                "i",
                "quoted",
                "will",
                "may",
                "hedged",
                "unknown",
                "no_answer",
                "asked",
                "first",
                "echo2",
                "echo6",
                "number",
                "to_number",
                "wh",
                "soon",
                "may_do",
                "could_have",
                "inf",
                "order",
                "wish",
                "i_think",
                "supposes",
                "certain",
                "false",
                "nested",
            ):
                for other in (
                    "say",
                    "confirm",
                    "deny",
                    "question",
                    "decline",
                    "doubt",
                    "believe",
                    "suspect",
                    "expect",
                    "retract",
                    "value",
                    "hearsay",
                    "none",
                ):
                    if other in classes or (other == "none" and not classes):
                        found[f"f:{name}&{other}"] = 1.0
    if negative and around.narrated and not flags["wh"]:
        found["f:narrated&neg-wh"] = 1.0
    if negative and (flags["will"] or flags["may"] or flags["likely"]):
        found["f:neg&modal"] = 1.0
    if around.narrated:
        for name in (
            "neg",
            "asks",
            "mark",
            "unknown",
            "will",
            "may",
            "if",
            "wh",
            "soon",
            "number",
            "could_have",
            "may_do",
        ):
            if flags[name]:
                found[f"f:narrated&{name}"] = 1.0
    return found


def _worded(low: str, clause: list[str], classes: frozenset[str], around: Around, echo: bool) -> dict[str, float]:
    """What the classes of words, the first auxiliary and the line before say."""
    found: dict[str, float] = {}
    main = [name for name in _MAIN if name in classes] or ["none"]
    for name in word_classes(low):
        found[f"f:k={name}"] = 1.0
        for other in main:
            found[f"f:k={name}&{other}"] = 1.0
        if echo:
            found[f"f:k={name}&echo"] = 1.0
    for name in word_classes(around.sentence):
        if name.endswith("_sentence"):
            found[f"f:s={name}"] = 1.0
            found[f"f:s={name}&{main[0]}"] = 1.0
    for n, word in enumerate(clause):
        if _AUXILIARY.match(word):
            after = "not" if clause[n + 1 : n + 2] and clause[n + 1] in _NOT else ""
            found[f"f:aux={word} {after}".strip()] = 1.0
            break
    else:
        found["f:aux=none"] = 1.0
    for flag, on in (("refers", around.refers), ("quoted", around.quoted), ("narrated", around.narrated)):
        if on:
            found[f"f:{flag}&&{main[0]}"] = 1.0
            for name in word_classes(low):
                found[f"f:k={name}&{flag}"] = 1.0
    if around.before:
        for name in cue_classes(around.before):
            found[f"f:before={name}"] = 1.0
            found[f"f:before={name}&{'same' if around.same else 'other'}"] = 1.0
            found[f"f:before={name}&{main[0]}"] = 1.0
    if around.same:
        found["f:same_voice"] = 1.0
    if around.against:
        found["f:against"] = 1.0
        found[f"f:against&{main[0]}"] = 1.0
    return found


_MAIN = ("call", "insist", "deny", "confirm", "decline", "silent", "question", "retract", "doubt", "expect", "believe", "suspect", "value", "hearsay", "say")  # fmt: skip
_PAIRS: tuple[tuple[Stance, Factuality], ...] = (
    (Stance.ASSERTS, Factuality.CERTAIN), (Stance.ASSERTS, Factuality.PROBABLE), (Stance.ASSERTS, Factuality.POSSIBLE), (Stance.ASSERTS, Factuality.UNKNOWN),
    (Stance.CONFIRMS, Factuality.CERTAIN),
    (Stance.DENIES, Factuality.CERTAINLY_NOT), (Stance.DENIES, Factuality.PROBABLY_NOT), (Stance.DENIES, Factuality.POSSIBLY_NOT),
    (Stance.DECLINES, Factuality.UNKNOWN), (Stance.SILENT, Factuality.UNKNOWN), (Stance.QUESTIONS, Factuality.UNKNOWN), (Stance.RETRACTS, Factuality.UNKNOWN),
    (Stance.EXPECTS, Factuality.PROBABLE), (Stance.EXPECTS, Factuality.POSSIBLE),
)  # fmt: skip
PAIRS = _PAIRS
Table = Mapping[str, Mapping[int, float]]  # weights by feature and by the number of a pair


@cache
def load_weights() -> Table:
    """Weights by feature and pair, made by `train/stances.py`."""
    place = resources.files("sayso.reading") / "tables" / "stances.json"
    if not place.is_file():
        return {}
    return {
        name: {int(pair): value for pair, value in row.items()}
        for name, row in json.loads(place.read_text("utf-8")).items()
    }


def judge(cue: str, content: str, around: Around | None = None) -> Judged:
    """The stance and the factuality of one attribution.

    >>> judge("denied", "that the valve had been closed")
    Judged(stance=<Stance.DENIES: 'denies'>, factuality=<Factuality.CERTAINLY_NOT: 'CT-'>)
    >>> judge("declined to say", "how many were hurt").stance.value
    'declines'
    """
    around = around or Around()
    return decide(find_features(cue, content, around), load_weights(), around)


def decide(features: Mapping[str, float], weights: Table, around: Around | None = None) -> Judged:
    """Features → the pair that weighs most among those that may be."""
    scores = [0.0] * len(_PAIRS)
    for name, value in features.items():
        for pair, weight in weights.get(name, {}).items():
            scores[pair] += weight * value
    for wanted, settled, bonus in _RULES:
        if wanted <= features.keys():
            scores[_PAIRS.index(settled)] += bonus
    for n, (stance, factuality) in enumerate(_PAIRS):
        if around and around.stances:
            scores[n] += NEURAL * math.log(max(around.stances.get(stance, 0.0), 1e-4))
        if around and around.factualities:
            scores[n] += NEURAL * math.log(max(around.factualities.get(factuality, 0.0), 1e-4))
    allowed = [n for n in range(len(_PAIRS)) if may_be(_PAIRS[n][0], features)]
    return Judged(*_PAIRS[max(allowed, key=lambda n: (scores[n], -n))])


# What the wording itself settles: "it was unclear who" asks, "may spread next week" is possible at most.
_RULES: tuple[tuple[frozenset[str], tuple[Stance, Factuality], float], ...] = (
    (frozenset(["f:unknown", "cue:say"]), (Stance.QUESTIONS, Factuality.UNKNOWN), 2.0),
    (frozenset(["f:may", "f:may_do"]), (Stance.EXPECTS, Factuality.POSSIBLE), 1.0),
    (frozenset(["f:narrated", "f:unknown"]), (Stance.QUESTIONS, Factuality.UNKNOWN), 2.0),
)
NEURAL = 0.4  # how much a neural guess counts beside the linear one


def may_be(stance: Stance, features: Mapping[str, float]) -> bool:
    """What a stance needs, whatever the weights say: a denial is never read as a confirmation (U1), silence needs nobody's words (U3)."""
    if stance == Stance.CONFIRMS:
        worded = "cue:confirm" in features or "f:confirming" in features
        negated = any(
            name in features
            for name in (
                "cue:deny",
                "cue:doubt",
                "cue:decline",
                "cue:confirm:not",
                "f:neg",
                "f:neg_first",
                "f:false",
                "f:hedged",
                "f:narrated",
            )
        )
        first = (
            "f:first" in features and "f:refers" not in features and "f:nested" not in features
        )  # nobody has said it yet (S2)
        return worded and not negated and not first
    if stance in (Stance.SILENT, Stance.DECLINES):
        return "f:narrated" not in features
    return True
