"""Markdown, wikitext and HTML, read back by markdown-it, mwparserfromhell and lxml: the words are there, and nothing of them acts."""

import html
import re

import lxml.html
import mwparserfromhell
import pytest
from markdown_it import MarkdownIt

from sayso.ledger import Ledger
from sayso.showing import phrases
from tests.exporting.desk import UNQUOTED, every_word, exported

ADDRESSES = {"https://radioalto.example/quilpa?p=1&lang=es", "https://diario.example/camino"}
STORIES = pytest.mark.parametrize("story", ["landslip", "attack"])
TEXTS = pytest.mark.parametrize("with_text", [False, True])


def shown(words: str) -> str:
    return phrases.in_line(words)


def markdown(text: str) -> tuple[str, list[str], set[str]]:
    """What a reader sees, where links lead, and which tokens there are."""
    seen, links, kinds = [], [], set()
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for block in parser.parse(text):
        kinds.add(block.type)
        for token in block.children or ():
            kinds.add(token.type)
            seen.append(
                token.content
                if token.type in ("text", "code_inline", "text_special")
                else " " * ("break" in token.type)
            )
            links += [str(token.attrs["href"])] if token.type == "link_open" else []
        seen.append("\n")
    return "".join(seen), links, kinds


@STORIES
@TEXTS
def test_markdown(ledger: Ledger, story: str, with_text: bool) -> None:
    seen, links, kinds = markdown(exported(ledger, "markdown", story, with_text=with_text))
    for words in every_word(ledger, story):
        for part in words.split(" … "):
            assert shown(part) in seen
    assert not {
        kind for kind in kinds if "html" in kind or kind in ("image", "table_open", "code_block", "fence", "s_open")
    }
    evil = "https://evil.example/a%7Cb%7D%7D?q=%3Cscript%3E&x='%22--"
    assert {html.unescape(each) for each in links} <= (ADDRESSES if story == "landslip" else {evil})
    assert seen.count("==") == (1 if story == "attack" and with_text else 0) * 2
    assert "characters 0-49" in seen or story == "attack"


@STORIES
@TEXTS
def test_wikitext(ledger: Ledger, story: str, with_text: bool) -> None:
    text = exported(ledger, "wikitext", story, with_text=with_text)
    page = mwparserfromhell.parse(text)
    assert {str(each.name).strip() for each in page.filter_templates()} == {"cite news", "reflist"}
    assert not page.filter_wikilinks()
    assert {str(each.tag) for each in page.filter_tags()} <= {"ref", "b", "i", "li"}
    assert {str(each.url) for each in page.filter_external_links()} <= (
        ADDRESSES
        if story == "landslip"
        else {"https://evil.example/a%7Cb%7D%7D?q=%3Cscript%3E&x=%27%22--".replace('"', "%22")}
    )
    seen = html.unescape(str(page))
    for words in every_word(ledger, story):
        assert f'"{shown(words)}"' in seen
    assert not re.search(r"~~~|__[A-Z]", text)
    assert len(page.filter_headings()) == len({line for line in text.splitlines() if line.startswith("== ")})
    assert not [line for line in text.splitlines() if line.startswith((" ", "#", ":", ";", "{|", "|", "----"))]


def test_a_citation_as_wikipedia_has_it(ledger: Ledger) -> None:
    page = mwparserfromhell.parse(exported(ledger, "wikitext"))
    (cite,) = [
        each for each in page.filter_templates() if each.has("work") and each.get("work").value.strip() == "Radio Alto"
    ]
    assert {str(each.name): str(each.value).strip() for each in cite.params} == {
        "author": "Sol Ibarra",
        "title": "Landslip cuts the road to Quilpa",
        "work": "Radio Alto",
        "date": "2026-06-07",
        "url": "https://radioalto.example/quilpa?p=1&lang=es",
        "access-date": "2026-06-08",
    }
    assert "'''he''' says (unchecked), as quoted by Radio Alto: \"We heard it … before we saw it\"<ref name=" in str(
        page
    )


@STORIES
@TEXTS
def test_html(ledger: Ledger, story: str, with_text: bool) -> None:
    page = lxml.html.document_fromstring(exported(ledger, "html", story, with_text=with_text))
    tags = {each.tag for each in page.iter() if isinstance(each.tag, str)}
    assert not tags & {"script", "img", "svg", "iframe", "object", "form", "base", "link", "i"}
    assert not [name for each in page.iter() for name in each.attrib if name.startswith("on") or name == "style"]
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    links = [str(each) for each in page.xpath("//a/@href")]
    assert {each for each in links if not each.startswith("#")} <= (
        ADDRESSES if story == "landslip" else {"https://evil.example/a|b}}?q=<script>&x='\"--"}
    )
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    assert {each[1:] for each in links if each.startswith("#")} <= set(names)
    seen = page.text_content()
    for words in every_word(ledger, story):
        for part in words.split(" … "):
            assert shown(part) in seen
    assert "characters 0-49" in seen or story == "attack"


def test_in_the_text_a_line_leads_to_its_words(ledger: Ledger) -> None:
    page = lxml.html.document_fromstring(exported(ledger, "html", with_text=True))
    (line,) = [each for each in page.xpath("//ol[@class='lines']/li") if "We heard it" in each.text_content()]
    (name,) = line.xpath(".//p[@class='at']/a/@href")
    (there,) = page.xpath(f"//*[@id='{name[1:]}']")
    assert there.getnext().tag == "mark"
    assert there.getnext().text_content() == "We heard it"


@pytest.mark.parametrize("to", ["markdown", "wikitext", "html"])
def test_every_page_says_as_of_when_how_much_was_checked_and_to_check(ledger: Ledger, to: str) -> None:
    text = html.unescape(exported(ledger, to, as_of="2026-06-08"))
    assert "as of Monday 8 June 2026" in re.sub("<.?b>", "", text)
    assert "1 of 4 lines checked." in text
    assert phrases.REMINDER in text
    assert "Nobody knows yet" not in text
    assert UNQUOTED not in text
    assert UNQUOTED in exported(ledger, to, with_text=True)
