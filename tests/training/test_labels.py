"""The training recipe's pure parts, without corpora, torch or a trained pipeline."""

import random

import pytest

from training import augment, labels, split
from training.corpora import NamedText
from training.detokenise import align, detokenise

SAME = {name: name for name in labels.LABELS}


def test_every_corpus_label_maps_into_the_scheme():
    for mapping in (labels.WORLDWIDE, labels.GMB):
        assert set(mapping.values()) - {None} <= set(labels.LABELS)
    assert set(labels.WORLDWIDE.values()) == set(labels.LABELS)


@pytest.mark.parametrize(
    "tags, spans",
    [
        (["O", "B-ORG", "I-ORG", "O"], [(1, 3, "ORG")]),
        (["B-LOC", "B-LOC"], [(0, 1, "LOC"), (1, 2, "LOC")]),
        (["S-LOC", "B-ORG", "E-ORG"], [(0, 1, "LOC"), (1, 3, "ORG")]),
        (["I-LOC", "I-ORG"], [(0, 1, "LOC"), (1, 2, "ORG")]),
        ([], []),
    ],
)
def test_decode_tags(tags, spans):
    assert labels.decode_tags(tags, mapping=SAME) == spans


def test_a_label_that_maps_to_none_is_no_name():
    assert labels.decode_tags(["B-art", "I-art", "B-geo"], mapping=labels.GMB) == [(2, 3, "LOC")]


def test_bioes_there_and_back():
    spans = [(0, 1, "LOC"), (2, 5, "ORG"), (5, 7, "PERSON")]
    assert labels.decode_tags(labels.encode_bioes(8, spans), mapping=SAME) == spans
    with pytest.raises(ValueError):
        labels.encode_bioes(4, [(0, 2, "LOC"), (1, 3, "ORG")])


@pytest.mark.parametrize(
    "words, text",
    [
        (["He", "did", "n't", "go", ",", "she", "said", "."], "He didn't go, she said."),
        (["a", "real", "-", "life", "story"], "a real-life story"),
        (["It", "rained", "-", "and", "stopped"], "It rained - and stopped"),
        (['"', "Yes", ",", '"', "he", "said"], '"Yes," he said'),
        (["the", "Fund", "(", "IMF", ")", "lent", "$", "5"], "the Fund (IMF) lent $5"),
        (["Kenya", "'s", "president"], "Kenya's president"),
    ],
)
def test_detokenise(words, text):
    found, places = detokenise(words)
    assert found == text
    assert [found[start:end] for start, end in places] == words


def test_align_finds_the_words_or_says_no():
    assert align(["Al", "-", "Rai", "."], "Al-Rai .") == [(0, 2), (2, 3), (3, 6), (7, 8)]
    assert align(["Al", "x"], "Al-Rai") is None


def test_the_split_is_stable_and_has_its_shares():
    names = [f"article_{number}.tsv" for number in range(2000)]
    parts = [split.choose_part(name) for name in names]
    assert parts == [split.choose_part(name) for name in names]
    assert 0.70 < parts.count("train") / 2000 < 0.80
    assert 0.12 < parts.count("test") / 2000 < 0.18
    assert split.choose_part("af_afrol_15.txt.tsv") == "train"


def _names(record):
    return [(record.text[start:end], label) for start, end, label in record.spans]


def test_signs_keep_the_length():
    record = NamedText("a", "Omar said \"it's the Front's town\" - yes.", ((0, 4, "PERSON"), (19, 24, "ORG")))
    varied = augment.vary_signs(record, random.Random(1))
    assert len(varied.text) == len(record.text)
    assert "“it’s the Front’s town”" in varied.text
    assert _names(varied) == _names(record)


def test_names_are_exchanged_throughout():
    record = NamedText("a", "Omar Said came. Said left Homs.", ((0, 9, "PERSON"), (16, 20, "PERSON"), (26, 30, "LOC")))
    names = {("PERSON", 2): ["Ada Byron"], ("LOC", 1): ["Pisa"]}
    varied = augment.substitute_names(record, names, random.Random(0), share=1.0)
    assert varied.text == "Ada Byron came. Byron left Pisa."
    assert _names(varied) == [("Ada Byron", "PERSON"), ("Byron", "PERSON"), ("Pisa", "LOC")]
