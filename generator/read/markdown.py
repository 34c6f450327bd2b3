"""Markdown with front matter. The payload keeps its marks: ``clean`` knows how to take them out and map back."""

from __future__ import annotations

from ..records import Problem, RawArticle
from .file import SeedFile
from .plain import read_text


def read_markdown(file: SeedFile) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """The one article of a Markdown file. Raises ReadError where there is none."""
    return read_text(file, media_type="text/markdown")
