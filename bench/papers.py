"""Run inside a portal: making a PDF against plain WeasyPrint on the same HTML, by turns. Prints JSON.

Plain WeasyPrint gets the same styles, fonts and images; once asked for the same kind of PDF, once for its default.
"""

import json
import os
import time
from collections.abc import Callable
from statistics import median
from typing import Any

ROUNDS = 5


def seconds(make: Callable[[], Any]) -> float:
    start = time.perf_counter()
    make()
    return time.perf_counter() - start


def plain(html: str, document: Any, **options: Any) -> bytes:
    """The PDF as WeasyPrint alone would make it."""
    from django.conf import settings

    from common.rendering import pdf, qr_svg
    from declarations.rendering.pdf import STYLESHEETS

    fetcher = pdf.PaperFetcher(made={"qr.svg": qr_svg(document.address), "emblem.svg": pdf._emblem()})
    fonts = pdf.FontConfiguration()
    folder = settings.BASE_DIR / "static/css"
    sheets = [
        pdf.CSS(string=(folder / name).read_text("utf-8"), url_fetcher=fetcher, font_config=fonts)
        for name in STYLESHEETS
    ]
    page = pdf.HTML(string=html, url_fetcher=fetcher, base_url="paper:")
    return page.write_pdf(font_config=fonts, stylesheets=sheets, **options)


def compare(language: str) -> dict[str, float]:
    """Median seconds of the portal's PDF, of the same kind made plainly, and of WeasyPrint's default."""
    from declarations.models import Edition
    from declarations.rendering.document import document_of
    from declarations.rendering.pdf import html_of, render_edition

    edition = Edition.objects.get(text__symbol="bench-long")
    document = document_of(edition, language)
    html = html_of(document)
    ways: dict[str, Callable[[], Any]] = {
        "portal": lambda: render_edition(edition, language),
        "same": lambda: plain(html, document, pdf_variant="pdf/a-3a", pdf_tags=True),
        "default": lambda: plain(html, document),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for make in ways.values():
        make()
    for _round in range(ROUNDS):
        for name, make in ways.items():
            taken[name].append(seconds(make))
    return {name: median(times) for name, times in taken.items()}


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_portal.settings")
    django.setup()
    print(json.dumps({language: compare(language) for language in ("es", "both")}))
