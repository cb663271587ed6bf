"""The certificates of the seal, for everybody and for ever."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from common.files import send_file
from common.public import login_not_required
from declarations.models import SealCertificate


@login_not_required
@require_safe
def certificate(request: HttpRequest, fingerprint: str) -> HttpResponseBase:
    """One certificate as PEM, under the SHA-256 of its DER form: with it a seal is checked without the portal."""
    found = get_object_or_404(SealCertificate, fingerprint=fingerprint)
    what = {"name": f"crm-rcm-seal-{found.fingerprint[:16]}.pem", "content_type": "application/x-pem-file"}
    pem = found.pem.encode()
    return send_file(request, pem, **what, sha256=sha256(pem).hexdigest(), is_public=True, attachment=True)
