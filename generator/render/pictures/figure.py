"""A picture as one block of HTML: the frame around its shapes, and words inside it.

Every picture is inline SVG without script, style, ids or blank lines, so that it passes Python-Markdown and CommonMark
alike and two of them can stand on one page. Its colours are those of the text around it (``currentColor``); by its
classes a theme chooses others. Its name and its description are its own ``title`` and ``desc``.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from ..escape import Markdown, visible_text


def frame(
    kind: str,
    *,
    title: str,
    text: str,
    shapes: Iterable[str],
    height: int,
    width: int | None = None,
    letters: int,
    caption: str = "",
) -> Markdown:
    """The picture of ``shapes`` with its name, its description and the caption under it.

    With ``width`` it is scaled as a whole and ``height`` and ``letters`` (the font size) are in its units; without,
    they are pixels and it is as wide as its column, its shapes placed in per cent. ``shapes`` are escaped already.
    """
    size = f'viewBox="0 0 {width} {height}" width="{width // 2}"' if width else f'width="100%" height="{height}"'
    lines = [
        f'<figure class="picture {kind}"><svg role="img" {size} xmlns="http://www.w3.org/2000/svg" '
        f'fill="currentColor" font-size="{letters}">',
        f"<title>{words(title)}</title>",
        f"<desc>{words(text)}</desc>",
        *filter(None, shapes),
        f"</svg>{f'<figcaption>{words(caption)}</figcaption>' if caption else ''}</figure>",
    ]
    return Markdown("\n".join(lines))


def group(name: str, shapes: Iterable[str], look: str = "") -> list[str]:
    """The shapes in a group of the class ``name`` that gives them their look; nothing for none."""
    held = [shape for shape in shapes if shape]
    return [f'<g class="{name}"{f" {look}" if look else ""}>', *held, "</g>"] if held else []


def words(text: str) -> str:
    """Hostile text as character data of XML: one line, nothing invisible, no markup."""
    return escape(visible_text(text))


def write(value: float, places: int = 1) -> str:
    """A coordinate, rounded and without idle zeros, so that its bytes are the same on every machine."""
    text = f"{value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def count(number: int, one: str, many: str) -> str:
    """The number with its noun."""
    return f"{number:,} {one if number == 1 else many}"
