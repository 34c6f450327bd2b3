"""What a site's robots.txt allows us.

Read with Protego: it takes the longest rule that matches and knows ``*`` and ``$`` (RFC 9309), as the sites
that write these files expect; the standard library's parser learnt this only in 2026, in releases newer
than the oldest Python we run on.
"""

from __future__ import annotations

from protego import Protego

from ..errors import FetchError
from .addresses import Address

MAX_ROBOTS_BYTES = 512_000  # RFC 9309 asks to read 500 KiB at least
MAX_DELAY = 30.0  # seconds; a site that asks for more is asked at this pace


class Robots:
    """The rules of one origin for one user agent."""

    def __init__(self, text: str, user_agent: str) -> None:
        self._rules = Protego.parse(text)
        self._agent = user_agent.partition("/")[0].strip()

    def check(self, address: Address) -> None:
        """Raises FetchError where the rules forbid the address."""
        if not self._rules.can_fetch(str(address), self._agent):
            raise FetchError(
                f"the site's robots.txt asks {self._agent} not to read it",
                subject=str(address),
                hint="save the page yourself and add the file",
            )

    @property
    def delay(self) -> float:
        """Seconds between two requests that the site asks for; 0 where it asks for nothing."""
        return min(float(self._rules.crawl_delay(self._agent) or 0), MAX_DELAY)
