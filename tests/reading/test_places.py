from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.gazetteer import fold, load_gazetteer
from sayso.reading.places import dateline, find_places

# Sentence → words of the place, its name, its country. RULES.md, N3: seas are nobody's, directions and offsets keep their words;
# persons, organizations and capitals that speak are no places.
Row = tuple[str, str, str | None]
SAID: list[tuple[str, list[Row]]] = [
    ("Fighting went on in eastern Libya.", [("eastern Libya", "eastern Libya", "LY")]),
    ("A ship sank off Cebu.", [("off Cebu", "Cebu", "PH")]),
    ("The strike hit a depot 40 km north of Kharkiv.", [("40 km north of Kharkiv", "Kharkiv", "UA")]),
    ("The raid took place near Derna.", [("Derna", "Derna", "LY")]),
    ("Troops crossed into Poland.", [("Poland", "Poland", "PL")]),
    ("He flew to Accra from Nairobi.", [("Accra", "Accra", "GH"), ("Nairobi", "Nairobi", "KE")]),
    ("A quake shook northern Chile.", [("northern Chile", "northern Chile", "CL")]),
    ("The fire spread across southern Spain.", [("southern Spain", "southern Spain", "ES")]),
    ("The train left Zurich.", [("Zurich", "Zurich", "CH")]),
    ("Two men were held in Oslo and Bergen.", [("Oslo", "Oslo", "NO"), ("Bergen", "Bergen", "NO")]),
    ("The camp lies near the Belarusian border.", [("Belarusian border", "Belarusian border", "BY")]),
    ("Ships passed the Strait of Hormuz.", [("Strait of Hormuz", "Strait of Hormuz", None)]),
    ("A cable broke in the Baltic Sea.", [("Baltic Sea", "Baltic Sea", None)]),
    ("Pirates boarded it in the Gulf of Aden.", [("Gulf of Aden", "Gulf of Aden", None)]),
    ("The convoy reached El Fasher.", [("El Fasher", "El Fasher", "SD")]),
    ("Snow fell in Quebec and Ontario.", [("Quebec", "Quebec", "CA"), ("Ontario", "Ontario", "CA")]),
    ("The plant stands in New South Wales.", [("New South Wales", "New South Wales", "AU")]),
    ("Rain fell in Northern Ireland.", [("Northern Ireland", "Northern Ireland", "GB")]),
    ("It was seen off the Somali coast.", [("Somali coast", "Somali coast", "SO")]),
    ("A blast was heard in N’Djamena.", [("N’Djamena", "N’Djamena", "TD")]),
    ("They marched through Port-au-Prince.", [("Port-au-Prince", "Port-au-Prince", "HT")]),
    ("The mine is in South Kordofan.", [("South Kordofan", "South Kordofan", "SD")]),
    ("A bus fell into a ravine in Uttar Pradesh.", [("Uttar Pradesh", "Uttar Pradesh", "IN")]),
    ("It burned down in Fresno, California.", [("Fresno", "Fresno", "US"), ("California", "California", "US")]),
    ("He lives in Paris, Texas.", [("Paris", "Paris", "US"), ("Texas", "Texas", "US")]),
    ("The flood hit Kinshasa.", [("Kinshasa", "Kinshasa", "CD")]),
    ("The court sits in The Hague.", [("The Hague", "The Hague", "NL")]),
    ("They were flown to the Isle of Man.", [("Isle of Man", "Isle of Man", "IM")]),
    ("The wreck lies 20 miles off Lampedusa.", [("20 miles off Lampedusa", "Lampedusa", "IT")]),
    ("The village of Tarnhollow was cut off.", [("Tarnhollow", "Tarnhollow", None)]),
    ("Nobody was hurt in Peachvale.", [("Peachvale", "Peachvale", None)]),
    ("Kyiv said it had no losses.", []),
    ("Russia’s foreign ministry declined to comment.", []),
    ("The University of Oslo closed.", []),
    ("Michael Jordan retired.", []),
    ("The Bank of England held rates.", []),
    ("The Sydney Morning Herald reported it.", []),
    ("Mr Lincoln resigned.", []),
    ("Georgia Keller won.", []),
    ("The Iranian embassy was closed.", []),
    ("He told London nothing.", []),
    ("In March it froze.", []),
    ("The Paris office was searched.", []),
    ("Kenya’s coast was hit.", [("Kenya", "Kenya", "KE")]),
    ("Wheat grows in the Punjab.", [("Punjab", "Punjab", None)]),
    ("He crossed the Mediterranean.", [("Mediterranean", "Mediterranean Sea", None)]),
    ("A drone fell in Constanța.", [("Constanța", "Constanța", "RO")]),
    (
        "Protests went on in Abidjan, Bouaké and Korhogo.",
        [("Abidjan", "Abidjan", "CI"), ("Bouaké", "Bouaké", "CI"), ("Korhogo", "Korhogo", "CI")],
    ),
    ("The road from Astana was closed.", [("Astana", "Astana", "KZ")]),
    ("They met in Geneva on Monday.", [("Geneva", "Geneva", "CH")]),
    ("A storm hit Luzon.", [("Luzon", "Luzon", "PH")]),
    ("The dam is on Lake Urmia.", [("Lake Urmia", "Lake Urmia", "IR")]),
    ("He was seen in Mumbai.", [("Mumbai", "Mumbai", "IN")]),
    ("The reef is in the South China Sea.", [("South China Sea", "South China Sea", None)]),
    ("Snow fell in Kraków.", [("Kraków", "Kraków", "PL")]),
    ("A hospital in Gaza was hit.", [("Gaza", "Gaza", "PS")]),
    ("Fires burned in Crete.", [("Crete", "Crete", "GR")]),
    ("The army left Bria.", [("Bria", "Bria", "CF")]),
    ("A tremor was felt in Sapporo.", [("Sapporo", "Sapporo", "JP")]),
    ("The herd grazes in Patagonia.", [("Patagonia", "Patagonia", "AR")]),
    ("Rain fell in eastern Libya.", [("eastern Libya", "eastern Libya", "LY")]),
    ("The well lies 12 km west of Gabès town.", [("12 km west of Gabès town", "Gabès", "TN")]),
    ("A drought in Kenya closed the Maralal road.", [("Kenya", "Kenya", "KE"), ("Maralal", "Maralal", "KE")]),
    ("Jackson road was closed.", []),
]


@pytest.mark.parametrize(("sentence", "rows"), SAID, ids=[sentence[:40] for sentence, _ in SAID])
def test_places_are_read_as_news_names_them(sentence: str, rows: list[Row]) -> None:
    """N3."""
    assert [(each.anchor.text, each.name, each.country) for each in find_places(sentence)] == rows


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("Police in Ohio said two men were held in London.", "London", "GB"),
        ("Canada’s police were called. In London, Ontario, a mill burned.", "London", "CA"),
        ("The governor of Texas spoke. A barn burned in Paris, Texas.", "Paris", "US"),
        ("A barn burned in Paris.", "Paris", "FR"),
        ("Georgian troops left. Rain fell in Georgia and in Tbilisi.", "Georgia", "GE"),
        ("Spain mourned. The bus had left Tarnhollow, Spain.", "Spain", "ES"),
        ("The storm crossed Norway and reached Hjelmsund Island.", "Hjelmsund Island", "NO"),
        ("Peru sent help. The mine lies near Cerro Quemado.", "Cerro Quemado", "PE"),
    ],
)
def test_namesakes_are_told_apart_by_what_stands_around(text: str, word: str, country: str) -> None:
    """N3: by the document's other places."""
    found = {each.anchor.text: each.country for each in find_places(text)}
    assert found[word] == country


def test_dateline_and_outlet_tell_the_country() -> None:
    """D2: the dateline itself belongs to no content."""
    text = "LIMA, March 4 (Andes Wire) - A dam broke near Quemado Alto."
    assert [(each.anchor.text, each.country) for each in find_places(text)] == [("Quemado Alto", "PE")]
    entry = dateline(text)
    assert entry
    assert (entry.country, entry.zone) == ("PE", "America/Lima")
    assert [each.country for each in find_places("A dam broke near Quemado Alto.", "Nairobi Courier")] == ["KE"]
    assert dateline("He left.") is None


@pytest.mark.parametrize(
    ("text", "told", "word", "country"),
    [
        # the clock of publication tells namesakes apart, and halves what lies under another time
        ("A warehouse burned in San Jose.", {"published": "2026-03-04T10:00:00+08:00"}, "San Jose", "PH"),
        ("A warehouse burned in San Jose.", {"published": "2026-03-04T10:00:00-08:00"}, "San Jose", "US"),
        ("A boat sank near Tarnhollow.", {"published": "2026-03-04T10:00:00+05:30"}, "Tarnhollow", "IN"),
        ("A boat sank near Tarnhollow.", {"published": "2026-03-04T10:00:00+00:00"}, "Tarnhollow", None),
        ("A boat sank near Tarnhollow.", {"published": "2026-03-04"}, "Tarnhollow", None),
        # so does the address of the page
        ("A boat sank near Tarnhollow.", {"url": "https://news.example.nz/2026/boat"}, "Tarnhollow", "NZ"),
        ("A boat sank near Tarnhollow.", {"url": "https://news.example.co/2026/boat"}, "Tarnhollow", None),
        # and who speaks, and which bodies of state are named
        ("A boat sank near Tarnhollow.", {"sides": ["Iceland", "Iceland", "Hekla Boats"]}, "Tarnhollow", "IS"),
        ("A boat sank near Tarnhollow. The Royal Navy helped.", {"sides": ["United Kingdom"]}, "Tarnhollow", "GB"),
        # a word that one country uses, a people named before the town, an edition in English that is no British one
        ("A boat sank near Tarnhollow. The barangay was evacuated.", {"sides": ["Philippines"]}, "Tarnhollow", "PH"),
        ("Shells hit the northern Syrian town of Tarnhollow.", {}, "Tarnhollow", "SY"),
        ("A boat sank near Tarnhollow.", {"outlet": "Nordpost (English edition)"}, "Tarnhollow", None),
        (
            "A mill burned near Tarnhollow.",
            {"outlet": "Serra Post", "published": "2026-03-04T10:00:00-03:00"},
            "Tarnhollow",
            "BR",
        ),
        # one of a list, across and out of
        ("The quake was felt in Brastad and Tarnhollow.", {}, "Tarnhollow", None),
        ("Power failed across the Tarnhollow on Friday, Norwegian and Norwegian crews said.", {}, "Tarnhollow", "NO"),
        ("Convoys left, going out of Tarnhollow on Friday.", {}, "Tarnhollow", None),
        # bound for, a valley at the head of a sentence, a capital's airport, half a country
        ("The ferry left Piraeus for Chios.", {}, "Chios", "GR"),
        ("The Tarn valley flooded.", {}, "Tarn valley", None),
        ("Kigali’s airport shut.", {}, "Kigali", "RW"),
        ("Southern Italy baked.", {}, "Southern Italy", "IT"),
        ("Floods cut off Derna on Monday.", {}, "Derna", "LY"),
        # names that several countries have agree on one
        ("Crews left Valencia for Puerto Cabello and Maracay. A bus burned near Tarnhollow.", {}, "Tarnhollow", "VE"),
    ],
)
def test_the_setting_of_a_document_tells_where_a_place_lies(
    text: str, told: dict[str, Any], word: str, country: str | None
) -> None:
    """N3."""
    found = {each.anchor.text: each.country for each in find_places(text, **told)}
    assert found[word] == country


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("The boat left Stromness.", "Stromness", "GB"),  # on no other list
        ("Officials in Algeria spoke. Trucks were stuck near Tamanrasset.", "Tamanrasset", "DZ"),
        ("Peru sent help. The mine lies near Cerro Quemado.", "Cerro Quemado", "PE"),
        ("Chad sent help. The mine lies near Quemaruk. Nobody slept in Quemaruk.", "Quemaruk", "TD"),
    ],
)
def test_villages_lie_where_a_list_has_them_or_where_the_document_is(text: str, word: str, country: str) -> None:
    """N3."""
    found = {each.anchor.text: each for each in find_places(text)}
    assert found[word].country == country


def test_a_village_has_coordinates() -> None:
    (found,) = find_places("The boat left Stromness.")
    assert (found.lat, found.lon, found.geonames) == (58.96, -3.3, None)


def test_a_capital_that_speaks_is_a_party() -> None:
    """O4, N3."""
    text = "Losses mounted in Warsaw, Madrid believes."
    start = text.index("Madrid")
    assert [each.anchor.text for each in find_places(text, parties=[(start, start + 6)])] == ["Warsaw"]


def test_coordinates_and_geonames() -> None:
    (found,) = find_places("A quay burned in Sapporo.")
    assert (found.geonames, found.country) == (2128295, "JP")
    assert (round(found.lat or 0), round(found.lon or 0)) == (43, 141)
    (sea,) = find_places("It sank in the Adriatic Sea.")
    assert (sea.lat, sea.lon, sea.country) == (None, None, None)


def test_the_gazetteer_knows_every_country_and_its_people() -> None:
    gazetteer = load_gazetteer()
    for name, code in (
        ("Burkina Faso", "BF"),
        ("Côte d’Ivoire", "CI"),
        ("DR Congo", "CD"),
        ("Türkiye", "TR"),
        ("U.K.", "GB"),
    ):
        assert gazetteer.look_up(fold(name))[0].country == code
    assert gazetteer.called[fold("Filipino")] == "PH"
    assert len(set(gazetteer.called.values())) > 180


PIECES = ["Oslo", "Paris", "in", "near", "of", "the", "University", "Jordan", "Michael", ",", ".", "’s", "said", "North", "northern", "km",
          "40", "off", "Lake", "-", "U", "São", "Paulo", "Gulf", "border", "Iranian", "district", "“", "’", "and", "A", "É", "Ǆ"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=80), st.text(max_size=20))
def test_no_text_breaks_it(text: str, outlet: str) -> None:
    ends = 0
    for each in find_places(text, outlet, [(0, 3)]):
        (start, end), *_ = each.anchor.spans
        assert ends <= start < end <= len(text)
        assert text[start:end] == each.anchor.text
        ends = end


@pytest.mark.parametrize(
    "piece", ["Oslo ", "in Oslo, ", "Of ", "Aa-", "north of ", "A ", "Paris’s ", "in Xx and ", "U.", "Xx Yy "]
)
def test_long_hostile_runs_are_read_in_one_go(piece: str) -> None:
    find_places(piece * 5_000)
