from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from declarations.access import visible_working_papers
from declarations.models.editions import RenderingLanguage, RenderingState
from declarations.models.texts import Text
from members.models import User


class WorkingPaperKind(models.TextChoices):
    RESULT = "result", _("Working paper")
    REDLINE = "redline", _("Marked changes")


class WorkingPaperQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "WorkingPaperQuerySet":
        return self.filter(visible_working_papers(user))


class WorkingPaper(models.Model):
    """A PDF of a text at work, made for whoever asked for it, with their name on every page. It is kept for a day.

    ``old`` and ``new`` are the numbers of the versions that a redline compares; empty stands for the working copy.
    """

    text = models.ForeignKey(Text, models.CASCADE, related_name="working_papers")
    kind = models.CharField(_("kind"), max_length=7, choices=WorkingPaperKind)
    language = models.CharField(_("language"), max_length=4, choices=RenderingLanguage)
    old = models.PositiveIntegerField(_("from version"), null=True, blank=True)
    new = models.PositiveIntegerField(_("to version"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=RenderingState, default=RenderingState.PENDING)
    file = models.FileField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    error = models.TextField(_("error"), blank=True)
    form_key = models.UUIDField(unique=True)
    asked_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)

    objects = WorkingPaperQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("working paper")
        verbose_name_plural = _("working papers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(file="") & ~Q(sha256="") & Q(size__gt=0)),
                name="working_paper_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.text.symbol} {self.kind} {self.language}"

    def get_absolute_url(self) -> str:
        return reverse("declarations:working-paper", kwargs={"pk": self.pk})

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.text_id

    @property
    def name(self) -> str:
        """What the file is called when it is taken away."""
        return f"{self.text.symbol}-{self.kind}-{self.language}.pdf"

    @property
    def outbox_key(self) -> str:
        """The key of the message that asks for this file."""
        return f"working-paper:{self.pk}"
