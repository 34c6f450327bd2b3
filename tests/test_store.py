"""The store gives back what it was given, or nothing; files are written whole or not at all."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from generator.errors import RenderError
from generator.store import BATCH, KEPT_BUILDS, Store, make_key, write_file


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
    path = tmp_path / "file" / "store.sqlite"
    store = Store(path)
    store.put("key", "value")
    assert store.get("key") == "value"
    store.close()
    assert Store(path).get("key") is None


def use(path: Path, *, asked: tuple[str, ...] = (), put: tuple[str, ...] = (), ages: bool = True) -> None:
    """One finished build that asks for some entries and makes others."""
    store = Store(path)
    for key in asked:
        store.get(key)
    for key in put:
        store.put(key, f"value of {key}", ages=ages)
    store.finish_build()
    store.close()


def test_what_no_build_asks_for_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    use(path, put=("a", "b"))
    for _ in range(KEPT_BUILDS - 1):
        use(path, asked=("a",))
    assert Store(path).digest("a") and Store(path).digest("b")
    use(path, asked=("a",))
    assert Store(path).digest("a") and not Store(path).digest("b")


def test_what_is_asked_for_again_is_young_again(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    use(path, put=("a",))
    for _ in range(3):
        for _ in range(KEPT_BUILDS - 1):
            use(path)
        use(path, asked=("a",))
    assert Store(path).get("a") == "value of a"


def test_what_does_not_age_stays(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    use(path, put=("state of a feed",), ages=False)
    for _ in range(KEPT_BUILDS + 1):
        use(path)
    assert Store(path).get("state of a feed")


def test_a_store_does_not_grow_with_builds(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    sizes = []
    for number in range(8):
        store = Store(path)
        for one in range(200):
            store.put(f"{number} {one}", random.Random(number * 1000 + one).randbytes(500).hex(), ages=True)
        store.finish_build()
        store.close()
        sizes.append(path.stat().st_size)
    assert max(sizes[4:]) <= 1.1 * max(sizes[:4])


def test_entries_are_written_in_batches_and_read_before(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    store = Store(path)
    for number in range(BATCH + 1):
        store.put(f"{number}", f"value {number}")
    other = Store(path)
    assert other.get("0") == "value 0" and other.get(f"{BATCH}") is None
    assert store.get(f"{BATCH}") == f"value {BATCH}"


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
