"""`briefings build` killed at any moment: the next build gives what one that was never disturbed gives."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults import read_tree

from generator.cli import main

pytestmark = pytest.mark.pipeline

KILLS = 50
REAL_KILLS = 3
STORY = """{headline}

{day} April 2016

The mayor of Norvik said on Monday that the bridge over the Sund had been closed after cracks were found in {number} of
its pillars. Engineers from the University of Tessen will examine the pillars on Thursday.
"""
BEFORE = {"a.txt": ("Bridge over the Sund closed", 11, 2), "b.txt": ("Norvik closes its bridge", 12, 2)}
AFTER = {"a.txt": ("Bridge over the Sund closed", 11, 3), "c.txt": ("Sund bridge to be examined", 13, 3)}


class Project:
    """A project whose seeds change, with both states built once, so that the store has every analysis."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "briefings"
        self.write_seeds(BEFORE)
        self.build()
        shutil.copytree(self.output, folder / "before")
        self.write_seeds(AFTER)
        self.build()
        self.expected = read_tree(self.output)
        assert self.expected != read_tree(folder / "before")

    def write_seeds(self, seeds: dict[str, tuple[str, int, int]]) -> None:
        shutil.rmtree(self.folder / "seeds", ignore_errors=True)
        (self.folder / "seeds").mkdir()
        for name, (headline, day, number) in seeds.items():
            text = STORY.format(headline=headline, day=day, number=number)
            (self.folder / "seeds" / name).write_text(text)

    def go_back(self) -> None:
        """The output as it was before the seeds changed."""
        shutil.rmtree(self.output)
        shutil.copytree(self.folder / "before", self.output)

    @property
    def arguments(self) -> list[str]:
        return ["--project", str(self.folder), "build", "--no-site", "--quiet"]

    def build(self) -> None:
        assert main(self.arguments) == 0

    def check(self, what: str) -> None:
        """No half page lies there, and the next build is what an undisturbed one is."""
        before = read_tree(self.folder / "before")
        for path, data in read_tree(self.output).items():
            if not path.endswith(("manifest.json", ".tmp")):
                assert data in (before.get(path), self.expected.get(path)), f"{path} is half, {what}"
        self.build()
        assert read_tree(self.output) == self.expected, what


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        yield Project(tmp_path_factory.mktemp("project"))


def test_killed_at_fifty_moments_the_next_build_is_complete(project: Project) -> None:
    """In a copy of this process, so that a build takes a fraction of a second and all of it is work."""
    chooser = random.Random(50)
    project.go_back()
    start = time.monotonic()
    project.build()
    whole = time.monotonic() - start
    killed = 0
    for moment in range(KILLS):
        project.go_back()
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            main(project.arguments)
            os._exit(0)
        # Most of the time goes before the first file is written: half of the kills are at the end.
        time.sleep(whole * (chooser.random() if moment % 2 else 1 - chooser.random() ** 2 / 4))
        os.kill(child, signal.SIGKILL)
        killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        project.check(f"kill {moment}")
    assert killed > KILLS // 2


def test_the_command_itself_killed_leaves_nothing_behind(project: Project) -> None:
    """The command as a shell runs it: without a store, so that it is killed at reading, analyzing and writing."""
    chooser = random.Random(3)
    command = [sys.executable, "-m", "generator", *project.arguments, "--full"]
    root = Path(__file__).parents[2]
    for moment in range(REAL_KILLS):
        project.go_back()
        process = subprocess.Popen(command, cwd=root, stderr=subprocess.DEVNULL)
        time.sleep(0.5 + 2.5 * chooser.random())
        process.kill()
        process.wait()
        project.check(f"kill {moment}")
