"""Tests of what is a happening, and on which day."""

from fictional_records import Naming, make_article, make_story

from generator.compose.chronology import date_articles
from generator.compose.happenings import find_happenings
from generator.compose.statements import Comparison, join_tellings
from generator.compose.tellings import tell_articles
from generator.compose.things import find_things


def _tell(*made):
    articles, analyses, clustering = make_story(*made)
    ids = clustering.clusters[0].articles
    return tell_articles(
        ids, articles, analyses, date_articles(ids, articles, analyses), actor=Naming(analyses.values()).referent
    )


def _happen(text, published="2020-05-04"):
    return [
        (one.when.value, one.deed.event.lemma)
        for telling in _tell(make_article("a", [text], published=published))
        for one in find_happenings(telling)
    ]


def test_an_event_with_a_day_is_a_happening():
    assert _happen("The [League|ORG] {seized|seize|+} [Harrow|LOC] on <Monday|MON<=>.") == [("2020-05-04", "seize")]


def test_the_day_of_a_report_is_none():
    assert _happen("Floods hit [Harrow|LOC], the mayor {said|say|+} on <Sunday|SUN<=>.") == []


def test_a_plan_that_is_told_is_a_happening():
    assert _happen(
        "The minister {said|say|+} on <Sunday|SUN<=> that the army was planning to attack [Harrow|LOC]."
    ) == [("2020-05-03", "say")]


def test_a_denied_event_is_none():
    assert _happen("The [League|ORG] did not {seize|seize|-} [Harrow|LOC] on <Monday|MON<=>.") == []


def test_the_day_that_a_distance_counts_from_is_a_happening_of_its_own():
    found = _happen(
        "The [League|ORG] {retook|retake|+} [Harrow|LOC] on <Monday|MON<=>, <four days after|MON<= day-4 as P4D> "
        "{losing|lose} it to its rivals."
    )
    assert ("2020-05-04", "retake") in found and ("2020-04-30", "lose") in found


def test_a_duration_is_none():
    assert _happen("The siege of [Harrow|LOC] has {lasted|last|+} <three weeks|=P3W>.") == []


def test_one_thing_told_by_two_articles_is_one():
    first = make_article(
        "a", ["The [League|ORG] {seized|seize|+} the town of [Harrow|LOC] on <Monday|MON<=>."], published="2020-05-04"
    )
    second = make_article(
        "b", ["[League|ORG] fighters {overran|overrun|+} [Harrow|LOC] on <Monday|MON<=>."], published="2020-05-05"
    )
    tellings = _tell(first, second)
    comparison = Comparison(tellings)
    things = find_things(tellings, join_tellings(tellings, comparison), comparison=comparison, first_day="2020-05-04")
    assert len(things) == 1 and {telling.article for telling in things[0].tellings} == {"a", "b"}


def test_two_things_of_one_day_stay_two():
    first = make_article(
        "a", ["The [League|ORG] {seized|seize|+} the town of [Harrow|LOC] on <Monday|MON<=>."], published="2020-05-04"
    )
    second = make_article(
        "b", ["The [Council|ORG] {signed|sign|+} a budget in [Selby|LOC] on <Monday|MON<=>."], published="2020-05-04"
    )
    tellings = _tell(first, second)
    comparison = Comparison(tellings)
    assert (
        len(find_things(tellings, join_tellings(tellings, comparison), comparison=comparison, first_day="2020-05-04"))
        == 2
    )
