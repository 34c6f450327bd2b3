"""A site on this machine and a project in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fictional_outlet import Project
from loopback import Site, serve_site


@pytest.fixture
def site() -> Iterator[Site]:
    with serve_site() as served:
        yield served


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project")
