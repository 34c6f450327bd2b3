"""The command line: arguments to Settings to pipeline to exit status.

Exit status: 0 done, 1 failed (or, with --strict, a problem; or, for verify, a difference), 2 usage. Of diff, as of
the program of that name: 0 the same, 1 different, 2 trouble.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from . import __version__, analyze, clean, deltas, pipeline, read, report
from .errors import ConfigError, GeneratorError, ReadError, RenderError
from .settings import Settings, load_editorial, load_settings
from .store import Store
from .verify import verify_output

CACHE_FILE = Path(".cache") / "briefings.sqlite"
MKDOCS_FILE = "mkdocs.yml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    try:
        return options.run(options)
    except GeneratorError as error:
        print(f"briefings: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        print("briefings: stopped; what was written before is whole", file=sys.stderr)
        return 1


def make_parser() -> argparse.ArgumentParser:
    """The parser of every command; each sub-parser carries its function in ``run``."""
    parser = argparse.ArgumentParser(
        prog="briefings",
        description="Merged briefings from many articles, every sentence cited to the exact words of its source.",
    )
    parser.add_argument("--version", action="version", version=f"briefings {__version__}")
    parser.add_argument(
        "--project",
        type=Path,
        default=Path("."),
        metavar="DIR",
        help="the folder of briefings.yml (default: this folder)",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    build = _add_command(commands, "build", run_build, "build the pages from the seeds, and the site from the pages")
    _add_folders(build)
    site = build.add_mutually_exclusive_group()
    site.add_argument("--site", metavar="DIR", help="where the site is written (default: site)")
    site.add_argument("--no-site", action="store_true", help="write the pages alone, without running MkDocs")
    build.add_argument(
        "--as-of",
        type=_iso_date,
        metavar="DATE",
        help="the day the briefings speak of, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else the newest article)",
    )
    build.add_argument("--strict", action="store_true", help="exit 1 where any seed or story had a problem")
    build.add_argument(
        "--jobs", type=_positive, default=1, metavar="N", help="processes that analyze articles (default: 1)"
    )
    build.add_argument("--full", action="store_true", help="analyze every article again, whatever is in the store")
    build.add_argument("--quiet", action="store_true", help="print problems only")

    serve = _add_command(
        commands, "serve", run_serve, "show the site here and rebuild it when seeds or templates change"
    )
    serve.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="default: 127.0.0.1:8000")

    add = _add_command(commands, "add", run_add, "put files, folders or pages of the web into the seeds folder")
    add.add_argument(
        "sources", nargs="+", metavar="PATH|URL", help="a file, a folder, an http(s) address, or - for standard input"
    )
    add.add_argument("--seeds", metavar="DIR", help="the folder of the articles (default: seeds)")
    add.add_argument("--json", action="store_true", help="one JSON object a page")
    add.add_argument("--quiet", action="store_true", help="print failures only")

    fetch = _add_command(commands, "fetch", run_fetch, "add what is new in the feeds that briefings.yml names")
    fetch.add_argument("--seeds", metavar="DIR", help="the folder of the articles (default: seeds)")
    fetch.add_argument("--dry-run", action="store_true", help="read the feeds and say what is new; fetch no page")
    fetch.add_argument("--strict", action="store_true", help="exit 1 where any page could not be had")
    fetch.add_argument("--json", action="store_true", help="one JSON object a feed")
    fetch.add_argument("--quiet", action="store_true", help="print failures only")

    check = _add_command(commands, "check", run_check, "say for each seed what it was understood as, and what was cut")
    check.add_argument("--seeds", metavar="DIR", help="the folder of the articles (default: seeds)")
    check.add_argument("--json", action="store_true", help="one JSON object a seed")
    check.add_argument("--strict", action="store_true", help="exit 1 where any seed had a problem")

    verify = _add_command(commands, "verify", run_verify, "compare every printed sentence with the seeds; exit 0 or 1")
    _add_folders(verify)
    verify.add_argument("--json", action="store_true", help="the result as one JSON object")

    timeline = _add_command(commands, "timeline", run_timeline, "print one timeline of all the seeds, every line cited")
    timeline.add_argument("--seeds", metavar="DIR", help="the folder of the articles (default: seeds)")
    timeline.add_argument(
        "--entries",
        type=_positive,
        metavar="N",
        help="the number of days it tells at most (default: twice the square root of the articles, 10 to 100)",
    )
    timeline.add_argument(
        "--sentences", type=_positive, metavar="N", help="the number of sentences a day is told by at most (default: 2)"
    )
    timeline.add_argument("--json", action="store_true", help="a list of objects: date, precision, text, citations")

    annotate = _add_command(
        commands, "annotate", run_annotate, "print what was found in each file, one JSON object a line"
    )
    annotate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a seed file")

    show = _add_command(commands, "show", run_show, "print the briefing of a story as text")
    show.add_argument(
        "story", metavar="STORY", help="the story's id, its address or a part of it, or its rank (1, 2, ...)"
    )
    show.add_argument("--output", metavar="DIR", help="the folder of the pages (default: briefings)")

    diff = _add_command(commands, "diff", run_diff, "say what changed between two outputs; exit 0 same, 1 different")
    diff.add_argument("old", metavar="OLD", help="an output folder, or a git revision whose pages are committed")
    diff.add_argument("new", nargs="?", metavar="NEW", help="the same (default: the project's output as it lies there)")
    diff.add_argument("--output", metavar="DIR", help="the folder of the pages (default: briefings)")
    diff.add_argument("--json", action="store_true", help="the result as one JSON object")
    return parser


def run_build(options: argparse.Namespace) -> int:
    """Build pages, and the site unless --no-site."""
    settings = load_settings(options.project, seeds=options.seeds, output=options.output, site=options.site)
    editorial = load_editorial(options.project)
    store = Store(None if options.full else options.project / CACHE_FILE)
    try:
        result = pipeline.build(
            settings,
            editorial,
            as_of=options.as_of or _source_date(),
            jobs=options.jobs,
            store=store,
            progress=None if options.quiet else report.make_progress(sys.stderr),
        )
    finally:
        store.close()
    written, deleted = pipeline.write_output(settings.path("output"), result.files)
    report.print_problems(result.problems, sys.stderr)
    if not options.quiet:
        print(report.describe_build(result, settings.path("output"), written=written, deleted=deleted))
    if not options.no_site:
        _run_mkdocs(
            settings, "build", "--quiet", "--strict", "--clean", "--site-dir", str(settings.path("site").resolve())
        )
        if not options.quiet:
            print(f"The site lies in {settings.path('site') / 'index.html'}")
    return 1 if options.strict and result.problems else 0


def run_serve(options: argparse.Namespace) -> int:
    """Serve the site; the MkDocs hook rebuilds the pages."""
    settings = load_settings(options.project)
    _run_mkdocs(settings, "serve", "--dev-addr", options.address)
    return 0


def run_add(options: argparse.Namespace) -> int:
    """Add what is named to the seeds."""
    from . import gather  # here alone, so that a build loads nothing of the network

    settings = load_settings(options.project, seeds=options.seeds)
    with contextlib.closing(Store(options.project / CACHE_FILE)) as store:
        return gather.add(
            options.sources, settings=settings, store=store, day=_today(), as_json=options.json, quiet=options.quiet
        )


def run_fetch(options: argparse.Namespace) -> int:
    """Add what is new in the feeds to the seeds."""
    from . import gather  # here alone, so that a build loads nothing of the network

    settings = load_settings(options.project, seeds=options.seeds)
    with contextlib.closing(Store(options.project / CACHE_FILE)) as store:
        return gather.fetch(
            settings=settings,
            store=store,
            day=_today(),
            dry_run=options.dry_run,
            strict=options.strict,
            as_json=options.json,
            quiet=options.quiet,
            progress=None if options.quiet else report.make_progress(sys.stderr),
        )


def run_check(options: argparse.Namespace) -> int:
    """Describe every seed as it was understood."""
    settings = load_settings(options.project, seeds=options.seeds)
    raw_articles, problems = read.read_seeds(settings.path("seeds"), settings=settings)
    payloads = {raw.seed: raw.payload for raw in raw_articles}
    articles, faults = pipeline.clean_articles(
        raw_articles, settings=settings, editorial=load_editorial(options.project)
    )
    views = report.describe_articles(articles, payloads, clean.find_reprints(articles))
    for view in views:
        print(json.dumps(view, ensure_ascii=False) if options.json else report.format_article(view))
    if not options.json:
        print(report.summarize_articles(views))
    problems = (*problems, *faults)
    report.print_problems(problems, sys.stderr)
    return 1 if options.strict and problems else 0


def run_verify(options: argparse.Namespace) -> int:
    """Compare the output with the seeds."""
    settings = load_settings(options.project, seeds=options.seeds, output=options.output)
    result = verify_output(settings)
    if options.json:
        print(
            json.dumps(
                {
                    "spans": result.spans,
                    "files": result.files,
                    "differences": [
                        {"page": item.page, "seed": item.seed, "sentence": item.sentence, "reason": item.reason}
                        for item in result.differences
                    ],
                },
                ensure_ascii=False,
            )
        )
    else:
        for item in result.differences:
            print(item)
        verdict = "every one as in the seeds" if not result.differences else f"{len(result.differences)} differences"
        print(f"{result.spans} cited spans and {result.files} files compared: {verdict}")
    return 1 if result.differences else 0


def run_timeline(options: argparse.Namespace) -> int:
    """Print one timeline of all seeds."""
    settings = load_settings(options.project, seeds=options.seeds)
    with contextlib.closing(Store(options.project / CACHE_FILE)) as store:
        entries, articles, problems = pipeline.make_timeline(
            settings,
            load_editorial(options.project),
            entries=options.entries,
            sentences=options.sentences,
            store=store,
            progress=report.make_progress(sys.stderr) if sys.stderr.isatty() else None,
        )
    report.print_problems(problems, sys.stderr)
    if options.json:
        print(json.dumps([report.describe_entry(entry, articles) for entry in entries], ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(report.format_entry(entry, articles) for entry in entries) or "No date was found.")
    return 0


def run_annotate(options: argparse.Namespace) -> int:
    """Print the annotations of each file."""
    settings = load_settings(options.project)
    language = analyze.load_pipeline(settings)
    status = 0
    for path in options.files:
        raw_articles, problems = read.read_file(path, settings=settings)
        problems = list(problems)
        for raw in raw_articles:
            try:
                article = clean.clean_article(raw, settings=settings)
                analysis = analyze.analyze_article(article, pipeline=language)
            except GeneratorError as error:
                problems.append(error.to_problem(subject=raw.seed))
                continue
            print(json.dumps(report.describe_analysis(article, analysis), ensure_ascii=False), flush=True)
        report.print_problems(problems, sys.stderr)
        status = status or (1 if problems else 0)
    return status


def run_show(options: argparse.Namespace) -> int:
    """Print one story's page as text."""
    settings = load_settings(options.project, output=options.output)
    output = settings.path("output")
    path = output / "data" / "stories.json"
    try:
        stories = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError("there are no stories yet", subject=str(path), hint="run `briefings build`") from error
    found = report.find_story(stories, options.story)
    if len(found) != 1:
        what = "no story" if not found else f"{len(found)} stories"
        known = ", ".join(story["permalink"].split("/")[-1] for story in (found or stories)[:10])
        raise ConfigError(f"{what} of that name", subject=options.story, hint=f"known are: {known}")
    page = (output / f"{found[0]['permalink']}.md").read_text(encoding="utf-8")
    print(report.page_to_text(page))
    return 0


def run_diff(options: argparse.Namespace) -> int:
    """Print what changed between two editions."""
    try:
        settings = load_settings(options.project, output=options.output)
        old, new = (
            deltas.parse_edition(deltas.read_data(name, settings=settings), name=name or str(settings.path("output")))
            for name in (options.old, options.new)
        )
    except GeneratorError as error:
        print(f"briefings: {error}", file=sys.stderr)
        return 2
    delta = deltas.compare_editions(old, new)
    if options.json:
        print(json.dumps(deltas.describe_delta(delta), ensure_ascii=False))
    else:
        print(deltas.format_delta(delta), end="")
    return 1 if delta else 0


def _run_mkdocs(settings: Settings, *arguments: str) -> None:
    """Run MkDocs on the project's mkdocs.yml in a process of its own, so that it never enters ours."""
    configuration = settings.root / MKDOCS_FILE
    if not configuration.is_file():
        raise ConfigError(
            "not found, so no site was made", subject=str(configuration), hint="use --no-site for the pages alone"
        )
    environment = {"NO_MKDOCS_2_WARNING": "true", **os.environ}
    command = [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(configuration)]
    if subprocess.run(command, env=environment, check=False).returncode != 0:
        raise RenderError("MkDocs failed; what it said stands above", subject=str(configuration))


def _add_command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], help: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
    parser.set_defaults(run=run)
    return parser


def _add_folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seeds", metavar="DIR", help="the folder of the articles (default: seeds)")
    parser.add_argument("--output", metavar="DIR", help="the folder of the pages (default: briefings)")


def _iso_date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write YYYY-MM-DD") from error


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)


def _today() -> str:
    """The day that is written to sidecars: of SOURCE_DATE_EPOCH, else of the clock, in universal time."""
    return _source_date() or datetime.now(UTC).date().isoformat()


def _source_date() -> str | None:
    """The day of SOURCE_DATE_EPOCH, where the environment sets it. Raises ConfigError."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigError(
            f"{epoch!r} is no time", subject="SOURCE_DATE_EPOCH", hint="give whole seconds since 1970"
        ) from error
