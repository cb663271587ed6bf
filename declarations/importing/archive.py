"""The gate of DOCX: what passes the gate of archives is packed anew with its XML parts alone, so that no picture,
font or object ever reaches a parser.
"""

import io
import zipfile

from django.utils.translation import gettext_lazy as _

from common.archives import read_document
from common.refusals import Refusal

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def check_archive(name: str, data: bytes) -> bytes:
    """The archive with its XML parts alone. Raises ``Refusal``."""
    parts = read_document(name, io.BytesIO(data)).parts
    _check_kind(name, parts)
    return _pack(parts)


def _check_kind(name: str, parts: dict[str, bytes]) -> None:
    """A DOCX says so in its list of content types; a workbook, a template or an ODT under this name does not."""
    if WORD.encode() not in parts.get("[Content_Types].xml", b"") or "_rels/.rels" not in parts:
        raise Refusal(_("%(name)s is not a Word document (DOCX), whatever its name says."), name=name)


def _pack(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return packed.getvalue()
