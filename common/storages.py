"""Where files lie: outside every public path, in a folder of the portal's own or in a bucket that nobody else reads."""

import errno
import os
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from storages.backends.s3 import S3Storage

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
IN_MEMORY = 1024 * 1024  # bytes
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


class PrivateBucket(S3Storage):
    """A bucket of an object store that speaks S3. What is in it is reached by signed addresses of a minute's life."""

    def _save(self, name: str, content: File) -> str:
        """The content is read once, by its chunks, as the folder reads it: what is hashed on the way is kept."""
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as spool:
            for chunk in content.chunks():
                spool.write(chunk)
            return super()._save(name, File(spool, name))

    def signed_url(self, name: str, *, method: str, seconds: int, disposition: str, content_type: str) -> str:
        """An address under which the store itself answers one ``method``, with these headers, for ``seconds``."""
        wanted = {
            "ResponseContentDisposition": disposition,
            "ResponseContentType": content_type,
            "ResponseCacheControl": "private, no-store",
        }
        if method == "HEAD":
            parameters = {"Bucket": self.bucket_name, "Key": name} | wanted
            client = self.connection.meta.client
            return client.generate_presigned_url("head_object", Params=parameters, ExpiresIn=seconds)
        return self.url(name, parameters=wanted, expire=seconds)

    def probe(self) -> None:
        """The bucket answers. Raises an error of botocore."""
        self.connection.meta.client.head_bucket(Bucket=self.bucket_name)


def is_disk_full(error: BaseException | None) -> bool:
    """Whether ``error`` says that there is no room: a full disk, a quota, a limit on a file's size."""
    return isinstance(error, OSError) and error.errno in FULL
