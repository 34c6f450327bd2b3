"""The output folder: what the last build left there, and what this one writes and deletes.

A build may be killed at any moment. So the manifest first names what is there and what will be, the addresses come
next, then every file as a whole, the record of editions after all pages, and last the manifest of what is there now:
whatever a killed build leaves is known to the next one, which makes of it what it would have made of an empty folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from . import codec
from .errors import RenderError
from .files import Files
from .records import Clustering
from .store import remove_temporary, write_file

MANIFEST = "data/manifest.json"
PERMALINKS = "data/permalinks.json"
EDITIONS = "data/editions.jsonl"


def with_records(files: Mapping[str, str], clustering: Clustering) -> Files:
    """``files`` with the record of addresses, and the manifest (path and SHA-256 of each) that write_output needs."""
    complete = Files(files)
    complete.add({PERMALINKS: codec.dump(dict(clustering.permalinks))})
    complete.add({MANIFEST: codec.dump({path: complete.digest(path) for path in complete})})
    return complete


def read_permalinks(output: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The addresses of the last build; none where there was no build or its record does not read."""
    values = _read_object(output / PERMALINKS)
    return tuple((permalink, tuple(map(str, ids))) for permalink, ids in values.items() if isinstance(ids, list))


def read_editions(output: Path) -> str | None:
    """The record of editions as the last build wrote it; None where there is none. Raises RenderError."""
    try:
        return (output / EDITIONS).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise RenderError(f"cannot be read: {error}", subject=EDITIONS, hint="take it back, or delete it") from error


def write_output(output: Path, files: Mapping[str, str]) -> tuple[int, int]:
    """Write what changed and delete what the last build made and this one did not: (written, deleted).

    Only files that the last manifest names are deleted; pages of your own stay. What a killed build
    left half written is removed. Raises RenderError; what was not written by then is as it was.
    """
    remove_temporary(output)
    before, after = _read_object(output / MANIFEST), json.loads(files[MANIFEST])
    changed = [path for path in sorted(files) if path != MANIFEST and not _holds(output / path, path, files, after)]
    stale = [path for path in sorted(set(before) - set(files)) if _is_below(path)]
    if changed or stale:
        write_file(output / MANIFEST, codec.dump({**before, **after}))
    for path in sorted(changed, key=lambda path: (path != PERMALINKS, path == EDITIONS, path)):
        write_file(output / path, files[path])
    deleted = sum(_delete(output / path) for path in stale)
    written = len(changed) + (write_file(output / MANIFEST, files[MANIFEST]) or bool(changed))
    return written, deleted


def _holds(target: Path, path: str, files: Mapping[str, str], digests: Mapping[str, str]) -> bool:
    """Whether a file lies there as it is to be: by its digest, so that most texts need not be read from the store."""
    try:
        data = target.read_bytes()
    except OSError:
        return False
    return hashlib.sha256(data).hexdigest() == digests.get(path) or data == files[path].encode("utf-8", "replace")


def _is_below(path: str) -> bool:
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts


def _delete(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        path.unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        raise RenderError(f"cannot be deleted: {reason}", subject=str(path), hint="allow it, or delete it") from error
    return True


def _read_object(path: Path) -> dict[str, object]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
