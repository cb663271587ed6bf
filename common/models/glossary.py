from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.models.sources import Source


class Term(models.Model):
    """An acronym or term of the conference, equal in both languages."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    acronym = models.CharField(_("acronym"), max_length=40)
    name = models.CharField(_("full name"), max_length=300)
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True, related_name="+")

    class Meta:
        ordering = ["key"]
        verbose_name = _("term")
        verbose_name_plural = _("glossary")

    def __str__(self) -> str:
        return self.acronym

    def get_absolute_url(self) -> str:
        return f"{reverse('glossary')}#{self.key}"
