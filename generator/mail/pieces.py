"""The pieces that a letter is made of, each in both parts of a mail: HTML of templates/mail, and text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from ..dates import format_value
from ..press import Section, Source, Story
from ..settings import Settings
from .markup import Passage, convert, find_anchors, find_targets
from .plain import cite_sources, format_blocks, underline, wrap
from .shells import Shell

#: Sections that an edition's mail tells of each story; the first needs no heading.
TOLD = ("brief", "changes", "differences")
#: Stories from which on an edition's mail begins with a list of them.
LISTED = 3
#: Characters of a headline; a longer one is no headline.
TITLE = 300
#: What stands for the recipient's address in the address to unsubscribe at.
RECIPIENT = "{recipient}"

_SOURCE = re.compile(r'\bsource-(\d+)"')
# The words of the link to an article's own page (templates/content/story.md): in the text its address stands there.
_ORIGINAL = " · original article"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a mail in both parts."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the program's own: words, and where they lead (``label`` in the HTML, the address in the text)."""

    words: str
    address: str | None = None
    label: str = ""


class Pieces:
    """The pieces of one project's mails."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.shell = Shell(settings)

    def make_head(self, story: Story) -> Piece:
        """What stands above the sections of a story."""
        page, title = self.page(story), clip(story.title, TITLE)
        standing = self._convert(story, story.standing)
        html = self.shell.make_part(
            title=title, level=1, kicker=self._settings.title, address=page, standing=standing.html
        )
        return Piece(html, _join(underline(title, "="), _words(standing), page or ""))

    def make_sections(
        self, story: Story, sections: Iterable[Section], *, unfolded: Collection[Section]
    ) -> Iterator[Piece]:
        """Each section, of those ``unfolded`` with what the page folds; a link leads to what stands before it."""
        anchors = {f"{prefix(story)}source-{source.number}" for source in story.sources}
        sections = tuple(sections)
        wanted = frozenset().union(*(find_targets(section.html) for section in sections))
        for section in sections:
            anchors |= {section.anchor} | find_anchors(section.html)
            made = self._convert(story, section, anchors=anchors, wanted=wanted, folded=section in unfolded)
            html = self.shell.make_part(title=section.heading, anchor=section.anchor, sections=[{"html": made.html}])
            yield Piece(html, _join(underline(section.heading, "-"), _words(made)))

    def make_sources(self, story: Story, listed: Section, numbers: Collection[int]) -> Piece:
        """The list of sources, those of ``numbers``."""
        rows, texts = [], []
        for source in story.sources:
            if source.number in numbers:
                made = convert(source.html, anchors=(), prefix=prefix(story), page=self.page(story))
                rows.append({**_describe(story, source), "html": made.html})
                texts.append(_write_source(source, *(block.text for block in made.blocks)))
        html = self.shell.make_part(title=listed.heading, anchor=listed.anchor, sources=rows)
        return Piece(html, _join(underline(listed.heading, "-"), *texts))

    def make_entry(self, story: Story) -> Piece:
        """A story as an edition tells it: what it says in brief, where its sources differ, and who they are."""
        page, title = self.page(story), clip(story.title, TITLE)
        sections = _choose_sections(story)
        numbers = list_numbers((story.standing, *sections))
        sources = [source for source in story.sources if source.number in numbers]
        anchors = {f"{prefix(story)}source-{source.number}" for source in sources}
        standing = self._convert(story, story.standing, anchors=anchors)
        told = [
            ("" if _is(one, TOLD[:1]) else one.heading, self._convert(story, one, anchors=anchors)) for one in sections
        ]
        lines = [Line("", page, "The whole briefing")] if page else []
        html = self.shell.make_part(
            title=title,
            anchor=story.anchor,
            address=page,
            standing=standing.html,
            sections=[{"heading": heading, "html": made.html} for heading, made in told],
            sources=[_describe(story, source) for source in sources],
            lines=lines,
        )
        texts = [_join(heading, _words(made)) for heading, made in told]
        listed = "\n".join(_write_source(source, f"{source.label}: {source.headline}") for source in sources)
        return Piece(html, _join(underline(title, "-"), _words(standing), *texts, listed, _write_lines(lines)))

    def make_front(self, told: Sequence[Story], *, count: int, as_of: str | None) -> Piece:
        """What stands above the stories of an edition: of how many it is, and which are told."""
        title = self._settings.title
        standing = (f"As of {format_value(as_of)} · " if as_of else "") + count_of(count, "story", "stories")
        listed = told if len(told) >= LISTED else ()
        entries = [{"anchor": story.anchor, "title": clip(story.title, TITLE)} for story in listed]
        html = self.shell.make_part(
            title=title, level=1, address=self._settings.address, standing=escape(standing), listed=entries
        )
        contents = "\n".join(line for entry in entries for line in wrap(entry["title"], first="- ", rest="  "))
        return Piece(html, _join(underline(title, "="), standing, contents))

    def make_note(self, *lines: Line) -> Piece:
        """Lines of the program's own."""
        return Piece(self.shell.make_part(lines=lines), _write_lines(lines))

    @cached_property
    def end(self) -> Piece:
        """What stands below every letter."""
        lines = [Line("Each sentence stands word for word in the source whose number follows it.")]
        if address := self._settings.address:
            lines.append(Line(f"All of {self._settings.title}:", address))
        if self.unsubscribe:
            lines.append(Line("To get no more of these mails:", self.unsubscribe, "unsubscribe"))
        return Piece(self.shell.make_part(kind="end", lines=lines), f"--\n{_write_lines(lines)}")

    @cached_property
    def unsubscribe(self) -> str | None:
        """Where a reader can unsubscribe: a page, or else a mail address."""
        given = sorted(self._settings.mail.unsubscribe, key=lambda one: not one.startswith("https:"))
        return given[0] if given else None

    def page(self, story: Story) -> str | None:
        """The address of the story's page; None where the site has none."""
        return story.address if self._settings.address else None

    def _convert(
        self,
        story: Story,
        section: Section,
        *,
        anchors: Collection[str] = (),
        wanted: Collection[str] = (),
        folded: bool = True,
    ) -> Passage:
        page = self.page(story)
        return convert(section.html, anchors=anchors, wanted=wanted, prefix=prefix(story), page=page, folded=folded)


def list_numbers(sections: Iterable[Section]) -> set[int]:
    """The numbers of the sources that the sections name."""
    numbers: set[int] = set()
    for section in sections:
        numbers |= {citation.source for citation in section.citations}
        numbers |= {int(number) for number in _SOURCE.findall(section.html)}
    return numbers


def prefix(story: Story) -> str:
    """What the anchors of the story's page begin with, in a mail of several stories."""
    return f"{story.anchor}-" if story.anchor else ""


def clip(text: str, length: int) -> str:
    """The text on one line, or its first words and an ellipsis."""
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1].rsplit(' ', 1)[0].rstrip()}…"


def count_of(number: int, one: str, many: str) -> str:
    """``1 story``, ``1,200 stories``."""
    return f"{number:,} {one if number == 1 else many}"


def _is(section: Section, kinds: Collection[str]) -> bool:
    return any(kind in kinds for kind in section.kind.split())


def _choose_sections(story: Story) -> list[Section]:
    """What an edition tells of a story; of one without any of it, its first section that cites anything."""
    return [one for one in story.sections if _is(one, TOLD)] or [one for one in story.sections if one.citations][:1]


def _describe(story: Story, source: Source) -> dict[str, object]:
    """A source as templates/mail/part.html lists it."""
    return {
        "number": source.number,
        "anchor": f"{prefix(story)}source-{source.number}",
        "label": source.label,
        "headline": source.headline,
        "url": source.url,
    }


def _words(passage: Passage) -> str:
    return format_blocks(passage.blocks, links=passage.links)


def _join(*parts: str) -> str:
    """The parts that hold anything, with an empty line between them."""
    return "\n\n".join(part for part in parts if part)


def _write_source(source: Source, *paragraphs: str) -> str:
    """A source as an entry of a list, its address on a line of its own."""
    first = f"[{source.number}] "
    rest = " " * len(first)
    lines = []
    for words in paragraphs:
        words = words.removesuffix(_ORIGINAL) if source.url else words
        lines += wrap(cite_sources(words), first=rest if lines else first, rest=rest)
    return "\n".join([*lines, f"{rest}{source.url}"] if source.url else lines)


def _write_lines(lines: Iterable[Line]) -> str:
    """Lines of the program's own as text."""
    written = []
    for line in lines:
        words = line.words or f"{line.label}:"
        written += wrap(f"{words} {line.address}" if line.address else words)
    return "\n".join(written)
