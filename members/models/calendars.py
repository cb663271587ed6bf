from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.business_days import DayOff
from members.models.participants import Participant

OFFICE = "secretariat"  # the calendar of the Secretariat's own office, beside that of the country where it sits


class CalendarDayKind(models.TextChoices):
    OFF = "off", _("Day off")
    HALF = "half", _("Half day off")
    WORKING = "working", _("Worked")


class CalendarDay(models.Model):
    """What a decree makes of one day in one calendar: of a participant, or of the Secretariat's own office.

    It stands in the place of whatever the library of national holidays says of that day in that calendar.
    """

    participant = models.ForeignKey(
        Participant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="calendar_days",
        verbose_name=_("participant"),
        help_text=_("Empty for the Secretariat's own office."),
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=8, choices=CalendarDayKind, default=CalendarDayKind.OFF)
    name = models.CharField(_("name"), max_length=150)
    source = models.CharField(_("decree or source"), max_length=300, blank=True)

    class Meta:
        ordering = ["day", "participant__key"]
        verbose_name = _("day of a calendar")
        verbose_name_plural = _("days of calendars")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "day"],
                name="calendar_day_once",
                violation_error_message=_("This calendar already says something of this day: edit that line."),
            ),
            models.UniqueConstraint(
                fields=["day"],
                condition=Q(participant__isnull=True),
                name="calendar_day_of_office_once",
                violation_error_message=_("This calendar already says something of this day: edit that line."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar}, {self.day}: {self.name}"

    @property
    def calendar(self) -> str:
        """The key of the participant, or that of the office; asks for the participant."""
        return self.participant.key if self.participant else OFFICE

    @property
    def day_off(self) -> DayOff:
        """As ``common.business_days`` takes it. Means nothing for a day that is worked."""
        is_half = self.kind == CalendarDayKind.HALF
        return DayOff(self.day, self.calendar, self.name_es, self.name_en, is_half=is_half)

    @property
    def part_of(self) -> tuple[type[models.Model], int] | None:
        """In whose history its acts are read as well."""
        return (Participant, self.participant_id) if self.participant_id else None
