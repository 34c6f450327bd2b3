"""A round of mail: who gets which letter, or why none. One letter for all whose interests mean the same stories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..errors import ConfigError, ReadError
from ..press import Entry, Story, read_story
from ..settings import RecipientSetting, Settings
from ..text import digest_parts
from .addresses import Mailbox, parse_mailbox
from .interests import Interests
from .letters import Letter, Writer
from .markup import NOWHERE
from .record import MailRecord, Sent

#: Days between two editions of one frequency.
DAYS = {"build": 0, "daily": 1, "weekly": 7}
# Sections that say how a story stands among others: no change in them is a change of the story.
_SURROUNDINGS = re.compile(r'<section class="(?:why|others)\b.*?</section>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A letter and who gets it."""

    recipient: Mailbox
    letter: Letter
    sent: Sent


@dataclass(frozen=True, slots=True)
class Skip:
    """One who gets no mail in this round; ``fault`` says that this is an error, ``why`` which or what else."""

    recipient: str
    why: str
    fault: bool = False


class Round:
    """What one project mails on one day.

    ``entries`` are the stories that may be told, in order, all of them of ``output``; ``whole`` counts them as an
    edition, else each is mailed by itself. ``day`` (YYYY-MM-DD) is what frequencies count by. With ``changed``, a
    recipient is told of a story only where its page says something else than what the recipient was last told.
    """

    def __init__(
        self,
        settings: Settings,
        entries: Sequence[Entry],
        *,
        day: str,
        record: MailRecord,
        edition: bool,
        changed: bool,
    ) -> None:
        self._settings = settings
        self._entries = {entry.id: entry for entry in entries}
        self._day = day
        self._record = record
        self._edition = edition
        self._changed = changed
        self._writer = Writer(settings)
        self._letters: dict[tuple[str, ...], Letter] = {}
        self._read = cache(self._read_story)
        self._digest = cache(self._digest_page)

    def plan(self, recipients: Iterable[RecipientSetting]) -> Iterator[Delivery | Skip]:
        """For each recipient, in order, what is sent, or why nothing is; each address once. Raises ReadError."""
        recipients = tuple(recipients)
        interests = None
        if any(one.storylines or one.actors or one.sources for one in recipients):
            output = self._settings.path("output")
            interests = Interests(output, self._entries.values(), outlets=self._settings.outlets)
        seen: set[str] = set()
        for setting in recipients:
            try:
                mailbox = parse_mailbox(setting.address, subject="recipients")
            except ConfigError as error:
                yield Skip(setting.address, f"{error.message} ({error.hint})", fault=True)
                continue
            if mailbox.key in seen:
                yield Skip(mailbox.address, "named twice; what stands first counts")
                continue
            seen.add(mailbox.key)
            yield self._choose(setting, mailbox, interests)

    def write(self, stories: tuple[str, ...]) -> Letter:
        """The letter of these stories, by id, made once."""
        if stories not in self._letters:
            if self._edition:
                told = (self._read(key) for key in stories)
                self._letters[stories] = self._writer.write_edition(told, count=len(stories), as_of=self._day)
            else:
                self._letters[stories] = self._writer.write_story(self._read(stories[0]))
        return self._letters[stories]

    def _choose(self, setting: RecipientSetting, mailbox: Mailbox, interests: Interests | None) -> Delivery | Skip:
        last = self._record.last_edition(mailbox) if self._edition else None
        if last is not None and _days(last, self._day) < DAYS[setting.frequency]:
            return Skip(mailbox.address, f"{setting.frequency}, and had the edition of {last}")
        concerning = interests.find(setting) if interests else None
        stories = [key for key in self._entries if concerning is None or key in concerning]
        if not stories:
            unknown = interests.find_unknown(setting) if interests else []
            named = f" (of no story: {', '.join(unknown)})" if unknown else ""
            return Skip(mailbox.address, f"no story that concerns them{named}")
        if self._changed:
            told = self._record.told(mailbox)
            stories = [key for key in stories if told.get(key) != self._digest(key)]
        if not stories:
            return Skip(mailbox.address, "nothing new for them")
        letter = self.write(tuple(stories))
        if self._record.has(mailbox, letter.digest):
            return Skip(mailbox.address, "has it already")
        digests = {key: self._digest(key) for key in letter.stories}
        kind = "edition" if self._edition else "story"
        return Delivery(mailbox, letter, Sent(letter.digest, kind, self._day, digests))

    def _read_story(self, key: str) -> Story:
        """A story's page; in an edition its anchors bear its id, so that no two of a mail are alike."""
        address = self._settings.address or NOWHERE
        anchor = f"story-{key}" if self._edition else ""
        return read_story(self._settings.path("output"), self._entries[key], address=address, anchor=anchor)

    def _digest_page(self, key: str) -> str:
        """A digest of what a story's page says, without how the story stands among others."""
        path = self._settings.path("output") / f"{self._entries[key].permalink}.md"
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ReadError(f"cannot be read: {error}", subject=str(path), hint="run `briefings build`") from error
        return digest_parts(_SURROUNDINGS.sub("", text), length=16)


def _days(first: str, second: str) -> int:
    return (date.fromisoformat(second) - date.fromisoformat(first)).days
