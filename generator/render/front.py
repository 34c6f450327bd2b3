"""The front page: which stories and storylines it names, so that it stays a page with 5,000 of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..records import Story, Storyline

#: Stories told on the front page, the first by rank; the others are in the archive.
FRONT_STORIES = 40
#: The newest of the other stories, named by headline.
NEWEST_STORIES = 15
#: Storylines named, those of the newest stories.
FRONT_STORYLINES = 12
#: Actors named of each story.
FRONT_ACTORS = 4
#: Months of the archive linked.
FRONT_MONTHS = 12


def choose_newest(stories: Sequence[Story]) -> tuple[Story, ...]:
    """Of the stories that the front page does not tell, those with the newest reports; of one day by rank."""
    others = [story for story in stories[FRONT_STORIES:] if _newest_day(story)]
    return tuple(sorted(others, key=_newest_day, reverse=True)[:NEWEST_STORIES])


def choose_storylines(
    storylines: Iterable[Storyline], members: Iterable[Sequence[Story]]
) -> tuple[tuple[Storyline, Sequence[Story]], ...]:
    """The storylines with the newest reports and their stories, in the order given where they are of one day."""
    pairs = list(zip(storylines, members))
    pairs.sort(key=lambda pair: max(map(_newest_day, pair[1]), default=""), reverse=True)
    return tuple(pairs[:FRONT_STORYLINES])


def _newest_day(story: Story) -> str:
    return (story.basis.as_of or story.last_date or story.first_date or "")[:10]
