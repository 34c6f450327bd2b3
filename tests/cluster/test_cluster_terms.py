"""Terms and the background they are weighed by."""

from __future__ import annotations

import math

import pytest

from generator.cluster.terms import BACKGROUND_FILE, find_root, load_background, split_words, weigh_terms


def test_the_background_is_small_and_says_what_is_common():
    background = load_background()
    assert BACKGROUND_FILE.stat().st_size < 400_000 and background.articles > 10_000
    assert (
        background.weigh("say") < background.weigh("kill") < background.weigh("earthquak") <= background.weigh("zzyzx")
    )


def test_words_are_folded_and_hyphens_cut():
    assert list(split_words("Al-Rai’s Café, 250,000 in x")) == ["al", "rai", "cafe", "250,000", "in"]


@pytest.mark.parametrize(
    "words",
    [
        ("kill", "kills", "killed", "killing"),
        ("move", "moves", "moved"),
        ("stop", "stopped"),
        ("party", "parties"),
        ("launch", "launches"),
    ],
)
def test_forms_of_a_word_have_one_root(words):
    assert len({find_root(word) for word in words}) == 1


def test_a_vector_has_length_one_and_names_weigh_more(collect):
    articles, analyses = collect(("a", "Rescuers searched the valley near Tarvona. A bridge in Tarvona had fallen."))
    vector = weigh_terms(articles["a"], analyses["a"], background=load_background())
    assert math.isclose(sum(weight * weight for weight in vector.values()), 1.0)
    assert max(vector, key=vector.get) == "tarvona" and "the" not in vector


def test_nothing_has_no_terms(collect):
    articles, analyses = collect(("a", ""))
    assert weigh_terms(articles["a"], analyses["a"], background=load_background()) == {}
