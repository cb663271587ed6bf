from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.access_people import visible_people
from members.models.participants import Participant

CONFIRMED_FOR = timedelta(days=183)  # contact data older than six months is stale


class InstitutionKind(models.TextChoices):
    MINISTRY = "ministry", _("Ministry")
    DIRECTORATE = "directorate", _("Directorate or institute")
    ORGANISATION = "organisation", _("Organisation")
    NETWORK = "network", _("Civil society network")
    SECRETARIAT = "secretariat", _("Secretariat")


class Institution(models.Model):
    """A ministry, directorate or organisation for which people act. Its names are public; it has no personal data."""

    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name=_("participant"), related_name="institutions", null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=12, choices=InstitutionKind)
    name = models.CharField(_("name"), max_length=200)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    website = models.URLField(_("web site"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "PersonQuerySet":
        """Those of whom ``user`` may know now; see ``members/access_people.py``."""
        return self.filter(visible_people(user))

    def stale(self) -> "PersonQuerySet":
        """Those who have not confirmed their contact data for six months, or never did."""
        due = timezone.now() - CONFIRMED_FOR
        return self.filter(models.Q(confirmed_at__isnull=True) | models.Q(confirmed_at__lt=due))


class Person(models.Model):
    """Somebody who acts in the conference, with or without an account. Personal data: it never leaves the intranet."""

    name = models.CharField(_("name"), max_length=150)
    honorific = models.CharField(_("form of address"), max_length=30, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    institution = models.ForeignKey(
        Institution, models.PROTECT, verbose_name=_("institution"), related_name="people", null=True, blank=True
    )
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="es")
    confirmed_at = models.DateTimeField(_("contact data confirmed"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:person", kwargs={"pk": self.pk})

    @property
    def is_stale(self) -> bool:
        """Whether the contact data was not confirmed for six months."""
        return self.confirmed_at is None or self.confirmed_at < timezone.now() - CONFIRMED_FOR
