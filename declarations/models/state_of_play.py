from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from declarations.access_commitments import visible_state_papers
from declarations.models.editions import RenderingLanguage, RenderingState
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


class StatePaper(models.Model):
    """The state of play as PDF, made for whoever asked for it, as that one may read it; kept for a day.

    ``meeting`` is the meeting of the GRCM that it is for, where one is planned.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+", null=True, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=RenderingLanguage)
    state = models.CharField(_("state"), max_length=8, choices=RenderingState, default=RenderingState.PENDING)
    file = models.FileField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    error = models.TextField(_("error"), blank=True)
    form_key = models.UUIDField(unique=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)

    objects = StatePaperQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("state of play as PDF")
        verbose_name_plural = _("states of play as PDF")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(file="") & ~Q(sha256="") & Q(size__gt=0)),
                name="state_paper_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d} {self.language}"

    def get_absolute_url(self) -> str:
        return reverse("commitments:state-of-play-file", kwargs={"pk": self.pk})

    @property
    def outbox_key(self) -> str:
        """The key of the message that asks for this file."""
        return f"state-paper:{self.pk}"
