"""Documents → which are copies of which (RULES.md, O8), on news of many kinds."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.linking.copies import BY, ENOUGH, find_copies, overlap, signature
from sayso.linking.phrases import find_words
from sayso.nouns import Document, Judgement
from sayso.scales import Verdict

TUNNEL = [
    "HOLM (Meridian Wire) — Engineers found cracks in four of the rings that line the Holm road tunnel, the roads agency said on Tuesday, and closed both tubes until further notice.",
    "“We are not going to wait for a piece of concrete the size of a door to come down on a school bus,” said Birgit Aune, who heads the agency's bridges and tunnels division.",
    "About 38,000 cars pass under the fjord each day. The detour by Sandvik takes an hour and ten minutes, and the ferry that once ran there was sold to Croatia in 2011.",
    "The builder, Nordvei Anlegg, said it had warned of sea water behind the lining in a letter of 14 March. A copy of the letter, which the firm gave to reporters, asks for drilling that was never ordered.",
    "Aune confirmed that the letter had arrived and said her staff had judged the leak to be harmless at the time.",
    "The mayor of Sandvik, Per Olav Ness, asked the defence ministry to lend the town a landing craft for ambulances.",
    "It is the second tunnel to be shut in the county this year. The first reopened in August after repairs that cost 61 million crowns.",
]
ORCHARD = [
    "Hail the size of walnuts stripped some 1,900 hectares of apple trees in the Marosh valley within a quarter of an hour on Sunday afternoon.",
    "Growers who had insured the blossom but not the fruit stand to lose the whole year, according to Ilona Fekete of the fruit board.",
    "“My grandfather planted these rows and he never spoke of anything like it,” said Gabor Lenk, 57, holding a branch without a single leaf.",
    "The meteorological office at Szentes issued its warning eleven minutes before the storm broke, too late for the nets to be drawn.",
    "Apples from the valley go mainly to cider makers abroad, and two of them have already asked Polish suppliers for offers, a trader told the paper.",
    "The state last paid for hail damage in 1997, when it took growers four years to see the money.",
]
STRIKE = [
    "Dockers at Port Amsel voted by 412 to 87 to stop work from Friday midnight, their union announced after a count that lasted until dawn.",
    "They object to a roster under which cranes would be steered from an office 300 km inland.",
    "“A man who has never smelled the harbour will not lift a box over my head,” union secretary Desmond Okoro told a crowd at gate three.",
    "Terminal operator Bluequay called the vote regrettable and said two ships had been sent on to Lagos.",
    "Some 140,000 tonnes of cocoa are waiting in sheds that were built for half as much.",
]
BACKGROUND = [
    "Port Amsel, dredged by convicts in the 1890s, handles a third of the cocoa that the country sells and nearly all of its timber.",
    "The port was leased to Bluequay in 2019 for thirty years, in a deal that two ministers of the time later called a mistake.",
    "Dockers struck twice under the lease, for nine days in 2021 and for a month in 2023, when soldiers unloaded rice.",
    "The river mouth silts up each rainy season, and pilots have long asked for a second channel on the eastern side.",
]
QUOTES = [
    "“We have opened every locker and read every log, and there is no third tank,” said Rear Admiral Celia Duarte. “If there were, I would be standing in front of it and not in front of you.”",
    "“What the trawler saw was a tow line, and a tow line is orange in every navy of the world,” Duarte went on. “I have nothing to add to that, and I will not add to it tomorrow.”",
]
STATEMENT = [
    "Clinker Foods has today withdrawn all jars of Sunny Hill apricot jam with a best-before date in May.",
    "Our laboratory found splinters of glass in three of two hundred jars. We stopped the line at Ostrow within the hour.",
    "Nobody has been hurt as far as we know. Customers can return the jam wherever they bought it and need no receipt.",
    "We apologise to everyone who trusted the name on the lid.",
]  # fmt: skip


def document(
    paragraphs: list[str], outlet: str, published: str = "2026-05-05T08:00:00+00:00", **facts: str
) -> Document:
    facts.setdefault(
        "url", f"https://{outlet.replace(' ', '').lower()}.example/{abs(len(paragraphs[0]))}-{published[5:16]}"
    )
    return Document("\n\n".join(paragraphs), outlet=outlet, published=published, **facts)


def told(judgements: list[Judgement], **names: Document) -> list[str]:
    """ "b copies a", for documents by the names that they are given."""
    known = {each.id: name for name, each in names.items()}
    words = {Verdict.COPY_OF: "copies", Verdict.REVISION_OF: "revises"}
    return sorted(f"{known[each.a]} {words[each.verdict]} {known[each.b or '']}" for each in judgements)


EDITED = [
    "Cracks were found in four of the rings that line the Holm road tunnel, the roads agency said, and both tubes are shut until further notice.",
    "“We are not going to wait for a piece of concrete the size of a door to come down on a school bus,” said Birgit Aune, head of the agency's bridges and tunnels division.",
    "Some 38,000 cars go under the fjord every day. The detour via Sandvik takes an hour and ten minutes, and the ferry that used to run there was sold to Croatia in 2011.",
    "The contractor, Nordvei Anlegg, said it had warned of sea water behind the lining in a letter dated 14 March. A copy of the letter, which the firm handed to reporters, asks for drilling that was never ordered.",
    "Aune confirmed the letter had arrived and said her staff had considered the leak harmless at the time.",
]
OWN_TUNNEL = [
    "Commuters to Holm faced queues of three hours this morning after the tunnel was shut overnight without notice.",
    "Roads chief Birgit Aune told a packed news conference that four rings of the lining are cracked. “We are not going to wait for a piece of concrete the size of a door to come down on a school bus,” she said.",
    "Nordvei Anlegg, which dug the tunnel, has produced a letter from March in which it speaks of salt water where there should be none.",
    "At the hospital in Holm, nurses on the early shift were asked to stay on because their relief was stuck on the Sandvik road.",
    "Schools in the outer villages will teach from home until at least Monday, the county governor decided.",
]
NEW_LEAD = [
    "Bluequay offered on Thursday to keep half of its crane drivers on the quay, a day before dockers at Port Amsel walk out.",
    "Union leaders said they would read the offer overnight. Cocoa futures fell by two percent.",
]
OTHER_LEAD = [
    "A crane driver was killed at Port Amsel when a spreader came loose above him, police in the harbour district said on Monday.",
    "The terminal has been sealed off, and inspectors have taken away the maintenance book.",
]
QUAKE = [
    "A magnitude {0} earthquake struck {1} km north-east of {2} at {3} a.m. on {4}, at a depth of {5} km, the seismic institute said.",
    "No damage was reported in {2} and no tsunami warning was issued. In the past month, {6} quakes of magnitude 3 and more were measured within 200 km of {2}.",
]

# why; the original; the later text, its outlet and byline; what is said of the two
PAIRS: list[tuple[str, list[str], list[str], str, str]] = [
    ("O8 word for word", TUNNEL, TUNNEL, "Coast Post", "b copies a"),
    ("O8 without the dateline", TUNNEL, [TUNNEL[0].split(" — ")[1], *TUNNEL[1:]], "Coast Post", "b copies a"),
    ("O8 cut from the end", TUNNEL, TUNNEL[:3], "Coast Post", "b copies a"),
    ("O8 cut to one paragraph", ORCHARD, ORCHARD[:1] + ORCHARD[2:3], "Coast Post", "b copies a"),
    ("O8 paragraphs moved", ORCHARD, ORCHARD[3:] + ORCHARD[:3], "Coast Post", "b copies a"),
    ("O8 lightly edited", TUNNEL, EDITED, "Coast Post", "b copies a"),
    ("O8 a lead of its own on another's text", ORCHARD, ["Cider will be dear this winter.", *ORCHARD[1:]], "Coast Post", "b copies a"),
    ("O8 merged with another piece", ORCHARD, [*STRIKE[:3], *ORCHARD, *STRIKE[3:]], "Coast Post", "b copies a"),
    ("O8 typography differs", TUNNEL, [each.replace("“", '"').replace("”", '"').replace("'", "’") for each in TUNNEL], "Coast Post", "b copies a"),
    ("O8 a statement, reprinted", STATEMENT, STATEMENT, "Grocer Daily", "b copies a"),
    ("another matter", TUNNEL, ORCHARD, "Coast Post", ""),
    ("O8 the same event and the same quotation", TUNNEL, OWN_TUNNEL, "Coast Post", ""),
    ("O8 shared background", NEW_LEAD + BACKGROUND, OTHER_LEAD + BACKGROUND, "Coast Post", ""),
    ("O8 a second dispatch by the agency", TUNNEL, [OWN_TUNNEL[0], *TUNNEL[1:]], "Meridian Wire", ""),
    ("quotations of one press conference", [*QUOTES, "The admiral took no questions."],
     [f"The navy denies that a submarine leaked oil off Cape Roca. {QUOTES[0]}", QUOTES[1], "Fishermen had filmed a slick three miles long.",
      "The environment ministry wants samples taken, and a spokesman said that a vessel had been sent out for that purpose this morning.",
      "Residents of Roca complain of a smell of diesel. The beach was closed at noon, and the regatta was put off until June.",
      "Two years ago a tanker lost forty tonnes of fuel at the same place, and the owner paid for the birds but never for the nets."], "Coast Post", ""),
    ("a statement is quoted, not copied", STATEMENT,
     ["Shops are clearing apricot jam from their shelves after a recall by Clinker Foods.",
      f"“{STATEMENT[1]} {STATEMENT[2]}” the company said in a statement.",
      "The consumer office at Ostrow said it was told on Monday evening, and would look into why the jars had passed inspection.",
      "A kindergarten in Lubin found a splinter in April and wrote to the company, its director told this paper. No answer came."], "Coast Post", ""),
    ("a template with other facts", [each.format("4.7", 31, "Marosh", "3:12", "Friday", 12, 9) for each in QUAKE],
     [each.format("5.2", 18, "Tarvino", "6:48", "Sunday", 33, 21) for each in QUAKE], "Coast Post", ""),
    ("too little to tell", ["Trains run again."], ["Trains run again, the operator said."], "Coast Post", ""),
    ("nothing at all", [""], [""], "Coast Post", ""),
    ("a Greek text", ["Η γέφυρα στο λιμάνι έκλεισε το πρωί της Τρίτης μετά από έλεγχο των μηχανικών του δήμου.",
                      "Ο δήμαρχος είπε ότι τα έργα θα κρατήσουν τρεις μήνες και ότι θα υπάρχει πλοίο κάθε μισή ώρα για τους πεζούς."],
     ["Η γέφυρα στο λιμάνι έκλεισε το πρωί της Τρίτης μετά από έλεγχο των μηχανικών του δήμου.",
      "Ο δήμαρχος είπε ότι τα έργα θα κρατήσουν τρεις μήνες και ότι θα υπάρχει πλοίο κάθε μισή ώρα."], "Coast Post", "b copies a"),
    ("a Japanese text", ["市は火曜日、港の橋を閉鎖したと発表した。技術者が四本の柱にひびを見つけたためで、修理には三か月かかる見通しだという。市長は歩行者のため半時間ごとに船を出すと述べた。"],
     ["市は火曜日、港の橋を閉鎖したと発表した。技術者が四本の柱にひびを見つけたためで、修理には三か月かかる見通しだという。"], "Coast Post", "b copies a"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "original", "later", "outlet", "expected"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_pairs(why: str, original: list[str], later: list[str], outlet: str, expected: str) -> None:
    a = document(original, "Meridian Wire")
    b = document(later, outlet, "2026-05-05T11:00:00+00:00")
    assert told(find_copies(b, [a]), a=a, b=b) == ([expected] if expected else [])
    assert find_copies(a, [b]) == find_copies(b, [a]), "whichever came first"
    if expected:
        assert len(signature(a) & signature(b)) >= ENOUGH, "and they are found by their keys"


EARLY, LATE = "2026-05-05T06:00:00+00:00", "2026-05-05T09:00:00+00:00"
ORDERS = [
    ("O8 else the earliest", {"published": EARLY}, {"published": LATE}, "b copies a"),
    ("O8 else the earliest, whatever came first", {"published": LATE}, {"published": EARLY}, "a copies b"),
    ("O8 the credited one, though later", {"published": LATE}, {"published": EARLY, "byline": "Ana Reis, Valley Herald"}, "b copies a"),
    ("O8 the credited one, in capitals", {"published": LATE}, {"published": EARLY, "byline": "VALLEY HERALD"}, "b copies a"),
    ("O8 both credit a third: the earliest", {"published": EARLY, "byline": "Union News"}, {"published": LATE, "byline": "Union News"}, "b copies a"),
    ("D1 a date alone is sorted at its start", {"published": "2026-05-05"}, {"published": EARLY}, "b copies a"),
    ("no date: the later one", {"published": None}, {"published": LATE}, "a copies b"),
    ("no date, but when it was retrieved", {"published": None, "retrieved": EARLY}, {"published": LATE}, "b copies a"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "first", "second", "expected"), ORDERS, ids=[order[0] for order in ORDERS])
def test_originals(why: str, first: dict[str, str | None], second: dict[str, str | None], expected: str) -> None:
    a = Document("\n\n".join(ORCHARD), outlet="The Valley Herald", **first)
    b = Document("\n\n".join(ORCHARD[:5]), outlet="Coast Post", **second)
    assert told(find_copies(a, [b]), a=a, b=b) == [expected]


def test_an_agency_that_updates_its_text_does_not_copy_the_paper_that_took_the_first() -> None:
    paper = document([TUNNEL[0].split(" — ")[1], *TUNNEL[1:5]], "Coast Post", EARLY)
    update = document(
        ["HOLM (Meridian Wire) — One tube of the Holm road tunnel will open for ambulances tonight.", *TUNNEL[:5]],
        "Meridian Wire",
        LATE,
    )
    assert told(find_copies(update, [paper]), paper=paper, update=update) == ["paper copies update"]


REVISIONS = [
    ("O8 one page, two addresses", {"url": "https://post.example/hail", "title": "Hail"}, {"url": "https://post.example/hail?p=1", "title": "Hail"}, "b revises a"),
    ("O8 no addresses", {}, {}, "b revises a"),
    ("the ledger knows its addresses", {"url": "https://post.example/hail"}, {"url": "https://post.example/hail"}, ""),
    ("O8 a second dispatch", {"url": "https://post.example/1", "title": "Hail"}, {"url": "https://post.example/2", "title": "Hail: growers ask for aid"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("why", "first", "second", "expected"), REVISIONS, ids=[each[0] for each in REVISIONS])
def test_revisions(why: str, first: dict[str, str], second: dict[str, str], expected: str) -> None:
    a = Document("\n\n".join(ORCHARD), outlet="Coast Post", published=EARLY, **first)
    b = Document(
        "\n\n".join([*ORCHARD, "Corrected: the board speaks of fruit, not of vegetables."]),
        outlet="The Coast Post",
        published=LATE,
        **second,
    )
    assert told(find_copies(b, [a]), a=a, b=b) == ([expected] if expected else [])


def test_the_words_tell_what_is_shared() -> None:
    a, b = document(TUNNEL, "Meridian Wire"), document(EDITED, "Coast Post", LATE)
    (judgement,) = find_copies(b, [a])
    assert judgement.by == BY
    assert judgement.reason is not None
    assert judgement.reason.startswith("132 of 150 words in common, in 1 passage from “in four of the rings that line")
    assert judgement.score is not None
    assert 0.9 < judgement.score <= 1


def test_of_two_dispatches_the_nearer_one_scores_higher() -> None:
    first, second = (
        document(TUNNEL, "Meridian Wire", EARLY),
        document([*TUNNEL, *OWN_TUNNEL[3:]], "Meridian Wire", LATE),
    )
    copy = document(TUNNEL, "Coast Post", "2026-05-05T12:00:00+00:00")
    scores = {each.b: each.score or 0 for each in find_copies(copy, [second, first])}
    assert scores[first.id] > scores[second.id]


def test_a_merged_text_goes_back_to_both() -> None:
    a, b = document(ORCHARD, "Valley Herald", EARLY), document(STRIKE, "Harbour Times", EARLY)
    merged = document([*ORCHARD[:5], *STRIKE], "Coast Post", LATE)
    assert told(find_copies(merged, [a, b]), a=a, b=b, merged=merged) == ["merged copies a", "merged copies b"]


PILE = [
    document(TUNNEL, "Meridian Wire", EARLY), document(EDITED, "Coast Post", LATE), document(OWN_TUNNEL, "Holm Echo", LATE),
    document(TUNNEL[:4], "Hill Mail", LATE, byline="Meridian Wire"), document(ORCHARD, "Valley Herald", EARLY),
    document([*ORCHARD[:5], *STRIKE], "Star", LATE), document(STRIKE, "Harbour Times", EARLY), document(NEW_LEAD + BACKGROUND, "Harbour Times", LATE),
]  # fmt: skip


@given(st.permutations(PILE))
@settings(max_examples=20, deadline=None)
def test_any_order_of_arrival_gives_the_same_judgements(order: list[Document]) -> None:
    found = [each for at, arrived in enumerate(order) for each in find_copies(arrived, order[:at])]
    expected = [each for at, arrived in enumerate(PILE) for each in find_copies(arrived, PILE[:at])]
    assert sorted(found, key=lambda each: (each.a, each.b or "")) == sorted(
        expected, key=lambda each: (each.a, each.b or "")
    )
    assert len(expected) == 5


@given(st.text(max_size=300), st.text(max_size=300))
@settings(deadline=None)
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    a, b = Document(one, outlet="A"), Document(other, outlet="B")
    assert find_copies(a, [b]) == find_copies(b, [a])
    words, others = find_words(one), find_words(other)
    if len(words) and len(others):
        found = overlap(words, others)
        assert 0 <= found.most <= 1
        assert found.common <= found.size


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_a_text_of_which_some_words_were_changed_stays_a_copy(seed: int) -> None:
    chance = random.Random(seed)
    words = "\n\n".join(TUNNEL).split(" ")
    edited = " ".join(
        chance.choice(["perhaps", "so", "the", ""]) if each.islower() and chance.random() < 0.25 else each
        for each in words
    )
    a, b = document(TUNNEL, "Meridian Wire", EARLY), Document(edited, outlet="Coast Post", published=LATE)
    assert told(find_copies(b, [a]), a=a, b=b) == ["b copies a"]


def test_a_document_is_no_copy_of_itself() -> None:
    a = document(TUNNEL, "Meridian Wire")
    assert find_copies(a, [a, replace(a, title="Another title")]) == []
