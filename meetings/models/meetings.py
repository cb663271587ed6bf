from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.models import Attested
from common.ordering import earliest_first, latest_first
from common.periods import PartialDate, PartialDateField
from meetings.access import visible_meetings
from meetings.models.bodies import Body
from meetings.titles import meeting_title
from members.models import Participant, Presidency


class MeetingKind(models.TextChoices):
    VICE_MINISTERIAL = "vice_ministerial", _("Vice-Ministerial Meeting")
    GRCM = "grcm", _("Regional Consultation Group on Migration")
    TECHNICAL = "technical", _("Technical meeting")
    NETWORK = "network", _("Liaison officers' network")
    WORKING_GROUP = "working_group", _("Working group")
    ADHOC = "adhoc", _("Ad hoc group")
    EXTRAORDINARY = "extraordinary", _("Extraordinary meeting")
    INTERREGIONAL = "interregional", _("Meeting with another process")
    WORKSHOP = "workshop", _("Workshop, seminar or training")
    EXTERNAL = "external", _("Event of others")


class Mode(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    VIRTUAL = "virtual", _("online")
    HYBRID = "hybrid", _("hybrid")


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MeetingQuerySet":
        return self.filter(visible_meetings(user))

    def for_list(self) -> "MeetingQuerySet":
        return self.select_related("country", "presidency__country")


class Meeting(Attested):
    """A meeting of the conference or one of its bodies. Only Vice-Ministerial Meetings have an ordinal."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind)
    ordinal = models.PositiveSmallIntegerField(_("ordinal"), null=True, blank=True)
    bodies = models.ManyToManyField(Body, verbose_name=_("bodies"), related_name="meetings", blank=True)
    name = models.CharField(_("name of its own"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = models.ForeignKey(Participant, models.PROTECT, related_name="meetings_hosted", null=True, blank=True)
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.IN_PERSON)
    start = PartialDateField(_("first day"), null=True, blank=True)
    end = PartialDateField(_("last day"), null=True, blank=True)
    presidency = models.ForeignKey(Presidency, models.PROTECT, related_name="meetings", null=True, blank=True)
    beside = models.ManyToManyField("self", verbose_name=_("held together with"), blank=True)
    audience = models.CharField(_("audience"), max_length=24, choices=Audience, default=Audience.SECRETARIAT)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = [models.F("start").desc(nulls_last=True), "-key"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.UniqueConstraint(
                fields=["ordinal"], condition=Q(kind="vice_ministerial"), name="vice_ministerial_ordinal_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="vice_ministerial") | Q(ordinal__isnull=True), name="only_vice_ministerials_count"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "-start"], name="meeting_kind"),
            models.Index(latest_first("start"), models.F("key").desc(), name="meeting_latest"),
            models.Index(earliest_first("start"), "key", name="meeting_earliest"),
            models.Index(fields=["audience"], name="meeting_audience"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Its own name, or "XIX Vice-Ministerial Meeting" in the reader's language."""
        return meeting_title(self)

    @property
    def year(self) -> int | None:
        return self.start.year if isinstance(self.start, PartialDate) else None

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting-detail", kwargs={"key": self.key})
