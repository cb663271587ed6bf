"""The calendar of the year and the handover file in the small worlds of the access tests: addresses, changes.

Rows as ``tests/access/matrix.py`` and ``tests/access/changes.py`` have them, of which these are a part.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from secretariat.models import HandoverPaper

IN, GONE, SIGN_IN, NOT_GET, REST = 200, 404, 302, 405, "the rest"
MEMBERS = ("member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat")
HANDING_OVER = ("secretariat", "presidency", "troika")  # the next presidency is the one of the troika here
OF_MEMBERS = {**dict.fromkeys(MEMBERS, IN), "visitor": SIGN_IN, REST: GONE}
OF_THE_FILE = {**dict.fromkeys(HANDING_OVER, IN), "visitor": SIGN_IN, REST: GONE}
ACTS = {"visitor": SIGN_IN, REST: NOT_GET}
Row = tuple[dict[str, int], dict[str, Any]]
DOORS: dict[str, Row] = {
    "secretariat:year": (OF_MEMBERS, {}),
    "secretariat:year-calendar": (OF_MEMBERS, {}),
    "secretariat:handover-file": (OF_THE_FILE, {}),
    "secretariat:handover-file-ask": (ACTS, {}),
    "secretariat:handover-file-excel": (ACTS, {}),
    "secretariat:handover-file-paper": ({"presidency": IN, "visitor": SIGN_IN, REST: GONE}, {"pk": "HANDOVER-PAPER"}),
}


def make_yearly(personas: dict[str, Any]) -> dict[str, Any]:
    """A PDF of the handover file that the presidency asked for."""
    return {"HANDOVER-PAPER": make_handover_paper(personas["presidency"])}


def make_handover_paper(user: Any) -> int:
    paper = HandoverPaper(asked_by=user, language="es", state="ready", sha256="0" * 64, size=8, form_key=uuid4())
    paper.file.save("handover-paper/zq.pdf", ContentFile(b"%PDF-1.7"), save=False)
    paper.save()
    return paper.pk


Change = tuple[tuple[str, ...], Callable[[dict[str, Any]], dict[str, Any]], dict[str, Any]]
CHANGES: dict[str, Change] = {
    "secretariat:handover-file-ask": (HANDING_OVER, lambda _: {"language": "es", "form_key": str(uuid4())}, {}),
    "secretariat:handover-file-excel": (HANDING_OVER, lambda _: {}, {}),
}
