"""Writing the output: killed or refused at any step, no half page, and the next build is what a fresh one would be."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from faults import die_at, read_tree, refuse_at

from generator import codec
from generator.errors import RenderError
from generator.output import MANIFEST, PERMALINKS, read_permalinks, write_output
from generator.text import digest_text

OLD = {"index.md": "old front page\n" * 40, "same.md": "same\n", "stories/a.md": "a\n" * 40, "stories/b.md": "b\n"}
NEW = {"index.md": "new front page\n" * 40, "same.md": "same\n", "stories/a.md": "longer\n" * 50, "stories/c.md": "c\n"}
OTHER = {"index.md": "a third\n", "stories/d.md": "d\n"}


def complete(files: dict[str, str], *permalinks: str) -> dict[str, str]:
    files = {**files, PERMALINKS: codec.dump({permalink: ["one"] for permalink in permalinks})}
    return {**files, MANIFEST: codec.dump({path: digest_text(files[path]) for path in sorted(files)})}


EDITIONS = (complete(OLD, "stories/a", "stories/b"), complete(NEW, "stories/a", "stories/b", "stories/c"))


def encode(files: dict[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in sorted(files.items())}


def test_killed_at_every_step_the_next_build_is_complete(tmp_path: Path) -> None:
    old, new = EDITIONS
    step = 0
    while True:
        step += 1
        output = tmp_path / str(step)
        write_output(output, old)
        died = die_at(step, lambda: write_output(output, new))
        left = read_tree(output)
        for path, data in left.items():
            if path != MANIFEST and not path.endswith(".tmp"):
                assert data.decode() in (old.get(path), new.get(path)), f"{path} is half at step {step}"
        assert {"index.md", "same.md", "stories/a.md"} <= set(left)
        known = json.loads(left[MANIFEST])
        assert all(path in known for path in left if path != MANIFEST and not path.endswith(".tmp"))
        write_output(output, new if step % 2 else complete(OTHER, "stories/a", "stories/b", "stories/d"))
        expected = new if step % 2 else complete(OTHER, "stories/a", "stories/b", "stories/d")
        assert read_tree(output) == encode(expected), f"step {step}"
        if not died:
            break
    assert step > 30


def test_no_address_is_written_before_its_record(tmp_path: Path) -> None:
    old, new = EDITIONS
    write_output(tmp_path, old)
    step = 1
    while die_at(step, lambda: write_output(tmp_path, new)):
        recorded = {permalink for permalink, _ in read_permalinks(tmp_path)}
        pages = {f"stories/{path.stem}" for path in (tmp_path / "stories").glob("*.md")}
        assert pages <= recorded
        step += 1


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_refused_at_every_step_it_says_where_and_what(tmp_path: Path, code: int) -> None:
    old, new = EDITIONS
    step, refused = 0, 0
    while step < 60:
        step += 1
        write_output(tmp_path, old)
        try:
            with refuse_at(step, code):
                write_output(tmp_path, new)
        except RenderError as error:
            refused += 1
            assert str(tmp_path) in error.subject and error.hint
            assert code != errno.ENOSPC or "deleted" in error.message or "free some space" in error.hint
        assert not [path for path in read_tree(tmp_path) if path.endswith(".tmp")]
        write_output(tmp_path, new)
        assert read_tree(tmp_path) == encode(new)
    assert refused > 15


def test_what_a_killed_run_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    write_output(tmp_path, EDITIONS[0])
    for name in (".briefings-x.tmp", "stories/.briefings-y.tmp", ".mine.tmp", "own.tmp", ".git/.briefings-z.tmp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert write_output(tmp_path, EDITIONS[0]) == (0, 0)
    assert {path for path in read_tree(tmp_path) if "tmp" in path} == {".git/.briefings-z.tmp", ".mine.tmp", "own.tmp"}


def test_a_second_writing_writes_nothing(tmp_path: Path) -> None:
    assert write_output(tmp_path, EDITIONS[0]) == (6, 0)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert write_output(tmp_path, EDITIONS[0]) == (0, 0)
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}


@pytest.mark.parametrize("manifest", ["", "[", "[]", '{"../outside.md": "", "/etc/none": ""}', "{" * 100_000, "null"])
def test_a_manifest_that_is_none_deletes_nothing(tmp_path: Path, manifest: str) -> None:
    output = tmp_path / "briefings"
    write_output(output, EDITIONS[0])
    (tmp_path / "outside.md").write_text("mine")
    (output / MANIFEST).write_text(manifest)
    write_output(output, EDITIONS[1])
    assert (tmp_path / "outside.md").exists()
    assert encode(EDITIONS[1]).items() <= read_tree(output).items()


def test_a_folder_where_a_page_must_go_is_named(tmp_path: Path) -> None:
    (tmp_path / "index.md" / "mine").mkdir(parents=True)
    with pytest.raises(RenderError, match=r"index\.md: cannot be written"):
        write_output(tmp_path, EDITIONS[0])
