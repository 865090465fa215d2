"""A newspaper on 127.0.0.1 that answers as a test tells it, and counts what it is asked for."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

Answer = Callable[[BaseHTTPRequestHandler], None]


class Newspaper:
    """Answers by path; an unknown path is 404."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        paper = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                paper.asked.append(self.path)
                paper.headers.append(dict(self.headers))
                answer = paper.answers.get(self.path.split("?")[0])
                try:
                    answer(self) if answer else self.send_error(404)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the parent names it so
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in {"content_type": "text/html", "content_length": str(len(body)), **headers}.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = answer
        return self.url(path)

    def onward(self, path: str, to: str, status: int = 302) -> str:
        return self.page(path, b"", status, location=to)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    opened = Newspaper()
    yield opened
    opened.close()


@pytest.fixture
def ten_seconds() -> Iterator[None]:
    """A test that hangs fails."""

    def ring(*_: object) -> None:
        raise TimeoutError("took longer than ten seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(10)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
