"""The reading room on a story → the pictures of it in the README: board, claim, article.

    python docs/pictures/take.py --ledger desk.db --story NAME --claim ID --article ID

Needs Chromium and Playwright (`pip install playwright`; no browser of its own is fetched).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from urllib.parse import quote

from sayso.showing.room import Terms
from tests.showing.room.browsing import browser, opened

HERE = Path(__file__).parent
SIZE = {"width": 1280, "height": 860}


def main() -> None:
    """Take them."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("ledger", "story", "claim", "article"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--into", type=Path, default=HERE)
    given = parser.parse_args()
    assert shutil.which("chromium"), "no Chromium here"
    pages = {
        "board": f"/story/{quote(given.story)}",
        "claim": f"/claim/{quote(given.claim)}",
        "article": f"/article/{quote(given.article)}",
    }
    terms = Terms(frozenset({"127.0.0.1"}), "Ines Corrigan")
    with browser() as chromium, opened(given.ledger, terms) as base:
        for name, path in pages.items():
            page = chromium.new_page(viewport=SIZE, color_scheme="light")
            page.goto(base + path)
            page.wait_for_function("document.fonts.ready.then(() => true)")
            page.screenshot(path=given.into / f"{name}.png")
            page.close()


if __name__ == "__main__":
    main()
