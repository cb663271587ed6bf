from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.models import StoredFile
from meetings.models.agenda import AgendaItem, Session
from meetings.models.meetings import Meeting
from meetings.speaking import visible_statements
from members.models import Participant


class SpeakingInvitation(models.Model):
    """The Secretariat or the presidency invites an observer, or the network, to make a statement in a session.

    Observers may be invited to make statements (report of 20 years, "observer rights"); members need no invitation.
    """

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="speakers")
    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name=_("participant"), related_name="speaking_invitations"
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)

    class Meta:
        ordering = ["session", "participant"]
        verbose_name = _("invitation to speak")
        verbose_name_plural = _("invitations to speak")
        constraints = [models.UniqueConstraint(fields=["session", "participant"], name="invited_to_speak_once")]

    def __str__(self) -> str:
        return f"{self.participant} – {self.session}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.session.meeting_id


class StatementState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("a statement", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("a statement", "Submitted")
    PUBLISHED = "published", pgettext_lazy("a statement", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("a statement", "Withdrawn")


class StatementQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "StatementQuerySet":
        return self.filter(visible_statements(user))

    def published(self) -> "StatementQuerySet":
        return self.filter(state=StatementState.PUBLISHED)


class Statement(models.Model):
    """What a delegation or an observer said, or would say, in a session, in its own words.

    The words stand in the language in which they are spoken; the other is marked as missing and never filled in.
    ``may_publish`` is the delegation's own yes, without which nobody publishes. ``state`` is moved by
    ``meetings.workflow_statements`` alone; ``version`` rises with each change of the words.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="statements")
    session = models.ForeignKey(
        Session, models.SET_NULL, verbose_name=_("session"), related_name="statements", null=True, blank=True
    )
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, verbose_name=_("agenda item"), related_name="statements", null=True, blank=True
    )
    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name=_("participant"), related_name="statements"
    )
    words = models.TextField(_("words"), blank=True, max_length=30_000)
    may_publish = models.BooleanField(_("may be published"), default=False)
    state = models.CharField(
        _("state"), max_length=9, choices=StatementState, default=StatementState.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    form_key = models.UUIDField(_("key of the form"), unique=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(_("entered"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "pk"]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(may_publish=True), name="statement_published_with_a_yes"
            )
        ]
        indexes = [models.Index(fields=["meeting", "state"], name="statement_state")]

    def __str__(self) -> str:
        return f"{self.participant} – {self.meeting.key}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:statement-detail", kwargs={"pk": self.pk})

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.meeting_id


class StatementFileQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "StatementFileQuerySet":
        return self.filter(statement__in=Statement.objects.visible_to(user).order_by())


class StatementFile(models.Model):
    """A statement as a file, in one language. Whoever sees the statement may have it."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=5)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    objects = StatementFileQuerySet.as_manager()

    class Meta:
        ordering = ["statement", "language"]
        verbose_name = _("file of a statement")
        verbose_name_plural = _("files of statements")
        constraints = [models.UniqueConstraint(fields=["statement", "language"], name="statement_file_once")]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.language}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.statement.meeting_id
