from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.access import visible_agendas, visible_sessions
from meetings.models.meetings import Meeting
from meetings.models.plans import PlanItem, Topic
from members.models import Participant


class SessionKind(models.TextChoices):
    PLENARY = "plenary", _("Plenary")
    CLOSED = "closed", _("Closed session")
    DIALOGUE = "dialogue", _("Dialogue with civil society")
    DRAFTING = "drafting", _("Drafting Group")
    JOINT = "joint", _("Joint session")
    WORKING = "working", _("Working session")


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "SessionQuerySet":
        """Sessions whose lines ``user`` may read."""
        return self.filter(visible_sessions(user))

    def announced_to(self, user: Any) -> "SessionQuerySet":
        """Sessions whose title and hours ``user`` may know: closed ones too, where the agenda itself is shown."""
        return self.filter(visible_agendas(user))


class Session(models.Model):
    """A part of a meeting with its hours. Who may attend follows from its kind (``meetings.access.attends_session``).

    ``starts_at`` and ``ends_at`` are moments (UTC); pages show them in the meeting's zone. ``version`` rises with each
    change, so that two who edit it at once are told; ``form_key`` makes one session of a form that was sent twice.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="sessions")
    kind = models.CharField(_("kind"), max_length=8, choices=SessionKind)
    title = models.CharField(_("title"), max_length=200, blank=True)
    place = models.CharField(_("room"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    form_key = models.UUIDField(_("key of the form"), unique=True, default=uuid4, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_begins",
                violation_error_message=_("The session ends before it begins."),
            )
        ]
        indexes = [models.Index(fields=["meeting", "starts_at"], name="session_order")]

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.meeting_id


class MinimumItem(models.TextChoices):
    """What a Vice-Ministerial plenary must have on its agenda (report of 20 years, "minimum agenda")."""

    PRESIDENCY_REPORT = "presidency_report", _("Report of the Presidency")
    OPENING_STATEMENTS = "opening_statements", _("Opening statements of the member delegations")
    CIVIL_SOCIETY = "civil_society", _("Dialogue with the civil society network")
    OTHER_TOPICS = "other_topics", _("Other topics named by the Presidency or the members")


class AgendaItemQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "AgendaItemQuerySet":
        return self.filter(session__in=Session.objects.visible_to(user).order_by())


class AgendaItem(models.Model):
    """A line of the agenda of one session. Its number follows from its place among its siblings ("2.1").

    ``minutes`` is how long it takes; ``minimum`` says which of the items it is that a plenary must have; ``version``
    rises with each change of its words, so that two who edit it at once are told; ``form_key`` as in ``Session``.
    """

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="items")
    parent = models.ForeignKey(
        "self", models.CASCADE, verbose_name=_("under"), related_name="children", null=True, blank=True
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=300)
    notes = models.TextField(_("notes"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    presenter = models.CharField(_("presented by"), max_length=200, blank=True)
    presenting = models.ForeignKey(
        Participant, models.PROTECT, verbose_name=_("presented by the delegation of"), null=True, blank=True,
        related_name="agenda_items",
    )  # fmt: skip
    plan_item = models.ForeignKey(
        PlanItem, models.SET_NULL, verbose_name=_("axis or pillar"), null=True, blank=True, related_name="agenda_items"
    )
    topic = models.ForeignKey(
        Topic, models.SET_NULL, verbose_name=_("topic"), null=True, blank=True, related_name="agenda_items"
    )
    minimum = models.CharField(_("item that every plenary has"), max_length=20, choices=MinimumItem, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    form_key = models.UUIDField(_("key of the form"), unique=True, default=uuid4, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["session", "order", "pk"]
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        indexes = [models.Index(fields=["session", "parent", "order"], name="agendaitem_order")]

    def __str__(self) -> str:
        return self.title

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.session.meeting_id


class AgendaVersionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "AgendaVersionQuerySet":
        """Of meetings whose agenda ``user`` may read; the lines of closed sessions are left out by whoever shows it."""
        return self.filter(visible_agendas(user))


class AgendaVersion(models.Model):
    """The agenda as adopted: never changed, numbered from 1 in its meeting. ``content`` is its canonical form.

    It holds the lines of every session; whoever shows it leaves out the sessions that the reader may not see.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda_versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField("SHA-256", max_length=64)
    adopted_at = models.DateTimeField(_("adopted"), default=timezone.now)

    objects = AgendaVersionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "-number"]
        verbose_name = _("adopted agenda")
        verbose_name_plural = _("adopted agendas")
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="agenda_version_once")]

    def __str__(self) -> str:
        return f"{self.meeting.key} v{self.number}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.meeting_id
