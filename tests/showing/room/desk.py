"""Made-up stories in a ledger of their own, and a room on it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from sayso.ledger import open_ledger
from sayso.showing.room import Terms
from sayso.views import bring_up_to_date
from tests.deskwork import put_all, readings, take
from tests.weighing.desk import Desk

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
CRANE = Path(__file__).parents[3] / "docs" / "examples" / "crane"
TERMS = Terms(frozenset({"localhost", "testserver", "127.0.0.1"}), "Noor Haddad")

FIRE = """
05-01T08:00 Fjord Post | Ida Roth (fire service) asserts CT+ [4]: four barns burned near Lunde
05-01T11:00 Lido Post | Ida Roth (fire service) asserts CT+ [4]: four barns burned near Lunde
05-01T15:00 Radio Vell | org:Sunder Farms (Sunder Farms) denies: no barn of ours burned near Lunde
05-02T09:00 Fjord Post | Karl Moe (police) confirms CT+ [6]: six barns burned near Lunde
05-02T10:00 Upland Record | hearsay asserts PS+ [12]: a dozen barns burned near Lunde
05-02T16:00 Radio Vell | Ida Roth (fire service) asserts CT+ [7]: seven barns burned near Lunde
"""


def make_ledger(path: Path) -> str:
    """The stories "Lido crane" and "barns"."""
    desk = Desk(FIRE, unit="barns")
    with open_ledger(str(path), write=True) as ledger:
        put_all(ledger, readings(desk.entries), "barns")
        take(ledger, desk.judgements)
        for line in (CRANE / "read.jsonl").read_text("utf-8").splitlines():
            ledger.add(json.loads(line), "Lido crane", by="sayso 0", now=NOW)
        told = [json.loads(line) for line in (CRANE / "judgements.jsonl").read_text("utf-8").splitlines()]
        records = [{**each, "judgement": each["judgement"]} for each in told]
        assert all(taken is True for taken in ledger.take(records, now=NOW))
        bring_up_to_date(ledger)
    return str(path)
