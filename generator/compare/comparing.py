"""Two editions to a Delta. Pure, and the same for any order of stories, sources or events in the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from . import matching
from .delta import Delta, EventMove, FigureChange, Move, StoryDelta, StoryLine
from .views import ActorView, DisagreementView, Edition, EventView, FigureView, SourceView, StoryView

Item = TypeVar("Item")

# Relations of a figure's values whose coming or going is a change, even where the values are the same.
TELLING = ("update", "disagreement")


def compare_editions(old: Edition, new: Edition) -> Delta:
    """What is new, changed and gone in ``new``; a Delta that is false where nothing is."""
    addresses = new.addresses
    edits = matching.find_edits(old, new)
    new, edited = matching.rename_articles(new, edits), frozenset(edits.values())
    pairs = matching.match_stories(old.stories, new.stories)
    continued = {before.id for before, _ in pairs}
    known = {after.id for _, after in pairs}
    before, after = _place_articles(old), _place_articles(new)
    changed = (_compare_story(first, second, edited) for first, second in pairs if first != second)
    return Delta(
        stories=len(new.stories),
        stories_added=_lines(story for story in new.stories if story.id not in known),
        stories_gone=_lines(story for story in old.stories if story.id not in continued),
        stories_changed=tuple(delta for delta in changed if delta),
        moves=_find_moves(before, after, {first.id: second.id for first, second in pairs}, known),
        sources_added=_sort_sources(source for key, (source, _) in after.items() if key not in before),
        sources_gone=_sort_sources(source for key, (source, _) in before.items() if key not in after),
        redirected=_find_redirected(old, new),
        lost=tuple(sorted(old.addresses - addresses)),
    )


def _place_articles(edition: Edition) -> dict[str, tuple[SourceView, StoryView]]:
    """Article id to its source and story."""
    return {source.article: (source, story) for story in edition.stories for source in story.sources}


def _lines(stories: Iterable[StoryView]) -> tuple[StoryLine, ...]:
    lines = (
        StoryLine(
            story.headline,
            story.permalink,
            _sort_sources(story.sources),
            len(story.events),
            len(story.figures),
            len(story.disagreements),
        )
        for story in stories
    )
    return tuple(sorted(lines, key=lambda line: line.permalink))


def _find_moves(
    before: dict[str, tuple[SourceView, StoryView]],
    after: dict[str, tuple[SourceView, StoryView]],
    pairs: dict[str, str],
    known: set[str],
) -> tuple[Move, ...]:
    """Articles whose story is not what their former story became, by the two stories."""
    groups: dict[tuple[str, str], list[SourceView]] = {}
    stories: dict[tuple[str, str], tuple[StoryView, StoryView]] = {}
    for key, (source, second) in after.items():
        if key in before:
            first = before[key][1]
            if pairs.get(first.id) != second.id:
                groups.setdefault((first.id, second.id), []).append(source)
                stories[first.id, second.id] = (first, second)
    moves = []
    for key, sources in groups.items():
        first, second = stories[key]
        kind = "merged" if first.id not in pairs else "split" if second.id not in known else "moved"
        ends = (first.headline, first.permalink), (second.headline, second.permalink)
        moves.append(Move(kind, *ends, _sort_sources(sources)))
    return tuple(sorted(moves, key=lambda move: (move.after[1], move.before[1])))


def _find_redirected(old: Edition, new: Edition) -> tuple[tuple[str, str], ...]:
    targets = {address: story.permalink for story in new.stories for address in story.redirects}
    own = {story.permalink for story in old.stories}
    return tuple(sorted((address, targets[address]) for address in own & targets.keys()))


def _compare_story(old: StoryView, new: StoryView, edited: frozenset[str]) -> StoryDelta:
    before = {source.article: source for source in old.sources}
    after = {source.article: source for source in new.sources}
    events = matching.pair(
        old.events, new.events, matching.compare_events, handles=matching.hold_event, key=_event_key
    )
    figures = matching.pair(
        old.figures, new.figures, matching.compare_figures, handles=matching.hold_figure, key=_figure_key
    )
    disagreements = matching.pair(
        old.disagreements,
        new.disagreements,
        matching.compare_disagreements,
        handles=matching.hold_disagreement,
        key=_disagreement_key,
    )
    actors = matching.pair(
        old.actors, new.actors, matching.compare_actors, handles=matching.hold_actor, key=_actor_key
    )
    return StoryDelta(
        headline=new.headline,
        headline_before=old.headline if old.headline != new.headline else None,
        permalink=new.permalink,
        permalink_before=old.permalink if old.permalink != new.permalink else None,
        sources_added=_sort_sources(source for key, source in after.items() if key not in before),
        sources_gone=_sort_sources(source for key, source in before.items() if key not in after),
        sources_edited=_sort_sources(source for key, source in after.items() if key in before and key in edited),
        events_added=_unpaired(
            new.events, [two for _, two in events], key=_event_key, joined=_same_event, others=old.events
        ),
        events_moved=tuple(
            EventMove(one.date, two)
            for one, two in sorted(events, key=lambda couple: _event_key(couple[1]))
            if one.date != two.date
        ),
        events_gone=_unpaired(
            old.events, [one for one, _ in events], key=_event_key, joined=_same_event, others=new.events
        ),
        figures_added=_unpaired(
            new.figures, [two for _, two in figures], key=_figure_key, joined=_holds, others=old.figures
        ),
        figures_changed=tuple(
            change
            for one, two in sorted(figures, key=lambda couple: _figure_key(couple[1]))
            if (change := _compare_claims(one, two))
        ),
        figures_gone=_unpaired(
            old.figures, [one for one, _ in figures], key=_figure_key, joined=_holds, others=new.figures
        ),
        disagreements_added=_unpaired(new.disagreements, [two for _, two in disagreements], key=_disagreement_key),
        disagreements_gone=_unpaired(old.disagreements, [one for one, _ in disagreements], key=_disagreement_key),
        actors_added=_unpaired(new.actors, [two for _, two in actors], key=_actor_key),
        actors_gone=_unpaired(old.actors, [one for one, _ in actors], key=_actor_key),
        sentences_added=len(set(new.told) - set(old.told)),
        sentences_gone=len(set(old.told) - set(new.told)),
    )


def _unpaired(
    items: Sequence[Item],
    paired: Sequence[Item],
    *,
    key: Callable[[Item], Any],
    joined: Callable[[Item, Item], bool] | None = None,
    others: Sequence[Item] = (),
) -> tuple[Item, ...]:
    """The items in no pair, without those that were only ``joined`` with one of the ``others`` or taken from it."""
    taken = {id(item) for item in paired}
    left = (item for item in items if id(item) not in taken)
    return tuple(sorted((item for item in left if not joined or not any(joined(item, one) for one in others)), key=key))


def _same_event(one: EventView, other: EventView) -> bool:
    return one.date == other.date and matching.overlap(one.passage, other.passage) > 0


def _holds(one: FigureView, other: FigureView) -> bool:
    """Whether every claim of one figure stands in the other."""
    return all(any(matching.same_claim(claim, two) for two in other.claims) for claim in one.claims)


def _compare_claims(old: FigureView, new: FigureView) -> FigureChange | None:
    """The values that came and went; None where none did and the relation says nothing new."""
    before = {(claim.value, claim.bound) for claim in old.claims}
    after = {(claim.value, claim.bound) for claim in new.claims}
    added = [claim for claim in new.claims if (claim.value, claim.bound) not in before]
    gone = [claim for claim in old.claims if (claim.value, claim.bound) not in after]
    kept = [claim for claim in new.claims if (claim.value, claim.bound) in before]
    telling = old.relation != new.relation and (old.relation in TELLING or new.relation in TELLING)
    if not (added or gone or telling):
        return None
    ordered = (tuple(sorted(claims, key=_claim_key)) for claims in (kept, added, gone))
    return FigureChange(new.quantity, old.relation, new.relation, *ordered)


def _sort_sources(sources: Iterable[SourceView]) -> tuple[SourceView, ...]:
    return tuple(sorted(sources, key=lambda source: (source.seed, source.article)))


def _event_key(event: EventView) -> tuple[object, ...]:
    return event.date is None, event.date or "", event.passage.text, event.passage.places


def _claim_key(claim: Any) -> tuple[object, ...]:
    return claim.value, claim.bound, claim.words, claim.passage.places


def _figure_key(figure: FigureView) -> tuple[object, ...]:
    return figure.quantity, sorted(map(_claim_key, figure.claims))


def _disagreement_key(one: DisagreementView) -> tuple[object, ...]:
    return one.kind, one.subject, sorted((passage.text, passage.places) for passage in one.positions)


def _actor_key(actor: ActorView) -> tuple[float, str, str]:
    return -actor.salience, actor.name, actor.id
