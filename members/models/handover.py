from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models.presidencies import Presidency
from members.models.users import User


class Handover(models.Model):
    """The handover to a presidency happened and was noticed: once, whichever clock saw it first."""

    presidency = models.OneToOneField(
        Presidency, models.PROTECT, related_name="handover", verbose_name=_("presidency"), primary_key=True
    )
    at = models.DateTimeField(_("handover"))
    noticed_at = models.DateTimeField(_("noticed"), auto_now_add=True)

    class Meta:
        verbose_name = _("handover of the presidency")
        verbose_name_plural = _("handovers of the presidency")

    def __str__(self) -> str:
        return str(self.presidency)


class HandoverItem(models.Model):
    """One line of the checklist of a handover; ``presidency`` is the incoming term.

    What the lines say stands in ``members/checklist.py``; here is only which of them are done.
    """

    presidency = models.ForeignKey(
        Presidency, models.PROTECT, related_name="handover_items", verbose_name=_("presidency")
    )
    key = models.SlugField(_("key"), max_length=40)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("done by"), null=True, blank=True
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["presidency", "key"]
        verbose_name = _("line of a handover checklist")
        verbose_name_plural = _("lines of handover checklists")
        constraints = [
            models.UniqueConstraint(fields=["presidency", "key"], name="handover_item_once"),
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True, done_by__isnull=True)
                | models.Q(done_at__isnull=False, done_by__isnull=False),
                name="handover_item_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.presidency}: {self.key}"
