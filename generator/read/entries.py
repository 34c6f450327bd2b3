"""The articles of a file that holds many, each under a name of its own that lasts."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import ReadError
from ..records import Problem, RawArticle
from ..text import digest_parts, fold, slugify
from .file import Pairs, SeedFile
from .plain import check_size

MARK = "#"  # between a file's path and the key of one of its articles
KEY_CHARS = 48
# What can be true of one article alone: such lines in the sidecar of a whole file are not believed.
OWN_KEYS = frozenset({"title", "url", "published"})
MAX_NAME_CHARS = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a file: what the file calls it (guid, address; None where nothing), its words and pairs."""

    name: str | None
    payload: str
    page: Pairs


def make_articles(
    file: SeedFile, entries: Iterable[Entry], *, media_type: str
) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """The raw articles of a file that by its nature may hold many, sorted by seed (``path#key``).

    The same entry twice is one article. Two texts under one name are two: the earlier keeps the plain key, so
    that a corrected version which is added later takes no address from it.
    """
    groups: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        text = digest_parts(fold(entry.payload), length=6)
        groups.setdefault(make_key(entry), {}).setdefault(text, entry)
    metadata, problems = _share_sidecar(file)
    faults: list[Problem] = list(problems)
    articles = []
    for key, versions in groups.items():
        ordered = sorted(versions.items(), key=lambda one: (dict(one[1].page).get("modified", ""), one[0]))
        for place, (text, entry) in enumerate(ordered):
            seed = f"{file.seed}{MARK}{key}{'.' + text if place else ''}"
            try:
                check_size(entry.payload, seed=seed)
            except ReadError as error:
                faults.append(error.to_problem())
                continue
            digest = digest_entry(entry.payload, entry.page, metadata)
            articles.append(RawArticle(seed, media_type, entry.payload, metadata, digest, page=entry.page))
    return tuple(sorted(articles, key=lambda article: article.seed)), tuple(faults)


def make_key(entry: Entry) -> str:
    """The key of an entry: readable words of its name and a digest of the whole; of its words where it has no name."""
    if entry.name is None:
        words = fold(entry.payload)
        return f"{slugify(entry.payload[:200].split(chr(10))[0], length=KEY_CHARS)}-{digest_parts(words, length=8)}"
    parts = [part for part in re.split(r"[/?#]", entry.name[:MAX_NAME_CHARS]) if part]
    readable = re.sub(r"\.(?:s?html?|php|aspx?|cms|ece)$", "", parts[-1] if parts else entry.name[:MAX_NAME_CHARS])
    return f"{slugify(readable, length=KEY_CHARS)}-{digest_parts(entry.name, length=6)}"


def digest_entry(payload: str, page: Pairs, metadata: Pairs) -> str:
    """The SHA-256 of one article's words and pairs."""
    stable = json.dumps([payload, page, metadata], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(stable.encode("ascii")).hexdigest()


def _share_sidecar(file: SeedFile) -> tuple[Pairs, tuple[Problem, ...]]:
    own = sorted({key for key, _ in file.sidecar if key in OWN_KEYS})
    shared = tuple(pair for pair in file.sidecar if pair[0] not in OWN_KEYS)
    if not own:
        return shared, ()
    message = f"the sidecar gives {', '.join(own)}, but the file may hold many articles; that was left out"
    return shared, (Problem("read", file.seed, message, f"write it in a sidecar of the article: NAME{MARK}KEY.yml"),)
