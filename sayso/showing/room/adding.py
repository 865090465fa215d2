"""What is pasted, or dropped, on a page → the ledger, with progress as it goes (server-sent events)."""

from __future__ import annotations

import asyncio
import io
import json
import secrets
import tempfile
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from sayso.showing import phrases
from sayso.showing.room.pages import visitor_of
from sayso.showing.room.rendering import render
from sayso.showing.room.writing import Refused, audit
from sayso.views import Unknown

if TYPE_CHECKING:
    from fastapi import FastAPI

    from sayso.ledger import Ledger
    from sayso.showing.room.desk import Desk

MOST = 200  # files, or addresses, at a time
LARGEST = 20_000_000  # bytes of all files together
LONGEST = 2_000_000  # letters that are pasted
JOBS = 50  # that are remembered
KINDS = {".txt", ".md", ".html", ".htm"}
_OUTCOMES = {
    "added": "added", "revision": "added as another text", "read_again": "read again", "filed": "put into this story",
    "already_there": "already there", "redacted": "taken out before, left out",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one thing that was given."""

    words: str
    failed: bool
    document: str | None = None


@dataclass(slots=True)
class Job:
    """Something that is being added."""

    story: str
    inputs: list[str]
    folder: tempfile.TemporaryDirectory[str] | None
    facts: dict[str, Any]
    names: dict[str, str]
    items: list[Item] = field(default_factory=list)
    done: bool = False

    def count(self) -> str:
        """How far it is, in words."""
        failed = sum(each.failed for each in self.items)
        told = f"{len(self.items) - failed:,} read"
        told += f", {failed:,} failed" if failed else ""
        return told if self.done else f"{told}, of {len(self.inputs):,}"


class Jobs:
    """What is being added, one after the other."""

    def __init__(self, desk: Desk, allow_private: bool) -> None:
        self._desk = desk
        self._allow_private = allow_private
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._turn = threading.Lock()

    def start(self, job: Job, person: str) -> str:
        """Begin; the key under which to ask for it."""
        key = secrets.token_urlsafe(12)
        self._jobs[key] = job
        while len(self._jobs) > JOBS:
            self._jobs.popitem(last=False)
        threading.Thread(target=self._run, args=(job, person), daemon=True, name="adding").start()
        return key

    def find(self, key: str) -> Job:
        """The job. Raises `Unknown`."""
        found = self._jobs.get(key)
        if found is None:
            raise Unknown("nothing is being added under that address")
        return found

    def _run(self, job: Job, person: str) -> None:
        try:
            with self._turn:
                self._desk.write(lambda ledger: self._follow(job, ledger))
        except Exception as fault:  # noqa: BLE001  whatever it is, it is shown where one waits for it
            job.items.append(Item(phrases.in_line(f"it failed: {fault}"), True))
        finally:
            job.done = True
            now = datetime.now(UTC).isoformat(timespec="seconds")
            audit.info("%s %s: added to %s: %s", now, phrases.in_line(person), phrases.in_line(job.story), job.count())
            if job.folder:
                job.folder.cleanup()

    def _follow(self, job: Job, ledger: Ledger) -> None:
        from sayso.follow import follow  # noqa: PLC0415  loads all that reading needs
        from sayso.ledger import Added  # noqa: PLC0415

        for given in job.inputs:
            now, private = datetime.now(UTC), self._allow_private
            found = follow([given], ledger, job.story, now=now, allow_private=private, **job.facts)
            for each in found:
                if isinstance(each, Added):
                    title = phrases.in_line(each.title or job.names.get(given, "Untitled"))
                    told = f"{title}: {_OUTCOMES[each.outcome.value]}, {phrases.count(each.utterances, 'utterance')}"
                    job.items.append(Item(told, False, each.document))
                else:
                    told = str(each)
                    for path, name in job.names.items():
                        told = told.replace(path, name)
                    job.items.append(Item(phrases.in_line(told), True))


def lay_out(app: FastAPI, desk: Desk, allow_private: bool) -> None:
    """Put the pages for adding into the app."""
    jobs = Jobs(desk, allow_private)

    async def add(request: Request) -> Response:
        story = request.query_params.get("story", "")
        visitor = visitor_of(request)

        def made(ledger: Ledger) -> str:
            stories = [each.name for each in ledger.view().stories()]
            return render("add.html", visitor, here="add", story=story or None, stories=stories)

        return HTMLResponse(await desk.ask(made))

    async def start(request: Request) -> Response:
        async with request.form(max_files=MOST, max_fields=20, max_part_size=LONGEST * 4) as form:
            job = await _job(form)
        key = jobs.start(job, visitor_of(request).name)
        return RedirectResponse(f"/add/{key}", 303)

    async def follow(request: Request) -> Response:
        key = request.path_params["key"]
        job = jobs.find(key)
        return HTMLResponse(render("adding.html", visitor_of(request), here="add", story=job.story, job=job, key=key))

    async def events(request: Request) -> Response:
        job = jobs.find(request.path_params["key"])
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(_events(job), media_type="text/event-stream", headers=headers)

    app.add_route("/add", add, methods=["GET"], include_in_schema=False)
    app.add_route("/add", start, methods=["POST"], include_in_schema=False)
    app.add_route("/add/{key}", follow, methods=["GET"], include_in_schema=False)
    app.add_route("/add/{key}/events", events, methods=["GET"], include_in_schema=False)


async def _events(job: Job) -> AsyncIterator[str]:
    at = 0
    while True:
        done = job.done
        for item in job.items[at:]:
            at += 1
            told = {
                "words": item.words,
                "failed": item.failed,
                "document": item.document,
                "at": at,
                "count": job.count(),
            }
            yield f"event: done\ndata: {json.dumps(told)}\n\n"
        if done and at >= len(job.items):
            yield f"event: end\ndata: {json.dumps({'count': job.count()})}\n\n"
            return
        await asyncio.sleep(0.15)


async def _job(form: Any) -> Job:
    """A form → what to add. Raises `Refused`."""
    story = str(form.get("story", "")).strip()
    if not story or len(story) > 200:
        raise Refused("name the story that it belongs to")
    told = {name: str(form.get(name, "")).strip() or None for name in ("outlet", "published", "url", "title")}
    text, addresses = str(form.get("text", "")), str(form.get("addresses", "")).split()
    if len(text) > LONGEST:
        raise Refused("that text is too long: put it into a file")
    files = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
    folder = tempfile.TemporaryDirectory(prefix="sayso-add-", ignore_cleanup_errors=True)
    names: dict[str, str] = {}
    try:
        inputs = list(_addresses(addresses))
        if text.strip():
            path = Path(folder.name) / "pasted.txt"
            path.write_text(text, "utf-8")
            names[str(path)] = "the text"
            inputs.append(str(path))
        inputs += [each async for each in _files(files, Path(folder.name), names)]
        if not inputs:
            raise Refused("nothing to add: paste a text or an address, or choose files")
        if len(inputs) > MOST:
            raise Refused(f"more than {MOST} at a time")
    except BaseException:
        folder.cleanup()
        raise
    return Job(story, inputs, folder, told if len(inputs) == 1 else {}, names)


def _addresses(given: list[str]) -> Iterator[str]:
    for each in given:
        if not phrases.address(each):
            raise Refused(f"not an http(s) address: {phrases.in_line(each[:80])}")
        yield each


async def _files(files: list[UploadFile], folder: Path, names: dict[str, str]) -> AsyncIterator[str]:
    """Files, each under a name of ours: theirs is only shown."""
    size = 0
    for number, each in enumerate(files):
        name = PurePosixPath((each.filename or "file").replace("\\", "/")).name
        suffix = PurePosixPath(name).suffix.lower()
        data = await each.read(LARGEST + 1)
        size += len(data)
        if size > LARGEST:
            raise Refused(f"more than {LARGEST // 1_000_000} MB at a time")
        path = folder / f"{number:03}{suffix if suffix in KINDS else '.txt' if not suffix else '.unknown'}"
        await asyncio.to_thread(path.write_bytes, io.BytesIO(data).getvalue())
        names[str(path)] = phrases.in_line(name)
        yield str(path)
