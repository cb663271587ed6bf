"""The web server's door, through the WSGI callable itself: never stale, never with a cookie, never a member's."""

import datetime
import io
import threading
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections, transaction
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from common.public import public_page
from common.revision import bump_revision, current_revision, revision_at_hand
from crm_portal.urls import handler400, handler404, handler500  # noqa: F401
from crm_portal.urls import urlpatterns as portal
from crm_portal.wsgi import with_shelf
from members.models import Participant
from scripts.engines import free_port
from tests.common.test_revision_connection import close_from_the_server
from tests.factories import CountryFactory

# As under a web server: no transaction around a request, and connections live from one request to the next.
pytestmark = pytest.mark.django_db(transaction=True)


@public_page
def names(_request):
    return HttpResponse(", ".join(Participant.objects.values_list("name_es", flat=True)))


@public_page
def names_of(request, _anything):
    return HttpResponse(f"{request.path_info} {request.META['SCRIPT_NAME']} {request.get_host()}")


@public_page
def careless(_request):
    response = HttpResponse("x")
    response.set_cookie("a", "b")
    return response


@public_page
def day(_request):
    return HttpResponse(timezone.localdate().isoformat())


def closed(_request):
    return HttpResponse("of a member")


urlpatterns = [
    *portal,
    path("names", names),
    path("careless", careless),
    path("day", day),
    path("closed", closed),
    path("of/<str:_anything>", names_of),
]


class Door:
    """The WSGI application as a web server calls it, with a count of what was left to Django."""

    def __init__(self):
        django = WSGIHandler()
        self.left_to_django = 0

        def counted(environ, start_response):
            self.left_to_django += 1
            return django(environ, start_response)

        self.application = with_shelf(counted)

    def ask(self, address="/names", method="GET", **more):
        address, _, query = address.partition("?")
        raw = address.encode().decode("latin-1")  # as WSGI hands a path over
        environ = {"REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": raw, "QUERY_STRING": query,
                   "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
                   "HTTP_HOST": "testserver", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
                   "wsgi.errors": io.StringIO(), "CONTENT_LENGTH": "0"}  # fmt: skip
        begun = []
        parts = self.application(environ | more, lambda status, headers, *_: begun.append((status, headers)))
        answer = SimpleNamespace(status=int(begun[0][0][:3]), headers=dict(begun[0][1]), body=b"".join(parts))
        if hasattr(parts, "close"):
            parts.close()
        return answer


@pytest.fixture
def door(settings):
    settings.ROOT_URLCONF = __name__
    connection.ensure_connection()  # as after the first request of a thread
    return Door()


@pytest.mark.engines
def test_kept_page_is_answered_with_the_same_headers_and_django_is_not_asked(door, django_assert_num_queries):
    CountryFactory(name_es="Belice")
    first = door.ask()
    with django_assert_num_queries(0):
        second = door.ask()
    assert door.left_to_django == 1
    assert first == second
    assert (second.status, second.body) == (200, b"Belice")
    assert second.headers["Cache-Control"] == "public, no-cache"
    assert second.headers["Content-Length"] == "6"
    assert "default-src 'none'" in second.headers["Content-Security-Policy"]
    assert {"X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"} <= set(second.headers)
    assert not {"Set-Cookie", "X-Request-ID"} & set(second.headers)


def test_page_is_made_anew_after_a_public_change(door):
    country = CountryFactory(name_es="Belize")
    assert door.ask().body == b"Belize"
    Participant.objects.filter(pk=country.pk).update(name_es="Belice")
    bump_revision()
    assert door.ask().body == b"Belice"


def test_unchanged_page_is_answered_304_without_a_body(door):
    etag = door.ask().headers["ETag"]
    again = door.ask(HTTP_IF_NONE_MATCH=etag)
    assert (again.status, again.body, door.left_to_django) == (304, b"", 1)
    assert set(again.headers) == {"ETag", "Cache-Control", "Vary"}
    CountryFactory(name_es="Belice")
    bump_revision()
    assert door.ask(HTTP_IF_NONE_MATCH=etag).status == 200


def test_page_is_sent_compressed_to_who_accepts_it(door):
    CountryFactory(name_es="Belice " * 20)
    door.ask()
    plain, packed = door.ask(), door.ask(HTTP_ACCEPT_ENCODING="gzip, br")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Content-Length"] == str(len(packed.body))
    assert len(packed.body) < len(plain.body)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"] and "Cookie" in plain.headers["Vary"]
    assert door.left_to_django == 1


@pytest.mark.parametrize(
    "request_of_somebody",
    [
        {"HTTP_COOKIE": f"a=b; {settings.SESSION_COOKIE_NAME}=abc"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_HX_REQUEST": "true"},
        {"method": "HEAD"},
        {"method": "POST"},
    ],
)
def test_request_that_is_no_visit_is_left_to_django_and_keeps_nothing(door, request_of_somebody):
    door.ask(**request_of_somebody)
    door.ask()
    door.ask(**request_of_somebody)
    assert door.left_to_django == 3
    door.ask()
    assert door.left_to_django == 3


@pytest.mark.parametrize("address", ["/careless", "/closed", "/nothing"])
def test_answer_that_is_not_everybodys_is_never_kept(door, address):
    door.ask(address)
    door.ask(address)
    assert door.left_to_django == 2


def test_hosts_and_mounts_do_not_share_pages(door):
    asked = [{"HTTP_HOST": "testserver"}, {"HTTP_HOST": "localhost"}, {"SCRIPT_NAME": "/portal"}]
    first = [door.ask("/of/x", **one).body for one in asked]
    assert len(set(first)) == 3
    assert [door.ask("/of/x", **one).body for one in asked] == first
    assert door.left_to_django == 3


def test_host_that_is_not_ours_is_refused_also_when_the_page_is_kept(door):
    door.ask()
    assert [door.ask(HTTP_HOST="evil.example").status for _ in range(2)] == [400, 400]
    assert door.ask(HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="testserver").status == 400


def test_addresses_that_look_alike_in_two_readings_do_not_share_pages(door):
    """Django reads UTF-8 where WSGI hands Latin-1 over: «ñ» is handed over just as «Ã±» is read."""
    for _ in range(2):
        assert door.ask("/of/Ã±").body.decode().startswith("/of/Ã± ")
        assert door.ask("/of/ñ").body.decode().startswith("/of/ñ ")
    assert door.left_to_django == 2


def test_page_is_made_anew_after_midnight(door, monkeypatch):
    evening = datetime.datetime(2026, 3, 4, 5, 59, tzinfo=datetime.UTC)  # a minute to midnight in San José
    monkeypatch.setattr(timezone, "now", lambda: evening)
    assert door.ask("/day").body == b"2026-03-03"
    monkeypatch.setattr(timezone, "now", lambda: evening + datetime.timedelta(minutes=2))
    assert door.ask("/day").body == b"2026-03-04"


def test_pages_are_left_to_django_when_none_may_be_kept(settings):
    settings.ROOT_URLCONF, settings.PUBLIC_PAGES_BYTES = __name__, 0
    door = Door()
    assert [door.ask().status, door.ask().status] == [200, 200]
    assert door.left_to_django == 2


@pytest.mark.engines
def test_connection_that_died_is_left_to_django_which_opens_another(door):
    CountryFactory(name_es="Belice")
    assert [door.ask().body, door.ask().body, door.left_to_django] == [b"Belice", b"Belice", 1]
    lose_connection()
    assert [door.ask().body, door.left_to_django] == [b"Belice", 2]
    assert [door.ask().body, door.left_to_django] == [b"Belice", 2]


@pytest.mark.engines
def test_connection_that_served_its_time_is_left_to_django(door, monkeypatch):
    door.ask()
    monkeypatch.setattr(connections["default"], "close_at", 0.0)
    assert revision_at_hand() is None
    assert [door.ask().status, door.left_to_django] == [200, 2]
    assert revision_at_hand() == current_revision()


@pytest.mark.engines
def test_kept_page_while_the_database_is_away_is_answered_503_and_comes_back(door, monkeypatch, tmp_path):
    assert door.ask().status == 200
    lose_connection()
    with monkeypatch.context() as away:
        nowhere = {"NAME": str(tmp_path / "none" / "x")} if connection.vendor == "sqlite" else {"PORT": free_port()}
        away.setattr(connections["default"], "settings_dict", connection.settings_dict | nowhere)
        answers = [door.ask(), door.ask()]
    assert [answer.status for answer in answers] == [503, 503]
    assert answers[0].headers["Retry-After"] == "30"
    assert door.ask().status == 200


@pytest.mark.engines
def test_nobody_sees_a_stale_page_while_a_writer_writes(door):
    """A writer renames a country many times; whoever asks after a commit sees at least that name."""
    country, last = CountryFactory(name_es="0"), 60
    committed, asked, faults = [0], [0], []

    def write():
        try:
            for number in range(1, last + 1):
                with transaction.atomic():
                    Participant.objects.filter(pk=country.pk).update(name_es=str(number))
                    bump_revision()
                committed[0] = number
        finally:
            committed[0] = last
            connection.close()

    def read():
        try:
            while (at_least := committed[0]) < last:
                seen = int(door.ask().body)
                asked[0] += 1
                if seen < at_least:
                    faults.append((seen, at_least))
        finally:
            connection.close()

    threads = [threading.Thread(target=write), *(threading.Thread(target=read) for _ in range(3))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(600)
    assert not faults
    assert door.ask().body == str(last).encode()
    assert asked[0] > 0


def lose_connection():
    """As when the server restarts; SQLite has no server, there the thread has just no connection."""
    if connection.vendor == "postgresql":
        close_from_the_server()
    else:
        connection.close()


@pytest.mark.parametrize("first", ["text/html", "application/json"])
def test_page_and_the_way_to_a_form_never_stand_for_each_other(door, first):
    from tests.declarations.reading import page, published

    address = page("text-detail", "es", symbol=published().symbol)
    other = "application/json" if first == "text/html" else "text/html"
    for _again in range(2):
        for accept in (first, other):
            answer = door.ask(address, HTTP_ACCEPT=accept)
            if accept == "text/html":
                assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/html")
                assert "Accept" in answer.headers["Vary"].split(", ")
            else:
                assert answer.status == 303 and answer.headers["Location"].endswith("/text.json")
    assert door.left_to_django == 3  # the page is kept, the way to the form is shown each time anew
