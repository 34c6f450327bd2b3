"""Hostile text as literal text: in Markdown, in a link's address, in a file name, in front matter.

``escape_markdown`` is applied to every value that a template prints (see environment.py), so
no template can forget it. Its result is for one place alone: running text on one line, in
a paragraph, heading, list item, table cell or link text. Python-Markdown with the extensions of
mkdocs.yml and CommonMark renderers give back the same visible text and no element.
"""

from __future__ import annotations

import json
import re
import unicodedata
from urllib.parse import quote, urlsplit

from ..errors import RenderError
from ..text import collapse_space


class Markdown(str):
    """Text that is Markdown already: made by this room, with every article's word in it escaped."""

    __slots__ = ()


# Characters that a backslash makes literal in Python-Markdown and in CommonMark alike.
_BACKSLASHED = "`*_{}[]"
# Those that only a character reference makes literal in both: "\<" stays "\<" in Python-Markdown,
# "\|" ends a cell where the tables extension reads it first, "~" has no escape there.
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "\\": "&#92;", "~": "&#126;"}
_ESCAPES = str.maketrans({**{char: f"\\{char}" for char in _BACKSLASHED}, **_REFERENCES})
# What opens a block when it stands first: heading, list, setext line, definition.
_FIRST = re.compile(r"[#+\-]")
_FIRST_REFERENCE = re.compile(r"[=:]")
_NUMBERED = re.compile(r"(\d+)[.)](?=\s|$)")
# Addresses that some renderers turn into links by themselves.
_AUTOLINK = re.compile(r":(?=//)")
_WWW = re.compile(r"(?i)\b(www)\.")

# Format characters (bidi controls, zero-width marks, tags), control characters and surrogates have no
# place in a printed sentence: they hide or reorder what is read. Dropped, always; offsets are untouched,
# as they count the article's text and not the page's.
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
_SAFE_SEGMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_ADDRESS_SAFE = "!#$%&+,-./:;=?@_~"


def visible_text(text: str) -> str:
    """What a reader sees of ``text``, on one line: blanks collapsed, invisible and reordering characters dropped."""
    text = collapse_space(text)
    if text.isprintable():
        return text
    return collapse_space("".join(char for char in text if not _is_dropped(char)))


def _is_dropped(char: str) -> bool:
    code = ord(char)
    return unicodedata.category(char) in _DROPPED or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def escape_markdown(text: str) -> Markdown:
    """``text`` as Markdown that shows exactly ``visible_text(text)`` and makes no element."""
    escaped = visible_text(text).translate(_ESCAPES)
    escaped = _AUTOLINK.sub("&#58;", escaped)
    body = escaped.rstrip("#")
    escaped = body + r"\#" * (len(escaped) - len(body))  # they would close a heading
    escaped = _WWW.sub(r"\1&#46;", escaped)
    if _FIRST.match(escaped):
        escaped = f"\\{escaped}"
    elif _FIRST_REFERENCE.match(escaped):
        escaped = f"&#{ord(escaped[0])};{escaped[1:]}"
    elif number := _NUMBERED.match(escaped):
        escaped = f"{number[1]}\\{escaped[number.end(1) :]}"
    return Markdown(escaped)


def quote_value(text: str) -> Markdown:
    """``text`` as a double-quoted YAML scalar on one line, for the front matter of a page."""
    return Markdown(json.dumps(visible_text(text), ensure_ascii=False))


def link_address(url: str | None) -> Markdown | None:
    """The destination of a Markdown link to ``url``, or None where it is no plain http or https address."""
    if not url or url != visible_text(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return Markdown(quote(url, safe=_ADDRESS_SAFE).replace("&", "&amp;"))


def page_path(*segments: str) -> str:
    """The segments joined to a path below the output folder; raises RenderError where one is no plain file name."""
    path = "/".join(segments)
    if not all(_SAFE_SEGMENT.fullmatch(part) for part in path.split("/")):
        hint = "use letters, digits, '-', '_' and '.'"
        raise RenderError("not a path below the output folder", subject=path, hint=hint)
    return path
