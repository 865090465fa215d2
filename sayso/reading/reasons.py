"""An utterance → why its source, party, stance and certainty are what they are: the rule, and the words of the document that decided."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.nouns import Utterance
from sayso.reading.stance import PAIRS, Around, find_features, judge, load_weights
from sayso.reading.tokens import word_set
from sayso.scales import Factuality, Kind, Quote, Stance

_OF_KIND = {
    Kind.PERSON: "O4", Kind.ORGANIZATION: "O4", Kind.OFFICIAL: "O2", Kind.GROUP: "O2", Kind.DOCUMENT: "O5", Kind.OUTLET: "O5", Kind.HEARSAY: "O2", Kind.NARRATION: "O2",
}  # fmt: skip
_MOST = 3  # words or phrases that are named
_SHARE = 0.3  # of the weightiest word's weight: what weighs less is not named
_EMPTY = word_set("a an the that this to for of in on at by and or had has have was were is are be been it its")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one field is as it is: its name, the rule, and the document's words; no words where they do not stand in the utterance."""

    field: str
    rule: str
    words: tuple[str, ...]


def explain(utterance: Utterance) -> tuple[Reason, ...]:
    """Why source, party, stance and certainty were chosen.

    >>> from sayso.nouns import Anchor, Document, Source
    >>> ada = Source(Anchor(((0, 8),), "The firm"), "Skagen Line", Kind.ORGANIZATION, "Skagen Line")
    >>> cue, said = Anchor(((9, 15),), "denied"), Anchor(((16, 26),), "the charge")
    >>> denial = Utterance("u1", ada, (), cue, said, Quote.INDIRECT, Stance.DENIES, Factuality.CERTAINLY_NOT)
    >>> [(reason.field, reason.rule, reason.words) for reason in explain(denial)]
    [('source', 'O4', ('The firm',)), ('party', 'O1', ()), ('stance', 'U3', ('denied', 'charge')), ('certainty', 'U2', ('denied', 'charge'))]
    """
    source = utterance.source
    named = (source.anchor.text,) if source.anchor else (utterance.cue.text,) if utterance.cue else ()
    found = [Reason("source", "U10" if utterance.quote == Quote.NARRATION else _OF_KIND[source.kind], named)]
    if source.party:
        tied = (source.party,) if source.anchor and source.party in source.anchor.text else ()
        found.append(Reason("party", "O1" if source.kind in (Kind.PERSON, Kind.ORGANIZATION) else "O2", tied))
    words = _deciding(utterance)
    stance = (
        "U1"
        if utterance.stance == Stance.DENIES and utterance.cue and utterance.cue.text not in words and words
        else "U3"
    )
    found.append(Reason("stance", stance, words))
    value = bool(words) and utterance.factuality == Factuality.UNKNOWN and utterance.stance == Stance.ASSERTS
    found.append(Reason("certainty", "U8" if value else "U2", words))
    return tuple(found)


def _deciding(utterance: Utterance) -> tuple[str, ...]:
    """The words that weigh most for the pair of stance and certainty; none where what stands around it decided."""
    cue, content = utterance.cue.text if utterance.cue else "", utterance.content.text
    around = Around(
        narrated=not cue, unsigned=not cue, sentence=f"{cue} {content}", refers=utterance.refers_to is not None
    )
    chosen = (utterance.stance, utterance.factuality)
    view = judge(cue, content, around)
    if (view.stance, view.factuality) != chosen:
        return ()  # what stands around it decided
    if chosen == (Stance.ASSERTS, Factuality.CERTAIN) and cue:
        return (cue,)  # a plain statement is certain, whatever its words
    number, weights = PAIRS.index(chosen), load_weights()
    weighed = []
    for name, value in find_features(cue, content, around).items():
        phrase = _shown(name, cue, content)
        mine = weights.get(name, {})
        if (
            phrase
            and (
                gain := value * (mine.get(number, 0.0) - max((w for n, w in mine.items() if n != number), default=0.0))
            )
            > 0
        ):
            weighed.append((-gain, phrase))
    kept: list[str] = []
    best = min((gain for gain, _ in weighed), default=0.0)
    for gain, phrase in sorted(weighed):
        if (
            gain < _SHARE * best
            and phrase.lower() not in _EMPTY
            and not any(phrase in other or other in phrase for other in kept)
        ):
            kept.append(phrase)
    return tuple(kept[:_MOST]) or ((cue,) if cue else ())


def _shown(name: str, cue: str, content: str) -> str | None:
    """The words of the document that a feature is made of, as they stand there."""
    kind, _, words = name.partition("=")
    if not words or kind not in ("c", "c1", "b", "w", "w0", "w1", "w2"):
        return None
    text = cue if kind.startswith("c") else content
    pattern = r"\W+".join(re.escape(word).replace("'", "['’]") for word in words.split(" "))
    match = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
    return match[0] if match else None
