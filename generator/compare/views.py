"""An edition as a comparison sees it: stories, each with what it tells, where that is cited, and its addresses."""

from __future__ import annotations

from dataclasses import dataclass

# A cited place: article id, start, end.
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A source's own words, the outlets that say so, the first one's words first, and the places cited."""

    text: str
    outlets: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """An article of a story."""

    article: str
    seed: str
    outlet: str
    headline: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class EventView:
    """An entry of a timeline: a TIMEX3 value or None, and the words."""

    date: str | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One value that the sources give for a quantity, in their words."""

    value: float
    bound: str
    words: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class FigureView:
    """A quantity with its values."""

    quantity: str
    relation: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """What sources differ on, and each side's words."""

    kind: str
    subject: str
    positions: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ActorView:
    """Somebody who takes part, with every form of the name."""

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    salience: float


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story. ``told`` are the sentences of its brief, account, background and sayings, each once."""

    id: str
    permalink: str
    headline: str
    redirects: tuple[str, ...]
    sources: tuple[SourceView, ...]
    events: tuple[EventView, ...]
    figures: tuple[FigureView, ...]
    disagreements: tuple[DisagreementView, ...]
    actors: tuple[ActorView, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """All stories, and the addresses (of storylines, too) that lead to a page."""

    stories: tuple[StoryView, ...]
    addresses: frozenset[str]
