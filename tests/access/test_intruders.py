"""What an intruder tries: numbers under the address of another, keys of forms that others sent, addresses that closed.

Asked as those who may do everything at the right address, so that the address alone can be what refuses.
"""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from common.refusals import Refusal
from meetings.models import Delegate, Session, Statement
from meetings.queries.calendars import token_of
from meetings.services.calendars import make_calendar_address, revoke_calendar_address
from meetings.services.delegations import Entry, register_delegates
from meetings.services.meetings import plan_meeting
from meetings.services.sessions import add_session
from meetings.services.statements import draft_statement
from tests.access.addresses import all_names
from tests.access.changes import CHANGES, make_targets
from tests.access.matrix import MATRIX
from tests.access.test_changes import post
from tests.access.visits import signed_in
from tests.factories import BodyFactory, SessionFactory, WorkPlanFactory, a_planned
from tests.meetings.papers import session_of, vice_ministerial

pytestmark = pytest.mark.django_db
# What stands in an address beside the meeting or the body, and names something of it.
PARTS = {"pk", "session", "number", "account", "activity", "code", "evidence"}
ELSEWHERE = {"key": "elsewhere"}  # a meeting and a body of their own


def nested():
    """The addresses of things inside a meeting or a body, by name, as the URLconf has them."""
    rows = {name: MATRIX[name].kwargs for name in all_names() if name.startswith("meetings:")}
    rows |= {name: change.kwargs for name, change in CHANGES.items() if name in rows and change.kwargs}
    return {name: kwargs for name, kwargs in sorted(rows.items()) if "key" in kwargs and PARTS & set(kwargs)}


def moved(name, targets):
    """The same address, under a meeting and a body that have no such thing."""
    kwargs = {part: targets.get(value, value) for part, value in nested()[name].items()}
    return reverse(name, kwargs=kwargs | ELSEWHERE)


@pytest.fixture
def targets(personas):
    targets = make_targets(personas)
    a_planned(key="elsewhere", kind="vice_ministerial", audience="public", agenda_audience="public")
    BodyFactory(key="elsewhere", kind="working_group")
    return targets


def test_nothing_inside_a_meeting_or_body_is_found_under_another(personas, targets):
    faults, looked_at = [], 0
    with override("es"):
        clients = [signed_in(personas[who]) for who in ("secretariat", "liaison")]
        for name in nested():
            path = moved(name, targets)
            for client in clients:
                looked_at += 1
                if (status := client.get(path).status_code) not in (404, 405):
                    faults.append(f"{path}: {status}")
    assert not faults and looked_at > 40, "\n".join(faults)


def test_nothing_inside_a_meeting_or_body_is_changed_from_another(personas, targets):
    faults = []
    with override("es"):
        client = signed_in(personas["secretariat"])
        for name in nested():
            if name in CHANGES:
                change = CHANGES[name]
                away = SimpleNamespace(kwargs={**change.kwargs, **ELSEWHERE}, data=change.data)
                response, written = post(client, name, targets, away)
                if written or response.status_code == 200:
                    faults.append(f"{name}: {response.status_code}, writes to {written}")
    assert not faults, "\n".join(faults)


def test_evidence_and_body_plans_stay_with_their_own(personas, targets):
    """A report names its evidence, a plan its activities: of another one they are not there."""
    other = WorkPlanFactory(body=BodyFactory(key="third-body", kind="working_group"))
    with override("es"):
        client = signed_in(personas["secretariat"])
        activity = {"key": "third-body", "number": other.number, "activity": "a1"}
        assert client.get(reverse("meetings:activity-edit", kwargs=activity)).status_code == 404
        evidence = {"pk": targets["REPORT"] + 1, "evidence": targets["EVIDENCE"]}
        assert client.post(reverse("meetings:evidence-remove", kwargs=evidence)).status_code == 404


def test_key_of_a_form_that_somebody_else_sent_gives_nothing_of_theirs(personas):
    """A key is no key to what others made: it is refused, and nothing is made or shown."""
    meeting, key = vice_ministerial(state="convened", end="2999-12-02"), uuid4()
    meeting.refresh_from_db()
    session = session_of(meeting)
    words = {"session": session, "item": None, "words_es": "Reservado", "words_en": "", "may_publish": False}
    own, theirs = (personas[who].mandates.get().participant for who in ("member", "neighbour"))
    draft = {"meeting": meeting, "form_key": key, "values": words}
    draft_statement(participant=own, by=personas["member"], **draft)
    with pytest.raises(Refusal):
        draft_statement(participant=theirs, by=personas["neighbour"], **draft)
    with pytest.raises(PermissionDenied):
        draft_statement(participant=own, by=personas["neighbour"], **draft)
    form = {"meeting": meeting, "form_key": key, "entries": [Entry("delegate", name="Ana")]}
    register_delegates(participant=own, by=personas["member"], **form)
    with pytest.raises(Refusal):
        register_delegates(participant=theirs, by=personas["neighbour"], **form)
    assert (Statement.objects.count(), Delegate.objects.count()) == (1, 1)


def test_key_of_a_form_of_another_meeting_makes_nothing(personas):
    one, other, key = SessionFactory(), a_planned(), uuid4()
    Session.objects.filter(pk=one.pk).update(form_key=key)
    now = timezone.now()
    values = {"kind": "plenary", "starts_at": now, "ends_at": now + timedelta(hours=1)}
    with pytest.raises(Refusal):
        add_session(meeting=other, form_key=key, values=values, by=personas["secretariat"])


def test_key_of_a_meeting_that_the_presidency_does_not_see_tells_nothing(personas):
    hidden = a_planned(audience="secretariat", form_key=uuid4())
    with pytest.raises(PermissionDenied):
        plan_meeting(form_key=hidden.form_key, values={"kind": "grcm"}, by=personas["presidency"])


def test_address_of_a_calendar_is_gone_once_it_is_closed_and_nobody_elses_opens_it(personas):
    address = make_calendar_address(by=personas["member"])
    token = token_of(address)
    other = token_of(make_calendar_address(by=personas["neighbour"]))
    mixed = token.split(":")[0] + ":" + other.split(":")[1]
    with override("es"):
        visitor = signed_in(personas["visitor"])
        at = [reverse("meetings:calendar-own", kwargs={"token": one}) for one in (token, mixed)]
        assert [visitor.get(path).status_code for path in at] == [200, 404]
        revoke_calendar_address(by=personas["member"])
        assert visitor.get(at[0]).status_code == 410
