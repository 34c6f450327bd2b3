"""The command line: arguments to Settings to pipeline to exit status.

Exit status: 0 done, 1 failed (or, with --strict, a problem; or, for verify, a difference), 2 usage. Of diff, as of
the program of that name: 0 the same, 1 different, 2 trouble.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from . import __version__, analyze, clean, compare, deltas, pipeline, read, report
from .errors import ConfigError, GeneratorError, ReadError, RenderError
from .executors import check_executor
from .locks import hold_folder
from .output import write_output
from .settings import Settings, load_editorial, load_settings
from .store import Store
from .verify import verify_output

CACHE_FILE = Path(".cache") / "briefings.sqlite"
MKDOCS_FILE = "mkdocs.yml"
# How seldom Python looks for cycles during a build. Records are many and in none: looking as often as it does by
# default takes a fifth of a build of 1,000 articles from the store.
COLLECTING = (100_000, 50, 1000)


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
    work = build.add_mutually_exclusive_group()
    work.add_argument(
        "--jobs", type=_positive, metavar="N", help="processes that analyze articles (default: what the machine has)"
    )
    work.add_argument(
        "--executor", type=_executor, metavar="dask://HOST:PORT", help="a dask cluster that analyzes them instead"
    )
    build.add_argument("--full", action="store_true", help="make everything again, whatever is in the store")
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

    paper = _add_command(commands, "print", run_print, "write a story, or the edition, as a PDF file")
    paper.add_argument("story", nargs="?", metavar="STORY", help="the story's id, address or a part of it, or rank")
    paper.add_argument("--edition", action="store_true", help="all stories, with a table of contents, instead of one")
    paper.add_argument("--since", type=_iso_date, metavar="DATE", help="of the edition, stories reported on since then")
    paper.add_argument("--short", action="store_true", help="leave out what the pages fold away")
    paper.add_argument("--paper", choices=("a4", "letter"), default="a4", help="the size of the sheets (default: a4)")
    paper.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="where it is written; a name in .html gives the print page (default: STORY.pdf, edition-DAY.pdf)",
    )

    mail = _add_command(commands, "mail", run_mail, "write a story, or the edition, as a mail, or send it")
    what = mail.add_mutually_exclusive_group(required=True)
    what.add_argument("story", nargs="?", metavar="STORY", help="a story's id, rank, address or a part of it")
    what.add_argument("--edition", action="store_true", help="all stories in brief, instead of one")
    mail.add_argument("--since", type=_iso_date, metavar="DATE", help="of the edition, stories reported on since then")
    mail.add_argument(
        "--as-of",
        type=_iso_date,
        metavar="DATE",
        help="the day of the mail, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else that of the newest report)",
    )
    mail.add_argument(
        "--output", type=Path, metavar="FILE", help="where it is written (default: STORY.eml, edition-DAY.eml)"
    )
    mail.add_argument("--send", action="store_true", help="send it to the recipients, each what concerns them, once")
    mail.add_argument("--recipients", type=Path, metavar="FILE", help="who gets it (default: those of briefings.yml)")
    mail.add_argument("--changed", action="store_true", help="send only what changed since a recipient's last mail")
    mail.add_argument(
        "--dry-run", action="store_true", help="say who would get what; with --output DIR, write the mails there"
    )
    return parser


def run_build(options: argparse.Namespace) -> int:
    """Build pages, and the site unless --no-site."""
    settings = load_settings(options.project, seeds=options.seeds, output=options.output, site=options.site)
    with hold_folder(settings.path("output"), say=_say) as held:
        return _build(options, settings, held)


def _build(options: argparse.Namespace, settings: Settings, held: int | None) -> int:
    """``run_build`` while nobody else writes to the output."""
    editorial = load_editorial(options.project)
    gc.set_threshold(*COLLECTING)
    with contextlib.nullcontext(Store(None)) if options.full else _open_store(options.project) as store:
        result = pipeline.build(
            settings,
            editorial,
            as_of=options.as_of or _source_date(),
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
            "--clean",
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


def run_add(options: argparse.Namespace) -> int:
    """Add what is named to the seeds."""
    from . import gather  # here alone, so that a build loads nothing of the network

    settings = load_settings(options.project, seeds=options.seeds)
    with _open_store(options.project) as store:
        return gather.add(
            options.sources, settings=settings, store=store, day=_today(), as_json=options.json, quiet=options.quiet
        )


def run_fetch(options: argparse.Namespace) -> int:
    """Add what is new in the feeds to the seeds."""
    from . import gather  # here alone, so that a build loads nothing of the network

    settings = load_settings(options.project, seeds=options.seeds)
    with _open_store(options.project) as store:
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
    with _open_store(options.project) as store:
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
    (found,) = _find_one(stories, options.story)
    page = (output / f"{found['permalink']}.md").read_text(encoding="utf-8")
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
    delta = compare.compare_editions(old, new)
    if options.json:
        print(json.dumps(deltas.describe_delta(delta), ensure_ascii=False))
    else:
        print(deltas.format_delta(delta), end="")
    return 1 if delta else 0


def run_print(options: argparse.Namespace) -> int:
    """Write a PDF file."""
    from . import press

    settings = load_settings(options.project)
    return press.print_stories(
        settings,
        _choose_entries(options, settings),
        edition=options.edition,
        short=options.short,
        path=options.output,
        paper=options.paper,
        say=print,
        fault=_say,
    )


def run_mail(options: argparse.Namespace) -> int:
    """Write or send a mail."""
    from . import mail  # here alone, so that a build loads nothing of the network

    settings = load_settings(options.project)
    entries = _choose_entries(options, settings)
    newest = max((entry.as_of for entry in entries if entry.as_of), default=None)
    day = options.as_of or _source_date() or newest or _today()
    common = {"edition": options.edition, "day": day}
    if not (options.send or options.dry_run):
        name = f"edition-{day}" if options.edition else entries[0].permalink.split("/")[-1]
        path = options.output or Path(f"{name}.eml")
        mail.write_mail(settings, entries, path=path, **common)
        print(f"The mail lies in {path}")
        return 0
    recipients = mail.read_recipients(settings, options.recipients)
    common |= {"changed": options.changed, "say": print, "fault": _say}
    if options.dry_run:
        return mail.rehearse_mail(settings, entries, recipients, folder=options.output, **common)
    return mail.send_mail(settings, entries, recipients, **common)


def _choose_entries(options: argparse.Namespace, settings: Settings) -> tuple[Any, ...]:
    """The stories that STORY, or --edition and --since, name, as ``press`` lists them. Raises GeneratorError."""
    from . import press

    if bool(options.story) == options.edition:
        raise ConfigError("name one story, or --edition", subject="arguments")
    if options.since and not options.edition:
        raise ConfigError("is for an edition", subject="--since", hint="give --edition")
    entries = press.read_entries(settings.path("output"))
    if options.edition:
        return press.since_day(entries, options.since) if options.since else entries
    known = [{"id": one.id, "permalink": one.permalink, "headline": one.headline} for one in entries]
    found = {story["id"] for story in _find_one(known, options.story)}
    return tuple(entry for entry in entries if entry.id in found)


def _find_one(stories: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The one story that ``name`` means, in a list. Raises ConfigError where it means none or several."""
    found = report.find_story(stories, name)
    if len(found) != 1:
        what = "no story" if not found else f"{len(found)} stories"
        known = ", ".join(story["permalink"].split("/")[-1] for story in (found or stories)[:10])
        raise ConfigError(f"{what} of that name", subject=name, hint=f"known are: {known}")
    return found


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
    command = [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(configuration)]
    if subprocess.run(command, env=environment, check=False, pass_fds=() if held is None else (held,)).returncode != 0:
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


@contextlib.contextmanager
def _open_store(project: Path) -> Iterator[Store]:
    """The project's store; what is wrong with it is said in one line, and costs time alone."""
    path = project / CACHE_FILE
    with contextlib.closing(Store(path)) as store:
        yield store
    if store.trouble:
        _say(f"{path}: {store.trouble}; went on without it (end what else uses it, or delete it)")


def _say(text: str) -> None:
    print(f"briefings: {text}", file=sys.stderr, flush=True)


def _iso_date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write YYYY-MM-DD") from error


def _executor(text: str) -> str:
    try:
        check_executor(text)
    except ConfigError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


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
