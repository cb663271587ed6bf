"""Work plans: versions that the GRCM approves, edited by their body alone, seen by those they are meant for."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from common.models import Act
from common.refusals import Refusal
from meetings.models import PlannedActivity, Seat, WorkPlan
from meetings.queries.needs_plans import needs_of_plans, work_overview, work_queue
from meetings.queries.work_plans import plan_of_body, work_plan_dossier
from meetings.services.work_plans import (
    StalePlan,
    approve_work_plan,
    begin_work_plan,
    edit_work_plan,
    propose_work_plan,
    remove_activity,
    return_work_plan,
    write_activity,
)
from members.access import is_secretariat
from tests.access.visits import signed_in
from tests.factories import (
    BodyFactory,
    MeetingFactory,
    PlanItemFactory,
    PlannedActivityFactory,
    ProgressReportFactory,
    WorkPlanFactory,
    a_complete_note,
)
from tests.meetings.test_access import fresh

pytestmark = pytest.mark.django_db
WORDS = {"title_es": "Plan", "title_en": "Plan", "start": "2026", "end": "2027", "audience": "member"}
ACTIVITY = {"title_es": "Taller", "title_en": "Workshop"}


@pytest.fixture
def body(personas):
    """A working group in which the liaison officer sits."""
    group = BodyFactory(key="group", kind="working_group")
    Seat.objects.create(mandate=personas["liaison"].mandates.get(), body=group)
    return group


def proposed(body, by):
    plan = WorkPlanFactory(body=body)
    PlannedActivityFactory(plan=plan)
    propose_work_plan(plan, by=by)
    return plan


def test_plan_when_begun_by_its_body_is_a_draft_that_others_do_not_see(personas, body):
    plan = begin_work_plan(body, values=WORDS, by=personas["liaison"])
    assert (plan.number, plan.state) == (1, "draft")
    seen = {name for name, user in personas.items() if WorkPlan.objects.visible_to(user).exists()}
    assert seen == {"liaison", "secretariat"}
    assert begin_work_plan(body, values=WORDS, by=personas["secretariat"]) == plan


def test_plan_when_begun_by_others_or_for_an_ended_body_is_refused(personas, body):
    with pytest.raises(PermissionDenied):
        begin_work_plan(body, values=WORDS, by=personas["presidency"])
    ended = BodyFactory(key="ended", end="2020")
    with pytest.raises(ValidationError, match="mandato"):
        begin_work_plan(ended, values=WORDS, by=personas["secretariat"])
    with pytest.raises(ValidationError, match="antes de comenzar"):
        begin_work_plan(body, values=WORDS | {"end": "2025-12"}, by=personas["liaison"])


def test_plan_when_proposed_is_read_by_the_members_and_edited_by_nobody(personas, body):
    plan = proposed(body, personas["liaison"])
    seen = {name for name, user in personas.items() if WorkPlan.objects.visible_to(user).exists()}
    assert seen == {"liaison", "member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat"}
    with pytest.raises(Refusal):
        edit_work_plan(plan, values=WORDS, seen=plan.version, by=personas["liaison"])
    with pytest.raises(Refusal):
        write_activity(plan, values=ACTIVITY, seen=plan.version, by=personas["liaison"])


def test_plan_when_it_has_no_activity_or_a_loose_one_is_not_proposed(personas, body):
    plan = WorkPlanFactory(body=body)
    with pytest.raises(ValidationError, match="no contiene actividades"):
        propose_work_plan(plan, by=personas["liaison"])
    PlannedActivityFactory(plan=plan, line=None)
    with pytest.raises(ValidationError, match="eje o pilar"):
        propose_work_plan(plan, by=personas["liaison"])


def test_version_when_approved_takes_the_place_of_the_one_before(personas, body):
    former = WorkPlanFactory(body=body, approved=True)
    plan = proposed(body, personas["liaison"])
    grcm, today = MeetingFactory(kind="grcm"), timezone.localdate()
    approve_work_plan(plan, meeting=grcm, on=today, by=personas["presidency"])
    former.refresh_from_db()
    assert (plan.state, plan.approved_in, plan.approved_on, former.state) == ("approved", grcm, today, "superseded")
    acts = Act.objects.filter(object_type="meetings.workplan").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["propose_work_plan", "supersede_work_plan", "approve_work_plan"]


@pytest.mark.parametrize("name", ["liaison", "member", "reviewer", "observer_country", "administrator"])
def test_approval_when_entered_by_others_is_refused(personas, body, name):
    plan = proposed(body, personas["liaison"])
    with pytest.raises(PermissionDenied):
        approve_work_plan(plan, meeting=MeetingFactory(), on=timezone.localdate(), by=personas[name])
    with pytest.raises(PermissionDenied):
        return_work_plan(plan, reason={"es": "No", "en": "No"}, by=personas[name])


def test_approval_when_of_another_meeting_or_a_day_to_come_is_refused(personas, body):
    plan, by = proposed(body, personas["liaison"]), personas["secretariat"]
    with pytest.raises(ValidationError, match="GRCM"):
        approve_work_plan(plan, meeting=MeetingFactory(kind="network"), on=timezone.localdate(), by=by)
    with pytest.raises(ValidationError, match="no ha llegado"):
        approve_work_plan(plan, meeting=MeetingFactory(), on=timezone.localdate() + timedelta(days=1), by=by)


def test_plan_when_returned_gives_its_reason_and_can_be_edited(personas, body):
    plan = proposed(body, personas["liaison"])
    with pytest.raises(Refusal):
        return_work_plan(plan, reason={"es": "Falta", "en": " "}, by=personas["secretariat"])
    return_work_plan(plan, reason={"es": "Falta", "en": "Lacking"}, by=personas["secretariat"])
    edit_work_plan(plan, values=WORDS | {"title_en": "New"}, seen=plan.version, by=personas["liaison"])
    plan.refresh_from_db()
    assert (plan.state, plan.state_reason_es, plan.title_en) == ("returned", "Falta", "New")


def test_next_version_when_begun_is_a_copy_and_leaves_the_approved_one_alone(personas, body):
    former = WorkPlanFactory(body=body, approved=True)
    activity = PlannedActivityFactory(plan=former, key="a7", output_es="Informe", output_en="Report")
    activity.responsible.add(personas["member"].mandates.get().participant)
    plan = begin_work_plan(body, values=WORDS, by=personas["liaison"])
    copy = plan.activities.get()
    assert (copy.key, copy.output_es, list(copy.responsible.all())) == (
        "a7",
        "Informe",
        list(activity.responsible.all()),
    )
    write_activity(plan, values=ACTIVITY, seen=plan.version, by=personas["liaison"], activity=copy)
    assert write_activity(plan, values=ACTIVITY, seen=2, by=personas["liaison"]).key == "a8"
    assert former.activities.get().title_es == activity.title_es
    with pytest.raises(Refusal):
        write_activity(former, values=ACTIVITY, seen=former.version, by=personas["secretariat"], activity=activity)


def test_two_when_they_edit_one_plan_the_second_is_told(personas, body):
    plan = WorkPlanFactory(body=body)
    activity = write_activity(plan, values=ACTIVITY, seen=1, by=personas["liaison"])
    for late in (
        lambda: write_activity(plan, values=ACTIVITY, seen=1, by=personas["secretariat"]),
        lambda: edit_work_plan(plan, values=WORDS, seen=1, by=personas["secretariat"]),
        lambda: remove_activity(activity, seen=1, by=personas["secretariat"]),
    ):
        with pytest.raises(StalePlan):
            late()
    assert PlannedActivity.objects.count() == 1


def test_database_when_two_versions_are_ahead_or_in_force_refuses(body):
    WorkPlanFactory(body=body)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkPlanFactory(body=body, state="proposed")
    WorkPlanFactory(body=body, approved=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkPlanFactory(body=body, approved=True)


@pytest.mark.parametrize("rows", [1, 30])
def test_plan_page_asks_the_same_however_long_it_is(client, django_assert_num_queries, body, rows):
    plan = WorkPlanFactory(body=body, approved=True, audience="public")
    line = PlanItemFactory()
    for _number in range(rows):
        PlannedActivityFactory(plan=plan, line=line)
    with django_assert_num_queries(3):
        found = work_plan_dossier(body.key, plan.number, AnonymousUser())
    assert len(found.lines[0].activities) == found.tally.total == rows
    page = client.get(plan.get_absolute_url()).content.decode()
    assert page.count("<tr id=") == rows


def test_plan_when_approved_for_the_public_stands_on_the_page_of_its_body(client, body):
    plan = WorkPlanFactory(body=body, approved=True, audience="public", title_es="Plan público")
    PlannedActivityFactory(plan=plan, progress="done")
    PlannedActivityFactory(plan=plan)
    page = client.get(body.get_absolute_url()).content.decode()
    assert "Plan público" in page and "1 de 2 actividades realizadas" in page
    WorkPlan.objects.update(audience="member")
    assert client.get(plan.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_plan_of_body_asks_twice_whatever_there_is(personas, django_assert_num_queries, body, rows):
    plan = WorkPlanFactory(body=body, approved=True)
    WorkPlanFactory(body=body)
    for _number in range(rows):
        PlannedActivityFactory(plan=plan, line=None)
    assert is_secretariat(personas["secretariat"])  # read once in a request
    with django_assert_num_queries(2):
        found = plan_of_body(body, personas["secretariat"])
    assert (found.plan, found.tally.total) == (plan, rows) and found.ahead is not None


def test_journey_of_a_plan_when_walked_through_its_pages(personas, body):
    writer, officer = signed_in(personas["liaison"]), signed_in(personas["secretariat"])
    begun = writer.post(reverse("meetings:work-plan-begin", kwargs={"key": "group"}), WORDS | {"seen": 0})
    assert begun.status_code == 302
    plan = {"key": "group", "number": 1}
    line, grcm = PlanItemFactory(), MeetingFactory(kind="grcm")
    data = ACTIVITY | {"line": line.pk, "progress": "planned", "seen": 1, "output_es": "Informe"}
    refused = writer.post(reverse("meetings:activity-add", kwargs=plan), data)
    assert refused.status_code == 422 and "Informe" in refused.content.decode()
    data["output_en"] = "Report"
    assert writer.post(reverse("meetings:activity-add", kwargs=plan), data).status_code == 302
    late = writer.post(reverse("meetings:activity-add", kwargs=plan), data)
    assert late.status_code == 409 and "Taller" in late.content.decode()
    act = reverse("meetings:work-plan-act", kwargs=plan | {"act": "propose_work_plan"})
    assert writer.get(act).status_code == 200 and writer.post(act).status_code == 302
    assert writer.post(act).status_code == 409
    approve = reverse("meetings:work-plan-act", kwargs=plan | {"act": "approve_work_plan"})
    assert writer.get(approve).status_code == 404
    given = {"meeting": grcm.pk, "on": timezone.localdate().isoformat()}
    assert officer.get(approve).status_code == 200 and officer.post(approve, given).status_code == 302
    assert WorkPlan.objects.get().state == "approved"


def test_overview_when_bodies_differ_says_who_is_behind_and_who_owes_a_report(personas, body):
    year = timezone.localdate().year
    grcm = MeetingFactory(kind="grcm", start=f"{year + 1}-03-04", end=None, state="planned")
    other = BodyFactory(key="other", kind="working_group")
    network = BodyFactory(key="network", kind="network")
    BodyFactory(key="gone", kind="working_group", end="2020")
    for state, number in (("held", 2), ("cancelled", 1)):
        for place in range(number):
            meeting = MeetingFactory(kind="working_group", start=f"{year}-0{place + 1}-10", end=None, state=state)
            meeting.bodies.add(other if state == "held" else body)
    MeetingFactory(kind="working_group", start=f"{year - 1}-05-01", end=None, state="held").bodies.add(body)
    to_come = MeetingFactory(kind="working_group", start=f"{year}-12-01", end=None, state="convened")
    to_come.bodies.add(body)
    for one in (body, network):
        WorkPlanFactory(body=one, approved=True)
    ProgressReportFactory(plan=network.work_plans.get(), meeting=grcm, state="submitted")
    found = work_overview(personas["secretariat"])
    rows = {row.body.key: (row.held, row.to_come, row.lacks_meetings, row.is_behind) for row in found.rows}
    assert rows == {"group": (0, 1, 2, True), "other": (2, 0, 0, False), "network": (0, 0, 0, False)}
    assert [row.body.key for row in found.reports_due] == ["group"]
    assert [row.body.key for row in found.behind] == ["group"]


@pytest.mark.parametrize("rows", [1, 30])
def test_queues_ask_the_same_however_many_bodies_there_are(personas, django_assert_num_queries, rows):
    grcm = MeetingFactory(kind="grcm", start="2999-06-21", state="planned")
    for number in range(rows):
        group = BodyFactory(key=f"group-{number}", kind="working_group")
        plan = WorkPlanFactory(body=group, approved=True)
        WorkPlanFactory(body=group, state="proposed")
        ProgressReportFactory(plan=plan, meeting=grcm, state="submitted" if number % 2 else "draft")
        a_complete_note(state="submitted", meeting__key=f"workshop-{number}")
    work_queue(fresh(personas["secretariat"]))
    user = fresh(personas["secretariat"])
    with django_assert_num_queries(3):  # one for the reader's mandates, one for the meetings of the whole desk
        queue = work_queue(user)
        assert len(queue.notes) == rows
    assert len(queue.overview.reports_due) == rows - rows // 2
    page = signed_in(user).get(reverse("meetings:work-of-bodies")).content.decode()
    assert page.count("<tr id=") == rows


def test_needs_when_a_report_is_due_or_a_plan_came_back_are_those_of_the_body_alone(personas, body):
    grcm = MeetingFactory(kind="grcm", start="2999-06-21", end="2999-06-22", state="planned")
    plan = WorkPlanFactory(body=body, approved=True)
    WorkPlanFactory(body=body, state="returned")
    found = needs_of_plans(personas["liaison"])
    assert len(found) == 2 and [need.due.isoformat() for need in found if need.due] == ["2999-06-21"]
    assert needs_of_plans(personas["member"]) == needs_of_plans(personas["secretariat"]) == []
    ProgressReportFactory(plan=plan, meeting=grcm, state="submitted")
    assert len(needs_of_plans(personas["liaison"])) == 1
    assert "group" in signed_in(personas["liaison"]).get(reverse("secretariat:desk")).content.decode()
