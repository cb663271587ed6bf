from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.access_plans import visible_concept_notes
from meetings.models.meetings import Meeting
from meetings.models.plans import PlanItem


class ConceptNoteState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("concept note", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("concept note", "Submitted")
    RETURNED = "returned", pgettext_lazy("concept note", "Returned")
    APPROVED = "approved", pgettext_lazy("concept note", "Approved")


class ConceptNoteQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ConceptNoteQuerySet":
        return self.filter(visible_concept_notes(user))


class ConceptNote(models.Model):
    """What an activity is for, written and approved before it takes place; place and days are those of the activity.

    No activity is held without one that is approved (strategic plan 2023-2026, "monitoring"). The official form was
    not among the sources; these fields are the ones that the strategic plan asks for (``docs/decisions/0016``).
    ``version`` rises with each change of the words, so that two who write at once are told.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, verbose_name=_("activity"), related_name="concept_note")
    background = models.TextField(_("background"), blank=True)
    general_objective = models.TextField(_("general objective"), blank=True)
    specific_objectives = models.TextField(_("specific objectives"), blank=True)
    profile = models.TextField(_("profile of the participants"), blank=True)
    institutions = models.TextField(_("institutions"), blank=True)
    indicators = models.ManyToManyField(
        PlanItem, verbose_name=_("indicators that it feeds"), related_name="concept_notes", blank=True
    )
    state = models.CharField(
        _("state"), max_length=9, choices=ConceptNoteState, default=ConceptNoteState.DRAFT, editable=False
    )
    state_reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = ConceptNoteQuerySet.as_manager()

    class Meta:
        ordering = ["meeting"]
        verbose_name = _("concept note")
        verbose_name_plural = _("concept notes")
        indexes = [models.Index(fields=["state"], name="conceptnote_state")]

    def __str__(self) -> str:
        return self.meeting.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:concept-note", kwargs={"key": self.meeting.key})

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.meeting_id
