"""How the tests of the reading room publish texts and ask for their pages."""

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.translation import override

from declarations.models import Rendering, RenderingState, Text
from declarations.services.publishing import publish_text
from tests.factories import (
    text_with_paragraphs,
)


def page(name, language="en", query="", **kwargs):
    with override(language):
        return reverse(f"declarations:{name}", kwargs=kwargs or None) + query


def published(count=3, **fields) -> Text:
    text = text_with_paragraphs(count, **fields)
    publish_text(text, by="test")
    text.refresh_from_db()
    return text


def make_ready(edition, language="es") -> Rendering:
    rendering = edition.renderings.get(language=language)
    rendering.file.save(f"{edition.code}-{language}.pdf", ContentFile(b"%PDF-1.7 made for a test"), save=False)
    rendering.state, rendering.size, rendering.pages, rendering.sha256 = RenderingState.READY, 24, 2, "ab" * 32
    rendering.save()
    return rendering
