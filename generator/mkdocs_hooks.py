"""MkDocs events to the same pipeline: while `mkdocs serve` runs, the pages follow seeds and templates.

`mkdocs build` needs nothing of this: the pages are plain Markdown files in docs_dir.
MkDocs loads this file by its path, so the imports are absolute.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from generator import pipeline, settings
from generator.errors import GeneratorError
from generator.store import Store

log = logging.getLogger("mkdocs.hooks.briefings")

_serving = False


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether this is a `serve`; https://www.mkdocs.org/dev-guide/plugins/#on_startup"""
    global _serving
    _serving = command == "serve"


def on_config(config: Any, **_: Any) -> Any:
    """The site's address from the settings, where ``mkdocs.yml`` gives none."""
    if not config.site_url:
        try:
            config.site_url = settings.load_settings(Path(config.config_file_path).parent).address or config.site_url
        except GeneratorError as error:
            log.error("%s", error)
    return config


def on_pre_build(*, config: Any, **_: Any) -> None:
    """Build the pages before MkDocs reads them, when serving. A fault is logged and the last pages stay."""
    if not _serving:
        return
    root = Path(config.config_file_path).parent
    try:
        chosen = settings.load_settings(root)
        store = Store(root / ".cache" / "briefings.sqlite")
        try:
            result = pipeline.build(chosen, settings.load_editorial(root), store=store)
        finally:
            store.close()
        pipeline.write_output(chosen.path("output"), result.files)
    except GeneratorError as error:
        log.error("%s", error)
        return
    for problem in result.problems:
        log.info("problem: %s: %s", problem.subject, problem.message)


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
