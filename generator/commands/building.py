"""The commands ``build`` and ``serve``: seeds to pages, pages to a site."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import subprocess
import sys

from .. import pipeline, report
from ..errors import ConfigError, RenderError
from ..locks import hold_folder
from ..output import write_output
from ..settings import PAGES_VARIABLE, Settings, load_editorial, load_settings
from ..store import Store
from .project import open_store, say, source_date

MKDOCS_FILE = "mkdocs.yml"
# How seldom Python looks for cycles during a build. Records are many and in none: looking as often as it does by
# default takes a fifth of a build of 1,000 articles from the store.
COLLECTING = (2_000_000, 50, 1000)


def run_build(options: argparse.Namespace) -> int:
    """Build pages, and the site unless --no-site."""
    settings = load_settings(options.project, seeds=options.seeds, output=options.output, site=options.site)
    with hold_folder(settings.path("output"), say=say) as held:
        return _build(options, settings, held)


def _build(options: argparse.Namespace, settings: Settings, held: int | None) -> int:
    """``run_build`` while nobody else writes to the output."""
    editorial = load_editorial(options.project)
    gc.set_threshold(*COLLECTING)
    with contextlib.nullcontext(Store(None)) if options.full else open_store(options.project) as store:
        result = pipeline.build(
            settings,
            editorial,
            as_of=options.as_of or source_date(),
            jobs=options.jobs,
            executor=options.executor,
            store=store,
            progress=None if options.quiet else report.make_progress(sys.stderr),
        )
        written, deleted = write_output(settings.path("output"), result.files)
    report.print_problems(result.problems, sys.stderr)
    if not options.quiet:
        print(report.describe_build(result, settings.path("output"), written=written, deleted=deleted))
    if not options.no_site:
        _run_mkdocs(
            settings,
            "build",
            "--quiet",
            "--strict",
            "--clean" if options.full else "--dirty",  # by digest, not by time: see mkdocs_hooks
            "--site-dir",
            str(settings.path("site").resolve()),
            held=held,
        )
        if not options.quiet:
            print(f"The site lies in {settings.path('site') / 'index.html'}")
    return 1 if options.strict and result.problems else 0


def run_serve(options: argparse.Namespace) -> int:
    """Serve the site; the MkDocs hook rebuilds the pages."""
    settings = load_settings(options.project)
    _run_mkdocs(settings, "serve", "--dev-addr", options.address)
    return 0


def _run_mkdocs(settings: Settings, *arguments: str, held: int | None = None) -> None:
    """Run MkDocs on the project's mkdocs.yml in a process of its own, so that it never enters ours.

    It shares the lock ``held``, so that a build whose MkDocs outlives it is not overtaken by the next.
    """
    configuration = settings.root / MKDOCS_FILE
    if not configuration.is_file():
        raise ConfigError(
            "not found, so no site was made", subject=str(configuration), hint="use --no-site for the pages alone"
        )
    environment = {"NO_MKDOCS_2_WARNING": "true", **os.environ}
    if arguments[0] == "build":
        environment[PAGES_VARIABLE] = str(settings.path("output").resolve())
    command = [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(configuration)]
    if subprocess.run(command, env=environment, check=False, pass_fds=() if held is None else (held,)).returncode != 0:
        raise RenderError("MkDocs failed; what it said stands above", subject=str(configuration))
