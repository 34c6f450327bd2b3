"""Rules against a day: what each step gives, with and without an anchor."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import dates

MONDAY = "2016-04-11"

RESOLVED = [
    # weekdays
    ("MON<=", MONDAY, "2016-04-11"),
    ("MON<", MONDAY, "2016-04-04"),
    ("MON>=", MONDAY, "2016-04-11"),
    ("MON>", MONDAY, "2016-04-18"),
    ("THU<=", MONDAY, "2016-04-07"),
    ("SUN~", MONDAY, "2016-04-10"),
    ("week-1 TUE@", MONDAY, "2016-04-05"),
    ("WE<=", MONDAY, "2016-W14-WE"),
    ("WE>=", MONDAY, "2016-W15-WE"),
    # units
    ("day+0", MONDAY, "2016-04-11"),
    ("day-1", "2016-03-01", "2016-02-29"),
    ("week+0", MONDAY, "2016-W15"),
    ("week-1", "2016-01-06", "2015-W53"),
    ("month-1", "2016-01-31", "2015-12"),
    ("month+1", "2016-12-31", "2017-01"),
    ("quarter-1", MONDAY, "2016-Q1"),
    ("half+0", MONDAY, "2016-H1"),
    ("season-1", MONDAY, "2015-WI"),
    ("season+0", "2016-01-11", "2015-WI"),
    ("year-2", MONDAY, "2014"),
    ("decade-1", MONDAY, "200"),
    ("century+0", MONDAY, "20"),
    ("hour-2", MONDAY, "2016-04-11TXX"),
    ("MON<= T15:00 hour-2", MONDAY, "2016-04-11T13:00"),
    ("MON<= T23:55 minute+10", MONDAY, "2016-04-12T00:05"),
    ("MON<= T15:00Z minute+10", MONDAY, "2016-04-11T15:10Z"),
    ("WED<= MON<=", MONDAY, "2016-04-04"),
    # months, days of months
    ("M02<=", MONDAY, "2016-02"),
    ("M12<=", MONDAY, "2015-12"),
    ("M04<=", MONDAY, "2016-04"),
    ("M04<", MONDAY, "2015-04"),
    ("M10>=", MONDAY, "2016-10"),
    ("M02-27<=", MONDAY, "2016-02-27"),
    ("M04-08<~", "2005-11-23", "2005-04-08"),
    ("M06-03<~", "2009-05-14", "2009-06-03"),
    ("M12-11~", "2010-01-25", "2009-12-11"),
    ("M02-29<=", "2015-04-01", "2012-02-29"),
    ("D15<=", MONDAY, "2016-03-15"),
    ("D31>=", "2016-04-11", "2016-05-31"),
    ("year+1 M10@", "2009-05-15", "2010-10"),
    # seasons, quarters, feasts
    ("SU<", MONDAY, "2015-SU"),
    ("year+0 FA@", MONDAY, "2016-FA"),
    ("=2014 SP@", None, "2014-SP"),
    ("=2014 WI@", None, "2014-WI"),
    ("Q4<=", "2007-03-13", "2006-Q4"),
    ("year-1 Q1@", "2009-05-07", "2008-Q1"),
    ("EASTER~", MONDAY, "2016-03-27"),
    ("EASTER~ TUE>", MONDAY, "2016-03-29"),
    ("EASTER<= day-2", MONDAY, "2016-03-25"),
    ("PENTECOST>=", MONDAY, "2016-05-15"),
    ("ORTHODOX~", MONDAY, "2016-05-01"),
    ("=2017 ORTHODOX@", None, "2017-04-16"),
    ("=2021 ORTHODOX@", None, "2021-05-02"),
    ("THANKSGIVING~", "2016-11-11", "2016-11-24"),
    # ordinals
    ("=2016-03 #2SUN", None, "2016-03-13"),
    ("=2016-03 #-1SUN", None, "2016-03-27"),
    ("M03<= #-1week", "2009-04-01", "2009-W13"),
    ("=2016-04 #1week", None, "2016-W14"),
    ("=2016 #3quarter", None, "2016-Q3"),
    ("=2016 #-1month", None, "2016-12"),
    ("=2016-04 #1weekend", None, "2016-W13-WE"),
    ("=2016-04 #3day", None, "2016-04-03"),
    ("=2016 TUE>", None, "2017-01-03"),
    # the same, a year off
    ("M02<= same-1", "2010-03-03", "2009-02"),
    ("=2010-Q3 same-1", None, "2009-Q3"),
    # times, modifiers, literals, durations with a day behind them
    ("MON<= T15:00", MONDAY, "2016-04-11T15:00"),
    ("day-1 TNI", MONDAY, "2016-04-10TNI"),
    ("M04<= early", MONDAY, "2016-04"),
    ("=2016-04-11", None, "2016-04-11"),
    ("MON<= day-4 as P4D", MONDAY, "P4D"),
]

UNRESOLVED = [
    ("MON<=", "XXXX-WXX-1"),
    ("MON<= day-1", "XXXX-WXX-7"),
    ("MON<= TMO", "XXXX-WXX-1TMO"),
    ("day-1", "XXXX-XX-XX"),
    ("week-1", "XXXX-WXX"),
    ("month-1", "XXXX-XX"),
    ("M02<=", "XXXX-02"),
    ("M02<= month+1", "XXXX-03"),
    ("M02-27~", "XXXX-02-27"),
    ("M02-28~ day+1", "XXXX-03-01"),
    ("year+1 M10@", "XXXX-10"),
    ("WE<=", "XXXX-WXX-WE"),
    ("SP<=", "XXXX-SP"),
    ("Q3<=", "XXXX-Q3"),
    ("EASTER~", "XXXX-XX-XX"),
    ("year-1", "XXXX"),
    ("day+0 T15:00", "XXXX-XX-XXT15:00"),
]


@pytest.mark.parametrize(("rule", "anchor", "value"), RESOLVED)
def test_a_rule_with_its_anchor(rule: str, anchor: str | None, value: str) -> None:
    assert dates.resolve(rule, anchor) == value


@pytest.mark.parametrize(("rule", "value"), UNRESOLVED)
def test_a_rule_without_an_anchor(rule: str, value: str) -> None:
    assert dates.resolve(rule, None) == value


def test_a_date_time_is_an_anchor_too() -> None:
    assert dates.resolve("MON<=", "2016-04-12T08:30:00+02:00") == "2016-04-11"


def test_an_anchor_that_is_too_coarse_gives_no_day() -> None:
    assert dates.resolve("MON<=", "2016-04") == "XXXX-WXX-1"
    assert dates.resolve("month-1", "2016-04") == "2016-03"
    assert dates.resolve("year-1", "2016") == "2015"


@pytest.mark.parametrize("rule", ["", "MON", "day", "day-", "M2<=", "~", "MON <=", "#0", "month-1 nonsense"])
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(ValueError):
        dates.resolve(rule, MONDAY)


@pytest.mark.parametrize("anchor", ["0001-01-01", "9999-12-31", "not a day", "2016-02-30", ""])
@pytest.mark.parametrize("rule", [rule for rule, _, _ in RESOLVED])
def test_no_anchor_breaks_a_rule(rule: str, anchor: str) -> None:
    assert dates.resolve(rule, anchor)


def test_the_day_of_the_loss() -> None:
    assert dates.find_event_day("MON<= day-4 as P4D", MONDAY) == "2016-04-07"
    assert dates.find_event_day("MON<= day-4 as P4D", None) == "XXXX-WXX-4"
    assert dates.find_event_day("MON<=", MONDAY) is None


def test_consistency() -> None:
    assert dates.is_consistent("MON<=", "2016-04-11")
    assert not dates.is_consistent("THU<", "2016-04-11")
    assert dates.is_consistent("MON", "2016-04-11")
    assert not dates.is_consistent("TUE", "2016-04-11")
    assert dates.is_consistent("M02-27~", "2014-02-27")
    assert not dates.is_consistent("M02-27~", "2014-02-28")
    assert dates.is_consistent("M02<=", "2014-02-28")
    assert dates.is_consistent("=2016-04", "2016-04-11")
    assert not dates.is_consistent("=2015", "2016-04-11")
    assert dates.is_consistent("week-1", "2016-04-11")
    assert dates.is_consistent("MON<= TMO early", "2016-04-11")


def test_the_days_an_article_may_have_appeared_on() -> None:
    assert dates.list_anchors("MON<=", "2016-04-11") == ("2016-04-11", "2016-04-17")
    assert dates.list_anchors("THU<", "2016-04-07") == ("2016-04-08", "2016-04-14")
    assert dates.list_anchors("day-1", "2016-04-11") == ("2016-04-12", "2016-04-12")
    assert dates.list_anchors("month-1", "2016-03") == ("2016-04-01", "2016-04-30")
    assert dates.list_anchors("MON<=", "2016-04-12") is None
    assert dates.list_anchors("MON<=", "XXXX-WXX-1") is None


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


@given(DAYS, st.sampled_from(["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]))
def test_a_weekday_lies_within_a_week(day: date, name: str) -> None:
    last = date.fromisoformat(dates.resolve(f"{name}<=", day.isoformat()))
    following = date.fromisoformat(dates.resolve(f"{name}>", day.isoformat()))
    assert timedelta(0) <= day - last < timedelta(7)
    assert following - last == timedelta(7)
    assert dates.is_consistent(name, last.isoformat())


@given(DAYS, st.integers(-400, 400))
def test_days_add_up(day: date, count: int) -> None:
    assert dates.resolve(f"day{count:+d}", day.isoformat()) == (day + timedelta(count)).isoformat()


@given(DAYS)
def test_easter_is_a_sunday_in_spring(day: date) -> None:
    easter = date.fromisoformat(dates.resolve("year+0 EASTER@", day.isoformat()))
    assert easter.weekday() == 6 and (3, 22) <= (easter.month, easter.day) <= (4, 25) and easter.year == day.year


@given(DAYS, st.sampled_from([rule for rule, anchor, _ in RESOLVED if anchor]))
def test_a_resolved_value_covers_days(day: date, rule: str) -> None:
    value = dates.resolve(rule, day.isoformat())
    if " as " not in rule:
        assert dates.first_day(value) <= dates.last_day(value)
