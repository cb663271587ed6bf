"""The Secretariat seats people in bodies."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from common.models import Act
from meetings.models import Seat
from meetings.services.seats import give_seat, take_seat
from tests.factories import BodyFactory

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


def test_page_of_seats_works_as_a_form(client, personas):
    client.force_login(personas["secretariat"])
    body = BodyFactory(key="network")
    seats = reverse("meetings:body-seats", kwargs={"key": body.key})
    assert client.post(seats, {"mandate": ""}).status_code == 200
    assert client.post(seats, {"mandate": personas["liaison"].person.mandates.get().pk}).status_code == 302
    assert "liaison" in client.get(seats).content.decode()
    client.post(reverse("meetings:seat-take", kwargs={"pk": Seat.objects.get().pk}))
    assert not Seat.objects.exists()
