import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class WordsAsTheyAre(json.JSONEncoder):
    """Keeps letters with accents as letters, so that they can be searched for on both engines."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False})


class Act(models.Model):
    """One entry of the journal: who did what to which thing, when, before and after. Never changed, never deleted.

    The journal stands on the ground floor, so it names its actor and object by value, not by a relation. Its entries
    are links of a chain without gaps (``common/chain.py``): ``id`` counts from 1, ``previous`` is the hash of the link
    before. ``common.journal.record_act`` alone writes it.
    """

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(_("at"))
    actor_id = models.BigIntegerField(_("account"), null=True)
    actor = models.CharField(_("actor"), max_length=254)
    act = models.CharField(_("act"), max_length=60)
    object_type = models.CharField(_("kind of object"), max_length=60)
    object_id = models.CharField(_("object"), max_length=60)
    object_label = models.CharField(_("name of the object"), max_length=300)
    part_of = models.CharField(_("part of"), max_length=121)  # "declarations.text:12", or empty
    before = models.JSONField(_("before"), default=dict, encoder=WordsAsTheyAre)
    after = models.JSONField(_("after"), default=dict, encoder=WordsAsTheyAre)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    previous = models.CharField(_("hash of the link before"), max_length=64, unique=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("act")
        verbose_name_plural = _("journal")
        indexes = [
            models.Index(fields=["object_type", "object_id", "-id"], name="act_object"),
            models.Index(fields=["part_of", "-id"], name="act_part_of", condition=~models.Q(part_of="")),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.object_type} {self.object_label}"
