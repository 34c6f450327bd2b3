"""Finished stages by the digest of what they were made from, and files written whole or not at all.

The store is one SQLite file of (key, SHA-256 of the text, packed text). It holds nothing that cannot be made
again: an entry that does not read back is a miss, and a file that is no database is begun anew. What it holds is
bounded by what builds use: a stage's entry that ``KEPT_BUILDS`` finished builds have not asked for is dropped. No
clock is read. An entry's digest is known without reading it, and is what keys of later stages are made from: so most of
what did not change is never read.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from .errors import RenderError

FORMAT = "3"

# Builds in a row that may pass an entry by before it is dropped: long enough to go back to the pages of the build
# before (a source taken out and put back, a branch and its base), short enough that a cache of it does not grow.
KEPT_BUILDS = 2
# Entries that wait in memory before they are written in one short transaction, so that no build locks out another.
BATCH = 256
# Of zlib's levels the first: an analysis shrinks to a fourth in a tenth of a millisecond.
LEVEL = 1
LOCK_WAIT = 10.0  # seconds that a locked file is waited for

TEMPORARY = ".briefings-"  # how the name of a file that is being written begins; it ends with .tmp
_FULL = "free some space and run it again; what stood there before still does"
_CLOSED = "allow it to be written, or name another folder"
_HINTS = {errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EFBIG: _FULL, errno.EROFS: _CLOSED, errno.EACCES: _CLOSED}


class Made:
    """A stage's result: known by the ``digest`` of its text ("" where it is not stored), and read when it is asked for.

    What was made anew is held; what was stored is read each time.
    """

    __slots__ = ("digest", "_read")

    def __init__(self, digest: str, read: Callable[[], Any]) -> None:
        self.digest = digest
        self._read = read

    @property
    def value(self) -> Any:
        """The record."""
        return self._read()


# ``make(parts, kind, work)``: the record of type ``kind`` that ``work()`` gives, which depends on ``parts`` alone.
Make = Callable[[Sequence[str], Any, Callable[[], Any]], Made]


def make_anew(parts: Sequence[str], kind: Any, work: Callable[[], Any]) -> Made:
    """The ``Make`` of a stage that is not stored."""
    result = work()
    return Made("", lambda: result)


def make_key(stage: str, *parts: str) -> str:
    """The SHA-256 of a stage's name and everything its result depends on, in order."""
    digest = hashlib.sha256()
    for part in (FORMAT, stage, *parts):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


class Store:
    """A key-value table in one SQLite file; every method survives a broken or locked file.

    ``path`` None gives a store that forgets everything when it is closed. A damaged file is begun anew on the spot;
    ``trouble`` says why another cannot be used, "" where it can.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.trouble = ""
        self._connection = self._open()
        self._waiting: dict[str, tuple[bool, str, bytes]] = {}
        self._digests: dict[str, str] | None = None
        self._used: set[str] = set()
        self._shut = False

    def get(self, key: str) -> str | None:
        """The text stored under ``key``; None where there is none, or it does not match its key or its digest."""
        found = self._waiting[key][1:] if key in self._waiting else self._read(key)
        if found is None:
            return None
        self._used.add(key)
        digest, data = found
        name = _name_entry(key)
        if not data.startswith(name):
            if _NAME.match(data):
                self._begin_anew()  # the index leads astray
            return None
        try:
            plain = zlib.decompress(data[len(name) :])
            return plain.decode("utf-8", "surrogatepass") if _digest(plain) == digest else None
        except (zlib.error, UnicodeDecodeError):
            return None

    def digest(self, key: str) -> str | None:
        """The SHA-256 of the text stored under ``key``, which is not read; None where there is none. It is then used.

        An entry whose text is damaged has one, too.
        """
        if key in self._waiting:
            found = self._waiting[key][1]
        else:
            if self._digests is None:
                self._digests = self._list_digests()
            found = self._digests.get(key)
        if found is not None:
            self._used.add(key)
        return found

    def put(self, key: str, value: str, *, ages: bool = False) -> str:
        """Keep ``value`` under ``key``, and give its digest; one that ``ages`` is dropped when builds no longer use it.

        What cannot be written stays in memory: the next build makes it again.
        """
        self._used.add(key)
        plain = value.encode("utf-8", "surrogatepass")
        digest = _digest(plain)
        self._waiting[key] = (ages, digest, _name_entry(key) + zlib.compress(plain, LEVEL))
        if len(self._waiting) >= BATCH and self._connection is not None and not self._shut:
            self._write()
        return digest

    def finish_build(self) -> None:
        """Count a finished build: drop what it and the ``KEPT_BUILDS`` - 1 before it did not use.

        Entries whose key was asked for or put since the store was opened are used. Those that do not age stay.
        """
        self._write()
        if self._connection is None or self._shut:
            return
        try:
            with self._connection:
                passed = self._list_keys("stage WHERE ages") - self._used
                young = [(key,) for key in self._list_keys("idle") - passed]
                self._connection.executemany("DELETE FROM idle WHERE key = ?", young)
                self._connection.executemany(
                    "INSERT INTO idle VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET builds = builds + 1",
                    [(key,) for key in passed],
                )
                self._connection.execute(
                    "DELETE FROM stage WHERE key IN (SELECT key FROM idle WHERE builds >= ?)", (KEPT_BUILDS,)
                )
                self._connection.execute("DELETE FROM idle WHERE builds >= ?", (KEPT_BUILDS,))
            pages, free = (self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _SPACE)
            if free * 2 > pages:
                self._connection.execute("VACUUM")
        except _FAULTS as error:
            self._note(error)

    def close(self) -> None:
        """Write what waits and close the file. Safe to call twice."""
        if self._connection is None:
            return
        self._write()
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _read(self, key: str) -> tuple[str, bytes] | None:
        if self._connection is None:
            return None
        try:
            row = self._connection.execute("SELECT digest, value FROM stage WHERE key = ?", (key,)).fetchone()
        except _FAULTS as error:
            self._note(error)
            if not _is_damage(error):
                self._connection = None  # do not wait for a locked file at each entry
            return None
        return row if row is not None and isinstance(row[1], bytes) else None

    def _list_digests(self) -> dict[str, str]:
        rows = self._list("CAST(key AS BLOB), CAST(digest AS BLOB) FROM stage NOT INDEXED")
        if {_to_text(key) for key, _ in rows} != self._list_keys("stage INDEXED BY aging WHERE ages >= 0"):
            self._begin_anew()  # the file has lost some of what its index names
            return {}
        return {_to_text(key): _to_text(digest) for key, digest in rows if digest and _DIGEST.fullmatch(digest)}

    def _list_keys(self, where: str) -> set[str]:
        return {_to_text(key) for (key,) in self._list(f"CAST(key AS BLOB) FROM {where}")}

    def _list(self, what: str) -> list[tuple[Any, ...]]:
        """The rows of a table; as bytes, since damaged ones are no text, and nobody's."""
        if self._connection is None:
            return []
        try:
            return self._connection.execute(f"SELECT {what}").fetchall()
        except _FAULTS as error:
            self._note(error)
            return []

    def _write(self) -> None:
        """Write what waits, a second time to a file that was begun anew; not again to one that is locked or full."""
        rows = [(key, *entry) for key, entry in self._waiting.items()]
        for _ in range(2):
            if self._connection is None or self._shut or not rows:
                return
            try:
                with self._connection:
                    self._connection.executemany("INSERT OR REPLACE INTO stage VALUES (?, ?, ?, ?)", rows)
                if self._digests is not None:
                    self._digests.update((key, digest) for key, _, digest, _ in rows)
                self._waiting.clear()
                return
            except _FAULTS as error:
                self._shut = not _is_damage(error)
                self._note(error)

    def _note(self, error: Exception) -> None:
        """Begin a damaged file anew; a locked one, or one on a full disk, is whole."""
        if _is_damage(error):
            self._begin_anew()
        else:
            self.trouble = f"cannot be used: {error}"

    def _begin_anew(self) -> None:
        if self._connection is not None and self._path is not None:
            self._connection.close()
            _remove(self._path)
            self._digests = None
            self._connection = self._open()

    def _open(self) -> sqlite3.Connection | None:
        if self._path is None:
            return None
        try:
            try:
                return _connect(self._path)
            except _FAULTS as error:
                if not _is_damage(error):
                    raise
                _remove(self._path)
                return _connect(self._path)
        except (OSError, *_FAULTS) as error:
            self.trouble = f"cannot be used: {getattr(error, 'strerror', None) or error}"
            return None


# A damaged schema makes messages that are no text.
_FAULTS = (sqlite3.Error, UnicodeDecodeError)
_SPACE = ("page_count", "freelist_count")
_DAMAGE = (
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_SCHEMA,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_NOTADB,
)


_DIGEST = re.compile(rb"[0-9a-f]{64}")
_NAME = re.compile(rb"[0-9a-f]{16}")


def _name_entry(key: str) -> bytes:
    """What an entry begins with: of a damaged file the index may lead to the entry of another key, whole in itself."""
    return key.encode("utf-8", "surrogatepass")[:16]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _to_text(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")


def _connect(path: Path) -> sqlite3.Connection:
    """The file as a database of this format; what it holds in another is dropped. Raises OSError and sqlite3.Error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=LOCK_WAIT)
    try:
        if _read_format(connection) != FORMAT:
            with connection:
                connection.execute("BEGIN IMMEDIATE")  # of two runs that find it so, one makes the tables
                if _read_format(connection) != FORMAT:
                    connection.execute("DROP TABLE IF EXISTS stage")
                    connection.execute("DROP TABLE IF EXISTS idle")
                    connection.execute(
                        "CREATE TABLE stage (key TEXT PRIMARY KEY, ages INTEGER, digest TEXT, value BLOB)"
                    )
                    connection.execute("CREATE INDEX aging ON stage (ages, key)")
                    connection.execute("CREATE TABLE idle (key TEXT PRIMARY KEY, builds INTEGER)")
                    connection.execute(f"PRAGMA user_version = {FORMAT}")
        return connection
    except BaseException:
        connection.close()
        raise


def _read_format(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA user_version").fetchone()[0])


def _remove(path: Path) -> None:
    """Remove the file with the journal of a run that was killed, which belongs to no other."""
    for name in (path, path.with_name(path.name + "-journal"), path.with_name(path.name + "-wal")):
        name.unlink(missing_ok=True)


def _is_damage(error: Exception) -> bool:
    """Whether the file is no database, or not ours (a table or a column is missing); not that it is locked or full."""
    return isinstance(error, UnicodeDecodeError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def write_file(path: Path, text: str) -> bool:
    """Write ``text`` as UTF-8 where the file does not hold it already; True where it was written.

    The file is replaced in one step: a reader sees the old or the new, never half. Raises RenderError.
    """
    return write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, data: bytes, *, lasting: bool = False) -> bool:
    """``write_file`` for bytes as they are; ``lasting`` ones are on the disk when it returns. Raises RenderError."""
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        pass
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                if lasting:
                    file.flush()
                    os.fsync(file.fileno())
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise RenderError(
            f"cannot be written: {error.strerror or error}",
            subject=str(path),
            hint=_HINTS.get(error.errno or 0, "check the folder's rights and space"),
        ) from error
    return True


def digest_file(path: Path) -> str:
    """The SHA-256 of a file's bytes; "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def remove_temporary(folder: Path) -> None:
    """Remove what runs that were killed had not finished writing below ``folder``; hidden folders are left alone."""
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.startswith(TEMPORARY) and name.endswith(".tmp"):
                Path(where, name).unlink(missing_ok=True)
