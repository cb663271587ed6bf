from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.models import StoredFile
from meetings.access import visible_documents
from meetings.models.agenda import AgendaItem, Session
from meetings.models.meetings import Meeting


class DocumentKind(models.TextChoices):
    WORKING = "DOC", _("Working document")
    INFORMATION = "INF", _("Information document")
    IN_SESSION = "CRP", _("In-session document")
    REPORT = "REP", _("Report")


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "DocumentQuerySet":
        return self.filter(visible_documents(user))


class Document(models.Model):
    """A paper of a meeting, by its symbol ("CRM/XIX/DOC/3"); its languages are files of the one document.

    ``audience`` says for whom it is, ``opens_on`` from which day it is for everybody. ``session`` is the session it
    was written for, if it was: papers of a closed session are never for those who may not enter it. ``version`` rises
    with each change of the row, so that two who edit it at once are told.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="documents")
    session = models.ForeignKey(
        Session, models.SET_NULL, verbose_name=_("session"), related_name="documents", null=True, blank=True
    )
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, verbose_name=_("agenda item"), related_name="documents", null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=3, choices=DocumentKind, default=DocumentKind.WORKING)
    symbol = models.CharField(_("symbol"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    audience = models.CharField(_("audience"), max_length=24, choices=Audience, default=Audience.SECRETARIAT)
    opens_on = models.DateField(_("opens to everyone on"), null=True, blank=True)
    is_closed = models.BooleanField(_("of the closed session"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    superseded_by = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("superseded by"), related_name="supersedes", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    created_at = models.DateTimeField(_("entered"), default=timezone.now)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "order", "symbol"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index(fields=["meeting", "audience", "order"], name="document_visible"),
            models.Index(fields=["item"], name="document_item"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_closed=False)
                | Q(audience__in=["member", "accredited", "troika", "secretariat"], opens_on=None),
                name="closed_session_has_no_guests",
                violation_error_message=_("Papers of the closed session are for members alone."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.title}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.meeting_id


class SymbolSeries(models.Model):
    """The numbers of one series of symbols ("CRM/XIX/DOC/"). Whoever gives the next one holds the lock on its row."""

    prefix = models.CharField(_("prefix"), max_length=70, primary_key=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("series of symbols")
        verbose_name_plural = _("series of symbols")

    def __str__(self) -> str:
        return f"{self.prefix}{self.last}"


class DocumentFileQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "DocumentFileQuerySet":
        return self.filter(document__in=Document.objects.visible_to(user).order_by())


class DocumentFile(models.Model):
    """One language of one revision of a document. Revisions count from 1 in each language; the highest is the present.

    ``language`` is "es", "en", or another code for a paper that exists in none of both.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=5)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = DocumentFileQuerySet.as_manager()

    class Meta:
        ordering = ["document", "language", "-revision"]
        verbose_name = _("file of a document")
        verbose_name_plural = _("files of documents")
        constraints = [
            models.UniqueConstraint(fields=["document", "language", "revision"], name="document_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.document.symbol} {self.language} r{self.revision}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Meeting, self.document.meeting_id


class WaitingPaper(models.Model):
    """A file that was given with others at once and becomes a paper when whoever gave it says as what.

    Nobody sees it but whoever gave it; what is not confirmed within two days is discarded.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="waiting_papers")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("waiting paper")
        verbose_name_plural = _("waiting papers")

    def __str__(self) -> str:
        return self.file.name
