"""Who speaks, by name, kind and side (RULES.md, O1-O5). `[source] <cue> {content}` mark the spans; texts are our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.nouns import Document
from sayso.reading.attributions import Line
from sayso.reading.descriptions import describe
from sayso.reading.meaning import Told, find_meaning, find_speakers
from sayso.reading.sources import kind_of
from sayso.reading.tables import load_tables
from tests.notation import Marked, marked

TABLES = load_tables()


def lines_of(found: Marked) -> list[Line]:
    """One line a source, in order: the notation's spans taken in turn."""
    return [
        Line((source,), (cue,), (content,))
        for source, cue, content in zip(found.source, found.cue, found.content, strict=True)
    ]


def told(text: str, outlet: str | None = "Harbour Post") -> list[Told]:
    found = marked(text)
    return find_speakers(Document(found.text, outlet=outlet), lines_of(found))


@pytest.mark.parametrize(
    ("words", "name", "head"),
    [
        ("Health minister Lena Hoek", "Lena Hoek", "minister"), ("Ferry operator Skagen Line", "Skagen Line", "operator"), ("The operator, Norrby Rail,", "Norrby Rail", "operator"),
        ("Dana Ostby, president of the club", "Dana Ostby", "president"), ("The head of the water board, Dame Ruth Tolley,", "Ruth Tolley", "head"), ("the Allied Porters' Union", "Allied Porters' Union", None),
        ("US Defense Secretary Walt Moran", "Walt Moran", "secretary"), ("the minister of energy Dragan Perin", "Dragan Perin", "minister"), ("Dr. Ines Falco", "Ines Falco", "dr"), ("Sir Giles Pell", "Giles Pell", "sir"),
        ("Tomas Bielik of Open Data Watch", "Tomas Bielik", None), ("Mayor Hetty Lowe", "Hetty Lowe", "mayor"), ("her lawyer, Bo Strand,", "Bo Strand", "lawyer"), ("the Police Service of Northern Ireland", "Police Service of Northern Ireland", None),
        ("Police", None, "police"), ("two people briefed on the case", None, "people"), ("the company", None, "company"), ("a spokesman for the port", None, "spokesman"), ("one of them", None, "of"),
        ("A channel calling itself Ashes", "Ashes", "channel"), ("a witness known only as Kit", "Kit", "witness"),
    ],
)  # fmt: skip
def test_what_a_description_says(words: str, name: str | None, head: str | None) -> None:
    found = describe(words, TABLES, opening=words[0].isupper())
    assert (found.name, found.head) == (name, head)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("a survivor", "person"), ("a lorry driver", "person"), ("one mother", "person"), ("a former teacher", "person"), ("the landlord", "person"), ("a retired baker", "person"), ("a nurse in the ward", "person"),
        ("a senior official", "official"), ("a French diplomat", "official"), ("two people briefed on the talks", "official"), ("a person close to the board", "official"), ("sources", "official"), ("government officials", "official"),
        ("a source in the ministry", "official"), ("a nurse who asked not to be named", "official"), ("someone who has seen the letter", "official"), ("an aide to the minister", "official"),
        ("fishermen", "group"), ("residents", "group"), ("many experts", "group"), ("hospital doctors", "group"), ("parents at the gate", "group"), ("analysts", "group"), ("some neighbours", "group"),
        ("the ministry", "organization"), ("police", "organization"), ("the coast guard", "organization"), ("the company", "organization"), ("a spokesman", "organization"), ("a charity", "organization"), ("the court", "organization"),
        ("the regulator", "organization"), ("the union", "organization"), ("a labour court in Lyon", "organization"),
        ("a study", "document"), ("the report", "document"), ("an internal memo", "document"), ("court papers", "document"), ("leaked emails", "document"), ("the indictment", "document"), ("an exit poll", "document"),
        ("a draft of the treaty", "document"), ("satellite images", "document"),
        ("the newspaper", "outlet"), ("the weekly", "outlet"), ("the broadcaster", "outlet"), ("state media", "outlet"),
    ],
)  # fmt: skip
def test_o2_kinds_of_sources_without_a_name(words: str, kind: str) -> None:
    assert kind_of(describe(words, TABLES), TABLES).value == kind


@pytest.mark.parametrize(
    ("text", "name", "kind", "party"),
    [
        # a rank is no part of a name; a firm's first word is
        ("[Brigadier General Lena Marrow] <said> {the bridge was safe}.", "Lena Marrow", "person", "Lena Marrow"),
        ("[General Ahmed Salim] <said> {the bridge was safe}.", "Ahmed Salim", "person", "Ahmed Salim"),
        ("[General Motors] <said> {sales had fallen}.", "General Motors", "organization", "General Motors"),
        # an inspector is of the police only where police are spoken of
        ("The labour inspectorate shut the plant. “A valve failed,” <said> [Ida Tolley, the chief inspector].{ }", "Ida Tolley", "person", "labour inspectorate"),
        # O4: who gives a figure says it
        ("According <to> [the latest count given this afternoon by Navy spokesman Commodore Lena Marrow], {81 were saved}.", "Lena Marrow", "person", "Navy"),
        ("<According to> [figures released on Monday by Orla Lines], {sales fell}.", "Orla Lines", "organization", "Orla Lines"),
        ("[A statement issued by the mayor, Ruth Tolley,] <said> {the quay was shut}.", "Ruth Tolley", "person", "Ruth Tolley"),
        # O4: capitals and seats stand for governments
        ("[Paris] <said> {the talks would go on}.", "Government of France", "organization", "France"),
        ("[The Kremlin] <said> {the talks would go on}.", "Kremlin", "organization", "Russia"),
        ("[Washington] <said> {the talks would go on}.", "Government of the United States", "organization", "United States"),
        ("[The Pentagon] <said> {two planes were lost}.", "Pentagon", "organization", "United States"),
        ("[Chile] <said> {it would close the border}.", "Government of Chile", "organization", "Chile"),
        # O1: arms of a state are its party
        ("[Ghana's army] <said> {it had left the town}.", "Ghanaian army", "organization", "Ghana"),
        ("[The Russian embassy] <said> {the ship was counting whales}.", "Embassy of Russia", "organization", "Russia"),
        ("[Norway's foreign ministry] <said> {the envoy had left}.", "Norway's foreign ministry", "organization", "Norway"),
        # O2: an unnamed spokesperson speaks as the body
        ("[A spokesman for the Home Office] <said> {the list was old}.", "Home Office", "organization", "United Kingdom"),
        ("[a Larkfield spokeswoman] <said> {the list was old}.", "Larkfield", "organization", "Larkfield"),
        # named persons, with and without an office
        ("[Health minister Lena Hoek] <said> {nine people were ill}.", "Lena Hoek", "person", "government"),
        ("[Peru's foreign minister, Ana Quispe,] <said> {the border was open}.", "Ana Quispe", "person", "Peru"),
        ("[Economist Per Lund] <said> {prices had risen}.", "Per Lund", "person", "Per Lund"),
        ("[The owner, Skagen Line,] <said> {the ferry was sound}.", "Skagen Line", "organization", "Skagen Line"),
        ("[Ostrava Steel] <said> {the furnace was cold}.", "Ostrava Steel", "organization", "Ostrava Steel"),
        # unnamed sources keep their description
        ("[two people briefed on the talks] <said> {a deal was near}.", "two people briefed on the talks", "official", None),
        ("[A senior European diplomat] <said> {a deal was near}.", "A senior European diplomat", "official", None),
        ("[two U.S. officials] <said> {a deal was near}.", "two U.S. officials", "official", "United States"),
        ("[Fishermen] <said> {the pipe leaked}.", "Fishermen", "group", None),
        ("[a survivor] <said> {the deck moved}.", None, "person", None),
        ("[an internal memo] <says> {the pipe leaked}.", "internal memo", "document", None),
        ("[US analysts] <said> {prices had risen}.", "US analysts", "group", None),
        # others
        ("[The UN refugee agency] <said> {600 families had fled}.", "UN refugee agency", "organization", "United Nations"),
        ("[The European Commission] <said> {the rules were clear}.", "European Commission", "organization", "European Union"),
        ("[Reuters] <reported> {that the bank had closed}.", "Reuters", "outlet", "Reuters"),
    ],
)  # fmt: skip
def test_one_source(text: str, name: str | None, kind: str, party: str | None) -> None:
    voice = told(text)[0].voice
    assert (voice.name, voice.kind.value) == (name, kind)
    assert voice.party == party


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # a pronoun takes the last speaker that agrees
        ("[Rosa Idel] <said> {the pier was old}. [She] <denied> {the rest}.", ["Rosa Idel", "Rosa Idel"]),
        ("[Rosa Idel] <said> {the pier was old}. [Karl Moe] <disagreed:> {it was new}. [He] <denied> {the rest}.", ["Rosa Idel", "Karl Moe", "Karl Moe"]),
        ("[Rosa Idel] <said> {the pier was old}. [Karl Moe] <disagreed:> {it was new}. [She] <denied> {the rest}.", ["Rosa Idel", "Karl Moe", "Rosa Idel"]),
        ("[Norrby Rail] <said> {the line was closed}. [It] <declined to say> {why}.", ["Norrby Rail", "Norrby Rail"]),
        ("[The mining union] <said> {six were missing}. [It] <blamed> {the owner}.", ["mining union", "mining union"]),
        ("[Villagers] <said> {the well was dry}. [They] <blamed> {the mine}.", ["Villagers", "Villagers"]),
        ("The mayor, Ada Berg, was late. {The bridge is safe}, [she] <said>.", ["Ada Berg"]),
        # a surname, a title, a role
        ("[Governor Selim Aksoy] <said> {six were hurt}. [Aksoy] <blamed> {the gas}.", ["Selim Aksoy", "Selim Aksoy"]),
        ("[Rosa Idel] <said> {the pier was old}. [Ms Idel] <blamed> {the sea}.", ["Rosa Idel", "Rosa Idel"]),
        ("[The mayor, Ada Berg,] <said> {six were hurt}. [The mayor] <blamed> {the gas}.", ["Ada Berg", "Ada Berg"]),
        ("[Transport minister Ewa Sroka] <said> {the line was closed}. [The minister] <blamed> {the frost}.", ["Ewa Sroka", "Ewa Sroka"]),
        # a body by its kind
        ("[Ferry operator Skagen Line] <said> {the ship was sound}. [The company] <blamed> {the storm}.", ["Skagen Line", "Skagen Line"]),
        ("[The Nurses' Guild] <said> {pay had fallen}. [The Guild] <called> {it a scandal}.", ["Nurses' Guild", "Nurses' Guild"]),
        ("[The World Food Programme] <said> {stocks were low}. [The agency] <blamed> {the road}.", ["World Food Programme", "World Food Programme"]),
        ("[Peru's health ministry] <said> {nine were ill}. [The ministry] <blamed> {the water}.", ["Peru's health ministry", "Peru's health ministry"]),
        ("[St. Olav Hospital] <said> {nine were ill}. [The hospital] <blamed> {the water}.", ["St. Olav Hospital", "St. Olav Hospital"]),
        ("[Norrby Rail] <said> {the line was closed}. [A spokeswoman] <blamed> {the frost}.", ["Norrby Rail", "Norrby Rail"]),
        # two of a kind keep apart
        ("[The health ministry] <said> {nine were ill}. [The finance ministry] <said> {money was short}.", ["health ministry", "finance ministry"]),
        # part of a group
        ("[two officials] <said> {a deal was near}. [One of them] <named> {a price}.", ["two officials", "one of two officials"]),
    ],
)  # fmt: skip
def test_o4_the_same_speaker_by_other_words(text: str, names: list[str]) -> None:
    assert [each.voice.name for each in told(text)] == names


@pytest.mark.parametrize(
    ("text", "outlet", "chain"),
    [
        ("[Rosa Idel] <said> {the pier was old}.", "Harbour Post", ["Harbour Post", "Rosa Idel"]),
        ("OSLO (Reuters) - [Rosa Idel] <said> {the pier was old}.", "Harbour Post", ["Harbour Post", "Reuters", "Rosa Idel"]),
        ("PARIS (AP) — [Rosa Idel] <said> {the pier was old}.", "Harbour Post", ["Harbour Post", "Associated Press", "Rosa Idel"]),
        ("PARIS (AP) — [Rosa Idel] <said> {the pier was old}.", "Associated Press", ["Associated Press", "Rosa Idel"]),
        ("[Rosa Idel] <told> Reuters {that the pier was old}.", "Harbour Post", ["Harbour Post", "Reuters", "Rosa Idel"]),
        ("[Rosa Idel] <told> the BBC {that the pier was old}.", "Harbour Post", ["Harbour Post", "BBC", "Rosa Idel"]),
        ("[Rosa Idel] <told> reporters {that the pier was old}.", "Harbour Post", ["Harbour Post", "Rosa Idel"]),
        ("[Rosa Idel] <told> the Harbour Post {that the pier was old}.", "Harbour Post", ["Harbour Post", "Rosa Idel"]),
        ("[Rosa Idel] <told> Karl Moe {that the pier was old}.", "Harbour Post", ["Harbour Post", "Rosa Idel"]),
        ("[The trust] <said> {the pier was old}.", "Pier Trust", ["Pier Trust"]),
    ],
)  # fmt: skip
def test_o3_o4_chains(text: str, outlet: str, chain: list[str]) -> None:
    assert [each.name for each in told(text, outlet)[0].chain] == chain


def test_o5_an_outlet_that_cites_somebody() -> None:
    text = "Yonhap reported, citing the spy agency, that the camp was empty."
    line = Line(((24, 38),), ((7, 15), (17, 23)), ((40, 63),))
    found = find_speakers(Document(text, outlet="Harbour Post"), [line])[0]
    assert [(each.name, each.kind.value) for each in found.chain] == [
        ("Harbour Post", "outlet"),
        ("Yonhap", "outlet"),
        ("spy agency", "organization"),
    ]


def test_u11_the_chain_of_words_inside_words() -> None:
    text = "Rosa Idel said the foreman had warned that the crane was old."
    outer = Line(((0, 9),), ((10, 14),), ((15, 60),))
    inner = Line(((15, 26),), ((27, 37),), ((38, 60),))
    found = find_meaning(Document(text, outlet="Harbour Post"), [outer, inner])
    assert [each.name for each in found[1].chain] == ["Harbour Post", "Rosa Idel", None]
    assert found[1].parent == found[0].id


def test_names_that_a_model_found_are_taken() -> None:
    text = "Talks with Vega Holm failed. The company said the price was low."
    line = Line(((29, 40),), ((41, 45),), ((46, 63),))
    found = find_speakers(Document(text, outlet="Harbour Post"), [line], [(11, 20, "ORG")])[0]
    assert (found.voice.name, found.voice.kind.value) == ("Vega Holm", "organization")


@given(st.text(alphabet="AB ab.,“”’'é\n", min_size=3, max_size=60), st.data())
def test_any_spans_make_a_chain_that_ends_with_the_source(text: str, data: st.DataObject) -> None:
    if not text.strip():
        return
    cut = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=2)))
    line = Line(((cut[0], cut[1]),), ((cut[0], cut[1]),), ((0, len(text)),))
    for each in find_speakers(Document(text, outlet="Post"), [line]):
        assert (each.chain[-1].name, each.chain[-1].kind) == (each.voice.name, each.voice.kind)
