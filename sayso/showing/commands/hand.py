"""The commands by which people have the last word: `correct`, `label`, `note`, `undo`, `history`."""

from __future__ import annotations

import hashlib
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.scales import Factuality, Kind, Quote, Stance
from sayso.settings import load_settings
from sayso.showing import phrases, streams, wordings
from sayso.showing.commands.claims import shown
from sayso.showing.commands.opening import FAILED, JsonOption, LedgerOption, opened_ledger, print_record
from sayso.showing.commands.record import ByOption
from sayso.showing.options import check_moment, check_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.ledger import Decided, Decision, Ledger

CORRECT_EXAMPLES = """\b
Examples:
  sayso correct u3f2a9c1d0 stance=denies --reason "she said no"
  sayso correct u3f2a9c1d0 name="Ada Lunde" party="harbour office" --reason "page 2 names her"
  sayso correct u3f2a9c1d0 number="at least 40 boats" --reason "not 400"
  sayso correct u3f2a9c1d0 same-claim=u77c01be22
  sayso correct d0f3a2b8c1 published=2026-03-11 --reason "the page shows it"

\b
Fields of a line: stance, factuality, quote, name, kind, party, said, number,
times (WORDS@DATE), places (WORDS@NAME/COUNTRY), source, cue, content (exact
words, or characters such as 12-40), checked.
Of a document: outlet, title, byline, published, modified, retrieved, url.
Judgements: same-claim, not-same, not-claim, answers, about, called, credits,
same-source, copy-of, not-copy-of, revision-of, same-party, not-same-party."""
NOTE_EXAMPLES = """\b
Examples:
  sayso note "Called the harbour office: the pier is shut, Ada Lunde said." --story harbour \\
    --medium call --words "the pier is shut" --name "Ada Lunde" --party "harbour office"
  sayso note --in d0f3a2b8c1 --words "nobody was hurt" --name "the police" --kind organization

What a reader missed is noted in its document; what never was an article is a document of its own, with the note as its text."""
UNDO_EXAMPLES = """\b
Examples:
  sayso undo               what you decided last
  sayso undo 217           by the number that history prints"""

Reason = Annotated[str | None, typer.Option(metavar="TEXT", help="Why; it is kept.")]


def register(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.command(epilog=CORRECT_EXAMPLES)(correct)
    app.command()(label)
    app.command(epilog=NOTE_EXAMPLES)(note)
    app.command(epilog=UNDO_EXAMPLES)(undo)
    app.command()(history)


def correct(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A line or a document, by its id; for parties, a name.")],
    changes: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE", help="What it should be; empty for nothing.")],
    reason: Reason = None,
    by: ByOption = None,
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Put right what the machine did; who, when and why are kept."""
    person = by or load_settings().person
    with _changing(ledger) as opened:
        for typed in changes:
            try:
                change = wordings.read_change(typed, id_)
            except wordings.Unclear as fault:
                raise typer.BadParameter(phrases.in_line(str(fault))) from None
            _told(_apply(opened, change, person, reason), typed, json)


def label(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A claim, or any of its lines.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called.")],
    reason: Reason = None,
    by: ByOption = None,
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Name a claim in your own words."""
    with _changing(ledger) as opened:
        change = {"judgement": "called", "a": id_, "b": " ".join(name.split())}
        _told(_apply(opened, change, by or load_settings().person, reason), f"called {name}", json)


def note(
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="The note; - reads standard input.")] = None,
    story: Annotated[
        str | None, typer.Option(metavar="NAME", callback=check_story, help="The story it belongs to.")
    ] = None,
    in_: Annotated[
        str | None, typer.Option("--in", metavar="ID", help="The document whose words these are, by id or address.")
    ] = None,
    words: Annotated[
        str | None, typer.Option(metavar="WORDS", help="What is said, exactly; or characters such as 12-40. Else all.")
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Who says it.")] = None,
    kind: Annotated[Kind, typer.Option(help="What kind of source.")] = Kind.PERSON,
    party: Annotated[str | None, typer.Option(metavar="NAME", help="For which side.")] = None,
    via: Annotated[list[str] | None, typer.Option(metavar="OUTLET", help="By way of whom.")] = None,
    stance: Annotated[Stance, typer.Option(help="What it does.")] = Stance.ASSERTS,
    factuality: Annotated[Factuality | None, typer.Option(help="How certain the source is.")] = None,
    quote: Annotated[Quote, typer.Option(help="How the words are given.")] = Quote.INDIRECT,
    number: Annotated[list[str] | None, typer.Option(metavar="NUMBER", help='"at least 40 boats"')] = None,
    said: Annotated[str | None, typer.Option(metavar="DATE", help="When it was said, where that is not when.")] = None,
    when: Annotated[
        str | None, typer.Option(metavar="DATE", callback=check_moment, help="When it was, else now.")
    ] = None,
    medium: Annotated[str | None, typer.Option(metavar="WORD", help="call, briefing, post, document …")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it, else you.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where.")] = None,
    evidence: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What shows it; its name and SHA-256 are kept, not the file.")
    ] = None,
    by: ByOption = None,
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Enter by hand what was missed, or what never was an article."""
    if (in_ is None) == (text is None):
        raise typer.BadParameter("give either the TEXT of a note, or --in a document and its --words")
    if in_ is not None and words is None:
        raise typer.BadParameter("--words: which words of the document?")
    if in_ is None and story is None:
        raise typer.BadParameter("--story: a note of its own belongs to one")
    if text == "-":
        text = sys.stdin.read()
    try:
        line = {
            "name": name, "kind": kind.value, "party": party, "via": via or [], "stance": stance.value, "quote": quote.value,
            "factuality": factuality.value if factuality else None, "said": wordings.read_span(said) if said else None,
            "words": _words(words), "quantities": [wordings.read_number(each) for each in number or []],
        }  # fmt: skip
    except wordings.Unclear as fault:
        raise typer.BadParameter(phrases.in_line(str(fault))) from None
    record: dict[str, Any] = {"by": by or load_settings().person, "story": story, "lines": [line]}
    if in_ is None:
        facts = {"outlet": outlet, "url": url, "published": when}
        record |= {"note": text, "medium": medium, "document": facts, "evidence": _evidence(evidence)}
    with _changing(ledger, existing=in_ is not None) as opened:
        from sayso.views import find_id  # noqa: PLC0415

        def enter() -> Decided:
            meant = {"in": find_id(opened, in_)} if in_ is not None else {}
            return opened.enter({**record, **meant}, now=datetime.now(UTC))

        _told(_refusing(enter), "entered by hand", json)


def undo(
    number: Annotated[int | None, typer.Argument(metavar="[NUMBER]", help="What; else what you decided last.")] = None,
    reason: Reason = None,
    by: ByOption = None,
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Take back a correction, a note, a label or a judgement of a person."""
    person = by or load_settings().person
    with _changing(ledger) as opened:
        seq = number if number is not None else opened.history().last(person)
        if seq is None:
            streams.complain(f"sayso: {phrases.in_line(person)} has nothing to take back here")
            raise typer.Exit(FAILED)
        done = _refusing(lambda: opened.undo(seq, by=person, now=datetime.now(UTC), reason=reason))
        _told(done, f"took back {seq}", json)


def history(
    id_: Annotated[str | None, typer.Argument(metavar="[ID]", help="A line, a document or a claim, by its id.")] = None,
    orphaned: Annotated[
        bool, typer.Option("--orphaned", help="What people said of words that no reading has any more.")
    ] = False,
    claim: Annotated[bool, typer.Option("--claim", help="Of all lines of its claim.")] = False,
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Tell who decided what, when and why."""
    if (id_ is None) != orphaned:
        raise typer.BadParameter("give either an ID, or --orphaned")
    with shown(ledger) as opened:
        from sayso.views import find_decisions  # noqa: PLC0415

        found = opened.history().orphans() if id_ is None else find_decisions(opened, id_, claim)
        for each in found:
            if json:
                print_record(_decision_record(each))
            else:
                streams.print_line(_decision_line(each))
        if not found and not json:
            streams.print_line("Nothing is orphaned." if orphaned else "Nobody decided anything of it.")


# ---- what they share ----


@contextmanager
def _changing(given: str | None, existing: bool = True) -> Iterator[Ledger]:
    with opened_ledger(given, existing=existing, write=True) as (opened, _):
        from sayso.views import bring_up_to_date  # noqa: PLC0415

        yield opened
        bring_up_to_date(opened)


def _refusing(step: Any) -> Decided:
    """What cannot be recorded is one line, and exit code 1."""
    from sayso.ledger import BadEntry  # noqa: PLC0415
    from sayso.views import Unknown  # noqa: PLC0415

    try:
        done: Decided = step()
    except (BadEntry, Unknown) as fault:
        streams.complain(f"sayso: {phrases.in_line(str(fault))}")
        raise typer.Exit(FAILED) from None
    return done


def _apply(opened: Ledger, change: dict[str, Any], person: str, reason: str | None) -> Decided:
    from sayso.views import decide  # noqa: PLC0415

    return _refusing(lambda: decide(opened, change, person, reason, datetime.now(UTC)))


def _told(done: Decided, what: str, json: bool) -> None:
    if json:
        print_record({"number": done.seq, "ids": done.ids})
        return
    where = f" ({', '.join(phrases.in_line(each) for each in done.ids)})" if done.ids else ""
    number = f"{done.seq}: " if done.seq is not None else "there already: "
    streams.print_line(f"{number}{phrases.in_line(what)}{where}")


def _words(typed: str | None) -> Any:
    if typed is None:
        return None
    try:
        return wordings.read_spans(typed)
    except wordings.Unclear:
        return typed


def _evidence(file: Path | None) -> dict[str, str] | None:
    if file is None:
        return None
    try:
        with file.open("rb") as opened:
            return {"file": file.name, "sha256": hashlib.file_digest(opened, "sha256").hexdigest()}
    except OSError as fault:
        streams.complain(f"sayso: {phrases.in_line(str(file))}: {fault.strerror}")
        raise typer.Exit(FAILED) from None


def _decision_record(each: Decision) -> dict[str, Any]:
    names = ("seq", "what", "of", "told", "by", "person", "at", "reason", "undone", "undone_by", "orphaned")
    return {name: getattr(each, name) for name in names}


def _decision_line(each: Decision) -> str:
    return phrases.in_line(phrases.decision(each))
