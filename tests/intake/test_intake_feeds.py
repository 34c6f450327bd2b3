"""``fetch``: what is new in the feeds becomes seeds, once, in an order that no network decides."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler

import pytest
import yaml
from fictional_outlet import BODY, Project, make_feed, make_item, make_story
from loopback import Site, make_quick_client, send

from generator.intake import FeedReport
from generator.settings import FeedSetting


def statuses(report: FeedReport) -> list[str]:
    return [outcome.status for outcome in report.outcomes]


def give_three(site: Site) -> str:
    """A feed of three entries; the page of the second is not there."""
    for name in ("one", "three"):
        site.page(f"/{name}?utm_source=rss", make_story(f"Story {name}", body=BODY.replace("Aln", name)))
    items = [make_item(f"{site.url}/{name}?utm_source=rss", guid=f"id-{name}") for name in ("one", "two", "three")]
    return site.page("/feed", make_feed(*items), type="application/rss+xml")


def test_what_is_new_is_added_once(site: Site, project: Project) -> None:
    feed = give_three(site)
    (report,) = project.fetch(feed)
    assert statuses(report) == ["added", "failed", "added"] and not report.failed
    assert report.name == "The Norvik Herald" and "404" in report.failures[0].reason
    before = project.files()
    assert len(before) == 4
    asked = len(site.asked)
    (again,) = project.fetch(feed)
    assert statuses(again) == ["present"] * 3 and project.files() == before
    assert site.asked[asked:] == ["/robots.txt", "/feed"], "a page was asked for again"


def test_losing_the_cache_adds_nothing_twice(site: Site, project: Project) -> None:
    feed = give_three(site)
    project.fetch(feed)
    before = project.files()
    project.cache.unlink()
    (again,) = project.fetch(feed)
    assert statuses(again) == ["present", "present", "failed"]
    assert project.files() == before and site.count("/one?utm_source=rss") == 1


def test_an_entry_that_moved_is_known_by_what_the_feed_calls_it(site: Site, project: Project) -> None:
    feed = give_three(site)
    project.fetch(feed)
    project.cache.unlink()
    site.page("/feed", make_feed(make_item(f"{site.url}/moved/one", guid="id-one")), type="application/rss+xml")
    (again,) = project.fetch(feed)
    assert statuses(again) == ["present"] and site.count("/moved/one") == 0


def test_a_seed_that_a_person_deleted_stays_deleted(site: Site, project: Project) -> None:
    feed = give_three(site)
    project.fetch(feed)
    for path in project.seeds.iterdir():
        path.unlink()
    project.fetch(feed)
    assert project.files() == []


def test_a_page_that_may_come_back_is_tried_again(site: Site, project: Project) -> None:
    feed = give_three(site)
    site.status("/two?utm_source=rss", 502)

    def answer(request: BaseHTTPRequestHandler) -> None:
        items = [make_item(f"{site.url}/two?utm_source=rss")]
        if request.headers.get("If-None-Match"):
            send(request, 304, b"")
        else:
            send(request, 200, make_feed(*items).encode(), ETag='"1"')

    site.give("/feed", answer)
    (report,) = project.fetch(feed)
    assert statuses(report) == ["failed"] and report.failed
    site.page("/two?utm_source=rss", make_story("Story two"))
    (again,) = project.fetch(feed)
    assert statuses(again) == ["added"]
    (last,) = project.fetch(feed)
    assert last.unchanged and not last.failed and statuses(last) == []


def test_an_entry_that_its_feed_says_has_changed_is_a_later_version(site: Site, project: Project) -> None:
    def give(updated: str, words: str) -> str:
        site.page("/one", make_story("Story one", body=BODY.replace("two weeks", words)))
        entry = (
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>H</title><entry><title>One</title><id>urn:x:1</id>'
            f'<link href="{site.url}/one"/><updated>{updated}</updated></entry></feed>'
        )
        return site.page("/feed", entry, type="application/atom+xml")

    (report,) = project.fetch(give("2016-04-11T10:00:00Z", "two weeks"))
    assert statuses(report) == ["added"]
    (same,) = project.fetch(give("2016-04-11T10:00:00Z", "three weeks"))
    assert statuses(same) == ["present"] and site.count("/one") == 1
    (touched,) = project.fetch(give("2016-04-11T11:00:00Z", "two weeks"))
    assert statuses(touched) == ["present"] and site.count("/one") == 2
    (changed,) = project.fetch(give("2016-04-11T12:00:00Z", "three weeks"))
    assert statuses(changed) == ["version"] and changed.outcomes[0].seed is not None
    assert changed.outcomes[0].seed.endswith("story-one.v2.html")
    sidecar = yaml.safe_load((project.seeds / changed.outcomes[0].seed).with_suffix(".yml").read_text())
    assert sidecar["modified"] == "2016-04-11T12:00:00+00:00"


def test_the_feed_fills_what_the_page_does_not_say(site: Site, project: Project) -> None:
    more = "<pubDate>Mon, 11 Apr 2016 23:30:00 +0300</pubDate><author>Ada Writer</author>"
    site.page("/bare", make_story("Story bare", day=""))
    site.page("/dated", make_story("Story dated", day="2016-04-09", body=BODY.replace("Aln", "Ost")))
    items = [make_item(f"/{name}", guid=name, more=more) for name in ("bare", "dated")]
    url = site.page("/feed", make_feed(*items), type="application/rss+xml")
    (report,) = project.fetch(FeedSetting(url, source="The Lantern"))
    assert [one.seed for one in report.outcomes] == [
        "2016-04-11-the-lantern-story-bare.html",
        "2016-04-09-the-lantern-story-dated.html",
    ]
    bare, dated = (yaml.safe_load(path.read_text()) for path in sorted(project.seeds.glob("*.yml"), reverse=True))
    assert bare["published"] == "2016-04-11T23:30:00+03:00" and bare["author"] == "Ada Writer"
    assert bare["source"] == "The Lantern" and bare["guid"] == "127.0.0.1#bare"
    assert "published" not in dated


def test_the_entry_s_own_text_stands_in_where_the_page_is_refused(site: Site, project: Project) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /closed", type="text/plain")
    whole = "<p>The council of Norvik voted on Monday to close the bridge, the mayor said.</p>" * 15
    items = [
        make_item("/closed/long", guid="1", title="Long entry", more=f"<description><![CDATA[{whole}]]></description>"),
        make_item("/closed/short", guid="2", title="Short entry", more="<description>A summary.</description>"),
    ]
    (report,) = project.fetch(site.page("/feed", make_feed(*items), type="application/rss+xml"))
    assert statuses(report) == ["added", "failed"]
    assert "robots.txt" in report.outcomes[0].reason and "robots.txt" in report.outcomes[1].reason
    assert site.count("/closed/long") == 0
    seed = report.outcomes[0].seed
    assert seed is not None and "long-entry" in seed
    assert yaml.safe_load((project.seeds / seed).with_suffix(".yml").read_text())["url"] == f"{site.url}/closed/long"


def test_a_feed_of_whole_articles_needs_no_pages(site: Site, project: Project) -> None:
    items = [make_item("/one", guid="1", title="Whole entry", more=f"<description><![CDATA[{BODY}]]></description>")]
    url = site.page("/feed", make_feed(*items), type="application/rss+xml")
    (report,) = project.fetch(FeedSetting(url, full="entry"))
    assert statuses(report) == ["added"] and site.count("/one") == 0


def test_a_failed_feed_stops_no_other(site: Site, project: Project) -> None:
    good = give_three(site)
    broken = site.page("/page", make_story("No feed"))
    reports = project.fetch(site.url + "/none", broken, "ftp://127.0.0.1/feed", good, "http://nowhere.invalid/feed")
    assert [report.failed for report in reports] == [True, True, True, False, True]
    assert "is not a feed" in reports[1].error and "only http and https" in reports[2].error
    assert statuses(reports[3]) == ["added", "failed", "added"]


def test_a_page_of_two_feeds_is_the_first_one_s_whoever_is_slow(site: Site, project: Project) -> None:
    site.page("/one", make_story("Story one"))
    feed = make_feed(make_item(f"{site.url}/one"), title="First").encode()

    def slow(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.2)
        send(request, 200, feed)

    site.give("/first", slow)
    site.page("/second", make_feed(make_item(f"{site.url}/one#x"), title="Second"), type="application/rss+xml")
    first, second = project.fetch(site.url + "/first", site.url + "/second")
    assert (statuses(first), statuses(second)) == (["added"], ["present"])
    assert site.count("/one") == 1


def test_a_guid_of_one_site_is_not_another_s(site: Site, project: Project) -> None:
    for name in ("one", "two"):
        site.page(f"/{name}", make_story(f"Story {name}", body=BODY.replace("Aln", name)))
    first = site.page("/f1", make_feed(make_item("/one", guid="1")), type="application/rss+xml")
    second = site.page("/f2", make_feed(make_item("/two", guid="1")), type="application/rss+xml")
    reports = project.fetch(first, second.replace("127.0.0.1", "localhost"))
    assert [statuses(report) for report in reports] == [["added"], ["added"]]


def test_names_do_not_depend_on_who_answers_first(site: Site, project: Project, tmp_path: object) -> None:
    """Three pages of one headline, the first the slowest: it has the plain name all the same."""

    def make_answer(number: int) -> object:
        def answer(request: BaseHTTPRequestHandler) -> None:
            time.sleep(0.2 / number)
            page = make_story("Live", body=BODY.replace("Aln", f"river {number}"), own=f"{site.url}/{number}")
            send(request, 200, page.encode(), **{"Content-Type": "text/html"})

        return answer

    feeds = []
    for number in (1, 2, 3):
        site.give(f"/{number}", make_answer(number))
        host = ("127.0.0.1", "localhost", "127.0.0.2")[number - 1]
        link = f"http://{host}:{site.port}/{number}" if number < 3 else f"{site.url}/3"
        feeds.append(site.page(f"/f{number}", make_feed(make_item(link)), type="application/rss+xml"))
    reports = project.fetch(*feeds)
    names = [report.outcomes[0].seed for report in reports]
    assert names[0] == "2016-04-11-the-norvik-herald-live.html" and len(set(names)) == 3


def test_a_dry_run_asks_for_no_page_and_writes_nothing(site: Site, project: Project) -> None:
    feed = give_three(site)
    (report,) = project.fetch(feed, dry_run=True)
    assert statuses(report) == ["planned"] * 3
    assert site.asked == ["/robots.txt", "/feed"] and not project.seeds.exists()
    assert statuses(project.fetch(feed)[0]) == ["added", "failed", "added"]


def test_only_the_first_entries_are_looked_at(site: Site, project: Project) -> None:
    items = [make_item(f"/{number}", guid=str(number)) for number in range(1_000)]
    feed = site.page("/feed", make_feed(*items), type="application/rss+xml")
    (report,) = project.fetch(FeedSetting(feed, limit=3))
    assert [one.subject for one in report.outcomes] == [f"{site.url}/{number}" for number in range(3)]


def test_progress_counts_pages(site: Site, project: Project) -> None:
    told: list[tuple[str, int, int]] = []
    project.fetch(give_three(site), progress=lambda *step: told.append(step))
    assert told == [("fetched", 1, 3), ("fetched", 2, 3), ("fetched", 3, 3)]


def test_stopping_leaves_whole_files_and_no_threads(
    site: Site, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = give_three(site)
    site.give("/three?utm_source=rss", lambda request: time.sleep(4))

    def stop(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    project.make_client = lambda: make_quick_client(read=20, total=20)
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        project.fetch(feed, progress=stop)
    assert time.monotonic() - started < 1.5
    project.make_client = make_quick_client
    assert len(project.files()) == 2
    site.page("/three?utm_source=rss", make_story("Story three", body=BODY.replace("Aln", "three")))
    (again,) = project.fetch(feed)
    assert statuses(again) == ["present", "failed", "added"]
