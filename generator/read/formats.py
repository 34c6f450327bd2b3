"""The table of formats: which reader reads which files.

A new format is one more row here and one module with a reader; nothing else moves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..records import Problem, RawArticle
from .file import SeedFile
from .markdown import read_markdown
from .plain import read_plain

Reader = Callable[[SeedFile], tuple[tuple[RawArticle, ...], tuple[Problem, ...]]]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name for people, the suffixes it goes by (lower case), and its reader.

    The reader takes a SeedFile and gives the raw articles in it, in their order in the
    file, and the problems that cost no article; it raises ReadError where it finds none.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Reader


FORMATS = (
    Format("plain text", (".txt", ".text"), read_plain),
    Format("Markdown", (".md", ".markdown"), read_markdown),
)

SIDECAR_SUFFIXES = (".yml", ".yaml")  # in this order: the first that is there is used


def find_format(suffix: str) -> Format | None:
    """The format of files with this suffix (in any case), None where there is none."""
    return next((format for format in FORMATS if suffix.lower() in format.suffixes), None)


def known_suffixes() -> str:
    """The suffixes of all formats, as a message lists them."""
    return ", ".join(suffix for format in FORMATS for suffix in format.suffixes)
