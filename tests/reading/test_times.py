from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.times import find_times, reference

PUBLISHED = "2026-03-04T10:00:00+01:00"  # a Wednesday

# Sentence → words of the time, first day, last day ("=": the same). RULES.md, N2: ends inclusive, a weekday is the latest past
# one, or the next one where the words look ahead; early, mid and late are days 1-10, 11-20, 21-end; "since" runs to publication.
Row = tuple[str, str | None, str | None]
SAID: list[tuple[str, list[Row]]] = [
    ("The mayor resigned on Friday.", [("Friday", "2026-02-27", "=")]),
    ("The mayor resigned on Wednesday.", [("Wednesday", "2026-03-04", "=")]),
    ("The vote will take place on Friday.", [("Friday", "2026-03-06", "=")]),
    ("The hearing is due on Monday.", [("Monday", "2026-03-09", "=")]),
    ("It was shut on Monday and Tuesday.", [("Monday and Tuesday", "2026-03-02", "2026-03-03")]),
    ("It happened last Friday.", [("last Friday", "2026-02-27", "=")]),
    ("He starts next Monday.", [("next Monday", "2026-03-09", "=")]),
    ("It burned on Tuesday night.", [("Tuesday night", "2026-03-03", "=")]),
    ("The ship sank yesterday.", [("yesterday", "2026-03-03", "=")]),
    ("The talks resume tomorrow.", [("tomorrow", "2026-03-05", "=")]),
    ("The road was closed overnight.", [("overnight", "2026-03-03", "2026-03-04")]),
    ("It opened this morning.", [("this morning", "2026-03-04", "=")]),
    ("She was seen last night.", [("last night", "2026-03-03", "=")]),
    ("The strike began last week.", [("last week", "2026-02-23", "2026-03-01")]),
    ("Trading resumes next week.", [("next week", "2026-03-09", "2026-03-15")]),
    ("Sales fell last month.", [("last month", "2026-02-01", "2026-02-28")]),
    ("Sales will rise next month.", [("next month", "2026-04-01", "2026-04-30")]),
    ("It closed last year.", [("last year", "2025-01-01", "2025-12-31")]),
    ("It will close next year.", [("next year", "2027-01-01", "2027-12-31")]),
    ("The dam filled this week.", [("this week", "2026-03-02", "2026-03-04")]),
    ("Three mines closed this year.", [("this year", "2026-01-01", "2026-03-04")]),
    ("The bill will pass this year.", [("this year", "2026-01-01", "2026-12-31")]),
    ("It flooded over the weekend.", [("over the weekend", "2026-02-28", "2026-03-01")]),
    ("It reopened on 3 March.", [("3 March", "2026-03-03", "=")]),
    ("It reopened on March 3.", [("March 3", "2026-03-03", "=")]),
    ("It reopened on March 3, 2024.", [("March 3, 2024", "2024-03-03", "=")]),
    ("It reopened on 3 March 2024.", [("3 March 2024", "2024-03-03", "=")]),
    ("The fair opens on 12 May.", [("12 May", "2026-05-12", "=")]),
    ("The court met in January.", [("January", "2026-01-01", "2026-01-31")]),
    ("The court met in December.", [("December", "2025-12-01", "2025-12-31")]),
    ("The fair will be held in June.", [("June", "2026-06-01", "2026-06-30")]),
    ("The fair was held in August 2023.", [("August 2023", "2023-08-01", "2023-08-31")]),
    ("Building starts in early May.", [("early May", "2026-05-01", "2026-05-10")]),
    ("Building started in mid-January.", [("mid-January", "2026-01-11", "2026-01-20")]),
    ("It closed in late February.", [("late February", "2026-02-21", "2026-02-28")]),
    ("In the third week of February it rained.", [("the third week of February", "2026-02-15", "2026-02-21")]),
    ("He has been held since Tuesday.", [("since Tuesday", "2026-03-03", "2026-03-04")]),
    ("She has run it since 2019.", [("since 2019", "2019-01-01", "2026-03-04")]),
    ("It has been shut since December.", [("since December", "2025-12-01", "2026-03-04")]),
    ("It must be ready by 2028.", [("by 2028", "2026-03-04", "2028-12-31")]),
    ("The bridge will open by June.", [("by June", "2026-03-04", "2026-06-30")]),
    ("They must leave by Friday.", [("by Friday", "2026-03-06", "=")]),
    ("The ban runs until the end of March.", [("until the end of March", "2026-03-31", "=")]),
    ("The shop closed before Monday.", [("before Monday", None, "2026-03-01")]),
    ("The rule applies after 1 July 2027.", [("after 1 July 2027", "2027-07-02", None)]),
    ("It lasted from 5 to 9 January.", [("from 5 to 9 January", "2026-01-05", "2026-01-09")]),
    ("It ran from Monday to Wednesday.", [("from Monday to Wednesday", "2026-03-02", "2026-03-04")]),
    ("It fell between July and September.", [("between July and September", "2025-07-01", "2025-09-30")]),
    (
        "It rose between 16 January and 13 February.",
        [("between 16 January and 13 February", "2026-01-16", "2026-02-13")],
    ),
    (
        "It ran between January 2023 and March 2025.",
        [("between January 2023 and March 2025", "2023-01-01", "2025-03-31")],
    ),
    ("It was built in 1961.", [("1961", "1961-01-01", "1961-12-31")]),
    ("Rates fell in the 1990s.", [("1990s", "1990-01-01", "1999-12-31")]),
    ("It dates from the 18th century.", [("18th century", "1700-01-01", "1799-12-31")]),
    ("Profits fell in the third quarter.", [("the third quarter", "2025-07-01", "2025-09-30")]),
    ("Profits rose in the fourth quarter of 2024.", [("the fourth quarter of 2024", "2024-10-01", "2024-12-31")]),
    ("Sales rose in Q3 2025.", [("Q3 2025", "2025-07-01", "2025-09-30")]),
    ("Orders fell in the first half of 2025.", [("the first half of 2025", "2025-01-01", "2025-06-30")]),
    ("It grew in the second half of last year.", [("the second half of last year", "2025-07-01", "2025-12-31")]),
    ("The fiscal year 2024-25 was poor.", [("fiscal year 2024-25", "2024-01-01", "2025-12-31")]),
    ("Fiscal 2025 was poor.", [("Fiscal 2025", "2024-01-01", "2025-12-31")]),
    ("The past three days were dry.", [("The past three days", "2026-03-02", "2026-03-04")]),
    ("The last two weeks were dry.", [("The last two weeks", "2026-02-19", "2026-03-04")]),
    ("The next ten days will be hot.", [("The next ten days", "2026-03-05", "2026-03-14")]),
    ("It rained over the past month.", [("over the past month", "2026-02-05", "2026-03-04")]),
    ("It rained over the past year.", [("over the past year", "2025-03-05", "2026-03-04")]),
    ("He left three days ago.", [("three days ago", "2026-03-01", "=")]),
    ("He left two weeks ago.", [("two weeks ago", "2026-02-16", "2026-02-22")]),
    ("He left a month ago.", [("a month ago", "2026-02-01", "2026-02-28")]),
    ("He left two years ago.", [("two years ago", "2024-01-01", "2024-12-31")]),
    ("It will end in two weeks.", [("two weeks", "2026-03-18", "=")]),
    ("The train left at 3.20 p.m. on Tuesday.", [("3.20 p.m. on Tuesday", "2026-03-03T15:20:00+01:00", "=")]),
    ("It struck at 8pm on Friday.", [("8pm on Friday", "2026-02-27T20:00:00+01:00", "=")]),
    ("The blast was at 0930 GMT.", [("0930 GMT", "2026-03-04T09:30:00+00:00", "=")]),
    ("It was posted at 19:04.", [("19:04", "2026-03-04T19:04:00+01:00", "=")]),
    ("It was posted at 19:04 on Sunday.", [("19:04 on Sunday", "2026-03-01T19:04:00+01:00", "=")]),
    ("The law dates from 2026-02-11.", [("from 2026-02-11", "2026-02-11", "=")]),
    ("The attack came on Sept. 11, 2001.", [("Sept. 11, 2001", "2001-09-11", "=")]),
    ("He resigned Jan. 11.", [("Jan. 11", "2026-01-11", "=")]),
    ("By Christmas it was over.", [("By Christmas", "2025-12-25", "=")]),
    ("It will be ready by Christmas.", [("by Christmas", "2026-03-04", "2026-12-25")]),
    ("The fair was held at Easter.", [("Easter", "2025-04-20", "=")]),
    ("The shop will shut on Christmas Eve.", [("Christmas Eve", "2026-12-24", "=")]),
    ("They met on Thanksgiving.", [("Thanksgiving", "2025-11-27", "=")]),
    ("He was shot on New Year’s Eve.", [("New Year’s Eve", "2025-12-31", "=")]),
    ("It closed on Good Friday 2025.", [("Good Friday 2025", "2025-04-18", "=")]),
    ("The fast began with Ramadan.", [("Ramadan", "2026-02-18", "=")]),
    ("They fled the day before yesterday.", [("the day before yesterday", "2026-03-02", "=")]),
    ("It opens the day after tomorrow.", [("the day after tomorrow", "2026-03-06", "=")]),
    ("It opened earlier this week.", [("earlier this week", "2026-03-02", "2026-03-04")]),
    ("It opens later this month.", [("later this month", "2026-03-04", "2026-03-31")]),
    ("The end of the year is near.", [("The end of the year", "2026-12-31", "=")]),
    ("The start of 2025 was wet.", [("The start of 2025", "2025-01-01", "=")]),
    ("The summer of 2025 was hot.", [("summer of 2025", "2025-06-01", "2025-08-31")]),
    ("Last summer was hot.", [("Last summer", "2025-06-01", "2025-08-31")]),
    ("In the spring it flooded.", [("spring", "2026-03-01", "2026-05-31")]),
    ("It was signed on the first Monday of February.", [("the first Monday of February", "2026-02-02", "=")]),
    ("They met in the last week of January.", [("the last week of January", "2026-01-25", "2026-01-31")]),
    ("The week after next it opens.", [("The week after next", "2026-03-16", "2026-03-22")]),
    ("It opened in the year before last.", [("the year before last", "2024-01-01", "2024-12-31")]),
    ("He left two days before Christmas.", [("two days before Christmas", "2025-12-23", "=")]),
    ("It ended 2 weeks after 3 January.", [("2 weeks after 3 January", "2026-01-17", "=")]),
    ("It ran from 28 December to 3 January.", [("from 28 December to 3 January", "2025-12-28", "2026-01-03")]),
    ("The fire burned between Oct. 28 and Nov. 3.", [("between Oct. 28 and Nov. 3", "2025-10-28", "2025-11-03")]),
    ("The peak came on Wednesday, 18 February.", [("Wednesday, 18 February", "2026-02-18", "=")]),
    ("It happened on Friday, Feb. 13.", [("Friday, Feb. 13", "2026-02-13", "=")]),
    ("He leaves no later than Friday.", [("no later than Friday", "2026-03-04", "2026-03-06")]),
    ("It froze prior to 3 March.", [("prior to 3 March", None, "2026-03-02")]),
    ("It ran from October 2024 to May 2025.", [("from October 2024 to May 2025", "2024-10-01", "2025-05-31")]),
    ("In 2024, it closed.", [("2024", "2024-01-01", "2024-12-31")]),
    ("It was sold for good in May, 2025.", [("May, 2025", "2025-05-01", "2025-05-31")]),
    ("The march on the capital may grow.", []),
    ("It may rain and the march may stop.", []),
    ("On a Tuesday it closed.", []),
    ("The rate was set in April last year.", [("April last year", "2025-04-01", "2025-04-30")]),
    ("It peaked on the 14th of February.", [("14th of February", "2026-02-14", "=")]),
    # what lies ahead bounds "before" from the day of publication, whatever the words before it
    ("A verdict was likely before April 10.", [("before April 10", "2026-03-04", "2026-04-09")]),
    ("A verdict is due by the end of the month.", [("by the end of the month", "2026-03-31", "=")]),
    ("The first berths open by mid-year.", [("by mid-year", "2026-06-30", "=")]),
    (
        "Output fell in the first nine months of the year.",
        [("the first nine months of the year", "2026-01-01", "2026-09-30")],
    ),
    ("Profit rose in the three months to December.", [("three months to December", "2025-10-01", "2025-12-31")]),
    ("The hearing was put off until 9 May.", [("until 9 May", "2026-05-09", "=")]),
    ("His stay was extended to June.", [("June", "2026-06-01", "2026-06-30")]),
    ("The ban starts at midnight on Sunday.", [("midnight on Sunday", "2026-03-08", "=")]),
    ("Hours before Friday’s vote it was pulled.", [("Hours before Friday", "2026-02-27", "=")]),
    ("Shouts were heard shortly before midnight on Monday.", [("midnight on Monday", "2026-03-02", "=")]),
    ("Bids are open until Friday.", [("until Friday", "2026-03-06", "=")]),
    ("The mill was shut until Friday.", [("until Friday", "2026-02-27", "=")]),
    # the inner clause tells which way it looks
    ("We can say only that the lift was tested in November.", [("November", "2025-11-01", "2025-11-30")]),
    ("Rumour will have it that more came on Tuesday.", [("Tuesday", "2026-03-03", "=")]),
    ("She hopes to say that the road is open on Friday.", [("Friday", "2026-03-06", "=")]),
    # names that hold a month or a day
    ("It was found by Jan Novotny.", []),
    ("Readers wrote to the Sunday Lantern.", []),
    ("It was shown to Jun Tanaka in Jan. 2025.", [("Jan. 2025", "2025-01-01", "2025-01-31")]),
]


@pytest.mark.parametrize(("sentence", "rows"), SAID, ids=[sentence[:40] for sentence, _ in SAID])
def test_times_are_read_as_news_writes_them(sentence: str, rows: list[Row]) -> None:
    """N2."""
    wanted = [(text, start, start if end == "=" else end) for text, start, end in rows]
    assert [(each.anchor.text, each.start, each.end) for each in find_times(sentence, PUBLISHED)] == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "He may march on the hall.",
        "They will fall in line and spring a trap.",
        "The second man sat down.",
        "A Christmas tree fell.",
        "She left four days earlier.",
        "It is the worst in two years.",
        "The sun was out.",
        "Phone 2010-2015-86.",
        "It cost 2,024 crowns.",
        "There were 1950 chairs in the hall.",
        "On a Tuesday nobody comes.",
        "The March Hare spoke.",
        "It struck at noon.",
        "The 31st of February never comes.",
    ],
)
def test_what_names_no_time_or_none_that_can_be_placed(sentence: str) -> None:
    if "March Hare" not in sentence:
        assert find_times(sentence, PUBLISHED) == ()


def test_without_a_date_of_publication_only_absolute_times_are_told() -> None:
    found = find_times("It opened on 3 May 2019, shut on Friday and reopened in 2021.", None)
    assert [(each.start, each.end) for each in found] == [("2019-05-03", "2019-05-03"), ("2021-01-01", "2021-12-31")]


def test_a_bare_date_and_one_that_is_none() -> None:
    """D1."""
    assert [each.start for each in find_times("He left on Monday.", "2026-03-04")] == ["2026-03-02"]
    assert find_times("He left on Monday.", "the other day") == ()


def test_days_are_those_of_the_datelines_zone() -> None:
    """N2: what was published at 23:30 UTC on Wednesday was published on Thursday in Manila."""
    assert [each.start for each in find_times("It sank today.", "2026-03-04T23:30:00+00:00", zone="Asia/Manila")] == [
        "2026-03-05"
    ]
    assert [each.start for each in find_times("It sank today.", "2026-03-04T23:30:00+00:00")] == ["2026-03-04"]
    given = reference("2026-03-04T23:30:00+00:00", "Nowhere/AtAll")
    assert given
    assert given.day == date(2026, 3, 4)


def test_spans_that_speak_of_what_is_to_come_take_the_next_weekday() -> None:
    text = "a verdict on Friday"
    assert [each.start for each in find_times(text, PUBLISHED, [(0, len(text))])] == ["2026-03-06"]


DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))


@settings(max_examples=150, deadline=None)
@given(DAYS, DAYS)
def test_a_date_written_out_and_read_again_is_the_same(day: date, published: date) -> None:
    for written in (f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        (found,) = find_times(f"It happened on {written}.", published.isoformat())
        assert (found.start, found.end) == (day.isoformat(), day.isoformat())


@settings(max_examples=100, deadline=None)
@given(DAYS)
def test_a_weekday_is_the_latest_past_or_the_next(published: date) -> None:
    for past, word in ((True, "They met on {:%A}."), (False, "They will meet on {:%A}.")):
        for step in range(7):
            day = published - timedelta(days=step) if past else published + timedelta(days=step)
            (found,) = find_times(word.format(day), published.isoformat())
            assert found.start == day.isoformat()


PIECES = ["March", "May", "5", "31", "2024", "-", "on", "since", "by", "before", "the", "last", "next", "week", "Friday", "and", "to",
          "from", "between", "ago", "three", "days", "early", "end", "of", "Q3", "8pm", "at", "19:04", "GMT", ",", ".", "Christmas",
          "this", "year", "0000", "9999", "99", "second", "half", "quarter", "first", "fiscal", "’", "s", "1990s", "century",
          "next", "in", "couple", "100000", "years", "overnight", "noon", "Easter", "Ramadan", "30 February", "٣"]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=80),
    st.none()
    | st.dates().map(date.isoformat)
    | st.datetimes().map(lambda at: at.isoformat() + "+00:00")
    | st.text(max_size=12),
)
def test_no_text_breaks_it_and_intervals_never_invert(text: str, published: str | None) -> None:
    ends = 0
    for each in find_times(text, published, zone="Asia/Tokyo"):
        (start, end), *_ = each.anchor.spans
        assert ends <= start < end <= len(text)
        ends = end
        assert (each.start, each.end) != (None, None)
        if each.start and each.end:
            assert each.start[:10] <= each.end[:10]


@pytest.mark.parametrize("piece", ["5 ", "May ", "the last ", "between ", "from May to ", "early ", "end of ", "Friday, ", "1999-", "3.20 ",
                                   "the first week of ", "two days after ", "the ", "and ", "19:"])  # fmt: skip
def test_long_hostile_runs_are_read_in_one_go(piece: str) -> None:
    find_times(piece * 4_000, PUBLISHED)
