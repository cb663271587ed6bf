from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.models import Attested
from common.periods import Period, PeriodQuerySet


class ParticipantKind(models.TextChoices):
    COUNTRY = "country", _("Country")
    ORGANISATION = "organisation", _("Organisation")
    NETWORK = "network", _("Civil society network")


class Status(models.TextChoices):
    """How a participant stands to the conference."""

    MEMBER = "member", _("Member")
    OBSERVER_COUNTRY = "observer_country", _("Observer country")
    OBSERVER_ORGANISATION = "observer_organisation", _("Observer organisation")
    CIVIL_SOCIETY = "civil_society", _("Civil society network")


class Participant(models.Model):
    """A country, organisation or network that takes part in the conference, or a country it met in."""

    key = models.SlugField(_("key"), max_length=40, unique=True)  # iso2 in lower case for countries
    kind = models.CharField(_("kind"), max_length=12, choices=ParticipantKind)
    iso2 = models.CharField("ISO 3166-1 alpha-2", max_length=2, blank=True)
    iso3 = models.CharField("ISO 3166-1 alpha-3", max_length=3, blank=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    name = models.CharField(_("name"), max_length=200)
    official_name = models.CharField(_("official name"), max_length=200, blank=True)
    about = models.TextField(_("about"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.CheckConstraint(condition=~Q(kind="country") | ~Q(iso2=""), name="country_has_iso2"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("participant-detail", kwargs={"key": self.key})


class StandingQuerySet(PeriodQuerySet):
    def with_status(self, status: str) -> "StandingQuerySet":
        return self.filter(status=status)


class Standing(Attested, Period):
    """In which status a participant took part, and when."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="standings")
    status = models.CharField(_("status"), max_length=24, choices=Status)

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ["start", "participant__name"]
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        indexes = [models.Index(fields=["status", "start"], name="standing_status")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_status_display()}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Participant, self.participant_id


class CivilSocietyChapter(Attested, Period):
    """A national umbrella of the civil society network."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    network = models.ForeignKey(Participant, models.PROTECT, related_name="chapters")
    country = models.ForeignKey(Participant, models.PROTECT, related_name="civil_society_chapters")
    name = models.CharField(_("name"), max_length=200, blank=True)  # empty where no source names it

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["country__name"]
        verbose_name = _("national chapter")
        verbose_name_plural = _("national chapters")

    def __str__(self) -> str:
        return self.name or str(self.country)

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Participant, self.country_id
