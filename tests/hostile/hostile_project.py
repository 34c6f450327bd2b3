"""A project whose every article is hostile in every field, in every format, and its harmless twin."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import yaml

SUBJECTS = (
    ("Norvik", "the bridge over the Sund had been closed after cracks were found in two of its pillars", 11),
    ("Tessen", "the old mill had burnt down and that 14 people had been taken to the hospital", 18),
    ("Aldmoor", "the council had voted for a tax of 5 million crowns on boats in the harbour", 25),
)
BODY = """The mayor of {town} said on Monday that {what}, and that {words} would be looked into.

"{words} is what we were told," the mayor, Ada Holm of {words}, told The Norvik Herald on Tuesday.

According to {words}, about 4,000 people live there. {words}
"""


def write_project(folder: Path, payloads: Mapping[str, str]) -> None:
    """One seed for each payload, the formats taking turns, and a mkdocs.yml for the site."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    for number, words in enumerate(payloads.values()):
        town, what, day = SUBJECTS[number % len(SUBJECTS)]
        body = BODY.format(town=town, what=what, words=words)
        fields = {
            "title": f"{town}: {words}",
            "source": words,
            "author": words,
            "url": words,
            "published": f"2016-04-{day}" if number % 2 else words,
            "language": "en",
        }
        name = _file_name(number, words)
        write = WRITERS[number % len(WRITERS)]
        for suffix, data in write(fields, body).items():
            (seeds / f"{name}{suffix}").write_bytes(data)
    root = Path(__file__).resolve().parents[2]
    config = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    config["theme"]["custom_dir"] = str(root / "templates" / "site")
    config["hooks"] = [str(root / "generator" / "mkdocs_hooks.py")]
    config["extra"] = {"search": "index"}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    settings = {"address": "https://site.example/", "article_text": "whole", "mail": {"from": "news@site.example"}}
    (folder / "briefings.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")


def _file_name(number: int, words: str) -> str:
    """The words as far as a file may be called so."""
    usable = "".join(char for char in words if char.isprintable() and char != "/")
    return f"{number:03} {usable[:40]}".strip()


def _yaml(fields: dict[str, str]) -> str:
    """With every character that YAML can hold."""
    shown = {key: value.encode("utf-8", "replace").decode() for key, value in fields.items()}
    return yaml.safe_dump(shown, allow_unicode=False)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _plain(fields: dict[str, str], body: str) -> dict[str, bytes]:
    return {".txt": _bytes(f"{fields['title']}\n\n{body}"), ".yml": _yaml(fields).encode()}


def _front_matter(fields: dict[str, str], body: str) -> dict[str, bytes]:
    return {".md": _bytes(f"---\n{_yaml(fields)}---\n\n{body}")}


def _page(fields: dict[str, str], body: str) -> dict[str, bytes]:
    """A page that states its fields as metadata, with the words as text; and, in one paragraph, as markup."""
    shown = {key: html.escape(value) for key, value in fields.items()}
    record = {
        "@type": "NewsArticle",
        "headline": fields["title"],
        "author": {"name": fields["author"]},
        "publisher": {"name": fields["source"]},
        "url": fields["url"],
        "datePublished": fields["published"],
    }
    paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in body.split("\n\n"))
    page = (
        f'<html lang="en"><head><title>{shown["title"]}</title><meta property="og:title" content="{shown["title"]}">'
        f'<meta property="og:site_name" content="{shown["source"]}"><link rel="canonical" href="{shown["url"]}">'
        f'<script type="application/ld+json">{json.dumps(record).replace("<", "&lt;")}</script></head><body><article>'
        f"<h1>{shown['title']}</h1>{paragraphs}<p>{fields['author']}</p></article></body></html>"
    )
    return {".html": _bytes(page)}


def _export(fields: dict[str, str], body: str) -> dict[str, bytes]:
    return {".json": json.dumps({**fields, "text": body}).encode()}


def _feed(fields: dict[str, str], body: str) -> dict[str, bytes]:
    def shown(text: str) -> str:
        return html.escape("".join(char if char.isprintable() or char == "\n" else " " for char in text))

    item = (
        f"<item><title>{shown(fields['title'])}</title><link>{shown(fields['url'])}</link>"
        f"<guid>{shown(fields['url'][:200])}</guid><author>{shown(fields['author'])}</author>"
        f"<pubDate>{shown(fields['published'])}</pubDate><description>{shown(html.escape(body))}</description></item>"
    )
    channel = f"<channel><title>{shown(fields['source'])}</title>{item}</channel>"
    return {".rss": _bytes(f"<rss version='2.0'>{channel}</rss>")}


def _mail(fields: dict[str, str], body: str) -> dict[str, bytes]:
    def shown(text: str) -> str:
        return " ".join(text.encode("utf-8", "replace").decode().split())[:900]

    mail = EmailMessage()
    mail["Subject"] = shown(fields["title"])
    mail["From"] = "News <news@herald.example>"
    mail["Date"] = "Mon, 11 Apr 2016 10:00:00 +0200"
    mail.set_content(body.encode("utf-8", "replace").decode())
    return {".eml": bytes(mail)}


WRITERS = (_plain, _front_matter, _page, _export, _feed, _mail)
