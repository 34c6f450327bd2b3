"""MkDocs events: while `mkdocs serve` runs, the pages follow seeds and templates; each site gets its search.

`mkdocs build` needs nothing of this but for the search: the pages are plain Markdown files in docs_dir.
MkDocs loads this file by its path, so the imports are absolute.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from generator import settings, site_search
from generator.errors import GeneratorError

log = logging.getLogger("mkdocs.hooks.briefings")

_serving = False
_entries: list[site_search.Entry] = []


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether this is a `serve`; https://www.mkdocs.org/dev-guide/plugins/#on_startup"""
    global _serving
    _serving = command == "serve"


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
    _entries.clear()
    if not _serving:
        return
    # Here alone, so that a build of the site does not load the language pipeline.
    from generator import pipeline
    from generator.locks import hold_folder
    from generator.output import write_output
    from generator.store import Store

    root = Path(config.config_file_path).parent
    try:
        chosen = settings.load_settings(root)
        with hold_folder(chosen.path("output"), say=log.info):
            store = Store(root / ".cache" / "briefings.sqlite")
            try:
                result = pipeline.build(chosen, settings.load_editorial(root), jobs=None, store=store)
                write_output(chosen.path("output"), result.files)
            finally:
                store.close()
    except GeneratorError as error:
        log.error("%s", error)
        return
    for problem in result.problems:
        log.info("problem: %s: %s", problem.subject, problem.message)


def on_page_content(html: str, *, page: Any, config: Any, **_: Any) -> None:
    """Keep what the search's own index says of the page."""
    if config.extra["search"] == site_search.INDEX:
        entry = site_search.read_entry(page.url, page.meta, html)
        if entry is not None:
            _entries.append(entry)


def on_post_build(*, config: Any, **_: Any) -> None:
    """Make the search. A warning fails a strict build; the rest of the site is whole."""
    site = Path(config.site_dir)
    try:
        if config.extra["search"] == site_search.PAGEFIND:
            site_search.run_pagefind(site)
        else:
            site_search.write_index(_entries, site)
    except (GeneratorError, OSError) as error:
        log.warning("%s", error)


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
