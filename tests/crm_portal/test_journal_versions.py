"""The field history: every version of what is edited by hand, its editor, and what costs nothing."""

import pytest
from django.contrib import admin

from common.admin import AuditedAdmin
from common.models import Act
from crm_portal.record.loading import load
from declarations.models import Text, TextState
from declarations.services.publishing import publish_text
from meetings.models import Body
from members.models import Participant, Person, User
from tests.crm_portal.test_admin import as_posted, enter, path
from tests.factories import BodyFactory, text_with_paragraphs

pytestmark = pytest.mark.django_db


def versions():
    return {model.__name__: model.history.count() for model in admin.site._registry if hasattr(model, "history")}


def test_everything_that_is_edited_in_two_languages_keeps_its_versions():
    edited = {model for model, keeper in admin.site._registry.items() if isinstance(keeper, AuditedAdmin)}
    assert Body in edited
    assert {model for model in edited if not hasattr(model, "history")} == set()


def test_personal_data_is_not_multiplied():
    """What changed stands in the act that changed it, nowhere else."""
    assert not hasattr(Person, "history") and not hasattr(User, "history")


def test_edit_in_the_administration_keeps_the_version_and_its_editor(client, personas):
    body = BodyFactory(name_en="Before")
    enter(client, personas["secretariat"])
    form = client.get(path(Body, "change", body.pk)).context["adminform"].form
    client.post(path(Body, "change", body.pk), as_posted(form) | {"name_en": "After"})
    now, before = body.history.order_by("-history_id")
    assert (before.name_en, now.name_en) == ("Before", "After")
    assert (before.history_user_id, now.history_user_id) == (None, personas["secretariat"].pk)


def test_version_keeps_each_language_whatever_the_reader_speaks():
    version = BodyFactory(name_es="Red", name_en="Network").history.get()
    assert (version.name_es, version.name_en) == ("Red", "Network") and not hasattr(version, "name")


def test_version_of_what_was_deleted_stays():
    body = BodyFactory(name_en="Gone")
    key = body.pk
    body.delete()
    assert [version.history_type for version in Body.history.filter(id=key).order_by("history_id")] == ["+", "-"]


def test_save_of_what_only_services_move_leaves_no_version():
    text = text_with_paragraphs(1)
    publish_text(text, by="tests")
    assert Text.objects.get().state == TextState.PUBLISHED and text.history.count() == 1


def test_load_keeps_one_version_of_each_row_with_all_that_was_written(loaded_record):
    assert set(Participant.history.values_list("history_change_reason", flat=True)) == {"load_record"}
    assert Participant.history.count() == Participant.objects.count()
    grown = Body.objects.filter(reports_to__isnull=False).first()
    assert grown.history.get().reports_to_id == grown.reports_to_id


def test_load_when_repeated_keeps_no_version_and_writes_no_act(loaded_record, settings):
    before = versions(), Act.objects.count()
    load(settings.BASE_DIR / "record")
    assert (versions(), Act.objects.count()) == before
