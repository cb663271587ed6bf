"""The Secretariat seats people in bodies and accredits them to meetings."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from common.models import Act
from meetings.models import Accreditation, Seat
from meetings.services.seats import accredit, give_seat, take_seat, withdraw_accreditation
from tests.factories import BodyFactory, CountryFactory, MeetingFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_seat_is_given_and_taken_by_the_secretariat_alone(personas):
    mandate, body = personas["liaison"].person.mandates.get(), BodyFactory(key="network")
    with pytest.raises(PermissionDenied):
        give_seat(mandate=mandate, body=body, by=personas["presidency"])
    seat = give_seat(mandate=mandate, body=body, by=personas["secretariat"])
    moved = give_seat(mandate=mandate, body=BodyFactory(key="another"), by=personas["secretariat"])
    assert Seat.objects.get() == seat == moved and moved.body.key == "another"
    take_seat(moved, by=personas["secretariat"])
    assert not Seat.objects.exists()
    assert list(Act.objects.order_by("pk").values_list("act", flat=True))[-3:] == ["seat_given"] * 2 + ["seat_taken"]


def test_seat_is_only_for_liaison_officers_and_coordinators_in_office(personas):
    for name in ("member", "expired"):
        with pytest.raises(ValidationError):
            give_seat(mandate=personas[name].person.mandates.get(), body=BodyFactory(), by=personas["secretariat"])


def test_closed_session_takes_a_head_and_two_aides_of_each_delegation(personas):
    meeting, country, officer = MeetingFactory(), CountryFactory(), personas["secretariat"]

    def enter(capacity, participant=country):
        return accredit(
            meeting=meeting,
            person=PersonFactory(),
            participant=participant,
            capacity=capacity,
            closed=True,
            by=officer,
        )

    enter("head")
    first = enter("aide")
    enter("aide")
    for capacity in ("head", "aide", "observer", "delegate"):
        with pytest.raises(ValidationError):
            enter(capacity)
    with pytest.raises(ValidationError):
        enter("aide", participant=None)
    enter("head", participant=CountryFactory())
    enter("secretariat", participant=None)
    withdraw_accreditation(first, by=officer)
    enter("aide")
    assert Accreditation.objects.filter(enters_closed_session=True, withdrawn_at=None).count() == 5


def test_pages_of_seats_and_accreditations_work_as_forms(client, personas):
    client.force_login(personas["secretariat"])
    body, meeting = BodyFactory(key="network"), MeetingFactory(key="meeting")
    seats = reverse("meetings:body-seats", kwargs={"key": body.key})
    assert client.post(seats, {"mandate": ""}).status_code == 200
    assert client.post(seats, {"mandate": personas["liaison"].person.mandates.get().pk}).status_code == 302
    assert "liaison" in client.get(seats).content.decode()
    client.post(reverse("meetings:seat-take", kwargs={"pk": Seat.objects.get().pk}))
    assert not Seat.objects.exists()
    page = reverse("meetings:meeting-accreditations", kwargs={"key": meeting.key})
    person = personas["observer_country"].person
    answer = client.post(page, {"person": person.pk, "capacity": "observer", "closed": "on"})
    assert answer.status_code == 200 and not Accreditation.objects.exists(), "an observer in the closed session"
    assert client.post(page, {"person": person.pk, "capacity": "observer"}).status_code == 302
    given = Accreditation.objects.get()
    client.post(reverse("meetings:accreditation-withdraw", kwargs={"pk": given.pk}))
    given.refresh_from_db()
    assert given.withdrawn_at
