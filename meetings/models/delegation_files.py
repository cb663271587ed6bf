from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.models import AskedPaper
from meetings.access_delegates import visible_delegation_files
from meetings.models.meetings import Meeting


class DelegationFileKind(models.TextChoices):
    PARTICIPANTS = "participants", _("List of participants")
    BADGES = "badges", _("Badges")


class DelegationFileQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "DelegationFileQuerySet":
        return self.filter(visible_delegation_files(user))


class DelegationFile(AskedPaper):
    """A PDF of who comes to a meeting. It holds names, so it is kept for a day alone."""

    called = "delegation-file"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="delegation_files")
    kind = models.CharField(_("kind"), max_length=12, choices=DelegationFileKind)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)

    objects = DelegationFileQuerySet.as_manager()

    class Meta(AskedPaper.Meta):
        verbose_name = _("file of a delegation")
        verbose_name_plural = _("files of delegations")

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.kind} {self.language}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:delegation-file", kwargs={"pk": self.pk})

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.meeting_id
