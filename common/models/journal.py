from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.Model):
    """One entry of the journal: who did what to which thing, when, before and after. Never changed, never deleted.

    The journal stands on the ground floor, so it names its actor and object by value, not by a relation.
    """

    at = models.DateTimeField(_("at"), auto_now_add=True)
    actor_id = models.BigIntegerField(_("account"), null=True)
    actor = models.CharField(_("actor"), max_length=254)
    act = models.CharField(_("act"), max_length=60)
    object_type = models.CharField(_("kind of object"), max_length=60)
    object_id = models.CharField(_("object"), max_length=60)
    object_label = models.CharField(_("name of the object"), max_length=300)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    request_id = models.CharField(_("request"), max_length=64, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("act")
        verbose_name_plural = _("journal")
        indexes = [models.Index(fields=["object_type", "object_id", "-id"], name="act_object")]

    def __str__(self) -> str:
        return f"{self.act} {self.object_type} {self.object_label}"
