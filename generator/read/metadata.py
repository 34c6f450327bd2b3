"""What a sidecar or front matter says: YAML to pairs of texts, safely."""

from __future__ import annotations

from typing import Any

import yaml

from ..errors import ReadError
from ..text import collapse_space

MAX_METADATA_CHARS = 64_000  # a sidecar is a few lines; more is a mistake, and slow to parse
MAX_VALUE_CHARS = 2_000
MAX_DEPTH = 8

# The names people and other tools give to the same thing.
_SAME = {
    "source": ("source", "outlet", "publisher", "site", "site_name", "sitename", "publication"),
    "url": ("url", "link", "address", "canonical", "permalink"),
    "author": ("author", "authors", "byline", "by", "creator"),
    "published": ("published", "date", "date_published", "datepublished", "date_publish", "pubdate", "published_at"),
    "title": ("title", "headline"),
    "language": ("language", "lang"),
}
_KEYS = {name: key for key, names in _SAME.items() for name in names}


class _MetadataLoader(yaml.BaseLoader):
    """YAML in which every scalar is a text: no tags, no aliases (they make bombs), no deep nesting."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not allowed here", mark)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "is nested too deeply", mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def parse_metadata(text: str, *, subject: str, first_line: int = 1) -> tuple[tuple[str, str], ...]:
    """The pairs of a YAML mapping, keys lower-case and by their one name, sorted by key.

    A list gives one pair an item (so an article may have several ``author``); what is
    neither text nor a list of texts is left out. ``first_line`` is the line of the file
    that ``text`` begins in, for messages. Raises ReadError where it is no such mapping.
    """
    if len(text) > MAX_METADATA_CHARS:
        raise ReadError(
            f"holds more than {MAX_METADATA_CHARS:,} characters", subject=subject, hint="keep to 'key: value' lines"
        )
    try:
        values = yaml.load(text, Loader=_MetadataLoader)  # a BaseLoader: makes texts, lists and dicts only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + first_line}" if mark is not None else ""
        what = collapse_space(
            str(getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be parsed")
        )
        raise ReadError(
            f"is not valid YAML{where}: {what}", subject=subject, hint="put values with ':' or quotes in quotes"
        ) from error
    except (ValueError, TypeError, RecursionError) as error:  # unhashable keys and the like
        raise ReadError("is not valid YAML", subject=subject, hint="keep to 'key: value' lines") from error
    if values is None or values == "":
        return ()
    if not isinstance(values, dict):
        raise ReadError("does not hold 'key: value' lines", subject=subject, hint="write, say, 'source: The Outlet'")
    pairs = []
    for name, value in values.items():
        key = str(name).strip().lower()
        key = _KEYS.get(key.replace("-", "_").replace(" ", "_"), key)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and (words := collapse_space(item)[:MAX_VALUE_CHARS]):
                pairs.append((key, words))
    return tuple(sorted(dict.fromkeys(pairs), key=lambda pair: pair[0]))


def merge_metadata(
    winner: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Both sets of pairs; where both have a key, only the winner's."""
    keys = {key for key, _ in winner}
    return tuple(sorted(winner + tuple(pair for pair in other if pair[0] not in keys), key=lambda pair: pair[0]))


def split_front_matter(text: str, *, seed: str) -> tuple[int, tuple[tuple[str, str], ...], ReadError | None]:
    """Where the article begins after its front matter, the front matter's pairs, and what is wrong with it.

    Front matter is what stands between a first line ``---`` and the next line ``---`` or
    ``...``, if it is a YAML mapping. A text that merely opens with a rule has none.
    """
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip("\ufeff \t\r\n") != "---":
        return 0, (), None
    position = len(lines[0])
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() in ("---", "..."):
            inside = text[len(lines[0]) : position]
            if not _is_keyed(inside):
                return 0, (), None
            begin = position + len(line)
            try:
                return begin, parse_metadata(inside, subject=seed, first_line=2), None
            except ReadError as error:
                error.message = f"the front matter {error.message}; the article was read without it"
                return begin, (), error
        position += len(line)
        if position > MAX_METADATA_CHARS:
            break
    return _skip_unclosed(lines, seed)


def _is_keyed(text: str) -> bool:
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    name, colon, _ = first.partition(":")
    return first == "" or (bool(colon) and len(name.split()) == 1)


def _skip_unclosed(lines: list[str], seed: str) -> tuple[int, tuple[tuple[str, str], ...], ReadError | None]:
    position = len(lines[0])
    if len(lines) < 2 or not _is_keyed(lines[1]) or not lines[1].strip():
        return 0, (), None
    for line in lines[1:]:
        if not line.strip() or not (_is_keyed(line) or line.startswith((" ", "- "))):
            break
        position += len(line)
    message = "the front matter is not closed by a line '---'; the article was read without it"
    return position, (), ReadError(message, subject=seed, hint="add a line '---' after the last key")
