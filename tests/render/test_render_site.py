"""render_site: the files of an invented edition, their words, their links, and that nothing hostile gets through."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import replace
from pathlib import Path

import fictional_edition as edition
import pytest
import yaml

from generator import codec
from generator.errors import RenderError
from generator.records import Citation, Statement, Story
from generator.render import escape_markdown, render_site, visible_text
from generator.settings import Settings

LINK = re.compile(r"\]\(([^)<>\s]+)\)")
ANCHOR = re.compile(r'id="([^"]+)"')
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
STORY_PAGE = f"{edition.FLOOD.permalink}.md"


@pytest.fixture(scope="module")
def settings(tmp_path_factory) -> Settings:
    return Settings(root=tmp_path_factory.mktemp("project"))


def render(settings: Settings, stories=edition.STORIES, **changes) -> dict[str, str]:
    given = dict(
        storylines=edition.STORYLINES,
        sources=edition.SOURCES,
        problems=edition.PROBLEMS,
        settings=settings,
        as_of="2031-05-04",
        articles=edition.article_records(),
    )
    given.update(changes)
    return render_site(stories, given.pop("storylines"), given.pop("sources"), given.pop("problems"), **given)


@pytest.fixture(scope="module")
def files(settings) -> dict[str, str]:
    return render(settings)


def test_every_page_of_the_contract_is_there(files):
    expected = {"index.md", "sources.md", "about.md", "problems.md", "data/stories.json", STORY_PAGE}
    expected |= {f"articles/{key}.md" for key in edition.TEXTS}
    expected |= {f"data/stories/{story.id}.json" for story in edition.STORIES}
    expected |= {f"sources/{key}.md" for key in edition.SOURCE_OF.values()} | {"storylines/port-verrin-harbour-wall.md"}
    assert expected <= files.keys()
    assert f"{edition.FLOOD.redirects[0]}.md" in files


def test_same_input_gives_same_bytes(settings, files):
    assert render(settings) == files
    assert list(files) == sorted(files)


def test_the_words_of_every_statement_stand_on_the_story_page(files):
    page = files[STORY_PAGE]
    story = edition.FLOOD
    for statement in (*story.brief, *story.account, *story.background, *(entry.statement for entry in story.timeline)):
        assert f"{escape_markdown(statement.text)}<sup" in page


def links_of(path: str, text: str) -> set[str]:
    """The pages and files of the site that a page links to."""
    targets = {link.partition("#")[0] for link in LINK.findall(text)}
    local = {one for one in targets if one and "://" not in one and one != "?print" and not one.startswith("mailto:")}
    return {posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) for target in local}


def test_every_page_is_reached_from_the_front_page(files):
    reached, waiting = set(), ["index.md"]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += links_of(path, files[path]) if path.endswith(".md") else ()
    moved = {f"{edition.FLOOD.redirects[0]}.md"}
    assert {path for path in files if path.endswith(".md")} - moved <= reached


def test_every_citation_leads_to_an_anchor(files):
    checked = 0
    for path, text in files.items():
        if not path.endswith(".md"):
            continue
        for link in LINK.findall(text):
            target, _, anchor = link.partition("#")
            if "://" in target or target == "?print" or target.startswith("mailto:"):
                continue
            page = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert page in files, (path, link)
            if anchor:
                headings = {re.sub(r"[^a-z0-9]+", "-", words.lower()) for words in HEADING.findall(files[page])}
                assert anchor in set(ANCHOR.findall(files[page])) | headings, (path, link)
            checked += 1
    assert checked > 100


def test_anchors_of_a_page_are_unique(files):
    for path, text in files.items():
        anchors = ANCHOR.findall(text) if path.endswith(".md") else []
        assert len(anchors) == len(set(anchors)), path


def test_each_passage_is_shown_with_its_words_and_leads_back(files):
    page = files[f"articles/{edition.B}.md"]
    assert "> The sea wall at Port Verrin broke before dawn on Saturday." in page
    assert "beside another source's words" in page
    assert f"](../{STORY_PAGE}#S1-" in page
    assert page.index("The sea wall") < page.index("Anders Quill denied") < page.index("Power was back")
    assert "By Jon Maddery" not in page


def test_a_passage_inside_another_is_an_anchor_in_it(files):
    page = files[f"articles/{edition.A}.md"]
    assert re.search(r'<span id="p\d+-\d+">a public body that runs the port</span>\.', page)


def test_passages_without_their_article_are_named_by_place(settings):
    page = render(settings, articles=None)[f"articles/{edition.B}.md"]
    assert "The words are not shown here" in page and "Anders Quill denied" in page


def test_doubt_is_said(files):
    page = files[STORY_PAGE]
    assert "**Day unknown**" in page
    assert "Speaker not stated" in page
    assert "inferred from the story" in page and "date printed in the article" in page
    assert "4 outlets, 2 origins" in page and "15 of 19 statements rest" in page
    single = files[f"{edition.INQUIRY_STORY.permalink}.md"]
    assert "rests on one article" in single and "Where sources differ" not in single


def test_the_front_page_lists_stories_in_rank_order_with_their_marks(files):
    page = files["index.md"]
    assert page.index("Harbour wall at Port Verrin") < page.index("Inquiry into Port Verrin wall")
    assert page.count("Sources differ") == 1
    assert "2 problems" in page and "Day unknown" in page


def test_an_empty_edition_says_how_to_add_sources(settings):
    files = render(settings, (), storylines=(), sources=(), problems=(), as_of=None)
    assert "How to add sources" in files["index.md"] and "<code>seeds</code>" in files["index.md"]
    assert "none was left out" in files["problems.md"]
    assert json.loads(files["data/stories.json"]) == []


def test_data_of_a_story_reads_back(files):
    record = codec.decode(Story, json.loads(files[f"data/stories/{edition.FLOOD.id}.json"]))
    assert record == replace(edition.FLOOD, rank=0)


def test_the_index_of_data_keeps_its_fields(files):
    first = json.loads(files["data/stories.json"])[0]
    assert list(first) == ["id", "permalink", "headline", "first_date", "last_date", "storyline", "articles"]
    assert list(first["articles"][0]) == ["id", "seed", "source", "url", "headline", "published", "published_by"]


def test_front_matter_of_every_page_is_yaml_with_title_and_description(files):
    for path, text in files.items():
        if path.endswith(".md"):
            matter = yaml.safe_load(text.split("---\n")[1])
            assert matter["title"] and matter["description"] and matter["kind"], path


HOSTILE = "---\n# <script>alert(1)</script> {{ x }} [a](javascript:b) | `c` \u202ed\u200b *e* &amp; [[f]] {: .g }"


def test_hostile_words_leave_no_markup_on_any_page(settings):
    files = render(settings, (*edition.STORIES, edition.hostile_story(HOSTILE)))
    shown = str(escape_markdown(HOSTILE))
    for path, text in files.items():
        if not path.endswith(".md"):
            continue
        matter, body = text.split("---\n", 2)[1:] if text.startswith("---\n") else ("", text)
        assert visible_text(HOSTILE) in yaml.safe_load(matter)["title"] or path not in ("stories/hostile.md",)
        assert "\u202e" not in text and "\u200b" not in text
        assert "<script" not in body and not re.search(r"(?<!\\)\]\(javascript:", body) and "{{" not in body, path
    assert shown in files["stories/hostile.md"] and shown in files["index.md"]


def test_a_citation_of_an_unlisted_article_is_refused(settings):
    stray = Statement("x", (Citation("0ther", "x", 0, 1, ""),))
    with pytest.raises(RenderError, match="does not list"):
        render(settings, (replace(edition.INQUIRY_STORY, brief=(stray,)),), storylines=())


def test_a_projects_own_template_wins_file_by_file(tmp_path):
    own = tmp_path / "templates" / "content"
    own.mkdir(parents=True)
    (own / "about.md").write_text(
        "# Ours {{ stories[0].headline }} {{ '<b>' ~ stories[0].headline }}\n", encoding="utf-8"
    )
    files = render(Settings(root=tmp_path))
    headline = edition.FLOOD.headline
    assert files["about.md"] == f"# Ours {headline} &lt;b&gt;{headline}\n"
    assert "In brief" in files[STORY_PAGE]


@pytest.mark.parametrize("template", ["{{ nothing }}", "{{ as_of.x }}", "{% if %}", "{{ none }}"])
def test_a_broken_template_is_named(tmp_path, template):
    own = tmp_path / "templates" / "content"
    own.mkdir(parents=True)
    (own / "about.md").write_text(template, encoding="utf-8")
    with pytest.raises(RenderError, match="about.md"):
        render(Settings(root=tmp_path))


def test_templates_pass_nothing_by_the_escaping():
    for path in sorted((Path(__file__).resolve().parents[2] / "templates" / "content").glob("*")):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", "") and "autoescape" not in text, path.name
        assert "`{{" not in text, f"{path.name}: an escape is no escape in a code span; write <code>"
