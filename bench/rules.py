"""Text → attributions by a few regular expressions: what a desk gets without a model, run live beside the reader."""

from __future__ import annotations

import re
from typing import Any

from sayso.reading.sentences import find_sentences

VERBS = (
    "said|says|say|told|tells|added|adds|announced|argued|argues|claimed|claims|confirmed|denied|insisted|noted|reported|"
    "stated|suggested|suggests|warned|wrote|writes|explained|believes?|thinks?|admitted|acknowledged|declared|estimated"
)
WHO = r"(?:(?:[Tt]he|[Aa]n?|[Ss]ome|[Mm]any|[Ii]ts|[Hh]is|[Hh]er) )?(?:[\w.’'-]+ ){0,4}?[\w.’'-]+|[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e|[Ii]t"
QUOTED = re.compile(
    rf"(?P<content>[“\"][^“”\"]+[”\"]),? ?(?:(?P<cue1>{VERBS}) (?P<who1>(?:[A-Z][\w.’'-]+ ?)+|the \w+)|(?P<who2>{WHO}) (?P<cue2>{VERBS}))\b"
)
REPORTED = re.compile(
    rf"(?:^|, |and |but )(?P<who>{WHO}),? (?P<cue>(?:has |have |had |also )?(?:{VERBS})) (?P<content>(?:that )?[^“”\"]{{12,}}?)(?=[.?!]?$)"
)
ACCORDING = re.compile(
    r"(?P<content1>^.{12,}?),? (?P<cue1>according to) (?P<who1>[^,.]+)|^(?P<cue2>According to) (?P<who2>[^,]+), (?P<content2>.+?)(?=[.?!]?$)"
)


def find_attributions(text: str) -> list[dict[str, Any]]:
    """Attributions as the scorer takes them; in each sentence the first pattern that fits."""
    found = []
    for start, end in find_sentences(text):
        sentence = text[start:end]
        match = QUOTED.search(sentence) or ACCORDING.search(sentence) or REPORTED.search(sentence)
        if match:
            spans = {name.rstrip("12"): match.span(name) for name, value in match.groupdict().items() if value}
            found.append(
                {
                    role: [[start + a, start + b]]
                    for role, (a, b) in zip(
                        ("source", "cue", "content"), (spans["who"], spans["cue"], spans["content"]), strict=True
                    )
                }
            )
    return found
