"""The desk: what waits for whom, and the two things one can do from it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from common.models import Act, OutboxMessage
from declarations.models import EditionRedline, Rendering, RenderingState
from declarations.services.publishing import publish_text
from tests.factories import ParagraphFactory, PresidencyFactory, TextFactory, text_with_paragraphs

pytestmark = pytest.mark.django_db


def path(name="desk", **kwargs):
    with override("en"):
        return reverse(f"secretariat:{name}", kwargs=kwargs or None)


def queues_of(answer):
    return {queue.key: queue for queue in answer.context["queues"]}


@pytest.fixture
def failed():
    publish_text(text_with_paragraphs(1, symbol="failed-text", title_en="Zq failed text"), by="test")
    rendering = Rendering.objects.get(language="es")
    Rendering.objects.filter(pk=rendering.pk).update(state=RenderingState.FAILED, error="The page had no words.")
    OutboxMessage.objects.filter(key=rendering.outbox_key).update(dead_at=timezone.now(), error="given up")
    return rendering


def test_desk_is_closed_to_visitors(visit):
    assert visit(path()).status_code == 302


@pytest.mark.parametrize("name", ["member", "observer_country", "civil_society", "administrator", "expired", "nobody"])
def test_desk_of_others_says_by_which_mandate_and_shows_no_queue(visit, personas, failed, name):
    text_with_paragraphs(1, symbol="draft-text", title_en="Zq draft")
    answer = visit(path(), personas[name])
    content = answer.content.decode()
    assert answer.status_code == 200 and personas[name].name in content
    assert "Zq draft" not in content and "The page had no words." not in content
    assert ("no mandate today" in content) == (name in ("expired", "nobody"))


def test_desk_of_a_member_shows_what_is_meant_for_members(visit, personas):
    publish_text(text_with_paragraphs(1, title_en="Zq for members", audience="member"), by="test")
    assert "Zq for members" in visit(path(), personas["member"]).content.decode()
    assert "Zq for members" not in visit(path(), personas["observer_country"]).content.decode()


def test_desk_of_the_secretariat_shows_every_queue(visit, personas, failed):
    lacking = TextFactory(symbol="lacking", title_en="Zq lacking text")
    ParagraphFactory(text=lacking, order=1, body_en="")
    ParagraphFactory(text=lacking, order=2, body_es="")
    PresidencyFactory(year=2025, certainty="uncertain")
    answer = visit(path(), personas["secretariat"])
    content, queues = answer.content.decode(), queues_of(answer)
    assert [line.title for line in queues["drafts"].lines] == ["Zq lacking text"]
    (line,) = queues["lacking"].lines
    assert line.about == ["1 without Spanish", "1 without English"]
    (line,) = queues["failed"].lines
    assert line.title == "Zq failed text" and line.error == "The page had no words." and line.error in content
    assert line.acts[0].url == path("rendering-retry", pk=failed.pk) and f'action="{line.acts[0].url}"' in content
    assert answer.context["desk"].being_made == 2
    assert [line.title for line in queues["messages"].lines] == [failed.outbox_key]
    assert queues["facts"].number == 1 and "admin/members/presidency/?certainty__in=" in content


def test_desk_where_little_waits_folds_the_rest_into_one_line(visit, personas):
    content = visit(path(), personas["secretariat"]).content.decode()
    quiet = content.split("Nothing waits:")[1].split("</p>")[0]
    assert "PDFs that failed" in quiet and "Messages given up" in quiet and "Contact data" not in quiet
    assert content.count("PDFs that failed") == 1, "a queue without lines has no place of its own"


def test_retry_asks_for_failed_marked_changes_again(client, personas, failed):
    text = failed.edition.text
    text.paragraphs.update(body_en="Other words.")
    publish_text(text, by="test", reason="Errata.")
    redline = EditionRedline.objects.filter(edition__text=text).first()
    EditionRedline.objects.filter(pk=redline.pk).update(state=RenderingState.FAILED, error="No words to mark.")
    client.force_login(personas["secretariat"], backend="members.accounts.backend.AccountBackend")
    assert "No words to mark." in client.get(path()).content.decode()
    assert client.post(path("redline-retry", pk=redline.pk)).status_code == 302
    redline.refresh_from_db()
    assert redline.state == RenderingState.PENDING and redline.error == ""
    assert Act.objects.filter(act="retry_rendering", object_type="declarations.editionredline").count() == 1


def test_retry_asks_for_a_failed_pdf_again(client, personas, failed):
    client.force_login(personas["secretariat"], backend="members.accounts.backend.AccountBackend")
    assert client.post(path("rendering-retry", pk=failed.pk)).status_code == 302
    failed.refresh_from_db()
    assert failed.state == RenderingState.PENDING
    assert Act.objects.get(act="retry_rendering").actor == "secretariat@example.org"


def test_retry_sends_a_dead_letter_again(client, personas, failed):
    client.force_login(personas["secretariat"], backend="members.accounts.backend.AccountBackend")
    letter = OutboxMessage.objects.dead().get()
    assert client.post(path("message-retry", pk=letter.pk)).status_code == 302
    letter.refresh_from_db()
    assert letter.dead_at is None and letter.error == ""
    assert Act.objects.get(act="retry_letter").before["error"] == "given up"


@pytest.mark.parametrize("name", ["member", "administrator", "expired", "nobody"])
def test_retry_is_not_there_for_others(client, personas, failed, name):
    client.force_login(personas[name], backend="members.accounts.backend.AccountBackend")
    letter = OutboxMessage.objects.dead().get()
    assert client.post(path("rendering-retry", pk=failed.pk)).status_code == 404
    assert client.post(path("message-retry", pk=letter.pk)).status_code == 404
    failed.refresh_from_db()
    assert failed.state == RenderingState.FAILED


def test_foot_of_the_desk_does_not_ask_to_sign_in_again(personas, visit):
    page = visit("/es/intranet/", as_=personas["secretariat"]).content.decode()
    assert "/es/cuenta/" not in page.split('<footer class="foot">')[1]
