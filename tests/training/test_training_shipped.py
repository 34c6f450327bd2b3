"""What is shipped: its size and version, the way it multiplies, and the names that its training was for."""

from pathlib import Path

import pytest
import spacy

from generator.analyze.pipeline import BUNDLED_FOLDER, MatmulOps, load_pipeline
from generator.settings import Settings
from training import assemble

TEXTS = (
    "Rebels from Liwa al-Tahrir and Jaish al-Amal attacked government forces on Monday.",
    "Islamic State claimed the attack; the pre-war mayor, Salim al-Haddad, called it “a crime”.",
)


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline(Settings(root=Path("."))).nlp


def _read(doc):
    return [(token.text, token.tag_, token.pos_, token.lemma_, token.dep_, token.head.i) for token in doc], [
        (name.text, name.label_) for name in doc.ents
    ]


def test_the_version_is_the_recipes_and_the_size_is_kept(nlp):
    assert nlp.meta["version"] == assemble.VERSION
    assert sum(path.stat().st_size for path in BUNDLED_FOLDER.rglob("*") if path.is_file()) <= 40_000_000


def test_numpy_multiplies_and_changes_nothing(nlp):
    nodes = [node for _, component in nlp.pipeline for node in component.model.walk()]
    assert all(isinstance(node.ops, MatmulOps) for node in nodes)
    with_blis = spacy.load(BUNDLED_FOLDER)
    for text in TEXTS:
        assert _read(nlp(text)) == _read(with_blis(text))


def test_armed_groups_are_organisations(nlp):
    names = {name.text: name.label_ for text in TEXTS for name in nlp(text).ents}
    assert names["Liwa al-Tahrir"] == names["Jaish al-Amal"] == names["Islamic State"] == "ORG"
    assert names["Salim al-Haddad"] == "PERSON"
