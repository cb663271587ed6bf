from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.bodies import Body
from meetings.models.meetings import Meeting
from members.models import Mandate, Participant, Person


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


class Capacity(models.TextChoices):
    """As what a person comes to a meeting."""

    HEAD = "head", _("Head of delegation")
    AIDE = "aide", _("Aide to the head of delegation")
    DELEGATE = "delegate", _("Delegate")
    OBSERVER = "observer", _("Observer")
    EXPERT = "expert", _("Guest or expert")
    SECRETARIAT = "secretariat", _("Secretariat")


class Accreditation(models.Model):
    """A person is accredited to a meeting. It opens what is meant for those accredited, while a mandate is held.

    Only heads of delegation, their aides and the Secretariat enter a closed session (report of 20 years: only
    Vice-Ministers, each with up to two senior officials).
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="accreditations")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="accreditations")
    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name=_("participant"), related_name="accreditations", null=True, blank=True
    )
    capacity = models.CharField(_("as"), max_length=12, choices=Capacity)
    enters_closed_session = models.BooleanField(_("enters the closed session"), default=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        ordering = ["meeting", "participant", "capacity"]
        verbose_name = _("accreditation")
        verbose_name_plural = _("accreditations")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="accreditation_once"),
            models.CheckConstraint(
                condition=Q(enters_closed_session=False) | Q(capacity__in=["head", "aide", "secretariat"]),
                name="closed_session_heads_and_aides",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.meeting}"
