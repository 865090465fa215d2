"""What several commands ask for → values that are sound, or one line that says why not."""

from __future__ import annotations

from datetime import UTC, datetime

import typer

from sayso import moments
from sayso.showing import phrases


def check_published(given: str | None) -> str | None:
    """A date or time in ISO 8601, not in the future."""
    if given is None:
        return None
    from sayso.ingesting.moments import parse_moment  # noqa: PLC0415  only where asked

    try:
        return parse_moment(given, datetime.now(UTC))
    except ValueError as fault:
        raise typer.BadParameter(f"{phrases.in_line(str(fault))}; write 2026-03-11 or 2026-03-11T10:20+01:00") from None


def check_moment(given: str | None) -> str | None:
    """A date or time in ISO 8601, past or future."""
    if given is not None and moments.span(given) is None:
        raise typer.BadParameter(
            f"{given!r} is not an ISO 8601 date or time; write 2026-03-11 or 2026-03-11T10:20+01:00"
        )
    return given


def check_story(given: str | None) -> str | None:
    """A name of one line."""
    if given is None:
        return None
    name = " ".join(given.split())
    if not name or not name.isprintable():
        raise typer.BadParameter("a story's name is one line of letters")
    return name
