"""500 attacks in every field that comes from outside: none runs in a real browser, none reaches the page as markup."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, product
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.anchors import utterance_id
from sayso.ledger import open_ledger
from sayso.nouns import Anchor, Document, Place, Quantity, ReaderVersion, Reading, Source, Speaker, Utterance
from sayso.scales import Bound, Factuality, Kind, Quote, Stance
from sayso.showing.room import create_room
from sayso.views import bring_up_to_date
from tests.ledger.desk import BY, NOW
from tests.showing.room.browsing import browser, opened, watch
from tests.showing.room.desk import TERMS

ACT = "window.pwned=1"
BREAKS = (
    "",
    '">',
    "'>",
    "</title>",
    "</script>",
    "</textarea>",
    "</style>",
    "-->",
    "]]>",
    "</svg>",
    "</a>",
    "\x00",
    "{{",
    "</option>",
)
BODIES = (
    f"<script>{ACT}</script>", f"<img src=x onerror={ACT}>", f"<svg onload={ACT}>", f"<svg><script>{ACT}</script></svg>",
    f"<body onload={ACT}>", f"<iframe srcdoc='<script>parent.{ACT}</script>'></iframe>", f"<details open ontoggle={ACT}>",
    f"<a href=javascript:{ACT}>x</a>", f"<math><mtext></table><img src=x onerror={ACT}>", f"<input autofocus onfocus={ACT}>",
    f"<video><source onerror={ACT}></video>", f"<object data=javascript:{ACT}>", f"<embed src=javascript:{ACT}>",
    f"<form action=javascript:{ACT}><button autofocus>x", f"<style>@import 'javascript:{ACT}'</style>",
    f"<meta http-equiv=refresh content='0;javascript:{ACT}'>", f"<base href=javascript:{ACT}//>", f"<link rel=import href=data:text/html,<script>{ACT}</script>>",
    f" onmouseover={ACT} x=", f"' autofocus onfocus='{ACT}", f"\" autofocus onfocus=\"{ACT}", f"javascript:{ACT}",
    f"data:text/html,<script>{ACT}</script>", f"{{{{constructor.constructor('{ACT}')()}}}}", f"${{{ACT}}}", f"{{% {ACT} %}}",
    f"<div hx-get=/ hx-trigger=load hx-on::load={ACT}>", f"<div hx-on:htmx:load='{ACT}' hx-trigger=load>", f"<template><script>{ACT}</script></template>",
    f"&lt;script&gt;{ACT}&lt;/script&gt;", f"%3Cscript%3E{ACT}%3C/script%3E", f"\u202e<script>{ACT}</script>", f"<scr\x00ipt>{ACT}</scr\x00ipt>",
    f"<noscript><p title='</noscript><img src=x onerror={ACT}>'>", f"<xmp><img src=x onerror={ACT}></xmp>", f"<marquee onstart={ACT}>",
)  # fmt: skip
ATTACKS = [f"{before}{body}" for before, body in product(BREAKS, BODIES)][:500]


def hostile(number: int, attacks: Iterator[str]) -> Reading:
    """An article of attacks: in its outlet, title, byline, addresses, text, and in all that was read of it."""
    said, who, unit = next(attacks), next(attacks), next(attacks)
    text = f"{who} said {said}. {unit} more was {next(attacks)}"
    document = Document(
        text, outlet=f"{number} {next(attacks)}", title=next(attacks), byline=next(attacks), published="2026-05-01",
        url=next(attacks), language="en",
    )  # fmt: skip

    def at(words: str) -> Anchor:
        start = text.index(words)
        return Anchor.at(text, (start, start + len(words)))

    source, cue, content = at(who), at(" said "), at(said)
    party = f"{who} party"
    utterance = Utterance(
        utterance_id(document.id, source, cue, content), Source(source, who, Kind.PERSON, party),
        (Speaker(document.outlet, Kind.OUTLET, None), Speaker(who, Kind.PERSON, party)), cue, content, Quote.INDIRECT,
        Stance.ASSERTS, Factuality.CERTAIN, quantities=(Quantity(at(unit), 5, None, None, Bound.EXACT, unit),),
        places=(Place(at(unit), unit, None, None, None, None),),
    )  # fmt: skip
    return Reading(document, ReaderVersion("by-hand", "1"), (utterance,))


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str], list[str]]:
    """A ledger full of attacks; the ids of its documents and of its claims."""
    address = str(tmp_path_factory.mktemp("hostile") / "desk.db")
    attacks = cycle(ATTACKS)
    readings = [hostile(number, attacks) for number in range(63)]  # eight attacks in each
    story = 'story "><script>window.pwned=1</script>'
    with open_ledger(address, write=True) as ledger:
        for reading in readings:
            ledger.add(reading, story, by=BY, now=NOW)
        notes = [
            {
                "judgement": "same_claim",
                "a": one.utterances[0].id,
                "b": other.utterances[0].id,
                "by": attack,
                "reason": attack,
            }
            for one, other, attack in zip(readings[:20], readings[1:21], ATTACKS, strict=False)
        ]
        ledger.take(notes, now=NOW)
        bring_up_to_date(ledger)
    return address, [each.document.id for each in readings], [each.utterances[0].id for each in readings]


def test_there_are_five_hundred_of_them() -> None:
    assert len(set(ATTACKS)) == 500


def test_no_attack_reaches_a_page_as_markup(attacked: tuple[str, list[str], list[str]]) -> None:
    address, documents, utterances = attacked
    with TestClient(create_room(address, TERMS), base_url="http://localhost") as client:
        paths = ["/", "/board", "/board?order=first&page=2", "/articles", "/sources", "/places", "/add"]
        paths += [f"/article/{each}" for each in documents] + [f"/claim/{each}" for each in utterances]
        seen = ""
        for path in paths:
            page = client.get(path)
            seen += page.text
            assert page.status_code == 200, path
            assert f"<script>{ACT}" not in page.text, path
            assert "<img" not in page.text, path
            assert "javascript:" not in "".join(part.split('"')[0] for part in page.text.split('href="')[1:]), path
        assert seen.count("&lt;script&gt;window.pwned=1") > 100  # they are there, as words
        for attack in ATTACKS:
            for path in ("/board", "/sources", "/source", "/add", "/enter"):
                page = client.get(
                    path, params={"q": attack, "party": attack, "name": attack, "story": "", "next": attack}
                )
                assert f"<script>{ACT}" not in page.text
                assert "<img" not in page.text


def test_no_attack_runs_in_a_browser(attacked: tuple[str, list[str], list[str]]) -> None:
    address, documents, utterances = attacked
    with browser() as chromium, opened(address, TERMS) as base:
        context = chromium.new_context()
        told = watch(context, base)
        page = context.new_page()
        paths = [
            "/",
            "/board",
            "/board?page=2",
            "/articles",
            "/articles?page=2",
            "/sources",
            "/sources?page=2",
            "/places",
            "/add",
        ]
        paths += [f"/article/{each}" for each in documents] + [f"/claim/{each}" for each in utterances]
        ran = []
        for path in paths:
            page.goto(base + path)
            if page.evaluate("window.pwned") is not None:
                ran.append(path)
        context.close()
    assert ran == []
    assert told == []


def test_a_table_cell_is_no_formula(attacked: tuple[str, list[str], list[str]], tmp_path: Path) -> None:
    from sayso.showing.room.pages import _cell

    assert [_cell(each) for each in ("=1+1", "+1", "-1", "@x", "plain")] == ["'=1+1", "'+1", "'-1", "'@x", "plain"]
