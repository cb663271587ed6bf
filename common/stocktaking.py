"""Stored files and the rows that name them, compared both ways."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import structlog
from django.apps import apps
from django.core.files.storage import Storage, default_storage
from django.db.models import FileField, Model
from django.utils import timezone

from common.models import StoredFile
from common.storages import HALF_WRITTEN

log = structlog.get_logger(__name__)
UPLOADS = "uploads"
STRAY_AFTER = timedelta(hours=1)  # no request lasts as long


def files_of(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files in ``storage``, half-written ones included."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in files)
    for name in folders:
        yield from files_of(storage, prefix + name)


def rows_with_files() -> Iterator[tuple[Model, str]]:
    """Every row of every model that names a stored file, with that name."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField):
                for row in model._default_manager.exclude(**{field.name: ""}).iterator():
                    yield row, getattr(row, field.name).name


def sha256_of(name: str) -> str:
    """The SHA-256 of a stored file, in hexadecimal."""
    with default_storage.open(name, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sweep_uploads() -> int:
    """Remove uploads that no row names, and return how many: what a killed process left behind.

    Only what is older than an hour, so that a file whose row is still being written stays.
    """
    stored = list(files_of(default_storage, UPLOADS))  # before the rows: a file is always written before its row
    named = set(StoredFile.objects.values_list("file", flat=True))
    before = timezone.now() - STRAY_AFTER
    strays = [n for n in stored if n not in named and default_storage.get_modified_time(n) < before]
    for name in strays:
        default_storage.delete(name)
        log.warning("stray_upload_removed", name=name, half_written=name.endswith(HALF_WRITTEN))
    return len(strays)
