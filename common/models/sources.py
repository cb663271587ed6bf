"""Where a fact comes from, how sure it is, and where the sources disagree."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.page_addresses import page_address


class Source(models.Model):
    """A document or public page from which the record takes facts."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=300)
    period = models.CharField(_("written"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{page_address('sources')}#{self.key}"


class Discrepancy(models.Model):
    """A point on which the sources disagree: an open question of the record.

    ``claims`` is a list of ``{"says_es": str, "says_en": str, "sources": [key, …]}``.
    """

    key = models.SlugField(_("key"), max_length=80, unique=True)
    topic = models.CharField(_("topic"), max_length=300)
    comment = models.TextField(_("comment"), blank=True)
    claims = models.JSONField(_("claims"), default=list)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True, related_name="discrepancies")

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("open question of the record")
        verbose_name_plural = _("open questions of the record")

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        return f"{page_address('discrepancies')}#{self.key}"


class Certainty(models.TextChoices):
    FIRM = "firm", _("firm")
    LIKELY = "likely", _("likely, to be confirmed by the Secretariat")
    UNCERTAIN = "uncertain", _("uncertain, to be confirmed by the Secretariat")


class Attested(models.Model):
    """A historical fact: it cites its sources and says how sure it is."""

    certainty = models.CharField(_("certainty"), max_length=9, choices=Certainty, default=Certainty.FIRM)
    note = models.TextField(_("note"), blank=True)
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True, related_name="+")
    discrepancies = models.ManyToManyField(
        Discrepancy, verbose_name=_("open questions of the record"), blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def is_to_be_confirmed(self) -> bool:
        return self.certainty != Certainty.FIRM
