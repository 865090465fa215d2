"""Two small stories in a ledger: a landslip that three outlets tell of, and one whose every name and word is an attack."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso.excerpts import excerpt
from sayso.exporting.sheet import Sheet
from sayso.ledger import Ledger
from sayso.nouns import Anchor, Check, Place, Quantity, Reading, Source
from sayso.scales import Bound, Factuality, Kind, Quote, Stance
from sayso.showing.sheets import sheet
from sayso.wire import to_record
from tests.showing.newsroom import article, said

NOW = datetime(2026, 6, 9, 12, tzinfo=UTC)
BY = "Ines Corrigan"
UNQUOTED = "The valley has had three such summers in a row"  # stands in a text, and in nobody's words


def _placed(reading: Reading, at: int, **more: Any) -> Reading:
    """The reading, one utterance of which holds more."""
    spoken = list(reading.utterances)
    spoken[at] = replace(spoken[at], **more)
    return replace(reading, utterances=tuple(spoken))


def _at(reading: Reading, words: str) -> Anchor:
    start = reading.document.text.index(words)
    return Anchor.at(reading.document.text, (start, start + len(words)))


_POST = article(
    "The road to Quilpa is cut in at least four places, Teo Arana said. "
    "“We heard it,” he told Radio Alto, “before we saw it.” The valley has had three such summers in a row.",
    said("Teo Arana", "said", "The road to Quilpa is cut in at least four places", factuality=Factuality.CERTAIN),
    said("he", "told", "We heard it", "before we saw it", quote=Quote.DIRECT),
    outlet="Radio Alto",
    title="Landslip cuts the road to Quilpa",
    byline="By Sol Ibarra",
    published="2026-06-07T09:00:00-03:00",
    retrieved="2026-06-08T08:00:00+00:00",
    url="https://radioalto.example/quilpa?p=1&lang=es",
)
LANDSLIP = (
    _placed(
        _POST,
        0,
        source=Source(_at(_POST, "Teo Arana"), "Teo Arana", Kind.PERSON, "road authority"),
        quantities=(Quantity(_at(_POST, "at least four places"), 4, None, None, Bound.AT_LEAST, "places"),),
        places=(Place(_at(_POST, "Quilpa"), "Quilpa", "PE", -11.95, -76.4, None),),
        checked=Check(BY, "2026-06-08T10:00:00+00:00"),
    ),
    article(
        "The ministry denied that the road to Quilpa was cut. No village is cut off, it added.",
        said("The ministry", "denied", "that the road to Quilpa was cut", stance=Stance.DENIES, kind=Kind.ORGANIZATION),
        said("it", "added", "No village is cut off", stance=Stance.DENIES, kind=Kind.ORGANIZATION),
        outlet="Diario del Valle",
        title="Ministry: no road is cut",
        published="2026-06-08",
        url="https://diario.example/camino",
    ),
    article(
        "Nobody knows yet how many lorries are stuck beyond the river at Tambo.",
        said(
            None,
            None,
            "Nobody knows yet how many lorries are stuck beyond the river at Tambo",
            quote=Quote.NARRATION,
            stance=Stance.QUESTIONS,
        ),
        outlet="Andes Wire",
    ),
)  # fmt: skip

_EVIL = "=HYPERLINK(\"https://evil.example/\") {{delete|reason}} [[File:a.png]] <script>alert(1)</script> '''bold''' ](javascript:alert(2)) </ref> --> ~~~~ __TOC__ `x` |cell| \u202egnp.exe www.evil.example a@evil.example"
ATTACK = article(
    f"Mallory said {_EVIL} and left.\n== Heading ==\n# Heading\n* item\n    code\n<img src=x onerror=alert(3)>",
    said("Mallory", "said", _EVIL),
    outlet="@SUM(1+1)*cmd|' /C calc'!A0 </title><b>",
    title='+1 }} ]] <ref name=x>{{cite}}</ref> <!-- "><svg onload=alert(4)> \x1b[31m',
    byline="-2+3 [[User:Mallory]]",
    published="2026-06-07",
    url="https://evil.example/a|b}}?q=<script>&x='\"--",
)
ATTACK = _placed(
    replace(ATTACK),
    0,
    source=Source(_at(ATTACK, "Mallory"), "\t=1+1 **Mallory** <i> [x](https://evil.example)", Kind.PERSON, "=party|{{x}}"),
    places=(Place(_at(ATTACK, "evil"), "=<b>Nowhere</b>", None, None, None, None),),
)  # fmt: skip


def fill(ledger: Ledger) -> None:
    """Both stories, with a judgement, a note and, beside the landslip, a document of another story that is part of its claim."""
    for reading in LANDSLIP[:2]:
        ledger.add(to_record(reading), "landslip", by=BY, now=NOW)
    ledger.add(to_record(LANDSLIP[2]), "lorries", by=BY, now=NOW)
    ledger.add(to_record(ATTACK), "attack", by=BY, now=NOW)
    first, second = LANDSLIP[0].utterances[0].id, LANDSLIP[1].utterances[0].id
    stuck = LANDSLIP[2].utterances[0].id
    told: list[dict[str, Any]] = [
        {"judgement": "same_claim", "a": first, "b": second, "by": BY},
        {"judgement": "same_claim", "a": first, "b": stuck, "by": BY, "reason": "both of the road"},
        {"judgement": "about", "a": first, "party": "road authority", "by": BY},
        {"judgement": "same_party", "a": "road authority", "b": "Public Works", "by": BY},
        {"judgement": "same_party", "a": "Somewhere", "b": "Elsewhere", "by": BY},
        {"note": "called the ministry: engaged", "about": second, "by": BY},
    ]
    assert all(taken is True for taken in ledger.take(told, now=NOW))


def laid(ledger: Ledger, story: str = "landslip", *, with_text: bool = False, **more: Any) -> Sheet:
    """The sheet of a story."""
    return sheet(excerpt(ledger, story, **more), with_text=with_text)


def exported(ledger: Ledger, to: str, story: str = "landslip", **more: Any) -> str:
    """A story in a format that is text."""
    from sayso.exporting import Format, export

    return export(laid(ledger, story, **more), Format(to)).decode()


def every_word(ledger: Ledger, story: str = "landslip") -> list[str]:
    """The exact words of every line."""
    return [each.utterance.content.text for claim in excerpt(ledger, story).claims for each in claim.members]


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
