"""Every kind of thing that the Secretariat's desk knows of: it is told in a row, with what can be done."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.models import OutboxMessage
from declarations.models import Commitment, EditionRedline, Rendering
from declarations.services.publishing import publish_text
from members.models import Invitation, Letter, LetterState, Mandate
from secretariat.queries.desk import ORDER
from tests.access.visits import signed_in
from tests.declarations.adopting import prepared
from tests.factories import (
    DecisionFactory,
    DocumentFactory,
    ParagraphFactory,
    StandingFactory,
    TextFactory,
    letter_to,
    text_with_paragraphs,
)
from tests.factories.commitments import CommitmentFactory, CommitmentReportFactory, published_commitment
from tests.secretariat.test_desk_homes import fill_the_work_of_bodies
from tests.secretariat.test_row_acts import convened

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def machines_fail(personas):
    edition = publish_text(text_with_paragraphs(1, symbol="zq-failed"), by="tests")
    Rendering.objects.filter(edition=edition, language="es").update(state="failed", error="why")
    EditionRedline.objects.create(edition=edition, language="es", state="failed", error="why")
    OutboxMessage.objects.create(key="zq-dead", kind="zq", dead_at=timezone.now(), error="why")
    Letter.objects.filter(pk=letter_to(personas["member"]).pk).update(state=LetterState.FAILED)


def people_wait(personas):
    StandingFactory()
    Mandate.objects.filter(person=personas["deputy"].person).update(end=TODAY + timedelta(days=9))
    Mandate.objects.filter(person=personas["reviewer"].person).update(end=TODAY - timedelta(days=9), is_holdover=True)
    person = personas["liaison"].person
    asked = Invitation.objects.create(person=person, email="zq@example.org", language="es")
    Invitation.objects.filter(pk=asked.pk).update(sent_at=timezone.now() - timedelta(days=2))


def texts_wait(personas):
    prepared(personas)
    text_with_paragraphs(1, symbol="zq-half").paragraphs.update(body_en="")
    waiting = ParagraphFactory(text=TextFactory(symbol="zq-read"), order=1)
    CommitmentFactory(decision=DecisionFactory(key="zq-read", paragraph=waiting), confirmed_at=None)
    late = published_commitment("zq-late")
    Commitment.objects.filter(pk=late.pk).update(due_on=TODAY - timedelta(days=3))
    CommitmentReportFactory(commitment=late, reported_by=personas["member"], state="done")


def meetings_wait(personas):
    for number in (0, 1):
        fill_the_work_of_bodies(personas["secretariat"], number)
    DocumentFactory(meeting=convened(key="zq-convened"), symbol="CRM/ZQ/DOC/1")


def test_every_kind_is_told_in_a_row_that_can_be_acted_on(personas):
    for fill in (machines_fail, people_wait, texts_wait, meetings_wait):
        fill(personas)
    client = signed_in(personas["secretariat"])
    client.get("/en/intranet/")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/en/intranet/")
    assert len(asked) <= 12, "\n".join(one["sql"][:150] for one in asked)
    queues = {queue.key: queue for queue in answer.context["queues"]}
    elsewhere = {"failed-consultations", "stale-words", "facts"}  # what is told of these has tests of its own
    assert {key for key in ORDER if not queues[key].number} <= elsewhere
    page, unable = answer.content.decode(), []
    for key, queue in queues.items():
        for line in queue.lines:
            assert line.title, key
            if not line.acts:
                unable.append(key)
            assert all(f'"{act.url}"' in page or act.url.replace("&", "&amp;") in page for act in line.acts), key
    assert set(unable) <= {"stale"}, "a person without account and address can be asked by nobody"
