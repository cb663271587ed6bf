"""The directory: who knows of whom, what it can be asked, and the file that may be taken away."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from common.models import Act
from members.access_people import can_keep_person
from members.models import Institution, Invitation, Mandate, Person, User
from members.preview import preview_of
from tests.factories import InstitutionFactory, MandateFactory, PersonFactory
from tests.members.people import address, listed, words

pytestmark = pytest.mark.django_db
# whom each persona knows of, beside themselves
DELEGATIONS = {"member", "neighbour", "deputy", "reviewer", "liaison", "presidency", "troika"}
OBSERVERS = {"civil_society", "observer_country", "observer_organisation"}
KNOWN = {
    "secretariat": DELEGATIONS | OBSERVERS | {"secretariat", "administrator"},
    "member": DELEGATIONS | OBSERVERS | {"secretariat"},
    "deputy": DELEGATIONS | OBSERVERS | {"secretariat"},
    "reviewer": DELEGATIONS | OBSERVERS | {"secretariat"},
    "liaison": {"member", "deputy", "reviewer", "liaison", "secretariat"},
    "observer_country": {"observer_country", "secretariat"},
    "observer_organisation": {"observer_organisation", "secretariat"},
    "civil_society": {"civil_society", "secretariat"},
}


@pytest.mark.parametrize("reader", KNOWN)
def test_directory_shows_each_reader_whom_they_may_know_of(personas, visit, reader):
    page = words(visit(address("directory"), personas[reader]))
    assert listed(page, personas) == KNOWN[reader]


@pytest.mark.parametrize("reader", [*KNOWN, "administrator", "expired", "nobody", "visitor"])
def test_people_whom_one_may_know_of_and_no_others(personas, reader):
    """Whose mandate is over is known to the Secretariat and to their own participant."""
    seen = set(Person.objects.visible_to(personas[reader]).values_list("name", flat=True))
    known = {personas[name].name for name in KNOWN.get(reader, set())}
    own = {personas[reader].name} if reader != "visitor" else set()
    everyone = set(Person.objects.values_list("name", flat=True))
    assert seen == (everyone if reader == "secretariat" else known | own)


def test_former_colleague_is_known_to_the_own_country_and_the_secretariat_alone(personas):
    former = MandateFactory(
        function="deputy",
        participant=personas["neighbour"].mandates.get().participant,
        end=timezone.localdate() - timedelta(days=1),
    ).person
    knowing = {name for name, user in personas.items() if Person.objects.visible_to(user).filter(pk=former.pk).exists()}
    assert knowing == {"neighbour", "secretariat"}


def test_somebody_of_an_own_institution_is_known_and_kept_before_any_mandate(personas):
    country = personas["member"].mandates.get().participant
    new = PersonFactory(institution=InstitutionFactory(participant=country))
    knowing = {name for name, user in personas.items() if Person.objects.visible_to(user).filter(pk=new.pk).exists()}
    assert knowing == {"member", "deputy", "reviewer", "liaison", "secretariat"}
    keeping = {name for name, user in personas.items() if can_keep_person(user, new)}
    assert keeping == {"member", "secretariat"}


def test_preview_shows_the_people_that_it_imitates(personas):
    secretariat = User.objects.get(pk=personas["secretariat"].pk)
    secretariat._preview = preview_of("public", None)
    assert not Person.objects.visible_to(secretariat).exists()


def test_directory_is_filtered_by_participant_function_and_words(personas, visit):
    Person.objects.filter(name="deputy").update(position_es="Director de Extranjería", institution=InstitutionFactory())
    Institution.objects.update(name_en="Ministry of the Interior")

    def shown(query):
        page = words(visit(address("directory") + query, personas["secretariat"]))
        return listed(page, personas)

    assert shown("?participant=cr") == {"member", "deputy", "reviewer", "liaison"}
    assert shown("?function=focal_point&participant=mx") == {"neighbour"}
    assert shown("?words=director extranjería") == {"deputy"}
    assert shown("?words=interior") == {"deputy"}
    assert shown("?words=nobody of this name") == set()
    assert shown("?person__account__password=x") == KNOWN["secretariat"]


def test_directory_tells_what_is_stale(personas, visit):
    now = timezone.now()
    Person.objects.update(confirmed_at=now)
    Person.objects.filter(name="deputy").update(confirmed_at=now - timedelta(days=200))
    Person.objects.filter(name="reviewer").update(confirmed_at=None)
    page = words(visit(address("directory") + "?stale=on", personas["member"]))
    assert listed(page, personas) == {"deputy", "reviewer"}
    assert "not confirmed since" in page and "never confirmed" in page
    assert "not confirmed since" not in words(visit(address("directory") + "?participant=mx", personas["member"]))


def test_directory_shows_what_the_desk_counts_of_mandates_and_invitations(personas, visit):
    """Held over is past the last day, not only to go on after it; who was invited is the Secretariat's to know."""
    yesterday, tomorrow = (timezone.localdate() + timedelta(days=days) for days in (-1, 1))
    Mandate.objects.filter(person__name="reviewer").update(end=yesterday, is_holdover=True)
    Mandate.objects.filter(person__name="deputy").update(end=tomorrow, is_holdover=True)
    for who, used_at in (("liaison", None), ("troika", timezone.now())):
        Invitation.objects.create(person=personas[who].person, email="x@example.org", language="es", used_at=used_at)

    def shown(query, reader="secretariat"):
        return listed(words(visit(address("directory") + query, personas[reader])), personas)

    assert shown("?held_over=on") == shown("?held_over=on", "member") == {"reviewer"}
    assert shown("?invited=on") == {"liaison"}
    assert shown("?invited=on", "member") == KNOWN["member"]
    assert 'name="invited"' not in words(visit(address("directory"), personas["member"]))


@pytest.mark.parametrize("reader", ["member", "secretariat"])
def test_directory_costs_the_same_whatever_its_length(personas, enter, django_assert_max_num_queries, reader):
    client = enter(personas[reader])
    with django_assert_max_num_queries(12) as short:
        client.get(address("directory"))
    for _ in range(30):
        MandateFactory(person__institution=InstitutionFactory(), function="observer_delegate")
    with django_assert_max_num_queries(12) as long:
        client.get(address("directory"))
    assert len(long) <= len(short)


def test_export_is_safe_and_journalled_with_its_number_of_rows(personas, visit):
    Person.objects.filter(name="deputy").update(phone="=cmd|' /C calc'!A0")
    answer = visit(address("directory-csv") + "?participant=cr", personas["member"])
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 5 and rows[0][0] == "Acts for"
    assert any("'=cmd" in cell for row in rows for cell in row)
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    act = Act.objects.get(act="export_directory")
    assert act.actor == "member@example.org" and act.after == {"rows": 4, "filter": "participant=cr"}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("who", ["deputy", "reviewer", "observer_country", "administrator", "nobody"])
def test_export_is_not_there_for_others_and_leaves_no_trace(personas, visit, who):
    assert visit(address("directory-csv"), personas[who]).status_code == 404
    assert not Act.objects.filter(act="export_directory").exists()
