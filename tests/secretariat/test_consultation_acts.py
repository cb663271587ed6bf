"""The acts on a written consultation, from their pages: what they show first, what they refuse, what is too late."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from members.models import Presidency
from secretariat.models import Consultation, Consulted, Stage, Step
from secretariat.queries.consultation_marks import mark_of
from secretariat.queries.consultation_previews import preview_of, preview_of_extension
from secretariat.services.consultation_steps import extend_step
from secretariat.services.consultations import send_back
from tests.access.visits import signed_in
from tests.factories.consultations import a_conference, a_consultation, fresh, lapse, reply, running
from tests.factories.meetings import MeetingFactory
from tests.factories.negotiation import a_negotiated_text
from tests.secretariat.consulting import FORM, REASON, act, body, get, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    with override("en"):
        yield a_conference()


def test_text_is_put_to_a_consultation_with_every_choice_said(conference):
    text = a_negotiated_text(2)
    path = page("prepare", text.symbol)
    client = signed_in(conference.chair)
    assert "Put to a written consultation" in body(
        client.get(reverse("declarations:text-workroom", args=[text.symbol]))
    )
    shown = body(client.get(path))
    form = shown.split('class="consultation-form"')[1].split("</form>")[0]
    assert "The sources" in form and " checked" not in form
    preview = client.post(path, FORM | {"preview": "1"})
    assert preview.status_code == 200 and "Day 5" in body(preview) and not Consultation.objects.exists()
    refused = client.post(path, FORM | {"silence": "", "troika_days": 0})
    assert refused.status_code == 422 and "18:00" in body(refused)
    assert client.post(path, FORM).status_code == 302
    made = Consultation.objects.get()
    assert (made.silence, made.calendar, made.troika_days, made.time_zone) == ("express", "own", 2, "America/Panama")
    assert client.get(path).status_code == 302
    assert signed_in(conference.points["mx"]).get(path).status_code == 404


def test_opening_shows_what_is_sent_to_whom_until_when_and_sends_that_alone(conference):
    consultation = a_consultation(conference)
    shown = body(get(conference.chair, "act", consultation, act="open-troika"))
    first = consultation.text.paragraphs.order_by("order").first()
    assert "Day 3" in shown and "Who is asked" in shown and first.body_es in shown and first.body_en in shown
    seen = mark_of(fresh(consultation))
    consultation.text.paragraphs.filter(pk=first.pk).update(body_es="Otras palabras.", body_en="Other words.")
    stale = act(conference.chair, consultation, "open-troika", seen)
    assert stale.status_code == 409 and "Other words." in body(stale) and not Step.objects.exists()
    assert act(conference.chair, consultation, "open-troika").status_code == 302
    assert running(consultation).version.content().paragraphs[0].body_es == "Otras palabras."


def test_extension_previews_its_deadline_keeps_what_was_typed_and_is_not_given_twice(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE, calendar="own")
    user, seen = conference.officer, mark_of(consultation)
    preview = act(user, consultation, "extend-step", seen, days=3, reason_es="zqmotivo", reason_en="", preview="1")
    assert preview.status_code == 200 and "Day 8" in body(preview) and "zqmotivo" in body(preview)
    refused = act(user, consultation, "extend-step", seen, days=3, reason_es="zqmotivo", reason_en="")
    assert refused.status_code == 422 and "zqmotivo" in body(refused)
    assert act(user, consultation, "extend-step", seen, days=2, **REASON).status_code == 302
    again = act(user, consultation, "extend-step", seen, days=2, **REASON)
    assert again.status_code == 409 and "Time is short." in body(again)
    assert running(consultation).days == 7


def test_preview_of_an_extension_is_what_the_extension_gives(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE, calendar="own")
    told = preview_of_extension(running(consultation), 9)
    promised = {one.key: part.due_at for part in told.arithmetics for one in part.members}
    extend_step(fresh(consultation), days=9, reason={"es": "x", "en": "x"}, by=conference.chair)
    rows = Consulted.objects.filter(step=running(consultation)).select_related("participant")
    assert {one.participant.key: one.due_at for one in rows} == promised


@pytest.mark.parametrize("rule", ["weekends", "seat", "any", "own"])
def test_preview_of_a_round_is_what_its_opening_gives(conference, rule):
    consultation = a_consultation(conference, stage=Stage.TROIKA_OVER, calendar=rule)
    promised = {one.key: part.due_at for part in preview_of(consultation, "one").arithmetics for one in part.members}
    assert act(conference.chair, consultation, "open-round-one").status_code == 302
    rows = Consulted.objects.filter(step=running(consultation)).select_related("participant")
    assert {one.participant.key: one.due_at for one in rows} == promised


def test_suspension_is_shown_and_resumed(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    assert act(conference.chair, consultation, "suspend-step", **REASON).status_code == 302
    text = body(get(conference.points["mx"], "detail", consultation))
    assert "Time is short." in text and "Give the reply" not in text
    assert act(conference.chair, consultation, "resume-step").status_code == 302
    assert "Give the reply" in body(get(conference.points["mx"], "detail", consultation))


def test_refused_consensus_names_the_country_and_the_redline_is_one_click_away(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_TWO)
    reply(conference, running(consultation), "ni", "object", words="No.")
    lapse(consultation)
    name = str(conference.countries["ni"])
    refused = act(conference.chair, consultation, "agree-consultation")
    assert refused.status_code == 422 and f"There is no consensus: {name} object." in body(refused)
    text = body(get(conference.points["mx"], "detail", consultation))
    redline = text.split(f"{reverse('declarations:version-changes', args=[consultation.text.symbol])}")[1][:40]
    assert "old=3" in redline and "new=4" in redline


def test_text_is_carried_to_a_meeting_still_to_be_held(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_TWO_OVER)
    held, planned = MeetingFactory(state="held"), MeetingFactory(state="planned", audience="member")
    user = conference.officer
    assert act(user, consultation, "carry-consultation", meeting=held.pk, **REASON).status_code == 422
    assert act(user, consultation, "carry-consultation", meeting=planned.pk, **REASON).status_code == 302
    text = body(get(user, "detail", consultation))
    assert "Carried to a meeting" in text and planned.get_absolute_url() in text and "Outcome letter" in text


def test_withdrawal_is_shown_with_its_outcome_and_takes_no_act_any_more(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    assert act(conference.chair, consultation, "withdraw-consultation", **REASON).status_code == 302
    text = body(get(conference.points["mx"], "detail", consultation))
    assert "Withdrawn" in text and "Time is short." in text and "Outcome letter" in text
    assert get(conference.chair, "act", consultation, act="withdraw-consultation").status_code == 404
    assert act(conference.chair, consultation, "withdraw-consultation", **REASON).status_code == 409


def test_earlier_beginning_is_folded_with_its_replies_and_outcome(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE_OVER)
    send_back(consultation, reason={"es": "x", "en": "zqreason"}, by=conference.chair)
    text = body(get(conference.points["mx"], "detail", consultation))
    assert "Beginning no. 1: Back to drafting" in text and "beginning no. 2" in text


def test_opening_by_the_clock_is_chosen_and_taken_back(conference):
    consultation = a_consultation(conference)
    path, client = page("schedule", consultation.text.symbol), signed_in(conference.officer)
    past = client.post(path, {"at": "2020-01-01T09:00", "seen": mark_of(fresh(consultation))})
    assert past.status_code == 422 and "2020-01-01T09:00" in body(past)
    assert client.post(path, {"at": "2999-06-21T09:00", "seen": mark_of(fresh(consultation))}).status_code == 302
    at = fresh(consultation).opens_next_at
    assert (at.hour, at.year) == (15, 2999)  # nine in San José
    stale = client.post(path, {"take_back": "1", "seen": "old"})
    assert stale.status_code == 409 and fresh(consultation).opens_next_at == at
    assert client.post(path, {"take_back": "1", "seen": mark_of(fresh(consultation))}).status_code == 302
    assert fresh(consultation).opens_next_at is None


def test_settings_are_closed_while_a_step_runs(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    assert get(conference.chair, "settings", consultation).status_code == 404
    seen = mark_of(consultation)
    answer = signed_in(conference.chair).post(page("settings", consultation.text.symbol), FORM | {"seen": seen})
    assert answer.status_code == 409 and fresh(consultation).silence == "consent"


def test_presidency_that_the_record_does_not_know_is_named_as_not_asked(conference):
    consultation = a_consultation(conference)
    address = page("act", consultation.text.symbol, act="open-troika")
    client = signed_in(conference.chair)
    assert "does not know it" not in body(client.get(address))
    Presidency.objects.filter(country__key="hn").delete()
    shown = body(client.get(address))
    assert "does not know it: the incoming Presidency" in shown
