"""Cost of the whole way from seeds to pages: cold beside spaCy alone, of a second build, and of one article added.

    python benchmarks/scale_build.py [--sizes 250,1000] [--jobs 2] [--folder DIR]

The archives are those of ``scale_clusters.py``: made from real articles of `corpora/raw-news` below ``BRIEFINGS_DATA``
(default `../shared`), each with a date, a headline and one of forty outlets, about 190 words long. Nothing is written
but to a temporary folder, or to ``--folder``, where an archive that is there is built again from its store.

Seconds are of the processor, this process and its children together, so that a busy machine weighs less; "wall" is
what a person waits. MkDocs is not run. Ends with exit status 1 where the whole way costs more than 1.5 times what
spaCy alone does over the same texts, where one article added costs more than 2 % of the cold build (from 10,000
articles on: below, what a process has to load is more than that), or where a second build makes anything.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scale_clusters import make_articles  # noqa: E402
from score_clusters import Document  # noqa: E402

from generator import analyze, pipeline, read  # noqa: E402
from generator.output import write_output  # noqa: E402
from generator.settings import Editorial, Settings  # noqa: E402
from generator.store import Store  # noqa: E402

COLD_RATIO = 1.5
ADDED_SHARE = 0.02
ADDED_FROM = 10_000
OUTLETS = [
    f"The {place} {paper}"
    for place in "Harbour Valley Northern Coastal Metro Summit River Plains".split()
    for paper in "Herald Gazette Courier Dispatch Tribune".split()
]


def main() -> int:
    """Prints a line for each measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="250,1000")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="keep the archives here")
    options = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as temporary:
        for size in map(int, options.sizes.split(",")):
            root = (options.folder or Path(temporary)) / f"articles-{size}"
            failed |= measure(root, size, jobs=options.jobs)
    return int(failed)


def measure(root: Path, size: int, *, jobs: int) -> bool:
    """Whether a figure is missed at this size."""
    *documents, added = make_articles(size + 1)
    write_seeds(root, documents)
    settings = Settings(root=root)
    alone, _ = clock(lambda: run_spacy(settings))
    results = [clock(lambda: run_build(settings, jobs=jobs)), clock(lambda: run_build(settings, jobs=jobs))]
    write_seeds(root, [added])
    results.append(clock(lambda: run_build(settings, jobs=jobs)))
    (cold, first), (second, again), (one, more) = results
    made = first[0].made.get("analysis", 0)
    print(f"{size} articles, {len(first[0].stories)} stories, {len(first[0].files)} files; jobs {jobs}", flush=True)
    for name, (spent, waited), (built, (written, _)) in (
        (f"cold ({made} analyzed)", cold, first),
        ("second build", second, again),
        ("one added", one, more),
    ):
        print(
            f"  {name:22} {spent:8.1f} s  wall {waited:8.1f} s  {1000 * spent / size:7.2f} ms an article  "
            f"{spent / cold[0]:6.1%} of cold  made {dict(built.made)}  files written {written}"
        )
    print(f"  spaCy alone            {alone[0]:8.1f} s  cold is {cold[0] / alone[0]:.2f} times that")
    print(f"  memory                 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:8.2f} GiB", flush=True)
    slow = made == size and cold[0] > COLD_RATIO * alone[0]
    late = made == size and size >= ADDED_FROM and one[0] > ADDED_SHARE * cold[0]
    return slow or late or bool(again[0].made)


def run_spacy(settings: Settings) -> None:
    """The language pipeline over the texts of the seeds, and nothing else."""
    raw_articles, _ = read.read_seeds(settings.path("seeds"), settings=settings)
    for _ in analyze.load_pipeline(settings).nlp.pipe(raw.payload for raw in raw_articles):
        pass


def run_build(settings: Settings, *, jobs: int) -> tuple[pipeline.Build, tuple[int, int]]:
    """A build as the command makes it, and the numbers of files written and deleted."""
    store = Store(settings.root / ".cache" / "briefings.sqlite")
    try:
        result = pipeline.build(settings, Editorial(), jobs=jobs, store=store)
    finally:
        store.close()
    return result, write_output(settings.path("output"), result.files)


def clock(work: Callable[[], Any]) -> tuple[tuple[float, float], Any]:
    """Seconds of the processor and on the wall, and the result."""
    began, wall = spent(), time.perf_counter()
    result = work()
    return (spent() - began, time.perf_counter() - wall), result


def spent() -> float:
    """Seconds of the processor so far, of this process and of its children that ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def write_seeds(root: Path, documents: Iterable[Document]) -> None:
    """Each document as a Markdown file with front matter."""
    for document in documents:
        lines = [untokenize(line) for line in document.text.split("\n")]
        paragraphs = [" ".join(lines[start : start + 2]) for start in range(0, len(lines), 2)]
        title = " ".join(lines[0].replace('"', "").split()[:9]).strip(" ,.:;")
        outlet = random.Random(document.id).choice(OUTLETS)
        head = f'---\nsource: {outlet}\npublished: {document.published}\ntitle: "{title}"\n---\n'
        path = root / "seeds" / document.published[:7] / f"{document.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head + "\n\n".join(paragraphs) + "\n", encoding="utf-8")


def untokenize(line: str) -> str:
    """A line of the corpus without the blanks before marks."""
    line = re.sub(r" (n't|'[a-z]{1,2}\b|[,.;:!?%)])", r"\1", line)
    return re.sub(r"' (.*?) '", r"‘\1’", re.sub(r"([(£$]) ", r"\1", line))


if __name__ == "__main__":
    sys.exit(main())
