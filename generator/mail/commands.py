"""What ``briefings mail`` does: a letter as a file, a round of mail that is sent, or one that is only told of."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from ..errors import ConfigError, SendError
from ..locks import hold_folder
from ..press import Entry, read_story
from ..settings import SETTINGS_FILE, RecipientSetting, Settings
from ..store import write_bytes
from .addresses import Envelope, read_envelope
from .letters import Writer
from .messages import write_message
from .pieces import RECIPIENT, count_of
from .record import MailRecord
from .rounds import Delivery, Round, Skip
from .sending import PASSWORD, Server, Transport

#: Recipients in a row under whom the connection breaks before the run gives up.
PATIENCE = 3

Say = Callable[[str], None]


def write_mail(settings: Settings, entries: Sequence[Entry], *, edition: bool, day: str, path: Path) -> None:
    """Write the mail of one story, or of the edition, to ``path``, addressed to nobody yet. Raises GeneratorError.

    It names no address to unsubscribe at that is made for one recipient.
    """
    places = tuple(one for one in settings.mail.unsubscribe if RECIPIENT not in one)
    settings = replace(settings, mail=replace(settings.mail, unsubscribe=places))
    plan = _make_round(settings, entries, day=day, record=MailRecord(None), edition=edition)
    letter = plan.write(tuple(entry.id for entry in entries))
    write_bytes(path, write_message(letter, envelope=_read_envelope(settings), day=day))


def tell_story(settings: Settings, entry: Entry) -> str:
    """One story as a mail's text part tells it, whole. Raises GeneratorError."""
    story = read_story(settings.path("output"), entry, address=settings.address)
    return Writer(settings).tell_story(story)


def send_mail(
    settings: Settings,
    entries: Sequence[Entry],
    recipients: Iterable[RecipientSetting],
    *,
    edition: bool,
    day: str,
    changed: bool,
    say: Say,
    fault: Say,
) -> int:
    """Send each recipient the letter that concerns them; the exit status. Raises GeneratorError before any is sent.

    ``say`` is told of the end, ``fault`` of each recipient without a mail. What was taken is recorded at once, so that
    the same call again sends only what is missing.
    """
    envelope = _read_envelope(settings, sending=True)
    path = settings.root / settings.mail.record
    sent = failed = skipped = broken = 0
    with hold_folder(path.parent, say=fault), Transport(_read_server(settings, envelope)) as transport:
        record = MailRecord(path)
        record.compact({entry.id for entry in entries})
        plan = _make_round(settings, entries, day=day, record=record, edition=edition, changed=changed)
        for item in plan.plan(recipients):
            if isinstance(item, Skip):
                skipped += not item.fault
                failed += item.fault
                if item.fault:
                    fault(f"{item.recipient}: {item.why}")
                continue
            if broken == PATIENCE:
                failed += 1
                fault(f"{item.recipient.address}: not tried, since there is no connection")
                continue
            message = write_message(item.letter, envelope=envelope, day=day, recipient=item.recipient)
            try:
                transport.send(envelope.sender.address, item.recipient.address, message)
            except SendError as error:
                failed += 1
                broken = PATIENCE if error.fatal else broken + 1 if error.broken else 0
                name = f"{item.recipient.address}: " if error.fatal else ""
                fault(f"{name}{error}")
                continue
            broken = 0
            record.add(item.recipient, item.sent)
            sent += 1
    more = f", {failed} failed; run it again to send what is missing" if failed else ""
    say(f"{count_of(sent, 'mail', 'mails')} sent, {skipped} not needed{more}")
    return 1 if failed else 0


def rehearse_mail(
    settings: Settings,
    entries: Sequence[Entry],
    recipients: Iterable[RecipientSetting],
    *,
    edition: bool,
    day: str,
    changed: bool,
    folder: Path | None,
    say: Say,
    fault: Say,
) -> int:
    """Say what ``send_mail`` would send to whom, and write each mail into ``folder``; the exit status."""
    envelope = _read_envelope(settings)
    record = MailRecord(settings.root / settings.mail.record)
    plan = _make_round(settings, entries, day=day, record=record, edition=edition, changed=changed)
    failed = 0
    for item in plan.plan(recipients):
        if isinstance(item, Delivery):
            told = count_of(len(item.letter.stories), "story", "stories")
            say(f"{item.recipient.address}: {told}: {item.letter.subject}")
            if folder is not None:
                name = f"{quote(item.recipient.address, safe='@+')}.eml"
                message = write_message(item.letter, envelope=envelope, day=day, recipient=item.recipient)
                write_bytes(folder / name, message)
        else:
            failed += item.fault
            (fault if item.fault else say)(f"{item.recipient}: {'' if item.fault else 'none: '}{item.why}")
    return 1 if failed else 0


def _make_round(
    settings: Settings, entries: Sequence[Entry], *, day: str, record: MailRecord, edition: bool, changed: bool = False
) -> Round:
    return Round(settings, entries, day=day, record=record, edition=edition, changed=changed)


def _read_envelope(settings: Settings, *, sending: bool = False) -> Envelope:
    """The headers' settings. Raises ConfigError, also where a mail is to be sent and something is missing."""
    subject = str(settings.root / SETTINGS_FILE)
    for name, value in (("from", settings.mail.sender), ("host", settings.mail.host)):
        if sending and not value:
            raise ConfigError(f"mail: {name} is missing", subject=subject, hint="see README.md, Mail")
    return read_envelope(settings.mail, title=settings.title, subject=subject)


def _read_server(settings: Settings, envelope: Envelope) -> Server:
    mail = settings.mail
    return Server(
        host=mail.host or "",
        port=mail.port,
        security=mail.security,
        user=mail.user,
        password=os.environ.get(PASSWORD),
        ca_file=settings.root / mail.ca_file if mail.ca_file else None,
        timeout=mail.timeout,
        name=envelope.domain,
    )
