"""The Secretariat accredits or does not; the delegation is told in its language; the public page counts."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import override

from common.models import Act
from meetings.models import Delegate, Meeting
from meetings.services.accreditation import DelegatesRefused, accredit_delegates, refuse_delegates
from members.models import Letter
from tests.factories import DelegateFactory, MeetingFactory
from tests.meetings.test_access import fresh

pytestmark = pytest.mark.django_db
REASON = {"es": "Plazas agotadas", "en": "No places left"}


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def meeting():
    return MeetingFactory(state="convened", start="2999-06-21", audience="public")


@pytest.fixture
def delegation(meeting, personas):
    """Three of Costa Rica, registered by its focal point."""
    own = {"participant": personas["member"].mandates.get().participant, "registered_by": personas["member"]}
    return [DelegateFactory(meeting=meeting, capacity=one, **own) for one in ("head", "aide", "delegate")]


def pks(delegates):
    return [delegate.pk for delegate in delegates]


def test_accreditation_of_many_is_told_by_one_letter_in_the_language_of_the_reader(meeting, delegation, personas):
    personas["member"].language = "en"
    personas["member"].save()
    with override("es"):
        done = accredit_delegates(meeting=meeting, delegates=pks(delegation), by=personas["secretariat"])
    letter = Letter.objects.get()
    assert done == 3 and letter.recipient == personas["member"]
    assert "Head of delegation: 1" in letter.text and "/en/" in letter.text
    assert not [one for one in delegation if one.name in letter.text + letter.html]
    assert Act.objects.filter(act="delegate_accredited").count() == 3
    assert accredit_delegates(meeting=meeting, delegates=pks(delegation), by=personas["secretariat"]) == 0
    assert Letter.objects.count() == 1


def test_refusal_carries_its_reason(meeting, delegation, personas):
    with pytest.raises(ValidationError):
        refuse_delegates(meeting=meeting, delegates=pks(delegation), reason={"es": "x"}, by=personas["secretariat"])
    assert not Delegate.objects.filter(state="refused").exists()
    refuse_delegates(meeting=meeting, delegates=pks(delegation[:1]), reason=REASON, by=personas["secretariat"])
    delegation[0].refresh_from_db()
    assert (delegation[0].state, delegation[0].state_reason_es) == ("refused", "Plazas agotadas")
    assert "Plazas agotadas" in Letter.objects.get().text


def test_letter_goes_to_the_focal_point_where_who_registered_is_gone(meeting, delegation, personas):
    Delegate.objects.update(registered_by=personas["expired"])
    accredit_delegates(meeting=meeting, delegates=pks(delegation), by=personas["secretariat"])
    assert Letter.objects.get().recipient == personas["member"]


def test_accreditation_is_of_all_or_nobody_and_says_the_rule(meeting, delegation, personas):
    Delegate.objects.filter(pk=delegation[0].pk).update(enters_closed_session=True)
    beyond = DelegateFactory(
        meeting=meeting, participant=delegation[0].participant, capacity="head", enters_closed_session=True,
        state="refused",
    )  # fmt: skip
    with pytest.raises(DelegatesRefused) as refused:
        accredit_delegates(meeting=meeting, delegates=[*pks(delegation), beyond.pk], by=personas["secretariat"])
    assert "at most two aides" in str(refused.value.refusals[0][1])
    assert not Delegate.objects.accredited().exists() and not Letter.objects.exists()


def test_accreditation_is_of_this_meeting_and_by_the_secretariat(meeting, delegation, personas):
    with pytest.raises(PermissionDenied):
        accredit_delegates(meeting=meeting, delegates=pks(delegation), by=personas["presidency"])
    with pytest.raises(ValidationError):
        accredit_delegates(meeting=MeetingFactory(), delegates=pks(delegation), by=personas["secretariat"])
    assert not Delegate.objects.accredited().exists()


def test_accreditation_opens_the_meeting_to_the_account_of_the_person(personas):
    meeting = MeetingFactory(audience="accredited")
    observer = personas["observer_country"]
    delegate = DelegateFactory(meeting=meeting, person=observer.person, capacity="observer")

    def sees():
        return Meeting.objects.visible_to(fresh(observer)).filter(pk=meeting.pk).exists()

    assert not sees()
    accredit_delegates(meeting=meeting, delegates=[delegate.pk], by=personas["secretariat"])
    assert sees()
    refuse_delegates(meeting=meeting, delegates=[delegate.pk], reason=REASON, by=personas["secretariat"])
    assert not sees()


def test_public_page_counts_who_was_represented_once_the_meeting_was_held(client, meeting, delegation, personas):
    accredit_delegates(meeting=meeting, delegates=pks(delegation), by=personas["secretariat"])
    page = reverse("meetings:meeting-detail", kwargs={"key": meeting.key})
    assert 'id="participants"' not in client.get(page).content.decode()
    meeting.state = "held"
    meeting.save()
    personas["secretariat"].refresh_from_db()
    refuse_delegates(meeting=meeting, delegates=pks(delegation[2:]), reason=REASON, by=personas["secretariat"])
    words = client.get(page).content.decode()
    part = words[words.index('id="participants"') :][:900]
    assert "/participants/cr/" in part and ">2 people" in part
    assert not [one for one in delegation if one.name in words or one.email in words]
