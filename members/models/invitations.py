import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.people import Person
from members.models.users import User

GOOD_FOR = timedelta(days=7)


def new_nonce() -> str:
    return secrets.token_urlsafe(24)


def seven_days_on():
    return timezone.now() + GOOD_FOR


class InvitationQuerySet(models.QuerySet):
    def open(self) -> "InvitationQuerySet":
        """Those whose link opens an account now: neither used nor revoked, and not older than seven days."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """One person is asked to open an account, by one link to one address. The link works once.

    The link is signed and holds ``nonce``; whoever reads this table alone cannot make it.
    """

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="invitations")
    email = models.EmailField(_("e-mail"), max_length=254)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    nonce = models.CharField(max_length=40, default=new_nonce, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("invited by"), related_name="+", null=True, blank=True
    )
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    expires_at = models.DateTimeField(_("good until"), default=seven_days_on)
    used_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_open_for_a_person",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True), name="invitation_used_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return self.email
