"""Concept notes: written by whoever convenes the activity, approved before it can be held."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import override

from common.refusals import Refusal
from common.states import NotNow, reasons_against
from meetings.models import ConceptNote, Meeting, Seat
from meetings.services.concept_notes import (
    StaleNote,
    approve_concept_note,
    return_concept_note,
    submit_concept_note,
    write_concept_note,
)
from meetings.workflow import MEETING
from tests.access.visits import signed_in
from tests.factories import BodyFactory, MandateFactory, MeetingFactory, PlanItemFactory, UserFactory, a_complete_note

pytestmark = pytest.mark.django_db
WORDS = {"background_es": "Antecedente", "background_en": "Background"}
REASON = {"es": "Falta el perfil", "en": "The profile is missing"}


@pytest.fixture
def workshop(personas):
    """A workshop that Costa Rica hosts, meant for the members."""
    host = personas["member"].mandates.get().participant
    return MeetingFactory(key="workshop", kind="workshop", country=host, audience="member", state="planned")


def test_activity_when_it_has_no_approved_note_may_not_be_held(personas, workshop):
    assert lacks_its_note(workshop)
    note = a_complete_note(meeting=workshop)
    assert lacks_its_note(workshop)
    submit_concept_note(note, by=personas["member"])
    assert lacks_its_note(workshop)
    approve_concept_note(note, by=personas["presidency"])
    assert not lacks_its_note(workshop)


def lacks_its_note(activity):
    """Whether what stands in the way of entering it as held is its concept note."""
    act = next(act for act in MEETING.acts if act.name == "hold_meeting")
    return any("nota conceptual" in str(reason) for reason in reasons_against(act, Meeting.objects.get(pk=activity.pk)))


@pytest.mark.parametrize("name", ["member", "deputy", "secretariat"])
def test_note_when_written_by_the_host_or_the_secretariat_is_kept(personas, workshop, name):
    note = write_concept_note(workshop, values=WORDS, seen=0, by=personas[name])
    assert (note.state, note.version, note.background_es) == ("draft", 1, "Antecedente")


@pytest.mark.parametrize(
    "name", ["neighbour", "presidency", "reviewer", "liaison", "observer_country", "administrator"]
)
def test_note_when_written_by_others_is_refused(personas, workshop, name):
    with pytest.raises(PermissionDenied):
        write_concept_note(workshop, values=WORDS, seen=0, by=personas[name])


def test_note_when_written_by_the_coordinator_of_its_body_is_kept(personas, workshop):
    body, coordinator = BodyFactory(), UserFactory()
    country = personas["neighbour"].mandates.get().participant
    mandate = MandateFactory(person=coordinator.person, function="body_coordinator", participant=country)
    Seat.objects.create(mandate=mandate, body=body)
    workshop.bodies.add(body)
    with pytest.raises(PermissionDenied):  # meant for the members, of whose delegations a coordinator is not
        write_concept_note(workshop, values=WORDS, seen=0, by=coordinator)
    Meeting.objects.update(audience="body_members")
    assert write_concept_note(workshop, values=WORDS, seen=0, by=coordinator).pk


def test_note_when_of_a_meeting_that_is_no_activity_is_refused(personas):
    with pytest.raises(Refusal):
        write_concept_note(MeetingFactory(kind="grcm"), values=WORDS, seen=0, by=personas["secretariat"])


def test_note_when_parts_are_missing_is_not_submitted_and_names_them(personas, workshop):
    note = write_concept_note(workshop, values=WORDS, seen=0, by=personas["member"])
    with pytest.raises(ValidationError) as refused:
        submit_concept_note(note, by=personas["member"])
    assert len(refused.value.messages) == 9  # four parts in two languages, and the indicators
    with override("es"), pytest.raises(ValidationError) as refused:
        submit_concept_note(note, by=personas["member"])
    assert any("(inglés)" in said for said in refused.value.messages), "languages are written small in Spanish"
    assert not any("Inglés" in said for said in refused.value.messages)


def test_note_when_returned_tells_why_and_is_written_again(personas, workshop):
    note = a_complete_note(meeting=workshop)
    submit_concept_note(note, by=personas["member"])
    with pytest.raises(Refusal):
        write_concept_note(workshop, values=WORDS, seen=1, by=personas["member"])
    with pytest.raises(PermissionDenied):
        return_concept_note(note, reason=REASON, by=personas["member"])
    return_concept_note(note, reason=REASON, by=personas["secretariat"])
    assert write_concept_note(workshop, values=WORDS, seen=1, by=personas["member"]).state == "returned"
    page = signed_in(personas["member"]).get(note.get_absolute_url()).content.decode()
    assert "Falta el perfil" in page


def test_form_of_a_note_when_in_spanish_says_so_in_spanish(personas, workshop):
    with override("es"):
        page = signed_in(personas["secretariat"]).get(reverse("meetings:concept-note-edit", args=[workshop.key]))
    labels = [field.label for pair in page.context["form"].pairs for field in pair]
    assert labels[:2] == ["Antecedentes en español", "Antecedentes en inglés"]


def test_two_when_they_write_one_note_the_second_is_told(personas, workshop):
    write_concept_note(workshop, values=WORDS, seen=0, by=personas["member"])
    with pytest.raises(StaleNote):
        write_concept_note(workshop, values=WORDS, seen=0, by=personas["secretariat"])


def test_note_when_approved_twice_at_once_the_second_is_told(personas, workshop):
    note = a_complete_note(meeting=workshop, state="submitted")
    late = ConceptNote.objects.get()
    approve_concept_note(note, by=personas["secretariat"])
    with pytest.raises(NotNow):
        approve_concept_note(late, by=personas["presidency"])


def test_note_when_approved_is_read_by_the_members_who_see_the_activity(personas, workshop):
    a_complete_note(meeting=workshop, state="approved")
    seen = {name for name, user in personas.items() if ConceptNote.objects.visible_to(user).exists()}
    assert seen == {"member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat"}
    Meeting.objects.update(audience="secretariat")
    seen = {name for name, user in personas.items() if ConceptNote.objects.visible_to(user).exists()}
    assert seen == {"secretariat"}


def test_journey_of_a_note_when_walked_through_its_pages(personas, workshop):
    host, officer = signed_in(personas["member"]), signed_in(personas["secretariat"])
    address = reverse("meetings:concept-note", kwargs={"key": "workshop"})
    edit = reverse("meetings:concept-note-edit", kwargs={"key": "workshop"})
    assert address in host.get(workshop.get_absolute_url()).content.decode()
    assert host.get(address).url == edit
    indicator = PlanItemFactory(kind="indicator")
    parts = ("background", "general_objective", "specific_objectives", "profile", "institutions")
    data = {f"{part}_{language}": f"{part} {language}" for part in parts for language in ("es", "en")}
    assert host.post(edit, data | {"seen": 0, "indicators": [indicator.pk]}).status_code == 302
    late = host.post(edit, data | {"seen": 0, "profile_es": "Otro perfil"})
    assert late.status_code == 409 and "Otro perfil" in late.content.decode()
    assert "<p>background es</p>" in host.get(address).content.decode()
    submit = reverse("meetings:concept-note-act", kwargs={"key": "workshop", "act": "submit_concept_note"})
    assert host.get(submit).status_code == 200 and host.post(submit).status_code == 302
    assert host.get(edit).status_code == 404
    approve = reverse("meetings:concept-note-act", kwargs={"key": "workshop", "act": "approve_concept_note"})
    assert host.get(approve).status_code == 404
    assert officer.get(approve).status_code == 200 and officer.post(approve).status_code == 302
    assert ConceptNote.objects.get().state == "approved"
