"""Readings that come by themselves when a text is published, and those that are confirmed all at once."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from common import outbox
from common.models import Act, OutboxMessage
from common.refusals import Refusal
from declarations.models import Commitment, Edition, Text
from declarations.queries_readings import readings_of
from declarations.services.commitments import (
    StaleCommitment,
    confirm_sure_commitments,
    discard_commitment,
    edit_commitment,
    propose_commitments,
)
from declarations.services.publishing import publish_text
from declarations.tasks import publish_adopted
from declarations.tasks_readings import read_published, reading_key
from tests.access.visits import signed_in
from tests.declarations.adopting import adopted, negotiated
from tests.declarations.test_publication import make_file
from tests.factories import MeetingFactory, ParagraphFactory, TextFactory

pytestmark = pytest.mark.django_db


def a_draft(symbol="crm-30-decisions", **fields):
    """A text of a meeting with a preamble and two paragraphs that decide something."""
    fields.setdefault("meeting", MeetingFactory(key="crm-30", kind="vice_ministerial", ordinal=30, start="2026-06-10"))
    text = TextFactory(symbol=symbol, **fields)
    ParagraphFactory(text=text, order=1, kind="preamble", body_es="Considerando que", body_en="Considering that")
    ParagraphFactory(text=text, order=2, body_es="Aprobar el plan.", body_en="Approve the plan.")
    ParagraphFactory(
        text=text, order=3, kind="decision",
        body_es="Solicitar a la Secretaría Ejecutiva que informe para el próximo GRCM.",
        body_en="Request the Executive Secretariat to report by the next RCGM.",
    )  # fmt: skip
    return text


def is_due(edition: Edition) -> bool:
    return OutboxMessage.objects.due().filter(key=reading_key(edition)).exists()


def test_adopted_text_when_published_is_read_by_the_worker_once(personas):
    edition = adopted(personas, negotiated(2)).edition
    assert not OutboxMessage.objects.filter(key=reading_key(edition)).exists()
    for rendering in edition.renderings.all():
        make_file(rendering)
    publish_adopted(edition.pk)
    publish_adopted(edition.pk)
    assert is_due(edition) and not Commitment.objects.exists()
    for _twice in range(2):
        read_published(edition.pk)
    assert Commitment.objects.waiting().count() == 2 == Commitment.objects.count()
    act = Act.objects.get(act="propose_commitments")
    assert (act.actor, act.after) == ("read_published", {"decisions": 2})
    assert not is_due(edition)


def test_draft_when_an_officer_publishes_it_is_read_and_its_correction_is_not(personas):
    text, officer = a_draft(), personas["secretariat"]
    edition = publish_text(text, by=officer)
    assert is_due(edition)
    read_published(edition.pk)
    discard_commitment(Commitment.objects.first(), seen=1, by=officer)
    read_published(edition.pk)
    assert Commitment.objects.count() == 2 and Commitment.objects.waiting().count() == 1
    text.paragraphs.filter(order=1).update(body_es="Considerando entonces que")
    second = publish_text(Text.objects.get(pk=text.pk), by=officer, reason="x")
    assert second.number == 2 and not OutboxMessage.objects.filter(key=reading_key(second)).exists()


def test_text_of_the_record_when_loaded_is_not_read():
    edition = publish_text(a_draft(), by="load_record")
    assert not OutboxMessage.objects.filter(key=reading_key(edition)).exists()


@pytest.mark.parametrize("fields", [{"meeting": None}, {"nature": "summary"}])
def test_text_of_no_meeting_or_without_its_full_words_is_left_unread(fields, personas):
    edition = publish_text(a_draft(**fields), by=personas["secretariat"])
    read_published(edition.pk)
    assert not Commitment.objects.exists() and not is_due(edition)


def test_text_that_went_away_is_no_fault():
    read_published(10**9)


def test_reading_that_fails_is_told_and_comes_again(personas, monkeypatch):
    edition = publish_text(a_draft(), by=personas["secretariat"])
    monkeypatch.setattr("declarations.tasks_readings.names_of", lambda: 1 / 0)
    read_published(edition.pk)
    message = OutboxMessage.objects.get(key=reading_key(edition))
    assert "ZeroDivisionError" in message.error and message.done_at is None and not Commitment.objects.exists()
    monkeypatch.undo()
    outbox.retry(message.key)
    read_published(edition.pk)
    assert Commitment.objects.waiting().count() == 2 and not is_due(edition)


def test_officer_who_was_quicker_than_the_worker_loses_nothing(personas):
    edition = publish_text(a_draft(), by=personas["secretariat"])
    assert len(propose_commitments(edition.text, by=personas["secretariat"])) == 2
    read_published(edition.pk)
    assert Commitment.objects.count() == 2


def test_desk_of_the_secretariat_says_how_many_readings_wait(personas):
    read_published(publish_text(a_draft(), by=personas["secretariat"]).pk)
    with override("en"):
        desk = signed_in(personas["secretariat"]).get(reverse("secretariat:desk")).content.decode()
    queue = desk.split('id="q-readings"')[1].split("</section>")[0]
    assert "2 readings" in queue and "Read and confirm" in queue


def with_sure_and_unsure(personas):
    """A published text whose paragraphs are read: two sure throughout, and four that lack something or differ."""
    text = a_draft()
    said = (
        ("Solicitar a la Secretaría Ejecutiva un informe semestral.", "Request the Executive Secretariat to report every six months."),  # noqa: E501
        ("Solicitar a la Secretaría Ejecutiva que informe.", "Request the Executive Secretariat to report."),
        ("Solicitar a la Presidencia que informe para el próximo GRCM.", "Request the Executive Secretariat to report by the next RCGM."),  # noqa: E501
        ("Solicitar a la Secretaría Ejecutiva que informe para el próximo GRCM.", ""),
    )  # fmt: skip
    for order, (es, en) in enumerate(said, start=4):
        ParagraphFactory(text=text, order=order, body_es=es, body_en=en)
    publish_text(text, by=personas["secretariat"])
    text.refresh_from_db()
    propose_commitments(text, by=personas["secretariat"])
    return text


def sure_of(text):
    return {one.commitment.pk: one.commitment.version for one in readings_of(text) if one.is_sure_throughout}


def test_readings_in_which_both_languages_agree_throughout_are_confirmed_at_once(personas):
    text = with_sure_and_unsure(personas)
    seen = sure_of(text)
    confirmed = confirm_sure_commitments(text, seen=seen, by=personas["secretariat"])
    orders = Commitment.objects.confirmed().values_list("decision__paragraph__order", flat=True)
    assert sorted(orders) == [3, 4] and len(confirmed) == 2
    acts = Act.objects.filter(act="confirm_commitment")
    assert {act.object_id for act in acts} == {str(pk) for pk in seen} and acts.count() == 2
    assert Commitment.objects.waiting().count() == 4 and sure_of(text) == {}


def test_one_that_is_not_sure_or_was_changed_keeps_all_of_them_waiting(personas):
    text, officer = with_sure_and_unsure(personas), personas["secretariat"]
    seen = sure_of(text)
    unsure = Commitment.objects.waiting().exclude(pk__in=seen).first()
    edited = Commitment.objects.get(pk=max(seen))
    with pytest.raises(Refusal):
        confirm_sure_commitments(text, seen=seen | {unsure.pk: unsure.version}, by=officer)
    for gone in ({}, {10**9: 1}):
        with pytest.raises(Refusal):
            confirm_sure_commitments(text, seen=gone, by=officer)
    with pytest.raises(PermissionDenied):
        confirm_sure_commitments(text, seen=seen, by=personas["presidency"])
    edit_commitment(edited, values={"to_presidency": True}, seen=1, by=officer)
    with pytest.raises(StaleCommitment):
        confirm_sure_commitments(text, seen=seen, by=officer)
    with pytest.raises(Refusal):  # its officer said something else than its words
        confirm_sure_commitments(text, seen=seen | {edited.pk: 2}, by=officer)
    assert not Commitment.objects.confirmed().exists() and len(sure_of(text)) == 1


def test_page_of_readings_lists_what_is_sure_and_confirms_it_alone(personas):
    text = with_sure_and_unsure(personas)
    with override("en"):
        client, path = signed_in(personas["secretariat"]), reverse("commitments:reading-edit", args=[text.symbol])
        said = client.get(path).content.decode()
        assert "2 readings are sure" in said and "Confirm these 2 readings" in said
        listed = re.findall(r'name="sure" value="([\d:]+)"', said)
        assert len(listed) == 2
        stale = [one.replace(":1", ":9") for one in listed]
        assert client.post(path, {"act": "confirm-sure", "sure": stale}).status_code == 409
        assert client.post(path, {"act": "confirm-sure", "sure": ["x", "7"]}).status_code == 422
        assert signed_in(personas["presidency"]).post(path, {"act": "confirm-sure"}).status_code == 404
        assert client.post(path, {"act": "confirm-sure", "sure": listed}).status_code == 302
        after = client.get(path).content.decode()
        assert "2 readings are confirmed." in after and 'name="sure"' not in after
    assert Commitment.objects.confirmed().count() == 2
