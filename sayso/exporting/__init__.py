"""A sheet → a file's content, in one of the formats. Each lays out the same lines; none computes anything of its own."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.exporting.sheet import Sheet


class Format(StrEnum):
    """What an export can be; the values are the modules' names."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    JSONLD = "jsonld"
    GEOJSON = "geojson"
    MARKDOWN = "markdown"
    WIKITEXT = "wikitext"
    HTML = "html"
    BUNDLE = "bundle"

    @property
    def is_binary(self) -> bool:
        """Whether it is nothing for a terminal."""
        return self in (Format.PARQUET, Format.BUNDLE)


def export(sheet: Sheet, to: Format) -> bytes:
    """The content of the file. Raises `parquet.Missing` where a package is needed that is not there."""
    write: Callable[[Sheet], str | bytes] = import_module(f"sayso.exporting.{to}").write
    written = write(sheet)
    return written if isinstance(written, bytes) else written.encode("utf-8", "backslashreplace")


def companions(sheet: Sheet, to: Format, name: str) -> dict[str, bytes]:
    """What goes beside a file of that name: the data dictionary of a table."""
    if to is not Format.CSV:
        return {}
    from sayso.exporting import csv  # noqa: PLC0415  only where asked

    return {f"{name}{csv.BESIDE}": csv.dictionary(sheet, name).encode("utf-8", "backslashreplace")}
