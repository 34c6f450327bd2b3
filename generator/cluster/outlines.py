"""Outlines: what telling stories apart takes of one article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..records import Analysis, Article
from .terms import load_background, weigh_terms
from .weekdays import find_weekdays


@dataclass(frozen=True, slots=True)
class Outline:
    """The weighted terms of an article, and the days of the week that it names."""

    terms: dict[str, float]
    weekdays: tuple[int, ...]


def outline_article(article: Article, analysis: Analysis) -> Outline:
    """The Outline of an article, a function of it and its analysis alone."""
    terms = weigh_terms(article, analysis, background=load_background())
    return Outline(terms, tuple(sorted(find_weekdays(article, analysis))))


class Terms(Mapping[str, Mapping[str, float]]):
    """The terms of articles, whose outlines may be read one by one."""

    def __init__(self, outlines: Mapping[str, Outline]) -> None:
        self._outlines = outlines

    def __len__(self) -> int:
        return len(self._outlines)

    def __iter__(self) -> Iterator[str]:
        return iter(self._outlines)

    def __getitem__(self, name: str) -> Mapping[str, float]:
        return self._outlines[name].terms
