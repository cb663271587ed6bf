from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.models import AskedPaper
from declarations.access_commitments import visible_state_papers
from declarations.models.editions import RenderingLanguage
from meetings.models import Meeting


class CommitmentSheet(models.Model):
    """A filled-in form of the follow-up that was read and shown as a preview, and waits to be applied or forgotten.

    It belongs to whoever gave it, by value; it is dropped when it is applied, or when the same person gives another.
    """

    name = models.CharField(max_length=150)
    sha256 = models.CharField("SHA-256", max_length=64)
    rows = models.JSONField()
    given_by_id = models.BigIntegerField(unique=True)
    given_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class StatePaperQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "StatePaperQuerySet":
        return self.filter(visible_state_papers(user))


class StatePaper(AskedPaper):
    """The state of play as PDF, as whoever asked for it may read it.

    ``meeting`` is the meeting of the GRCM that it is for, where one is planned.
    """

    called = "state-paper"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+", null=True, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=RenderingLanguage)

    objects = StatePaperQuerySet.as_manager()

    class Meta(AskedPaper.Meta):
        verbose_name = _("state of play as PDF")
        verbose_name_plural = _("states of play as PDF")

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d} {self.language}"

    def get_absolute_url(self) -> str:
        return reverse("commitments:state-of-play-file", kwargs={"pk": self.pk})
