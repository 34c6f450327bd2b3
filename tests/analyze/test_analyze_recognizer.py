"""Names from scores of tags: the best sequence that is allowed, within lines, and the way to disk and back."""

import itertools

import numpy
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analyze.recognizer import FACTORY, SHARES, allowed_transitions, best_tags, label_shares, name_tags

LABELS = ("PERSON", "LOC")
TAGS = name_tags(LABELS)
MODEL = {
    "@architectures": "spacy.Tagger.v2",
    "nO": len(TAGS),
    "normalize": False,
    "tok2vec": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 8,
        "depth": 1,
        "embed_size": 50,
        "window_size": 1,
        "maxout_pieces": 2,
        "subword_features": True,
    },
}


@pytest.fixture
def nlp():
    nlp = spacy.blank("en")
    component = nlp.add_pipe(FACTORY, name="ner", config={"model": MODEL, "labels": list(LABELS)})
    component.model.initialize(X=[nlp.make_doc("Ann left Riga")])
    return nlp


def annotate(nlp, doc, tags):
    """`doc` with the names that scores of 1 for `tags` (and 0 for the others) speak for."""
    scores = numpy.zeros((len(doc), len(TAGS)), dtype="float32")
    for place, tag in enumerate(tags):
        scores[place, TAGS.index(tag)] = 1.0
    nlp.get_pipe("ner").set_annotations([doc], [scores])
    return [(span.text, span.label_) for span in doc.ents]


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(-4, 4), min_size=len(TAGS), max_size=len(TAGS)), min_size=1, max_size=3))
def test_no_allowed_sequence_scores_higher(rows):
    scores = numpy.array(rows, dtype="float32")
    transitions = allowed_transitions(TAGS)

    def is_allowed(path):
        tags = [TAGS[tag] for tag in path]
        return (
            tags[0][0] in "OBS" and tags[-1][0] in "OES" and all(transitions[pair] == 0 for pair in zip(path, path[1:]))
        )

    def total(path):
        return sum(scores[place, tag] for place, tag in enumerate(path))

    found = best_tags(scores, TAGS, transitions)
    assert is_allowed(found)
    assert total(found) == max(
        total(path) for path in itertools.product(range(len(TAGS)), repeat=len(rows)) if is_allowed(path)
    )


def test_a_name_is_what_lies_between_its_beginning_and_its_end(nlp):
    doc = nlp.make_doc("Ann Lee left Riga .")
    assert annotate(nlp, doc, ["B-PERSON", "E-PERSON", "O", "S-LOC", "O"]) == [("Ann Lee", "PERSON"), ("Riga", "LOC")]


def test_no_name_goes_over_the_end_of_a_line(nlp):
    doc = nlp.make_doc("left Riga\nAnn Lee")
    assert [token.text for token in doc][2] == "\n"
    found = annotate(nlp, doc, ["O", "B-LOC", "I-LOC", "I-LOC", "E-LOC"])
    assert all("\n" not in text for text, _ in found)


def test_blanks_at_the_ends_are_no_part_of_a_name(nlp):
    doc = nlp.make_doc("Riga   fell")
    assert [token.is_space for token in doc] == [False, True, False]
    assert annotate(nlp, doc, ["B-LOC", "E-LOC", "O"]) == [("Riga", "LOC")]
    assert annotate(nlp, nlp.make_doc("Riga   fell"), ["O", "S-LOC", "O"]) == []


def test_what_is_saved_is_read_again(nlp, tmp_path):
    weights = nlp.get_pipe("ner").model.get_ref("softmax").get_param("W")
    weights[:] = numpy.random.default_rng(0).normal(size=weights.shape)
    text = "Ann Lee left Riga on Monday.\nShe is in Oslo now."
    found = [(span.text, span.label_) for span in nlp(text).ents]
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert found and [(span.text, span.label_) for span in again(text).ents] == found
    assert again.pipe_labels["ner"] == list(LABELS)


def test_no_words_have_no_names(nlp):
    assert [list(doc.ents) for doc in nlp.pipe(["", " ", "\n"])][0] == []
    assert nlp("").ents == ()


def test_a_name_tells_how_likely_each_label_is(nlp):
    doc = nlp.make_doc("Ann Lee left Riga .")
    annotate(nlp, doc, ["B-PERSON", "E-PERSON", "O", "S-LOC", "O"])
    (*first, person), (*second, place) = spacy.tokens.Doc(doc.vocab).from_bytes(doc.to_bytes()).user_data[SHARES]
    assert (first, second) == ([0, 2], [3, 4])
    assert person == pytest.approx({"PERSON": 0.8808, "LOC": 0.1192}, abs=1e-4)
    assert place == pytest.approx({"PERSON": 0.2689, "LOC": 0.7311}, abs=1e-4)


def test_the_shares_of_labels_do_not_overflow():
    shares = label_shares(numpy.full((1, len(TAGS)), 1e4, dtype="float32"), TAGS)
    assert shares == {"PERSON": 0.5, "LOC": 0.5}
