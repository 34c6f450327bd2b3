"""A section's HTML for mail: open, flat, narrow, and without dead links."""

from __future__ import annotations

import pytest

from generator.mail.markup import NOWHERE, convert, find_anchors

GRID = (
    "<table><thead><tr><th>Actor</th><th>1</th><th>2</th><th>3</th><th>4</th></tr></thead><tbody>"
    '<tr><td>The <a href="#x">Guard</a></td><td>●</td><td>–</td><td>7</td><td>●</td></tr>'
    "<tr><td>Nobody</td><td>–</td><td>–</td><td>–</td><td>–</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    "html, expected",
    [
        ('<figure class="strip"><svg><title>t</title></svg></figure><p>Told.</p>', "<p>Told.</p>"),
        ("<details><summary>5 sentences</summary><p>One.</p></details>", "<div><p>One.</p></div>"),
        ("<details><summary>Why so</summary><p>One.</p></details>", "<div><p>Why so</p><p>One.</p></div>"),
        ("<ul><li><strong>Ann</strong> She said so.</li></ul>", "<ul><li><strong>Ann</strong>: She said so.</li></ul>"),
        ("<ul><li><strong>May</strong><ul><li>x</li></ul></li></ul>", None),
        ('<p><time datetime="2016">2016</time></p>', "<p>2016</p>"),
        (GRID, "<ul><li>The Guard: 1, 3 7, 4</li><li>Nobody: none</li></ul>"),
        (
            "<table><tr><th>a</th><th>b</th></tr></table>",
            '<table class="data"><tbody><tr><th>a</th><th>b</th></tr></tbody></table>',
        ),
    ],
)
def test_what_mail_programs_do_not_show_is_changed(html: str, expected: str | None) -> None:
    made = convert(html, anchors=()).html.replace("<tbody>", "").replace("</tbody>", "")
    assert made == (expected or html).replace("<tbody>", "").replace("</tbody>", "")


def test_what_is_folded_can_be_left_out() -> None:
    assert convert("<p>a</p><details><p>b</p></details>", anchors=(), folded=False).html == "<p>a</p>"


CITED = '<p>So it is.<sup class="cite"><a href="{}">2b</a></sup></p>'


def test_without_a_site_a_citation_leads_to_its_source() -> None:
    made = convert(CITED.format(f"{NOWHERE}articles/a/#p1-2"), anchors={"s-source-2"}, prefix="s-")
    assert '<a href="#s-source-2">2b</a>' in made.html
    assert "<a" not in convert(CITED.format(f"{NOWHERE}articles/a/#p1-2"), anchors=()).html
    assert made.blocks[0].text == "So it is. [2b]"


def test_with_a_site_a_citation_leads_to_the_passage() -> None:
    address = "https://example.org/articles/a/#p1-2"
    assert f'<a href="{address}">2b</a>' in convert(CITED.format(address), anchors=()).html


def test_a_link_forward_leads_to_the_page() -> None:
    html = '<p>See <a href="#s-basis">the basis</a> and <a href="#s-here">this</a>.</p>'
    page = "https://example.org/story/"
    made = convert(html, anchors={"s-here"}, prefix="s-", page=page).html
    assert made == f'<p>See <a href="{page}#basis">the basis</a> and <a href="#s-here">this</a>.</p>'
    assert convert(html, anchors={"s-here"}).html == '<p>See the basis and <a href="#s-here">this</a>.</p>'


def test_a_paragraph_that_is_nothing_but_a_dead_link_goes() -> None:
    html = (
        f'<p>Told. <small><a href="{NOWHERE}a/">In all stories</a></small></p><p><a href="{NOWHERE}b">Calendar</a></p>'
    )
    assert convert(html, anchors=()).html.strip() == "<p>Told. </p>"
    live = convert('<p><a href="https://example.org/b">Calendar</a></p>', anchors=())
    assert live.links == {"Calendar": "https://example.org/b"}


def test_anchors_that_nothing_leads_to_go() -> None:
    html = '<h3 id="a">A</h3><h3 id="b">B</h3>'
    assert find_anchors(html) == {"a", "b"}
    assert convert(html, anchors=(), wanted={"b"}).html == '<h3>A</h3><h3 id="b">B</h3>'


def test_a_name_that_leads_to_the_story_s_own_page_is_followed_by_no_address() -> None:
    html = '<p><strong><a href="#actor-x">Mayor</a></strong></p><ul><li>One.</li></ul>'
    made = convert(html, anchors=(), page="https://example.org/story/")
    assert made.links == {} and 'href="https://example.org/story/#actor-x"' in made.html
