"""``briefings add`` and ``briefings fetch`` as a shell sees them; a build knows nothing of the network."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Site, serve_site

from generator.cli import main

PAGE = (
    '<html lang="en"><head><title>Bridge closed</title><meta property="og:site_name" content="The Norvik Herald">'
    '<meta property="article:published_time" content="2016-04-11T08:00:00+02:00"></head><body><article>'
    "<h1>Bridge closed</h1><p>The main bridge was closed to all traffic on Monday after engineers found cracks in its"
    " central pier, the city said.</p><p>Mayor Ada Holm said that the bridge would stay closed for two weeks.</p>"
    "</article></body></html>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve_site() as served:
        served.page("/bridge", PAGE)
        yield served


@pytest.fixture
def project(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1460332800")
    items = "".join(f"<item><title>{name}</title><link>/{name}</link></item>" for name in ("bridge", "none"))
    site.page("/feed", f"<rss version='2.0'><channel><title>Norvik\x1b[31m\nnews</title>{items}</channel></rss>")
    write_settings(tmp_path, f"feeds: ['{site.url}/feed']")
    return tmp_path


def write_settings(folder: Path, more: str) -> None:
    (folder / "briefings.yml").write_text(f"private_addresses: true\nfetch_delay: 0\n{more}\n")


def run(project: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], list[str]]:
    status = main(["--project", str(project), *arguments])
    out, err = capsys.readouterr()
    return status, out.splitlines(), err.splitlines()


def test_add_says_what_became_of_each(project: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    url = site.url + "/bridge"
    status, out, err = run(project, capsys, "add", url, site.url + "/none")
    (name,) = [path.name for path in (project / "seeds").glob("*.html")]
    assert status == 1 and out == [f"added: {project / 'seeds' / name}"]
    assert err == [f"failed: {site.url}/none: the site answered 404, not found"]
    assert "fetched: '2016-04-11'" in (project / "seeds" / name).with_suffix(".yml").read_text()
    assert run(project, capsys, "add", url) == (0, [f"already there: {url} is {project / 'seeds' / name}"], [])
    assert run(project, capsys, "add", "--quiet", url) == (0, [], [])
    _, out, _ = run(project, capsys, "add", "--json", url)
    assert json.loads(out[0]) == {
        "subject": url,
        "status": "present",
        "file": str(project / "seeds" / name),
        "reason": None,
    }


def test_fetch_has_a_line_for_each_source(project: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(project, capsys, "fetch", "--dry-run")
    assert status == 0 and out[-1] == "Norvik [31m news: 2 to fetch" and len(out) == 3
    status, out, err = run(project, capsys, "fetch")
    assert status == 0 and out[-1] == "Norvik [31m news: 1 added, 1 failed" and out[0].startswith("added: ")
    assert err[-1] == f"failed: {site.url}/none: the site answered 404, not found"
    assert run(project, capsys, "fetch")[:2] == (0, ["Norvik [31m news: nothing new, 2 known"])
    assert run(project, capsys, "fetch", "--quiet") == (0, [], [])
    _, out, _ = run(project, capsys, "fetch", "--json")
    assert [page["status"] for page in json.loads(out[0])["pages"]] == ["present", "present"]


def test_fetch_with_strict_fails_with_any_page(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, capsys, "fetch", "--strict")[0] == 1
    assert run(project, capsys, "fetch", "--strict")[0] == 0, "what was given up is named once"


def test_fetch_fails_with_a_feed(project: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    write_settings(project, f"feeds: ['{site.url}/feed', '{site.url}/no-feed']")
    status, out, err = run(project, capsys, "fetch", "--quiet")
    assert status == 1 and out == [] and f"failed: {site.url}/no-feed: the site answered 404, not found" in err


def test_private_addresses_are_refused_unless_the_settings_allow_them(
    project: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "briefings.yml").write_text("")
    status, out, (line,) = run(project, capsys, "add", site.url + "/bridge")
    assert status == 1 and "is a private address (127.0.0.1)" in line and "private_addresses: true" in line
    assert site.asked == [] and list((project / "seeds").iterdir()) == []


@pytest.mark.parametrize(
    "more, message",
    [
        ("", "names no feeds"),
        ("feeds: ['x']\nfetch_delay: -1", "fetch_delay"),
        ("feeds: ['x']\nuser_agent: 'Ä'", "user_agent"),
    ],
)
def test_settings_that_do_not_fit_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: str, message: str
) -> None:
    (tmp_path / "briefings.yml").write_text(more)
    status, _, (line,) = run(tmp_path, capsys, "fetch")
    assert status == 1 and message in line


def test_a_build_loads_nothing_of_the_network() -> None:
    code = (
        "import sys, generator.cli, generator.commands.building; "
        "print([n for n in ('generator.fetch', 'generator.intake', 'generator.mail', 'protego', 'smtplib') if n in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
