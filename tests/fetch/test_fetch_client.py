"""The client against a real server: redirects, robots.txt, limits of time and size, and hostile replies."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from loopback import Site, make_quick_client, send, serve_site

from generator.errors import ConfigError, FetchError
from generator.fetch import Client


def test_a_page_comes_as_it_is(site: Site, client: Client) -> None:
    body = bytes(range(256)) * 10
    reply = client.get(site.page("/a?b=c", body, type="text/html"))
    assert reply.body == body and reply.status == 200
    assert str(reply.address) == site.url + "/a?b=c"
    assert site.headers["User-Agent"] == "briefings/test"
    assert site.headers["Host"] == f"127.0.0.1:{site.port}"


def test_redirects_are_followed_to_the_last_address(site: Site, client: Client) -> None:
    site.redirect("/a", "/b", 301)
    site.redirect("/b", site.url + "/c", 307)
    site.page("/c", "there")
    reply = client.get(site.url + "/a")
    assert reply.body == b"there" and str(reply.address).endswith("/c")


def test_a_location_in_utf_8_is_followed(site: Site, client: Client) -> None:
    site.redirect("/a", "/ä".encode().decode("latin-1"))
    site.page("/%C3%A4", "there")
    assert client.get(site.url + "/a").body == b"there"


@pytest.mark.parametrize(
    "target, message",
    [
        ("/a", "in a circle"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("ftp://127.0.0.1/x", "only http and https"),
        ("http://ada:secret@127.0.0.1/", "user name or password"),
        ("//", "in a circle"),
        ("http://[", "no address"),
    ],
)
def test_a_redirect_that_leads_nowhere_good_is_refused(site: Site, client: Client, target: str, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        client.get(site.redirect("/a", target))


def test_redirects_are_counted(site: Site, client: Client) -> None:
    for number in range(9):
        site.redirect(f"/{number}", f"/{number + 1}")
    with pytest.raises(FetchError, match="more than 3 times"):
        client.get(site.url + "/0")
    assert site.count("/3") == 1 and site.count("/4") == 0


def test_a_private_machine_is_not_spoken_to(site: Site) -> None:
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]"):
        with pytest.raises(FetchError, match="private address"):
            make_quick_client(private=False).get(f"http://{host}:{site.port}/a")
    assert site.asked == []


def test_a_redirect_to_a_private_machine_is_not_followed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address resolves to a public machine, which is this one by another name; the second does not."""
    lead_to_loopback(monkeypatch, public=("public.example",))
    url = site.redirect("/a", f"http://127.0.0.1:{site.port}/secret").replace("127.0.0.1", "public.example")
    site.page("/secret", "secret")
    with pytest.raises(FetchError, match="private address"):
        make_quick_client(private=False).get(url)
    assert "/secret" not in site.asked


def test_the_machine_that_was_checked_is_spoken_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is resolved once a request: a second answer of the resolver has no say."""
    asked = lead_to_loopback(monkeypatch, public=("public.example",))
    site.page("/a", "there")
    client = make_quick_client(private=False)
    assert client.get(f"http://public.example:{site.port}/a").body == b"there"
    assert asked == ["public.example"] * len(site.asked)
    assert site.headers["Host"] == f"public.example:{site.port}"


def lead_to_loopback(monkeypatch: pytest.MonkeyPatch, *, public: tuple[str, ...]) -> list[str]:
    """Let names resolve to a public address, and connections to that one reach this machine."""
    asked: list[str] = []
    connect, find = socket.create_connection, socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *more: int, **options: int) -> list[tuple[object, ...]]:
        if host not in public:
            return find(host, port, *more, **options)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", port))]

    def create_connection(address: tuple[str, int], timeout: float) -> socket.socket:
        assert address[0] == "8.8.8.8", "connected to a name, or to another machine than was checked"
        return connect(("127.0.0.1", address[1]), timeout)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    return asked


def test_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert make_quick_client().get(site.page("/a", "there")).body == b"there"


# ------------------------------------------------------------------------ TLS

CERTIFICATE = Path(__file__).parent / "loopback.pem"  # for localhost, of no use elsewhere, valid until 2126


def test_a_certificate_must_be_known_and_for_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve_site(certificate=CERTIFICATE) as site:
        url = site.page("/a", "there")
        with pytest.raises(FetchError, match="certificate is not valid: self-signed certificate") as caught:
            make_quick_client().get(url)
        assert not caught.value.passing
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        assert make_quick_client().get(url).body == b"there"
        with pytest.raises(FetchError, match="certificate is not valid: .*not valid for '127.0.0.1'"):
            make_quick_client().get(url.replace("localhost", "127.0.0.1"))


# ----------------------------------------------------------------- robots.txt


def test_robots_are_asked_once_and_obeyed(site: Site, client: Client) -> None:
    rules = "User-agent: *\nDisallow: /private\nAllow: /private/open$\n\nUser-agent: other\nDisallow: /\n"
    site.page("/robots.txt", rules, type="text/plain")
    for path in ("/a", "/private/x", "/private/open"):
        site.page(path, "there")
    assert client.get(site.url + "/a").body == b"there"
    assert client.get(site.url + "/private/open").body == b"there"
    with pytest.raises(FetchError, match="robots.txt asks briefings not to read it"):
        client.get(site.url + "/private/x")
    assert site.count("/robots.txt") == 1 and site.count("/private/x") == 0


def test_robots_hold_for_the_target_of_a_redirect(site: Site, client: Client) -> None:
    site.page("/robots.txt", "User-agent: briefings\nDisallow: /b", type="text/plain")
    site.page("/b", "there")
    with pytest.raises(FetchError, match="robots.txt"):
        client.get(site.redirect("/a", "/b"))
    assert site.count("/b") == 0


@pytest.mark.parametrize("status, allowed", [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_robots_that_cannot_be_had(site: Site, client: Client, status: int, allowed: bool) -> None:
    site.status("/robots.txt", status)
    site.page("/a", "there")
    if allowed:
        assert client.get(site.url + "/a").body == b"there"
        return
    with pytest.raises(FetchError, match="its robots.txt: the site answered") as caught:
        client.get(site.url + "/a")
    assert caught.value.passing and site.count("/a") == 0


def test_robots_of_a_hostile_site(site: Site, client: Client) -> None:
    site.page("/robots.txt", b"Disallow: " + b"*a" * 30_000 + b"\n\xff\xfe\x00", type="text/plain")
    site.page("/" + "a" * 500, "there")
    started = time.monotonic()
    assert client.get(site.url + "/" + "a" * 500).body == b"there"
    assert time.monotonic() - started < 2


def test_one_host_is_asked_at_the_pace_it_wants(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.2", type="text/plain")
    site.page("/a", "there")
    client = make_quick_client(delay=0.05)
    client.get(site.url + "/a")
    started = time.monotonic()
    client.get(site.url + "/a")
    assert time.monotonic() - started >= 0.15


def test_one_host_is_asked_one_thing_at_a_time(site: Site, client: Client) -> None:
    at_once: list[int] = []
    under_way = threading.Semaphore(10)

    def answer(request: BaseHTTPRequestHandler) -> None:
        with under_way:
            at_once.append(10 - under_way._value)
            time.sleep(0.05)
        send(request, 200, b"there")  # not counted: from here on the next may be asked

    url = site.give("/a", answer)
    threads = [threading.Thread(target=client.get, args=(url,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert at_once == [1] * 4


# --------------------------------------------------------------------- limits


def test_a_body_over_the_limit_is_refused(site: Site, client: Client) -> None:
    with pytest.raises(FetchError, match="more than 100,000 bytes"):
        client.get(site.page("/a", b"x" * 100_001))
    assert len(client.get(site.page("/b", b"x" * 100_000)).body) == 100_000


def test_an_endless_body_is_cut_off(site: Site, client: Client) -> None:
    sent = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 10_000)
            sent.append(10_000)

    with pytest.raises(FetchError, match="more than 100,000 bytes"):
        client.get(site.give("/a", answer))
    assert sum(sent) < 20_000_000


def test_a_packed_body_is_unpacked(site: Site, client: Client) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\x00" * 20
    assert client.get(site.page("/a", packed, Content_Encoding="gzip")).body == b"one two"
    assert site.headers["Accept-Encoding"] == "gzip"


def test_a_bomb_is_not_unpacked(site: Site, client: Client) -> None:
    packed = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packed.compress(b"\x00" * 1_000_000) for _ in range(20)) + packed.flush()
    assert len(bomb) < 100_000
    with pytest.raises(FetchError, match="more than 100,000 bytes"):
        client.get(site.page("/a", bomb, Content_Encoding="gzip"))


@pytest.mark.parametrize(
    "body, headers, message",
    [
        (b"plain", {"Content_Encoding": "gzip"}, "damaged"),
        (gzip.compress(b"x" * 5000, mtime=0)[:-12], {"Content_Encoding": "gzip"}, "ended before its end"),
        (b"plain", {"Content_Encoding": "br"}, "not asked for"),
        (b"short", {"Content_Length": "5000"}, "ended before its end"),
        (b"5\r\nshort\r\n", {"Transfer_Encoding": "chunked"}, "ended before its end"),
        (b"zz\r\nshort\r\n", {"Transfer_Encoding": "chunked"}, "ended before its end"),
    ],
)
def test_half_a_body_is_none(site: Site, client: Client, body: bytes, headers: dict[str, str], message: str) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    with pytest.raises(FetchError, match=message):
        client.get(site.give("/a", answer))


@pytest.mark.parametrize(
    "bytes_sent",
    [
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 twohundred OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + b"x" * 200_000,
        b"",
    ],
)
def test_what_is_not_http_is_refused(site: Site, client: Client, bytes_sent: bytes) -> None:
    with pytest.raises(FetchError):
        client.get(site.give("/a", lambda request: request.wfile.write(bytes_sent)))


def test_a_site_that_says_nothing_is_left(site: Site, client: Client) -> None:
    started = time.monotonic()
    with pytest.raises(FetchError, match="sent nothing for 0.3 s") as caught:
        client.get(site.give("/a", lambda request: time.sleep(1.5)))
    assert caught.value.passing and time.monotonic() - started < 1 and site.count("/a") == 1


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n\r\n"], ids=["headers", "body"])
def test_a_site_that_drips_is_left(site: Site, client: Client, head: bytes) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        for _ in range(30):
            request.wfile.write(b"H")
            time.sleep(0.1)

    started = time.monotonic()
    with pytest.raises(FetchError, match="took longer than 0.6 s"):
        client.get(site.give("/a", drip))
    assert time.monotonic() - started < 1.2


def test_the_limit_of_the_whole_holds_while_nothing_is_sent(site: Site) -> None:
    started = time.monotonic()
    with pytest.raises(FetchError, match="took longer than 0.3 s"):
        make_quick_client(read=20, total=0.3).get(site.give("/a", lambda request: time.sleep(1.5)))
    assert time.monotonic() - started < 1


def test_nobody_there(client: Client) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(FetchError, match="cannot be reached") as caught:
        client.get(f"http://127.0.0.1:{port}/")
    assert caught.value.passing


def test_a_name_that_is_none(client: Client) -> None:
    with pytest.raises(FetchError, match="nowhere.invalid cannot be resolved"):
        client.get("http://nowhere.invalid/")


@pytest.mark.parametrize("status, passing", [(404, False), (410, False), (401, False), (500, True), (502, True)])
def test_a_status_is_told(site: Site, client: Client, status: int, passing: bool) -> None:
    with pytest.raises(FetchError, match=f"answered {status}") as caught:
        client.get(site.status("/a", status))
    assert (caught.value.passing, caught.value.status) == (passing, status)


# ------------------------------------------------- again, conditionally, stopped


def test_a_busy_site_is_asked_again_when_it_says(site: Site) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        if site.count("/a") == 1:
            send(request, 503, b"", Retry_After="1")
        else:
            send(request, 200, b"there")

    site.give("/a", answer)
    started = time.monotonic()
    assert make_quick_client(retry_wait=2).get(site.url + "/a").body == b"there"
    assert time.monotonic() - started >= 1


@pytest.mark.parametrize("asked", ["3600", "Mon, 11 Apr 2044 10:00:00 GMT"])
def test_a_site_that_is_busy_for_long_is_left(site: Site, client: Client, asked: str) -> None:
    site.status("/a", 429, Retry_After=asked)
    with pytest.raises(FetchError, match="429 and asks to come back in"):
        client.get(site.url + "/a")
    assert site.count("/a") == 1


def test_a_site_that_stays_busy_is_given_up(site: Site, client: Client) -> None:
    site.status("/a", 503, Retry_After="soon")
    with pytest.raises(FetchError, match="answered 503"):
        client.get(site.url + "/a")
    assert site.count("/a") == 2


def test_an_unchanged_reply_is_told(site: Site, client: Client) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        if request.headers.get("If-None-Match") == '"1"':
            send(request, 304, b"")
        else:
            send(request, 200, b"there", ETag='"1"')

    url = site.give("/a", answer)
    first = client.get(url)
    assert first.header("etag") == '"1"'
    assert client.get(url, etag=first.header("ETag")).status == 304
    site.status("/b", 304)
    with pytest.raises(FetchError, match="answered 304"):
        client.get(site.url + "/b")


def test_stopping_ends_what_is_under_way(site: Site) -> None:
    client = make_quick_client(read=20, total=20, delay=20)
    site.give("/a", lambda request: time.sleep(3))
    site.give("/robots.txt", lambda request: send(request, 404, b""))
    threading.Timer(0.2, client.stop).start()
    started = time.monotonic()
    with pytest.raises(FetchError, match="was stopped"):
        client.get(site.url + "/a")
    with pytest.raises(FetchError, match="was stopped"):
        client.get(site.url + "/b")
    assert time.monotonic() - started < 2


def test_a_user_agent_that_cannot_be_sent_is_refused() -> None:
    with pytest.raises(ConfigError, match="user_agent"):
        Client(user_agent="x\r\nCookie: y")
