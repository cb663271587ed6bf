from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import Attested
from common.periods import Period, PeriodQuerySet
from members.models.participants import Participant


class ThemeStatus(models.TextChoices):
    OFFICIAL = "official", _("official wording")
    OWN_TRANSLATION = "own_translation", _("our translation")
    PRESS = "press", _("wording of the press")


class PresidencyQuerySet(PeriodQuerySet):
    def known(self) -> "PresidencyQuerySet":
        return self.filter(country__isnull=False)


class Presidency(Attested, Period):
    """A term of the Pro-Tempore Presidency. ``country`` is empty where no source tells who presided.

    The troika is never stored: it follows from the dated terms (``members/access.py``).
    """

    key = models.SlugField(_("key"), max_length=20, unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    country = models.ForeignKey(Participant, models.PROTECT, related_name="presidencies", null=True, blank=True)
    begins_at = models.DateTimeField(
        _("handover"),
        null=True,
        blank=True,
        help_text=_("The minute at which this country takes over; until then the presidency before it goes on."),
    )
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    theme_status_es = models.CharField(_("Spanish theme"), max_length=16, choices=ThemeStatus, blank=True)
    theme_status_en = models.CharField(_("English theme"), max_length=16, choices=ThemeStatus, blank=True)

    objects = PresidencyQuerySet.as_manager()

    class Meta:
        ordering = ["year"]
        verbose_name = _("presidency")
        verbose_name_plural = _("presidencies")
        constraints = [models.UniqueConstraint(fields=["year"], name="presidency_year_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.country or '—'}"

    @property
    def part_of(self) -> tuple[type[models.Model], int | None]:
        """In whose history its acts are read as well."""
        return Participant, self.country_id
