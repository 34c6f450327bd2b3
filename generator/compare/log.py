"""A Delta to what the pages tell of it: one StoryChange a story, and the edition's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..records import ClaimMark, EditionChange, Span, StoryChange, StoryMove
from .delta import Delta, StoryDelta
from .views import ClaimView, Edition, Passage, SourceView, StoryView

#: The first actors of a story are its key actors, those its page shows unfolded; only they are news.
KEY_ACTORS = 8
#: Things of one kind that a change names; its counts tell of all.
NAMED = 6
#: Moves and addresses that an edition's change names.
NAMED_MOVES = 10


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions, the former ids of edited articles with theirs now, and the article of each former headline.

    ``headlines`` maps a former address to the article; ``edition`` and ``day`` are the new edition's number and day.
    """

    old: Edition
    new: Edition
    delta: Delta
    edits: Mapping[str, str]
    headlines: Mapping[str, str]
    edition: int
    day: str | None


def describe_stories(comparison: Comparison) -> dict[str, StoryChange]:
    """Story id to what changed in it, of those where it is material."""
    delta = comparison.delta
    views = {story.permalink: story for story in comparison.new.stories}
    before = {story.permalink: story for story in comparison.old.stories}
    joined: dict[str, list[tuple[str, int]]] = {}
    for move in delta.moves:
        joined.setdefault(move.after[1], []).append((move.before[1], len(move.sources)))
    changes = {}
    for line in delta.stories_added:
        came = tuple(sorted(joined.get(line.permalink, ()))[:NAMED])
        changes[views[line.permalink].id] = StoryChange(comparison.edition, comparison.day, "new", joined=came)
    for one in delta.stories_changed:
        came = tuple(sorted(joined.get(one.permalink, ()))[:NAMED])
        former = before[one.permalink_before or one.permalink]
        change = _describe_story(one, former, views[one.permalink], came, comparison)
        if change is not None:
            changes[views[one.permalink].id] = change
    return changes


def describe_edition(comparison: Comparison, changes: Mapping[str, StoryChange]) -> EditionChange | None:
    """What the edition changed; None where that is nothing."""
    delta = comparison.delta
    kinds = Counter(change.kind for change in changes.values())
    moves = tuple(StoryMove(move.kind, move.before[1], move.after[1], len(move.sources)) for move in delta.moves)
    if not (changes or delta.stories_gone or moves or delta.redirected):
        return None
    merged, split = ({move.before for move in moves if move.kind == kind} for kind in ("merged", "split"))
    return EditionChange(
        comparison.edition,
        comparison.day,
        kinds["new"],
        kinds["updated"],
        kinds["revised"],
        len(merged),
        len(split),
        sum(line.permalink not in merged for line in delta.stories_gone),
        len(delta.redirected),
        moves[:NAMED_MOVES],
        delta.redirected[:NAMED_MOVES],
    )


def _describe_story(
    delta: StoryDelta,
    former: StoryView,
    story: StoryView,
    joined: tuple[tuple[str, int], ...],
    comparison: Comparison,
) -> StoryChange | None:
    edits = comparison.edits

    def spot(passages: Iterable[Passage]) -> Span | None:
        """The first place that the passages cite."""
        places = (place for passage in passages for place in passage.places[:1])
        return next((Span(edits.get(article, article), start, end) for article, start, end in places), None)

    def mark(claims: Iterable[ClaimView], new: bool = True) -> tuple[ClaimMark, ...]:
        spots = ((claim, spot([claim.passage])) for claim in claims)
        return tuple(ClaimMark(span, claim.value, new) for claim, span in spots if span)

    def name(sources: Iterable[SourceView]) -> tuple[str, ...]:
        return tuple(sorted(edits.get(source.article, source.article) for source in sources)[:NAMED])

    known = {actor.id for actor in former.actors[:KEY_ACTORS]}
    came = {actor.id for actor in delta.actors_added}
    actors = tuple(actor.id for actor in story.actors[:KEY_ACTORS] if actor.id in came)
    counts = {
        "sources": len(delta.sources_added),
        "edited": len(delta.sources_edited),
        "removed": len(delta.sources_gone),
        "events": len(delta.events_added),
        "moved": len(delta.events_moved),
        "figures": len(delta.figures_added),
        "changed": len(delta.figures_changed),
        "disagreements": len(delta.disagreements_added),
        "actors": len(actors),
        "events_gone": len(delta.events_gone),
        "figures_gone": len(delta.figures_gone),
        "disagreements_gone": len(delta.disagreements_gone),
        "actors_gone": sum(actor.id in known for actor in delta.actors_gone),
    }
    renamed = delta.headline_before is not None
    if not (any(counts.values()) or renamed or delta.permalink_before is not None):
        return None
    moved = ((spot([one.event.passage]), one.before, one.event.date) for one in delta.events_moved[:NAMED])
    differing = ((one.kind, spot(one.positions)) for one in delta.disagreements_added[:NAMED])
    return StoryChange(
        comparison.edition,
        comparison.day,
        "updated" if counts["sources"] or counts["edited"] or counts["removed"] else "revised",
        counts=tuple((key, count) for key, count in counts.items() if count),
        sources=name(delta.sources_added),
        edited=name(delta.sources_edited),
        removed=tuple(sorted(source.outlet for source in delta.sources_gone)[:NAMED]),
        events=tuple(filter(None, (spot([event.passage]) for event in delta.events_added[:NAMED]))),
        moved=tuple((span, before, after) for span, before, after in moved if span),
        figures=tuple(one for figure in delta.figures_added[:NAMED] for one in mark(figure.claims[:1])),
        changed=tuple(
            one
            for change in delta.figures_changed[:NAMED]
            for one in mark(change.added[:NAMED]) or mark(change.kept[:1], new=False)
        ),
        disagreements=tuple((kind, span) for kind, span in differing if span),
        actors=actors,
        joined=joined,
        headline=comparison.headlines.get(former.permalink, "") if renamed else None,
        address=delta.permalink_before,
    )
