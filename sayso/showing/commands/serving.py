"""The commands that open the reading room: `serve`, and `demo` on the sample story."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.settings import load_settings
from sayso.showing import phrases, streams
from sayso.showing.commands.opening import FAILED, LedgerOption

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

    from sayso.nouns import Reading
    from sayso.showing.room import Terms

HOST, PORT = "127.0.0.1", 8040
SAMPLE_STORY = "An outbreak"

SERVE_EXAMPLES = """\b
Examples:
  sayso serve
  sayso serve --ledger desk.db --port 8050
  sayso serve --host 0.0.0.0 --name desk.example --tokens tokens.txt

\b
A line of the tokens' file is a role, a secret of at least 16 letters, and a name:
  editor  c0rrect-horse-battery  Ines Corrigan
  reader  only-looks-at-things   The night desk

Without tokens the room is open to this computer alone. No page asks another host for anything."""

HostOption = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; beyond this computer only with --tokens.")
]
PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="0 takes any that is free.")]
TokensOption = Annotated[
    Path | None, typer.Option("--tokens", metavar="FILE", dir_okay=False, help="Who may read and who may write.")
]
NameOption = Annotated[
    list[str] | None, typer.Option("--name", metavar="HOST", help="A name that browsers know this computer by.")
]


def register(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.command(epilog=SERVE_EXAMPLES)(serve)


def serve(
    ledger: LedgerOption = None,
    host: HostOption = HOST,
    port: PortOption = PORT,
    tokens: TokensOption = None,
    name: NameOption = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Add pages fetch from your own network too, such as localhost.")
    ] = False,
) -> None:
    """Open the reading room: the ledger as web pages, and its records as JSON."""
    from sayso.ledger import LedgerFault  # noqa: PLC0415  loads SQLAlchemy
    from sayso.showing.room import BadTokens, Terms, is_loopback, read_tokens  # noqa: PLC0415  loads FastAPI

    try:
        given = read_tokens(tokens) if tokens else ()
    except (OSError, ValueError, BadTokens) as fault:
        raise typer.BadParameter(f"--tokens: {phrases.in_line(str(fault))}") from None
    if not is_loopback(host) and not given:
        raise typer.BadParameter(f"--host {phrases.in_line(host)} is open to others: say with --tokens who may come in")
    hosts = frozenset({host.lower(), "127.0.0.1", "localhost", "::1", *(each.lower() for each in name or ())})
    terms = Terms(hosts, load_settings().person, given, allow_private)
    with streams.orderly():
        try:
            run(ledger or load_settings().ledger, terms, host, port)
        except LedgerFault as fault:
            streams.complain(f"sayso: {phrases.in_line(str(fault))}")
            raise typer.Exit(FAILED) from None


def run(address: str, terms: Terms, host: str, port: int) -> None:
    """Open a room, say where it is, and keep it open until it is interrupted."""

    import logging  # noqa: PLC0415  seldom needed

    import uvicorn  # noqa: PLC0415  loads the server

    from sayso.showing.room import create_room  # noqa: PLC0415

    logging.basicConfig(format="%(message)s")
    logging.getLogger("sayso.audit").setLevel(logging.INFO)  # a line on the error stream for each write
    app = create_room(address, terms)
    try:
        listening = _listen(host, port)
    except OSError as fault:
        why = phrases.in_line(fault.strerror or str(fault))
        streams.complain(f"sayso: cannot listen at {phrases.in_line(host)}, port {port}: {why.lower()}")
        raise typer.Exit(FAILED) from None
    shown = f"[{host}]" if ":" in host else host
    streams.print_line(f"The reading room is open at http://{shown}:{listening.getsockname()[1]}/")
    streams.print_line("Stop it with Ctrl-C.")
    sys.stdout.flush()
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
    server = uvicorn.Server(config)
    server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    import socket  # noqa: PLC0415

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


def open_sample(readings: Sequence[Reading]) -> None:
    """The reading room on the sample story, in a ledger that goes when the room is closed."""
    import tempfile  # noqa: PLC0415

    from sayso.follow import BY, LINKER, TRACER  # noqa: PLC0415  loads all that reading needs
    from sayso.ledger import open_ledger  # noqa: PLC0415  loads SQLAlchemy
    from sayso.showing.room import Terms  # noqa: PLC0415  loads FastAPI

    with tempfile.TemporaryDirectory(prefix="sayso-demo-", ignore_cleanup_errors=True) as folder:
        address = str(Path(folder) / "sample.db")
        now = datetime.now(UTC)
        with open_ledger(address, write=True) as ledger:
            for reading in readings:
                ledger.add(reading, SAMPLE_STORY, by=BY, now=now, linker=LINKER, tracer=TRACER)
        run(address, Terms(frozenset({"127.0.0.1", "localhost"}), load_settings().person), HOST, 0)
