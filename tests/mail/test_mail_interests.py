"""Who is concerned by which story: by id, name or alias of storylines, actors and sources."""

from __future__ import annotations

import fictional_edition as edition
import pytest

from generator.errors import ReadError
from generator.mail.interests import Interests
from generator.press import Entry
from generator.settings import OutletSetting, RecipientSetting, Settings

FLOOD, INQUIRY = edition.FLOOD.id, edition.INQUIRY_STORY.id
OUTLETS = (OutletSetting("Coast Courier", id="coast-courier", aliases=("The Courier",)),)


@pytest.fixture
def interests(settings: Settings, entries: tuple[Entry, ...]) -> Interests:
    return Interests(settings.path("output"), entries, outlets=OUTLETS)


@pytest.mark.parametrize(
    "kind, name, stories",
    [
        ("actors", "coast-guard", {FLOOD}),
        ("actors", "COAST  guard", {FLOOD}),
        ("actors", "League of dockers", {FLOOD}),
        ("actors", "Ms Tormund", {FLOOD}),
        ("sources", "coast-courier", {FLOOD, INQUIRY}),
        ("sources", "Coast Courier", {FLOOD, INQUIRY}),
        ("sources", "the courier", {FLOOD, INQUIRY}),
        ("sources", "Verrin Post", {FLOOD}),
        ("sources", "Unnamed outlet", set()),
        ("storylines", "Port Verrin, harbour wall", {FLOOD, INQUIRY}),
        ("storylines", "port-verrin-harbour-wall", {FLOOD, INQUIRY}),
        ("storylines", "storylines/port-verrin-harbour-wall", {FLOOD, INQUIRY}),
        ("storylines", edition.STORYLINES[0].id, {FLOOD, INQUIRY}),
        ("storylines", "Coast Guard", set()),
        ("actors", "Coast", set()),
    ],
)
def test_a_name_finds_the_stories_of_what_it_names(interests: Interests, kind: str, name: str, stories: set) -> None:
    recipient = RecipientSetting("ada@example.org", **{kind: (name,)})
    assert interests.find(recipient) == stories
    assert interests.find_unknown(recipient) == ([] if stories else [name])


def test_any_of_several_interests_will_do(interests: Interests) -> None:
    recipient = RecipientSetting("ada@example.org", actors=("Coast Guard", "Nobody"), sources=("Coast Courier",))
    assert interests.find(recipient) == {FLOOD, INQUIRY}
    assert interests.find_unknown(recipient) == ["Nobody"]


def test_without_interests_everything_concerns(interests: Interests) -> None:
    assert interests.find(RecipientSetting("ada@example.org")) is None


def test_data_that_is_not_there_is_named(settings: Settings) -> None:
    with pytest.raises(ReadError, match="briefings build"):
        Interests(settings.path("output"), [Entry("none", "stories/none", "None", None)])
