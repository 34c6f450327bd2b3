"""Pages at addresses that no story and no storyline has any more, so that a link to them is never dead."""

from __future__ import annotations

from collections.abc import Iterable

from .edition import Edition, render_page
from .escape import page_path


def render_former(edition: Edition, former: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """A page at each former address, which leads on to the address beside it, or says that what was there is gone."""
    files = {}
    for address, leads_to in former:
        path = page_path(f"{address}.md")
        target = page_path(leads_to) if leads_to else None
        files[path] = render_page(edition, "former.md", path, target=target)
    return files
