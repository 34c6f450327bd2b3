"""Passages that articles share, reprints, and versions of one page."""

from __future__ import annotations

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clean import clean_article, find_reprints, find_shared_passages, find_versions
from generator.clean.versions import page_of
from generator.records import Article, RawArticle, Source
from generator.settings import Settings
from generator.text import digest_parts

WORDS = (
    "harbour council bridge ferry river mayor vote budget crossing engineer repair winter storm traffic school "
    "market street police worker union strike talks court ruling minister plan cost month week plan boat pier".split()
)
SENTENCES = [
    f"The {chance.choice(WORDS)} and the {chance.choice(WORDS)} of {number} {chance.choice(WORDS)}s near "
    f"{chance.choice(WORDS)} {number + 3} {chance.choice(WORDS)} the {chance.choice(WORDS)} by {chance.choice(WORDS)} "
    f"again, {chance.choice(WORDS)} officials said on the {chance.choice(WORDS)}."
    for chance in [random.Random(1)]
    for number in range(40)
]


def make(sentences: list[str], *, seed: str = "a.txt", title: str = "", **metadata: str) -> Article:
    payload = (f"{title}\n\n" if title else "") + "\n\n".join(sentences)
    raw = RawArticle(seed, "text/plain", payload, tuple(sorted({"language": "en", **metadata}.items())), seed)
    return clean_article(raw, settings=Settings())


def by_id(*articles: Article) -> dict[str, Article]:
    return {article.id: article for article in articles}


def test_a_passage_goes_on_over_an_edit():
    text = " ".join(SENTENCES[:3])
    edited = text.replace("again,", "once more,")
    one, two = make([text], source="CNN"), make([edited], source="BBC", seed="b.txt")
    (passage,) = find_shared_passages(by_id(one, two))
    spans = {span.article: span for span in (passage.first, passage.second)}
    assert spans[one.id].end - spans[one.id].start == len(text) - 1  # all of it but the last full stop
    assert spans[two.id].end - spans[two.id].start == len(edited) - 1


def test_a_cut_reordered_edited_copy_is_a_reprint_and_a_story_of_the_same_day_is_not():
    whole = make(SENTENCES[:12], source="Reuters", seed="z.txt", published="2016-04-12")
    copy = [sentence.replace(" near ", " close to ") for sentence in (*SENTENCES[5:9], *SENTENCES[1:3])]
    brief = make(["Two things were said elsewhere today.", *copy], source="BBC", seed="b.txt", published="2016-04-11")
    other = make([*SENTENCES[20:30], SENTENCES[2]], source="CNN", seed="c.txt")
    (found,) = find_reprints(by_id(whole, brief, other))
    assert (found.article, found.original, found.reason) == (brief.id, whole.id, "credit")
    assert found.share > 0.8


def test_who_was_first_by_credit_then_date_then_order():
    late = make(SENTENCES[:6], source="CNN", seed="a.txt", published="2016-04-12")
    early = make(SENTENCES[:6], source="BBC", seed="b.txt", published="2016-04-11")
    credited = make([f"PORT MOCK (AFP) - {SENTENCES[0]}", *SENTENCES[1:6]], seed="c.txt", published="2016-04-01")
    undated = make(SENTENCES[:6], seed="d.txt", url="https://x.example/d")
    first = {(one.article, one.original): one.reason for one in find_reprints(by_id(late, early, credited, undated))}
    assert first[(late.id, early.id)] == "date"
    assert first[(credited.id, early.id)] == "credit"
    assert first[(undated.id, late.id)] == "order"


def test_a_changed_page_is_a_version_and_the_newest_is_kept():
    url = "https://www.lantern.example/a/bridge?utm_source=x#top"
    old = make(SENTENCES[:8], seed="old.txt", url=url, published="2016-04-11T08:00")
    new = make(
        [*SENTENCES[:7], SENTENCES[30]],
        seed="a.txt",
        url="http://lantern.example/a/bridge/",
        published="2016-04-11T08:00",
        modified="2016-04-11T12:00",
    )
    other = make(SENTENCES[20:26], seed="o.txt", url=url)  # a page of many stories
    kept = find_versions([new, old, other])
    assert [article.seed for article in kept] == ["a.txt", "o.txt"]
    assert [(one.seed, one.published) for one in kept[0].versions] == [("old.txt", "2016-04-11T08:00")]
    assert find_versions([old, other, new]) == kept
    shared = find_shared_passages(by_id(old, new, other))
    assert shared and find_versions([old, other, new], shared=shared) == kept
    assert len(find_versions([old, other, new], shared=())) == 3


def test_an_update_of_the_same_outlet_is_a_version_and_a_follow_up_or_another_outlet_is_not():
    first = make(SENTENCES[:8], source="Reuters", seed="a.txt", published="2016-04-11")
    update = make([SENTENCES[30], *SENTENCES[:8]], source="Reuters", seed="b.txt", published="2016-04-12")
    follow = make([*SENTENCES[31:38], *SENTENCES[:4]], source="Reuters", seed="c.txt", published="2016-04-12")
    later = make([*SENTENCES[:8], SENTENCES[39]], source="Reuters", seed="d.txt", published="2016-05-12")
    printed = make(SENTENCES[:8], source="BBC", seed="e.txt", published="2016-04-11")
    kept = find_versions([first, update, follow, later, printed])
    assert {article.seed: [one.seed for one in article.versions] for article in kept} == {
        "b.txt": ["a.txt"],
        "c.txt": [],
        "d.txt": [],
        "e.txt": [],
    }


def test_addresses_of_one_page():
    page = page_of("https://lantern.example/a?id=3")
    assert page == page_of("http://www.lantern.example/a/?utm_medium=mail&id=3&fbclid=x#comments")
    assert page != page_of("https://lantern.example/a?id=4") != page_of("https://lantern.example/b?id=4")
    assert page_of("http://[broken") == "http://[broken"


def make_bare(text: str, number: int) -> Article:
    raw = make(["The council met today."], seed=f"{number}.txt")
    blocks = tuple(type(raw.blocks[0])("paragraph", 0, len(text)) for _ in range(1))
    source = Source(str(number), str(number))
    return Article(
        **{
            **{name: getattr(raw, name) for name in Article.__dataclass_fields__},
            "id": digest_parts(text, str(number)),
            "source": source,
            "text": text,
            "blocks": blocks,
        }
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.lists(st.sampled_from(("a", "b", "c", "É", "don’t", "x1")), min_size=1, max_size=60), min_size=2, max_size=4
    )
)
def test_every_run_of_twelve_words_is_found(texts):
    """Against the plain method: every pair of places that begins a maximal run of twelve words lies in a passage."""
    articles = by_id(*(make_bare(" ".join(words), number) for number, words in enumerate(texts)))
    found = find_shared_passages(articles)
    assert found == find_shared_passages(dict(reversed(articles.items())))
    for one in articles.values():
        for two in articles.values():
            if one.id < two.id:
                first, second = one.text.split(), two.text.split()
                shared = {tuple(first[at : at + 12]) for at in range(len(first) - 11)} & {
                    tuple(second[at : at + 12]) for at in range(len(second) - 11)
                }
                pair = (one.id, two.id)
                assert bool(shared) <= any((item.first.article, item.second.article) == pair for item in found)


def test_time_grows_with_the_words_of_hostile_articles():
    articles = by_id(*(make_bare("again and " * 4000 + str(number), number) for number in range(4)))
    begun = time.perf_counter()
    find_shared_passages(articles)
    assert time.perf_counter() - begun < 20
