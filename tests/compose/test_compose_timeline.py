"""Tests of what is a happening, and on which day."""

from dataclasses import replace

from fictional_records import Naming, make_article, make_story

from generator.compose.chronology import date_articles
from generator.compose.citations import Citing
from generator.compose.happenings import find_happenings
from generator.compose.statements import Comparison, join_tellings
from generator.compose.tellings import tell_articles
from generator.compose.things import find_things
from generator.compose.timeline import compose_timeline

SEIZED = "The [League|ORG] {seized|seize|+} [Harrow|LOC] on <Monday|MON<=>."


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


def test_a_day_counted_from_another_is_none_unless_the_text_gives_it():
    assert _happen("<The next day|day+1>, the [League|ORG] {seized|seize|+} [Harrow|LOC].") == []
    assert _happen("The [League|ORG] {seized|seize|+} [Harrow|LOC] <two months earlier|month-2>.") == []
    assert _happen("<The next day|=2020-05-02>, the [League|ORG] {seized|seize|+} [Harrow|LOC].") == [
        ("2020-05-02", "seize")
    ]
    assert _happen("The [League|ORG] {seized|seize|+} [Harrow|LOC] <earlier this month|month+0>.") == [
        ("2020-05", "seize")
    ]


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


def _timeline(*made, salience=lambda telling: 1.0):
    articles, analyses, clustering = make_story(*made)
    ids = clustering.clusters[0].articles
    dated = date_articles(ids, articles, analyses)
    tellings = tell_articles(ids, articles, analyses, dated, actor=Naming(analyses.values()).referent)
    comparison = Comparison(tellings)
    days = sorted(one.day for one in dated.values() if one.day)
    first, last = (days[0], days[-1]) if days else (None, None)
    citing = Citing(articles)
    return compose_timeline(
        find_things(tellings, join_tellings(tellings, comparison), comparison=comparison, first_day=first),
        first_day=first,
        last_day=last,
        state=lambda group: citing.state(*(one.span for one in group)),
        salience=salience,
        day_of=lambda name: dated[name].day,
        comparison=comparison,
    )


def test_an_entry_keeps_the_day_it_happened_and_the_days_it_was_reported():
    first = make_article("a", [SEIZED], published="2020-05-05")
    second = make_article(
        "b", ["[League|ORG] fighters {seized|seize|+} [Harrow|LOC] on <Monday|MON<=>."], published="2020-05-07"
    )
    (entry,) = _timeline(first, second)
    assert (entry.date, entry.reported) == ("2020-05-04", ("2020-05-05", "2020-05-07"))


def test_what_lay_ahead_of_an_article_but_is_past_for_a_later_one_is_no_announcement():
    plan = "The [Council|ORG] will {meet|meet|+} in [Selby|LOC] on <tomorrow|day+1>."
    (entry,) = _timeline(make_article("a", [plan], published="2020-05-04"))
    assert (entry.date, entry.phase) == ("2020-05-05", "announced")
    other = make_article("b", ["The [Council|ORG] will {meet|meet|+} in [Selby|LOC] on <Tuesday|=2020-05-05>."],
                         published="2020-05-06")  # fmt: skip
    (entry,) = _timeline(make_article("a", [plan], published="2020-05-04"), other)
    assert (entry.date, entry.phase) == ("2020-05-05", "event")


def test_what_is_told_as_done_after_the_last_article_is_left_out():
    done = "The [Council|ORG] {met|meet|+} in [Selby|LOC] in <March 2021|=2021-03>."
    assert _timeline(make_article("a", [done], published="2020-05-04")) == ()
    said = "The [Council|ORG] {met|meet|+} in [Selby|LOC] in <March 2021|=2021-03>, @the mayor said@."
    assert [entry.phase for entry in _timeline(make_article("a", [said], published="2020-05-04"))] == ["announced"]


def test_a_caption_is_no_entry_where_a_sentence_tells_the_day():
    caption = "[Ada Quist|PERSON] {waves|wave} at the crowd in [Selby|LOC] on <May 2, 2020|=2020-05-02>."
    analysed = make_article("a", [caption], published="2020-05-04")
    sentence = replace(analysed[1].sentences[0], tense="present")
    (telling,) = _tell((analysed[0], replace(analysed[1], sentences=(sentence,))))
    assert telling.hanging == 2
    (told,) = _tell(analysed)
    assert told.hanging < 2


def test_what_one_article_alone_carries_must_be_near_the_middle_of_the_story():
    first = make_article("a", [SEIZED], published="2020-05-05")
    second = make_article("b", ["A [Baker|PERSON] {opened|open|+} a shop on <Sunday|SUN<=>."], published="2020-05-05")
    dates = lambda weight: [  # noqa: E731
        one.date for one in _timeline(first, second, salience=lambda telling: 1.0 if telling.article == "a" else weight)
    ]
    assert dates(0.05) == ["2020-05-04"] and dates(0.9) == ["2020-05-03", "2020-05-04"]


def test_one_sentence_tells_one_entry():
    text = "The [League|ORG] {asked|request|+} for [Harrow|LOC] on <Monday|MON<=> and on <Sunday|SUN<=>."
    assert len(_timeline(make_article("a", [text], published="2020-05-05"))) == 1


def test_what_only_began_then_is_open():
    article, analysis = make_article("a", ["The [League|ORG] has {fought|fight|+} in [Harrow|LOC] since <2011|=2011>."])
    (event,) = analysis.events
    for until, precision in ((None, "open"), (0, "year")):
        events = (replace(event, since=0, until=until),)
        (entry,) = _timeline((article, replace(analysis, events=events)))
        assert (entry.date, entry.precision) == ("2011", precision)


def test_a_decade_is_no_entry():
    grown = "The [League|ORG] {grew|grow|+} in <the 1990s|=199>."
    assert _timeline(make_article("a", [grown], published="2020-05-05")) == ()


def test_what_articles_date_differently_shows_both_days():
    told = "The [League|ORG] {seized|seize|+} the town hall of [Harrow|LOC] on <%s|%s>."
    first = make_article("a", [told % ("Monday", "MON<=")], published="2020-05-05")
    second = make_article("b", [told % ("Sunday", "SUN<=")], published="2020-05-05")
    found = [(entry.date, entry.others) for entry in _timeline(first, second)]
    assert found == [("2020-05-03", ("2020-05-04",)), ("2020-05-04", ("2020-05-03",))]


def test_blows_of_two_days_with_figures_of_their_own_are_two_things():
    told = "Raids {killed|kill|+} #%s people|people killed|%s|exactly# in [Harrow|LOC] on <%s|%s>."
    first = make_article("a", [told % (5, 5, "Monday", "MON<=")], published="2020-05-05")
    second = make_article("b", [told % (9, 9, "Sunday", "SUN<=")], published="2020-05-05")
    assert [entry.others for entry in _timeline(first, second)] == [(), ()]


def test_one_sum_on_one_day_is_one_thing():
    first = make_article(
        "a", ["[League|ORG] {offered|offer|+} #$5m|dollars|5000000|exactly# for the mill on <Monday|MON<=>."],
        published="2020-05-05",
    )  # fmt: skip
    second = make_article(
        "b", ["A bid of #$5 million|dollars|5000000|exactly# was {tabled|table|+} by the [League|ORG] <Monday|MON<=>."],
        published="2020-05-05",
    )  # fmt: skip
    assert len(_timeline(first, second)) == 1
