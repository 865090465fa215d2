"""A room that a real browser looks at: Chromium of this computer, steered by Playwright."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from sayso.showing.room import Terms, create_room

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = (390, 1024, 1600)


def find_chromium() -> str:
    """The browser; the test is left out where there is none."""
    pytest.importorskip("playwright", reason="no Playwright here: the reading room is not looked at in a browser")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium here: the reading room is not looked at in a browser")
    return found


@contextmanager
def opened(address: str, terms: Terms) -> Iterator[str]:
    """A room behind a port of this computer; its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(create_room(address, terms), log_level="critical", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
        listening.close()


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    path = find_chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


def watch(context: BrowserContext, base: str) -> list[str]:
    """What any page of a context asks of others, or complains of: to be empty at the end."""
    told: list[str] = []
    context.on("request", lambda request: told.append(request.url) if not request.url.startswith(base) else None)
    context.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda fault: told.append(str(fault.error)))

    def refuse(dialog: Dialog) -> None:
        told.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    context.on("dialog", refuse)
    return told


def axe(page: Page) -> list[str]:
    """What axe-core finds wrong with a page."""
    source = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    page.evaluate(source)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {node['html'][:160]}" for each in found["violations"] for node in each["nodes"]]
