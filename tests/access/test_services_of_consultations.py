"""The same of written consultations: whoever does not run one, or reply in it, is refused by the service itself."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from declarations.models import Text
from meetings.models import Meeting
from secretariat.models import Consultation, Consulted
from secretariat.queries.consultation_marks import mark_of
from secretariat.services import consultation_acts, consultation_clock, consultation_steps, consultations, replies
from secretariat.services.replies import Said
from tests.access.consulting import make_consulting
from tests.access.replying import make_replying
from tests.access.visits import unrefused
from tests.factories.consultations import settings_of
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db
STRANGERS = ("neighbour", "reviewer", "liaison", "observer_country", "expired", "administrator", "nobody")
PREPARES = {"save_draft"}  # inside its country, and nothing else
MAY = {"reviewer": PREPARES}
IN_A_COUNTRY_S_NAME = {"give_reply", "save_draft"}  # the presidency does not either, for another country
BOTH = {"es": "x", "en": "x"}


def services(by: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Each service with arguments that would do, on Costa Rica's row where it is about a member; by name."""
    running = Consultation.objects.select_related("text").get(text__symbol="consulted")
    prepared = Consultation.objects.select_related("text").get(text__symbol="to-open")
    text, meeting = Text.objects.get(symbol="to-consult"), Meeting.objects.get(key="to-carry")
    own = Consulted.objects.get(step__consultation=running, step__kind="one", participant__key="cr")
    silent = Consulted.objects.get(step__consultation=running, step__kind="one", participant__key="mx")
    said, why = Said(answer="agree", language="es"), {"reason": BOTH, "by": by}
    yield "prepare_consultation", lambda: consultations.prepare_consultation(text, settings=settings_of(), by=by)
    yield "change_settings", lambda: consultations.change_settings(prepared, settings=settings_of(), by=by)
    yield "schedule_opening", lambda: consultations.schedule_opening(prepared, at=None, by=by)
    yield "open_step", lambda: consultation_steps.open_step(prepared, "open_troika", by=by)
    yield "extend_step", lambda: consultation_steps.extend_step(running, days=1, **why)
    yield "suspend_step", lambda: consultation_steps.suspend_step(running, **why)
    yield "resume_step", lambda: consultation_steps.resume_step(running, by=by)
    yield "end_troika", lambda: consultation_steps.end_troika(running, by=by)
    yield "agree_consultation", lambda: consultations.agree_consultation(running, by=by)
    yield "send_back", lambda: consultations.send_back(running, **why)
    yield "carry_consultation", lambda: consultations.carry_consultation(running, meeting=meeting, **why)
    yield "remind_now", lambda: consultation_clock.remind_now(silent, by=by)
    for act in ("extend_step", "schedule_opening", "open_troika"):
        yield "act_on", lambda act=act: consultation_acts.act_on(prepared, act, seen=mark_of(prepared), by=by)
    yield "give_reply", lambda: replies.give_reply(own, said=said, form_key=uuid4(), by=by)
    yield "save_draft", lambda: replies.save_draft(own, said=said, seen=0, by=by)
    yield "withdraw_consultation", lambda: consultations.withdraw_consultation(running, **why)


def make(personas: dict[str, Any]) -> None:
    make_replying(personas)
    make_consulting(personas)
    MeetingFactory(key="to-carry", state="planned")


@pytest.mark.parametrize("who", STRANGERS)
def test_service_refuses_whoever_may_not(who, personas):
    make(personas)
    by, allowed = personas[who], MAY.get(who, ())
    calls = list(services(by))
    faults = unrefused(((name, call) for name, call in calls if name not in allowed), by)
    assert not faults, "\n".join(faults)
    for name, call in calls:
        if name in allowed:
            call()


def test_arguments_would_do(personas):
    """What strangers are refused is not refused for another reason: the presidency is let through by the same door."""
    make(personas)
    refused = set()
    for name, call in services(personas["presidency"]):
        try:
            call()
        except PermissionDenied:
            refused.add(name)
        except Exception:  # one act may leave nothing to do for the next; only the door is asked here
            continue
    assert refused == IN_A_COUNTRY_S_NAME
