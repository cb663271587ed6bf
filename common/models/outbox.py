from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxQuerySet(models.QuerySet):
    def due(self) -> "OutboxQuerySet":
        """Messages whose work is not done and whose turn has come."""
        return self.filter(done_at__isnull=True, dead_at__isnull=True, next_at__lte=timezone.now())

    def dead(self) -> "OutboxQuerySet":
        """Dead letters: every attempt failed; a person must look."""
        return self.filter(dead_at__isnull=False, done_at__isnull=True)


class OutboxMessage(models.Model):
    """What must happen: written in the transaction of its cause, done at least once, recorded when done."""

    key = models.CharField(_("key"), max_length=200, unique=True)
    kind = models.CharField(_("task"), max_length=100)
    payload = models.JSONField(_("payload"), default=dict)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    next_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    dead_at = models.DateTimeField(_("given up"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("outbox message")
        verbose_name_plural = _("outbox")
        indexes = [
            models.Index(F("next_at"), name="outbox_due", condition=Q(done_at__isnull=True, dead_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.key
