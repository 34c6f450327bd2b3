"""The command line: arguments to Settings to pipeline to exit status.

Exit status: 0 done, 1 failed (or, with --strict, a problem; or, for verify, a difference), 2 usage. Of diff, as of
the program of that name: 0 the same, 1 different, 2 trouble.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from . import __version__
from .errors import ConfigError, GeneratorError
from .executors import check_executor


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    try:
        # Loaded here alone: no build loads the network, and what reads pages alone no language pipeline.
        module = import_module(f".commands.{options.module}", __package__)
        return getattr(module, f"run_{options.command}")(options)
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
    """The parser of every command; each sub-parser carries its ``command`` and its ``module`` of ``commands/``."""
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

    build = _add_command(commands, "build", "building", "build the pages from the seeds, and the site from the pages")
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
        commands, "serve", "building", "show the site here and rebuild it when seeds or templates change"
    )
    serve.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="default: 127.0.0.1:8000")

    add = _add_command(commands, "add", "gathering", "put files, folders or pages of the web into the seeds folder")
    add.add_argument(
        "sources", nargs="+", metavar="PATH|URL", help="a file, a folder, an http(s) address, or - for standard input"
    )
    add.add_argument("--seeds", metavar="DIR", help="the folder of the articles (default: seeds)")
    add.add_argument("--json", action="store_true", help="one JSON object a page")
    add.add_argument("--quiet", action="store_true", help="print failures only")

    fetch = _add_command(commands, "fetch", "gathering", "add what is new in the feeds that briefings.yml names")
    fetch.add_argument("--seeds", metavar="DIR", help="the folder of the articles (default: seeds)")
    fetch.add_argument("--dry-run", action="store_true", help="read the feeds and say what is new; fetch no page")
    fetch.add_argument("--strict", action="store_true", help="exit 1 where any page could not be had")
    fetch.add_argument("--json", action="store_true", help="one JSON object a feed")
    fetch.add_argument("--quiet", action="store_true", help="print failures only")

    check = _add_command(commands, "check", "looking", "say for each seed what it was understood as, and what was cut")
    check.add_argument("--seeds", metavar="DIR", help="the folder of the articles (default: seeds)")
    check.add_argument("--json", action="store_true", help="one JSON object a seed")
    check.add_argument("--strict", action="store_true", help="exit 1 where any seed had a problem")

    verify = _add_command(commands, "verify", "publishing", "compare printed sentences with the seeds; exit 0 or 1")
    _add_folders(verify)
    verify.add_argument("--json", action="store_true", help="the result as one JSON object")

    timeline = _add_command(commands, "timeline", "looking", "print one timeline of all the seeds, every line cited")
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
        commands, "annotate", "looking", "print what was found in each file, one JSON object a line"
    )
    annotate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a seed file")

    show = _add_command(commands, "show", "publishing", "print the briefing of a story as text")
    show.add_argument(
        "story", metavar="STORY", help="the story's id, its address or a part of it, or its rank (1, 2, ...)"
    )
    show.add_argument("--output", metavar="DIR", help="the folder of the pages (default: briefings)")

    diff = _add_command(
        commands, "diff", "publishing", "say what changed between two outputs; exit 0 same, 1 different"
    )
    diff.add_argument("old", metavar="OLD", help="an output folder, or a git revision whose pages are committed")
    diff.add_argument("new", nargs="?", metavar="NEW", help="the same (default: the project's output as it lies there)")
    diff.add_argument("--output", metavar="DIR", help="the folder of the pages (default: briefings)")
    diff.add_argument("--json", action="store_true", help="the result as one JSON object")

    paper = _add_command(commands, "print", "publishing", "write a story, or the edition, as a PDF file")
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

    mail = _add_command(commands, "mail", "publishing", "write a story, or the edition, as a mail, or send it")
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


def _add_command(commands: Any, name: str, module: str, help: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
    parser.set_defaults(command=name, module=module)
    return parser


def _add_folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seeds", metavar="DIR", help="the folder of the articles (default: seeds)")
    parser.add_argument("--output", metavar="DIR", help="the folder of the pages (default: briefings)")


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
