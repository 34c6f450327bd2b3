"""When an article was published and changed, and how that is known."""

from __future__ import annotations

import pytest

from generator.clean import clean_article, find_late_dates, find_unread_dates
from generator.clean.dating import find_day_first
from generator.clean.outlets import load_outlets
from generator.clean.publication import parse_date, read_date_line
from generator.records import Article, RawArticle
from generator.settings import Settings

BODY = (
    "The harbour council voted on Monday to close the old bridge across the river, officials said.\n\n"
    "Work on the new crossing will begin in March and take two years, the mayor told reporters on Tuesday."
)


def clean(payload: str = BODY, *, page: dict[str, str] | None = None, **metadata: str) -> Article:
    raw = RawArticle(
        "a.txt",
        "text/plain",
        payload,
        tuple(sorted(metadata.items())),
        "digest",
        page=tuple(sorted((page or {}).items())),
    )
    return clean_article(raw, settings=Settings())


@pytest.mark.parametrize(
    "words, value",
    [
        ("11 April 2016 15:02 BST", "2016-04-11T15:02+01:00"),
        ("Monday 11 April 2016 15.02 BST", "2016-04-11T15:02+01:00"),
        ("Mon Apr 11 10:22:00 UTC 2016", "2016-04-11T10:22+00:00"),
        ("April 11th, 2016", "2016-04-11"),
        ("2016/04/11 08:00", "2016-04-11T08:00"),
        ("April 11, 2016 at 8:42 a.m. ET", "2016-04-11T08:42"),  # of eastern time, summer or winter: not invented
        ("Apr 11, 2016 10:30PM IST", "2016-04-11T22:30"),  # India, Israel or Ireland
        ("1460368800", "2016-04-11T10:00+00:00"),
        ("1460368800123", "2016-04-11T10:00+00:00"),
        ("le 11 avril 2016", "2016-04-11"),
        ("Publié le 11 avril 2016 à 10:30", "2016-04-11T10:30"),
        ("Veröffentlicht am 11. März 2016, 10:30 Uhr", "2016-03-11T10:30"),
        ("11 de abril de 2016", "2016-04-11"),
        ("11 апреля 2016", "2016-04-11"),
        ("11 Nisan 2016", "2016-04-11"),
        ("Mon, Apr 11th", None),
        ("2016-04", None),
        ("Killed 11 April 2016", None),
    ],
)
def test_dates_as_they_are_written(words, value):
    assert parse_date(words) == value


def test_a_date_line_without_a_year_is_a_date_line_that_dates_nothing():
    assert read_date_line("Mon, Apr 11th").value is None
    article = clean(f"Council votes to close bridge\n\nMon, Apr 11th\n\n{BODY}")
    assert article.published is None and "names no year" in article.doubts[0]
    assert [block.kind for block in article.blocks][:2] == ["headline", "date"]


def test_metadata_before_the_page_before_the_text_before_the_address():
    payload = f"Council votes to close bridge\n\n14 April 2016\n\n{BODY}"
    url = "https://x.example/2016/04/15/a"
    page = {"published": "2016-04-13T08:00:00Z", "published_by": "json-ld", "url": url}
    known = [
        (clean(payload, page=page, published="12 April 2016"), "2016-04-12", "metadata", "metadata"),
        (clean(payload, page=page), "2016-04-13T08:00+00:00", "page", "page (json-ld)"),
        (clean(payload, page={"url": url}), "2016-04-14", "text", "text"),
        (clean(page={"url": url}), "2016-04-15", "address", "address"),
    ]
    for article, value, by, how in known:
        assert (article.published, article.published_by, dict(article.known)["published"]) == (value, by, how)


def test_a_date_that_cannot_be_read_is_a_problem_and_the_next_one_is_taken():
    article = clean(published="sometime in spring", url="https://x.example/2016/04/15/a")
    (problem,) = find_unread_dates(article)
    assert article.published == "2016-04-15"
    assert "sometime in spring" in problem.message and "sidecar" in problem.hint


def test_the_day_it_was_changed_is_kept_apart():
    article = clean(f"Council votes to close bridge\n\n11 April 2016\n\nUpdated: 12 April 2016 10:30\n\n{BODY}")
    assert (article.published, article.modified) == ("2016-04-11", "2016-04-12T10:30")
    assert clean(page={"modified": "2016-04-13"}).modified == "2016-04-13"
    assert "before it was published" in clean(published="2016-04-11", page={"modified": "2016-04-01"}).doubts[0]


def test_figures_are_read_by_what_the_page_or_its_country_does():
    line = f"Council votes to close bridge\n\n11/04/2016\n\n{BODY}"
    assert clean(line).published is None and "two days" in clean(line).doubts[0]
    assert clean(line, source="BBC").published == "2016-04-11"
    assert clean(line, source="The New York Times").published == "2016-11-04"
    assert clean(line, url="https://news.example.co.uk/a").published == "2016-04-11"
    assert clean(f"{line} It had done so on 04/13/2016.").published == "2016-11-04"
    assert clean(f"{line} It had done so on 13/04/2016.", source="The New York Times").published == "2016-04-11"
    table = load_outlets()
    assert find_day_first(["1/13/2016 and 13/1/2016"], None, "https://x.fr/a") is None
    assert find_day_first([""], table.find_name("Toronto Star"), None) is None


def test_unlikely_dates_are_doubted_and_used():
    article = clean(published="1985-04-11")
    assert article.published == "1985-04-11" and "unusually early" in article.doubts[0]
    late = clean(published="2031-04-11")
    assert [problem.subject for problem in find_late_dates([late, article], as_of="2016-05-01")] == ["a.txt"]
    assert find_late_dates([late], as_of="2031-04-11") == ()
