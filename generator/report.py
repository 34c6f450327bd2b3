"""What the commands print: progress, problems, and views of articles, analyses and stories."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from .codec import encode
from .pipeline import Build, Progress
from .records import Analysis, Article, Problem, Span
from .text import collapse_space

_LINK = re.compile(r"\[([^\[\]\n]{0,200})\]\([^()\s]{0,500}\)")
_ATTRIBUTES = re.compile(r"\{[:#.][^{}\n]{0,300}\}")
_TAG = re.compile(r"</?[a-z][^<>\n]{0,500}>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def make_progress(stream: TextIO) -> Progress:
    """A progress function: one line that counts on a terminal, a line every hundred elsewhere."""
    terminal = stream.isatty()

    def show(stage: str, done: int, total: int) -> None:
        if terminal:
            stream.write(f"\r{stage} {done} of {total}" + ("\n" if done == total else ""))
            stream.flush()
        elif done == total or done % 100 == 0:
            print(f"{stage} {done} of {total}", file=stream)

    return show


def print_problems(problems: Iterable[Problem], stream: TextIO) -> None:
    """One line a problem: where, what, what to do."""
    for problem in problems:
        hint = f" ({problem.hint})" if problem.hint else ""
        print(collapse_space(f"problem: {problem.subject}: {problem.message}{hint}"), file=stream)


def describe_build(build: Build, output: Path, *, written: int, deleted: int) -> str:
    """What a build did, in two lines."""
    articles = sum(len(story.articles) for story in build.stories)
    count = f"{_count(len(build.stories), 'story', 'stories')} from {_count(articles, 'article', 'articles')}"
    problems = f", {_count(len(build.problems), 'problem', 'problems')}" if build.problems else ""
    changed = f"{_count(written, 'file', 'files')} written" + (f", {deleted} deleted" if deleted else "")
    return f"{count}{problems}\nThe pages lie in {output} ({changed})"


def describe_article(article: Article, payload: str) -> dict[str, Any]:
    """What a seed was understood as, and the stretches that were cut."""
    return {
        "seed": article.seed,
        "headline": article.headline,
        "source": article.source.name if article.source else None,
        "published": article.published,
        "published_by": article.published_by,
        "authors": list(article.authors),
        "dateline": article.dateline,
        "url": article.url,
        "credits": [
            {
                "agency": credit.agency,
                "evidence": credit.evidence,
                "text": collapse_space(article.text[credit.start : credit.end]),
            }
            for credit in article.credits
        ],
        "blocks": {
            kind: sum(block.kind == kind for block in article.blocks)
            for kind in sorted({block.kind for block in article.blocks})
        },
        "cuts": [{"reason": cut.reason, "text": collapse_space(payload[cut.start : cut.end])} for cut in article.cuts],
    }


def format_article(view: Mapping[str, Any]) -> str:
    """``describe_article`` for a person."""
    dated = f"{view['published']} (from {view['published_by']})" if view["published"] else "unknown"
    lines = [
        view["seed"],
        f"  headline   {collapse_space(view['headline'] or 'none')}",
        f"  source     {view['source'] or 'unknown'}",
        f"  published  {dated}",
    ]
    if view["authors"]:
        lines.append(f"  authors    {', '.join(view['authors'])}")
    if view["dateline"]:
        lines.append(f"  dateline   {view['dateline']}")
    if view["url"]:
        lines.append(f"  address    {view['url']}")
    lines.append("  blocks     " + ", ".join(f"{count} {kind}" for kind, count in view["blocks"].items()))
    lines.extend(
        f"  credit     {item['agency'] or 'another agency, not named'}: {item['evidence']}: “{_short(item['text'])}”"
        for item in view["credits"]
    )
    lines.extend(f"  cut        {item['reason']}: “{_short(item['text'])}”" for item in view["cuts"])
    return "\n".join(lines)


def describe_analysis(article: Article, analysis: Analysis) -> dict[str, Any]:
    """One article's annotations with offsets into its text, as ``briefings annotate`` prints them."""
    return {
        "seed": article.seed,
        "text": article.text,
        "headline": article.headline,
        "published": article.published,
        "sentences": [_pair(sentence.span) for sentence in analysis.sentences],
        "mentions": [
            {"start": mention.span.start, "end": mention.span.end, "label": mention.label, "entity": mention.entity}
            for mention in analysis.mentions
        ],
        "entities": encode(analysis.entities),
        "times": [
            {"start": time.span.start, "end": time.span.end, "type": time.type, "value": time.value}
            for time in analysis.times
        ],
        "attributions": [
            {
                "source": _pair(item.source),
                "cue": _pair(item.cue),
                "content": [_pair(span) for span in item.content],
                "kind": item.kind,
                "force": item.force,
                "speaker": item.speaker,
            }
            for item in analysis.attributions
        ],
        "figures": [
            {
                "start": figure.span.start,
                "end": figure.span.end,
                "quantity": figure.quantity,
                "value": figure.value,
                "bound": figure.bound,
                "scope": list(figure.scope),
                "as_of": figure.as_of,
                "claimant": _pair(figure.claimant),
            }
            for figure in analysis.figures
        ],
        "roles": [{"entity": role.entity, "start": role.span.start, "end": role.span.end} for role in analysis.roles],
    }


def find_story(stories: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The stories that ``name`` means: a rank, an id, an address, or else a part of an address or headline."""
    if name.isdecimal() and 1 <= int(name) <= len(stories):
        return [stories[int(name) - 1]]
    exact = [story for story in stories if name in (story["id"], story["permalink"], story["permalink"].split("/")[-1])]
    wanted = name.casefold()
    return exact or [
        story for story in stories if wanted in story["permalink"].casefold() or wanted in story["headline"].casefold()
    ]


def page_to_text(page: str) -> str:
    """A page's Markdown without front matter, link targets, attributes, tags and escapes."""
    if page.startswith("---\n"):
        page = page.split("\n---\n", 1)[-1]
    for pattern, replacement in ((_LINK, r"\1"), (_ATTRIBUTES, ""), (_TAG, ""), (_ESCAPE, r"\1")):
        page = pattern.sub(replacement, page)
    return html.unescape(page).strip()


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _short(text: str, *, length: int = 70) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
