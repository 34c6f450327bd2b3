"""The built site: no link, anchor, feed or other form of a page leads nowhere, and each page says what it is.

Built with MkDocs, and with ProperDocs where that is installed, from the project's own mkdocs.yml.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import fictional_edition as edition
import markdown
import pytest
import yaml
from lxml import html
from test_render_site import HOSTILE

from generator.records import Place
from generator.render import render_site
from generator.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "https://news.example/briefings/"
PLACE = Place("port-verrin", "Port Verrin", "France", -3.5, 7.25, (edition.A,), 2)
# What its one article tells alone stands on no page of a story of one article.
ALONE = edition.state("the retired judge Halle Brandt", edition.E)
LATER = replace(
    edition.INQUIRY_STORY,
    articles=(replace(edition.INQUIRY_STORY.articles[0], alone=(ALONE,)),),
    first_date="2031-06-09",
    last_date="2031-06-09",
    places=(replace(PLACE, articles=(edition.E,)),),
    actors=(*edition.INQUIRY_STORY.actors, replace(edition.FLOOD.actors[3], statements=(edition.INQUIRY,))),
)
STORIES = (replace(edition.FLOOD, places=(PLACE,)), LATER, edition.hostile_story(HOSTILE))


def write_project(folder: Path) -> None:
    """The pages of an invented edition, with the project's own mkdocs.yml and theme."""
    files = render_site(
        STORIES,
        edition.STORYLINES,
        edition.SOURCES,
        edition.PROBLEMS,
        settings=Settings(root=folder, address=ADDRESS),
        as_of="2031-06-10",
        articles=edition.article_records(),
    )
    for path, text in files.items():
        target = folder / "briefings" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "templates" / "site", folder / "templates" / "site")
    (folder / "generator").mkdir()
    shutil.copy(ROOT / "generator" / "mkdocs_hooks.py", folder / "generator" / "mkdocs_hooks.py")
    (folder / "briefings.yml").write_text(yaml.safe_dump({"address": ADDRESS}), encoding="utf-8")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")


def build(program: str, folder: Path) -> Path:
    """The site as ``program`` builds it, without a warning."""
    result = subprocess.run(
        [sys.executable, "-m", program, "build", "--strict", "--quiet", "-f", str(folder / "mkdocs.yml")],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "DISABLE_MKDOCS_2_WARNING": "true"},
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    write_project(folder)
    return folder


@pytest.fixture(scope="module")
def site(project) -> Path:
    return build("mkdocs", project)


@pytest.fixture(scope="module")
def pages(site) -> dict[str, html.HtmlElement]:
    """Address below the site to page."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): html.fromstring(file.read_bytes())
        for file in sorted(site.rglob("*.html"))
    }


def references(page: html.HtmlElement) -> set[str]:
    """Every address that a page names: links, other forms, style sheets, scripts, images."""
    return {*page.xpath("//@href"), *page.xpath("//@src")}


def find_target(site: Path, base: str, reference: str) -> tuple[str, str] | None:
    """Where a reference on the page at ``base`` leads below the site, and to which anchor; None where it leads away."""
    parts = urlsplit(urljoin(ADDRESS + base, reference))
    if parts.scheme not in ("http", "https") or not parts.geturl().startswith(ADDRESS):
        return None
    return unquote(parts.path).removeprefix(urlsplit(ADDRESS).path), unquote(parts.fragment)


def test_no_link_leads_nowhere(site, pages):
    checked = 0
    for base, page in pages.items():
        for reference in sorted(references(page)):
            found = find_target(site, base, reference)
            if found is None:
                continue
            path, anchor = found
            assert (site / path).is_file() or (site / path / "index.html").is_file(), (base, reference)
            if anchor:
                assert pages[path].xpath("//*[@id=$anchor]", anchor=anchor), (base, reference)
            checked += 1
    assert checked > 400


def test_every_page_is_reached_from_the_front_page_without_scripts(site, pages):
    reached, waiting = set(), [""]
    while waiting:
        base = waiting.pop()
        if base in reached or base not in pages:
            continue
        reached.add(base)
        waiting += [found[0] for link in pages[base].xpath("//a/@href") if (found := find_target(site, base, link))]
    moved = {base for base, page in pages.items() if page.xpath('//meta[@http-equiv="refresh"]')}
    assert set(pages) - moved - {"404.html"} == reached


def test_every_page_says_what_it_is(pages):
    titles = []
    for base, page in pages.items():
        assert len(page.xpath("//h1")) == 1 and page.xpath("string(//title)").strip(), base
        if base == "404.html" or page.xpath('//meta[@http-equiv="refresh"]'):
            continue
        for name in ("og:title", "og:description", "og:type", "og:url"):
            assert page.xpath("//meta[@property=$name]/@content", name=name), (base, name)
        assert page.xpath('//meta[@name="description"]/@content')[0].strip(), base
        assert page.xpath('//link[@rel="canonical"]/@href') == [ADDRESS + base], base
        (record,) = page.xpath('//script[@type="application/ld+json"]')
        assert json.loads(record.text)["@context"] == "https://schema.org", base
        if "<script>" not in page.xpath("string(//title)"):
            titles.append(page.xpath("string(//title)"))
    assert len(titles) == len(set(titles)) > 20


def test_a_story_is_a_report_with_what_it_cites(pages):
    page = pages[f"{edition.FLOOD.permalink}/"]
    record = json.loads(page.xpath('//script[@type="application/ld+json"]')[0].text)
    assert (record["@type"], record["headline"]) == ("Report", edition.FLOOD.headline)
    assert record["datePublished"] == "2031-05-03"
    assert record["citation"][0]["@type"] == "NewsArticle" and record["citation"][0]["publisher"] == "Coast Courier"


def test_a_story_has_its_data_its_print_and_its_mail(site, pages):
    base = f"{edition.FLOOD.permalink}/"
    links = {link.text: link.get("href") for link in pages[base].xpath('//*[@class="alternates"]//a')}
    assert (site / find_target(site, base, links["As data (JSON)"])[0]).is_file()
    assert links["Print"] == "?print" and links["Mail"].startswith("mailto:?subject=Harbour%20wall")
    assert find_target(site, base, pages[base].xpath('//link[@type="application/json"]/@href')[0])[0].endswith(".json")


def test_feeds_lead_to_pages(site):
    for file in sorted(site.rglob("*.xml")):
        if file.name != "sitemap.xml":
            for link in ElementTree.parse(file).iter("{http://www.w3.org/2005/Atom}link"):
                path = link.get("href").removeprefix(ADDRESS)
                assert (site / path).is_file() or (site / path / "index.html").is_file(), (file, path)
    for file in [site / "feed.json", *(site / "actors").glob("*.json")]:
        for item in json.loads(file.read_text(encoding="utf-8"))["items"]:
            assert (site / item["url"].removeprefix(ADDRESS) / "index.html").is_file(), file


@pytest.mark.skipif(find_spec("properdocs") is None, reason="ProperDocs is not installed")
def test_properdocs_builds_the_same_pages(tmp_path, site):
    write_project(tmp_path)
    other = build("properdocs", tmp_path)
    assert sorted(page.relative_to(other) for page in other.rglob("*.html")) == sorted(
        page.relative_to(site) for page in site.rglob("*.html")
    )
    story = f"{edition.FLOOD.permalink}/index.html"
    assert (other / story).read_text(encoding="utf-8") == (site / story).read_text(encoding="utf-8")


def test_the_page_of_an_empty_edition_shows_what_to_write_above_an_article(tmp_path):
    """The extensions of Markdown are those of mkdocs.yml, which know no fenced code."""
    files = render_site((), (), (), (), settings=Settings(root=tmp_path), as_of=None)
    extensions = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    page = html.fromstring(markdown.markdown(files["index.md"].partition("\n---\n")[2], extensions=extensions))
    (code,) = page.xpath("//li//pre/code/text()")
    assert code.splitlines()[:2] == ["---", "title: The headline"] and "```" not in page.text_content()
