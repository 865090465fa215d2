"""The ledger → a web app for readers: pages made by the server, and the same records as JSON. It shows; it computes no meaning."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles

from sayso.__about__ import __version__
from sayso.ledger import Ledger, LedgerFault
from sayso.showing import phrases
from sayso.showing.room import adding, api, correcting, entering, pages, writing
from sayso.showing.room.boards import warm
from sayso.showing.room.desk import Desk, prepare
from sayso.showing.room.guard import BadTokens, Guard, Terms, is_loopback, read_tokens
from sayso.showing.room.rendering import render
from sayso.views import Unknown

if TYPE_CHECKING:
    from starlette.types import Scope

__all__ = ["BadTokens", "Terms", "create_room", "is_loopback", "read_tokens"]

STATIC = Path(__file__).parent / "static"
YEAR = 31_536_000


def _warm(ledger: Ledger, desk: Desk) -> None:
    with suppress(LedgerFault):  # whoever asks is told
        warm(ledger, desk)
        gc.freeze()  # what is kept for long need not be looked through again with every page's rubbish


class _Files(StaticFiles):
    """Our own files; those that are asked for with their digest are kept for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        found = await super().get_response(path, scope)
        lasting = scope.get("query_string") or path.endswith(".woff2")
        found.headers["cache-control"] = f"public, max-age={YEAR}, immutable" if lasting else "no-cache"
        return found


def create_room(address: str, terms: Terms) -> FastAPI:
    """The app on a ledger. Raises `LedgerFault`."""
    prepare(address)
    desk = Desk(address)

    @asynccontextmanager
    async def open_hours(_: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(desk.ask(_warm, desk))
        yield
        await warming
        desk.close()

    app = FastAPI(
        title="Sayso",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=open_hours,
        middleware=[Middleware(GZipMiddleware, minimum_size=1000, compresslevel=4), Middleware(Guard, terms=terms)],
        exception_handlers={Unknown: _tell(404), 404: _tell(404), LedgerFault: _tell(503), ValueError: _tell(400)},
    )
    entering.lay_out(app, terms)
    writing.lay_out(app, desk)
    correcting.lay_out(app, desk)
    adding.lay_out(app, desk, terms.allow_private)
    api.lay_out(app, desk)
    pages.lay_out(app, desk)
    app.mount("/static", _Files(directory=STATIC), name="static")
    return app


def _tell(status: int) -> Callable[[Request, Exception], Coroutine[Any, Any, Response]]:
    """A fault → a page, or a record, that says what is wrong in one line."""

    async def told(request: Request, fault: Exception) -> Response:
        words = phrases.in_line(str(getattr(fault, "detail", None) or fault))
        words = "There is no such page." if words == "Not Found" else words
        if request.url.path.startswith("/api"):
            return JSONResponse({"sayso": "1", "error": words}, status)
        visitor = request.scope.get("visitor")
        return HTMLResponse(render("fault.html", visitor, words=words, status=status, here="", story=None), status)

    return told
