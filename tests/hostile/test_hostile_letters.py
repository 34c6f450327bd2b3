"""Hostile words in what leaves the site: mail, paper, feeds and calendars have what those of harmless words have."""

from __future__ import annotations

import email
import email.policy
import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from elements import Elements, is_astray
from payloads import PAYLOADS

from generator.cli import main
from generator.render.calendars import render_calendar

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "render"))

import fictional_edition as fiction  # noqa: E402

pytestmark = pytest.mark.pipeline

ATOM = "{http://www.w3.org/2005/Atom}"
STORIES = ("1", "2")  # the ranks of all that the project has: they take every article
# What a reader of PDF files would do by itself or on a click, but for following a link.
ACTING = {"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/EmbeddedFile", "/AA"}


def write_letters(project: Path, folder: Path) -> dict[str, EmailMessage]:
    """The mail of the edition and of the first stories."""
    found = {}
    for story in ("--edition", *STORIES):
        path = folder / f"{story}.eml"
        assert main(["--project", str(project), "mail", story, "--as-of", "2016-05-01", "--output", str(path)]) == 0
        found[story] = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return found


def read_part(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    assert part is not None
    return part.get_content()


def test_a_mail_has_no_header_part_or_element_of_an_article(project: Path, harmless: Path, tmp_path: Path) -> None:
    (tmp_path / "harmless").mkdir()
    hostile, plain = write_letters(project, tmp_path), write_letters(harmless, tmp_path / "harmless")
    known = set().union(*(Elements(read_part(letter, "html")).found for letter in plain.values()))
    headers = {name.lower() for letter in plain.values() for name in letter.keys()}
    for name, letter in hostile.items():
        assert not letter.defects and {header.lower() for header in letter.keys()} <= headers, name
        assert [part.get_content_type() for part in letter.walk()] == [
            part.get_content_type() for part in plain[name].walk()
        ]
        assert "evil.example" not in str(letter["To"]) + str(letter["From"]) + str(letter["Reply-To"]), name
        html = Elements(read_part(letter, "html"))
        assert html.found - known == set(), name
        assert html.list_astray() == [], name
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", read_part(letter, "plain"))


@pytest.mark.browser
def test_nothing_of_a_mail_acts_in_a_browser(project: Path, tmp_path: Path, browser: Any) -> None:
    for name, letter in write_letters(project, tmp_path).items():
        path = tmp_path / "mail.html"
        path.write_text(read_part(letter, "html"), encoding="utf-8")
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        assert page.evaluate("window.pwned") is None, name
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == [], name
        assert page.evaluate("[...document.querySelectorAll('script, iframe, object, embed, form, base')].length") == 0
        page.close()


@pytest.mark.parametrize("story", STORIES)
def test_paper_follows_links_and_does_nothing_else(project: Path, tmp_path: Path, story: str) -> None:
    pytest.importorskip("weasyprint")
    pypdf = pytest.importorskip("pypdf")
    path = tmp_path / "story.pdf"
    assert main(["--project", str(project), "print", story, "--output", str(path)]) == 0
    reader = pypdf.PdfReader(io.BytesIO(path.read_bytes()), strict=True)
    for value in walk_objects(reader):
        assert not ACTING & {*value.keys(), str(value.get("/S"))}, value
    for page in reader.pages:
        for item in page.get("/Annots", ()):
            found = item.get_object()
            assert found["/Subtype"] == "/Link"
            if (action := found.get("/A")) is not None:
                assert action["/S"] == "/URI" and not is_astray(str(action["/URI"]))


def walk_objects(reader: Any) -> Iterator[Any]:
    """Every dictionary of a PDF file that its trailer leads to."""
    ahead, known = [reader.trailer], set()
    while ahead:
        value = ahead.pop()
        if reference := getattr(value, "idnum", None):
            if reference in known:
                continue
            known.add(reference)
            value = value.get_object()
        if isinstance(value, dict):
            yield value
            ahead += [value.raw_get(key) for key in value]
        elif isinstance(value, list):
            ahead += list.__iter__(value)


def test_the_text_of_feeds_has_no_element_of_an_article(project: Path) -> None:
    kept = {"<ul >", "<li >", "<small >", "<p >"}
    read = 0
    for path in sorted((project / "briefings").rglob("*.xml")):
        feed = ElementTree.fromstring(path.read_bytes())
        for content in feed.iter(f"{ATOM}content"):
            read += 1
            assert Elements(content.text or "").found <= kept, path
        for link in feed.iter(f"{ATOM}link"):
            assert not is_astray(link.get("href", "")), path
        assert {one.tag.removeprefix(ATOM) for one in feed.iter()} <= set(
            "feed id title updated link author name entry content".split()
        )
        values = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for item in values["items"]:
            assert Elements(item["content_html"]).found <= kept, path
            assert not is_astray(item["url"]) and "\n" not in item["title"], path
    assert read


def test_data_has_the_fields_of_harmless_words(project: Path, harmless: Path) -> None:
    assert read_fields(project) <= read_fields(harmless)


def read_fields(project: Path) -> set[str]:
    """The names of the fields of every story's record, wherever they stand in it."""
    found: set[str] = set()
    ahead = [
        json.loads(path.read_text(encoding="utf-8")) for path in (project / "briefings/data/stories").glob("*.json")
    ]
    assert ahead
    while ahead:
        value = ahead.pop()
        if isinstance(value, dict):
            found |= value.keys()
            ahead += value.values()
        elif isinstance(value, list):
            ahead += value
    return found


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_calendar_has_the_properties_of_harmless_words(name: str) -> None:
    assert read_properties(PAYLOADS[name]) == read_properties("Harmless words")


def read_properties(words: str) -> list[str]:
    """The names of a calendar's properties, and what begins and ends, with the schemes of addresses, in order."""
    story = fiction.hostile_story(words)
    announced = next(entry for entry in fiction.FLOOD.timeline if entry.phase == "announced")
    calendar = render_calendar(replace(story, timeline=(replace(announced, statement=story.brief[0]),)))
    assert calendar is not None
    found = []
    for line in calendar.split("\r\n"):
        assert len(line.encode("utf-8", "surrogatepass")) <= 75 and not re.search("[\x00-\x08\x0a-\x1f\x7f]", line)
        if line and not line.startswith(" "):
            name = re.match(r"(?:(?:BEGIN|END):)?[A-Z-]+", line)
            assert name, line
            found.append(name.group())
    return found
