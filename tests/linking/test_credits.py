"""Documents → whom they credit, in which words (RULES.md, O6, D2), on news of many kinds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.linking.credits import collect_credits, credited_names, find_credits, outlet_names, same_outlet
from sayso.linking.lineage import link_documents
from sayso.nouns import Document
from sayso.scales import Verdict

# the outlet that is credited, the byline, the text, the words that show it; the last: whether of the whole text
CREDITS = [
    ("Meridian Wire", None, "LIDO (Meridian Wire) — A pier fell into the sea.", "LIDO (Meridian Wire) —", True),
    ("Meridian Wire", None, "LIDO, Orsania, May 4 (Meridian Wire) - A pier fell into the sea.", "LIDO, Orsania, May 4 (Meridian Wire) -", True),
    ("Continental Press Agency", None, "PORT AMSEL (CPA): Dockers voted to strike.", "PORT AMSEL (CPA):", True),
    ("Meridian Wire", None, "TARVINO /Meridian Wire/ -- Snow closed the pass.", "TARVINO /Meridian Wire/ -", True),
    ("Meridian Wire", "Ana Reis, Meridian Wire", "A pier fell.", "Ana Reis, Meridian Wire", True),
    ("Meridian Wire", "MERIDIAN WIRE", "A pier fell.", "MERIDIAN WIRE", True),
    ("Meridian Wire", "Staff and Meridian Wire reporters", "A pier fell.", "Staff and Meridian Wire reporters", True),
    ("Agence du Fleuve", "Paul Aubry (Agence du Fleuve)", "A pier fell.", "Paul Aubry (Agence du Fleuve)", True),
    ("Meridian Wire", None, "A pier fell.\n\nSource: Meridian Wire", "Source: Meridian Wire", True),
    ("Meridian Wire", None, "A pier fell.\n\nWith reporting by Meridian Wire.", "With reporting by Meridian Wire.", True),
    ("Meridian Wire", None, "A pier fell.\n\nMeridian Wire contributed to this report.", "Meridian Wire contributed to this report", True),
    ("Meridian Wire", None, "A pier fell.\n\n© 2026 Meridian Wire", "© 2026 Meridian Wire", True),
    ("Bay Ledger", None, "A bank lost the files of 40,000 savers, as first reported by the Bay Ledger.", "first reported by the Bay Ledger", True),
    ("Bay Ledger", None, "The Bay Ledger was the first to report the theft.", "The Bay Ledger was the first to report", True),
    ("Bay Ledger", None, "This article was originally published in the Bay Ledger.", "originally published in the Bay Ledger", True),
    ("Harbour Post", None, "The bridge is cracked, according to the Harbour Post.", "according to the Harbour Post", False),
    ("Harbour Post", None, "Forty graves were moved, according to a tally by the Harbour Post.", "according to a tally by the Harbour Post", False),
    ("Harbour Post", None, "The minister will resign, the Harbour Post reported on Monday, citing aides.", "the Harbour Post reported", False),
    ("Harbour Post", None, "The Harbour Post newspaper has reported that the minister will resign.", "The Harbour Post newspaper has reported", False),
    ("Radio Lido 94.7", None, "“We saw the mast break,” a fisherman told Radio Lido.", "told Radio Lido", False),
    ("The Delta Observer", None, "The vaccine was stored too warm, a nurse said in an interview with the Delta Observer.", "interview with the Delta Observer", False),
    ("Kanal Nord", None, "The mine was sold in secret, papers seen by Kanal Nord show.", "seen by Kanal Nord", False),
    ("Harbour Post", None, "A Harbour Post investigation found that nine schools have lead pipes.", "A Harbour Post investigation", False),
    ("Harbour Post", None, "The Harbour Post's report names nine schools.", "The Harbour Post's report", False),
    ("Harbour Post", None, "Prices were fixed at a golf club, according to documents published by the Harbour Post.", "published by the Harbour Post", False),
    ("Allied Press", None, "The minister will resign, two aides told the AP on Monday.", "told the AP", False),
    ("Harbour Post", None, "Ministers met in secret, Ada Lund of the Harbour Post reported.", "Ada Lund of the Harbour Post reported", False),
]  # fmt: skip


@pytest.mark.parametrize(("outlet", "byline", "text", "words", "whole"), CREDITS, ids=[each[3] for each in CREDITS])
def test_words(outlet: str, byline: str | None, text: str, words: str, whole: bool) -> None:
    document = Document(text, outlet="Valley Herald", byline=byline)
    assert outlet_names(outlet) & credited_names(document)
    found = [
        (each.words, each.whole)
        for each in collect_credits(document)
        if credited_names(Document("", byline=each.name)) & outlet_names(outlet)
    ]
    assert (words, whole) in found
    spans = [each.span for each in collect_credits(document) if each.words == words]
    assert all(span is None or document.text[slice(*span)].strip() == words for span in spans)


NO_CREDIT = [
    ("its own paper", "Harbour Post", "The mayor told the Harbour Post that the pier is safe."),
    ("a house whose name is in it", "Post", "The Harbour Post Office Workers' Union struck."),
    ("an organisation that has a paper's initials", "Union Notebook", "Rice will run short by June, according to the UN."),
    ("a mere mention", "Harbour Post", "The Harbour Post building burned down."),
    ("people in brackets, later in the text", "Meridian Wire", "The firm fell apart. Its heirs (Meridian Wire and Lund) sued."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "outlet", "text"), NO_CREDIT, ids=[each[0] for each in NO_CREDIT])
def test_no_credit(why: str, outlet: str, text: str) -> None:
    document = Document(text, outlet="The Harbour Post" if why == "its own paper" else "Valley Herald")
    assert not outlet_names(outlet) & credited_names(document)


SCOOP = Document(
    "The Tarvino savings bank lost the files of 40,000 savers when a courier left a drive on the Brenna train, three employees say. "
    "Director Hugo Lanz knew of it in March, a memo shows. The regulator in Brenna was never told.",
    outlet="Bay Ledger", byline="Ines Corrigan", published="2026-04-02T06:00:00+00:00", url="https://bay.example/scoop",
)  # fmt: skip
OTHER_MATTER = Document(
    "Tulips are out early on the Brenna embankment, and the boat club has painted its jetty.",
    outlet="Bay Ledger", byline="Ines Corrigan", published="2026-04-01T06:00:00+00:00", url="https://bay.example/tulips",
)  # fmt: skip
STATEMENT = Document(
    "Tarvino savings bank regrets the loss of a drive with files of 40,000 savers on a train to Brenna. Director Hugo Lanz has apologised.",
    outlet="Tarvino Savings Bank", byline="Press Office", published="2026-04-02T09:00:00+00:00",
)  # fmt: skip

# why, what a paper wrote, its byline, when; the words of the credit to the scoop, None: none is found
FOLLOWED = [
    ("O6 for a sentence", "The savings bank at Tarvino lost the files of 40,000 savers on a train, the Bay Ledger reported. Hugo Lanz, its director, would not comment.", None, "2026-04-02T12:00:00+00:00", "the Bay Ledger reported"),
    ("O6 for all of it", "Savers at Tarvino queued after the loss of a drive by their bank, as first reported by the Bay Ledger. Director Hugo Lanz promised to answer every letter. The regulator at Brenna asked for the memo.", None, "2026-04-03", "first reported by the Bay Ledger"),
    ("D2 in the byline", "The Tarvino savings bank lost files of 40,000 savers when a courier left a drive on the Brenna train. Director Hugo Lanz knew.", "Bay Ledger", "2026-04-02T08:00:00+00:00", "Bay Ledger"),
    ("O6 before it was out", "The savings bank at Tarvino lost the files of 40,000 savers on a train, the Bay Ledger reported. Hugo Lanz would not comment.", None, "2026-04-01T12:00:00+00:00", None),
    ("O6 long after", "The savings bank at Tarvino lost the files of 40,000 savers on a train, the Bay Ledger reported. Hugo Lanz would not comment.", None, "2026-09-01T12:00:00+00:00", None),
    ("O6 for something else", "Savers at Tarvino want Hugo Lanz to go. The river at Brenna is warm enough for crayfish to breed twice a summer, the Bay Ledger reported.", None, "2026-04-02T12:00:00+00:00", None),
    ("O6 in a sentence that says too little", "Savers at Tarvino want Hugo Lanz to go. Forty are ill, according to the Bay Ledger.", None, "2026-04-02T12:00:00+00:00", None),
    ("O6 no credit", "The savings bank at Tarvino lost the files of 40,000 savers on a train. Hugo Lanz would not comment.", None, "2026-04-02T12:00:00+00:00", None),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "byline", "published", "words"), FOLLOWED, ids=[each[0] for each in FOLLOWED])
def test_the_document_that_is_credited(
    why: str, text: str, byline: str | None, published: str, words: str | None
) -> None:
    follower = Document(text, outlet="Valley Herald", byline=byline, published=published)
    found = find_credits(follower, [SCOOP, OTHER_MATTER])
    assert [(each.verdict, each.a, each.b, each.reason) for each in found] == (
        [(Verdict.CREDITS, follower.id, SCOOP.id, words)] if words else []
    )
    assert all(each.score is not None and 0.5 <= each.score <= 1 for each in found)
    assert find_credits(SCOOP, [follower]) == found, "whichever came first"


def test_o3_a_party_that_is_quoted_is_not_credited() -> None:
    text = "A drive with the files of 40,000 savers was lost on a train to Brenna, according to Tarvino Savings Bank. Hugo Lanz has apologised."
    assert find_credits(Document(text, outlet="Valley Herald", published="2026-04-03"), [STATEMENT]) == []


OUTLETS = [
    ("The Bay Ledger", "Bay Ledger", True), ("BAY LEDGER", "Bay Ledger", True), ("Bay Ledger", "Bay Herald", False),
    ("CPA", "Continental Press Agency", True), ("Hill Post", "Harbour Post", False), ("HP", "Harbour Post", False),
    ("Radio Lido 94.7", "Radio Lido", True), ("Radio Lido 94.7", "Radio Lido 101", False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "expected"), OUTLETS)
def test_outlets(one: str, other: str, expected: bool) -> None:
    assert same_outlet(Document("a", outlet=one), Document("b", outlet=other)) is expected


def test_without_outlets_sites_are_compared() -> None:
    here, there = Document("a", url="https://bay.example/1"), Document("b", url="https://bay.example/2")
    assert same_outlet(here, there)
    assert not same_outlet(here, Document("b", url="https://hill.example/1"))
    assert not same_outlet(Document("a"), Document("b"))


def test_a_copy_with_a_dateline_is_judged_twice() -> None:
    wire = Document(
        f"BRENNA (Meridian Wire) — {SCOOP.text}", outlet="Meridian Wire", published="2026-04-02T06:00:00+00:00"
    )
    paper = Document(wire.text, outlet="Valley Herald", published="2026-04-02T05:00:00+00:00")
    found = {(each.verdict, each.a, each.b) for each in link_documents(wire, [paper, OTHER_MATTER])}
    assert (Verdict.COPY_OF, paper.id, wire.id) in found


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=40))
@settings(deadline=None)
def test_any_text_can_be_asked(text: str, byline: str, outlet: str) -> None:
    document = Document(text, outlet=outlet, byline=byline)
    for each in collect_credits(document):
        assert each.words
        assert each.span is None or 0 <= each.span[0] < each.span[1] <= len(text)
    find_credits(document, [Document(text, outlet=byline)])
