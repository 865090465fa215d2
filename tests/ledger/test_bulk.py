"""Added one by one or many at a time, a ledger is the same, row for row: what the figures of `bench/` stand on."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from sayso.ledger import Ledger, open_ledger
from sayso.ledger.tables import DERIVED, LAID_OUT, RECORDED
from sayso.views import bring_up_to_date
from tests.ledger.desk import rows

UTTERANCES = 600
BENCH = Path(__file__).parents[2] / "bench" / "ledger.py"


@pytest.fixture
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_ledger", BENCH)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def state(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    with ledger.database.reading() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for table in (*RECORDED, *LAID_OUT, *DERIVED)
        }


def test_many_at_a_time_give_what_one_by_one_gives(path: Path, bench: ModuleType) -> None:
    with open_ledger(str(path), write=True) as ledger:
        ids = []
        for number, record in enumerate(bench.make_records(UTTERANCES)):
            ids += [each["id"] for each in record["utterances"]]
            ledger.add(record, f"story {number // 100}", by="made-up 1", now=bench.START)
        assert all(taken is True for taken in ledger.take(bench.judge(ids), now=bench.START))
        bring_up_to_date(ledger)
        slowly, head, found = state(ledger), ledger.head(), ledger.view().search("bridge")
    other = path.with_name("quickly.db")
    bench.fill(other, UTTERANCES)
    with open_ledger(str(other), write=True) as ledger:
        bring_up_to_date(ledger)
        assert (ledger.head(), ledger.view().search("bridge")) == (head, found)
        assert state(ledger) == slowly
        assert found
        ledger.rebuild()
        bring_up_to_date(ledger)
        assert state(ledger) == slowly
        assert ledger.verify().faults == ()
    assert rows(other, "SELECT count(*) FROM judgements") == [(len(bench.judge(ids)),)]
