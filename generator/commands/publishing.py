"""The commands that work on the pages as they lie there: ``verify``, ``show``, ``diff``, ``print`` and ``mail``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from .. import compare, deltas, mail, press
from ..errors import GeneratorError
from ..settings import load_settings
from ..verify import verify_output
from .project import choose_entries, find_entry, say, source_date, today


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


def run_show(options: argparse.Namespace) -> int:
    """Print one story as text."""
    settings = load_settings(options.project, output=options.output)
    print(mail.tell_story(settings, find_entry(settings, options.story)), end="")
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
    settings = load_settings(options.project)
    return press.print_stories(
        settings,
        choose_entries(settings, story=options.story, edition=options.edition, since=options.since),
        edition=options.edition,
        short=options.short,
        path=options.output,
        paper=options.paper,
        say=print,
        fault=say,
    )


def run_mail(options: argparse.Namespace) -> int:
    """Write or send a mail."""
    settings = load_settings(options.project)
    entries = choose_entries(settings, story=options.story, edition=options.edition, since=options.since)
    newest = max((entry.as_of for entry in entries if entry.as_of), default=None)
    day = options.as_of or source_date() or newest or today()
    common = {"edition": options.edition, "day": day}
    if not (options.send or options.dry_run):
        name = f"edition-{day}" if options.edition else entries[0].permalink.split("/")[-1]
        path = options.output or Path(f"{name}.eml")
        mail.write_mail(settings, entries, path=path, **common)
        print(f"The mail lies in {path}")
        return 0
    recipients = mail.read_recipients(settings, options.recipients)
    common |= {"changed": options.changed, "say": print, "fault": say}
    if options.dry_run:
        return mail.rehearse_mail(settings, entries, recipients, folder=options.output, **common)
    return mail.send_mail(settings, entries, recipients, **common)
