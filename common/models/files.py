from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def private_path(stored: "StoredFile", _name: str) -> str:
    """Where the bytes lie: made from the identity alone, never from a name that a person gave."""
    return f"uploads/{stored.pk.hex[:2]}/{stored.pk.hex}"


class StoredFile(models.Model):
    """A file that a person gave, as it was given. Written by ``common.uploads.store_upload`` alone, and never changed.

    Nobody sees it by itself: the thing that holds it (a notice's attachment, a document) says who may, by its own
    ``visible_to``. The file stands on the ground floor, so it names who gave it by value, as an act does.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("name"), max_length=150)
    content_type = models.CharField(_("content type"), max_length=100)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    file = models.FileField(_("file"), upload_to=private_path, max_length=100, unique=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    uploaded_by_id = models.BigIntegerField(_("account"), null=True)
    uploaded_by = models.CharField(_("uploaded by"), max_length=254)

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0) & ~Q(sha256="") & ~Q(file=""), name="stored_file_is_whole")
        ]

    def __str__(self) -> str:
        return self.name
