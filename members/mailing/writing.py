"""Writing a letter: its words in the recipient's language, kept with the transaction of its cause."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from common import outbox
from members.mailing.preferences import fewer_url
from members.models import Letter, LetterFile
from members.models.letters import name_of

SEND = "members.tasks.send_letter"
REDACTED = "[…]"
FEWER_LINK = re.compile(r"(/mail/fewer/|/correo/menos/)[^/\s]+/?")


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says: one line of subject, and the same words as plain text and as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A stored file that a letter carries, under the ``name`` by which it arrives. The bytes are not copied."""

    name: str
    content_type: str
    stored: str
    sha256: str
    size: int


@transaction.atomic
def write_letter(
    *,
    kind: str,
    key: str,
    recipient: Any = None,
    address: str = "",
    language: str = "",
    context: Mapping[str, Any] | None = None,
    secrets: Mapping[str, str] | None = None,
    about: models.Model | None = None,
    is_optional: bool = False,
    files: Sequence[Enclosed] = (),
) -> Letter:
    """Write the letter ``key``, once, and see that it is sent after the commit. A second call returns the first letter.

    ``kind`` names the templates ``mail/<kind>_subject.txt``, ``mail/<kind>.txt`` and ``mail/<kind>.html``; they get
    ``context`` and what ``render_letter`` adds. ``recipient`` is an account; the letter speaks its language and goes
    to its address as it is at the minute of sending. An ``address`` (of an invitee without account, or the former
    address of an account) stands before that; without an account ``language`` must be given.

    ``secrets`` (a link that signs in, a code) are context too; once the letter has left, or failed for good, the
    portal keeps it without them, and no page ever shows them. ``about`` is the thing that the letter tells of: where
    its model has ``visible_to``, a letter to an account is withheld if the account may not see it when it is sent.
    ``is_optional`` adds the link and the headers by which one gets fewer; not for what concerns the account itself.
    ``files`` are enclosed in their order, and read when the letter leaves.
    """
    if letter := Letter.objects.filter(key=key).first():
        return letter
    language = language or recipient.language
    whole = {**(context or {}), **(secrets or {})}
    words = render_letter(kind, language=language, recipient=recipient, is_optional=is_optional, context=whole)
    row = {"kind": kind, "recipient": recipient, "address": address, "language": language, "is_optional": is_optional}
    row |= {
        "secrets": sorted({str(secret) for secret in (secrets or {}).values()}, key=len, reverse=True),
        "message_id": make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost"),
    }
    letter, is_new = Letter.objects.get_or_create(key=key, defaults=row | asdict(words) | _about(about))
    if is_new:
        _enclose(files, letter)
        post_letter(letter)
    return letter


def _enclose(files: Sequence[Enclosed], letter: Letter) -> None:
    rows = (LetterFile(letter=letter, order=place, **asdict(one)) for place, one in enumerate(files, start=1))
    LetterFile.objects.bulk_create(rows)


def _about(thing: models.Model | None) -> dict[str, str]:
    return dict(zip(("about_type", "about_id"), name_of(thing), strict=True)) if thing is not None else {}


def post_letter(letter: Letter) -> None:
    """Ask for a letter to be sent; call it in the transaction that writes the row."""
    outbox.post(SEND, letter.outbox_key, letter_id=letter.pk)


def render_letter(
    kind: str, *, language: str, recipient: Any = None, is_optional: bool = False, context: Mapping[str, Any]
) -> Words:
    """The words of a letter in ``language``, whatever language the caller is in.

    Added to ``context``: ``site_url`` (an address in a letter is ``{{ site_url }}{% url … %}``), ``recipient``,
    ``language``, ``subject`` (for the HTML part), ``settings_url`` (where one chooses how often mail comes) and
    ``fewer_url`` (the same without signing in; empty where a letter is not optional).
    """
    with override(language):
        whole = {
            "site_url": settings.SITE_URL,
            "recipient": recipient,
            "language": language,
            "settings_url": settings.SITE_URL + reverse("members:mail-settings"),
            "fewer_url": fewer_url(recipient) if is_optional and recipient is not None else "",
            **context,
        }
        subject = " ".join(render_to_string(f"mail/{kind}_subject.txt", whole, using="text").split())[:300]
        whole["subject"] = subject
        text = _tidy(render_to_string(f"mail/{kind}.txt", whole, using="text"))
        return Words(subject, text, render_to_string(f"mail/{kind}.html", whole))


def redact(words: str, secrets: list[str]) -> str:
    """``words`` without any of ``secrets``, as they stand in plain text or in HTML."""
    for secret in secrets:
        words = words.replace(secret, REDACTED).replace(escape(secret), REDACTED)
    return words


def shown_text(letter: Letter) -> str:
    """The plain words of a letter as others than its recipient may read them: no secret, no link that acts for one."""
    return FEWER_LINK.sub(rf"\1{REDACTED}", redact(letter.text, letter.secrets))


def _tidy(text: str) -> str:
    """Plain text without the blanks and empty lines that the tags of a template leave behind."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"
