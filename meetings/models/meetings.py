from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
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
    WORKSHOP = "workshop", _("Workshop")
    SEMINAR = "seminar", _("Seminar")
    TRAINING = "training", _("Training")
    ONLINE_EVENT = "online_event", _("Online event")
    EXTERNAL = "external", _("Event of others")


# Activities outside the meetings of bodies: none is held without an approved concept note (strategic plan 2023-2026).
ACTIVITIES = (MeetingKind.WORKSHOP, MeetingKind.SEMINAR, MeetingKind.TRAINING, MeetingKind.ONLINE_EVENT)


class MeetingState(models.TextChoices):
    """How far a meeting is. The meetings of the record were held; who has to close them is not known of them."""

    PLANNED = "planned", _("Planned")
    CONVENED = "convened", _("Convened")
    HELD = "held", _("Held")
    CLOSED = "closed", _("Closed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


# What does not take place on the days that it has.
CALLED_OFF = (MeetingState.POSTPONED, MeetingState.CANCELLED)


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
    """A meeting of the conference or one of its bodies, or an activity. Only Vice-Ministerial Meetings have an ordinal.

    ``state`` is moved by ``meetings.workflow`` alone. ``start`` and ``end`` are days in ``time_zone``, the zone of the
    place (IANA name); sessions have their hours. ``sequence`` rises with every change that calendars must hear of.
    ``agenda_revision`` rises whenever sessions or items come, go or move, so that two who order them at once are told.
    """

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
    state = models.CharField(
        _("state"), max_length=9, choices=MeetingState, default=MeetingState.PLANNED, editable=False
    )
    state_reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    practical = models.TextField(_("practical information"), blank=True)
    convened_at = models.DateTimeField(_("convened"), null=True, blank=True, editable=False)
    sequence = models.PositiveIntegerField(_("changes for calendars"), default=0, editable=False)
    changed_at = models.DateTimeField(_("changed for calendars"), default=timezone.now, editable=False)
    agenda_audience = models.CharField(
        _("agenda meant for"), max_length=24, choices=Audience, default=Audience.SECRETARIAT, editable=False
    )
    agenda_revision = models.PositiveIntegerField(_("changes of the agenda"), default=0, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    form_key = models.UUIDField(_("key of the form"), unique=True, null=True, blank=True, editable=False)

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
            models.Index("country", latest_first("start"), models.F("key").desc(), name="meeting_latest_there"),
            models.Index(fields=["audience"], name="meeting_audience"),
            models.Index(fields=["state", "start"], name="meeting_state"),
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
