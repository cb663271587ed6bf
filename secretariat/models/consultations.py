from datetime import time
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from declarations.models import Text, TextVersion
from meetings.models import Meeting
from members.calendars import CalendarRule
from members.models import Participant
from secretariat.access_consultations import visible_consultations

ROUND_DAYS = 5  # business days of each round (report of 20 years, "consultation procedure", steps 2 and 3)
LONGEST = 60  # business days that the troika step, or one extension, may take


def zone_of_the_seat() -> str:
    """The clock of the Secretariat, in San José."""
    return str(settings.TIME_ZONE)


class Stage(models.TextChoices):
    """How far a written consultation is. Moved by ``secretariat.workflow_consultations`` alone."""

    PREPARED = "prepared", pgettext_lazy("consultation", "In preparation")
    TROIKA = "troika", _("With the troika")
    TROIKA_OVER = "troika_over", _("The troika has been heard")
    ROUND_ONE = "round_one", _("Round one")
    ROUND_ONE_OVER = "round_one_over", _("Round one is over")
    ROUND_TWO = "round_two", _("Round two")
    ROUND_TWO_OVER = "round_two_over", _("Round two is over")
    AGREED = "agreed", _("Consensus; being signed")
    ADOPTED = "adopted", _("Adopted by written consultation")
    WITHDRAWN = "withdrawn", pgettext_lazy("consultation", "Withdrawn")
    CARRIED = "carried", _("Carried to a meeting")


ENDED = (Stage.ADOPTED, Stage.WITHDRAWN, Stage.CARRIED)


class Silence(models.TextChoices):
    """What it means that a member does not reply. The sources do not say; each consultation chooses, and says so."""

    CONSENT = "consent", _("No reply in time means consent")
    EXPRESS = "express", _("Consent must be expressed")


class RepliesSeen(models.TextChoices):
    """When the members consulted read each other's replies. Presidency and Secretariat read them at once."""

    AT_ONCE = "at_once", _("At once")
    AFTERWARDS = "after", _("When the round is over")


class StepKind(models.TextChoices):
    TROIKA = "troika", _("Troika step")
    ONE = "one", _("Round one")
    TWO = "two", _("Round two")


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ConsultationQuerySet":
        return self.filter(visible_consultations(user))

    def going_on(self) -> "ConsultationQuerySet":
        """Those that have not ended."""
        return self.exclude(stage__in=ENDED)

    def for_list(self) -> "ConsultationQuerySet":
        """Those that go on first, the latest first."""
        has_ended = models.Case(models.When(stage__in=ENDED, then=1), default=0)
        return self.select_related("text").order_by(has_ended, "-prepared_at", "-pk")


class Consultation(models.Model):
    """A text put to the members in writing between meetings (report of 20 years, "consultation procedure").

    What the sources leave open is chosen for each consultation: ``silence``, ``calendar`` (whose holidays do not
    count), ``replies_seen``, ``troika_days`` (business days of the troika step), ``time_zone`` and ``closing`` (the
    minute of the last day). What a step was opened with stands with the step. ``cycle`` counts how often it began: it
    goes back to drafting under the next number. ``opens_next_at`` is when the clock opens the next step by itself.
    """

    text = models.OneToOneField(Text, models.PROTECT, verbose_name=_("text"), related_name="consultation")
    stage = models.CharField(_("stage"), max_length=14, choices=Stage, default=Stage.PREPARED)
    stage_reason = models.CharField(_("reason"), max_length=1000, blank=True)
    cycle = models.PositiveSmallIntegerField(_("beginning"), default=1)
    silence = models.CharField(_("what no reply means"), max_length=7, choices=Silence)
    calendar = models.CharField(_("whose holidays do not count"), max_length=8, choices=CalendarRule)
    replies_seen = models.CharField(_("members read each other's replies"), max_length=7, choices=RepliesSeen)
    troika_days = models.PositiveSmallIntegerField(
        _("business days of the troika step"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    time_zone = models.CharField(_("time zone of the deadlines"), max_length=40, default=zone_of_the_seat)
    closing = models.TimeField(_("minute of the last day at which a step closes"), default=time(23, 59))
    opens_next_at = models.DateTimeField(_("the next step opens by itself at"), null=True, blank=True)
    carried_to = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("carried to"), related_name="+", null=True, blank=True
    )
    opened_at = models.DateTimeField(_("put to the members"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    prepared_at = models.DateTimeField(_("prepared"), default=timezone.now, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-prepared_at", "-pk"]
        verbose_name = _("written consultation")
        verbose_name_plural = _("written consultations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="carried") | Q(carried_to__isnull=False), name="consultation_carried_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=("adopted", "withdrawn", "carried"), ended_at__isnull=False)
                | Q(~Q(stage__in=("adopted", "withdrawn", "carried")), ended_at__isnull=True),
                name="consultation_ended_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["stage", "-prepared_at"], name="consultation_by_stage")]

    def __str__(self) -> str:
        return self.text.symbol

    def get_absolute_url(self) -> str:
        return reverse("consultations:detail", kwargs={"symbol": self.text.symbol})

    @property
    def has_ended(self) -> bool:
        return self.stage in ENDED


class Step(models.Model):
    """The troika step or one of the rounds: the words that were sent, and by which rules the time runs.

    ``silence``, ``calendar``, ``time_zone``, ``closing`` and ``data_version`` (of the holidays) are as they were when
    it opened, and do not follow the consultation any more. ``days`` are its business days, with extensions.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="steps")
    cycle = models.PositiveSmallIntegerField(_("beginning"))
    kind = models.CharField(_("step"), max_length=6, choices=StepKind)
    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(_("business days"))
    silence = models.CharField(_("what no reply means"), max_length=7, choices=Silence)
    calendar = models.CharField(_("whose holidays do not count"), max_length=8, choices=CalendarRule)
    replies_seen = models.CharField(_("members read each other's replies"), max_length=7, choices=RepliesSeen)
    time_zone = models.CharField(_("time zone of the deadlines"), max_length=40)
    closing = models.TimeField(_("minute of the last day"))
    data_version = models.CharField(_("holidays used"), max_length=200)
    opened_at = models.DateTimeField(_("opened"))
    suspended_at = models.DateTimeField(_("suspended"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    class Meta:
        ordering = ["consultation", "opened_at", "pk"]
        verbose_name = _("step of a consultation")
        verbose_name_plural = _("steps of consultations")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "cycle", "kind"], name="step_once_in_a_beginning"),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(closed_at=None), name="one_step_at_a_time_of_a_consultation"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(suspended_at=None), name="no_step_closed_while_suspended"
            ),
        ]
        indexes = [models.Index(fields=["closed_at"], condition=Q(closed_at=None), name="step_not_closed")]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.get_kind_display()}"

    @property
    def is_running(self) -> bool:
        """Replies are taken now, as long as the deadline of each member has not passed."""
        return self.closed_at is None and self.suspended_at is None

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Consultation, self.consultation_id


class Consulted(models.Model):
    """A member that is asked in a step, and by when it replies.

    ``due_at`` is the minute by which its reply counts; ``counted`` the business days one by one, as
    ``common.business_days.DayCounted`` tells them.
    """

    step = models.ForeignKey(Step, models.PROTECT, related_name="consulted")
    participant = models.ForeignKey(Participant, models.PROTECT, verbose_name=_("member"), related_name="consultations")
    due_at = models.DateTimeField(_("replies count until"))
    counted = models.JSONField(_("business days, one by one"))

    class Meta:
        ordering = ["step", "participant__name"]
        verbose_name = _("member consulted")
        verbose_name_plural = _("members consulted")
        constraints = [models.UniqueConstraint(fields=["step", "participant"], name="consulted_once_in_a_step")]
        indexes = [models.Index(fields=["due_at"], name="consulted_by_deadline")]

    def __str__(self) -> str:
        return f"{self.participant} ({self.step})"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Consultation, self.step.consultation_id
