"""Which units count the same (RULES.md, N1, S12)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.weighing.units import compare_units, name_unit

SAME = [
    ("dead", "people dead"),
    ("dead", "people killed"),
    ("deaths", "dead"),
    ("fatalities", "people dead"),
    ("Dead", "dead"),
    ("injured", "people wounded"),
    ("hurt", "injured"),
    ("people", "persons"),
    ("soldier", "soldiers"),
    ("North Korean soldiers", "North  Korean soldiers"),
    ("per cent", "percent"),
    ("%", "percent"),
    ("km", "kilometers"),
    ("metres", "m"),
    ("kg", "kilos"),
    ("km per hour", "kilometres per hour"),
    ("USD", "US dollars"),
    ("bodies", "body"),
    ("miners dead", "miners killed"),
]
# N1: what is counted stays with its scope, the dead and the missing are never one number; in doubt apart.
APART = [
    ("dead", "missing"),
    ("people dead", "people injured"),
    ("dead", "more dead"),
    ("dead", "bodies"),
    ("dead", "natural deaths"),
    ("soldiers", "North Korean soldiers"),
    ("North Korean soldiers", "North Korean soldiers in Russia"),
    ("soldiers in Russia", "soldiers in Kursk"),
    ("soldiers", "troops"),
    ("dead", "children dead"),
    ("children dead", "miners dead"),
    ("injured", "others injured"),
    ("dollars", "US dollars"),
    ("tonnes", "tons"),
    ("percent", "percentage points"),
    ("barrels", "barrels per day"),
    ("homes", "houses"),
    ("evacuated", "rescued"),
    ("people", "dead"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_of_saying_what_is_counted(one: str, other: str) -> None:
    assert name_unit(one) == name_unit(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_scope_words_are_never_dropped(one: str, other: str) -> None:
    assert name_unit(one) != name_unit(other)


@pytest.mark.parametrize(
    ("units", "groups"),
    [
        (["boats", None], 1),
        (["boats", "ships", None], 3),
        (["miners dead", "dead"], 1),
        (["miners dead", "dead", "people killed"], 1),
        (["miners dead", "rescuers dead", "dead"], 3),
        (["miners dead", "missing"], 2),
        (["more dead", "dead"], 2),
        (["others injured", "injured"], 2),
        (["soldiers", "North Korean soldiers"], 2),
    ],
)
def test_a_bare_unit_counts_what_the_only_other_does(units: list[str | None], groups: int) -> None:
    assert len(set(compare_units([[unit] for unit in units]).values())) == groups


@pytest.mark.parametrize(
    "sayings", [[["dead", "miners dead"]], [["dead"], ["children dead"]], [["dead", "miners dead"], ["dead"]]]
)
def test_a_part_of_those_counted_is_no_version_of_the_whole(sayings: list[list[str]]) -> None:
    assert len(set(compare_units(sayings).values())) == 2


@given(st.lists(st.none() | st.text(max_size=12) | st.sampled_from([unit for pair in SAME + APART for unit in pair])))
def test_every_unit_has_one_name_in_any_order(units: list[str | None]) -> None:
    sayings = [[unit] for unit in units]
    assert compare_units(sayings) == compare_units(reversed(sayings))
    assert set(compare_units(sayings)) == set(units)
