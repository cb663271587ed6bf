from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.models import Attested
from common.periods import Period, PeriodQuerySet


class Topic(models.Model):
    """A subject by which decisions and texts are found. The tagging is ours, not of the sources."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name


class Plan(Attested, Period):
    """A plan of the conference: the Plan of Action of 1997, the Strategic Plan 2023–2026."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    adopted_by = models.CharField(_("adopted by"), max_length=300, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["start"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:plan-detail", kwargs={"key": self.key})


class PlanItemKind(models.TextChoices):
    GENERAL_OBJECTIVE = "general_objective", _("General objective")
    OBJECTIVE = "objective", _("Specific objective")
    PRINCIPLE = "principle", _("Principle")
    APPROACH = "approach", _("Approach")
    AXIS = "axis", _("Axis")
    PILLAR = "pillar", _("Pillar")
    STRAND = "strand", _("Strand")
    TOPIC = "topic", _("Topic")
    RESULT = "result", _("Expected result")
    INDICATOR = "indicator", _("Indicator")
    MONITORING = "monitoring", _("Monitoring")


class PlanItem(models.Model):
    """One line of a plan: an axis or pillar with its strands and topics, an objective, a result, an indicator."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", models.CASCADE, related_name="children", null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=PlanItemKind)
    number = models.CharField(_("number"), max_length=12, blank=True)
    text = models.TextField(_("text"))
    detail = models.TextField(_("detail"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("line of a plan")
        verbose_name_plural = _("lines of plans")
        indexes = [models.Index(fields=["plan", "order"], name="planitem_order")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Plan, self.plan_id
