"""What an editor decided about stories, checked against the articles that there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..records import Article, Problem
from ..settings import EDITORIAL_FILE, Editorial

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """``editorial.yml`` in article ids: groups to be one story, groups of which no two share one, headlines, moves."""

    together: tuple[Group, ...]
    apart: tuple[Group, ...]
    headlines: tuple[tuple[str, str], ...]
    moves: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


def read_decisions(editorial: Editorial, articles: Mapping[str, Article]) -> Decisions:
    """The merges, splits and headlines that fit; a Problem for every line that does not (any longer)."""
    by_seed = {articles[identifier].seed: identifier for identifier in sorted(articles)}
    problems: list[Problem] = []
    together = _read_groups("merge", editorial.merge, by_seed, problems)
    apart = _read_groups("split", editorial.split, by_seed, problems)
    headlines = []
    for seed, headline in editorial.rename:
        if seed in by_seed:
            headlines.append((by_seed[seed], headline))
        else:
            problems.append(_problem(f"rename: no such seed: {seed}", "correct the name or take the line out"))
    moves = []
    for seed, other in editorial.move:
        gone = [name for name in (seed, other) if name not in by_seed]
        problems += [
            _problem(f"move: no such seed: {name}", "correct the name or take the line out")
            for name in sorted(set(gone))
        ]
        if not gone and seed == other:
            problems.append(_problem(f"move: {seed} cannot go to itself", "name a seed of the story it goes to"))
        elif not gone:
            moves.append((by_seed[seed], by_seed[other]))
    return Decisions(together, apart, tuple(headlines), tuple(moves), tuple(problems))


def _read_groups(
    name: str, groups: Sequence[Group], by_seed: Mapping[str, str], problems: list[Problem]
) -> tuple[Group, ...]:
    kept = []
    for group in groups:
        for seed in group:
            if seed not in by_seed:
                problems.append(
                    _problem(f"{name}: no such seed: {seed}", "correct the name or take it out of the line")
                )
        known = tuple(sorted({by_seed[seed] for seed in group if seed in by_seed}))
        if len(known) > 1:
            kept.append(known)
        elif len(set(group)) < 2:
            problems.append(
                _problem(f"{name}: {', '.join(group) or 'an empty line'} needs two seeds", "name two seeds or more")
            )
    return tuple(kept)


def merge_groups(
    groups: Sequence[Group], decisions: Decisions, articles: Mapping[str, Article]
) -> tuple[tuple[Group, ...], tuple[Problem, ...]]:
    """The groups with those put together that an editor merged; a merge that a split forbids is a Problem."""
    found = list(groups)
    problems = []
    for wanted in decisions.together:
        parts = [group for group in found if set(group) & set(wanted)]
        merged = tuple(sorted(article for group in parts for article in group))
        barrier = next((group for group in decisions.apart if len(set(group) & set(merged)) > 1), None)
        if len(parts) > 1 and barrier:
            seeds = ", ".join(sorted(articles[identifier].seed for identifier in wanted))
            kept = ", ".join(sorted(articles[identifier].seed for identifier in barrier))
            problems.append(
                _problem(
                    f"merge: {seeds} cannot be one story while split keeps {kept} apart",
                    "take one of the two lines out",
                )
            )
            continue
        found = sorted([group for group in found if group not in parts] + [merged])
    return tuple(found), tuple(problems)


def move_articles(
    groups: Sequence[Group], decisions: Decisions, articles: Mapping[str, Article]
) -> tuple[tuple[Group, ...], tuple[Problem, ...]]:
    """The groups with single articles moved, line by line; a Problem for a line that changes nothing or that a split
    forbids."""
    found = list(groups)
    problems = []
    for article, target in decisions.moves:
        source = next(group for group in found if article in group)
        goal = next(group for group in found if target in group)
        line = f"move: {articles[article].seed} to {articles[target].seed}"
        joined = tuple(sorted((*goal, article)))
        if source == goal:
            problems.append(_problem(f"{line}: they are one story already", "take the line out"))
        elif any(article in group and len(set(group) & set(joined)) > 1 for group in decisions.apart):
            problems.append(_problem(f"{line} is what split forbids", "take one of the two lines out"))
        else:
            rest = tuple(name for name in source if name != article)
            found = sorted([group for group in found if group not in (source, goal)] + [joined] + [rest] * bool(rest))
    return tuple(found), tuple(problems)


def choose_headline(
    group: Group, decisions: Decisions, articles: Mapping[str, Article]
) -> tuple[str | None, tuple[Problem, ...]]:
    """The editor's headline of a story, the first that names one of its seeds; a Problem for each other one."""
    fitting = [(identifier, headline) for identifier, headline in decisions.headlines if identifier in group]
    if not fitting:
        return None, ()
    headline = fitting[0][1]
    problems = tuple(
        _problem(
            f"rename: {articles[identifier].seed} is in a story already renamed by {articles[fitting[0][0]].seed}",
            "keep one line a story",
        )
        for identifier, other in fitting[1:]
        if other != headline
    )
    return headline, problems


def _problem(message: str, hint: str) -> Problem:
    return Problem("cluster", EDITORIAL_FILE, message, hint)
