"""Sections of a page: a story's records grouped and ordered as a reader wants them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..records import Actor, Alias, Place, Saying, Statement, Story, StoryArticle
from ..text import fold
from .citations import article_numbers, statement_anchor
from .escape import Markdown

# Words a minute of silent reading of English prose: 238 on average over 190 studies (Brysbaert 2019).
READING_SPEED = 238
# A paragraph of the account ends with the sentence that reaches this many words.
PARAGRAPH_WORDS = 60
# Actors shown whole on the story's page before the others fold away.
STORY_ACTORS = 8
# Articles that a table has columns for: more are not read, and a page of 170 articles was one third tables.
COLUMNS = 24
# Words by which a statement is named in the matrix.
MATRIX_WORDS = 9


@dataclass(frozen=True, slots=True)
class Speaker:
    """What one party said: an actor, or a party that is described only, or nobody named."""

    actor: Actor | None
    words: str | None
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A statement by its first words and the anchor it has on the page; for each article whether it makes it."""

    words: str
    anchor: Markdown
    carried: tuple[bool, ...]


def split_paragraphs(statements: Iterable[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """The statements in paragraphs of a few sentences, in their order."""
    paragraphs: list[tuple[Statement, ...]] = []
    current: list[Statement] = []
    for statement in statements:
        current.append(statement)
        if sum(len(one.text.split()) for one in current) >= PARAGRAPH_WORDS:
            paragraphs.append(tuple(current))
            current = []
    if current:
        paragraphs.append(tuple(current))
    return tuple(paragraphs)


def list_aliases(actor: Actor) -> tuple[Alias, ...]:
    """The other forms of an actor's name, in their order; forms that differ in case or accents alone are one."""
    forms: dict[str, Alias] = {}
    for alias in actor.aliases:
        known = forms.get(fold(alias.name))
        articles = tuple(dict.fromkeys((*known.articles, *alias.articles))) if known else alias.articles
        forms[fold(alias.name)] = Alias(known.name if known else alias.name, articles)
    forms.pop(fold(actor.name), None)
    return tuple(forms.values())


def group_sayings(story: Story) -> tuple[Speaker, ...]:
    """Sayings by who said them: actors in their order, then the others as they come, the unnamed last."""
    actors = {actor.id: (place, actor) for place, actor in enumerate(sort_actors(story))}
    groups: dict[tuple[int, str], list[Saying]] = {}
    for saying in story.sayings:
        groups.setdefault(_speaker_key(saying, actors), []).append(saying)
    speakers = []
    for (_, key), sayings in sorted(groups.items(), key=lambda item: item[0][0]):
        _, actor = actors.get(key, (0, None)) if sayings[0].actor else (0, None)
        speakers.append(Speaker(actor, sayings[0].speaker, tuple(sayings)))
    return tuple(speakers)


def _speaker_key(saying: Saying, actors: Mapping[str, tuple[int, Actor]]) -> tuple[int, str]:
    if saying.actor in actors:
        return actors[saying.actor][0], saying.actor
    if saying.speaker:
        return len(actors), fold(saying.speaker)
    return len(actors) + 1, ""


def sort_actors(story: Story) -> tuple[Actor, ...]:
    """The actors, the most salient first; equal ones by name and id."""
    return tuple(sorted(story.actors, key=lambda actor: (-actor.salience, actor.name, actor.id)))


def differs(story: Story) -> bool:
    """Whether its sources, or those whom they quote, contradict one another."""
    return bool(story.disagreements) or any(entry.relation == "disagreement" for entry in story.figures)


def label_statement(statement: Statement, story: Story) -> str:
    """The outlet whose words a statement prints, as its story lists it."""
    cited = [citation.article for citation in statement.citations[:1]]
    return next((article.label for article in story.articles if article.id in cited), "Source")


def choose_columns(story: Story) -> tuple[StoryArticle, ...]:
    """The articles that a table sets side by side, in their order: of many those that most statements cite."""
    if len(story.articles) <= COLUMNS:
        return story.articles
    cited: Counter[str] = Counter()
    for statement in dict.fromkeys((*story.brief, *story.account, *story.background)):
        cited.update({citation.article for citation in statement.citations})
    chosen = sorted(story.articles, key=lambda article: (-cited[article.id], article.number))[:COLUMNS]
    return tuple(sorted(chosen, key=lambda article: article.number))


def make_matrix(story: Story, columns: Iterable[StoryArticle]) -> tuple[MatrixRow, ...]:
    """A row for each statement of *In brief* and *What happened*: its first words, and which of the columns make it.

    Empty for a story of one article.
    """
    if len(story.articles) < 2:
        return ()
    numbers = article_numbers(story)
    rows = []
    for statement in dict.fromkeys((*story.brief, *story.account)):
        anchor = statement_anchor(statement, numbers)
        if anchor is not None:
            cited = {citation.article for citation in statement.citations}
            rows.append(
                MatrixRow(
                    first_words(statement.text), Markdown(anchor), tuple(one.id in cited for one in columns)
                )
            )
    return tuple(rows)


def first_words(text: str) -> str:
    """The first words of a sentence, with an ellipsis where it goes on."""
    words = text.split()
    return " ".join(words[:MATRIX_WORDS]).rstrip(",;:") + "…" if len(words) > MATRIX_WORDS + 2 else text


def write_coordinates(place: Place) -> str:
    """Where a place lies, in degrees as an atlas writes them: "36.20° N, 37.16° E"."""
    north, east = place.latitude or 0.0, place.longitude or 0.0
    return f"{abs(north):.2f}° {'N' if north >= 0 else 'S'}, {abs(east):.2f}° {'E' if east >= 0 else 'W'}"


def reading_minutes(story: Story) -> int:
    """Minutes to read *In brief*, *What happened* and *Background*, at least one."""
    words = sum(len(one.text.split()) for one in (*story.brief, *story.account, *story.background))
    return max(1, round(words / READING_SPEED))
