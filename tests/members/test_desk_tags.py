"""People on the home of the intranet: what waits, in which order, and who is who."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import HandoverItem, Mandate, Participant, Presidency, User
from members.preview import preview_of
from members.queries.colleagues import colleagues_of
from members.queries.factors import accounts_that_lack_a_factor
from members.queries.needs import Need, in_order_of_urgency, needs_of
from members.templatetags.members_tags import who_is_who
from tests.factories import MandateFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def again(user):
    """The same account as at the next request, its contact data confirmed."""
    user = User.objects.select_related("person").get(pk=user.pk)
    user.person.confirmed_at = timezone.now()
    return user


def titles(user):
    return [need.title for need in needs_of(user)]


def day(days):
    return TODAY + timedelta(days=days)


def test_needs_are_ordered_by_business_days_overdue_first():
    late, soon, far, never = (
        Need("late", "/", day(-5)),
        Need("soon", "/", day(3)),
        Need("far", "/", day(30)),
        Need("never", "/"),
    )
    assert in_order_of_urgency([never, far, soon, late]) == [late, soon, far, never]
    assert late.is_overdue and not soon.is_overdue and never.days_left is None


def test_nothing_waits_for_whoever_has_done_everything(personas):
    assert needs_of(again(personas["member"])) == []


def test_contact_data_waits_until_it_is_confirmed(personas):
    user = User.objects.select_related("person").get(pk=personas["observer_country"].pk)
    assert titles(user) == ["Confirme sus datos de contacto"]
    assert needs_of(again(user)) == []


def test_own_mandate_that_ends_waits_with_its_day(personas):
    Mandate.objects.filter(person=personas["reviewer"].person).update(end=day(60))
    (need,) = needs_of(again(personas["reviewer"]))
    assert need.due == day(60) and need.days_left > 30
    Mandate.objects.filter(person=personas["reviewer"].person).update(end=day(61))
    assert needs_of(again(personas["reviewer"])) == []


def test_own_mandate_that_is_held_over_waits_without_a_day(personas):
    Mandate.objects.filter(person=personas["reviewer"].person).update(end=day(-3), is_holdover=True)
    (need,) = needs_of(again(personas["reviewer"]))
    assert need.due is None and "Revis" in need.title


def test_focal_point_is_told_of_mandates_that_only_a_focal_point_renews(personas):
    for name, end in (("deputy", day(9)), ("reviewer", day(5)), ("liaison", day(2))):
        Mandate.objects.filter(person=personas[name].person).update(end=end)
    needs = {need.due: need.title for need in needs_of(again(personas["member"]))}
    assert needs.keys() == {day(9), day(5)}
    assert personas["deputy"].person.name in needs[day(9)] and personas["reviewer"].person.name in needs[day(5)]
    assert needs_of(again(personas["neighbour"])) == []


def test_missing_second_factor_is_advised_to_those_who_are_not_led_to_it(personas):
    factorless = UserFactory(second_factor=False, person__confirmed_at=timezone.now())
    assert needs_of(again(factorless)) == []
    MandateFactory(
        person=factorless.person, function="observer_delegate", participant=Participant.objects.get(key="ar")
    )
    (need,) = needs_of(again(factorless))
    assert need.due is None


def test_handover_waits_for_both_delegations_and_the_secretariat(personas):
    incoming = Presidency.objects.get(year=TODAY.year + 1)
    Presidency.objects.filter(pk=incoming.pk).update(begins_at=timezone.now() + timedelta(days=30))
    HandoverItem.objects.create(presidency=incoming, key="theme")
    for name in ("presidency", "troika", "secretariat"):
        (need,) = needs_of(again(personas[name]))
        assert need.due == timezone.localdate(timezone.now() + timedelta(days=30))
    assert needs_of(again(personas["member"])) == []


def test_nothing_waits_in_a_preview(personas):
    officer = personas["secretariat"]
    assert needs_of(User.objects.get(pk=officer.pk))
    officer._preview = preview_of("member", Participant.objects.get(key="cr"))
    assert needs_of(officer) == []


def names(mandates):
    return [mandate.person.name for mandate in mandates]


def test_colleagues_are_the_own_delegation_then_the_secretariat_by_function(personas):
    assert names(colleagues_of(again(personas["member"]))) == ["member", "deputy", "reviewer", "liaison", "secretariat"]
    assert names(colleagues_of(again(personas["observer_country"]))) == ["observer_country", "secretariat"]


def seen(user):
    request = type("Request", (), {"user": user})
    return who_is_who({"request": request})


def test_who_is_who_shows_the_seats_that_a_focal_point_may_fill(personas):
    home, secretariat = seen(again(personas["member"]))
    assert home.free == [] and secretariat.participant is None
    home, _secretariat = seen(again(personas["neighbour"]))
    assert home.free == ["deputy", "national_reviewer"]
    assert seen(again(personas["deputy"]))[0].free == []


@pytest.mark.parametrize("name", ["nobody", "administrator", "expired"])
def test_who_is_who_is_empty_for_whoever_knows_of_nobody(personas, name):
    assert seen(again(personas[name])) == []


def test_accounts_that_must_have_a_factor_and_have_none_are_counted(personas):
    assert not accounts_that_lack_a_factor().exists()
    for name in ("secretariat", "presidency", "member", "administrator"):
        personas[name].authenticator_set.all().delete()
    lacking = set(accounts_that_lack_a_factor().values_list("email", flat=True))
    assert lacking == {f"{name}@example.org" for name in ("secretariat", "presidency", "administrator")}
    User.objects.filter(email="secretariat@example.org").update(is_active=False)
    assert accounts_that_lack_a_factor().count() == 2
