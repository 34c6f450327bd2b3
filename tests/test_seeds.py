"""What a reader of the five seeds must see, read from the records that are committed with the pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.codec import decode
from generator.records import Actor, Story

ROOT = Path(__file__).parent.parent


def read_stories() -> list[Story]:
    data = ROOT / "briefings" / "data"
    order = [entry["id"] for entry in json.loads((data / "stories.json").read_text())]
    return [decode(Story, json.loads((data / "stories" / f"{name}.json").read_text())) for name in order]


STORIES = read_stories()
FIGHTING, LATER = STORIES


def seeds_of(story: Story) -> list[str]:
    return sorted(article.seed[:3] for article in story.articles)


def test_two_stories_of_one_storyline() -> None:
    assert [seeds_of(story) for story in STORIES] == [["000", "001", "002", "003"], ["004"]]
    assert FIGHTING.storyline is not None and FIGHTING.storyline == LATER.storyline


def test_dates_are_printed_inferred_or_unknown() -> None:
    known = {article.seed[:3]: (article.published, article.published_by) for article in FIGHTING.articles}
    inferred = ("2016-04-11", "inferred")
    assert known == {"000": inferred, "001": ("2016-04-11", "text"), "002": inferred, "003": inferred}
    assert all("001_" in article.note for article in FIGHTING.articles if article.published_by == "inferred")
    (article,) = LATER.articles
    assert (article.published, article.published_by) == (None, None)
    weekdays = [entry.date for entry in LATER.timeline if entry.date and entry.date.startswith("XXXX-WXX")]
    assert weekdays == ["XXXX-WXX-4", "XXXX-WXX-5"]


@pytest.mark.parametrize(
    "date, words",
    [
        ("2016-02-27", "truce"),
        ("2016-03", "partial withdrawal"),
        ("2016-04-07", "Free Syrian Army took control of al-Rai"),
        ("2016-04-10", "at least 11 civilians"),
        ("2016-04-10", "prime minister said on Sunday"),
        ("2016-04-11", "IS was able to regain"),
        ("2016-04-11", "pushed offensives"),
        ("2016-04-11", "Latakia and Hama"),
        ("2016-04-11", 'seeking a "pause"'),
    ],
)
def test_the_timeline_has(date: str, words: str) -> None:
    entries = [entry for entry in FIGHTING.timeline if entry.date and entry.date.startswith(date)]
    assert any(words in entry.statement.text for entry in entries), [entry.statement.text for entry in entries]


def test_the_timeline_is_in_order_and_marks_what_is_announced() -> None:
    days = [entry.date for entry in FIGHTING.timeline if entry.precision == "day"]
    assert days == sorted(days)
    assert [entry.phase for entry in FIGHTING.timeline][-1] == "announced"


@pytest.mark.parametrize(
    "name, kind, forms",
    [
        ("Islamic State", "ORG", {"IS"}),
        ("Al-Nusra Front", "ORG", {"Al-Nusra", "Nusra Front"}),
        ("Syrian Observatory for Human Rights", "ORG", {"SOHR", "Observatory", "Syrian Observatory"}),
        ("Rami Abdel Rahman", "PERSON", {"Rami Abdul Rahman", "Abdul Rahman"}),
        ("Free Syrian Army", "ORG", {"FSA"}),
        ("High Negotiations Committee", "ORG", {"HNC"}),
        ("Ahrar al-Sham", "ORG", set()),
        ("Steffan De Mistura", "PERSON", set()),
        ("Mohammed Alloush", "PERSON", {"Alloush"}),
        ("Bashar al-Assad", "PERSON", {"Assad"}),
    ],
)
def test_one_actor_each(name: str, kind: str, forms: set[str]) -> None:
    def names(actor: Actor) -> set[str]:
        return {alias.name for alias in actor.aliases} | {actor.name}

    found = [actor for actor in FIGHTING.actors if names(actor) & (forms | {name})]
    assert [(actor.name, actor.kind) for actor in found] == [(name, kind)]
    assert forms <= names(found[0])


def test_what_the_sources_say_an_actor_is() -> None:
    roles = {actor.name: [role.statement.text for role in actor.roles] for actor in FIGHTING.actors}
    assert "a UK-based monitoring group" in roles["Syrian Observatory for Human Rights"]
    assert "director of the Syrian Observatory" in roles["Rami Abdel Rahman"]
    assert "spokesman for the High Negotiations Committee" in roles["Salim al-Muslat"]


def test_no_place_or_person_is_listed_as_what_it_is_not() -> None:
    kinds = {actor.name: actor.kind for actor in FIGHTING.actors}
    assert not {"al-Rai", "Al-Rai", "Hama", "Latakia", "Aleppo", "Reuters", "AFP", "YouTube", "Twitter"} & set(kinds)


def test_differences_are_shown() -> None:
    sides = [[position.statement.text for position in one.positions] for one in FIGHTING.disagreements]
    for first, second in (("250, 000", "270,000"), ("seized a hilltop", "not succeeded in making any advances")):
        assert any(any(first in text for text in texts) and any(second in text for text in texts) for texts in sides)
    assert len(sides) == 2


def test_the_basis_names_the_one_monitor() -> None:
    basis = FIGHTING.basis
    assert basis.independent < basis.outlets == 4
    party = max((origin for origin in basis.origins if origin.kind == "party"), key=lambda origin: origin.statements)
    assert party.name == "Syrian Observatory for Human Rights" and len(party.articles) == 3
    assert any(party.name in doubt for doubt in basis.doubts)
    assert any("more than one origin: AFP, another" in doubt for doubt in basis.doubts)


@pytest.mark.parametrize(
    "opening, speaker",
    [
        ('"There are many people on the other side', "salim-al-muslat"),
        ('"Strike them at their necks', "mohammed-alloush"),
        ("So far, they have seized a hilltop", "syrian-observatory-for-human-rights"),
        ("Syria's prime minister said on Sunday", "wael-al-hakali"),
    ],
)
def test_speakers_are_who_spoke(opening: str, speaker: str) -> None:
    assert [saying.actor for saying in FIGHTING.sayings if saying.statement.text.startswith(opening)] == [speaker]


@pytest.mark.parametrize("story", STORIES, ids=[story.id for story in STORIES])
def test_running_text_ends_its_sentences(story) -> None:
    """A standfirst without a full stop would run into the next sentence."""
    told = [statement.text for statement in (*story.account, *story.background)]
    assert [text for text in told if not text.rstrip("\"'”’)]").endswith((".", "!", "?", "…"))] == []
