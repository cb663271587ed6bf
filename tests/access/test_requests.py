"""What every request passes: a visitor with a session, a page that shows part of a person, a length that is none."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override

from common.models import Act
from crm_portal.middleware import RequestLimit, may_keep
from tests.access.visits import signed_in, words
from tests.factories import MandateFactory

pytestmark = pytest.mark.django_db


def test_visitor_with_a_session_is_a_visitor(personas):
    """As after a message, or after signing out: nothing ends, nothing is written down, nothing fails."""
    client = Client()
    session = client.session
    session["messages"] = "x"
    session.save()
    before = Act.objects.count()
    with override("es"):
        for name in ("home", "declarations:text-list", "account_login"):
            assert client.get(reverse(name)).status_code == 200
        assert client.get(reverse("secretariat:desk")).status_code == 302
    assert Act.objects.count() == before


def test_page_of_a_person_shows_the_mandates_that_one_may_know_of(personas):
    person = personas["neighbour"].person
    MandateFactory(person=person, function="administrator", participant=None)
    with override("en"):
        path = reverse("people:person", kwargs={"pk": person.pk})
        assert "dministrator" in words(signed_in(personas["secretariat"]).get(path))
        assert "dministrator" not in words(signed_in(personas["member"]).get(path))


@pytest.mark.parametrize("length", ["", "x", "-1", "1e99", "٣"])
def test_length_that_is_none_is_left_to_the_web_server(length):
    request = RequestFactory().get("/", CONTENT_LENGTH=length)
    assert RequestLimit(lambda _request: "passed")(request) == "passed"


def test_answer_is_kept_only_where_each_condition_holds():
    from django.http import HttpResponse, StreamingHttpResponse

    def answer(kind=HttpResponse, status=200, public=True, cookie=False, encoding=""):
        response = kind(b"x", status=status)
        response.is_public_page = public
        if cookie:
            response.set_cookie("a", "b")
        if encoding:
            response["Content-Encoding"] = encoding
        return response

    assert may_keep(answer())
    assert not may_keep(answer(StreamingHttpResponse))
    assert not may_keep(answer(status=404))
    assert not may_keep(answer(public=False))
    assert not may_keep(answer(cookie=True))
    assert not may_keep(answer(encoding="gzip"))


def test_directory_offers_nobody_of_whom_one_may_not_know(personas):
    with override("es"):
        pages = {who: words(signed_in(personas[who]).get(reverse("people:directory"))) for who in ("member", "liaison")}
    assert 'value="mx"' in pages["member"] and 'value="mx"' not in pages["liaison"]
