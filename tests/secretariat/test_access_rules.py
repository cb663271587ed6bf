"""Each question of access to consultations, notices, the year and the handover asked of every persona, quickly."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from members.preview import preview_of
from secretariat.access_consultations import (
    can_run,
    may_prepare_for,
    may_reply_for,
    reads_consultations,
    visible_stands,
    visible_steps,
)
from secretariat.access_handover import can_have_handover_file
from secretariat.access_year import can_read_year
from secretariat.models import CommentsPaper, Consultation, ConsultationPaper, Consulted, Notice, Step
from tests.factories import DraftingFactory, PublishedNoticeFactory, TextVersionFactory
from tests.meetings.test_access import fresh
from tests.meetings.test_access_rules import MEMBERS, readers, yes

pytestmark = pytest.mark.django_db
ALL_MEMBERS = MEMBERS | {"secretariat"}
CHAIRING = {"secretariat", "presidency"}
HEARD_FIRST = CHAIRING | {"troika"}
RULES = {"silence": "consent", "calendar": "weekends", "replies_seen": "after", "closing": "23:59"}


@pytest.fixture
def steps(personas):
    """The troika was heard; round one goes on, in which the neighbour is not asked."""
    text, now = DraftingFactory().text, timezone.now()
    whole = Consultation.objects.create(text=text, opened_at=now, troika_days=3, **RULES)
    made = {}
    for kind, names in (("troika", ("presidency", "troika")), ("one", ("presidency", "troika", "member"))):
        made[kind] = Step.objects.create(
            consultation=whole, cycle=1, kind=kind, version=TextVersionFactory(text=text), days=3, opened_at=now,
            time_zone="UTC", data_version="1", closed_at=now if kind == "troika" else None, **RULES,
        )  # fmt: skip
        for name in names:
            country = personas[name].mandates.get().participant
            Consulted.objects.create(step=made[kind], participant=country, due_at=now + timedelta(days=3), counted=[])
    return made


def who_reads(personas, model, rule, thing):
    return yes(personas, lambda user: model.objects.filter(rule(user), pk=thing.pk).exists())


def test_who_replies_prepares_and_runs(personas):
    replying = {"member", "deputy", "neighbour", "presidency", "troika"}
    assert yes(personas, can_run) == CHAIRING
    assert yes(personas, reads_consultations) == yes(personas, can_read_year) == ALL_MEMBERS
    assert yes(personas, may_reply_for) == replying
    assert yes(personas, may_prepare_for) == replying | {"reviewer"}
    assert yes(personas, can_have_handover_file) == HEARD_FIRST
    officer = fresh(personas["secretariat"])
    officer._preview = preview_of("member", personas["presidency"].mandates.get().participant_id)
    for asks in (can_run, may_reply_for, may_prepare_for, can_have_handover_file):
        assert not asks(officer), asks.__name__


def test_who_reads_what_honduras_said(personas, steps):
    heard, asked = (steps[kind].consulted.get(participant__key="hn") for kind in ("troika", "one"))
    assert who_reads(personas, Consulted, visible_stands, heard) == HEARD_FIRST
    assert who_reads(personas, Consulted, visible_stands, asked) == HEARD_FIRST, "the others when the round is over"
    Step.objects.update(closed_at=timezone.now())
    assert who_reads(personas, Consulted, visible_stands, asked) == ALL_MEMBERS
    assert who_reads(personas, Consulted, visible_stands, heard) == HEARD_FIRST, "a preliminary reaction"
    Consultation.objects.update(opened_at=None)
    assert who_reads(personas, Consulted, visible_stands, asked) == ALL_MEMBERS - {"neighbour"}


def test_who_sees_a_step_and_what_was_sent_in_it(personas, steps):
    papers = {
        kind: ConsultationPaper.objects.create(consultation=step.consultation, step=step, language="es")
        for kind, step in steps.items()
    }
    for kind, read_by in (("troika", HEARD_FIRST), ("one", ALL_MEMBERS)):
        assert who_reads(personas, Step, visible_steps, steps[kind]) == read_by, kind
        assert readers(personas, ConsultationPaper, papers[kind]) == read_by, kind
    Consultation.objects.update(opened_at=None)
    assert who_reads(personas, Step, visible_steps, steps["one"]) == ALL_MEMBERS - {"neighbour"}
    assert readers(personas, ConsultationPaper, papers["one"]) == ALL_MEMBERS - {"neighbour"}


def test_comments_as_pdf_are_for_who_asked_and_sees_the_step(personas, steps):
    for kind, read_by in (("one", {"member"}), ("troika", set())):
        asked = {"step": steps[kind], "language": "es", "asked_by": personas["member"]}
        paper = CommentsPaper.objects.create(form_key=uuid4(), **asked)
        assert readers(personas, CommentsPaper, paper) == read_by


def test_preview_shows_the_notices_of_whom_it_imitates(personas):
    notices = [PublishedNoticeFactory(audience=audience) for audience in ("member", "public")]
    for face, shown in (("member", notices), ("observer_country", notices[1:]), ("public", [])):
        officer = fresh(personas["secretariat"])
        officer._preview = preview_of(face)
        assert set(Notice.objects.visible_to(officer)) == set(shown), face
