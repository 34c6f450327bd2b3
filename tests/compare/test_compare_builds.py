"""The record of editions in real builds: nothing is claimed at first, nothing is written twice, nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import pipeline
from generator.output import EDITIONS, MANIFEST, PERMALINKS, write_output
from generator.settings import Editorial, Settings
from generator.store import Store, write_file
from generator.verify import verify_output

pytestmark = pytest.mark.pipeline

SEEDS = {
    "a.txt": """Bridge over the Sund closed

11 April 2016

The mayor of Norvik said on Monday that the bridge over the Sund had been closed after cracks were found in two of its
pillars. About 4,000 people cross the bridge each day.
""",
    "b.txt": """Norvik closes its bridge

12 April 2016

The bridge over the Sund at Norvik was closed on Monday after cracks were found in two of its pillars, the mayor of
Norvik said. Engineers examined the pillars on Tuesday.
""",
    "c.txt": """Harvest of plums begins

12 April 2016

Growers in the Ostrava valley began to pick plums on Tuesday. They expect 900 tonnes, the growers' league said.
""",
}


class Project:
    def __init__(self, root: Path) -> None:
        self.settings = Settings(root=root)
        self.output = self.settings.path("output")
        self.store = Store(root / "store.sqlite")

    def add(self, *names: str) -> None:
        for name in names:
            path = self.settings.path("seeds") / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(SEEDS[name])

    def build(self, **options: str) -> pipeline.Build:
        return pipeline.build(self.settings, Editorial(), store=self.store, **options)

    def write(self, **options: str) -> tuple[int, int]:
        return write_output(self.output, self.build(**options).files)

    def read(self) -> dict[str, str]:
        return {
            path.relative_to(self.output).as_posix(): path.read_text()
            for path in self.output.rglob("*")
            if path.is_file()
        }

    def pages_with_changes(self) -> list[str]:
        return sorted(path for path, text in self.read().items() if 'class="changes"' in text)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.add("a.txt", "c.txt")
    made.write()
    return made


def test_only_what_an_article_changes_says_so_and_a_second_build_writes_nothing(project: Project) -> None:
    assert project.pages_with_changes() == []
    (page,) = [path for path in project.read() if path.startswith("stories/") and "bridge" in path]
    project.add("b.txt")
    project.write()
    assert project.pages_with_changes() == ["index.md", page]
    assert project.write() == (0, 0)
    record = (project.output / EDITIONS).read_text()
    project.write(as_of="2031-01-01")
    assert (project.output / EDITIONS).read_text() == record
    assert verify_output(project.settings).differences == ()


def test_a_build_killed_before_the_record_is_repeated_with_the_same_outcome(project: Project) -> None:
    project.add("b.txt")
    files = project.build().files
    for path in sorted(files):
        if path not in (EDITIONS, MANIFEST):
            write_file(project.output / path, files[path])
    assert dict(project.build().files) == dict(files)
    write_output(project.output, files)
    assert project.write() == (0, 0)


def test_a_damaged_record_is_a_problem_and_begins_anew(project: Project) -> None:
    project.add("b.txt")
    (project.output / EDITIONS).write_text("{}\n")
    result = project.build()
    assert [(problem.stage, problem.subject) for problem in result.problems] == [("render", EDITIONS)]
    write_output(project.output, result.files)
    assert project.pages_with_changes() == []
    (project.output / EDITIONS).write_bytes(b"\xff")
    assert [problem.subject for problem in project.build().problems] == [EDITIONS]


def test_pages_built_from_nothing_have_no_log(project: Project) -> None:
    project.add("b.txt")
    project.write()
    addresses = (project.output / PERMALINKS).read_text()
    (project.output / EDITIONS).unlink()
    project.write()
    assert project.pages_with_changes() == []
    head = json.loads((project.output / EDITIONS).read_text().split("\n")[0])
    assert (head["edition"], head["editions"]) == (1, []) and (project.output / PERMALINKS).read_text() == addresses
