"""Damaged and hostile inputs of every format through read and clean: no crash, no hang, no file lost.

    python benchmarks/fuzz_reading.py [--count N] [--first N] [--keep FOLDER]

Input number N is always the same bytes: a sample of one format (web pages of tests/read/pages, and JSON, JSON Lines,
feeds, mails, MHTML, WARC, Markdown, plain text, sidecars, gzip made here) with a few mutations. Each goes as one
file through ``read_seeds`` and ``clean_article``. It must give articles or a problem, within five seconds of the
processor's time. What does not is printed, and kept in FOLDER.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.clean import clean_article  # noqa: E402
from generator.errors import GeneratorError  # noqa: E402
from generator.read import read_seeds  # noqa: E402
from generator.settings import Settings  # noqa: E402

PAGES = ROOT / "tests" / "read" / "pages"
MAX_SECONDS = 5.0
MAX_MUTATIONS = 6
TOKENS = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b", b"\xed\xa0\x80", b"\xc3", "🗞️".encode(), "\u202e".encode()),
    *(b"<div>" * 400, b"</p>" * 50, b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<script>", b"&#0;", b"&#xD800;"),
    *(b"<table><tr><td>" * 120, b"<a href='x'>" * 300, b"&lol9;", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>"),
    *(b"[" * 3_000, b'{"a":' * 2_000, b'"\\ud800"', b"1e999999", b"9" * 5_000, b"NaN", b"null", b'"@type": "Article"'),
    *(b"a: &a [b, b]\nc: [*a, *a]\n", b"---\n", b"../../../etc/passwd"),
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
    *(b"charset=utf-7", b"charset=unicode_escape", b"=?utf-8?b?////?=", b"\r\n\r\n", b"WARC/1.0\r\n", b" " * 20_000),
    *(b"datePublished", b"0000-00-00", b"9999-99-99T99:99:99Z", b"http://[::1", b"javascript:alert(1)", b"x" * 50_000),
)
PARAGRAPHS = (
    "The city closed the bridge on Tuesday after engineers found cracks in two of its girders, officials said.",
    "About 18,000 vehicles cross it on a working day, and queues on the ring road reached six kilometres by noon.",
    "“Nobody wants to close a bridge in the week before the fair,” the engineer, Ruth Calder, told reporters.",
)


def make_samples() -> list[tuple[str, bytes]]:
    """(file name, bytes) of one or more samples of every format."""
    body = "\n\n".join(PARAGRAPHS)
    marked = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    row = {"title": "Bridge closed", "text": body, "date": "2018-05-15T14:20:00Z", "url": "https://a.example/1"}
    page = (PAGES / "wordpress.html").read_bytes()
    item = (
        "<item><title>Bridge closed</title><link>https://a.example/{0}</link><guid>g{0}</guid>"
        "<pubDate>Tue, 15 May 2018 14:20:00 +0200</pubDate><description><![CDATA[{1}]]></description></item>"
    )
    items = "".join(item.format(number, marked) for number in range(5))
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><id>tag:a,1</id><title>Bridge</title>'
        f'<updated>2018-05-15T14:20:00Z</updated><content type="xhtml"><div>{marked}</div></content></entry></feed>'
    )
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Bridge closed — Morning Brief", "The Courier <news@courier.example>"
    mail["Date"], mail["Message-ID"] = "Tue, 15 May 2018 14:20:00 +0200", "<1@courier.example>"
    mail.set_content(body)
    mail.add_alternative(f"<html><body>{marked}</body></html>", subtype="html")
    mhtml = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/2018/05/15/x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: 8bit\r\nContent-Location: https://a.example/2018/05/15/x\r\n\r\n"
    )
    mhtml += page + b"\r\n--b--\r\n"
    schema = {"@type": "NewsArticle", "headline": "Bridge closed", "articleBody": body}
    front = f"---\ntitle: Bridge closed\ndate: 2018-05-15\n---\n{body}\n"
    return [
        *((path.name, path.read_bytes()) for path in sorted(PAGES.glob("*.html"))),
        *(("rows.json", json.dumps([row] * 3).encode()), ("one.json", json.dumps(schema).encode())),
        *(("api.json", json.dumps({"articles": [row, {"content": marked}]}).encode()),),
        *(("rows.jsonl", b"\n".join([json.dumps(row).encode()] * 4)), ("rows.txt", json.dumps(row).encode())),
        *(("feed.rss", rss.encode()), ("feed.atom", atom.encode()), ("feed.xml", rss.encode())),
        *(("letter.eml", mail.as_bytes()), ("page.mhtml", mhtml)),
        *(("pages.warc", make_warc(page)), ("pages.warc.gz", gzip.compress(make_warc(page)))),
        *(("page.html.gz", gzip.compress(page)), ("story.txt", front.encode()), ("story.md", front.encode())),
        *(("page.txt", page), ("story.yml", b"title: Bridge closed\nauthors:\n- Ada\n- Bo\n")),
    ]


def make_warc(page: bytes) -> bytes:
    """A web archive with two pages."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False)
    for number in range(2):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
        address = f"https://a.example/{number}"
        writer.write_record(
            writer.create_warc_record(address, "response", payload=io.BytesIO(page), http_headers=headers)
        )
    return stream.getvalue()


def mutate(data: bytes, chance: random.Random, samples: list[tuple[str, bytes]]) -> bytes:
    """``data`` with one to six mutations."""
    for _ in range(chance.randint(1, MAX_MUTATIONS)):
        start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        kind = chance.randrange(8)
        if kind == 0:
            data = data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]
        elif kind == 1:
            data = data[:start] + data[end:]
        elif kind == 2:
            data = data[:start]
        elif kind == 3:
            data = data[:end] + data[start:end] * chance.randint(1, 3) + data[end:]
        elif kind == 4:
            other = chance.choice(samples)[1]
            place = chance.randrange(len(other))
            data = data[:start] + other[place : place + chance.randrange(3_000)] + data[start:]
        elif kind == 5:
            data = data[:start] + bytes(chance.randrange(256) for _ in range(chance.randrange(200))) + data[start:]
        else:
            data = data[:start] + chance.choice(TOKENS) + data[start:]
        data = data[:400_000] or b" "
    return data


def try_input(name: str, data: bytes, folder: Path) -> tuple[str, float]:
    """(what became of the input, seconds). Raises whatever read or clean raise beside their own errors."""
    seeds = folder / "seeds"
    seeds.mkdir(exist_ok=True)
    path = seeds / name
    path.write_bytes(data)
    if name.endswith(".yml"):
        (seeds / "story.txt").write_text("\n\n".join(PARAGRAPHS), encoding="utf-8")
    begun = time.process_time()
    try:
        articles, problems = read_seeds(seeds, settings=Settings())
        refused = 0
        for raw in articles:
            raw.payload.encode("utf-8")
            try:
                article = clean_article(raw, settings=Settings())
            except GeneratorError:
                refused += 1
                continue
            for start, place, length in article.offsets:
                assert article.text[start : start + length] == raw.payload[place : place + length]
        assert len({raw.seed for raw in articles}) == len(articles), "two articles of one name"
    finally:
        for one in seeds.iterdir():
            one.unlink()
    seconds = time.process_time() - begun
    if not articles:
        return ("problem" if problems else "LOST"), seconds
    return ("article" if refused < len(articles) else "article, not cleaned"), seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that failed")
    options = parser.parse_args()
    samples = make_samples()
    outcomes: Counter[str] = Counter()
    slowest: list[tuple[float, int, str]] = []
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        try_input("page.html", samples[0][1], Path(folder))  # load what is loaded on first use
        for number in range(options.first, options.first + options.count):
            chance = random.Random(number)
            name, sample = samples[number % len(samples)]
            data = mutate(sample, chance, samples)
            try:
                outcome, seconds = try_input(name, data, Path(folder))
            except Exception:  # a crash is what this looks for
                outcome, seconds = "CRASH", 0.0
                print(f"{number} {name}\n{traceback.format_exc(limit=-4)}", flush=True)
            if seconds > MAX_SECONDS:
                outcome = "SLOW"
                print(f"{number} {name} took {seconds:.1f} s", flush=True)
            outcomes[outcome] += 1
            slowest = sorted([*slowest, (seconds, number, name)], reverse=True)[:5]
            if outcome.isupper():
                failures += 1
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{number}-{name}").write_bytes(data)
    print(", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
    print("slowest: " + ", ".join(f"{seconds:.1f} s ({number} {name})" for seconds, number, name in slowest))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
