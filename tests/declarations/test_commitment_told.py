"""Those whom a commitment asks report on it; what is taken over moves it, and a round that is done sets the next."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from common.models import Act
from common.refusals import Refusal
from common.uploads import check_upload
from declarations.access_commitments import can_report
from declarations.models import CommitmentReport
from declarations.services.commitment_reports import Told, report_progress
from declarations.services.commitment_states import take_over_report
from members.models import Participant
from tests.factories.commitments import published_commitment

pytestmark = pytest.mark.django_db


def asked_of_costa_rica(**fields):
    one = published_commitment(**fields)
    one.decision.addressees.set(Participant.objects.filter(key="cr"))
    return one


def told(**fields):
    return Told(**{"state": "in_progress", "words_es": "Avanza."} | fields)


@pytest.mark.parametrize(
    ("who", "fields", "may"),
    [
        ("member", {}, True),
        ("deputy", {}, True),
        ("reviewer", {}, False),
        ("neighbour", {}, False),
        ("neighbour", {"to_members": True}, True),
        ("observer_country", {"to_members": True}, False),
        ("presidency", {"to_presidency": True}, True),
        ("troika", {"to_presidency": True}, False),
        ("secretariat", {}, False),
        ("secretariat", {"to_secretariat": True}, True),
        ("visitor", {"to_members": True}, False),
        ("administrator", {"to_secretariat": True}, False),
    ],
)
def test_reports_are_made_by_those_whom_it_asks(who, fields, may, personas):
    one = asked_of_costa_rica(**fields)
    assert can_report(personas[who], one) is may
    if not may:
        with pytest.raises(PermissionDenied):
            report_progress(one, told=told(), participant=None, form_key=uuid4(), by=personas[who])


def test_report_when_posted_twice_is_one_and_changes_no_state(personas):
    one, key = asked_of_costa_rica(), uuid4()
    cr = Participant.objects.get(key="cr")
    file = check_upload(SimpleUploadedFile("zq.txt", b"Palabras"))
    first = report_progress(one, told=told(file=file), participant=cr, form_key=key, by=personas["member"])
    assert report_progress(one, told=told(), participant=cr, form_key=key, by=personas["member"]) == first
    one.refresh_from_db()
    assert one.state == "open" and CommitmentReport.objects.count() == 1 and first.file.name == "zq.txt"
    with pytest.raises(PermissionDenied):
        report_progress(one, told=told(), participant=cr, form_key=key, by=personas["deputy"])


@pytest.mark.parametrize("wrong", [{"words_es": " "}, {"state": "elapsed"}, {"state": "unknown"}])
def test_report_without_words_or_in_a_state_that_nobody_reports_is_refused(wrong, personas):
    with pytest.raises(Refusal):
        report_progress(
            asked_of_costa_rica(), told=told(**wrong), participant=None, form_key=uuid4(), by=personas["member"]
        )


def test_report_in_the_name_of_another_country_is_refused(personas):
    mexico = Participant.objects.get(key="mx")
    with pytest.raises(PermissionDenied):
        report_progress(asked_of_costa_rica(), told=told(), participant=mexico, form_key=uuid4(), by=personas["member"])


def test_reports_when_kept_among_members_are_seen_by_them_alone(personas):
    one = asked_of_costa_rica()
    report_progress(one, told=told(), participant=None, form_key=uuid4(), by=personas["member"])
    shown = report_progress(one, told=told(is_public=True), participant=None, form_key=uuid4(), by=personas["member"])
    for who in ("visitor", "civil_society", "observer_country", "observer_organisation", "nobody", "expired"):
        assert list(CommitmentReport.objects.visible_to(personas[who])) == [shown], who
    for who in ("member", "neighbour", "reviewer", "presidency", "secretariat"):
        assert CommitmentReport.objects.visible_to(personas[who]).count() == 2, who


def test_report_when_taken_over_moves_the_commitment_once(personas):
    one = asked_of_costa_rica()
    report = report_progress(one, told=told(state="done"), participant=None, form_key=uuid4(), by=personas["member"])
    with pytest.raises(PermissionDenied):
        take_over_report(report, seen=1, by=personas["member"])
    take_over_report(report, seen=1, by=personas["presidency"])
    one.refresh_from_db()
    assert one.state == "done"
    take_over_report(report, seen=one.version, by=personas["secretariat"])
    assert Act.objects.filter(act="take_over_report").count() == 1


def test_report_on_what_the_record_does_not_tell_is_its_source(personas):
    one = asked_of_costa_rica(state="unknown")
    report = report_progress(one, told=told(state="done"), participant=None, form_key=uuid4(), by=personas["member"])
    take_over_report(report, seen=1, by=personas["secretariat"])
    one.refresh_from_db()
    assert one.state == "done" and one.state_reason_es and one.state_reason_en


@pytest.mark.parametrize(
    ("due", "months", "following"),
    [
        (date(2026, 11, 30), 6, date(2027, 5, 30)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 1, 31), 1, date(2026, 11, 30)),
    ],
)
def test_round_that_is_done_sets_the_next_and_stays_open(due, months, following, personas, time_machine):
    time_machine.move_to(timezone.make_aware(timezone.datetime(2026, 11, 21, 12)))
    one = asked_of_costa_rica(due_kind="recurring", every_months=months, due_on=due)
    report = report_progress(one, told=told(state="done"), participant=None, form_key=uuid4(), by=personas["member"])
    take_over_report(report, seen=1, by=personas["secretariat"])
    one.refresh_from_db()
    assert one.state == "open" and one.due_on == following
    assert report.due_on == due
