"""Personal data never leaves the intranet: every public address is opened, and none says a word of a marked person."""

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from common.access import Audience
from members.access import troika
from members.models import Presidency
from tests.access.matrix import IN, MATRIX, REST
from tests.access.visits import words
from tests.access.world import make_draft, make_things
from tests.factories import DelegateFactory, InstitutionFactory, MandateFactory, PlanFactory, UserFactory

pytestmark = pytest.mark.django_db
MARKS = ("Zqpersona", "zqcorreo@example.org", "+506 9911-7733", "Zqcargo", "zqcuenta@example.org")


@pytest.fixture
def marked(personas):
    """Somebody in every place from which a public page could take people: presiding, reviewing, in the Secretariat."""
    meeting = make_things()[Audience.PUBLIC].meeting
    belize = meeting.country
    make_draft()
    PlanFactory(key="plan")
    person = {"name": MARKS[0], "email": MARKS[1], "phone": MARKS[2], "position_es": MARKS[3], "position_en": MARKS[3]}
    user = UserFactory(email=MARKS[4], **{f"person__{field}": value for field, value in person.items()})
    user.person.institution = InstitutionFactory(participant=belize)
    user.person.save()
    for function in ("focal_point", "head_of_delegation", "deputy", "national_reviewer", "body_coordinator"):
        MandateFactory(person=user.person, participant=belize, function=function)
    MandateFactory(person=user.person, participant=None, function="secretariat_coordinator")
    words = {"name": MARKS[0], "email": MARKS[1], "position": MARKS[3], "institution": MARKS[0], "needs": MARKS[0]}
    type(meeting).objects.filter(pk=meeting.pk).update(state="held")
    DelegateFactory(meeting=meeting, participant=belize, person=user.person, state="accredited", **words)
    Presidency.objects.filter(pk=troika()[1].pk).update(country=belize)
    return user


def public_addresses():
    """Every address that opens to a visitor, with the arguments of the matrix; files by code are another test's."""
    for name, door in MATRIX.items():
        if door.expected.get("visitor", door.expected.get(REST)) == IN and not set(door.kwargs.values()) & {
            "PUBLIC-CODE"
        }:
            try:
                yield reverse(name, kwargs=door.kwargs)
            except NoReverseMatch:
                continue


def test_public_page_says_nothing_of_a_person(marked, visit):
    opened, faults = 0, []
    for language in ("es", "en"):
        with override(language):
            for path in public_addresses():
                response = visit(path)
                if response.status_code != 200:
                    continue
                opened += 1
                faults += [f"{path}: {mark}" for mark in MARKS if mark in words(response)]
    assert opened > 40
    assert faults == []


def test_intranet_says_it_so_that_the_test_above_can_fail(marked, personas, visit):
    with override("es"):
        page = words(visit(reverse("people:directory"), personas["member"]))
    assert [mark for mark in MARKS if mark not in page] == [MARKS[4]]


def test_secretariat_reads_of_delegates_what_no_public_page_says(marked, personas, visit):
    with override("es"):
        page = words(visit(reverse("meetings:delegation-list", args=["meeting-for-public"]), personas["secretariat"]))
    assert [mark for mark in MARKS if mark not in page] == [MARKS[2], MARKS[4]]
