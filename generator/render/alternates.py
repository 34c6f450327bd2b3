"""The same page in other forms: the link that opens a mail with it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from ..records import Story
from .escape import Markdown, visible_text

#: Characters of a mail link. Mail programs and browsers cut longer ones, at about 2,000.
MAIL_LENGTH = 1900
#: Characters of a mail's subject.
SUBJECT_LENGTH = 200


def write_mail_link(subject: str, lines: Iterable[str] = (), *, address: str | None = None) -> Markdown:
    """A mailto link with nobody to send to: the subject, the lines as paragraphs, the page's address last.

    Everything is percent-encoded, so that nothing of it is markup or another field of the mail. Of the lines, the
    first are taken that leave the link within ``MAIL_LENGTH``.
    """
    head = f"mailto:?subject={_encode(visible_text(subject)[:SUBJECT_LENGTH])}&amp;body="
    tail = _encode(visible_text(address)) if address else ""
    if len(head) + len(tail) > MAIL_LENGTH:
        tail = ""
    body = ""
    for line in lines:
        longer = f"{body}{_encode(visible_text(line))}%0D%0A%0D%0A"
        if len(head) + len(longer) + len(tail) > MAIL_LENGTH:
            break
        body = longer
    return Markdown(head + body + tail)


def mail_page(title: str, *, address: str | None) -> Markdown | None:
    """A mail link with a page's title and address; None where its address is not known, as there is nothing to send."""
    return write_mail_link(title, address=address) if address else None


def mail_story(story: Story, *, address: str | None) -> Markdown:
    """A mail link with a story's headline, what stands *In brief* with who says so, and the page's address."""
    labels = {article.id: article.label.removesuffix(f" ({article.seed})") for article in story.articles}
    lines = []
    for statement in story.brief:
        outlets = dict.fromkeys(labels[one.article] for one in statement.citations if one.article in labels)
        lines.append(f"- {statement.text} ({', '.join(outlets)})")
    return write_mail_link(story.headline, lines, address=address)


def _encode(text: str) -> str:
    return quote(text, safe="")
