"""What must hold of cleaning for any text whatever."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clean import clean_article, find_shared_passages
from generator.errors import GeneratorError
from generator.records import RawArticle
from generator.settings import Settings
from generator.text import to_payload

STORY = "The council voted on Monday to close the old bridge after engineers had found cracks, officials said."
HOSTILE = (
    *(" ", "\xa0", ". ", "-", "— ", '"', "“", "' ", "(", "[", "| ", "/ ", "A", "Aa ", "word ", "1", "1/"),
    *("11/04/2016 ", "\n", "a\n\n", "AFP, ", "(Reuters) ", "By A B and ", "said ", "al-A ", "U.S. ", "© A "),
    *("told AFP ", "<a", "](", "a@b", "www.", "John Smith is a ", "\u0301", "\U0001f5de", "sign up "),
    *("hyphen-", "10:00 ", "é"),
)
MAX_SECONDS = 2.0  # of the processor; the longest takes 0.4 s

LINES = st.sampled_from(
    [
        "Share",
        "Advertisement",
        "2 min read",
        "By Ann Example and Bob Sample",
        "11 April, 2016",
        "Skip to main content",
        "Read more",
        "HARBOUR TOWN, Freedonia, April 11 (Reuters) - The mayor resigned on Monday, officials said.",
        "XINHUA",
        "The mayor resigned on Monday after a vote of no confidence, officials said.",
        "The mayor resigned on Monday after a vote",
        "“I will not go,” the mayor told AFP.",
        "- AP",
        "(AFP)",
        "Talks 'pause'",
        "© 2016 The Example. All rights reserved.",
        "A crowd outside the town hall on Monday (Reuters)",
        "Sign up to our newsletter for the latest news",
        "***",
        "---",
        "# Title",
        "* [link](http://x.example/a_b)",
        "Mayor resigns after vote",
        "Photo",
        "Al-Rai fell.",
        "neighbours said al-Rai and the neighboring town fell.",
        "\u2028",
        "\xa0",
        "Related stories",
        "x",
    ]
)
PAGES = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n\n", "\r\n", " ", "\n \n", ""])), max_size=14).map(
    lambda parts: "".join(line + gap for line, gap in parts)
)
TEXTS = st.one_of(
    PAGES, st.text(max_size=300), st.builds("".join, st.lists(st.one_of(PAGES, st.text(max_size=40)), max_size=4))
)
MEDIA = st.sampled_from(["text/plain", "text/markdown"])


def clean(payload: str, media: str = "text/plain"):
    raw = RawArticle("a.txt", media, payload, (("language", "en"),), "digest")
    try:
        return clean_article(raw, settings=Settings())
    except GeneratorError:
        return None


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS, MEDIA)
def test_every_place_of_the_text_is_a_place_of_the_payload(payload, media):
    if article := clean(payload, media):
        places = [to_payload(article.offsets, place) for place in range(len(article.text))]
        assert "".join(payload[place] for place in places) == article.text
        assert places == sorted(set(places))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS, MEDIA)
def test_cuts_and_kept_runs_partition_the_payload(payload, media):
    if article := clean(payload, media):
        parts = [(cut.start, cut.end) for cut in article.cuts] + [
            (start, start + size) for _, start, size in article.offsets
        ]
        position = 0
        for start, end in sorted(parts):
            assert start == position < end
            position = end
        assert position == len(payload)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS, MEDIA)
def test_blocks_are_ordered_disjoint_and_inside(payload, media):
    if article := clean(payload, media):
        position = 0
        for block in article.blocks:
            assert position <= block.start < block.end <= len(article.text)
            assert article.text[block.start : block.end].strip()
            position = block.end
        for credit in article.credits:
            assert 0 <= credit.start < credit.end <= len(article.text)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(TEXTS)
def test_cleaning_a_clean_text_changes_nothing(payload):
    if article := clean(payload):
        again = clean(article.text)
        assert again is not None
        assert (again.text, again.cuts, again.blocks, again.headline) == (
            article.text,
            (),
            article.blocks,
            article.headline,
        )


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(TEXTS, max_size=4))
def test_shared_passages_are_the_same_words_in_order(payloads):
    articles = {article.id: article for payload in payloads if (article := clean(payload))}
    found = find_shared_passages(articles)
    assert list(found) == sorted(found, key=lambda passage: (passage.first, passage.second))
    for passage in found:
        assert passage.first.article < passage.second.article
        words = [
            re.findall(r"\w+", articles[span.article].text[span.start : span.end].casefold())
            for span in (passage.first, passage.second)
        ]
        assert words[0] and words[0][0] == words[1][0] and words[0][-1] == words[1][-1]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.text(max_size=200),
    st.dictionaries(
        st.sampled_from(["source", "url", "author", "published", "title", "language"]), st.text(max_size=60), max_size=6
    ),
)
def test_any_metadata_give_an_article_or_a_problem(payload, metadata):
    raw = RawArticle("a.txt", "text/plain", payload, tuple(sorted(metadata.items())), "digest")
    try:
        clean_article(raw, settings=Settings())
    except GeneratorError as error:
        assert error.message and error.hint


@pytest.mark.parametrize("unit", HOSTILE)
def test_no_run_takes_time_in_its_square(unit):
    run = (unit * 60_000)[:60_000]
    for text in (f"{STORY}\n\n{run}\n\n{STORY} Twice.", f"{STORY} {run} {STORY}", f"{run}\n\n{STORY}"):
        begun = time.process_time()
        clean(text)
        assert time.process_time() - begun < MAX_SECONDS
