"""Times the resolution of time expressions against the whole analysis of an article, in one run.

Every article is analyzed; then its time expressions are found again, on the same parsed article, and their events
dated again. The ratio is the processor time of the second by that of the first; the goal is at most a tenth.

    python benchmarks/speed_times.py [FOLDER] [--repeat N] [--language PIPELINE]
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator.analyze import analyze_article, load_pipeline  # noqa: E402
from generator.analyze.dating import date_predicates  # noqa: E402
from generator.analyze.document import build_document  # noqa: E402
from generator.analyze.times import find_times  # noqa: E402
from generator.clean import clean_article  # noqa: E402
from generator.read import read_seeds  # noqa: E402
from generator.settings import Settings  # noqa: E402

GOAL = 0.1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default="seeds", type=Path, help="seeds (default: the project's)")
    parser.add_argument("--repeat", type=int, default=5, help="how often the times are found again (default: 5)")
    parser.add_argument("--language", default="bundled", help="the pipeline (default: the bundled one)")
    options = parser.parse_args()
    settings = replace(Settings(root=Path(".")), seeds=str(options.folder), language=options.language)
    raw, _ = read_seeds(options.folder, settings=settings)
    articles = [clean_article(one, settings=settings) for one in raw]
    pipeline = load_pipeline(settings)
    for article in articles[:1]:
        analyze_article(article, pipeline=pipeline)  # the first call loads what the later ones share
    started = time.process_time()
    for article in articles:
        analyze_article(article, pipeline=pipeline)
    whole = time.process_time() - started
    documents = [build_document(article, pipeline=pipeline) for article in articles]
    started, found = time.process_time(), 0
    for _ in range(options.repeat):
        found = 0
        for document in documents:
            article = document.article
            times = find_times(document.doc, article=article.id, anchor=article.published, day_first=article.day_first)
            date_predicates(document, times)
            found += len(times)
    part = (time.process_time() - started) / options.repeat
    count, letters = len(articles), sum(len(article.text) for article in articles)
    print(f"{count} articles, {letters:,} characters, {found} time expressions")
    print(
        f"analysis {1000 * whole / count:.1f} ms an article, time expressions {1000 * part / count:.2f} ms: "
        f"{100 * part / whole:.1f} % (goal: at most {100 * GOAL:.0f} %)"
    )
    return 0 if part <= GOAL * whole else 1


if __name__ == "__main__":
    sys.exit(main())
