"""The commands that keep the record: `add`, `import`, `stories`, `verify`, `redact`, `rebuild`."""

from __future__ import annotations

import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.settings import load_settings
from sayso.showing import phrases, streams
from sayso.showing.commands.opening import FAILED, JsonOption, LedgerOption, opened_ledger, print_record
from sayso.showing.options import check_published, check_story

if TYPE_CHECKING:
    from sayso.ledger import Added, Ledger, Redacted, Verification

SHOWN = 50  # faults that are listed; a damaged ledger may have thousands

UNSWEPT = "another program has it open and may still hold old pages; sayso rebuild sweeps them when it has finished"

ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides it; else your user name.")]

ADD_EXAMPLES = """\b
Examples:
  sayso add clippings/ --story harbour
  sayso add https://news.example/story --story harbour
  sayso read clippings/ --json | sayso add - --story harbour

Adding the same again changes nothing. A line is printed once its document is safely in the ledger."""
IMPORT_EXAMPLES = """\b
A line is a judgement or a note:
  {"judgement": "same_claim", "a": UTTERANCE, "b": UTTERANCE, "by": NAME}
  {"judgement": "copy_of", "a": DOCUMENT, "b": DOCUMENT, "by": NAME}
  {"note": "called the harbour office: closed", "about": UTTERANCE, "by": NAME}"""
REDACT_EXAMPLES = """\b
Examples:
  sayso redact d0f3a2… --reason "court order of 4 May"
  sayso redact --name "Ada Lunde" --reason "a minor"

The words go from the record, the search index and every table. What stays is the digest, who decided it and why."""


def register(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.command(epilog=ADD_EXAMPLES)(add)
    app.command("import", epilog=IMPORT_EXAMPLES)(import_)
    app.command()(stories)
    app.command()(verify)
    app.command(epilog=REDACT_EXAMPLES)(redact)
    app.command()(rebuild)


# ---- what goes in ----


def add(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files, folders, http(s) addresses; - is standard input; .jsonl, or lines of JSON there, as read --json.",
        ),
    ],
    story: Annotated[str, typer.Option(metavar="NAME", callback=check_story, help="The story they belong to.")],
    ledger: LedgerOption = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who published it, whatever the input says.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", callback=check_published, help="When: ISO 8601, a day or a time.")
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it was published.")] = None,
    json: JsonOption = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from your own network too, such as localhost.")
    ] = False,
) -> None:
    """Read articles into the ledger."""
    facts = {"outlet": outlet, "published": published, "url": url}
    _check_inputs(inputs, facts)
    with opened_ledger(ledger, write=True) as (opened, name):
        from sayso.follow import follow  # noqa: PLC0415  loads all that reading needs
        from sayso.ingesting.refusals import Notice, Refusal  # noqa: PLC0415
        from sayso.views import bring_up_to_date  # noqa: PLC0415

        tally: dict[str, int] = {}
        failed = False
        stdin = sys.stdin.buffer if "-" in inputs else None
        found = follow(inputs, opened, story, now=datetime.now(UTC), stdin=stdin, allow_private=allow_private, **facts)
        with streams.progress(inputs, silent=False, lines=True) as tick:
            for each in found:
                if isinstance(each, Refusal):
                    failed = failed or not isinstance(each, Notice)
                    streams.complain(f"sayso: {each}")
                    continue
                tick()
                tally[each.outcome] = tally.get(each.outcome, 0) + 1
                print_record(_added_record(each)) if json else streams.print_line(_added_line(each))
        if not json and sum(tally.values()) > 1:
            counts = ", ".join(f"{number:,} {_OUTCOMES[outcome]}" for outcome, number in tally.items())
            streams.print_line(f"{phrases.count(sum(tally.values()), 'document')}: {counts}. Ledger: {name}")
        bring_up_to_date(opened)
    if failed:
        raise typer.Exit(FAILED)


_OUTCOMES = {
    "added": "added", "revision": "added as another text", "read_again": "read again", "filed": "put into this story",
    "already_there": "already there", "redacted": "redacted before, left out",
}  # fmt: skip


def _check_inputs(inputs: list[str], facts: dict[str, str | None]) -> None:
    told = [f"--{name}" for name, value in facts.items() if value is not None]
    if told and len(inputs) > 1:
        raise typer.BadParameter(f"{told[0]} tells of one article: give a single INPUT with it")
    if told and inputs[0].lower().endswith(".jsonl"):
        raise typer.BadParameter(f"{told[0]} tells of an article, and records are taken as they are")
    if facts["url"] is not None and os.path.isdir(inputs[0]):  # noqa: PTH112  pathlib raises on too long a name
        raise typer.BadParameter("--url tells of one article, and this INPUT is a folder")
    if inputs.count("-") > 1:
        raise typer.BadParameter("standard input can be read only once")


def _added_line(added: Added) -> str:
    words = _OUTCOMES[added.outcome]
    if added.revises:
        words += f" of {phrases.in_line(added.revises)}"
    if added.outcome in ("added", "revision", "read_again"):
        words += f", {phrases.count(added.utterances, 'attribution')}"
    title = f": {phrases.in_line(added.title)}" if added.title else ""
    return f"{phrases.in_line(added.document)}  {words}{title}"


def _added_record(added: Added) -> dict[str, Any]:
    return {name: getattr(added, name) for name in ("document", "outcome", "revises", "utterances", "title")}


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="JSON Lines: judgements, notes, an export.")],
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Take in judgements, notes, and what sayso export --to jsonl wrote."""
    failed = False
    with opened_ledger(ledger, write=True) as (opened, _):
        from sayso.views import bring_up_to_date  # noqa: PLC0415

        for file in files:
            new, there, refused = _import_file(file, opened)
            failed = failed or refused > 0
            if json:
                print_record({"file": str(file), "recorded": new, "already_there": there, "refused": refused})
            else:
                streams.print_line(f"{phrases.in_line(str(file))}: {new:,} recorded, {there:,} already there")
        bring_up_to_date(opened)
    if failed:
        raise typer.Exit(FAILED)


def _import_file(file: Path, opened: Ledger) -> tuple[int, int, int]:
    """How many lines are new, were there, and could not be taken."""
    from sayso.follow import read_lines, restore  # noqa: PLC0415
    from sayso.ingesting.refusals import Refusal  # noqa: PLC0415

    new = there = refused = 0
    for result in restore(read_lines(file), opened, now=datetime.now(UTC)):
        if isinstance(result, Refusal):
            refused += 1
            streams.complain(f"sayso: {phrases.in_line(str(result))}")
        elif result:
            new += 1
        else:
            there += 1
    return new, there, refused


# ---- what is in it, and whether it is whole ----


def stories(ledger: LedgerOption = None, json: JsonOption = False) -> None:
    """List the stories in the ledger."""
    with opened_ledger(ledger) as (opened, name):
        found = opened.view().stories()
        for each in found:
            fields = ("name", "documents", "utterances", "first", "last")
            if json:
                print_record({field: getattr(each, field) for field in fields})
                continue
            days = [day for day in dict.fromkeys((each.first, each.last)) if day]
            parts = [phrases.count(each.documents, "document"), phrases.count(each.utterances, "attribution")]
            parts += [" to ".join(phrases.in_line(day[:10]) for day in dict.fromkeys(day[:10] for day in days))] * bool(
                days
            )
            streams.print_line(f"{phrases.in_line(each.name)}: {', '.join(parts)}")
        if not found and not json:
            streams.print_line(f"No story yet in {name}")


def verify(
    ledger: LedgerOption = None,
    head: Annotated[str | None, typer.Option(metavar="HASH", help="A head that an earlier verify printed.")] = None,
    json: JsonOption = False,
) -> None:
    """Check the hash chain, every digest and every anchor."""
    if head is not None and not re.fullmatch(r"[0-9a-f]{64}", head):
        raise typer.BadParameter("a head is 64 digits and letters from a to f")
    with opened_ledger(ledger) as (opened, name):
        found = opened.verify(head)
        if json:
            fields = ("events", "documents", "utterances", "redacted", "head", "faults")
            print_record(
                {"ledger": name, "whole": not found.faults, **{field: getattr(found, field) for field in fields}}
            )
        else:
            _print_verification(found, name)
    if found.faults:
        raise typer.Exit(FAILED)


def _print_verification(found: Verification, name: str) -> None:
    for fault in found.faults[:SHOWN]:
        streams.complain(f"sayso: {name}: {phrases.in_line(fault)}")
    if len(found.faults) > SHOWN:
        streams.complain(f"sayso: {name}: and {len(found.faults) - SHOWN:,} more")
    for document in found.redacted:
        streams.print_line(f"{phrases.in_line(document)}  redacted")
    counts = ((found.events, "event"), (found.documents, "document"), (found.utterances, "attribution"))
    told = ", ".join(phrases.count(number, noun) for number, noun in counts)
    state = f"not whole: {phrases.count(len(found.faults), 'fault')}" if found.faults else "whole"
    streams.print_line(f"{told}: {state}")
    if found.head:
        streams.print_line(f"head {found.head}")


def redact(
    given: Annotated[str | None, typer.Argument(metavar="[ID]", help="A document, by its id or its address.")] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="A name, wherever it stands.")] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept.")] = "",
    by: ByOption = None,
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Take out a document, or a name; its digest and the reason stay."""
    if (given is None) == (name is None):
        raise typer.BadParameter("give either the ID of a document, or --name")
    if not reason.strip():
        raise typer.BadParameter("--reason: say why; it is kept in place of the words")
    with opened_ledger(ledger, existing=True, write=True) as (opened, label):
        person, now = by or load_settings().person, datetime.now(UTC)
        from sayso.ledger import BadEntry  # noqa: PLC0415

        try:
            if name:
                done = opened.redact_name(name, reason, by=person, now=now)
            else:
                done = opened.redact_document(given or "", reason, by=person, now=now)
        except BadEntry as fault:
            streams.complain(f"sayso: {phrases.in_line(str(fault))}")
            raise typer.Exit(FAILED) from None
        if json:
            print_record({"events": done.events, "documents": done.documents, "alike": done.alike, "swept": done.swept})
        else:
            _print_redaction(done)
        if not done.swept:
            streams.complain(f"sayso: {label}: {UNSWEPT}")
            raise typer.Exit(FAILED)


def _print_redaction(done: Redacted) -> None:
    told_of = ", ".join(phrases.in_line(each) for each in done.documents)
    where = f" in {phrases.count(len(done.documents), 'document')} ({told_of})" if done.documents else ""
    streams.print_line(f"Redacted {phrases.count(done.events, 'event')}{where}. The digests and the reason stay.")
    if done.alike:
        streams.print_line(f"The same text still stands in {', '.join(phrases.in_line(each) for each in done.alike)}")


def rebuild(ledger: LedgerOption = None) -> None:
    """Make anew all that is made of the record: tables, search, claims."""
    with opened_ledger(ledger, existing=True, write=True) as (opened, name):
        from sayso.views import derived  # noqa: PLC0415

        claims = opened.rebuild(derived)
        streams.print_line(f"Made anew from the record: {name}, {phrases.count(claims, 'claim')}")
