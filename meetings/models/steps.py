from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.models import Attested
from common.periods import PartialDateField
from meetings.models.bodies import Body
from meetings.models.meetings import Meeting


class StepKind(models.TextChoices):
    CREATED = "created", pgettext_lazy("body", "Created")
    EXTENDED = "extended", pgettext_lazy("body", "Extended")
    MERGED = "merged", pgettext_lazy("body", "Merged")
    SPLIT = "split", pgettext_lazy("body", "Split")
    PERMANENT = "permanent", pgettext_lazy("body", "Made permanent")
    RENAMED = "renamed", pgettext_lazy("body", "Renamed")
    CLOSED = "closed", pgettext_lazy("body", "Closed")


LAST = (StepKind.MERGED, StepKind.SPLIT, StepKind.CLOSED)  # with these a body ends


class BodyStep(Attested):
    """A dated step in the life of a body: what became of it, when, and what decided it.

    ``decided`` names the decision in words, ``meeting`` the meeting that took it; the decision itself, where the portal
    has its text, cites the step from the floor above (``declarations.Decision.steps``). ``term_ends`` is the last day
    of the term that the step gives. ``others`` are the bodies into which it was merged or split.
    """

    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="steps")
    kind = models.CharField(_("kind"), max_length=9, choices=StepKind)
    on = PartialDateField(_("day of the step"))
    decided = models.CharField(_("decided by"), max_length=400)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="body_steps", null=True, blank=True
    )
    term_ends = PartialDateField(_("its term ends"), null=True, blank=True)
    others = models.ManyToManyField(Body, verbose_name=_("other bodies"), related_name="steps_of_others", blank=True)

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("step in the life of a body")
        verbose_name_plural = _("steps in the lives of bodies")

    def __str__(self) -> str:
        return f"{self.body}: {self.get_kind_display()}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Body, self.body_id
