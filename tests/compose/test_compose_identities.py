"""Identities: who is who across articles, from cases and from properties."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from fictional_records import make_article

from generator.compose.identities import identify_actors
from generator.settings import Editorial

CASES = Path(__file__).parent / "cases" / "identities.md"


def read_cases():
    for part in re.split(r"^## ", CASES.read_text(encoding="utf-8"), flags=re.M)[1:]:
        title, _, body = part.partition("\n")
        texts, _, expected = body.partition("\nexpected\n")
        yield pytest.param(
            [one.strip() for one in texts.split("\n---\n")], expected.strip().splitlines(), id=title.strip()
        )


def act(made, number, entity):
    """Makes an entity the agent of the events of an article."""
    article, analysis = made[number]
    made[number] = article, replace(analysis, events=tuple(replace(event, agent=entity) for event in analysis.events))


def build(texts, editorial=Editorial(), order=None, acting=()):
    made = [make_article(f"a{number}", [text]) for number, text in enumerate(texts, 1)]
    for number, entity in acting:
        act(made, number, entity)
    if order is not None:
        order.shuffle(made)
    articles = {article.id: article for article, _ in made}
    analyses = {analysis.article: analysis for _, analysis in made}
    return analyses, identify_actors(articles, analyses, editorial=editorial)


def list_chains(analyses, identities):
    chains = {}
    for article_id, analysis in analyses.items():
        for entity in analysis.entities:
            actor = identities.actor(article_id, entity.id)
            if actor is not None:
                chains.setdefault(actor, set()).add(f"{article_id[1:]}: {entity.name}")
    return {identities.name(actor): members for actor, members in chains.items()}


@pytest.mark.parametrize("texts, expected", list(read_cases()))
def test_case(texts, expected):
    chains = list_chains(*build(texts))
    for line in expected:
        name, _, members = line.partition(" = ")
        assert chains.get(name) == set(re.split(r", (?=\d+: )", members)), (name, chains)


def test_the_order_of_articles_does_not_matter():
    for texts, _ in (case.values for case in read_cases()):
        first = build(texts)[1]
        for seed in range(3):
            assert build(texts, order=random.Random(seed))[1] == first


def test_kinds_are_decided_over_all_articles():
    _, identities = build(
        [
            "[Marsa Brigade|ORG] came. [France|LOC] sent aid.",
            "[Marsa Brigade|ORG] stayed.",
            "[Marsa Brigade|PERSON] left.",
        ]
    )
    assert identities.kind("marsa-brigade") == "ORG"
    assert (identities.kind("france"), identities.nature("france")) == ("LOC", "state")


def test_the_table_decides_the_kind_of_what_it_knows():
    _, identities = build(["[Hezbollah|PERSON] spoke."])
    assert identities.kind("hezbollah") in ("ORG", "PERSON")
    _, identities = build(["[Hezbollah|LOC] spoke."])
    assert (identities.kind("hezbollah"), identities.nature("hezbollah")) == ("ORG", "group")


def test_a_demonym_is_no_actor_but_refers_to_its_state():
    analyses, identities = build(["[Syrian|NORP] rebels left [Syria|LOC].", "[Syrians|NORP] fled."])
    assert identities.actor("a1", "e1") is None
    assert identities.referent("a1", "e1") == identities.referent("a2", "e1") == identities.actor("a1", "e2") == "syria"


def test_a_capital_that_acts_is_its_state_and_one_that_does_not_is_a_place():
    texts = ["[Syria|LOC] lies south.", "[Damascus|LOC] {plans|plan} an offensive.", "Rain fell in [Damascus|LOC]."]
    _, identities = build(texts, acting=[(1, "e1")])
    assert identities.actor("a2", "e1") == "syria"
    assert identities.actor("a3", "e1") == "damascus"
    assert identities.nature("damascus") == "place"


@pytest.mark.parametrize(
    "text",
    [
        "[Verrin Observatory|ORG] director [Karim Nasser|PERSON] spoke.",
        "[Karim Nasser|PERSON], director of the [Verrin Observatory|ORG], spoke.",
        "Chairman of the [Verrin Observatory|ORG] [Karim Nasser|PERSON] spoke.",
        "The [Verrin Observatory|ORG]'s director, [Karim Nasser|PERSON] spoke.",
    ],
)
def test_affiliation(text):
    _, identities = build([text])
    assert identities.affiliation("karim-nasser") == "verrin-observatory"


@pytest.mark.parametrize(
    "text",
    [
        "[Karim Nasser|PERSON] talks with a member of the [Verrin Observatory|ORG].",
        "[Karim Nasser|PERSON], former director of the [Verrin Observatory|ORG], spoke.",
        "[Verrin Observatory|ORG] criticised [Karim Nasser|PERSON].",
        "[Verrin Observatory|ORG] and Lume President [Karim Nasser|PERSON] met.",
    ],
)
def test_no_affiliation(text):
    _, identities = build([text])
    assert identities.affiliation("karim-nasser") is None


def test_forms_are_listed_with_their_articles():
    _, identities = build(["The [Harbour Relief Committee|ORG] ([HRC|ORG]) met.", "The [HRC|ORG] met."])
    assert identities.forms("harbour-relief-committee") == (
        ("HRC", ("a1", "a2")),
        ("Harbour Relief Committee", ("a1",)),
    )


def test_an_editor_joins_and_renames():
    editorial = Editorial(alias=(("The Lume Band", "Lume Five", "Verrin Four"),))
    _, identities = build(["[Lume Five|ORG] played.", "[Verrin Four|ORG] played."], editorial)
    assert identities.actor("a1", "e1") == identities.actor("a2", "e1") == "the-lume-band"
    assert identities.name("the-lume-band") == "The Lume Band"


def test_an_editor_separates():
    texts = ["The [al-Marsa Front|ORG] came.", "The [Marsa Front|ORG] came."]
    assert len(list_chains(*build(texts))) == 1
    editorial = Editorial(separate=(("al-Marsa Front", "Marsa Front"),))
    assert len(list_chains(*build(texts, editorial))) == 2


def test_ids_are_unique_and_stable():
    _, identities = build(["[Lume|LOC] slept.", "[Lume|PERSON] woke.", "The band [Lume|ORG] played."])
    assert len(identities.identities) == len(set(identities.identities))
    assert all(re.fullmatch(r"[a-z0-9-]+", one) for one in identities.identities)


def test_what_is_called_after_a_thing_and_never_speaks_is_one():
    _, identities = build(["Put it on your [Lumora|ORG]. The [Lumora Store|ORG] is closed."])
    assert identities.nature("lumora-store") == "thing"


def test_a_word_that_other_articles_write_small_is_nobody():
    _, identities = build(["[Gunman|PERSON] came.", "The gunman fled.", "A gunman was seen."])
    assert identities.actor("a1", "e1") is None


def test_a_name_that_runs_into_itself_is_written_once():
    article, analysis = make_article("a1", ["[Marn|ORG] won. [Marn Marn|ORG] lost."])
    first = analysis.entities[0].id
    mentions = tuple(replace(mention, entity=first) for mention in analysis.mentions)
    analysis = replace(analysis, mentions=mentions, entities=analysis.entities[:1])
    identities = identify_actors({"a1": article}, {"a1": analysis}, editorial=Editorial())
    assert identities.forms("marn") == (("Marn", ("a1",)),)


def test_names_are_listed_without_title_possessive_and_double():
    _, identities = build(["[Singer Ada Moor|PERSON], [Ada Moor´s|PERSON] dog, [Ada Moor Ada Moor|PERSON]."])
    assert identities.forms("ada-moor") == (("Ada Moor", ("a1",)),)


def test_no_articles_give_no_identities():
    identities = identify_actors({}, {}, editorial=Editorial())
    assert identities.actor("a1", "e1") is None


@pytest.mark.parametrize(
    "text, name, nature",
    [
        ("[Marsa|PERSON] is quiet. Rain fell in the town of [Marsa|PERSON].", "marsa", "place"),
        ("The splinter group [Jund Marsa|PERSON] came.", "jund-marsa", "organisation"),
        ("The [Marsa Gate|ORG] is old.", "marsa-gate", "place"),
        ("The [Marsa Awards|ORG] were held.", "marsa-awards", "thing"),
        ("[Gazette|ORG] news agency wrote, [Gazette|ORG] newspaper too.", "gazette", "outlet"),
        ("[Birnam Ltd|PERSON] paid.", "birnam-ltd", "organisation"),
        ("You can import pictures via [LXB|ORG].", "lxb", "thing"),
        ("[Birnam|ORG]'s [Lumora|ORG] is out.", "lumora", "thing"),
        ("They show a [Lumora|ORG] with two lenses.", "lumora", "thing"),
        ("A [Lumora|ORG] spokesman came.", "lumora", "organisation"),
        ("They launched the satellite [Orel-4|ORG] at dawn.", "orel-4", "thing"),
        ("The ferry [Marsa Pearl|ORG] left.", "marsa-pearl", "thing"),
        ("“It was late,” she told the [Lume Bugle|ORG].", "lume-bugle", "outlet"),
        ("“It was late,” she told [Folks|ORG]. [Folks|ORG] reported that he left.", "folks", "outlet"),
        ("The case maker [Olmar|PERSON] came.", "olmar", "organisation"),
        ("It grew beyond [Marn|PERSON]. [Marn|PERSON] is old.", "marn", "place"),
        ("They took people off the “[Marsa Pearl|ORG].”", "marsa-pearl", "thing"),
        ("You change your name and [LXB|ORG] username.", "lxb", "thing"),
        ("The azimuth of the [Moon|ORG] was low.", "moon", "place"),
        ("They came out over Zembla’s [Marsa Sound|PERSON].", "marsa-sound", "place"),
        ("Set the parental locks in [Parental Locks|ORG] now.", "parental-locks", "thing"),
    ],
)
def test_what_stands_beside_a_name_decides_what_it_is(text, name, nature):
    _, identities = build([text])
    assert identities.nature(name) == nature
