from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.showing.room import create_room
from tests.showing.room.desk import TERMS, make_ledger


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger that nobody writes to."""
    return make_ledger(tmp_path_factory.mktemp("made") / "desk.db")


@pytest.fixture(scope="session")
def client(made: str) -> Iterator[TestClient]:
    """A room that is only read in."""
    with TestClient(create_room(made, TERMS), base_url="http://localhost") as opened:
        yield opened


@pytest.fixture
def address(made: str, tmp_path: Path) -> str:
    """A ledger of one's own."""
    return str(shutil.copy(made, str(tmp_path / "desk.db")))


@pytest.fixture
def writer(address: str) -> Iterator[TestClient]:
    """A room that may be written in."""
    with TestClient(create_room(address, TERMS), base_url="http://localhost") as opened:
        yield opened
