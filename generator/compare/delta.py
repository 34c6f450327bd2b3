"""What a comparison yields: frozen records, in a fixed order, of what is new, what changed and what is gone."""

from __future__ import annotations

from dataclasses import dataclass, fields

from .views import ActorView, ClaimView, DisagreementView, EventView, FigureView, SourceView


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A whole story that came or went."""

    headline: str
    permalink: str
    sources: tuple[SourceView, ...]
    events: int
    figures: int
    disagreements: int


@dataclass(frozen=True, slots=True)
class Move:
    """Articles that are in another story than before.

    ``kind`` is merged (the story they were in is gone), split (the story they are in is new) or moved (both stand).
    ``before`` and ``after`` are (headline, address).
    """

    kind: str
    before: tuple[str, str]
    after: tuple[str, str]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class EventMove:
    """An event that is told under another day; ``before`` is the TIMEX3 value it had."""

    before: str | None
    event: EventView


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A quantity whose values or their relation changed: the values that came, and those that went."""

    quantity: str
    relation_before: str
    relation: str
    kept: tuple[ClaimView, ...]
    added: tuple[ClaimView, ...]
    gone: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class StoryDelta:
    """What changed in one story. ``headline_before`` and ``permalink_before`` are None where they are the same.

    ``sources_added`` are new to the story, whether they are new to the edition or were in another story.
    ``sentences_added`` and ``sentences_gone`` count those of the brief, account, background and sayings.
    """

    headline: str
    headline_before: str | None
    permalink: str
    permalink_before: str | None
    sources_added: tuple[SourceView, ...]
    sources_gone: tuple[SourceView, ...]
    sources_edited: tuple[SourceView, ...]
    events_added: tuple[EventView, ...]
    events_moved: tuple[EventMove, ...]
    events_gone: tuple[EventView, ...]
    figures_added: tuple[FigureView, ...]
    figures_changed: tuple[FigureChange, ...]
    figures_gone: tuple[FigureView, ...]
    disagreements_added: tuple[DisagreementView, ...]
    disagreements_gone: tuple[DisagreementView, ...]
    actors_added: tuple[ActorView, ...]
    actors_gone: tuple[ActorView, ...]
    sentences_added: int
    sentences_gone: int

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return any(getattr(self, field.name) for field in fields(self) if field.name not in ("headline", "permalink"))


@dataclass(frozen=True, slots=True)
class Delta:
    """What changed between two editions.

    ``sources_added`` and ``sources_gone`` are new to, or gone from, the whole edition. ``redirected`` pairs an address
    that was a story's own with the one it leads to now; ``lost`` are addresses that led to a page and do no more.
    ``stories`` counts those of the new edition.
    """

    stories: int
    stories_added: tuple[StoryLine, ...]
    stories_gone: tuple[StoryLine, ...]
    stories_changed: tuple[StoryDelta, ...]
    moves: tuple[Move, ...]
    sources_added: tuple[SourceView, ...]
    sources_gone: tuple[SourceView, ...]
    redirected: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return any(getattr(self, field.name) for field in fields(self) if field.name != "stories")
