"""What changed, on the pages: a story's changes, the edition's on the front page, marks there and in the archive."""

from __future__ import annotations

import re
from dataclasses import replace

import fictional_edition as edition
import pytest
from fictional_edition import FLOOD, INQUIRY_STORY, B, D, hostile_story

from generator.compare import Record, advance_record
from generator.printed import read_page
from generator.records import EditionChange, Span, Story, StoryChange, StoryMove
from generator.render import render_site
from generator.settings import Settings

FLOOD_PAGE = f"{FLOOD.permalink}.md"
BAD = "<script>alert(1)</script> [x](javascript:1) {{ 7*7 }}\n# heading\n---"


def without(story: Story, *articles: str, **values: object) -> Story:
    """The story as it was before ``articles`` came: without them and all that rests on one of them first."""

    def first(statement) -> bool:
        return statement.citations[0].article not in articles

    return replace(
        story,
        articles=tuple(one for one in story.articles if one.id not in articles),
        brief=tuple(filter(first, story.brief)),
        account=tuple(filter(first, story.account)),
        background=tuple(filter(first, story.background)),
        timeline=tuple(entry for entry in story.timeline if first(entry.statement)),
        figures=tuple(
            replace(entry, relation=entry.relation if len(claims) > 1 else "single", claims=claims)
            for entry in story.figures
            if (claims := tuple(claim for claim in entry.claims if first(claim.statement)))
        ),
        disagreements=tuple(
            one for one in story.disagreements if all(first(position.statement) for position in one.positions)
        ),
        actors=tuple(actor for actor in story.actors if first(actor.statements[0])),
        sayings=tuple(saying for saying in story.sayings if first(saying.statement)),
        **values,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Settings:
    return Settings(root=tmp_path_factory.mktemp("project"))


def render(project: Settings, record: Record | None, *stories: Story) -> dict[str, str]:
    return render_site(
        stories,
        edition.STORYLINES,
        edition.SOURCES,
        edition.PROBLEMS,
        settings=project,
        as_of="2031-05-04",
        articles=edition.article_records(),
        changes=record.changes if record else None,
        editions=record.editions if record else (),
    )


def section(page: str) -> str:
    found = re.findall(r'<section class="changes" markdown="1">\n(.*?)</section>', page, re.DOTALL)
    assert len(found) <= 1
    return found[0] if found else ""


FIRST = advance_record(None, [without(FLOOD, B, D), INQUIRY_STORY], day="2031-05-03")
SECOND = advance_record(FIRST, [without(FLOOD, D), INQUIRY_STORY], day="2031-05-04")
THIRD = advance_record(SECOND, [FLOOD, INQUIRY_STORY], day="2031-05-05")


def test_without_a_past_no_page_speaks_of_changes(project):
    files = render(project, None, FLOOD, INQUIRY_STORY)
    record = advance_record(None, [FLOOD, INQUIRY_STORY], day="2031-05-03")
    assert files == render(project, record, FLOOD, INQUIRY_STORY)
    assert not any(section(text) or "#changes" in text or 'class="mark"' in text for text in files.values())


def test_a_storys_page_tells_its_changes_by_day_and_the_last_below_the_headline(project):
    page = render(project, THIRD, FLOOD, INQUIRY_STORY)[FLOOD_PAGE]
    day = '<time datetime="2031-05-05">5 May 2031</time>'
    assert f"[Updated {day}](#changes): 1 new source, 1 new event\n" in page
    told = section(page)
    newest, before = told.split("**\n", 2)[1:]
    assert f"**{day}**" in told and "- New source: Unnamed outlet<sup>[4](#source-4)</sup>\n" in newest
    assert '- New source: Verrin Post<sup>[2](#source-2)</sup>\n' in before
    assert "- New disagreement: [Figures differ: people killed](#where-sources-differ)\n" in before
    assert "    - people killed: now also [19](#S2-" in before
    assert "- New key actors: [Verrin Dockers' League](#actor-verrin-dockers-league), " in before
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert {link for link in re.findall(r"\]\(#(\S+?)\)", told)} <= anchors | {"where-sources-differ"}


def test_what_it_prints_of_an_article_is_verified(project):
    page = render(project, THIRD, FLOOD, INQUIRY_STORY)[FLOOD_PAGE]
    texts = edition.TEXTS
    pointed = [one for one in read_page(FLOOD_PAGE, section(page) + page) if one.words.startswith("A union of dock")]
    assert pointed and all(one.words in texts[one.article][one.start : one.end] for one in pointed)


def test_a_storys_page_changes_only_when_its_story_does(project):
    before = render(project, SECOND, without(FLOOD, D), INQUIRY_STORY)
    later = advance_record(SECOND, [without(FLOOD, D), replace(INQUIRY_STORY, timeline=())], day="2032-01-01")
    after = render(project, later, without(FLOOD, D), replace(INQUIRY_STORY, timeline=()))
    assert before[FLOOD_PAGE] == after[FLOOD_PAGE] and before["feed.xml"] != after["feed.xml"]
    flood = re.compile(rf"<entry>\n<id>urn:briefings:story:{FLOOD.id}</id>.*?</entry>", re.DOTALL)
    assert flood.findall(before["feed.xml"]) == flood.findall(after["feed.xml"]) != []
    assert 'class="mark"' in before["index.md"] and 'class="mark"' not in after["index.md"]  # revised: no mark
    assert "1 story told otherwise from the same articles" in section(after["index.md"])


def test_the_front_page_tells_the_editions_changes_and_marks_its_stories(project):
    record = advance_record(SECOND, [FLOOD, INQUIRY_STORY, edition.hostile_story("Quiet words")], day="2031-05-05")
    files = render(project, record, FLOOD, INQUIRY_STORY, edition.hostile_story("Quiet words"))
    told = section(files["index.md"])
    assert "The edition of <time datetime=\"2031-05-05\">5 May 2031</time>: 1 new story, 1 story updated.\n" in told
    assert "- **New**: [Quiet words](stories/hostile.md)\n" in told
    small = "<br><small>1 new source, 1 new event</small>"
    assert f"- **Updated**: [{FLOOD.headline}]({FLOOD_PAGE}#changes){small}" in told
    assert "[What changed](#what-changed): 1 new story, 1 story updated\n" in files["index.md"]
    assert re.findall(r'<span class="mark">(\w+)</span>', files["index.md"]) == ["Updated", "New"]
    marked = {path for path, text in files.items() if 'class="mark"' in text}
    assert {path.split("/")[0] for path in marked} == {"index.md", "archive"}
    assert "4 May 2031</time>: 1 story updated" in told.split("<details")[1]


def test_merged_stories_and_former_addresses_are_told_on_the_front_page(project):
    change = EditionChange(
        2,
        "2031-05-05",
        new=0,
        updated=30,
        revised=0,
        merged=1,
        split=1,
        gone=1,
        addresses=2,
        moves=(
            StoryMove("merged", FLOOD.redirects[0], FLOOD.permalink, 2),
            StoryMove("split", FLOOD.permalink, INQUIRY_STORY.permalink, 1),
        ),
        redirected=((FLOOD.redirects[0], FLOOD.permalink), ("stories/old", INQUIRY_STORY.permalink)),
    )
    record = replace(THIRD, editions=(change,))
    told = section(render(project, record, FLOOD, INQUIRY_STORY)["index.md"])
    assert "30 stories updated, 1 story merged, 1 story split, 1 story gone, 2 addresses redirected." in told
    assert f"({FLOOD.redirects[0]}) is now part of [{FLOOD.headline}]" in told
    assert f"**Split off** from another story: [{INQUIRY_STORY.headline}]" in told
    assert f"- **Another address**: stories/old leads to [{INQUIRY_STORY.headline}]" in told
    assert told.count(FLOOD.redirects[0]) == 1 and "and 30 more updated stories" in told


def test_what_is_there_no_more_is_not_printed_and_not_counted(project):
    gone = Span(B, 1, 2)
    change = StoryChange(
        2, None, "updated", counts=(("events", 2), ("sources", 9), ("events_gone", 1)), sources=("0" * 12, D),
        events=(gone, Span(B, 3, 4)), moved=((gone, None, "2031"),), actors=("nobody",), headline="0" * 12,
    )  # fmt: skip
    record = replace(FIRST, stories={FLOOD.id: replace(FIRST.stories[FLOOD.id], changes=(change,))})
    page = render(project, record, FLOOD, INQUIRY_STORY)[FLOOD_PAGE]
    told = section(page)
    assert "**Day unknown**" in told and "New event" not in told and "actor" not in told and "Dated" not in told
    assert "- New sources: Unnamed outlet<sup>[4](#source-4)</sup> and 7 more\n" in told
    assert "- Another headline\n" in told and "- Told no more: 1 event\n" in told
    assert "[Updated](#changes): 8 new sources, 1 thing told no more" in page


def test_days_fold_away(project):
    changes = tuple(replace(THIRD.changes[FLOOD.id][0], day=f"2031-06-{day:02}") for day in (9, 9, 8, 7, 6))
    record = replace(FIRST, stories={FLOOD.id: replace(FIRST.stories[FLOOD.id], changes=changes)})
    told = section(render(project, record, FLOOD, INQUIRY_STORY)[FLOOD_PAGE])
    shown, folded = told.split("<details")
    assert shown.count("**<time") == 2 == folded.count("**<time") and "<summary>2 earlier</summary>" in folded
    assert "sources differ" not in told
    assert shown.count("New source: Unnamed outlet<sup>[4](#source-4)</sup>") == 2  # once a day


def test_hostile_words_stay_words(project):
    story = hostile_story(BAD)
    first = replace(story, timeline=(), figures=(), actors=(), disagreements=(), articles=())
    first = replace(first, articles=(replace(story.articles[0], id="0" * 12, seed="x", label=BAD),))
    record = advance_record(advance_record(None, [first], day=BAD), [story], day=BAD)
    files = render(project, record, story)
    for path in (f"{story.permalink}.md", "index.md"):
        told = section(files[path])
        assert told and "<script" not in told and not re.search(r"(?<!\\)\]\(javascript:", told)
        assert "\n# heading" not in told and "\n---" not in told
