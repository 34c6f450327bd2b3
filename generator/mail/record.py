"""The record of what was mailed to whom: a file of JSON lines that grows by a line as each mail is taken.

A line is written and on the disk before the next mail is sent, so that a run that ends anyhow is taken up where it
ended. A line that was not finished is passed over. Addresses stand in it as digests.

Lines are ``{"message", "kind", "day", "stories"}`` for a letter and ``{"to", "message"}`` for each who has it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ReadError, RenderError
from ..store import write_file
from ..text import digest_parts
from .addresses import Mailbox

#: Letters of one recipient that are remembered whatever they told, so that none of them is ever sent twice.
REMEMBERED = 20


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that was mailed: its digest, kind (edition, story), day, and digest by story told."""

    message: str
    kind: str
    day: str
    stories: Mapping[str, str]


class MailRecord:
    """What each recipient has. ``path`` need not be there yet; None gives a record that nobody has anything in."""

    def __init__(self, path: Path | None) -> None:
        """Read the file, and take out what no longer matters. Raises ReadError."""
        self._path = path
        self._letters: dict[str, Sent] = {}
        self._had: dict[str, list[str]] = {}
        self._lines = 0
        try:
            text = path.read_text(encoding="utf-8", errors="replace") if path else ""
        except FileNotFoundError:
            text = ""
        except OSError as error:
            raise ReadError(f"cannot be read: {error.strerror}", subject=str(path), hint="check its rights") from error
        for line in text.splitlines():
            self._read_line(line)
        self._broken = bool(text) and not text.endswith("\n")

    def has(self, recipient: Mailbox, message: str) -> bool:
        """Whether the recipient got the letter of this digest."""
        return message in self._had.get(_key(recipient), ())

    def last_edition(self, recipient: Mailbox) -> str | None:
        """The day of the last edition that the recipient got."""
        return max((sent.day for sent in self._list(recipient) if sent.kind == "edition"), default=None)

    def told(self, recipient: Mailbox) -> dict[str, str]:
        """Story to the digest of what the recipient was last told of it."""
        told: dict[str, str] = {}
        for sent in self._list(recipient):
            told |= sent.stories
        return told

    def add(self, recipient: Mailbox, sent: Sent) -> None:
        """Write down that the recipient has the letter; it is on the disk when this returns. Raises RenderError."""
        lines: list[dict[str, Any]] = []
        if sent.message not in self._letters:
            lines.append(_describe(sent))
        lines.append({"to": _key(recipient), "message": sent.message})
        if self._path is not None:
            self._append(self._path, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
        self._lines += len(lines)
        self._letters[sent.message] = sent
        self._had.setdefault(_key(recipient), []).append(sent.message)

    def compact(self, stories: Collection[str]) -> None:
        """Write the file anew where half of it no longer matters.

        Of each recipient the last letters are kept, and those that last told of one of ``stories``.
        """
        had = {key: self._choose(messages, stories) for key, messages in self._had.items()}
        letters = dict.fromkeys(message for messages in had.values() for message in messages)
        if self._path is None or 2 * (len(letters) + sum(map(len, had.values()))) > self._lines:
            return
        lines = [_describe(self._letters[message]) for message in letters]
        lines += [{"to": key, "message": message} for key, messages in had.items() for message in messages]
        write_file(self._path, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
        self._had, self._lines, self._broken = had, len(lines), False

    def _append(self, path: Path, text: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(("\n" if self._broken else "") + text)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise RenderError(
                f"cannot be written: {error.strerror or error}",
                subject=str(path),
                hint="without it, mails would be sent twice; check the folder's rights and space",
            ) from error
        self._broken = False

    def _choose(self, messages: list[str], stories: Collection[str]) -> list[str]:
        last: dict[str, str] = {}
        for message in messages:
            last |= dict.fromkeys(self._letters[message].stories, message)
        kept = {*messages[-REMEMBERED:], *(message for story, message in last.items() if story in stories)}
        return [message for message in messages if message in kept]

    def _list(self, recipient: Mailbox) -> list[Sent]:
        return [self._letters[message] for message in self._had.get(_key(recipient), ())]

    def _read_line(self, line: str) -> None:
        """Take up a line; one that is no record of ours is passed over, since it was not finished."""
        try:
            value = json.loads(line)
            message = str(value["message"])
            if "to" in value:
                if message in self._letters:
                    self._had.setdefault(str(value["to"]), []).append(message)
            else:
                stories = {str(story): str(digest) for story, digest in value["stories"].items()}
                self._letters[message] = Sent(message, str(value["kind"]), str(value["day"]), stories)
            self._lines += 1
        except (ValueError, TypeError, KeyError, AttributeError):
            pass


def _describe(sent: Sent) -> dict[str, Any]:
    return {"message": sent.message, "kind": sent.kind, "day": sent.day, "stories": dict(sent.stories)}


def _key(recipient: Mailbox) -> str:
    """A recipient as the record names one."""
    return digest_parts("recipient", recipient.key, length=32)
