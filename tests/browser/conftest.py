"""A built site of the invented edition, served on this machine, and a browser."""

from __future__ import annotations

import shutil
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "render"))

HOSTILE = (
    "---\n# <script>document.title='pwned'</script><img src=http://evil.example/x onerror=\"document.title='pwned'\"> "
    "[a](javascript:alert(1)) {{ config }} | `c` \u202e https://evil.example/"
)


def build_site(folder: Path) -> Path:
    """The site of the invented edition and a hostile story, built as strictly as the project's own."""
    import fictional_edition as edition
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from generator.render import render_site
    from generator.settings import Settings

    stories = (*edition.STORIES, edition.hostile_story(HOSTILE))
    files = render_site(
        stories,
        edition.STORYLINES,
        edition.SOURCES,
        edition.PROBLEMS,
        settings=Settings(root=folder),
        as_of="2031-05-04",
        articles=edition.article_records(),
    )
    for path, text in files.items():
        target = folder / "briefings" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config["theme"]["custom_dir"] = str(ROOT / "templates" / "site")
    config.pop("hooks", None)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    build(load_config(str(folder / "mkdocs.yml"), strict=True))
    return folder / "site"


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args) -> None:
        pass


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, request, client_address) -> None:
        """A browser that closes a connection early is no error."""


@pytest.fixture(scope="session")
def site_address(tmp_path_factory):
    site = build_site(tmp_path_factory.mktemp("site"))
    server = _QuietServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        arguments = ["--no-sandbox", "--disable-gpu"]
        chromium = started.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, site_address):
    """Opens pages in a fresh context; requests go into ``page.requests``, script errors into ``page.errors``."""
    contexts = []

    def start(path: str = "", **options):
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(120_000)  # a busy machine is no failure
        page = context.new_page()
        page.requests, page.errors = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(site_address + path)
        return page

    yield start
    for context in contexts:
        context.close()
