"""What people put right, put in and take back: every field, undone to the same state, kept when a document is read again."""

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sayso.board import board
from sayso.ledger import BadEntry, Ledger, open_ledger
from sayso.nouns import Anchor, ReaderVersion, Reading, Utterance
from sayso.views import bring_up_to_date, list_claims, list_lines, list_sources
from sayso.wire import document_record, encode_claims, encode_record, utterance_record
from tests.deskwork import kept
from tests.ledger.desk import GUARD, NOW, READINGS, THEFT, desk, put
from tests.showing.newsroom import article, said

DRAWINGS, WINDOW = THEFT.utterances
POST = GUARD.utterances[0]


def state(ledger: Ledger) -> str:
    """A digest of all that a person is shown."""
    view = ledger.view()
    shown: list[Any] = [
        grounds(ledger),
        encode_claims(board(view.entries(), view.judgements())),
        [repr(each) for each in view.stories()],
        sorted(each.utterance.id for each in view.search("drawings")),
    ]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def grounds(ledger: Ledger) -> str:
    """A digest of all that views are made of: the quicker one."""
    view = ledger.view()
    entries = sorted(
        encode_record({**utterance_record(each.utterance), **document_record(each.document), "at": each.learned})
        for each in view.entries()
    )
    lists = (*view.judgements(), *view.documents(), *list_sources(ledger)[0])
    shown = [entries, [repr(each) for each in lists], view.latest()]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def found(ledger: Ledger, id_: str) -> Utterance:
    (entry,) = ledger.view().among([id_])
    return entry.utterance


def right(field: str, value: Any, of: str = DRAWINGS.id, **more: Any) -> dict[str, Any]:
    return {"correction": field, "of": of, "value": value, "by": "Ida Roth", "reason": "listened again", **more}


WORDS = {"text": "three drawings", "spans": [[4, 18]]}
NUMBER = {
    "text": "two drawings",
    "spans": [[21, 33]],
    "value": 2,
    "low": None,
    "high": None,
    "bound": "exact",
    "unit": "drawing",
}


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("stance", "denies", lambda one: one.stance),
        ("factuality", "PR-", lambda one: one.factuality),
        ("quote", "mixed", lambda one: one.quote),
        ("name", "Kastov City Museum", lambda one: one.source.name),
        ("name", "Kastov City Museum", lambda one: one.chain[-1].name),
        ("kind", "organization", lambda one: one.source.kind),
        ("party", "Kastov City Museum", lambda one: one.chain[-1].party),
        ("party", None, lambda one: one.source.party),
        ("said", {"start": "2026-05-19", "end": "2026-05-19"}, lambda one: one.said and vars_of(one.said)),
        ("content", {"text": "two drawings were missing", "spans": [[21, 46]]}, lambda one: one.content.text and wire(one.content)),
        ("cue", {"text": "said", "spans": [[11, 15]]}, lambda one: wire(one.cue)),
        ("cue", None, lambda one: one.cue),
        ("source", {"text": "museum", "spans": [[4, 10]]}, lambda one: wire(one.source.anchor)),
        ("quantities", [NUMBER], lambda one: [{**wire(q.anchor), "value": q.value, "low": q.low, "high": q.high, "bound": q.bound, "unit": q.unit} for q in one.quantities]),
        ("checked", True, lambda one: one.checked is not None and one.checked.by == "Ida Roth"),
    ],
)  # fmt: skip
def test_every_field_of_a_line_can_be_put_right_and_back(path: Path, field: str, value: Any, shown: Any) -> None:
    with desk(path, *READINGS) as ledger:
        before = state(ledger)
        done = ledger.correct(right(field, value), now=NOW)
        assert shown(found(ledger, DRAWINGS.id)) == value
        assert found(ledger, DRAWINGS.id).checked is not None
        assert ledger.correct(right(field, value), now=NOW).seq is None  # said already
        bring_up_to_date(ledger)
        assert list(list_lines(ledger)) == encode_claims(list_claims(ledger).claims)[1:-1].split(",\n")
        assert not ledger.verify().faults
        ledger.undo(done.seq or 0, by="Ida Roth", now=NOW)
        assert state(ledger) == before
        assert not ledger.verify().faults


def wire(anchor: Anchor | None) -> dict[str, Any]:
    assert anchor
    return {"text": anchor.text, "spans": [list(each) for each in anchor.spans]}


def vars_of(interval: Any) -> dict[str, Any]:
    return {"start": interval.start, "end": interval.end}


@pytest.mark.parametrize(
    ("field", "value"),
    [("outlet", "Kastov Post"), ("published", "2026-05-19"), ("title", "Gone"), ("byline", "By Una"), ("url", None)],
)
def test_every_fact_of_a_document_can_be_put_right_and_back(path: Path, field: str, value: Any) -> None:
    with desk(path, *READINGS) as ledger:
        before = state(ledger)
        done = ledger.correct(right(field, value, THEFT.document.id), now=NOW)
        (entry,) = ledger.view().among([DRAWINGS.id])
        assert (getattr(entry.document, field), entry.document.id) == (value, THEFT.document.id)
        assert not ledger.verify().faults
        ledger.undo(done.seq or 0, by="Ida Roth", now=NOW)
        assert state(ledger) == before


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (right("stance", "shouts"), "stance"),
        (right("mood", "bad"), "is no field"),
        (right("content", {"text": "two paintings", "spans": [[21, 33]]}), "is not what stands there"),
        (right("content", None), "content"),
        (right("said", {"start": "soon", "end": None}), "soon"),
        (right("stance", "denies", "u404"), "no utterance 'u404' in force"),
        (right("published", "soon", THEFT.document.id), "not an ISO 8601"),
        (right("published", "2026-05-19"), "no document"),
        ({"correction": "stance", "of": DRAWINGS.id, "by": "Ida Roth"}, 'needs "value"'),
        (right("checked", False), '"checked" is true'),
        ({**right("stance", "denies"), "by": " "}, "by is not a text"),
    ],
)
def test_what_cannot_be_so_is_refused(path: Path, record: dict[str, Any], why: str) -> None:
    with desk(path, *READINGS) as ledger:
        with pytest.raises(BadEntry, match=why):
            ledger.correct(record, now=NOW)
        assert len(list(ledger.history().of([DRAWINGS.id]))) == 1


def test_the_later_word_counts_and_an_undo_leaves_the_other(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        first = ledger.correct(right("stance", "denies"), now=NOW)
        second = ledger.correct(right("stance", "declines", by="Una Berg"), now=NOW)
        assert found(ledger, DRAWINGS.id).stance == "declines"
        ledger.undo(first.seq or 0, by="Ida Roth", now=NOW)
        assert found(ledger, DRAWINGS.id).stance == "declines"
        ledger.undo(second.seq or 0, by="Ida Roth", now=NOW)
        assert found(ledger, DRAWINGS.id).stance == "asserts"
        with pytest.raises(BadEntry, match="taken back already"):
            ledger.undo(second.seq or 0, by="Ida Roth", now=NOW)


def test_as_it_was_known_before(path: Path) -> None:
    """S15: what a person put right later was not known by then."""
    later = NOW + timedelta(hours=1)
    with desk(path, *READINGS) as ledger:
        done = ledger.correct(right("stance", "denies"), now=later)
        ledger.undo(done.seq or 0, by="Ida Roth", now=later + timedelta(hours=1))
        moments = [NOW + timedelta(minutes=30), later, later + timedelta(hours=1)]
        views = [ledger.view(known_as_of=each.isoformat()) for each in moments]
        assert [view.among([DRAWINGS.id])[0].utterance.stance for view in views] == ["asserts", "denies", "asserts"]


# ---- lines entered by hand ----

CALL = {
    "note": "Called the county press office at noon. Una Berg said that nobody had seen the drawings leave.",
    "story": "drawings", "by": "Ida Roth", "medium": "call", "at": "2026-05-23T12:00:00+02:00",
    "evidence": {"file": "call.m4a", "sha256": "0" * 64},
    "lines": [{"words": "nobody had seen the drawings leave", "name": "Una Berg", "party": "the county", "stance": "denies"}],
}  # fmt: skip
MISSED: dict[str, Any] = {
    "in": GUARD.document.id, "by": "Ida Roth",
    "lines": [{"words": "he had left the post", "name": "A night guard", "stance": "denies"}],
}  # fmt: skip


def test_a_call_is_a_document_of_its_own_and_says_so(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        before = state(ledger)
        done = ledger.enter(CALL, now=NOW)
        (entry,) = ledger.view("drawings").among(done.ids)
        utterance, document = entry.utterance, entry.document
        assert (utterance.content.text, utterance.source.name) == ("nobody had seen the drawings leave", "Una Berg")
        assert utterance.source.anchor
        assert utterance.source.anchor.text == "Una Berg"
        assert (utterance.entered, utterance.checked) == (utterance.checked, utterance.entered) != (None, None)
        assert document.text == CALL["note"]
        assert document.note
        assert (document.note.by, document.note.medium, document.note.evidence) == (
            "Ida Roth",
            "call",
            "call.m4a",
        )
        assert ledger.enter(CALL, now=NOW) == replace(done, seq=None)
        assert not ledger.verify().faults
        bring_up_to_date(ledger)
        lines = [json.loads(each) for each in list_lines(ledger)]
        entered = [each for line in lines for each in line["utterances"] if "entered" in each]
        assert [each["document"]["note"]["medium"] for each in entered] == ["call"]
        ledger.undo(done.seq or 0, by="Ida Roth", now=NOW)
        assert state(ledger) == before
        again = ledger.enter(CALL, now=NOW)
        assert again.ids == done.ids
        assert not ledger.verify().faults


def test_missed_words_stand_in_their_document_whatever_reads_it_again(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        before = state(ledger)
        done = ledger.enter(MISSED, now=NOW)
        assert found(ledger, done.ids[0]).content.text == "he had left the post"
        put(ledger, replace(GUARD, reader=ReaderVersion("by-hand", "2"), utterances=GUARD.utterances[1:]))
        assert found(ledger, done.ids[0]).entered
        assert ledger.view().among([POST.id]) == []
        put(ledger, replace(GUARD, reader=ReaderVersion("by-hand", "3")))
        ledger.undo(done.seq or 0, by="Ida Roth", now=NOW)
        assert state(ledger) == before


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({**MISSED, "lines": [{"words": "she had left"}]}, "do not stand there: 'she had left'"),
        ({**MISSED, "lines": [{"words": "post"}], "in": "d404"}, "no document 'd404'"),
        ({**MISSED, "lines": [{"words": "a"}]}, "more than once: give their characters, "),
        ({**MISSED, "lines": [{"mood": "bad"}]}, "has no field 'mood'"),
        ({**MISSED, "lines": [{"words": "he had left the post", "stance": "shouts"}]}, "stance"),
        ({**MISSED, "lines": [{"words": [[3, 1]]}]}, "out of order"),
        ({**MISSED, "lines": []}, '"lines" is not a list'),
        ({**CALL, "note": " "}, "the note is empty"),
        ({**CALL, "story": None}, 'needs "story"'),
        ({**CALL, "lines": [*CALL["lines"], *CALL["lines"]]}, "the same words"),
    ],
)  # fmt: skip
def test_what_cannot_be_entered(path: Path, record: dict[str, Any], why: str) -> None:
    with desk(path, *READINGS) as ledger, pytest.raises(BadEntry, match=why):
        ledger.enter(record, now=NOW)


def test_a_machines_word_is_not_undone(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        ledger.take(
            [{"judgement": "same_claim", "a": DRAWINGS.id, "b": POST.id, "by": "pairs 1", "score": 0.9}], now=NOW
        )
        last = ledger.verify().events
        with pytest.raises(BadEntry, match="a machine's judgement"):
            ledger.undo(last, by="Ida Roth", now=NOW)
        with pytest.raises(BadEntry, match="only corrections, notes"):
            ledger.undo(1, by="Ida Roth", now=NOW)
        with pytest.raises(BadEntry, match="no entry 99"):
            ledger.undo(99, by="Ida Roth", now=NOW)


def test_a_persons_word_and_a_name_are_undone(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        bring_up_to_date(ledger)
        before, rows = state(ledger), kept(ledger)
        for verdict, b in (("same_claim", POST.id), ("called", "The drawings")):
            ledger.take([{"judgement": verdict, "a": DRAWINGS.id, "b": b, "by": "Ida Roth"}], now=NOW)
            bring_up_to_date(ledger)
            assert state(ledger) != before
            ledger.undo(ledger.verify().events, by="Ida Roth", now=NOW)
            bring_up_to_date(ledger)
            assert (state(ledger), kept(ledger)) == (before, rows)


# ---- reading again ----


def again(version: str, *utterances: Utterance) -> Reading:
    return replace(THEFT, reader=ReaderVersion("by-hand", version), utterances=utterances)


def reread(**more: Any) -> Utterance:
    """The drawings, as another version reads them."""
    text = THEFT.document.text
    given = {"source": "The museum", "cue": "said", "content": "that two drawings were missing"} | more
    (utterance,) = article(
        text,
        said(given["source"], given["cue"], given["content"]),
        outlet=THEFT.document.outlet,
        published=THEFT.document.published,
        url=THEFT.document.url,
    )
    return utterance


@pytest.mark.parametrize(
    ("utterance", "stance"),
    [
        (DRAWINGS, "denies"),  # the same words
        (reread(cue="museum said"), "denies"),  # the same content and speaker, another cue
        (reread(source="museum"), "denies"),  # the same content and cue
        (reread(content="two drawings were missing"), None),  # other words
        (reread(source="museum", cue="museum said"), None),  # the same content, and nothing else
    ],
)  # fmt: skip
def test_a_correction_follows_its_words_or_is_orphaned(path: Path, utterance: Utterance, stance: str | None) -> None:
    with desk(path, THEFT, GUARD) as ledger:
        ledger.correct(right("stance", "denies"), now=NOW)
        ledger.take([{"judgement": "same_claim", "a": DRAWINGS.id, "b": POST.id, "by": "Ida Roth"}], now=NOW)
        put(ledger, again("2", utterance, WINDOW))
        bring_up_to_date(ledger)
        orphans = [each.what for each in ledger.history().orphans()]
        sizes = sorted(len(each.members) for each in list_claims(ledger).claims)
        assert not ledger.verify().faults
        if stance:
            assert (found(ledger, utterance.id).stance, orphans, sizes) == (stance, [], [1, 1, 2])
        else:
            assert (found(ledger, utterance.id).stance, orphans) == (utterance.stance, ["correction", "judgement"])
            assert sizes == [1, 1, 1, 1]
        put(ledger, again("3", DRAWINGS, WINDOW))  # the words are back, and what was said of them
        assert (found(ledger, DRAWINGS.id).stance, ledger.history().orphans()) == ("denies", [])


def test_an_id_stands_for_no_other_words(path: Path) -> None:
    with desk(path, THEFT) as ledger, pytest.raises(BadEntry, match="stands for other words"):
        put(ledger, again("2", replace(WINDOW, id=DRAWINGS.id)))


def test_history_tells_who_when_and_why(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        done = ledger.correct(right("stance", "denies"), now=NOW)
        ledger.undo(done.seq or 0, by="Una Berg", now=NOW)
        put(ledger, again("2", reread(cue="museum said"), WINDOW))
        told = ledger.history().of([reread(cue="museum said").id])
        assert [(each.what, each.by, each.reason, each.undone_by) for each in told] == [
            ("read", "by-hand 1", None, None),
            ("correction", "Ida Roth", "listened again", "Una Berg"),
            ("continued", "by-hand 2", None, None),
            ("read", "by-hand 2", None, None),
        ]


def test_redaction_takes_corrections_and_notes_with_it(path: Path) -> None:
    with desk(path, *READINGS) as ledger:
        ledger.correct(right("name", "Kastov City Museum"), now=NOW)
        done = ledger.enter(CALL, now=NOW)
        (entry,) = ledger.view().among(done.ids)
        ledger.redact_document(THEFT.document.id, "court order", by="Ida Roth", now=NOW)
        ledger.redact_document(entry.document.id, "off the record", by="Ida Roth", now=NOW)
        assert not ledger.verify().faults
    raw = b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
    assert b"Kastov City Museum" not in raw
    assert b"seen the drawings leave" not in raw


# ---- whatever the order ----


class Walk:
    """A random sequence on one ledger: corrections, judgements, names, notes, undone in reverse; then read again."""

    def __init__(self, ledger: Ledger, seed: int) -> None:
        self.ledger, self.chance, self.seed = ledger, random.Random(seed), seed

    def walk(self) -> None:
        ledger, chance = self.ledger, self.chance
        done: list[tuple[int, str]] = []
        for _ in range(chance.randint(1, 5)):
            before = grounds(ledger)
            seq = chance.choice((self.correct, self.correct_document, self.judge, self.note, self.note_in))()
            if seq is not None:
                done.append((seq, before))
        if chance.random() < 0.4:
            self.read_again()
            for seq, _ in reversed(done):
                ledger.undo(seq, by="Una Berg", now=NOW)
            for reading in READINGS:  # as it was in the beginning
                put(ledger, replace(reading, reader=ReaderVersion("by-hand", f"{self.seed}b")))
            assert ledger.history().orphans() == []
        else:
            for seq, before in reversed(done):
                ledger.undo(seq, by="Una Berg", now=NOW)
                assert grounds(ledger) == before, self.seed

    def entry(self) -> Any:
        return self.chance.choice(self.ledger.view().entries())

    def correct(self) -> int | None:
        fields: list[tuple[str, list[Any]]] = [
            ("stance", ["asserts", "denies", "confirms", "declines", "retracts"]),
            ("factuality", ["CT+", "PR+", "U", "CT-"]),
            ("name", ["Una Berg", "the county", None]),
            ("party", ["the county", "Kastov", None]),
            ("kind", ["person", "organization", "official"]),
            ("quantities", [[], [{**NUMBER, "text": None, "spans": None}]]),
            ("said", [None, {"start": "2026-05-01", "end": None}]),
            ("cue", [None]),
            ("checked", [True]),
        ]
        field, values = self.chance.choice(fields)
        value = self.chance.choice(values)
        return self.ledger.correct(right(field, value, self.entry().utterance.id, at=str(self.day())), now=NOW).seq

    def day(self) -> str:
        return f"2026-06-{self.chance.randint(1, 28):02}"

    def correct_document(self) -> int | None:
        field, value = self.chance.choice(
            [("outlet", "Vell Post"), ("published", "2026-05-30"), ("title", "Gone"), ("url", None)]
        )
        return self.ledger.correct(right(field, value, self.entry().document.id), now=NOW).seq

    def judge(self) -> int | None:
        one, other = self.entry().utterance.id, self.entry().utterance.id
        verdict = self.chance.choice(["same_claim", "not_same", "same_source", "credits", "called", "not_claim"])
        b = None if verdict == "not_claim" else "The drawings" if verdict == "called" else other
        given = {
            "judgement": verdict,
            "a": one,
            "b": b,
            "by": "Ida Roth",
            "at": self.day(),
            "reason": str(self.chance.random()),
        }
        (taken,) = self.ledger.take([given], now=NOW)
        return self.ledger.history().last("Ida Roth") if taken is True else None

    def note(self) -> int | None:
        words = f"nobody had seen {self.chance.choice(('the drawings', 'a window', 'the post'))} leave"
        line = {
            "words": words,
            "name": "Una Berg",
            "party": "the county",
            "stance": self.chance.choice(["asserts", "denies"]),
        }
        given = {**CALL, "note": f"Una Berg: {words}.", "lines": [line]}
        return self.ledger.enter(given, now=NOW).seq

    def note_in(self) -> int | None:
        document = self.chance.choice(READINGS).document
        words = document.text.split(". ")[0]
        given = {"in": document.id, "by": "Ida Roth", "lines": [{"words": words, "name": "Una Berg"}]}
        return self.ledger.enter(given, now=NOW).seq

    def read_again(self) -> None:
        """By a version that keeps some, loses some, and reads some with another cue; every word is then kept or orphaned."""
        ledger, chance = self.ledger, self.chance
        reading = chance.choice(READINGS)
        mine = [
            each
            for each in ledger.view().entries()
            if each.document.id == reading.document.id and not each.utterance.entered
        ]
        told = {each.utterance.id: self.corrected(each.utterance.id) for each in mine}
        kept_, lost = list[Utterance](), set[str]()
        heirs: dict[str, str] = {}
        for each in reading.utterances:
            fate = chance.choice(("kept", "lost", "recued"))
            if fate == "lost":
                lost.add(each.id)
            elif fate == "recued":
                other = replace(each, id=f"{each.id}-{self.seed}", cue=None)
                heirs[each.id] = other.id
                kept_.append(other)
            else:
                kept_.append(each)
        put(ledger, Reading(reading.document, ReaderVersion("by-hand", str(self.seed)), tuple(kept_)))
        orphans = {each.seq for each in ledger.history().orphans() if each.what == "correction"}
        for id_, seqs in told.items():
            if id_ in lost:
                assert seqs <= orphans, (self.seed, id_)
            else:
                assert not seqs & orphans, (self.seed, id_)
                assert self.corrected(heirs.get(id_, id_)) >= seqs, (self.seed, id_)
                utterance = found(ledger, heirs.get(id_, id_))
                for seq in seqs:
                    self.holds(utterance, seq)

    def corrected(self, id_: str) -> set[int]:
        return {
            each.seq
            for each in self.ledger.history().of([id_])
            if each.what == "correction" and each.of[0] == "u" and each.undone is None
        }

    def holds(self, utterance: Utterance, seq: int) -> None:
        """The last word on a field is what is shown."""
        decided = [
            each
            for each in self.ledger.history().of([utterance.id])
            if each.what == "correction" and each.undone is None and each.of[0] == "u"
        ]
        (mine,) = [each for each in decided if each.seq == seq]
        later = [each for each in decided if each.told["field"] == mine.told["field"]][-1]
        if mine.told["field"] == "stance":
            assert utterance.stance == later.told["value"]
        if mine.told["field"] == "name":
            assert utterance.source.name == later.told["value"]


def walks(folder: Path, count: int, first: int, each_ledger: int = 40) -> Iterator[None]:
    for start in range(first, first + count, each_ledger):
        path = folder / f"{start}.db"
        with open_ledger(str(path), write=True) as ledger:
            for reading in READINGS:
                put(ledger, reading)
            before, quick = state(ledger), grounds(ledger)
            for seed in range(start, min(start + each_ledger, first + count)):
                Walk(ledger, seed).walk()
                assert grounds(ledger) == quick, seed
            assert state(ledger) == before
            bring_up_to_date(ledger)
            assert encode_claims(list_claims(ledger).claims) == encode_claims(
                board(ledger.view().entries(), ledger.view().judgements())
            )
            assert not ledger.verify().faults
        for each in folder.glob(f"{path.name}*"):
            each.unlink()
        yield


def test_random_sequences_come_back_to_where_they_began(tmp_path: Path) -> None:
    for _ in walks(tmp_path, 10, 0, 10):
        pass


@pytest.mark.soak
def test_ten_thousand_random_sequences(tmp_path: Path) -> None:
    for _ in walks(tmp_path, 10_000, 1_000):
        pass
