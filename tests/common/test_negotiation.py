"""Which form is asked for by ``Accept``."""

import pytest

from common.negotiation import WORD, asked_form

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", ""),
        ("*/*", ""),
        ("text/*", ""),
        (BROWSER, ""),
        ("application/pdf", ""),
        ("application/json", "json"),
        ("APPLICATION/JSON", "json"),
        ("application/akn+xml", "xml"),
        ("application/akn+xml; charset=utf-8", "xml"),
        ("text/markdown, text/plain;q=0.5", "md"),
        ("text/plain;q=0.5, text/markdown;q=0.9", "md"),
        (WORD, "docx"),
        ("application/json, text/plain, */*", "json"),
        ("application/json;q=0.5, */*", ""),
        ("text/html, application/json", ""),
        ("text/html;q=0.5, application/json", "json"),
        ("text/html, application/json;q=0.9", ""),
        ("application/json;q=0", ""),
        ("application/json;q=never", ""),
        ("application/json;q=nan", ""),
        ("application/json;;,;q=", "json"),
        (BROWSER + ", application/json", ""),
    ],
)
def test_form_asked_for(accept, form):
    assert asked_form(accept) == form
