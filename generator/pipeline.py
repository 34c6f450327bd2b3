"""build(): seeds to pages. The only module that knows the order of the rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from . import analyze, clean, cluster, codec, compare, compose, executors, read, render
from .errors import GeneratorError
from .output import EDITIONS, read_editions, read_permalinks, with_records
from .records import Analysis, Article, Problem, RawArticle, SharedPassage, Source, Story, TimelineEntry
from .settings import Editorial, Settings
from .stages import Recipe, Records, Stages
from .store import Made, Store
from .text import digest_text

# What each stage is made by: a change of its code or of a library makes its results anew, and no others.
OUTLETS = ("outlets.py", "outlets.yml")
PARSERS = ("charset-normalizer", "dateparser", "feedparser", "htmldate", "lxml", "PyYAML", "trafilatura", "warcio")
READ = Recipe("read", ("read",), PARSERS)
CLEAN = Recipe("clean", ("clean", "shelves.py", *OUTLETS), ("markdown-it-py", "numpy", "py3langid", "PyYAML"))
SHARED = Recipe("shared", CLEAN.code, CLEAN.libraries)
ANALYSIS = Recipe("analysis", ("analyze", "dates"), ("numpy", "spacy", "thinc", "threadpoolctl"))
OUTLINE = Recipe("outline", ("cluster", "shelves.py", *OUTLETS), ("numpy", "PyYAML"))
CLUSTER = Recipe("cluster", OUTLINE.code, OUTLINE.libraries)
NAMES = Recipe("names", ("compose", *OUTLETS), ("PyYAML", "RapidFuzz"))
STORY = Recipe("story", ("compose", "dates", *OUTLETS), ("PyYAML", "RapidFuzz"))
STORYLINE = Recipe("storyline", STORY.code, STORY.libraries)
PAGES = Recipe("pages", ("render", "dates"), ("Jinja2", "numpy"))
LISTS = Recipe("lists", PAGES.code, PAGES.libraries)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Build:
    """What one run made: the stories, the files below the output folder, and what went wrong.

    ``made`` counts the results of each stage that were not in the store.
    """

    stories: tuple[Story, ...]
    files: Mapping[str, str]
    problems: tuple[Problem, ...]
    made: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Studies:
    """What is known of each article by itself, by its id: its analysis, and what later stages take of all articles.

    ``digests`` are of the article and everything its analysis was made from. ``outlines`` are for telling stories
    apart, ``names`` for telling who is who; analyses are read one by one.
    """

    analyses: Mapping[str, Analysis]
    digests: Mapping[str, str]
    outlines: Mapping[str, cluster.Outline]
    names: Mapping[str, compose.NamesRead]


def build(
    settings: Settings,
    editorial: Editorial,
    *,
    as_of: str | None = None,
    jobs: int | None = 1,
    executor: str | None = None,
    store: Store | None = None,
    progress: Progress | None = None,
) -> Build:
    """The stories of ``settings.seeds`` and every file of the output, written nowhere yet.

    Files that were made before are read from the store when they are asked for: it should be open until then.
    ``as_of`` is an ISO date, by default that of the newest article. ``jobs`` processes (None: what the
    machine has) or an ``executor`` analyze articles; the result is the same for any. ``progress(stage, done, total)``
    is called as work goes on. Raises ConfigError, LanguageError or RenderError; a fault in one seed, article or
    story is among the problems.
    """
    stages = Stages(store or Store(None))
    raw_articles, problems = read.read_seeds(
        settings.path("seeds"), settings=settings, make=stages.open(READ)
    )
    cleaned = _clean_all(raw_articles, settings=settings, editorial=editorial, stages=stages)
    studies, failures = study_articles(
        cleaned.articles,
        settings=settings,
        jobs=jobs,
        executor=executor,
        stages=stages,
        digests=cleaned.digests,
        progress=progress,
    )
    articles = {key: cleaned.articles[key] for key in studies.analyses}
    clustering = cluster.cluster_articles(
        articles,
        studies.analyses,
        settings=settings,
        editorial=editorial,
        permalinks=read_permalinks(settings.path("output")),
        outlines=studies.outlines,
        digests=studies.digests,
        make=stages.open(CLUSTER),
    )
    composed = compose.make_stories(
        clustering,
        articles,
        studies.analyses,
        cleaned.shared,
        editorial=editorial,
        names=studies.names.values(),
        digests=studies.digests,
        make=stages.open(STORY),
    )
    stories = compose.rank_stories([one.value for one in composed])
    storylines = compose.compose_storylines(
        clustering,
        articles,
        studies.analyses,
        digests=studies.digests,
        make=stages.open(STORYLINE),
    )
    late = clean.find_late_dates(articles.values(), as_of=as_of) if as_of else ()
    problems = (*problems, *cleaned.problems, *late, *failures, *clustering.problems)
    as_of = as_of or newest_date(stories)
    record, damage = advance_record(settings.path("output"), stories, day=as_of)
    problems = (*problems, *damage)
    files = render.render_site(
        stories,
        storylines,
        list_sources(articles),
        problems,
        settings=settings,
        as_of=as_of,
        articles=articles,
        changes=record.changes,
        editions=record.editions,
        former=cluster.follow_addresses(clustering),
        digests=studies.digests,
        told={cluster.id: one.digest for cluster, one in zip(clustering.clusters, composed)},
        make=stages.open_files(PAGES),
        make_lists=stages.open_files(LISTS),
    )
    files.add({EDITIONS: compare.dump_record(record)})
    stages.store.finish_build()
    return Build(stories, with_records(files, clustering), problems, stages.made)


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
    stages = Stages(store or Store(None))
    raw_articles, problems = read.read_seeds(
        settings.path("seeds"), settings=settings, make=stages.open(READ)
    )
    cleaned = _clean_all(raw_articles, settings=settings, editorial=editorial, stages=stages)
    studies, failures = study_articles(
        cleaned.articles, settings=settings, stages=stages, digests=cleaned.digests, progress=progress
    )
    analyses = dict(studies.analyses)
    articles = {key: cleaned.articles[key] for key in analyses}
    clustering = cluster.cluster_articles(
        articles, analyses, settings=settings, editorial=editorial, permalinks=(), outlines=studies.outlines
    )
    limits = {} if sentences is None else {"sentences": sentences}
    timeline = compose.compose_folder(clustering, articles, analyses, entries=entries, **limits)
    return timeline, articles, (*problems, *cleaned.problems, *failures, *clustering.problems)


def clean_articles(
    raw_articles: Iterable[RawArticle], *, settings: Settings, editorial: Editorial, stages: Stages | None = None
) -> tuple[dict[str, Article], tuple[Problem, ...]]:
    """Articles by id, in the order of their seeds, and a Problem for each that could not be cleaned.

    What an editor excluded is left out; an article that stands twice is kept once, and of a page that was
    changed its newest version.
    """
    stages = stages or Stages(Store(None))
    cleaned = _clean_all(raw_articles, settings=settings, editorial=editorial, stages=stages)
    return cleaned.articles, cleaned.problems


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The articles of ``clean_articles`` by id, the digest of each, what they share, and the problems."""

    articles: dict[str, Article]
    digests: Mapping[str, str]
    shared: tuple[SharedPassage, ...]
    problems: tuple[Problem, ...]


def _clean_all(
    raw_articles: Iterable[RawArticle], *, settings: Settings, editorial: Editorial, stages: Stages
) -> Cleaned:
    raw_articles = tuple(raw_articles)
    share = stages.open(SHARED, version=codec.pack(settings.outlets))
    contents = [digest_text(codec.pack(raw)) for raw in raw_articles]
    known = _join_by_seed(zip(raw_articles, contents))
    house = clean.find_house_lines(raw_articles, settings=settings, digests=known, make=share)
    lines = {found: digest_text("\n".join(sorted(found))) for found in set(house.values())}
    make = stages.open(CLEAN, version=codec.pack(settings.outlets))
    cleaned: list[Article] = []
    texts: list[str] = []
    problems: list[Problem] = []
    excluded = set(editorial.exclude)
    seeds = set()
    for raw, content in zip(raw_articles, contents):
        seeds.add(raw.seed)
        if raw.seed in excluded:
            continue
        made = make(
            (content, lines[house[raw.seed]]),
            tuple[Article | None, Problem | None],
            partial(_clean_article, raw, house[raw.seed], settings),
        )
        found, fault = made.value
        if found is None:
            problems.append(fault)
        else:
            cleaned.append(found)
            texts.append(made.digest)
            problems.extend(clean.find_unread_dates(found))
    digests = _join_by_seed(zip(cleaned, texts))
    kept, duplicates = clean.find_duplicates(cleaned, digests=digests, make=share)
    shared = clean.find_shared_passages(
        {article.id: article for article in kept},
        digests={article.id: digests[article.seed] for article in kept},
        make=share,
    )
    kept = clean.find_versions(kept, shared=shared)
    problems.extend(duplicates)
    problems.extend(
        Problem("settings", "editorial.yml", f"exclude: no seed is called {seed}", "correct or delete the line")
        for seed in sorted(excluded - seeds)
    )
    articles = {article.id: article for article in kept}
    shared = tuple(one for one in shared if one.first.article in articles and one.second.article in articles)
    # What was cleaned is known by its entry; one that has older versions now is another.
    found = {key: digest_text(codec.pack(one)) if one.versions else digests[one.seed] for key, one in articles.items()}
    return Cleaned(articles, found, shared, tuple(problems))


def _join_by_seed(pairs: Iterable[tuple[RawArticle | Article, str]]) -> dict[str, str]:
    """The digests of articles by seed: of one alone, as a rule."""
    found: dict[str, str] = {}
    for one, digest in pairs:
        found[one.seed] = found.get(one.seed, "") + digest
    return found


def _clean_article(
    raw: RawArticle, house: frozenset[str], settings: Settings
) -> tuple[Article | None, Problem | None]:
    try:
        return clean.clean_article(raw, settings=settings, house=house), None
    except GeneratorError as error:
        return None, error.to_problem(subject=raw.seed)


def analyze_articles(
    articles: Mapping[str, Article],
    *,
    settings: Settings,
    jobs: int | None = 1,
    executor: str | None = None,
    store: Store,
    progress: Progress | None = None,
) -> tuple[dict[str, Analysis], tuple[Problem, ...]]:
    """Analyses by article id, from the store where it has them, and a Problem for each article that failed.

    All of them are in memory; ``study_articles`` gives them one by one.
    """
    studies, problems = study_articles(
        articles, settings=settings, jobs=jobs, executor=executor, stages=Stages(store), progress=progress
    )
    return dict(studies.analyses), problems


def study_articles(
    articles: Mapping[str, Article],
    *,
    settings: Settings,
    jobs: int | None = 1,
    executor: str | None = None,
    stages: Stages,
    digests: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> tuple[Studies, tuple[Problem, ...]]:
    """The studies of the articles, from the store where it has them, and a Problem for each article that failed.

    ``digests`` are of the articles, where they are known.
    """
    work = StudyWork(analyze.AnalysisWork(settings))
    version = work.stamp()
    digests = digests or {key: digest_text(codec.pack(article)) for key, article in articles.items()}
    digests = {key: stages.key(ANALYSIS, digests[key], version=version) for key in articles}
    missing = [article for key, article in articles.items() if stages.store.digest(digests[key]) is None]
    results = executors.run_all(work, missing, jobs=jobs, executor=executor)
    problems: dict[str, Problem] = {}
    for done, (article, result) in enumerate(zip(missing, results), 1):
        if isinstance(result, Problem):
            problems[article.id] = result
        else:
            digest = digests[article.id]
            keys = digest, stages.key(OUTLINE, digest), stages.key(NAMES, digest)
            for recipe, key, text in zip((ANALYSIS, OUTLINE, NAMES), keys, result):
                stages.keep(recipe, key, text)
        if progress:
            progress("analyzed", done, len(missing))
    articles = {key: article for key, article in articles.items() if key not in problems}
    analyses = Records(
        {
            key: Made("", partial(stages.read, ANALYSIS, digests[key], Analysis, partial(work.work, article)))
            for key, article in articles.items()
        }
    )
    outline, name = stages.open(OUTLINE), stages.open(NAMES)
    outlines, names = {}, {}
    for key, article in articles.items():
        parts = (digests[key],)
        outlines[key] = outline(parts, cluster.Outline, partial(_outline_article, article, analyses))
        names[key] = name(parts, compose.NamesRead, partial(_read_names, article, analyses))
    return Studies(analyses, digests, Records(outlines), Records(names)), tuple(problems.values())


def _outline_article(article: Article, analyses: Mapping[str, Analysis]) -> cluster.Outline:
    return cluster.outline_article(article, analyses[article.id])


def _read_names(article: Article, analyses: Mapping[str, Analysis]) -> compose.NamesRead:
    return compose.read_names(article, analyses[article.id])


@dataclass(frozen=True, slots=True)
class StudyWork:
    """Article to what is stored of it by itself, packed: its analysis, its outline and its names; or to a Problem."""

    work: analyze.AnalysisWork

    def __call__(self, article: Article) -> tuple[str, str, str] | Problem:
        """What is stored of one article."""
        analysis = self.work(article)
        if isinstance(analysis, Problem):
            return analysis
        outline, names = cluster.outline_article(article, analysis), compose.read_names(article, analysis)
        return codec.pack(analysis), codec.pack(outline), codec.pack(names)

    def lose(self, article: Article, reason: str) -> Problem:
        """The Problem of an article whose analysis a process did not live through."""
        return self.work.lose(article, reason)

    def stamp(self) -> str:
        """What analyses depend on beside the articles and the code."""
        return self.work.stamp()


def advance_record(
    output: Path, stories: Iterable[Story], *, day: str | None
) -> tuple[compare.Record, tuple[Problem, ...]]:
    """The record of editions after this one, and a Problem where the one in ``output`` was damaged and begins anew."""
    try:
        text = read_editions(output)
        record = None if text is None else compare.parse_record(text, name=EDITIONS)
    except GeneratorError as error:
        return compare.advance_record(None, stories, day=day), (error.to_problem(),)
    return compare.advance_record(record, stories, day=day), ()


def newest_date(stories: Iterable[Story]) -> str | None:
    """The day of the newest article of all stories, an ISO date; None where no article has one."""
    days = [article.published[:10] for story in stories for article in story.articles if article.published]
    return max(days, default=None)


def list_sources(articles: Mapping[str, Article]) -> tuple[Source, ...]:
    """Every outlet of the articles once, by id."""
    sources = {article.source.id: article.source for article in articles.values() if article.source}
    return tuple(sources[key] for key in sorted(sources))
