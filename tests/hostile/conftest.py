"""Payloads and patterns can be imported by name; the hostile project and its twin are built once."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from hostile_project import write_project  # noqa: E402
from payloads import PAYLOADS  # noqa: E402

from generator.cli import main  # noqa: E402


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile project, built with its site, which MkDocs does strictly."""
    folder = tmp_path_factory.mktemp("hostile")
    write_project(folder, PAYLOADS)
    assert main(["--project", str(folder), "build", "--quiet", "--jobs", "1"]) == 0
    return folder


@pytest.fixture(scope="session")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its twin: the same words, without any mark that could be more than text."""
    folder = tmp_path_factory.mktemp("harmless")
    write_project(folder, {name: re.sub("[^A-Za-z0-9]+", " ", words) or name for name, words in PAYLOADS.items()})
    assert main(["--project", str(folder), "build", "--quiet", "--jobs", "1"]) == 0
    return folder
