"""Every state of a meeting with every act, and each refusal with its rule."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from common.models import Act
from common.states import NotNow
from meetings.models import Convocation, Meeting, MeetingState
from meetings.services import convening
from meetings.workflow import MEETING
from members.models import Letter
from tests.factories import BodyFactory, a_planned, give_minimum_agenda

REASON = {"es": "Por el huracán.", "en": "Because of the hurricane."}
# From which state which act leads where; what is not here is refused.
TABLE = {
    ("planned", "convene"): "convened",
    ("postponed", "convene"): "convened",
    ("convened", "hold"): "held",
    ("held", "close"): "closed",
    ("planned", "postpone"): "postponed",
    ("convened", "postpone"): "postponed",
    ("planned", "cancel"): "cancelled",
    ("convened", "cancel"): "cancelled",
    ("postponed", "cancel"): "cancelled",
    ("closed", "reopen"): "held",
}
ACTS = ("convene", "hold", "close", "postpone", "cancel", "reopen")


@pytest.fixture(autouse=True)
def english():
    """Refusals are read here in English."""
    with override("en"):
        yield


def day(offset):
    return (timezone.localdate() + timedelta(days=offset)).isoformat()


def convene(meeting, by, **given):
    said = {
        "form_key": uuid4(),
        "words": {"es": "Se convoca.", "en": "It is convened."},
        "register_by": None,
        "audiences": ["member"],
        "audience": "public",
    }
    return convening.convene_meeting(meeting, by=by, **(said | given))


def do(act, meeting, by):
    if act == "convene":
        return convene(meeting, by)
    reason = {"reason": REASON} if act in ("postpone", "cancel", "reopen") else {}
    return getattr(convening, f"{act}_meeting")(meeting, by=by, **reason)


def put(meeting, **values):
    """As time would have brought it: the state is not moved, and the days are gone by."""
    Meeting.objects.filter(pk=meeting.pk).update(**values)
    meeting.refresh_from_db()
    return meeting


def reasons(refused):
    return " ".join(refused.value.messages)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", MeetingState.values)
def test_act_when_done_in_a_state_leads_where_the_table_says(personas, state, act):
    meeting = put(a_planned(), state=state, convened_at=timezone.now())
    if act in ("hold", "close"):
        put(meeting, start=day(-3), end=day(-2))
    wanted = TABLE.get((state, act))
    if wanted is None:
        with pytest.raises(NotNow):
            do(act, meeting, personas["secretariat"])
        wanted = state
    else:
        do(act, meeting, personas["secretariat"])
    meeting.refresh_from_db()
    assert meeting.state == wanted


@pytest.mark.parametrize("state", MeetingState.values)
def test_offers_when_shown_are_those_of_the_table(personas, state):
    meeting = put(a_planned(), state=state, convened_at=timezone.now())
    offered = {offer.act.name.removesuffix("_meeting") for offer in MEETING.offers(meeting, personas["presidency"])}
    assert offered == {act for known, act in TABLE if known == state}
    assert MEETING.offers(meeting, personas["member"]) == []


@pytest.mark.parametrize("who", ["member", "troika", "liaison", "observer_country", "administrator", "nobody"])
@pytest.mark.parametrize("act", ACTS)
def test_act_when_somebody_else_asks_is_refused(personas, act, who):
    state = next(known for known, name in TABLE if name == act)
    meeting = put(a_planned(audience="public"), state=state, convened_at=timezone.now())
    with pytest.raises(PermissionDenied):
        do(act, meeting, personas[who])
    assert Meeting.objects.get(pk=meeting.pk).state == state


def test_convening_when_days_are_known_to_the_month_is_refused(personas):
    with pytest.raises(ValidationError) as refused:
        convene(a_planned(start="2031-05", end=None), personas["secretariat"])
    assert "known to the day" in reasons(refused)


def test_convening_when_its_days_have_passed_is_refused(personas):
    with pytest.raises(ValidationError) as refused:
        convene(a_planned(start=day(-3), end=day(-2)), personas["secretariat"])
    assert "have passed" in reasons(refused)


def test_convening_when_nobody_is_host_is_refused_unless_online(personas):
    with pytest.raises(ValidationError) as refused:
        convene(a_planned(country=None), personas["secretariat"])
    assert "host" in reasons(refused)
    convene(a_planned(country=None, mode="virtual"), personas["secretariat"])


def test_convening_when_no_zone_is_chosen_is_refused(personas):
    with pytest.raises(ValidationError) as refused:
        convene(a_planned(mode="virtual", time_zone=""), personas["secretariat"])
    assert "time zone" in reasons(refused)


def test_convening_when_a_language_of_the_name_lacks_is_refused(personas):
    with pytest.raises(ValidationError) as refused:
        convene(a_planned("workshop", name_en=""), personas["secretariat"])
    assert "name in both languages" in reasons(refused)


def test_convening_of_a_network_when_no_body_is_named_is_refused(personas):
    with pytest.raises(ValidationError) as refused:
        convene(a_planned("network"), personas["secretariat"], audiences=["member"])
    assert "which body" in reasons(refused)


def test_convening_when_the_term_of_the_body_ended_is_refused(personas):
    meeting = a_planned("working_group")
    meeting.bodies.add(BodyFactory(), BodyFactory(term_ends=day(-1), name_en="Old group", name_es="Grupo viejo"))
    with pytest.raises(ValidationError) as refused:
        convene(meeting, personas["secretariat"])
    assert "Old group" in reasons(refused)
    assert Meeting.objects.get(pk=meeting.pk).state == "planned"


def test_convening_of_a_vice_ministerial_when_its_minimum_agenda_lacks_is_refused_item_by_item(personas):
    meeting = a_planned("vice_ministerial")
    with pytest.raises(ValidationError) as refused:
        convene(meeting, personas["secretariat"])
    assert len(refused.value.messages) == 4 and "report of 20 years" in reasons(refused)
    give_minimum_agenda(meeting).items.filter(minimum="civil_society").delete()
    with pytest.raises(ValidationError) as refused:
        convene(meeting, personas["secretariat"])
    assert len(refused.value.messages) == 1
    assert not Convocation.objects.exists() and not Letter.objects.exists()


def test_vice_ministerial_when_convened_gets_the_next_ordinal_and_keeps_it(personas):
    a_planned("vice_ministerial", ordinal=29, key="crm-29", state="held")
    first, second = (a_planned("vice_ministerial", key=key) for key in ("vm-a", "vm-b"))
    for meeting in (first, second):
        give_minimum_agenda(meeting)
        assert meeting.ordinal is None
        convene(meeting, personas["presidency"])
    assert (first.ordinal, second.ordinal) == (30, 31)
    convening.postpone_meeting(first, reason=REASON, by=personas["secretariat"])
    convene(first, personas["secretariat"])
    assert first.ordinal == 30
    assert convene(a_planned(), personas["secretariat"]).meeting.ordinal is None


def test_holding_when_the_first_day_has_not_come_is_refused(personas):
    meeting = put(a_planned(), state="convened")
    with pytest.raises(ValidationError) as refused:
        convening.hold_meeting(meeting, by=personas["secretariat"])
    assert "has not come" in reasons(refused)


def test_holding_of_an_activity_when_its_concept_note_is_not_approved_is_refused(personas):
    meeting = put(a_planned("seminar"), state="convened", start=day(-1), end=day(-1))
    with pytest.raises(ValidationError) as refused:
        convening.hold_meeting(meeting, by=personas["secretariat"])
    assert "concept note" in reasons(refused)


def test_closing_when_the_last_day_is_not_over_is_refused(personas):
    meeting = put(a_planned(), state="held", start=day(-1), end=day(1), convened_at=timezone.now())
    with pytest.raises(ValidationError) as refused:
        convening.close_meeting(meeting, by=personas["secretariat"])
    assert "not over" in reasons(refused)


@pytest.mark.parametrize("act", ["postpone", "cancel"])
def test_calling_off_when_a_language_of_the_reason_lacks_is_refused(personas, act):
    with pytest.raises(ValidationError):
        getattr(convening, f"{act}_meeting")(
            a_planned(), reason={"es": "Por el huracán.", "en": " "}, by=personas["secretariat"]
        )
    assert not Act.objects.filter(act=f"{act}_meeting").exists()


def test_meeting_when_it_is_convened_anew_no_longer_says_why_it_was_postponed(personas):
    meeting = a_planned()
    convening.postpone_meeting(meeting, reason=REASON, by=personas["secretariat"])
    assert meeting.state_reason_es == REASON["es"] and meeting.state_reason_en == REASON["en"]
    convene(meeting, personas["secretariat"])
    assert meeting.state_reason_es == meeting.state_reason_en == ""


def test_meeting_when_it_is_moved_tells_calendars_and_the_journal(personas):
    meeting = a_planned()
    convene(meeting, personas["presidency"])
    assert meeting.sequence == 1
    line = Act.objects.get(act="convene_meeting")
    assert (line.before, line.after["state"], line.actor) == (
        {"state": "planned"},
        "convened",
        personas["presidency"].email,
    )


def test_meeting_of_the_record_is_neither_closed_nor_in_the_hands_of_the_presidency(personas):
    meeting = put(a_planned(), state="held", start="2012-06-21", end="2012-06-22")
    with pytest.raises(PermissionDenied):
        convening.close_meeting(meeting, by=personas["presidency"])
    with pytest.raises(ValidationError) as refused:
        convening.close_meeting(meeting, by=personas["secretariat"])
    assert "of the record" in reasons(refused)
