"""A built site of the invented edition, served on this machine, and a browser."""

from __future__ import annotations

import pytest
from invented_site import PAGEFIND, build_site, serve_site


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the site, with Pagefind's search where it is installed."""
    return build_site(tmp_path_factory.mktemp("site"), search="pagefind" if PAGEFIND else "index")


@pytest.fixture(scope="session")
def site_address(site):
    with serve_site(site) as address:
        yield address


@pytest.fixture(scope="session")
def index_address(tmp_path_factory):
    """The same site with the search's own index."""
    with serve_site(build_site(tmp_path_factory.mktemp("index"), search="index")) as address:
        yield address


@pytest.fixture
def open_page(browser, site_address):
    """Opens pages in a fresh context; requests go into ``page.requests``, script errors into ``page.errors``."""
    contexts = []

    def start(path: str = "", *, address: str = site_address, before: str = "", **options):
        context = browser.new_context(**{"reduced_motion": "reduce", **options})
        contexts.append(context)
        context.set_default_timeout(120_000)  # a busy machine is no failure
        page = context.new_page()
        page.requests, page.errors = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        if before:
            page.add_init_script(before)
        page.goto(address + path)
        return page

    yield start
    for context in contexts:
        context.close()
