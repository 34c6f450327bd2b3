"""The Jinja environment: where templates are found, and that nothing leaves them unescaped."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateError

from ..errors import RenderError
from ..settings import Settings
from .escape import Markdown, escape_markdown, quote_value, visible_text

_PACKAGE = Path(__file__).resolve().parent.parent
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
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
    backslashes and never as an element.
    """
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in find_templates(settings)]),
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
