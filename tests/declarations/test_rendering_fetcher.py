"""A page being rendered reads nothing but our own files, by name."""

import socket
import threading

import pytest
from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from common.rendering.fetcher import STATIC, PaperFetcher
from declarations.rendering import RenderingError, pdf
from tests.declarations.papers import content, edition_of, paragraph

PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def listener():
    """A real server on a free port; ``calls`` is what reached it."""
    calls = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    closing = threading.Event()

    def serve():
        while not closing.is_set():
            try:
                connection, address = server.accept()
            except TimeoutError:
                continue
            calls.append(address)
            connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
    closing.set()
    thread.join()
    server.close()


def test_listener_notices_a_call(listener):
    address, calls = listener
    socket.create_connection(("127.0.0.1", int(address.rsplit(":", 1)[1]))).close()
    for _try in range(600):
        if calls:
            break
        threading.Event().wait(0.1)
    assert calls


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "file://localhost/etc/passwd",
        "/etc/passwd",
        "paper:../../../etc/passwd",
        "paper:/etc/passwd",
        "paper:fonts/../../settings.py",
        "ftp://127.0.0.1/x",
        "data:text/plain,x",
        PNG,
        "HTTP",
        "",
    ],
)
@pytest.mark.parametrize(
    "page",
    [
        '<img src="{}" alt="x">',
        '<link rel="stylesheet" href="{}">',
        '<link rel="attachment" href="{}">',
        '<object data="{}"></object>',
        '<style>@import url("{}");</style>',
        '<style>@font-face {{ font-family: X; src: url("{}") }} p {{ font-family: X }}</style><p>x</p>',
        "<p style=\"background: url('{}')\">x</p>",
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="{}"/></svg>',
    ],
)
def test_nothing_is_fetched_from_elsewhere(page, target, listener):
    address, calls = listener
    url = target.replace("HTTP", f"{address}/x")
    fetcher = PaperFetcher(made={})
    fonts = FontConfiguration()
    face = '@font-face { font-family: F; src: url("paper:fonts/SourceSans3-Regular.ttf") } * { font-family: F }'
    sheet = CSS(string=face, url_fetcher=fetcher, font_config=fonts)
    try:
        html = HTML(string=page.format(url), base_url="paper:", url_fetcher=fetcher)
        out = html.write_pdf(stylesheets=[sheet], font_config=fonts, uncompressed_pdf=True)
    except FatalURLFetchingError:
        out = b""
    assert b"root:" not in out and b"/EmbeddedFile" not in out and b"/Subtype /Image" not in out
    assert not calls


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1:9/", "paper:emblem.svg/../x", "paper:", "x", ""]
)
def test_fetcher_refuses_what_is_not_on_its_list(url):
    with pytest.raises(ValueError, match="nothing is fetched"):
        PaperFetcher(made={})(url)


def test_fetcher_serves_what_is_on_its_list():
    fetcher = PaperFetcher(made={"qr.svg": b"<svg/>"})
    assert fetcher("paper:qr.svg").read() == b"<svg/>"
    for name in STATIC:
        assert fetcher(f"paper:{name}").read()[:4] == b"\x00\x01\x00\x00"


def test_paper_whose_sheet_names_another_address_is_not_made(monkeypatch):
    monkeypatch.setattr(
        pdf, "html_of", lambda _document: '<html lang="es"><img src="file:///etc/passwd" alt="x"></html>'
    )
    with pytest.raises(RenderingError, match="/etc/passwd"):
        pdf.render_edition(edition_of(content()), "es")


def test_address_in_a_paragraph_is_words_and_is_not_followed(listener):
    address, calls = listener
    words = f'<img src="{address}/x"> url({address}/y) <link rel=attachment href="file:///etc/passwd"> {address}/z'
    paper = pdf.render_edition(edition_of(content(paragraph(1, body_es=words))), "es")
    assert not calls
    assert b"root:" not in paper.content


def test_css_of_the_paper_names_nothing_but_our_own_files():
    fetched = []

    class Watching(PaperFetcher):
        def fetch(self, url, headers=None):
            fetched.append(url)
            return super().fetch(url, headers)

    for name in pdf.STYLESHEETS:
        sheet = (settings.BASE_DIR / "static/css" / name).read_text()
        CSS(string=sheet, url_fetcher=Watching(made={}), font_config=FontConfiguration())
    assert {url.removeprefix("paper:") for url in fetched} == set(STATIC)
