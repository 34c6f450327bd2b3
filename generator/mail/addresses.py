"""Mail addresses and the addresses of a list, checked so strictly that no header can be broken out of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from urllib.parse import quote

from ..errors import ConfigError
from ..render import visible_text
from ..settings import MailSetting
from .pieces import RECIPIENT

# What a mail address may be (RFC5322's dot-atom before the sign, host names behind it), without quoted and
# international forms, which many servers refuse.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})*"
_ADDRESS = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@({_HOST})")
_NAMED = re.compile(r'\s*(?:"?([^"<>]*?)"?\s*<([^<>]*)>|([^<>\s]+))\s*')
_LONGEST = 254
_HOST_ONLY = re.compile(_HOST)
# Printable characters of ASCII that an address in angle brackets can hold; no blank, so no line is ever folded in it.
_PLAIN = re.compile(r"(?:https://|mailto:)[!-;=?-~]{1,900}")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address and the name of who has it, which may be empty."""

    name: str
    address: str

    @property
    def key(self) -> str:
        """The address as it is compared. Case is of no use to tell two people by."""
        return self.address.casefold()

    @property
    def header(self) -> Address:
        """The same for a header, where the standard library encodes the name."""
        return Address(self.name, addr_spec=self.address)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What all mails of a project have in their headers."""

    sender: Mailbox
    reply_to: Mailbox | None
    domain: str
    list_name: str
    list_id: str | None
    unsubscribe: tuple[str, ...]

    def unsubscribe_at(self, recipient: Mailbox | None) -> tuple[str, ...]:
        """Where ``recipient`` can unsubscribe."""
        return tuple(fill(one, recipient) for one in self.unsubscribe)


def fill(address: str, recipient: Mailbox | None) -> str:
    """The address with the recipient's own in it, where it has a place for one; of nobody, an empty place."""
    return address.replace(RECIPIENT, quote(recipient.address, safe="") if recipient else "")


def parse_mailbox(text: str, *, subject: str) -> Mailbox:
    """``Ada <ada@example.org>`` or the bare address. Raises ConfigError, which ``subject`` says the place of."""
    found = _NAMED.fullmatch(text) if text == visible_text(text) else None
    address = (found[2] or found[3] or "") if found else ""
    if not _ADDRESS.fullmatch(address) or len(address) > _LONGEST:
        raise ConfigError(
            f"{visible_text(text)[:100]!r} is no mail address",
            subject=subject,
            hint="write 'ada@example.org' or 'Ada <ada@example.org>', in ASCII",
        )
    return Mailbox((found[1] or "").strip(), address)


def read_envelope(mail: MailSetting, *, title: str, subject: str) -> Envelope:
    """The settings as an Envelope; without a sender, one at a host that cannot exist. Raises ConfigError."""
    sender = mail.sender or "briefings@briefings.invalid"
    box = parse_mailbox(sender, subject=f"{subject}: mail: from")
    name, list_id = _parse_list_id(mail.list_id, subject) if mail.list_id else ("", None)
    domain = mail.domain or box.address.partition("@")[2]
    if not _HOST_ONLY.fullmatch(domain) or len(domain) > _LONGEST:
        raise _wrong("domain", domain, "a host name like 'news.example.org'", subject)
    for one in mail.unsubscribe:
        if not _PLAIN.fullmatch(one):
            raise _wrong("unsubscribe", one, "'https://...' or 'mailto:...', other characters percent-encoded", subject)
    return Envelope(
        sender=box if box.name else Mailbox(visible_text(title), box.address),
        reply_to=parse_mailbox(mail.reply_to, subject=f"{subject}: mail: reply_to") if mail.reply_to else None,
        domain=domain,
        list_name=name,
        list_id=list_id,
        unsubscribe=mail.unsubscribe,
    )


def _parse_list_id(text: str, subject: str) -> tuple[str, str]:
    """``Name <briefings.example.org>`` or the bare id, as name and id."""
    found = _NAMED.fullmatch(text) if text == visible_text(text) else None
    list_id = (found[2] or found[3] or "") if found else ""
    if not _HOST_ONLY.fullmatch(list_id) or len(list_id) > _LONGEST:
        raise _wrong("list_id", text, "'briefings.example.org' or 'Name <briefings.example.org>'", subject)
    return (found[1] or "").strip(), list_id


def _wrong(key: str, value: str, hint: str, subject: str) -> ConfigError:
    return ConfigError(
        f"mail: {key}: {visible_text(value)[:100]!r} cannot be used", subject=subject, hint=f"write {hint}"
    )
