"""The table of formats: which reader reads which files, by their first bytes or their suffix.

A new format is one more row here and one module with a reader; nothing else moves. A reader's
module is imported when the first file of its format comes, for the parsers behind some are slow to load.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from ..records import Problem, RawArticle
from .file import SeedFile

Reader = Callable[[SeedFile], tuple[tuple[RawArticle, ...], tuple[Problem, ...]]]
SNIFFED_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name for people, the suffixes it goes by (lower case), where its reader is, how it begins.

    ``reader`` is "module.function" of this room. The function takes a SeedFile and gives the raw articles in
    it and the problems that cost no article; it raises ReadError where it finds none. ``begins`` is matched
    against the first characters of a file: a web page that was saved as .txt is read as a web page.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str
    begins: str | None = None


_PROLOG = r"\s*(?:(?:<\?xml[^<>]{0,300}\?>|<!--(?:(?!-->)[\s\S]){0,1500}-->)\s*){0,8}"
_OBJECT = r"\s*(?:\[\s*)?\{\s*\"[^\"\n]{1,80}\"\s*:"
FORMATS = (
    Format("plain text", (".txt", ".text"), "plain.read_plain"),
    Format("Markdown", (".md", ".markdown"), "markdown.read_markdown"),
    Format(
        "web page",
        (".html", ".htm", ".xhtml", ".shtml"),
        "pages.read_page",
        _PROLOG + r"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|meta\s)",
    ),
    Format(
        "feed",
        (".rss", ".atom", ".xml", ".rdf"),
        "feeds.read_feed",
        _PROLOG + r"(?:<!doctype\s+(?:rss|rdf|feed)[^>]{0,300}>\s*)?<(?:rss|feed|rdf:rdf)[\s>]",
    ),
    Format("JSON", (".json",), "exports.read_json", _OBJECT),
    Format("JSON Lines", (".jsonl", ".ndjson"), "exports.read_lines", _OBJECT),
    Format(
        "mail",
        (".eml", ".mht", ".mhtml"),
        "mails.read_mail",
        r"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,998}\r?\n(?:[ \t][^\n]{0,998}\r?\n){0,40}){0,40}"
        r"(?:mime-version|message-id|snapshot-content-location):",
    ),
    Format("WARC", (".warc",), "warcs.read_warc", r"WARC/[01]\.\d"),
)
_BEGINNINGS = tuple(
    (format, re.compile(rf"\A(?:{format.begins})", re.IGNORECASE)) for format in FORMATS if format.begins is not None
)
PACKED = ".gz"  # one packed file, read as what is inside

SIDECAR_SUFFIXES = (".yml", ".yaml")  # in this order: the first that is there is used


def find_format(suffix: str) -> Format | None:
    """The format of files with this suffix (in any case), None where there is none."""
    return next((format for format in FORMATS if suffix.lower() in format.suffixes), None)


def choose_format(suffix: str, data: bytes) -> Format | None:
    """The format that the first bytes of a file show it to be in, else that of its suffix; None where there is none.

    Where they may be of several (JSON, JSON Lines), the suffix decides.
    """
    named, shown = find_format(suffix), _list_shown(data)
    return named if named in shown or not shown else shown[0]


def sniff_format(data: bytes) -> Format | None:
    """The format that the first bytes of a file show it to be in, None where they show none."""
    return next(iter(_list_shown(data)), None)


def _list_shown(data: bytes) -> list[Format]:
    start = data[:SNIFFED_BYTES]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = start[: len(start) // 2 * 2].decode("utf-16", errors="replace")
    else:
        text = start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return [format for format, pattern in _BEGINNINGS if pattern.match(text)]


def load_reader(format: Format) -> Reader:
    """The reader of a format, its module imported."""
    module, _, function = format.reader.partition(".")
    return getattr(import_module(f".{module}", __package__), function)


def known_suffixes() -> str:
    """The suffixes of all formats, as a message lists them."""
    return ", ".join(suffix for format in FORMATS for suffix in format.suffixes)
