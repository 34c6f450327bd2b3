"""build(): seeds to pages. The only module that knows the order of the rooms."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from . import analyze, clean, cluster, codec, compose, read, render
from .errors import GeneratorError
from .records import Analysis, Article, Clustering, Problem, RawArticle, Source, Story, TimelineEntry
from .settings import Editorial, Settings
from .store import Store, make_key, write_file
from .text import digest_text

# What an analysis depends on beside the article and the language pipeline: the code of these rooms.
ANALYZE_CODE = ("analyze", "dates", "records.py", "text.py")
MANIFEST = "data/manifest.json"
PERMALINKS = "data/permalinks.json"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Build:
    """What one run made: the stories, the files below the output folder, and what went wrong."""

    stories: tuple[Story, ...]
    files: Mapping[str, str]
    problems: tuple[Problem, ...]


def build(
    settings: Settings,
    editorial: Editorial,
    *,
    as_of: str | None = None,
    jobs: int = 1,
    store: Store | None = None,
    progress: Progress | None = None,
) -> Build:
    """The stories of ``settings.seeds`` and every file of the output, written nowhere yet.

    ``as_of`` is an ISO date, by default that of the newest article. ``jobs`` processes analyze
    articles; the result is the same for any number. ``progress(stage, done, total)`` is called as
    work goes on. Raises ConfigError, LanguageError or RenderError; a fault in one seed, article or
    story is among the problems.
    """
    store = store or Store(None)
    raw_articles, problems = read.read_seeds(settings.path("seeds"), settings=settings)
    articles, faults = clean_articles(raw_articles, settings=settings, editorial=editorial)
    shared = clean.find_shared_passages(articles)
    analyses, failures = analyze_articles(articles, settings=settings, jobs=jobs, store=store, progress=progress)
    articles = {key: article for key, article in articles.items() if key in analyses}
    clustering = cluster.cluster_articles(
        articles,
        analyses,
        settings=settings,
        editorial=editorial,
        permalinks=read_permalinks(settings.path("output") / PERMALINKS),
    )
    stories = compose.compose_stories(clustering, articles, analyses, shared, settings=settings, editorial=editorial)
    late = clean.find_late_dates(articles.values(), as_of=as_of) if as_of else ()
    problems = (*problems, *faults, *late, *failures, *clustering.problems)
    as_of = as_of or newest_date(stories)
    files = render.render_site(
        stories,
        compose.compose_storylines(clustering, articles, analyses),
        list_sources(articles),
        problems,
        settings=settings,
        as_of=as_of,
        articles=articles,
    )
    return Build(stories, with_records(files, clustering), problems)


def make_timeline(
    settings: Settings,
    editorial: Editorial,
    *,
    entries: int | None = None,
    sentences: int | None = None,
    store: Store | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[TimelineEntry, ...], Mapping[str, Article], tuple[Problem, ...]]:
    """One timeline of every article in ``settings.seeds``, the articles by id, and what went wrong.

    At most ``entries`` days of at most ``sentences`` sentences; None leaves it to ``compose``.
    """
    raw_articles, problems = read.read_seeds(settings.path("seeds"), settings=settings)
    articles, faults = clean_articles(raw_articles, settings=settings, editorial=editorial)
    analyses, failures = analyze_articles(articles, settings=settings, store=store or Store(None), progress=progress)
    articles = {key: article for key, article in articles.items() if key in analyses}
    clustering = cluster.cluster_articles(
        articles, analyses, settings=settings, editorial=editorial, permalinks=()
    )
    limits = {} if sentences is None else {"sentences": sentences}
    timeline = compose.compose_folder(clustering, articles, analyses, entries=entries, **limits)
    return timeline, articles, (*problems, *faults, *failures, *clustering.problems)


def clean_articles(
    raw_articles: Iterable[RawArticle], *, settings: Settings, editorial: Editorial
) -> tuple[dict[str, Article], tuple[Problem, ...]]:
    """Articles by id, in the order of their seeds, and a Problem for each that could not be cleaned.

    What an editor excluded is left out; an article that stands twice is kept once, and of a page that was
    changed its newest version.
    """
    raw_articles = tuple(raw_articles)
    house = clean.find_house_lines(raw_articles, settings=settings)
    cleaned: list[Article] = []
    problems: list[Problem] = []
    excluded = set(editorial.exclude)
    seeds = set()
    for raw in raw_articles:
        seeds.add(raw.seed)
        if raw.seed in excluded:
            continue
        try:
            article = clean.clean_article(raw, settings=settings, house=house[raw.seed])
        except GeneratorError as error:
            problems.append(error.to_problem(subject=raw.seed))
            continue
        cleaned.append(article)
        problems.extend(clean.find_unread_dates(article))
    kept, duplicates = clean.find_duplicates(cleaned)
    kept = clean.find_versions(kept)
    problems.extend(duplicates)
    problems.extend(
        Problem("settings", "editorial.yml", f"exclude: no seed is called {seed}", "correct or delete the line")
        for seed in sorted(excluded - seeds)
    )
    return {article.id: article for article in kept}, tuple(problems)


def analyze_articles(
    articles: Mapping[str, Article],
    *,
    settings: Settings,
    jobs: int = 1,
    store: Store,
    progress: Progress | None = None,
) -> tuple[dict[str, Analysis], tuple[Problem, ...]]:
    """Analyses by article id, from the store where it has them, and a Problem for each article that failed."""
    version = analyze.pipeline_version(settings)
    code = digest_code(*ANALYZE_CODE)
    keys = {key: make_key("analyze", code, version, codec.dump(article)) for key, article in articles.items()}
    found: dict[str, Analysis | Problem] = {}
    for key in articles:
        stored = _load_analysis(store.get(keys[key]))
        if stored is not None:
            found[key] = stored
    missing = [articles[key] for key in articles if key not in found]
    for done, (article, result) in enumerate(zip(missing, _analyze_all(missing, settings=settings, jobs=jobs)), 1):
        found[article.id] = result
        if isinstance(result, Analysis):
            store.put(keys[article.id], json.dumps(codec.encode(result), ensure_ascii=False))
        if progress:
            progress("analyzed", done, len(missing))
    analyses = {key: found[key] for key in articles if isinstance(found[key], Analysis)}
    return analyses, tuple(result for key in articles if isinstance(result := found[key], Problem))


def digest_code(*names: str) -> str:
    """A digest of modules and rooms of this package, so that a change in them makes what they made before a miss."""
    package = Path(__file__).parent
    files = sorted(file for name in names for file in _list_code(package / name))
    return digest_text("".join(f"{file.relative_to(package)}:{digest_text(file.read_text('utf-8'))}" for file in files))


def _list_code(path: Path) -> list[Path]:
    return [path] if path.is_file() else [file for file in path.rglob("*") if file.suffix in (".py", ".tsv", ".yml")]


def _analyze_all(articles: list[Article], *, settings: Settings, jobs: int) -> Iterable[Analysis | Problem]:
    if min(jobs, len(articles)) < 2:
        if articles:
            _start_worker(settings)
        yield from map(_analyze_one, articles)
        return
    with ProcessPoolExecutor(min(jobs, len(articles)), initializer=_start_worker, initargs=(settings,)) as pool:
        yield from pool.map(_analyze_one, articles, chunksize=max(1, min(16, len(articles) // (4 * jobs))))


_worker: list[analyze.Pipeline] = []


def _start_worker(settings: Settings) -> None:
    _worker[:] = [analyze.load_pipeline(settings)]


def _analyze_one(article: Article) -> Analysis | Problem:
    try:
        return analyze.analyze_article(article, pipeline=_worker[0])
    except GeneratorError as error:
        return error.to_problem(subject=article.seed)


def _load_analysis(text: str | None) -> Analysis | None:
    if text is None:
        return None
    try:
        return codec.decode(Analysis, json.loads(text))
    except ValueError:
        return None


def newest_date(stories: Iterable[Story]) -> str | None:
    """The day of the newest article of all stories, an ISO date; None where no article has one."""
    days = [article.published[:10] for story in stories for article in story.articles if article.published]
    return max(days, default=None)


def list_sources(articles: Mapping[str, Article]) -> tuple[Source, ...]:
    """Every outlet of the articles once, by id."""
    sources = {article.source.id: article.source for article in articles.values() if article.source}
    return tuple(sources[key] for key in sorted(sources))


def with_records(files: Mapping[str, str], clustering: Clustering) -> dict[str, str]:
    """``files`` with the record of addresses, and the manifest (path and SHA-256 of each) that write_output needs."""
    complete = dict(files)
    complete[PERMALINKS] = codec.dump(dict(clustering.permalinks))
    digests = {path: digest_text(complete[path]) for path in sorted(complete)}
    complete[MANIFEST] = codec.dump(digests)
    return complete


def read_permalinks(path: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The addresses of the last build; none where there was no build or its record does not read."""
    values = _read_object(path)
    return tuple((permalink, tuple(map(str, ids))) for permalink, ids in values.items() if isinstance(ids, list))


def write_output(output: Path, files: Mapping[str, str]) -> tuple[int, int]:
    """Write what changed and delete what the last build made and this one did not: (written, deleted).

    Only files that the last manifest names are deleted; pages of your own stay. Raises RenderError.
    """
    stale = sorted(set(_read_object(output / MANIFEST)) - set(files))
    written = sum(write_file(output / path, files[path]) for path in sorted(files) if path != MANIFEST)
    deleted = 0
    for path in stale:
        parts = PurePosixPath(path)
        if parts.is_absolute() or ".." in parts.parts:
            continue
        target = output / parts
        if target.is_file():
            target.unlink()
            deleted += 1
    written += write_file(output / MANIFEST, files[MANIFEST])
    return written, deleted


def _read_object(path: Path) -> dict[str, object]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}
