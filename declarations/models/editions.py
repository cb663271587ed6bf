from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.page_addresses import page_address
from declarations.access import visible_editions
from declarations.canonical import CanonicalText
from declarations.models.texts import Text


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EditionQuerySet":
        return self.filter(visible_editions(user))

    def latest_of(self, text: Text) -> "Edition | None":
        return self.filter(text=text).order_by("-number").first()


class Edition(models.Model):
    """A text as published: frozen, numbered, hashed. The database refuses to change or delete it.

    ``canonical`` is the canonical JSON of ``declarations/canonical.py``; ``sha256`` is the hash of its UTF-8
    bytes, in lower-case hexadecimal; ``code`` is the short code of the verify page, made from that hash.
    """

    text = models.ForeignKey(Text, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("edition"))
    canonical = models.TextField(_("canonical form"))
    sha256 = models.CharField("SHA-256", max_length=64)
    code = models.CharField(_("verification code"), max_length=14, unique=True)
    reason = models.CharField(_("what changed"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("published"), default=timezone.now)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["text", "-number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.text.symbol} / {self.number}"

    def get_absolute_url(self) -> str:
        return page_address("declarations:edition-detail", symbol=self.text.symbol, number=self.number)

    def content(self) -> CanonicalText:
        return CanonicalText.from_json(self.canonical)


class RenderingLanguage(models.TextChoices):
    ES = "es", _("Spanish")
    EN = "en", _("English")
    BOTH = "both", _("Spanish and English side by side")


class RenderingState(models.TextChoices):
    PENDING = "pending", _("waiting")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class Rendering(models.Model):
    """One PDF of an edition. It is made once; the same bytes come out whoever makes it, and when."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="renderings")
    language = models.CharField(_("language"), max_length=4, choices=RenderingLanguage)
    state = models.CharField(_("state"), max_length=8, choices=RenderingState, default=RenderingState.PENDING)
    file = models.FileField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, db_index=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    pages = models.PositiveSmallIntegerField(_("pages"), default=0)
    error = models.TextField(_("error"), blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    sealed_by = models.CharField(_("sealed by"), max_length=200, blank=True)  # whom the certificate of the seal names

    class Meta:
        ordering = ["edition", "language"]
        verbose_name = _("rendering")
        verbose_name_plural = _("renderings")
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="rendering_once"),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(file="") & ~Q(sha256="") & Q(size__gt=0)), name="ready_has_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.language}"

    def get_absolute_url(self) -> str:
        return page_address("rendering-file", code=self.edition.code, language=self.language)

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.edition.text_id

    @property
    def outbox_key(self) -> str:
        """The key of the message that asks for this PDF."""
        return f"render:{self.edition.code}:{self.language}"


class EditionRedline(models.Model):
    """One PDF of what an edition changed since the one before it, for whoever may see both. Made once, and kept."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="redlines")
    language = models.CharField(_("language"), max_length=4, choices=RenderingLanguage)
    state = models.CharField(_("state"), max_length=8, choices=RenderingState, default=RenderingState.PENDING)
    file = models.FileField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        ordering = ["edition", "language"]
        verbose_name = _("marked changes of an edition")
        verbose_name_plural = _("marked changes of editions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="edition_redline_once"),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(file="") & ~Q(sha256="") & Q(size__gt=0)),
                name="edition_redline_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.language}"

    def get_absolute_url(self) -> str:
        return page_address("changes-pdf", code=self.edition.code, language=self.language)

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.edition.text_id

    @property
    def outbox_key(self) -> str:
        """The key of the message that asks for this PDF."""
        return f"render-changes:{self.edition.code}:{self.language}"
