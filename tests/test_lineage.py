"""Articles into a ledger → which are copies, which credit another, and how many origins are left, whatever came first."""

import json
import threading
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from sayso.follow import TRACER
from sayso.ledger import Ledger, open_ledger
from sayso.nouns import Judgement, Reading
from sayso.scales import Verdict
from sayso.views import bring_up_to_date
from tests.deskwork import shown, take
from tests.ledger.desk import BY, NOW, at, put, rows
from tests.showing.newsroom import article, said

STORY = "mussels"
CONTENT = "that 300 tonnes of mussels had been poisoned by a leaking barge"
LEAD = f"Fishery inspector Ylva Brandt said on Tuesday {CONTENT}."
REST = (
    "The barge had carried pesticide up the Skarn estuary since January under a licence that ran out in March, papers show.",
    "Growers hauled up their ropes by torchlight and piled the shells on the quay at Lunden, where gulls would not touch them.",
    "“I have never had to tell my crew to wear gloves for a mussel,” said Peder Holt, who owns eleven of the rafts.",
    "The barge's owner, Tvede Shipping, sent a diver on Monday evening and has asked the harbour for a dry dock.",
)
WIRE = article(
    "\n\n".join([f"LUNDEN (Meridian Wire) — {LEAD}", *REST]),
    said("Fishery inspector Ylva Brandt", "said", CONTENT),
    outlet="Meridian Wire", title="Mussels poisoned", published="2026-05-05T08:00:00+00:00", url="https://wire.example/mussels",
)  # fmt: skip
COPY = article(
    "\n\n".join([LEAD, REST[1], REST[0], REST[3].replace("a diver", "divers")]),
    said("Fishery inspector Ylva Brandt", "said", CONTENT),
    outlet="Coast Post", title="300 tonnes lost", published="2026-05-05T10:00:00+00:00", url="https://coast.example/mussels",
)  # fmt: skip
CREDITING = article(
    "Three hundred tonnes of mussels from the Skarn estuary are poisoned, according to the Meridian Wire. The leaking barge of "
    "Tvede Shipping lay off Lunden on Wednesday, growers say.",
    said("growers", "say", "The leaking barge of Tvede Shipping lay off Lunden on Wednesday"),
    said(None, "according to the Meridian Wire", "Three hundred tonnes of mussels from the Skarn estuary are poisoned"),
    outlet="Hill Mail", title="Poison in the Skarn", published="2026-05-06T06:00:00+00:00", url="https://hill.example/skarn",
)  # fmt: skip
OWN = article(
    "At Lunden the harbour master, Rikke Aas, told reporters that some 300 tonnes of mussels were unfit to eat. Tests for "
    "pesticide began in Brenna on Wednesday, she added.",
    said("Rikke Aas", "told", "that some 300 tonnes of mussels were unfit to eat"),
    outlet="Holm Echo", title="Unfit to eat", published="2026-05-06T09:00:00+00:00", url="https://echo.example/unfit",
)  # fmt: skip
PILE = (WIRE, COPY, CREDITING, OWN)
NAMES = {WIRE.document.id: "wire", COPY.document.id: "copy", CREDITING.document.id: "crediting", OWN.document.id: "own"}
ON_IT = (WIRE.utterances[0].id, COPY.utterances[0].id, CREDITING.utterances[1].id, OWN.utterances[0].id)
SAME = [Judgement(Verdict.SAME_CLAIM, ON_IT[0], each, by="Ines Corrigan", person=True) for each in ON_IT[1:]]


def add(ledger: Ledger, *given: Reading) -> None:
    """A minute apart, as the clock has it."""
    for minutes, reading in enumerate(given):
        ledger.add(reading, STORY, by=BY, now=at(minutes), tracer=TRACER)


def traces(path: Path) -> list[tuple[Any, ...]]:
    wanted = "SELECT a, verdict, b, score, reason FROM judgements WHERE verdict <> 'same_claim' ORDER BY verdict, a, b"
    return rows(path, wanted)


def board_of(ledger: Ledger) -> list[str]:
    bring_up_to_date(ledger)
    return shown(ledger, STORY)


def test_o8_copies_and_credits_are_recorded_with_their_words(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "a.db"), write=True) as ledger:
        add(ledger, *PILE)
    found = traces(tmp_path / "a.db")
    assert [(NAMES[a], verdict, NAMES[b]) for a, verdict, b, _, _ in found] == [
        ("copy", "copy_of", "wire"), ("crediting", "credits", "wire")
    ]  # fmt: skip
    (copied, credited) = (reason for *_, reason in found)
    assert copied.startswith("80 of 81 words in common, in 4 passages, the longest from “Growers hauled up their ropes")
    start, end = map(int, copied.rpartition("(characters ")[2].split(",")[0].rstrip(")").split("-"))
    assert COPY.document.text[start:end] == LEAD.rstrip(".")
    assert credited == "according to the Meridian Wire"
    assert all(0.5 <= score <= 1 for *_, score, _ in found)


def test_o6_a_copy_and_a_credited_report_are_no_origins_and_it_says_why(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "a.db"), write=True) as ledger:
        add(ledger, *PILE)
        take(ledger, SAME)
        (claim,) = (json.loads(line) for line in board_of(ledger) if ON_IT[0] in line)
    assert [(origin["source"], len(origin["utterances"])) for origin in claim["origins"]] == [
        ("Fishery inspector Ylva Brandt", 3), ("Rikke Aas", 1)
    ]  # fmt: skip
    reasons = {reason["why"]: reason["words"] for reason in claim["origins"][0]["same_because"]}
    assert "words in common" in reasons["copy"]
    assert reasons["credit"] == "according to the Meridian Wire"
    copies = {each["document"]["outlet"]: each["document"]["copy_of"] for each in claim["utterances"]}
    assert {outlet for outlet, of in copies.items() if of == WIRE.document.url} == {"Coast Post"}


def test_whatever_came_first_claims_are_the_same_bytes(tmp_path: Path) -> None:
    boards, found = Counter[str](), Counter[str]()
    for number, order in enumerate(permutations(PILE[:3])):
        path = tmp_path / f"{number}.db"
        with open_ledger(str(path), write=True) as ledger:
            add(ledger, *order, OWN)
            take(ledger, SAME)
            boards["\n".join(board_of(ledger))] += 1
        found[repr(traces(path))] += 1
    assert len(boards) == len(found) == 1


def test_two_workers_make_the_same_claims(tmp_path: Path) -> None:
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    with open_ledger(str(one), write=True) as ledger:
        add(ledger, *PILE)
        take(ledger, SAME)
        alone = board_of(ledger)

    def work(share: tuple[Reading, ...]) -> None:
        with open_ledger(str(two), write=True) as mine:
            add(mine, *share)

    open_ledger(str(two), write=True).close()
    workers = [threading.Thread(target=work, args=(share,)) for share in (PILE[::2], PILE[1::2])]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    with open_ledger(str(two), write=True) as ledger:
        take(ledger, SAME)
        assert board_of(ledger) == alone
    assert traces(two) == traces(one)


def test_adding_again_records_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_ledger(str(path), write=True) as ledger:
        add(ledger, *PILE, *PILE)
    assert len(traces(path)) == 2
    assert rows(path, "SELECT count(*) FROM events WHERE kind = 'judgement'") == [(2,)]


@pytest.mark.parametrize("late", ["untraced", "rebuilt"])
def test_prints_are_made_when_they_are_missing(tmp_path: Path, late: str) -> None:
    path = tmp_path / "a.db"
    with open_ledger(str(path), write=True) as ledger:
        if late == "untraced":
            put(ledger, WIRE, STORY)
        else:
            add(ledger, WIRE)
            ledger.rebuild()
        assert rows(path, "SELECT count(*) FROM printless") == [(1,)]
        add(ledger, COPY)
    assert rows(path, "SELECT count(*) FROM printless") == [(0,)]
    assert [NAMES[b] for _, _, b, _, _ in traces(path)] == ["wire"]


def test_a_document_that_was_taken_out_is_nobodys_original(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_ledger(str(path), write=True) as ledger:
        add(ledger, WIRE)
        ledger.redact_document(WIRE.document.id, "wrong", by=BY, now=NOW)
        add(ledger, COPY)
    assert traces(path) == []


BANNER = (
    "We and our 214 partners store and read cookies on your device to measure audiences, choose advertisements and improve this site.",
    "You can accept all cookies, refuse those that are not needed, or change your choice on each visit at the foot of the page.",
    "Sign up for our morning letter: five stories, one recipe and the tide tables, in your mailbox before seven, six days a week.",
    "Oda Vik has reported on fisheries and ports for the Coast Post since 2009. She grew up on a trawler and keeps two boats.",
)  # fmt: skip
BRIEFS = [
    "A fire engine of 1931 was sold at auction in Lunden on Monday for 84,000 crowns. The buyer, who came by bicycle, gave no name.",
    "Bees have swarmed in the organ loft of Brenna for the ninth year, a beekeeper said. Visitors are asked to take the other stair.",
    "Members of the parish council at Holm vote on Thursday on a school for forty children. Two want it built of timber, and one of brick.",
    "The last tramcar of Tarvino will be scrapped, its museum said on Friday, since nobody could be found to mend the roof of the shed.",
    "Three swimmers crossed the Skarn on Sunday in water of eleven degrees. One was seventy-four and wore her mother's bathing cap.",
    "An otter bit a postman at Amsel. It was the second such case this summer, police said, and the animal has been moved upstream.",
]  # fmt: skip


@pytest.mark.parametrize("addressed", [True, False])
def test_what_all_pages_of_an_outlet_share_makes_no_copies(tmp_path: Path, addressed: bool) -> None:
    path = tmp_path / "a.db"
    with open_ledger(str(path), write=True) as ledger:
        for number, brief in enumerate(BRIEFS):
            outlet = "Hill Mail" if number == 2 else "Coast Post"
            add(ledger, article(
                "\n\n".join((brief, *BANNER)), outlet=outlet, title=brief[:30], published=f"2026-05-{number + 1:02}",
                url=f"https://{outlet[:4].lower()}.example/{number}" if addressed else None,
            ))  # fmt: skip
    assert traces(path) == []
