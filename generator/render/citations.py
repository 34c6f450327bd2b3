"""Citation marks: the small numbers after a statement, and the anchors they jump from and to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from string import ascii_lowercase

from ..errors import RenderError
from ..records import Citation, Statement, Story, StoryArticle
from .addresses import article_path
from .escape import Markdown, escape_markdown


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles of a page that is not a story's, numbered from 1 in the order in which it cites them."""

    permalink: str
    articles: tuple[StoryArticle, ...]


def passage_anchor(citation: Citation) -> str:
    """The anchor of a cited span on its article's page."""
    return f"p{citation.start}-{citation.end}"


def statement_anchor(statement: Statement, numbers: Mapping[str, int]) -> str | None:
    """The anchor of a statement on its story's page, from the number and place of its first citation.

    Upper-case, so that it never meets the anchor of a heading. None where nothing is cited.
    """
    if not statement.citations:
        return None
    first = statement.citations[0]
    return f"S{numbers.get(first.article, 0)}-{first.start}-{first.end}"


def article_numbers(story: Story | Listing) -> dict[str, int]:
    """Article id to its number on the story's page."""
    return {article.id: article.number for article in story.articles}


def order_citations(statement: Statement, numbers: Mapping[str, int]) -> tuple[Citation, ...]:
    """The citations as they are printed: the one whose words are shown first, the others by number and place."""
    distinct = dict.fromkeys(statement.citations)
    first = list(distinct)[:1]
    others = sorted(list(distinct)[1:], key=lambda one: (numbers.get(one.article, 0), one.start, one.end))
    return (*first, *others)


class CitationMarks:
    """Prints the marks of one page's statements; the first time a statement is cited it also gets its anchor.

    ``base`` is the function that gives an address relative to the page, ``numbers`` maps article ids to
    numbers. ``anchors`` is False where the statements of other pages are repeated (index, source).
    """

    def __init__(self, story: Story | Listing, *, base: Callable[[str, str], str], anchors: bool = True) -> None:
        self._numbers = article_numbers(story)
        self._permalink = story.permalink
        self._base = base
        self._anchors = anchors
        self._seen: set[str] = set()

    def __call__(self, statement: Statement) -> Markdown:
        """The marks of a statement, as small links to its passages; an empty text where it cites nothing."""
        citations = order_citations(statement, self._numbers)
        if not citations:
            return Markdown("")
        marks = " ".join(f"[{label}]({self._link(one)})" for label, one in self._labels(citations))
        anchor = statement_anchor(statement, self._numbers)
        if not self._anchors or anchor is None or anchor in self._seen:
            return Markdown(f"<sup>{marks}</sup>")
        self._seen.add(anchor)
        return Markdown(f'<sup id="{anchor}">{marks}</sup>')

    def find_anchor(self, statement: Statement) -> Markdown | None:
        """The anchor at which the page cited the statement so far; None where it did not."""
        anchor = statement_anchor(statement, self._numbers)
        return Markdown(anchor) if anchor in self._seen else None

    def _link(self, citation: Citation) -> str:
        return self._base(article_path(citation.article), passage_anchor(citation))

    def _labels(self, citations: Iterable[Citation]) -> Iterable[tuple[str, Citation]]:
        """The number of each, with a letter from the second passage of one article on: 2, 2b."""
        counts: dict[str, int] = {}
        for citation in citations:
            if citation.article not in self._numbers:
                raise RenderError(
                    f"cites article {citation.article}, which the story does not list",
                    subject=self._permalink,
                    hint="build again with --full",
                )
            count = counts.get(citation.article, 0)
            counts[citation.article] = count + 1
            letter = ascii_lowercase[min(count, 25)] if count else ""
            yield f"{self._numbers[citation.article]}{letter}", citation


def number_marks(articles: Iterable[str], story: Story) -> Markdown:
    """Links by number into the page's own list of sources, for a name or an origin; ids not listed are left out."""
    numbers = article_numbers(story)
    found = sorted({numbers[article] for article in articles if article in numbers})
    if not found:
        return Markdown("")
    return Markdown("<sup>" + " ".join(f"[{number}](#source-{number})" for number in found) + "</sup>")


def name_outlet(name: str, story: Story, *, numbered: bool = False) -> Markdown:
    """An outlet or origin by name. The file that stands in for the name of an unnamed one gives way to its number."""
    for article in story.articles:
        if article.label == name:
            short = name.removesuffix(f" ({article.seed})")
            marks = number_marks([article.id], story) if numbered or short != name else ""
            return Markdown(f"{escape_markdown(short)}{marks}")
    return escape_markdown(name)


def list_statements(story: Story) -> tuple[Statement, ...]:
    """Every statement that the story's page prints, in the order of the page, each once."""
    found: list[Statement] = [*story.brief, *story.account, *story.background]
    found += [entry.statement for entry in story.timeline]
    for actor in story.actors:
        found += [role.statement for role in actor.roles]
        found += actor.statements
    found += [saying.statement for saying in story.sayings]
    found += [position.statement for one in story.disagreements for position in one.positions]
    found += [claim.statement for entry in story.figures for claim in entry.claims]
    for article in story.articles:
        # What one article alone tells is a section of stories that have others.
        found += [*(article.alone if len(story.articles) > 1 else ()), *article.lacks]
    return tuple(dict.fromkeys(found))
