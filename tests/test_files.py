"""The files of an output: texts at hand, and those of stored parts, which are read when they are asked for."""

from __future__ import annotations

from generator.files import Files, make_files_anew
from generator.stages import Recipe, Stages
from generator.store import Store
from generator.text import digest_text


def forbid() -> dict[str, str]:
    raise AssertionError("it was read")


def test_a_part_is_read_when_one_of_its_texts_is_asked_for() -> None:
    reads = []

    def read() -> dict[str, str]:
        reads.append(1)
        return {"b.md": "B", "c.md": "C"}

    files = Files({"d.md": "D"})
    files.add_part({"b.md": digest_text("B"), "c.md": digest_text("C")}, read)
    assert list(files) == ["b.md", "c.md", "d.md"] and len(files) == 3 and "c.md" in files and not reads
    assert [files.digest(path) for path in files] == [digest_text(text) for text in "BCD"] and not reads
    assert dict(files) == {"b.md": "B", "c.md": "C", "d.md": "D"} and len(reads) == 1


def test_what_is_added_last_has_the_path() -> None:
    files, other = Files({"a.md": "A"}), Files({"a.md": "new", "b.md": "B"})
    files.add_part({"b.md": "..."}, forbid)
    files.take(other)
    assert dict(files) == {"a.md": "new", "b.md": "B"}
    files.take(Files({"a.md": "last", "c.md": "C"}), lambda path: path not in files)
    assert dict(files) == {"a.md": "new", "b.md": "B", "c.md": "C"}
    copy = Files(files)
    copy.add({"c.md": "of the copy"})
    assert files["c.md"] == "C"


def test_stored_files_are_those_made_anew() -> None:
    stages = Stages(Store(None))
    make = stages.open_files(Recipe("pages", ()))
    texts = {"a.md": "A", "b.md": "é"}
    for work in (lambda: texts, forbid):
        files = make(("of this",), work)
        assert {path: files.digest(path) for path in files} == {path: digest_text(text) for path, text in texts.items()}
        assert dict(files) == dict(make_files_anew((), lambda: texts)) == texts
    assert stages.made == {"pages": 1}
