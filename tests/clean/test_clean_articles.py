"""Articles from raw articles: the seeds as a reader would expect them, metadata, Markdown, languages, copies."""

from __future__ import annotations

import pytest

from generator.clean import clean_article, find_duplicates, find_shared_passages
from generator.clean.outlets import load_outlets, make_source
from generator.clean.publication import parse_address_date, parse_date
from generator.errors import LanguageError, ReadError
from generator.read import read_seeds
from generator.records import Article, RawArticle
from generator.settings import OutletSetting, Settings

FIRST = "The harbour council voted on Monday to close the old bridge across the river, officials said."
SECOND = "Work on the new crossing will begin in March and take two years, the mayor told reporters on Tuesday."


def clean(
    payload: str, *, seed: str = "a.txt", media: str = "text/plain", outlets: tuple = (), **metadata: str
) -> Article:
    raw = RawArticle(seed, media, payload, tuple(sorted(metadata.items())), "digest")
    return clean_article(raw, settings=Settings(outlets=outlets))


@pytest.fixture(scope="module")
def seeds(root) -> dict[str, Article]:
    raws, problems = read_seeds(root / "seeds", settings=Settings())
    assert not problems
    return {
        raw.seed[:3]: clean_article(raw, settings=Settings())
        for raw in raws
        if raw.seed[:3] in ("000", "001", "002", "003", "004")
    }


def test_a_body_that_stands_twice_is_kept_once(seeds):
    article = seeds["000"]
    assert [cut.reason for cut in article.cuts] == ["repeated"]
    assert article.headline is None and article.dateline == "Beirut"
    assert len({article.text[block.start : block.end] for block in article.blocks}) == len(article.blocks)


def test_two_hands_in_one_article(seeds):
    article = seeds["000"]
    one, two = article.credits
    assert (one.agency, two.agency) == ("AFP", None)
    assert article.text[two.start :].startswith("Meanwhile, ") and one.end < two.start and two.end == len(article.text)
    assert not any(
        credit.evidence.startswith("another") for key in ("001", "002", "003", "004") for credit in seeds[key].credits
    )


def test_headlines_standfirsts_and_dates_of_the_seeds(seeds):
    assert seeds["001"].published == "2016-04-11" and seeds["001"].published_by == "text"
    assert all(seeds[key].published is None for key in ("000", "002", "003", "004"))
    kinds = {
        key: [block.kind for block in article.blocks if block.kind != "paragraph"] for key, article in seeds.items()
    }
    assert kinds == {
        "000": ["dateline"],
        "001": ["headline", "standfirst", "date"],
        "002": ["headline", "byline"],
        "003": ["headline", "standfirst", "heading"],
        "004": ["headline"],
    }
    assert seeds["002"].authors == ("Nelly T.",)


def test_outlets_and_agencies_of_the_seeds(seeds):
    assert {key: article.source and article.source.id for key, article in seeds.items()} == {
        "000": None,
        "001": None,
        "002": None,
        "003": "middle-east-eye",
        "004": None,
    }
    assert {key: [credit.agency for credit in article.credits] for key, article in seeds.items()} == {
        "000": ["AFP", None],
        "001": ["TASS", "Reuters"],
        "002": [],
        "003": ["AFP"],
        "004": ["Reuters"],
    }


def test_a_shared_quotation_of_the_seeds(seeds):
    articles = {article.id: article for article in seeds.values()}
    pairs = {
        tuple(sorted((articles[passage.first.article].seed[:3], articles[passage.second.article].seed[:3])))
        for passage in find_shared_passages(articles)
    }
    assert ("000", "002") in pairs


def test_a_plain_text_comes_back_as_it_is():
    payload = f"\n  {FIRST}\r\n\r\n{SECOND}\u00a0\n\n***\n\n{FIRST.replace('Monday', 'Friday')}\n\n"
    article = clean(payload)
    assert article.text == payload and article.cuts == () and article.offsets == ((0, 0, len(payload)),)


def test_metadata_win():
    article = clean(
        f"Council votes\n\nBy Bob Sample\n\n1 April 2016\n\n{FIRST}\n",
        title="Bridge to close",
        author="Ann Example, AFP",
        published="Mon, 11 Apr 2016 10:30:00 +0200",
        url="https://www.theguardian.com/world/2016/apr/09/x",
        source="The Riverside Lantern",
    )
    assert (article.headline, article.authors, article.published, article.published_by) == (
        "Bridge to close",
        ("Ann Example",),
        "2016-04-11T10:30+02:00",
        "metadata",
    )
    assert article.source.name == "The Riverside Lantern" and [credit.agency for credit in article.credits] == ["AFP"]


def test_the_address_gives_outlet_and_date():
    article = clean(FIRST, url="https://edition.cnn.com/2016/04/11/world/bridge/index.html")
    assert (article.source.id, article.published, article.published_by) == ("cnn", "2016-04-11", "address")
    assert clean(FIRST, url="https://news.example.org/a").source.name == "news.example.org"
    assert clean(FIRST).source is None


def test_own_outlets_extend_the_table():
    own = (
        OutletSetting("The Lantern", domains=("lantern.example",), aliases=("Riverside Lantern",), family="delta"),
        OutletSetting("Reuters", family="mine"),
    )
    assert clean(FIRST, url="http://m.lantern.example/x", outlets=own).source.family == "delta"
    assert clean(FIRST, source="riverside lantern", outlets=own).source.name == "The Lantern"
    assert (
        load_outlets(own).find_name("reuters").source.family == "mine" and load_outlets(own).agencies["Reuters"].agency
    )
    article = clean(f"{FIRST}\n\nThe ferry sank, The Lantern reported.", outlets=own)
    assert [credit.agency for credit in article.credits] == ["The Lantern"]


def test_every_row_of_the_table_is_found_by_its_names_and_domains():
    table = load_outlets()
    for outlet in table.by_name.values():
        assert table.find_name(outlet.source.name.upper()) is not None
        for domain in outlet.domains:
            assert table.find_domain(f"https://www.{domain}/a") is table.by_domain[domain]
    host = make_source("www.valley-post.example", None, table)
    assert host is not None and (host.id, host.name) == ("valley-post-example", "valley-post.example")
    assert make_source(None, "not an address", table) is None and make_source("", "", table) is None


def test_own_copy_is_no_credit():
    payload = f"PORT MOCK (Reuters) - {FIRST}\n\n{SECOND.replace('reporters', 'Reuters')}"
    assert clean(payload, source="Reuters").credits == ()
    assert [credit.agency for credit in clean(payload).credits] == ["Reuters"]


def test_markdown_marks_are_cut_and_words_stay():
    payload = (
        "# Council *votes*\n\nBy **Ann Example**\n\nThe [council](http://x.example/a_(b) 'tip') voted, **officials** "
        "said \\*.\n\n"
        "![A picture](p.png)\n\n## What now\n\n> The `old` bridge is <b>closed</b>.\n\n- Ferries run & wait &amp; "
        "run.\n\n<div>hidden</div>\n\n[1]: http://y.example\n"
    )
    article = clean(payload, media="text/markdown")
    told = [(block.kind, article.text[block.start : block.end]) for block in article.blocks]
    assert told == [
        ("headline", "Council votes"),
        ("byline", "By Ann Example"),
        ("paragraph", "The council voted, officials said *."),
        ("heading", "What now"),
        ("paragraph", "The old bridge is closed."),
        ("paragraph", "Ferries run & wait &amp; run."),
    ]
    assert article.headline == "Council votes" and article.authors == ("Ann Example",)


def test_an_article_in_another_language():
    german = "Der Hafenrat hat am Montag beschlossen, die alte Brücke zu schließen, teilten Beamte mit. " * 3
    with pytest.raises(LanguageError) as caught:
        clean(german)
    assert caught.value.hint and "'de'" in caught.value.message
    assert clean(german, language="en").language == "en"
    with pytest.raises(LanguageError):
        clean(FIRST, language="fr")
    with pytest.raises(LanguageError):
        clean("Совет гавани проголосовал в понедельник.")
    assert clean("Rebels take al-Mock.\n\nNo more is known.").language == "en"


@pytest.mark.parametrize("payload", ["Share\n\nAdvertisement\n", "***", "Council votes"])
def test_an_article_without_a_sentence(payload):
    if payload == "Council votes":
        assert clean(payload).headline is None  # a lone line is told: it may be a brief
    else:
        with pytest.raises(ReadError):
            clean(payload)


@pytest.mark.parametrize(
    "address, day",
    [
        ("https://x.example/2016/04/11/a", "2016-04-11"),
        ("x.example/world/2016-04-11-a.html", "2016-04-11"),
        ("x.example/2016-04/05/c.htm", "2016-04-05"),
        ("x.example/2017/nov/10/a", "2017-11-10"),
        ("x.example/20160411/a", "2016-04-11"),
        ("x.example/2016/13/11/a", None),
        ("x.example/2016/04/a", None),
        ("x.example/a?d=/2016/04/11/", None),
        ("x.example/12016/04/11", None),
    ],
)
def test_dates_in_addresses(address, day):
    assert parse_address_date(address) == day


@pytest.mark.parametrize(
    "words, day",
    [
        ("2016-04-11", "2016-04-11"),
        ("2016-04-11T08:42:13", "2016-04-11T08:42:13"),
        ("2016-04-11 08:42:13+02:00", "2016-04-11T08:42:13+02:00"),
        ("11 April 2016", "2016-04-11"),
        ("April 11, 2016", "2016-04-11"),
        ("2016-04-11T10:30Z", "2016-04-11T10:30+00:00"),
        ("2016", None),
        ("", None),
        ("11/04/2016", None),
        ("11/11/2016", "2016-11-11"),
        ("31/12/2016", "2016-12-31"),
        ("30 February 2016", None),
        ("yesterday", None),
        ("0001-01-01", None),
    ],
)
def test_dates_in_metadata(words, day):
    assert parse_date(words) == day


def test_the_same_text_of_one_outlet_is_kept_once():
    seeds = [
        clean(FIRST, seed="b.txt", source="BBC"),
        clean(FIRST + "\n", seed="a.txt", source="BBC News"),
        clean(FIRST, seed="c.txt", source="Reuters"),
        clean(FIRST, seed="d.txt"),
        clean(FIRST, seed="e.txt"),
        clean(FIRST, seed="f.txt", url="http://unknown.example/f"),
    ]
    kept, problems = find_duplicates(seeds)
    assert [article.seed for article in kept] == ["a.txt", "c.txt", "d.txt", "f.txt"]
    assert [problem.subject for problem in problems] == ["b.txt", "e.txt"] and all(problem.hint for problem in problems)
    assert len({article.id for article in kept}) == len(kept)


def test_shared_passages_are_long_and_maximal():
    one, two = (
        clean(f"{FIRST} {SECOND}", seed="a.txt", source="BBC"),
        clean(f"Yes, {FIRST.upper()}\n\n{SECOND[:-1]} and so on.", seed="b.txt", source="CNN"),
    )
    three = clean("The harbour council voted on Monday not to close anything at all, it seems.", seed="c.txt")
    found = find_shared_passages({article.id: article for article in (one, two, three)})
    (passage,) = found
    words = {one.id: one, two.id: two}
    assert (
        words[passage.first.article]
        .text[passage.first.start : passage.first.end]
        .casefold()
        .startswith("the harbour council")
    )
    assert words[passage.second.article].text[passage.second.start : passage.second.end].endswith("on Tuesday")
