"""A site that stands is not made again, and whatever changed, it is the site that a build from nothing makes."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.structure.pages import Page

from generator import site_search

HOOKS = Path(site_search.__file__).with_name("mkdocs_hooks.py")
CONFIGURATION = f"""\
site_name: Invented
site_url: https://news.example/
docs_dir: briefings
theme: {{name: null, custom_dir: theme}}
nav:
  - Front: index.md
not_in_nav: /stories/
markdown_extensions: [toc]
plugins: []
hooks: ["{HOOKS}"]
extra: {{search: index}}
"""
INDEX = "index.md"
STORIES = ("ferry", "gates", "wall")
PAGE = "---\nkind: story\ntitle: {0}\n---\n# {0}\n\n[Front](../index.md)\n"
ENGINES = [site_search.INDEX]
if find_spec("pagefind") and find_spec("pagefind_bin"):
    ENGINES.append(site_search.PAGEFIND)


Change = Callable[[Path], None]


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    monkeypatch.setattr(logging.getLogger("mkdocs"), "propagate", False)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def make_project(root: Path, *, engine: str = site_search.INDEX) -> Path:
    write(root / "mkdocs.yml", CONFIGURATION.replace("search: index", f"search: {engine}"))
    write(root / "theme" / "main.html", "<html><title>{{ page.title }}</title><body>{{ page.content }}</body></html>")
    write(root / "theme" / "style.css", "p { color: black }")
    write(root / "briefings" / "index.md", "# Front\n\n[Wall](stories/wall.md)\n")
    for name in STORIES:
        write(root / "briefings" / "stories" / f"{name}.md", PAGE.format(name.title()))
    write(root / "briefings" / "stories" / "wall.json", "{}")
    return root


def make_site(root: Path, site: str = "site", *, dirty: bool = True, strict: bool = False) -> list[str]:
    """The sources of the pages that this build rendered; the site lies below ``root``."""
    rendered = []
    render = Page.render

    def note(page: Page, *arguments: object) -> None:
        rendered.append(page.file.src_uri)
        render(page, *arguments)

    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / site), strict=strict)
    config.plugins.on_startup(command="build", dirty=dirty)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "render", note)
        build(config, dirty=dirty)
    return sorted(rendered)


def read(folder: Path) -> dict[str, bytes | None]:
    found = sorted(folder.rglob("*"))
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in found}


def check_site(root: Path) -> list[str]:
    """Build upon what stands: it is the site that a build from nothing makes. The pages that were rendered."""
    rendered = make_site(root)
    make_site(root, "fresh", dirty=False)
    assert read(root / "site") == read(root / "fresh")
    return rendered


@pytest.mark.parametrize("engine", ENGINES)
def test_a_second_build_renders_nothing_and_the_search_stands(tmp_path, engine):
    root = make_project(tmp_path, engine=engine)
    assert make_site(root) == [INDEX, *(f"stories/{name}.md" for name in STORIES)]
    found = read(root / "site")
    assert any(Path(name).parts[0] in ("pagefind", "search") for name in found)
    assert check_site(root) == []
    assert read(root / "site") == found


@pytest.mark.parametrize("engine", ENGINES)
def test_a_changed_page_alone_is_rendered_though_its_time_is_old(tmp_path, engine):
    root = make_project(tmp_path, engine=engine)
    make_site(root)
    page = root / "briefings" / "stories" / "ferry.md"
    write(page, PAGE.format("Another ferry"))
    os.utime(page, (0, 0))
    assert check_site(root) == ["stories/ferry.md"]
    assert check_site(root) == []


def test_pages_whose_time_alone_is_new_are_not_rendered(tmp_path):
    root = make_project(tmp_path)
    make_site(root)
    for path in (root / "briefings").rglob("*"):
        os.utime(path, (2_000_000_000, 2_000_000_000))
    assert check_site(root) == []


def test_a_new_page_alone_is_rendered(tmp_path):
    root = make_project(tmp_path)
    make_site(root)
    write(root / "briefings" / "stories" / "new.md", PAGE.format("New"))
    assert check_site(root) == ["stories/new.md"]


def add_extension(root: Path) -> None:
    write(root / "mkdocs.yml", (root / "mkdocs.yml").read_text("utf-8").replace("[toc]", "[toc, tables]"))


def rename_site(root: Path) -> None:
    write(root / "mkdocs.yml", (root / "mkdocs.yml").read_text("utf-8").replace("Invented", "Renamed"))


def rename_by_settings(root: Path) -> None:
    write(root / "briefings.yml", "title: Named by the settings\n")


def change_theme(root: Path) -> None:
    write(root / "theme" / "main.html", "<html><body>Anew: {{ page.content }}</body></html>")


def remove_page(root: Path) -> None:
    (root / "briefings" / "stories" / "gates.md").unlink()


def forget(root: Path) -> None:
    (root / ".cache" / "briefings.sqlite").unlink()


@pytest.mark.parametrize("change", [add_extension, rename_site, rename_by_settings, change_theme, remove_page, forget])
def test_what_each_page_may_depend_on_makes_all_anew(tmp_path, change: Change):
    root = make_project(tmp_path)
    make_site(root)
    change(root)
    assert len(check_site(root)) == len(list((root / "briefings").rglob("*.md")))
    assert check_site(root) == []


def damage(root: Path) -> None:
    write(root / "site" / "stories" / "ferry" / "index.html", "<p>half a pa")


def delete(root: Path) -> None:
    (root / "site" / "stories" / "ferry" / "index.html").unlink()


def leave_others(root: Path) -> None:
    write(root / "site" / "stories" / "old" / "index.html", "a page of an older build")
    write(root / "site" / "stories" / "ferry" / "index.html.tmp", "x")
    (root / "site" / "elsewhere").symlink_to(root / "theme", target_is_directory=True)


@pytest.mark.parametrize("change, pages", [(damage, 1), (delete, 1), (leave_others, 0)])
def test_a_site_that_somebody_changed_is_mended(tmp_path, change: Change, pages: int):
    root = make_project(tmp_path)
    make_site(root)
    change(root)
    assert len(check_site(root)) == pages
    assert (root / "theme" / "main.html").is_file()


@pytest.mark.parametrize(
    "old, new",
    [
        ("plugins: []", "plugins: [search]"),
        ("  - Front: index.md", "  - index.md"),
        ("site_name: Invented", "site_name: !ENV [NAME_THAT_NOBODY_SETS, Invented]"),
    ],
)
def test_where_pages_may_depend_on_more_all_are_rendered(tmp_path, old, new):
    root = make_project(tmp_path)
    text = (root / "mkdocs.yml").read_text("utf-8")
    assert old in text
    write(root / "mkdocs.yml", text.replace(old, new))
    make_site(root)
    assert len(check_site(root)) == 1 + len(STORIES)


def test_a_strict_build_fails_again_until_the_page_it_warned_of_is_mended(tmp_path):
    root = make_project(tmp_path)
    make_site(root, strict=True)
    page = root / "briefings" / "stories" / "ferry.md"
    write(page, PAGE.format("Ferry") + "[nowhere](nothing.md)\n")
    for _ in range(2):
        with pytest.raises(Abort, match="1 warnings"):
            make_site(root, strict=True)
    write(page, PAGE.format("Ferry"))
    make_site(root, strict=True)
    assert check_site(root) == []


def test_what_is_hidden_in_the_site_s_folder_stays(tmp_path):
    root = make_project(tmp_path)
    for text in ("", "# Another front\n"):
        write(root / "site" / ".git" / "config", "of a checkout")
        write(root / "briefings" / "index.md", text)
        make_site(root)
        assert (root / "site" / ".git" / "config").is_file()


def test_a_build_from_nothing_keeps_and_reuses_nothing(tmp_path):
    root = make_project(tmp_path)
    for _ in range(2):
        assert len(make_site(root, dirty=False)) == 1 + len(STORIES)
    assert not (root / ".cache").exists()


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from(("write", "remove", "damage")), st.integers(0, 3), st.integers(0, 2))))
def test_any_changes_in_any_order_give_the_site_of_a_build_from_nothing(tmp_path_factory, steps):
    root = make_project(tmp_path_factory.mktemp("project"))
    check_site(root)
    for what, number, text in steps:
        page = root / "briefings" / "stories" / f"page-{number}.md"
        built = root / "site" / "stories" / f"page-{number}" / "index.html"
        if what == "write":
            write(page, PAGE.format(f"Text {text}"))
        elif what == "remove":
            page.unlink(missing_ok=True)
        elif built.is_file():
            built.write_text(f"damage {text}")
        if text:
            check_site(root)
    check_site(root)
