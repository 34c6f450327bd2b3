"""The commands that look at seeds and write nothing: ``check``, ``annotate`` and ``timeline``."""

from __future__ import annotations

import argparse
import json
import sys

from .. import analyze, clean, pipeline, read, report
from ..errors import GeneratorError
from ..settings import load_editorial, load_settings
from .project import open_store


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


def run_timeline(options: argparse.Namespace) -> int:
    """Print one timeline of all seeds."""
    settings = load_settings(options.project, seeds=options.seeds)
    with open_store(options.project) as store:
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
