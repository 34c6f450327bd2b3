"""Articles in JSON and JSON Lines, by the names that common tools and interfaces give to the parts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ..errors import ReadError
from ..records import Problem, RawArticle
from .charsets import decode_page
from .entries import Entry, make_articles
from .file import Pairs, SeedFile
from .linked_data import describe_type, first_text, list_names
from .moments import parse_moment
from .pages import extract_page, join_headline, render_text
from .plain import check_size
from .wording import tidy_value

# schema.org, news-please, trafilatura, newspaper, JSON Feed, the interfaces of newspapers and news aggregators.
# Names are compared without case, blanks, "-" and "_"; the first that is there and holds something is taken.
FIELDS = {
    "text": (
        *("articlebody", "maintext", "fulltext", "text", "contenttext", "bodytext", "body", "content", "rawtext"),
        *("contenthtml", "bodyhtml", "articletext", "article", "story", "html", "rawhtml", "description", "summary"),
        *("abstract", "leadparagraph", "snippet", "excerpt"),
    ),
    "title": ("headline", "title", "name", "webtitle", "titletext", "heading", "subject"),
    "url": (
        *("url", "link", "weburl", "canonicalurl", "canonical", "canonicallink", "permalink", "sourceurl"),
        *("articleurl", "mainentityofpage", "uri", "address", "originalurl", "source", "@id"),
    ),
    "source": (
        *("publisher", "sourcename", "outlet", "sitename", "newspaper", "publication", "sourcehostname", "source"),
        *("sourcedomain", "domain", "hostname", "site", "feedtitle", "sourcetitle"),
    ),
    "author": ("author", "authors", "byline", "creator", "writer"),
    "published": (
        *("datepublished", "datepublish", "published", "publishedat", "publisheddate", "publishdate", "pubdate"),
        *("publicationdate", "webpublicationdate", "publishedon", "datetime", "date", "firstpublicationdate"),
        *("dateposted", "datecreated", "createdat", "created", "timestamp", "time"),
    ),
    "modified": ("datemodified", "datemodify", "modified", "updatedat", "updated", "lastmodified", "modifiedat"),
    "language": ("inlanguage", "language", "lang"),
    "description": ("description", "summary", "abstract", "excerpt", "standfirst", "teaser"),
    "section": ("articlesection", "section", "sectionname", "category"),
}
_ROWS = frozenset(
    {
        *("articles", "items", "entries", "results", "data", "docs", "documents", "hits", "posts", "stories", "news"),
        *("response", "records", "rows", "itemlistelement", "@graph", "feed", "value", "list"),
    }
)
# Names under which the parts lie one level further down.
_INSIDE = ("fields", "_source", "metadata", "meta", "item", "attributes")
_IDS = ("guid", "id", "_id", "uuid", "articleid", "identifier")
MAX_DEPTH = 5
MAX_LISTED = 20  # problems of lines that are named one by one
MIN_TEXT_CHARS = 40
_ADDRESS = re.compile(r"https?://\S+")
_PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml)", re.IGNORECASE)
_NAME = re.compile(r"[\s_-]+")


def read_json(file: SeedFile) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """The articles of a JSON file: one object, a list of them, or an export with a list in it.

    A file of one object is one article under the file's own name. Raises ReadError where no object is one.
    """
    text, _ = decode_page(file.data, seed=file.seed)
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except RecursionError as error:
        raise ReadError("is nested too deeply", subject=file.seed, hint="export one list of articles") from error
    except ValueError as error:
        if "\n" in text.strip() and text.lstrip("\ufeff \t\r\n").startswith("{"):
            return read_lines(file)
        where = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ReadError(f"is not valid JSON{where}", subject=file.seed, hint="export it again") from error
    alone = isinstance(value, dict) and (entry := make_entry(value, seed=file.seed)) is not None
    if alone and not _holds_rows(value):
        check_size(entry.payload, seed=file.seed)
        article = RawArticle(file.seed, "application/json", entry.payload, file.sidecar, file.digest, page=entry.page)
        return (article,), ()
    rows = list(_find_rows(value, 0))
    entries = [entry for row in rows if (entry := make_entry(row, seed=file.seed)) is not None]
    if not entries:
        raise ReadError(
            "holds no object with the text of an article",
            subject=file.seed,
            hint="name the parts title, text, date, url and source",
        )
    articles, problems = make_articles(file, entries, media_type="application/json")
    if missing := len(rows) - len(entries):
        problems += (
            Problem("read", file.seed, f"{missing} of {len(rows)} objects hold no text", "remove them, or add a text"),
        )
    return articles, problems


def read_lines(file: SeedFile) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """The articles of a JSON Lines file, one object a line. Raises ReadError where no line is one."""
    text, _ = decode_page(file.data, seed=file.seed)
    entries, bad, good = [], [], 0
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            bad.append((number, "is not valid JSON"))
            continue
        entry = make_entry(value, seed=file.seed) if isinstance(value, dict) else None
        if entry is None:
            bad.append((number, "holds no text of an article"))
        else:
            good += 1
            entries.append(entry)
    if not good:
        number, what = bad[0] if bad else (1, "is empty")
        if number == 1 and text.lstrip("\ufeff \t\r\n").startswith("["):
            return read_json(file)
        raise ReadError(f"line {number} {what}, nor is any other an article", subject=file.seed, hint="export it again")
    articles, problems = make_articles(file, entries, media_type="application/json")
    hint = "correct the line, or remove it"
    problems += tuple(Problem("read", file.seed, f"line {number} {what}", hint) for number, what in bad[:MAX_LISTED])
    if len(bad) > MAX_LISTED:
        problems += (Problem("read", file.seed, f"{len(bad) - MAX_LISTED} more lines hold no article", hint),)
    return articles, problems


def make_entry(row: dict[str, Any], *, seed: str) -> Entry | None:
    """The article that an object holds, None where it holds none."""
    parts = _flatten(row)
    text = _find_text(parts)
    if text is None:
        return None
    pairs = _find_pairs(parts, row)
    stated = dict(pairs)
    title = stated.get("title")
    if _PAGE.match(text):
        try:
            payload, page, _ = extract_page(text, seed=seed, url=stated.get("url"))
        except ReadError:
            return None
        known = {key for key, _ in pairs}
        pairs = tuple(sorted((*pairs, *(pair for pair in page if pair[0] not in known))))
    else:
        payload = render_text(text)
    if len(payload) < MIN_TEXT_CHARS and not (title and payload):
        return None
    name = stated.get("url") or next(
        (str(parts[key]) for key in _IDS if isinstance(parts.get(key), (str, int)) and str(parts[key]).strip()), None
    )
    return Entry(name, join_headline(title, payload) if not _PAGE.match(text) else payload, pairs)


def _flatten(row: dict[str, Any]) -> dict[str, Any]:
    """The parts by their plain names; those one level down fill in what is missing."""
    parts: dict[str, Any] = {}
    for key, value in row.items():
        parts.setdefault(_NAME.sub("", str(key)).lower(), value)
    for inside in _INSIDE:
        value = row.get(inside)
        if isinstance(value, dict):
            for key, part in value.items():
                name = _NAME.sub("", str(key)).lower()
                if not parts.get(name):
                    parts[name] = part
    return parts


def _find_text(parts: dict[str, Any]) -> str | None:
    for name in FIELDS["text"]:
        value = parts.get(name)
        if isinstance(value, dict):
            value = next((value[key] for key in ("text", "value", "html", "content") if key in value), None)
        if isinstance(value, list):
            value = "\n\n".join(
                part
                for item in value
                if isinstance(part := item.get("text") or item.get("value") if isinstance(item, dict) else item, str)
            )
        if isinstance(value, str) and value.strip():
            return value
    return None


def _find_pairs(parts: dict[str, Any], row: dict[str, Any]) -> Pairs:
    found: list[tuple[str, str]] = []
    for key, names in FIELDS.items():
        values: list[str] = []
        for name in names:
            values = _list_values(key, parts.get(name))
            if values:
                break
        if key == "text" or not values:
            continue
        found.extend((key, value) for value in (values[:20] if key == "author" else values[:1]))
    if any(key == "published" for key, _ in found):
        found.append(("published_by", "record"))
    if isinstance(row.get("@type"), (str, list)) and (kind := describe_type(row)):
        found.append(("kind", kind))
    return tuple(sorted(dict.fromkeys(found)))


def _list_values(key: str, value: Any) -> list[str]:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if key in ("published", "modified"):
        moment = parse_moment(text) if (text := first_text(value)) else None
        return [moment] if moment else []
    if isinstance(value, dict):
        value = value.get("main") or value.get("name") or value.get("title") or value.get("url") or value.get("@id")
    if key == "author" and isinstance(value, str):
        value = re.split(r"\s*;\s*", value)
    names = list_names(value)
    if key == "url":
        return [name for name in names if _ADDRESS.fullmatch(name)]
    if key == "source":
        return [name for name in names if not _ADDRESS.match(name)]
    if key == "title":
        return [name for name in (tidy_value(render_text(name)) for name in names) if name]
    return names


def _holds_rows(value: dict[str, Any]) -> bool:
    return any(
        isinstance(rows, list) and any(isinstance(row, dict) and _find_text(_flatten(row)) for row in rows[:20])
        for key, rows in value.items()
        if _NAME.sub("", str(key)).lower() in _ROWS
    )


def _find_rows(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every object that may be an article: those of a list, and of the lists that exports keep them in."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                inner = item.get("item") if isinstance(item.get("item"), dict) else item
                yield inner
    elif isinstance(value, dict):
        for key, part in value.items():
            if _NAME.sub("", str(key)).lower() in _ROWS and isinstance(part, (dict, list)):
                yield from _find_rows(part, depth + 1)
