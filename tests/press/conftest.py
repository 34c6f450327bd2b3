"""The pages of the invented edition, with a story that attacks and one in many scripts, as they lie in an output."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "render"))

HOSTILE = (
    "---\n# <script>document.title='pwned'</script><img src=http://evil.example/x onerror=alert(1)> "
    '[a](javascript:alert(1)) {{ config }} | `c` \u202e <svg onload=alert(2)></svg> style="text-align:left" (1 0 R) \\'
)
SCRIPTS = (
    "Київ і Санкт-Петербург",
    "北京市发生洪水",
    "القاهرة تعلن الطوارئ",
    "Łódź, Đặng, Şırnak, Zürich",
)
ADDRESS = "https://paper.example/news/"


def dated(story):
    """The story with a day for its newest report, which no article could make anything else than a day."""
    return replace(story, basis=replace(story.basis, as_of="2031-05-02"))


@pytest.fixture(scope="session")
def make_project(tmp_path_factory):
    """A function of stories that writes their pages; it gives the settings of the project."""
    import fictional_edition as edition

    from generator.render import render_site
    from generator.settings import Settings

    def make(*stories, **settings):
        folder = tmp_path_factory.mktemp("press")
        made = Settings(root=folder, title="The Invented Paper", templates=str(ROOT / "templates"), **settings)
        files = render_site(
            stories,
            edition.STORYLINES,
            edition.SOURCES,
            edition.PROBLEMS,
            settings=made,
            as_of="2031-05-04",
            articles=edition.article_records(),
        )
        for path, text in files.items():
            target = folder / "briefings" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return made

    return make


@pytest.fixture(scope="session")
def project(make_project):
    """The settings of the whole edition, and its entries."""
    import fictional_edition as edition

    from generator.press import read_entries

    scripts = dated(edition.hostile_story(" · ".join(SCRIPTS)))
    settings = make_project(*edition.STORIES, scripts, address=ADDRESS)
    return settings, read_entries(settings.path("output"))


@pytest.fixture(scope="session")
def attack(make_project):
    """The settings of a project of one story whose every word attacks, and its entry."""
    import fictional_edition as edition

    from generator.press import read_entries

    settings = make_project(dated(edition.hostile_story(HOSTILE)))
    return settings, read_entries(settings.path("output"))


@pytest.fixture(scope="session")
def weasyprint():
    """The library; without it, or without Pango, the test is skipped by name, unless BRIEFINGS_REQUIRE_PDF is set."""
    from generator.errors import RenderError
    from generator.press.painting import load_weasyprint

    try:
        return load_weasyprint()
    except RenderError as error:
        if os.environ.get("BRIEFINGS_REQUIRE_PDF"):
            raise
        pytest.skip(str(error))
