from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.models import StoredFile
from secretariat.access_consultations import visible_reply_files
from secretariat.models.consultations import Consultation, Consulted


class Answer(models.TextChoices):
    """What a member replies. Never counted: the conference decides by consensus, and each reply stands for itself."""

    AGREE = "agree", pgettext_lazy("reply", "Agrees")
    COMMENT = "comment", pgettext_lazy("reply", "Comments, without objecting")
    OBJECT = "object", pgettext_lazy("reply", "Objects")
    MORE_TIME = "time", pgettext_lazy("reply", "Asks for more time")


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ReplyQuerySet":
        return self.filter(visible_reply_files(user))


class Reply(models.Model):
    """What a member replied in a step. Never changed: a correction is the next one, and the last in time counts.

    Its words stand in ``language``, in which they were written; no language replaces the other. ``received_at`` is when
    it reached the portal, or the Secretariat's mail: then ``file`` is the mail itself, from ``sender``, and
    ``given_by`` the officer who entered it in the name of the member.
    """

    consulted = models.ForeignKey(Consulted, models.PROTECT, related_name="replies")
    number = models.PositiveSmallIntegerField(_("reply"))
    answer = models.CharField(_("reply"), max_length=7, choices=Answer)
    words = models.TextField(_("words on the whole"), blank=True, max_length=20_000)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    received_at = models.DateTimeField(_("received"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sender = models.CharField(_("sent by"), max_length=254, blank=True)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, verbose_name=_("message"), related_name="reply", null=True, blank=True
    )
    form_key = models.UUIDField(unique=True, editable=False)
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["consulted", "number"]
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        constraints = [
            models.UniqueConstraint(fields=["consulted", "number"], name="reply_number_once"),
            models.CheckConstraint(
                condition=Q(file__isnull=True, sender="") | Q(file__isnull=False) & ~Q(sender=""),
                name="reply_by_mail_has_its_message",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consulted}: {self.get_answer_display()}"

    @property
    def is_by_mail(self) -> bool:
        """Entered by the Secretariat from a message of the member."""
        return self.file_id is not None

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Consultation, self.consulted.step.consultation_id


class ReplyComment(models.Model):
    """A member's words on one paragraph of what was sent, in the language of its reply. Never changed."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="comments")
    paragraph_uid = models.UUIDField(_("identity of the paragraph"))
    words = models.TextField(_("words"), max_length=10_000)

    class Meta:
        ordering = ["reply", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(fields=["reply", "paragraph_uid"], name="one_comment_on_a_paragraph"),
            models.CheckConstraint(condition=~Q(words=""), name="comment_has_words"),
        ]

    def __str__(self) -> str:
        return self.words[:80]


class ReplyDraft(models.Model):
    """A reply as it is prepared inside a country; nobody else reads it, the Secretariat neither.

    ``comments`` holds the words on paragraphs by their identity. ``version`` rises with each change, so that two who
    write at once are told.
    """

    consulted = models.OneToOneField(Consulted, models.CASCADE, related_name="draft")
    answer = models.CharField(_("reply"), max_length=7, choices=Answer, blank=True)
    words = models.TextField(_("words on the whole"), blank=True, max_length=20_000)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    comments = models.JSONField(_("words on paragraphs"), default=dict)
    version = models.PositiveIntegerField(_("version"), default=1)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("reply in preparation")
        verbose_name_plural = _("replies in preparation")

    def __str__(self) -> str:
        return str(self.consulted)
