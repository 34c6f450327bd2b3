"""A Delta in words: Markdown for a pull request or a job summary, and plain JSON values.

Every word of an article is escaped. A code host makes more of a text than Markdown does: ``@name`` calls somebody,
``#12`` names an issue, two dollar signs enclose a formula. None of these is left whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from .. import render
from ..codec import encode
from ..compare import (
    Delta,
    DisagreementView,
    EventView,
    FigureChange,
    FigureView,
    Move,
    Passage,
    SourceView,
    StoryDelta,
    StoryLine,
)
from ..dates import format_value

Item = TypeVar("Item")

# Items of a list before "and so many more"; stories, and letters of a sentence before an ellipsis. A job summary
# holds a megabyte; a reader, far less.
SHOWN = 5
SHOWN_STORIES = 25
SHOWN_LETTERS = 320
SHOWN_OUTLETS = 3

_CALLS = re.compile(r"&#\w+;|@(?=\w)|#(?=\w)|\bGH-(?=\d)|!(?=\d)")
_DIFFERENCES = {"figure": "figures", "polarity": "whether it happened", "date": "dates", "name": "names"}


def describe_delta(delta: Delta) -> dict[str, Any]:
    """The Delta as plain values, with the counts of its first line."""
    return {"changed": bool(delta), "counts": count_changes(delta), **encode(delta)}


def count_changes(delta: Delta) -> dict[str, int]:
    """How many of each thing came, changed or went, by name; those that did not are 0."""
    changed = delta.stories_changed
    return {
        "stories_added": len(delta.stories_added),
        "stories_changed": len(changed),
        "stories_gone": len(delta.stories_gone),
        "stories_merged": len({move.before for move in delta.moves if move.kind == "merged"}),
        "stories_split": len({move.before for move in delta.moves if move.kind == "split"}),
        "sources_added": len(delta.sources_added),
        "sources_gone": len(delta.sources_gone),
        "events_added": sum(len(one.events_added) for one in changed),
        "figures_added": sum(len(one.figures_added) for one in changed),
        "figures_changed": sum(len(one.figures_changed) for one in changed),
        "disagreements_added": sum(len(one.disagreements_added) for one in changed),
        "actors_added": sum(len(one.actors_added) for one in changed),
        "addresses_redirected": len(delta.redirected),
        "addresses_lost": len(delta.lost),
    }


def format_delta(delta: Delta) -> str:
    """The Delta as Markdown: a line of counts, then each story that came, changed or went."""
    if not delta:
        return f"## Nothing changed\n\n{_count(delta.stories, 'story tells', 'stories tell')} the same as before.\n"
    parts = [f"## What changed\n\n{_summarize(delta)}"]
    parts += _fold(delta.stories_added, _format_added, "new stories", limit=SHOWN_STORIES)
    changed = sorted(delta.stories_changed, key=_count_things, reverse=True)
    parts += _fold(changed, _format_changed, "changed stories", limit=SHOWN_STORIES)
    parts += _fold(delta.stories_gone, _format_gone, "stories that are gone", limit=SHOWN_STORIES)
    if delta.moves:
        lines = _fold(delta.moves, _format_move, "moves", limit=SHOWN_STORIES, bullet="- ")
        parts.append("### Between stories\n\n" + "\n".join(lines))
    if delta.redirected or delta.lost:
        lines = _fold(
            delta.redirected,
            lambda couple: f"{_escape(couple[0])} now leads to {_escape(couple[1])}",
            "addresses that lead elsewhere",
            bullet="- ",
        )
        lines += _fold(delta.lost, lambda old: f"**{_escape(old)} leads nowhere now**", "lost addresses", bullet="- ")
        parts.append("### Addresses\n\n" + "\n".join(lines))
    lines = "\n\n".join(parts).split("\n")
    return "".join(f"{_break_formula(line)}\n" for line in lines)


def _summarize(delta: Delta) -> str:
    counts = count_changes(delta)
    words = (
        ("stories_added", "new story", "new stories"),
        ("stories_changed", "changed story", "changed stories"),
        ("stories_gone", "story gone", "stories gone"),
        ("stories_merged", "story merged", "stories merged"),
        ("stories_split", "story split", "stories split"),
        ("sources_added", "new source", "new sources"),
        ("sources_gone", "source gone", "sources gone"),
        ("events_added", "new event", "new events"),
        ("figures_added", "new figure", "new figures"),
        ("figures_changed", "changed figure", "changed figures"),
        ("disagreements_added", "new disagreement", "new disagreements"),
        ("actors_added", "new actor", "new actors"),
        ("addresses_redirected", "address redirected", "addresses redirected"),
        ("addresses_lost", "address lost", "addresses lost"),
    )
    named = [_count(counts[key], one, many) for key, one, many in words if counts[key]]
    return "**" + (", ".join(named) or "Articles moved between stories") + "**"


def _format_added(line: StoryLine) -> str:
    events = _count(line.events, "event", "events")
    figures = _count(line.figures, "figure", "figures")
    disagreements = _count(line.disagreements, "disagreement", "disagreements")
    return _format_line("New story", line) + f"\n- It tells {events}, {figures} and {disagreements}"


def _format_gone(line: StoryLine) -> str:
    return _format_line("Gone", line)


def _format_line(title: str, line: StoryLine) -> str:
    sources = _fold(line.sources, lambda source: f"Source: {_format_source(source)}", "sources", bullet="- ")
    return "\n".join([f"### {title}: {_escape(line.headline)}", "", _escape(line.permalink), "", *sources])


def _format_changed(story: StoryDelta) -> str:
    lines: list[str] = []

    def add(items: Sequence[Item], write: Callable[[Item], str], name: str) -> None:
        lines.extend(_fold(items, write, name, bullet="- "))

    if story.headline_before is not None:
        lines.append(f"- Headline: was “{_escape(story.headline_before)}”")
    if story.permalink_before is not None:
        lines.append(f"- Address: was {_escape(story.permalink_before)}")
    add(story.sources_added, lambda one: f"New source: {_format_source(one)}", "new sources")
    add(story.sources_edited, lambda one: f"Source edited: {_format_source(one)}", "edited sources")
    add(story.sources_gone, lambda one: f"Source gone: {_format_source(one)}", "sources gone")
    add(story.disagreements_added, lambda one: _format_disagreement("New disagreement", one), "new disagreements")
    add(story.disagreements_gone, lambda one: _format_disagreement("Disagreement gone", one), "disagreements gone")
    add(story.figures_added, lambda one: _format_figure("New figure", one), "new figures")
    add(story.figures_changed, _format_change, "changed figures")
    add(story.figures_gone, lambda one: _format_figure("Figure gone", one), "figures gone")
    add(story.events_added, lambda one: _format_event("New event", one), "new events")
    add(
        story.events_moved,
        lambda one: f"{_format_event('Event now told', one.event)}, before: {_escape(format_value(one.before))}",
        "events of another day",
    )
    add(story.events_gone, lambda one: _format_event("Event gone", one), "events gone")
    for actors, name in ((story.actors_added, "New actors"), (story.actors_gone, "Actors gone")):
        if actors:
            named = ", ".join(_escape(actor.name) for actor in actors[:SHOWN])
            more = f" and {len(actors) - SHOWN} more" if len(actors) > SHOWN else ""
            lines.append(f"- {name}: {named}{more}")
    if story.sentences_added or story.sentences_gone:
        lines.append(f"- Sentences: {story.sentences_added} new, {story.sentences_gone} no longer told")
    return "\n".join([f"### {_escape(story.headline)}", "", _escape(story.permalink), "", *lines])


def _count_things(story: StoryDelta) -> int:
    """How many sources and things told came, changed or went; equal stories stay in their order."""
    values = (getattr(story, field.name) for field in fields(story))
    return sum(len(value) for value in values if isinstance(value, tuple))


def _format_source(source: SourceView) -> str:
    headline = f", “{_escape(source.headline)}”" if source.headline else ""
    day = f", {_escape(format_value(source.published[:10]))}" if source.published else ""
    seed = f" ({_escape(source.seed)})" if source.seed not in source.outlet else ""
    return f"{_escape(source.outlet)}{headline}{day}{seed}"


def _format_move(move: Move) -> str:
    before, after = (f"“{_escape(headline)}” ({_escape(address)})" for headline, address in (move.before, move.after))
    count = _count(len(move.sources), "article", "articles")
    how = {"merged": "merged into", "split": "split off as", "moved": "moved to"}[move.kind]
    return f"{count} of {before} {how} {after}"


def _format_event(name: str, event: EventView) -> str:
    return f"{name}, {_escape(format_value(event.date))}: {_format_passage(event.passage)}"


def _format_figure(name: str, figure: FigureView) -> str:
    claims = "; ".join(f"“{_escape(claim.words)}” ({_name_outlets(claim.passage)})" for claim in figure.claims[:SHOWN])
    more = f" and {len(figure.claims) - SHOWN} more" if len(figure.claims) > SHOWN else ""
    return f"{name}, {_escape(figure.quantity)}: {claims}{more}"


def _format_change(change: FigureChange) -> str:
    relation = "" if change.relation == change.relation_before else f" (now: {_escape(change.relation)})"
    parts = [
        f"{name} " + "; ".join(f"“{_escape(claim.words)}” ({_name_outlets(claim.passage)})" for claim in claims[:SHOWN])
        for name, claims in (("as before", change.kept), ("new", change.added), ("gone", change.gone))
        if claims
    ]
    return f"Figure changed, {_escape(change.quantity)}{relation}: " + "; ".join(parts)


def _format_disagreement(name: str, one: DisagreementView) -> str:
    kind = _escape(_DIFFERENCES.get(one.kind, one.kind))
    sides = [f"    - {_format_passage(passage)}" for passage in one.positions[:SHOWN]]
    if len(one.positions) > SHOWN:
        sides.append(f"    - and {len(one.positions) - SHOWN} more")
    return "\n".join([f"{name}, {kind}: {_escape(one.subject)}", *sides])


def _format_passage(passage: Passage) -> str:
    return f"“{_escape(passage.text)}” ({_name_outlets(passage)})"


def _name_outlets(passage: Passage) -> str:
    named = ", ".join(_escape(outlet) for outlet in passage.outlets[:SHOWN_OUTLETS]) or "no source that is listed"
    more = len(passage.outlets) - SHOWN_OUTLETS
    return f"{named} and {_count(more, 'other', 'others')}" if more > 0 else named


def _fold(
    items: Iterable[Item], write: Callable[[Item], str], name: str, *, limit: int = SHOWN, bullet: str = ""
) -> list[str]:
    """The first items written, and one that counts the others."""
    items = tuple(items)
    lines = [f"{bullet}{write(item)}" for item in items[:limit]]
    if len(items) > limit:
        lines.append(f"{bullet}and {len(items) - limit} more ({name})")
    return lines


def _escape(text: str) -> str:
    """``text``, cut where it is long, as literal Markdown that calls nobody and names no issue."""
    text = render.visible_text(text)
    if len(text) > SHOWN_LETTERS:
        text = text[:SHOWN_LETTERS].rsplit(" ", 1)[0].rstrip() + " …"
    return _CALLS.sub(_break_call, render.escape_markdown(text))


def _break_call(match: re.Match[str]) -> str:
    """A mark with a blank of no width after it; a character reference as it is."""
    return match[0] if match[0].startswith("&") else f"{match[0]}&#8203;"


def _break_formula(line: str) -> str:
    """A line with two dollar signs, so that what stands between them is no formula."""
    return line.replace("$", "<span>$</span>") if line.count("$") > 1 else line


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
