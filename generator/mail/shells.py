"""The shell of a mail's HTML part: templates/mail filled in, with every style where mail programs look for it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from css_inline import CSSInliner

from ..render import render_html
from ..settings import Settings

#: What a part shows where it is not given.
_EMPTY = {
    "title": "",
    "level": 2,
    "kind": "part",
    "kicker": "",
    "anchor": "",
    "address": None,
    "standing": "",
    "listed": (),
    "sections": (),
    "sources": (),
    "lines": (),
}
_PLACE = "<!--parts-->"


class Shell:
    """The templates of one project. Base styles are put into each element, ``@media`` stays in the head.

    The inliner loads nothing: it is given all styles, and the fence of ``press`` lets no address of a style through.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def make_part(self, **context: Any) -> str:
        """One part of a mail as a table of its own."""
        made = render_html("mail/part.html", {**_EMPTY, **context}, settings=self._settings)
        whole = self._inliner.inline(f"<!DOCTYPE html><html><head></head><body>{made}</body></html>")
        return whole[whole.index(">", whole.index("<body")) + 1 : whole.rindex("</body>")].strip()

    def make_document(self, parts: Iterable[str], *, subject: str, preview: str) -> str:
        """The whole HTML part around the ``parts``."""
        context = {"subject": subject, "preview": preview}
        made = self._inliner.inline(render_html("mail/mail.html", context, settings=self._settings))
        before, after = made.split(_PLACE)
        return "\n".join([before.rstrip(), *parts, after.lstrip()]) + "\n"

    @cached_property
    def _inliner(self) -> CSSInliner:
        styles = render_html("mail/base.css", {}, settings=self._settings)
        return CSSInliner(
            inline_style_tags=False,
            keep_style_tags=True,
            load_remote_stylesheets=False,
            extra_css=styles,
            minify_css=True,
        )
