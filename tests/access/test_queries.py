"""However many mandates, grants, papers and people there are, no page asks more than twelve times for its reader."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from declarations.services.publishing import publish_text
from members.access import second_factors_of
from members.grants import grant
from members.models import Status
from tests.access.matrix import IN, MATRIX
from tests.access.visits import signed_in, words
from tests.access.world import make_attachment, make_meeting, make_stand_ins
from tests.factories import InstitutionFactory, MandateFactory, PersonFactory, StandingFactory, text_with_paragraphs

pytestmark = pytest.mark.django_db
AT_MOST, MANY = 12, 12
MORE = {
    "meetings:meeting-detail": 14,  # agenda, documents, delegations and statements stand on the one page
}
READERS = ("member", "liaison", "observer_country", "presidency", "secretariat", "administrator")
NO_QUESTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def make_many(personas):
    """Many of everything that a page could go through one by one."""
    today = timezone.localdate()
    for number in range(MANY):
        meeting = make_meeting(f"many-{number}", f"Reunión {number}", "member")
        text = text_with_paragraphs(2, symbol=f"many-{number}", meeting=meeting, audience="member")
        publish_text(text, by="tests")
        notice = make_attachment("member", f"many{number}").notice
        for reader in ("observer_country", "member"):
            for obj in (text, meeting, notice):
                grant(obj, to=personas[reader], until=today, reason="x", by=personas["secretariat"])
        country = StandingFactory(status=Status.MEMBER, participant__key=f"many{number}").participant
        person = PersonFactory(institution=InstitutionFactory(participant=country), email=f"m{number}@example.org")
        MandateFactory(person=person, participant=country, end=today + timedelta(days=40))
        for reader in ("member", "liaison"):
            MandateFactory(person=personas[reader].person, participant=country, function="liaison_officer")


def questions(client, path):
    with CaptureQueriesContext(connection) as queries:
        words(client.get(path))
    return [one["sql"] for one in queries if not one["sql"].startswith(NO_QUESTION)]


def faults_of(client, who, stand_ins, eyes=None):
    """The pages that ask too often behind ``client``, among those that open to ``eyes``."""
    client.get(reverse("members:security"))  # what is written down once at the beginning of a visit
    for name, door in MATRIX.items():
        if door.status(eyes or who) == IN and not name.startswith(("mfa_", "admin:")):
            asked = questions(client, reverse(name, kwargs=stand_ins.kwargs(door.kwargs)))
            if len(asked) > MORE.get(name, AT_MOST):
                yield f"{name} for {who}: {len(asked)}\n  " + "\n  ".join(asked)


def test_every_page_for_somebody_signed_in_asks_at_most_twelve_times(personas):
    """Public pages too, which nobody who signed in gets from memory."""
    stand_ins = make_stand_ins(personas)
    make_many(personas)
    faults = []
    with override("es"):
        for who in READERS:
            faults += faults_of(signed_in(personas[who]), who, stand_ins)
    assert not faults, "\n".join(faults)


def test_pages_ask_no_more_without_a_second_factor_and_in_a_preview(personas):
    stand_ins = make_stand_ins(personas)
    make_many(personas)
    second_factors_of(personas["neighbour"]).delete()
    client, faults = signed_in(personas["secretariat"]), []
    with override("es"):
        faults += faults_of(signed_in(personas["neighbour"]), "neighbour", stand_ins)
        country = personas["presidency"].mandates.get().participant_id
        client.post(reverse("secretariat:preview"), {"face": "member", "participant": country})
        faults += faults_of(client, "a preview", stand_ins, eyes="visitor")
    assert not faults, "\n".join(faults)
