"""What follows from decisions in the small worlds of the access tests: its addresses, and who changes what.

Rows as ``tests/access/matrix.py`` and ``tests/access/changes.py`` have them, of which these are a part.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from declarations.models import CommitmentSheet, StatePaper, Text
from declarations.rendering.commitments import commitments_workbook
from members.models import Participant
from tests.factories import ParagraphFactory, TextFactory
from tests.factories.commitments import CommitmentFactory, CommitmentReportFactory, published_commitment
from tests.factories.declarations import DecisionFactory

IN, GONE, SIGN_IN, SEE_OTHER, NOT_GET, REST = 200, 404, 302, 302, 405, "the rest"
EVERYONE = {REST: IN}
MEMBERS = ("member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat")
KEEPERS = ("secretariat", "presidency")
ASKED = ("member", "deputy", "presidency")  # it is addressed to Costa Rica, and to the presidency
OF_SECRETARIAT = {"secretariat": IN, "visitor": SIGN_IN, REST: GONE}
OF_KEEPERS = {**dict.fromkeys(KEEPERS, IN), "visitor": SIGN_IN, REST: GONE}
OF_ASKED = {**dict.fromkeys(ASKED, IN), "visitor": SIGN_IN, REST: GONE}
OF_MEMBERS = {**dict.fromkeys(MEMBERS, IN), "visitor": SIGN_IN, REST: GONE}
ACTS = {"visitor": SIGN_IN, REST: NOT_GET}
FOCAL_POINTS = ("member", "neighbour", "deputy", "presidency", "troika")
KEY, READ = {"key": "zq-followed-1"}, {"symbol": "zq-adopted"}
Row = tuple[dict[str, int], dict[str, Any]]
DOORS: dict[str, Row] = {
    "commitments:commitment-list": ({REST: SEE_OTHER}, {}),
    "commitments:commitment-csv": (EVERYONE, {}),
    "commitments:commitment-detail": (EVERYONE, KEY),
    "commitments:commitment-board": (OF_KEEPERS, {}),
    "commitments:commitment-mine": (
        {**dict.fromkeys((*FOCAL_POINTS, "secretariat"), IN), "visitor": SIGN_IN, REST: GONE}, {},
    ),
    "commitments:reading-list": (OF_SECRETARIAT, {}),
    "commitments:reading-edit": (OF_SECRETARIAT, READ),
    "commitments:reading-propose": (ACTS, READ),
    "commitments:commitment-excel": (OF_SECRETARIAT, {}),
    "commitments:commitment-import": (OF_SECRETARIAT, {}),
    "commitments:commitment-preview": (OF_SECRETARIAT, {}),
    "commitments:state-of-play": (OF_MEMBERS, {}),
    "commitments:state-of-play-ask": (ACTS, {}),
    "commitments:state-of-play-file": ({"member": IN, "visitor": SIGN_IN, REST: GONE}, {"pk": "STATE-PAPER"}),
    "commitments:commitments-carry": (ACTS, {"key": "INCOMING"}),
    "commitments:commitment-remind": (ACTS, KEY),
    "commitments:report-take-over": (ACTS, {"pk": "COMMITMENT-REPORT"}),
    "commitments:commitment-edit": (OF_SECRETARIAT, KEY),
    "commitments:commitment-act": (OF_KEEPERS, KEY | {"act": "finish_commitment"}),
    "commitments:report-write": (OF_ASKED, KEY),
}  # fmt: skip


def make_following(personas: dict[str, Any]) -> dict[str, Any]:
    """A public commitment of Costa Rica with a report, an adopted text of which one reading waits, a form, a paper."""
    one = published_commitment("zq-followed", to_presidency=True, audience="public", due_on=date(2999, 1, 1))
    one.decision.addressees.set(Participant.objects.filter(key="cr"))
    report = CommitmentReportFactory(commitment=one, reported_by=personas["member"], state="done", is_public=True)
    text = TextFactory(symbol="zq-adopted", nature="full")
    waiting = CommitmentFactory(
        decision=DecisionFactory(key="zq-waiting", paragraph=ParagraphFactory(text=text, order=1)), confirmed_at=None
    )
    ParagraphFactory(text=text, order=2, body_es="Aprobar zq", body_en="Approve zq")
    Text.objects.filter(pk=text.pk).update(state="adopted")
    sheet = CommitmentSheet.objects.create(
        name="zq.xlsx", sha256="f" * 64, rows=changed_row(one), given_by_id=personas["secretariat"].pk
    )
    return {
        "COMMITMENT": one,
        "COMMITMENT-REPORT": report.pk,
        "WAITING-READING": waiting,
        "COMMITMENT-SHEET": sheet,
        "STATE-PAPER": make_paper(personas["member"]),
        "FOLLOWER": personas["secretariat"],
    }


def changed_row(one: Any) -> list[list[Any]]:
    cells = {"key": one.decision.key, "version": str(one.version), "verb_class": "invite", "due_kind": "none"}
    return [[3, cells | {"state": str(one.state), "to_presidency": "x", "addressees": "cr"}]]


def make_paper(user: Any) -> int:
    paper = StatePaper(asked_by=user, language="es", state="ready", sha256="0" * 64, size=8, form_key=uuid4())
    paper.file.save("state-of-play/zq.pdf", ContentFile(b"%PDF-1.7"), save=False)
    paper.save()
    return paper.pk


def of_reading(target: dict[str, Any]) -> dict[str, Any]:
    pk = target["WAITING-READING"].pk
    return {"commitment": pk, "act": "confirm", f"r{pk}-seen": 1, f"r{pk}-due_kind": "none", f"r{pk}-verb_class": ""}


def of_commitment(_target: dict[str, Any]) -> dict[str, Any]:
    return {"seen": 1, "due_kind": "none", "verb_class": "invite"}


def of_report(_target: dict[str, Any]) -> dict[str, Any]:
    return {"state": "done", "words_es": "zq", "form_key": str(uuid4())}


def of_form(target: dict[str, Any]) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("zq.xlsx", commitments_workbook(target["FOLLOWER"]))}


def nothing(_target: dict[str, Any]) -> dict[str, Any]:
    return {}


Change = tuple[tuple[str, ...], Callable[[dict[str, Any]], dict[str, Any]], dict[str, Any]]
CHANGES: dict[str, Change] = {
    "commitments:reading-edit": (("secretariat",), of_reading, READ),
    "commitments:reading-propose": (("secretariat",), nothing, READ),
    "commitments:commitment-import": (("secretariat",), of_form, {}),
    "commitments:commitment-preview": (("secretariat",), lambda _: {"sha256": "f" * 64}, {}),
    "commitments:state-of-play-ask": (MEMBERS, lambda _: {"language": "es", "form_key": str(uuid4())}, {}),
    "commitments:commitments-carry": (("secretariat", "presidency", "troika"), nothing, {"key": "INCOMING"}),
    "commitments:commitment-remind": (KEEPERS, lambda _: {}, KEY),
    "commitments:report-take-over": (KEEPERS, lambda _: {"seen": 1}, {"pk": "COMMITMENT-REPORT"}),
    "commitments:commitment-edit": (("secretariat",), of_commitment, KEY),
    "commitments:commitment-act": (KEEPERS, lambda _: {"seen": 1}, KEY | {"act": "finish_commitment"}),
    "commitments:report-write": (ASKED, of_report, KEY),
}
