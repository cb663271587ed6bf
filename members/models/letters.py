from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models.users import User


class LetterKind(models.TextChoices):
    """What a letter is about, in a word for the mail log. The word is also the name of its templates in ``mail/``.

    A kind that is not named here may be written all the same and is shown by its code.
    """

    NOTICE = "notice", _("Notice")
    CIRCULAR = "circular", _("Circular")
    DIGEST = "digest", _("Digest")
    INVITATION = "invitation", _("Invitation")
    PASSWORD_RESET = "password_reset", _("New password")
    ACCOUNT = "account", _("Account and security")
    CONVOCATION = "convocation", _("Convocation")
    CONTACT_REMINDER = "contact_reminder", _("Contact data to confirm")
    REGISTRATION_REMINDER = "registration_reminder", _("Delegation to register")
    COMMITMENT_DUE = "commitment_due", _("Commitment due")
    CONSULTATION_OPENED = "consultation_opened", _("Written consultation: reply asked for")
    CONSULTATION_REMINDER = "consultation_reminder", _("Written consultation: reminder")
    CONSULTATION_EXTENDED = "consultation_extended", _("Written consultation: more time")
    CONSULTATION_SUSPENDED = "consultation_suspended", _("Written consultation: suspended")
    CONSULTATION_RESUMED = "consultation_resumed", _("Written consultation: resumed")
    CONSULTATION_CLOSED = "consultation_closed", _("Written consultation: time over")
    CONSULTATION_OUTCOME = "consultation_outcome", _("Written consultation: outcome")
    CONSULTATION_ENTERED = "consultation_entered", _("Written consultation: reply entered")


class LetterState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    DROPPED = "dropped", _("Withheld")


class AttemptOutcome(models.TextChoices):
    SENT = "sent", _("accepted by the mail server")
    LATER = "later", _("not now, tried again later")
    FAILED = "failed", _("refused for good")
    DROPPED = "dropped", _("withheld before sending")


class LetterQuerySet(models.QuerySet):
    def for_list(self) -> "LetterQuerySet":
        """With what a line of the mail log shows, and without the bodies."""
        return self.select_related("recipient__person").defer("text", "html")


class Letter(models.Model):
    """One mail to one account, or to one address that has no account yet: written once, sent once.

    ``message_id`` is made with the letter and kept through all attempts, so that a mail server that took a letter
    whose acceptance we never heard of gets the same letter again, which receivers drop as a duplicate.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    recipient = models.ForeignKey(
        User, models.PROTECT, related_name="letters", null=True, blank=True, verbose_name=_("recipient")
    )
    address = models.EmailField(_("address"), max_length=254, blank=True)  # empty until sent: the account's own
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField("HTML")
    secrets = models.JSONField(_("secrets"), default=list, blank=True)  # words of the body that nobody else may read
    is_redacted = models.BooleanField(_("without its secrets"), default=False)
    is_optional = models.BooleanField(_("one may have fewer of it"), default=False)
    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    about_type = models.CharField(_("kind of object"), max_length=60, blank=True)
    about_id = models.CharField(_("object"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=LetterState, default=LetterState.QUEUED)
    claimed_until = models.DateTimeField(_("being sent until"), null=True, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    queued_at = models.DateTimeField(_("waiting since"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | ~Q(address=""), name="letter_goes_to_somebody"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="letter_state"),
            models.Index(fields=["about_type", "about_id"], name="letter_about"),
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.to}"

    @property
    def to(self) -> str:
        """The address it goes to, or went to."""
        return self.address or self.recipient.email

    @property
    def outbox_key(self) -> str:
        return f"letter:{self.pk}"

    @property
    def kind_label(self) -> str:
        return str(LetterKind(self.kind).label) if self.kind in LetterKind.values else self.kind

    @property
    def is_resendable(self) -> bool:
        """Failed, and whole: a letter that lost its secrets must be written anew by whoever made them."""
        return self.state == LetterState.FAILED and not self.is_redacted


class LetterAttempt(models.Model):
    """One attempt to hand a letter over, with the server's own words."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="attempts")
    at = models.DateTimeField(_("at"), default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=8, choices=AttemptOutcome)
    words = models.TextField(_("words of the server"), blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.outcome}"

    @property
    def said(self) -> str:
        """The server's words as they are; our own reason in the reader's language."""
        return gettext(self.words) if self.outcome == AttemptOutcome.DROPPED and self.words else self.words


class LetterFile(models.Model):
    """A file that a letter carries: where it is stored, and what its bytes must be when the letter leaves.

    The bytes stay where whoever made them keeps them; a letter whose file is not there waits for it.
    """

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="files")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=150)
    content_type = models.CharField(_("kind of content"), max_length=100)
    stored = models.CharField(_("stored as"), max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("bytes"))

    class Meta:
        ordering = ["letter", "order"]
        verbose_name = _("file of a letter")
        verbose_name_plural = _("files of letters")
        constraints = [models.UniqueConstraint(fields=["letter", "order"], name="letter_file_in_order")]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One thing to be told to one account: by a letter of its own, or in the next digest.

    The thing is named by value; who may know of it is asked of its own model's ``visible_to`` whenever it is told.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    recipient = models.ForeignKey(User, models.CASCADE, related_name="deliveries")
    about_type = models.CharField(_("kind of object"), max_length=60)
    about_id = models.CharField(_("object"), max_length=60)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries", null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        ordering = ["id"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="delivery_about"),
            models.Index(fields=["recipient"], condition=Q(letter__isnull=True), name="delivery_waiting"),
        ]

    def __str__(self) -> str:
        return self.key


def name_of(thing: Any) -> tuple[str, str]:
    """How a thing is named by value: the label of its model, and its key."""
    return thing._meta.label_lower, str(thing.pk)
