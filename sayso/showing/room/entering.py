"""A token → a cookie, for rooms that are open to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from sayso.showing.room.guard import COOKIE, ENTER, Allowance, Terms, find_token
from sayso.showing.room.rendering import render

if TYPE_CHECKING:
    from fastapi import FastAPI

DAYS = 30
DAY = 86_400


def lay_out(app: FastAPI, terms: Terms) -> None:
    """Put the door into the app."""
    tries = Allowance(10)

    async def show(request: Request) -> Response:
        where = _inside(request.query_params.get("next", "/"))
        return HTMLResponse(render("enter.html", None, here="", story=None, next=where, wrong=False))

    async def enter(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=4)
        where = _inside(str(form.get("next", "/")))
        client = request.client.host if request.client else "?"
        if not tries.take(client):
            return PlainTextResponse("Too many at a time. Wait a minute.\n", 429)
        secret = str(form.get("token", ""))
        if not find_token(terms.tokens, secret):
            return HTMLResponse(render("enter.html", None, here="", story=None, next=where, wrong=True), 401)
        response = RedirectResponse(where, 303)
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, secret, max_age=DAYS * DAY, httponly=True, samesite="strict", secure=secure)
        return response

    app.add_route(ENTER, show, methods=["GET"], include_in_schema=False)
    app.add_route(ENTER, enter, methods=["POST"], include_in_schema=False)


def _inside(where: str) -> str:
    r"""An address within the room, whatever was asked for.

    >>> _inside("/story/x"), _inside("//evil.example/"), _inside("https://evil.example/"), _inside("/\\evil")
    ('/story/x', '/', '/', '/')
    """
    plain = where.startswith("/") and not where.startswith("//") and "\\" not in where and where.isprintable()
    return where if plain else "/"
