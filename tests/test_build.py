"""The whole way: the same bytes, bad input, the golden site, and verify."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import analyze, pipeline
from generator.cli import main
from generator.output import PERMALINKS, write_output
from generator.settings import Editorial, Settings, load_editorial, load_settings
from generator.store import Store
from generator.verify import verify_output

pytestmark = pytest.mark.pipeline

STORY = """{headline}

11 April 2016

The mayor of Norvik said on Monday that the bridge over the Sund had been closed after cracks were found in two of its
pillars. Engineers from the University of Tessen will examine the pillars on Thursday.

About 4,000 people cross the bridge each day, according to the Norvik Transport Office.
"""


def build_to(folder: Path, settings: Settings, **options: object) -> dict[str, bytes]:
    """Build and write; every file below the output folder with its bytes."""
    result = pipeline.build(settings, Editorial(), **options)
    write_output(folder, result.files)
    return read_tree(folder)


def copy_addresses(root: Path, output: Path) -> None:
    """Let a build begin from the record of addresses that is committed, as every build does."""
    (output / "data").mkdir(parents=True)
    shutil.copy(root / "briefings" / PERMALINKS, output / PERMALINKS)


def read_tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_committed_pages_are_what_the_seeds_give(root: Path, tmp_path: Path) -> None:
    """The golden site. After a change that is meant: `rm briefings/data/editions.jsonl` (so that the pages tell of
    no change), `make`, read what changed, commit it."""
    settings = load_settings(root)
    result = pipeline.build(settings, load_editorial(root))
    committed = read_tree(settings.path("output"))
    built = {path: text.encode() for path, text in result.files.items()}
    assert sorted(built) == sorted(committed)
    assert [path for path in built if built[path] != committed[path]] == []
    assert result.problems == ()


def test_two_workers_and_another_order_of_seeds_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for path in sorted((root / "seeds").iterdir(), reverse=True):
        shutil.copy(path, seeds / path.name)
    settings = Settings(root=tmp_path, title=load_settings(root).title)
    copy_addresses(root, settings.path("output"))
    built = build_to(settings.path("output"), settings, jobs=2)
    assert built == read_tree(root / "briefings")


def test_other_hash_seeds_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    for hash_seed in ("1", "2"):
        copy_addresses(root, tmp_path / hash_seed)
        subprocess.run(
            [
                sys.executable,
                "-m",
                "generator",
                "--project",
                str(root),
                "build",
                "--full",
                "--quiet",
                "--no-site",
                "--output",
                str(tmp_path / hash_seed),
            ],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            cwd=root,
        )
        assert read_tree(tmp_path / hash_seed) == read_tree(root / "briefings")


def test_a_second_build_analyzes_and_writes_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(root=tmp_path, seeds=str(root / "seeds"))
    store = Store(tmp_path / "store.sqlite")
    first = pipeline.build(settings, Editorial(), store=store)
    write_output(tmp_path / "out", first.files)
    monkeypatch.setattr(
        analyze.AnalysisWork, "__call__", lambda self, article: pytest.fail("an article was analyzed again")
    )
    second = pipeline.build(settings, Editorial(), store=store)
    assert write_output(tmp_path / "out", second.files) == (0, 0)


def test_the_site_is_of_the_pages_that_were_built(root: Path, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text(STORY.format(headline="Bridge closed"))
    folders = [f"--{name}={tmp_path / name}" for name in ("seeds", "output", "site")]
    assert main(["--project", str(root), "build", "--full", "--quiet", *folders]) == 0
    pages = [path for path in (tmp_path / "site" / "stories").iterdir() if path.is_dir()]
    assert [path.name for path in pages] == ["2016-04-11-bridge-closed"]


def test_pages_of_ones_own_stay_and_old_ones_go(tmp_path: Path) -> None:
    output = tmp_path / "briefings"
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text(STORY.format(headline="Bridge closed"))
    settings = Settings(root=tmp_path)
    pages = build_to(output, settings)
    story = next(path for path in pages if path.startswith("stories/"))
    (output / "own.md").write_text("# Mine")
    (seeds / "a.txt").unlink()
    pages = build_to(output, settings)
    assert "own.md" in pages and story not in pages


BAD_SEEDS = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n\t\n", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "text"),
    "long.txt": (b"word " * 1_000_000, "characters"),
    "german.txt": (
        "Brücke gesperrt\n\nDie Brücke über den Sund ist seit Montag gesperrt, weil in zwei Pfeilern Risse gefunden wurden. "
        "Der Bürgermeister sagte, die Untersuchung werde noch mehrere Wochen dauern.\n".encode(),
        "language",
    ),
    "photo.jpg": (b"\xff\xd8\xff\xe0", "format"),
}


def test_bad_input_is_named_and_the_rest_is_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "good.txt").write_text(STORY.format(headline="Bridge closed"))
    for name, (data, _) in BAD_SEEDS.items():
        (seeds / name).write_bytes(data)
    (seeds / "sidecar.txt").write_text(STORY.format(headline="Bridge still closed"))
    (seeds / "sidecar.yml").write_text("title: [unclosed")
    (seeds / "windows.txt").write_bytes(STORY.format(headline="“Bridge” closed – again").encode("cp1252"))
    (seeds / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert main(["--project", str(tmp_path), "build", "--no-site", "--strict"]) == 1
    error = capsys.readouterr().err
    problems = (tmp_path / "briefings" / "problems.md").read_text()
    for name in [*BAD_SEEDS, "sidecar.yml", "gone.txt"]:
        line = next((line for line in error.splitlines() if line.startswith(f"problem: {name}")), "")
        assert line, f"{name} is not named: {error}"
        assert BAD_SEEDS.get(name, (b"", ""))[1] in line
        assert name in problems.replace("\\", "")
    stories = json.loads((tmp_path / "briefings" / "data" / "stories.json").read_text())
    built = {article["seed"] for story in stories for article in story["articles"]}
    assert built == {"good.txt", "sidecar.txt", "windows.txt"}
    assert main(["--project", str(tmp_path), "build", "--no-site", "--quiet"]) == 0


def test_no_seeds_give_a_site_that_says_how_to_add_some(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    assert main(["--project", str(tmp_path), "build", "--no-site"]) == 0
    assert "seeds" in (tmp_path / "briefings" / "index.md").read_text()


def test_verify_confirms_the_committed_pages(root: Path) -> None:
    result = verify_output(load_settings(root))
    assert result.differences == () and result.spans > 50


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Settings:
    """A copy of the project's seeds and pages that a test may spoil."""
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    shutil.copytree(root / "briefings", tmp_path / "briefings")
    return Settings(root=tmp_path)


def test_verify_names_page_sentence_and_file_of_a_changed_seed(copy: Settings) -> None:
    seed = copy.path("seeds") / "002_e52547c3f24caf7d.txt"
    text = seed.read_text()
    seed.write_text(text.replace("six villages", "ten villages"))
    differences = verify_output(copy).differences
    assert any(
        item.seed == seed.name and item.page.startswith("stories/") and "six villages" in item.sentence
        for item in differences
    )


def test_verify_catches_every_change_of_one_byte(copy: Settings) -> None:
    """200 random one-byte changes in seeds, pages and data."""
    chooser = random.Random(20160411)
    files = sorted(path for name in ("seeds", "output") for path in copy.path(name).rglob("*") if path.is_file())
    missed = []
    for _ in range(200):
        path = chooser.choice(files)
        data = path.read_bytes()
        place = chooser.randrange(len(data))
        other = chooser.choice([byte for byte in b"aeiou0123" if byte != data[place]])
        path.write_bytes(data[:place] + bytes([other]) + data[place + 1 :])
        if not verify_output(copy).differences:
            missed.append((path.name, place, data[place : place + 1], other))
        path.write_bytes(data)
    assert missed == []
    assert verify_output(copy).differences == ()
