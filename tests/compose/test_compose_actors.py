"""Actors: who takes part, in which order, with which names, roles and statements."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fictional_records import make_article

from generator.compose.actors import compose_actors
from generator.compose.citations import Citing
from generator.compose.descriptions import describes
from generator.compose.identities import identify_actors
from generator.compose.roles import is_role
from generator.records import Role, Span
from generator.settings import Editorial


def compose(*made):
    articles = {article.id: article for article, _ in made}
    analyses = {analysis.article: analysis for _, analysis in made}
    identities = identify_actors(articles, analyses, editorial=Editorial())
    return compose_actors(tuple(articles), articles, analyses, identities, cite=Citing(articles).state)


def with_roles(made, *roles):
    """An article whose entities, by words, have roles, by words."""
    article, analysis = made
    ids = {entity.name: entity.id for entity in analysis.entities}
    spans = [(ids[name], article.text.index(words), len(words)) for name, words in roles]
    return article, replace(
        analysis, roles=tuple(Role(entity, Span(article.id, start, start + length)) for entity, start, length in spans)
    )


def test_who_acts_comes_before_who_is_named():
    made = [
        make_article(
            "a1",
            [
                "[Karim Nasser|PERSON] {opened|open} the gates of [Lume|LOC] before dawn.",
                "[Ines Dorval|PERSON] was there.",
            ],
        ),
        make_article("a2", ["[Karim Nasser|PERSON] {closed|close} them again in the evening."]),
    ]
    assert [actor.id for actor in compose(*made)] == ["karim-nasser", "ines-dorval"]


def test_places_outlets_and_demonyms_are_no_actors():
    made = make_article(
        "a1",
        [
            "[Syrian|NORP] traders left [Lume|LOC], [Reuters|ORG] {reported|report}.",
            "[Twitter|ORG] was full of it, and [Syria|LOC] too.",
        ],
        outlet="The Lume Gazette",
    )
    assert compose(made) == ()


def test_a_state_that_acts_is_an_actor_by_what_it_does():
    article, analysis = make_article(
        "a1", ["[France|LOC] {sent|send} ships to the harbour of Lume.", "Rain fell in [France|LOC] all day."]
    )
    france = next(entity.id for entity in analysis.entities)
    analysis = replace(analysis, events=tuple(replace(event, agent=france) for event in analysis.events))
    (actor,) = compose((article, analysis))
    assert (actor.id, actor.kind) == ("france", "LOC")
    assert [one.text for one in actor.statements] == ["France sent ships to the harbour of Lume."]


def test_an_outlet_that_does_more_than_report_is_an_actor():
    made = make_article("a1", ["[Twitter|ORG] {sued|sue} the harbour office of Lume over a bill."])
    assert [actor.id for actor in compose(made)] == ["twitter"]


def test_names_with_the_articles_that_use_them():
    made = [
        make_article("a1", ["The [Harbour Relief Committee|ORG] ([HRC|ORG]) {met|meet} at noon."]),
        make_article("a2", ["The [HRC|ORG] {met|meet} again at night."]),
    ]
    (actor,) = compose(*made)
    assert actor.name == "Harbour Relief Committee"
    assert {alias.name: alias.articles for alias in actor.aliases} == {
        "HRC": ("a1", "a2"),
        "Harbour Relief Committee": ("a1",),
    }


def test_roles_once_each_the_fuller_first():
    first = with_roles(
        make_article("a1", ["The [Verrin Observatory|ORG], a monitoring group, {counted|count} the boats of Lume."]),
        ("Verrin Observatory", "a monitoring group"),
    )
    second = with_roles(
        make_article(
            "a2", ["The [Verrin Observatory|ORG], a Lume-based monitoring group, {counted|count} them again."]
        ),
        ("Verrin Observatory", "a Lume-based monitoring group"),
    )
    (actor,) = compose(first, second)
    assert [role.statement.text for role in actor.roles] == ["a Lume-based monitoring group"]


def test_statements_are_few_and_not_alike():
    texts = [
        f"[Karim Nasser|PERSON] {{opened|open}} gate {number} of the {word} harbour."
        for number, word in enumerate("old new long wide deep cold".split())
    ]
    made = make_article("a1", texts)
    (actor,) = compose(made)
    assert 1 <= len(actor.statements) <= 5
    assert len({one.text for one in actor.statements}) == len(actor.statements)


def test_copy_that_two_articles_share_counts_once():
    text = "[Karim Nasser|PERSON] {opened|open} the gates of the harbour before dawn."
    one = compose(make_article("a1", [text, text]))
    other = compose(make_article("a1", [text]))
    assert one[0].salience == other[0].salience


def test_an_article_that_repeats_another_adds_nothing():
    text = "[Karim Nasser|PERSON] {opened|open} the gates of the harbour before dawn."
    other = "[Karim Nasser|PERSON] {closed|close} the gates of the harbour before dusk."
    (alone,) = compose(make_article("a1", [text]))
    (copied,) = compose(make_article("a1", [text]), make_article("a2", [text]))
    (told_twice,) = compose(make_article("a1", [text]), make_article("a2", [other]))
    assert alone.salience == copied.salience < told_twice.salience


def test_who_tells_the_story_takes_no_part():
    article, analysis = make_article(
        "a1",
        [
            "[ADA MOOR|PERSON], HOST: Good morning. [Karim Nasser|PERSON] {left|leave}.",
            "A gate. (Agency Photo/[Ines Dorval|PERSON], File)",
            "[Omar Birnam|PERSON] {wrote|write} this.",
            "[LUME KARIMNAS|ORG]: We left.",
            "(Reporting by [Hala Dee|PERSON] and [Jon Orel|PERSON]; editing by [Li Mar|PERSON])",
        ],
    )
    article = replace(article, authors=("Omar Birnam",))
    assert [actor.id for actor in compose((article, analysis))] == ["karim-nasser"]


def test_a_reporter_whom_another_article_tells_of_is_an_actor():
    first = make_article("a1", ["[ADA MOOR|PERSON], HOST: Good morning."])
    second = make_article("a2", ["[Ada Moor|PERSON] {left|leave} the harbour before dawn."])
    assert [actor.id for actor in compose(first, second)] == ["ada-moor"]


def test_whose_users_or_account_did_something_did_not_do_it():
    made = make_article(
        "a1", ["[Chirper|ORG] users {laughed|laugh}, and the [Lume Air|ORG] account {answered|answer}."]
    )
    assert compose(made) == ()


def test_a_role_begins_after_the_day_that_stands_before_it():
    made = with_roles(
        make_article("a1", ["They said on Monday general manager [Ada Moor|PERSON] {left|leave}."]),
        ("Ada Moor", "Monday general manager"),
    )
    (actor,) = compose(made)
    assert [role.statement.text for role in actor.roles] == ["general manager"]


@pytest.mark.parametrize(
    "words, person, good",
    [
        ("a Lume-based physician", True, True),
        ("the commissioner of Harbours for Lume", True, True),
        ("a Lume university astronomy professor emeritus", True, True),
        ("secretary-general", True, True),
        ("a singer and actor", True, True),
        ("who heads the union", True, True),
        ("who is a member of the council", True, True),
        ("who is in her mid-50s", True, False),
        ("the expanse of snow and ice", True, False),
        ("the missile", True, False),
        ("creative ways", True, False),
        ("a rebel coalition vetted by the agency", False, True),
        ("the dominant producer of chips", False, True),
        ("case maker", False, True),
        ("friends list management", False, False),
        ("the unauthorised person", False, False),
        ("the couple", False, False),
        ("an area of warm water", False, False),
    ],
)
def test_what_heads_a_description(words, person, good):
    assert describes(words, person=person) is good


def test_a_description_by_an_unresolved_pronoun_is_none():
    made = with_roles(
        make_article("a1", ["Zembla said its president [Ada Moor|PERSON] {left|leave}."]), ("Ada Moor", "its president")
    )
    (actor,) = compose(made)
    assert actor.roles == ()


def test_one_word_for_a_body_is_no_description():
    made = with_roles(make_article("a1", ["The group [Marsa Front|ORG] {left|leave}."]), ("Marsa Front", "group"))
    (actor,) = compose(made)
    assert (actor.name, actor.roles) == ("Marsa Front", ())


def test_the_story_without_articles_has_no_actors():
    assert compose() == ()


def test_who_is_only_named_as_anothers_affiliate_takes_no_part():
    made = make_article(
        "a1",
        [
            "The [Marsa Front|ORG]-backed gunmen left.",
            "A pro-[Dorval|PERSON] site and [Lume Army|ORG] affiliate wrote.",
        ],
    )
    assert compose(made) == ()


@pytest.mark.parametrize(
    "words, good",
    [
        ("a Lume-based monitoring group", True),
        ("director of the observatory", True),
        ("who heads the union", True),
        ("last year", False),
        ("including a record in Lume", False),
        ("brother", False),
        ("Reuters reports", False),
        ("", False),
        ("a singer, were on the flight", False),
    ],
)
def test_what_is_a_role(words, good):
    assert is_role(words) is good
