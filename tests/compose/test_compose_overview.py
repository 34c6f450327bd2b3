"""Tests of the timeline of many articles: days, passages, citations, limits."""

import random
from dataclasses import replace

import pytest
from fictional_records import make_article, make_story
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compose import compose_folder, compose_storylines
from generator.compose.overview import count_entries
from generator.records import Clustering, Storyline
from generator.stages import Recipe, Stages
from generator.store import Store

MONDAY = "The [League|ORG] {seized|seize|+} [Harrow|LOC] on <Monday|MON<=>."
TUESDAY = "The [Council|ORG] {signed|sign|+} a truce in [Selby|LOC] on <Tuesday|TUE<=>."


def _overview(*made, **options):
    articles, analyses, clustering = make_story(*made)
    return articles, compose_folder(clustering, articles, analyses, **options)


def _articles():
    return (
        make_article("a", [[MONDAY, "Its fighters hold the bridge of [Harrow|LOC] now."]], published="2020-05-05"),
        make_article("b", ["[League|ORG] fighters {seized|seize|+} the town of [Harrow|LOC] on <Monday|MON<=>."],
                     published="2020-05-06"),
        make_article("c", [TUESDAY, "Markets closed early."], published="2020-05-06"),
    )  # fmt: skip


def test_entries_are_in_the_order_of_time_and_carry_their_day():
    _, entries = _overview(*_articles())
    assert [entry.date for entry in entries] == sorted(entry.date for entry in entries)
    assert [entry.order for entry in entries] == list(range(1, len(entries) + 1))
    seized = next(entry for entry in entries if entry.date == "2020-05-04")
    assert seized.precision == "day" and seized.expression == "Monday" and "6 May 2020" in seized.basis


def test_an_entry_cites_every_article_that_says_the_same_and_keeps_the_days_of_report():
    _, entries = _overview(*_articles())
    seized = next(entry for entry in entries if entry.date == "2020-05-04")
    assert {citation.article for citation in seized.statement.citations} == {"a", "b"}
    assert seized.reported == ("2020-05-05", "2020-05-06")


def test_no_more_days_than_asked_for():
    _, entries = _overview(*_articles(), entries=1)
    assert [entry.date for entry in entries] == ["2020-05-04"]


def test_one_sentence_a_day_where_that_is_asked_for():
    _, entries = _overview(*_articles(), sentences=1)
    assert all(entry.statement.text.count(".") == 1 for entry in entries)


def test_a_sentence_beside_that_names_another_day_stays_out():
    _, entries = _overview(make_article("a", [[MONDAY, TUESDAY]], published="2020-05-06"))
    assert {(entry.date, entry.statement.text.count(".")) for entry in entries} == {
        ("2020-05-04", 1),
        ("2020-05-05", 1),
    }


def test_articles_without_a_date_count_with_the_dates_in_their_text():
    text = "The [League|ORG] {seized|seize|+} [Harrow|LOC] on <4 May 2020|=2020-05-04>."
    weekday = "The [Council|ORG] {met|meet|+} on <Friday|FRI<=>."
    _, entries = _overview(make_article("a", [text, weekday]))
    assert [(entry.date, entry.phase, entry.reported) for entry in entries] == [("2020-05-04", "event", ())]


def test_months_and_years_fill_up_where_days_are_few():
    text = "The [League|ORG] was {founded|found|+} in <1998|=1998>."
    _, entries = _overview(make_article("a", [text, MONDAY], published="2020-05-05"))
    assert [(entry.date, entry.precision, entry.phase) for entry in entries] == [
        ("1998", "year", "background"),
        ("2020-05-04", "day", "event"),
    ]
    _, entries = _overview(make_article("a", [text, MONDAY], published="2020-05-05"), entries=1)
    assert [entry.date for entry in entries] == ["2020-05-04"]


def test_what_lies_ahead_of_the_last_article_is_announced():
    text = "The [Council|ORG] will {meet|meet|+} on <9 June 2020|=2020-06-09>."
    _, entries = _overview(make_article("a", [text], published="2020-05-05"))
    assert [(entry.date, entry.phase) for entry in entries] == [("2020-06-09", "announced")]


def test_nothing_dated_gives_nothing():
    assert _overview(make_article("a", ["Nobody knows when."]))[1] == ()


def test_the_default_number_grows_slowly_within_bounds():
    assert [count_entries(number) for number in (0, 1, 100, 400, 10_000)] == [10, 10, 20, 40, 100]


def test_a_storyline_has_the_timeline_of_its_stories_alone():
    articles, analyses, clustering = make_story(*_articles())
    storyline = Storyline("s1", "storylines/s1", "A storyline", (clustering.clusters[0].id,), ())
    (made,) = compose_storylines(Clustering(clustering.clusters, (storyline,), ()), articles, analyses)
    assert made.timeline == compose_folder(clustering, articles, analyses) and made.timeline
    assert compose_storylines(Clustering(clustering.clusters, (), ()), articles, analyses) == ()


def test_a_storyline_is_kept_by_how_its_stories_share_its_articles():
    """An article without a date has its story's: the same articles told as other stories have another timeline."""
    plain = "The [League|ORG] {left|leave|+} [Harrow|LOC]."
    found = make_article("a", [MONDAY], published="2020-05-05"), make_article("b", [plain, MONDAY])
    late = make_article("c", ["The [Council|ORG] {met|meet|+} on <9 June 2020|=2020-06-09>."], published="2020-06-09")
    articles, analyses, clustering = make_story(*found, late)
    make = Stages(Store(None)).open(Recipe("storyline", ()))
    (cluster,) = clustering.clusters
    for groups in ((("a", "b"), ("c",)), (("a",), ("b", "c"))):
        clusters = tuple(replace(cluster, id=f"s{number}", articles=group) for number, group in enumerate(groups))
        line = Storyline("line", "storylines/line", "A line", ("s0", "s1"), ())
        told = Clustering(clusters, (line,), ())
        cached = compose_storylines(told, articles, analyses, digests={name: name for name in articles}, make=make)
        assert cached == compose_storylines(told, articles, analyses)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_articles_does_not_matter(seed):
    made = list(_articles())
    random.Random(seed).shuffle(made)
    assert _overview(*made)[1] == _overview(*_articles())[1]


_SENTENCE = st.sampled_from(
    [MONDAY, TUESDAY, "It was {told|tell} again.", "The [League|ORG] was born in <2011|=2011>."]
)

_DAY = st.sampled_from([None, "2020-05-05", "2020-06-09"])


@settings(max_examples=40, derandomize=True, deadline=None)
@given(
    st.lists(st.tuples(_DAY, st.lists(_SENTENCE, min_size=1, max_size=4)), min_size=1, max_size=5),
    st.integers(1, 4),
    st.integers(1, 5),
)
def test_every_text_is_a_span_and_every_limit_is_kept(rows, entries, sentences):
    made = [make_article(f"a{number}", [texts], published=day) for number, (day, texts) in enumerate(rows)]
    articles, found = _overview(*made, entries=entries, sentences=sentences)
    assert len({entry.date for entry in found}) <= entries
    assert sentences > 2 or len(found) <= entries
    spans = []
    for entry in found:
        first = entry.statement.citations[0]
        assert entry.statement.text == articles[first.article].text[first.start : first.end]
        assert len({citation.article for citation in entry.statement.citations}) == len(entry.statement.citations)
        spans.append((first.article, first.start, first.end))
    assert all(a[0] != b[0] or a[2] <= b[1] or b[2] <= a[1] for a in spans for b in spans if a != b)
    assert len(set(spans)) == len(spans)
