"""Tests of how the values of one quantity relate."""

from dataclasses import replace

import pytest
from fictional_records import Naming, make_article, make_story

from generator.compose import story as module
from generator.compose.claims import is_claimant
from generator.settings import Editorial


@pytest.fixture(autouse=True)
def _fictional_actors(monkeypatch):
    monkeypatch.setattr(module, "identify_actors", lambda articles, analyses, *, editorial: Naming(analyses.values()))
    monkeypatch.setattr(module, "compose_actors", lambda *args, **kwargs: ())
    monkeypatch.setattr(module, "compose_sayings", lambda *args, **kwargs: ())


def _blast(words, quantity, value, bound="exactly"):
    figure = f"#{words}|{quantity}|{value}|{bound}#"
    return f"A blast at the market of [Harrow|LOC] {{killed|kill}} {figure} and closed the road."


def _ledger(*articles):
    articles, analyses, clustering = make_story(*articles)
    story = module.compose_stories(clustering, articles, analyses, (), editorial=Editorial())[0]
    return [(entry.relation, [claim.value for claim in entry.claims]) for entry in story.figures]


def test_a_toll_that_rises_with_time_is_an_update_in_order():
    late = make_article("a", [_blast("six people", "people killed", 6)], published="2020-05-05T08:00")
    early = make_article("b", [_blast("four people", "people killed", 4)], published="2020-05-04T20:00")
    assert _ledger(late, early) == [("update", [4, 6])]


def test_other_tolls_of_one_moment_are_a_disagreement():
    made = [
        make_article(name, [_blast(f"{value} people", "people killed", value)], published="2020-05-04")
        for name, value in (("a", 4), ("b", 7))
    ]
    assert _ledger(*made) == [("disagreement", [4, 7])]


def test_a_rounded_value_is_no_disagreement():
    made = [
        make_article("a", [_blast("32 people", "people killed", 32)], published="2020-05-04"),
        make_article("b", [_blast("more than 30 people", "people killed", 30, "at least")], published="2020-05-04"),
    ]
    assert _ledger(*made)[0][0] == "same"


def test_civilians_and_people_of_one_event_are_compared():
    made = [
        make_article("a", [_blast("four civilians", "civilians killed", 4)], published="2020-05-04T20:00"),
        make_article("b", [_blast("six people", "people killed", 6)], published="2020-05-05T08:00"),
    ]
    assert _ledger(*made)[0][1] == [4, 6]


def test_tolls_of_other_places_are_not_compared():
    made = [
        make_article("a", [_blast("four people", "people killed", 4)], published="2020-05-04"),
        make_article(
            "b", [_blast("six people", "people killed", 6).replace("Harrow", "Selby")], published="2020-05-04"
        ),
    ]
    assert [relation for relation, _ in _ledger(*made)] == ["single", "single"]


def test_distances_are_never_a_disagreement():
    road = "The road from [Harrow|LOC] to [Selby|LOC] {runs|run} #{} km|km|{}|exactly# along the river."
    made = [
        make_article(name, [road.replace("{} km", f"{value} km").replace("|{}|", f"|{value}|")], published="2020-05-04")
        for name, value in (("a", 20), ("b", 30))
    ]
    assert all(relation != "disagreement" for relation, _ in _ledger(*made))


def _story(*articles):
    articles, analyses, clustering = make_story(*articles)
    return module.compose_stories(clustering, articles, analyses, (), editorial=Editorial())[0]


def _qualify(made, *words):
    article, analysis = made
    return article, replace(analysis, figures=tuple(replace(one, scope=words) for one in analysis.figures))


def test_a_lower_bound_and_a_later_count_of_one_day_are_no_disagreement():
    made = [
        make_article("a", [_blast("at least 40 people", "people killed", 40, "at least")], published="2020-05-04"),
        make_article("b", [_blast("51 people", "people killed", 51)], published="2020-05-04"),
    ]
    assert _ledger(*made) == [("update", [40, 51])]


def test_a_lower_bound_without_a_time_is_not_comparable():
    made = [
        make_article("a", [_blast("at least 40 people", "people killed", 40, "at least")]),
        make_article("b", [_blast("51 people", "people killed", 51)]),
    ]
    assert _ledger(*made) == [("not comparable", [40, 51])]


def test_great_estimates_without_a_time_are_a_disagreement():
    made = [
        make_article(name, [_blast(f"over {value:,} people", "people killed", value, "at least")])
        for name, value in (("a", 250000), ("b", 270000))
    ]
    assert _ledger(*made) == [("disagreement", [250000, 270000])]
    (difference,) = _story(*made).disagreements
    assert difference.kind == "figure" and len(difference.positions) == 2


def test_values_far_apart_at_one_time_are_no_disagreement():
    made = [
        make_article(name, [_blast(f"{value} people", "people killed", value)], published="2020-05-04")
        for name, value in (("a", 4), ("b", 12))
    ]
    assert _ledger(*made) == [("not comparable", [4, 12])]


def test_numbers_a_tenth_apart_are_not_the_same():
    made = [
        make_article(name, [_blast(f"{value} people", "people killed", value)], published="2020-05-04")
        for name, value in (("a", 10), ("b", 12))
    ]
    assert _ledger(*made)[0][0] == "disagreement"


def test_sources_of_one_value_share_a_row():
    made = [
        make_article(name, [_blast("four people", "people killed", 4)], published="2020-05-04") for name in ("a", "b")
    ]
    (entry,) = _story(*made).figures
    (claim,) = entry.claims
    assert entry.relation == "same" and [one.article for one in claim.statement.citations] == ["a", "b"]
    assert claim.as_of == "2020-05-04"


def test_a_part_is_not_compared_with_the_whole():
    made = [
        make_article("a", [_blast("40 people", "people injured", 40)], published="2020-05-04"),
        _qualify(make_article("b", [_blast("30 people", "people injured", 30)], published="2020-05-04"), "part"),
    ]
    story = _story(*made)
    assert [entry.relation for entry in story.figures] == ["single", "single"] and not story.disagreements
    assert any(entry.quantity.endswith("(part of a larger number)") for entry in story.figures)


def test_the_toll_of_an_old_event_stands_apart_and_last():
    old = "In <1959|=1959> a fire at the market of [Harrow|LOC] {killed|kill} #four people|people killed|4|exactly#."
    made = [
        make_article(name, [_blast("four people", "people killed", 4), old], published="2020-05-04")
        for name in ("a", "b")
    ]
    assert [(entry.relation, entry.claims[0].as_of) for entry in _story(*made).figures] == [
        ("same", "2020-05-04"),
        ("same", "1959"),
    ]


def test_since_is_no_old_event_but_when_is():
    worst = "It is the worst since <2004|=2004>, when #seven people|people killed|7|exactly# {died|die} at [Selby|LOC]."
    since = "Since <2004|=2004> #seven people|people killed|7|exactly# have {died|die} at [Selby|LOC]."
    for text, as_of in ((worst, "2004"), (since, "2020-05-04")):
        (entry,) = _story(make_article("a", [text], published="2020-05-04")).figures
        assert entry.claims[0].as_of == as_of


@pytest.mark.parametrize("before", ["A blast would have", "He conspired to", "It is not known whether a blast"])
def test_an_unreal_toll_is_none(before):
    text = f"{before} {{kill|kill}} #four people|people killed|4|exactly# at [Harrow|LOC]."
    assert _ledger(make_article("a", [text], published="2020-05-04")) == []


def test_a_range_is_one_row():
    text = "The fire at [Harrow|LOC] {killed|kill} #10 to 15 people|people killed|10|at least# in one night."
    article, analysis = make_article("a", [text], published="2020-05-04")
    (low,) = analysis.figures
    made = article, replace(analysis, figures=(low, replace(low, value=15.0, bound="at most")))
    (entry,) = _story(made).figures
    assert [claim.words for claim in entry.claims] == ["10 to 15 people"]


def test_the_gravest_come_first_and_trifles_not_at_all():
    text = (
        "The fire at [Harrow|LOC] {injured|injure} #30 people|people injured|30|exactly# and {killed|kill} "
        "#two people|people killed|2|exactly#, {cost|cost} #$5,000|USD|5000|exactly# "
        "and took #two hours|hours|2|exactly#."
    )
    story = _story(make_article("a", [text], published="2020-05-04"))
    assert [entry.quantity for entry in story.figures] == ["people killed", "people injured", "USD"]


def test_a_ledger_of_one_article_is_short():
    sums = [f"Plan {number} will {{cost|cost}} #${number}000|USD|{number}000|exactly#." for number in range(1, 30)]
    assert len(_story(make_article("a", sums, published="2020-05-04")).figures) <= 4


def test_tolls_of_like_size_are_shown_together_but_never_called_a_disagreement():
    made = [
        make_article("a", ["Police: #25 people|people injured|25|exactly# {hurt|hurt}."], published="2020-05-04"),
        make_article("b", ["Medics {treated|treat} #27 people|people injured|27|exactly#."], published="2020-05-04"),
    ]
    assert _ledger(*made) == [("not comparable", [25, 27])]


def test_a_year_that_heads_a_line_is_the_time_of_its_toll():
    text = "1957: A pandemic {killed|kill} #two million people|people killed|2000000|exactly# in [Selby|LOC]."
    (entry,) = _story(make_article("a", [text], published="2020-05-04")).figures
    assert entry.claims[0].as_of == "1957"


def test_a_pronoun_is_no_claimant():
    text = "@They said@ #four people|people killed|4|exactly# had {died|die} at [Harrow|LOC]."
    (entry,) = _story(make_article("a", [text], published="2020-05-04")).figures
    assert entry.claims[0].claimant is None


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("two local officials", True),
        ("the charge sheet", True),
        ("firemen", True),
        ("Marden Weekly", True),
        ("the monitoring group", True),
        ("the negotiations", False),
        ("information available now", False),
        ("the austerity measures", False),
        ("pirates on a dhow and a smaller boat", False),
        ("The bank forecast that prices were higher", False),
    ],
)
def test_a_claimant_is_headed_by_who_can_say_something(words, claims):
    assert is_claimant(words) is claims
