"""The Jinja environment: where templates are found, and that nothing leaves them unescaped."""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateError

from ..errors import RenderError
from ..settings import Settings
from .escape import Markdown, escape_markdown, quote_value, visible_text

_PACKAGE = Path(__file__).resolve().parent.parent
_TRAILING = re.compile(r"(?<![ \t])[ \t]+$", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n{3,}")


def find_templates(settings: Settings) -> tuple[Path, ...]:
    """Folders of templates; the first that has a file wins: the project's own, then those of the package."""
    packaged = _PACKAGE / "templates"
    if not packaged.is_dir():
        packaged = _PACKAGE.parent / "templates"
    return settings.path("templates"), packaged


def make_environment(settings: Settings) -> Environment:
    """An environment in which every printed value is escaped for Markdown unless this room made it as ``Markdown``.

    HTML autoescape is off and ``finalize`` does the work: what a macro, a filter or ``~`` makes is
    a plain text again and is escaped, so that a slip in a template shows as stray
    backslashes and never as an element. The same templates give the same environment, compiled once a process.
    """
    return _make_markdown_environment(find_templates(settings), digest_templates(settings))


def digest_templates(settings: Settings) -> str:
    """A digest of every template of pages, those of the project's own and of the package."""
    total = hashlib.sha256()
    for number, folder in enumerate(find_templates(settings)):
        for path in sorted(path for path in (folder / "content").rglob("*") if path.is_file()):
            data = path.read_bytes()
            total.update(f"{number}:{path.relative_to(folder).as_posix()}:{len(data)}:".encode())
            total.update(data)
    return total.hexdigest()


@lru_cache(maxsize=4)
def _make_markdown_environment(folders: tuple[Path, ...], digest: str) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        auto_reload=False,
        undefined=StrictUndefined,
        finalize=print_value,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["quoted"] = quote_value
    environment.filters["visible"] = visible_text
    return environment


def print_value(value: Any) -> str:
    """A printed value as Markdown. None is refused: a template must say what it prints for an unknown."""
    if isinstance(value, Markdown):
        return value
    if value is None:
        raise RenderError("a template prints a value that is not known", hint="test it with {% if %} first")
    return escape_markdown(str(value))


def render_template(environment: Environment, name: str, context: dict[str, Any]) -> str:
    """The text of a page, tidied: no blanks at the end of a line, one empty line at most, one newline at the end.

    Raises RenderError that names the template.
    """
    try:
        text = environment.get_template(name).render(context)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{name}:{line}" if line else name
        raise RenderError(f"template fails: {error}", subject=where, hint="compare it with the packaged one") from error
    except RenderError as error:
        raise RenderError(error.message, subject=error.subject or name, hint=error.hint) from error
    return _EMPTY_LINES.sub("\n\n", _TRAILING.sub("", text)).strip("\n") + "\n"


def render_html(name: str, context: dict[str, Any], *, settings: Settings) -> str:
    """A shell outside of the site (templates/mail, templates/print) filled in: a whole HTML document or a part of one.

    Each printed value is escaped for HTML; only what a template marks ``|safe`` is not, and that must come from
    ``press``, whose HTML is safe in any shell. Raises RenderError that names the template.
    """
    environment = _make_html_environment(find_templates(settings))
    try:
        return environment.get_template(name).render(context)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{name}:{line}" if line else name
        raise RenderError(f"template fails: {error}", subject=where, hint="compare it with the packaged one") from error
    except RenderError as error:
        raise RenderError(error.message, subject=error.subject or name, hint=error.hint) from error


@cache
def _make_html_environment(folders: tuple[Path, ...]) -> Environment:
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        finalize=_print_visible,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _print_visible(value: Any) -> Any:
    """A printed value without characters that hide or reorder; what is HTML already stays. None is refused."""
    if value is None:
        raise RenderError("a template prints a value that is not known", hint="test it with {% if %} first")
    return value if hasattr(value, "__html__") else visible_text(str(value))
