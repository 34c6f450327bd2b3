"""Tests of the choice of days for a timeline of many articles."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compose.salient_days import DayMention, rank_days, weigh_mention

DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2021, 1, 1))


def _mention(day="2020-05-04", distance=1, place=0):
    return DayMention(day, distance, place)


def test_a_day_that_is_still_named_long_after_weighs_more():
    assert (
        weigh_mention(_mention(distance=30)) > weigh_mention(_mention(distance=2)) > weigh_mention(_mention(distance=0))
    )


def test_a_day_ahead_weighs_as_the_day_itself():
    assert weigh_mention(_mention(distance=-3)) == weigh_mention(_mention(distance=0))


def test_a_day_named_late_in_an_article_weighs_less():
    assert weigh_mention(_mention(place=10)) == weigh_mention(_mention(place=0)) / 2


def test_days_that_more_articles_name_come_first():
    mentions = [_mention("2020-05-03"), _mention("2020-05-04"), _mention("2020-05-04")]
    assert rank_days(mentions, {"2020-05-05": 3})[:2] == ("2020-05-04", "2020-05-03")


def test_days_before_the_articles_come_after_those_on_which_they_appeared():
    mentions = [_mention("2001-09-11", 6000)] * 9 + [_mention("2020-05-04")]
    assert rank_days(mentions, {"2020-05-05": 1}) == ("2020-05-04", "2020-05-05", "2001-09-11")


def test_a_quiet_month_is_not_drowned_by_a_loud_one():
    loud = [_mention(f"2020-05-{day:02d}") for day in range(1, 29) for _ in range(5)]
    quiet = [_mention("2020-11-10")] * 4
    ranked = rank_days(loud + quiet, {"2020-05-01": 1, "2020-11-11": 1})
    assert ranked[0] == "2020-11-10"


def test_without_a_published_day_the_named_days_are_ranked():
    assert rank_days(
        [_mention("1999-01-01", None), _mention("1999-01-01", None), _mention("1998-01-01", None)], {}
    ) == (
        "1999-01-01",
        "1998-01-01",
    )


def test_the_first_day_of_the_calendar_is_no_fault():
    assert rank_days([_mention("0001-01-01", 0)], {"0001-01-01": 1}) == ("0001-01-01",)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.tuples(DAYS, st.integers(-5, 400), st.integers(0, 30)), max_size=25), st.lists(DAYS, max_size=6))
def test_every_day_is_ranked_once_in_whatever_order_it_came(rows, published):
    mentions = [DayMention(day.isoformat(), distance, place) for day, distance, place in rows]
    counts = {day.isoformat(): 1 for day in published}
    ranked = rank_days(mentions, counts)
    assert set(ranked) == {one.day for one in mentions} | set(counts) and len(set(ranked)) == len(ranked)
    assert rank_days(reversed(mentions), counts) == ranked
