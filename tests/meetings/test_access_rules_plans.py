"""Each question of access to plans, reports and concept notes asked of every persona, and what their forms offer."""

from itertools import product

import pytest
from django.utils import timezone

from meetings.access_plans import can_enter_concept_note, can_write_concept_note
from meetings.forms.work_plans import ApprovalForm, ReportBeginForm
from meetings.models import ConceptNote, ProgressReport, Seat, WorkPlan
from meetings.queries.desk_meetings import next_grcms, waiting_meetings
from meetings.queries.needs_plans import work_overview
from meetings.queries.plan_form import meetings_to_choose
from tests.factories import (
    BodyFactory,
    ConceptNoteFactory,
    MeetingFactory,
    ProgressReportFactory,
    WorkPlanFactory,
)
from tests.meetings.test_access import fresh
from tests.meetings.test_access_rules import MEMBERS, readers, yes

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(personas):
    """A working group in which the liaison officer sits."""
    group = BodyFactory(key="group", kind="working_group")
    Seat.objects.create(mandate=personas["liaison"].mandates.get(), body=group)
    return group


@pytest.fixture
def grcms(db):
    """The next meeting of the GRCM, of which the Secretariat alone knows yet, and the one behind it."""
    fields = {"kind": "grcm", "state": "planned", "end": None}
    hidden = MeetingFactory(key="hidden", start="2999-03-04", audience="secretariat", **fields)
    return hidden, MeetingFactory(key="shown", start="2999-06-21", audience="member", **fields)


@pytest.mark.parametrize(
    ("state", "audience", "read_by"),
    [
        ("draft", "public", {"secretariat", "liaison"}),
        ("proposed", "public", MEMBERS | {"secretariat", "liaison"}),
        ("approved", "member", MEMBERS | {"secretariat", "liaison"}),
        ("approved", "observer_country", MEMBERS | {"secretariat", "liaison", "observer_country"}),
    ],
)
def test_who_reads_a_plan(personas, body, state, audience, read_by):
    approved = {"approved_on": "2025-06-10"} if state == "approved" else {}
    plan = WorkPlanFactory(body=body, state=state, audience=audience, **approved)
    assert readers(personas, WorkPlan, plan) == read_by


@pytest.mark.parametrize(
    ("state", "read_by"),
    [("draft", {"secretariat", "liaison"}), ("submitted", MEMBERS | {"secretariat", "liaison"})],
)
def test_who_reads_a_report(personas, body, state, read_by):
    report = ProgressReportFactory(plan=WorkPlanFactory(body=body, approved=True), state=state)
    assert readers(personas, ProgressReport, report) == read_by


WRITERS = {"secretariat", "member", "deputy"}  # the host and the Secretariat
DECIDING = {"presidency"}


@pytest.mark.parametrize(
    ("state", "audience", "read_by"),
    [
        ("draft", "member", WRITERS | DECIDING),
        ("approved", "member", MEMBERS | {"secretariat"}),
        ("approved", "public", MEMBERS | {"secretariat"}),
        ("approved", "secretariat", {"secretariat"}),
    ],
)
def test_who_reads_and_enters_a_concept_note(personas, state, audience, read_by):
    host = personas["member"].mandates.get().participant
    workshop = MeetingFactory(key="workshop", kind="workshop", country=host, audience=audience, state="planned")
    note = ConceptNoteFactory(meeting=workshop, state=state)
    assert readers(personas, ConceptNote, note) == read_by
    assert yes(personas, lambda user: can_enter_concept_note(user, workshop)) == read_by


def test_who_begins_a_concept_note(personas):
    host = personas["member"].mandates.get().participant
    workshop = MeetingFactory(key="workshop", kind="workshop", country=host, audience="member", state="planned")
    assert yes(personas, lambda user: can_enter_concept_note(user, workshop)) == WRITERS
    nowhere = MeetingFactory(key="online", kind="workshop", country=None, audience="member", state="planned")
    assert yes(personas, lambda user: can_write_concept_note(user, nowhere)) == {"secretariat"}
    grcm = MeetingFactory(key="grcm", kind="grcm", country=host, audience="member", state="planned")
    assert yes(personas, lambda user: can_enter_concept_note(user, grcm)) == set(), "which has none"


def test_meeting_that_one_may_not_know_of_is_no_choice_of_a_form(personas, body, grcms):
    hidden, shown = grcms
    plan = WorkPlanFactory(body=body, approved=True)

    def offered(user):
        begin = ReportBeginForm(user=user, since="2025").fields["meeting"].queryset
        return [set(choices) for choices in (ApprovalForm(user=user).fields["meeting"].queryset, begin)]

    for name, meetings in (("presidency", {shown}), ("member", {shown}), ("secretariat", {hidden, shown})):
        user = fresh(personas[name])
        assert offered(user) == [meetings, meetings], name
        assert set(meetings_to_choose(user, plan)) == meetings, name
    form = ApprovalForm({"meeting": hidden.pk, "on": "2025-01-01"}, user=fresh(personas["presidency"]))
    assert "meeting" in form.errors, "nor is it taken from whoever knows its number"


def test_next_meeting_of_the_grcm_is_the_next_that_the_reader_knows_of(personas, grcms):
    hidden, shown = grcms
    for name, first in (("member", shown), ("liaison", None), ("secretariat", hidden)):
        assert next_grcms(fresh(personas[name]), timezone.localdate()).first() == first, name


def test_overview_counts_no_meeting_that_the_reader_may_not_know_of(personas, body):
    year = timezone.localdate().year
    for audience, state in product(("secretariat", "member"), ("held", "planned")):
        meeting = MeetingFactory(kind="working_group", start=f"{year}-06-01", end=None, state=state, audience=audience)
        meeting.bodies.add(body)
    for name, number in (("member", 1), ("secretariat", 2)):
        row = work_overview(fresh(personas[name])).rows[0]
        assert (row.held, row.to_come) == (number, number), name


def test_overview_tells_nothing_of_a_plan_or_report_that_the_reader_may_not_read(personas, body):
    grcm = MeetingFactory(key="grcm", kind="grcm", start="2999-06-21", end=None, state="planned", audience="public")
    plan = WorkPlanFactory(body=body, approved=True, audience="member")
    draft = WorkPlanFactory(body=body, state="draft")
    report = ProgressReportFactory(plan=plan, meeting=grcm, state="draft")

    def told(name):
        row = work_overview(fresh(personas[name])).rows[0]
        return row.plan, row.ahead, row.report, row.is_report_due

    assert told("secretariat") == told("liaison") == (plan, draft, report, True)
    assert told("member") == (plan, None, None, True)
    assert told("observer_organisation") == (None, None, None, False)
    ProgressReport.objects.update(state="submitted")
    WorkPlan.objects.filter(pk=plan.pk).update(audience="observer_organisation")
    assert told("member") == (plan, None, report, False)
    assert told("observer_organisation") == (plan, None, None, True), "of what came in the guest knows nothing"


def test_desk_of_the_secretariat_alone_says_whose_note_waits(personas):
    host = personas["member"].mandates.get().participant
    workshop = MeetingFactory(
        kind="workshop", country=host, audience="secretariat", state="planned", start="2999-05-04"
    )
    ConceptNoteFactory(meeting=workshop, state="submitted")
    told = yes(personas, lambda user: user.pk and waiting_meetings(user, "has_note"))
    assert told == {"secretariat"}
