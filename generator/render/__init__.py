"""Stories to the files of the output: Markdown pages and the data that others read. Alone knows Jinja."""

from .environment import render_html
from .escape import Markdown, escape_markdown, visible_text
from .site import render_site

__all__ = ["Markdown", "escape_markdown", "render_html", "render_site", "visible_text"]
