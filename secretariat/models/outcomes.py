from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.models import AskedPaper, MadePaper
from common.models.papers import IS_WHOLE
from declarations.models import RenderingLanguage
from secretariat.access_consultations import visible_comment_papers, visible_consultation_papers
from secretariat.models.consultations import Consultation, Step


class Result(models.TextChoices):
    """How one beginning of a consultation ended."""

    ADOPTED = "adopted", _("Adopted by written consultation")
    BACK = "back", _("Back to drafting")
    WITHDRAWN = "withdrawn", pgettext_lazy("consultation", "Withdrawn")
    CARRIED = "carried", _("Carried to a meeting")


class Outcome(models.Model):
    """How one beginning of a consultation ended, with all that led to it. The database refuses to change it.

    ``record`` is JSON (``secretariat/records.py``): what was sent, by which rules, what each member replied, and the
    lines of the journal with their hashes; ``sha256`` is its hash. The letters are printed from it and carry it.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="outcomes")
    cycle = models.PositiveSmallIntegerField(_("beginning"))
    result = models.CharField(_("result"), max_length=9, choices=Result)
    record = models.TextField(_("record"))
    sha256 = models.CharField("SHA-256", max_length=64)
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)

    class Meta:
        ordering = ["consultation", "cycle"]
        verbose_name = _("outcome of a consultation")
        verbose_name_plural = _("outcomes of consultations")
        constraints = [models.UniqueConstraint(fields=["consultation", "cycle"], name="one_outcome_of_a_beginning")]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.get_result_display()}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Consultation, self.consultation_id


class ConsultationPaperQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ConsultationPaperQuerySet":
        return self.filter(visible_consultation_papers(user))


class ConsultationPaper(MadePaper):
    """A PDF that goes with a consultation, one for each language: the words of a step, or the letter of an outcome.

    Written with its cause and made by the worker, once; the letters that carry it wait for it.
    """

    called = "consultation-paper"

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="papers")
    step = models.ForeignKey(Step, models.PROTECT, related_name="papers", null=True, blank=True)
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="papers", null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=[("es", "Español"), ("en", "English")])

    objects = ConsultationPaperQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "pk"]
        verbose_name = _("paper of a consultation")
        verbose_name_plural = _("papers of consultations")
        constraints = [
            models.CheckConstraint(condition=IS_WHOLE, name="consultation_paper_is_whole"),
            models.CheckConstraint(
                condition=Q(step__isnull=True, outcome__isnull=False) | Q(step__isnull=False, outcome__isnull=True),
                name="paper_of_a_step_or_an_outcome",
            ),
            models.UniqueConstraint(fields=["step", "language"], name="one_paper_of_a_step"),
            models.UniqueConstraint(fields=["outcome", "language"], name="one_letter_of_an_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation} ({self.language})"

    def get_absolute_url(self) -> str:
        return reverse("consultations:paper", kwargs={"symbol": self.consultation.text.symbol, "pk": self.pk})

    @property
    def place(self) -> str:
        """By the consultation's own number: who may have it is asked at the door."""
        return f"consultations/{self.consultation_id}-{self.pk}-{self.language}"

    @property
    def filename(self) -> str:
        """How the file is called where it is saved, or attached to a letter."""
        what = f"{self.step.kind}-{self.step.cycle}" if self.step else f"outcome-{self.outcome.cycle}"
        return f"{self.consultation.text.symbol}-{what}-{self.language}.pdf"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Consultation, self.consultation_id


class CommentsPaperQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "CommentsPaperQuerySet":
        return self.filter(visible_comment_papers(user))


class CommentsPaper(AskedPaper):
    """The comments of one step, by paragraph and country, as PDF, as whoever asked may read them."""

    called = "comments-paper"

    step = models.ForeignKey(Step, models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=5, choices=RenderingLanguage)

    objects = CommentsPaperQuerySet.as_manager()

    class Meta(AskedPaper.Meta):
        verbose_name = _("comments as PDF")
        verbose_name_plural = _("comments as PDF")

    def __str__(self) -> str:
        return f"{self.step} {self.language}"

    def get_absolute_url(self) -> str:
        symbol = self.step.consultation.text.symbol
        return reverse("consultations:comments-file", kwargs={"symbol": symbol, "pk": self.pk})
