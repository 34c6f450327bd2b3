"""Addresses come in one form, and machines that are not on the public network are known by theirs."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import FetchError
from generator.fetch.addresses import identify, is_public, parse_address, resolve, untrack


@pytest.mark.parametrize(
    "text, address",
    [
        ("https://Herald.Example", "https://herald.example/"),
        ("HTTP://herald.example:80/a#part", "http://herald.example/a"),
        ("http://herald.example:8080/a?b=c d".replace(" ", "%20"), "http://herald.example:8080/a?b=c%20d"),
        ("https://herald.example/ä/“x”", "https://herald.example/%C3%A4/%E2%80%9Cx%E2%80%9D"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[2001:db8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("  https://herald.example/a%20b  ", "https://herald.example/a%20b"),
        ("https://herald.example./a", "https://herald.example/a"),
    ],
)
def test_an_address_has_one_form(text: str, address: str) -> None:
    assert str(parse_address(text)) == address
    assert parse_address(address) == parse_address(text)


def test_a_relative_link_is_joined() -> None:
    base = parse_address("https://herald.example/news/feed.xml")
    assert str(parse_address("../a.html", base=base)) == "https://herald.example/a.html"
    assert str(parse_address("//other.example/a", base=base)) == "https://other.example/a"


@pytest.mark.parametrize(
    "text, message",
    [
        ("javascript:alert(1)", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://herald.example/a", "only http and https"),
        ("gopher://herald.example/", "only http and https"),
        ("data:text/html,x", "only http and https"),
        ("", "only http and https"),
        ("http://", "no host"),
        ("http:///a", "no host"),
        ("http://a.example/x\r\nHost: evil", "control characters"),
        ("http://a b.example/", "blanks"),
        ("http://a.example:99999/", "no address"),
        ("http://[::1/", "no address"),
        ("http://[fe80::1%25eth0]/", "no host|no address"),
        (f"http://{'a' * 70}.example/", "no address"),
        (f"http://a.example/{'a' * 3000}", "longer than"),
        ("https://ada:secret@herald.example/", "user name or password"),
        ("https://ada@herald.example/", "user name or password"),
        ("http://a.example/\ud800", "control characters"),
    ],
)
def test_what_is_no_page_of_the_web_is_refused(text: str, message: str) -> None:
    with pytest.raises(FetchError, match=message) as caught:
        parse_address(text)
    assert "secret" not in str(caught.value) and "\n" not in str(caught.value)


@given(st.text(max_size=80) | st.text(max_size=60).map(lambda text: f"http://a.example/{text}"))
@settings(derandomize=True, max_examples=300, deadline=None)
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        address = parse_address(text)
    except FetchError:
        assert identify(text) is not None
        return
    assert str(address).isascii() and str(address).isprintable() and " " not in str(address)
    assert parse_address(str(address)) == address
    assert identify(str(address)) == identify(text)


def test_one_page_has_one_identity() -> None:
    same = {
        "https://www.herald.example/2016/story/?utm_source=rss&utm_medium=feed",
        "http://herald.example/2016/story#comments",
        "https://herald.example/2016/story/",
    }
    assert {identify(one) for one in same} == {"herald.example/2016/story"}
    assert identify("https://herald.example/story?id=1") != identify("https://herald.example/story?id=2")
    assert identify("urn:uuid:1") == "urn:uuid:1"


def test_only_tracking_is_taken_off() -> None:
    address = parse_address("https://herald.example/a?id=1&utm_campaign=x&fbclid=y&page=2")
    assert str(untrack(address)) == "https://herald.example/a?id=1&page=2"
    plain = parse_address("https://herald.example/a?q=a+b&empty=")
    assert untrack(plain) is plain


@pytest.mark.parametrize(
    "machine",
    [
        "127.0.0.1",
        "127.255.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "224.0.1.1",
        "239.1.1.1",
        "255.255.255.255",
        "240.0.0.1",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_a_private_machine_is_known(machine: str) -> None:
    assert not is_public(ipaddress.ip_address(machine))


@pytest.mark.parametrize("machine", ["8.8.8.8", "93.184.216.34", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_a_public_machine_is_known(machine: str) -> None:
    assert is_public(ipaddress.ip_address(machine))


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
def test_a_private_machine_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(FetchError, match="private address|cannot be resolved"):
        resolve(parse_address(f"http://{host}/"), private=False)


def test_a_name_with_a_public_and_a_private_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(host: str, port: int, **options: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    address = parse_address("http://rebinding.example/")
    with pytest.raises(FetchError, match=r"private address \(10\.0\.0\.1\)"):
        resolve(address, private=False)
    assert len(resolve(address, private=True)) == 2
