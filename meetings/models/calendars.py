from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import User


class CalendarAddress(models.Model):
    """The address at which somebody's own calendar is read without signing in, until it is revoked.

    The address itself is kept nowhere: it is ``key`` signed with the portal's secret (``meetings.queries.calendars``),
    so that whoever reads the database alone cannot make it. One at a time is open for an account.
    """

    account = models.ForeignKey(
        User, models.CASCADE, verbose_name=_("account"), related_name="calendar_addresses", editable=False
    )
    key = models.UUIDField(_("key"), default=uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(revoked_at__isnull=True), name="calendar_address_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
