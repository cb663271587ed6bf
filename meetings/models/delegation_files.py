from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.access_delegates import visible_delegation_files
from meetings.models.meetings import Meeting
from members.models import User


class DelegationFileKind(models.TextChoices):
    PARTICIPANTS = "participants", _("List of participants")
    BADGES = "badges", _("Badges")


class FileState(models.TextChoices):
    PENDING = "pending", _("waiting")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class DelegationFileQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "DelegationFileQuerySet":
        return self.filter(visible_delegation_files(user))


class DelegationFile(models.Model):
    """A PDF of who comes to a meeting, made for whoever asked for it. It holds names, so it is kept for a day alone."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="delegation_files")
    kind = models.CharField(_("kind"), max_length=12, choices=DelegationFileKind)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=8, choices=FileState, default=FileState.PENDING)
    file = models.FileField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    error = models.TextField(_("error"), blank=True)
    form_key = models.UUIDField(unique=True)
    asked_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)

    objects = DelegationFileQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("file of a delegation")
        verbose_name_plural = _("files of delegations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(file="") & ~Q(sha256="") & Q(size__gt=0)),
                name="delegation_file_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.kind} {self.language}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:delegation-file", kwargs={"pk": self.pk})

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.meeting_id

    @property
    def outbox_key(self) -> str:
        """The key of the message that asks for this file."""
        return f"delegation-file:{self.pk}"
