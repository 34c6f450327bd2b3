"""One request and its reply, over a connection to a machine that was checked.

The standard library's ``http.client`` speaks HTTP here, on a socket that we open ourselves. What
matters most, speaking to the very machine whose address was checked, and one deadline over connection,
headers and body, is a matter of the socket; libraries above it resolve the name a second time, and
read proxies from the environment, which would resolve it a third.
"""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message

from ..errors import FetchError
from .addresses import Address, IPAddress

CHUNK_BYTES = 65_536
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Reply:
    """What an address gave: its own address after redirects, status, headers and the unpacked body."""

    address: Address
    status: int
    headers: Message
    body: bytes

    def header(self, name: str) -> str:
        """The first header of that name, on one line; empty where there is none."""
        return _CONTROL.sub(" ", str(self.headers.get(name) or "")).strip()


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds to wait: for the connection, for the next bytes, for the whole reply."""

    connect: float
    read: float
    total: float


def exchange(
    address: Address,
    machines: tuple[IPAddress, ...],
    *,
    headers: Mapping[str, str],
    waits: Waits,
    max_bytes: int,
    opened: Callable[[socket.socket], None],
) -> Reply:
    """The reply to one GET; the body of other statuses than 200 is not read.

    The first of ``machines`` that can be reached is asked. ``opened`` is told the socket, so that another
    thread can shut it. Raises FetchError where no whole reply came in time, and where the body has more
    than ``max_bytes``, as sent or unpacked.
    """
    deadline = time.monotonic() + waits.total
    try:
        with _connect(address, machines, waits, opened) as connected:
            connection = http.client.HTTPConnection(address.host, address.port)
            connection.sock = _Wire(connected, deadline, waits.read)  # so it opens none itself
            connection.request("GET", address.target, headers={"Host": address.netloc, **headers})
            response = connection.getresponse()
            body = _read_body(response, max_bytes) if response.status == 200 else b""
            return Reply(address, response.status, response.headers, body)
    except FetchError as error:
        error.subject = error.subject or str(address)
        raise
    except TimeoutError as error:
        late = time.monotonic() >= deadline
        reason = f"took longer than {waits.total:g} s" if late else f"sent nothing for {waits.read:g} s"
        raise FetchError(reason, subject=str(address), passing=True) from error
    except ssl.SSLCertVerificationError as error:
        reason = f"its certificate is not valid: {error.verify_message}"
        raise FetchError(reason, subject=str(address)) from error
    except http.client.IncompleteRead as error:
        raise FetchError("the reply ended before its end", subject=str(address), passing=True) from error
    except OSError as error:
        reason = f"cannot be reached: {error.strerror or 'the connection was closed'}"
        raise FetchError(reason, subject=str(address), passing=True) from error
    except (http.client.HTTPException, ValueError) as error:
        what = _CONTROL.sub(" ", str(error))[:80]
        reason = f"its reply is not HTTP: {type(error).__name__} {what}".strip()
        raise FetchError(reason, subject=str(address), passing=True) from error


def _connect(
    address: Address, machines: tuple[IPAddress, ...], waits: Waits, opened: Callable[[socket.socket], None]
) -> socket.socket:
    fault: OSError = OSError("there is no machine of that name")
    for machine in machines:
        try:
            connected = socket.create_connection((str(machine), address.port), timeout=waits.connect)
        except TimeoutError:
            fault = OSError(None, f"no connection within {waits.connect:g} s")
            continue
        except OSError as error:
            fault = error
            continue
        try:
            opened(connected)
            if address.scheme == "https":
                connected = ssl.create_default_context().wrap_socket(connected, server_hostname=address.host)
                opened(connected)
            return connected
        except BaseException:
            connected.close()
            raise
    raise fault


def _read_body(response: http.client.HTTPResponse, max_bytes: int) -> bytes:
    encoding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f"is packed in a way that was not asked for ({_CONTROL.sub(' ', encoding)[:40]})")
    too_big = FetchError(
        f"has more than {max_bytes:,} bytes", hint="is it an article? If so, raise max_seed_bytes in briefings.yml"
    )
    if response.length is not None and response.length > max_bytes:
        raise too_big
    unpacked = _Gzip(max_bytes) if encoding != "identity" else _Plain()
    received = 0
    while chunk := response.read1(CHUNK_BYTES):
        received += len(chunk)
        unpacked.add(chunk)
        if received > max_bytes or unpacked.size > max_bytes:
            raise too_big
    if response.length or not unpacked.complete:
        raise http.client.IncompleteRead(b"")
    return unpacked.body()


class _Plain:
    """A body as it was sent."""

    complete = True

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.size = 0

    def add(self, data: bytes) -> None:
        self._parts.append(data)
        self.size += len(data)

    def body(self) -> bytes:
        return b"".join(self._parts)


class _Gzip(_Plain):
    """A body packed with gzip, in one member or several, unpacked to at most one byte over the limit."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__()
        self._limit = max_bytes + 1
        self._member = zlib.decompressobj(wbits=31)

    @property
    def complete(self) -> bool:  # type: ignore[override]
        return self._member.eof or not self._parts

    def add(self, data: bytes) -> None:
        try:
            while data and self.size < self._limit:
                if self._member.eof:
                    if not data.startswith(b"\x1f\x8b"):
                        return  # padding after the last member, as gzip itself passes over it
                    self._member = zlib.decompressobj(wbits=31)
                super().add(self._member.decompress(data, self._limit - self.size))
                data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        except zlib.error as error:
            raise FetchError("its packed body is damaged", passing=True) from error


class _Wire:
    """A connected socket as ``http.client`` uses one; every wait on it ends at the deadline."""

    def __init__(self, connected: socket.socket, deadline: float, read: float) -> None:
        self._socket = connected
        self._deadline = deadline
        self._read = read

    def sendall(self, data: bytes) -> None:
        self._arm()
        self._socket.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self))

    def receive(self, buffer: memoryview) -> int:
        self._arm()
        return self._socket.recv_into(buffer)

    def close(self) -> None:
        """Nothing: who opened the socket closes it, after the body was read."""

    def _arm(self) -> None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(min(left, self._read))


class _Incoming(io.RawIOBase):
    """The bytes that come in over a wire."""

    def __init__(self, wire: _Wire) -> None:
        self._wire = wire

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._wire.receive(buffer)
