"""Lines that only look like attributions: a person named Said, "said grace", "told the time"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.nouns import Span
from sayso.reading.attributions import Line

# What is said, told or asked in a set phrase, and is nobody's claim.
_PHRASES = re.compile(
    r"""(?:(?:say|says|said|saying) \s (?:(?:his|her|their|its|our|my|a|the|some)\s)? (?:final\s|last\s|silent\s|quick\s)?
          (?:goodbyes?|good-?bye|farewells?|hello|hi|grace|mass|prayers?|amen|vows?|thanks|thank\syou|piece|when|cheese)
      | (?:tell|tells|told|telling) \s (?:the\stime|time|(?:his|her|their|a|the)\s(?:tale|story|joke|fortune|beads)s?|the\sdifference|(?:them|it|us)\sapart)
      | (?:ask|asks|asked|asking) \s (?:the\sway|directions|for\sdirections)
      | (?:claim|claims|claimed|claiming) \s (?:(?:his|her|their|its|a|the|another)\s)?
          (?:first|second|third|gold|silver|bronze|victory|title|prize|medal|crown|seat|refund|asylum|\d[\d,]*\slives|lives|luggage|baggage|benefits)
      | (?:report|reports|reported|reporting) \s (?:for|to) \s (?:duty|work|barracks|the\sbarracks|prison))\b""",
    re.VERBOSE | re.IGNORECASE,
)

_NAME_BEFORE = re.compile(r"(?:[A-Z][a-z]+|Mrs?\.|Ms\.|Dr\.) $")  # "Yusuf Said", "Mr. Said"

_CAPITAL_NEXT = re.compile(r"\W*[A-Z]")


def is_distractor(line: Line, text: str, names: Iterable[Span]) -> bool:
    """Whether the cue is part of a name, or cue and content are a set phrase.

    >>> text = "Yusuf Said scored twice."
    >>> is_distractor(Line(((0, 5),), ((6, 10),), ((11, 23),)), text, [(0, 10)])
    True
    >>> text = "She said goodbye to the crew."
    >>> is_distractor(Line(((0, 3),), ((4, 8),), ((9, 28),)), text, [])
    True
    >>> text = "She said the crew was safe."
    >>> is_distractor(Line(((0, 3),), ((4, 8),), ((9, 26),)), text, [])
    False
    """
    (start, end), *more = line.cue
    capital = text[start:end].istitle() and not more and " " not in text[start:end]
    headline = _CAPITAL_NEXT.match(text, end)  # "Mayor Vows To Stay"
    if (
        capital
        and not headline
        and (_NAME_BEFORE.search(text, 0, start) or any(a < start and end <= b for a, b in names))
    ):
        return True
    after = line.content[0][0]
    quoted = text[after : after + 1] in "“\"'‘"
    return not quoted and end <= after <= end + 2 and bool(_PHRASES.match(text, start))
