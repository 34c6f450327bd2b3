"""The data files of an output folder, or of a git revision's."""

from __future__ import annotations

import posixpath
import subprocess
from pathlib import Path

from ..errors import ConfigError, ReadError
from ..settings import Settings
from .editions import INDEX, MANIFEST, PERMALINKS, STORIES

DATA = "data"


def read_data(name: str | None, *, settings: Settings) -> dict[str, str]:
    """Path below ``data/`` to text, of the output that ``name`` means.

    A folder with ``data/stories.json`` is taken before a git revision of the same name; None is the project's own
    output. Of a revision it is what was committed below ``settings.output``. Raises ConfigError where ``name`` is
    neither, ReadError where a file is no text.
    """
    output = settings.path("output")
    folder = output if name is None else Path(name)
    if (folder / DATA / INDEX).is_file():
        return _read_folder(folder / DATA)
    if name is None or folder.is_dir():
        raise ConfigError(
            f"has no {DATA}/{INDEX}", subject=str(folder), hint="run `briefings build`, or name an output folder"
        )
    return _read_revision(name, settings=settings)


def _read_folder(data: Path) -> dict[str, str]:
    paths = [data / INDEX, data / PERMALINKS, data / MANIFEST, *sorted((data / STORIES).glob("*.json"))]
    files = {}
    for path in paths:
        if path.is_file():
            try:
                files[path.relative_to(data).as_posix()] = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise ReadError(f"cannot be read: {error}", subject=str(path), hint="build again") from error
    return files


def _read_revision(name: str, *, settings: Settings) -> dict[str, str]:
    root, output = settings.root, posixpath.normpath(settings.output)
    hint = f"neither a folder nor a revision; `git -C {root} branch --all` lists the branches"
    if name.startswith("-") or not name.strip():
        raise ConfigError("is no name of a revision", subject=name, hint=hint)
    if not _succeeds(root, "rev-parse", "--git-dir"):
        raise ConfigError(
            "is no folder, and the project is in no git repository",
            subject=name,
            hint="name an output folder, or a revision within a repository",
        )
    commit = _run_git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if commit is None:
        raise ConfigError("no such folder or revision", subject=name, hint=hint)
    revision = commit.decode("ascii", "replace").strip()
    listing = _run_git(root, "ls-tree", "-r", "-z", revision, "--", f"{output}/{DATA}/") or b""
    prefix = f"{output}/{DATA}/"
    blobs: dict[str, str] = {}
    for line in listing.decode("utf-8", "replace").split("\0"):
        meta, _, path = line.partition("\t")
        mode, kind, blob = (*meta.split(), "", "", "")[:3]
        wanted = path.removeprefix(prefix)
        if kind == "blob" and mode.startswith("100") and path.startswith(prefix) and _is_wanted(wanted):
            blobs[wanted] = blob
    if INDEX not in blobs:
        raise ConfigError(
            f"holds no {prefix}{INDEX}", subject=name, hint="commit the pages, or name a revision that has them"
        )
    return _read_blobs(root, blobs, name)


def _is_wanted(path: str) -> bool:
    return path in (INDEX, PERMALINKS, MANIFEST) or (
        path.startswith(f"{STORIES}/") and path.endswith(".json") and path.count("/") == 1
    )


def _read_blobs(root: Path, blobs: dict[str, str], name: str) -> dict[str, str]:
    """The texts of git objects, all by one process: each is a line of id, type and size, then its bytes."""
    stream = _run_git(root, "cat-file", "--batch", feed="".join(f"{blob}\n" for blob in blobs.values())) or b""
    files, place = {}, 0
    for path in blobs:
        end = stream.find(b"\n", place)
        header = stream[place:end].split() if end >= 0 else []
        if len(header) != 3:
            raise ReadError(f"{DATA}/{path} is not in this clone", subject=name, hint="fetch the revision whole")
        size = int(header[2])
        try:
            files[path] = stream[end + 1 : end + 1 + size].decode("utf-8")
        except UnicodeDecodeError as error:
            raise ReadError(f"{DATA}/{path} is no text", subject=name, hint="build and commit it again") from error
        place = end + 1 + size + 1
    return files


def _succeeds(root: Path, *arguments: str) -> bool:
    return _run_git(root, *arguments) is not None


def _run_git(root: Path, *arguments: str, feed: str = "") -> bytes | None:
    """What git prints; None where it fails. Raises ConfigError where there is no git."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], input=feed.encode(), capture_output=True, check=False
        )
    except OSError as error:
        raise ConfigError("git cannot be run", subject=str(error), hint="install it, or compare folders") from error
    return done.stdout if done.returncode == 0 else None
