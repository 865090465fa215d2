"""A sheet → CSV that a spreadsheet cannot take for formulas, and its data dictionary (W3C CSV on the Web)."""

from __future__ import annotations

import csv
import io
import json

from sayso.exporting import table
from sayso.exporting.sheet import Sheet, spelled
from sayso.exporting.table import Cell

SUFFIX = "csv"
BESIDE = "-metadata.json"  # what CSV on the Web puts behind a table's name
GUARD = "'"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", GUARD)


def write(sheet: Sheet) -> str:
    """RFC 4180, in UTF-8 with a mark at the beginning, without which spreadsheets misread quotation marks."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow([column.name for column in table.columns(sheet)])
    rows.writerows([guarded(cell) for cell in row] for row in table.cells(sheet))
    return out.getvalue()


def dictionary(sheet: Sheet, name: str) -> str:
    """What each column of the file of that name means."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": name,
        "dc:title": f"{sheet.story}: claims, as of {sheet.moment}",
        "dc:description": f"{sheet.caution} {sheet.checked} {GUARDED}",
        "dialect": {"encoding": "utf-8", "header": True, "quoteChar": '"', "delimiter": ","},
        "tableSchema": {
            "columns": [
                {"name": each.name, "titles": each.name, "datatype": each.type, "dc:description": each.means}
                for each in table.columns(sheet)
            ],
        },
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


GUARDED = (
    "A cell that a spreadsheet might take for a formula begins with an apostrophe that is not part of it; "
    "take one apostrophe away from the beginning of any cell that has one."
)


def guarded(cell: Cell) -> str:
    """A cell that is only ever text: what begins like a formula gets an apostrophe before it.

    >>> guarded('=HYPERLINK("https://evil.example")'), guarded(" @SUM(1)"), guarded("'tis"), guarded("No: -3")
    ('\\'=HYPERLINK("https://evil.example")', "' @SUM(1)", "''tis", 'No: -3')
    """
    if not isinstance(cell, str):
        return "" if cell is None else f"{cell}"
    text = spelled(cell)
    return GUARD + text if text.lstrip().startswith(_FORMULA) or text[:1] in ("\t", "\r", "\n") else text
