"""What the terminal shows."""

import io
import re

import pytest
from rich.console import Console

from sayso.nouns import Reading
from sayso.scales import Kind, Quote
from sayso.showing.terminal import brief, show
from tests.showing.newsroom import FERRY, HOSTILE, article, said


def shown(reading: Reading, width: int = 80, **console: object) -> str:
    out = io.StringIO()
    made = Console(file=out, width=width, highlight=False, markup=False, soft_wrap=True, **console)  # type: ignore[arg-type]
    made.print(show(reading, made))
    return out.getvalue()


def test_an_article_at_60_columns() -> None:
    assert shown(FERRY, 60).splitlines() == [
        "Ferry stays in port after divers find a crack",
        "The Skerry Lantern, Tuesday 10 March 2026, 18:20 UTC+1",
        "https://skerrylantern.example/2026/03/ferry",
        "─" * 60,
        "  1  the harbour master  said",
        "     [The ferry will stay in port until Friday]",
        "",
        "  2  Marit Ostvang  told",
        "     “We will not sail with a boat we do not trust” … “Not",
        "     for money”",
        "",
        "  3  The yard that built it  denied  (denies, certainly not)",
        "     [that it had known of the crack]",
        "",
        "  4  Its director, Paulo Reyes,  added",
        "     [that a surveyor had written to him that “every weld",
        "     was sound”]",
        "",
        "      5  a surveyor  had written",
        "         [that “every weld was sound”]",
        "",
        "  6  two people who saw the letter  According to",
        "     [the insurer was told on Monday]",
        "",
        "  7  no source named  is reported",
        "     [A second boat … to be on its way]",
        "",
        "7 attributions",
        "Read by machine: check the words before you publish.",
    ]


def test_a_wide_terminal_has_the_words_beside_the_speaker() -> None:
    lines = shown(FERRY, 140).splitlines()
    assert f"{'  1  the harbour master  said':44}[The ferry will stay in port until Friday]" in lines
    assert f"{'      5  a surveyor  had written':44}[that “every weld was sound”]" in lines


@pytest.mark.parametrize("width", [12, 36, 60, 80, 99, 100, 140, 300])
@pytest.mark.parametrize("reading", [FERRY, HOSTILE], ids=["ferry", "hostile"])
def test_no_line_is_longer_than_the_terminal_nor_padded(reading: Reading, width: int) -> None:
    for line in shown(reading, width).splitlines():
        assert line == line.rstrip()
        assert len(line) <= max(width, 36) or line.startswith("http")


def test_without_colour_there_is_none() -> None:
    assert "\x1b" not in shown(FERRY)
    assert "\x1b[36m" not in shown(FERRY, force_terminal=True, no_color=True)


def test_nothing_in_it_can_vanish_on_a_light_or_a_dark_ground() -> None:
    coloured = shown(FERRY, force_terminal=True, color_system="truecolor")
    codes = {code for run in re.findall(r"\x1b\[([\d;]*)m", coloured) for code in run.split(";")}
    assert codes <= {"", "0", "1", "36"}  # bold and cyan: no dim (2), no black, white or grey, no background


def test_what_a_document_brings_is_only_text() -> None:
    plain = shown(HOSTILE, 140)
    assert "[[bold red]the \\x1b[31mpond\\u202e is & closed[/] for \\x9b2Jgood]" in plain
    assert '"><img src=x onerror=alert(1)>\\x07' in plain
    coloured = shown(HOSTILE, 140, force_terminal=True)
    assert set(re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", coloured)) == {"\x1b"}
    assert set(re.findall(r"\x1b(.)", coloured)) == {"["}
    assert "31m" not in re.findall(r"\x1b\[([\d;]*m)", coloured)


def test_only_web_addresses_become_links() -> None:
    assert "\x1b]8;" in shown(FERRY, force_terminal=True)
    assert "\x1b]8;" not in shown(HOSTILE, force_terminal=True)


def test_the_outlet_speaks_in_its_own_voice() -> None:
    reading = article(
        "Forty goats crossed the pass on Sunday.",
        said(None, None, "Forty goats crossed the pass on Sunday", quote=Quote.NARRATION, kind=Kind.NARRATION),
        outlet="Pass Herald",
    )
    assert "  1  Pass Herald, own voice\n     [Forty goats crossed the pass on Sunday]\n" in shown(reading)


def test_an_article_that_nothing_is_known_of_and_says_nothing() -> None:
    assert (
        shown(article("It rained.")) == "No attribution found\nRead by machine: check the words before you publish.\n"
    )


def test_in_one_line() -> None:
    assert brief(FERRY).plain == "Ferry stays in port after divers find a crack, The Skerry Lantern: 7 attributions"
    assert brief(article("It rained.")).plain == "Untitled (It rained.): No attribution found"


def test_all_that_one_source_says_together() -> None:
    made = Console(file=io.StringIO(), width=60, highlight=False, markup=False, soft_wrap=True)
    lines = show(FERRY, made, by_source=True).plain.splitlines()
    assert lines[3:9] == [
        "─" * 60,
        "the harbour master  (person, 1 attribution)",
        "  1  said",
        "     [The ferry will stay in port until Friday]",
        "",
        "Marit Ostvang  (person, 1 attribution)",
    ]
    numbers = [int(found[1]) for line in lines if (found := re.match(r" +(\d+)  ", line))]
    assert sorted(numbers) == list(range(1, len(FERRY) + 1))  # each line once, under one source
