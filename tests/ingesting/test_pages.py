from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sayso.ingesting.pages import read_page
from sayso.ingesting.refusals import BadInput

NOW = datetime(2031, 6, 15, 12, 0, tzinfo=UTC)

PARAGRAPHS = [
    "SKAGEN (North Wire) - The north quay is shut after three cracks were found in its wall, harbour master Ilse Brandvold said.",
    "“Nobody sails,” she said.",
    "Tor Hagen, who leads the dockers' union, said that he had warned the port authority of the cracks in a letter in March.",
    "The authority declined to comment.",
    "How long the repairs will take is not known, and the ferry company has not said whether it will use the south quay.",
]
LINKED_DATA = (
    '{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"], '
    '"headline": "Quay shut over cracks", "datePublished": "2031-06-12T09:30:00+02:00", "dateModified": "2031-06-13", '
    '"author": [{"@type": "Person", "name": "Runa Vik"}, {"name": "Ole Dahl"}], '
    '"publisher": {"@type": "Organization", "name": "Quay Courier Media"}}]}'
)
HEAD = (
    "<title>Quay shut over cracks | Quay Courier</title><meta property='og:site_name' content='Quay Courier'>"
    f"<link rel='canonical' href='https://quay.example/2031/quay-shut'><script type='application/ld+json'>{LINKED_DATA}</script>"
)
NAVIGATION = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/s'>Swans</a></li></ul></nav>"


def page(*blocks: str, head: str = HEAD) -> str:
    return f"<!doctype html><html lang=en><head>{head}</head><body>{NAVIGATION}{''.join(blocks)}</body></html>"


def body(*inserted: str) -> str:
    """The article, with what is inserted after its second paragraph."""
    marked = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
    return "<article><h1>Quay shut over cracks</h1>" + "".join((*marked[:2], *inserted, *marked[2:])) + "</article>"


def test_each_paragraph_stands_alone_and_nothing_else_does() -> None:
    facts, text = read_page(page(body()), NOW)
    assert text == "\n\n".join(PARAGRAPHS)
    assert facts.title == "Quay shut over cracks"
    assert facts.outlet == "Quay Courier"
    assert facts.byline == "Runa Vik, Ole Dahl"
    assert facts.published == "2031-06-12T09:30:00+02:00"
    assert facts.modified == "2031-06-13"
    assert facts.url == "https://quay.example/2031/quay-shut"
    assert facts.retrieved is None


FURNITURE = [
    "<aside><b>You may also like:</b> <a href='/x'>Mayor says the swans are hers</a></aside>",
    "<div><h4>Read next</h4><ul><li><a href='/x'>Mayor says the swans are hers</a></li><li>Baker denies it was rye</li></ul></div>",
    "<p><strong>Read more:</strong> <a href='/x'>Mayor says the swans are hers</a></p>",
    "<p><a href='/x'>Mayor says the swans are hers</a></p>",
    "<div class='relatedStories'><p>Baker says that it was not rye, and that he had told everyone who asked him so.</p></div>",
    "<figure><img src='a.jpg'><figcaption>Ilse Brandvold says no on the quay on Monday</figcaption></figure>",
    "<p class='wp-caption-text'>The quay on Monday, after what officials said was the last ferry</p>",
    "<div class='newsletter-signup'><p>Our readers say that nothing comes close to it. Leave your address.</p></div>",
    "<form><p>Our readers say that nothing comes close. Your e-mail:</p><input><button>Send</button></form>",
    "<div id='cookie-banner' role='dialog'><p>We said we would ask: may we store a cookie or two?</p></div>",
    "<div class='share-bar'>Share: <a>Facebook</a> <a>X</a></div>",
    "<ul><li>Share</li><li>Save</li><li>Print</li></ul>",
    "<div class='by-the-numbers'><h3>BY THE NUMBERS</h3><p>3 cracks</p><p>40 boats waiting</p></div>",
    "<div><p><b>By the numbers</b></p><p>3 cracks</p><p>40 boats waiting</p></div>",
    "<div class='ad'>Experts say that this rope never breaks.</div>",
    "<div class='promo-box'><p>Experts say our app is fast, and that it is free, and that you should have it.</p></div>",
    "<div hidden><p>The old version said that the south quay was shut, which nobody now believes.</p></div>",
    "<div style='display: none'><p>The old version said that the south quay was shut, which nobody believes.</p></div>",
    "<p>Advertisement</p>",
    "<p><em>Sign up for our harbour newsletter</em></p>",
    "<div class='tags'>Tags: quays, cracks</div>",
    "<h2>What the master knew</h2>",
]


@pytest.mark.parametrize("furniture", FURNITURE)
def test_furniture_inside_the_article_falls_away(furniture: str) -> None:
    assert read_page(page(body(furniture)), NOW)[1] == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "furniture",
    [
        *FURNITURE[:-1],
        "<section class='comments'><h3>2 comments</h3><p>swan88: my cousin says that it was five hundred, and that they hide it.</p></section>",
        "<footer><p>© 2031 Quay Courier. All rights reserved.</p></footer>",
        "<div><p>Copyright 2031 Quay Courier</p><p>Terms · Privacy · Jobs</p></div>",
        "<div class='more'><b>More from us</b><br>Mayor says the swans are hers<br>Baker denies it was rye<br></div>",
        "<ol class='mostRead'><li>Mayor says the swans are hers</li></ol>",
    ],
)
def test_furniture_after_the_article_falls_away(furniture: str) -> None:
    assert read_page(page(body(), furniture), NOW)[1] == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "block",
    [
        "<blockquote><p>“The wall will hold until autumn,” the engineer wrote in his report.</p></blockquote>",
        "<p>No.</p>",
        "<p>But not for long.</p>",
        "<ul><li>The ferry company wants the south quay opened by Friday, its director said.</li></ul>",
        "<p>The <span class='share'>share</span> of boats turned away rose to <b>40 percent</b>, the port said.</p>",
        "<p class='body sponsored-no-more'>A second letter was sent in May, the union said on Tuesday.</p>",
        "<p>Asked about <a href='/letter'>the letter</a>, the authority said it had been lost.</p>",
        "<h3>Who knew of the cracks?</h3>",
        "<p>A correction: an earlier version of this article gave the number of cracks as four. There are three.</p>",
    ],
)
def test_the_articles_own_blocks_stay(block: str) -> None:
    from lxml import html

    words = " ".join(html.fromstring(block).text_content().split())
    text = read_page(page(body(block)), NOW)[1]
    assert words in text.split("\n\n") or words in text
    assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_marks_that_layout_engines_need_stay_and_layout_goes() -> None:
    odd = "The crew of 1\u00a0200 sang 👩‍🚒 and \u200fשלום\u200f on the quay\u00ad side, cafe\u0301 owner Ilse Brandvold said to them all."
    text = read_page(page(body(f"<p>{odd}&nbsp;</p>")), NOW)[1]
    kept = odd.replace("\u00ad", "").replace("e\u0301", "é")
    assert kept in text.replace("e\u0301", "é")


def test_metadata_comes_from_meta_tags_too() -> None:
    head = (
        "<title>Quay shut over cracks - Quay Courier</title><meta property='og:title' content='Quay shut over cracks - Quay Courier'>"
        "<meta property='og:site_name' content='Quay Courier'><meta name='author' content='By Runa Vik'>"
        "<meta property='article:published_time' content='2031-06-12T07:30:00Z'>"
        "<meta property='article:modified_time' content='2031-06-13T07:30:00Z'><meta property='og:url' content='https://quay.example/a'>"
    )
    facts, text = read_page(page(body(), head=head), NOW)
    assert (facts.title, facts.outlet, facts.byline) == ("Quay shut over cracks", "Quay Courier", "Runa Vik")
    assert (facts.published, facts.modified) == ("2031-06-12T07:30:00+00:00", "2031-06-13T07:30:00+00:00")
    assert facts.url == "https://quay.example/a"
    assert "Quay shut over cracks" not in text


def test_dates_in_the_future_are_not_believed() -> None:
    facts, _ = read_page(
        page(body(), head="<meta property='article:published_time' content='2041-06-12T07:30:00Z'>"), NOW
    )
    assert facts.published is None


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '{"@type": 7}',
        '[{"@type": "NewsArticle", "author": 7, "publisher": [[]], "headline": {}}]',
        "[" * 5000,
    ],
)
def test_broken_linked_data_does_no_harm(data: str) -> None:
    head = f"<script type='application/ld+json'>{data}</script><meta property='og:site_name' content='Quay Courier'>"
    facts, text = read_page(page(body(), head=head), NOW)
    assert facts.outlet == "Quay Courier"
    assert PARAGRAPHS[0] in text


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://quay.example/shut", "https://quay.example/shut"),
        ("/shut", "https://www.quay.example/shut"),
        ("https://elsewhere.example/shut", "https://www.quay.example/a?b=1"),
        ("https://quay.example/", "https://www.quay.example/a?b=1"),
        ("javascript:alert(1)", "https://www.quay.example/a?b=1"),
        ("http://[", "https://www.quay.example/a?b=1"),
    ],
)
def test_a_fetched_page_names_itself_only_on_its_own_site(canonical: str, url: str) -> None:
    head = f"<link rel='canonical' href='{canonical}'>"
    assert read_page(page(body(), head=head), NOW, "https://www.quay.example/a?b=1")[0].url == url


def test_an_article_cut_into_chunks_is_read_whole() -> None:
    more = [
        f"In the {number} letter the union asked for a new wall, and the port said it had none to give."
        for number in range(12)
    ]
    chunks = [
        f"<div class='chunk'>{''.join(f'<p>{each}</p>' for each in part)}</div>"
        for part in (PARAGRAPHS, more[:6], more[6:])
    ]
    gaps = "<div class='wide'><img src='a.jpg'></div>"
    text = read_page(page(f"<article><h1>Quay shut over cracks</h1>{gaps.join(chunks)}</article>"), NOW)[1]
    assert text.split("\n\n") == [*PARAGRAPHS, *more]


def test_short_pages_are_read() -> None:
    text = read_page(
        "<html><body><h1>Shut</h1><p>The quay is shut, Ilse Brandvold said.</p><p>No more is known.</p></body></html>",
        NOW,
    )[1]
    assert text == "The quay is shut, Ilse Brandvold said.\n\nNo more is known."


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<html><body><nav>Home</nav></body></html>", "<p></p>", "<!doctype html>", "<br>"]
)
def test_pages_without_an_article_are_refused(markup: str) -> None:
    with pytest.raises(BadInput):
        read_page(markup, NOW)
