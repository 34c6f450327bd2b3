"""Client: an address to the reply of the site, politely and within limits."""

from __future__ import annotations

import contextlib
import email.utils
import itertools
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import ConfigError, FetchError
from ..settings import SETTINGS_FILE, Settings
from .addresses import Address, parse_address, resolve
from .robots import MAX_DELAY, MAX_ROBOTS_BYTES, Robots
from .wire import Reply, Waits, exchange

REDIRECTS = (301, 302, 303, 307, 308)
BUSY = (429, 503)
PASSING = (408, 425, 429)  # of the statuses below 500; of those above, all pass
ACCEPT = (
    "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,"
    "application/json;q=0.8,text/markdown;q=0.8,text/plain;q=0.7,*/*;q=0.1"
)
_TITLES = {401: "asks for a password", 403: "forbidden", 404: "not found", 410: "gone", 429: "too many requests"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much the client waits for and takes; seconds and bytes."""

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    bytes: int = 20_000_000
    redirects: int = 5
    retries: int = 2
    retry_wait: float = 30.0  # a site that asks to wait longer than this is left for the next time
    delay: float = 1.0  # between two requests to one host


def make_client(settings: Settings) -> Client:
    """A client as the settings ask for. Raises ConfigError."""
    if not 0 <= settings.fetch_delay <= MAX_DELAY:
        raise ConfigError(
            f"fetch_delay: {settings.fetch_delay} is not between 0 and {MAX_DELAY:g} seconds", subject=SETTINGS_FILE
        )
    limits = Limits(bytes=settings.max_seed_bytes, delay=settings.fetch_delay)
    return Client(user_agent=settings.user_agent, private=settings.private_addresses, limits=limits)


class Client:
    """Asks sites for pages: one request at a time to a host, ``Limits.delay`` apart, robots.txt first.

    Safe to use from several threads. Neither cookies nor passwords are sent, and proxies that the
    environment names are not used.
    """

    def __init__(self, *, user_agent: str, private: bool = False, limits: Limits = Limits()) -> None:
        if not (user_agent.isascii() and user_agent.isprintable() and user_agent.strip()):
            raise ConfigError(
                f"user_agent: {user_agent!r} cannot be sent", subject=SETTINGS_FILE, hint="use letters of ASCII"
            )
        self._user_agent = user_agent
        self._private = private
        self._limits = limits
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        self._robots: dict[str, Robots | FetchError] = {}
        self._robots_locks: dict[str, threading.Lock] = {}
        self._sockets: set[socket.socket] = set()
        self._stopped = threading.Event()

    def get(self, url: str, *, etag: str = "", modified: str = "") -> Reply:
        """The reply with status 200, or 304 where ``etag`` or ``modified`` of an earlier reply still hold.

        Raises FetchError for every other outcome.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        return self._follow(parse_address(url), {name: value for name, value in headers.items() if value})

    def stop(self) -> None:
        """Let every request that is under way, or waits for its turn, fail at once."""
        self._stopped.set()
        with self._lock:
            for one in self._sockets:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def _follow(self, address: Address, headers: dict[str, str], *, robots: bool = True, max_bytes: int = 0) -> Reply:
        first, seen = address, {address}
        while True:
            if robots:
                self._find_robots(address).check(address)
            reply = self._ask(address, headers, max_bytes or self._limits.bytes)
            if reply.status in REDIRECTS and reply.header("Location"):
                address = parse_address(_decode_location(reply.header("Location")), base=address)
                if address in seen:
                    raise FetchError("redirects in a circle", subject=str(first))
                if len(seen) > self._limits.redirects:
                    raise FetchError(f"redirects more than {self._limits.redirects} times", subject=str(first))
                seen.add(address)
                continue
            if reply.status == 200 or (reply.status == 304 and headers):
                return reply
            title = f", {_TITLES[reply.status]}" if reply.status in _TITLES else ""
            passing = reply.status >= 500 or reply.status in PASSING
            raise FetchError(
                f"the site answered {reply.status}{title}", subject=str(address), passing=passing, status=reply.status
            )

    def _ask(self, address: Address, headers: dict[str, str], max_bytes: int) -> Reply:
        """The reply to one address, tried again where the site is busy or the connection broke."""
        limits = self._limits
        sent = {"User-Agent": self._user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip", "Connection": "close"}
        for attempt in itertools.count():
            wait = min(2.0**attempt, limits.retry_wait)
            try:
                with self._turn(address) as opened:
                    machines = resolve(address, private=self._private)
                    waits = Waits(limits.connect, limits.read, limits.total)
                    reply = exchange(
                        address, machines, headers=sent | headers, waits=waits, max_bytes=max_bytes, opened=opened
                    )
            except FetchError as error:
                # A site that lets us wait once would let us wait again; a broken connection may be chance.
                if not error.passing or attempt == limits.retries or isinstance(error.__cause__, TimeoutError):
                    raise
            else:
                if reply.status not in BUSY or attempt == limits.retries:
                    return reply
                asked = _retry_after(reply)
                if asked is not None and asked > limits.retry_wait:
                    raise FetchError(
                        f"the site answered {reply.status} and asks to come back in {asked:.0f} s",
                        subject=str(address),
                        passing=True,
                        status=reply.status,
                    )
                wait = wait if asked is None else asked
            self._pause(wait, address)

    @contextlib.contextmanager
    def _turn(self, address: Address) -> Iterator[_Opened]:
        """The right to speak to the address's host, alone, and no sooner than its delay after the last one."""
        with self._lock:
            host = self._hosts.setdefault(address.host, _Host(threading.Lock()))
        with host.lock:
            self._pause(host.next_turn - time.monotonic(), address)
            opened = _Opened(self._sockets, self._lock)
            try:
                yield opened
            except FetchError as error:
                if self._stopped.is_set():
                    raise FetchError("was stopped", subject=str(address), passing=True) from error
                raise
            finally:
                opened.forget()
                rules = self._robots.get(address.origin)
                asked = rules.delay if isinstance(rules, Robots) else 0.0
                host.next_turn = time.monotonic() + max(self._limits.delay, asked)

    def _pause(self, seconds: float, address: Address) -> None:
        if self._stopped.wait(max(seconds, 0.0)):
            raise FetchError("was stopped", subject=str(address), passing=True)

    def _find_robots(self, address: Address) -> Robots:
        """The rules of the address's origin, asked for once. Raises FetchError where they cannot be had."""
        with self._lock:
            lock = self._robots_locks.setdefault(address.origin, threading.Lock())
        with lock:
            if address.origin not in self._robots:
                self._robots[address.origin] = self._load_robots(address)
        rules = self._robots[address.origin]
        if isinstance(rules, FetchError):
            raise FetchError(rules.message, subject=str(address), hint=rules.hint, passing=rules.passing)
        return rules

    def _load_robots(self, address: Address) -> Robots | FetchError:
        """RFC 9309: a site without the file allows everything, one that cannot give it allows nothing."""
        place = Address(address.scheme, address.host, address.port, "/robots.txt")
        try:
            reply = self._follow(place, {}, robots=False, max_bytes=MAX_ROBOTS_BYTES)
        except FetchError as error:
            if 400 <= error.status < 500 and error.status not in BUSY:
                return Robots("", self._user_agent)
            error.message = f"its robots.txt: {error.message}"
            return error
        return Robots(reply.body.decode("utf-8", "replace"), self._user_agent)


@dataclass(slots=True)
class _Host:
    """Whose turn it is at one host, and when the next one may begin (monotonic seconds)."""

    lock: threading.Lock
    next_turn: float = 0.0


class _Opened:
    """The sockets that one request opened, known to the client while it lasts."""

    def __init__(self, known: set[socket.socket], lock: threading.Lock) -> None:
        self._known = known
        self._lock = lock
        self._own: list[socket.socket] = []

    def __call__(self, one: socket.socket) -> None:
        with self._lock:
            self._own.append(one)
            self._known.add(one)

    def forget(self) -> None:
        with self._lock:
            self._known.difference_update(self._own)


def _decode_location(location: str) -> str:
    """The header's text: http.client reads it as Latin-1, sites write UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return location


def _retry_after(reply: Reply) -> float | None:
    """Seconds that a busy site asks to wait; a day is measured by the reply's own clock. None where it does not say."""
    asked = reply.header("Retry-After")
    if asked.isdecimal():
        return float(asked[:9])
    try:
        until = email.utils.parsedate_to_datetime(asked)
        return max((until - email.utils.parsedate_to_datetime(reply.header("Date"))).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None
