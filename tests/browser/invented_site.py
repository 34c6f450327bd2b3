"""A built site of the invented edition with a hostile story, an address of each kind of its pages, and a server."""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "render"))

HOSTILE = (
    "---\n# <script>document.title='pwned'</script><img src=http://evil.example/x onerror=\"document.title='pwned'\"> "
    "[a](javascript:alert(1)) {{ config }} | `c` \u202e https://evil.example/"
)

#: Whether the site can have Pagefind's search.
PAGEFIND = all(importlib.util.find_spec(name) for name in ("pagefind", "pagefind_bin"))

#: One address of each kind of page (as its front matter says), and of two pages that show a kind at its worst.
KINDS = {
    "edition": "",
    "story": "stories/2031-05-03-harbour-wall-at-port-verrin-gives-way/",
    "storyline": "storylines/port-verrin-harbour-wall/",
    "storylines": "storylines/",
    "actors": "actors/",
    "actor": "actors/coast-guard/",
    "sources": "sources/",
    "source": "sources/coast-courier/",
    "places": "places/",
    "place": "places/port-verrin/",
    "archive": "archive/",
    "article": "articles/a1b2c3d4e5f6/",
    "about": "about/",
    "problems": "problems/",
    "hostile story": "stories/hostile/",
    "not found": "404.html",
}


def build_site(folder: Path, *, search: str) -> Path:
    """The site, built as strictly as the project's own, with one of the engines of the search."""
    import fictional_edition as edition
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from generator.records import Place
    from generator.render import render_site
    from generator.settings import Settings

    # Two actors and a place of both stories, so that they have pages; a day, so that there are two months.
    place = Place("port-verrin", "Port Verrin", "France", -3.5, 7.25, (edition.A,), 2)
    shared = (replace(one, roles=(), statements=(edition.INQUIRY,)) for one in edition.FLOOD.actors[2:4])
    inquiry = replace(
        edition.INQUIRY_STORY,
        first_date="2031-06-12",
        last_date="2031-06-12",
        actors=(*edition.INQUIRY_STORY.actors, *shared),
        places=(replace(place, articles=(edition.E,)),),
    )
    files = render_site(
        (replace(edition.FLOOD, places=(place,)), inquiry, edition.hostile_story(HOSTILE)),
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
    config["hooks"] = [str(ROOT / "generator" / "mkdocs_hooks.py")]
    config["extra"] = {"search": search}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    built = load_config(str(folder / "mkdocs.yml"), strict=True)
    built.plugins.on_startup(command="build", dirty=False)
    build(built)
    return folder / "site"


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args) -> None:
        pass


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, request, client_address) -> None:
        """A browser that closes a connection early is no error."""


@contextmanager
def serve_site(site: Path) -> Iterator[str]:
    """The address, on this machine, at which the site is served."""
    server = _QuietServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
