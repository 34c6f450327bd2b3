"""Tests of the days of a story's articles."""

from fictional_records import make_article, make_story

from generator.compose.chronology import date_articles, order_weekdays, resolve_time


def test_undated_article_takes_its_companions_day_and_says_from_what():
    dated = make_article(
        "a",
        ["The [Northern League|ORG] {took|take|+} [Harrow|LOC] on <Monday|MON<=>."],
        headline="League takes Harrow",
        published="2020-05-04",
    )
    undated = make_article("b", ["[Harrow|LOC] {fell|fall|+} on <Monday|MON<=>."])
    articles, analyses, clustering = make_story(dated, undated)
    result = date_articles(clustering.clusters[0].articles, articles, analyses)
    assert result["b"].day == "2020-05-04" and result["b"].published_by == "inferred"
    assert result["b"].note.startswith("inferred from the story: “League takes Harrow” (a.txt) is dated 4 May 2020")
    when = resolve_time(analyses["b"].times[0], articles["b"], result["b"])
    assert when.value == "2020-05-04" and "inferred" in when.basis


def test_undated_article_whose_weekday_does_not_fit_stays_unknown():
    dated = make_article("a", ["[Harrow|LOC] {fell|fall}."], published="2020-05-04")
    undated = make_article("b", ["[Harrow|LOC] {fell|fall|+} on <Wednesday|WED<=>."])
    articles, analyses, clustering = make_story(dated, undated)
    result = date_articles(clustering.clusters[0].articles, articles, analyses)["b"]
    assert result.day is None and result.published is None and "“Wednesday”" in result.note


def test_article_without_a_dated_companion_stays_unknown():
    articles, analyses, clustering = make_story(make_article("a", ["[Harrow|LOC] {fell|fall|+} on <Friday|FRI<=>."]))
    result = date_articles(clustering.clusters[0].articles, articles, analyses)["a"]
    assert (result.day, result.published, result.note) == (None, None, None)
    assert resolve_time(analyses["a"].times[0], articles["a"], result).value == "XXXX-WXX-5"


def test_the_best_fitting_of_several_days_is_taken():
    early = make_article("a", ["[Harrow|LOC] {fell|fall|+} on <Monday|MON<=>."], published="2020-05-04")
    late = make_article("b", ["[Selby|LOC] {voted|vote|+} on <Thursday|THU<=>."], published="2020-05-07")
    undated = make_article("c", ["[Selby|LOC] {counted|count|+} its votes on <Thursday|THU<=>."])
    articles, analyses, clustering = make_story(early, late, undated)
    assert date_articles(clustering.clusters[0].articles, articles, analyses)["c"].day == "2020-05-07"


def test_weekdays_are_ordered_in_the_shortest_stretch():
    assert order_weekdays([4, 5, 7]) == {4: 0, 5: 1, 7: 3}
    assert order_weekdays([7, 1]) == {7: 0, 1: 1}
    assert order_weekdays([]) == {}


def test_a_weekday_of_an_article_updated_after_its_date_is_read_with_the_others():
    made = [
        make_article(name, ["[Harrow|LOC] {fell|fall|+} on <Friday|FRI<=>."], published="2020-05-08") for name in "ab"
    ]
    early = make_article(
        "c", ["Helicopters were {heard|hear|+} over [Harrow|LOC] on <Friday|FRI<=>."], published="2020-05-07"
    )
    articles, analyses, clustering = make_story(*made, early)
    result = date_articles(clustering.clusters[0].articles, articles, analyses)["c"]
    when = resolve_time(analyses["c"].times[0], articles["c"], result)
    assert when.value == "2020-05-08" and "updated later" in when.basis


def test_a_weekday_that_no_other_article_moves_stays_the_latest_before():
    alone = make_article(
        "c", ["Helicopters were {heard|hear|+} over [Harrow|LOC] on <Friday|FRI<=>."], published="2020-05-07"
    )
    articles, analyses, clustering = make_story(alone)
    result = date_articles(clustering.clusters[0].articles, articles, analyses)["c"]
    assert resolve_time(analyses["c"].times[0], articles["c"], result).value == "2020-05-01"
