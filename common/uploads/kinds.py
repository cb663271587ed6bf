"""Which files are taken: a name's extension chooses the kind, and the content must then be of that very kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings

from common.uploads import contents

MEGABYTE = 1024 * 1024
OPENXML = "application/vnd.openxmlformats-officedocument"
OASIS = "application/vnd.oasis.opendocument"
ZIP = "application/zip"
MANY = 200  # members of an archive that a person packed


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: what people call it, its extensions, its content type, the most bytes that are taken.

    ``signatures`` are the content types by which its first bytes may be known, none for a text; ``check`` reads the
    whole of it and raises ``Refusal``.
    """

    label: str
    extensions: tuple[str, ...]
    content_type: str
    check: Callable[[str, BinaryIO], None]
    megabytes: int = 20
    signatures: tuple[str, ...] = ()

    @property
    def limit(self) -> int:
        """Bytes; never more than the portal takes at all."""
        return min(self.megabytes * MEGABYTE, settings.UPLOAD_MAX_BYTES)


def _office(label: str, extension: str, part: str) -> Kind:
    content_type = f"{OPENXML}.{part}"
    return Kind(
        label,
        (extension,),
        content_type,
        contents.openxml(f"{content_type}.main+xml"),
        signatures=(content_type, ZIP),
    )


def _open_document(label: str, extension: str, part: str) -> Kind:
    content_type = f"{OASIS}.{part}"
    return Kind(label, (extension,), content_type, contents.open_document(content_type), signatures=(content_type, ZIP))


def _image(label: str, extensions: tuple[str, ...]) -> Kind:
    content_type = f"image/{label.lower()}"
    return Kind(label, extensions, content_type, contents.image(label), 10, (content_type,))


PDF = Kind("PDF", (".pdf",), "application/pdf", contents.pdf, signatures=("application/pdf",))
DOCX = _office("DOCX", ".docx", "wordprocessingml.document")
XLSX = _office("XLSX", ".xlsx", "spreadsheetml.sheet")
PPTX = _office("PPTX", ".pptx", "presentationml.presentation")
ODT = _open_document("ODT", ".odt", "text")
ODS = _open_document("ODS", ".ods", "spreadsheet")
JPEG = _image("JPEG", (".jpg", ".jpeg"))
PNG = _image("PNG", (".png",))
WEBP = _image("WebP", (".webp",))
TEXT = Kind("TXT", (".txt",), "text/plain; charset=utf-8", contents.text, 2)
CSV = Kind("CSV", (".csv",), "text/csv; charset=utf-8", contents.text, 2)

IMAGES = (JPEG, PNG, WEBP)
PAPERS = (PDF, DOCX, ODT)
DOCUMENTS = (PDF, DOCX, XLSX, PPTX, ODT, ODS, TEXT, CSV)
SINGLE = (*DOCUMENTS, *IMAGES)
ARCHIVE = Kind("ZIP", (".zip",), ZIP, contents.archive(SINGLE, MANY), signatures=(ZIP,))
EVERYTHING = (*SINGLE, ARCHIVE)


def extensions(kinds: tuple[Kind, ...]) -> tuple[str, ...]:
    return tuple(extension for kind in kinds for extension in kind.extensions)


def labels(kinds: tuple[Kind, ...]) -> str:
    """The kinds in words that need no translation: "PDF, DOCX, ODT"."""
    return ", ".join(kind.label for kind in kinds)
