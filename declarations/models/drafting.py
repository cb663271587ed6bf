from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from declarations.canonical import CanonicalText
from declarations.models.texts import Paragraph, ParagraphKind, Text
from members.models import Participant, Person


class Pen(models.TextChoices):
    """Who changes the words themselves; everybody else of the group proposes."""

    CHAIR = "chair", _("the Presidency and the Secretariat")
    GROUP = "group", _("the whole Drafting Group")


class Numbering(models.TextChoices):
    """How numbered paragraphs of a language are labelled; paragraphs with a label of their own keep it."""

    NONE = "none", pgettext_lazy("numbering", "no numbers")
    POINT = "point", _("1. 2. 3., then a) b) c)")
    DECIMAL = "decimal", _("1. 2. 3., then 1.1. 1.2.")
    PARENTHESIS = "parenthesis", _("1) 2) 3), then a) b) c)")
    ROMAN = "roman", _("I. II. III., then 1. 2. 3.")


class Drafting(models.Model):
    """A text is negotiated: its Drafting Group is at work on it, until it is adopted.

    The presidency heads the group, each member has one drafter, the Secretariat keeps the words (report of 20 years,
    "drafting group"). A text without this row is kept by the Secretariat alone, as the texts of the record are.
    ``is_by_consultation``: it needs no meeting, for it is adopted by written consultation. ``untabled`` says why it was
    taken back from the table the last time.
    """

    text = models.OneToOneField(Text, models.CASCADE, related_name="drafting")
    pen = models.CharField(_("who holds the pen"), max_length=5, choices=Pen, default=Pen.CHAIR)
    numbering_es = models.CharField(_("numbering in Spanish"), max_length=11, choices=Numbering, default="point")
    numbering_en = models.CharField(_("numbering in English"), max_length=11, choices=Numbering, default="point")
    is_by_consultation = models.BooleanField(_("adopted by written consultation"), default=False)
    untabled = models.CharField(_("why it was taken back from the table"), max_length=500, blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    form_key = models.UUIDField(_("key of the form"), unique=True, null=True, editable=False)  # that began the text

    class Meta:
        ordering = ["-opened_at"]
        verbose_name = _("drafting")
        verbose_name_plural = _("draftings")

    def __str__(self) -> str:
        return self.text.symbol

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.text_id


class Drafter(models.Model):
    """Who drafts for a member in the Drafting Group of one text; focal points and deputies may always do so."""

    drafting = models.ForeignKey(Drafting, models.CASCADE, related_name="drafters")
    participant = models.ForeignKey(Participant, models.PROTECT, verbose_name=_("member"), related_name="drafters")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("drafter"), related_name="drafts")

    class Meta:
        ordering = ["drafting", "participant"]
        verbose_name = _("drafter")
        verbose_name_plural = _("drafters")
        constraints = [models.UniqueConstraint(fields=["drafting", "participant"], name="one_drafter_for_a_member")]

    def __str__(self) -> str:
        return f"{self.person} ({self.participant})"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.drafting.text_id


class VersionReason(models.TextChoices):
    """Why a version of a working copy was kept."""

    OPENED = "opened", _("the negotiation was opened")
    ENTERED = "entered", _("accepted proposals were entered")
    KEPT = "kept", _("kept by hand")
    TABLED = "tabled", _("tabled")
    CONSULTED = "sent", _("sent in a written consultation")
    ADOPTED = "adopted", _("adopted")


class TextVersion(models.Model):
    """The working copy at one moment, whole, to compare with; the database refuses to change it. Number 1 is the first.

    ``canonical`` is the canonical form (``declarations/canonical.py``) with ``edition`` 0.
    """

    text = models.ForeignKey(Text, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    canonical = models.TextField(_("canonical form"))
    reason = models.CharField(_("why it was kept"), max_length=8, choices=VersionReason)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        ordering = ["text", "-number"]
        verbose_name = _("version of a working copy")
        verbose_name_plural = _("versions of working copies")
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.text.symbol} v{self.number}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.text_id

    def content(self) -> CanonicalText:
        return CanonicalText.from_json(self.canonical)


class Departure(models.TextChoices):
    DELETED = "deleted", pgettext_lazy("paragraph", "deleted")
    MERGED = "merged", pgettext_lazy("paragraph", "merged into another")


class FormerParagraph(models.Model):
    """A paragraph that is no longer in the working copy, with its identity and its words, so that it can come back.

    ``into`` is the identity of the paragraph that took its words in, where it was merged; ``order`` its last place.
    """

    text = models.ForeignKey(Text, models.CASCADE, related_name="former_paragraphs")
    uid = models.UUIDField(_("identity"), default=uuid4, unique=True, editable=False)
    order = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=12, choices=ParagraphKind)
    level = models.PositiveSmallIntegerField(_("level"), default=0)
    label = models.CharField(_("label"), max_length=40, blank=True)
    body = models.TextField(_("words"), blank=True)
    is_numbered_es = models.BooleanField(_("numbered in Spanish"), default=False)
    is_numbered_en = models.BooleanField(_("numbered in English"), default=False)
    departure = models.CharField(_("how it left"), max_length=7, choices=Departure)
    into = models.UUIDField(_("merged into"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), default=timezone.now)

    class Meta:
        ordering = ["text", "order", "left_at"]
        verbose_name = _("former paragraph")
        verbose_name_plural = _("former paragraphs")

    def __str__(self) -> str:
        return f"{self.text.symbol} ({self.uid})"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.text_id


class AcceptedDifference(models.Model):
    """A difference between the two languages that was looked at and is right as it stands, with the reason.

    ``finding`` names what was found in these very words (``declarations/concordance``): when they change, it is
    found anew.
    """

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="accepted_differences")
    finding = models.CharField(_("finding"), max_length=64)
    reason = models.CharField(_("reason"), max_length=500)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(_("accepted"), default=timezone.now)

    class Meta:
        ordering = ["paragraph", "accepted_at"]
        verbose_name = _("accepted difference")
        verbose_name_plural = _("accepted differences")
        constraints = [models.UniqueConstraint(fields=["paragraph", "finding"], name="difference_accepted_once")]

    def __str__(self) -> str:
        return f"{self.paragraph}: {self.reason}"

    @property
    def part_of(self) -> tuple[type[models.Model], Any]:
        """In whose history its acts are read as well."""
        return Text, self.paragraph.text_id
