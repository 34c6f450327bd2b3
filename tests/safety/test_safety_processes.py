"""Processes: the same results for any number, and a process that dies costs at most the item it died of."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fragile_work import Squares

from generator import executors
from generator.executors import processes

NUMBERS = list(range(40))


def test_any_number_of_processes_gives_the_same_in_order(tmp_path: Path) -> None:
    expected = [number * number for number in NUMBERS]
    for jobs in (1, 2, 3):
        assert list(executors.run_all(Squares(str(tmp_path)), NUMBERS, jobs=jobs)) == expected
    assert list(executors.run_all(Squares(str(tmp_path)), [], jobs=2)) == []


def test_few_items_stay_in_this_process(tmp_path: Path) -> None:
    assert list(executors.run_all(Squares(str(tmp_path)), NUMBERS[:20])) == [number * number for number in range(20)]
    assert [path.name for path in tmp_path.iterdir()] == [f"pid-{os.getpid()}"]


def test_a_process_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    work = Squares(str(tmp_path), once=(13,))
    assert list(executors.run_all(work, NUMBERS, jobs=2)) == [number * number for number in NUMBERS]
    assert (tmp_path / "once-13").exists()


def test_what_kills_every_process_is_lost_alone(tmp_path: Path) -> None:
    results = list(executors.run_all(Squares(str(tmp_path), deadly=(3, 4, 39)), NUMBERS, jobs=2))
    lost = [result for result in results if isinstance(result, str)]
    assert [line.split(":")[0] for line in lost] == ["lost 3", "lost 4", "lost 39"] and "out of memory" in lost[0]
    assert [result for result in results if isinstance(result, int)] == [
        number * number for number in NUMBERS if number not in (3, 4, 39)
    ]


def test_an_error_of_the_work_comes_through(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no place"):
        list(executors.run_all(Squares(str(tmp_path)), [1, 2, -3, 4], jobs=2))


def test_processes_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from fragile_work import Squares\nfrom generator import executors\n"
        "if __name__ == '__main__':\n"
        f"    list(executors.run_all(Squares({str(tmp_path)!r}, seconds=0.05), list(range(10_000)), jobs=2))\n"
    )
    script = tmp_path / "script.py"
    script.write_text(code)
    parent = subprocess.Popen([sys.executable, str(script)])
    _wait_until(lambda: len(list(tmp_path.glob("pid-*"))) == 2)
    parent.kill()
    parent.wait()
    children = [int(path.name.removeprefix("pid-")) for path in tmp_path.glob("pid-*")]
    _wait_until(lambda: not any(_runs(child) for child in children))


def test_jobs_follow_cores_memory_and_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_count_cores", lambda: 8)
    monkeypatch.setattr(processes, "_free_memory", lambda: 3 * processes.PROCESS_BYTES)
    assert [executors.count_jobs(items) for items in (0, 5, 31, 32, 1000)] == [1, 1, 1, 2, 3]
    monkeypatch.setattr(processes, "_free_memory", lambda: 1000)
    assert executors.count_jobs(1000) == 1


def test_a_container_with_less_gets_less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_CGROUP", tmp_path)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)), raising=False)
    assert processes._count_cores() == 16
    (tmp_path / "cpu.max").write_text("250000 100000\n")
    (tmp_path / "memory.max").write_text("1000000\n")
    (tmp_path / "memory.current").write_text("400000\n")
    assert processes._count_cores() == 2 and processes._free_memory() == 600_000
    (tmp_path / "cpu.max").write_text("max 100000\n")
    (tmp_path / "memory.max").write_text("max\n")
    assert processes._count_cores() == 16


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and ") Z " in status.read_text())


def _wait_until(condition, *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


