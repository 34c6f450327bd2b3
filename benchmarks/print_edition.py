"""How long an edition takes to print, how much memory, how many pages.

    python benchmarks/print_edition.py [--stories 50] [--jobs N] [--paper a4] [--short] [--project DIR]

Builds a project of real articles below ``BRIEFINGS_DATA`` (default ``../shared``; 163 of 30 events from news sites, and
ECB+, topics 1 to 14), or takes one that is built, and prints its first stories. Told are wall and processor time,
pages, bytes, and the most memory that one process held (this one, and the largest of its workers).
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator import cli  # noqa: E402
from generator.press import read_entries  # noqa: E402
from generator.press.printing import print_pdf  # noqa: E402
from generator.settings import load_settings  # noqa: E402

TOPICS = 14


def write_seeds(folder: Path) -> None:
    """The articles as seeds, with what is known of them."""
    data = Path(os.environ.get("BRIEFINGS_DATA", ROOT.parent / "shared")) / "eval" / "clusters"
    folder.mkdir(parents=True)
    for number, article in enumerate(read_lines(data / "web_news_events.jsonl.gz")):
        known = {"title": article["title"], "url": article["url"], "published": str(article["date_publish"])[:10]}
        front = "\n".join(f"{key}: {json.dumps(value)}" for key, value in known.items() if value and value != "None")
        (folder / f"web-{number:03}.txt").write_text(f"---\n{front}\n---\n\n{article['text']}", encoding="utf-8")
    for number, article in enumerate(read_lines(data / "ecbplus_topics_1-35.jsonl.gz")):
        if article["topic"] <= TOPICS:
            (folder / f"ecb-{number:03}.txt").write_text("\n\n".join(article["sentences"]), encoding="utf-8")


def read_lines(path: Path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=50)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--paper", default="a4")
    parser.add_argument("--short", action="store_true", help="without what the pages fold away")
    parser.add_argument("--project", type=Path, help="a project that is built already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = options.project or Path(folder)
        if not options.project:
            write_seeds(project / "seeds")
            (project / "briefings.yml").write_text("address: https://example.org/news/\n", encoding="utf-8")
            if cli.main(["--project", str(project), "build", "--no-site", "--quiet"]):
                sys.exit("the build failed")
        settings = load_settings(project, templates=str(ROOT / "templates"))
        entries = read_entries(settings.path("output"))[: options.stories]
        started, used = time.perf_counter(), processor_time()
        data, _ = print_pdf(
            settings, entries, edition=True, short=options.short, paper=options.paper, jobs=options.jobs
        )
        wall, used = time.perf_counter() - started, processor_time() - used
    held = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"{len(entries)} stories, {len(PdfReader(io.BytesIO(data)).pages)} pages, {len(data) / 1e6:.1f} MB")
    print(f"{wall:.1f} s, {used:.1f} s of processors")
    print(f"at most {held[0]:.0f} MB in this process, {held[1]:.0f} MB in a worker")


def processor_time() -> float:
    """Seconds of this process and of its workers that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


if __name__ == "__main__":
    main()
