"""A store that is damaged, of another make, or locked costs time and nothing else, and is whole again after a build."""

from __future__ import annotations

import random
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from generator import analyze, pipeline, read
from generator import store as stores
from generator.cli import main
from generator.records import Analysis
from generator.settings import Editorial, Settings
from generator.store import Store

STORY = """{headline}

11 April 2016

The mayor of Norvik said on Monday that the bridge over the Sund had been closed after cracks were found in two of its
pillars. Engineers from the University of Tessen will examine the pillars on Thursday.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, and a store that has their analyses."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "seeds").mkdir()
    for number in range(2):
        (folder / "seeds" / f"{number}.txt").write_text(STORY.format(headline=f"Bridge closed for {number + 2} weeks"))
    build(folder, folder / "store.sqlite")
    return folder


def build(project: Path, path: Path) -> dict[str, Analysis]:
    """The part of a build that takes its time, and that the store is for."""
    settings = Settings(root=project)
    raw_articles, _ = read.read_seeds(settings.path("seeds"), settings=settings)
    articles, _ = pipeline.clean_articles(raw_articles, settings=settings, editorial=Editorial())
    store = Store(path)
    try:
        return pipeline.analyze_articles(articles, settings=settings, store=store)[0]
    finally:
        store.close()


def damage(path: Path, how: str) -> None:
    data = bytearray(path.read_bytes())
    chooser = random.Random(how)
    if how.startswith("flip"):
        for _ in range(200):
            data[chooser.randrange(len(data))] ^= 1 << chooser.randrange(8)
    elif how.startswith("cut"):
        del data[len(data) * int(how.split()[1]) // 10 :]
    elif how == "zeros":
        data[:] = bytes(len(data))
    elif how.startswith("page"):
        start = chooser.randrange(len(data) // 4096) * 4096
        data[start : start + 4096] = chooser.randbytes(4096)
    path.write_bytes(data)


@pytest.mark.pipeline
@pytest.mark.parametrize(
    "how", ["flip 1", "flip 2", "flip 3", "flip 4", "cut 1", "cut 5", "cut 9", "zeros", "page 1", "page 2", "page 3"]
)
def test_a_damaged_store_gives_the_same_and_is_mended(project: Path, tmp_path: Path, how: str) -> None:
    fresh = build(project, project / "store.sqlite")
    path = tmp_path / "store.sqlite"
    shutil.copy(project / "store.sqlite", path)
    damage(path, how)
    assert build(project, path) == fresh
    check_mended(project, path, fresh)


@pytest.mark.pipeline
@pytest.mark.parametrize(
    "statements",
    [
        "DROP TABLE stage",
        "DROP TABLE stage; CREATE TABLE stage (name TEXT)",
        "ALTER TABLE stage RENAME COLUMN value TO other",
        "UPDATE stage SET value = 7",
        "UPDATE stage SET value = zeroblob(100)",
        "PRAGMA user_version = 99",
        "CREATE VIEW other AS SELECT 1; DELETE FROM stage",
    ],
)
def test_a_store_of_another_make_is_begun_anew(project: Path, tmp_path: Path, statements: str) -> None:
    fresh = build(project, project / "store.sqlite")
    path = tmp_path / "store.sqlite"
    shutil.copy(project / "store.sqlite", path)
    connection = sqlite3.connect(path)
    connection.executescript(statements)
    connection.close()
    assert build(project, path) == fresh
    check_mended(project, path, fresh)


def check_mended(project: Path, path: Path, fresh: dict[str, Analysis]) -> None:
    """The next build finds every analysis in the store."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analyze.AnalysisWork, "__call__", lambda self, article: pytest.fail("it was analyzed again"))
        assert build(project, path) == fresh


@pytest.mark.pipeline
def test_a_locked_store_is_waited_for_once_and_named(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "LOCK_WAIT", 0.2)
    fresh = build(project, project / "store.sqlite")
    path = tmp_path / "store.sqlite"
    shutil.copy(project / "store.sqlite", path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert build(project, path) == fresh
    store = Store(path)
    assert "locked" in store.trouble and store.get("key") is None
    store.close()
    holder.execute("ROLLBACK")
    store = Store(path)
    holder.execute("BEGIN EXCLUSIVE")
    start = time.monotonic()
    assert [store.get(f"key {number}") for number in range(100)] == [None] * 100
    assert time.monotonic() - start < 10 and "locked" in store.trouble
    holder.execute("ROLLBACK")
    holder.close()
    store.close()


def test_a_store_that_is_locked_is_one_line_of_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stores, "LOCK_WAIT", 0.1)
    (tmp_path / "seeds").mkdir()
    assert main(["--project", str(tmp_path), "timeline"]) == 0
    holder = sqlite3.connect(tmp_path / ".cache" / "briefings.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    capsys.readouterr()
    assert main(["--project", str(tmp_path), "timeline"]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert "briefings.sqlite: cannot be used: database is locked; went on without it (" in line
    holder.close()


def test_two_runs_that_open_a_new_store_at_once_both_have_it(tmp_path: Path) -> None:
    for number in range(10):
        path = tmp_path / str(number) / "store.sqlite"
        opened: list[Store] = []
        threads = [threading.Thread(target=lambda: opened.append(Store(path))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [store.trouble for store in opened] == [""] * 4
