"""Mail links: everything encoded, short enough for mail programs."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from fictional_edition import FLOOD, STORIES, hostile_story
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from test_render_site import HOSTILE, render, settings  # noqa: F401

from generator.render.alternates import MAIL_LENGTH, mail_story, write_mail_link
from generator.settings import Settings


def read_mail(link: str) -> dict[str, str]:
    parts = urlsplit(link.replace("&amp;", "&"))
    assert (parts.scheme, parts.path) == ("mailto", "")
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


def test_a_mail_has_the_headline_what_stands_in_brief_with_its_outlets_and_the_address():
    mail = read_mail(mail_story(FLOOD, address="https://news.example/stories/x/"))
    assert mail["subject"] == FLOOD.headline
    paragraphs = mail["body"].split("\r\n\r\n")
    assert paragraphs[0] == f"- {FLOOD.brief[0].text} (Coast Courier, The Inland Times, Verrin Post)"
    assert paragraphs[-1] == "https://news.example/stories/x/"


def test_a_long_brief_is_cut_between_sentences():
    story = replace(FLOOD, brief=FLOOD.brief * 20)
    link = mail_story(story, address="https://news.example/")
    assert len(link) <= MAIL_LENGTH and read_mail(link)["body"].endswith("\r\n\r\nhttps://news.example/")


@hypothesis_settings(derandomize=True, max_examples=60)
@given(st.text(max_size=300), st.lists(st.text(max_size=300), max_size=5))
def test_no_text_leaves_its_field(subject, lines):
    link = write_mail_link(subject, lines, address="https://news.example/")
    assert len(link) <= max(MAIL_LENGTH, 30 + 12 * 200)
    assert re.fullmatch(r"mailto:\?subject=[\w.~%-]*&amp;body=[\w.~%-]*", link, re.ASCII)


def test_story_pages_link_to_their_data_print_and_mail(tmp_path):
    settings = Settings(root=tmp_path, address="https://news.example/")  # noqa: F811
    files = render(settings, (*STORIES, hostile_story(HOSTILE)))
    for story in (*STORIES, hostile_story(HOSTILE)):
        page = files[f"{story.permalink}.md"]
        assert f"[As data (JSON)](../data/stories/{story.id}.json) · [Print](?print) · [Mail](mailto:?subject=" in page
    assert f"https%3A%2F%2Fnews.example%2F{FLOOD.permalink.replace('/', '%2F')}%2F" in files[f"{FLOOD.permalink}.md"]


def test_a_page_without_an_address_has_nothing_to_mail(settings, tmp_path):  # noqa: F811
    page = render(settings)["archive/2031-05.md"]
    assert "[Print](?print)" in page and "mailto:" not in page and "## <time" in page
    page = render(Settings(root=tmp_path, address="https://news.example/"))["archive/2031-05.md"]
    assert "mailto:?subject=May%202031&amp;body=https%3A%2F%2Fnews.example%2Farchive%2F2031-05%2F)" in page
