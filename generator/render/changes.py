"""What changed, as pages tell it: the record's pointers looked up in the story as it is now.

A thing that was new then and is told no longer is not spoken of. Changes of one day are told as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from ..records import (
    Actor,
    ClaimMark,
    Disagreement,
    EditionChange,
    FigureClaim,
    LedgerEntry,
    Span,
    Statement,
    Story,
    StoryArticle,
    StoryChange,
    StoryMove,
    TimelineEntry,
)
from .citations import CitationMarks
from .escape import Markdown, escape_markdown

Item = TypeVar("Item")

#: Stories of one kind that the front page names as changed, the first by rank.
NAMED_STORIES = 10
#: Days of changes that a story's page shows before the others fold away.
SHOWN_DAYS = 2
#: Kinds of things that a line of a few words names.
SUMMED_KINDS = 3

# In the order in which a reader wants them.
KINDS = ("sources", "edited", "removed", "disagreements", "changed", "figures", "events", "actors", "moved")
GONE = ("events_gone", "figures_gone", "disagreements_gone", "actors_gone")


@dataclass(frozen=True, slots=True)
class DayOfChanges:
    """What changed in a story on one as-of day (None: unknown); ``kind`` is new, updated or revised.

    ``counts`` are those of ``KINDS`` and ``GONE``, and ``gone`` the sum of the latter; the rest are the things
    themselves, as many as are named. ``changed`` pairs a figure with the values that came, ``moved`` an event with
    the TIMEX3 values it had before and then, ``joined`` the address of another story with how many of its articles
    came. ``headline`` is the article whose headline the story had, None where it had an editor's or the same.
    """

    day: str | None
    kind: str
    counts: Mapping[str, int]
    sources: tuple[StoryArticle, ...]
    edited: tuple[StoryArticle, ...]
    removed: tuple[str, ...]
    events: tuple[TimelineEntry, ...]
    moved: tuple[tuple[TimelineEntry, str | None, str | None], ...]
    figures: tuple[LedgerEntry, ...]
    changed: tuple[tuple[LedgerEntry, tuple[FigureClaim, ...]], ...]
    disagreements: tuple[Disagreement, ...]
    actors: tuple[Actor, ...]
    joined: tuple[tuple[str, int], ...]
    renamed: bool
    headline: StoryArticle | None
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditionOfChanges:
    """The last edition that changed anything: its stories by kind, as many as are named, in rank order.

    ``moves`` and ``redirected`` (without what merged) pair what the edition says with the story that is there now.
    """

    edition: EditionChange
    new: tuple[Story, ...]
    updated: tuple[tuple[Story, DayOfChanges], ...]
    revised: tuple[tuple[Story, DayOfChanges], ...]
    moves: tuple[tuple[StoryMove, Story | None], ...]
    redirected: tuple[tuple[str, Story | None], ...]
    earlier: tuple[EditionChange, ...]


def tell_changes(story: Story, changes: Iterable[StoryChange]) -> tuple[DayOfChanges, ...]:
    """The changes of ``story`` by day, the newest first; none where it has only ever been new."""
    days = tuple(_tell_day(story, tuple(group)) for _, group in groupby(changes, key=lambda change: change.day))
    return days if any(day.kind != "new" for day in days) else ()


def tell_edition(
    editions: Sequence[EditionChange], changes: Mapping[str, Sequence[StoryChange]], stories: Iterable[Story]
) -> EditionOfChanges | None:
    """What the last edition changed; None before there was a change. ``stories`` are in rank order."""
    if not editions:
        return None
    last = editions[0]
    stories = tuple(stories)
    by_address = {address: story for story in stories for address in (*story.redirects, story.permalink)}
    merged = {move.before for move in last.moves if move.kind == "merged"}
    kinds: dict[str, list[tuple[Story, DayOfChanges]]] = {"new": [], "updated": [], "revised": []}
    for story in stories:
        newest = changes.get(story.id, ())[:1]
        if newest and newest[0].edition == last.edition and len(kinds[newest[0].kind]) < NAMED_STORIES:
            kinds[newest[0].kind].append((story, _tell_day(story, newest)))
    return EditionOfChanges(
        last,
        tuple(story for story, _ in kinds["new"]),
        tuple(kinds["updated"]),
        tuple(kinds["revised"]),
        tuple((move, by_address.get(move.after)) for move in last.moves),
        tuple((old, by_address.get(new)) for old, new in last.redirected if old not in merged),
        tuple(editions[1:]),
    )


def mark_story(changes: Sequence[StoryChange], editions: Sequence[EditionChange]) -> str | None:
    """How a list marks a story: new or updated by the last edition that changed anything; None where by neither."""
    if not changes or not editions or changes[0].edition != editions[0].edition:
        return None
    return changes[0].kind if changes[0].kind in ("new", "updated") else None


def sum_kinds(day: DayOfChanges) -> tuple[tuple[str, int], ...]:
    """The kinds of things that changed and how many of each, the most telling first."""
    return tuple((kind, day.counts[kind]) for kind in (*KINDS, "gone") if day.counts[kind])


def list_gone(day: DayOfChanges) -> tuple[tuple[str, int], ...]:
    """The kinds of things that are told no more and how many of each."""
    return tuple((kind, day.counts[kind]) for kind in GONE if day.counts[kind])


def point_to(statement: Statement, words: str, cite: CitationMarks) -> Markdown:
    """``words`` as a link to where the page prints the statement; where it does not, the statement with its marks."""
    anchor = cite.find_anchor(statement)
    if anchor is None:
        return Markdown(f"{escape_markdown(statement.text)}{cite(statement)}")
    return Markdown(f"[{escape_markdown(words)}](#{anchor})")


def _tell_day(story: Story, changes: Sequence[StoryChange]) -> DayOfChanges:
    counts: Counter[str] = Counter()
    for change in changes:
        counts.update(dict(change.counts))
    articles = {article.id: article for article in story.articles}
    actors = {actor.id: actor for actor in story.actors}

    def find(field: str, look: Callable[[Item], object]) -> list:
        """What the changes point to, each once; the rest (it is there no more, or one with another) is not counted."""
        marks = [mark for change in changes for mark in getattr(change, field)]
        found = list(dict.fromkeys(item for item in map(look, marks) if item is not None))
        counts[field] -= len(marks) - len(found)
        return found

    sources = find("sources", articles.get)
    edited = find("edited", articles.get)
    events = find("events", lambda span: _find_event(story, span))
    moved = find("moved", lambda mark: (entry := _find_event(story, mark[0])) and (entry, *mark[1:]))
    figures = find("figures", lambda mark: (found := _find_figure(story, mark)) and found[0])
    changed = _group_values(_find_figure(story, mark) for change in changes for mark in change.changed)
    disagreements = find("disagreements", lambda mark: _find_disagreement(story, *mark))
    new_actors = find("actors", actors.get)
    counts["gone"] = sum(counts[name] for name in GONE)
    kinds = {change.kind for change in changes}
    renamed = [change.headline for change in changes if change.headline is not None]
    return DayOfChanges(
        changes[0].day,
        "new" if "new" in kinds else "updated" if "updated" in kinds else "revised",
        {name: max(counts[name], 0) for name in (*KINDS, *GONE, "gone")},
        tuple(sorted(sources, key=lambda article: article.number)),
        tuple(sorted(edited, key=lambda article: article.number)),
        tuple(name for change in changes for name in change.removed),
        tuple(sorted(events, key=lambda entry: entry.order)),
        tuple(sorted({one[0]: one for one in reversed(moved)}.values(), key=lambda one: one[0].order)),
        tuple(figures),
        changed,
        tuple(disagreements),
        tuple(new_actors),
        tuple(pair for change in changes for pair in change.joined),
        bool(renamed),
        articles.get(renamed[-1]) if renamed else None,
        tuple(change.address for change in changes if change.address is not None),
    )


def _cites(statement: Statement, span: Span) -> bool:
    return any((one.article, one.start, one.end) == (span.article, span.start, span.end) for one in statement.citations)


def _find_event(story: Story, span: Span) -> TimelineEntry | None:
    return next((entry for entry in story.timeline if _cites(entry.statement, span)), None)


def _find_figure(story: Story, mark: ClaimMark) -> tuple[LedgerEntry, FigureClaim | None] | None:
    """The figure that a mark points to, and the value where it is that which came."""
    for entry in story.figures:
        for claim in entry.claims:
            if claim.value == mark.value and _cites(claim.statement, mark.span):
                return entry, claim if mark.new else None
    return None


def _find_disagreement(story: Story, kind: str, span: Span) -> Disagreement | None:
    for one in story.disagreements:
        if one.kind == kind and any(_cites(position.statement, span) for position in one.positions):
            return one
    return None


def _group_values(
    found: Iterable[tuple[LedgerEntry, FigureClaim | None] | None],
) -> tuple[tuple[LedgerEntry, tuple[FigureClaim, ...]], ...]:
    """Each figure with its new values, in the order found."""
    values: dict[LedgerEntry, list[FigureClaim]] = {}
    for one in found:
        if one is not None:
            claims = values.setdefault(one[0], [])
            if one[1] is not None and one[1] not in claims:
                claims.append(one[1])
    return tuple((entry, tuple(claims)) for entry, claims in values.items())
