"""Size and time of a site of 1,000 stories from real articles: where its bytes go, and what the theme costs MkDocs.

    python benchmarks/site_budgets.py [--stories 1000] [--project DIR] [--builds 2]

The articles are real: `eval/clusters/web_news_events` (stories of many sources), `eval/timelines/t17_articles` (an
archive of news over years, four stories in five told by one source) and, as far as these do not make ``--stories``,
those of `corpora/raw-news`, below ``BRIEFINGS_DATA`` (default `../shared`). None is repeated. They are built into pages
by the program itself; ``--project`` keeps what was analyzed from one run to the next. Then MkDocs builds the pages with
the theme of `templates/site` and with a bare one that prints the content alone, in turns, ``--builds`` times each,
without search; the least time of each counts (seconds of processor, so that a busy machine tells the same).

Goals: at most 1.3 times the bare theme; at most 25 MB for 1,000 stories; a page of ten sources under 60 KB with its
style sheet, as sent (gzip), its script under 20 KB. Ends with exit status 1 where one is missed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator import output, pipeline  # noqa: E402
from generator.settings import load_editorial, load_settings  # noqa: E402
from generator.store import Store  # noqa: E402

# Stories that the first two sets make.
STORIES_OF_SETS = 650
OUTLETS = ("Herald", "Morning Post", "Courier", "Lantern", "Coast Times", "Northern Star", "Evening Echo", "Tribune")
RATIO, MEGABYTES, PAGE_BYTES, SCRIPT_BYTES = 1.3, 25, 60_000, 20_000


def read_articles(data: Path, stories: int) -> Iterator[dict[str, object]]:
    """Seeds in JSON: titles, outlets, days and texts as the sets give them."""
    for row in _read_rows(data / "eval/clusters/web_news_events.jsonl.gz"):
        text = "\n\n".join(part for part in (row["description"], row["text"]) if part)
        known = {"title": row["title"], "url": row["url"], "author": row["authors"]}
        yield {**known, "published": row["date_publish"], "text": text}
    for number, row in enumerate(_read_rows(data / "eval/timelines/t17_articles.jsonl.gz")):
        title, *sentences = map(join_tokens, row["sentences"])
        known = {"title": title.rstrip("."), "source": f"The {OUTLETS[number % 8]}", "published": row["date"]}
        yield {**known, "text": "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))}
    with gzip.open(data / "corpora/raw-news/guardian.txt.gz", "rt", encoding="utf-8") as lines:
        texts = (text.split("\n") for text in lines.read().split("\n\n") if text.count("\n") >= 8)
        for number, sentences in zip(range(max(0, stories - STORIES_OF_SETS)), texts):
            title, *told = map(join_tokens, sentences)
            day = f"{2000 + number % 15}-{1 + number % 12:02d}-{1 + number % 28:02d}"
            yield {"title": title, "source": "The Guardian", "published": day, "text": "\n\n".join(told)}


def _read_rows(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def join_tokens(sentence: str) -> str:
    """Tokens as a printed sentence."""
    text = re.sub(r" (['’]\w|n't\b)", r"\1", sentence.replace("`` ", '"').replace(" ''", '"'))
    return re.sub(r"([($£]) ", r"\1", re.sub(r" ([,.;:!?%)])", r"\1", text))


def write_project(folder: Path, data: Path, stories: int) -> int:
    """Build the pages in ``folder`` and return the number of stories."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for number, article in enumerate(read_articles(data, stories)):
        (seeds / f"{number:05d}.json").write_text(json.dumps(article), encoding="utf-8")
    (folder / "briefings.yml").write_text("address: https://news.example/\n", encoding="utf-8")
    settings = load_settings(folder)
    store = Store(folder / ".cache" / "briefings.sqlite")
    result = pipeline.build(settings, load_editorial(folder), store=store)
    store.close()
    output.write_output(settings.path("output"), result.files)
    return len(result.stories)


def write_config(folder: Path, name: str, theme: Path) -> Path:
    """The project's mkdocs.yml with another theme and without the search, which is measured by itself."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config |= {"site_url": "https://news.example/", "docs_dir": str(folder / "briefings"), "plugins": []}
    config["theme"] = {"name": None, "custom_dir": str(theme)}
    config["site_dir"] = str(folder / f"site-{name}")
    config.pop("hooks", None)
    path = folder / f"mkdocs-{name}.yml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    return path


def time_build(config: Path) -> tuple[float, float]:
    """Seconds of processor and of the clock that MkDocs takes."""
    began, spent = time.perf_counter(), _spent()
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config)], check=True)
    return _spent() - spent, time.perf_counter() - began


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure_kinds(site: Path) -> Counter[str]:
    """Bytes of the site by folder and suffix."""
    sizes: Counter[str] = Counter()
    for file in sorted(site.rglob("*")):
        if file.is_file():
            folders = file.relative_to(site).parts[:-1]
            sizes[f"{folders[0] if folders else '.'}/*{file.suffix}"] += file.stat().st_size
    return sizes


def find_page(folder: Path, sources: int) -> tuple[Path, int]:
    """The story's page whose number of articles is nearest to ``sources``, and that number."""
    entries = json.loads((folder / "briefings/data/stories.json").read_text(encoding="utf-8"))
    entry = min(entries, key=lambda one: (abs(len(one["articles"]) - sources), one["permalink"]))
    return folder / "site-ours" / entry["permalink"] / "index.html", len(entry["articles"])


def main() -> int:
    """Print the figures; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--project", type=Path)
    parser.add_argument("--builds", type=int, default=2)
    options = parser.parse_args()
    data = Path(os.environ.get("BRIEFINGS_DATA", "../shared")).resolve()
    if not (data / "eval/clusters/web_news_events.jsonl.gz").exists():
        sys.exit(f"skipped: {data} has no eval/clusters")
    with tempfile.TemporaryDirectory() as scratch:
        folder = (options.project or Path(scratch)).resolve()
        stories = write_project(folder, data, options.stories)
        bare = folder / "bare"
        bare.mkdir(exist_ok=True)
        (bare / "main.html").write_text("{{ page.content }}", encoding="utf-8")
        configs = {
            "bare": write_config(folder, "bare", bare),
            "ours": write_config(folder, "ours", ROOT / "templates" / "site"),
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in configs}
        for _ in range(options.builds):
            for name, config in configs.items():
                times[name].append(time_build(config))
        return report(folder, stories, {name: min(found) for name, found in times.items()})


def report(folder: Path, stories: int, times: dict[str, tuple[float, float]]) -> int:
    """Print what was measured; 1 where a goal is missed."""
    site = folder / "site-ours"
    pages = sum(1 for _ in site.rglob("*.html"))
    ratio = times["ours"][0] / times["bare"][0]
    print(f"{stories} stories, {pages} pages")
    for name, (spent, took) in times.items():
        print(f"MkDocs, {name} theme: {spent:.1f} s of processor, {took:.1f} s")
    print(f"ratio {ratio:.2f} (goal {RATIO})")
    sizes = measure_kinds(site)
    total = sum(sizes.values())
    for kind, size in sizes.most_common(14):
        print(f"  {kind:24} {size / 1e6:8.2f} MB {size / stories / 1e3:8.1f} KB a story")
    print(f"site {total / 1e6:.1f} MB, {total / stories:.0f} bytes a story (goal {MEGABYTES} MB for 1,000)")
    page, sources = find_page(folder, 10)
    style = sum(len(gzip.compress(file.read_bytes())) for file in (site / "assets").glob("*.css"))
    sent = len(gzip.compress(page.read_bytes())) + style
    scripts = sum(file.stat().st_size for file in (site / "assets").glob("*.js"))
    print(f"a page of {sources} sources: {sent / 1e3:.1f} KB with its style sheet, gzip (goal {PAGE_BYTES / 1e3:.0f})")
    print(f"scripts: {scripts / 1e3:.1f} KB (goal {SCRIPT_BYTES / 1e3:.0f})")
    missed = ratio > RATIO or total / stories > MEGABYTES * 1e3 or sent > PAGE_BYTES or scripts > SCRIPT_BYTES
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
