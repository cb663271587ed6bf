"""Handing a letter to the mail server: one transaction of SMTP for each letter, and what came of it.

A letter is claimed by one conditional update, so of two workers at once one sends. A worker that dies holds its claim
for ``CLAIM`` at most; then the letter goes out again under the same Message-ID. If the dead worker had been told that
the letter was accepted and died before it could write that down, the recipient's server gets the letter twice and drops
the second for its Message-ID: mail knows no better promise.
"""

import hashlib
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import format_datetime
from smtplib import SMTPDataError, SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused

import structlog
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from common import outbox
from common.models import OutboxMessage
from members.mailing.preferences import fewer_url
from members.mailing.writing import post_letter, redact
from members.models import AttemptOutcome, Letter, LetterAttempt, LetterFile, LetterKind, LetterState

log = structlog.get_logger(__name__)
SECONDS_FOR_ONE = 60  # after which the task that sends is stopped
CLAIM = timedelta(seconds=75)
PATIENCE = (60, 120, 300, 600, 1800, 3600)  # seconds between attempts at a server that is down; the last repeats
GIVE_UP = timedelta(days=3)
CLOSED = gettext_noop("The account is closed.")
UNSEEN = gettext_noop("The recipient may no longer see what the letter tells of.")


class Refused(Exception):
    """The server, or the address itself, refuses this letter for good."""


class FileNotThere(Exception):
    """A file that the letter carries is not where it was stored, or is not what it was: the letter waits for it."""


def send_letter(letter_id: int) -> None:
    """Send a letter that waits, unless it is sent already, being sent elsewhere, or no longer for its recipient.

    May run twice, twice at once, and be killed at any moment. Every attempt is kept with the server's words.
    """
    letter = _claim(letter_id)
    if letter is None:
        return
    if reason := reason_against(letter):
        _finish(letter, LetterState.DROPPED, reason)
        return
    try:
        _hand_over(letter)
    except Refused as refusal:
        _finish(letter, LetterState.FAILED, str(refusal))
    except Exception as fault:  # whatever it is, the letter waits, and the next attempt may succeed
        log.warning("letter_not_sent", letter=letter.pk, fault=type(fault).__name__)
        _later(letter, words_of(fault))
    else:
        _finish(letter, LetterState.SENT, "")


def reason_against(letter: Letter) -> str:
    """Why a letter must not go out any more (translated where it is shown); empty when it may."""
    user = letter.recipient
    if user is None:
        return ""
    if not user.is_active:
        return CLOSED
    things = {(letter.about_type, letter.about_id)} if letter.about_type else set()
    things |= set(letter.deliveries.values_list("about_type", "about_id"))
    return "" if all(may_know(user, *thing) for thing in things) else UNSEEN


def may_know(user: object, about_type: str, about_id: str) -> bool:
    """Whether ``user`` may see the thing now; things whose model has no audience are known to whom they are told."""
    things = apps.get_model(about_type)._default_manager
    if not hasattr(things, "visible_to"):
        return True
    return things.visible_to(user).filter(pk=about_id).exists()


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The letter as mail: the same bytes of words, files, date and Message-ID at every attempt.

    Whoever answers it writes to the Secretariat. Raises ``FileNotThere``.
    """
    headers = {
        "Message-ID": letter.message_id,
        "Date": format_datetime(letter.created_at),
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    if letter.is_optional and letter.recipient is not None:
        headers["List-Unsubscribe"] = f"<{fewer_url(letter.recipient)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    answers = [settings.SECRETARIAT_EMAIL] if settings.SECRETARIAT_EMAIL != settings.DEFAULT_FROM_EMAIL else []
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to], headers=headers, reply_to=answers)
    message.attach_alternative(letter.html, "text/html")
    for file in letter.files.all():
        message.attach(file.name, bytes_of(file), file.content_type)
    return message


def bytes_of(file: LetterFile) -> bytes:
    """A file of a letter, as it was when the letter was written. Raises ``FileNotThere``."""
    try:
        with default_storage.open(file.stored, "rb") as stored:
            content: bytes = stored.read()
    except OSError as fault:
        raise FileNotThere(f"{file.name}: {type(fault).__name__}") from fault
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileNotThere(f"{file.name}: not the bytes that it had when the letter was written")
    return content


def sweep_letters() -> int:
    """Find waiting letters that nothing will send any more, and return how many were found.

    One whose message was lost gets a new one; one whose message was given up (a worker died with it again and again)
    is shown as failed. Rung by the clock every minute.
    """
    found = 0
    waiting = Letter.objects.filter(state=LetterState.QUEUED).select_related("recipient").defer("text", "html")
    letters = {letter.outbox_key: letter for letter in waiting}
    messages = {message.key: message for message in OutboxMessage.objects.filter(key__in=letters)}
    for key, letter in letters.items():
        message = messages.get(key)
        if message is None:
            with transaction.atomic():
                post_letter(letter)
        elif message.done_at:
            outbox.reopen(key)
        elif message.dead_at:
            _finish(letter, LetterState.FAILED, message.error)
        else:
            continue
        found += 1
    return found


def words_of(fault: BaseException) -> str:
    """What the mail server said, as it said it; for other faults what the machine says."""
    if isinstance(fault, SMTPRecipientsRefused) and fault.recipients:
        return _line(*next(iter(fault.recipients.values())))
    code, said = getattr(fault, "smtp_code", None), getattr(fault, "smtp_error", b"")
    return _line(code, said) if code else f"{type(fault).__name__}: {fault}"


def _claim(letter_id: int) -> Letter | None:
    """The letter, for this worker alone; ``None`` where there is nothing to send now."""
    now = timezone.now()
    free = Letter.objects.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=now), state=LetterState.QUEUED)
    mine = free.filter(pk=letter_id).update(claimed_until=now + CLAIM)
    letter = Letter.objects.select_related("recipient__person").filter(pk=letter_id).first()
    if mine or letter is None:
        return letter
    if letter.state != LetterState.QUEUED:
        outbox.done(letter.outbox_key)
    elif letter.claimed_until:
        outbox.postpone(letter.outbox_key, until=letter.claimed_until)
    return None


def _hand_over(letter: Letter) -> None:
    """One transaction with the mail server. What happens at saying goodbye no longer matters: the letter is taken."""
    connection = get_connection()
    try:
        connection.open()
        connection.send_messages([message_of(letter)])
    except (SMTPRecipientsRefused, SMTPDataError) as fault:
        words = words_of(fault)
        raise (Refused(words) if words.startswith("5") else fault) from fault
    except (SMTPNotSupportedError, ValueError) as fault:  # an address or a header that mail cannot carry
        raise Refused(words_of(fault)) from fault
    finally:
        with suppress(OSError, SMTPException):
            connection.close()


def _finish(letter: Letter, state: str, words: str) -> None:
    """Write down how it ended; from now on the letter is kept without its secrets."""
    now = timezone.now()
    with transaction.atomic():
        Letter.objects.filter(pk=letter.pk, state=LetterState.QUEUED).update(
            state=state,
            claimed_until=None,
            sent_at=now if state == LetterState.SENT else None,
            address=letter.to,
            subject=redact(letter.subject, letter.secrets),
            text=redact(letter.text, letter.secrets),
            html=redact(letter.html, letter.secrets),
            is_redacted=bool(letter.secrets),
            secrets=[],
        )
        LetterAttempt.objects.create(letter=letter, outcome=state, words=words[:2000])
        if state == LetterState.DROPPED and letter.kind == LetterKind.DIGEST:
            letter.deliveries.update(letter=None)  # what of it may still be told goes into the next one
        outbox.done(letter.outbox_key)


def _later(letter: Letter, words: str) -> None:
    """Keep the letter waiting, longer each time; after three days it has failed."""
    now = timezone.now()
    if now - letter.queued_at > GIVE_UP:
        _finish(letter, LetterState.FAILED, words)
        return
    with transaction.atomic():
        LetterAttempt.objects.create(letter=letter, outcome=AttemptOutcome.LATER, words=words[:2000])
        tried = letter.attempts.filter(outcome=AttemptOutcome.LATER, at__gte=letter.queued_at).count()
        until: datetime = now + timedelta(seconds=PATIENCE[min(tried, len(PATIENCE)) - 1])
        Letter.objects.filter(pk=letter.pk, claimed_until=letter.claimed_until).update(claimed_until=None)
        outbox.postpone(letter.outbox_key, until=until, error=words, afresh=True)


def _line(code: int | None, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return f"{code} {' '.join(words.split())}"
