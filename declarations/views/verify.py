"""Is this paper an edition of the conference? By its code, or by the file itself."""

import hashlib
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language_from_request, override
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from common.public import login_not_required, public_page
from declarations.models import SealCertificate
from declarations.queries import verify_code, verify_file
from declarations.seals import FoundSeal, seal_in

ROOM_FOR_FORM = 64 * 1024  # what multipart adds around a file
IN_MEMORY = 1024 * 1024  # bytes of a file, before it is put on the disk for as long as the answer takes


class FileHash(FileUploadHandler):
    """Takes the SHA-256 of the file ``file`` as it comes in; its bytes are gone when the answer is."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.name, self.size, self.sha256 = "", 0, ""
        self.is_too_large = False
        self.bytes = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - it lives as long as the request

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, file_name, *args, **kwargs)
        self.hash = hashlib.sha256()
        self.name, self.size = file_name, 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.hash.update(raw_data)
        self.bytes.write(raw_data)
        self.size += len(raw_data)
        if self.size > settings.VERIFY_MAX_BYTES:
            self.is_too_large = True
            raise StopUpload(connection_reset=True)

    def file_complete(self, file_size: int) -> None:
        self.sha256 = self.hash.hexdigest()

    def seal(self) -> FoundSeal | None:
        """The seal of the conference that the file bears."""
        self.bytes.seek(0)
        with self.bytes as kept:
            return seal_in(kept.read())


@method_decorator([public_page, csrf_exempt], name="dispatch")
class Verify(View):
    """The page where anyone may ask, with the answer on it.

    Exempt from the CSRF check: the page must set no cookie, and a forged request would change nothing and tell its
    forger nothing, for an answer depends on the file alone and nothing of it is stored.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        code = request.GET.get("code", "")[:60].strip()
        answer = verify_code(code, request.user) if code else None
        return self.page(request, code=code, answer=answer)

    def post(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.VERIFY_MAX_BYTES + ROOM_FOR_FORM:
            return self.page(request, status=413, refusal="too_large")
        taken = FileHash(request)
        request.upload_handlers = [taken]
        try:
            _ = request.FILES
        except MultiPartParserError:
            return self.page(request, status=400, refusal="no_file")
        if taken.is_too_large:
            return self.page(request, status=413, refusal="too_large")
        if not taken.sha256 or not taken.size:
            return self.page(request, status=400, refusal="no_file")
        answer = verify_file(taken.sha256, request.user)
        seal = None if answer.is_known else taken.seal()
        return self.page(request, answer=answer, seal=seal, file_name=taken.name, sha256=taken.sha256)

    def page(self, request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
        context["max_bytes"] = settings.VERIFY_MAX_BYTES
        context["certificates"] = SealCertificate.objects.all()
        return render(request, "declarations/verify.html", context, status=status)


@login_not_required
def verify_short(request: HttpRequest, code: str) -> HttpResponse:
    """The short address that the QR code holds: on to the verify page in the reader's language."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("verify", query={"code": code[:60]}))
    response.headers["Vary"] = "Accept-Language"
    return response
