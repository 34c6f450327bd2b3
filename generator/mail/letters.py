"""Stories to letters: a mail's two parts and its subject, without its headers, under the size where programs cut it.

Where a letter would be too long, a story first leaves out what the page folds, then the sources that the rest does not
cite, then whole sections; an edition is cut at a story's end. It says so, and where the rest lies.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ..press import Section, Story, has_folds
from ..settings import Settings
from ..text import digest_parts
from .encoding import encode_text
from .pieces import RECIPIENT, Line, Piece, Pieces, clip, count_of, list_numbers

#: Bytes of the HTML part, as it is sent. Gmail shows about 102,000 of a part and hides the rest behind a link.
LIMIT = 90_000
#: Sections that a story's mail leaves out: a grid of all statements by all sources, which their citations say, too.
GRIDS = frozenset(("matrix",))
#: Characters of a headline in a subject, and of what programs show beside it.
SUBJECT = 150
PREVIEW = 140


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail without headers. ``stories`` are the ids of those it tells.

    ``personal`` says that the last ``RECIPIENT`` in ``html`` and in ``text`` stands for the recipient's address.
    """

    subject: str
    html: str
    text: str
    stories: tuple[str, ...]
    personal: bool = False

    @property
    def digest(self) -> str:
        """The same for the same words, whomever they are sent to and when."""
        return digest_parts(self.subject, self.text, self.html, length=32)


class Writer:
    """Letters of one project. What is told of a story in an edition is made once, for all who get it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pieces = Pieces(settings)
        self._told: dict[str, Piece] = {}

    def write_story(self, story: Story) -> Letter:
        """One story with all its sections, or with those that have room; the sources stand last."""
        sections = _told_sections(story)
        subject, preview = clip(story.title, SUBJECT), clip(story.description, PREVIEW)
        folding = [section for section in sections if has_folds(section.html)]

        def make(kept: list[Section], unfolded: list[Section], *, cited: bool = False) -> list[Piece]:
            made = tuple(self._pieces.make_sections(story, kept, unfolded=unfolded))
            return self._assemble_story(story, sections, kept, made, unfolded=unfolded, cited=cited)

        pieces = make(sections, folding)
        if self._fits(pieces, subject, preview):
            return self._write(pieces, subject, preview, (story,))
        pieces = make(sections, [])
        if self._fits(pieces, subject, preview):
            unfolded: list[Section] = []  # what has room for all that it folds, in the page's order
            for section in folding:
                if self._fits(more := make(sections, [*unfolded, section]), subject, preview):
                    unfolded, pieces = [*unfolded, section], more
            return self._write(pieces, subject, preview, (story,))
        pieces = make(sections, [], cited=True)
        if not self._fits(pieces, subject, preview):
            kept = self._choose_sections(story, sections, subject, preview)
            while not self._fits(pieces := make(kept, [], cited=True), subject, preview) and kept:
                kept = kept[:-1]  # its links, which now lead to what is kept, are longer
        return self._write(pieces, subject, preview, (story,))

    def tell_story(self, story: Story) -> str:
        """The text of one story with all its sections and all that they fold, however long."""
        sections = _told_sections(story)
        made = tuple(self._pieces.make_sections(story, sections, unfolded=sections))
        return _join_texts(self._assemble_story(story, sections, sections, made, unfolded=sections, cited=False))

    def write_edition(self, stories: Iterable[Story], *, count: int, as_of: str | None) -> Letter:
        """What the first of ``count`` stories say in brief and where their sources differ, cut at a story's end.

        ``stories`` are those that ``count`` counts, in order; no more of them are asked for than have room.
        """
        told: list[Story] = []
        pieces: list[Piece] = []
        size = 0
        for story in stories:
            if story.id not in self._told:
                self._told[story.id] = self._pieces.make_entry(story)
            told.append(story)
            pieces.append(self._told[story.id])
            size += len(pieces[-1].html)
            if size > LIMIT:
                break

        def assemble(kept: int) -> list[Piece]:
            parts = [self._pieces.make_front(told[:kept], count=count, as_of=as_of), *pieces[:kept]]
            if kept < count:
                parts.append(self._pieces.make_note(self._rest_of_edition(count - kept)))
            return parts

        title = self._settings.title
        others = f", and {count_of(count - 1, 'more story', 'more stories')}" if count > 1 else ""
        subject = f"{clip(title, SUBJECT)}: {clip(told[0].title, SUBJECT)}{others}" if told else clip(title, SUBJECT)
        shown = [clip(story.title, PREVIEW) for story in told[1:5]] or [story.description for story in told]
        preview = clip(" · ".join(shown), PREVIEW)
        kept = len(pieces)
        if not self._fits(assemble(kept), subject, preview):
            places = range(len(pieces))
            kept = bisect_left(places, True, key=lambda place: not self._fits(assemble(place + 1), subject, preview))
        return self._write(assemble(kept), subject, preview, told[:kept])

    def _choose_sections(self, story: Story, sections: list[Section], subject: str, preview: str) -> list[Section]:
        """The sections that have room, each in its turn: a long one does not keep out a short one behind it."""
        made = tuple(self._pieces.make_sections(story, sections, unfolded=()))
        kept: list[int] = []
        for place in range(len(sections)):
            tried = [*kept, place]
            chosen, pieces = [sections[one] for one in tried], [made[one] for one in tried]
            whole = self._assemble_story(story, sections, chosen, pieces, unfolded=(), cited=True)
            if self._fits(whole, subject, preview):
                kept = tried
        return [sections[one] for one in kept]

    def _assemble_story(
        self,
        story: Story,
        sections: list[Section],
        kept: list[Section],
        made: Sequence[Piece],
        *,
        unfolded: Collection[Section],
        cited: bool,
    ) -> list[Piece]:
        """The pieces of a letter: of ``sections`` those ``kept``, as ``made``; all sources, or the ``cited`` ones."""
        every = {source.number for source in story.sources}
        numbers = list_numbers((story.standing, *kept)) & every if cited else every
        parts = [self._pieces.make_head(story), *made]
        left = [one.heading for one in sections if one not in kept]
        folds = any(has_folds(section.html) and section not in unfolded for section in kept)
        if note := self._rest_of_story(story, left, folds=folds, sources=len(every - numbers)):
            parts.append(self._pieces.make_note(note))
        listed = next((one for one in story.sections if "sources" in one.kind.split()), None)
        if listed is not None and numbers:
            parts.append(self._pieces.make_sources(story, listed, numbers))
        return parts

    def _fits(self, pieces: Iterable[Piece], subject: str, preview: str) -> bool:
        return len(encode_text(self._make_html(pieces, subject, preview))[0]) < LIMIT

    def _make_html(self, pieces: Iterable[Piece], subject: str, preview: str) -> str:
        parts = [piece.html for piece in (*pieces, self._pieces.end)]
        return self._pieces.shell.make_document(parts, subject=subject, preview=preview)

    def _write(self, pieces: list[Piece], subject: str, preview: str, stories: Iterable[Story]) -> Letter:
        return Letter(
            subject=subject,
            html=self._make_html(pieces, subject, preview),
            text=_join_texts((*pieces, self._pieces.end)),
            stories=tuple(story.id for story in stories),
            personal=RECIPIENT in (self._pieces.unsubscribe or ""),
        )

    def _rest_of_story(self, story: Story, left: list[str], *, folds: bool, sources: int) -> Line | None:
        """What the letter leaves out and where it is; None where it is whole."""
        words = []
        if folds:
            words.append("some of what the page folds")
        if sources:
            words.append(f"{count_of(sources, 'source', 'sources')} that it does not cite")
        if named := [f"“{heading}”" for heading in left if heading]:
            words.append(", ".join(named))
        if not words:
            return None
        told = f"For its length, this mail leaves out {', and '.join(words)}. All of it:"
        if page := self._pieces.page(story):
            return Line(told, page)
        return Line(f"{told} {self._settings.output}/{story.permalink}.md")

    def _rest_of_edition(self, left: int) -> Line:
        words = (
            f"This mail ends here for its length. {count_of(left, 'more story is', 'more stories are')} in the edition:"
        )
        if address := self._settings.address:
            return Line(words, address)
        return Line(f"{words} {self._settings.output}/index.md")


def _told_sections(story: Story) -> list[Section]:
    """The sections that a mail can hold; its sources stand last, by themselves."""
    return [one for one in story.sections if not {"sources", *GRIDS} & set(one.kind.split())]


def _join_texts(pieces: Iterable[Piece]) -> str:
    return "\n\n\n".join(piece.text for piece in pieces if piece.text) + "\n"
