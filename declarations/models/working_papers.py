from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.models import AskedPaper
from declarations.access import visible_working_papers
from declarations.models.editions import RenderingLanguage
from declarations.models.texts import Text


class WorkingPaperKind(models.TextChoices):
    RESULT = "result", _("Working paper")
    REDLINE = "redline", _("Marked changes")


class WorkingPaperQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "WorkingPaperQuerySet":
        return self.filter(visible_working_papers(user))


class WorkingPaper(AskedPaper):
    """A PDF of a text at work, with the name of whoever asked for it on every page.

    ``old`` and ``new`` are the numbers of the versions that a redline compares; empty stands for the working copy.
    """

    called = "working-paper"

    text = models.ForeignKey(Text, models.CASCADE, related_name="working_papers")
    kind = models.CharField(_("kind"), max_length=7, choices=WorkingPaperKind)
    language = models.CharField(_("language"), max_length=4, choices=RenderingLanguage)
    old = models.PositiveIntegerField(_("from version"), null=True, blank=True)
    new = models.PositiveIntegerField(_("to version"), null=True, blank=True)

    objects = WorkingPaperQuerySet.as_manager()

    class Meta(AskedPaper.Meta):
        verbose_name = _("working paper")
        verbose_name_plural = _("working papers")

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
