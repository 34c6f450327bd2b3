"""Files that hold many articles or are packed: JSON, feeds, mails, web archives; their names, and what wins."""

from __future__ import annotations

import gzip
import io
import json
import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from generator.pipeline import clean_articles
from generator.read import read_seeds
from generator.settings import Editorial, Settings

PAGES = Path(__file__).parent / "pages"
FIRST = "The council voted on Monday to close the old bridge after engineers had found cracks, officials said."
SECOND = "Ferry crews stopped work at midnight in a dispute over night shifts, their union said on Sunday."
ROW = {"title": "Bridge closed", "text": FIRST, "date": "2018-05-15T14:20:00Z", "url": "https://a.example/bridge.html"}
ITEM = """<item><title>{title}</title><link>https://a.example/{key}</link><guid isPermaLink="false">{key}</guid>
<dc:creator>Ada Writer</dc:creator><pubDate>Tue, 15 May 2018 14:20:00 +0200</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{text}</p><p>The post
<a href="#">{title}</a> appeared first on <a href="/">The Courier</a>.</p>]]></content:encoded></item>"""
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Courier</title><language>en-gb</language>
{}</channel></rss>"""


def read(folder: Path, **settings):
    articles, problems = read_seeds(folder, settings=Settings(**settings))
    assert all(problem.hint for problem in problems)
    return {article.seed: article for article in articles}, [problem.message for problem in problems]


def read_one(folder: Path, name: str, data: bytes | str, **settings):
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return read(folder, **settings)


def make_feed(*entries: tuple[str, str, str]) -> str:
    return FEED.format("".join(ITEM.format(key=key, title=title, text=text) for key, title, text in entries))


def make_warc(*pages: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False)
    for address, page in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
        record = writer.create_warc_record(address, "response", payload=io.BytesIO(page), http_headers=headers)
        writer.write_record(record)
    return stream.getvalue()


# ------------------------------------------------------------------------------------------- JSON


@pytest.mark.parametrize(
    "row, pairs",
    [
        (ROW, {"title": "Bridge closed", "published": "2018-05-15T14:20+00:00", "url": ROW["url"]}),
        (
            {
                "@type": "ReportageNewsArticle",
                "headline": "Bridge closed",
                "articleBody": FIRST,
                "datePublished": "2018-05-15",
                "dateModified": "2018-05-16",
                "author": [{"name": "Ada Writer"}],
                "publisher": {"@type": "Organization", "name": "The Courier"},
                "inLanguage": "en",
                "articleSection": "News",
            },
            {
                "author": "Ada Writer",
                "kind": "ReportageNewsArticle",
                "language": "en",
                "modified": "2018-05-16",
                "published": "2018-05-15",
                "section": "News",
                "source": "The Courier",
                "title": "Bridge closed",
            },
        ),
        (
            {  # news-please
                "title": "Bridge closed",
                "maintext": FIRST,
                "date_publish": "2018-05-15 14:20:00",
                "source_domain": "a.example",
                "url": ROW["url"],
                "authors": ["Ada Writer"],
                "language": "en",
                "filename": "x.json",
            },
            {
                "author": "Ada Writer",
                "language": "en",
                "published": "2018-05-15T14:20",
                "source": "a.example",
                "title": "Bridge closed",
                "url": ROW["url"],
            },
        ),
        (
            {  # trafilatura
                "title": "Bridge closed",
                "author": "Ada Writer; Bo Sample",
                "hostname": "a.example",
                "date": "2018-05-15",
                "raw_text": FIRST,
                "text": FIRST,
                "source": ROW["url"],
                "source-hostname": "The Courier",
                "excerpt": "Short.",
            },
            {
                "description": "Short.",
                "published": "2018-05-15",
                "source": "The Courier",
                "title": "Bridge closed",
                "url": ROW["url"],
            },
        ),
        (
            {  # the interface of a newspaper
                "webTitle": "Bridge closed",
                "webUrl": ROW["url"],
                "webPublicationDate": "2018-05-15T14:20:00Z",
                "fields": {"bodyText": FIRST},
            },
            {"published": "2018-05-15T14:20+00:00", "title": "Bridge closed", "url": ROW["url"]},
        ),
        ({"title": "Bridge closed", "content_html": f"<p>{FIRST}</p><p>{SECOND}</p>", "date": 1526394000}, {
            "published": "2018-05-15T14:20+00:00", "title": "Bridge closed"}),
    ],
    ids=["plain", "schema.org", "news-please", "trafilatura", "newspaper", "html and epoch"],
)  # fmt: skip
def test_one_object_is_one_article_under_the_name_of_its_file(tmp_path, row, pairs):
    articles, problems = read_one(tmp_path, "a.json", json.dumps(row))
    article = articles["a.json"]
    assert problems == [] and article.payload.startswith(f"Bridge closed\n\n{FIRST}")
    page = dict(article.page)
    if "published" in pairs:
        assert page.pop("published_by") == "record"
    assert {key: page.get(key) for key in pairs} == pairs


@pytest.mark.parametrize(
    "value",
    [
        [ROW, {**ROW, "url": "https://a.example/ferry", "text": SECOND}],
        {"articles": [ROW, {**ROW, "url": "https://a.example/ferry", "content": SECOND, "text": ""}]},
        {"version": "https://jsonfeed.org/version/1", "title": "The Courier", "items": [
            {"id": "1", "url": ROW["url"], "content_text": FIRST},
            {"id": "2", "url": "https://a.example/ferry", "content_text": SECOND}]},
        {"hits": {"hits": [{"_source": ROW}, {"_source": {**ROW, "url": "https://a.example/ferry", "text": SECOND}}]}},
    ],
    ids=["list", "articles", "JSON Feed", "search engine"],
)  # fmt: skip
def test_lists_and_exports_give_an_article_each(tmp_path, value):
    articles, problems = read_one(tmp_path, "a.json", json.dumps(value))
    assert [re.sub(r"-[0-9a-f]{6}$", "", seed) for seed in articles] == ["a.json#bridge", "a.json#ferry"]
    assert [FIRST in article.payload for article in articles.values()] == [True, False] and problems == []


def test_bad_lines_cost_no_other_line(tmp_path):
    lines = [json.dumps(ROW), "{broken", "[1]", json.dumps({"title": "no text"}), ""]
    articles, problems = read_one(tmp_path, "a.jsonl", "\n".join(lines))
    assert len(articles) == 1
    assert problems == [
        "line 2 is not valid JSON",
        "line 3 holds no text of an article",
        "line 4 holds no text of an article",
    ]


def test_json_under_a_wrong_suffix_and_lines_named_json(tmp_path):
    articles, _ = read_one(tmp_path, "a.txt", json.dumps(ROW))
    assert articles["a.txt"].media_type == "application/json"
    articles, _ = read_one(
        tmp_path, "b.json", "\n".join([json.dumps(ROW), json.dumps({**ROW, "url": "https://a.example/2"})])
    )
    assert len(articles) == 3


# ------------------------------------------------------------------------------------------ feeds


def test_feed_entries_are_articles_with_what_the_feed_states(tmp_path):
    articles, problems = read_one(tmp_path, "feed.xml", make_feed(("1001", "Bridge closed", FIRST)))
    ((seed, article),) = articles.items()
    assert re.fullmatch(r"feed\.xml#1001-[0-9a-f]{6}", seed) and problems == []
    assert article.payload == f"Bridge closed\n\n{FIRST}" and article.media_type == "application/feed"
    assert article.page == (
        ("author", "Ada Writer"),
        ("description", "Short."),
        ("language", "en"),
        ("published", "2018-05-15T14:20+02:00"),
        ("published_by", "feed"),
        ("source", "The Courier"),
        ("title", "Bridge closed"),
        ("url", "https://a.example/1001"),
    )


def test_names_and_digests_last_when_a_feed_grows_and_is_reordered(tmp_path):
    one, two = ("1001", "Bridge closed", FIRST), ("1002", "Ferries stop", SECOND)
    before, _ = read_one(tmp_path, "feed.xml", make_feed(one))
    after, _ = read_one(tmp_path, "feed.xml", make_feed(two, one))
    assert before.items() <= after.items() and len(after) == 2


def test_two_texts_of_one_guid_are_two_and_the_same_twice_is_one(tmp_path):
    one, changed = ("1001", "Bridge closed", FIRST), ("1001", "Bridge closed", SECOND)
    articles, _ = read_one(tmp_path, "feed.xml", make_feed(one, one, changed))
    assert len(articles) == 2 and len({seed.partition(".xml#")[2].split(".")[0] for seed in articles}) == 1


def test_atom_and_entries_without_text(tmp_path):
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Lantern</title><entry><id>tag:l,1</id><title>One</title>
    <updated>2018-05-15T14:20:00Z</updated><content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry>
    <entry><id>tag:l,2</id><title>Two</title><updated>2018-05-15T14:20:00Z</updated></entry></feed>"""
    articles, problems = read_one(tmp_path, "a.atom", atom)
    (article,) = articles.values()
    assert article.payload == f"One\n\n{FIRST}" and ("published", "2018-05-15T14:20+00:00") in article.page
    assert problems == ["1 of 2 entries hold no text"]


def test_xml_that_is_no_feed_and_entity_bombs(tmp_path):
    articles, problems = read_one(tmp_path, "a.xml", "<config><a>1</a></config>")
    assert not articles and problems == ["is XML, but no feed"]
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{entities}]>' + make_feed(("1", "&l8;", FIRST))[21:]
    articles, problems = read_one(tmp_path, "a.xml", bomb)
    assert all(len(article.payload) < 2_000 for article in articles.values()) and (articles or problems)


# ------------------------------------------------------------------------------------------ mails


def make_mail(plain: str, html: str | None = None) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Fwd: Bridge closed – Ægir", "The Courier <news@courier.example>"
    mail["Date"] = "Tue, 15 May 2018 14:20:00 +0200"
    mail.set_content(plain)
    if html:
        mail.add_alternative(html, subtype="html")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="../../x.pdf")
    return mail.as_bytes()


def test_newsletter_prefers_its_text_where_that_is_real(tmp_path):
    text = "\n\n".join(
        [FIRST, SECOND, "The ring road was full by noon, and the port offered a free ferry to people on foot."]
    )
    html = f"<table><tr><td><p>{FIRST}</p></td></tr></table>"
    articles, _ = read_one(tmp_path, "a.eml", make_mail(text + "\n\n<https://t.example/1>\n\nUnsubscribe here", html))
    article = articles["a.eml"]
    assert article.payload == f"Bridge closed – Ægir\n\n{text}"
    assert dict(article.page) == {
        "published": "2018-05-15T14:20+02:00",
        "published_by": "mail",
        "source": "The Courier",
        "title": "Bridge closed – Ægir",
    }


def test_newsletter_whose_text_only_points_to_the_web_is_read_from_its_page(tmp_path):
    html = f"<html><body><table><tr><td><p>{FIRST}</p></td><td><p>{SECOND}</p></td></tr></table></body></html>"
    articles, _ = read_one(tmp_path, "a.eml", make_mail("View this email in your browser: https://x.example\n", html))
    assert articles["a.eml"].payload.split("\n\n")[1:] == [FIRST, SECOND]


def test_page_saved_as_one_file(tmp_path):
    page = (PAGES / "divs.html").read_bytes()
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n'
        "Content-Location: https://a.example/x\r\n\r\n"
    )
    articles, problems = read_one(tmp_path, "a.mhtml", head.encode() + page + b"\r\n--b--\r\n")
    article = articles["a.mhtml"]
    assert article.payload.startswith("Late frost halves") and ("url", "https://a.example/x") in article.page
    assert article.media_type == "text/html" and problems == []


# --------------------------------------------------------------------------- web archives, packed files


def test_pages_of_a_web_archive(tmp_path):
    pages = [
        ("https://a.example/frost", (PAGES / "divs.html").read_bytes()),
        ("https://a.example/", b"<html><p>x</html>"),
    ]
    articles, problems = read_one(tmp_path, "a.warc.gz", gzip.compress(make_warc(*pages)))
    ((seed, article),) = articles.items()
    assert seed.startswith("a.warc.gz#frost-") and article.media_type == "application/warc"
    assert ("url", "https://a.example/frost") in article.page
    assert len(problems) == 1 and problems[0].startswith("https://a.example/ is a front page")


def test_packed_page_and_bombs(tmp_path):
    articles, _ = read_one(tmp_path, "a.html.gz", gzip.compress((PAGES / "divs.html").read_bytes()))
    assert list(articles) == ["a.html.gz"]
    articles, problems = read_one(tmp_path, "b.txt.gz", gzip.compress(b"a " * 3_000_000), max_seed_bytes=1_000_000)
    assert list(articles) == ["a.html.gz"] and problems == ["unpacks to more than 1,000,000 bytes"]
    (tmp_path / "b.txt.gz").unlink()
    articles, problems = read_one(tmp_path, "c.txt.gz", gzip.compress(b"a " * 3_000)[:-20])
    assert problems == ["is a damaged gzip file: its end is missing"]


# ------------------------------------------------------------------------------- sidecars, names, the rest


def test_sidecar_of_a_file_is_for_all_and_that_of_a_key_for_one(tmp_path):
    (tmp_path / "feed.yml").write_text("source: The Herald\ntitle: Not for all\n")
    data = make_feed(("1001", "Bridge closed", FIRST), ("1002", "Ferries stop", SECOND))
    articles, problems = read_one(tmp_path, "feed.xml", data)
    assert {article.metadata for article in articles.values()} == {(("source", "The Herald"),)}
    assert problems == ["the sidecar gives title, but the file may hold many articles; that was left out"]
    (tmp_path / "feed.yml").write_text("source: The Herald\n")
    first, second = articles
    (tmp_path / f"{first}.yml").write_text("title: Corrected\nsource: The Lantern\n")
    corrected, problems = read(tmp_path)
    assert corrected[first].metadata == (("source", "The Lantern"), ("title", "Corrected")) and problems == []
    assert corrected[first].digest != articles[first].digest
    assert corrected[second].metadata == (("source", "The Herald"),)


def test_rest_of_the_program_takes_the_names(tmp_path):
    data = make_feed(("1001", "Bridge closed", FIRST), ("1002", "Ferries stop", SECOND))
    (tmp_path / "feed.xml").write_text(data)
    raw_articles, _ = read_seeds(tmp_path, settings=Settings())
    first, second = (raw.seed for raw in raw_articles)
    articles, problems = clean_articles(raw_articles, settings=Settings(), editorial=Editorial(exclude=(first,)))
    assert [article.seed for article in articles.values()] == [second] and problems == ()


@pytest.mark.parametrize("guid", ["../../etc/passwd", "a\x07b/../c", "🗞️", "x" * 5_000, "https://a.example/?p=12", " "])
def test_keys_are_safe_names(tmp_path, guid):
    articles, _ = read_one(tmp_path, "a.jsonl", json.dumps({"id": guid, "title": "Bridge closed", "text": FIRST}))
    (seed,) = articles
    assert re.fullmatch(r"a\.jsonl#[a-z0-9-]{1,80}", seed)
