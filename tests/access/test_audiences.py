"""Who is what: each condition of each rule, seen to matter."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from common.access import Audience
from declarations.models import Text
from members.access import audiences_of, mandates_of, presides, second_factors_of, speaks_for, troika
from members.access_people import can_keep_person
from members.accounts.middleware import DEMO
from members.grants import grant, grants_of, grants_on
from members.models import Presidency, Standing, User
from tests.access.visits import signed_in
from tests.access.world import make_thing
from tests.factories import (
    InstitutionFactory,
    MandateFactory,
    MeetingFactory,
    PersonFactory,
    PresidencyFactory,
    TextFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def again(user):
    """The same account at its next request."""
    return User.objects.get(pk=user.pk)


def test_what_was_read_for_today_is_not_the_answer_for_another_day(personas):
    user = User.objects.get(pk=personas["expired"].pk)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert (mandates_of(user), audiences_of(user)) == ([], {Audience.PUBLIC})
    assert Audience.SECRETARIAT in audiences_of(user, yesterday) and mandates_of(user, yesterday)
    assert (mandates_of(user), audiences_of(user)) == ([], {Audience.PUBLIC})
    again = User.objects.get(pk=user.pk)
    assert Audience.SECRETARIAT in audiences_of(again, yesterday)
    assert audiences_of(again) == {Audience.PUBLIC}, "nor the other way round"


def test_troika_is_read_by_delegations_and_only_by_delegations_of_members(personas):
    """A reviewer or liaison officer of a presiding country is not its delegation, nor is whoever is no member."""
    country = personas["presidency"].mandates.get().participant
    for who in ("observer_country", "nobody"):
        for function in ("national_reviewer", "liaison_officer"):
            MandateFactory(person=personas[who].person, participant=country, function=function)
        assert Audience.TROIKA not in audiences_of(User.objects.get(pk=personas[who].pk)), who


def test_head_of_delegation_reads_what_the_focal_point_reads(personas):
    user, country = UserFactory(), personas["member"].mandates.get().participant
    MandateFactory(person=user.person, participant=country, function="head_of_delegation")
    assert audiences_of(again(user)) == audiences_of(personas["member"])


def test_only_focal_point_and_deputy_speak_for_their_own_country(personas):
    country, other = (personas[who].mandates.get().participant_id for who in ("member", "neighbour"))
    speaking = {name for name, user in personas.items() if speaks_for(user, country)}
    assert speaking == {"member", "deputy"}
    assert not speaks_for(personas["member"], other)


def test_only_the_delegation_of_the_present_presidency_presides(personas):
    assert {name for name, user in personas.items() if presides(user)} == {"presidency"}
    country = personas["presidency"].mandates.get().participant
    MandateFactory(person=personas["nobody"].person, participant=country, function="national_reviewer")
    assert not presides(again(personas["nobody"]))


def test_second_factor_is_one_s_own_and_no_recovery_code(personas):
    user = UserFactory(second_factor=False)
    assert second_factors_of(personas["member"]).exists()
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert not second_factors_of(user).exists()


def test_grant_opens_nothing_to_an_account_that_was_closed(personas):
    thing, guest = make_thing("secretariat"), personas["observer_country"]
    grant(thing.text, to=guest, until=timezone.localdate(), reason="x", by=personas["secretariat"])
    assert Text.objects.visible_to(again(guest)).filter(pk=thing.text.pk).exists()
    User.objects.filter(pk=guest.pk).update(is_active=False)
    assert not Text.objects.visible_to(again(guest)).filter(pk=thing.text.pk).exists()


def test_grants_are_listed_on_their_own_object_alone(personas):
    """A meeting and a text of the same number, and two texts."""
    officer, guest, until = personas["secretariat"], personas["observer_country"], timezone.localdate()
    meeting, text, other = MeetingFactory(pk=9_001), TextFactory(pk=9_001), TextFactory(pk=9_002)
    given = [grant(obj, to=guest, until=until, reason="x", by=officer) for obj in (meeting, text, other)]
    assert [list(grants_on(obj)) for obj in (meeting, text, other)] == [[one] for one in given]
    assert list(grants_of(personas["nobody"])) == []


@pytest.mark.parametrize(
    ("debug", "mark", "email", "is_asked"),
    [
        (True, True, "a@demo.invalid", False),
        (False, True, "a@demo.invalid", True),
        (True, False, "a@demo.invalid", True),
        (True, True, "a@example.org", True),
    ],
)
def test_demonstration_goes_without_a_second_factor_by_its_own_door_alone(debug, mark, email, is_asked, settings):
    settings.DEBUG = debug
    user = UserFactory(email=email, second_factor=False)
    MandateFactory(person=user.person, function="secretariat_officer", participant=None)
    client = signed_in(user)
    if mark:
        session = client.session
        session[DEMO] = True
        session.save()
    with override("es"):
        response = client.get(reverse("secretariat:desk"))
        assert (response.status_code == 302 and response.url == reverse("mfa_index")) is is_asked


def test_country_that_presides_and_is_no_member_any_more_is_of_no_troika(personas):
    presiding = personas["presidency"].mandates.get().participant
    assert Audience.TROIKA in audiences_of(again(personas["presidency"]))
    Standing.objects.filter(participant=presiding).delete()
    assert audiences_of(again(personas["presidency"])) == {Audience.PUBLIC}


def test_nobody_presides_where_no_presidency_is_known(personas):
    Presidency.objects.all().delete()
    assert not presides(again(personas["presidency"])) and not presides(personas["visitor"])


def test_focal_point_keeps_nobody_without_a_seat_and_without_an_institution(personas):
    assert not can_keep_person(personas["member"], PersonFactory())
    country = personas["member"].mandates.get().participant
    assert can_keep_person(personas["member"], PersonFactory(institution=InstitutionFactory(participant=country)))
    assert not can_keep_person(personas["member"], PersonFactory(institution=InstitutionFactory()))


def test_term_that_is_over_goes_on_for_no_later_one_that_has_not_begun():
    year = timezone.localdate().year
    for term in (year - 2, year + 1):
        PresidencyFactory(year=term)
    assert troika() == (None, None, None)
