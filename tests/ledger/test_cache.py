"""What is derived can be thrown away and made anew; a change costs its component, no more."""

from collections.abc import Collection, Sequence
from pathlib import Path

from sayso.ledger import Derived, Record
from sayso.moments import end
from sayso.nouns import Entry, Judgement
from sayso.scales import Verdict
from tests.ledger.desk import DAM, GUARD, NOW, READINGS, THEFT, at, desk, put, rows


def board(
    entries: Sequence[Entry], judgements: Sequence[Judgement], as_of: str, among: Collection[str]
) -> list[Derived]:
    """A board of one rule: what is judged the same is one claim, corroborated when two outlets carry it."""
    assert all(str(end(each.document.published)) <= str(end(as_of)) for each in entries)
    groups = {entry.utterance.id: frozenset({entry.utterance.id}) for entry in entries}
    for each in judgements:
        if each.verdict == Verdict.SAME_CLAIM and each.a in groups and each.b in groups:
            joined = groups[each.a] | groups[each.b]
            groups |= dict.fromkeys(joined, joined)
    wanted = {group for group in groups.values() if not group.isdisjoint(among)}
    return [_claim([entry for entry in entries if entry.utterance.id in group]) for group in wanted]


def _claim(entries: list[Entry]) -> Derived:
    ordered = sorted(entries, key=lambda entry: (str(end(entry.document.published)), entry.utterance.id))
    first = ordered[0]
    others = [entry for entry in ordered if entry.document.outlet != first.document.outlet]
    at = (others or ordered)[0].document.published
    told = {"status": "corroborated" if others else "attributed", "rule": "S5" if others else "S6"}
    number = {"value": 2, "low": None, "high": None, "bound": "exact", "unit": "drawing", "source": "x"}
    record: Record = {
        "sayso": "1",
        "id": first.utterance.id,
        "headline": {"text": first.utterance.content.text, "utterance": first.utterance.id},
        "label": None,
        **told,
        "since": at,
        "answers": None,
        "flags": ["due"],
        "origins": [{"party": None, "source": e.utterance.source.name, "at": e.document.published} for e in ordered],
        "versions": [{**number, "party": None, "at": at, "status": "attributed"}],
        "utterances": [{"id": e.utterance.id, "document": {"id": e.document.id}} for e in ordered],
    }
    return Derived(record, str(end(at)), [{"start": at, "end": None, **told}])


FIRST, SECOND = THEFT.utterances[0].id, GUARD.utterances[0].id
SAME = {"judgement": "same_claim", "a": FIRST, "b": SECOND, "by": "Ines", "person": True}


def test_claims_are_derived_for_what_changed_and_only_that(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        assert ledger.derive(board) == 6
        assert ledger.derive(board) == 0
        ledger.take([SAME], now=at(9))
        assert ledger.derive(board) == 1
        assert rows(path, "SELECT count(*) FROM claims") == [(5,)]
        assert rows(path, "SELECT status, rule, flags FROM claims WHERE id = ?", FIRST) == [
            ("corroborated", "S5", "due")
        ]
        assert rows(path, "SELECT utterance FROM members WHERE claim = ? ORDER BY 1", FIRST) == sorted(
            [(FIRST,), (SECOND,)]
        )
        assert rows(path, "SELECT count(*) FROM origins WHERE claim = ?", FIRST) == [(2,)]
        assert rows(path, "SELECT value, unit FROM versions WHERE claim = ?", FIRST) == [(2.0, "drawing")]
        put(ledger, DAM, "drought", 10)
        assert ledger.derive(board) == 0  # a story is a filter: filing derives nothing


def test_plain_sqlite_tells_who_said_what_about_a_claim(path: Path) -> None:
    with desk(path, THEFT, GUARD) as ledger:
        ledger.take([SAME], now=at(9))
        ledger.derive(board)
    question = "SELECT headline, status, source, content, outlet FROM claim_lines WHERE claim = ? ORDER BY published"
    assert rows(path, question, FIRST) == [
        ("that two drawings were missing", "corroborated", "The museum", "that two drawings were missing", "Kastov Courier"),
        ("that two drawings were missing", "corroborated", "A night guard", "that he had left the post", "Radio Vell"),
    ]  # fmt: skip


def test_dropped_and_derived_anew_it_is_the_same(path: Path) -> None:
    tables = ("claims", "members", "statuses", "versions", "origins", "stale")
    with desk(path, *READINGS) as ledger:
        ledger.take([SAME], now=at(9))
        ledger.derive(board)
        before = [sorted(rows(path, f"SELECT * FROM {table}"), key=repr) for table in tables]
        assert ledger.rebuild(board) == 5
        assert [sorted(rows(path, f"SELECT * FROM {table}"), key=repr) for table in tables] == before


def test_a_judgement_on_documents_or_parties_reaches_their_claims(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        ledger.derive(board)
        ledger.take([{"judgement": "copy_of", "a": THEFT.document.id, "b": GUARD.document.url, "by": "x"}], now=NOW)
        assert rows(path, "SELECT count(*) FROM stale") == [(4,)]
        ledger.derive(board)
        ledger.take([{"judgement": "same_party", "a": "the museum", "b": "Kastov City Museum", "by": "x"}], now=NOW)
        assert rows(path, "SELECT utterance FROM stale") == [(FIRST,)]
