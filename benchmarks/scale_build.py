"""Cost of the whole way from seeds to pages: cold beside spaCy alone, of a second build, and of one article added.

    python benchmarks/scale_build.py [--sizes 250,1000] [--jobs 2] [--folder DIR] [--no-spacy]

The archives are those of ``scale_clusters.py``: made from real articles of `corpora/raw-news` below ``BRIEFINGS_DATA``
(default `../shared`), each with a date, a headline and one of forty outlets, about 190 words long. Nothing is written
but to a temporary folder, or to ``--folder``, where an archive that is there is built again from its store.

Every measure is a process of its own. Seconds are of the processor, that process and its children together, from its
start, so that a busy machine weighs less; "wall" is what a person waits, and the memory is that of the process, without
those that analyze beside it. Below each build stand the seconds of its parts. MkDocs is not run. spaCy alone is what a
script does that calls ``nlp.pipe`` with its own size of batch, over at most a thousand of the texts; the size that was
fastest here is told, too.

Ends with exit status 1 where the whole way costs more than 1.5 times what spaCy alone does over the same texts, where
one article added costs more than 2 % of the cold build (from 10,000 articles on: below, what a process has to load is
more than that), or where a second build makes anything.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scale_clusters import make_articles  # noqa: E402
from score_clusters import Document  # noqa: E402

from generator import analyze, clean, cluster, compose, pipeline, read, render  # noqa: E402
from generator.commands.building import COLLECTING  # noqa: E402
from generator.compose import story  # noqa: E402
from generator.output import write_output  # noqa: E402
from generator.settings import Editorial, Settings  # noqa: E402
from generator.store import Store  # noqa: E402

COLD_RATIO = 1.5
ADDED_SHARE = 0.02
ADDED_FROM = 10_000
SPACY_TEXTS = 1_000
SPACY_BATCH = 32  # texts at once: the fastest of 1, 16, 64 and 1,000, which is spaCy's own
# What is timed of a build: ``_clean_all`` holds ``find_shared_passages``, and ``make_stories`` ``join_names``.
PARTS = (
    (read, "read_seeds"),
    (pipeline, "_clean_all"),
    (clean, "find_shared_passages"),
    (pipeline, "study_articles"),
    (cluster, "cluster_articles"),
    (compose, "make_stories"),
    (story, "join_names"),
    (pipeline, "advance_record"),
    (render, "render_site"),
    (Store, "finish_build"),
)
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
    parser.add_argument("--no-spacy", action="store_true", help="measure the builds alone")
    options = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as temporary:
        for size in map(int, options.sizes.split(",")):
            root = (options.folder or Path(temporary)) / f"articles-{size}"
            failed |= measure(root, size, jobs=options.jobs, spacy=not options.no_spacy)
    return int(failed)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took, and the numbers that it found."""

    seconds: float  # of the processor
    wall: float
    memory: float  # GiB
    found: dict[str, object]


def measure(root: Path, size: int, *, jobs: int, spacy: bool) -> bool:
    """Whether a figure is missed at this size."""
    *documents, added = make_articles(size + 1)
    write_seeds(root, documents)
    texts = min(size, SPACY_TEXTS)
    batches = (("spaCy alone", 0), (f"spaCy, batches of {SPACY_BATCH}", SPACY_BATCH)) if spacy else ()
    alone = [(name, texts, clock(run_spacy, root, batch)) for name, batch in batches]
    cold, second = clock(run_build, root, jobs), clock(run_build, root, jobs)
    write_seeds(root, [added])
    one = clock(run_build, root, jobs)
    made = cold.found["made"].get("analysis", 0)
    print(f"{size} articles, {cold.found['stories']} stories, {cold.found['files']} files; jobs {jobs}", flush=True)
    builds = [(f"cold ({made} analyzed)", size, cold), ("second build", size, second), ("one added", size, one)]
    for name, number, cost in (*alone, *builds):
        told = f"made {cost.found['made']}  files written {cost.found['written']}" if cost.found else ""
        print(
            f"  {name:22} {cost.seconds:8.1f} s  wall {cost.wall:8.1f} s  {1000 * cost.seconds / number:7.2f} ms each"
            f"  {cost.seconds / cold.seconds:6.1%} of cold  {cost.memory:5.2f} GiB  {told}"
        )
        if cost.found:
            print("     ", "  ".join(f"{part} {seconds:.1f}" for part, seconds in cost.found["parts"].items()))
    ratios = [cold.seconds / size / (cost.seconds / number) for _, number, cost in alone]
    for (name, *_), ratio in zip(alone, ratios):
        print(f"  cold is {ratio:.2f} times {name}", flush=True)
    slow = bool(ratios) and made == size and ratios[0] > COLD_RATIO
    late = made == size and size >= ADDED_FROM and one.seconds > ADDED_SHARE * cold.seconds
    return slow or late or bool(second.found["made"])


def run_spacy(root: Path, batch: int) -> dict[str, object]:
    """The language pipeline over texts of the seeds, and nothing else; ``batch`` 0 is spaCy's own."""
    settings = Settings(root=root)
    raw_articles, _ = read.read_seeds(settings.path("seeds"), settings=settings)
    nlp = analyze.load_pipeline(settings).nlp
    for _ in nlp.pipe((raw.payload for raw in raw_articles[:SPACY_TEXTS]), batch_size=batch or None):
        pass
    return {}


def run_build(root: Path, jobs: int) -> dict[str, object]:
    """A build as the command makes it, and what it made."""
    gc.set_threshold(*COLLECTING)
    parts: dict[str, float] = {}
    for owner, name in PARTS:
        setattr(owner, name, time_part(getattr(owner, name), parts))
    settings = Settings(root=root)
    store = Store(root / ".cache" / "briefings.sqlite")
    try:
        result = pipeline.build(settings, Editorial(), jobs=jobs, store=store)
        written, _ = time_part(write_output, parts)(settings.path("output"), result.files)
    finally:
        store.close()
    return {
        "made": dict(result.made),
        "stories": len(result.stories),
        "files": len(result.files),
        "written": written,
        "parts": parts,
    }


def time_part(work: Callable[..., Any], parts: dict[str, float]) -> Callable[..., Any]:
    """The same work, which adds the seconds that it takes to ``parts`` under its name."""

    def timed(*arguments: Any, **options: Any) -> Any:
        began = count_seconds()
        try:
            return work(*arguments, **options)
        finally:
            parts[work.__name__] = parts.get(work.__name__, 0.0) + count_seconds() - began

    return timed


def clock(work: Callable[[Path, int], dict[str, object]], root: Path, number: int) -> Cost:
    """The work's cost in a process of its own."""
    began = time.perf_counter()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        found, seconds, memory = process.submit(_run_alone, work, root, number).result()
    return Cost(seconds, time.perf_counter() - began, memory, found)


def _run_alone(work: Callable[[Path, int], dict[str, object]], root: Path, number: int) -> tuple[dict, float, float]:
    found = work(root, number)
    return found, count_seconds(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def count_seconds() -> float:
    """Seconds of the processor that this process and its children that ended have taken."""
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
