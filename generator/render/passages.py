"""Cited passages: for each article the stretches that stories cite, in text order, and where they are cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from ..records import Article, Citation, Statement, Story, Storyline
from .citations import article_numbers, list_statements, passage_anchor, statement_anchor
from .escape import Markdown, escape_markdown, visible_text

#: Words at each end by which a text fragment names a longer passage.
FRAGMENT_WORDS = 4
#: Places in one story to which a passage leads back.
SHOWN_USES = 3


@dataclass(frozen=True, slots=True)
class Use:
    """Where a passage is cited: the story, or the storyline whose timeline it is; the anchor of the statement there
    (None for a headline or a storyline), and whether the statement's own words are this passage (``verbatim``) or
    another's that says the same."""

    story: Story | Storyline
    anchor: str | None
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A cited stretch of an article that lies in no other cited one.

    ``words`` is its text as Markdown with an anchor for it and for each cited stretch inside it; None
    where the text is not known. ``gap`` says that text stands between it and the passage before.
    """

    start: int
    end: int
    words: Markdown | None
    anchors: tuple[str, ...]
    uses: tuple[Use, ...]
    gap: bool

    @property
    def storylines(self) -> tuple[Storyline, ...]:
        """The storylines whose timelines cite it, in the order of the edition."""
        return tuple({use.story.id: use.story for use in self.uses if isinstance(use.story, Storyline)}.values())

    @property
    def stories(self) -> tuple[tuple[Story, tuple[Use, ...]], ...]:
        """The uses by story, in the order of the edition."""
        uses = [use for use in self.uses if isinstance(use.story, Story)]
        stories = dict.fromkeys(use.story.id for use in uses)
        groups = (tuple(use for use in uses if use.story.id == key) for key in stories)
        return tuple((group[0].story, group) for group in groups)


def find_uses(
    stories: Iterable[Story], storylines: Iterable[Storyline] = ()
) -> dict[str, dict[tuple[int, int], list[Use]]]:
    """Article id to span to where it is cited, over all stories and the timelines of storylines."""
    found: dict[str, dict[tuple[int, int], list[Use]]] = {}
    for story in stories:
        if story.headline_citation is not None:
            _add(found, story.headline_citation, Use(story, None, True))
        numbers = article_numbers(story)
        for statement in list_statements(story):
            anchor = statement_anchor(statement, numbers)
            for place, citation in enumerate(statement.citations):
                _add(found, citation, Use(story, anchor, place == 0))
    for storyline in storylines:
        for entry in storyline.timeline:
            for place, citation in enumerate(entry.statement.citations):
                _add(found, citation, Use(storyline, None, place == 0))
    return found


def find_texts(
    stories: Iterable[Story], articles: Mapping[str, Article], storylines: Iterable[Storyline] = ()
) -> dict[tuple[str, int, int], str]:
    """The words of each cited span, from its article, else from the statement or headline that prints it."""
    texts: dict[tuple[str, int, int], str] = {}

    def add(citation: Citation, words: str | None) -> None:
        article = articles.get(citation.article)
        if article is not None:
            words = article.text[citation.start : citation.end]
        if words is not None:
            texts.setdefault((citation.article, citation.start, citation.end), words)

    for story in stories:
        if story.headline_citation is not None:
            add(story.headline_citation, story.headline)
        for statement in list_statements(story):
            for place, citation in enumerate(statement.citations):
                add(citation, _own_words(statement, citation) if place == 0 else None)
    for entry in (entry for storyline in storylines for entry in storyline.timeline):
        for place, citation in enumerate(entry.statement.citations):
            add(citation, _own_words(entry.statement, citation) if place == 0 else None)
    return texts


def _own_words(statement: Statement, citation: Citation) -> str | None:
    return statement.text if len(statement.text) == citation.end - citation.start else None


def list_passages(
    article: str, uses: Mapping[tuple[int, int], list[Use]], texts: Mapping[tuple[str, int, int], str]
) -> tuple[Passage, ...]:
    """The passages of one article in text order; a stretch inside another is an anchor in it."""
    spans = sorted(uses, key=lambda span: (span[0], -span[1]))
    outer: list[tuple[tuple[int, int], list[tuple[int, int]]]] = []
    for span in spans:
        if outer and span[1] <= outer[-1][0][1]:
            outer[-1][1].append(span)
        else:
            outer.append((span, []))
    passages, last = [], 0
    for (start, end), inner in outer:
        text = texts.get((article, start, end))
        words = None if text is None else mark_spans(text, start, inner)
        anchors = tuple(_anchor(span) for span in ((start, end), *inner))
        cited = {(use.story.id, use.anchor, use.verbatim): use for span in ((start, end), *inner) for use in uses[span]}
        passages.append(Passage(start, end, words, anchors, tuple(cited.values()), bool(passages) and start > last + 2))
        last = end
    return tuple(passages)


def mark_spans(text: str, offset: int, inner: Iterable[tuple[int, int]]) -> Markdown:
    """The text, which stands at ``offset``, escaped, with an element around each inner span, a point if two cross."""
    opens: dict[int, list[str]] = {}
    closes: dict[int, int] = {}
    stack: list[int] = []
    for start, end in inner:
        while stack and stack[-1] <= start:
            stack.pop()
        if stack and end > stack[-1]:
            opens.setdefault(start, []).append(f'<a id="{_anchor((start, end))}"></a>')
            continue
        stack.append(end)
        opens.setdefault(start, []).append(f'<span id="{_anchor((start, end))}">')
        closes[end] = closes.get(end, 0) + 1
    cuts = sorted({offset, offset + len(text), *opens, *closes})
    parts: list[str] = []
    for start, end in zip(cuts, [*cuts[1:], cuts[-1]]):
        parts.append("</span>" * closes.get(start, 0))
        parts.extend(opens.get(start, ()))
        parts.append(_escape_inside(text[start - offset : end - offset]))
    return Markdown("".join(parts).strip())


def _escape_inside(text: str) -> str:
    """A stretch of a line: escaped, with the one blank kept that may stand at its ends."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{escape_markdown(text)}{after}"


def _anchor(span: tuple[int, int]) -> str:
    return passage_anchor(Citation("", "", span[0], span[1], ""))


def _add(found: dict[str, dict[tuple[int, int], list[Use]]], citation: Citation, use: Use) -> None:
    places = found.setdefault(citation.article, {}).setdefault((citation.start, citation.end), [])
    if use not in places:
        places.append(use)


def fill_gaps(passages: Iterable[Passage], article: Article) -> tuple[Passage, ...]:
    """The passages with all that stands between them in the article's told blocks, so that its whole text is shown."""
    passages = list(passages)
    found = list(passages)
    for block in article.blocks:
        cuts = [block.start]
        for passage in passages:
            if passage.start < block.end and passage.end > block.start:
                cuts += (max(passage.start, block.start), min(passage.end, block.end))
        cuts.append(block.end)
        for start, end in zip(cuts[::2], cuts[1::2]):
            if article.text[start:end].strip():
                words = Markdown(escape_markdown(article.text[start:end]))
                found.append(Passage(start, end, words, (_anchor((start, end)),), (), False))
    return tuple(replace(one, gap=False) for one in sorted(found, key=lambda one: (one.start, one.end)))


def link_passage(address: str, words: str) -> str:
    """The address of a page with a text fragment, so that a browser shows and marks ``words`` there.

    A fragment of its own is left out: a browser takes one. Long passages are given by their first and last words.
    """
    spoken = visible_text(words).split()
    ends = [spoken] if len(spoken) <= 2 * FRAGMENT_WORDS else [spoken[:FRAGMENT_WORDS], spoken[-FRAGMENT_WORDS:]]
    text = ",".join(quote(" ".join(one), safe="").replace("-", "%2D") for one in ends)
    return f"{address.partition('#')[0]}#:~:text={text}"
