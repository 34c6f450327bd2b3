"""Finished stages by the digest of what they were made from, and files written whole or not at all.

The store is one SQLite file of (key, checksum, JSON text). It holds nothing that cannot be made
again: an entry that does not read back is a miss, and a file that is no database is begun anew.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from pathlib import Path

from .errors import RenderError

FORMAT = "1"


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

    ``path`` None gives a store that remembers nothing.
    """

    def __init__(self, path: Path | None) -> None:
        self._connection = _open(path) if path is not None else None

    def get(self, key: str) -> str | None:
        """The text stored under ``key``; None where there is none or it does not match its checksum."""
        if self._connection is None:
            return None
        try:
            row = self._connection.execute("SELECT checksum, value FROM stage WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        if row is None or not isinstance(row[1], str) or _checksum(row[1]) != row[0]:
            return None
        return row[1]

    def put(self, key: str, value: str) -> None:
        """Keep ``value`` under ``key``. A store that cannot be written is passed over: the next build works again."""
        if self._connection is None:
            return
        try:
            with self._connection:
                self._connection.execute(
                    "INSERT OR REPLACE INTO stage VALUES (?, ?, ?)", (key, _checksum(value), value)
                )
        except sqlite3.Error:
            return

    def close(self) -> None:
        """Close the file. Safe to call twice."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _checksum(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


def _open(path: Path) -> sqlite3.Connection | None:
    for attempt in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=10)
            connection.execute("CREATE TABLE IF NOT EXISTS stage (key TEXT PRIMARY KEY, checksum TEXT, value TEXT)")
            return connection
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            if attempt == 0:
                path.unlink(missing_ok=True)
        except OSError:
            return None
    return None


def write_file(path: Path, text: str) -> bool:
    """Write ``text`` as UTF-8 where the file does not hold it already; True where it was written.

    The file is replaced in one step: a reader sees the old or the new, never half. Raises RenderError.
    """
    return write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, data: bytes) -> bool:
    """``write_file`` for bytes as they are. Raises RenderError."""
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        pass
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise RenderError(
            f"cannot be written: {error.strerror or error}",
            subject=str(path),
            hint="check the folder's rights and space",
        ) from error
    return True
