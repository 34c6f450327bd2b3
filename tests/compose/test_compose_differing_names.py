"""Tests of which names of one actor differ, and which are merely written in two ways."""

from types import SimpleNamespace

import pytest

from generator.compose.differing_names import SHOWN, compose_name_disagreements
from generator.records import Actor, ActorRole, Alias, Citation, Statement


def _state(text, article="a"):
    return Statement(text, (Citation(article, article, 0, len(text), "0" * 64),), ())


def _actor(kind, *aliases, role=None, key="x"):
    """An actor of whose names each is used by the articles of its letters: ``("Ilva Moren", "ab")``."""
    listed = tuple(Alias(name, tuple(articles)) for name, articles in aliases)
    used = sorted({article for alias in listed for article in alias.articles})
    roles = (ActorRole(_state(role)),) if role else ()
    return Actor(key, listed[0].name, kind, listed, roles, (), 1.0, tuple((article, 1) for article in used))


def _find(*actors):
    tellings = [
        SimpleNamespace(article=article, text=f"On Monday {alias.name} spoke.")
        for actor in actors
        for alias in actor.aliases
        for article in alias.articles
    ]
    found = compose_name_disagreements(actors, tellings, state=lambda one: _state(one.text, one.article))
    return [(one.kind, one.subject) for one in found]


def test_a_name_that_sounds_otherwise_in_another_article():
    assert _find(_actor("PERSON", ("Ilva Moreton", "ab"), ("Ilva Moreson", "c"))) == [
        ("name", "Ilva Moreton or Ilva Moreson")
    ]


def test_each_side_is_a_sentence_of_an_article_that_uses_the_form():
    actor = _actor("PERSON", ("Ilva Moreton", "b"), ("Ilva Moreson", "c"))
    tellings = [
        SimpleNamespace(article=name, text=text)
        for name, text in (
            ("a", "Ilva Moreton sang."),
            ("b", "She sang."),
            ("b", "Ilva Moreton sang."),
            ("c", "So did Ilva Moreson."),
        )
    ]
    (found,) = compose_name_disagreements([actor], tellings, state=lambda one: _state(one.text, one.article))
    assert [position.statement.text for position in found.positions] == ["Ilva Moreton sang.", "So did Ilva Moreson."]


def test_a_body_one_letter_apart():
    assert _find(_actor("ORG", ("Tavistel", "a"), ("Tavistal", "b"))) == [("name", "Tavistel or Tavistal")]


def test_two_persons_of_nearly_one_name_who_are_described_alike():
    one = _actor("PERSON", ("Jon Ander", "a"), role="the harbour master", key="one")
    other = _actor("PERSON", ("John Ander", "b"), role="Selby's harbour master", key="other")
    assert _find(one, other) == [("name", "Jon Ander or John Ander")]


@pytest.mark.parametrize(
    "actor",
    [
        _actor("PERSON", ("Ilva Moreton", "ab"), ("Ilva Moreson", "b")),
        _actor("PERSON", ("Ilva Moreton", "a"), ("Moreton", "b")),
        _actor("PERSON", ("Karim Hallimi", "a"), ("Karim Halimi", "b")),
        _actor("PERSON", ("David Moreton", "a"), ("Dave Moreton", "b")),
        _actor("PERSON", ("Ilva Müren", "a"), ("Ilva Muren", "b")),
        _actor("ORG", ("Süderbank", "a"), ("Suederbank", "b")),
        _actor("ORG", ("Red Cross", "a"), ("Red Crosses", "b")),
        _actor("ORG", ("Northern League", "a"), ("NL", "b")),
        _actor("ORG", ("Route 51", "a"), ("Route 52", "b")),
    ],
    ids="an article has both,surname,doubled letter,short form,accent,umlaut,plural,acronym,number".split(","),
)
def test_what_is_one_name_written_in_two_ways(actor):
    assert _find(actor) == []


@pytest.mark.parametrize(("first", "second"), [("the baker", "a judge"), ("his brother", "her brother"), (None, None)])
def test_two_persons_who_are_two(first, second):
    one = _actor("PERSON", ("Jon Ander", "a"), role=first, key="one")
    assert _find(one, _actor("PERSON", ("John Ander", "b"), role=second, key="other")) == []


def test_a_few_are_shown():
    actors = [
        _actor("PERSON", (f"{name} Moreton", "a"), (f"{name} Moreson", "b")) for name in "Ada Bea Cid Dov Eve".split()
    ]
    assert len(_find(*actors)) == SHOWN
