"""Each question of access to texts and commitments asked of every persona: the sets say who is answered yes."""

from uuid import uuid4

import pytest
from django.utils import timezone

from declarations.access import can_chair, can_edit, can_judge, can_publish, delegations_of, visible_work
from declarations.access_commitments import (
    can_follow_commitments,
    can_follow_up,
    can_read_commitments,
    can_report,
    has_own_commitments,
)
from declarations.models import Commitment, CommitmentReport, Decision, Text, WorkingPaper
from members.preview import preview_of
from tests.factories import DecisionFactory, DrafterFactory, DraftingFactory, ParagraphFactory, TextFactory
from tests.factories.commitments import CommitmentFactory, CommitmentReportFactory
from tests.meetings.test_access import fresh
from tests.meetings.test_access_rules import MEMBERS, readers, yes

pytestmark = pytest.mark.django_db
ALL_MEMBERS = MEMBERS | {"secretariat"}
CHAIRING = {"secretariat", "presidency"}


@pytest.fixture
def text(db):
    """Negotiated, and not circulated yet."""
    text = TextFactory(symbol="draft", audience="public")
    DraftingFactory(text=text)
    Text.objects.update(circulated_at=None)
    return Text.objects.get(pk=text.pk)


@pytest.fixture
def drafter(personas, text):
    """The liaison officer of Costa Rica drafts for it."""
    country = personas["liaison"].mandates.get().participant
    return DrafterFactory(drafting=text.drafting, participant=country, person=personas["liaison"].person)


def followers(personas, text):
    return yes(personas, lambda user: Text.objects.filter(visible_work(user), pk=text.pk).exists())


def published(**fields):
    """As a text stands in the record: without anything to read yet."""
    text = TextFactory(**fields)
    Text.objects.filter(pk=text.pk).update(state="published")
    return Text.objects.get(pk=text.pk)


def test_who_reads_a_draft(personas, text, drafter):
    assert readers(personas, Text, text) == CHAIRING | {"liaison"}
    assert followers(personas, text) == CHAIRING | {"liaison"}
    Text.objects.update(circulated_at=timezone.now())
    assert readers(personas, Text, text) == ALL_MEMBERS | {"liaison"}
    assert followers(personas, text) == ALL_MEMBERS | {"liaison"}


def test_draft_that_is_not_negotiated_is_read_and_its_making_is_the_secretariats(personas):
    text = TextFactory(symbol="internal", audience="public", circulated_at=timezone.now())
    assert readers(personas, Text, text) == ALL_MEMBERS
    assert followers(personas, text) == {"secretariat"}


def test_drafter_of_a_text_that_is_published_for_others_reads_it_no_more(personas, text, drafter):
    Text.objects.update(state="published", audience="secretariat")
    assert readers(personas, Text, text) == {"secretariat"}
    assert followers(personas, text) == {"secretariat"}
    Text.objects.update(audience="public")
    assert readers(personas, Text, text) == set(personas)
    assert followers(personas, text) == ALL_MEMBERS | {"liaison"}, "how it was made stays among those who made it"


def test_who_keeps_texts_and_judges_their_words(personas, text):
    for asks in (can_edit, can_publish, can_read_commitments):
        assert yes(personas, asks) == {"secretariat"}, asks.__name__
    of_the_record = TextFactory(symbol="record")
    assert yes(personas, lambda user: can_judge(user, text)) == CHAIRING
    assert yes(personas, lambda user: can_judge(user, of_the_record)) == {"secretariat"}
    Text.objects.filter(pk=text.pk).update(state="published")
    negotiated = Text.objects.get(pk=text.pk)
    assert yes(personas, lambda user: can_judge(user, negotiated)) == {"secretariat"}


def test_who_takes_positions_on_a_text(personas, text, drafter):
    country = drafter.participant_id
    other = DraftingFactory(text__symbol="other").text
    proposing = {"member", "deputy", "neighbour", "presidency", "troika"}
    assert yes(personas, lambda user: delegations_of(user, text)) == proposing | {"liaison"}
    assert yes(personas, lambda user: delegations_of(user, other)) == proposing, "a drafter is one of one text"
    assert yes(personas, lambda user: country in delegations_of(user, text)) == {"member", "deputy", "liaison"}


def test_working_paper_is_for_who_asked_and_still_follows_the_work(personas, text):
    Text.objects.update(circulated_at=timezone.now())
    asked = {"text": text, "kind": "result", "language": "es", "asked_by": personas["member"]}
    paper = WorkingPaper.objects.create(form_key=uuid4(), **asked)
    assert readers(personas, WorkingPaper, paper) == {"member"}
    Text.objects.update(circulated_at=None)
    assert readers(personas, WorkingPaper, paper) == set()


def test_nobody_chairs_judges_or_follows_up_in_a_preview(personas, text):
    assert yes(personas, can_chair) == yes(personas, can_follow_up) == CHAIRING
    assert yes(personas, lambda user: can_judge(user, text)) == CHAIRING
    assert yes(personas, can_follow_commitments) == ALL_MEMBERS
    officer, presiding = fresh(personas["secretariat"]), personas["presidency"].mandates.get().participant_id
    officer._preview = preview_of("member", presiding)
    for asks in (can_chair, can_follow_up, can_follow_commitments, has_own_commitments):
        assert not asks(officer), asks.__name__
    assert not can_judge(officer, text)


def test_who_reads_a_decision_and_what_follows_from_it(personas):
    asked = {name: personas[name] for name in ("visitor", "observer_country", "liaison", "deputy", "secretariat")}
    members = ALL_MEMBERS & set(asked)
    decision = DecisionFactory(paragraph=ParagraphFactory(text=published(symbol="closed", audience="member")))
    commitment = CommitmentFactory(decision=decision)
    report = CommitmentReportFactory(commitment=commitment, is_public=True)
    for model, thing in ((Decision, decision), (Commitment, commitment), (CommitmentReport, report)):
        assert readers(asked, model, thing) == members, model.__name__
    Text.objects.update(audience="public")
    for model, thing in ((Decision, decision), (Commitment, commitment), (CommitmentReport, report)):
        assert readers(asked, model, thing) == set(asked), model.__name__
    CommitmentReport.objects.update(is_public=False)
    assert readers(asked, CommitmentReport, report) == members, "kept among the members"
    Commitment.objects.update(confirmed_at=None)
    assert readers(asked, Decision, decision) == set(), "nobody sees a reading that is not confirmed"
    assert readers(asked, Commitment, commitment) == {"secretariat"}
    assert readers(asked, CommitmentReport, report) == {"secretariat"}


def test_who_reports_on_a_commitment(personas):
    assert yes(personas, has_own_commitments) == {
        *("secretariat", "member", "deputy", "neighbour", "presidency", "troika")
    }
    of_members = CommitmentFactory(
        decision__paragraph__text=published(symbol="told", audience="public"), to_members=True
    )
    reporting = {"member", "deputy", "neighbour", "presidency", "troika"}
    assert yes(personas, lambda user: can_report(user, of_members)) == reporting
    hidden = CommitmentFactory(
        decision__paragraph__text=published(symbol="hidden", audience="secretariat"), to_members=True
    )
    assert yes(personas, lambda user: can_report(user, hidden)) == set()
