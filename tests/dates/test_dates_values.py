"""Values: bounds, precision, order and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import dates

# value, first day, last day, precision, words
VALUES = [
    ("2016-04-11", "2016-04-11", "2016-04-11", "day", "11 April 2016"),
    ("2016-04-11TMO", "2016-04-11", "2016-04-11", "part of day", "Monday morning 11 April 2016"),
    ("2016-04-11TNI", "2016-04-11", "2016-04-11", "part of day", "Monday night 11 April 2016"),
    ("2016-04-11T15:00", "2016-04-11", "2016-04-11", "part of day", "11 April 2016, 15:00"),
    ("2016-04-11T10:30Z", "2016-04-11", "2016-04-11", "part of day", "11 April 2016, 10:30 UTC"),
    ("2016-04-11TXX", "2016-04-11", "2016-04-11", "day", "11 April 2016"),
    ("2016-W15", "2016-04-11", "2016-04-17", "week", "week of 11 April 2016"),
    ("2016-W15-WE", "2016-04-16", "2016-04-17", "week", "weekend of 16 April 2016"),
    ("2016-04", "2016-04-01", "2016-04-30", "month", "April 2016"),
    ("2016-04 early", "2016-04-01", "2016-04-10", "month", "early April 2016"),
    ("2016-04 mid", "2016-04-11", "2016-04-20", "month", "mid-April 2016"),
    ("2016-04 late", "2016-04-21", "2016-04-30", "month", "late April 2016"),
    ("2016-SP", "2016-03-01", "2016-05-31", "season", "spring 2016"),
    ("2015-WI", "2015-12-01", "2016-02-29", "season", "winter 2015-16"),
    ("2016-Q3", "2016-07-01", "2016-09-30", "season", "third quarter of 2016"),
    ("2016-H1", "2016-01-01", "2016-06-30", "season", "first half of 2016"),
    ("2016", "2016-01-01", "2016-12-31", "year", "2016"),
    ("2016 early", "2016-01-01", "2016-04-30", "year", "early 2016"),
    ("2015 late", "2015-09-01", "2015-12-31", "year", "late 2015"),
    ("FY2017", "2017-01-01", "2017-12-31", "year", "financial year 2017"),
    ("198", "1980-01-01", "1989-12-31", "decade", "the 1980s"),
    ("197 early", "1970-01-01", "1973-04-30", "decade", "the early 1970s"),
    ("18", "1800-01-01", "1899-12-31", "decade", "the 19th century"),
    ("PAST_REF", None, None, "open", "in the past"),
    ("PRESENT_REF", None, None, "open", "at present"),
    ("FUTURE_REF", None, None, "open", "in the future"),
    ("XXXX-WXX-1", None, None, "unknown", "Monday (date unknown)"),
    ("XXXX-WXX-1TMO", None, None, "unknown", "Monday morning (date unknown)"),
    ("XXXX-WXX-5T15:00", None, None, "unknown", "Friday, 15:00 (date unknown)"),
    ("XXXX-02-27", None, None, "unknown", "27 February (year unknown)"),
    ("XXXX-02", None, None, "unknown", "February (year unknown)"),
    ("XXXX-12 late", None, None, "unknown", "late December (year unknown)"),
    ("XXXX-SP", None, None, "unknown", "spring (year unknown)"),
    ("XXXX-Q3", None, None, "unknown", "third quarter (year unknown)"),
    ("XXXX-XX-XXT15:00", None, None, "unknown", "15:00 (date unknown)"),
    ("XXXX-XX-XX", None, None, "unknown", "date unknown"),
    ("XXXX-WXX", None, None, "unknown", "date unknown"),
    ("P4D", None, None, "unknown", "4 days"),
    ("P1Y", None, None, "unknown", "1 year"),
    ("PT30M", None, None, "unknown", "30 minutes"),
    ("PXM", None, None, "unknown", "some months"),
    ("2016-02-30", None, None, "unknown", "date unknown"),
    ("2016-13", None, None, "unknown", "date unknown"),
    ("nonsense", None, None, "unknown", "date unknown"),
    ("", None, None, "unknown", "date unknown"),
    (None, None, None, "unknown", "date unknown"),
]


@pytest.mark.parametrize(("value", "first", "last", "precision", "words"), VALUES)
def test_a_value(value: str | None, first: str | None, last: str | None, precision: str, words: str) -> None:
    assert dates.first_day(value) == first
    assert dates.last_day(value) == last
    assert dates.precision(value) == precision
    assert dates.format_value(value) == words


def test_the_order_of_values() -> None:
    ordered = [
        "198",
        "2011",
        "2015-12",
        "2016",
        "2016-04",
        "2016-W14",
        "2016-04-07",
        "2016-04-10",
        "2016-04-10TNI",
        "2016-W15",
        "2016-04-11",
        "2016-04-11T03:00",
        "2016-04-11TMO",
        "2016-04-11TAF",
        "2016-04-11T15:00",
        "2016-04-11TEV",
        "XXXX-WXX-1",
        "XXXX-WXX-4",
        "XXXX-WXX-7",
        "XXXX-02",
        "XXXX-02-27",
        "PAST_REF",
        None,
    ]
    assert sorted(reversed(ordered), key=dates.sort_key) == ordered


@given(st.lists(st.one_of(st.none(), st.text(max_size=12), st.sampled_from([value for value, *_ in VALUES]))))
def test_any_values_have_an_order_and_words(values: list[str | None]) -> None:
    assert sorted(sorted(values, key=dates.sort_key), key=dates.sort_key) == sorted(
        reversed(values), key=dates.sort_key
    )
    assert all(dates.format_value(value) for value in values)


def test_a_modifier_comes_from_the_rule() -> None:
    assert dates.add_modifier("2015", "=2015 late") == "2015 late"
    assert dates.add_modifier("2016-04", "M04<= early") == "2016-04 early"
    assert dates.add_modifier("2016-04-11", "MON<=") == "2016-04-11"
    assert dates.add_modifier("2016", None) == "2016"
    assert dates.split_modifier("2015 late") == ("2015", "late")
    assert dates.split_modifier("2015") == ("2015", None)
