"""However many mandates, grants, papers and people there are, a page of the intranet asks at most twelve questions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from declarations.services.publishing import publish_text
from members.grants import grant
from members.models import Status
from tests.access.matrix import IN, MATRIX
from tests.access.visits import signed_in, words
from tests.access.world import make_attachment, make_meeting, make_stand_ins
from tests.factories import InstitutionFactory, MandateFactory, PersonFactory, StandingFactory, text_with_paragraphs

pytestmark = pytest.mark.django_db
AT_MOST, MANY = 12, 12
READERS = ("member", "liaison", "observer_country", "presidency", "secretariat", "administrator")
# Public pages, which a visitor gets from memory: who signed in has them made anew, with up to six questions more about
# the reader. They ask the same however much there is (tests/crm_portal/). A notice about to go out asks each account.
MORE = {
    "home": 14,
    "history": 15,
    "participant-detail": 15,
    "participant-json": 14,
    "meetings:body-detail": 13,
    "meetings:meeting-detail": 13,
    "declarations:decision-list": 13,
}
OF_EACH_ACCOUNT = ("secretariat:notice-publish",)
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


def test_every_page_of_the_intranet_asks_at_most_twelve_times(personas):
    stand_ins = make_stand_ins(personas)
    make_many(personas)
    faults = []
    with override("es"):
        for who in READERS:
            client = signed_in(personas[who])
            client.get(reverse("members:security"))  # what is written down once at the beginning of a visit
            for name, door in MATRIX.items():
                if door.status(who) != IN or name.startswith(("mfa_", "admin:")) or name in OF_EACH_ACCOUNT:
                    continue
                asked = questions(client, reverse(name, kwargs=stand_ins.kwargs(door.kwargs)))
                if len(asked) > MORE.get(name, AT_MOST):
                    faults.append(f"{name} for {who}: {len(asked)}")
    assert not faults, "\n".join(faults)
