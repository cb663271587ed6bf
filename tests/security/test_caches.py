"""A cache before the portal, set up by somebody with more zeal than care: nobody is served another's page from it."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from wsgiref.simple_server import make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from tests.access.world import make_attachment, make_thing
from tests.deploy.stack import nginx
from tests.deploy.test_proxy import Quiet, cookie_of, got, kept_connection  # noqa: F401 - a fixture
from tests.house.places import ROOT
from tests.personas import make_personas

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not NGINX, reason="needs nginx (Debian: nginx-light)"),
]
CACHE = """location / {
        proxy_cache pages;
        proxy_cache_valid any 10m;
        proxy_cache_methods GET HEAD;
        add_header X-Cache $upstream_cache_status always;"""
MARK = "zqmember"


def configuration(folder):
    """The proxy's own configuration, with a cache that keeps whatever the portal does not forbid to keep."""
    sound = (ROOT / "deploy/nginx.conf").read_text()
    assert sound.count("location / {") == 1
    return f"proxy_cache_path {folder}/cache keys_zone=pages:1m;\n" + sound.replace("location / {", CACHE)


def with_a_keepable_page(portal):
    """The portal, and one page that may be kept, so that the cache is seen to work."""

    def served(environ, start_response):
        if environ["PATH_INFO"] != "/keepable":
            return portal(environ, start_response)
        start_response("200 OK", [("Cache-Control", "public, max-age=600"), ("Content-Type", "text/plain")])
        return [b"kept"]

    return served


@pytest.fixture
def front(tmp_path, settings, kept_connection):  # noqa: F811
    """``front(path, **headers)``: status, headers and body of an answer, from the portal or the cache before it."""
    (tmp_path / "static").mkdir()
    backend = settings.STORAGES["default"]
    settings.STORAGES = settings.STORAGES | {"default": backend | {"OPTIONS": {"location": str(tmp_path / "files")}}}
    portal = with_a_keepable_page(get_wsgi_application())
    with make_server("127.0.0.1", 0, portal, handler_class=Quiet) as server:
        server.timeout = 0.01
        words = configuration(tmp_path)
        with nginx(NGINX, tmp_path, server.server_port, words) as address, ThreadPoolExecutor(1) as readers:

            def asked(path, **headers):
                answer = readers.submit(got(**headers), address + path)
                while not answer.done():
                    server.handle_request()
                return answer.result()

            yield asked


@pytest.fixture
def member():
    return cookie_of(make_personas()["member"])


def tricks(thing, attachment):
    """Addresses under which a cache might take a member's page for something that everyone may have."""
    page = thing.text.get_absolute_url()
    yield from (page, f"{page}?x.css", f"{page}?v=1.js", f"{page}x.css", f"{page};x.css", f"{page}%2ex.css")
    yield from (f"{page}../x.css", f"/static/..%2f..{page}", f"/static/../..{page}", f"{page}%0ax.css", f"{page}#x.css")
    yield from (
        "/es/intranet/",
        "/es/intranet/?x.js",
        "/es/intranet/x.css",
        "/es/intranet;x.css",
        "/es/intranet/avisos/",
    )
    yield reverse("secretariat:notice-detail", kwargs={"pk": attachment.notice_id})
    yield reverse("stored-file", kwargs={"pk": attachment.file_id})
    yield reverse("canonical-file", kwargs={"code": thing.edition.code})
    yield from ("/es/", "/es/textos/", "/es/textos/?page=1", "/sitemap.xml", "/es/cuenta/", "/es/nada/x.css")


def test_member_s_page_is_never_served_to_the_next_one(front, member):
    thing, attachment = make_thing("member"), make_attachment("member", mark=MARK)
    seen, faults = 0, []
    for path in tricks(thing, attachment):
        _status, headers, body = front(path, Cookie=member)
        seen += MARK.encode() in body
        if "no-store" not in headers.get("Cache-Control", "no-store") and MARK.encode() in body:
            faults.append(f"{path} may be stored: {headers['Cache-Control']}")
        for again in ({}, {"X-Forwarded-Host": "127.0.0.1"}, {"Cookie": "x=1"}, {"HX-Request": "true"}):
            _status, headers, body = front(path, **again)
            if MARK.encode() in body or headers.get("X-Cache") == "HIT":
                faults.append(f"{path} gives a visitor what a member was given ({headers.get('X-Cache')})")
    assert seen >= 8, "so that something could be stolen"
    assert not faults, "\n".join(faults)


def test_cache_before_the_portal_works_so_that_the_test_above_can_fail(front, member):
    assert [front("/keepable")[1]["X-Cache"] for _ in range(2)] == ["MISS", "HIT"]


def test_page_of_a_visitor_is_poisoned_by_no_header_of_another(front, member):
    poison = {"X-Forwarded-Host": "evil.example", "X-Original-URL": "/es/intranet/", "X-Rewrite-URL": "/es/intranet/"}
    poison |= {"X-Forwarded-Prefix": "/evil", "X-Forwarded-Scheme": "evil", "X-HTTP-Method-Override": "POST"}
    for path in ("/es/", "/es/textos/", "/robots.txt", "/es/intranet/"):
        front(path, **poison)
        _status, headers, body = front(path)
        assert b"evil" not in body and "evil" not in str(headers), path


def test_member_is_served_no_kept_page_of_a_visitor(front, member):
    """And the other way round: what a visitor was given is not what a member sees."""
    thing = make_thing("member")
    assert thing.mark.encode() not in front("/es/textos/")[2]
    assert thing.mark.encode() in front("/es/textos/", Cookie=member)[2]
    assert thing.mark.encode() not in front("/es/textos/")[2]
