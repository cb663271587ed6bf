import secrets
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.access_delegates import kept_delegates, listed_delegates
from meetings.models.agenda import Session
from meetings.models.meetings import Meeting
from members.models import Participant, Person, User

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U


def new_badge_code() -> str:
    """Ten letters and digits by chance, fifty bits: nobody guesses the code of a badge."""
    return "".join(secrets.choice(LETTERS) for _place in range(10))


class Capacity(models.TextChoices):
    """As what a person comes to a meeting."""

    HEAD = "head", _("Head of delegation")
    AIDE = "aide", _("Aide to the head of delegation")
    DELEGATE = "delegate", _("Delegate or adviser")
    INTERPRETER = "interpreter", _("Interpreter")
    OBSERVER = "observer", _("Observer")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    EXPERT = "expert", _("Guest or expert")
    SECRETARIAT = "secretariat", _("Secretariat")


class DelegateState(models.TextChoices):
    REGISTERED = "registered", _("Registered")
    ACCREDITED = "accredited", _("Accredited")
    REFUSED = "refused", _("Not accredited")
    WITHDRAWN = "withdrawn", pgettext_lazy("delegate", "Withdrawn")


COMING = (DelegateState.REGISTERED, DelegateState.ACCREDITED)  # they count towards the places of their delegation
_live = ~Q(state=DelegateState.WITHDRAWN)


class DelegateQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "DelegateQuerySet":
        """Whom ``user`` may know by name, position and institution; see ``listed_delegates``."""
        return self.filter(listed_delegates(user))

    def kept_by(self, user: Any) -> "DelegateQuerySet":
        """Whose registration ``user`` reads whole and keeps; see ``kept_delegates``."""
        return self.filter(kept_delegates(user))

    def accredited(self) -> "DelegateQuerySet":
        return self.filter(state=DelegateState.ACCREDITED)

    def coming(self) -> "DelegateQuerySet":
        return self.filter(state__in=COMING)

    def known(self) -> "DelegateQuerySet":
        """Those whose personal data was not erased."""
        return self.filter(erased_at__isnull=True)

    def for_list(self) -> "DelegateQuerySet":
        """By participant, the Secretariat and guests last, and within a delegation in order of rank and name."""
        rank = models.Case(*(models.When(capacity=one, then=place) for place, one in enumerate(Capacity.values)))
        return self.select_related("participant").order_by(
            F("participant__name").asc(nulls_last=True), "participant", rank, "name", "pk"
        )


class Delegate(models.Model):
    """Somebody who comes to a meeting: registered by the delegation, accredited by the Secretariat.

    ``state`` is moved by ``meetings.workflow_delegates`` alone. ``participant`` is empty for the Secretariat and
    guests. Only the account of ``person`` gets rights by it, while accredited and while a mandate is held. Personal
    data: it stays in the intranet, and is erased some months after the meeting (``erased_at``); what was counted
    (participant, capacity, attendance) stays. ``form_key`` and ``form_row`` name the line of the form that made it, so
    that a form sent twice makes one.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="delegates")
    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name=_("participant"), related_name="delegates", null=True, blank=True
    )
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("person"), related_name="delegates", null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="es")
    needs = models.CharField(_("what the person needs"), max_length=300, blank=True)
    capacity = models.CharField(_("as"), max_length=13, choices=Capacity)
    enters_closed_session = models.BooleanField(_("enters the closed session"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=DelegateState, default=DelegateState.REGISTERED, editable=False
    )
    state_reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    badge_code = models.CharField(_("code of the badge"), max_length=10, unique=True, default=new_badge_code)
    form_key = models.UUIDField(default=uuid4, editable=False)
    form_row = models.PositiveSmallIntegerField(default=0, editable=False)
    registered_by = models.ForeignKey(
        User, models.SET_NULL, verbose_name=_("registered by"), related_name="+", null=True, editable=False
    )
    registered_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)
    erased_at = models.DateTimeField(_("personal data erased"), null=True, blank=True, editable=False)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "participant", "capacity", "pk"]
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")
        constraints = [
            models.UniqueConstraint(fields=["form_key", "form_row"], name="delegate_once_a_form"),
            models.UniqueConstraint(fields=["meeting", "person"], condition=_live, name="delegate_person_once"),
            models.UniqueConstraint(
                "meeting", "participant", Lower("email"), condition=_live & ~Q(email=""), name="delegate_address_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "participant"],
                condition=Q(capacity=Capacity.HEAD, enters_closed_session=True, state__in=COMING),
                name="closed_session_one_head",
            ),
            models.CheckConstraint(
                condition=Q(enters_closed_session=False)
                | Q(capacity=Capacity.SECRETARIAT)
                | Q(capacity__in=[Capacity.HEAD, Capacity.AIDE], participant__isnull=False),
                name="closed_session_heads_and_aides",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(person__isnull=True, name="", position="", institution="", email="", needs="", state_reason=""),
                name="erased_delegate_is_nobody",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "state"], name="delegate_state")]

    def __str__(self) -> str:
        """The code of the badge: the journal keeps what things are called, and keeps no names."""
        return self.badge_code

    def get_absolute_url(self) -> str:
        return reverse("meetings:delegate-edit", kwargs={"pk": self.pk})

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.meeting_id


class Attendance(models.Model):
    """A delegate came: to a session, or on a day (of the meeting's zone) where no session is named. Once each."""

    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="attendances")
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances", null=True, blank=True)
    on = models.DateField(_("day"))
    at = models.DateTimeField(_("checked in"), default=timezone.now)

    class Meta:
        ordering = ["on", "session", "pk"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["delegate", "session"], name="attends_session_once"),
            models.UniqueConstraint(
                fields=["delegate", "on"], condition=Q(session__isnull=True), name="attends_day_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate} {self.on}"
