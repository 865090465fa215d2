"""The closed lists of the field, as enums whose values are the words on the wire."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What kind of source speaks (RULES.md, O2)."""

    PERSON = "person"
    ORGANIZATION = "organization"
    OFFICIAL = "official"  # one whose name is withheld
    GROUP = "group"  # "many experts"
    DOCUMENT = "document"
    OUTLET = "outlet"
    HEARSAY = "hearsay"  # "reportedly"
    NARRATION = "narration"  # the outlet's own voice


class Quote(StrEnum):
    """How the words are given (Pareti 2015, PARC 3.0: direct, indirect, mixed); narration has no speaker but the outlet."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NARRATION = "narration"


class Stance(StrEnum):
    """What an utterance does to its proposition (RULES.md, U3)."""

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    DENIES = "denies"
    DECLINES = "declines"
    SILENT = "silent"
    QUESTIONS = "questions"
    EXPECTS = "expects"
    RETRACTS = "retracts"


class Factuality(StrEnum):
    """How certain the source presents it (FactBank; Saurí and Pustejovsky 2009, section 3)."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    CERTAINLY_NOT = "CT-"
    PROBABLY_NOT = "PR-"
    POSSIBLY_NOT = "PS-"
    UNKNOWN = "U"


class Bound(StrEnum):
    """How a number is meant (RULES.md, N1)."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


class Verdict(StrEnum):
    """What a judgement says of two utterances or documents, or of one (DESIGN.md, "Record what was said")."""

    SAME_CLAIM = "same_claim"  # utterances a and b are about one proposition
    NOT_SAME = "not_same"  # they are not
    NOT_CLAIM = "not_claim"  # utterance a opens no claim (RULES.md, U8)
    ANSWERS = "answers"  # utterance a answers the question b (RULES.md, S13)
    ABOUT = "about"  # the claim of utterance a is about `party` (RULES.md, S8)
    COPY_OF = "copy_of"  # document a is a copy of document b (RULES.md, O8)
    REVISION_OF = "revision_of"  # document a is a later text of document b (RULES.md, O8)
    CREDITS = "credits"  # utterance or document a credits utterance or document b (RULES.md, O6)
    SAME_SOURCE = "same_source"  # the source of utterance a is that of utterance b
    SAME_PARTY = "same_party"  # parties named a and b are one (RULES.md, O1)
    NOT_SAME_PARTY = "not_same_party"  # they are two
