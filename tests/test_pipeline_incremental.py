"""Builds with a store: the same bytes as without one, and nothing made twice."""

from __future__ import annotations

import ast
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import analyze, pipeline, stages
from generator.output import write_output
from generator.records import Analysis, Article, Problem
from generator.settings import Editorial, OutletSetting, Settings
from generator.store import Store

pytestmark = pytest.mark.pipeline

BRIDGE = [
    "The Sund bridge at Lume was closed on Monday after cracks were found in two pillars.",
    "Mayor Ada Moor said the inspection would take three weeks.",
    "About 4,000 people cross the Sund bridge every day.",
    "Ferry operator Brask Lines said it would add six sailings from Lume.",
    "The bridge was built in 1962 and repaired in 2009.",
]
BLAZE = [
    "A fire destroyed the salt market of Harrow early on Thursday, killing four people.",
    "Fire chief Ivo Tarn said the blaze began in a storehouse at about 3 a.m.",
    "Twelve others were taken to Harrow hospital.",
    "Residents said they heard an explosion before the salt market burned.",
    "Governor Lena Voss announced an inquiry into the fire in Harrow.",
]
NOTICE = "Write to the newsroom of the Lume Herald about anything you saw."


def write_article(headline: str, lines: list[str], *, outlet: str, day: str) -> str:
    head = f'---\nsource: {outlet}\npublished: {day}\ntitle: "{headline}"\n---\n'
    return head + "\n\n".join(lines) + "\n"


# Each seed in two states, as it was written and as it was edited later.
SEEDS = {
    "bridge-herald.md": (
        write_article("Sund bridge closed", BRIDGE[:4], outlet="Lume Herald", day="2021-03-01"),
        write_article("Sund bridge closed for weeks", [*BRIDGE[:4], NOTICE], outlet="Lume Herald", day="2021-03-01"),
    ),
    "bridge-courier.md": (
        write_article("Cracks close Lume bridge", BRIDGE[1:], outlet="Sund Courier", day="2021-03-02"),
        write_article("Cracks close Lume bridge", BRIDGE[:3], outlet="Sund Courier", day="2021-03-02"),
    ),
    "bridge-agency.md": (
        write_article("Lume bridge shut", [BRIDGE[0], BRIDGE[2]], outlet="Tern News", day="2021-03-01"),
        write_article("Lume bridge shut", [BRIDGE[0], BRIDGE[4]], outlet="Tern News", day="2021-03-02"),
    ),
    "blaze-herald.md": (
        write_article("Fire destroys Harrow salt market", BLAZE[:4], outlet="Lume Herald", day="2021-03-04"),
        write_article("Four die as salt market burns", [*BLAZE[:4], NOTICE], outlet="Lume Herald", day="2021-03-04"),
    ),
    "blaze-courier.md": (
        write_article("Harrow: four killed in blaze", BLAZE[1:], outlet="Sund Courier", day="2021-03-04"),
        write_article("Harrow: five killed in blaze", BLAZE[::-1], outlet="Sund Courier", day="2021-03-05"),
    ),
    "notice-herald.md": (
        write_article("Library opens", ["Ada Moor opened it.", NOTICE], outlet="Lume Herald", day="2021-03-05"),
        "Not an article.\n",
    ),
}
NAMES = sorted(SEEDS)
EDITORIALS = [
    Editorial(),
    Editorial(exclude=("bridge-agency.md",)),
    Editorial(merge=(("bridge-herald.md", "blaze-herald.md"),)),
    Editorial(split=(("bridge-herald.md", "bridge-courier.md"),)),
    Editorial(rename=(("blaze-courier.md", "The night of the salt market"),)),
    Editorial(move=(("notice-herald.md", "bridge-herald.md"),)),
    Editorial(alias=(("Ada Moor", "Lena Voss"),)),
]
SETTINGS = [{}, {"title": "Sund"}, {"article_text": "whole"}, {"same_story": 0.9}, {"address": "https://example.org/"}]


@dataclass
class Project:
    """A folder of seeds with its store and its output."""

    root: Path
    options: dict = field(default_factory=dict)
    editorial: Editorial = Editorial()

    def __post_init__(self) -> None:
        (self.root / "seeds").mkdir(parents=True)

    def put(self, name: str, *, state: int = 0) -> None:
        (self.root / "seeds" / name).write_text(SEEDS[name][state])

    def remove(self, name: str) -> None:
        (self.root / "seeds" / name).unlink(missing_ok=True)

    @property
    def settings(self) -> Settings:
        return Settings(root=self.root, **self.options)

    def build(self, *, stored: bool = True) -> pipeline.Build:
        return self._build(stored, lambda result: None)[0]

    def publish(self) -> tuple[pipeline.Build, tuple[int, int]]:
        return self._build(True, lambda result: write_output(self.settings.path("output"), result.files))

    def _build(self, stored: bool, work: Callable[[pipeline.Build], Any]) -> tuple[pipeline.Build, Any]:
        """A build whose files were all read, and what ``work`` made of it while the store was open."""
        store = Store(self.root / "store.sqlite" if stored else None)
        try:
            result = pipeline.build(self.settings, self.editorial, store=store)
            done = work(result)
            return replace(result, files=dict(result.files)), done
        finally:
            store.close()


@pytest.fixture(autouse=True)
def remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Analyses are a function of the article, and are made once for all builds of these tests, stored or not."""
    analyze_article = analyze.AnalysisWork.__call__

    def recall(work: analyze.AnalysisWork, article: Article) -> Analysis | Problem:
        key = (work.settings.language, replace(article, seed="", seed_digest=""))
        if key not in REMEMBERED:
            REMEMBERED[key] = analyze_article(work, article)
        return REMEMBERED[key]

    monkeypatch.setattr(analyze.AnalysisWork, "__call__", recall)
    yield


REMEMBERED: dict[tuple[str, Article], Analysis | Problem] = {}

changes = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(NAMES), st.integers(0, 1)),
    st.tuples(st.just("put"), st.sampled_from(NAMES), st.integers(0, 1)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES)),
    st.tuples(st.just("decide"), st.sampled_from(EDITORIALS)),
    st.tuples(st.just("set"), st.sampled_from(SETTINGS)),
)


@settings(
    max_examples=6, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=st.permutations(NAMES), size=st.integers(1, 5), steps=st.lists(changes, min_size=2, max_size=3))
def test_cached_equals_fresh_through_any_changes(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], size: int, steps: list[tuple]
) -> None:
    project = Project(tmp_path_factory.mktemp("project"))
    for name in first[:size]:
        project.put(name)
    for step in [("put", first[0], 0), *steps]:
        match step:
            case ("put", name, state):
                project.put(name, state=state)
            case ("remove", name):
                project.remove(name)
            case ("decide", editorial):
                project.editorial = editorial
            case ("set", options):
                project.options = options
        fresh = project.build(stored=False)
        cached, _ = project.publish()
        assert dict(cached.files) == dict(fresh.files)
        assert cached.problems == fresh.problems


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two stories of two reports each, built and published."""
    made = Project(tmp_path / "project")
    for name in ("bridge-herald.md", "bridge-courier.md", "blaze-herald.md", "blaze-courier.md"):
        made.put(name)
    result, _ = made.publish()
    assert len(result.stories) == 2
    return made


def test_a_second_build_builds_nothing(project: Project) -> None:
    result, written = project.publish()
    assert result.made == {} and written == (0, 0)


def test_an_article_that_is_added_is_all_that_is_read_and_analyzed(project: Project) -> None:
    before = dict(project.build().files)
    project.put("bridge-agency.md")
    result, (written, deleted) = project.publish()
    made = dict(result.made)
    alone = {"read": 1, "clean": 1, "analysis": 1, "outline": 1, "names": 1}
    assert {stage: made.get(stage) for stage in alone} == alone
    assert made["story"] == made["pages"] == 1
    changed = {path for path in result.files if before.get(path) != result.files[path]}
    assert written == len(changed) and deleted == 0
    other = next(story for story in result.stories if "blaze" in story.articles[0].seed)
    assert f"{other.permalink}.md" not in changed and f"data/stories/{other.id}.json" not in changed


def test_pages_that_list_stories_are_made_where_one_of_those_looks_otherwise(project: Project) -> None:
    lines = ["The new library of Selby opened its doors on Friday.", "Readers queued along Mill Lane before noon."]
    text = write_article("Library opens in Selby", lines, outlet="Lume Herald", day="2021-06-04")
    (project.root / "seeds" / "library.md").write_text(text)
    result, _ = project.publish()
    (story,) = (one for one in result.stories if one.articles[0].seed == "library.md")
    kinds = ("sources/", "actors/", "places/")
    listing = {path for path in result.files if path.startswith(kinds) and story.permalink in result.files[path]}
    pages = {path for path in listing if path.endswith(".md")}
    assert "sources/lume-herald.md" in pages and "sources/sund-courier.md" in result.files.keys() - pages
    assert result.made["lists"] == len(pages)


def test_an_article_that_is_removed_makes_its_story_alone(project: Project) -> None:
    project.remove("bridge-courier.md")
    result, _ = project.publish()
    assert result.made.keys() <= {"shared", "cluster", "story", "pages", "lists"} and result.made["story"] == 1


def test_a_line_that_becomes_furniture_is_cleaned_from_articles_that_were_there(project: Project) -> None:
    line = "Sign up for our morning newsletter and podcasts"
    for name, text in (("one", BRIDGE[:3]), ("two", BLAZE[:3]), ("three", ["Ada Moor opened a library on Friday."])):
        if name == "three":
            project.publish()
        seed = write_article(f"Story {name}", [*text, line], outlet="Harrow Post", day="2021-03-06")
        (project.root / "seeds" / f"{name}.md").write_text(seed)
    result, _ = project.publish()
    assert result.made["clean"] == 3
    assert dict(result.files) == dict(project.build(stored=False).files)


def test_what_was_taken_back_is_still_there(project: Project) -> None:
    project.put("bridge-agency.md")
    project.publish()
    project.remove("bridge-agency.md")
    result, _ = project.publish()
    assert result.made["story"] == 0


STAGES = {"read", "clean", "shared", "analysis", "outline", "names", "cluster", "story", "pages", "lists"}
# What is made anew where analyses are: lists rest on stories, which came out the same.
STUDIED = STAGES - {"read", "clean", "shared", "lists"}


@pytest.mark.parametrize(
    ("options", "made"),
    [
        ({"title": "Sund"}, {"pages", "lists"}),
        ({"address": "https://example.org/"}, {"pages", "lists"}),
        ({"article_text": "whole"}, {"pages", "lists"}),
        ({"fetch_delay": 9.0, "user_agent": "another", "private_addresses": True}, set()),
        ({"same_story": 0.99}, {"cluster", "story", "storyline", "pages", "lists"}),
        ({"max_seed_bytes": 30_000_000}, {"read"}),
        ({"outlets": (OutletSetting("A paper of another town"),)}, {"clean", "shared"}),
    ],
)
def test_a_setting_makes_anew_what_depends_on_it(project: Project, options: dict, made: set[str]) -> None:
    project.options = options
    assert set(project.build().made) == made


@pytest.mark.parametrize(
    ("editorial", "made"),
    [
        (Editorial(exclude=("bridge-courier.md",)), {"story": 1, "pages": 1}),
        (Editorial(rename=(("bridge-courier.md", "The bridge"),)), {"story": 1, "pages": 1}),
        (Editorial(alias=(("Ada Moor", "Lena Voss"),)), {"story": 1, "pages": 2}),
        (Editorial(alias=(("Nobody", "Somebody"),)), {}),
        (Editorial(separate=(("Nobody", "Somebody"),)), {}),
    ],
)
def test_a_decision_makes_anew_what_it_concerns(project: Project, editorial: Editorial, made: dict[str, int]) -> None:
    project.editorial = editorial
    assert {stage: count for stage, count in project.build().made.items() if stage in ("story", "pages")} == made


def test_a_template_makes_pages_anew_and_nothing_else(project: Project) -> None:
    folder = project.root / "templates" / "content"
    folder.mkdir(parents=True)
    (folder / "own.jinja").write_text("{# of the project's own #}")
    assert set(project.build().made) == {"pages", "lists"}


def test_another_language_pipeline_analyzes_anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyze.AnalysisWork, "stamp", lambda work: "another version")
    assert set(project.build().made) == STUDIED


@pytest.mark.parametrize(
    ("room", "made"),
    [
        ("read", {"read"}),
        ("clean", {"clean", "shared"}),
        ("analyze", STUDIED),
        ("cluster", {"outline", "cluster"}),
        ("compose", {"names", "story"}),
        ("dates", {"analysis", "outline", "names", "cluster", "story", "pages", "lists"}),
        ("render", {"pages", "lists"}),
        ("outlets.yml", {"clean", "shared", "outline", "names", "cluster", "story"}),
        ("records.py", STAGES),
        ("errors.py", STAGES),
        ("mail", set()),
    ],
)
def test_changed_code_makes_anew_what_it_made(
    project: Project, monkeypatch: pytest.MonkeyPatch, room: str, made: set[str]
) -> None:
    known = stages.digest_code

    monkeypatch.setattr(stages, "digest_code", lambda *names: known(*names) + ("changed" if room in names else ""))
    assert set(project.build().made) == made


@pytest.mark.parametrize(
    ("library", "made"),
    [
        ("trafilatura", {"read"}),
        ("py3langid", {"clean", "shared"}),
        ("spacy", STUDIED),
        ("Jinja2", {"pages", "lists"}),
        ("mkdocs", set()),
    ],
)
def test_another_version_of_a_library_makes_anew_what_it_made(
    project: Project, monkeypatch: pytest.MonkeyPatch, library: str, made: set[str]
) -> None:
    known = stages.name_versions
    monkeypatch.setattr(stages, "name_versions", lambda *names: known(*names) + ("newer" if library in names else ""))
    assert set(project.build().made) == made


def test_another_python_makes_all_anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages.platform, "python_version", lambda: "3.99.0")
    stages.name_versions.cache_clear()
    try:
        assert set(project.build().made) == STAGES
    finally:
        stages.name_versions.cache_clear()


# What a stage begins with in its code; all that this imports must be in its recipe.
ENTRIES = {
    "READ": "read/__init__.py",
    "CLEAN": "clean/__init__.py",
    "ANALYSIS": "analyze/__init__.py",
    "OUTLINE": "cluster/clustering.py",
    "CLUSTER": "cluster/clustering.py",
    "NAMES": "compose/identities.py",
    "STORY": "compose/story.py",
    "STORYLINE": "compose/storylines.py",
    "PAGES": "render/own_pages.py",
    "LISTS": "render/list_pages.py",
    "SHARED": "clean/__init__.py",
}
# What a result does not depend on but through its parts: settings are among them, and a store gives what it was given.
PASSED = {stages.PACKAGE / name for name in ("__init__.py", "settings.py", "store.py", "files.py")}


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_a_recipe_names_all_code_and_libraries_that_its_stage_imports(name: str) -> None:
    recipe = getattr(pipeline, name)
    listed = {path for part in (*stages.COMMON_CODE, *recipe.code) for path in stages._list_code(stages.PACKAGE / part)}
    code, libraries = follow_imports(stages.PACKAGE / ENTRIES[name])
    assert code <= listed
    known = metadata.packages_distributions()
    needed = {found[0] for library in libraries if (found := known.get(library))}
    assert {one.lower().replace("_", "-") for one in needed} <= {one.lower() for one in recipe.libraries}


def follow_imports(start: Path) -> tuple[set[Path], set[str]]:
    """The modules of this package that one imports, with itself and what those import; and packages of others."""
    code: set[Path] = set()
    others: set[str] = set()
    ahead = [start]
    while ahead:
        path = ahead.pop()
        if path in code or path in PASSED:
            continue
        code.add(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                others |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                others.add((node.module or "").partition(".")[0])
            elif isinstance(node, ast.ImportFrom):
                base = path.parents[node.level - 1]
                for module in [node.module] if node.module else [one.name for one in node.names]:
                    target = base.joinpath(*module.split("."))
                    found = target / "__init__.py" if target.is_dir() else target.with_suffix(".py")
                    ahead += [found] if found.exists() else []
    return code, others - set(sys.stdlib_module_names)


@pytest.mark.parametrize("damage", ["value = X'00'", "digest = 'another'", "digest = X'FF', value = 'no bytes'"])
def test_a_damaged_entry_is_made_anew(project: Project, damage: str) -> None:
    with sqlite3.connect(project.root / "store.sqlite") as connection:
        connection.execute(f"UPDATE stage SET {damage}")
    fresh, cached = project.build(stored=False), project.build()
    assert dict(cached.files) == dict(fresh.files)
    assert project.build().made == {}


def test_the_store_keeps_what_the_last_builds_used(project: Project) -> None:
    def count() -> int:
        with sqlite3.connect(project.root / "store.sqlite") as connection:
            return connection.execute("SELECT COUNT(*) FROM stage").fetchone()[0]

    before = count()
    project.put("bridge-herald.md", state=1)
    project.build()
    assert count() > before
    project.build()
    assert count() == before
