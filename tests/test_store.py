"""The store gives back what it was given, or nothing; files are written whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from generator.errors import RenderError
from generator.store import Store, make_key, write_file


def test_a_value_comes_back_after_closing(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "store.sqlite"
    store = Store(path)
    store.put("key", "välue")
    store.close()
    assert Store(path).get("key") == "välue"
    assert Store(path).get("other") is None


def test_a_damaged_entry_is_a_miss(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    store = Store(path)
    store.put("key", "value")
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE stage SET value = 'valuE'")
    assert Store(path).get("key") is None


def test_a_file_that_is_no_database_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes(b"no database at all" * 100)
    store = Store(path)
    store.put("key", "value")
    assert store.get("key") == "value"


def test_a_folder_that_cannot_be_made_is_a_store_that_forgets(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "store.sqlite")
    store.put("key", "value")
    assert store.get("key") is None


def test_keys_differ_wherever_a_part_ends() -> None:
    assert make_key("s", "ab", "c") != make_key("s", "a", "bc")
    assert make_key("s", "a") != make_key("t", "a")


def test_a_file_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.md"
    assert write_file(path, "text")
    before = path.stat().st_mtime_ns
    assert not write_file(path, "text")
    assert path.stat().st_mtime_ns == before
    assert write_file(path, "other")
    assert [item.name for item in path.parent.iterdir()] == ["b.md"]


def test_a_file_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RenderError, match="cannot be written"):
        write_file(tmp_path / "file" / "page.md", "text")
