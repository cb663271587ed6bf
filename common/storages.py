"""Where files lie: outside every public path, in a folder of the portal's own (or in a bucket: ``bucket.py``)."""

import errno
import os
import tempfile
from pathlib import Path
from typing import Any, Protocol, runtime_checkable
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
HALF_WRITTEN = ".part"


class PrivateStorage(FileSystemStorage):
    """Files that have no address of their own. A name is written once and completely: temporary name, fsync, rename."""

    def __init__(self, location: str | None = None, **kwargs: Any) -> None:
        super().__init__(location=location, base_url=None, **kwargs)

    def _save(self, name: str, content: File) -> str:
        final = Path(self.path(name))
        final.parent.mkdir(parents=True, exist_ok=True)
        temporary = final.with_name(f".{final.name}.{uuid4().hex}{HALF_WRITTEN}")
        try:
            with open(temporary, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(final)
        finally:
            temporary.unlink(missing_ok=True)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Names are made by services from hashes; the same name means the same bytes."""
        return name

    def probe(self) -> None:
        """A file can be written; it leaves no trace. Raises ``OSError``."""
        Path(self.location).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self.location) as file:
            file.write(b"ready")
            file.flush()


@runtime_checkable
class SignsAddresses(Protocol):
    """A storage that sends its files itself (``common.bucket``, which only those load who use it)."""

    def signed_url(self, name: str, *, method: str, seconds: int, disposition: str, content_type: str) -> str: ...


def is_disk_full(error: BaseException | None) -> bool:
    """Whether ``error`` says that there is no room: a full disk, a quota, a limit on a file's size."""
    return isinstance(error, OSError) and error.errno in FULL
