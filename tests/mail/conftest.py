"""The pages of the invented edition as they lie in a project, and a mail server on this machine."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "render"))

import fictional_edition as edition  # noqa: E402
from loopback_smtp import MailServer, serve_mail  # noqa: E402

from generator.press import Entry, Story, read_entries, read_story  # noqa: E402
from generator.records import Story as StoryRecord  # noqa: E402
from generator.render import render_site  # noqa: E402
from generator.settings import Settings  # noqa: E402

HOSTILE = (
    "---\n# <script>document.title='pwned'</script><img src=http://evil.example/x onerror=\"document.title='pwned'\"> "
    "[a](javascript:alert(1)) {{ config }} | `c` \u202e https://evil.example/ \r\nBcc: all@example.org"
)


def write_pages(folder: Path, stories: tuple[StoryRecord, ...], **options: object) -> Settings:
    """A project in ``folder`` with the pages of ``stories``; its settings."""
    settings = Settings(root=folder, **options)
    files = render_site(
        stories,
        edition.STORYLINES,
        edition.SOURCES,
        edition.PROBLEMS,
        settings=settings,
        as_of="2031-05-04",
        articles=edition.article_records(),
    )
    addresses = {line.permalink: [] for line in edition.STORYLINES}
    for line in edition.STORYLINES:
        members = [one for story in stories if story.id in line.clusters for one in story.articles]
        addresses[line.permalink] = [article.id for article in members]
    for path, text in {**files, "data/permalinks.json": json.dumps(addresses)}.items():
        target = folder / settings.output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return settings


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A project of the invented edition and a hostile story, which no test changes."""
    stories = (*edition.STORIES, edition.hostile_story(HOSTILE))
    return write_pages(tmp_path_factory.mktemp("mail"), stories, title="Port Verrin Briefings")


@pytest.fixture(scope="session")
def entries(settings: Settings) -> tuple[Entry, ...]:
    """The stories of ``settings``."""
    return read_entries(settings.path("output"))


@pytest.fixture
def read(settings: Settings) -> Callable[..., Story]:
    """Reads a story of ``settings`` by its place, with the site at ``address``."""

    def start(place: int, *, address: str | None = None, anchor: str = "") -> Story:
        from generator.mail.markup import NOWHERE

        output = settings.path("output")
        return read_story(output, read_entries(output)[place], address=address or NOWHERE, anchor=anchor)

    return start


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server without TLS."""
    with serve_mail() as served:
        yield served
