"""Which outlet published an article, what belongs to its pages, and what a person says of them."""

from __future__ import annotations

import pytest

from generator.clean import clean_article, find_house_lines
from generator.clean.outlets import load_outlets
from generator.clean.publishers import trim_title
from generator.outlets import list_agency_names, load_rows
from generator.records import Article, RawArticle
from generator.report import describe_article, format_article, summarize_articles
from generator.settings import Settings

FIRST = "The harbour council voted on Monday to close the old bridge across the river, officials said."
SECOND = "Work on the new crossing will begin in March and take two years, the mayor told reporters on Tuesday."
THIRD = "Residents had asked for the closure after two lorries fell into the river last winter."


def make(payload: str, *, page: dict[str, str] | None = None, media: str = "text/plain", **metadata) -> RawArticle:
    pairs = [(key, item) for key, value in metadata.items() for item in (value if isinstance(value, list) else [value])]
    pages = tuple(sorted((page or {}).items()))
    return RawArticle("a.txt", media, payload, tuple(sorted(pairs)), "digest", page=pages)


def clean(payload: str, **options) -> Article:
    return clean_article(make(payload, **options), settings=Settings())


@pytest.mark.parametrize(
    "payload, page, metadata, name, how",
    [
        (FIRST, {"source": "CNN"}, {"source": "BBC"}, "BBC News", "metadata"),
        (FIRST, {"source": "CNN"}, {"url": "https://www.theguardian.com/a"}, "The Guardian", "address"),
        (FIRST, {"source": "CNN"}, {}, "CNN", "page"),
        (FIRST, {"site_name": "The Lantern"}, {}, "The Lantern", "page"),
        (FIRST, {"source": "Home", "url": "https://www.dawn.com/news/1"}, {}, "Dawn", "page"),
        (FIRST, {"url": "https://www.dawn.com/news/1"}, {}, "Dawn", "address"),
        (FIRST, {"url": "https://web.archive.org/web/2016/x"}, {}, None, None),
        (f"Bridge to close\n\nBy Ann Example, CNN\n\n{FIRST}", {}, {}, "CNN", "byline"),
        (f"{FIRST}\n\n{SECOND}\n\nFollow Al Jazeera on Twitter", {}, {}, "Al Jazeera", "notice"),
        (f"{FIRST}\n\n{SECOND}\n\nSign up for Today", {}, {}, None, None),
        (f"PORT MOCK (Reuters) - {FIRST}", {}, {}, None, None),
    ],
)
def test_how_an_outlet_is_known(payload, page, metadata, name, how):
    article = clean(payload, page=page, **metadata)
    assert (article.source and article.source.name, dict(article.known).get("source")) == (name, how)


def test_an_agency_is_one_kind_of_outlet():
    assert clean(FIRST, source="Reuters").source.kind == "agency" and clean(FIRST, source="CNN").source.kind == "outlet"
    assert {"afp", "associated press", "xinhua", "lusa", "stt"} <= list_agency_names()
    assert not {"cnn", "people", "time"} & list_agency_names()


def test_rows_of_the_table_are_sound():
    rows = load_rows()
    assert len({row["id"] for row in rows}) == len(rows) > 600
    domains = [domain for row in rows for domain in row.get("domains", ())]
    assert len(set(domains)) == len(domains)
    for row in rows:
        assert row.keys() <= {"id", "name", "kind", "country", "domains", "aliases", "cited", "family"}
        assert row.get("kind", "agency") == "agency" and len(row.get("country", "xx")) == 2


def test_a_title_of_a_page_loses_its_outlet():
    table = load_outlets()
    assert trim_title("Bridge to close | World | The Guardian", None, "https://www.theguardian.com/world/a", table) == (
        "Bridge to close | World"
    )
    assert trim_title("Bridge to close - Harbour News", "Harbour News", None, table) == "Bridge to close"
    assert trim_title("Bridge to close – and ferries stop", None, "https://x.example/a", table) == (
        "Bridge to close – and ferries stop"
    )
    article = clean(f"Bridge to close\n\n{FIRST}", page={"title": "Bridge to close | CNN", "source": "CNN"})
    assert article.headline == "Bridge to close" and dict(article.known)["headline"] == "page"
    assert article.blocks[0].kind == "headline"


def test_the_page_names_authors_and_kind():
    article = clean(
        f"Bridge to close\n\n{FIRST}", page={"author": "Ann Example", "kind": "OpinionNewsArticle", "language": "de"}
    )
    assert article.authors == ("Ann Example",) and dict(article.known)["authors"] == "page"
    assert (article.kind, dict(article.known)["kind"], article.language) == ("opinion", "page", "en")
    assert clean(FIRST, url="https://x.example/world/live/2016/apr/11/a").kind == "live"
    assert clean(FIRST, kind="digest").kind == "digest"


EXTRACTED = [
    ("Advertisement", "advertisement"),
    ("Also read: what the council said", "related"),
    ("[The ferry that nobody wanted is up for sale again]", "related"),
    ("A ferry in the harbour (Reuters)", "caption"),
    ("Enlarge this image toggle caption Ada Moor/AP Ada Moor/AP", "caption"),
    ("Image copyright PA Image caption Ada Moor was on the ferry", "caption"),
    ("3/12 4 April 2016 Ada Moor leaves the town hall EPA", "caption"),
    ("Media playback is unsupported on your device Media caption The ferry on Monday", "caption"),
    ("Enter your email address Please enter an email address Email address is invalid", "newsletter"),
    ("Copyright 2016 The Associated Press. All rights reserved.", "republishing"),
]


@pytest.mark.parametrize(("line", "reason"), EXTRACTED)
@pytest.mark.parametrize("media", ["text/html", "application/json"])
def test_of_an_extracted_page_furniture_is_cut_like_of_a_text(line, reason, media):
    payload = "\n\n".join(["Bridge to close", FIRST, line, SECOND, THIRD])
    assert [cut.reason for cut in clean(payload, media=media).cuts] == [reason]
    assert line not in clean(payload).text


def test_what_stands_twice_in_an_extracted_page_stays():
    payload = "\n\n".join(["Bridge to close", FIRST, SECOND, FIRST, THIRD])
    assert not clean(payload, media="text/html").cuts
    assert [cut.reason for cut in clean(payload).cuts] == ["repeated"]


def test_a_sentence_that_ends_in_a_name_in_brackets_is_no_caption():
    told = "The papers were shared with the Associated Press (AP)."
    assert not clean("\n\n".join(["Bridge to close", FIRST, told, SECOND, THIRD])).cuts
    bare = "The papers in the reading room of the harbour office (AP)"
    assert clean("\n\n".join(["Bridge to close", FIRST, bare, SECOND, THIRD])).cuts


def test_a_person_keeps_and_cuts():
    payload = "\n\n".join(["Bridge to close", FIRST, "Advertisement", "ACME +1.20%", SECOND, THIRD])
    assert [cut.reason for cut in clean(payload).cuts] == ["advertisement", "prices"]
    article = clean(payload, keep="acme +1.20%", cut=["Residents had asked", "no such words"])
    assert [cut.reason for cut in article.cuts] == ["advertisement", "sidecar"]
    assert THIRD not in article.text and "ACME" in article.text


def test_lines_of_an_outlets_own_are_cut_and_background_stays():
    house = "Lantern Media Group serves nine counties with cheerful seriousness."
    label = "Lantern Weekend Specials"
    background = "More than 200 people have left the harbour since the storm in 2011, the council says."
    topics = [
        ["The harbour council voted on Monday to close the bridge.", "The storm of 2011 moved its pillars, it said."],
        ["Schools will open later in the winter, the minister said.", "Parents had asked for it since the storm."],
        ["The Gulls won their eighth game in a row on Sunday.", "Their keeper had left the harbour club in 2011."],
    ]
    rest = [[f"It was said on day {day} of the week by number {n} of three." for day in range(8)] for n in range(3)]
    payloads = [
        "\n\n".join([f"Title {n}", *told, *rest[n], label, background, house]) for n, told in enumerate(topics)
    ]
    source = (("source", "The Lantern"),)
    raws = [RawArticle(f"{n}.txt", "text/plain", text, source, "d") for n, text in enumerate(payloads)]
    lines = find_house_lines(raws, settings=Settings())
    assert lines["0.txt"] == lines["2.txt"] == {house.casefold(), label.casefold()}
    article = clean_article(raws[0], settings=Settings(), house=lines["0.txt"])
    assert {cut.reason for cut in article.cuts} == {"house"} and background in article.text
    others = [*raws[:2], RawArticle("x.txt", "text/plain", payloads[2], (("source", "The Beacon"),), "d")]
    assert not any(find_house_lines(others, settings=Settings()).values())
    copies = [RawArticle(f"{n}.txt", "text/plain", payloads[0], (), "d") for n in range(5)]
    assert not any(find_house_lines(copies, settings=Settings()).values())  # one article five times


def test_what_check_says_of_a_seed():
    payload = f"Share\n\nBridge to close\n\n11/04/2016\n\n{FIRST}\n\nAdvertisement\n\n{SECOND}"
    article = clean(payload, page={"source": "The Lantern"}, author="Ann Example")
    share = {"seed": "b.txt", "share": 0.4, "first": False, "by": "date"}
    view = describe_article(article, payload, shares=(share,))
    shown = format_article(view)
    for line in (
        "  headline   Bridge to close (from text)",
        "  source     The Lantern (from page)",
        "  published  unknown",
        "  authors    Ann Example (from metadata)",
        "  doubt      the date in its text can mean two days or names no year",
        "  shares     40% with b.txt, which is taken to be the first (by date)",
        "  cut        sharing: “Share”",
    ):
        assert line in shown.splitlines()
    assert view["cuts"][1]["text"] == "Advertisement" and view["known"]["source"] == "page"
    summary = summarize_articles([view, {**view, "published": "2016-04-11", "doubts": []}])
    assert "  1 without a date: a.txt" in summary and "cut: 2 advertisement, 2 sharing" in summary


@pytest.mark.parametrize(("opening", "place"), [("(CNN) ", None), ("LUME (CNN) - ", "LUME")])
def test_the_outlet_in_brackets_before_the_story_is_no_part_of_it(opening, place):
    article = clean("\n\n".join(["Bridge to close", opening + FIRST, SECOND, THIRD]))
    told = [article.text[block.start : block.end] for block in article.blocks if block.kind == "paragraph"]
    assert told[0] == FIRST and article.dateline == place
