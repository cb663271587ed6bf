"""The only door through which a page being rendered reads anything: by name, from a closed list."""

from typing import Any

from django.conf import settings
from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "paper:"
FONTS = (
    "SourceSans3-It",
    "SourceSans3-Regular",
    "SourceSans3-Semibold",
    "SourceSerif4-It",
    "SourceSerif4-Regular",
    "SourceSerif4-Semibold",
    "SourceSerif4Display-Semibold",
)
STATIC = {f"fonts/{name}.ttf": f"fonts/print/{name}.ttf" for name in FONTS}
TYPES = {"ttf": "font/ttf", "svg": "image/svg+xml"}


class PaperFetcher(URLFetcher):
    """Serves ``paper:<name>`` from our own static files and from ``made``, and refuses every other address.

    No other scheme is ever opened: not ``file:``, not ``http:``, not ``data:``. A refusal stops the rendering.
    """

    def __init__(self, made: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.made = made

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        name = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or (name not in STATIC and name not in self.made):
            raise ValueError(f"nothing is fetched from {url[:80]!r}")
        content = self.made[name] if name in self.made else (settings.BASE_DIR / "static" / STATIC[name]).read_bytes()
        return URLFetcherResponse(url, content, {"Content-Type": TYPES[name.rsplit(".", 1)[1]]})
