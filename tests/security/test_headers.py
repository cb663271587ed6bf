"""Headers that guard, on every answer there is: pages, tables, files, redirects, refusals, faults."""

import pytest
from django.test import Client, override_settings
from django.urls import path, reverse
from django.utils.translation import override

from common.public import login_not_required
from crm_portal.urls import handler400, handler403, handler404, handler500  # noqa: F401
from crm_portal.urls import urlpatterns as portal
from tests.access.matrix import MATRIX
from tests.access.visits import signed_in, words
from tests.access.world import make_attachment, make_stand_ins
from tests.factories import UserFactory
from tests.members.accounts import at, sign_in

pytestmark = pytest.mark.django_db


@login_not_required
def broken(_request):
    raise ZeroDivisionError


urlpatterns = [*portal, path("broken", broken)]


def lacking(response):
    """The guards that an answer lacks, in words."""
    policy = response.get("Content-Security-Policy", "")
    guards = {
        "X-Frame-Options": response.get("X-Frame-Options") == "DENY",
        "frame-ancestors": "frame-ancestors 'none'" in policy or "sandbox" in policy,
        "no unsafe": "unsafe" not in policy and "*" not in policy,
        "nosniff": response.get("X-Content-Type-Options") == "nosniff",
        "Referrer-Policy": response.get("Referrer-Policy") == "same-origin",
        "Permissions-Policy": "camera=()" in response.get("Permissions-Policy", ""),
        "CORP": response.get("Cross-Origin-Resource-Policy") == "same-origin",
        "COOP": response.get("Cross-Origin-Opener-Policy") == "same-origin",
        "Cache-Control": bool(response.get("Cache-Control")),
    }
    return [name for name, is_there in guards.items() if not is_there]


def test_every_answer_of_every_door_is_guarded(personas):
    stand_ins, faults = make_stand_ins(personas), []
    with override("es"):
        for who in ("visitor", "secretariat"):
            client = signed_in(personas[who])
            for name, door in MATRIX.items():
                response = client.get(reverse(name, kwargs=stand_ins.kwargs(door.kwargs)))
                words(response)
                if lack := lacking(response):
                    faults.append(f"{name} for {who} ({response.status_code}) lacks {', '.join(lack)}")
    assert not faults, "\n".join(faults)


@override_settings(ROOT_URLCONF="tests.security.test_headers")
def test_every_refusal_and_fault_is_guarded_and_never_stored(personas, settings):
    client = signed_in(personas["member"], enforce_csrf_checks=True)
    client.raise_request_exception = False
    desk = "/es/intranet/"
    answers = {
        400: client.get("/es/", headers={"host": "evil.example"}),
        403: client.post("/es/intranet/mis-datos-de-contacto/"),
        404: client.get("/es/nada/"),
        405: client.get("/es/cuenta/salir/"),
        413: client.post(desk, data=b"x", content_type="text/plain", CONTENT_LENGTH=str(10**10)),
        500: client.get("/broken"),
        302: Client().get(desk),
    }
    faults = [f"{status}: {lacking(answer)}" for status, answer in answers.items() if lacking(answer)]
    assert {status: answer.status_code for status, answer in answers.items()} == {one: one for one in answers}
    assert not faults, "\n".join(faults)
    assert {answer["Cache-Control"] for answer in answers.values()} == {"private, no-store"}


def test_file_that_somebody_gave_can_do_nothing_and_is_never_stored(personas):
    client, attachment = signed_in(personas["member"]), make_attachment("member")
    address = reverse("stored-file", kwargs={"pk": attachment.file_id})
    for headers in ({}, {"range": "bytes=0-1"}, {"range": "bytes=99-"}, {"if-none-match": "x"}):
        response = client.get(address, headers=headers)
        words(response)
        assert not lacking(response), headers
        assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("attachment")


@override_settings(
    SECURE_HSTS_SECONDS=31_536_000,
    SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
    SECURE_SSL_REDIRECT=True,
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
)
def test_portal_over_tls_insists_on_it():
    assert Client().get("/es/").url == "https://testserver/es/"
    assert "max-age=31536000; includeSubDomains" in Client().get("/es/", secure=True)["Strict-Transport-Security"]


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client):
    client.get(at("account_login"))
    sign_in(client, UserFactory(second_factor=False).email)
    assert {cookie.key for cookie in client.cookies.values()} == {"sessionid", "csrftoken"}
    for cookie in client.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["domain"], cookie.key
