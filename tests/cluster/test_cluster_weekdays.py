"""Days of the week that articles name, where no date is known."""

from __future__ import annotations

import pytest

from generator.cluster.weekdays import contradict, find_weekdays, read_day
from generator.records import Analysis, Article, Span, TimeExpression

MONDAY, THURSDAY, FRIDAY, SUNDAY = 1, 4, 5, 7


def analyze(*times, published=None):
    article = Article("a", "a.txt", None, None, None, (), published, None, "en", None, (), "", (), (), (), "a")
    expressions = tuple(TimeExpression(Span("a", 0, 0), "DATE", value, published, rule) for value, rule in times)
    return find_weekdays(article, Analysis("a", "test", (), (), (), (), expressions, (), (), ()))


def test_open_weekdays_of_an_article_without_date():
    assert analyze(("XXXX-WXX-1", "MON<="), ("XXXX-WXX-5TMO", "FRI<= TMO"), ("2015", None)) == {MONDAY, FRIDAY}


def test_resolved_days_of_its_week_and_its_own_day():
    assert analyze(("2021-03-04", "THU<="), ("2020-12-25", None), published="2021-03-07") == {THURSDAY, SUNDAY}


def test_a_date_alone_names_no_weekday():
    assert analyze(("2021-03-04", None), published="2021-03-07") == frozenset()


@pytest.mark.parametrize("value", [None, "", "soon", "2021-13-40"])
def test_what_is_no_day(value):
    assert read_day(value) is None


def says(**days):
    return {name: frozenset(found) for name, found in days.items()}


def test_one_that_never_names_the_day_all_others_agree_on_contradicts():
    days = says(a={MONDAY}, b={MONDAY}, c={MONDAY, THURSDAY}, d={THURSDAY, FRIDAY, SUNDAY})
    undated = dict.fromkeys(days, False)
    assert contradict("abc", "d", days, undated) and contradict("d", "abc", days, undated)


@pytest.mark.parametrize(
    "days",
    [
        says(a={MONDAY}, b={MONDAY}, c={MONDAY}, d={MONDAY, FRIDAY, SUNDAY}),
        says(a={MONDAY}, b={MONDAY}, c={MONDAY}, d=set()),
        says(a={MONDAY}, b={THURSDAY}, c={SUNDAY}, d={2, 3, FRIDAY}),
        says(a={MONDAY}, b={MONDAY}, c=set(), d={THURSDAY, FRIDAY, SUNDAY}),
    ],
    ids=["names it", "names none", "no agreement", "too few agree"],
)
def test_in_doubt_nothing_contradicts(days):
    assert not contradict("abc", "d", days, dict.fromkeys(days, False))


def test_where_all_are_dated_the_days_between_weigh_instead():
    days = says(a={MONDAY}, b={MONDAY}, c={MONDAY}, d={THURSDAY, FRIDAY, SUNDAY})
    assert not contradict("abc", "d", days, dict.fromkeys(days, True))
