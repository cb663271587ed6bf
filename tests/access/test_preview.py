"""A preview looks and does nothing: every POST is refused in it, and nothing of the officer's own is borrowed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from common.access import Audience
from declarations.models import Text
from members.access import can_invite, is_administrator, speaks_for
from members.grants import grant
from members.models import Mandate, Participant, Person, User
from members.preview import preview_of
from tests.access.changes import CHANGES, OF_THE_VISIT, make_targets
from tests.access.matrix import MATRIX
from tests.access.test_changes import WRITES
from tests.access.visits import signed_in
from tests.access.world import make_thing

pytestmark = pytest.mark.django_db


def looking_as(user, face, participant=None):
    """The account at a request in a preview."""
    user = User.objects.get(pk=user.pk)
    user._preview = preview_of(face, participant)
    return user


def test_nothing_is_changed_in_a_preview(personas):
    client, targets, faults = signed_in(personas["secretariat"]), make_targets(personas), []
    country = personas["member"].mandates.get().participant
    with override("es"):
        client.post(reverse("secretariat:preview"), {"face": "member", "participant": country.pk})
        for name, change in CHANGES.items():
            kwargs = change.kwargs or MATRIX[name].kwargs
            path = reverse(name, kwargs={key: targets.get(value, value) for key, value in kwargs.items()})
            with CaptureQueriesContext(connection) as queries:
                response = client.post(path, change.data(targets))
            written = {found[1] for one in queries if (found := WRITES.match(one["sql"]))} - set(OF_THE_VISIT)
            if written or response.status_code != 302 or response.url != reverse("secretariat:desk"):
                faults.append(f"{name}: {response.status_code}, writes to {written}")
        assert not faults, "\n".join(faults)
        assert client.get(reverse("secretariat:notice-add")).status_code == 404
        client.post(reverse("secretariat:preview-end"))
        assert client.get(reverse("secretariat:notice-add")).status_code == 200, "it can be ended"


def test_preview_can_be_left_by_signing_out(personas):
    client = signed_in(personas["secretariat"])
    with override("es"):
        client.post(reverse("secretariat:preview"), {"face": "public"})
        client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_nothing_of_the_officer_is_borrowed_in_a_preview(personas):
    officer, thing = personas["secretariat"], make_thing("secretariat")
    grant(thing.text, to=officer, until=timezone.localdate(), reason="x", by=officer)
    for face in ("public", "observer_country", "member"):
        user = looking_as(officer, face)
        assert not Text.objects.visible_to(user).filter(pk=thing.text.pk).exists(), face
        assert not Person.objects.visible_to(user).filter(pk=officer.person_id).exists() or face == "member"
        assert not Mandate.objects.visible_to(user).filter(person=officer.person).exists() or face == "member"
    assert not is_administrator(looking_as(personas["administrator"], "member"))


def test_nobody_speaks_invites_or_names_from_a_preview(personas):
    country = personas["member"].mandates.get().participant_id
    deputy = personas["deputy"].person
    assert can_invite(personas["member"], deputy) and speaks_for(personas["member"], country)
    user = looking_as(personas["secretariat"], "member", country)
    assert not can_invite(user, deputy) and not speaks_for(user, country)


def test_preview_is_of_the_troika_only_as_a_member_that_presides(personas):
    presiding, other = (Participant.objects.get(key=key).pk for key in ("pa", "mx"))
    assert Audience.TROIKA in preview_of("member", presiding).audiences
    for face, participant in (
        ("member", other),
        ("member", None),
        ("observer_country", presiding),
        ("public", presiding),
    ):
        assert Audience.TROIKA not in preview_of(face, participant).audiences


def test_preview_in_a_session_ends_with_the_mandate(personas):
    officer = personas["secretariat"]
    client = signed_in(officer)
    with override("es"):
        client.post(reverse("secretariat:preview"), {"face": "member"})
        Mandate.objects.filter(person=officer.person).update(end=timezone.localdate() - timedelta(days=1))
        thing = make_thing("member")
        assert client.get(thing.text.get_absolute_url()).status_code == 404
