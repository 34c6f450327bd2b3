"""Hostile files: whatever a file holds, reading ends soon and gives articles or a problem."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.read import read_seeds
from generator.read.formats import FORMATS, choose_format, load_reader
from generator.settings import Settings

PAGE = (Path(__file__).parent / "pages" / "wordpress.html").read_bytes()
STORY = "The council voted on Monday to close the old bridge after engineers had found cracks, officials said."
MAX_SECONDS = 5.0
WEB = (".html", ".json", ".jsonl", ".xml", ".eml", ".mhtml", ".warc", ".txt", ".md", ".html.gz", ".warc.gz")


def read(folder: Path, name: str, data: bytes):
    for path in folder.iterdir():
        path.unlink()
    (folder / name).write_bytes(data)
    begun = time.perf_counter()
    articles, problems = read_seeds(folder, settings=Settings())
    assert time.perf_counter() - begun < MAX_SECONDS
    assert articles or problems
    for article in articles:
        assert "\x00" not in article.payload and article.payload.encode("utf-8")
        assert article.seed == name or article.seed.startswith(name + "#")
    return articles, [problem.message for problem in problems]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    read_seeds(folder, settings=Settings())
    (folder / "page.html").write_bytes(PAGE)
    read_seeds(folder, settings=Settings())  # what is loaded on first use is no part of the time
    return folder


@pytest.mark.parametrize(
    "name, data, message",
    [
        ("a.json", b'{"a":' * 100_000, "nested too deeply"),
        ("a.json", b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
        ("a.json", b'{"title": "x", "text": ' + b"9" * 6_000 + b"}", "not valid JSON"),
        ("a.json", b"\x00" * 500, "not text"),
        ("a.jsonl", b"\n" * 1_000, "is empty"),
        ("a.html", b"<html><p>" + b"x" * 3_000_000, "more than a page"),
        ("a.html", b"PK\x03\x04rest", "a ZIP archive"),
        ("a.xml", b"<rss><channel>" + b"<item>" * 30_000, "not well-formed"),
        ("a.xml", b"<feed>" + b"<!ENTITY a 'b'>" * 5_000, "no entries"),
        ("a.eml", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 500, "too many parts"),
        ("a.eml", b"Subject: =?utf-8?q?" + b"=?" * 100_000 + b"\n\n", "no text"),
        ("a.warc", b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n", "no page"),
        ("a.warc", b"rubbish", "no page"),
    ],
)  # fmt: skip
def test_hostile_file_is_a_problem(folder, name, data, message):
    articles, problems = read(folder, name, data)
    assert not articles and message in problems[0], problems


def test_words_that_no_page_may_hold_are_left_out(folder):
    row = {"title": "A\u0000 b\ud800", "text": f"{STORY}\u0007\u202a\ud83d {STORY}", "id": "..\\..\\x"}
    ((article,), _) = read(folder, "a.json", json.dumps(row).encode())
    assert article.payload.startswith("A b\ufffd\n\n") and "\u0007" not in article.payload


@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_under_any_suffix(folder, data):
    suffix = data.draw(st.sampled_from(WEB))
    blob = data.draw(st.binary(max_size=600))
    start = data.draw(
        st.sampled_from((b"", b"<html>", b"<rss>", b"WARC/1.0\r\n", b'{"text": "', b"MIME-Version: 1.0\n", b"["))
    )
    read(folder, "a" + suffix, start + blob)


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, len(PAGE)), gap=st.integers(0, 400), blob=st.binary(max_size=40))
def test_damaged_page(folder, cut, gap, blob):
    read(folder, "a.html", PAGE[:cut] + blob + PAGE[cut + gap :])


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(("title", "text", "url", "date", "author", "articles", "source", "x")), inner
            )
        ),
        max_leaves=20,
    )
)
def test_any_json(tmp_path_factory, value):
    read(tmp_path_factory.mktemp("json"), "a.json", json.dumps(value).encode() + b" ")


def test_every_format_has_its_reader_and_text_needs_no_web_parser():
    assert all(callable(load_reader(format)) for format in FORMATS)
    assert choose_format(".txt", STORY.encode()).name == "plain text"
    code = (
        "import sys; from pathlib import Path; from generator.read import read_seeds; "
        "from generator.settings import Settings; read_seeds(Path('seeds'), settings=Settings()); "
        "sys.exit(any(name in sys.modules for name in ('trafilatura', 'feedparser', 'lxml', 'warcio', 'dateparser')))"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
