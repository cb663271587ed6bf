"""The presidency passes on: at its minute, once, with a checklist on both desks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from common.access import Audience
from common.models import Act
from common.refusals import Refusal
from common.revision import current_revision
from members.access import audiences_of, presides, troika
from members.checklist import CHECKLIST, KEYS
from members.clock import notice_handovers
from members.models import Handover, HandoverItem, Presidency, User
from members.queries.handover import checklist_of, handovers_near
from members.services.handover import set_handover, tick
from tests.factories import CountryFactory, MandateFactory, PresidencyFactory, ProvisionFactory, UserFactory

pytestmark = pytest.mark.django_db


def in_days(days=0, minutes=0):
    return timezone.now() + timedelta(days=days, minutes=minutes)


@pytest.fixture
def terms(personas):
    """Panama presides, Honduras is next: the handover is in thirty days."""
    Presidency.objects.filter(pk=troika()[2].pk).update(begins_at=in_days(30))
    return troika()[1:]


def again(user):
    return User.objects.get(pk=user.pk)


def address(name, **kwargs):
    with override("en"):
        return reverse(f"people:{name}", kwargs=kwargs)


def test_rights_move_at_the_minute_by_themselves(personas, terms):
    outgoing, incoming = personas["presidency"], personas["troika"]
    assert presides(again(outgoing)) and not presides(again(incoming))
    with time_machine.travel(terms[1].begins_at - timedelta(seconds=1), tick=False):
        assert presides(again(outgoing)) and not presides(again(incoming))
    with time_machine.travel(terms[1].begins_at, tick=False):
        assert presides(again(incoming)) and not presides(again(outgoing))
        assert Audience.TROIKA in audiences_of(again(outgoing))


def test_secretariat_alone_sets_the_minute(personas, terms):
    for who in ("presidency", "troika", "member", "administrator", "expired"):
        with pytest.raises(PermissionDenied):
            set_handover(presidency=terms[1], begins_at=in_days(40), by=personas[who])
    before, minute = current_revision(), in_days(40)
    set_handover(presidency=terms[1], begins_at=minute, by=personas["secretariat"])
    assert Presidency.objects.get(pk=terms[1].pk).begins_at == minute
    act = Act.objects.get(act="set_handover")
    assert act.object_id == str(terms[1].pk) and act.before["begins_at"] != act.after["begins_at"]
    assert current_revision() > before


def test_minute_is_refused_where_it_breaks_the_order_or_is_history(personas, terms):
    by = personas["secretariat"]
    Presidency.objects.filter(pk=terms[0].pk).update(begins_at=in_days(-300))
    with pytest.raises(Refusal):
        set_handover(presidency=terms[1], begins_at=in_days(-301), by=by)
    after = PresidencyFactory(year=terms[1].year + 1, begins_at=in_days(400))
    with pytest.raises(Refusal):
        set_handover(presidency=terms[1], begins_at=in_days(401), by=by)
    unknown = PresidencyFactory(year=after.year + 1, country=None)
    with pytest.raises(Refusal):
        set_handover(presidency=unknown, begins_at=in_days(800), by=by)
    Presidency.objects.filter(pk=terms[1].pk).update(begins_at=in_days(minutes=-1))
    notice_handovers()
    with pytest.raises(Refusal):
        set_handover(presidency=terms[1], begins_at=in_days(5), by=by)


def test_passing_is_noticed_once_and_changes_public_pages(personas, terms, visit):
    assert notice_handovers() == 0 and not Handover.objects.exists()
    page = reverse("home")
    visit(page)
    before = current_revision()
    with time_machine.travel(terms[1].begins_at + timedelta(seconds=5)):
        assert notice_handovers() == 1
        assert notice_handovers() == 0
        assert current_revision() == before + 1
    act = Act.objects.get(act="presidency_handed_over")
    assert act.object_id == str(terms[1].pk) and act.before == {"presidency": terms[0].key}
    assert Handover.objects.get().at == terms[1].begins_at
    assert HandoverItem.objects.filter(presidency=terms[1]).count() == len(CHECKLIST)


def test_term_without_a_minute_is_never_noticed(personas):
    with time_machine.travel(in_days(400)):
        assert notice_handovers() == 0


def test_checklist_is_near_from_sixty_days_before_until_all_is_done(personas, terms):
    concerned = ("presidency", "troika", "secretariat")
    Presidency.objects.filter(pk=terms[1].pk).update(begins_at=in_days(70))
    assert not any(handovers_near(again(personas[who])) for who in concerned)
    Presidency.objects.filter(pk=terms[1].pk).update(begins_at=in_days(59))
    for who in personas:
        near = handovers_near(again(personas[who])) if who != "visitor" else []
        assert bool(near) == (who in concerned), who
    with time_machine.travel(in_days(59, minutes=1)):
        notice_handovers()
        assert handovers_near(again(personas["presidency"]))[0].undone == len(CHECKLIST)
        for item in CHECKLIST:
            tick(presidency=terms[1], key=item.key, note="", done=True, by=personas["troika"])
        assert not any(handovers_near(again(personas[who])) for who in concerned)


def test_checklist_of_a_term_that_began_before_the_portal_is_not_asked_for(personas):
    assert all(near.incoming.year > timezone.localdate().year for near in handovers_near(personas["presidency"]))


def test_line_is_ticked_by_both_delegations_and_the_secretariat_and_journalled(personas, terms):
    for who in ("member", "neighbour", "administrator", "expired", "observer_country", "nobody"):
        with pytest.raises(PermissionDenied):
            tick(presidency=terms[1], key="archive", note="", done=True, by=personas[who])
    assert not HandoverItem.objects.exists()
    tick(presidency=terms[1], key="archive", note="Caja 4", done=True, by=personas["presidency"])
    item = HandoverItem.objects.get(key="archive")
    assert item.done_by == personas["presidency"] and item.note == "Caja 4"
    tick(presidency=terms[1], key="archive", note="Caja 4", done=True, by=personas["troika"])
    assert Act.objects.filter(act="handover_item_done").count() == 1
    tick(presidency=terms[1], key="archive", note="Caja 4", done=False, by=personas["troika"])
    item.refresh_from_db()
    assert item.done_at is None and item.done_by is None
    assert Act.objects.filter(act="handover_item_reopened", actor="troika@example.org").count() == 1
    with pytest.raises(KeyError):
        tick(presidency=terms[1], key="coffee", note="", done=True, by=personas["secretariat"])


def test_page_of_the_handover_says_whence_each_line_comes(personas, terms, visit, client):
    ProvisionFactory(key="presidency-4", text_en="Monitor pending tasks.", text_es="Dar seguimiento.")
    page = visit(address("handover", key=terms[1].key), personas["presidency"]).content.decode()
    assert "Monitor pending tasks." in page and 'name="begins_at"' not in page
    for item in CHECKLIST:
        assert f'id="{item.key}"' in page
    client.force_login(personas["troika"], backend="members.accounts.backend.AccountBackend")
    path = address("handover-tick", key=terms[1].key, item="archive")
    assert client.post(path, {"done": "on", "note": "x"}).status_code == 302
    assert client.post(address("handover", key=terms[1].key), {"begins_at": ""}).status_code == 404
    client.force_login(personas["member"], backend="members.accounts.backend.AccountBackend")
    assert client.post(path, {"done": "on"}).status_code == 404
    assert checklist_of(terms[1], terms[0]).done == 1


def test_minute_is_set_on_the_page_by_the_secretariat_s_clock(personas, terms, client):
    client.force_login(personas["secretariat"], backend="members.accounts.backend.AccountBackend")
    path = address("handover", key=terms[1].key)
    local = timezone.localtime(in_days(20)).replace(second=0, microsecond=0)
    assert client.post(path, {"begins_at": local.strftime("%Y-%m-%dT%H:%M")}).status_code == 302
    assert Presidency.objects.get(pk=terms[1].pk).begins_at == local
    assert "America/Costa_Rica" in client.get(path).content.decode()
    answer = client.post(path, {"begins_at": "tomorrow"})
    assert answer.status_code == 422 and 'aria-invalid="true"' in answer.content.decode()


def test_handover_that_the_record_does_not_know_is_said_to_the_secretariat_alone(personas, visit):
    Presidency.objects.all().delete()
    page = visit(address("handover-now"), personas["secretariat"])
    assert page.status_code == 200 and "names no presidency that is next" in page.content.decode()
    for who in ("presidency", "member", "administrator"):
        assert visit(address("handover-now"), personas[who]).status_code == 404, who


def test_every_provision_that_the_checklist_cites_is_in_the_record(loaded_record):
    from common.models import Provision

    cited = {key for item in CHECKLIST for key in item.provisions}
    assert cited and cited <= set(Provision.objects.values_list("key", flat=True))
    assert len(KEYS) == len(CHECKLIST)


@pytest.mark.engines
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL")
def test_of_many_clocks_that_notice_at_once_one_does():
    old = PresidencyFactory(year=2030, country=CountryFactory(key="pa"))
    new = PresidencyFactory(year=2031, country=CountryFactory(key="hn"), begins_at=in_days(minutes=-1))
    before = current_revision()

    def one(_number):
        try:
            return notice_handovers()
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(one, range(6))) == 1
    assert Act.objects.get(act="presidency_handed_over").before == {"presidency": old.key}
    assert current_revision() == before + 1
    assert HandoverItem.objects.filter(presidency=new).count() == len(CHECKLIST)


@pytest.mark.engines
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL")
def test_two_officers_who_set_the_minute_at_once_leave_one_minute_and_a_true_journal():
    new = PresidencyFactory(year=2031, country=CountryFactory(key="hn"))
    officers = [UserFactory() for _ in range(4)]
    for officer in officers:
        MandateFactory(person=officer.person, function="secretariat_officer", participant=None)
    minutes = [in_days(10 + number) for number in range(4)]

    def one(number):
        try:
            set_handover(presidency=Presidency.objects.get(pk=new.pk), begins_at=minutes[number], by=officers[number])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(4)))
    acts = list(Act.objects.filter(act="set_handover").order_by("pk"))
    assert [act.before for act in acts] == [{"begins_at": None}, *[act.after for act in acts[:-1]]]
    new.refresh_from_db()
    assert acts[-1].after["begins_at"] == new.begins_at.isoformat(timespec="minutes")
