"""The proxy's own configuration before the portal: it sends files, in parts too, and refuses what is too large."""

import http.client
import shutil
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client

from tests.access.world import make_attachment
from tests.deploy.stack import nginx
from tests.house.places import ROOT
from tests.personas import make_personas

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not NGINX, reason="needs nginx (Debian: nginx-light)"),
]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args):
        """The portal logs its requests itself."""


@pytest.fixture
def kept_connection():
    """The test's transaction outlives a request, as it does under Django's own test client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def front(tmp_path, settings, kept_connection):
    """``front(ask, path)``: what a reader's ``ask(address)`` returns, while the portal serves in the test's own thread.

    So the portal sees what the test wrote, without a commit.
    """
    (tmp_path / "static").mkdir()
    backend = settings.STORAGES["default"]
    settings.STORAGES = settings.STORAGES | {"default": backend | {"OPTIONS": {"location": str(tmp_path / "files")}}}
    settings.ACCEL_REDIRECT_PREFIX = "/protected"
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as portal:
        portal.timeout = 0.1
        with nginx(NGINX, tmp_path, portal.server_port) as address, ThreadPoolExecutor(1) as readers:

            def served(ask, path):
                asked = readers.submit(ask, address + path)
                while not asked.done():
                    portal.handle_request()
                return asked.result()

            yield served


def cookie_of(user):
    client = Client()
    client.force_login(user, backend="members.accounts.backend.AccountBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def got(**headers):
    def ask(address):
        try:
            with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    return ask


def test_uploaded_file_when_asked_of_the_proxy_is_sent_by_it_to_who_may_have_it(front):
    cookie = cookie_of(make_personas()["member"])
    attachment = make_attachment("member")
    path = f"/files/{attachment.file_id}/"
    status, headers, body = front(got(Cookie=cookie), path)
    assert (status, body) == (200, b"zqfile")
    assert "X-Accel-Redirect" not in headers
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    status, headers, body = front(got(Cookie=cookie, Range="bytes=2-3"), path)
    assert (status, body, headers["Content-Range"]) == (206, b"fi", "bytes 2-3/6")
    assert b"zqfile" not in front(got(), path)[2]
    for closed in ("/protected/", "/files/", "/srv/files/", "/static/../files/"):
        assert front(got(Cookie=cookie), closed + attachment.file.file.name)[0] in (400, 404)


def test_request_when_too_large_is_refused_by_the_proxy_with_the_portals_page(front):
    def ask(address):
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
        connection.putrequest("POST", urlsplit(address).path)
        connection.putheader("Content-Length", str(settings.REQUEST_MAX_BYTES + 1))
        connection.endheaders()
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        return answer.status, answer.headers, page

    status, headers, page = front(ask, "/es/")
    assert status == 413
    assert "El archivo es demasiado grande" in page
    assert "The file is too large" in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_folder_of_uploads_is_where_no_address_leads():
    """What the proxy serves by itself are static files alone; files are internal."""
    words = (ROOT / "deploy/nginx.conf").read_text()
    assert words.count("/srv/files/") == 1
    assert "internal;" in words.split("location /protected/")[1].split("}")[0]
