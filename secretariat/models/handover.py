from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.models import AskedPaper
from declarations.models import RenderingLanguage
from members.models import Presidency
from secretariat.access_handover import visible_handover_papers


class HandoverPaperQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "HandoverPaperQuerySet":
        return self.filter(visible_handover_papers(user))


class HandoverPaper(AskedPaper):
    """The file for the next presidency as PDF, as whoever asked for it may read it.

    ``presidency`` is the term that takes over; none where the record names no presidency that is next.
    """

    called = "handover-paper"

    presidency = models.ForeignKey(Presidency, models.CASCADE, related_name="+", null=True, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=RenderingLanguage)

    objects = HandoverPaperQuerySet.as_manager()

    class Meta(AskedPaper.Meta):
        verbose_name = _("handover file as PDF")
        verbose_name_plural = _("handover files as PDF")

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d} {self.language}"

    def get_absolute_url(self) -> str:
        return reverse("secretariat:handover-file-paper", kwargs={"pk": self.pk})
