"""Newsletters as saved mails, and pages saved as one file (MHTML), which is a mail in form."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from html import unescape

from ..errors import ReadError
from ..records import Problem, RawArticle
from ..text import collapse_space
from .bodies import join_paragraphs
from .charsets import decode_page, find_encoding
from .decoding import check_signature
from .file import PARSER_FAULTS, Pairs, SeedFile
from .moments import parse_moment
from .pages import extract_page, join_headline
from .plain import check_size
from .trees import parse_page
from .wording import tidy_text, tidy_value

MAX_PARTS = 200
MAX_NESTING = 20
MAX_HEADER_CHARS = 4_000  # a longer one is cut: encoded words are found in time that grows with the square
# A text part that says "open this in your browser" and little else stands in for the HTML part.
MIN_TEXT_CHARS = 300
MIN_TEXT_SHARE = 0.4
MAX_NOTICE_CHARS = 160
_ONLINE = re.compile(r"\b(?:view|read|open|see)\b[^\n]{0,60}\b(?:browser|online|web)\b", re.IGNORECASE)
_LEAVING = re.compile(
    r"\bunsubscribe\b|\byou(?:['’]re| are)? ?(?:have )?receiv(?:ed|ing) this (?:e-?mail|newsletter|message)"
    r"|\bemail preferences\b|\bwas sent to\b[^\n]{0,80}@",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^(?:(?:fwd?|re|aw|wg|tr)\s{0,3}:\s{0,3}){1,5}", re.IGNORECASE)
_NESTED = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,1900}")
_LINK_LINE = re.compile(r"(?m)^[ \t]{0,20}[\[<(]?[ \t]{0,20}https?://\S{1,2000}[ \t]{0,20}$")
_LINK = re.compile(r"[ \t]?[<\[(]\s?https?://[^\s<>\[\]]{1,2000}\s?[>\])]")


def read_mail(file: SeedFile) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    """The one article of a mail or of a page saved as MHTML. Raises ReadError where there is none."""
    check_signature(file.data, seed=file.seed)
    if len(_NESTED.findall(file.data)) > MAX_PARTS:
        raise ReadError("has too many parts", subject=file.seed, hint="save the article's text instead")
    try:
        message = message_from_bytes(file.data, policy=policy.compat32)
        parts = list(_list_parts(message, 0))
    except (MessageError, *PARSER_FAULTS) as error:
        hint = "save it again, or its text"
        raise ReadError("is not a mail that can be read", subject=file.seed, hint=hint) from error
    location = _header(message, "Snapshot-Content-Location") or _find_location(parts)
    if message.get_content_type() == "multipart/related" and location and not message.get("To"):
        return _read_saved_page(file, parts, location)
    return _read_newsletter(file, message, parts)


def _list_parts(message: Message, depth: int) -> list[Message]:
    """The text parts of a mail in order, attachments left out."""
    if message.is_multipart():
        if depth > MAX_NESTING:
            return []
        inner = message.get_payload()
        return [part for one in inner[:MAX_PARTS] for part in _list_parts(one, depth + 1)][:MAX_PARTS]
    attached = str(message.get("Content-Disposition") or "").strip().lower().startswith("attachment")
    return [message] if message.get_content_maintype() == "text" and not attached else []


def _find_location(parts: list[Message]) -> str | None:
    return next((place for part in parts if (place := _header(part, "Content-Location"))), None)


def _read_saved_page(
    file: SeedFile, parts: list[Message], location: str
) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    pages = [part for part in parts if part.get_content_subtype() in ("html", "xhtml+xml")]
    page = next((part for part in pages if _header(part, "Content-Location") == location), pages[0] if pages else None)
    if page is None:
        raise ReadError("holds no page", subject=file.seed, hint="save the page again")
    stated = next((value for key, value in file.sidecar if key == "url"), None)
    url = stated or (location if location.startswith(("http://", "https://")) else None)
    payload, pairs, note = extract_page(_decode(page, file.seed), seed=file.seed, url=url)
    problems = (Problem("read", file.seed, note, "look at it with `briefings check`"),) if note else ()
    return (RawArticle(file.seed, "text/html", payload, file.sidecar, file.digest, page=pairs),), problems


def _read_newsletter(
    file: SeedFile, message: Message, parts: list[Message]
) -> tuple[tuple[RawArticle, ...], tuple[Problem, ...]]:
    plain = [_decode(part, file.seed) for part in parts if part.get_content_subtype() in ("plain", "markdown")]
    marked = [_decode(part, file.seed) for part in parts if part.get_content_subtype() in ("html", "xhtml+xml")]
    text = tidy_text(_LINK.sub("", _LINK_LINE.sub("", "\n\n".join(plain))))
    body = text
    page: Pairs = ()
    if marked:
        # A newsletter is all body: what is laid out in tables and links is what the reader gets.
        words = join_paragraphs(parse_page(max(marked, key=len), seed=file.seed))
        if len(text) < MIN_TEXT_CHARS or len(text) < MIN_TEXT_SHARE * len(words):
            body = words
    body = _cut_notices(body)
    if not any(char.isalpha() for char in body):
        raise ReadError("holds no text", subject=file.seed, hint="save the article's text instead")
    check_size(body, seed=file.seed)
    subject = _PREFIX.sub("", _header(message, "Subject") or "").strip()
    page = _describe(message, subject)
    article = RawArticle(
        file.seed, "message/rfc822", join_headline(subject or None, body), file.sidecar, file.digest, page=page
    )
    return (article,), ()


def _cut_notices(body: str) -> str:
    """The letter without the notices of its sender: the line that leads to the web, and all below "unsubscribe"."""
    paragraphs = body.split("\n\n")
    while len(paragraphs) > 1 and len(paragraphs[0]) <= MAX_NOTICE_CHARS and _ONLINE.search(paragraphs[0]):
        del paragraphs[0]
    last = max(1, len(paragraphs) * 2 // 3)
    end = next((at for at in range(last, len(paragraphs)) if _LEAVING.search(paragraphs[at])), len(paragraphs))
    return "\n\n".join(paragraphs[:end])


def _describe(message: Message, subject: str) -> Pairs:
    pairs: dict[str, str] = {"title": subject} if subject else {}
    senders = getaddresses([unescape(_header(message, "From") or "")])
    name = next((tidy_value(name) for name, _ in senders if name.strip()), "")
    domain = next((address.rpartition("@")[2].lower() for _, address in senders if "@" in address), "")
    if name or domain:
        pairs["source"] = name or domain
    if moment := parse_moment(re.sub(r"\s*\([^()]*\)$", "", _header(message, "Date") or "")):
        pairs["published"], pairs["published_by"] = moment, "mail"
    for header in ("Archived-At", "List-Post-Url", "X-Archived-At"):
        if match := _ADDRESS.search(_header(message, header) or ""):
            pairs["url"] = match.group()
            break
    if language := _header(message, "Content-Language"):
        pairs["language"] = language[:2].lower()
    return tuple(sorted(pairs.items()))


def _header(message: Message, name: str) -> str | None:
    """A header's words, encoded words decoded; None where it is not there."""
    value = message.get(name)
    if value is None:
        return None
    value = str(value)[:MAX_HEADER_CHARS]
    try:
        value = str(make_header(decode_header(value)))
    except (MessageError, *PARSER_FAULTS):
        value = tidy_value(value)
    return collapse_space(tidy_value(value)) or None


def _decode(part: Message, seed: str) -> str:
    try:
        data = part.get_payload(decode=True)
    except PARSER_FAULTS:
        data = None
    if not isinstance(data, bytes) or not data.strip():
        return ""
    charset = part.get_content_charset()
    try:
        return decode_page(data, seed=seed, stated=charset if find_encoding(charset) else None)[0]
    except ReadError:
        return ""
