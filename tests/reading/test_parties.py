"""Who speaks for which side (RULES.md, O1, O2, O4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.descriptions import describe
from sayso.reading.parties import (
    body_party,
    nation_in,
    nations_in,
    party_of_body,
    party_of_office,
)
from sayso.reading.setting import Setting, find_setting
from sayso.reading.tables import load_tables

TABLES = load_tables()
NOWHERE = Setting(None, None)


@pytest.mark.parametrize(
    ("words", "nation"),
    [
        ("the Norwegian coast guard", "Norway"), ("Dutch police", "Netherlands"), ("a U.S. official", "United States"), ("US officials", "United States"),
        ("Chile's navy", "Chile"), ("the South Korean military", "South Korea"), ("North Korean state media", "North Korea"), ("a Turkish minister", "Turkey"),
        ("ministry officials in Jakarta", "Indonesia"), ("Nairobi", "Kenya"), ("the Élysée", "France"), ("the Ivorian army", "Ivory Coast"),
        ("Côte d'Ivoire's army", "Ivory Coast"), ("the British embassy", "United Kingdom"), ("Kyiv", "Ukraine"), ("an Emirati diplomat", "United Arab Emirates"),
        ("the Papua New Guinean premier", "Papua New Guinea"), ("New Zealand's ambassador", "New Zealand"), ("the Philippine navy", "Philippines"), ("Czech farmers", "Czech Republic"),
        ("a polish of brass", None), ("tell us more", None), ("the turkey farm", None), ("a chad of paper", None), ("engineers in the valley", None),
    ],
)  # fmt: skip
def test_o1_the_country_that_words_name(words: str, nation: str | None) -> None:
    assert nation_in(words, TABLES) == nation


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Pentagon", "United States"), ("the White House", "United States"), ("FBI", "United States"), ("NASA", "United States"), ("State Department", "United States"), ("CIA", "United States"),
        ("Downing Street", "United Kingdom"), ("Home Office", "United Kingdom"), ("MI5", "United Kingdom"), ("Kremlin", "Russia"), ("FSB", "Russia"), ("NIS", "South Korea"),
        ("National Intelligence Service", "South Korea"), ("IDF", "Israel"), ("IRGC", "Iran"), ("RCMP", "Canada"), ("WHO", "United Nations"), ("UNHCR", "United Nations"), ("IAEA", "United Nations"),
        ("UN Security Council", "United Nations"), ("World Food Programme", "United Nations"), ("UN refugee agency", "United Nations"), ("European Commission", "European Union"), ("Frontex", "European Union"),
        ("EU", "European Union"), ("NATO", "NATO"), ("Federal Reserve", "Federal Reserve"), ("Bank of England", "Bank of England"), ("Scotland Yard", "Metropolitan Police"), ("Knesset", "Knesset"),
        ("Paris", "France"), ("Beijing", "China"), ("Pyongyang", "North Korea"), ("Manila", "Philippines"), ("Malacañang", "Philippines"), ("Berlin", "Germany"), ("Tokyo", "Japan"),
        ("Hartley Brothers", None), ("Society of Beekeepers", None),
    ],
)  # fmt: skip
def test_o4_named_bodies_capitals_and_seats(name: str, party: str | None) -> None:
    assert body_party(name, TABLES) == party


@pytest.mark.parametrize(
    ("words", "home", "party"),
    [
        ("Peru's foreign ministry", None, "Peru"), ("the Greek coast guard", None, "Greece"), ("the defence ministry", "Latvia", "Latvia"), ("the army", "Mali", "Mali"),
        ("the Indian navy", None, "India"), ("Sweden's government", None, "Sweden"), ("the embassy of Cuba", None, "Cuba"), ("the Saudi embassy", None, "Saudi Arabia"),
        ("the UN mission", "Haiti", "United Nations"), ("the Danish cyber agency", None, "Denmark"), ("the interior ministry in Rome", None, "Italy"), ("Japan's meteorological agency", None, "Japan"),
        ("the Spanish civil guard", None, "Spain"), ("the EU delegation", None, "European Union"),
        ("Dutch police", None, "Netherlands"), ("German police", None, None), ("police", "Kenya", "Kenya"), ("police", "India", None), ("the federal police", "Brazil", "Brazil"), ("Kisumu police", "Kenya", None),
        ("the weather office", "Fiji", "Fiji"), ("the ministry for water", "Chad", "Chad"), ("the prime minister's office", "Malta", "Malta"), ("the country's geological institute", "Peru", "Peru"),
        ("the state oil company", "Oman", "Oman"), ("Estonia's radiation centre", None, "Estonia"), ("Chile's power utility", None, "Chile"), ("the national commission", "Iraq", "Iraq"),
        ("the Ministry of Defence", "Kenya", "Kenya"), ("the Ministry of Defence", None, "United Kingdom"), ("the Coast Guard", "Chile", "Chile"), ("the Department of Health", "Malta", "Malta"),
        ("the regulator", "Ghana", None), ("the election commission", "Ghana", None), ("the Supreme Court of India", None, None), ("the French central bank", None, None), ("the Spanish football federation", None, None),
        ("the city council", "Norway", None), ("county police", "Kenya", None), ("the bakery", "Norway", None), ("the Belgian parliament", None, None), ("the public prosecutor", "Austria", None),
        ("the teachers' union", "Fiji", None), ("the company", "Japan", None),
    ],
)  # fmt: skip
def test_o1_arms_of_a_state_and_bodies_of_their_own(words: str, home: str | None, party: str | None) -> None:
    assert party_of_body(describe(words, TABLES), TABLES, Setting(home, None)) == party


@pytest.mark.parametrize(
    ("words", "home", "party"),
    [
        ("US Defense Secretary Rosa Quill", None, "United States"), ("Poland's foreign minister, Jan Wolny", None, "Poland"), ("Health Minister Ida Moe", "Norway", "Norway"),
        ("the Japanese ambassador", None, "Japan"), ("two U.S. officials", None, "United States"), ("a French diplomat", None, "France"), ("Kremlin spokesman Oleg Sorin", None, "Russia"),
        ("UN envoy Lise Dahl", None, "United Nations"), ("Commission spokeswoman Eva Brandt", None, "European Union"), ("Brazilian President Caio Prado", None, "Brazil"),
        ("Thai army spokesman Col. Niran Suk", None, "Thailand"),
        ("a senator", "United States", None), ("US analysts", None, None), ("the Texas governor", "United States", None), ("Mayor Ann Poole", "Canada", None), ("former US ambassador Hal Reed", None, None),
        ("opposition leader Mara Silva", "Brazil", None), ("shadow minister Tom Hale", "Australia", None), ("economist Li Na", "China", None), ("striker Per Holm", "Sweden", None),
        ("Sheriff Dan Ortega", "United States", None), ("Labour MP Jo Firth", "United Kingdom", None), ("a German tourist", None, None), ("Swiss climber Urs Frei", None, None),
    ],
)  # fmt: skip
def test_o1_offices_speak_for_a_state_and_persons_for_themselves(
    words: str, home: str | None, party: str | None
) -> None:
    assert party_of_office(describe(words, TABLES, opening=words[0].isupper()), TABLES, Setting(home, None)) == party


@pytest.mark.parametrize(
    ("text", "outlet", "home"),
    [
        ("OSLO, May 4 — A ferry ran aground.", "Harbour Post", "Norway"), ("NAIROBI (AP) — Floods cut a road.", "Post", "Kenya"), ("MUMBAI: Rain fell.", None, "India"),
        ("A bridge fell on Monday.", "Kenya Morning", "Kenya"), ("Peru closed a mine. Peruvian unions objected; Chile watched.", "Mine Letter", "Peru"), ("A bridge fell.", "The Post", None),
        ("France and Italy met.", "The Post", "France"), ("GENEVA — Nepal asked for help, the UN said. Nepalese roads were shut.", "The Post", "Nepal"),
        ("The home secretary would not say more.", "The Ledger", "United Kingdom"), ("Farmers near Nakuru lost two crops.", "The Ledger", "Kenya"),
    ],
)  # fmt: skip
def test_where_an_article_is_set(text: str, outlet: str | None, home: str | None) -> None:
    assert find_setting(text, outlet, TABLES).home == home


def test_every_country_has_a_name_of_its_own() -> None:
    assert len(set(TABLES.nations.values())) >= 190
    assert set(TABLES.seats.values()) <= set(TABLES.nations.values())
    assert set(TABLES.cities.values()) <= set(TABLES.nations.values())


@given(st.text(max_size=80))
def test_any_words_can_be_asked(words: str) -> None:
    for start, name in nations_in(words, TABLES):
        assert 0 <= start < len(words)
        assert name in set(TABLES.nations.values())
    assert describe(words, TABLES) is not None
