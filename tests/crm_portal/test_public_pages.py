"""Kept public pages, by the middleware alone: never stale, never with a cookie, never a member's.

The web server's own door to the shelf is in ``test_shelf.py``.
"""

import threading

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from common.public import public_page
from common.revision import bump_revision, current_revision
from crm_portal.middleware import PublicPages
from members.models import Participant
from tests.factories import CountryFactory


@public_page
def names(request):
    return HttpResponse(", ".join(Participant.objects.values_list("name_es", flat=True)))


@pytest.fixture
def front_door():
    return PublicPages(names)


def ask(door, path="/es/nombres/", **headers):
    request = RequestFactory().get(path, **headers)
    request.user = AnonymousUser()
    return door(request)


@pytest.mark.django_db
def test_page_is_kept_and_answered_again_with_one_query(front_door, django_assert_num_queries):
    CountryFactory(name_es="Belice")
    first = ask(front_door)
    with django_assert_num_queries(1):
        second = ask(front_door)
    assert first.content == second.content == b"Belice"
    assert second["Cache-Control"] == "public, no-cache"


@pytest.mark.django_db
def test_page_is_made_anew_after_a_public_change(front_door):
    country = CountryFactory(name_es="Belize")
    assert ask(front_door).content == b"Belize"
    Participant.objects.filter(pk=country.pk).update(name_es="Belice")
    bump_revision()
    assert ask(front_door).content == b"Belice"


@pytest.mark.django_db
def test_unchanged_page_is_answered_304_without_a_body(front_door):
    etag = ask(front_door)["ETag"]
    again = ask(front_door, HTTP_IF_NONE_MATCH=etag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    bump_revision()
    CountryFactory()
    assert ask(front_door, HTTP_IF_NONE_MATCH=etag).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=abc"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_HX_REQUEST": "true"},
    ],
)
def test_request_with_a_session_is_neither_answered_nor_kept(front_door, headers):
    ask(front_door, **headers)
    assert not front_door.shelf.pages


@pytest.mark.django_db
def test_page_that_sets_a_cookie_is_never_kept():
    @public_page
    def careless(request):
        response = HttpResponse("x")
        response.set_cookie("a", "b")
        return response

    door = PublicPages(careless)
    ask(door)
    assert not door.shelf.pages


@pytest.mark.django_db
def test_page_that_starts_a_session_is_never_kept():
    @public_page
    def careless(request):
        request.session["seen"] = True
        return HttpResponse("x")

    door = PublicPages(SessionMiddleware(careless))
    response = ask(door)
    assert settings.SESSION_COOKIE_NAME in response.cookies
    assert not door.shelf.pages


@pytest.mark.django_db
def test_page_not_declared_public_is_never_kept():
    door = PublicPages(lambda request: HttpResponse("closed"))
    ask(door)
    assert not door.shelf.pages


@pytest.mark.django_db
def test_hosts_do_not_share_pages(front_door):
    ask(front_door, HTTP_HOST="testserver")
    ask(front_door, HTTP_HOST="evil.example")
    assert len(front_door.shelf.pages) == 2


@pytest.mark.django_db
def test_page_is_sent_compressed_to_who_accepts_it(front_door):
    for _ in range(60):
        CountryFactory(name_es="Belice " * 20)
    plain, packed = ask(front_door), ask(front_door, HTTP_ACCEPT_ENCODING="gzip, br")
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 5
    assert "Accept-Encoding" in packed["Vary"]
    assert "Cookie" in packed["Vary"]


@pytest.mark.engines
@pytest.mark.django_db(transaction=True)
def test_nobody_sees_a_stale_page_while_a_writer_writes():
    """A writer renames a country many times; whoever asks after a commit sees at least that name."""
    country = CountryFactory(name_es="0")
    door, committed, faults = PublicPages(names), [0], []

    def write():
        try:
            for number in range(1, 60):
                with transaction.atomic():
                    Participant.objects.filter(pk=country.pk).update(name_es=str(number))
                    bump_revision()
                committed[0] = number
        finally:
            connection.close()

    def read(_):
        try:
            while committed[0] < 59:
                at_least = committed[0]
                seen = int(ask(door).content)
                if seen < at_least:
                    faults.append((seen, at_least))
        finally:
            connection.close()

    threads = [threading.Thread(target=write), *(threading.Thread(target=read, args=(n,)) for n in range(3))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(600)
    assert committed[0] == 59
    assert not faults


@pytest.mark.engines
@pytest.mark.django_db
def test_revision_rises_with_each_change():
    before = current_revision()
    bump_revision()
    bump_revision()
    assert current_revision() == before + 2
