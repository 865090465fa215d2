from __future__ import annotations

import csv
import io
import re
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

OWN = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}


def claim_of(client: TestClient, words: str) -> str:
    """The id of the claim whose row holds these words."""
    page = client.get("/board").text
    rows = re.findall(r'<article class="row.*?</article>', page, re.DOTALL)
    found = [re.findall(r'href="/claim/([^"?]+)', row)[0] for row in rows if words in row]
    assert len(found) == 1, words
    return unquote(found[0])


PAGES = [
    "/", "/board", "/story/Lido%20crane", "/story/barns", "/articles", "/articles?story=barns", "/sources",
    "/source?name=Orsk%20Cranes", "/questions?story=Lido%20crane", "/places", "/rules", "/keys", "/add", "/api", "/enter",
    "/questions", "/review", "/brief", "/brief?story=barns&since=2026-05-01",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_and_says_that_a_machine_read_it(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert "Read by machine: check the words before you publish." in page.text


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_inline_script_or_style(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page.text)
    assert "<style" not in page.text
    assert not re.search(r"\sstyle=", page.text)
    assert not re.search(r"\son[a-z]+=", page.text)
    assert page.headers["content-security-policy"].startswith("default-src 'self'")


def test_board_says_who_and_shows_exact_words(client: TestClient) -> None:
    page = client.get("/story/Lido%20crane").text
    assert "A crane fell into the harbour basin at Lido" in page
    assert "labour inspectorate" in page
    assert "2 origins" in page


@pytest.mark.parametrize(
    ("asked", "words", "left_out"),
    [
        ("status=confirmed", "A crane fell", "Eleven people were hurt"),
        ("stance=denied", "A crane fell", "Eleven people were hurt"),
        ("number=with", "Eleven people were hurt", "A crane fell"),
        ("party=Orsk+Cranes", "A crane fell", "Eleven people were hurt"),
        ("party=orsk+cranes&stance=denied", "A crane fell", "Eleven people were hurt"),
        ("q=never+fell", "A crane fell", "Eleven people were hurt"),
    ],
)
def test_filters_narrow_the_board(client: TestClient, asked: str, words: str, left_out: str) -> None:
    page = client.get(f"/story/Lido%20crane?{asked}").text
    board = page[page.index('id="claims"') :]
    assert words in board
    assert left_out not in board


def test_the_address_holds_the_state(client: TestClient) -> None:
    answer = client.get("/story/Lido%20crane?status=confirmed&party=&q=", headers={"hx-request": "true"})
    assert answer.headers["hx-push-url"] == "/story/Lido%20crane?status=confirmed"


def test_as_of_a_past_moment_the_denial_is_not_there_yet(client: TestClient) -> None:
    page = client.get("/story/Lido%20crane?as_of=2026-05-04T10:00:00%2B02:00").text
    assert "Looking back" in page
    assert "Orsk Cranes" not in page[page.index('id="claims"') :]


def test_claim_says_where_it_stands_and_why(client: TestClient) -> None:
    page = client.get(f"/claim/{claim_of(client, 'A crane fell')}").text
    plain = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert (
        "Confirmed by labour inspectorate, 26 hours after Lido harbour office first said it; denied by Orsk Cranes."
        in plain
    )
    assert 'href="/rules#S2"' in page
    assert "1 copy folded into" in plain


def test_numbers_of_parties_stand_apart(client: TestClient) -> None:
    page = client.get(f"/claim/{claim_of(client, 'barns burned')}").text
    figures = page[page.index('class="figs"') : page.index('id="life"')]
    assert re.sub(r"<[^>]+>|\s+", " ", figures).count("fire service") == 1
    for figure in ("4", "7", "6", "12"):
        assert re.search(rf">{figure}<", figures)


def test_the_chart_has_its_table_and_downloads(client: TestClient) -> None:
    id_ = claim_of(client, "A crane fell")
    rows = list(csv.reader(io.StringIO(client.get(f"/claim/{id_}/words.csv").text)))
    assert len(rows) == 5
    assert rows[0][0] == "said"
    drawn = client.get(f"/claim/{id_}/life.svg")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert drawn.text.lstrip().startswith("<svg")
    assert 'id="table"' in client.get(f"/claim/{id_}").text


def test_a_line_has_a_permanent_address(client: TestClient) -> None:
    answer = client.get("/line/u8ffaa427462bec77601daed5", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/claim/u67a15cca6745bf611853ded9#u8ffaa427462bec77601daed5"


def test_a_citation_brings_words_source_outlet_date_and_hash(client: TestClient) -> None:
    page = client.get("/claim/u67a15cca6").text
    cited = re.findall(r'data-cite="([^"]+)"', page)[0]
    for part in (
        "A crane fell into the harbour basin at Lido",
        "Ana Prado",
        "Agency Sol",
        "Monday 4 May 2026",
        "sha256 0be584a7",
    ):
        assert part in cited


def test_an_article_is_marked_and_its_copy_stands_beside_it(client: TestClient) -> None:
    page = client.get("/article/d9af1fc59453aec1e85efc6f6").text
    assert re.search(r'class="[^"]*src', page)
    assert re.search(r'class="[^"]*cue', page)
    assert '<span class="mk">[</span>A crane fell into the harbour basin at Lido<span class="mk">]</span>' in page
    assert "<ins>(" in page
    assert "the same words, credited to Agency Sol" in page
    assert "0be584a7131ddd9106d9ede8bcc4704c1ebf69256168f9c2b9e5cad070d21837" in page


@pytest.mark.parametrize(
    "path", ["/nope", "/claim/u0000", "/article/d0", "/story/none", "/source?name=Nobody", "/add/x"]
)
def test_what_is_not_there_is_told_in_a_line(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert "Traceback" not in page.text


def test_a_page_without_end_is_not_asked_for(client: TestClient) -> None:
    for page in ("0", "-1", "99999999999999999999", "x", "9999999"):
        assert client.get(f"/board?page={page}").status_code == 200


def test_a_source_page_tells_copies_from_originals(client: TestClient) -> None:
    lines = re.findall(r'<article class="utt".*?</article>', client.get("/source?name=Ana+Prado").text, re.DOTALL)
    assert {outlet for line in lines for outlet in re.findall(r"<b>([^<]+)</b>, a copy", line)} == {"Bay Herald"}
    assert len(lines) > 2
