from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.access_people import visible_mandates
from members.models.participants import Participant
from members.models.people import Institution, Person


class Function(models.TextChoices):
    """What a person does in the conference."""

    HEAD_OF_DELEGATION = "head_of_delegation", _("Vice-Minister or head of delegation")
    FOCAL_POINT = "focal_point", _("Focal point")
    DEPUTY = "deputy", _("Deputy focal point")
    NATIONAL_REVIEWER = "national_reviewer", _("National reviewer")
    LIAISON_OFFICER = "liaison_officer", _("Liaison officer")
    BODY_COORDINATOR = "body_coordinator", _("Coordinator of a body")
    OBSERVER_DELEGATE = "observer_delegate", _("Observer delegate")
    CIVIL_SOCIETY_DELEGATE = "civil_society_delegate", _("Civil society delegate")
    SECRETARIAT_OFFICER = "secretariat_officer", _("Secretariat officer")
    SECRETARIAT_COORDINATOR = "secretariat_coordinator", _("Secretariat coordinator")
    ADMINISTRATOR = "administrator", _("Technical administrator")


OF_THE_SECRETARIAT = (Function.SECRETARIAT_OFFICER, Function.SECRETARIAT_COORDINATOR, Function.ADMINISTRATOR)
OF_A_DELEGATION = (Function.HEAD_OF_DELEGATION, Function.FOCAL_POINT, Function.DEPUTY)  # they speak for a member
OF_A_BODY = (Function.LIAISON_OFFICER, Function.BODY_COORDINATOR)


class MandateQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "MandateQuerySet":
        """Those of which ``user`` may know now; see ``members/access_people.py``."""
        return self.filter(visible_mandates(user))

    def in_force(self, on: date | None = None) -> "MandateQuerySet":
        """Those in force now, to the minute; with ``on``, those in force at some hour of that day.

        Both days of a mandate count. One that was ended early ends at its minute; a holdover goes on after its last
        day until it is ended.
        """
        day = on or timezone.localdate()
        minute = timezone.make_aware(datetime.combine(day, time.min)) if on else timezone.now()
        return self.filter(
            Q(start__lte=day),
            Q(end__isnull=True) | Q(end__gte=day) | Q(is_holdover=True),
            Q(ended_at__isnull=True) | Q(ended_at__gt=minute),
        )

    def held_over(self) -> "MandateQuerySet":
        """Those that go on after their last day until a successor is named, ended or not."""
        return self.filter(is_holdover=True, end__lt=timezone.localdate())


class Mandate(models.Model):
    """A person acts for a participant, in a function, for a period (both days included).

    ``ended_at`` is the minute at which it was ended before its time: its rights end then. ``is_holdover`` is an
    explicit choice: the mandate goes on after ``end`` until a successor is named. Nothing is ever deleted: who held
    what, when, is history. Mandates that cannot be at once are refused by the database (``members/overlaps.py``).
    """

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="mandates")
    function = models.CharField(_("function"), max_length=24, choices=Function)
    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name=_("participant"), related_name="mandates", null=True, blank=True
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, verbose_name=_("institution"), related_name="mandates", null=True, blank=True
    )
    start = models.DateField(_("from"))
    end = models.DateField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)
    is_holdover = models.BooleanField(_("goes on until a successor is named"), default=False)

    standings: frozenset[str]  # how its participant stands, where members.access has read it with the mandate

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["-start"]
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=models.F("start")), name="mandate_order"),
            models.CheckConstraint(
                condition=Q(function__in=OF_THE_SECRETARIAT, participant__isnull=True)
                | (~Q(function__in=OF_THE_SECRETARIAT) & Q(participant__isnull=False)),
                name="mandate_participant",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(end__isnull=False), name="mandate_ended_on_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "start"], name="mandate_person"),
            models.Index(fields=["participant", "function", "start"], name="mandate_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_function_display()}"

    @property
    def is_over(self) -> bool:
        """Whether it gives nothing any more: ended at a minute that has passed, or past its last day, not held over."""
        if self.ended_at is not None:
            return self.ended_at <= timezone.now()
        return self.is_past_its_end and not self.is_holdover

    @property
    def is_past_its_end(self) -> bool:
        """Whether its last day has passed; if it is in force all the same, it is held over."""
        return self.end is not None and self.end < timezone.localdate()

    @property
    def is_in_force(self) -> bool:
        """The same question as ``MandateQuerySet.in_force`` asks, of one that is at hand."""
        return self.start <= timezone.localdate() and not self.is_over

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Person, self.person_id
