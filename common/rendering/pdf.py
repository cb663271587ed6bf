"""The one room that renders PDF. No other module calls the renderer."""

import hashlib
import os
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fontconfig.xml"))
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # "No fonts configured": that is the intention
    from weasyprint import CSS, HTML, Attachment
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

from common.rendering.conformance import conforming_pdf
from common.rendering.fetcher import PaperFetcher
from common.rendering.signs import printable, signs_without_glyph

PAGE = ("tokens.css", "print-page.css")


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


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the paper, dated by what it holds, never by the clock."""

    content: str
    name: str
    description: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Setting:
    """With what a paper is set: style sheets of ``static/css``, images by name, the file's identifier, attachments."""

    sheets: Sequence[str]
    identifier: bytes
    images: Mapping[str, bytes] = field(default_factory=dict)
    attached: Sequence[Attached] = ()


def render_pdf(
    html: str,
    *,
    title: str,
    language: str,
    sheets: Sequence[str] = (),
    images: Mapping[str, bytes] | None = None,
    attached: Sequence[Attached] = (),
) -> bytes:
    """Print ``html`` (what stands in the body, escaped by its template) as PDF/UA-1 and PDF/A-3a, on A4 in our fonts.

    ``title`` and ``language`` are the file's. ``sheets`` are further style sheets of ``static/css``; ``images`` are
    drawings (SVG) that the page names as ``paper:<name>``; ``paper:emblem.svg`` is always there. ``attached`` are files
    inside the file, which its identifier does not know: the page says their hash. The bytes depend on these arguments
    alone, not on the clock. See ``paper_of`` for where it may run and what it raises.
    """
    with override(language):
        page = render_to_string("print/paper.html", {"title": title, "language": language, "paper": SafeString(html)})
    digest = hashlib.sha256(page.encode()).hexdigest()
    return paper_of(page, Setting([*PAGE, *sheets], digest.encode(), images or {}, attached)).content


def paper_of(html: str, setting: Setting) -> Paper:
    """Print ``html``, a whole page. Control characters become spaces; nothing outside ``setting`` is read.

    The renderer dies in threads, so only the main thread of a process may call it. Raises ``RenderingError``, also
    for a sign that none of our fonts has.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RenderingError("papers are made by processes, not by threads: start the worker with --pool prefork")
    html = printable(html)
    if strange := signs_without_glyph(html):
        raise RenderingError(f"the fonts of the paper lack {', '.join(strange[:10])}")
    try:
        return _render(html, setting)
    except FatalURLFetchingError as error:
        raise RenderingError(str(error)) from error


def _render(html: str, setting: Setting) -> Paper:
    fetcher = PaperFetcher(made={"emblem.svg": _emblem()} | dict(setting.images))
    fonts = FontConfiguration()
    sheets = [
        CSS(string=(settings.BASE_DIR / "static/css" / name).read_text("utf-8"), url_fetcher=fetcher, font_config=fonts)
        for name in setting.sheets
    ]
    options = {"pdf_variant": "pdf/a-3a", "pdf_tags": True}
    laid_out = HTML(string=html, url_fetcher=fetcher, base_url="paper:").render(fonts, stylesheets=sheets, **options)
    content = conforming_pdf(
        laid_out,
        attachments=lambda: [_attachment(one, fetcher) for one in setting.attached],
        pdf_identifier=setting.identifier,
        **options,
    )
    return Paper(content, len(laid_out.pages))


def _emblem() -> bytes:
    """The emblem in the colour of the masthead; on the screen it takes that of the words around it."""
    return (settings.BASE_DIR / "static/img/emblem.svg").read_bytes().replace(b"currentColor", b"#10333f")


def _attachment(attached: Attached, fetcher: PaperFetcher) -> Attachment:
    at = attached.at.astimezone(UTC)
    return Attachment(
        string=attached.content,
        url_fetcher=fetcher,
        name=attached.name,
        description=attached.description,
        created=at,
        modified=at,
        relationship="Data",
    )
