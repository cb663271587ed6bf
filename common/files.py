"""Stored files: outside every public path, whole or not at all, and sent by one function."""

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header


class PrivateStorage(FileSystemStorage):
    """Files that have no address of their own. A name is written once and completely: temporary name, fsync, rename."""

    def __init__(self, location: str | None = None, **kwargs: Any) -> None:
        super().__init__(location=location, base_url=None, **kwargs)

    def _save(self, name: str, content: File) -> str:
        final = Path(self.path(name))
        final.parent.mkdir(parents=True, exist_ok=True)
        temporary = final.with_name(f".{final.name}.{uuid4().hex}.part")
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


def send_file(file: Any, *, name: str, content_type: str, attachment: bool = False) -> HttpResponseBase:
    """Answer with a stored file, after the caller has checked that the reader may see it.

    With ``ACCEL_REDIRECT_PREFIX`` the web server sends the bytes; otherwise Django does.
    """
    if settings.ACCEL_REDIRECT_PREFIX:
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = f"{settings.ACCEL_REDIRECT_PREFIX}/{file.name}"
    else:
        response = FileResponse(file.open("rb"), content_type=content_type)
    disposition = content_disposition_header(attachment, name)
    if disposition:
        response["Content-Disposition"] = disposition
    return response
