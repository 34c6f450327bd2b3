"""The seeds folder to raw articles. The one place where seeds are opened."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ..errors import ReadError
from ..records import Problem, RawArticle
from ..settings import Settings
from ..store import Make, make_anew
from .decoding import decode_text
from .entries import MARK
from .file import PARSER_FAULTS, SeedFile
from .formats import PACKED, SIDECAR_SUFFIXES, choose_format, known_suffixes, load_reader
from .metadata import merge_metadata, parse_metadata
from .unpacking import unpack_file

_Parsed = tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]

_BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def read_seeds(
    folder: Path | str, *, settings: Settings, make: Make = make_anew
) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """Every article below ``folder``, sorted by seed path, and what could not be read, sorted by subject.

    ``make`` may give what was read of the same bytes under the same name before.

    Looks into folders, not at hidden files or folders, and at no file outside: a link that
    leads out is a Problem. A file that cannot be used never costs another one. Raises nothing.
    """
    root = Path(folder)
    if not root.is_dir():
        return (), (Problem("read", str(folder), "there is no such folder", "make it and put articles in it"),)
    articles: list[RawArticle] = []
    files, problems = _list_files(root)
    sidecars = _pair_sidecars(files)
    paired = set(sidecars.values())
    there = set(files)
    for seed in files:
        if _is_sidecar(seed):
            continue
        try:
            found, faults = _read_file(root, seed, sidecars.get(seed), problems, settings, make)
        except ReadError as error:
            problems.append(error.to_problem(subject=seed))
            continue
        articles.extend(_apply_own_sidecar(root, article, there, paired, problems, settings, make) for article in found)
        problems.extend(faults)
    for seed in files:
        if _is_sidecar(seed) and seed not in paired:
            hint = f"name it like its article (NAME.yml beside NAME.txt, or NAME.xml{MARK}KEY.yml), or remove it"
            problems.append(Problem("read", seed, "is a sidecar without its article", hint))
    articles.sort(key=lambda article: article.seed)
    problems.sort(key=lambda problem: (problem.subject, problem.message))
    return tuple(articles), tuple(problems)


def read_file(path: Path, *, settings: Settings) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """The articles of one file, with the sidecar that stands beside it; its seed is the file's name. Raises nothing."""
    root, seed = path.parent, path.name
    sidecar = next((name for name in _name_sidecars(seed) if os.path.isfile(root / name)), None)
    problems: list[Problem] = []
    try:
        articles, faults = _read_file(root, seed, sidecar, problems, settings, make_anew)
    except ReadError as error:
        return (), (*problems, error.to_problem(subject=seed))
    return articles, (*problems, *faults)


def read_data(
    seed: str, data: bytes, *, sidecar: bytes = b"", settings: Settings
) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """``read_file`` for a file called ``seed`` that is not on the disk yet, with its sidecar. Raises nothing."""
    problems: list[Problem] = []
    try:
        _check_size(seed, len(data), settings.max_seed_bytes)
        pairs, faults = _parse_sidecar(_name_sidecars(seed)[0], sidecar)
        problems.extend(faults)
        articles, faults = _parse_file(seed, data, sidecar, pairs, settings)
    except ReadError as error:
        return (), (*problems, error.to_problem(subject=seed))
    return articles, (*problems, *faults)


def _list_files(root: Path) -> tuple[list[str], list[Problem]]:
    """Paths of the files below ``root``, with '/', sorted; and the folders and names that cannot be used."""
    files: list[str] = []
    problems: list[Problem] = []

    def report(error: OSError) -> None:
        where = _show(os.path.relpath(error.filename, root))
        problems.append(
            Problem("read", where, "is a folder that cannot be opened", "allow it to be read, or move it out")
        )

    for where, folders, names in os.walk(root, onerror=report, followlinks=False):
        below = Path(os.path.relpath(where, root)).as_posix()
        prefix = "" if below == "." else f"{below}/"
        for name in sorted(folders):
            if not name.startswith(".") and os.path.islink(os.path.join(where, name)):
                shown = _show(os.path.relpath(os.path.join(where, name), root))
                problems.append(
                    Problem(
                        "read", shown, "is a link to a folder; links to folders are not followed", "put the files here"
                    )
                )
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            seed = prefix + name
            if _is_usable(seed):
                files.append(seed)
            else:
                problems.append(
                    Problem("read", _show(seed), "has a name with characters that cannot be shown", "rename it")
                )
    return sorted(files), problems


def _is_usable(name: str) -> bool:
    if name.isascii():
        return name.isprintable()
    return not any(char in _BIDI or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in name)


def _show(name: str) -> str:
    """The name with what cannot be shown written as escapes."""
    return "".join(char if _is_usable(char) else ascii(char)[1:-1] for char in name)


def _pair_sidecars(files: list[str]) -> dict[str, str]:
    """For each file that has one, its sidecar: the same name with the suffix of a sidecar."""
    there = set(files)
    pairs = {}
    for seed in files:
        if sidecar := next((name for name in _name_sidecars(seed) if name in there), None):
            pairs[seed] = sidecar
    return pairs


def _name_sidecars(seed: str) -> tuple[str, ...]:
    """What a seed's sidecar may be called, the first that is there being used; a sidecar has none."""
    if _is_sidecar(seed):
        return ()
    stem, suffix = os.path.splitext(seed)
    stem = seed if suffix == "." else stem
    return tuple(stem + suffix for suffix in SIDECAR_SUFFIXES)


def _is_sidecar(seed: str) -> bool:
    return os.path.splitext(seed)[1].lower() in SIDECAR_SUFFIXES


def _read_file(
    root: Path, seed: str, sidecar: str | None, problems: list[Problem], settings: Settings, make: Make
) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """The articles of one file, by what it begins with, else by its suffix. Raises ReadError."""
    data = _read_bytes(root, seed, settings.max_seed_bytes)
    extra, pairs = b"", ()
    if sidecar is not None:
        extra, pairs = _read_sidecar(root, sidecar, problems, settings.max_seed_bytes, make)
    digests = (hashlib.sha256(data).hexdigest(), hashlib.sha256(extra).hexdigest())
    return make(
        (seed, *digests, repr(pairs), str(settings.max_seed_bytes)),
        tuple[tuple[RawArticle, ...], tuple[Problem, ...]],
        lambda: _parse_file(seed, data, extra, pairs, settings),
    ).value


def _parse_file(
    seed: str, data: bytes, extra: bytes, pairs: tuple[tuple[str, str], ...], settings: Settings
) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """The articles in the bytes of a file, with the bytes and pairs of its sidecar. Raises ReadError."""
    limit = settings.max_seed_bytes
    path = PurePosixPath(seed)
    packed = path.suffix.lower() == PACKED
    content = unpack_file(data, seed=seed, limit=limit) if packed else data
    format = choose_format(PurePosixPath(path.stem).suffix if packed else path.suffix, content)
    if format is None:
        hint = f"known are {known_suffixes()}; a name that begins with '.' is ignored"
        raise ReadError("is of no known format", subject=seed, hint=hint)
    digest = hashlib.sha256(data + extra).hexdigest()
    reader = load_reader(format)
    try:
        return reader(SeedFile(seed, content, pairs, digest, limit))
    except PARSER_FAULTS as error:
        message = f"cannot be read as {format.name} ({type(error).__name__})"
        raise ReadError(message, subject=seed, hint="save it again, or its text") from error


def _read_sidecar(
    root: Path, sidecar: str, problems: list[Problem], limit: int, make: Make
) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """The bytes and pairs of a sidecar; one that cannot be used is a problem and costs no article."""
    try:
        extra = _read_bytes(root, sidecar, limit)
    except ReadError as error:
        problems.append(_without_sidecar(sidecar, error))
        return b"", ()
    # With its problem, since a store gives both back or neither.
    digest = hashlib.sha256(extra).hexdigest()
    pairs, faults = make(("sidecar", sidecar, digest), _Parsed, lambda: _parse_sidecar(sidecar, extra)).value
    problems.extend(faults)
    return extra, pairs


def _parse_sidecar(sidecar: str, extra: bytes) -> _Parsed:
    """The pairs in the bytes of a sidecar, or none and what is wrong with it."""
    try:
        return parse_metadata(decode_text(extra, seed=sidecar), subject=sidecar) if extra.strip() else (), ()
    except ReadError as error:
        return (), (_without_sidecar(sidecar, error),)


def _without_sidecar(sidecar: str, error: ReadError) -> Problem:
    error.message += "; the article was read without it"
    return error.to_problem(subject=sidecar)


def _apply_own_sidecar(
    root: Path,
    article: RawArticle,
    there: set[str],
    paired: set[str],
    problems: list[Problem],
    settings: Settings,
    make: Make,
) -> RawArticle:
    """The article with what the sidecar of its own key says ("feed.xml#key.yml"), where there is one."""
    if MARK not in article.seed:
        return article
    name = next((name for suffix in SIDECAR_SUFFIXES if (name := article.seed + suffix) in there), None)
    if name is None or name in paired:
        return article
    paired.add(name)
    extra, pairs = _read_sidecar(root, name, problems, settings.max_seed_bytes, make)
    digest = hashlib.sha256(article.digest.encode("ascii") + extra).hexdigest()
    return replace(article, metadata=merge_metadata(pairs, article.metadata), digest=digest)


def _read_bytes(root: Path, seed: str, limit: int) -> bytes:
    path = os.path.join(root, seed)
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            if not Path(path).resolve(strict=True).is_relative_to(root.resolve()):
                raise ReadError("is a link out of the seeds folder", subject=seed, hint="put a copy of the file here")
            status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("is not an ordinary file", subject=seed, hint="remove it")
        if status.st_size <= limit:
            with open(path, "rb") as stream:
                data = stream.read(limit + 1)
        _check_size(seed, status.st_size if status.st_size > limit else len(data), limit)
    except FileNotFoundError as error:
        raise ReadError(
            "is a link to a file that is not there", subject=seed, hint="mend the link, or remove it"
        ) from error
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        reason = getattr(error, "strerror", None) or "links in a circle"
        raise ReadError(f"cannot be read: {reason}", subject=seed, hint="allow it to be read, or remove it") from error
    return data


def _check_size(seed: str, size: int, limit: int) -> None:
    if size > limit:
        hint = "is it an article? If so, raise max_seed_bytes in briefings.yml"
        raise ReadError(f"has {size:,} bytes, more than {limit:,}", subject=seed, hint=hint)
