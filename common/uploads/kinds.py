"""Which files are taken: a name's extension chooses the kind, and the content must then be of that very kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from common.uploads import contents, messages

MEGABYTE = 1024 * 1024
OPENXML = "application/vnd.openxmlformats-officedocument"
OASIS = "application/vnd.oasis.opendocument"
ZIP = "application/zip"
# What the first bytes of an archive may look like; which office format it is, its list of parts says.
ARCHIVES = (
    ZIP,
    *(
        f"{OPENXML}.{part}"
        for part in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
    ),
    *(f"{OASIS}.{part}" for part in ("text", "spreadsheet", "presentation")),
)
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


def _office(label: str, part: str) -> Kind:
    content_type = f"{OPENXML}.{part}"
    check = contents.openxml(f"{content_type}.main+xml")
    return Kind(label, (f".{label.lower()}",), content_type, check, signatures=ARCHIVES)


def _open_document(label: str, part: str) -> Kind:
    content_type = f"{OASIS}.{part}"
    return Kind(label, (f".{label.lower()}",), content_type, contents.open_document(content_type), signatures=ARCHIVES)


def _image(label: str, extensions: tuple[str, ...]) -> Kind:
    content_type = f"image/{label.lower()}"
    return Kind(label, extensions, content_type, contents.image(label), 10, (content_type,))


PDF = Kind("PDF", (".pdf",), "application/pdf", contents.pdf, signatures=("application/pdf",))
DOCX = _office("DOCX", "wordprocessingml.document")
XLSX = _office("XLSX", "spreadsheetml.sheet")
PPTX = _office("PPTX", "presentationml.presentation")
ODT = _open_document("ODT", "text")
ODS = _open_document("ODS", "spreadsheet")
JPEG = _image("JPEG", (".jpg", ".jpeg"))
PNG = _image("PNG", (".png",))
WEBP = _image("WebP", (".webp",))
TEXT = Kind("TXT", (".txt",), "text/plain; charset=utf-8", contents.text, 2)
CSV = Kind("CSV", (".csv",), "text/csv; charset=utf-8", contents.text, 2)

EML = Kind("EML", (".eml",), "message/rfc822", messages.message)

IMAGES = (JPEG, PNG, WEBP)
PAPERS = (PDF, DOCX, ODT)
MESSAGES = (EML, PDF)  # a mail that somebody sent, itself or printed
DOCUMENTS = (PDF, DOCX, XLSX, PPTX, ODT, ODS, TEXT, CSV)
SINGLE = (*DOCUMENTS, *IMAGES)
ARCHIVE = Kind("ZIP", (".zip",), ZIP, contents.archive(SINGLE, MANY), signatures=ARCHIVES)
EVERYTHING = (*SINGLE, ARCHIVE)


def extensions(kinds: tuple[Kind, ...]) -> tuple[str, ...]:
    return tuple(extension for kind in kinds for extension in kind.extensions)


def labels(kinds: tuple[Kind, ...]) -> str:
    """The kinds in words that need no translation: "PDF, DOCX, ODT"."""
    return ", ".join(kind.label for kind in kinds)


def limits_in_words(kinds: tuple[Kind, ...]) -> str:
    """Which kinds are taken up to which size, in the active language: "PDF, DOCX up to 20 MB; TXT up to 2 MB."."""
    by_limit: dict[int, list[Kind]] = {}
    for kind in kinds:
        by_limit.setdefault(kind.limit // MEGABYTE, []).append(kind)
    parts = [
        _("%(kinds)s up to %(limit)s MB") % {"kinds": labels(tuple(some)), "limit": limit}
        for limit, some in by_limit.items()
    ]
    return "; ".join(parts) + "."
