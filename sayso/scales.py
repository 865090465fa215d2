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
    CALLED = "called"  # the claim of utterance a is called b


class Status(StrEnum):
    """Where a claim stands at a moment; the first row that applies wins (RULES.md, S1)."""

    CONFIRMED = "confirmed"  # S2
    CONTESTED = "contested"  # S3
    DENIED = "denied"  # S4
    CORROBORATED = "corroborated"  # S5
    ATTRIBUTED = "attributed"  # S6
    CIRCULATING = "circulating"  # S6
    WITHDRAWN = "withdrawn"  # S7
    OPEN = "open"  # S7


class Flag(StrEnum):
    """What else must be said beside a claim's status (DESIGN.md, the claims record)."""

    VERSIONS_DIFFER = "versions_differ"  # independent origins give numbers that exclude each other (S12)
    HEARSAY_ONLY = "hearsay_only"  # contested, and no named source asserts it (S3)
    DUE = "due"  # expected for a day that has passed with nothing heard (S6)
    NEVER_ASSERTED = "never_asserted"  # denied, and nobody on record ever asserted it (S4)
    DATE_UNKNOWN = "date_unknown"  # a document does not say when it was published (S15)
    CONTESTED_WITHIN_PARTY = "contested_within_party"  # one party asserts and denies it (S11)


class Why(StrEnum):
    """Why two utterances share one origin (RULES.md, O6)."""

    COPY = "copy"  # their documents are copies
    REVISION = "revision"  # an outlet's updated text of its own (O8)
    CREDIT = "credit"  # one credits the other
    PARTY = "party"  # they come from one party
    OUTLET = "outlet"  # no party is known: the outlet that vouches for them (O2)
    SPEAKER = "speaker"  # the same speaker
    GROUP = "group"  # an unnamed group and a named member of it in one document
    FIGURE = "figure"  # probably: the same unnamed sourcing and the same figure after a scoop
