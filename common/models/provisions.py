"""How the conference describes itself and works: its aims, principles, criteria and rules, each cited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models.sources import Attested
from common.periods import Period, PeriodQuerySet


class Chapter(models.TextChoices):
    """The chapter a provision stands in, in the order of the page "How the conference works"."""

    NATURE = "nature", _("Nature")
    AIM = "aim", _("Aims")
    PRINCIPLE = "principle", _("Principles")
    VISION = "vision", _("Vision")
    MISSION = "mission", _("Mission")
    DECISION_MAKING = "decision_making", _("How decisions are taken")
    CALENDAR = "calendar", _("Calendar")
    AGENDA = "agenda", _("Agenda")
    MEETINGS = "meetings", _("Who attends what")
    DRAFTING = "drafting", _("Drafting")
    CONSULTATION = "consultation", _("Written consultation between meetings")
    PRESIDENCY = "presidency", _("Pro-Tempore Presidency")
    SECRETARIAT = "secretariat", _("Secretariat")
    FOCAL_POINTS = "focal_points", _("Focal points")
    MEMBERSHIP = "membership", _("Commitments of members")
    OBSERVER_COUNTRY = "observer_country", _("Criteria for observer countries")
    OBSERVER_ORGANISATION = "observer_organisation", _("Criteria for observer organisations")
    OBSERVER_RIGHTS = "observer_rights", _("What observers may do")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    EXTERNAL_EVENTS = "external_events", _("Events of others")
    PUBLICATION = "publication", _("Publication")
    WORKING_GROUPS = "working_groups", _("Working groups")


class Provision(Attested, Period):
    """One rule, aim, principle or criterion, in our words, with the source it comes from."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    chapter = models.CharField(_("chapter"), max_length=24, choices=Chapter)
    number = models.CharField(_("number"), max_length=12, blank=True)
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    adopted_by = models.CharField(_("adopted by"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        indexes = [models.Index(fields=["chapter", "order"], name="provision_chapter")]

    def __str__(self) -> str:
        return self.heading or self.text[:80]
