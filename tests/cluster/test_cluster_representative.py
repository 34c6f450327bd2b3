"""The article whose headline stands for its story."""

from __future__ import annotations

from generator.cluster.representative import find_representative
from generator.cluster.terms import load_background

TEXT = "Rescuers dug in Tarvona after the earthquake. Governor Osk promised tents to survivors."


def choose(collect, *headlines):
    names = [f"a{number}" for number in range(len(headlines))]
    articles, analyses = collect(*((name, TEXT, {"headline": one}) for name, one in zip(names, headlines)))
    return find_representative(names, articles, analyses, background=load_background())


def test_the_headline_whose_words_the_articles_use(collect):
    assert choose(collect, "What the morning brought us", "Rescuers dig in Tarvona", "Vintage lanterns") == "a1"


def test_a_headline_of_one_word_gives_way(collect):
    assert choose(collect, "Tarvona", "Earthquake survivors in Tarvona") == "a1"


def test_of_equals_the_first_seed(collect):
    assert choose(collect, "Rescuers dig in Tarvona", "Rescuers dig in Tarvona") == "a0"


def test_no_headline(collect):
    assert choose(collect, None, None) is None and choose(collect, None, "Tarvona") == "a1"
