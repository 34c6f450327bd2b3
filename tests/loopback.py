"""A web site on this machine that does what a test tells it to."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator.fetch import Client, Limits

QUICK = Limits(connect=2, read=0.3, total=0.6, bytes=100_000, redirects=3, retries=1, retry_wait=0.05, delay=0)

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Pages by path. ``asked`` are the paths in the order they were asked for, ``headers`` the last request's."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.port = port
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: dict[str, str] = {}

    def page(self, path: str, body: bytes | str, *, type: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Give ``body`` at ``path``; the address of the page."""
        data = body.encode() if isinstance(body, str) else body

        def answer(request: BaseHTTPRequestHandler) -> None:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            send(request, 200, data, **{"Content-Type": type, **names})

        return self.give(path, answer)

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        """Send who asks for ``path`` to ``target``."""
        return self.give(path, lambda request: send(request, status, b"", Location=target))

    def status(self, path: str, status: int, **headers: str) -> str:
        """Answer with a bare status."""
        return self.give(path, lambda request: send(request, status, b"no", **headers))

    def give(self, path: str, answer: Answer) -> str:
        """Answer a request for ``path`` with whatever ``answer`` writes."""
        self.answers[path] = answer
        return self.url + path

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return self.asked.count(path)


def send(request: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    """One whole reply."""
    request.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


@contextmanager
def serve_site(*, certificate: Path | None = None) -> Iterator[Site]:
    """A site that runs while the block does; with ``certificate`` (key and certificate in one file) it speaks TLS."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers = dict(self.headers)
            answer = site.answers.get(self.path, lambda request: send(request, 404, b"no"))
            try:
                answer(self)
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    site = Site(server.server_address[1])
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        site.url = f"https://localhost:{site.port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def make_quick_client(*, private: bool = True, **limits: float) -> Client:
    """A client with short limits, some of them changed."""
    return Client(user_agent="briefings/test", private=private, limits=replace(QUICK, **limits))
