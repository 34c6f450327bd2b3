"""A site on this machine, and a client that may speak to it and does not wait."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from loopback import Site, make_quick_client, serve_site

from generator.fetch import Client


@pytest.fixture
def site() -> Iterator[Site]:
    with serve_site() as served:
        yield served


@pytest.fixture
def client() -> Client:
    return make_quick_client()
