from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.managers import UserObjectPermissionManager
from guardian.models.models import UserObjectPermissionAbstract


class ObjectGrantQuerySet(models.QuerySet):
    def in_force(self) -> "ObjectGrantQuerySet":
        """Those whose last day has not passed, whether or not the clock has put the others away yet."""
        return self.filter(until__gte=timezone.localdate())


class ObjectGrant(UserObjectPermissionAbstract):
    """Exceptional access of one account to one object: django-guardian's permission with an end and a reason.

    It is revoked by deleting the row; the journal remembers it. Read and written through ``members/grants.py`` alone.
    """

    until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=300)
    granted_by = models.EmailField(_("granted by"), max_length=254)
    granted_at = models.DateTimeField(_("granted"), default=timezone.now)

    objects = UserObjectPermissionManager.from_queryset(ObjectGrantQuerySet)()

    class Meta(UserObjectPermissionAbstract.Meta):
        abstract = False
        ordering = ["until"]
        verbose_name = _("exceptional access")
        verbose_name_plural = _("exceptional accesses")
        indexes = [models.Index(fields=["user", "content_type", "object_pk", "until"], name="grant_of_user")]

    def __str__(self) -> str:
        return f"{self.user} → {self.content_object}"
