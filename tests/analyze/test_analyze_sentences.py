"""Sentence records: their vectors compare sentences, and not what all sentences have in common."""

import numpy
import pytest

from generator.analyze import analyze_article, load_pipeline
from generator.settings import Settings


@pytest.mark.pipeline
def test_a_vector_is_of_length_one_and_holds_nothing_of_what_all_words_share(hand_made):
    bundled = load_pipeline(Settings())
    analysis = analyze_article(hand_made.article("Rebels took the town. The bank raised its rates."), pipeline=bundled)
    common = bundled.nlp.vocab.vectors.data.mean(axis=0)
    common = common / numpy.linalg.norm(common)
    first, second = (numpy.array(sentence.vector) for sentence in analysis.sentences)
    for vector in (first, second):
        assert numpy.linalg.norm(vector) == pytest.approx(1, abs=1e-3)
        assert vector @ common == pytest.approx(0, abs=1e-3)
    assert first @ second < 0.4
