"""Letters: all that the page cites, safe, small enough, and cut where a reader can bear it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import html

from generator.mail.encoding import encode_text
from generator.mail.letters import LIMIT, Letter, Writer
from generator.press import Citation, Section, Source, Story, read_blocks
from generator.settings import MailSetting, Settings

SITE = "https://example.org/news/"


def make_section(kind: str, words: int, *, source: int = 1, folded: str = "") -> Section:
    """A section with a sentence of so many words."""
    cite = f'<sup class="cite"><a href="{SITE}articles/a/#p1-{source}">{source}</a></sup>'
    html = f"<p>{'word ' * words}{kind}.{cite}</p>{folded}"
    citation = Citation(str(source), source, "a", 1, source, None)
    return Section(kind, kind.title(), kind, html, (citation,))


def make_story(*sections: Section, sources: int = 2, title: str = "The wall gives way") -> Story:
    """A story of these sections and a list of sources."""
    listed = tuple(
        Source(number, f"Outlet {number}", f"Head {number}", f"https://o{number}.example/", f"<p>Outlet {number}</p>")
        for number in range(1, sources + 1)
    )
    standing = Section("standing", "", "", "<p>As of today</p>", ())
    kinds = (*sections, Section("sources", "Sources", "sources", "<ol></ol>", ()))
    return Story("id1", "stories/wall", f"{SITE}stories/wall/", "", title, "", None, standing, kinds, listed)


@pytest.fixture
def writer(settings: Settings) -> Writer:
    return Writer(replace(settings, address=SITE))


def size(letter: Letter) -> int:
    return len(encode_text(letter.html)[0])


def marks(html: str) -> list[str]:
    """The citation marks of an HTML part, in order."""
    return re.findall(r"<a [^>]*>(\d+[a-z]*)</a>", " ".join(re.findall(r"<sup[^>]*>.*?</sup>", html)))


@pytest.mark.parametrize("address", [SITE, None])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_every_citation_of_the_page_is_in_both_parts(
    settings: Settings, read: Callable[..., Story], place: int, address: str | None
) -> None:
    story = read(place, address=address)
    letter = Writer(replace(settings, address=address)).write_story(story)
    cited = [one for section in story.sections if section.kind != "matrix" for one in section.citations]
    assert cited and not set(one.mark for one in cited) - set(marks(letter.html))
    assert len(marks(letter.html)) >= len(cited)
    if address:
        for citation in cited:
            assert f'href="{citation.address}"' in letter.html
    for source in story.sources:
        assert f"[{source.number}] {source.label}" in " ".join(letter.text.split())
        assert not source.url or source.url in letter.text
    for section in story.sections:
        assert section.kind == "matrix" or section.heading in letter.text and section.heading in letter.html
    assert size(letter) < LIMIT


def test_an_anchor_that_is_linked_is_there(settings: Settings, read: Callable[..., Story]) -> None:
    for place in (0, 1, 2):
        html = Writer(settings).write_story(read(place)).html
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r' id="([^"]+)"', html))


@pytest.mark.parametrize("place", [0, 2])
def test_a_letter_is_safe_and_whole_by_itself(settings: Settings, read: Callable[..., Story], place: int) -> None:
    letter = Writer(settings).write_story(read(place))
    assert not re.search(r"<(script|img|svg|iframe|object|form|link|base|details)\b", letter.html)
    assert not re.search(r"<[^>]+ (src|on\w+)=", letter.html)
    assert not re.search(r"url\(|@import|nowhere\.invalid", letter.html + letter.text)
    assert "@media (prefers-color-scheme: dark)" in letter.html and '<meta name="color-scheme"' in letter.html
    assert "</sup>[" not in letter.text and "&amp;" not in letter.text.replace("&amp;amp;", "")


def test_the_same_story_gives_the_same_letter(settings: Settings, read: Callable[..., Story]) -> None:
    assert Writer(settings).write_story(read(0)) == Writer(settings).write_story(read(0))


def test_a_long_story_is_cut_at_a_section_with_a_link_to_the_rest(writer: Writer) -> None:
    story = make_story(*(make_section(kind, 6_000, source=2) for kind in ("brief", "account", "timeline", "basis")))
    letter = writer.write_story(story)
    assert LIMIT / 2 < size(letter) < LIMIT
    assert "brief." in letter.html and "account." in letter.html and "timeline." not in letter.html
    ending = "leaves out 1 source that it does not cite, and “Timeline”, “Basis”. All of it:"
    assert ending in letter.html and ending in " ".join(letter.text.split())
    assert f'<a href="{story.address}"' in letter.html and story.address in letter.text
    assert "Outlet 2" in letter.html and "Outlet 1" not in letter.html  # what is left cites the second alone


def test_what_the_page_folds_goes_before_a_section_does(writer: Writer) -> None:
    folded = f"<details><summary>9 sentences</summary><p>{'folded ' * 13_000}</p></details>"
    story = make_story(make_section("brief", 10), make_section("actors", 10, folded=folded), make_section("basis", 10))
    few = "<details><summary>2 sentences</summary><p>opened</p></details>"
    story = replace(story, sections=(*story.sections[:2], make_section("alone", 10, folded=few), *story.sections[2:]))
    letter = writer.write_story(story)
    assert "opened" in letter.html and "opened" in letter.text
    assert size(letter) < LIMIT and "folded" not in letter.text.replace("", "") and "basis." in letter.html
    assert "leaves out some of what the page folds. All of it:" in " ".join(letter.text.split())
    assert "“" not in letter.text


def test_a_long_section_keeps_out_no_short_one(writer: Writer) -> None:
    linked = make_section("basis", 10)
    linked = replace(linked, html=linked.html + '<p>See <a href="#actors">who</a> and <a href="#brief">what</a>.</p>')
    story = make_story(make_section("brief", 10), make_section("actors", 30_000), linked)
    letter = writer.write_story(story)
    assert "basis." in letter.html and "actors." not in letter.html and "leaves out" in letter.text
    assert f'<a href="{story.address}#actors"' in letter.html and '<a href="#brief"' in letter.html


def test_without_a_site_it_says_where_the_rest_lies(settings: Settings) -> None:
    story = make_story(make_section("brief", 10), make_section("account", 20_000))
    letter = Writer(settings).write_story(story)
    assert "All of it: briefings/stories/wall.md" in " ".join(letter.text.split())


@pytest.mark.parametrize(
    "story",
    [
        make_story(make_section("brief", 100_000)),
        make_story(make_section("brief", 3), sources=2_000),
        make_story(make_section("brief", 3), title="x" * 200_000),
        make_story(make_section("brief", 3), title="北" * 200_000),
    ],
    ids=["one section", "sources", "headline", "wide headline"],
)
def test_no_story_is_too_long(writer: Writer, story: Story) -> None:
    letter = writer.write_story(story)
    assert size(letter) < LIMIT and len(letter.subject) <= 150
    assert ("brief." in letter.html) == ("word " * 1_000 not in story.sections[0].html)


def test_an_edition_is_cut_at_a_story_and_asks_for_no_more(writer: Writer) -> None:
    asked = []

    def stories():
        for place in range(1_000):
            asked.append(place)
            story = make_story(make_section("brief", 800), title=f"Story {place}")
            yield replace(story, id=f"id{place}", anchor=f"s{place}")

    letter = writer.write_edition(stories(), count=1_000, as_of="2031-05-04")
    told = len(letter.stories)
    assert 12 < told < 25 and size(letter) < LIMIT and len(asked) <= told + 4
    assert letter.stories == tuple(f"id{place}" for place in range(told))
    assert f"{1_000 - told} more stories are in the edition: {SITE}" in " ".join(letter.text.split())
    assert f"Story {told - 1}" in letter.html and f"Story {told}<" not in letter.html
    assert letter.subject.endswith("Story 0, and 999 more stories")


def test_an_edition_tells_each_story_in_brief_and_where_sources_differ(
    settings: Settings, read: Callable[..., Story]
) -> None:
    stories = [read(place, anchor=f"story-{place}") for place in (0, 1, 2)]
    letter = Writer(settings).write_edition(stories, count=3, as_of="2031-05-04")
    for story in stories:
        told = [section for section in story.sections if section.kind in ("brief", "differences")]
        assert story.title[:30] in letter.text
        for section in told:
            for block in read_blocks(html.fragment_fromstring(section.html, create_parent="div")):
                words = block.text.split(" [")[0].split(" (")[0].split()[-6:]
                assert " ".join(words) in " ".join(letter.text.split())
    assert "As of 4 May 2031 · 3 stories" in letter.text
    assert set(re.findall(r'href="#([^"]+)"', letter.html)) <= set(re.findall(r' id="([^"]+)"', letter.html))
    assert len(re.findall(r' id="', letter.html)) == len(set(re.findall(r' id="([^"]+)"', letter.html)))


def test_an_edition_without_stories_says_so(settings: Settings) -> None:
    letter = Writer(settings).write_edition((), count=0, as_of=None)
    assert letter.subject == "Port Verrin Briefings" and "0 stories" in letter.text


def test_where_to_unsubscribe_stands_in_both_parts(settings: Settings, read: Callable[..., Story]) -> None:
    places = ("mailto:off@example.org", "https://example.org/off?who={recipient}")
    letter = Writer(replace(settings, mail=MailSetting(unsubscribe=places))).write_story(read(1))
    assert letter.personal and letter.text.rstrip().endswith("https://example.org/off?who={recipient}")
    assert 'href="https://example.org/off?who={recipient}"' in letter.html
    letter = Writer(replace(settings, mail=MailSetting(unsubscribe=places[:1]))).write_story(read(1))
    assert not letter.personal and "mailto:off@example.org" in letter.text
