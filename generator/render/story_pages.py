"""Pages of stories and storylines: each story, its calendar and its former addresses."""

from __future__ import annotations

from typing import Any

from ..records import Story, Storyline, TimelineEntry
from . import changes, pictures, sections, timelines
from .addresses import href_from, story_path, storyline_path
from .alternates import mail_story
from .calendars import calendar_path, render_calendar
from .citations import CitationMarks, name_outlet, number_marks
from .data import story_data_path
from .edition import Edition, render_page
from .escape import page_path, visible_text
from .keywords import list_keywords
from .sayings import part_sayings

# A page's description is cut at a word before this many characters, as search engines show about so many.
DESCRIPTION_LENGTH = 200
# Stories of its storyline that a story's page names before it and after it; the storyline's page names all.
NEARBY_STORIES = 4
# Stories that a storyline's page tells, the last; the earlier ones are a line each.
TOLD_STORIES = 30


def render_stories(edition: Edition) -> dict[str, str]:
    """Every story's page with its calendar, and a page at each former address that leads to it."""
    files: dict[str, str] = {}
    for story in edition.stories:
        files[story_path(story)] = render_story(edition, story)
        if (calendar := render_calendar(story)) is not None:
            files[calendar_path(story)] = calendar
    for story in edition.stories:
        for redirect in story.redirects:
            old = page_path(f"{redirect}.md")
            target = page_path(story.permalink)
            files.setdefault(old, render_page(edition, "redirect.md", old, story=story, target=target))
    return files


def render_story(edition: Edition, story: Story) -> str:
    """The page of one story."""
    path = story_path(story)
    base = href_from(path)
    storyline = edition.storyline_by_id.get(story.storyline or "")
    neighbours = edition.listed.get(story.nearest.article, ()) if story.nearest else ()
    actors = sections.sort_actors(story)
    columns = sections.choose_columns(story)
    speakers = sections.group_sayings(story)
    said_first, said_besides = part_sayings(story, speakers)
    cite = CitationMarks(story, base=base)
    return render_page(
        edition,
        "story.md",
        path,
        story=story,
        cite=cite,
        **_tell_changes(edition, story, cite),
        outlet=lambda name, numbered=False: name_outlet(name, story, numbered=numbered),
        **_draw_timeline(story.timeline),
        daily=pictures.draw_coverage(pictures.list_outlets(story), rows_of="outlet"),
        map=pictures.draw_map(story.places),
        aliases=sections.list_aliases,
        shown_actors=sections.STORY_ACTORS,
        numbers=lambda ids: number_marks(ids, story),
        label_of=lambda statement: sections.label_statement(statement, story),
        description=shorten(" ".join(one.text for one in story.brief[:2]) or story.headline),
        paragraphs=sections.split_paragraphs,
        actors=actors,
        covered=[one for one in actors[: sections.STORY_ACTORS] if one.coverage],
        matrix=sections.make_matrix(story, columns),
        columns=columns,
        columns_left=f" (of {len(story.articles)} articles the {len(columns)} that carry most)"
        if len(columns) < len(story.articles)
        else "",
        coordinates=sections.write_coordinates,
        speakers=speakers,
        said_first=said_first,
        said_besides=said_besides,
        keywords=list_keywords(actors),
        minutes=sections.reading_minutes(story),
        storyline=storyline,
        members=list_nearby(edition.members(storyline), story) if storyline else (),
        neighbour=next(iter(neighbours), None),
        data=base(story_data_path(story)),
        data_path=story_data_path(story),
        mail=mail_story(story, address=edition.web_address(path)),
        calendar=render_calendar(story) and base(calendar_path(story)),
    )


def render_storyline(edition: Edition, storyline: Storyline) -> str:
    """The page of one storyline."""
    members = edition.members(storyline)
    told = members[-TOLD_STORIES:]
    return render_page(
        edition,
        "storyline.md",
        storyline_path(storyline),
        storyline=storyline,
        members=members,
        told=told,
        listed=members[: -len(told)] if told else (),
        **_draw_timeline(storyline.timeline),
        **_draw_stories(members),
        cited=timelines.list_cited(storyline, members, told=told),
    )


def _tell_changes(edition: Edition, story: Story, cite: CitationMarks) -> dict[str, Any]:
    """What ``changes_line.jinja`` and ``changes_section.jinja`` need."""
    return {
        "changes": changes.tell_changes(story, edition.changes.get(story.id, ())),
        "shown_days": changes.SHOWN_DAYS,
        "sum_kinds": changes.sum_kinds,
        "summed_kinds": changes.SUMMED_KINDS,
        "list_gone": changes.list_gone,
        "first_words": sections.first_words,
        "point_to": lambda statement, words: changes.point_to(statement, words, cite),
    }


def list_nearby(members: tuple[Story, ...], story: Story) -> tuple[Story, ...]:
    """The stories of a storyline around one of them, and that one, in their order."""
    place = next(place for place, one in enumerate(members) if one.id == story.id)
    return members[max(0, place - NEARBY_STORIES) : place + NEARBY_STORIES + 1]


def _draw_timeline(entries: tuple[TimelineEntry, ...]) -> dict[str, Any]:
    """What ``timeline.jinja`` needs of a timeline."""
    return {
        "parts": timelines.part_timeline(entries),
        "strip": pictures.draw_strip(entries, name="strip"),
        "moment_name": timelines.name_moment,
        "explained": timelines.needs_explanation,
    }


def _draw_stories(stories: tuple[Story, ...]) -> dict[str, Any]:
    """What ``pictures.jinja`` needs of the stories of a storyline."""
    network, places = pictures.find_network(stories), pictures.merge_places(stories)
    return {
        "daily": pictures.draw_coverage(pictures.list_stories(stories), rows_of="story"),
        "map": pictures.draw_map(places),
        "places": places,
        "coordinates": sections.write_coordinates,
        "network": pictures.draw_network(network),
        "partners": pictures.list_partners(network) if network else (),
    }


def shorten(text: str) -> str:
    """The visible text, cut after a word with an ellipsis where it is longer than a description may be."""
    text = visible_text(text)
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[: DESCRIPTION_LENGTH - 2].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
