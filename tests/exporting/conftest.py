"""A ledger with two stories in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.ledger import Ledger, open_ledger
from tests.exporting.desk import fill


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "desk.db"), write=True) as opened:
        fill(opened)
        yield opened
