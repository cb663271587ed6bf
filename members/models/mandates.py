from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models.participants import Participant
from members.models.users import User


class Function(models.TextChoices):
    """What a person does in the conference."""

    FOCAL_POINT = "focal_point", _("Focal point")
    OBSERVER_DELEGATE = "observer_delegate", _("Observer delegate")
    CIVIL_SOCIETY_DELEGATE = "civil_society_delegate", _("Civil society delegate")
    SECRETARIAT_OFFICER = "secretariat_officer", _("Secretariat officer")
    ADMINISTRATOR = "administrator", _("Technical administrator")


class MandateQuerySet(models.QuerySet):
    def in_force(self, on) -> "MandateQuerySet":
        return self.filter(Q(start__lte=on), Q(end__isnull=True) | Q(end__gte=on))


class Mandate(models.Model):
    """A person acts for a participant, in a function, for a period (both days included)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="mandates")
    function = models.CharField(_("function"), max_length=24, choices=Function)
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="mandates", null=True, blank=True)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["-start"]
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=models.F("start")), name="mandate_order"),
            models.CheckConstraint(
                condition=Q(function__in=["secretariat_officer", "administrator"], participant__isnull=True)
                | (
                    Q(function__in=["focal_point", "observer_delegate", "civil_society_delegate"])
                    & Q(participant__isnull=False)
                ),
                name="mandate_participant",
            ),
        ]
        indexes = [models.Index(fields=["user", "start"], name="mandate_user")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_function_display()}"
