"""``add``: files, folders and addresses become seeds with readable names, once each, whole or not at all."""

from __future__ import annotations

import gzip
import json
import os
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import yaml
from fictional_outlet import BODY, Project, make_feed, make_item, make_story
from loopback import Site

from generator import clean, read
from generator.intake.placing import write_sidecar
from generator.read.metadata import parse_metadata
from generator.settings import Settings
from generator.store import write_bytes

NAME = "2016-04-11-the-norvik-herald-bridge-closed"


def test_a_page_is_kept_as_it_came_with_what_it_does_not_say(site: Site, project: Project) -> None:
    page = make_story("Bridge closed", own=site.url + "/bridge")
    (outcome,) = project.add(site.page("/bridge?utm_source=mail", page))
    assert (outcome.status, outcome.seed) == ("added", NAME + ".html")
    assert project.files() == [NAME + ".html", NAME + ".yml"]
    assert (project.seeds / f"{NAME}.html").read_text() == page
    assert (project.seeds / f"{NAME}.yml").read_text() == f"fetched_from: {site.url}/bridge\nfetched: '2026-11-21'\n"


def test_an_address_that_the_page_does_not_state_is_in_the_sidecar(site: Site, project: Project) -> None:
    project.add(site.page("/a", make_story("One")))
    project.add(site.page("/b", make_story("Two", own="https://other.example/b")))
    project.add(site.page("/c", make_story("Three", own=site.url + "/")))
    pages = sorted(yaml.safe_load(path.read_text())["url"] for path in project.seeds.glob("*.yml"))
    assert pages == [site.url + "/a", site.url + "/b", site.url + "/c"]


def test_the_same_again_adds_nothing(site: Site, project: Project) -> None:
    url = site.page("/bridge", make_story("Bridge closed"))
    first = project.add(url, url)
    assert [one.status for one in first] == ["added", "present"]
    before = project.files()
    (again,) = project.add(url + "#part")
    assert (again.status, again.seed, project.files()) == ("present", first[0].seed, before)


def test_other_bytes_with_the_same_words_are_the_same_page(site: Site, project: Project) -> None:
    url = site.page("/bridge", make_story("Bridge closed"))
    project.add(url)
    site.page("/bridge", make_story("Bridge closed").replace("<body>", "<body><script>nonce=4711</script>"))
    assert [one.status for one in project.add(url)] == ["present"]


def test_other_words_at_the_same_address_are_a_later_version(site: Site, project: Project) -> None:
    url = site.page("/bridge", make_story("Bridge closed"))
    project.add(url)
    for number in (2, 3):
        site.page("/bridge", make_story("Bridge closed", body=BODY.replace("two weeks", f"{number} months")))
        (outcome,) = project.add(url)
        assert outcome.status == "version" and outcome.seed is not None
        assert outcome.seed.endswith(f"-bridge-closed.v{number}.html") and "a later version of" in outcome.reason
    assert len(project.files()) == 6
    assert [one.status for one in project.add(url)] == ["present"]


def test_another_page_of_the_same_name_gets_its_digest(site: Site, project: Project) -> None:
    body = BODY.replace("main bridge over the Aln", "small bridge over the Ost")
    (one,) = project.add(site.page("/a", make_story("Bridge closed", own=site.url + "/a")))
    (other,) = project.add(site.page("/b", make_story("Bridge closed", body=body, own=site.url + "/b")))
    assert other.status == "added" and other.seed is not None
    assert other.seed.startswith(f"{NAME}-") and len(other.seed) == len(f"{NAME}-12345678.html")


def test_a_file_of_another_is_never_overwritten(site: Site, project: Project) -> None:
    project.seeds.mkdir(parents=True)
    for name in (f"{NAME}.TXT".upper(), f"{NAME}.yml"):
        (project.seeds / name).write_text("title: mine\n")
    project.add(site.page("/a", make_story("Bridge closed", own=site.url + "/a")))
    assert (project.seeds / f"{NAME}.yml").read_text() == "title: mine\n"
    assert (project.seeds / f"{NAME}.TXT".upper()).read_text() == "title: mine\n"
    assert len(project.files()) == 4


def test_a_seed_of_a_person_is_known_by_its_own_address(site: Site, project: Project) -> None:
    url = site.page("/bridge", make_story("Bridge closed", own=site.url + "/bridge"))
    project.seeds.mkdir(parents=True)
    (project.seeds / "saved by hand.html").write_text(make_story("Bridge closed", own=url) + "<!-- saved -->")
    assert [(one.status, one.seed) for one in project.add(url)] == [("present", "saved by hand.html")]


@pytest.mark.parametrize("broken", ["page", "sidecar"])
def test_a_fault_in_writing_leaves_no_half(
    site: Site, project: Project, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, data: bytes, *, lasting: bool) -> bool:
        if path.suffix == {"page": ".html", "sidecar": ".yml"}[broken]:
            raise KeyboardInterrupt
        return write_bytes(path, data, lasting=lasting)

    monkeypatch.setattr("generator.intake.placing.write_bytes", fail)
    with pytest.raises(KeyboardInterrupt):
        project.add(site.page("/a", make_story("Bridge closed")))
    assert project.files() == []


@pytest.mark.parametrize(
    "body, type, message",
    [
        (b"%PDF-1.7 x", "application/pdf", "is a PDF document, not a page of text"),
        (b"%PDF-1.7 x", "text/html", "PDF document"),
        (b"\x89PNG\r\n", "image/png", "is an image"),
        (b"\x00\x01\x02" * 50, "application/octet-stream", "of the type application/octet-stream"),
        (b"", "text/html", "is empty"),
        (b"<html><body><nav>Home</nav></body></html>", "text/html", "holds no sentence"),
        (b"<?xml version='1.0'?><data>1</data>", "application/xml", "of the type application/xml"),
        (b'{"a": 1}', "application/json", "holds no object"),
        (b"x" * 200_000, "text/plain", "more than 100,000 bytes"),
    ],
)
def test_what_holds_no_article_is_refused(site: Site, project: Project, body: bytes, type: str, message: str) -> None:
    (outcome,) = project.add(site.page("/a", body, type=type))
    assert outcome.status == "failed" and project.files() == []
    assert message in outcome.reason


def test_a_reply_that_breaks_off_leaves_nothing(site: Site, project: Project) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Content-Length", "90000")
        request.end_headers()
        request.wfile.write(make_story("Bridge closed").encode())

    (outcome,) = project.add(site.give("/a", answer))
    assert outcome.status == "failed" and "ended before its end" in outcome.reason and project.files() == []


def test_a_fault_in_one_costs_no_other(site: Site, project: Project, tmp_path: Path) -> None:
    good = site.page("/good", make_story("Bridge closed"))
    names = [site.url + "/none", "file:///etc/passwd", tmp_path / "none.txt", "http://", good]
    outcomes = project.add(*names)
    assert [one.status for one in outcomes] == ["failed"] * 4 + ["added"]
    assert [one.subject for one in outcomes] == list(map(str, names))
    assert "404, not found" in outcomes[0].reason and "no such file" in outcomes[2].reason


@pytest.mark.parametrize(
    "type, body, suffix",
    [
        ("text/plain", f"Bridge closed\n\n{BODY}", ".txt"),
        ("text/markdown; charset=utf-8", f"# Bridge closed\n\n{BODY}", ".md"),
        ("application/xhtml+xml", make_story("Bridge closed"), ".html"),
        ("", make_story("Bridge closed"), ".html"),
    ],
)
def test_each_kind_of_text_has_its_suffix(site: Site, project: Project, type: str, body: str, suffix: str) -> None:
    body = body.replace("</p>", "\n\n").replace("<p>", "") if suffix != ".html" else body
    (outcome,) = project.add(site.page("/a", body, type=type))
    assert outcome.seed is not None and outcome.seed.endswith("bridge-closed" + suffix), outcome.reason


def test_an_encoding_that_the_header_alone_states_is_not_lost(site: Site, project: Project) -> None:
    page = make_story("Brücke geschlossen, says “mayor”").replace('<meta charset="utf-8">', "")
    (outcome,) = project.add(site.page("/a", page.encode("cp1252"), type="text/html; charset=windows-1252"))
    assert outcome.seed is not None
    (raw,), _ = read.read_file(project.seeds / outcome.seed, settings=Settings())
    assert clean.clean_article(raw, settings=Settings()).headline == "Brücke geschlossen, says “mayor”"


def test_a_feed_adds_the_pages_of_its_entries(site: Site, project: Project) -> None:
    site.page("/one", make_story("Bridge closed"))
    feed = make_feed(make_item("/one"), make_item("/none"), make_item("/pdf"))
    outcomes = project.add(site.page("/feed", feed, type="application/rss+xml"))
    assert [one.status for one in outcomes] == ["added", "failed", "failed"]
    assert [one.status for one in project.add(site.url + "/feed")] == ["present", "failed", "failed"]


# ------------------------------------------------------------ files and folders


def test_a_file_is_copied_with_its_sidecar_as_it_is(project: Project, tmp_path: Path) -> None:
    (tmp_path / "My Saved Page.HTML").write_text(make_story("Bridge closed", day=""))
    (tmp_path / "My Saved Page.yml").write_text("# mine\nsource: The Lantern\npublished: 2016-04-10\n")
    (outcome,) = project.add(tmp_path / "My Saved Page.HTML")
    assert outcome.seed == "2016-04-10-the-lantern-bridge-closed.html"
    assert (project.seeds / outcome.seed).read_text() == make_story("Bridge closed", day="")
    sidecar = (project.seeds / outcome.seed).with_suffix(".yml")
    assert sidecar.read_text() == "# mine\nsource: The Lantern\npublished: 2016-04-10\n"


def test_a_folder_is_copied_without_what_is_no_article(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    (folder / "Bridge_files").mkdir(parents=True)
    (folder / ".git").mkdir()
    text = BODY.replace("<p>", "").replace("</p>", "\n\n")
    for name, headline in (("b.txt", "Second"), ("a.txt", "First"), ("Bridge_files/frame.html", "An advertisement")):
        (folder / name).write_text(f"{headline} story of the day\n\n{text.replace('Aln', headline)}")
    for name in (".hidden.txt", ".git/x.txt", "photo.jpg"):
        (folder / name).write_text("x")
    os.mkfifo(folder / "pipe.txt")
    outcomes = project.add(folder)
    assert [(one.status, one.seed) for one in outcomes] == [
        ("added", "first-story-of-the-day.txt"),
        ("added", "second-story-of-the-day.txt"),
    ]
    assert {one.status for one in project.add(folder)} == {"present"}
    assert project.files() == ["first-story-of-the-day.txt", "second-story-of-the-day.txt"]


def test_a_file_is_known_by_its_beginning_too(project: Project, tmp_path: Path) -> None:
    (tmp_path / "story.php").write_text(make_story("Bridge closed"))
    (tmp_path / "noise.php").write_text("<?php echo 1; ?>")
    assert [one.seed for one in project.add(tmp_path / "story.php")] == [f"{NAME}.html"]
    assert [one.status for one in project.add(tmp_path / "noise.php")] == ["failed"]


def test_a_file_of_many_articles_keeps_its_name(project: Project, tmp_path: Path) -> None:
    text = BODY.replace("<p>", "").replace("</p>", "\n\n")
    lines = [json.dumps({"title": f"Story {n}", "text": text, "url": f"http://a.example/{n}"}) for n in (1, 2)]
    (tmp_path / "My Export.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    (tmp_path / "My Export.jsonl.yml").write_text("source: The Lantern\n")
    (outcome,) = project.add(tmp_path / "My Export.jsonl.gz")
    assert outcome.reason == "" and project.files() == ["my-export.jsonl.gz", "my-export.jsonl.yml"]
    articles, problems = read.read_seeds(project.seeds, settings=Settings())
    assert problems == () and [dict(raw.metadata)["source"] for raw in articles] == ["The Lantern"] * 2


def test_a_file_of_the_seeds_folder_is_there_already(project: Project) -> None:
    project.seeds.mkdir(parents=True)
    (project.seeds / "mine.txt").write_text("x")
    assert [(one.status, one.seed) for one in project.add(project.seeds / "mine.txt")] == [("present", "mine.txt")]


def test_standard_input_is_a_page(project: Project) -> None:
    (outcome,) = project.add("-", stdin=make_story("Bridge closed").encode())
    assert outcome.seed == f"{NAME}.html"
    (text,) = project.add("-", stdin=f"Bridge open\n\n{BODY}".replace("<p>", "").replace("</p>", "\n\n").encode())
    assert text.seed == "bridge-open.txt"


@pytest.mark.parametrize("name, message", [("a.pdf", "no known format"), ("a.txt", "is empty")])
def test_a_file_that_holds_no_article_is_refused(project: Project, tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / name).write_bytes(b"")
    (outcome,) = project.add(tmp_path / name)
    assert outcome.status == "failed" and message in outcome.reason and project.files() == []


def test_a_folder_without_articles_says_so(project: Project, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (outcome,) = project.add(tmp_path / "empty")
    assert "holds no file of a known format" in outcome.reason


def test_a_pipe_is_not_waited_for(project: Project, tmp_path: Path) -> None:
    project.seeds.mkdir(parents=True)
    os.mkfifo(project.seeds / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (outcome,) = project.add(tmp_path / "pipe.txt")
    assert outcome.status == "failed"


# ----------------------------------------------------------------- hostile names


@pytest.mark.parametrize(
    "headline, name",
    [
        ("../../etc/passwd", "2016-04-11-the-norvik-herald-etc-passwd.html"),
        ("A\tB\r\nC: D", "2016-04-11-the-norvik-herald-a-b-c-d.html"),
        ("Ünïcödé  “quoted”", "2016-04-11-the-norvik-herald-unicode-quoted.html"),
        ("x" * 5_000, f"2016-04-11-the-norvik-herald-{'x' * 60}.html"),
    ],
)
def test_a_hostile_headline_is_a_harmless_name(site: Site, project: Project, headline: str, name: str) -> None:
    (outcome,) = project.add(site.page("/a", make_story(headline, own=site.url + "/a")))
    assert outcome.seed == name
    assert list(project.seeds.parent.rglob("passwd*")) == []


def test_the_sidecar_of_any_pairs_reads_back() -> None:
    pairs = (
        ("url", "http://a.example/?a: b&c=#d"),
        ("title", "- &x !!python/object *y 'z' \"w\" {a: [b]} | > % @ `"),
        ("author", "No"),
        ("author", "12"),
        ("guid", "2016-04-11"),
    )
    read_back = parse_metadata(write_sidecar(pairs).decode(), subject="test")
    assert sorted(read_back) == sorted(pairs)
    assert write_sidecar(()) == b""
