"""Saved web pages: each page of pages/ beside its gold, and pages that hold no article.

A case is two files: NAME.html, the page, and NAME.md, front matter with what the page states and below it the
body's paragraphs as they must come out. A page of one's own can be added without a line of code.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from generator.read import read_file
from generator.settings import Settings

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
# A page may lose a standfirst, or a line of a live blog; no page may lose or gain more than this.
MIN_RECALL, MIN_PRECISION = 0.9, 0.9
MIN_MEAN_F1 = 0.99
PROSE = "The council voted on Monday to close the bridge, officials said. Drivers were sent over the ring road. " * 4


def read(path: Path):
    articles, problems = read_file(path, settings=Settings())
    return (articles[0] if articles else None), [problem.message for problem in problems]


def read_text(folder: Path, html: str | bytes, name: str = "page.html"):
    path = folder / name
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    return read(path)


def load_gold(name: str) -> tuple[dict[str, str], str]:
    _, front, body = (PAGES / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
    return yaml.load(front, Loader=yaml.BaseLoader), body.strip()


def score(gold: str, found: str) -> tuple[float, float]:
    wanted, given = (
        Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))
        for words in (re.findall(r"\w+", text) for text in (gold, found))
    )
    shared = sum((wanted & given).values())
    return shared / sum(given.values()), shared / sum(wanted.values())


@pytest.fixture(scope="module")
def scores() -> dict[str, tuple[float, float]]:
    return {}


@pytest.mark.parametrize("name", NAMES)
def test_page_comes_out_as_its_gold_says(name, scores):
    facts, body = load_gold(name)
    article, _ = read(PAGES / f"{name}.html")
    page = dict(article.page)
    headline, _, words = article.payload.partition("\n\n")
    assert headline == facts["title"]
    found = {key: page.get(key) for key in facts if key != "author"}
    assert found == {key: value for key, value in facts.items() if key != "author"}
    if "author" in facts:
        assert ("author", facts["author"]) in article.page
    if "published" not in facts:
        assert "published" not in page
    scores[name] = precision, recall = score(body, words)
    assert precision >= MIN_PRECISION and recall >= MIN_RECALL, (precision, recall, words)


def test_pages_as_a_whole(scores):
    if len(scores) < len(NAMES):
        pytest.skip("needs the whole module")
    precision, recall = (sum(one) / len(scores) for one in zip(*scores.values()))
    assert 2 * precision * recall / (precision + recall) >= MIN_MEAN_F1


@pytest.mark.parametrize(
    "html, message",
    [
        ("<html><body><nav><a href='/'>Home</a></nav></body></html>", "holds no"),
        ("<html></html>", "holds no"),
        (
            "<html><head><title>News</title><link rel=canonical href='https://a.example/'></head><body>"
            + "".join(
                f"<div><h3><a href='/{n}'>A headline of the day number {n}</a></h3><p>{PROSE}</p></div>"
                for n in range(9)
            )
            + "</body></html>",
            "is a front page or a list",
        ),
        (
            '<html><head><script type="application/ld+json">{"@type": "CollectionPage"}</script></head><body>'
            f"<article><p>{PROSE}</p></article></body></html>",
            "is a front page or a list",
        ),
        (
            "<html><body><div><p>We use cookies. Our partners use cookies and personal data with your consent.</p>"
            "<p>Read our privacy policy to see which cookies we set.</p></div></body></html>",
            "a notice about cookies",
        ),
        ("<html><body>" + "<div>" * 3000 + PROSE + "</div>" * 3000, "is nested too deeply"),
        ("<html><body>" + "<p>x</p>" * 61_000, "elements, more than a page"),
    ],
    ids=["navigation", "empty", "front page", "list", "cookies", "deep", "wide"],
)
def test_page_without_an_article_is_a_problem(tmp_path, html, message):
    article, problems = read_text(tmp_path, html)
    assert article is None and message in problems[0]


def test_deep_inline_elements_lose_no_word(tmp_path):
    article, problems = read_text(tmp_path, f"<html><body><article>{'<font>' * 400}<p>{PROSE}</p></article>")
    assert PROSE.strip() in article.payload and problems == []


def test_page_saved_as_text_is_read_as_a_page(tmp_path):
    article, _ = read_text(tmp_path, (PAGES / "wordpress.html").read_bytes(), "page.txt")
    assert article.media_type == "text/html" and "Share this" not in article.payload


def test_sidecar_is_kept_apart_from_what_the_page_states(tmp_path):
    (tmp_path / "page.yml").write_text("source: The Herald\n")
    article, _ = read_text(tmp_path, (PAGES / "wordpress.html").read_bytes())
    assert article.metadata == (("source", "The Herald"),)
    assert ("source", "The Marlowe Courier") in article.page


def test_address_of_the_sidecar_gives_the_day_where_nothing_else_does(tmp_path):
    (tmp_path / "page.yml").write_text("url: https://a.example/2016/04/11/story\n")
    article, _ = read_text(tmp_path, f"<html><body><article><h1>A story</h1><p>{PROSE}</p></article>")
    assert {("published", "2016-04-11"), ("published_by", "address")} <= set(article.page)


def test_body_in_the_data_is_taken_where_the_page_shows_less_and_that_is_said(tmp_path):
    article, problems = read(PAGES / "paywall_full_data.html")
    assert "545,000 crowns a job" in article.payload and "JSON-LD" in problems[0]


def test_encodings(tmp_path):
    html = f"<html><head><meta charset='{{}}'></head><body><article><p>Café “Ōsaka” – {PROSE}</p></article>"
    for encoding in ("utf-8", "utf-16", "utf-8-sig"):
        article, problems = read_text(tmp_path, html.format("utf-8").encode(encoding))
        assert article.payload.startswith("Café “Ōsaka” –") and problems == []
    latin = html.replace("Ō", "O")
    article, _ = read_text(tmp_path, latin.format("iso-8859-1").encode("cp1252"))
    assert article.payload.startswith("Café “Osaka” –")  # as browsers do
    article, _ = read_text(tmp_path, latin.format("unicode_escape").encode("cp1252"))
    assert "Caf" in article.payload  # no name of a page's is looked up among Python's codecs


def test_few_damaged_characters_are_told_and_many_are_refused(tmp_path):
    page = f"<html><meta charset=utf-8><body><article><p>{PROSE}</p></article>".encode()
    article, problems = read_text(tmp_path, page.replace(b"bridge", b"br\xffdge", 1))
    assert article is not None and problems == ["has 1 damaged characters"]
    article, problems = read_text(tmp_path, page.replace(b"e", b"\x81\xfe\xff\x00"))
    assert article is None and problems


def test_reading_twice_gives_the_same():
    path = PAGES / "broadsheet.html"
    assert read_file(path, settings=Settings()) == read_file(path, settings=Settings())
