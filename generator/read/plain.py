"""Plain text, with optional front matter."""

from __future__ import annotations

from ..errors import ReadError
from ..records import Problem, RawArticle
from .decoding import decode_text
from .file import SeedFile
from .metadata import merge_metadata, split_front_matter

# The longest paragraph in the 163 news articles that were looked at has 1,814 characters and the longest
# news features are below 100,000 characters as a whole, so that even a text without line breaks passes.
MAX_LINE_CHARS = 100_000
# A seed is one article; a book or an archive is not.
MAX_ARTICLE_CHARS = 300_000


def read_plain(file: SeedFile) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """The one article of a plain text file. Raises ReadError where there is none."""
    return read_text(file, media_type="text/plain")


def check_size(payload: str, *, seed: str, first_line: int = 1) -> None:
    """Raises ReadError for a text, or a line of it, that is too long for an article; ``first_line`` is its number."""
    if len(payload) > MAX_ARTICLE_CHARS:
        message = f"holds {len(payload):,} characters, more than one article ({MAX_ARTICLE_CHARS:,})"
        raise ReadError(message, subject=seed, hint="put each article in a file of its own")
    for number, line in enumerate(payload.splitlines(), start=first_line):
        if len(line) > MAX_LINE_CHARS:
            message = f"line {number} has {len(line):,} characters, more than a paragraph can have ({MAX_LINE_CHARS:,})"
            raise ReadError(message, subject=seed, hint="is it an article? If so, break it into paragraphs")


def read_text(file: SeedFile, *, media_type: str) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """The one article of a file that is text after its front matter, as it stands. Raises ReadError.

    A line or an article too long to be one is refused: everything behind here may take
    time in proportion to a paragraph's length.
    """
    text = decode_text(file.data, seed=file.seed)
    begin, pairs, fault = split_front_matter(text, seed=file.seed)
    if begin == 0 and text.startswith("\ufeff"):
        begin = 1
    payload = text[begin:]
    if not payload.strip():
        raise ReadError(
            "holds no text after its front matter", subject=file.seed, hint="put the article's text below it"
        )
    check_size(payload, seed=file.seed, first_line=text.count("\n", 0, begin) + 1)
    metadata = merge_metadata(file.sidecar, pairs)
    article = RawArticle(file.seed, media_type, payload, metadata, file.digest, begin)
    return (article,), (() if fault is None else (fault.to_problem(subject=file.seed),))
