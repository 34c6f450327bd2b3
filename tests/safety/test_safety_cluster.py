"""A dask cluster of two workers, each a process of its own: the same results, one of them killed on the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fragile_work import Squares

from generator import executors, pipeline
from generator.cli import main
from generator.errors import ConfigError, ExecutorError
from generator.executors import clusters
from generator.read import read_seeds
from generator.settings import Editorial, Settings
from generator.store import Store

NUMBERS = list(range(120))
HERE = (Path(__file__).parent, Path(__file__).parents[2])  # where a worker finds what it must import


class Cluster:
    """A scheduler and workers on this machine, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.scheduler_file = folder, folder / "scheduler.json"
        self.processes: list[subprocess.Popen] = []
        self.start("scheduler", "--port", "0", "--scheduler-file", str(self.scheduler_file))
        deadline = time.monotonic() + 60
        while not self.scheduler_file.exists() or not self.scheduler_file.read_text():
            assert time.monotonic() < deadline, "the scheduler did not start"
            time.sleep(0.05)
        self.address = json.loads(self.scheduler_file.read_text())["address"].removeprefix("tcp://")

    def start(self, role: str, *arguments: str, **environment: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "distributed.cli.dask_" + role, "--host", "127.0.0.1", "--no-dashboard"]
        process = subprocess.Popen(
            [*command, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, HERE)), **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        return process

    def add_worker(self, **environment: str) -> subprocess.Popen:
        where = ("--scheduler-file", str(self.scheduler_file), "--local-directory", str(self.folder))
        return self.start("worker", *where, "--nthreads", "1", "--no-nanny", **environment)

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed", reason="dask is not installed (the extra [dask])")
    started = Cluster(tmp_path)
    yield started
    started.stop()


def run(cluster: Cluster, work: Squares, items: list[int] = NUMBERS) -> Iterator:
    return executors.run_all(work, items, executor=f"dask://{cluster.address}")


def test_two_workers_one_of_them_killed_give_the_same(cluster: Cluster, tmp_path: Path) -> None:
    first = cluster.add_worker()
    cluster.add_worker()
    results = run(cluster, Squares(str(tmp_path), seconds=0.01))
    got = [next(results) for _ in range(20)]
    while len(list(tmp_path.glob("pid-*"))) < 2:
        got.append(next(results))
    first.kill()
    assert [*got, *results] == [number * number for number in NUMBERS]
    assert len(list(tmp_path.glob("pid-*"))) == 2


def test_what_every_worker_dies_of_is_lost_alone(cluster: Cluster, tmp_path: Path) -> None:
    pool = [cluster.add_worker() for _ in range(2)]

    ended = threading.Event()

    def replace_the_dead() -> None:
        while not ended.wait(0.1):
            for place, worker in enumerate(pool):
                if worker.poll() is not None:
                    pool[place] = cluster.add_worker()

    keeper = threading.Thread(target=replace_the_dead)
    keeper.start()
    try:
        results = list(run(cluster, Squares(str(tmp_path), deadly=(5,)), NUMBERS[:9]))
    finally:
        ended.set()
        keeper.join()
    assert [one for one in results if isinstance(one, int)] == [n * n for n in NUMBERS[:9] if n != 5]
    assert [one for one in results if isinstance(one, str)][0].startswith("lost 5")


def test_a_worker_of_another_version_is_refused_by_name(cluster: Cluster, tmp_path: Path) -> None:
    cluster.add_worker()
    cluster.add_worker(FRAGILE_MARK="another")
    deadline = time.monotonic() + 60
    message = ""
    while "another" not in message:  # until the second has come, too
        assert time.monotonic() < deadline
        try:
            list(run(cluster, Squares(str(tmp_path))))
        except ExecutorError as error:
            message = str(error)
    assert "does not run the same program" in message and "install the same version" in message


def test_nobody_there_is_one_clear_message(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 0.5)
    monkeypatch.setattr(clusters, "CONNECTING", 1.0)
    with pytest.raises(ExecutorError, match="has no workers .*start some"):
        list(run(cluster, Squares(str(tmp_path))))
    worker = cluster.add_worker()
    monkeypatch.setattr(clusters, "PATIENCE", 20)
    results = run(cluster, Squares(str(tmp_path), seconds=0.01))
    next(results)
    monkeypatch.setattr(clusters, "PATIENCE", 0.5)
    worker.kill()
    with pytest.raises(ExecutorError, match="no worker for .*in the store"):
        list(results)
    cluster.stop()
    with pytest.raises(ExecutorError, match="no dask scheduler answers"):
        list(run(cluster, Squares(str(tmp_path))))


@pytest.mark.pipeline
def test_articles_analyzed_on_the_cluster_are_the_same(cluster: Cluster, root: Path) -> None:
    cluster.add_worker()
    settings = Settings(root=root)
    raw_articles, _ = read_seeds(settings.path("seeds"), settings=settings)
    articles, _ = pipeline.clean_articles(raw_articles, settings=settings, editorial=Editorial())
    here = pipeline.analyze_articles(articles, settings=settings, store=Store(None))
    executor = f"dask://{cluster.address}"
    assert pipeline.analyze_articles(articles, settings=settings, executor=executor, store=Store(None)) == here
    assert len(here[0]) == 5 and here[1] == ()


def test_an_executor_of_another_kind_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ConfigError, match="dask://HOST:PORT"):
        executors.check_executor("spark://host:1")
    for wrong in ("dask://host", "dask://:1", "host:8786", "dask://host:x"):
        with pytest.raises(SystemExit) as error:
            main(["build", "--executor", wrong])
        assert error.value.code == 2 and "dask://HOST:PORT" in capsys.readouterr().err


def test_without_the_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExecutorError, match=r"pip install 'briefings\[dask\]'"):
        list(executors.run_all(Squares(str(tmp_path)), [1], executor="dask://127.0.0.1:1"))
