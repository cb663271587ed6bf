"""The page of a person, one's own contact data, institutions, and the own delegation, as people use them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from common.models import Act
from members.grants import grant
from members.models import Institution, Mandate, Person, User
from members.services.people import confirm_contact_data, create_person, edit_person
from tests.factories import InstitutionFactory, MandateFactory, MeetingFactory, PersonFactory, UserFactory
from tests.members.people import address, words

pytestmark = pytest.mark.django_db
NEW = {
    "name": "Ana Mora",
    "honorific": "",
    "position_es": "Directora",
    "position_en": "",
    "institution": "",
    "email": "mora@example.org",
    "phone": "+506 1",
    "language": "es",
}


def test_page_of_a_person_tells_who_held_what_and_when(personas, visit):
    deputy = personas["deputy"]
    MandateFactory(
        person=deputy.person,
        function="national_reviewer",
        participant=deputy.mandates.get().participant,
        start=timezone.localdate() - timedelta(days=900),
        end=timezone.localdate() - timedelta(days=500),
    )
    page = words(visit(address("person", pk=deputy.person_id), personas["neighbour"]))
    assert "National reviewer" in page and "Deputy focal point" in page and "over</span>" in page
    assert "Signs in as" not in page and "End it" not in page
    page = words(visit(address("person", pk=deputy.person_id), personas["secretariat"]))
    assert "Signs in as" in page and page.count("End it") == 1
    assert "End it" in words(visit(address("person", pk=deputy.person_id), personas["member"]))


def test_secretariat_writes_down_a_person_and_gives_a_mandate(personas, enter):
    client = enter(personas["secretariat"])
    assert client.post(address("person-create"), NEW).status_code == 302
    person = Person.objects.get(name="Ana Mora")
    assert person.confirmed_at is None
    assert "written down already" in words(client.post(address("person-create"), NEW))
    row = {"function": "focal_point", "start": timezone.localdate().isoformat()}
    mexico = personas["neighbour"].mandates.get()
    page = words(client.post(address("appoint", pk=person.pk), row | {"participant": mexico.participant_id}))
    assert "Somebody else holds this function" in page
    client.post(address("mandate-end", pk=mexico.pk), {"reason": "Relevo"})
    assert (
        client.post(address("appoint", pk=person.pk), row | {"participant": mexico.participant_id}).status_code == 302
    )
    assert person.mandates.get().is_in_force


def test_ending_without_a_reason_is_told_beside_the_field(personas, enter):
    client = enter(personas["member"])
    mandate = personas["deputy"].mandates.get()
    page = words(client.post(address("mandate-end", pk=mandate.pk), {"reason": ""}))
    assert 'aria-invalid="true"' in page
    assert client.post(address("mandate-end", pk=mandate.pk), {"reason": "Relevo"}).status_code == 302
    mandate.refresh_from_db()
    assert mandate.is_over


def test_hold_over_by_its_button_and_by_nobody_else(personas, enter):
    mandate = personas["deputy"].mandates.get()
    Mandate.objects.filter(pk=mandate.pk).update(end=timezone.localdate())
    for who in ("neighbour", "reviewer", "administrator", "observer_country"):
        assert enter(personas[who]).post(address("mandate-hold-over", pk=mandate.pk)).status_code == 404, who
    assert enter(personas["member"]).post(address("mandate-hold-over", pk=mandate.pk)).status_code == 302
    mandate.refresh_from_db()
    assert mandate.is_holdover


def test_delegation_shows_free_seats_to_name_to_the_focal_point_alone(personas, visit):
    name = address("delegation-name")
    page = words(visit(address("delegation"), personas["member"]))
    assert f"{name}?function=national_reviewer" in page and f"{name}?function=deputy" not in page
    assert "2 seats are free" in page and "As focal point you name" in page
    assert name not in words(visit(address("delegation"), personas["deputy"]))
    assert name not in words(visit(address("delegation"), personas["observer_country"]))


def test_focal_point_names_somebody_new_in_one_step(personas, enter):
    mexico = personas["neighbour"].mandates.get().participant
    client = enter(personas["neighbour"])
    row = {"function": "deputy", "participant": mexico.pk, "person": "", "start": timezone.localdate().isoformat()}
    page = words(client.post(address("delegation-name"), row | NEW | {"name": ""}))
    assert "Choose somebody above" in page
    assert client.post(address("delegation-name"), row | NEW).status_code == 302
    person = Person.objects.get(name="Ana Mora")
    assert person.mandates.get().function == "deputy"
    other = row | NEW | {"name": "Otra", "email": "otra@example.org"}
    assert "Somebody else holds this function" in words(client.post(address("delegation-name"), other))
    assert not Person.objects.filter(name="Otra").exists()


@pytest.mark.parametrize("changed", [{"function": "focal_point"}, {"participant": "cr"}, {"person": "secretariat"}])
def test_focal_point_cannot_name_beyond_the_own_country_by_a_forged_form(personas, enter, changed):
    mexico = personas["neighbour"].mandates.get().participant
    forged = {
        "function": changed.get("function", "deputy"),
        "participant": personas["member"].mandates.get().participant_id if "participant" in changed else mexico.pk,
        "person": personas["secretariat"].person_id if "person" in changed else "",
        "start": timezone.localdate().isoformat(),
    }
    before = Mandate.objects.count()
    assert enter(personas["neighbour"]).post(address("delegation-name"), forged | NEW).status_code == 422
    assert Mandate.objects.count() == before and not Person.objects.filter(name="Ana Mora").exists()


def test_focal_point_keeps_own_people_and_nobody_else(personas, enter):
    client = enter(personas["member"])
    assert client.get(address("person-edit", pk=personas["deputy"].person_id)).status_code == 200
    for who in ("member", "liaison", "neighbour", "secretariat", "observer_country"):
        assert client.get(address("person-edit", pk=personas[who].person_id)).status_code == 404, who
        with pytest.raises(PermissionDenied):
            edit_person(
                person=personas[who].person, words={"phone": "1"}, by=User.objects.get(email="member@example.org")
            )
    deputy = personas["deputy"].person
    assert client.post(address("person-edit", pk=deputy.pk), NEW | {"name": "Nuevo Nombre"}).status_code == 302
    deputy.refresh_from_db()
    assert deputy.name == "Nuevo Nombre" and deputy.confirmed_at is None
    act = Act.objects.get(act="edit_person")
    assert act.after["name"] == "Nuevo Nombre"
    assert act.after["email"] == "…" and "mora@example.org" not in str(act.after)


def test_focal_point_puts_nobody_into_another_country_s_institution(personas):
    with pytest.raises(PermissionDenied):
        create_person(words={"name": "X", "institution": InstitutionFactory()}, by=personas["member"])
    with pytest.raises(PermissionDenied):
        create_person(words={"name": "X"}, by=personas["deputy"])


def test_contact_data_is_confirmed_by_its_person_alone(personas, enter):
    member = personas["member"]
    client = enter(member)
    page = words(client.get(address("contact")))
    assert "You have not confirmed it yet" in page and 'value="member"' in page
    page = words(client.post(address("contact"), NEW | {"phone": "", "position_es": ""}))
    assert page.count('aria-invalid="true"') == 2 and 'value="mora@example.org"' in page
    member.person.refresh_from_db()
    assert member.person.confirmed_at is None
    assert client.post(address("contact"), NEW).status_code == 302
    member.person.refresh_from_db()
    assert member.person.name == "Ana Mora" and not member.person.is_stale
    assert Act.objects.get(act="confirm_contact_data").actor == "member@example.org"
    with pytest.raises(PermissionDenied):
        confirm_contact_data(person=member.person, words={}, by=personas["secretariat"])


def test_contact_form_writes_nothing_but_contact_data(personas, enter):
    member = personas["member"]
    forged = NEW | {"institution": InstitutionFactory().pk, "confirmed_at": "2030-01-01", "pk": 1}
    enter(member).post(address("contact"), forged)
    member.person.refresh_from_db()
    assert member.person.institution is None and member.person.confirmed_at <= timezone.now()


def test_account_without_a_person_has_no_contact_data(visit):
    assert visit(address("contact"), UserFactory(person=None, is_superuser=True)).status_code == 404


def test_institutions_are_named_in_both_languages_by_the_secretariat(personas, enter):
    client = enter(personas["secretariat"])
    country = personas["member"].mandates.get().participant_id
    row = {"participant": country, "kind": "ministry", "name_es": "Ministerio (demo)", "name_en": "", "website": ""}
    assert 'aria-invalid="true"' in words(client.post(address("institution-create"), row))
    row["name_en"] = "Ministry (demo)"
    assert client.post(address("institution-create"), row).status_code == 302
    assert "written down already" in words(client.post(address("institution-create"), row))
    institution = Institution.objects.get(name_es="Ministerio (demo)")
    client.post(address("institution-edit", pk=institution.pk), row | {"acronym_es": "MD"})
    institution.refresh_from_db()
    assert institution.acronym_es == "MD"
    assert set(Act.objects.filter(act__contains="institution").values_list("act", flat=True)) == {
        "create_institution",
        "edit_institution",
    }
    assert "Ministry (demo)" in words(client.get(address("institutions")))


def test_name_with_markup_is_shown_as_written(personas, visit):
    person = PersonFactory(name="<script>alert(1)</script>", position_es="<b>Jefa</b>", phone='"><img src=x>')
    MandateFactory(person=person, function="secretariat_officer", participant=None)
    for page in (address("directory"), person.get_absolute_url()):
        said = words(visit(page, personas["member"]))
        assert "<script>alert" not in said and "<b>Jefa" not in said and "<img src=x" not in said
        assert "&lt;script&gt;alert(1)" in said


def test_page_of_a_person_invites_where_the_reader_may(personas, enter):
    person = MandateFactory(
        person__email="nueva@example.org",
        function="national_reviewer",
        participant=personas["member"].mandates.get().participant,
    ).person
    button = "Invite to open an account"
    for who, may in (("secretariat", True), ("member", True), ("neighbour", False), ("reviewer", False)):
        assert (button in words(enter(personas[who]).get(address("person", pk=person.pk)))) is may, who
    client = enter(personas["member"])
    with override("en"):
        client.post(reverse("members:invitation-send", args=[person.pk]))
    assert "Invited at nueva@example.org" in words(client.get(address("person", pk=person.pk)))


def test_exceptional_access_is_listed_on_the_person_for_themselves_and_the_secretariat(personas, visit):
    meeting = MeetingFactory(name_en="Closed workshop", audience="member")
    guest = personas["observer_country"]
    until = timezone.localdate() + timedelta(days=5)
    grant(meeting, to=guest, until=until, reason="Experta invitada", by=personas["secretariat"])
    for who, told in (("secretariat", True), ("observer_country", True), ("member", False)):
        page = words(visit(address("person", pk=guest.person_id), personas[who]))
        assert ("Experta invitada" in page) is told, who


@pytest.mark.parametrize("reader", ["secretariat", "member"])
def test_page_of_a_person_costs_the_same_whatever_its_mandates(personas, enter, django_assert_max_num_queries, reader):
    person = personas["deputy"].person
    for year in range(1990, 2010):
        day = timezone.localdate().replace(year=year, month=5)
        MandateFactory(person=person, participant=person.mandates.first().participant, start=day, end=day)
    client = enter(personas[reader])
    with django_assert_max_num_queries(12):
        client.get(address("person", pk=person.pk))
