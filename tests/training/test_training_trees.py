"""The recipe's tokens, trees and variants, without corpora, torch or a trained pipeline."""

import random

import numpy
import pytest
import spacy
from spacy.tokens import Doc

from training import augment, data, decoding, labels, silver
from training.corpora import NamedText
from training.tokens import blank_pipeline

NLP = blank_pipeline()


@pytest.mark.parametrize(
    "text, words",
    [
        ("al-Rai", "al - Rai"),
        ("anti-Assad US-supplied", "anti - Assad US - supplied"),
        ("non-lethal pre-war e-mail", "non-lethal pre-war e-mail"),
        ("over-the-counter", "over - the - counter"),
        ("wow!!! =====", "wow !!! ====="),
        ("Call 212-848-8400, 2004-2005", "Call 212-848-8400 , 2004 - 2005"),
        ("and/or", "and / or"),
        ("Organisation(ILO)", "Organisation ( ILO )"),
        ('a truce."The rebels', 'a truce . " The rebels'),
    ],
)
def test_tokens_are_cut_as_in_ud_english(text, words):
    assert [token.text for token in NLP.make_doc(text)] == words.split()


def test_the_tokenizer_survives_saving(tmp_path):
    NLP.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    text = "The pre-war deal and/or anti-Assad talks!!! 212-848-8400 etc."
    assert [token.text for token in loaded.make_doc(text)] == [token.text for token in NLP.make_doc(text)]


def _labelled(text, heads, sure=1.0):
    doc = NLP.make_doc(text)
    size = len(doc)
    return decoding.Labelled(
        doc=doc,
        names=[],
        probabilities=numpy.zeros((size, len(labels.TAGS)), dtype="float16"),
        tags=["" if token.is_space else "NN" for token in doc],
        morphs=["" if token.is_space else "NOUN|Number=Sing" for token in doc],
        heads=heads,
        deps=["ROOT" if head == place else "dep" for place, head in enumerate(heads)],
        tree_sure=numpy.full(size, sure),
    )


def test_sentences_are_found_from_their_roots():
    labelled = _labelled("It rained .\nThey left", [1, 1, 1, 3, 5, 5])
    assert decoding.find_sentences(labelled) == [(0, 3, True), (4, 6, True)]
    (doc,) = silver.tree_docs(labelled)
    assert doc.text == labelled.doc.text
    assert [sentence.text.strip() for sentence in doc.sents] == ["It rained .", "They left"]
    assert (doc[3].tag_, doc[3].pos_, doc[3].head.i) == ("_SP", "SPACE", 2)
    assert (doc[0].tag_, doc[0].pos_, str(doc[0].morph)) == ("NN", "NOUN", "Number=Sing")


@pytest.mark.parametrize(
    "heads, sure",
    [
        ([1, 0, 2, 2], 1.0),  # a cycle
        ([2, 3, 2, 3], 1.0),  # two trees that are torn apart
        ([1, 1, 1, 1], 0.5),  # doubt
    ],
)
def test_a_torn_or_doubtful_tree_is_left_out(heads, sure):
    labelled = _labelled("a b c d", heads, sure)
    assert not any(good and last - first == 4 for first, last, good in decoding.find_sentences(labelled))
    assert all(len(doc) < 4 for doc in silver.tree_docs(labelled))


def test_names_of_some_groups_are_corrected_and_words_without_an_answer_are_no_names():
    words = "Islamic State left Homs \n".split(" ")
    table = numpy.zeros((5, len(labels.TAGS)), dtype="float16")
    for place, tag in enumerate(("B-LOC", "E-LOC", "O", "S-LOC")):
        table[place, labels.TAGS.index(tag)] = 1.0
    found = silver.correct_probabilities(words, table)
    assert [labels.TAGS[tag] for tag in found.argmax(axis=1)] == ["B-ORG", "E-ORG", "O", "S-LOC", "O"]
    assert (found.sum(axis=1) == 1).all()


def test_only_sure_names_are_put_in_the_place_of_others():
    labelled = _labelled("Ann left Homs", [1, 1, 1])
    labelled.names = [(0, 1, "PERSON"), (2, 3, "LOC")]
    labelled.probabilities[0, labels.TAGS.index("S-PERSON")] = silver.SURE_NAME
    labelled.probabilities[2, labels.TAGS.index("S-LOC")] = silver.SURE_NAME - 0.05
    assert silver.sure_names(labelled).spans == ((0, 3, "PERSON"),)


@pytest.mark.parametrize("words", [[], ["a"], ["a", "."] * 200, ["a"] * 500, ["a", "\n"] * 300])
def test_segments_hold_every_word_once(words):
    found = data.cut_segments(words)
    assert [place for first, last in found for place in range(first, last)] == list(range(len(words)))
    lines = data.cut_lines(words)
    assert [words[place] for first, last in lines for place in range(first, last)] == [w for w in words if w != "\n"]
    assert all(0 < last - first <= data.SEGMENT_WORDS for first, last in [*found, *lines])


def test_varied_words_keep_every_annotation():
    doc = Doc(
        NLP.vocab,
        words=['"', "Omar", "left", '"', "today"],
        tags=["``", "NNP", "VBD", "''", "NN"],
        heads=[2, 2, 2, 2, 2],
        deps=["punct", "nsubj", "ROOT", "punct", "obl"],
        ents=["O", "B-PERSON", "O", "O", ""],
    )
    varied = augment.vary_words(doc, random.Random(0), signs=1.0, capitals=1.0)
    assert varied[0].text == "“" and len(varied.text) == len(doc.text)
    for before, after in zip(doc, varied):
        assert (before.tag_, before.dep_, before.head.i) == (after.tag_, after.dep_, after.head.i)
        assert (before.ent_iob, before.ent_type_) == (after.ent_iob, after.ent_type_)


def test_some_organisations_become_armed_groups():
    record = NamedText("a", "Acme Works said no.", ((0, 10, "ORG"),))
    names = {("ORG", 2): ["Acme Works"], ("ORG", augment.LISTED): augment.group_names()}
    texts = {augment.substitute_names(record, names, random.Random(seed), share=1.0).text for seed in range(80)}
    assert any(" al-" in text for text in texts)
    assert "Acme Works said no." in texts
