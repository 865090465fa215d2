"""CSV and Parquet, read back by their own libraries."""

import csv
import io
import json
from typing import Any

import pytest
from pyarrow import parquet

from sayso.exporting import Format, companions, export, table
from sayso.exporting.csv import guarded
from sayso.ledger import Ledger
from tests.exporting.desk import UNQUOTED, exported, laid


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def bare(cell: str) -> str:
    """As the dictionary says."""
    return cell.removeprefix("'")


@pytest.mark.parametrize("story", ["landslip", "attack"])
@pytest.mark.parametrize("with_text", [False, True])
def test_every_cell_comes_back(ledger: Ledger, story: str, with_text: bool) -> None:
    sheet = laid(ledger, story, with_text=with_text)
    names = [column.name for column in table.columns(sheet)]
    rows = read(export(sheet, Format.CSV).decode("utf-8"))
    for row, cells in zip(rows, table.cells(sheet), strict=True):
        for name, cell in zip(names, cells, strict=True):
            assert unspelled(bare(row[name])) == ("" if cell is None else unspelled(str(cell))), name


def unspelled(text: str) -> str:
    """What cannot be seen, or how it is spelled out, left aside."""
    for hidden in ("\u202e", "\x1b", "\\u202e", "\\u001b"):
        text = text.replace(hidden, "")
    return text


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1", "\r=1", "\n=1", "\u00a0=1", "＝1", "＠x", "'=1", "'"],
)  # fmt: skip
def test_no_cell_is_a_formula(cell: str) -> None:
    assert guarded(cell).startswith("'")
    assert bare(guarded(cell)) == cell


def test_no_cell_of_an_attack_is_one(ledger: Ledger) -> None:
    cells = [cell for row in read(exported(ledger, "csv", "attack", with_text=True)) for cell in row.values()]
    assert any(cell.startswith("'=") for cell in cells)
    assert any(cell.startswith("'@SUM") for cell in cells)
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@")]


def test_the_dictionary_tells_of_every_column(ledger: Ledger) -> None:
    sheet = laid(ledger)
    ((name, content),) = companions(sheet, Format.CSV, "landslip.csv").items()
    described = json.loads(content)
    assert (name, described["url"]) == ("landslip.csv-metadata.json", "landslip.csv")
    columns = described["tableSchema"]["columns"]
    assert [each["name"] for each in columns] == list(read(export(sheet, Format.CSV).decode("utf-8"))[0])
    assert all(each["dc:description"].endswith(".") for each in columns)
    assert sheet.caution in described["dc:description"]


def test_parquet_holds_the_same_exact_to_the_character(ledger: Ledger) -> None:
    for story in ("landslip", "attack"):
        sheet = laid(ledger, story, with_text=True)
        found: Any = parquet.read_table(io.BytesIO(export(sheet, Format.PARQUET)))
        names = [column.name for column in table.columns(sheet)]
        assert found.to_pylist() == [dict(zip(names, cells, strict=True)) for cells in table.cells(sheet)]
        told = json.loads(found.schema.metadata[b"sayso"])["export"]
        assert (told["story"], told["caution"]) == (story, sheet.caution)
        assert found.schema.field("words").metadata[b"description"]


def test_texts_go_along_only_when_asked_for(ledger: Ledger) -> None:
    for to in (Format.CSV, Format.PARQUET):
        assert UNQUOTED.encode() not in export(laid(ledger), to)
    assert UNQUOTED in exported(ledger, "csv", with_text=True)
