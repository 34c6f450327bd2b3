"""The site's search: an index made by Pagefind where it is installed, else one file that the theme's script reads.

Pagefind indexes all that the pages of stories, storylines, actors, sources and places tell, and a browser loads of it
what a query needs. The file holds headlines, *In brief*, names and aliases alone, since a browser loads it whole.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from .errors import RenderError
from .store import write_file

# The engines, as `extra: {search: ...}` of mkdocs.yml and the theme name them.
PAGEFIND, INDEX = "pagefind", "index"

# Kinds of page that are searched (the theme marks the same ones for Pagefind), and what is left of each brief.
KINDS = frozenset({"story", "storyline", "actor", "source", "place"})
BRIEF_LENGTH = 400

INDEX_PATH = "search/search_index.json"
PAGEFIND_FOLDER = "pagefind"

# Parts of a page that say again what others say, or that only another reading of the page is for.
_LEFT_OUT = "sup, small, svg, nav, summary, .matrix, .alone, .coverage, .figures, .basis, .why, .others, .alternates"
# Files of Pagefind's own search boxes; the theme has one.
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")

_BRIEF = '<section class="brief">'
_MARKS = re.compile(r"<(sup|small)\b.*?</\1>(?:\s*</small>)?", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as the file knows it; ``also`` are other names, ``month`` is as in ISO 8601 or empty."""

    location: str
    title: str
    text: str
    kind: str
    month: str
    actors: tuple[str, ...]
    also: tuple[str, ...]
    sources: tuple[str, ...]


def choose_engine(wanted: str | None = None) -> str:
    """The engine that is wanted, else Pagefind where it is installed with its program, else the file."""
    if wanted in (PAGEFIND, INDEX):
        return wanted
    installed = all(importlib.util.find_spec(name) for name in ("pagefind", "pagefind_bin"))
    return PAGEFIND if installed else INDEX


def read_entry(location: str, meta: Mapping[str, Any], html: str) -> Entry | None:
    """A page's entry, from its front matter and its HTML; None for a page that is not searched."""
    kind = str(meta.get("kind", ""))
    if kind not in KINDS:
        return None
    return Entry(
        location,
        str(meta.get("title", "")),
        _read_brief(html) or str(meta.get("description", "")),
        kind,
        str(meta.get("date") or "")[:7],
        _texts(meta.get("actors")),
        _texts(meta.get("also")),
        tuple(dict.fromkeys(_texts(one.get("publisher") for one in meta.get("sources") or () if "publisher" in one))),
    )


def write_index(entries: Iterable[Entry], site: Path) -> None:
    """Write the file below the site's folder. Names of actors and sources stand once in it, entries point to them."""
    names: dict[str, int] = {}
    outlets: dict[str, int] = {}
    pages = [
        {
            "location": entry.location,
            "title": entry.title,
            "text": entry.text,
            "kind": entry.kind,
            "month": entry.month,
            "actors": [names.setdefault(name, len(names)) for name in entry.actors],
            "also": ", ".join(entry.also),
            "sources": [outlets.setdefault(name, len(outlets)) for name in entry.sources],
        }
        for entry in sorted(entries, key=lambda entry: entry.location)
    ]
    index = {"docs": pages, "actors": list(names), "sources": list(outlets)}
    write_file(site / INDEX_PATH, json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n")


def run_pagefind(site: Path) -> None:
    """Index the site's folder into ``pagefind/`` below it. Raises RenderError where Pagefind fails."""
    shutil.rmtree(site / PAGEFIND_FOLDER, ignore_errors=True)  # it leaves what an earlier run made
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", PAGEFIND_FOLDER]
    command += ["--exclude-selectors", _LEFT_OUT, "--force-language", "en", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "NO_COLOR": "1"})
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise RenderError(
            f"Pagefind failed: {' '.join(said) or 'it says nothing'}",
            subject=str(site),
            hint=f"set `extra: {{search: {INDEX}}}` in mkdocs.yml to do without it",
        )
    for pattern in _UNUSED:
        for path in (site / PAGEFIND_FOLDER).glob(pattern):
            path.unlink()


def _read_brief(html: str) -> str:
    section = html.partition(_BRIEF)[2].partition("</section>")[0]
    text = " ".join(unescape(_TAG.sub(" ", _MARKS.sub("", section.partition("</h2>")[2]))).split())
    return text if len(text) <= BRIEF_LENGTH else text[:BRIEF_LENGTH].rsplit(" ", 1)[0] + " …"


def _texts(values: Iterable[Any] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())
