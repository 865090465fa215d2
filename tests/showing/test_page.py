"""The page and the notebook fragment."""

import base64
import hashlib
import re
from collections.abc import Iterator

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.nouns import Anchor, Document, Reading, Source, Utterance
from sayso.scales import Factuality, Kind, Quote, Stance
from sayso.showing import phrases
from sayso.showing.page import fragment, page
from tests.showing.newsroom import FERRY, HOSTILE, READER, article, said


def parsed(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html)


def marked(root: lxml.html.HtmlElement, role: str, number: int) -> str:
    """The text of all segments that carry this number."""
    found = root.xpath(f"//p[@class='text']//*[contains(concat(' ', @data-{role}, ' '), ' {number} ')]")
    return "".join(each.text_content() for each in found)


def anchors(reading: Reading) -> Iterator[tuple[str, int, Anchor]]:
    for number, utterance in enumerate(reading, 1):
        for role, anchor in (("src", utterance.source.anchor), ("cue", utterance.cue), ("con", utterance.content)):
            if anchor:
                yield role, number, anchor


@pytest.mark.parametrize("reading", [FERRY, HOSTILE], ids=["ferry", "hostile"])
def test_what_is_marked_is_what_the_anchors_say(reading: Reading) -> None:
    root = parsed(page([reading]))
    for role, number, anchor in anchors(reading):
        words = "".join(phrases.visible(reading.document.text[start:end]) for start, end in anchor.spans)
        assert marked(root, role, number) == words


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), min_size=2, max_size=6, unique=True).map(sorted), min_size=1, max_size=5))
def test_however_they_lie_over_each_other(cuts: list[list[int]]) -> None:
    text = "Seven swans & two <geese> left Lake Ule.\n\n" * 2
    document, found = Document(text), []
    for at, row in enumerate(cuts):
        spans = list(zip(row[::2], row[1::2], strict=False))
        content, source = Anchor.at(text, *spans), Anchor.at(text, spans[0])
        found.append(
            Utterance(f"u{at:024}", Source(source, source.text, Kind.GROUP, None), (), None, content, Quote.INDIRECT)
        )
    reading = Reading(document, READER, tuple(found))
    root = parsed(page([reading]))
    for role, number, anchor in anchors(reading):
        words = "".join(text[start:end] for start, end in anchor.spans)
        assert re.sub(r"\s", "", marked(root, role, number)) == re.sub(r"\s", "", words)
    shown = root.xpath("//p[@class='text']")[0]
    for ref in shown.xpath(".//sup"):
        ref.drop_tree()
    assert shown.text_content() == "Seven swans & two <geese> left Lake Ule."


def test_the_article_stands_there_as_it_was_written() -> None:
    root = parsed(page([FERRY]))
    for ref in root.xpath("//sup"):
        ref.drop_tree()
    assert "\n\n".join(each.text_content() for each in root.xpath("//p[@class='text']")) == FERRY.document.text
    assert root.xpath("string(//h1)") == "Ferry stays in port after divers find a crack"
    assert "By Ines Corrigan. Published Tuesday 10 March 2026, 18:20 UTC+1." in root.xpath(
        "string(//header[@class='head'])"
    )


def test_every_id_is_unique_and_every_number_leads_somewhere() -> None:
    root = parsed(page([FERRY, HOSTILE, FERRY]))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = [href[1:] for href in root.xpath("//@href") if href.startswith("#")]
    assert len(inner) > 30
    assert set(inner) <= set(ids)


def test_a_number_stands_in_the_paragraph_of_its_note() -> None:
    for para in parsed(page([FERRY])).xpath("//div[@class='para']"):
        assert para.xpath(".//sup//text()") == para.xpath(".//div[@class='who']/a/text()")


def test_nested_words_are_bracketed_inside_brackets_and_tinted_twice() -> None:
    root = parsed(page([FERRY]))
    (inner,) = root.xpath("//mark[@data-con='4 5']")
    assert (inner.get("class"), inner.get("data-open"), inner.get("data-close")) == ("con deep", "[", "]]")


def test_a_cut_is_marked_on_both_sides() -> None:
    first, second = parsed(page([FERRY])).xpath("//mark[@data-con='2']")
    assert (first.get("data-open"), first.get("data-close")) == ("[", "…")
    assert (second.get("data-open"), second.get("data-close")) == ("…", "]")


def test_the_outlet_s_own_voice_has_brackets_and_no_tint() -> None:
    reading = article("Forty goats crossed.", said(None, None, "Forty goats crossed", quote=Quote.NARRATION))
    assert parsed(page([reading])).xpath("string(//p[@class='text']/mark/@class)") == "con plain"


def test_notes_say_who_and_how() -> None:
    found = parsed(page([FERRY])).xpath("//li[@class='note']")
    notes = [" ".join(note.text_content().split()).split(" why")[0] for note in found]
    assert notes[1] == "2Marit Ostvang2quoted, confidence 0.90"
    assert notes[2] == "3The yard that built it denies3indirect, certainly not, confidence 0.90"
    assert notes[4] == "5a surveyor5partly quoted, inside 4, confidence 0.90"
    assert notes[6] == "7no source named7indirect, confidence 0.90"


def test_why_opens_without_a_pointer_or_a_script() -> None:
    denial = said(
        "Ana Prado", "denied", "that the pier had sunk", stance=Stance.DENIES, factuality=Factuality.CERTAINLY_NOT
    )
    root = parsed(page([article("Ana Prado denied that the pier had sunk.", denial)]))
    why = root.xpath("//li[@class='note']//details[@class='why']")[0]
    told = [item.text_content() for item in why.xpath("./ul/li")]
    assert [each.split(":")[0] for each in told] == ["source", "stance", "certainty"]
    assert told[0] == "source: rule O4, “Ana Prado”"
    assert "“denied”" in told[1]
    assert why.xpath("string(./summary/@title)") == "; ".join(told)  # on hover, the same


def test_confidence_is_never_rounded_up_to_certain() -> None:
    reading = article("Ana Prado said no.", said("Ana Prado", "said", "no", confidence=0.9999))
    assert "confidence 0.99" in page([reading])


@pytest.mark.parametrize("html", [page([HOSTILE]), page([HOSTILE, FERRY]), fragment(HOSTILE)])
def test_hostile_words_are_inert(html: str) -> None:
    root = parsed(html)
    assert not root.xpath("//script | //img | //i | //u | //iframe | //@style | //@onerror | //@onclick")
    assert all(re.match(r"#|https?://", href) for href in root.xpath("//@href"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", html)
    assert not root.xpath("//@src")


def test_the_page_asks_the_network_for_nothing_and_allows_nothing_else() -> None:
    html = page([FERRY, HOSTILE])
    root = parsed(html)
    (style,) = root.xpath("//style/text()")
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|https?:", style)
    assert not root.xpath("//link | //script")


def test_several_articles_have_a_list_on_top() -> None:
    root = parsed(page([FERRY, HOSTILE]))
    assert root.xpath("//nav//a/@href") == ["#a1", "#a2"]
    assert root.xpath("string(//h1)") == "2 articles, 8 attributions"
    assert len(root.xpath("//h2")) == 2
    assert not parsed(page([FERRY])).xpath("//nav")


def test_every_view_asks_to_check_the_words() -> None:
    for html in (page([FERRY]), fragment(FERRY)):
        assert "Read by machine: check the words before you publish." in html


def test_a_fragment_keeps_to_itself() -> None:
    html = FERRY._repr_html_()
    assert html == fragment(FERRY)
    root = lxml.html.fragment_fromstring(html, create_parent=True)
    assert not root.xpath(".//@id")
    assert root.xpath("./*[not(self::style)]/@class") == ["sayso"]
    rules = re.sub(r"/\*.*?\*/", "", root.xpath("string(./style)"), flags=re.DOTALL)
    outer = re.findall(r"^(?:  (?=\S))?([^\s{}@][^{}]*?) \{$", rules, re.MULTILINE)
    assert {selector for selector in outer if not selector.startswith((".sayso", "&"))} == set()


def test_an_article_without_attributions() -> None:
    root = parsed(page([article("It rained.\nIt stopped.")]))
    assert root.xpath("//p[@class='text']/text()") == ["It rained.", "It stopped."]
    assert "No attribution found." in root.xpath("string(//main)")
    assert root.xpath("string(//h1)") == "Untitled"


def test_words_that_run_over_two_paragraphs() -> None:
    text = "Ana Prado said the well was dry.\n\nAnd the tank too."
    reading = article(text, said("Ana Prado", "said", "the well was dry.\n\nAnd the tank too."))
    one, two = parsed(page([reading])).xpath("//mark")[1:]
    assert (one.get("data-open"), one.get("data-close")) == ("[", None)
    assert (two.get("data-open"), two.get("data-close")) == (None, "]")
