"""The order of the edition's stories, and the reason for each place in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from .. import dates
from ..records import Story

#: Days by which a story must be newer to outweigh one independent origin more.
DAYS_AN_ORIGIN = 2.0


def rank_stories(stories: Sequence[Story]) -> tuple[Story, ...]:
    """The stories with their ranks, the first of the edition first: independent origins against age, then spread.

    A story's weight is its independent origins less its age in days over ``DAYS_AN_ORIGIN``; ties go to more outlets,
    more articles, then to the permalink.
    """
    newest = max((story.basis.as_of for story in stories if story.basis.as_of), default=None)
    ordered = sorted(
        stories,
        key=lambda story: (
            -round(_weigh(story, newest), 6),
            -story.basis.outlets,
            -len(story.articles),
            story.permalink,
            story.id,
        ),
    )
    return tuple(replace(story, rank=place, rank_reason=explain_rank(story)) for place, story in enumerate(ordered, 1))


def explain_rank(story: Story) -> str:
    """What a story was ranked by, in words."""
    parts = [
        _count(story.basis.outlets, "outlet"),
        _count(story.basis.independent, "origin"),
        f"newest report of {dates.format_value(story.basis.as_of)}" if story.basis.as_of else "no dated report",
    ]
    return ", ".join(parts)


def _weigh(story: Story, newest: str | None) -> float:
    if newest is None or story.basis.as_of is None:
        age = 30.0 if newest is not None else 0.0
    else:
        age = (date.fromisoformat(newest) - date.fromisoformat(story.basis.as_of)).days
    return min(story.basis.independent, 12.0) - min(age, 365.0) / DAYS_AN_ORIGIN


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
