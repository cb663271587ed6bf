from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.bodies import Body
from members.models import Mandate


class Seat(models.Model):
    """The body in which a liaison officer or coordinator acts. It lasts as long as the mandate."""

    mandate = models.OneToOneField(Mandate, models.CASCADE, verbose_name=_("mandate"), related_name="seat")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="seats")

    class Meta:
        ordering = ["body", "mandate"]
        verbose_name = _("seat in a body")
        verbose_name_plural = _("seats in bodies")

    def __str__(self) -> str:
        return f"{self.mandate} – {self.body}"
