"""A story's page to its content: everything that the page tells, and nothing that could act."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from generator.errors import ReadError
from generator.press import read_blocks, read_entries, read_story, since_day
from generator.press.blocks import plain_words
from generator.press.folds import drop_folds, open_folds, shorten_repeats
from generator.press.markup import parse_markdown, safe_html
from generator.press.paper import MAX_MARKS, fit_paper


def read_first(project, **options):
    made, entries = project
    return read_story(made.path("output"), entries[0], **{"address": made.address} | options)


def test_every_citation_of_the_page_is_in_the_content(project) -> None:
    made, entries = project
    for entry in entries:
        page = (made.path("output") / f"{entry.permalink}.md").read_text(encoding="utf-8")
        cited = re.findall(r"\[(\d+[a-z]*)\]\(\.\./articles/([0-9a-f]+)\.md#p(\d+)-(\d+)\)", page)
        story = read_story(made.path("output"), entry, address=made.address)
        assert cited
        assert [(one.mark, one.article, str(one.start), str(one.end)) for one in story.citations] == cited


def test_a_citation_has_its_mark_its_source_and_its_passage_on_the_site(project) -> None:
    story = read_first(project)
    first = story.sections[0].citations[0]
    assert first.source == int(re.match(r"\d+", first.mark)[0])
    assert first.address == f"https://paper.example/news/articles/{first.article}/#p{first.start}-{first.end}"
    assert f'class="cite"><a href="{first.address}">{first.mark}</a>' in story.sections[0].html


def test_without_an_address_citations_lead_to_the_list_and_other_links_are_words(project) -> None:
    story = read_first(project, address=None)
    whole = "".join(section.html for section in story.sections)
    links = [unescape(link) for link in re.findall(r'href="([^"]*)"', whole)]
    assert "#source-1" in links
    assert all(link.startswith(("#", "https://")) for link in links)
    assert {link for link in links if link.startswith("https://")} <= {source.url for source in story.sources}


def test_links_within_a_document_lead_to_what_is_there(project) -> None:
    made, entries = project
    among = {entry.permalink: f"story-{number}" for number, entry in enumerate(entries)}
    for number, entry in enumerate(entries):
        anchor = f"story-{number}"
        story = read_story(made.path("output"), entry, address=made.address, anchor=anchor, among=among)
        parts = [story.standing.html, *(section.html for section in story.sections)]
        ids = re.findall(r' id="([^"]*)"', "".join(parts)) + [section.anchor for section in story.sections]
        assert len(ids) == len(set(ids)) and all(one.startswith(f"{anchor}-") for one in ids if one)
        for link in re.findall(r'href="#([^"]*)"', "".join(parts)):
            assert link in ids or link in among.values()


def test_title_day_sections_and_sources_are_the_page_s(project) -> None:
    made, entries = project
    story = read_first(project)
    page = (made.path("output") / f"{entries[0].permalink}.md").read_text(encoding="utf-8")
    headings = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert [section.heading for section in story.sections if section.heading] == headings
    assert story.title == entries[0].headline and story.as_of == entries[0].as_of
    assert [source.number for source in story.sources] == list(range(1, len(story.sources) + 1))
    assert all(source.label and source.headline in source.html for source in story.sources)


def test_blocks_tell_what_the_html_tells(project) -> None:
    for section in read_first(project).sections:
        root = html.fragment_fromstring(section.html, create_parent="div")
        for gone in root.xpath(".//svg | .//small | .//sup"):
            gone.drop_tree()
        told = re.sub(r"\W+", "", " ".join(block.text for block in read_blocks(root)))
        assert all(re.sub(r"\W+", "", word) in told for word in root.text_content().split())


def test_stories_of_a_day_or_later(project) -> None:
    _, entries = project
    dated = [entry for entry in entries if entry.as_of]
    newest = max(entry.as_of for entry in dated)
    assert since_day(entries, newest) == tuple(entry for entry in entries if entry.as_of == newest)
    assert since_day([replace(dated[0], as_of=None)], "2000-01-01") == ()


def test_no_pages_and_no_page_are_named_errors(tmp_path, project) -> None:
    with pytest.raises(ReadError, match="no stories yet"):
        read_entries(tmp_path)
    with pytest.raises(ReadError, match="gone"):
        read_story(tmp_path, replace(project[1][0], permalink="stories/gone"), address=None)


def test_an_attack_comes_out_as_words(attack) -> None:
    made, entries = attack
    story = read_story(made.path("output"), entries[0], address=None)
    whole = "".join([story.standing.html, *(section.html for section in story.sections)])
    assert_harmless(whole)
    assert "&lt;script&gt;" in whole and 'style="text-align:left"' in whole.replace("&quot;", '"')


MARKUP = st.sampled_from(
    [
        "<script>", "</script>", "<svg>", "</svg>", "<title>", "</title>", "<desc>", "<style>", "</style>", "<p>",
        "<a href='javascript:alert(1)'>", "<a href='http://a.example'>", "</a>", "<img src=x onerror=alert(1)>",
        "<math>", "<mtext>", "<table>", "<td>", "<rect fill='url(http://a.example/#x)'>", "<text>", "<section>",
        "<details ontoggle=alert(1) open>", "<![CDATA[", "]]>", "<!--", "-->", "--!>", "\n\n", "&lt;", "\"", "'", "x",
        "<foreignObject>", "<a xlink:href='javascript:alert(1)'>", "<use href='http://a.example'>", "<div style='x'>",
        "[a](javascript:alert(1))", "[b](<http://a.example/>)", "<iframe src='//a.example'>", "<noscript>", "`", "- ",
    ]
)  # fmt: skip


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(MARKUP, max_size=14).map("".join))
def test_whatever_a_page_holds_nothing_can_act(text: str) -> None:
    root = parse_markdown(text)
    assert_harmless(safe_html(root))
    assert isinstance(plain_words(root), str)


def assert_harmless(text: str) -> None:
    """No element or attribute that acts, read by another parser than the one that made the text."""
    tinyhtml5 = pytest.importorskip("tinyhtml5")
    for element in tinyhtml5.parse(text, namespace_html_elements=False).iter():
        name = str(element.tag).rsplit("}", 1)[-1].lower()
        assert name not in {"script", "style", "iframe", "object", "embed", "img", "use", "foreignobject", "form"}
        for key, value in element.attrib.items():
            assert not str(key).lower().startswith("on") and str(key) not in ("style", "src", "srcset")
            assert "url(" not in value.lower()
            if str(key).endswith("href"):
                assert value.startswith(("#", "http://", "https://"))


def test_a_wide_table_becomes_a_list_that_says_the_same() -> None:
    count = MAX_MARKS + 1
    heads = "".join(f'<th><sup><a href="#source-{n}">{n}</a></sup></th>' for n in range(1, count + 1))
    row = "<td>●</td><td>–</td><td>3</td>" + "<td>–</td>" * (count - 3)
    table = f"<table><thead><tr><th>Statement</th>{heads}</tr></thead>"
    table += f"<tbody><tr><td>The wall</td>{row}</tr></tbody></table>"
    assert fit_paper(table) == "<ul><li>▪ The wall: <small>1, 3 (3)</small></li></ul>"
    narrow = table.replace(f'<th><sup><a href="#source-{count}">{count}</a></sup></th>', "")
    assert "<table" in fit_paper(narrow)


def test_short_leaves_out_what_is_folded_and_headings_without_a_word(project) -> None:
    sections = {section.kind: section for section in read_first(project).sections}
    cards = drop_folds(sections["actors"].html)
    assert "<details" not in cards and "<h3" in cards and len(cards) < len(sections["actors"].html)
    assert drop_folds("<h3>Outlet</h3><details><summary>2</summary><ul><li>a</li></ul></details>") == ""
    assert drop_folds(sections["brief"].html) == sections["brief"].html


LONG = "The coast guard closed the north pier of the harbour at four in the morning."


def cite(mark: str, identity: str = "") -> str:
    return f'<sup class="cite"{identity}><a href="#source-{mark}">{mark}</a></sup>'


def opened(text: str) -> str:
    root = html.fragment_fromstring(text, create_parent="div")
    shorten_repeats(root)
    open_folds(root)
    return safe_html(root)


def test_a_folded_sentence_that_stands_elsewhere_is_named_by_its_first_words_with_its_citations() -> None:
    page = f"<p>It rained.{cite('1')} {LONG}{cite('1')}</p>"
    page += f"<details><summary>2 sentences</summary><ul><li>{LONG}{cite('2')}</li>"
    page += f"<li>It rained.{cite('2')}</li></ul></details>"
    told = opened(page)
    assert told.count(LONG) == 1 and f"The coast guard closed the north pier of …{cite('2')}" in told
    assert told.count("It rained.") == 2 and "2 sentences" not in told


def test_a_sentence_stands_in_full_under_its_speaker_rather_than_in_an_actor_s_card() -> None:
    item = f"<details><summary>1 sentence</summary><ul><li>{LONG}{cite('1')}</li></ul></details>"
    told = opened(f"<div class='card'><h3>Guard</h3>{item}</div><p><strong>Guard</strong></p>{item}")
    assert told.count(LONG) == 1 and told.index(" …") < told.index(LONG)
    assert opened(f"{item}<p>{LONG}{cite('1')}</p>").startswith('<div><ul><li class="again">')


def test_what_is_not_folded_or_stands_nowhere_else_is_told_whole() -> None:
    assert opened(f"<p>{LONG}{cite('1')}</p><ul><li>{LONG}{cite('2')}</li></ul>").count(LONG) == 2
    assert LONG in opened(f"<details><summary>All</summary><ul><li>{LONG}{cite('1')}</li></ul></details>")


def test_a_party_stands_once_with_all_that_it_says() -> None:
    said = "<p><strong>Mayor</strong></p><ul><li>One.</li></ul>"
    more = f"{said.replace('One', 'Two')}<p><strong>Guard</strong></p><ul><li>Three.</li></ul>"
    told = opened(f"{said}<details class='more'><summary>2 statements more, by 2 parties</summary>{more}</details>")
    assert told.count("Mayor") == 1 and "statements more" not in told
    assert re.findall(r"<strong>(\w+)|<li>(\w+)", told) == [
        ("Mayor", ""),
        ("", "One"),
        ("", "Two"),
        ("Guard", ""),
        ("", "Three"),
    ]


def test_a_label_that_tells_more_than_a_count_stays() -> None:
    assert "Which source speaks of whom" in opened(
        "<details><summary>Which source speaks of whom</summary><p>a</p></details>"
    )


def test_on_paper_minor_actors_run_on_and_repeats_are_gathered() -> None:
    card = "<div class='card'><h3><a id='actor-x'></a>X</h3><p>Person</p><p>Also called Y</p>"
    card += f"<details><summary>1 sentence</summary><ul><li class='again'>The coast …{cite('1')}</li>"
    card += f"<li>New.{cite('2')}</li></ul></details></div>"
    told = fit_paper(card)
    assert "<p>Person · Also called Y</p>" in told and told.index("▪ New.") < told.index('<p class="again">The coast …')
    minor = fit_paper(f"<details class='more'><summary>1 more</summary>{card}</details>")
    assert '<p class="minor"><strong><a id="actor-x"></a>X</strong> · Person · Also called Y · New.' in minor
    assert minor.count('class="mark"') == 2 and "<li" not in minor


def test_on_paper_a_party_with_one_statement_stands_on_its_line_and_originals_are_spelled_out() -> None:
    assert fit_paper("<p><strong>Mayor</strong></p><ul><li>One.</li></ul>") == "<p><strong>Mayor</strong>: One.</p>"
    assert ">https://a.example/x</a>" in fit_paper('<p><a href="https://a.example/x">original article</a></p>')


def test_on_paper_numbers_of_sources_are_words_and_citations_are_links() -> None:
    plain = '<p>Town<sup><a href="#source-1">1</a> <a href="#source-2">2</a></sup></p>'
    assert fit_paper(plain) == '<p>Town\u2060<a class="mark">1 2</a></p>'
    assert '<a class="mark" href="#source-1">1</a>' in fit_paper(f"<p>So.{cite('1')}</p>")
