"""A sheet → Parquet, with the same columns as CSV, exact to the character; needs `pip install sayso[parquet]`."""

from __future__ import annotations

import io
import json

from sayso.exporting import table
from sayso.exporting.sheet import Sheet, preamble

SUFFIX = "parquet"


class Missing(RuntimeError):
    """A package that a format needs is not installed; the message says how to install it."""


def write(sheet: Sheet) -> bytes:
    """What the export is, and what its columns mean, stand in the file's metadata."""
    try:
        import pyarrow as pa  # noqa: PLC0415  an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise Missing("Parquet needs one package more: pip install 'sayso[parquet]'") from None
    types = {"string": pa.string(), "integer": pa.int64(), "decimal": pa.float64()}
    named = table.columns(sheet)
    fields = [pa.field(each.name, types[each.type], metadata={"description": each.means}) for each in named]
    schema = pa.schema(fields, metadata={"sayso": json.dumps(preamble(sheet), ensure_ascii=False)})
    rows = [{each.name: _sound(cell) for each, cell in zip(named, row, strict=True)} for row in table.cells(sheet)]
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows, schema=schema), out)
    return out.getvalue()


def _sound(cell: table.Cell) -> table.Cell:
    """Half a surrogate pair is no character of UTF-8."""
    return cell.encode("utf-8", "backslashreplace").decode() if isinstance(cell, str) else cell
