"""Papers: who enters them, which rules they keep, their symbols, revisions, and what happens when two edit at once."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.access import Audience
from common.models import Act
from common.refusals import Refusal
from common.revision import current_revision
from meetings.models import Document, DocumentFile
from meetings.services.documents import (
    StaleDocument,
    add_document,
    add_revision,
    edit_document,
    restore_document,
    withdraw_document,
)
from tests.factories import DocumentFactory, MeetingFactory
from tests.meetings.papers import given, item_of, session_of, vice_ministerial

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TITLES = {"title_es": "Informe", "title_en": "Report"}


@pytest.fixture
def officer(personas):
    return personas["secretariat"]


def values(**fields):
    return {"kind": "DOC", "audience": "member", **TITLES} | fields


def test_document_when_it_is_entered_without_a_symbol_gets_the_next_of_its_series(officer):
    meeting = vice_ministerial()
    DocumentFactory(meeting=meeting, symbol="CRM/XIX/DOC/7")
    first = add_document(meeting=meeting, values=values(), by=officer)
    second = add_document(meeting=meeting, values=values(symbol=""), by=officer)
    other = add_document(meeting=meeting, values=values(kind="CRP"), by=officer)
    assert [one.symbol for one in (first, second, other)] == ["CRM/XIX/DOC/8", "CRM/XIX/DOC/9", "CRM/XIX/CRP/1"]
    withdraw_document(second, by=officer)
    assert add_document(meeting=meeting, values=values(), by=officer).symbol == "CRM/XIX/DOC/10"


def test_document_when_its_symbol_is_taken_is_refused(officer):
    meeting = vice_ministerial()
    add_document(meeting=meeting, values=values(symbol="CRM/XIX/DOC/1"), by=officer)
    with pytest.raises(ValidationError, match="CRM/XIX/DOC/1"):
        add_document(meeting=MeetingFactory(), values=values(symbol="CRM/XIX/DOC/1"), by=officer)
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "audience", "is_taken"),
    [
        ("grcm", "observer_country", False),
        ("grcm", "observer_organisation", True),
        ("vice_ministerial", "observer_country", True),
        ("network", "observer_organisation", False),
    ],
)
def test_document_when_its_audience_does_not_attend_the_meeting_is_refused(officer, kind, audience, is_taken):
    meeting = MeetingFactory(kind=kind)
    if is_taken:
        assert add_document(meeting=meeting, values=values(audience=audience), by=officer).pk
    else:
        with pytest.raises(ValidationError, match="does not attend that kind of meeting"):
            add_document(meeting=meeting, values=values(audience=audience), by=officer)


def test_document_of_a_closed_session_is_closed_whatever_was_ticked_and_never_for_guests(officer):
    meeting = vice_ministerial()
    closed = session_of(meeting, "closed")
    kept = add_document(meeting=meeting, values=values(session=closed), by=officer)
    assert kept.is_closed
    by_item = add_document(meeting=meeting, values=values(item=item_of(closed)), by=officer)
    assert by_item.is_closed
    for audience in ("observer_organisation", "civil_society", "public", "body_members"):
        with pytest.raises(ValidationError):
            add_document(meeting=meeting, values=values(session=closed, audience=audience), by=officer)
    with pytest.raises(ValidationError, match="do not open by date"):
        add_document(meeting=meeting, values=values(session=closed, opens_on=date(2030, 1, 1)), by=officer)


def test_document_of_the_drafting_group_is_for_members_alone(officer):
    meeting = vice_ministerial()
    drafting = session_of(meeting, "drafting")
    for audience in ("observer_country", "public"):
        with pytest.raises(ValidationError):
            add_document(meeting=meeting, values=values(session=drafting, audience=audience), by=officer)
    assert not add_document(meeting=meeting, values=values(session=drafting), by=officer).is_closed


def test_document_when_session_or_item_is_of_another_meeting_is_refused(officer):
    meeting, other = vice_ministerial(), MeetingFactory()
    session = session_of(other)
    with pytest.raises(ValidationError) as refused:
        add_document(meeting=meeting, values=values(session=session, item=item_of(session)), by=officer)
    assert len(refused.value.messages) == 2


def test_document_when_two_edit_it_the_second_is_told_and_nothing_is_lost(officer, personas):
    document = DocumentFactory(meeting=vice_ministerial(), audience="member")
    edit_document(document, values={"title_es": "Uno"}, seen=1, by=officer)
    with pytest.raises(StaleDocument) as stale:
        edit_document(document, values={"title_es": "Dos"}, seen=1, by=personas["presidency"])
    assert stale.value.current.title_es == "Uno" and Document.objects.get().title_es == "Uno"


def test_edit_when_nothing_changes_writes_nothing(officer):
    document = DocumentFactory()
    before = Act.objects.count()
    edit_document(document, values={"title_es": document.title_es}, seen=1, by=officer)
    assert Act.objects.count() == before and Document.objects.get().version == 1


def test_presidency_when_it_would_lose_a_paper_from_its_own_eyes_is_refused(personas):
    meeting = vice_ministerial()
    with pytest.raises(Refusal, match="would not see this paper"):
        add_document(meeting=meeting, values=values(audience="secretariat"), by=personas["presidency"])
    assert add_document(meeting=meeting, values=values(audience="member"), by=personas["presidency"]).pk


@pytest.mark.parametrize("who", ["member", "observer_organisation", "administrator", "nobody", "expired"])
def test_papers_are_written_by_those_who_prepare_the_meeting_alone(who, personas):
    document = DocumentFactory(meeting=vice_ministerial())
    calls = [
        lambda: add_document(meeting=document.meeting, values=values(), by=personas[who]),
        lambda: edit_document(document, values=values(), seen=1, by=personas[who]),
        lambda: add_revision(document, language="es", upload=given(), by=personas[who]),
        lambda: withdraw_document(document, by=personas[who]),
        lambda: restore_document(document, by=personas[who]),
    ]
    before = Act.objects.count()
    for call in calls:
        with pytest.raises(PermissionDenied):
            call()
    assert Act.objects.count() == before and Document.objects.count() == 1


def test_presidency_cannot_touch_a_paper_that_it_does_not_see(personas):
    document = DocumentFactory(meeting=vice_ministerial(), audience="secretariat")
    with pytest.raises(PermissionDenied):
        edit_document(document, values={"audience": "member"}, seen=1, by=personas["presidency"])


def test_revisions_count_in_each_language_and_the_same_bytes_are_refused(officer):
    document = DocumentFactory()
    for words, language in (("Uno", "es"), ("Dos", "es"), ("One", "en")):
        add_revision(document, language=language, upload=given(words=words), by=officer)
    assert sorted(DocumentFile.objects.values_list("language", "revision")) == [("en", 1), ("es", 1), ("es", 2)]
    with pytest.raises(Refusal, match="byte for byte"):
        add_revision(document, language="es", upload=given(words="Dos"), by=officer)
    add_revision(document, language="es", upload=given(words="Uno"), by=officer)
    assert DocumentFile.objects.filter(language="es").count() == 3


def test_withdrawn_paper_is_the_secretariats_until_it_is_brought_back(officer, personas):
    document = DocumentFactory()
    withdraw_document(document, by=officer)
    withdraw_document(document, by=officer)
    assert not Document.objects.visible_to(personas["member"]).exists()
    assert Document.objects.visible_to(officer).exists()
    restore_document(document, by=officer)
    assert Document.objects.visible_to(personas["visitor"]).exists()
    assert list(Act.objects.order_by("pk").values_list("act", flat=True)) == ["withdraw_document", "restore_document"]


def test_papers_supersede_each_other_in_one_direction_within_a_meeting(officer):
    meeting = vice_ministerial()
    one, two = DocumentFactory(meeting=meeting), DocumentFactory(meeting=meeting)
    edit_document(one, values={"superseded_by": two}, seen=1, by=officer)
    for later in (one, two, DocumentFactory(meeting=MeetingFactory())):
        with pytest.raises(ValidationError, match="superseded by another paper"):
            edit_document(two, values={"superseded_by": later}, seen=1, by=officer)


def test_public_pages_follow_every_change_of_a_paper(officer):
    document = DocumentFactory()
    for change in (
        lambda: edit_document(document, values={"title_es": "Otro"}, seen=1, by=officer),
        lambda: add_revision(document, language="es", upload=given(), by=officer),
        lambda: withdraw_document(document, by=officer),
        lambda: restore_document(document, by=officer),
    ):
        before = current_revision()
        change()
        assert current_revision() > before


def test_every_audience_that_attends_can_be_chosen_and_no_other(officer):
    for kind in ("vice_ministerial", "grcm", "network", "workshop"):
        for audience in Audience.values:
            meeting = MeetingFactory(kind=kind)
            try:
                add_document(meeting=meeting, values=values(audience=audience), by=officer)
                taken = True
            except ValidationError:
                taken = False
            assert taken is (
                audience
                not in {
                    "vice_ministerial": (),
                    "grcm": ("observer_country",),
                    "network": ("observer_country", "observer_organisation"),
                    "workshop": (),
                }[kind]
            ), (kind, audience)
