"""Reports of progress: one for each plan and meeting of the GRCM, with evidence; what is received the plan shows."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.models import StoredFile
from common.refusals import Refusal
from common.uploads import check_upload
from meetings.models import ProgressReport, Seat
from meetings.services.progress import (
    StaleReport,
    add_evidence,
    begin_progress_report,
    edit_progress_report,
    receive_progress_report,
    remove_evidence,
    submit_progress_report,
)
from tests.access.visits import signed_in
from tests.factories import BodyFactory, MeetingFactory, PlannedActivityFactory, WorkPlanFactory

pytestmark = pytest.mark.django_db
WORDS = {"words_es": "Se avanzó.", "words_en": "Progress was made."}


@pytest.fixture
def plan(personas):
    body = BodyFactory(key="group", kind="working_group")
    Seat.objects.create(mandate=personas["liaison"].mandates.get(), body=body)
    plan = WorkPlanFactory(body=body, approved=True)
    PlannedActivityFactory(plan=plan, key="a1")
    return plan


@pytest.fixture
def grcm():
    return MeetingFactory(key="next-grcm", kind="grcm", start="2999-06-21", end="2999-06-22", state="planned")


def written(plan, grcm, by, progress="done"):
    report = begin_progress_report(plan, meeting=grcm, by=by)
    line = report.lines.get()
    said = {line.pk: {"progress": progress, "note_es": "Hecho", "note_en": "Done"}}
    return edit_progress_report(report, words=WORDS, lines=said, seen=report.version, by=by)


def test_report_when_begun_twice_is_one_and_holds_each_activity(personas, plan, grcm):
    report = begin_progress_report(plan, meeting=grcm, by=personas["liaison"])
    assert begin_progress_report(plan, meeting=grcm, by=personas["secretariat"]) == report
    assert [(line.activity.key, line.progress) for line in report.lines.all()] == [("a1", "planned")]


def test_report_when_begun_by_others_or_on_no_approved_plan_is_refused(personas, plan, grcm):
    with pytest.raises(PermissionDenied):
        begin_progress_report(plan, meeting=grcm, by=personas["member"])
    with pytest.raises(ValidationError, match="GRCM"):
        begin_progress_report(plan, meeting=MeetingFactory(kind="network"), by=personas["liaison"])
    with pytest.raises(ValidationError, match="aprobado"):
        begin_progress_report(WorkPlanFactory(body=plan.body), meeting=grcm, by=personas["liaison"])


def test_report_when_a_draft_is_seen_by_its_body_and_once_submitted_by_the_members(personas, plan, grcm):
    report = written(plan, grcm, personas["liaison"])
    seen = {name for name, user in personas.items() if ProgressReport.objects.visible_to(user).exists()}
    assert seen == {"liaison", "secretariat"}
    submit_progress_report(report, by=personas["liaison"])
    seen = {name for name, user in personas.items() if ProgressReport.objects.visible_to(user).exists()}
    assert seen == {"liaison", "member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat"}


def test_report_when_it_lacks_a_language_is_not_submitted(personas, plan, grcm):
    report = begin_progress_report(plan, meeting=grcm, by=personas["liaison"])
    edit_progress_report(report, words={"words_es": "Algo"}, lines={}, seen=1, by=personas["liaison"])
    with pytest.raises(ValidationError, match="Falta el texto"):
        submit_progress_report(report, by=personas["liaison"])


def test_report_when_received_moves_the_plan_and_the_version_ahead_of_it(personas, plan, grcm):
    ahead = WorkPlanFactory(body=plan.body)
    PlannedActivityFactory(plan=ahead, key="a1")
    report = written(plan, grcm, personas["liaison"])
    submit_progress_report(report, by=personas["liaison"])
    assert plan.activities.get().progress == "planned"
    with pytest.raises(PermissionDenied):
        receive_progress_report(report, by=personas["liaison"])
    receive_progress_report(report, by=personas["secretariat"])
    assert plan.activities.get().progress == ahead.activities.get().progress == "done"
    assert report.received_at is not None


def test_report_when_submitted_is_changed_by_nobody(personas, plan, grcm):
    report = written(plan, grcm, personas["liaison"])
    submit_progress_report(report, by=personas["liaison"])
    with pytest.raises(Refusal):
        edit_progress_report(report, words=WORDS, lines={}, seen=report.version, by=personas["secretariat"])


def test_two_when_they_edit_one_report_the_second_is_told(personas, plan, grcm):
    report = written(plan, grcm, personas["liaison"])
    with pytest.raises(StaleReport):
        edit_progress_report(report, words=WORDS, lines={}, seen=1, by=personas["secretariat"])


def test_evidence_when_added_is_read_by_readers_of_the_report_and_goes_when_removed(personas, plan, grcm):
    report = begin_progress_report(plan, meeting=grcm, by=personas["liaison"])
    upload = check_upload(SimpleUploadedFile("lista.txt", b"Lista de asistencia"))
    titles = {"title_es": "Lista", "title_en": "List"}
    given = add_evidence(report, upload=upload, titles=titles, by=personas["liaison"])
    address = reverse("stored-file", args=[given.file_id])
    assert b"".join(signed_in(personas["liaison"]).get(address)) == b"Lista de asistencia"
    assert signed_in(personas["member"]).get(address).status_code == 404
    remove_evidence(given, by=personas["liaison"])
    assert not StoredFile.objects.exists()


def test_journey_of_a_report_when_walked_through_its_pages(personas, plan, grcm):
    writer = signed_in(personas["liaison"])
    begin = reverse("meetings:report-begin", kwargs={"key": "group", "number": plan.number})
    assert writer.get(begin).context["form"].initial["meeting"] == grcm
    edit = writer.post(begin, {"meeting": grcm.pk}).url
    report = ProgressReport.objects.get()
    line = report.lines.get()
    data = WORDS | {"seen": 1, f"progress-{line.pk}": "under_way", f"note_es-{line.pk}": "Empezó"}
    refused = writer.post(edit, data)
    assert refused.status_code == 422 and "Empezó" in refused.content.decode()
    data[f"note_en-{line.pk}"] = "Begun"
    assert writer.post(edit, data).status_code == 302
    late = writer.post(edit, data)
    assert late.status_code == 409 and "Se avanzó." in late.content.decode()
    act = reverse("meetings:report-act", kwargs={"pk": report.pk, "act": "submit_progress_report"})
    assert writer.get(act).status_code == 200 and writer.post(act).status_code == 302
    page = signed_in(personas["member"]).get(report.get_absolute_url()).content.decode()
    assert "Se avanzó." in page and "Empezó" in page
