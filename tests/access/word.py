"""A text at work in Word, in the tests of access: its addresses, what changes it, and what those stand for.

Rows as ``tests/access/matrix.py`` and ``tests/access/changes.py`` have them, of which these are a part.
"""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from declarations.importing.returning import Change
from declarations.returned_rows import Carried
from tests.factories import a_negotiated_text

IN, GONE, SIGN_IN, NOT_GET = 200, 404, 302, 405
REST = "the rest"
ACTS = {"visitor": SIGN_IN, REST: NOT_GET}
READERS = ("member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat")
READING = dict.fromkeys(READERS, IN) | {"visitor": SIGN_IN, REST: GONE}  # observers, civil society, visitors never
CHAIRS = ("secretariat", "presidency")
CHAIRING = dict.fromkeys(CHAIRS, IN) | {"visitor": SIGN_IN, REST: GONE}

TEXT = {"symbol": "in-word"}
Row = tuple[dict[str, int], dict[str, Any]]
DOORS: dict[str, Row] = {
    "declarations:word-room": (READING, TEXT),
    "declarations:word-file": (READING, TEXT | {"number": 1, "language": "both"}),
    "declarations:word-present": (ACTS, TEXT),
    "declarations:word-confirm": (ACTS, TEXT),
    "declarations:text-import-into": (CHAIRING, TEXT),
}


def a_file(target: dict[str, Any]) -> dict[str, Any]:
    return {"spanish": SimpleUploadedFile("zq.md", "# Título\n\n1. Las delegaciones acuerdan.\n".encode())}


Data = Callable[[dict[str, Any]], dict[str, Any]]
CHANGES: dict[str, tuple[tuple[str, ...], Data, dict[str, str]]] = {
    "declarations:word-present": (READERS, lambda _: {"language": "es"}, TEXT),
    "declarations:word-confirm": (("member",), lambda target: {"given": target["CARRIED"], "change": [0]}, TEXT),
    "declarations:text-import-into": (CHAIRS, a_file, TEXT),
}


def make_word(personas: dict[str, Any]) -> dict[str, Any]:
    """A text changed since its version 1, and what a file of the member's would change in it, as it was shown to it."""
    text = a_negotiated_text(2, symbol="in-word", audience="public")
    first, second = text.paragraphs.order_by("order")
    second.body_es = "Otras palabras desde la versión 1."
    second.save()
    member = personas["member"]
    change = Change("replace", str(first.uid), {"es": "zq en Word"}, {"es": first.body_es})
    carried = Carried(text.pk, member.pk, member.mandates.get().participant_id, 1, (change,))
    return {"CARRIED": carried.sign()}
