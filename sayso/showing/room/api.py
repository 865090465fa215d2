"""The same records as JSON under /api, with pages and stable ids; to read, unless a token comes with the request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Body, Path, Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sayso import moments
from sayso.showing.room.asking import Asked, ask
from sayso.showing.room.boards import find_chosen, find_claims, find_stand
from sayso.showing.room.claims import find
from sayso.showing.room.pages import visitor_of
from sayso.showing.room.rendering import render
from sayso.showing.room.writing import Refused, record
from sayso.views import Unknown, When, find_source, list_sources
from sayso.wire import VERSION, claim_record, document_record, utterance_record

if TYPE_CHECKING:
    from fastapi import FastAPI

    from sayso.ledger import Ledger
    from sayso.showing.room.desk import Desk

MOST = 200  # records of a page

Page = Annotated[int, Query(ge=1, le=1_000_000, description="Which page.")]
Size = Annotated[int, Query(ge=1, le=MOST, description="How many records a page.")]
Story = Annotated[str | None, Query(max_length=200, description="Of this story alone.")]
AsOf = Annotated[
    str | None, Query(max_length=40, description="ISO 8601: as published by then; a bare day means its end.")
]
Id = Annotated[str, Path(max_length=400, description="The id of a claim, or of any of its utterances.")]


class Judgement(BaseModel):
    """Somebody's word, as `sayso import` takes it; who and when are added."""

    judgement: str = Field(max_length=40, description="same_claim, not_same, not_claim, answers, about, copy_of …")
    a: str = Field(max_length=400)
    b: str | None = Field(default=None, max_length=400)
    party: str | None = Field(default=None, max_length=400)
    reason: str = Field(min_length=1, max_length=500)
    withdrawn: bool = False


FAULTS: dict[int | str, dict[str, Any]] = {
    400: {"description": "What was asked for cannot be understood."},
    404: {"description": "It is not in this ledger."},
}
WRITES: dict[int | str, dict[str, Any]] = {
    **FAULTS,
    401: {"description": "A token is needed."},
    403: {"description": "Not yours to write."},
    429: {"description": "Too many at a time."},
}


def lay_out(app: FastAPI, desk: Desk) -> None:
    """Put the API into the app."""

    async def index(request: Request) -> Response:
        from starlette.responses import HTMLResponse  # noqa: PLC0415

        return HTMLResponse(render("api.html", visitor_of(request), here="api", story=None, paths=_paths(app)))

    @app.get("/api/stories", tags=["stories"], responses=FAULTS)
    async def list_stories() -> dict[str, Any]:
        """The stories of the ledger."""
        found = await desk.ask(lambda ledger: ledger.view().stories())
        names = ("name", "documents", "utterances", "first", "last")
        return {"sayso": VERSION, "stories": [{name: getattr(each, name) for name in names} for each in found]}

    @app.get("/api/claims", tags=["claims"], responses=FAULTS)
    async def list_claims(
        story: Story = None, as_of: AsOf = None, page: Page = 1, size: Size = 50,
        status: str = "", party: str = "", stance: str = "", number: str = "", place: str = "", since: str = "",
        checked: str = "", order: str = "first", q: str = "",
    ) -> Response:  # fmt: skip
        """Claims as `sayso claims --json` prints them, with the board's filters; by who said them first, unless `order` says."""
        _check(as_of)
        told = {
            "status": status, "party": party, "stance": stance, "number": number, "place": place, "since": since,
            "checked": checked, "order": order, "q": q, "as_of": as_of or "",
        }  # fmt: skip
        return JSONResponse(await desk.ask(_claims, desk, ask(story, told), page, size))

    @app.get("/api/claims/{id:path}", tags=["claims"], responses=FAULTS)
    async def find_claim(id: Id, as_of: AsOf = None) -> Response:  # noqa: A002  it is what the address says
        """One claim, by its id or that of any of its utterances."""
        _check(as_of)
        return JSONResponse(await desk.ask(lambda ledger: claim_record(find(ledger, id, as_of).claim)))

    @app.get("/api/documents", tags=["documents"], responses=FAULTS)
    async def list_documents(story: Story = None, page: Page = 1, size: Size = 50) -> dict[str, Any]:
        """Articles, the latest first."""

        def made(ledger: Ledger) -> dict[str, Any]:
            _holds(ledger, story)
            found = ledger.catalogue(story).articles()[::-1]
            names = ("id", "outlet", "title", "published", "url", "utterances", "redacted")
            rows = [{name: getattr(each, name) for name in names} for each in found[(page - 1) * size : page * size]]
            return _paged("documents", rows, len(found), page, size)

        return await desk.ask(made)

    @app.get("/api/documents/{id}", tags=["documents"], responses=FAULTS)
    async def find_document(id: Id) -> dict[str, Any]:  # noqa: A002
        """An article and what was read in it; without its text, which is not ours to hand on."""

        def made(ledger: Ledger) -> dict[str, Any]:
            document = ledger.view().document(id)
            if document is None:
                raise Unknown(f"no article {id!r} in this ledger")
            entries = ledger.catalogue().entries(id)
            utterances = [utterance_record(each.utterance) for each in entries]
            return {"sayso": VERSION, "document": document_record(document), "utterances": utterances}

        return await desk.ask(made)

    @app.get("/api/sources", tags=["sources"], responses=FAULTS)
    async def list_voices(story: Story = None, page: Page = 1, size: Size = 50) -> dict[str, Any]:
        """Who speaks, by name."""

        def made(ledger: Ledger) -> dict[str, Any]:
            _holds(ledger, story)
            found, total = list_sources(ledger, story, size, (page - 1) * size)
            names = ("name", "kinds", "parties", "utterances", "first", "last")
            rows = [{name: getattr(each, name) for name in names} for each in found]
            return _paged("sources", rows, total, page, size)

        return await desk.ask(made)

    @app.get("/api/source", tags=["sources"], responses=FAULTS)
    async def find_voice(
        name: Annotated[str, Query(max_length=400)],
        story: Story = None,
        as_of: AsOf = None,
        page: Page = 1,
        size: Size = 50,
    ) -> dict[str, Any]:
        """What a source, or a party, said, by time; with what others did to each claim later."""
        _check(as_of)

        def made(ledger: Ledger) -> dict[str, Any]:
            _holds(ledger, story)
            found = find_source(ledger, name, story, When(as_of))
            rows = [
                {
                    "utterance": {**utterance_record(each.utterance), "document": document_record(each.document)},
                    "claim": each.claim.id if each.claim else None,
                    "later": [{"did": later.did, "party": later.by.party, "at": later.by.at} for later in each.later],
                }
                for each in found.said[(page - 1) * size : page * size]
            ]
            return _paged("said", rows, len(found.said), page, size)

        return await desk.ask(made)

    @app.post("/api/judgements", tags=["judgements"], status_code=201, responses=WRITES)
    async def add_judgement(request: Request, given: Annotated[Judgement, Body()]) -> dict[str, Any]:
        """Record a judgement under the name of the token."""
        told = given.model_dump()
        reason = told.pop("reason")
        if "\x00" in json.dumps(told):
            raise Refused("not a text")
        taken = await record(desk, request, [told], reason)
        return {"sayso": VERSION, "recorded": taken[0]}

    app.add_route("/api", index, methods=["GET"], include_in_schema=False)


def _claims(ledger: Ledger, desk: Desk, asked: Asked, page: int, size: int) -> dict[str, Any]:
    _holds(ledger, asked.story)
    stand = find_stand(ledger, desk, asked.story, asked.moment)
    chosen = find_chosen(ledger, desk, stand, asked)
    ids = [each.id for each in chosen[(page - 1) * size : page * size]]
    found = find_claims(ledger, stand, ids)
    return _paged("claims", [claim_record(found[each]) for each in ids if each in found], len(chosen), page, size)


def _paged(name: str, rows: list[Any], total: int, page: int, size: int) -> dict[str, Any]:
    pages = max(1, -(-total // size))
    return {"sayso": VERSION, name: rows, "total": total, "page": page, "pages": pages}


def _holds(ledger: Ledger, story: str | None) -> None:
    if story is not None and not ledger.view().holds(story):
        raise Unknown(f"no story {story!r} in this ledger")


def _check(as_of: str | None) -> None:
    if as_of is not None and moments.span(as_of) is None:
        raise Refused("as_of: not an ISO 8601 date or time")


def _paths(app: FastAPI) -> list[dict[str, Any]]:
    """What there is, for people to read: the same that /api/openapi.json says to programs."""
    found = []
    for path, acts in app.openapi()["paths"].items():
        for method, told in acts.items():
            names = [each["name"] for each in told.get("parameters", ())]
            found.append({"path": path, "method": method.upper(), "told": told.get("description", ""), "names": names})
    return found
