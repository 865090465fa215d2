"""Cases → a page for a person: what was missed, misread or made up, by type, with the words marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

MOST = 40  # examples shown of each kind
AROUND = 160  # characters shown on either side
OUTCOMES = {
    "missed": "Missed: no attribution at this cue",
    "cue": "Misread: the cue was found, with another source or content",
    "lenient": "Borders: source and content overlap gold's, but are not the same",
    "spurious": "Not in gold: some are right, and gold left them out",
}
STYLE = """body{font:16px/1.5 Georgia,serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fdfcf9}
h1,h2{font-weight:600;line-height:1.2}table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .8rem;text-align:right;border-bottom:1px solid #ddd}
td:first-child,th:first-child{text-align:left}details{margin:.6rem 0}summary{cursor:pointer;font-weight:600}.case{border-left:3px solid #ddd;padding:.2rem .8rem;margin:.8rem 0}
.who{font:13px/1.4 ui-monospace,monospace;color:#666}mark{background:none;padding:0 .1em;border-bottom:2px solid}mark.source{color:#7a3e00}mark.cue{color:#00566b}mark.content{color:#3b5b16}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#181816}td,th{border-color:#444}.case{border-color:#444}mark.source{color:#f0b070}mark.cue{color:#7fd0e6}mark.content{color:#b3d683}}"""


@dataclass(frozen=True)
class Case:
    """One attribution of gold, of the reader, or of both. `outcome`: strict, lenient, cue, missed, spurious."""

    corpus: str
    id: str
    text: str
    types: tuple[str, ...]
    outcome: str
    gold: dict[str, Any] | None
    found: dict[str, Any] | None


def write_report(path: Path, cases: list[Case]) -> None:
    """Write the page."""
    parts = ["<h1>What the reader missed, misread or made up</h1>", _table(cases)]
    for corpus in dict.fromkeys(case.corpus for case in cases):
        parts.append(f"<h2>{escape(corpus)}</h2>")
        for outcome, title in OUTCOMES.items():
            mine = [case for case in cases if case.corpus == corpus and case.outcome == outcome]
            step = max(1, len(mine) // MOST)
            shown = "".join(map(_case, mine[::step][:MOST]))
            parts.append(f"<details><summary>{escape(title)} ({len(mine)})</summary>{shown}</details>")
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Errors by type</title><meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
    path.write_text(page + "\n".join(parts), "utf-8")


def _table(cases: Iterable[Case]) -> str:
    totals: Counter[tuple[str, str]] = Counter()
    outcomes: Counter[tuple[str, str, str]] = Counter()
    for case in cases:
        for type_ in ("all", *case.types) if case.gold else ():
            totals[case.corpus, type_] += 1
            outcomes[case.corpus, type_, case.outcome] += 1
    rows = []
    for (corpus, type_), total in sorted(totals.items()):
        strict, lenient, cue = (outcomes[corpus, type_, name] for name in ("strict", "lenient", "cue"))
        shares = (strict + lenient + cue, strict + lenient, strict)
        rows.append(
            f"<tr><td>{escape(corpus)}: {escape(type_)}<td>{total}"
            + "".join(f"<td>{100 * n / total:.0f} %" for n in shares)
        )
    return (
        "<table><tr><th>type<th>in gold<th>cue found<th>leniently right<th>strictly right" + "".join(rows) + "</table>"
    )


def _case(case: Case) -> str:
    lines = [f'<div class="case"><div class="who">{escape(case.id)} {escape(", ".join(case.types))}</div>']
    lines += [f"<div>gold {_marked(case.text, case.gold)}</div>"] if case.gold else []
    lines += [f"<div>read {_marked(case.text, case.found)}</div>"] if case.found else []
    return "".join(lines) + "</div>"


def _marked(text: str, attribution: dict[str, Any]) -> str:
    spans = sorted((a, b, role) for role in ("content", "source", "cue") for a, b in attribution[role])
    first, last = max(0, spans[0][0] - AROUND // 4), min(len(text), max(b for _, b, _ in spans) + AROUND // 4)
    out, at = "…", first
    for start, end, role in spans:
        if start >= at:
            out += escape(text[at:start]) + f'<mark class="{role}">{escape(text[start:end])}</mark>'
            at = end
    return out + escape(text[at:last]) + "…"
