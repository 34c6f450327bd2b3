"""MkDocs events: while `mkdocs serve` runs, the pages follow seeds and templates; each site gets its search.

`mkdocs build` needs nothing of this but for the search: the pages are plain Markdown files in docs_dir. With `--dirty`
(so `briefings build` calls it) only what changed is made anew, by digest (``site_reuse``).
MkDocs loads this file by its path, so the imports are absolute.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from generator import settings, site_reuse, site_search
from generator.errors import GeneratorError
from generator.stages import digest_code, name_versions
from generator.store import Store
from generator.text import digest_text

log = logging.getLogger("mkdocs.hooks.briefings")

# What a page's HTML depends on beside its source, mkdocs.yml and the theme.
CODE = ("mkdocs_hooks.py", "site_reuse.py", "site_search.py")
LIBRARIES = ("mkdocs", "Markdown", "Jinja2", "MarkupSafe", "PyYAML", "pagefind")


@dataclass
class _Run:
    """What is known from one event to the next; ``reusing``: what stands of the site is not made again."""

    serving: bool = False
    reusing: bool = False
    warned: bool = False
    environment: str = ""
    made: site_reuse.MadeSite = site_reuse.NOTHING
    files: list[site_reuse.SiteFile] = field(default_factory=list)
    standing: dict[str, site_reuse.MadeFile] = field(default_factory=dict)
    entries: dict[str, site_search.Entry] = field(default_factory=dict)


_run = _Run()


class _Listener(logging.Handler):
    """Notes that MkDocs warned: what it warned of stands in pages that the next build must read again."""

    def emit(self, record: logging.LogRecord) -> None:
        _run.warned = True


_listener = _Listener(logging.WARNING)


def _is_said(record: logging.LogRecord) -> bool:
    """Whether a message of MkDocs is one to show: not that times of files mislead, which they do not here."""
    return not record.getMessage().startswith("A 'dirty' build")


def on_startup(*, command: str, dirty: bool = False, **_: Any) -> None:
    """Remember what runs; https://www.mkdocs.org/dev-guide/plugins/#on_startup"""
    global _run
    _run = _Run(serving=command == "serve", reusing=command == "build" and dirty)
    if _run.reusing:
        logging.getLogger("mkdocs.commands.build").addFilter(_is_said)
        logging.getLogger("mkdocs").addHandler(_listener)


def on_config(config: Any, **_: Any) -> Any:
    """Where a build wrote the pages, the search's engine, and name and address from the settings, where not set."""
    if pages := os.environ.get(settings.PAGES_VARIABLE):
        config.docs_dir = pages
    config.extra["search"] = site_search.choose_engine(config.extra.get("search"))
    try:
        chosen = settings.load_settings(Path(config.config_file_path).parent)
    except GeneratorError as error:
        log.error("%s", error)
        return config
    if chosen.title != settings.Settings().title:
        config.site_name = chosen.title
    config.site_url = config.site_url or chosen.address
    return config


def on_pre_build(*, config: Any, **_: Any) -> None:
    """Build the pages before MkDocs reads them, when serving. A fault is logged and the last pages stay."""
    _run.entries.clear()
    if not _run.serving:
        return
    # Here alone, so that a build of the site does not load the language pipeline.
    from generator import pipeline
    from generator.locks import hold_folder
    from generator.output import write_output

    root = Path(config.config_file_path).parent
    try:
        chosen = settings.load_settings(root)
        with hold_folder(chosen.path("output"), say=log.info), _open_store(config) as store:
            result = pipeline.build(chosen, settings.load_editorial(root), jobs=None, store=store)
            write_output(chosen.path("output"), result.files)
    except GeneratorError as error:
        log.error("%s", error)
        return
    for problem in result.problems:
        log.info("problem: %s: %s", problem.subject, problem.message)


def on_files(files: Any, *, config: Any, **_: Any) -> None:
    """Leave of the site's folder what would be made again as it is."""
    if not _run.reusing:
        return
    _run.environment = _describe_environment(config)
    with _open_store(config) as store:
        made = site_reuse.read_site(store, Path(config.site_dir))
    _run.made = made if _run.environment and made.environment == _run.environment else site_reuse.NOTHING
    _run.files = [
        site_reuse.SiteFile(one.src_uri, Path(one.abs_src_path), Path(one.abs_dest_path))
        for one in files
        if one.inclusion.is_included() and one.abs_src_path is not None
    ]
    _run.standing = site_reuse.clear_site(
        Path(config.site_dir), _run.files, _run.made, search=Path(config.site_dir) / site_search.PAGEFIND_FOLDER
    )


def on_page_content(html: str, *, page: Any, config: Any, **_: Any) -> None:
    """Keep what the search's own index says of the page."""
    if config.extra["search"] == site_search.INDEX:
        entry = site_search.read_entry(page.url, page.meta, html)
        if entry is not None:
            _run.entries[page.file.src_uri] = entry


def on_post_build(*, config: Any, **_: Any) -> None:
    """Make the search. A warning fails a strict build; the rest of the site is whole."""
    site = Path(config.site_dir)
    folder = site / site_search.PAGEFIND_FOLDER
    try:
        if config.extra["search"] == site_search.INDEX:
            standing = [made.entry for made in _run.standing.values() if made.entry is not None]
            site_search.write_index((*standing, *_run.entries.values()), site)
        elif not _stands_search(folder):
            site_search.run_pagefind(site)
    except (GeneratorError, OSError) as error:
        log.warning("%s", error)
    if _run.reusing:
        found = site_reuse.NOTHING
        if _run.environment and not _run.warned:
            made = site_reuse.record_files(_run.files, _run.standing, _run.entries)
            found = site_reuse.MadeSite(_run.environment, made, site_reuse.digest_folder(folder))
        with _open_store(config) as store:
            site_reuse.keep_site(store, site, found)


def on_serve(server: Any, *, config: Any, **_: Any) -> Any:
    """Watch what pages are made from."""
    root = Path(config.config_file_path).parent
    chosen = settings.load_settings(root)
    for path in (
        chosen.path("seeds"),
        chosen.path("templates"),
        root / settings.SETTINGS_FILE,
        root / settings.EDITORIAL_FILE,
    ):
        if path.exists():
            server.watch(str(path))
    return server


def _open_store(config: Any) -> contextlib.closing[Store]:
    return contextlib.closing(Store(Path(config.config_file_path).parent / settings.CACHE_FILE))


def _stands_search(folder: Path) -> bool:
    """Whether Pagefind's folder is what it would make: no page was made now, and nobody changed it."""
    pages = [one.name for one in _run.files if one.target.suffix == ".html"]
    made = _run.made.search
    return bool(made) and all(name in _run.standing for name in pages) and made == site_reuse.digest_folder(folder)


def _describe_environment(config: Any) -> str:
    """A digest of all that each page depends on beside its own source; "" where that cannot be told.

    It cannot where others' code takes part (plugins, hooks, extensions of Markdown from elsewhere), where mkdocs.yml
    takes from other files or variables, and where the navigation takes titles from the pages.
    """
    text = Path(config.config_file_path).read_text(encoding="utf-8")
    hooks = [Path(module.__file__).resolve() for module in config.hooks.values()]
    common = {
        entry.name
        for entry in metadata.distribution("Markdown").entry_points
        if entry.group == "markdown.extensions"
    }
    if (
        "INHERIT" in text
        or "!ENV" in text
        or hooks != [Path(__file__).resolve()]
        or len(config.plugins) != len(hooks)
        or not common.issuperset(config.markdown_extensions)
        or not _is_titled(config.nav)
    ):
        return ""
    theme = [site_reuse.digest_folder(Path(folder)) for folder in config.theme.dirs]
    values = {
        name: repr(value)
        for name, value in config.items()
        if isinstance(value, str | bool | list | dict) and name not in ("plugins", "hooks", "strict")
    }
    return digest_text(json.dumps([text, values, theme, digest_code(*CODE), name_versions(*LIBRARIES)], sort_keys=True))


def _is_titled(nav: Any) -> bool:
    """Whether each item of a navigation has its title in mkdocs.yml."""
    return isinstance(nav, list) and all(
        isinstance(item, dict) and all(isinstance(one, str) or _is_titled(one) for one in item.values()) for item in nav
    )
