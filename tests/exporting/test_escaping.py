"""Whatever the words are, they are shown as they are, and nothing of them acts."""

import csv
import html
import io
import re

import mwparserfromhell
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sayso.exporting import markdown, wikitext
from sayso.exporting.csv import guarded
from sayso.showing.phrases import in_line

MARKUP = ["*", "_", "`", "[", "]", "(", ")", "<", ">", "#", "|", "~~", "{{", "}}", "''", "==", "----", ":", ";", "://", "&lt;", "&", "!", "\\", " ", "1.", "-", "+", "=", "@", "a", "http", "<!--", "-->", "<ref>", "{|", "\n", "\t", "é"]  # fmt: skip
FEW = st.lists(st.sampled_from(MARKUP), min_size=1, max_size=2)  # a few marks many times: they come in pairs
PAIRS = FEW.flatmap(lambda few: st.lists(st.sampled_from([*few, "a"]), max_size=8)).map("".join)
WORDS = st.one_of(PAIRS, st.text(max_size=30)).map(in_line)
BEFORE = pytest.mark.parametrize("before", ["", "- ", "## ", "words "])


@BEFORE
@given(words=WORDS)
def test_markdown_shows_the_words(before: str, words: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"{before}{markdown.escape(words)}x\n")
    inline = [token for block in tokens for token in block.children or ()]
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert "".join(token.content for token in inline) == f"{'words ' * (before == 'words ')}{words}x"
    assert {token.type for token in tokens} <= {
        "inline", "paragraph_open", "paragraph_close", "heading_open", "heading_close", "bullet_list_open",
        "bullet_list_close", "list_item_open", "list_item_close",
    }  # fmt: skip


@pytest.mark.parametrize("before", ["", "* ", "'''", "{{cite news |title="])
@given(words=WORDS)
def test_wikitext_shows_the_words(before: str, words: str) -> None:
    assume(words)
    after = {"": "x", "* ": "x", "'''": "'''", "{{cite news |title=": "}}"}[before]
    page = mwparserfromhell.parse(f"{before}{wikitext.escape(words)}{after}")
    expected = {"": set(), "* ": {"li"}, "'''": {"b"}, "{{cite news |title=": set()}[before]
    tags = {str(each.tag) for each in page.filter_tags()}
    assert tags == expected
    assert not page.filter_wikilinks() + page.filter_external_links() + page.filter_headings() + page.filter_comments()
    assert len(page.filter_templates()) == (1 if before.startswith("{{") else 0)
    assert html.unescape(wikitext.escape(words)) == words
    assert not re.search(r"~~~|__|''", wikitext.escape(words))


@given(st.lists(st.text(max_size=20).filter(lambda text: in_line(text) == text), min_size=1, max_size=4))
def test_csv_gives_the_words_back(cells: list[str]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow(map(guarded, cells))
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert [cell.removeprefix("'") for cell in row] == cells
    assert not [cell for cell in row if cell.lstrip()[:1] in tuple("=+-@＝＋－＠")]
