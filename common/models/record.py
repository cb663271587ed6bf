from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordEntry(models.Model):
    """What ``load_record`` last wrote for one entry of ``record/``.

    With the file and the database this makes three versions, so that an edit by staff is told from a change of
    the file, and a clash of both is reported instead of overwritten.
    """

    entity = models.CharField(_("entity"), max_length=60)
    key = models.CharField(_("key"), max_length=120)
    values = models.JSONField(_("values as loaded"), default=dict)
    row = models.BigIntegerField(_("row"), null=True)  # the primary key of what was loaded, whatever table it is in

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entity", "key"], name="record_entry_once")]
        verbose_name = _("loaded entry")
        verbose_name_plural = _("loaded entries")

    def __str__(self) -> str:
        return f"{self.entity}:{self.key}"
