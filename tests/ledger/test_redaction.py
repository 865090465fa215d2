"""What must go goes, everywhere; its digest and the reason stay."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sayso.ledger import BadEntry, Outcome, database
from tests.ledger.desk import DAM, GUARD, NOW, READINGS, THEFT, THEFT_LATER, at, desk, disk, put, record, rows
from tests.ledger.test_cache import board
from tests.showing.newsroom import article, said

GIVEN: dict[str, Any] = {"by": "Ines Corrigan", "now": NOW}


def test_a_document_goes_from_every_place(path: Path) -> None:
    lines = [
        {
            "judgement": "not_claim",
            "a": GUARD.utterances[1].id,
            "by": "rules 1",
            "reason": "Nobody came past me: a boast",
        },
        {"note": "Holm's lawyer called about “past me”", "about": GUARD.utterances[1].id, "by": "Ines"},
    ]
    with desk(path, *READINGS) as ledger:
        ledger.take(lines, now=NOW)
        ledger.derive(board)
        (digest,) = rows(path, "SELECT digest FROM events WHERE seq = 4")
        done = ledger.redact_document(GUARD.document.id, "court order of 4 May", **GIVEN)
        assert (done.documents, done.events) == ((GUARD.document.id,), 4)
        found = ledger.verify()
        assert (found.faults, found.redacted) == ((), (GUARD.document.id,))
        assert {entry.document.id for entry in ledger.view().entries()} == {THEFT.document.id, DAM.document.id}
        assert ledger.view().search("nobody came past") == []
        assert ledger.view().document(GUARD.document.id) is None
        assert rows(path, "SELECT digest FROM events WHERE seq = 4") == [digest]
    for words in (b"came past me", b"night guard", b"Radio Vell", b"past me", b"Petr Holm"):
        assert words not in disk(path)
    assert b"court order of 4 May" in disk(path)
    assert rows(path, "SELECT sha256, url, redacted FROM documents WHERE wiped = 1") == [
        (GUARD.document.sha256, None, "court order of 4 May")
    ]


def test_what_was_taken_out_does_not_come_back(path: Path) -> None:
    with desk(path, GUARD) as ledger:
        ledger.redact_document(str(GUARD.document.url), "a court order", **GIVEN)
        assert put(ledger, GUARD, minutes=9).outcome == Outcome.REDACTED
        known = ledger.file_again(GUARD.document.id, GUARD.reader, "other", now=at(9))
        assert known is not None
        assert known.outcome == Outcome.REDACTED
        with pytest.raises(BadEntry, match="is redacted already"):
            ledger.redact_document(GUARD.document.id, "again", **GIVEN)
        assert not ledger.verify().faults
    assert b"came past me" not in disk(path)


def test_where_another_program_looks_on_the_last_pages_are_swept_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    with desk(path, GUARD) as ledger:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM documents").fetchone()
            assert not ledger.redact_document(GUARD.document.id, "a court order", **GIVEN).swept
        assert ledger.view().entries() == []
        ledger.rebuild()
        assert b"came past me" not in disk(path)


def test_every_text_of_an_address_goes_with_it(path: Path) -> None:
    with desk(path, THEFT, THEFT_LATER) as ledger:
        ledger.redact_document(str(THEFT.document.url), "wrong museum", **GIVEN)
        assert ledger.view().entries() == []
    assert b"drawings were missing" not in disk(path)


def test_the_same_text_in_another_outlet_is_named_not_taken(path: Path) -> None:
    other = record(THEFT)
    other["document"] = {**other["document"], "id": None, "outlet": "Vell Evening", "url": None}
    for number, utterance in enumerate(other["utterances"]):
        utterance["id"] = f"v{number}"
    with desk(path, THEFT) as ledger:
        copy = put(ledger, other).document
        assert ledger.redact_document(THEFT.document.id, "a court order", **GIVEN).alike == (copy,)


NAMES = article(
    "Halka Dorn’s team found the van. “It was empty,” Inspector HALKA DORN said. Dornach, a village, is near.",
    said("Inspector HALKA DORN", "said", "It was empty"),
    outlet="Kastov Courier",
    title="Halka\u00a0Dorn: van was empty",
    url="https://kastovcourier.example/halka-dorn-van?by=Halka%20Dorn",
    published="2026-05-23",
)


def test_a_name_is_blacked_out_wherever_it_stands(path: Path) -> None:
    lines: list[dict[str, Any]] = [
        {"judgement": "about", "a": THEFT.utterances[0].id, "party": "Halka Dorn", "by": "rules 1"},
        {"note": "Halka Dorn asked us not to be named", "by": "Ines"},
    ]
    with desk(path, THEFT, DAM, NAMES) as ledger:
        ledger.take(lines, now=NOW)
        ledger.derive(board)
        done = ledger.redact_name("Halka Dorn", "asked for it", **GIVEN)
        assert set(done.documents) == {THEFT.document.id, NAMES.document.id}
        assert not ledger.verify().faults  # every anchor keeps its place
        entry = ledger.view().among([NAMES.utterances[0].id])[0]
        assert entry.utterance.source.name == "Inspector ██████████"
        assert entry.utterance.content == NAMES.utterances[0].content
        assert entry.document.sha256 == NAMES.document.sha256
        assert entry.document.title == "██████████: van was empty"
        assert entry.document.text.startswith("██████████’s team")
        assert entry.document.text.endswith("Dornach, a village, is near.")
        assert ledger.view().search("dorn") == []
        assert {each.party for each in ledger.view().judgements()} == {"██████████"}
        assert put(ledger, NAMES, minutes=9).outcome == Outcome.THERE
        ledger.rebuild()
        assert not ledger.verify().faults
    held = disk(path).lower()
    for words in ("halka dorn", "halka\u00a0dorn", "halka-dorn", "halka%20dorn"):
        assert words.encode() not in held


def test_a_name_and_then_the_document(path: Path) -> None:
    with desk(path, THEFT) as ledger:
        ledger.redact_name("Halka Dorn", "asked for it", **GIVEN)
        ledger.redact_name("museum", "asked for it too", **GIVEN)
        ledger.redact_document(THEFT.document.id, "all of it", **GIVEN)
        found = ledger.verify()
        assert (found.faults, found.utterances) == ((), 0)
    assert rows(path, "SELECT redacted FROM documents") == [("all of it",)]


@pytest.mark.parametrize(
    ("name", "reason", "why"),
    [
        ("Halka Dorn", "Halka Dorn asked for it", "may not hold the name"),
        ("Nobody Known", "asked for it", "stands nowhere"),
        ("D", "asked for it", "at least two letters"),
        ("Halka Dorn", " ", "needs a reason"),
    ],
)
def test_a_name_that_cannot_be_redacted(path: Path, name: str, reason: str, why: str) -> None:
    with desk(path, THEFT) as ledger:
        head = ledger.head()
        with pytest.raises(BadEntry, match=why):
            ledger.redact_name(name, reason, **GIVEN)
        assert ledger.head() == head


def test_an_utterance_is_told_by_its_document(path: Path) -> None:
    with desk(path, THEFT) as ledger, pytest.raises(BadEntry, match=f"an utterance in document {THEFT.document.id}"):
        ledger.redact_document(THEFT.utterances[0].id, "wrong", **GIVEN)


def test_words_put_back_after_a_redaction_are_found_out(path: Path) -> None:
    with desk(path, GUARD) as ledger:
        ((body,),) = rows(path, "SELECT body FROM bodies WHERE seq = 1")
        ledger.redact_document(GUARD.document.id, "a court order", **GIVEN)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE bodies SET body = ? WHERE seq = 1", (body,))  # the guard lets it pass: it was redacted
        raw.commit()
    with desk(path) as ledger:
        assert "not what was recorded" in ledger.verify().faults[0]
