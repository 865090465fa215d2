"""The room in a real Chromium: by keys, by mouse, in both schemes, at three widths; and what hostile texts get done."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.showing.room.browsing import WIDTHS, axe, browser, opened, watch
from tests.showing.room.desk import TERMS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CRANE = "u67a15cca6745bf611853ded9"
PAGES = [
    "/", "/board", "/story/Lido%20crane", "/story/barns?number=with", "/story/barns?as_of=2026-05-01T12:00:00%2B00:00",
    f"/claim/{CRANE}", f"/claim/{CRANE}/merge?q=hurt", f"/claim/{CRANE}/split", f"/claim/{CRANE}/label", f"/line/{CRANE}/correct", "/review?story=barns", "/article/d9af1fc59453aec1e85efc6f6",
    "/articles", "/sources", "/source?name=Orsk%20Cranes", "/questions", "/brief?story=barns&since=2026-05-01",
    "/places", "/rules", "/keys", "/add", "/api", "/nope",
]  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as launched:
        yield launched


@pytest.fixture(scope="module")
def room(made: str) -> Iterator[str]:
    with opened(made, TERMS) as base:
        yield base


@pytest.fixture
def own_room(made: str, tmp_path: Path) -> Iterator[str]:
    """A room on a ledger of one's own."""
    with opened(str(shutil.copy(made, str(tmp_path / "desk.db"))), TERMS) as base:
        yield base


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_in_both_schemes_and_asks_nobody_else(
    chromium: Browser, room: str, scheme: str
) -> None:
    context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    told = watch(context, room)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for path in PAGES:
        for width in (1600, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(room + path)
            if wrong := axe(page):
                found[f"{path} at {width}"] = wrong
    context.close()
    assert found == {}
    assert [each for each in told if "404" not in each] == []


def test_no_page_is_wider_than_the_screen(chromium: Browser, room: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    wide = []
    for path in PAGES:
        for width in (320, *WIDTHS):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(room + path)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((path, width))
    context.close()
    assert wide == []


def test_a_filter_changes_the_list_and_the_address(page: Page, room: str) -> None:
    page.goto(f"{room}/story/Lido%20crane")
    page.select_option("#f-status", "corroborated")
    page.wait_for_function("document.querySelectorAll('.row').length === 1")
    assert page.url == f"{room}/story/Lido%20crane?status=corroborated"
    assert "Eleven people were hurt" in page.inner_text("#claims")
    page.reload()
    assert page.locator(".row").count() == 1
    assert page.locator("#f-status.set").count() == 1


def test_the_slider_looks_back_and_comes_back(page: Page, room: str) -> None:
    page.goto(f"{room}/story/Lido%20crane")
    assert "labour inspectorate" in page.inner_text("#claims")
    page.keyboard.press("[")
    page.wait_for_selector(".back")
    assert "labour inspectorate" not in page.inner_text("#claims")
    assert "as_of=" in page.url
    page.keyboard.press("]")
    page.wait_for_selector(".back", state="detached")
    assert page.url == f"{room}/story/Lido%20crane"


def test_search_finds_exact_words(page: Page, room: str) -> None:
    page.goto(f"{room}/story/Lido%20crane")
    page.keyboard.press("/")
    page.keyboard.type("never fell")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=never**")
    assert page.locator(".row").count() == 1


def test_board_and_claim_by_keyboard_alone(page: Page, room: str) -> None:
    page.goto(f"{room}/story/Lido%20crane")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator(".row.on").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/claim/**")
    page.keyboard.press("j")
    assert page.locator(".utt.on").count() == 1
    assert page.evaluate("document.activeElement.className").startswith("utt")
    page.keyboard.press("m")
    page.wait_for_url("**/merge")


def test_a_claim_leads_to_its_article_and_back(page: Page, room: str) -> None:
    page.goto(f"{room}/claim/{CRANE}")
    page.click(".utt .lk a:first-child")
    page.wait_for_url("**/article/**")
    assert page.locator(".con").count() > 0
    page.click(".rm a b")
    page.wait_for_url("**/claim/**")


def test_copies_stand_side_by_side_with_what_differs(page: Page, room: str) -> None:
    page.goto(f"{room}/article/d9af1fc59453aec1e85efc6f6")
    assert "Agency Sol" in " ".join(page.locator(".diff ins").all_inner_texts())


def test_merge_with_a_reason_then_undo_by_key(page: Page, own_room: str) -> None:
    page.goto(f"{own_room}/claim/{CRANE}/merge?q=hurt")
    page.check("input[type=radio]")
    page.fill("#why", "one accident")
    page.keyboard.press("Enter")
    page.wait_for_selector("#undo form")
    assert "one accident" in page.inner_text("#decisions")
    assert page.locator(".utt").count() == 6
    page.keyboard.press("u")
    page.wait_for_selector("#undo form", state="detached")
    assert page.locator(".utt").count() == 3


def test_lines_are_reviewed_by_keys_alone(page: Page, own_room: str) -> None:
    page.goto(f"{own_room}/review?story=barns")
    assert "0 of 6 lines checked" in page.inner_text("main")
    page.keyboard.press("y")
    page.wait_for_selector("#undo form")
    assert "1 of 6 lines checked" in page.inner_text("main")
    page.keyboard.press("u")
    page.wait_for_selector("#undo form", state="detached")
    assert "0 of 6 lines checked" in page.inner_text("main")
    page.keyboard.press("s")
    page.keyboard.press("Control+a")
    page.keyboard.type("Vera Holm")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("she is named below")
    page.keyboard.press("Enter")
    page.wait_for_selector("#undo form")
    assert "1 of 6 lines checked" in page.inner_text("main")


def test_adding_tells_how_far_it_is(page: Page, own_room: str, tmp_path: Path) -> None:
    good, bad = tmp_path / "quay.txt", tmp_path / "picture.png"
    good.write_text(
        "The quay will stay shut until June, said Mira Oduya, the harbour master. Nobody was hurt, she said.", "utf-8"
    )
    bad.write_bytes(b"\x89PNG")
    page.goto(f"{own_room}/add")
    page.fill("#story", "quay")
    page.set_input_files("#files", [good, bad])
    page.click("button.go")
    page.wait_for_selector("#after:not([hidden])", timeout=120_000)
    assert "1 read, 1 failed" in page.inner_text("main")
    assert "picture.png" in page.inner_text("#items")
    page.click("#after a.go")
    page.wait_for_url("**/story/quay")
    assert "The quay will stay shut until June" in page.inner_text("#claims")


def test_downloads_come_as_files(page: Page, room: str) -> None:
    page.goto(f"{room}/claim/{CRANE}")
    for link, name in (("SVG", "life.svg"), ("CSV", "words.csv")):
        with page.expect_download() as coming:
            page.click(f"#life a:text-is('{link}')")
        assert coming.value.suggested_filename == name


def test_a_citation_is_copied(chromium: Browser, room: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{room}/claim/{CRANE}")
    page.click("a.cite >> nth=0")
    page.wait_for_selector("a.cite:text-is('copied')")
    cited = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert re.search(
        r"A crane fell into the harbour basin at Lido.*Ana Prado.*Agency Sol.*sha256 0be584a7.*/line/u67a15", cited
    )


def test_it_reads_without_script(chromium: Browser, room: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{room}/story/Lido%20crane")
    page.select_option("#f-status", "corroborated")
    page.click("noscript button, .ask button")
    assert page.locator(".row").count() == 1
    context.close()
