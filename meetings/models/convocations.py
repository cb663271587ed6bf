from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from meetings.access_convocations import visible_convocations
from meetings.models.meetings import Meeting


class ConvocationKind(models.TextChoices):
    CONVOCATION = "convocation", _("Convocation")
    CHANGE = "change", _("Change to the convocation")
    POSTPONEMENT = "postponement", _("Postponement")
    CANCELLATION = "cancellation", _("Cancellation")


class ConvocationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ConvocationQuerySet":
        return self.filter(visible_convocations(user))


class Convocation(models.Model):
    """What was sent to those convened to a meeting: issued once, numbered in its meeting, never changed.

    ``facts`` is what the letter says of the meeting (title, days, place …) in each language, as it stood then.
    ``register_by`` is the last day on which delegations register, in the zone of the meeting.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="convocations")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=ConvocationKind)
    words = models.TextField(_("words"))
    register_by = models.DateField(_("register by"), null=True, blank=True)
    facts = models.JSONField(_("what it says of the meeting"))
    form_key = models.UUIDField(_("key of the form"), unique=True, default=uuid4, editable=False)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)

    objects = ConvocationQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "-number"]
        verbose_name = _("convocation")
        verbose_name_plural = _("convocations")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="convocation_number_once"),
            models.CheckConstraint(condition=Q(words_es__gt="", words_en__gt=""), name="convocation_in_both_languages"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.meeting.title}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:convocation", kwargs={"key": self.meeting.key, "number": self.number})

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.meeting_id


class InvitedAudience(models.Model):
    """An audience that a convocation was sent to. Whoever is convened sees the meeting, whatever its own audience."""

    convocation = models.ForeignKey(Convocation, models.CASCADE, related_name="invited")
    audience = models.CharField(_("audience"), max_length=24, choices=Audience)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("audience convened")
        verbose_name_plural = _("audiences convened")
        constraints = [models.UniqueConstraint(fields=["convocation", "audience"], name="audience_convened_once")]
        indexes = [models.Index(fields=["audience"], name="invitedaudience_audience")]

    def __str__(self) -> str:
        return str(self.get_audience_display())


class PaperState(models.TextChoices):
    PENDING = "pending", _("waiting")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class ConvocationPaperQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ConvocationPaperQuerySet":
        return self.filter(convocation__in=Convocation.objects.visible_to(user).order_by())


class ConvocationPaper(models.Model):
    """The PDF of a convocation in one language, made by a worker once."""

    convocation = models.ForeignKey(Convocation, models.CASCADE, related_name="papers")
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=8, choices=PaperState, default=PaperState.PENDING)
    file = models.FileField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    error = models.CharField(_("error"), max_length=500, blank=True)

    objects = ConvocationPaperQuerySet.as_manager()

    class Meta:
        ordering = ["convocation", "-language"]
        verbose_name = _("paper of a convocation")
        verbose_name_plural = _("papers of convocations")
        constraints = [
            models.UniqueConstraint(fields=["convocation", "language"], name="convocation_paper_once"),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(file="") & ~Q(sha256="") & Q(size__gt=0)),
                name="convocation_paper_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.convocation_id} {self.language}"

    def get_absolute_url(self) -> str:
        place = {"key": self.convocation.meeting.key, "number": self.convocation.number, "language": self.language}
        return reverse("meetings:convocation-paper", kwargs=place)

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.convocation.meeting_id

    @property
    def outbox_key(self) -> str:
        """The key of the message that asks for this paper."""
        return f"convocation-paper:{self.pk}"
