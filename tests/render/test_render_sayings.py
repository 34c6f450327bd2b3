"""Which sayings a story's page shows at once, and by which names it is found."""

from __future__ import annotations

from dataclasses import replace

import fictional_edition as edition

from generator.records import Alias, Saying
from generator.render.keywords import ACTORS, list_keywords
from generator.render.sayings import SHOWN_SAYINGS, SHOWN_SPEAKERS, UNFOLDED, part_sayings
from generator.render.sections import group_sayings


def story_with(*sayings: tuple[str | None, str, str]):
    """The flood with sayings of (speaker, kind, words)."""
    said = tuple(
        Saying(speaker, None, "said", kind, "said", edition.state(edition.QUOTE.text, edition.A))
        if words == "quote"
        else Saying(speaker, None, "said", kind, "said", replace(edition.QUOTE, text=words))
        for speaker, kind, words in sayings
    )
    return replace(edition.FLOOD, sayings=said)


def part(story):
    return part_sayings(story, group_sayings(story))


def test_few_sayings_are_shown_whole():
    story = story_with(*((f"Party {n}", "indirect", f"Words {n}.") for n in range(UNFOLDED)))
    assert part(story) == (group_sayings(story), ())


def test_of_many_each_is_shown_or_folded_once():
    told = edition.FLOOD.account[0]
    sayings = [(f"Party {n % 9}", "indirect", f"Words {n}.") for n in range(40)] + [(None, "direct", "Somebody.")]
    story = story_with(*sayings)
    story = replace(story, sayings=(*story.sayings, replace(story.sayings[0], statement=told)))
    shown, folded = part(story)
    assert len(shown) == SHOWN_SPEAKERS and all(len(one.sayings) == SHOWN_SAYINGS for one in shown)
    everything = [saying for speaker in (*shown, *folded) for saying in speaker.sayings]
    assert sorted(map(repr, everything)) == sorted(map(repr, story.sayings))
    assert all(saying.statement != told and saying.speaker for speaker in shown for saying in speaker.sayings)


def test_a_partys_own_words_are_shown_before_what_is_said_of_them():
    sayings = [("Mayor", "indirect", "First."), ("Mayor", "indirect", "Second."), ("Mayor", "direct", "“Third.”")]
    shown, _ = part(story_with(*sayings, *(("Other", "indirect", f"Words {n}.") for n in range(UNFOLDED))))
    assert [saying.statement.text for saying in shown[0].sayings] == ["First.", "“Third.”"]


def test_a_story_is_found_by_names_and_aliases_no_name_twice():
    one, other = edition.FLOOD.actors[2], edition.FLOOD.actors[0]
    other = replace(other, aliases=(*other.aliases, Alias(one.name.upper(), (edition.A,))))
    found = list_keywords((one, other))
    assert found.names == (one.name, other.name)
    assert "League of dockers" in found.aliases and one.name.upper() not in found.aliases
    assert list(found.aliases) == sorted(found.aliases)
    many = [replace(one, name=f"Actor {n}", aliases=()) for n in range(ACTORS + 5)]
    assert len(list_keywords(many).names) == ACTORS
