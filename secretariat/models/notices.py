from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.models import StoredFile
from meetings.models import Body, Meeting
from secretariat.access import visible_notices


class NoticeKind(models.TextChoices):
    NOTICE = "notice", _("Notice")
    CIRCULAR = "circular", _("Circular")


class NoticeState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class CircularSeries(models.Model):
    """The numbers of one year's circulars. Whoever gives the next one holds the lock on its row."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveSmallIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("series of circulars")
        verbose_name_plural = _("series of circulars")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "NoticeQuerySet":
        return self.filter(visible_notices(user))

    def published(self) -> "NoticeQuerySet":
        return self.filter(state=NoticeState.PUBLISHED)

    def for_list(self) -> "NoticeQuerySet":
        """The latest first, drafts before all; without the words."""
        latest = models.F("published_at").desc(nulls_first=True)
        return self.select_related("body", "meeting").defer("words_es", "words_en").order_by(latest, "-pk")


class Notice(models.Model):
    """What the Secretariat tells those it concerns, in both languages. A circular has a number of its year.

    ``edition`` counts what was published: 1, and one more with each correction. ``version`` counts every change of
    the row, so that two who write at once are told.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=NoticeKind, default=NoticeKind.NOTICE)
    title = models.CharField(_("title"), max_length=200, blank=True)
    words = models.TextField(_("words"), blank=True)
    audience = models.CharField(_("audience"), max_length=24, choices=Audience, default=Audience.SECRETARIAT)
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="notices", null=True, blank=True, verbose_name=_("body")
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="notices", null=True, blank=True, verbose_name=_("meeting")
    )
    opens_on = models.DateField(_("opens to every account on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=NoticeState, default=NoticeState.DRAFT)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    edition = models.PositiveSmallIntegerField(_("edition"), default=0)
    version = models.PositiveIntegerField(_("version"), default=1)
    form_key = models.UUIDField(_("key of the form"), unique=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    corrected_at = models.DateTimeField(_("corrected"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="circular_number_once"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | Q(~Q(state="draft"), published_at__isnull=False, title_es__gt="", title_en__gt="")
                & Q(words_es__gt="", words_en__gt=""),
                name="notice_published_in_both_languages",
            ),
            models.CheckConstraint(
                condition=Q(kind="notice", number__isnull=True)
                | Q(kind="circular", state="draft", number__isnull=True)
                | Q(~Q(state="draft"), kind="circular", number__isnull=False, year__isnull=False),
                name="circular_has_a_number",
            ),
            models.CheckConstraint(
                condition=~Q(audience="body_members") | Q(body__isnull=False) | Q(meeting__isnull=False),
                name="notice_for_which_body",
                violation_error_message=_("Say of which body or meeting."),
            ),
            models.CheckConstraint(
                condition=~Q(audience="accredited") | Q(meeting__isnull=False),
                name="notice_for_which_meeting",
                violation_error_message=_("Say to which meeting."),
            ),
        ]
        indexes = [models.Index(fields=["state", "audience", "-published_at"], name="notice_visible")]

    def __str__(self) -> str:
        title = self.title or self.title_es or self.title_en or gettext("without a title")
        return f"{self.name}: {title}" if self.number else title

    def get_absolute_url(self) -> str:
        return reverse("secretariat:notice-detail", kwargs={"pk": self.pk})

    @property
    def name(self) -> str:
        """ "Circular 3/2026", or just what it is."""
        kind = str(self.get_kind_display())
        return f"{kind} {self.number}/{self.year}" if self.number else kind

    @property
    def lacks(self) -> list[str]:
        """What must still be written before it can be published, as the names of fields."""
        names = ("title_es", "title_en", "words_es", "words_en")
        return [name for name in names if not (getattr(self, name) or "").strip()]


class NoticeAttachmentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "NoticeAttachmentQuerySet":
        return self.filter(notice__in=Notice.objects.visible_to(user).order_by())


class NoticeAttachment(models.Model):
    """A file that goes with a notice. Whoever sees the notice may have it."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="attachments")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=150)

    objects = NoticeAttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title
