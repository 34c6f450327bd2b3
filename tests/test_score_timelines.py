"""The figures of benchmarks/score_timelines.py against examples that were worked out by hand."""

from __future__ import annotations

import pytest

pytest.importorskip("snowballstemmer", reason="the benchmark stems as ROUGE does")

from benchmarks.score_timelines import count_ngrams, f1, score_alignment, score_dates  # noqa: E402

# Days 1, 2 and 4, as in the examples of tilse; no word here is touched by stemming.
GOLD = {
    "2010-01-01": ["red fox ."],
    "2010-01-02": ["red fox is here .", "cat is , too ."],
    "2010-01-04": ["dogs bark"],
}


def test_days():
    assert score_dates({"2010-01-02": [], "2010-01-03": []}, GOLD) == (1 / 2, 1 / 3)
    assert score_dates({}, GOLD) == (0.0, 0.0)
    assert f1(1 / 2, 1 / 3) == pytest.approx(0.4) and f1(0.0, 0.0) == 0.0


def test_a_timeline_against_itself_is_whole():
    assert score_alignment(GOLD, GOLD, 1) == (1.0, 1.0)
    assert score_alignment(GOLD, GOLD, 2) == (1.0, 1.0)


def test_words_of_one_day_apart_count_half():
    # Day 2 meets day 2: 2 of its 2 words. Day 3 has the words of day 4: cost 0 there, one day apart, so 2 / 2 of its 2.
    found = {"2010-01-02": ["red fox"], "2010-01-03": ["dogs bark"]}
    precision, recall = score_alignment(found, GOLD, 1)
    assert precision == pytest.approx((2 + 2 / 2) / 4)
    # Gold day 1 is nearest to day 2 in days and words, one day apart: 2 / 2; day 2: 2; day 4: 2 / 2. Gold has 11 words.
    assert recall == pytest.approx((2 / 2 + 2 + 2 / 2) / 11)


def test_pairs_of_words_run_over_the_ends_of_sentences():
    # Day 2 of the gold has 6 pairs: red fox, fox is, is here, here cat, cat is, is too. Days 1 and 4 have one each.
    assert count_ngrams(GOLD["2010-01-02"], 2).total() == 6
    precision, recall = score_alignment({"2010-01-02": ["red fox . here cat"]}, GOLD, 2)
    assert precision == pytest.approx(2 / 3)
    assert recall == pytest.approx((1 / 2 + 2 + 0) / 8)


def test_words_are_stemmed_and_marks_are_no_words():
    assert count_ngrams(["Barks, barking -- barked!"], 1) == count_ngrams(["bark bark bark"], 1)
    assert count_ngrams(["The dog 's"], 1).total() == 3


def test_nothing_found_scores_nothing():
    assert score_alignment({}, GOLD, 1) == (0.0, 0.0)
