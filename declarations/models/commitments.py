from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.models import StoredFile
from declarations.access_commitments import visible_commitment_reports, visible_commitments
from declarations.models.decisions import Decision
from declarations.models.texts import Text
from meetings.models import PlanItem, PlannedActivity
from members.models import Participant, Presidency


class VerbClass(models.TextChoices):
    """What a decision does, by its verb. The reading of the text proposes it, an officer confirms it."""

    TAKE_NOTE = "take_note", _("takes note")
    THANK = "thank", _("thanks or recognises")
    APPROVE = "approve", _("approves or adopts")
    CREATE = "create", _("creates or convenes")
    REQUEST = "request", _("requests or urges")
    INVITE = "invite", _("invites")
    ENTRUST = "entrust", _("entrusts or instructs")
    RECOMMEND = "recommend", _("recommends")
    COMMIT = "commit", _("undertakes")
    DECIDE = "decide", _("decides or agrees")
    CONSIDER = "consider", _("considers or discusses")
    EXPRESS = "express", _("expresses or reaffirms")


class DueKind(models.TextChoices):
    NONE = "none", _("no date")
    DATE = "date", _("by a date")
    NEXT_GRCM = "next_grcm", _("by the next meeting of the RCGM")
    NEXT_VICE_MINISTERIAL = "next_vm", _("by the next Vice-Ministerial Meeting")
    RECURRING = "recurring", _("again and again")


class CommitmentState(models.TextChoices):
    """How far it is. What the record does not tell stands as unknown, and is never guessed."""

    UNKNOWN = "unknown", _("follow-up not recorded")
    OPEN = "open", pgettext_lazy("commitment", "open")
    IN_PROGRESS = "in_progress", pgettext_lazy("commitment", "in progress")
    DONE = "done", pgettext_lazy("commitment", "done")
    ELAPSED = "elapsed", pgettext_lazy("commitment", "elapsed")
    SUPERSEDED = "superseded", pgettext_lazy("commitment", "superseded")
    RETIRED = "retired", pgettext_lazy("commitment", "retired")


class CommitmentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "CommitmentQuerySet":
        return self.filter(visible_commitments(user))

    def confirmed(self) -> "CommitmentQuerySet":
        return self.filter(confirmed_at__isnull=False)

    def waiting(self) -> "CommitmentQuerySet":
        """Readings that an officer has neither confirmed nor discarded."""
        return self.filter(confirmed_at=None, discarded_at=None)

    def running(self) -> "CommitmentQuerySet":
        """Still to be done: open or in progress."""
        return self.filter(state__in=(CommitmentState.OPEN, CommitmentState.IN_PROGRESS))


class Commitment(models.Model):
    """What follows from a decision: who has to do what until when, and how far it is.

    Verb, addressees and due stand with the decision, as the text has them; here stands how they are read. Nothing is
    followed up, reminded of or shown to the public before an officer has confirmed the reading; one that an officer
    discarded is kept, so that it is not proposed again. ``state`` is moved by
    ``declarations/workflow_commitments.py`` alone. ``carried_to`` is the presidency that took it over last.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="commitment")
    verb_class = models.CharField(_("what it does"), max_length=10, choices=VerbClass, blank=True)
    due_kind = models.CharField(_("due"), max_length=9, choices=DueKind, default=DueKind.NONE)
    due_on = models.DateField(_("next due on"), null=True, blank=True, db_index=True)
    every_months = models.PositiveSmallIntegerField(_("every … months"), null=True, blank=True)
    to_secretariat = models.BooleanField(_("addressed to the Secretariat"), default=False)
    to_presidency = models.BooleanField(_("addressed to the Presidency"), default=False)
    to_members = models.BooleanField(_("addressed to all member countries"), default=False)
    state = models.CharField(
        _("state"), max_length=11, choices=CommitmentState, default=CommitmentState.OPEN, editable=False
    )
    state_reason = models.TextField(_("reason"), blank=True, editable=False)
    recommendation = models.ForeignKey(
        Decision, models.SET_NULL, verbose_name=_("recommendation of the RCGM"), related_name="led_to",
        null=True, blank=True,
    )  # fmt: skip
    activities = models.ManyToManyField(
        PlannedActivity, verbose_name=_("activities"), related_name="commitments", blank=True
    )
    indicators = models.ManyToManyField(PlanItem, verbose_name=_("indicators"), related_name="commitments", blank=True)
    carried_to = models.ForeignKey(
        Presidency, models.SET_NULL, verbose_name=_("carried over to"), related_name="commitments_carried",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    superseded_by = models.ForeignKey("self", models.SET_NULL, related_name="supersedes", null=True, blank=True)
    confirmed_at = models.DateTimeField(_("reading confirmed"), null=True, blank=True, editable=False)
    discarded_at = models.DateTimeField(_("reading discarded"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.CheckConstraint(
                condition=~Q(due_kind="recurring") | Q(every_months__gt=0), name="recurring_every_so_many_months"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(discarded_at=None), name="commitment_confirmed_or_discarded"
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="commitment_state_due")]

    def __str__(self) -> str:
        paragraph = self.decision.paragraph
        label = paragraph.label or paragraph.label_es or paragraph.label_en
        return ", ".join(filter(None, (str(paragraph.text), label)))

    def get_absolute_url(self) -> str:
        return reverse("commitments:commitment-detail", kwargs={"key": self.decision.key})

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.decision.paragraph.text_id


class CommitmentReportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "CommitmentReportQuerySet":
        return self.filter(visible_commitment_reports(user))


class CommitmentReport(models.Model):
    """What an addressee tells of a commitment, in its own words; no language replaces the other.

    ``state`` is how far it says that it is; the commitment is so when the Secretariat or the Presidency takes the
    report over (``taken_over_at``). ``due_on`` is the round that it tells of. ``is_public`` is its own yes to being
    shown to everybody, as far as the text itself is.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reports")
    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name=_("reported by"), related_name="commitment_reports",
        null=True, blank=True,
    )  # fmt: skip
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("reported"), default=timezone.now)
    state = models.CharField(_("state"), max_length=11, choices=CommitmentState)
    due_on = models.DateField(_("of the round due on"), null=True, blank=True, editable=False)
    taken_over_at = models.DateTimeField(_("taken over"), null=True, blank=True, editable=False)
    words = models.TextField(_("words"), blank=True, max_length=10_000)
    is_public = models.BooleanField(_("may be published"), default=False)
    url = models.URLField(_("address of the evidence"), max_length=500, blank=True)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, verbose_name=_("evidence"), related_name="+", null=True, blank=True
    )
    form_key = models.UUIDField(_("key of the form"), unique=True, null=True, blank=True, editable=False)

    objects = CommitmentReportQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        verbose_name = _("report on a commitment")
        verbose_name_plural = _("reports on commitments")

    def __str__(self) -> str:
        return f"{self.commitment}, {self.reported_at:%Y-%m-%d}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.commitment.decision.paragraph.text_id
