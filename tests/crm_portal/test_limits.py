"""What is too large for the portal, or for its disk, is refused with a page of its own."""

import errno
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import path, reverse

from common.public import login_not_required
from crm_portal.urls import handler500  # noqa: F401
from crm_portal.urls import urlpatterns as portal
from tests.crm_portal.pages import elements, text_of
from tests.house.places import ROOT

pytestmark = pytest.mark.django_db


@login_not_required
def full(_request):
    raise OSError(errno.ENOSPC, "No space left on device")


urlpatterns = [*portal, path("full", full)]


def test_request_when_larger_than_any_form_is_refused_before_it_is_read(client):
    class Unread:
        def read(self, *_args):
            raise AssertionError("it was read")

        readline = read

    for address in (reverse("verify"), "/es/", "/nowhere"):
        answer = client.generic(
            "POST",
            address,
            content_type="multipart/form-data; boundary=x",
            CONTENT_LENGTH=str(500 * 2**20),
            **{"wsgi.input": Unread()},
        )
        assert answer.status_code == 413
        assert "demasiado grande" in text_of(answer) and "too large" in text_of(answer)
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["Cache-Control"] == "private, no-store"
        assert [attributes.get("lang") for attributes, _ in elements(answer, "section")] == [None, "en"]


def test_request_when_as_large_as_a_form_may_be_is_read(client):
    answer = client.post(reverse("verify"), {"file": SimpleUploadedFile("acta.pdf", b"%PDF" * 2**18)})
    assert answer.status_code == 200


@override_settings(ROOT_URLCONF="tests.crm_portal.test_limits")
def test_disk_when_full_is_answered_507_in_both_languages(client):
    client.raise_request_exception = False
    answer = client.get("/full")
    assert answer.status_code == 507
    assert "no tiene espacio" in text_of(answer) and "no room" in text_of(answer)


def test_proxy_when_it_limits_a_request_does_so_as_the_portal_does():
    megabytes = re.search(r"client_max_body_size (\d+)m;", (ROOT / "deploy/nginx.conf").read_text())
    assert int(megabytes[1]) * 2**20 == settings.REQUEST_MAX_BYTES


def test_limits_when_written_for_the_operator_are_those_of_the_settings():
    for name in (".env.example", "docker-compose.yml"):
        written = re.search(r"UPLOAD_MAX_BYTES(?:=|: \$\{UPLOAD_MAX_BYTES:-)(\d+)", (ROOT / name).read_text())
        assert int(written[1]) == settings.UPLOAD_MAX_BYTES
