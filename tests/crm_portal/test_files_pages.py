"""Downloads of what people gave: who gets it, as what, and that the journal knows."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse

from common.models import Act, StoredFile
from common.uploads import store_upload
from crm_portal.views.files import HOLDERS
from meetings.models import WaitingPaper
from secretariat.models import NoticeAttachment
from tests.common.documents import pdf, upload
from tests.factories import PublishedNoticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(tmp_path, settings):
    """Every test has an empty store."""
    backend = settings.STORAGES["default"]
    settings.STORAGES = settings.STORAGES | {"default": backend | {"OPTIONS": {"location": str(tmp_path / "files")}}}


def attached(audience="member", name="Acta «GRCM».pdf", **fields):
    notice = PublishedNoticeFactory(audience=audience, **fields)
    stored = store_upload(upload(name, pdf()), by="test")
    return NoticeAttachment.objects.create(notice=notice, file=stored, title_es="Acta", title_en="Minutes")


def path_of(attachment):
    return reverse("stored-file", kwargs={"pk": attachment.file_id})


def downloads():
    return Act.objects.filter(act="download_file")


def test_holders_are_all_models_that_hold_a_stored_file():
    holding = {
        model
        for model in apps.get_models()
        if any(field.related_model is StoredFile for field in model._meta.concrete_fields if field.is_relation)
    }
    assert holding - {WaitingPaper} == set(HOLDERS)  # what waits to be entered is sent to nobody


def test_file_when_its_holder_is_visible_is_sent_to_be_saved(visit, personas):
    answer = visit(path_of(attached()), personas["member"])
    assert answer.getvalue() == pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="Acta GRCM.pdf"; filename*=UTF-8')
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("persona", ["observer_country", "civil_society", "expired", "nobody", "administrator"])
def test_file_when_its_holder_is_not_visible_is_not_there(visit, personas, persona):
    attachment = attached()
    for headers in ({}, {"If-None-Match": f'"{attachment.file.sha256}"'}, {"Range": "bytes=0-3"}):
        answer = visit(path_of(attachment), personas[persona], **headers)
        assert answer.status_code == 404
        assert b"GRCM" not in answer.content
    assert not downloads().exists()


def test_file_when_held_by_a_draft_is_the_secretariats(visit, personas):
    attachment = attached("public", state="draft", published_at=None, edition=0)
    assert visit(path_of(attachment), personas["member"]).status_code == 404
    assert visit(path_of(attachment), personas["secretariat"]).getvalue() == pdf()


def test_visitor_when_a_file_is_closed_or_none_is_asked_to_sign_in(visit):
    for path in (path_of(attached()), reverse("stored-file", kwargs={"pk": uuid4()})):
        answer = visit(path)
        assert answer.status_code == 302
        assert answer.url.endswith(f"?next={path}")


def test_file_when_held_by_nothing_is_not_there(visit, personas):
    stored = store_upload(upload("acta.pdf", pdf()), by="test")
    assert visit(reverse("stored-file", kwargs={"pk": stored.pk}), personas["secretariat"]).status_code == 404


def test_file_when_its_holder_is_everybodys_goes_to_everyone_and_into_no_journal(visit, personas, monkeypatch):
    """No thing that holds a file is open to visitors yet; one that is stands in here."""
    open_to_all = SimpleNamespace(visible_to=lambda _user: NoticeAttachment.objects.all())
    monkeypatch.setattr("crm_portal.views.files.HOLDERS", (SimpleNamespace(_default_manager=open_to_all),))
    attachment = attached()
    for user in (None, personas["nobody"], personas["member"]):
        answer = visit(path_of(attachment), user)
        assert answer.getvalue() == pdf()
        assert answer["Cache-Control"] == "public, no-cache"
        assert not answer.cookies
    assert not downloads().exists()


def test_download_when_closed_stands_in_the_journal(visit, personas):
    attachment, member = attached(), personas["member"]
    visit(path_of(attachment), member).getvalue()
    act = downloads().get()
    assert (act.actor_id, act.object_type, act.object_id) == (
        member.pk,
        "secretariat.noticeattachment",
        str(attachment.pk),
    )
    assert act.after == {"file": "Acta «GRCM».pdf", "sha256": attachment.file.sha256}


def test_download_when_in_parts_is_one_act_in_ten_minutes_for_each_reader(visit, personas, time_machine):
    attachment, member = attached(), personas["member"]
    for wanted in ("bytes=5-9", "bytes=0-4", "bytes=10-"):
        assert len(visit(path_of(attachment), member, Range=wanted).getvalue()) in (5, len(pdf()) - 10)
    assert downloads().count() == 1
    visit(path_of(attachment), personas["secretariat"]).getvalue()
    assert downloads().count() == 2
    time_machine.move_to(downloads().latest("pk").at + timedelta(minutes=11))
    visit(path_of(attachment), member).getvalue()
    assert downloads().count() == 3


def test_download_when_nothing_was_sent_is_no_act(client, personas):
    attachment, member = attached(), personas["member"]
    client.force_login(member, backend="members.accounts.backend.AccountBackend")
    assert client.head(path_of(attachment)).status_code == 200
    assert client.get(path_of(attachment), headers={"If-None-Match": f'"{attachment.file.sha256}"'}).status_code == 304
    assert client.get(path_of(attachment), headers={"Range": "bytes=9999999-"}).status_code == 416
    assert client.post(path_of(attachment)).status_code == 405
    assert not downloads().exists()


def test_file_when_its_row_has_lost_it_is_not_there(visit, personas):
    attachment = attached()
    attachment.file.file.storage.delete(attachment.file.file.name)
    assert visit(path_of(attachment), personas["member"]).status_code == 404
    assert not downloads().exists()


def test_file_name_when_it_means_harm_breaks_no_header(visit, personas):
    answer = visit(path_of(attached(name='x"\r\nSet-Cookie: a=b; <script>.pdf')), personas["member"])
    assert answer.getvalue() == pdf()
    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer["Content-Disposition"]
    assert "<" not in answer["Content-Disposition"]
