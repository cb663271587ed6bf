"""No page, no right, a fault of ours, no database: each in both languages, each with the headers of the rest."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory, override_settings
from django.urls import path

from common.public import login_not_required
from crm_portal import errors
from crm_portal.urls import handler400, handler403, handler404, handler500  # noqa: F401
from crm_portal.urls import urlpatterns as portal
from tests.crm_portal.pages import elements, text_of


def raising(error):
    @login_not_required
    def view(_request):
        raise error

    return view


urlpatterns = [
    *portal,
    path("away", raising(OperationalError("no such server"))),
    path("cut", raising(InterfaceError("connection already closed"))),
    path("broken", raising(ZeroDivisionError())),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "words"), [("/es/nada/", "No existe esta página"), ("/en/none/", "no such page")])
def test_unknown_address_when_asked_for_is_answered_in_its_language(visit, address, words):
    response = visit(address)
    assert response.status_code == 404
    assert words in text_of(response)
    assert [one["content"] for one, _ in elements(response, "meta", name="robots")] == ["noindex"]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.crm_portal.test_errors")
@pytest.mark.parametrize("address", ["/away", "/cut"])
def test_database_when_away_is_answered_503_and_when_to_return(client, address):
    client.raise_request_exception = False
    response = client.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert [attributes.get("lang") for attributes, _ in elements(response, "section")] == [None, "en"]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.crm_portal.test_errors")
def test_fault_of_ours_when_met_is_answered_500_in_both_languages(client):
    client.raise_request_exception = False
    response = client.get("/broken")
    assert response.status_code == 500
    assert "Retry-After" not in response
    assert "Algo falló" in text_of(response)
    assert "Something failed" in text_of(response)
    assert response["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.django_db
def test_database_when_lost_before_the_view_is_answered_503_too(client, monkeypatch):
    def away():
        raise OperationalError("no such server")

    monkeypatch.setattr("crm_portal.middleware.current_revision", away)
    client.raise_request_exception = False
    response = client.get("/es/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")


def test_error_page_when_made_needs_no_database():
    """Not marked for the database: a query would fail the test."""
    request = RequestFactory().get("/")
    for answer, status in ((errors.bad_request(request), 400), (errors.server_error(request), 500)):
        assert answer.status_code == status
    assert errors.service_unavailable().status_code == 503


@pytest.mark.django_db
def test_host_when_not_ours_is_refused_in_both_languages(client):
    response = client.get("/es/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "cannot be understood" in text_of(response)
