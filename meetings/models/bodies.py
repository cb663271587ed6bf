from datetime import date

from django.db import models
from django.db.models import F, Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.models import Attested
from common.periods import PartialDate, PartialDateField, Period, PeriodQuerySet, not_ended, started
from common.refusals import Refusal
from members.models import Participant


class BodyKind(models.TextChoices):
    DECISION = "decision", _("Political level")
    TECHNICAL = "technical", _("Technical level")
    LEADERSHIP = "leadership", _("Presidency")
    CONSULTATION = "consultation", _("Troika")
    SECRETARIAT = "secretariat", _("Secretariat")
    NETWORK = "network", _("Liaison officers' network")
    LINKED_NETWORK = "linked_network", _("Linked network")
    WORKING_GROUP = "working_group", _("Working group")
    ADHOC = "adhoc", _("Ad hoc group")
    PROCEDURAL = "procedural", _("Procedural group")


class BodyQuerySet(PeriodQuerySet):
    def named(self, on: date) -> "BodyQuerySet":
        """With ``names_then``: the names each body bore on the day ``on``, the latest last, the undated first."""
        names = BodyName.objects.in_force(on).order_by(F("start").asc(nulls_first=True), "pk")
        return self.prefetch_related(Prefetch("names", queryset=names, to_attr="names_then"))

    def that_can_meet(self, on: date) -> "BodyQuerySet":
        """Those that may convene on the day ``on``; the same question as ``Body.can_meet``."""
        return self.filter(started(on), not_ended(on), not_ended(on, "term_ends"))


class Body(Attested, Period):
    """A body of the conference: its mandate, its place in the tree, its life. Its start and end are its own.

    The decision that created it cites it from the floor above (``declarations.Decision.creates``). ``term_ends`` is
    the last day of the term that a decision gave it; none where it is permanent, or where no source names a term.
    A term that ended is no end: the body exists, but does not meet until it is extended, made permanent or closed.
    """

    key = models.SlugField(_("key"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=BodyKind)
    name = models.CharField(_("name"), max_length=250)
    mandate = models.TextField(_("mandate"), blank=True)
    objectives = models.TextField(_("objectives"), blank=True)
    term_ends = PartialDateField(_("its term ends"), null=True, blank=True)
    created_by = models.CharField(_("created by"), max_length=400, blank=True)
    composition = models.TextField(_("who sits in it"), blank=True)
    frequency = models.CharField(_("how often it meets"), max_length=200, blank=True)
    reports_to = models.ForeignKey("self", models.PROTECT, related_name="subordinates", null=True, blank=True)
    succeeds = models.ManyToManyField("self", symmetrical=False, related_name="succeeded_by", blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:body-detail", kwargs={"key": self.key})

    def can_meet(self, on: date) -> bool:
        """Whether it may convene on the day ``on``: it exists then, and its term has not ended."""
        return not self.reasons_not_to_meet(on)

    def reasons_not_to_meet(self, on: date) -> list[Refusal]:
        """Why it cannot convene on the day ``on``, none when it can. A bare year counts to its last day."""
        if self.start and self.start.first_day > on:
            return [Refusal(_("%(body)s cannot meet yet on that day: it begins on %(day)s."), **self._said(self.start))]
        if self.end and self.end.last_day < on:
            return [Refusal(_("%(body)s cannot meet: it was closed on %(day)s."), **self._said(self.end))]
        if self.term_ends and self.term_ends.last_day < on:
            return [Refusal(_("%(body)s cannot meet: its term ended on %(day)s."), **self._said(self.term_ends))]
        return []

    def _said(self, day: PartialDate) -> dict[str, str]:
        return {"body": self.name, "day": str(day)}


class BodyName(Attested, Period):
    """A name that a body bore for a time."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=300)
    is_alternative = models.BooleanField(_("used beside the name of the time"), default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["start"]
        verbose_name = _("name of a body")
        verbose_name_plural = _("names of bodies")

    def __str__(self) -> str:
        return self.name

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Body, self.body_id


class BodyRole(models.TextChoices):
    MEMBER = "member", _("Member")
    COORDINATOR = "coordinator", _("Coordinator")


class BodyMembership(Attested, Period):
    """A participant sits in a body, or coordinates it, for a time."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="memberships")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="body_memberships")
    role = models.CharField(_("role"), max_length=12, choices=BodyRole, default=BodyRole.MEMBER)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["role", "participant__name"]
        verbose_name = _("membership of a body")
        verbose_name_plural = _("memberships of bodies")

    def __str__(self) -> str:
        return f"{self.participant} – {self.body}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Body, self.body_id
