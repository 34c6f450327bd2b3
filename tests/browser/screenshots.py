"""Pictures of each kind of page of a site, on a phone, a tablet and two wide screens, in light and dark.

    make screenshots
    python tests/browser/screenshots.py [--site DIR] [--output DIR] [--whole]

Without ``--site`` it is the site of the invented edition, which has every kind of page. Of each kind the longest page
is taken. ``--whole`` takes the whole page and not the first screen of it.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

from invented_site import ROOT, build_site, serve_site

SCREENS = {"phone": (375, 812), "tablet": (768, 1024), "wide": (1280, 800), "very-wide": (1680, 1050)}
SCHEMES = ("light", "dark")

_KIND = re.compile(r'<body[^>]* class="page-([\w-]+)"')


def find_kinds(site: Path) -> dict[str, str]:
    """Kind to the address, below the site's, of the longest page of the kind."""
    longest: dict[str, tuple[int, str]] = {}
    for page in sorted(site.rglob("index.html")):
        text = page.read_text(encoding="utf-8")
        found = _KIND.search(text)
        if found and found[1] != "moved":
            folder = page.parent.relative_to(site).as_posix()
            longest[found[1]] = max(longest.get(found[1], (0, "")), (len(text), "" if folder == "." else f"{folder}/"))
    return {kind: path for kind, (_, path) in sorted(longest.items())} | {"not-found": "404.html"}


def take(site: Path, output: Path, *, whole: bool) -> int:
    """Write ``KIND-SCREEN-SCHEME.png`` for each kind of page into ``output`` and give how many."""
    from playwright.sync_api import sync_playwright

    output.mkdir(parents=True, exist_ok=True)
    kinds = find_kinds(site)
    with serve_site(site) as address, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for scheme in SCHEMES:
            for screen, (width, height) in SCREENS.items():
                size = {"width": width, "height": height}
                context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
                page = context.new_page()
                for kind, path in kinds.items():
                    page.goto(address + path)
                    page.screenshot(path=output / f"{kind}-{screen}-{scheme}.png", full_page=whole)
                context.close()
        browser.close()
    return len(kinds) * len(SCREENS) * len(SCHEMES)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, help="a built site (default: that of the invented edition)")
    parser.add_argument("--output", type=Path, default=ROOT / "screenshots", help="the folder of the pictures")
    parser.add_argument("--whole", action="store_true", help="whole pages, not first screens")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = options.site or build_site(Path(folder), search="index")
        number = take(site, options.output, whole=options.whole)
    print(f"{number} pictures in {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
