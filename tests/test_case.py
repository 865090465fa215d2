"""The case in the docs, a ledger made of notes only: where its claims stood on each key day, by which rule, with whose numbers."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sayso.ledger import Ledger, open_ledger, parse
from sayso.nouns import Claim
from sayso.scales import Flag
from sayso.showing import phrases
from sayso.showing.board import standing
from sayso.views import When, bring_up_to_date, list_claims

DOCS = Path(__file__).parents[1] / "docs"
SENT, KURSK, TOLL = (
    "North Korean soldiers were sent to Russia",
    "Some of them are in Kursk",
    "Some of them were killed or wounded",
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path_factory.mktemp("case") / "desk.db"), write=True) as opened:
        for name in ("notes", "judgements"):
            lines = (DOCS / "examples" / "soldiers" / f"{name}.jsonl").read_text("utf-8").splitlines()
            assert set(opened.take([parse(line) for line in lines], now=datetime(2026, 11, 25, tzinfo=UTC))) == {True}
        bring_up_to_date(opened)
        yield opened


def at(ledger: Ledger, day: str, label: str = SENT) -> Claim:
    (claim,) = [each for each in list_claims(ledger, "soldiers", When(day)).claims if each.label == label]
    return claim


def parties(sides: Any) -> list[str]:
    return list(dict.fromkeys(each.party for each in sides if each.standing))


@pytest.mark.parametrize(
    ("day", "status", "confirmed", "denied"),
    [
        ("2024-10-08", "attributed S6", [], []),
        ("2024-10-09", "attributed S6", [], []),
        ("2024-10-10", "contested S3", [], ["Russia"]),
        ("2024-10-18", "contested S3", [], ["Russia"]),
        ("2024-10-21", "contested S3", [], ["Russia"]),
        ("2024-10-22", "contested S3", [], ["Russia", "North Korea"]),
        ("2024-10-23", "confirmed S2", ["United States"], ["Russia", "North Korea"]),
        ("2024-10-25", "confirmed S2", ["United States"], ["Russia", "North Korea"]),
        ("2024-10-28", "confirmed S2", ["United States", "NATO"], ["Russia", "North Korea"]),
        ("2025-04-26", "confirmed S2", ["United States", "NATO", "Russia"], ["North Korea"]),
        ("2025-04-28", "confirmed S2", ["United States", "NATO", "Russia", "North Korea"], []),
    ],
)
def test_where_it_stood(ledger: Ledger, day: str, status: str, confirmed: list[str], denied: list[str]) -> None:
    claim = at(ledger, day)
    assert (f"{claim.status} {claim.rule}", parties(claim.confirmed_by), parties(claim.denied_by)) == (
        status,
        confirmed,
        denied,
    )


def test_before_anybody_spoke_there_was_no_claim(ledger: Ledger) -> None:
    assert list_claims(ledger, "soldiers", When("2024-10-07")).claims == []


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        ("2024-10-17", {"Ukraine": [10_000]}),
        ("2024-10-18", {"Ukraine": [10_000], "South Korea": [1_500]}),
        ("2024-10-23", {"Ukraine": [10_000, 11_000], "South Korea": [1_500], "United States": [3_000]}),
        ("2024-10-28", {"Ukraine": [10_000, 11_000, 12_000], "South Korea": [1_500], "United States": [3_000, 10_000]}),
    ],
)
def test_numbers_by_party(ledger: Ledger, day: str, numbers: dict[str, list[float]]) -> None:
    """S12: each party's in order, none averaged; what excludes each other is said so."""
    found: dict[str | None, list[float | None]] = {}
    claim = at(ledger, day)
    for version in claim.versions:
        found.setdefault(version.party, []).append(version.value)
    assert found == numbers
    assert (Flag.VERSIONS_DIFFER in claim.flags) == (len(numbers) > 1)


def test_what_declines_does_not_count(ledger: Ledger) -> None:
    """S14: neither "cannot confirm" nor "did not deny" moves anything."""
    assert parties(at(ledger, "2024-10-21").declined_by) == ["United States", "NATO"]
    assert "Russia" in parties(at(ledger, "2024-10-25").declined_by)


def test_one_origin_however_often_it_is_printed(ledger: Ledger) -> None:
    claim = at(ledger, "2024-10-08")
    assert (len(claim.members), [each.party for each in claim.origins]) == (2, ["South Korea"])


def test_the_other_claims(ledger: Ledger) -> None:
    assert [at(ledger, day, KURSK).status for day in ("2024-10-28", "2024-10-31")] == ["attributed", "corroborated"]
    assert Flag.VERSIONS_DIFFER in at(ledger, "2025-04-28", TOLL).flags


def test_everything_is_a_note_by_hand_with_an_address(ledger: Ledger) -> None:
    members = [member for claim in list_claims(ledger, "soldiers").claims for member in claim.members]
    assert all(
        each.utterance.entered and each.document.note and (each.document.url or "").startswith("https://")
        for each in members
    )


def test_the_page_says_what_the_board_says(ledger: Ledger) -> None:
    page = (DOCS / "case-soldiers.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w+day \d+ \w+ \d{4}) \| (.+?) \| .* \|$", page, re.MULTILINE)
    days = {
        phrases.dated(day): day
        for n in range(8, 32)
        for day in (f"2024-10-{n:02}", f"2025-04-{n:02}")
        if n < 31 or day < "2025"
    }
    assert len(rows) == 13
    for day, status in rows:
        claim = at(ledger, days[day])
        assert status == f"{standing(claim)} ({claim.rule})"
