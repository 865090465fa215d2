from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.nouns import Document
from sayso.reading.measures import read_measures

PUBLISHED = "2026-03-04T10:00:00+01:00"  # a Wednesday


def times(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    """Words and first day of each time; those here all name one day."""
    found = read_measures(Document(text, published=published)).times
    assert all((each.start or "")[:10] == (each.end or "")[:10] for each in found)
    return [(each.anchor.text, each.start and each.start[:10]) for each in found]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # from the day named last
        ("The dam broke on Sunday. Two days earlier it had been inspected.", [("Sunday", "2026-03-01"), ("Two days earlier", "2026-02-27")]),
        ("The mill shut on 12 February. The next day it burned.", [("12 February", "2026-02-12"), ("The next day", "2026-02-13")]),
        ("She was seen on Monday. She sang that evening.", [("Monday", "2026-03-02"), ("that evening", "2026-03-02")]),
        ("He sold the herd on Friday. The barn fell the day before.", [("Friday", "2026-02-27"), ("the day before", "2026-02-26")]),
        # not where no day is named, or too far back
        ("Two days earlier it had been inspected.", []),
        ("It rained. She sang that evening.", []),
        ("The dam broke on Sunday. It rained. It rained. It rained. That evening she sang.", [("Sunday", "2026-03-01")]),
        # nor in a comparison, nor to a day that has not come
        ("Sales fell on Monday. They were up from a year earlier.", [("Monday", "2026-03-02")]),
        ("The dam broke on Tuesday. Forty days later they prayed.", [("Tuesday", "2026-03-03")]),
        # from what happened
        ("A kiln exploded on 20 February. It had been mended two days before the blast.", [("20 February", "2026-02-20")]),
        (
            "A blast killed two potters on 20 February. The kiln had been mended two days before the blast.",
            [("20 February", "2026-02-20"), ("two days before the blast", "2026-02-18")],
        ),
        (
            "The tram derailed on Monday. Its brakes had been changed a week before the accident.",
            [("Monday", "2026-03-02"), ("a week before the accident", "2026-02-23")],
        ),
        ("Auditors met on Monday. Bolts had been changed a week before the accident.", [("Monday", "2026-03-02")]),
        # a time of day: its day stands in the sentence, before it, or is that of publication
        ("The tram derailed on Monday evening. Help came at around 6:50 p.m.", [("Monday evening", "2026-03-02"), ("6:50 p.m.", "2026-03-02")]),
        ("Help came at 6 a.m., police said.", [("6 a.m.", "2026-03-04")]),
        ("Help came at 6 p.m., police said.", [("6 p.m.", "2026-03-03")]),
    ],
)  # fmt: skip
def test_times_that_count_from_another(text: str, rows: list[tuple[str, str]]) -> None:
    """N2."""
    assert times(text) == rows


def test_without_a_day_of_publication_nothing_is_counted() -> None:
    assert times("Help came at 6 a.m. Two days earlier it rained.", None) == []


PIECES = ["on Monday", "that evening", "two days before the blast", "at 6 p.m.", "a week later", ".", "A blast struck", "tomorrow",
          "hours before", "the next day", "by", "in 9999", "three centuries earlier", "the day before", "It rained", ","]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_no_text_and_no_day_breaks_it(text: str, day: date) -> None:
    ends = 0
    for each in read_measures(Document(text, published=day.isoformat())).times:
        assert each.anchor
        (start, end), *_ = each.anchor.spans
        assert start < end <= len(text)
        assert start >= ends
        assert each.start is None or each.end is None or each.start <= each.end
        ends = start
