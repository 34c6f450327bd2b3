"""A feed's entries, as sites write them and as an attacker would; what a reply is as a file."""

from __future__ import annotations

import time
from email.message import Message

import pytest

from generator.errors import FetchError
from generator.fetch import Reply, looks_like_feed, make_page, page_of_entry, parse_address, parse_feed
from generator.fetch.feeds import Entry, Feed

ADDRESS = parse_address("https://herald.example/news/feed.xml")


def parse(*items: str, limit: int = 50) -> Feed:
    text = (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title> A\n title </title>{"".join(items)}</channel></rss>'
    )
    return parse_feed(text.encode("utf-8", "surrogatepass"), address=ADDRESS, limit=limit)


def parse_one(inside: str) -> Entry:
    (entry,) = parse(f"<item>{inside}</item>").entries
    return entry


def test_rss_and_atom_give_the_same() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>Bridge &amp;amp; road</title>
      <id>urn:x:1</id><link rel="alternate" href="../bridge"/><published>2016-04-11T10:00:00+02:00</published>
      <updated>2016-04-11T11:00:00Z</updated><author><name>Ada Writer</name></author><author><name>Bo</name></author>
      <content type="html">&lt;p&gt;Long text&lt;/p&gt;</content><summary>Short</summary></entry></feed>"""
    (entry,) = parse_feed(atom, address=ADDRESS, limit=5).entries
    assert entry == Entry(
        "urn:x:1",
        "https://herald.example/bridge",
        "Bridge &amp; road",
        "2016-04-11T10:00:00+02:00",
        "2016-04-11T11:00:00+00:00",
        ("Ada Writer", "Bo"),
        "<p>Long text</p>",
    )
    rss = parse_one(
        "<title>Bridge</title><link>/bridge</link><guid isPermaLink='false'>77</guid><dc:creator "
        "xmlns:dc='http://purl.org/dc/elements/1.1/'>Ada</dc:creator><pubDate>Mon, 11 Apr 2016 10:00:00 +0200</pubDate>"
    )
    assert (rss.id, rss.url, rss.authors) == ("herald.example#77", "https://herald.example/bridge", ("Ada",))
    assert (rss.published, rss.updated) == ("2016-04-11T10:00:00+02:00", None)


@pytest.mark.parametrize(
    "words, time_of_it",
    [
        ("2016-04-11", "2016-04-11"),
        ("Mon, 11 Apr 2016 23:30:00 -0500", "2016-04-11T23:30:00-05:00"),
        ("2016-04-11T10:00:00.123Z", "2016-04-11T10:00:00+00:00"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("yesterday", None),
        ("Mon, 99 Foo 99999 99:99:99 GMT", None),
        ("9" * 5000, None),
        ("0000-01-01T00:00:00", None),
    ],
)
def test_times_keep_their_zone(words: str, time_of_it: str | None) -> None:
    assert parse_one(f"<title>x</title><pubDate>{words}</pubDate>").published == time_of_it


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://a b/", "mailto:a@b.example", " "]
)
def test_a_link_that_is_no_page_is_none(link: str) -> None:
    entry = parse_one(f"<title>x</title><link>{link}</link>")
    assert entry.url is None and entry.id


def test_hostile_titles_are_one_short_line() -> None:
    entry = parse_one(f"<title>a\n\x1b[31mb\u202ec&#10;d {'x' * 1_000_000}</title><guid>{'g' * 9000}</guid>")
    assert entry.title.startswith("a ") and len(entry.title) == 300 and entry.title.isprintable()
    assert len(entry.id) < 600


def test_an_entry_twice_is_one() -> None:
    item = "<item><title>x</title><guid>http://a.example/1</guid></item>"
    assert len(parse(item, item).entries) == 1
    assert len(parse(*(f"<item><title>{n}</title></item>" for n in range(50)), limit=7).entries) == 7


@pytest.mark.parametrize(
    "data",
    [
        b"<rss><channel>" + b"<item>" * 2_001,
        b"<rss>" + b"x" * 3_000_001,
        b"<!doctype html><html><body>Hello</body></html>",
        b"{}",
        b"",
        b"\x00\xff" * 100,
        b"<rss version='2.0'><channel><title>&#x110000;<b></title>",
    ],
    ids=["entries", "bytes", "html", "json", "empty", "binary", "no character"],
)
def test_what_is_no_feed_or_too_large_is_refused(data: bytes) -> None:
    with pytest.raises(FetchError):
        parse_feed(data, address=ADDRESS, limit=50)


def test_a_bomb_of_entities_is_not_blown_up() -> None:
    names = "abcdefghij"
    lines = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip(names, names[1:], strict=False))
    rest = '<rss version="2.0"><channel><title>&j;</title></channel></rss>'
    bomb = f'<!DOCTYPE x [<!ENTITY a "{"lol" * 10}">{lines}]>{rest}'
    started = time.monotonic()
    feed = parse_feed(bomb.encode(), address=ADDRESS, limit=50)
    assert len(feed.title) <= 300 and time.monotonic() - started < 5


def test_a_file_of_this_machine_is_not_read_into_a_feed(tmp_path: object) -> None:
    secret = f"{tmp_path}/secret"
    with open(secret, "w") as file:
        file.write("SECRET")
    rest = '<rss version="2.0"><channel><title>&x;</title></channel></rss>'
    text = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>{rest}'
    assert "SECRET" not in parse_feed(text.encode(), address=ADDRESS, limit=5).title


def test_broken_feeds_give_what_they_have() -> None:
    text = "<rss version='2.0'><channel><title>T</title><item><title>A & B</title><link>/a</link></item><item><title>C"
    feed = parse_feed(text.encode(), address=ADDRESS, limit=5)
    assert feed.entries[0].title == "A & B" and feed.entries[0].url == "https://herald.example/a"


@pytest.mark.parametrize(
    "data, feed",
    [
        (b"<rss version='2.0'>", True),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><feed xmlns='http://www.w3.org/2005/Atom'>", True),
        (b"<rdf:RDF xmlns:rdf='x'>", True),
        (b"<?xml version='1.0'?><?xml-stylesheet href='a.css'?><!DOCTYPE rss PUBLIC 'x'><rss>", True),
        (b"<!doctype html><html><p>&lt;rss>", False),
        (b"<!doctype html><html><rss >", False),
        (b"<!--" * 1_000, False),
        (b"", False),
    ],
)
def test_a_feed_is_known_by_its_first_element(data: bytes, feed: bool) -> None:
    assert looks_like_feed(data) is feed


def test_an_entry_as_a_page_is_escaped() -> None:
    entry = Entry("x", None, "<script>alert(1)</script>", None, None, (), "plain & <simple")
    page = page_of_entry(entry).data.decode()
    assert "<script>" not in page and "plain &amp; &lt;simple" in page


@pytest.mark.parametrize(
    "charset", ["unicode_escape", "punycode", "idna", "zlib", "rot13", "no-such", "utf-7", "x" * 999]
)
def test_a_name_that_is_no_encoding_changes_nothing(charset: str) -> None:
    headers = Message()
    headers["Content-Type"] = f"text/plain; charset={charset}"
    body = "Straße \\u0041".encode()
    assert make_page(Reply(ADDRESS, 200, headers, body)).data == body
