"""Comparing in the tests of access: versions, redlines, concordance; their addresses, and what changes them.

Rows as ``tests/access/matrix.py`` and ``tests/access/changes.py`` have them, of which these are a part.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from declarations.concordance import approval_mark, findings_of
from declarations.models import AcceptedDifference, Paragraph, WorkingPaper
from declarations.queries_concordance import terms_of_conference
from declarations.services.concordance import mark_of
from declarations.services.publishing import publish_text
from tests.factories import a_negotiated_text, text_with_paragraphs

IN, GONE, SIGN_IN, NOT_GET = 200, 404, 302, 405
REST = "the rest"
EVERYONE = {REST: IN}
ACTS = {"visitor": SIGN_IN, REST: NOT_GET}
# Members follow the making of a text that is negotiated; observers, civil society and visitors never.
FOLLOWING = ("member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat")
OF_THE_WORK = dict.fromkeys(FOLLOWING, IN) | {"visitor": SIGN_IN, REST: GONE}
OF_THE_READER = {"member": IN, "visitor": SIGN_IN, REST: GONE}

COMPARED, PARAGRAPH = {"symbol": "compared"}, {"symbol": "compared", "uid": "DIFFERING"}
Row = tuple[dict[str, int], dict[str, Any]]
DOORS: dict[str, Row] = {
    "declarations:edition-changes": (EVERYONE, {"symbol": "corrected", "number": 2}),
    "changes-pdf": (EVERYONE, {"code": "CORRECTED-CODE", "language": "es"}),
    "changes-docx": (EVERYONE, {"code": "CORRECTED-CODE", "language": "es"}),
    "declarations:text-versions": (OF_THE_WORK, COMPARED),
    "declarations:version-changes": (OF_THE_WORK, COMPARED),
    "declarations:version-changes-docx": (OF_THE_WORK, COMPARED),
    "declarations:working-paper-ask": (ACTS, COMPARED),
    "declarations:working-paper": (OF_THE_READER, {"pk": "WORKING-PAPER"}),
    "declarations:text-concordance": (OF_THE_WORK, COMPARED),
    "declarations:language-approve": (ACTS, COMPARED),
    "declarations:words-approve": (ACTS, PARAGRAPH),
    "declarations:difference-accept": (ACTS, PARAGRAPH),
    "declarations:difference-reopen": (ACTS, PARAGRAPH | {"uid": "ACCEPTED"}),
}

Data = Callable[[dict[str, Any]], dict[str, Any]]
CHAIR = ("secretariat", "presidency")


def wanted_paper(target: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "redline", "language": "es", "old": 1, "form_key": str(uuid4())}


def looked_at(target: dict[str, Any]) -> dict[str, Any]:
    return {"language": "es", "seen": target["SEEN"]}


def all_looked_at(target: dict[str, Any]) -> dict[str, Any]:
    return {"language": "es", "seen": target["ALL-SEEN"]}


def accepted(target: dict[str, Any]) -> dict[str, Any]:
    return {"finding": target["FINDING"], "reason": "zq"}


def taken_back(target: dict[str, Any]) -> dict[str, Any]:
    return {"finding": target["OTHER-FINDING"]}


CHANGES: dict[str, tuple[tuple[str, ...], Data, dict[str, str]]] = {
    "declarations:working-paper-ask": (FOLLOWING, wanted_paper, COMPARED),
    "declarations:language-approve": (CHAIR, all_looked_at, COMPARED),
    "declarations:words-approve": (CHAIR, looked_at, PARAGRAPH),
    "declarations:difference-accept": (CHAIR, accepted, PARAGRAPH),
    "declarations:difference-reopen": (CHAIR, taken_back, PARAGRAPH | {"uid": "ACCEPTED"}),
}


def make_comparing(personas: dict[str, Any]) -> dict[str, Any]:
    """A negotiated text with a difference that is open and one that is accepted, a paper of it; a corrected text."""
    text = a_negotiated_text(4, symbol="compared")
    rows = list(text.paragraphs.order_by("order"))
    for row in rows[:2]:
        row.body_es = "Se reunieron once países."
        row.body_en = "Twelve countries met."
        row.save()
    (finding,) = findings_of(rows[0], terms_of_conference())
    secretariat = personas["secretariat"]
    AcceptedDifference.objects.create(
        paragraph=rows[1], finding=finding.key, reason="zq", accepted_by=secretariat, accepted_at=timezone.now()
    )
    corrected = text_with_paragraphs(2, symbol="corrected")
    publish_text(corrected, by="tests")
    Paragraph.objects.filter(text=corrected, order=1).update(body_es="zq", body_en="zq")
    edition = publish_text(corrected, by="tests", reason="zq")
    redline = edition.redlines.get(language="es")
    redline.file.save("redlines/zqcorrected.pdf", ContentFile(b"%PDF zq\n%%EOF"), save=False)
    redline.state, redline.sha256, redline.size = "ready", "d" * 64, 14
    redline.save()
    return {
        "CORRECTED-CODE": edition.code,
        "DIFFERING": rows[0].uid,
        "ACCEPTED": rows[1].uid,
        "SEEN": approval_mark(rows[0]),
        "ALL-SEEN": mark_of(list(text.paragraphs.order_by("order"))),
        "FINDING": finding.key,
        "OTHER-FINDING": finding.key,
        "WORKING-PAPER": make_paper(text, personas["member"]).pk,
    }


def make_paper(text: Any, asked_by: Any) -> WorkingPaper:
    """A redline that is ready, made for one reader."""
    made = WorkingPaper(text=text, kind="redline", language="es", old=1, asked_by=asked_by, form_key=uuid4())
    made.file.save("working/zqredline.pdf", ContentFile(b"%PDF zq\n%%EOF"), save=False)
    made.state, made.sha256, made.size = "ready", "e" * 64, 14
    made.save()
    return made
