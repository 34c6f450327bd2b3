"""The Nu checker finds neither error nor warning on any kind of page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest
from invented_site import KINDS

#: The checker's vnu.jar (npm: vnu-jar). It is wanted where BRIEFINGS_REQUIRE_NU is set.
JAR = os.environ.get("BRIEFINGS_VNU_JAR", "")


def test_every_kind_of_page_is_valid(site):
    if not JAR or shutil.which("java") is None:
        message = "BRIEFINGS_VNU_JAR names no vnu.jar, or there is no Java"
        pytest.fail(message) if os.environ.get("BRIEFINGS_REQUIRE_NU") else pytest.skip(message)
    paths = [site / path / "index.html" if not path.endswith(".html") else site / path for path in KINDS.values()]
    command = ["java", "-Xss4m", "-jar", JAR, "--format", "json", "--exit-zero-always", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    found = [(one["url"].split("/site/")[-1], one["message"], one.get("extract", "")[:120]) for one in messages]
    assert found == []


def test_each_kind_that_pages_name_is_looked_at(site):
    """A new kind of page must have its address in KINDS, so that it is checked as the others are."""
    named = set()
    for page in (site.parent / "briefings").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        front = text.split("\n---\n")[0].splitlines()
        named |= {line.removeprefix("kind: ") for line in front if line.startswith("kind: ")}
    assert named - {"moved"} <= set(KINDS)
