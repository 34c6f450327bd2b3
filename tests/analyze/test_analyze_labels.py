"""The label scheme and a second pipeline with other labels."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.training import Example

from generator.analyze import analyze_article, load_pipeline
from generator.analyze.labels import MAPPINGS, SCHEME, to_scheme
from generator.analyze.relations import universal_tree
from generator.errors import LanguageError
from generator.settings import Settings


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("PERSON", "PERSON"),
        ("PER", "PERSON"),
        ("per", "PERSON"),
        ("Person", "PERSON"),
        ("B-PER", "PERSON"),
        ("GPE", "LOC"),
        ("gpe", "NORP"),
        ("geo", "LOC"),
        ("WORK_OF_ART", "MISC"),
        ("LAW", "MISC"),
        ("LANGUAGE", "MISC"),
        ("TIME", "DATE"),
        ("PERCENT", None),
        ("QUANTITY", None),
        ("CARDINAL", None),
        ("ORDINAL", None),
        ("Facility", "FAC"),
        ("unheard", None),
    ],
)
def test_labels_of_other_schemes(label: str, expected: str | None) -> None:
    assert to_scheme(label) == expected


def test_every_mapping_leads_into_the_scheme() -> None:
    assert {target for mapping in MAPPINGS.values() for target in mapping.values()} <= {*SCHEME, None}


def test_a_tag_sequence_prefix_is_no_part_of_a_label() -> None:
    assert to_scheme("U-GPE") == "LOC"


@pytest.fixture(scope="module")
def other_pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline with OntoNotes' entity labels and ClearNLP's relations, on disk."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    rules = nlp.add_pipe("entity_ruler")
    words = ["Anna", "Horvat", "praised", "The", "Long", "Night", "in", "Ruritania", "."]
    doc = spacy.tokens.Doc(nlp.vocab, words=words)
    example = Example.from_dict(
        doc,
        {
            "tags": ["NNP", "NNP", "VBD", "DT", "NNP", "NNP", "IN", "NNP", "."],
            "heads": [1, 2, 2, 5, 5, 2, 2, 6, 2],
            "deps": ["compound", "nsubj", "ROOT", "det", "compound", "dobj", "prep", "pobj", "punct"],
        },
    )
    optimizer = nlp.initialize(lambda: [example])
    for _ in range(80):
        nlp.update([example], sgd=optimizer)
    rules.add_patterns(
        [
            {"label": label, "pattern": [{"TEXT": word} for word in words.split()]}
            for label, words in (
                ("GPE", "Ruritania"),
                ("PERSON", "Anna Horvat"),
                ("WORK_OF_ART", "The Long Night"),
                ("CARDINAL", "seven"),
            )
        ]
    )
    folder = tmp_path_factory.mktemp("pipelines") / "en_other"
    nlp.to_disk(folder)
    return folder


def test_a_pipeline_with_other_labels_works(other_pipeline: Path, hand_made) -> None:
    pipeline = load_pipeline(Settings(language=str(other_pipeline)))
    analysis = analyze_article(hand_made.article("Anna Horvat praised The Long Night in Ruritania."), pipeline=pipeline)
    text = "Anna Horvat praised The Long Night in Ruritania."
    found = [(text[mention.span.start : mention.span.end], mention.label) for mention in analysis.mentions]
    assert found == [("Anna Horvat", "PERSON"), ("Long Night", "MISC"), ("Ruritania", "LOC")]


def test_relations_of_clearnlp_are_read_as_universal_ones() -> None:
    words = ["Marn", "is", "a", "town", "that", "was", "taken", "by", "rebels", "in", "May"]
    doc = spacy.tokens.Doc(
        spacy.blank("en").vocab,
        words=words,
        heads=[1, 1, 3, 1, 6, 6, 3, 6, 7, 6, 9],
        deps=["nsubj", "ROOT", "det", "attr", "nsubjpass", "auxpass", "relcl", "agent", "pobj", "prep", "pobj"],
        tags=["NNP", "VBZ", "DT", "NN", "WDT", "VBD", "VBN", "IN", "NNS", "IN", "NNP"],
        pos=["PROPN", "AUX", "DET", "NOUN", "PRON", "AUX", "VERB", "ADP", "NOUN", "ADP", "PROPN"],
        lemmas=["Marn", "be", "a", "town", "that", "be", "take", "by", "rebel", "in", "May"],
    )
    heads, relations = universal_tree(doc)
    assert relations == [
        "nsubj",
        "cop",
        "det",
        "ROOT",
        "nsubj:pass",
        "aux:pass",
        "acl:relcl",
        "case",
        "obl:agent",
        "case",
        "obl",
    ]
    assert heads == [3, 3, 3, 3, 6, 6, 3, 8, 6, 10, 6]


def test_the_version_names_the_pipeline_and_changes_with_its_files(other_pipeline: Path) -> None:
    first = load_pipeline(Settings(language=str(other_pipeline))).version
    assert first.startswith("en_") and first == load_pipeline(Settings(language=str(other_pipeline))).version
    (other_pipeline / "note.txt").write_text("another file", encoding="utf-8")
    assert load_pipeline(Settings(language=str(other_pipeline))).version != first


@pytest.mark.parametrize(
    ("meta", "words"),
    [
        ('{"lang": "en", "name": "x", "version": "1", "pipeline": ["tagger", "parser"]}', "named entities"),
        ('{"lang": "en", "name": "x", "version": "1", "pipeline": ["tagger", "ner"]}', "dependency parse"),
        ('{"lang": "de", "name": "x", "version": "1", "pipeline": ["tagger", "parser", "ner"]}', "language"),
        (
            '{"lang": "en", "name": "x", "version": "1", "spacy_version": ">=9.0", "pipeline": []}',
            "made for spaCy >=9.0",
        ),
        ("not json", "meta.json"),
    ],
)
def test_a_pipeline_that_cannot_serve_is_refused_with_a_hint(tmp_path: Path, meta: str, words: str) -> None:
    (tmp_path / "meta.json").write_text(meta, encoding="utf-8")
    with pytest.raises(LanguageError, match=words) as caught:
        load_pipeline(Settings(language=str(tmp_path)))
    assert caught.value.hint


def test_a_pipeline_that_is_nowhere_is_refused_with_a_hint() -> None:
    with pytest.raises(LanguageError, match="no installed package") as caught:
        load_pipeline(Settings(language="en_no_such_pipeline"))
    assert "pip install" in caught.value.hint
