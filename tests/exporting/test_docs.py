"""What docs/export.md says is so."""

import re
from pathlib import Path

from typer.testing import CliRunner

from sayso.exporting import Format, table
from sayso.showing import cli

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "export.md").read_text("utf-8")


def test_every_format_stands_there() -> None:
    rows = DOCS.partition("| format |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE) == [str(each) for each in Format]


def test_every_column_stands_there_and_means_the_same() -> None:
    told = re.findall(
        r"^\| `(\w+)` \| (.+) \|$", DOCS.partition("| column |")[2].partition("## jsonld")[0], re.MULTILINE
    )
    assert told == [(each.name, each.means) for each in (*table.COLUMNS, table.TEXT)]


def test_the_line_in_the_readme_is_what_is_written(tmp_path: Path) -> None:
    crane, ledger = ROOT / "docs" / "examples" / "crane", str(tmp_path / "crane.db")
    for args in (["add", crane / "read.jsonl", "--story", "crane"], ["import", crane / "judgements.jsonl"]):
        assert CliRunner().invoke(cli.app, [*map(str, args), "--ledger", ledger]).exit_code == 0
    written = CliRunner().invoke(cli.app, ["export", "--story", "crane", "--to", "wikitext", "--ledger", ledger]).stdout
    readme = (ROOT / "README.md").read_text("utf-8").partition("--to wikitext\n")[2].partition("\n\n")[0]
    assert " ".join(readme.split()).removesuffix(" …") in written
