"""The workroom: who may enter, what is written, and that no acknowledged edit is lost."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from common.models import Act
from common.revision import current_revision
from declarations.models import Edition, Paragraph, Text
from declarations.services.paragraphs import (
    ParagraphError,
    StaleParagraphError,
    add_paragraph,
    delete_paragraph,
    edit_paragraph,
    fingerprint,
)
from declarations.services.publishing import publish_text
from declarations.services.rearranging import move_paragraph
from tests.factories import DecisionFactory, MeetingFactory, text_with_paragraphs

pytestmark = pytest.mark.django_db
WORDS = {"kind": "prose", "level": 1, "label_es": "a)", "label_en": "a)", "body_es": "Nuevo.", "body_en": "New."}


def path(name, text=None, **kwargs):
    with override("en"):
        return reverse(f"declarations:{name}", kwargs=({"symbol": text.symbol} if text else {}) | kwargs or None)


def orders(text):
    return list(text.paragraphs.order_by("order").values_list("body_en", "order"))


@pytest.fixture
def text():
    return text_with_paragraphs(3)


@pytest.fixture
def desk(client, personas):
    client.force_login(personas["secretariat"], backend="members.accounts.backend.AccountBackend")
    return client


def test_workroom_is_not_there_for_others(visit, personas, text):
    paragraph = text.paragraphs.first()
    paths = [
        path("text-workroom", text),
        path("text-preview", text),
        path("text-import"),
        path("paragraph-add", text),
        path("paragraph-edit", text, uid=paragraph.uid),
    ]
    for address in paths:
        assert visit(address).status_code == 302
        for name in ("member", "troika", "administrator", "expired", "nobody"):
            assert visit(address, personas[name]).status_code == 404, (name, address)
        assert visit(address, personas["secretariat"]).status_code == 200, address


@pytest.mark.parametrize("name", ["member", "administrator", "expired", "nobody"])
def test_workroom_takes_nothing_from_others(client, personas, text, name):
    client.force_login(personas[name], backend="members.accounts.backend.AccountBackend")
    paragraph = text.paragraphs.first()
    acts = [
        path("text-audience", text),
        path("text-publish", text),
        path("paragraph-add", text),
        path("paragraph-edit", text, uid=paragraph.uid),
        path("paragraph-act", text, uid=paragraph.uid, act="delete"),
    ]
    for address in acts:
        assert client.post(address, WORDS | {"audience": "public"}).status_code == 404, address
    with pytest.raises(PermissionDenied):
        edit_paragraph(paragraph, words=WORDS, seen=fingerprint(paragraph), by=personas[name])
    assert Text.objects.get().state == "draft" and text.paragraphs.count() == 3


def test_edit_writes_the_words_and_one_line_of_the_journal(desk, text):
    paragraph = text.paragraphs.get(order=2)
    answer = desk.post(path("paragraph-edit", text, uid=paragraph.uid), WORDS | {"seen": fingerprint(paragraph)})
    assert answer.status_code == 302 and answer["Location"].endswith(f"#{paragraph.anchor}")
    paragraph.refresh_from_db()
    assert (paragraph.kind, paragraph.level, paragraph.body_es, paragraph.body_en) == ("prose", 1, "Nuevo.", "New.")
    act = Act.objects.get(act="edit_paragraph")
    assert act.actor == "secretariat@example.org" and act.after["body_en"] == "New."
    assert act.before["body_en"].startswith("Paragraph 2")


def test_edit_when_somebody_else_was_faster_shows_both_and_asks(desk, text, personas):
    paragraph = text.paragraphs.get(order=1)
    seen = fingerprint(paragraph)
    edit_paragraph(paragraph, words=WORDS | {"body_en": "Theirs."}, seen=seen, by=personas["secretariat"])
    address = path("paragraph-edit", text, uid=paragraph.uid)
    answer = desk.post(address, WORDS | {"body_en": "Mine.", "seen": seen})
    assert answer.status_code == 409
    content = answer.content.decode()
    assert "Theirs." in content and "Mine." in content
    paragraph.refresh_from_db()
    assert paragraph.body_en == "Theirs."
    again = desk.post(address, WORDS | {"body_en": "Mine.", "seen": answer.context["form"]["seen"].value()})
    assert again.status_code == 302
    paragraph.refresh_from_db()
    assert paragraph.body_en == "Mine."


def test_edit_without_saying_what_was_seen_is_asked_too(desk, text):
    paragraph = text.paragraphs.first()
    assert desk.post(path("paragraph-edit", text, uid=paragraph.uid), WORDS).status_code == 409


def test_edit_that_changes_nothing_writes_nothing(text, personas):
    paragraph = text.paragraphs.first()
    same = {"body_en": paragraph.body_en}
    edit_paragraph(paragraph, words=same, seen=fingerprint(paragraph), by=personas["secretariat"])
    assert not Act.objects.filter(act="edit_paragraph").exists()


def test_edit_when_refused_keeps_what_was_typed(desk, text):
    paragraph = text.paragraphs.first()
    answer = desk.post(path("paragraph-edit", text, uid=paragraph.uid), WORDS | {"level": 40, "body_en": "Kept words."})
    assert answer.status_code == 200
    assert "Kept words." in answer.content.decode() and answer.context["form"].errors["level"]


def test_paragraphs_change_places_and_stay_in_order(text, personas):
    officer = personas["secretariat"]
    first, second, third = text.paragraphs.order_by("order")
    move_paragraph(third, up=True, by=officer)
    move_paragraph(first, up=True, by=officer)  # is at the front already
    assert [paragraph.pk for paragraph in text.paragraphs.order_by("order")] == [first.pk, third.pk, second.pk]
    move_paragraph(first, up=False, by=officer)
    assert [paragraph.pk for paragraph in text.paragraphs.order_by("order")] == [third.pk, first.pk, second.pk]
    assert [order for _, order in orders(text)] == [1, 2, 3]


def test_paragraph_is_added_in_its_place(desk, text):
    first = text.paragraphs.get(order=1)
    desk.post(path("paragraph-add", text) + f"?after={first.uid}", WORDS)
    desk.post(path("paragraph-add", text), WORDS | {"body_en": "Front."})
    assert [body[:11] for body, _ in orders(text)] == ["Front.", "Paragraph 1", "New.", "Paragraph 2", "Paragraph 3"]
    assert Act.objects.filter(act="add_paragraph").count() == 2


def test_paragraph_is_deleted_once_seen_and_kept_in_the_journal(desk, text):
    paragraph = text.paragraphs.get(order=2)
    address = path("paragraph-act", text, uid=paragraph.uid, act="delete")
    desk.post(address, {"seen": "something old"})
    assert text.paragraphs.count() == 3
    desk.post(address, {"seen": fingerprint(paragraph)})
    assert text.paragraphs.count() == 2
    assert Act.objects.get(act="delete_paragraph").before["body_en"].startswith("Paragraph 2")


def test_paragraph_with_a_decision_is_not_deleted(text, personas):
    paragraph = text.paragraphs.first()
    DecisionFactory(paragraph=paragraph)
    with pytest.raises(ParagraphError):
        delete_paragraph(paragraph, seen=fingerprint(paragraph), by=personas["secretariat"])
    assert Paragraph.objects.filter(pk=paragraph.pk).exists()


def test_act_that_is_none_is_not_there(desk, text):
    uid = text.paragraphs.first().uid
    assert desk.post(path("paragraph-act", text, uid=uid, act="explode")).status_code == 404
    assert desk.get(path("paragraph-act", text, uid=uid, act="up")).status_code == 405


def test_services_say_when_a_paragraph_is_stale(text, personas):
    officer = personas["secretariat"]
    paragraph = text.paragraphs.first()
    with pytest.raises(StaleParagraphError) as stale:
        edit_paragraph(paragraph, words=WORDS, seen="0" * 16, by=officer)
    assert stale.value.current == paragraph
    assert add_paragraph(text, after=None, by=officer, words=WORDS).order == 1


def test_audience_is_chosen_and_takes_effect_at_once(desk, text, visit):
    publish_text(text, by="test")
    before = current_revision()
    desk.post(path("text-audience", text), {"audience": "member"})
    assert current_revision() > before
    assert visit(path("text-detail", text)).status_code == 404
    assert Act.objects.get(act="choose_audience").after == {"audience": "member"}


def test_publish_leads_to_the_page_where_the_pdfs_are_seen(desk, text):
    answer = desk.post(path("text-publish", text))
    assert answer.status_code == 302 and answer["Location"].endswith(f"{text.symbol}/#files")
    content = desk.get(answer["Location"]).content.decode()
    assert "The PDF is being made." in content and "hx-get" in content and "Reload the page" in content


def test_publish_of_a_correction_asks_for_its_reason(desk, text):
    publish_text(text, by="test")
    text.paragraphs.update(body_en="Corrected.")
    refused = desk.post(path("text-publish", text), {"reason": " "})
    assert refused.status_code == 200 and "Say what this edition corrects." in refused.content.decode()
    assert Edition.objects.count() == 1
    assert desk.post(path("text-publish", text), {"reason": "A slip of the pen."}).status_code == 302
    assert Edition.objects.get(number=2).reason == "A slip of the pen."


def test_publish_when_nothing_changed_is_refused_with_the_reason(desk, text):
    publish_text(text, by="test")
    content = desk.post(path("text-publish", text), {"reason": "None"}).content.decode()
    assert "Nothing has changed since edition 1." in content
    assert "disabled" in desk.get(path("text-workroom", text)).content.decode()


def test_preview_shows_the_working_copy_and_says_so(desk, text):
    publish_text(text, by="test")
    text.paragraphs.filter(order=1).update(body_en="Only in the preview.")
    content = desk.get(path("text-preview", text)).content.decode()
    assert "Only in the preview." in content and "These words are not published" in content


def test_import_makes_a_draft_and_shows_its_report(desk):
    meeting = MeetingFactory(key="imported")
    spanish = io.BytesIO("# Declaración\n\n1. Los países acuerdan cooperar.\n".encode())
    spanish.name = "declaracion.md"
    english = io.BytesIO(b"# Declaration\n\n1. The countries agree to cooperate.\n")
    english.name = "declaration.md"
    answer = desk.post(
        path("text-import"), {"meeting": meeting.key, "kind": "declaration", "spanish": spanish, "english": english}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    content = desk.get(answer["Location"]).content.decode()
    assert "The countries agree to cooperate." in content and "Report of the import" in content
    assert Text.objects.get(meeting=meeting).audience == "secretariat"


def test_import_when_refused_says_so_beside_the_file_and_writes_nothing(desk):
    meeting = MeetingFactory(key="imported")
    broken = io.BytesIO(b"not a zip at all")
    broken.name = "broken.docx"
    answer = desk.post(path("text-import"), {"meeting": meeting.key, "kind": "declaration", "english": broken})
    assert answer.status_code == 200 and answer.context["form"].errors["english"]
    nothing = desk.post(path("text-import"), {"meeting": meeting.key, "kind": "declaration"})
    assert nothing.context["form"].errors["spanish"]
    assert not Text.objects.exists()


@pytest.mark.parametrize("act", ["up", "delete"])
def test_paragraph_when_deleted_between_look_and_lock_is_not_there(desk, text, act):
    """Somebody else deletes it just as the service opens its transaction."""
    paragraph = text.paragraphs.last()
    gone = []

    def delete_first(execute, sql, params, many, context):
        if sql.startswith("SAVEPOINT") and not gone:
            gone.append(paragraph.pk)
            Paragraph.objects.filter(pk=paragraph.pk).delete()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(delete_first):
        answer = desk.post(path("paragraph-act", text, uid=paragraph.uid, act=act), {"seen": fingerprint(paragraph)})
    assert gone and answer.status_code == 404
