"""The one room that renders PDF. No other module calls the renderer."""

import hashlib
import os
import threading
import warnings
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from declarations.models import Edition
from declarations.rendering.document import Document, document_of
from declarations.rendering.qr import qr_svg

os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fontconfig.xml"))
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # "No fonts configured": that is the intention
    from weasyprint import CSS, HTML, Attachment
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

from declarations.rendering.conformance import conforming_pdf
from declarations.rendering.fetcher import PaperFetcher
from declarations.rendering.signs import printable, signs_without_glyph

STYLESHEETS = ("tokens.css", "print-page.css", "print-text.css")


class RenderingError(Exception):
    """The paper cannot be made; the message says why, in one sentence for the Secretariat."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished PDF and its number of pages."""

    content: bytes
    pages: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def render_edition(edition: Edition, language: str) -> Paper:
    """Make the PDF of ``edition`` in ``es``, ``en`` or ``both``: PDF/UA-1 and PDF/A-3a, canonical text embedded.

    The bytes depend on the edition, on ``SITE_URL`` and on the installed versions of the renderer and its fonts
    alone: not on the clock, the caller's language, time zone or folder, nor on the fonts of the machine. The renderer
    dies in threads, so only the main thread of a process may call it. Raises ``RenderingError``.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RenderingError("papers are made by processes, not by threads: start the worker with --pool prefork")
    document = document_of(edition, language)
    html = printable(html_of(document))
    if strange := signs_without_glyph(html):
        raise RenderingError(f"the fonts of the paper lack {', '.join(strange[:10])}")
    try:
        return _render(document, html, edition)
    except FatalURLFetchingError as error:
        raise RenderingError(str(error)) from error


def html_of(document: Document) -> str:
    """The paper as HTML, in its own languages whatever language the caller speaks."""
    with override(document.language):
        return render_to_string("declarations/print/text.html", {"document": document})


def _render(document: Document, html: str, edition: Edition) -> Paper:
    fetcher = PaperFetcher(made={"qr.svg": qr_svg(document.address), "emblem.svg": _emblem()})
    fonts = FontConfiguration()
    sheets = [
        CSS(string=(settings.BASE_DIR / "static/css" / name).read_text("utf-8"), url_fetcher=fetcher, font_config=fonts)
        for name in STYLESHEETS
    ]
    options = {"pdf_variant": "pdf/a-3a", "pdf_tags": True}
    laid_out = HTML(string=html, url_fetcher=fetcher, base_url="paper:").render(fonts, stylesheets=sheets, **options)
    content = conforming_pdf(
        laid_out,
        attachments=lambda: [_canonical_form(edition, fetcher)],
        pdf_identifier=f"{edition.sha256}/{document.language}/{len(document.faces)}".encode(),
        **options,
    )
    return Paper(content, len(laid_out.pages))


def _emblem() -> bytes:
    """The emblem in the colour of the masthead; on the screen it takes that of the words around it."""
    return (settings.BASE_DIR / "static/img/emblem.svg").read_bytes().replace(b"currentColor", b"#10333f")


def _canonical_form(edition: Edition, fetcher: PaperFetcher) -> Attachment:
    """The edition as data, inside its own paper; dated by the edition, never by the clock."""
    published = edition.published_at.astimezone(UTC)
    return Attachment(
        string=edition.canonical,
        url_fetcher=fetcher,
        name=f"{edition.code}.json",
        description=f"SHA-256 {edition.sha256}",
        created=published,
        modified=published,
        relationship="Data",
    )
