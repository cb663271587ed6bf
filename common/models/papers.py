from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    """How far a file is that the worker makes."""

    PENDING = "pending", _("waiting")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


IS_WHOLE = ~Q(state=FileState.READY) | (~Q(file="") & ~Q(sha256="") & Q(size__gt=0))


class MadePaper(models.Model):
    """A PDF that the worker makes once: asked for by its row, made by ``common.papers.make``.

    ``called`` names its kind in the outbox.
    """

    called: ClassVar[str]

    state = models.CharField(_("state"), max_length=8, choices=FileState, default=FileState.PENDING)
    file = models.FileField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        abstract = True

    @property
    def outbox_key(self) -> str:
        """The key of the message that asks for this file."""
        return f"{self.called}:{self.pk}"

    @property
    def place(self) -> str:
        """Where in the storage its file begins to be named; what it holds names it to the end."""
        raise NotImplementedError


class AskedPaper(MadePaper):
    """A PDF made by the worker for whoever asked for it, as that one may read it then. It is kept for a day.

    ``form_key`` makes one paper of a form sent twice.
    """

    form_key = models.UUIDField(unique=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["-asked_at", "-pk"]
        constraints = [models.CheckConstraint(condition=IS_WHOLE, name="%(class)s_is_whole")]

    @property
    def place(self) -> str:
        """By the key of its form, which nobody guesses."""
        return f"{self.called}/{self.form_key.hex}"
