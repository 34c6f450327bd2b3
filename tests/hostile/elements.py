"""What an HTML text is made of, to be held against one of harmless words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

ADDRESSES = ("href", "src", "srcset", "action", "formaction", "data", "poster", "xlink:href", "cite", "background")
SCHEMES = re.compile(r"(?:[a-z][a-z0-9+.-]*):", re.I)


class Elements(HTMLParser):
    """Each element by its name and its attributes' names, and the addresses that a page has."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.add(f"<{tag} {' '.join(sorted(name for name, _ in attributes))}>")
        self.addresses.update(value or "" for name, value in attributes if name in ADDRESSES)

    def handle_comment(self, data: str) -> None:
        self.found.add("<!-- -->")

    def handle_pi(self, data: str) -> None:
        self.found.add("<?>")

    def list_astray(self) -> list[str]:
        """The addresses that are neither on the site nor of the web or mail."""
        return sorted(one for one in self.addresses if is_astray(one))


def is_astray(address: str) -> bool:
    """Whether an address is of another scheme than those of the web and of mail, or leaves the site without one."""
    scheme = SCHEMES.match(address.strip())
    known = not scheme or scheme.group().lower() in ("https:", "http:", "mailto:")
    return not known or address.startswith("//")
