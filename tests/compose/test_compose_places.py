"""Places: which town a name is of, where that is safe to say."""

from __future__ import annotations

import pytest
from fictional_records import make_article

from generator.compose.gazetteer import find_towns, is_region, make_key
from generator.compose.identities import identify_actors
from generator.compose.places import compose_places, locate_town
from generator.settings import Editorial


def compose(*made):
    articles = {article.id: article for article, _ in made}
    analyses = {analysis.article: analysis for _, analysis in made}
    identities = identify_actors(articles, analyses, editorial=Editorial())
    return compose_places(tuple(articles), articles, analyses, identities)


@pytest.mark.parametrize(
    ("name", "states", "country"),
    [
        ("Marseille", {}, "France"),  # a city of the world
        ("Mopti", {"Mali": 3}, "Mali"),
        ("al-Hasakah", {"Syria": 4, "United States": 1}, "Syria"),
        ("Birmingham", {"United States": 5}, "United States"),
        ("Birmingham", {"United Kingdom": 5}, "United Kingdom"),
        ("Cordoba", {}, None),  # of Spain and of Argentina
        ("San Jose", {"Costa Rica": 2, "Philippines": 2, "United States": 2}, None),
        ("Middle East", {"United States": 5}, None),
        ("Victoria", {}, None),
        ("Kivu Province", {"Rwanda": 2}, None),
        ("Nowhere at All", {"France": 2}, None),
        ("France", {"France": 2}, None),
    ],
)
def test_which_town_a_name_is_of(name, states, country):
    town = locate_town((name,), states)
    assert (town.country if town else None) == country


def test_a_name_is_found_with_and_without_its_article_and_accents():
    assert make_key("Al-Hasakah") == make_key("Hasakah") == "hasakah"
    assert {town.country for town in find_towns("Sao Paulo")} >= {"Brazil"}
    assert find_towns("São Paulo")[0] == find_towns("Sao Paulo")[0]
    assert [town.population for town in find_towns("Paris")] == sorted(
        (town.population for town in find_towns("Paris")), reverse=True
    )
    assert is_region("the Middle East".removeprefix("the ")) and not is_region("Lyon")


def test_the_places_of_a_story_without_its_states_and_actors():
    made = [
        make_article(
            "a1",
            [
                "[Karim Nasser|PERSON] {opened|open} the gates of [Mopti|LOC] before dawn.",
                "[Mali|LOC] is far from [Mopti|LOC], and from [Quelque|LOC].",
            ],
        ),
        make_article("a2", ["Rain fell on [Mopti|LOC] in [Mali|LOC]."]),
    ]
    places = compose(*made)
    assert [place.name for place in places] == ["Mopti", "Quelque"]
    assert (places[0].country, places[0].sentences, places[0].articles) == ("Mali", 3, ("a1", "a2"))
    assert places[0].latitude == pytest.approx(14.5, abs=0.5)
    assert (places[1].country, places[1].latitude) == (None, None)
    assert compose(*reversed(made))[0].sentences == 3


def test_a_building_is_no_town():
    made = make_article("a1", ["Rain fell on [Marseille|FAC|Marseille Station] all day."])
    assert all(place.latitude is None for place in compose(made))
