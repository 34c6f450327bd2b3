"""What the commands print: progress, problems, and views of articles, analyses and stories."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from .codec import encode
from .dates import format_value
from .pipeline import Build, Progress
from .records import Analysis, Article, Problem, Reprint, Span, TimelineEntry
from .text import collapse_space

SHOWN_CUTS = 4  # of a reason, and seeds of a kind, before "and so many more"
SHOWN_SEEDS = 6
TERMINAL_PAUSE = 0.1  # seconds between two counts on a terminal
LINE_PAUSE = 30.0  # and between two lines elsewhere
SETTLING = 2.0  # seconds before a rate is worth printing


def make_progress(stream: TextIO, *, clock: Callable[[], float] = time.monotonic) -> Progress:
    """A progress function: count, rate and time left on one line of a terminal; elsewhere a line now and then.

    ``clock`` gives seconds; what it says is printed here and written nowhere.
    """
    terminal = stream.isatty()
    begun: dict[str, tuple[float, int]] = {}  # of each stage: the time and the count at its first call
    shown: dict[str, float] = {}

    def show(stage: str, done: int, total: int) -> None:
        now = clock()
        start, first = begun.setdefault(stage, (now, done))
        pause = now - shown.get(stage, start if not terminal else now - TERMINAL_PAUSE)
        if done < total and pause < (TERMINAL_PAUSE if terminal else LINE_PAUSE):
            return
        shown[stage] = now
        line = f"{stage} {done:,} of {total:,}{_pace(done - first, total - done, now - start)}"
        if terminal:
            stream.write(f"\r{line}\x1b[K" + ("\n" if done >= total else ""))
        else:
            stream.write(f"{line}\n")
        stream.flush()

    return show


def _pace(done: int, left: int, seconds: float) -> str:
    """", 9.8 a second, 12 min left"; nothing before there is something to go by."""
    if done < 1 or seconds < SETTLING:
        return ""
    rate = done / seconds
    pace = f", {rate:.1f} a second" if rate < 100 else f", {rate:,.0f} a second"
    return pace + (f", {_duration(left / rate)} left" if left else "")


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def print_problems(problems: Iterable[Problem], stream: TextIO) -> None:
    """One line a problem: where, what, what to do; nothing in it can steer a terminal or turn its order of reading."""
    for problem in problems:
        hint = f" ({problem.hint})" if problem.hint else ""
        line = collapse_space(f"problem: {problem.subject}: {problem.message}{hint}")
        print("".join(char if char.isprintable() else ascii(char)[1:-1] for char in line), file=stream)


def describe_build(build: Build, output: Path, *, written: int, deleted: int) -> str:
    """What a build did, in two lines."""
    articles = sum(len(story.articles) for story in build.stories)
    count = f"{_count(len(build.stories), 'story', 'stories')} from {_count(articles, 'article', 'articles')}"
    problems = f", {_count(len(build.problems), 'problem', 'problems')}" if build.problems else ""
    changed = f"{_count(written, 'file', 'files')} written" + (f", {deleted} deleted" if deleted else "")
    return f"{count}{problems}\nThe pages lie in {output} ({changed})"


def describe_articles(
    articles: Mapping[str, Article], payloads: Mapping[str, str], reprints: Iterable[Reprint]
) -> list[dict[str, Any]]:
    """What each seed was understood as, in the order of the articles; ``payloads`` by seed."""
    shares: dict[str, list[dict[str, Any]]] = {}
    for one in reprints:
        for own, other in ((one.article, one.original), (one.original, one.article)):
            share = {"seed": articles[other].seed, "share": one.share, "first": own == one.original, "by": one.reason}
            shares.setdefault(own, []).append(share)
    return [
        describe_article(article, payloads[article.seed], shares=shares.get(key, ()))
        for key, article in articles.items()
    ]


def describe_article(article: Article, payload: str, *, shares: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """What a seed was understood as, how each thing is known, what it shares, and the stretches that were cut."""
    return {
        "seed": article.seed,
        "headline": article.headline,
        "source": article.source.name if article.source else None,
        "published": article.published,
        "published_by": article.published_by,
        "modified": article.modified,
        "authors": list(article.authors),
        "language": article.language,
        "kind": article.kind,
        "dateline": article.dateline,
        "url": article.url,
        "known": dict(article.known),
        "doubts": list(article.doubts),
        "versions": [
            {"seed": one.seed, "headline": one.headline, "published": one.published, "modified": one.modified}
            for one in article.versions
        ],
        "shares": [dict(share) for share in shares],
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
    """``describe_article`` for a person: a line a thing, how it is known in brackets, the cuts by their reasons."""
    known = view["known"]

    def with_how(key: str, value: str | None) -> str:
        how = known.get(key)
        return (collapse_space(value) + (f" (from {how})" if how else "")) if value else "unknown"

    lines = [
        view["seed"],
        f"  headline   {with_how('headline', view['headline']) if view['headline'] else 'none'}",
        f"  source     {with_how('source', view['source'])}",
        f"  published  {with_how('published', view['published'])}",
    ]
    if view["modified"]:
        lines.append(f"  modified   {with_how('modified', view['modified'])}")
    if view["authors"]:
        lines.append(f"  authors    {with_how('authors', ', '.join(view['authors']))}")
    if view["kind"] != "report":
        lines.append(f"  kind       {with_how('kind', view['kind'])}")
    if view["dateline"]:
        lines.append(f"  dateline   {view['dateline']}")
    if view["url"]:
        lines.append(f"  address    {view['url']}")
    lines.append("  blocks     " + ", ".join(f"{count} {kind}" for kind, count in view["blocks"].items()))
    lines.extend(f"  doubt      {collapse_space(doubt)}" for doubt in view["doubts"])
    lines.extend(
        f"  version    {one['seed']} is an older version ({one['modified'] or one['published'] or 'undated'})"
        for one in view["versions"]
    )
    lines.extend(
        f"  shares     {one['share']:.0%} with {one['seed']}, which is "
        f"{'taken to be its copy' if one['first'] else 'taken to be the first'} (by {one['by']})"
        for one in view["shares"]
    )
    lines.extend(
        f"  credit     {item['agency'] or 'another agency, not named'}: {item['evidence']}: “{_short(item['text'])}”"
        for item in view["credits"]
    )
    reasons: dict[str, list[str]] = {}
    for item in view["cuts"]:
        reasons.setdefault(item["reason"], []).append(item["text"])
    for reason, texts in reasons.items():
        shown = " · ".join(f"“{_short(text)}”" for text in texts[:SHOWN_CUTS])
        more = f" and {len(texts) - SHOWN_CUTS} more (--json has all)" if len(texts) > SHOWN_CUTS else ""
        lines.append(f"  cut        {reason}: {shown}{more}")
    return "\n".join(lines)


def summarize_articles(views: Sequence[Mapping[str, Any]]) -> str:
    """What a person should look at among many seeds, in a few lines: what is unknown, doubted, old or shared."""
    lines = [f"{_count(len(views), 'article', 'articles')} understood"]
    for words, key in (
        ("of no known outlet", lambda view: not view["source"]),
        ("without a date", lambda view: not view["published"]),
        ("with a doubt", lambda view: view["doubts"]),
        ("with older versions", lambda view: view["versions"]),
        ("that share much of their words with another", lambda view: view["shares"]),
        ("that are no report", lambda view: view["kind"] != "report"),
    ):
        if found := [view["seed"] for view in views if key(view)]:
            named = ", ".join(found[:SHOWN_SEEDS]) + (", …" if len(found) > SHOWN_SEEDS else "")
            lines.append(f"  {len(found)} {words}: {named}")
    reasons = Counter(item["reason"] for view in views for item in view["cuts"])
    if reasons:
        lines.append("  cut: " + ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items())))
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


def describe_entry(entry: TimelineEntry, articles: Mapping[str, Article]) -> dict[str, Any]:
    """An entry of a folder's timeline; ``text`` is word for word the span of its first citation in that seed's text."""
    return {
        "date": entry.date,
        "precision": entry.precision,
        "phase": entry.phase,
        "text": entry.statement.text,
        "expression": entry.expression,
        "basis": entry.basis,
        "reported": list(entry.reported),
        "citations": [
            {"seed": articles[citation.article].seed, **encode(citation)} for citation in entry.statement.citations
        ],
    }


def format_entry(entry: TimelineEntry, articles: Mapping[str, Article]) -> str:
    """``describe_entry`` for a person: the date, the words, and the seeds that carry them."""
    phase = " (announced)" if entry.phase == "announced" else ""
    seeds = dict.fromkeys(articles[citation.article].seed for citation in entry.statement.citations)
    first, *others = seeds
    more = f" and {_count(len(others), 'other', 'others')}" if others else ""
    return f"{format_value(entry.date)}{phase}\n  {collapse_space(entry.statement.text)}\n  [{first}{more}]"


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _short(text: str, *, length: int = 70) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
