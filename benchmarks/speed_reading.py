"""Seconds to read and clean saved pages, beside trafilatura alone on the same pages in the same run.

    python benchmarks/speed_reading.py [FOLDER...] [--pages N]

Pages are all files NAME.html below the folders (default: tests/read/pages), over and over until there are N (1,000).
Each is given to trafilatura's ``extract`` (body alone, as article-extraction-benchmark runs it; with its defaults;
with its metadata and htmldate's date) and to our ``read_file`` and ``clean_article``, in turns. Counted is the
processor's time, after each way has seen each of the first pages once: what is loaded on first use is no part of it.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

ROOT = Path(__file__).resolve().parents[1]
WARM = 40  # pages
sys.path.insert(0, str(ROOT))

from generator.clean import clean_article  # noqa: E402
from generator.errors import GeneratorError  # noqa: E402
from generator.read import read_file  # noqa: E402
from generator.settings import Settings  # noqa: E402


def read_and_clean(path: Path) -> None:
    """Everything that a build does with a page before it is analyzed."""
    articles, _ = read_file(path, settings=Settings())
    for raw in articles:
        try:
            clean_article(raw, settings=Settings())
        except GeneratorError:
            continue


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "tests" / "read" / "pages"])
    parser.add_argument("--pages", type=int, default=1000)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    paths = sorted(path for folder in options.folders for path in folder.rglob("*.html"))
    ways: dict[str, Callable[[Path], object]] = {
        "trafilatura, body alone": lambda path: trafilatura.extract(path.read_bytes(), include_comments=False),
        "trafilatura, its defaults": lambda path: trafilatura.extract(path.read_bytes()),
        "trafilatura, with metadata": lambda path: trafilatura.extract(
            path.read_bytes(), include_comments=False, with_metadata=True
        ),
        "read and clean": read_and_clean,
    }
    for path in paths[:WARM]:
        for way in ways.values():
            way(path)
    seconds = dict.fromkeys(ways, 0.0)
    for path in itertools.islice(itertools.cycle(paths), options.pages):
        for name, way in ways.items():
            begun = time.process_time()
            way(path)
            seconds[name] += time.process_time() - begun
    size = sum(path.stat().st_size for path in itertools.islice(itertools.cycle(paths), options.pages))
    print(f"{options.pages} pages of {len(paths)} files, {size / options.pages / 1000:.0f} kB each")
    ours = seconds["read and clean"]
    for name, spent in seconds.items():
        each = 1000 * spent / options.pages
        print(f"{name:28} {spent:7.1f} s  {each:6.1f} ms a page  ours is {ours / spent:.2f} times")


if __name__ == "__main__":
    main()
