"""Tests of how the values of one quantity relate."""

import pytest
from fictional_records import Naming, make_article, make_story

from generator.compose import story as module
from generator.settings import Editorial, Settings


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
    story = module.compose_stories(clustering, articles, analyses, (), settings=Settings(), editorial=Editorial())[0]
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
