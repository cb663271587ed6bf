"""The paper of an edition."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import override

from common.rendering.pdf import PAGE, Attached, Paper, Setting, paper_of
from common.rendering.qr import qr_svg
from declarations.forms_of_text.akoma_ntoso import write_akoma_ntoso
from declarations.models import Edition
from declarations.rendering.document import Document, document_of

STYLESHEETS = (*PAGE, "print-text.css")


def render_edition(edition: Edition, language: str) -> Paper:
    """Make the PDF of ``edition`` in ``es``, ``en`` or ``both``: PDF/UA-1 and PDF/A-3a, with the text as data inside.

    The bytes depend on the edition, on ``SITE_URL`` and on the installed versions of the renderer and its fonts
    alone: not on the clock, the caller's language, time zone or folder, nor on the fonts of the machine. See
    ``paper_of`` for where it may run and what it raises.
    """
    document = document_of(edition, language)
    return paper_of(
        html_of(document),
        Setting(
            sheets=STYLESHEETS,
            identifier=f"{edition.sha256}/{document.language}/{len(document.faces)}".encode(),
            images={"qr.svg": qr_svg(document.address)},
            attached=[_canonical_form(edition), *_expressions(edition, document)],
        ),
    )


def html_of(document: Document) -> str:
    """The paper as HTML, in its own languages whatever language the caller speaks."""
    with override(document.language):
        return render_to_string("declarations/print/text.html", {"document": document})


def _canonical_form(edition: Edition) -> Attached:
    """The edition as data, inside its own paper; dated by the edition, never by the clock."""
    return Attached(edition.canonical, f"{edition.code}.json", f"SHA-256 {edition.sha256}", edition.published_at)


def _expressions(edition: Edition, document: Document) -> Iterator[Attached]:
    """The text as Akoma Ntoso, in each language of the paper."""
    day = localtime(edition.published_at).date().isoformat()
    for face in document.faces:
        expression = write_akoma_ntoso(edition.content(), face.language, published=day).decode()
        name = f"{edition.code}-{face.language}.xml"
        yield Attached(expression, name, "Akoma Ntoso 3.0", edition.published_at)
