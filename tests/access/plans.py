"""The work of the bodies in the small worlds of the access tests: what its addresses name, and who changes what."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from common.uploads import store_upload
from meetings.models import ReportEvidence, Seat, WorkPlanSheet
from meetings.rendering.work_plans import work_plan_workbook
from tests.factories import (
    BodyFactory,
    MeetingFactory,
    PlannedActivityFactory,
    ProgressReportFactory,
    WorkPlanFactory,
    a_complete_note,
)

BODY, OTHER = "planning-body", "other-planning-body"
IN_FORCE, DRAFT = {"key": BODY, "number": 1}, {"key": BODY, "number": 2}
ACTIVITY = DRAFT | {"activity": "a1"}
REPORT = {"pk": "REPORT"}
NOTE = {"key": "workshop"}
WRITERS = ("liaison", "secretariat")
HOSTS = ("member", "deputy", "secretariat")
Change = tuple[tuple[str, ...], Callable[[dict[str, Any]], dict[str, Any]], dict[str, Any]]
IN, GONE, SIGN_IN, NOT_GET, REST = 200, 404, 302, 405, "the rest"
EVERYONE = {REST: IN}
OF_WRITERS = {"visitor": SIGN_IN, "liaison": IN, "secretariat": IN, REST: GONE}
OF_HOSTS = {"visitor": SIGN_IN, **dict.fromkeys(HOSTS, IN), REST: GONE}
OF_MEMBERS = {
    "visitor": SIGN_IN,
    **dict.fromkeys(("member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat"), IN),
    REST: GONE,
}
DOORS: dict[str, tuple[dict[str, int], dict[str, Any]]] = {
    "meetings:work-of-bodies": (OF_MEMBERS, {}),
    "meetings:work-plan": (EVERYONE, IN_FORCE),
    "meetings:work-plan-begin": (OF_WRITERS, {"key": BODY}),
    "meetings:work-plan-edit": (OF_WRITERS, DRAFT),
    "meetings:work-plan-act": (OF_WRITERS, DRAFT | {"act": "propose_work_plan"}),
    "meetings:activity-add": (OF_WRITERS, DRAFT),
    "meetings:activity-edit": (OF_WRITERS, ACTIVITY),
    "meetings:activity-remove": (OF_WRITERS, ACTIVITY),
    "meetings:work-plan-excel": (OF_WRITERS, DRAFT),
    "meetings:work-plan-import": (OF_WRITERS, DRAFT),
    "meetings:work-plan-preview": ({"visitor": SIGN_IN, "liaison": IN, REST: GONE}, DRAFT),  # of whoever gave the form
    "meetings:report-begin": (OF_WRITERS, IN_FORCE),
    "meetings:progress-report": (OF_WRITERS, REPORT),
    "meetings:report-edit": (OF_WRITERS, REPORT),
    "meetings:report-act": (OF_WRITERS, REPORT | {"act": "submit_progress_report"}),
    "meetings:report-evidence": (OF_WRITERS, REPORT),
    "meetings:evidence-remove": ({"visitor": SIGN_IN, REST: NOT_GET}, REPORT | {"evidence": "EVIDENCE"}),
    "meetings:concept-note": (OF_HOSTS | {"presidency": IN}, NOTE),
    "meetings:concept-note-edit": (OF_HOSTS, NOTE),
    "meetings:concept-note-act": (OF_HOSTS, NOTE | {"act": "submit_concept_note"}),
    "meetings:activity-statistics": (EVERYONE, {}),
    "meetings:activity-statistics-csv": (EVERYONE, {}),
}


def make_plans(personas: dict[str, Any]) -> dict[str, Any]:
    """A body in which the liaison officer sits, with a public plan in force and a draft ahead; a report; a workshop."""
    body, other = BodyFactory(key=BODY, kind="working_group"), BodyFactory(key=OTHER, kind="working_group")
    seat, _is_new = Seat.objects.get_or_create(mandate=personas["liaison"].mandates.get(), defaults={"body": body})
    plan = WorkPlanFactory(body=body, approved=True, audience="public")
    draft = WorkPlanFactory(body=body)
    for one in (plan, draft):
        PlannedActivityFactory(plan=one)
    grcm = MeetingFactory(key="grcm-to-come", kind="grcm", start="2999-06-21", end="2999-06-22", state="planned")
    report = ProgressReportFactory(plan=plan, meeting=grcm, words_es="zq", words_en="zq")
    kept = store_upload(SimpleUploadedFile("zq.txt", b"Palabras"), by="tests")
    evidence = ReportEvidence.objects.create(report=report, file=kept, title_es="zq", title_en="zq")
    host = personas["member"].mandates.get().participant
    workshop = MeetingFactory(
        key="workshop", kind="workshop", country=host, audience="member", state="planned", start="2999-05-04", end=None
    )
    a_complete_note(meeting=workshop)
    sheet = WorkPlanSheet.objects.create(
        plan=draft, plan_version=1, name="zq.xlsx", sha256="f" * 64, rows=[[3, {"title_es": "zq", "title_en": "zq"}]],
        given_by_id=personas["liaison"].pk,
    )  # fmt: skip
    return {
        "SEAT": seat.pk,
        "REPORT": report.pk,
        "EVIDENCE": evidence.pk,
        "SHEET": sheet,
        "DRAFT-PLAN": draft,
        "LATER-GRCM": MeetingFactory(kind="grcm", start="2999-11-21", state="planned").pk,
        "PLANNER": personas["secretariat"],
        "OTHER-BODY": other.pk,
    }


def of_plan(_target: dict[str, Any]) -> dict[str, Any]:
    return {"title_es": "zq", "title_en": "zq", "start": "2026", "end": "2027", "audience": "member", "seen": 1}


def of_activity(_target: dict[str, Any]) -> dict[str, Any]:
    return {"title_es": "zq", "title_en": "zq", "progress": "planned", "seen": 1}


def of_form(target: dict[str, Any]) -> dict[str, Any]:
    plan = target["DRAFT-PLAN"]
    return {"file": SimpleUploadedFile("zq.xlsx", work_plan_workbook(plan, target["PLANNER"]))}


def of_sheet(target: dict[str, Any]) -> dict[str, Any]:
    return {"sha256": target["SHEET"].sha256, "seen": 1}


def of_note(_target: dict[str, Any]) -> dict[str, Any]:
    return {"background_es": "zq", "background_en": "zq", "seen": 1}


def of_evidence(_target: dict[str, Any]) -> dict[str, Any]:
    return {"title_es": "zq", "title_en": "zq", "file": SimpleUploadedFile("zq.txt", b"Palabras")}


def nothing(_target: dict[str, Any]) -> dict[str, Any]:
    return {}


CHANGES: dict[str, Change] = {
    "meetings:work-plan-begin": (("secretariat",), of_plan, {"key": OTHER}),
    "meetings:work-plan-edit": (WRITERS, of_plan, DRAFT),
    "meetings:activity-add": (WRITERS, of_activity, DRAFT),
    "meetings:activity-edit": (WRITERS, of_activity, ACTIVITY),
    "meetings:activity-remove": (WRITERS, lambda _: {"seen": 1}, ACTIVITY),
    "meetings:work-plan-act": (WRITERS, nothing, DRAFT | {"act": "propose_work_plan"}),
    "meetings:work-plan-import": (WRITERS, of_form, DRAFT),
    "meetings:work-plan-preview": (("liaison",), of_sheet, DRAFT),
    "meetings:report-begin": (WRITERS, lambda target: {"meeting": target["LATER-GRCM"]}, IN_FORCE),
    "meetings:report-edit": (WRITERS, lambda _: {"words_es": "zz", "words_en": "zz", "seen": 1}, REPORT),
    "meetings:report-act": (WRITERS, nothing, REPORT | {"act": "submit_progress_report"}),
    "meetings:report-evidence": (WRITERS, of_evidence, REPORT),
    "meetings:evidence-remove": (WRITERS, nothing, REPORT | {"evidence": "EVIDENCE"}),
    "meetings:concept-note-edit": (HOSTS, of_note, NOTE),
    "meetings:concept-note-act": (HOSTS, nothing, NOTE | {"act": "submit_concept_note"}),
}
