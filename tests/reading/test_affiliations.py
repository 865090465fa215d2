"""Whom the cast of a document speaks for, by all that it says of them (RULES.md, O1-O4). Texts are our own."""

from __future__ import annotations

import pytest

from sayso.nouns import Document
from sayso.reading.cast import Text, find_cast
from sayso.reading.meaning import find_speakers
from sayso.reading.tables import load_tables
from sayso.scales import Kind
from tests.notation import marked
from tests.reading.test_sources import lines_of


def parties(text: str, outlet: str | None = "Harbour Post") -> list[str | None]:
    found = marked(text)
    return [each.voice.party for each in find_speakers(Document(found.text, outlet=outlet), lines_of(found))]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        # O1: words anywhere in the document tie a person to a body; before, beside or after the mention that speaks
        ("[Ida Moe] <said> {the pump was old}. Moe, the chairwoman of Skagen Line, left early.", "Skagen Line"),
        ("[Tomas Bielik of Open Data Watch] <said> {the list was wrong}.", "Open Data Watch"),
        ("[The study's lead author, Dr. Ines Falco of the Kettle Institute,] <said> {rain was rare}.", "Kettle Institute"),
        ("[Norrby Rail founder Tilly Wenn] <said> {the track was sound}.", "Norrby Rail"),
        ("Norrby Rail lost two trains. [The company spokesman, Per Holm,] <said> {nobody was hurt}.", "Norrby Rail"),
        # a body's own party is its people's: the WHO's doctor speaks for the United Nations
        ("[Its doctor, Lena Hoek of the World Health Organization,] <said> {the ward was full}.", "United Nations"),
        ("[Philippine Red Cross president Ana Reyes] <said> {boats were late}.", "Philippine Red Cross"),
        # O1: local offices are the town's or region's, each its own
        ("The bridge at Nakuru is shut. [Mayor Ann Poole] <said> {it would open soon}.", "Nakuru"),
        ("[The governor of Turkana, Jo Lema,] <said> {wells were dry}.", "Turkana"),
        ("[Brno prosecutor Jana Dvorak] <said> {two men were held}.", "Brno prosecution service"),
        # O1: a bare noun is the body that the text names in full elsewhere
        ("Pupils of the Orlu boarding school fell ill. [School director Bo Mlak] <said> {the milk was sour}.", "Orlu boarding school"),
        ("The city transport committee met. [The committee's chair, Vesna Gaj,] <said> {fares would rise}.", "city transport committee"),
        ("A clinic in Tarn was shut. [The clinic's director] <said> {it lacked power}.", "Tarn clinic"),
        # O4: a seat that acts right before is the state of the offices named there
        ("Peru closed a pass on Monday. Santiago gave another version: rocks fell, [government spokesman Luis Rey] <said> {nobody was hurt}.", "Chile"),
        # O1: a branch of a known body is that body's party, wherever it stands
        ("Zambia ran short of vaccine. [A WHO official in Lusaka] <said> {a ship was late}.", "United Nations"),
        ("[The FBI's Omaha office] <declined to discuss> {the raid}.", "United States"),
        ("Nepal and India met. [The Nepali side] <said> {water came late}.", "Nepal"),
        # officers of a vote are the commission's, not the state's
        ("Mali voted on Sunday. The electoral commission met late. [A presiding officer] <said> {ballots ran out}.", "electoral commission"),
        # O2: unnamed hands are those of the body that the text speaks of
        ("Brask Energy lost a boiler. Brask said it was old. [A foreman] <said> {the gauge was stuck}.", "Brask Energy"),
        ("[A relief worker] <said> {the road was cut}. The Red Crescent lost two trucks.", None),
        # the owner may open the sentence
        ("Hungary's parliament met. [The prime minister's office] <denied> {the deal}.", "Hungary"),
        # parliaments' members speak for themselves
        ("[Opposition senator Rhys Vale] <said> {the bill was dead}.", "Rhys Vale"),
        # officers of the forces are the state's
        ("Mali shut a road. [Col. Ada Keita] <said> {it was mined}.", "Mali"),
        # O2: unnamed officials of an executive arm: the country they are named with, else the one of the article
        ("Kenya shut its border. [An immigration officer] <said> {nobody had crossed}.", "Kenya"),
        ("Kenya shut its border. [Officials] <said> {nobody had crossed}.", "Kenya"),
        ("Kenya shut its border. [A union official] <said> {drivers were stuck}.", "union"),
        ("Kenya shut its border. [A Western official] <said> {it would open}.", None),
        ("Kenya shut its border. [A source close to the talks] <said> {it would open}.", None),
        # a lawyer without a named client speaks for those the words name
        ("[The growers' lawyer, Samira Haddad,] <said> {the water was theirs}.", "growers"),
        # documents speak for whoever made them, when the words say who
        ("Kettle Institute has new figures. [Modelling by the Kettle Institute] <shows> {rain will be rare}.", "Kettle Institute"),
        ("Kenya shut its border. [A leaked ministry memo] <said> {it would open}.", None),
        # our own people are the outlet
        ("[Our reporter at the quay, Ngaio Tipp,] <says> {the crane fell}.", "Harbour Post"),
    ],
)  # fmt: skip
def test_whom_somebody_speaks_for(text: str, party: str | None) -> None:
    assert parties(text)[0] == party


@pytest.mark.parametrize(
    ("text", "outlet", "expected"),
    [
        # O1: what is said once holds for all mentions, those before it too
        ("[Moe] <denied> {it}. Later [Ida Moe, who runs Skagen Line as its manager,] <said> {more}.", "Post", 2),
        # O2: one of a group has the group's party
        ("Chad closed a mine. [Two mining officials] <said> {it had flooded}. [One of them] <said> {pumps failed}.", "Post", 2),
    ],
)  # fmt: skip
def test_one_party_for_all_mentions(text: str, outlet: str, expected: int) -> None:
    found = parties(text, outlet)
    assert len(found) == expected
    assert len(set(found)) == 1
    assert found[0] is not None


@pytest.mark.parametrize(
    ("text", "spans", "kinds"),
    [
        # a firm's first word alone, taken for a surname by the network, is the firm
        ("Corvid Systems lost mail. Corvid kept quiet.", [("Corvid Systems", "ORG"), ("Corvid", "PER")], [Kind.ORGANIZATION]),
        # most mentions decide what a bare name is
        ("Lantern sued. Lantern won. Lantern paid.", [("Lantern", "ORG"), ("Lantern", "ORG"), ("Lantern", "PER")], [Kind.ORGANIZATION]),
        # a dateline is no body, a people's name neither
        ("TBILISI — Georgian crews dug. Ada Moe left.", [("TBILISI", "ORG"), ("Georgian", "MISC"), ("Ada Moe", "PER")], [Kind.PERSON]),
    ],
)  # fmt: skip
def test_the_networks_names_make_the_cast(text: str, spans: list[tuple[str, str]], kinds: list[Kind]) -> None:
    names, at = [], 0
    for words, kind in spans:
        start = text.index(words, at)
        at = start + len(words)
        names.append((start, at, kind))
    assert [each.kind for each in find_cast(Text(text), load_tables(), names)] == kinds
