from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.access import Audience
from common.periods import PartialDateField
from meetings.access_plans import visible_work_plans
from meetings.models.bodies import Body
from meetings.models.meetings import Meeting
from meetings.models.plans import PlanItem, Topic
from members.models import Participant


class WorkPlanState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("work plan", "Draft")
    PROPOSED = "proposed", pgettext_lazy("work plan", "Proposed")
    RETURNED = "returned", pgettext_lazy("work plan", "Returned")
    APPROVED = "approved", pgettext_lazy("work plan", "Approved")
    SUPERSEDED = "superseded", pgettext_lazy("work plan", "Superseded")


# In these the words may change; there is one such version of a body at a time.
OPEN_STATES = (WorkPlanState.DRAFT, WorkPlanState.RETURNED)
AHEAD = (*OPEN_STATES, WorkPlanState.PROPOSED)


class WorkPlanQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "WorkPlanQuerySet":
        return self.filter(visible_work_plans(user))

    def for_list(self) -> "WorkPlanQuerySet":
        return self.select_related("body", "approved_in__country")


class WorkPlan(models.Model):
    """One version of what a body means to do in a period: proposed by the body, approved by the GRCM.

    ``number`` counts the versions of the body. An approved version is never edited: the next one begins as its copy,
    and supersedes it when it is approved in its turn. ``version`` rises with each change of the plan or of one of its
    activities, so that two who edit at once, or a file filled in meanwhile, are told.
    """

    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="work_plans")
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    title = models.CharField(_("title"), max_length=200)
    start = PartialDateField(_("from"))
    end = PartialDateField(_("until"))
    audience = models.CharField(_("audience"), max_length=24, choices=Audience, default=Audience.MEMBER)
    state = models.CharField(
        _("state"), max_length=10, choices=WorkPlanState, default=WorkPlanState.DRAFT, editable=False
    )
    state_reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    approved_in = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("approved by the RCGM in"), related_name="work_plans_approved",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    approved_on = models.DateField(_("approved on"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = WorkPlanQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-number"]
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="work_plan_number_once"),
            models.UniqueConstraint(
                fields=["body"], condition=Q(state__in=["draft", "proposed", "returned"]), name="one_work_plan_ahead"
            ),
            models.UniqueConstraint(fields=["body"], condition=Q(state="approved"), name="one_work_plan_in_force"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "superseded"]) | Q(approved_on__isnull=False),
                name="approved_work_plan_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("meetings:work-plan", kwargs={"key": self.body.key, "number": self.number})

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Body, self.body_id


class Progress(models.TextChoices):
    """How far an activity is, as the body reports it."""

    PLANNED = "planned", pgettext_lazy("activity", "Planned")
    UNDER_WAY = "under_way", pgettext_lazy("activity", "Under way")
    DONE = "done", pgettext_lazy("activity", "Done")
    POSTPONED = "postponed", pgettext_lazy("activity", "Postponed")
    DROPPED = "dropped", pgettext_lazy("activity", "Dropped")


class PlannedActivity(models.Model):
    """A line of a work plan. ``key`` is its identity through the versions of the plan and through Excel.

    ``progress`` is what the last received report says; in a plan that is not yet approved, what it begins with.
    """

    plan = models.ForeignKey(WorkPlan, models.CASCADE, verbose_name=_("work plan"), related_name="activities")
    key = models.SlugField(_("key"), max_length=40)
    number = models.CharField(_("number"), max_length=12, blank=True)
    title = models.CharField(_("title"), max_length=300)
    line = models.ForeignKey(
        PlanItem, models.PROTECT, verbose_name=_("axis or pillar"), related_name="activities", null=True, blank=True
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, verbose_name=_("topic"), related_name="activities", null=True, blank=True
    )
    responsible = models.ManyToManyField(
        Participant, verbose_name=_("responsible members"), related_name="planned_activities", blank=True
    )
    others = models.CharField(_("others responsible"), max_length=300, blank=True)
    start = PartialDateField(_("from"), null=True, blank=True)
    end = PartialDateField(_("until"), null=True, blank=True)
    output = models.TextField(_("expected output"), blank=True)
    progress = models.CharField(_("progress"), max_length=9, choices=Progress, default=Progress.PLANNED)
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, verbose_name=_("meeting or activity in which it happens"),
        related_name="planned_activities", null=True, blank=True,
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["plan", "order", "pk"]
        verbose_name = _("planned activity")
        verbose_name_plural = _("planned activities")
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="activity_key_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Body, self.plan.body_id


class WorkPlanSheet(models.Model):
    """A filled-in form that was read and shown as a preview, and waits to be applied or forgotten.

    ``rows`` are its cells as read; ``plan_version`` is the version of the plan when it was read. It
    belongs to whoever gave it, by value; it is dropped when it is applied, when the same person gives another, or
    after two days.
    """

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="sheets")
    plan_version = models.PositiveIntegerField()
    name = models.CharField(max_length=150)
    sha256 = models.CharField("SHA-256", max_length=64)
    rows = models.JSONField()
    given_by_id = models.BigIntegerField()
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-given_at"]
        constraints = [models.UniqueConstraint(fields=["plan", "given_by_id"], name="one_sheet_of_a_person")]

    def __str__(self) -> str:
        return self.name
