"""The Secretariat enters a reply that came by mail: with the message, by when it arrived, and the country is told."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from common.models import OutboxMessage, StoredFile
from common.zones import in_zone
from secretariat.models import Consulted, Reply, Stage, Step
from secretariat.queries.consultations import stands_in
from secretariat.services.consultation_steps import open_step
from tests.access.visits import signed_in
from tests.factories.consultations import a_conference, a_consultation, asked, fresh, lapse, reply, running
from tests.secretariat.replying import address, page, readers, uids

pytestmark = pytest.mark.django_db
ZONE = "America/Costa_Rica"


@pytest.fixture
def conference():
    with override("en"):
        yield a_conference()


@pytest.fixture
def consultation(conference):
    found = a_consultation(conference, stage=Stage.ROUND_ONE)
    Step.objects.filter(consultation=found).update(opened_at=F("opened_at") - timedelta(days=2))
    return found


def mail(at, sender="Punto Focal <punto@example.org>", name="respuesta.eml"):
    received = f"Received: by mail.example.org; {at:%a, %d %b %Y %H:%M:%S +0000}\n"
    older = "Received: by elsewhere.example.org; Mon, 1 Jan 2001 00:00:00 +0000\n"
    head = f"{received}{older}From: {sender}\nDate: Tue, 2 Jan 2001 00:00:00 +0000\nSubject: Consulta\n\n"
    return SimpleUploadedFile(name, (head + "De acuerdo.\n").encode())


def entry(step, at=None, **said):
    sent = {"answer": "agree", "language": "es", "words": "", "form_key": str(uuid4()), "step": step.pk}
    if at is not None:
        there = in_zone(at, ZONE)
        sent |= {"day": f"{there:%Y-%m-%d}", "hour": f"{there:%H:%M:%S}", "sender": "punto@example.org"}
    return sent | said


def enter(conference, consultation, data, key="gt"):
    return signed_in(conference.officer).post(address(consultation, key, "reply-enter"), data, follow=True)


def test_page_is_the_secretariats_alone(conference, consultation):
    where = address(consultation, "gt", "reply-enter")
    opened = {name for name, user in readers(conference).items() if signed_in(user).get(where).status_code == 200}
    assert opened == {"officer"}


def test_reply_is_entered_with_its_message_and_the_country_is_told(conference, consultation):
    step = running(consultation)
    at = timezone.now().replace(microsecond=0) - timedelta(hours=3)
    data = entry(step, at, answer="comment", words="Zqwhole", file=mail(at)) | {f"on-{uids(step)[0]}": "Zqone"}
    found = page(enter(conference, consultation, data))
    given = Reply.objects.get(consulted=asked(step, "gt"))
    assert (given.received_at, given.given_by, given.is_by_mail) == (at, conference.officer, True)
    assert "Zqwhole" in found and "Zqone" in found and "punto@example.org" in found
    assert OutboxMessage.objects.filter(key=f"consultation-entered:{given.pk}").exists()
    assert "entered by the Secretariat" in page(signed_in(conference.points["gt"]).get(address(consultation, "gt")))


def test_message_is_downloaded_by_the_country_and_by_those_who_run_it_and_never_shown(conference, consultation):
    step, at = running(consultation), timezone.now() - timedelta(hours=1)
    enter(conference, consultation, entry(step, at, file=mail(at)))
    where = reverse("stored-file", kwargs={"pk": Reply.objects.get(consulted=asked(step, "gt")).file_id})
    statuses = {name: signed_in(user).get(where) for name, user in readers(conference).items()}
    taken = {name for name, response in statuses.items() if response.status_code == 200}
    assert taken == {"point", "deputy", "national_reviewer", "head", "chair", "officer"}
    answer = statuses["officer"]
    assert answer["Content-Disposition"].startswith("attachment") and answer["Content-Type"] == "message/rfc822"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_sender_and_arrival_are_proposed_by_the_last_server_of_the_message(conference, consultation):
    step, at = running(consultation), timezone.now().replace(microsecond=0) - timedelta(hours=5)
    response = enter(conference, consultation, entry(step, file=mail(at)))
    assert response.status_code == 422
    assert not Reply.objects.filter(consulted=asked(step, "gt")).exists() and not StoredFile.objects.exists()
    form = response.context["form"]
    there = in_zone(at, ZONE)
    assert form.data["sender"] == "punto@example.org"
    assert (form.data["day"], form.data["hour"]) == (f"{there:%Y-%m-%d}", f"{there:%H:%M:%S}")
    assert "choose the file again" in page(response)
    assert enter(conference, consultation, form.data.dict() | {"file": mail(at)}).status_code == 200
    assert Reply.objects.get(consulted=asked(step, "gt")).received_at == at


def test_arrival_that_is_to_come_is_not_proposed(conference, consultation):
    response = enter(
        conference, consultation, entry(running(consultation), file=mail(timezone.now() + timedelta(days=1)))
    )
    assert response.status_code == 422 and not response.context["form"].data["hour"]


@pytest.mark.parametrize(("hours", "said"), [(1, "not come yet"), (-72, "older than the step")])
def test_arrival_that_cannot_be_is_refused_and_no_file_is_kept(conference, consultation, hours, said):
    at = timezone.now() + timedelta(hours=hours)
    response = enter(conference, consultation, entry(running(consultation), at, words="Zqtyped", file=mail(at)))
    assert response.status_code == 422
    assert said in page(response) and "Zqtyped" in page(response)
    assert not StoredFile.objects.exists()


def test_message_that_arrived_in_time_counts_though_it_is_entered_after_the_end(conference, consultation):
    step = running(consultation)
    lapse(consultation)
    due = Consulted.objects.filter(step=step).first().due_at
    late = (due + timedelta(seconds=2)).replace(microsecond=0)
    refused = enter(conference, consultation, entry(step, late, file=mail(late)))
    assert refused.status_code == 409 and "Your time was over" in page(refused)
    in_time = due.replace(microsecond=0)
    assert enter(conference, consultation, entry(step, in_time, file=mail(in_time))).status_code == 200
    assert Reply.objects.get(consulted=asked(step, "gt")).received_at == in_time


def test_message_entered_later_takes_no_place_of_what_the_country_said_since(conference, consultation):
    step, at = running(consultation), timezone.now() - timedelta(hours=4)
    reply(conference, step, "gt", "object")
    enter(conference, consultation, entry(step, at, file=mail(at)))
    assert Reply.objects.filter(consulted=asked(step, "gt")).count() == 2
    stand = next(one for one in stands_in(step) if one.consulted.participant.key == "gt")
    assert stand.answer == "object"


@pytest.mark.parametrize("lacking", ["sender", "day", "hour", "file", "answer"])
def test_what_lacks_is_asked_for(conference, consultation, lacking):
    at = timezone.now() - timedelta(hours=1)
    pdf = SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%%EOF")
    data = entry(running(consultation), at, file=pdf)
    assert enter(conference, consultation, data | {lacking: ""}).status_code == 422
    assert not Reply.objects.filter(consulted__step=running(consultation)).exists()


def test_form_sent_twice_is_one_reply_and_one_file(conference, consultation):
    at = timezone.now() - timedelta(hours=1)
    data = entry(running(consultation), at)
    for _ in range(2):
        assert enter(conference, consultation, data | {"file": mail(at)}).status_code == 200
    assert Reply.objects.filter(consulted__step=running(consultation)).count() == 1
    assert StoredFile.objects.count() == 1


def test_hour_is_that_of_the_zone_of_the_step(conference, consultation):
    Step.objects.filter(consultation=consultation, closed_at=None).update(
        opened_at=datetime(2026, 1, 1, tzinfo=UTC), time_zone="America/New_York"
    )
    data = entry(running(consultation)) | {"day": "2026-07-01", "hour": "09:00:00", "sender": "a@example.org"}
    enter(conference, consultation, data | {"file": mail(timezone.now())})
    given = Reply.objects.get(consulted__step=running(consultation))
    assert given.received_at == datetime(2026, 7, 1, 13, tzinfo=UTC)


def test_page_leads_to_it_until_the_next_step_opens(conference, consultation):
    client, here = signed_in(conference.officer), consultation.get_absolute_url()
    enter = f'href="{address(consultation, "gt", "reply-enter")}"'
    assert enter in client.get(here).content.decode()
    lapse(consultation)
    assert enter in client.get(here).content.decode()
    assert enter not in signed_in(conference.points["gt"]).get(here).content.decode()
    open_step(fresh(consultation), "open_round_two", by=conference.chair)
    page = client.get(here).content.decode()
    assert page.count(enter) == 1, "for the step that runs"
