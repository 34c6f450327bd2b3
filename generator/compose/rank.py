"""The order of the edition's stories, and the reason for each place in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from .. import dates
from ..records import Story


def rank_stories(stories: Sequence[Story]) -> tuple[Story, ...]:
    """The stories with their ranks, the first of the edition first.

    More independent origins go first, then the newer report (one without a date last), then more outlets, more
    articles, and the permalink.
    """
    ordered = sorted(
        stories,
        key=lambda story: (
            -story.basis.independent,
            -(date.fromisoformat(story.basis.as_of).toordinal() if story.basis.as_of else 0),
            -story.basis.outlets,
            -len(story.articles),
            story.permalink,
            story.id,
        ),
    )
    return tuple(replace(story, rank=place, rank_reason=explain_rank(story)) for place, story in enumerate(ordered, 1))


def explain_rank(story: Story) -> str:
    """What a story was ranked by, in words, what weighs most first."""
    return ", ".join(
        (
            _count(story.basis.independent, "origin"),
            f"newest report {dates.format_value(story.basis.as_of)}" if story.basis.as_of else "no dated report",
            _count(story.basis.outlets, "outlet"),
            _count(len(story.articles), "article"),
        )
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
