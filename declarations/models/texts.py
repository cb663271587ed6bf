from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.models import Attested
from common.ordering import earliest_first, latest_first
from common.page_addresses import page_address
from common.periods import PartialDateField
from declarations.access import visible_texts
from declarations.canonical import paragraph_anchor
from meetings.models import Meeting, Topic


class TextKind(models.TextChoices):
    """The forms of the conference's papers since 1996 (``docs/GLOSSARY.md``)."""

    COMMUNIQUE = "communique", _("Joint Communiqué")
    DECLARATION = "declaration", _("Declaration")
    EXTRAORDINARY_DECLARATION = "extraordinary-declaration", _("Extraordinary Declaration")
    DECISIONS = "decisions", _("Decisions")
    CONCLUSIONS = "conclusions", _("Conclusions")
    RECOMMENDATIONS = "recommendations", _("Recommendations")
    GUIDELINES = "guidelines", _("Guidelines")
    FRAMEWORK = "framework", _("Framework")
    PLAN = "plan", _("Plan")
    CRITERIA = "criteria", _("Criteria")
    REPORT = "report", _("Report")
    PAPER = "paper", _("Paper")
    COMPILATION = "compilation", _("Compilation")
    PROCEEDINGS = "proceedings", _("Proceedings")
    MATRIX = "matrix", _("Comparative matrix")
    PUBLICATION = "publication", _("Publication")


KINDS = dict(TextKind.choices)


class Nature(models.TextChoices):
    """What the portal holds of a text. A summary is never taken for the official text, on screen or on paper."""

    FULL = "full", _("full text")
    SUMMARY = "summary", _("summary, not the official text")
    REFERENCE = "reference", _("title only; the portal does not hold the text")


class TextState(models.TextChoices):
    """A text of the record goes from draft to published; one that is negotiated is tabled and adopted in between."""

    DRAFT = "draft", _("Draft")
    TABLED = "tabled", _("Tabled")
    ADOPTED = "adopted", _("Adopted")
    PUBLISHED = "published", _("Published")


class TextQuerySet(models.QuerySet):
    def visible_to(self, user) -> "TextQuerySet":
        return self.filter(visible_texts(user))

    def for_list(self) -> "TextQuerySet":
        """What a line in a list shows: no paragraph, no canonical form."""
        return self.select_related("meeting__country")


class Text(Attested):
    """A declaration, its decisions, a communiqué, conclusions, guidelines: what was agreed, in two equal languages.

    ``Paragraph`` rows are the working copy; publishing freezes them into an ``Edition``.
    """

    symbol = models.SlugField(_("symbol"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=32, choices=TextKind)
    nature = models.CharField(_("nature"), max_length=12, choices=Nature, default=Nature.FULL)
    state = models.CharField(_("state"), max_length=12, choices=TextState, default=TextState.DRAFT, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="texts", null=True, blank=True)
    title = models.CharField(_("title"), max_length=500)
    title_status_en = models.CharField(_("English title"), max_length=16, blank=True)  # as ThemeStatus
    adopted_on = PartialDateField(_("date"), null=True, blank=True)
    adopted_by = models.CharField(_("adopted by"), max_length=300, blank=True)
    original_language = models.CharField(_("original language"), max_length=5, blank=True)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), related_name="texts", blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    audience = models.CharField(_("audience"), max_length=24, choices=Audience, default=Audience.SECRETARIAT)
    opens_on = models.DateField(
        _("opens to everyone on"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("From this day on everyone may read it, whomever it was meant for."),
    )
    circulated_at = models.DateTimeField(_("draft circulated among members"), null=True, blank=True, editable=False)
    import_report = models.JSONField(_("report of the import"), default=dict, blank=True, editable=False)

    objects = TextQuerySet.as_manager()

    class Meta:
        ordering = [models.F("adopted_on").desc(nulls_last=True), "symbol"]
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        indexes = [
            models.Index(fields=["state", "audience", "kind"], name="text_visible"),
            models.Index(latest_first("adopted_on"), "symbol", name="text_latest"),
            models.Index(earliest_first("adopted_on"), "symbol", name="text_earliest"),
            models.Index(fields=["kind", "-adopted_on"], name="text_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return page_address("declarations:text-detail", symbol=self.symbol)

    def get_kind_display(self) -> str:
        """As Django's own, which puts every kind into words each time before it chooses one."""
        return str(KINDS.get(self.kind, self.kind))

    @property
    def is_public(self) -> bool:
        """Whether everyone may read what is published of it, today."""
        has_opened = self.opens_on is not None and self.opens_on <= timezone.localdate()
        return self.state == TextState.PUBLISHED and (self.audience == Audience.PUBLIC or has_opened)


class ParagraphKind(models.TextChoices):
    """What a paragraph does in its text. The import guesses it; an officer corrects it."""

    TITLE = "title", _("Title")
    PREAMBLE = "preamble", _("Preamble")
    HEADING = "heading", _("Heading")
    OPERATIVE = "operative", _("Operative paragraph")
    DECISION = "decision", _("Decision")
    PROSE = "prose", _("Text")
    CLOSING = "closing", _("Closing")
    ANNEX = "annex", _("Annex")
    NOTE = "note", _("Note")


class Paragraph(models.Model):
    """One paragraph in both languages: its identity, not its number, aligns them.

    ``level`` is the depth of nesting, from 0; a label is what the text prints before the words ("1.", "a)"). Where a
    language ``is_numbered``, its label follows from the numbering of the drafting. ``agreed_at`` says that the group
    closed the paragraph. ``approved`` names, for each language, the words of both at which it was approved
    (``declarations/concordance``), so that a later change of the other one shows.
    """

    text = models.ForeignKey(Text, models.CASCADE, related_name="paragraphs")
    uid = models.UUIDField(_("identity"), default=uuid4, unique=True, editable=False)
    order = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=12, choices=ParagraphKind, default=ParagraphKind.OPERATIVE)
    level = models.PositiveSmallIntegerField(_("level"), default=0)
    label = models.CharField(_("label"), max_length=40, blank=True)
    body = models.TextField(_("words"), blank=True)
    is_numbered_es = models.BooleanField(_("numbered in Spanish"), default=False)
    is_numbered_en = models.BooleanField(_("numbered in English"), default=False)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True, editable=False)
    approved_es = models.CharField(_("Spanish approved"), max_length=16, blank=True, editable=False)
    approved_en = models.CharField(_("English approved"), max_length=16, blank=True, editable=False)

    class Meta:
        ordering = ["text", "order"]
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        constraints = [
            models.UniqueConstraint(fields=["text", "order"], name="paragraph_order_once"),
            models.CheckConstraint(condition=Q(level__lte=6), name="paragraph_level"),
        ]

    def __str__(self) -> str:
        return f"{self.text.symbol} ¶{self.order}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.text_id

    @property
    def anchor(self) -> str:
        """The place of the paragraph on the page of its text, the same in every edition."""
        return paragraph_anchor(str(self.uid))
