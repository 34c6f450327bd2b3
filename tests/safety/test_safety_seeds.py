"""`add` and `fetch` killed, refused or run twice at once: no seed is lost, doubled or half."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults import die_at, read_tree, refuse_at
from loopback import Site, serve_site

from generator.cli import main

PAGE = (
    '<html lang="en"><head><title>{headline}</title><meta property="og:site_name" content="The Norvik Herald">'
    '<meta property="article:published_time" content="2016-04-11T08:00:00+02:00"></head><body><article>'
    "<h1>{headline}</h1><p>The main bridge was closed to all traffic on Monday after engineers found cracks in its"
    " central pier, the city said: {headline}.</p><p>Mayor Ada Holm said that it would stay closed for two weeks.</p>"
    "</article></body></html>"
)
NAMES = ("one", "two", "three")


@pytest.fixture
def site() -> Iterator[Site]:
    with serve_site() as served:
        for name in NAMES:
            served.page(f"/{name}", PAGE.format(headline=f"Bridge number {name} closed"))
        items = "".join(f"<item><title>{name}</title><link>/{name}</link></item>" for name in NAMES)
        served.page("/feed", f"<rss version='2.0'><channel><title>Norvik news</title>{items}</channel></rss>")
        yield served


@pytest.fixture
def make_project(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1460332800")

    def make(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        settings = f"private_addresses: true\nfetch_delay: 0\nfeeds: ['{site.url}/feed']\n"
        (folder / "briefings.yml").write_text(settings)
        return folder

    return make


def fetch(folder: Path) -> int:
    return main(["--project", str(folder), "fetch", "--quiet"])


@pytest.fixture
def expected(make_project) -> dict[str, bytes]:
    folder = make_project("undisturbed")
    assert fetch(folder) == 0
    seeds = read_tree(folder / "seeds")
    assert len(seeds) == 2 * len(NAMES)
    return seeds


def test_a_fetch_killed_at_every_step_loses_and_doubles_nothing(make_project, expected: dict[str, bytes]) -> None:
    step, died = 0, True
    while died:
        step += 1
        folder = make_project(str(step))
        died = die_at(step, lambda: fetch(folder))
        for path, data in read_tree(folder / "seeds").items():
            assert path.endswith(".tmp") or data == expected[path], f"{path} is half at step {step}"
        assert fetch(folder) == 0
        assert read_tree(folder / "seeds") == expected, f"step {step}"
    assert step > 30


def test_a_sidecar_left_alone_is_taken_up_on_another_day(
    make_project, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_project("project")
    address = f"{site.url}/one"
    assert main(["--project", str(folder), "add", address]) == 0
    (page,) = (folder / "seeds").glob("*.html")
    names = sorted(path.name for path in (folder / "seeds").iterdir())
    page.unlink()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1470332800")
    assert main(["--project", str(folder), "add", address]) == 0
    assert sorted(path.name for path in (folder / "seeds").iterdir()) == names
    page.unlink()
    page.with_suffix(".yml").write_text("url: https://another.example/page\n")
    assert main(["--project", str(folder), "add", address]) == 0
    assert page.with_suffix(".yml").read_text() == "url: https://another.example/page\n"
    assert len(list((folder / "seeds").iterdir())) == 3


def test_a_full_disk_is_one_line_and_the_rest_comes_the_next_time(
    make_project, expected: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    failures = 0
    for step in range(1, 12):
        folder = make_project(str(step))
        with refuse_at(step):
            status = main(["--project", str(folder), "fetch", "--quiet"])
        error = capsys.readouterr().err
        if status:
            failures += 1
            (line,) = error.splitlines()
            assert line.startswith(f"briefings: {folder}/seeds/") and "No space left" in line
            assert "free some space and run it again" in line
        seeds = read_tree(folder / "seeds")
        assert not [path for path in seeds if path.endswith(".tmp")]
        assert fetch(folder) == 0
        assert read_tree(folder / "seeds") == expected
    assert failures > 5


def test_two_fetches_at_once_add_each_page_once(make_project, site: Site, expected: dict[str, bytes]) -> None:
    folder = make_project("project")
    command = [sys.executable, "-m", "generator", "--project", str(folder), "fetch", "--quiet"]
    root = Path(__file__).parents[2]
    runs = [subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [run.communicate(timeout=60)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert read_tree(folder / "seeds") == expected
    for line in "".join(said).splitlines():
        assert line.endswith("another run is writing here; waiting for it to end")


