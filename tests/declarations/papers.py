"""An edition to print: two languages, headings, nested points, a missing passage in each language."""

from datetime import UTC, datetime

from declarations.canonical import (
    CanonicalAdoption,
    CanonicalMember,
    CanonicalParagraph,
    CanonicalRemark,
    CanonicalSource,
    CanonicalText,
)
from declarations.models import Edition

ES = "Los Estados miembros acuerdan fortalecer la cooperación internacional «en materia» de protección de la niñez."
EN = "The member States agree to strengthen international cooperation for the protection of unaccompanied children."


def paragraph(number: int, kind: str = "operative", **fields) -> CanonicalParagraph:
    """Paragraph ``number`` in both languages, each saying its number."""
    own = {
        "uid": f"00000000-0000-0000-0000-{number:012d}",
        "kind": kind,
        "level": 0,
        "label_es": f"{number}.",
        "label_en": f"{number}.",
        "body_es": f"Párrafo {number}. {ES}",
        "body_en": f"Paragraph {number}. {EN}",
    }
    return CanonicalParagraph(**own | fields)


def content(*paragraphs: CanonicalParagraph, **fields) -> CanonicalText:
    """The full text of a declaration made of ``paragraphs``, or of a small set that has one of everything."""
    own = {
        "symbol": "xix-declaracion",
        "edition": 1,
        "kind": "declaration",
        "nature": "full",
        "certainty": "firm",
        "original_language": "es",
        "title_es": "Declaración de Managua",
        "title_en": "Managua Declaration",
        "title_status_en": "",
        "meeting": "crm-19",
        "meeting_es": "XIX Reunión de Viceministros",
        "meeting_en": "XIX Vice-Ministerial Meeting",
        "place_es": "Managua, Nicaragua",
        "place_en": "Managua, Nicaragua",
        "adopted_on": "2014-06-27",
        "adopted_by_es": "",
        "adopted_by_en": "",
        "sources": (CanonicalSource("report", "Informe de veinte años", "Report on twenty years"),),
        "paragraphs": paragraphs or one_of_everything(),
    }
    return CanonicalText(**own | fields)


def an_adoption(**fields) -> CanonicalAdoption:
    """By two members in a session; one made a reservation in Spanish."""
    mexico, belize = CanonicalMember("mx", "México", "Mexico"), CanonicalMember("bz", "Belice", "Belize")
    own = {
        "manner": "session",
        "session_es": "Clausura",
        "session_en": "Closing",
        "present": (belize, mexico),
        "remarks": (CanonicalRemark("reservation", mexico, "México no\nse suma al párrafo 3.", ""),),
    }
    return CanonicalAdoption(**own | fields)


def one_of_everything() -> tuple[CanonicalParagraph, ...]:
    return (
        paragraph(1, "preamble", label_es="", label_en=""),
        paragraph(2, "heading", label_es="I.", label_en="I.", body_es="Protección", body_en="Protection"),
        paragraph(3),
        paragraph(4, level=1, label_es="a)", label_en="(a)"),
        paragraph(5, body_en=""),
        paragraph(6, body_es=""),
        paragraph(7, "closing", label_es="", label_en=""),
    )


def edition_of(text: CanonicalText) -> Edition:
    """An edition that no database knows: all that a rendering needs."""
    return Edition(
        number=text.edition,
        canonical=text.to_json(),
        sha256=text.sha256,
        code=text.code,
        published_at=datetime(2026, 11, 20, 15, 4, 5, tzinfo=UTC),
    )
