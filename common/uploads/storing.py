"""Keeping what may be taken: row and file together, or neither."""

import hashlib
import weakref
from collections.abc import Iterator
from typing import Any

import structlog
from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from common.journal import SYSTEM, record_act
from common.models import StoredFile
from common.refusals import NoRoom
from common.storages import is_disk_full
from common.uploads.checking import CheckedUpload, check_upload
from common.uploads.kinds import EVERYTHING, Kind

log = structlog.get_logger(__name__)


class Measured(File):
    """A file that is counted and hashed while a storage writes it."""

    def __init__(self, file: Any) -> None:
        super().__init__(file)
        self.hash, self.written = hashlib.sha256(), 0

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        self.hash, self.written = hashlib.sha256(), 0
        for chunk in super().chunks(chunk_size):
            self.hash.update(chunk)
            self.written += len(chunk)
            yield chunk


def store_upload(uploaded: File | CheckedUpload, *, by: Any, kinds: tuple[Kind, ...] = EVERYTHING) -> StoredFile:
    """Keep a file and return its row; ``by`` is an account, or names the machine's part.

    The caller holds the file in a thing of its own and writes the act into the journal, in the same transaction: when
    that is rolled back, the file goes with the row. What a form's ``UploadField`` has checked is not checked again.
    Raises ``Refusal`` for what is not taken, ``NoRoom`` where the disk is full; nothing is left behind then.
    """
    checked = uploaded if isinstance(uploaded, CheckedUpload) else check_upload(uploaded, kinds=kinds)
    stored = StoredFile(
        name=checked.name,
        content_type=checked.kind.content_type,
        uploaded_by_id=by.pk if isinstance(by, models.Model) else None,
        uploaded_by=str(getattr(by, "email", by) or SYSTEM),
    )
    content = Measured(checked.file)
    with transaction.atomic():
        _write(stored, content)
        stored.size, stored.sha256 = content.written, content.hash.hexdigest()
        stored.save(force_insert=True)
    return stored


def _write(stored: StoredFile, content: Measured) -> None:
    try:
        stored.file.save("", content, save=False)
    except OSError as error:
        if is_disk_full(error):
            log.error("disk_full", error=str(error))
            raise NoRoom(_("%(name)s cannot be kept: the portal's disk is full."), name=stored.name) from error
        raise
    _remove_unless_committed(stored.file.storage, stored.file.name)


@transaction.atomic
def discard_file(stored: StoredFile, *, by: Any) -> None:
    """Remove a file that nothing holds any more: the row now, the bytes after the commit, an act in the journal."""
    storage, name = stored.file.storage, stored.file.name
    record_act("discard_file", stored, by=by, before={"sha256": stored.sha256, "size": stored.size})
    stored.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)


class _Commit:
    """Held by the transaction alone. Committed, it is called; rolled back, it is dropped, and its file with it."""

    def __init__(self, storage: Storage, name: str) -> None:
        self.dropped = weakref.finalize(self, _remove, storage, name)
        self.dropped.atexit = False

    def __call__(self) -> None:
        self.dropped.detach()


def _remove_unless_committed(storage: Storage, name: str) -> None:
    """Called first of all that waits for the commit, so that a fault of another caller cannot make it look undone."""
    transaction.on_commit(_Commit(storage, name), robust=True)
    connection.run_on_commit.insert(0, connection.run_on_commit.pop())


def _remove(storage: Storage, name: str) -> None:
    """After a rollback. When the database was lost meanwhile nobody knows what was committed: the clock asks later."""
    if connection.errors_occurred:
        return
    try:
        storage.delete(name)
    except Exception as error:  # it must not hide why the transaction was rolled back; the clock sweeps the file later
        log.warning("upload_left_over", name=name, error=str(error))
