"""The homes of the intranet: what each role finds, what a preview shows, and how few questions it costs."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.models import OutboxMessage
from declarations.models import Rendering
from declarations.services.publishing import publish_text
from meetings.models import Seat
from members.grants import grant
from members.models import HandoverItem, Letter, Mandate, Participant, Presidency, User
from secretariat.models import Notice
from secretariat.queries.queues import SHOWN
from tests.factories import (
    BodyFactory,
    BodyMembershipFactory,
    CountryFactory,
    DelegateFactory,
    MandateFactory,
    MeetingFactory,
    PlanFactory,
    ProgressReportFactory,
    StandingFactory,
    TextFactory,
    WorkPlanFactory,
    a_complete_note,
    text_with_paragraphs,
)

pytestmark = pytest.mark.django_db
HOME = "/en/intranet/"


def main_part(answer):
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def menu_of(answer):
    return answer.content.decode().split('<div class="desk-bar">')[1].split("<main")[0]


def visited(user, **ago):
    User.objects.filter(pk=user.pk).update(
        last_seen_at=timezone.now(), previous_visit_at=timezone.now() - timedelta(**ago)
    )
    return user


def notice(**more):
    words = {"title_es": "zqaviso", "title_en": "zqnotice", "words_es": "x", "words_en": "x", "edition": 1}
    return Notice.objects.create(
        **words | {"audience": "member", "state": "published", "published_at": timezone.now()} | more
    )


def test_home_of_a_focal_point_has_every_part(visit, personas):
    body = BodyFactory(key="zqnetwork", name_en="zqnetwork")
    BodyMembershipFactory(body=body, participant=Participant.objects.get(key="cr"))
    PlanFactory(key="zqplan", title_en="zqplan", start="2023")
    MeetingFactory(key="soon", kind="grcm", name_en="zqmeeting", start=str(timezone.localdate().year + 1), end=None)
    TextFactory(symbol="draft", title_en="zqdraft", circulated_at=timezone.now())
    publish_text(text_with_paragraphs(1, symbol="closed", title_en="zqclosed", audience="member"), by="test")
    notice()
    home = main_part(visit(HOME, visited(personas["member"], days=1)))
    for mark in ("zqnetwork", "zqplan", "zqmeeting", "zqdraft", "zqclosed", "zqnotice", "Confirm your contact data"):
        assert mark in home
    news = home.split('id="news"')[1].split("</section>")[0]
    assert all(mark in news for mark in ("zqmeeting", "zqdraft", "zqclosed", "zqnotice"))
    assert "reviewer" in home.split('id="who"')[1]


def test_news_of_a_first_visit_says_so_and_of_a_quiet_time_that_there_is_none(visit, personas):
    notice(published_at=timezone.now() - timedelta(days=2))
    assert "This is your first visit" in main_part(visit(HOME, personas["member"]))
    home = main_part(visit(HOME, visited(personas["member"], days=1)))
    assert "Nothing new has come." in home and "zqnotice" in home


def test_home_of_a_liaison_officer_begins_with_the_body(visit, personas):
    Seat.objects.create(mandate=personas["liaison"].mandates.get(), body=BodyFactory(name_en="zqbody"))
    home = main_part(visit(HOME, personas["liaison"]))
    assert home.index("zqbody") < home.index('id="meetings"')
    BodyMembershipFactory(body=BodyFactory(), participant=Participant.objects.get(key="cr"))
    member = main_part(visit(HOME, personas["member"]))
    assert member.index('id="meetings"') < member.index('id="bodies"')
    assert 'id="bodies"' not in main_part(visit(HOME, personas["observer_country"]))


@pytest.mark.parametrize("name", ["nobody", "expired"])
def test_home_without_a_mandate_says_what_one_can_do(visit, personas, name):
    text = text_with_paragraphs(1, symbol="granted", title_en="zqgranted", audience="member")
    publish_text(text, by="test")
    home = main_part(visit(HOME, personas[name]))
    assert "Ask them, and your rights are here the same minute." in home and "zqgranted" not in home
    assert 'id="q-needs"' not in home and 'id="meetings"' not in home and 'id="who"' not in home
    until = timezone.localdate() + timedelta(days=1)
    grant(text, to=personas[name], until=until, reason="expert", by=User.objects.get(email="secretariat@example.org"))
    assert "zqgranted" in main_part(visit(HOME, personas[name]))


def test_home_of_an_administrator_is_the_system_and_no_closed_paper(visit, personas):
    publish_text(text_with_paragraphs(1, title_en="zqclosed", audience="member"), by="test")
    notice()
    TextFactory(symbol="draft", title_en="zqdraft", circulated_at=timezone.now())
    personas["secretariat"].authenticator_set.all().delete()
    home = main_part(visit(HOME, personas["administrator"]))
    assert "1 account must have one and has none" in home and "verify_journal" in home and "Database" in home
    assert "zq" not in home
    assert "verify_journal" not in main_part(visit(HOME, personas["member"]))


def test_home_of_the_secretariat_counts_what_is_to_be_done_about_people(visit, personas):
    today = timezone.localdate()
    Mandate.objects.filter(person=personas["deputy"].person).update(end=today + timedelta(days=9))
    Mandate.objects.filter(person=personas["reviewer"].person).update(end=today - timedelta(days=9), is_holdover=True)
    StandingFactory()  # a member of which nobody is focal point
    for address, state in (("a@example.org", "failed"), ("b@example.org", "sent")):
        letter = {
            "key": address,
            "message_id": address,
            "kind": "notice",
            "language": "es",
            "subject": "x",
            "text": "x",
        }
        Letter.objects.create(**letter, html="x", address=address, state=state)
    answer = visit(HOME, personas["secretariat"])
    numbers = {queue.key: queue.number for queue in answer.context["queues"]}
    assert {name: numbers[name] for name in ("vacant", "ending", "held-over", "invited", "undelivered")} == {
        "vacant": 1,
        "ending": 1,
        "held-over": 1,
        "invited": 0,
        "undelivered": 1,
    }
    assert numbers["stale"] == 12
    asked = ("#vacancies", "?ending=on", "?stale=on", "?held_over=on")
    for address in (*(f"directory/{one}" for one in asked), "mail/?state=failed"):
        assert address in main_part(answer)


def test_queues_hold_the_first_lines_in_their_order_and_say_where_all_are(visit, personas):
    for number in range(SHOWN + 3):
        text_with_paragraphs(1, symbol=f"draft-{number:02}", title_en=f"Draft {number:02}")
    last = text_with_paragraphs(3, symbol="z-last", title_en="Last")
    last.paragraphs.update(body_en="")
    answer = visit(HOME, personas["secretariat"])
    queues = {queue.key: queue for queue in answer.context["queues"]}
    assert [line.title for line in queues["drafts"].lines] == [f"Draft {number:02}" for number in range(SHOWN)]
    assert queues["drafts"].number == SHOWN + 4 and queues["drafts"].more == 4
    assert [(line.title, line.about) for line in queues["lacking"].lines] == [("Last", ["3 without English"])]
    assert 'href="/en/intranet/?queue=drafts#q-drafts">all 9<' in main_part(answer)
    whole = visit(f"{HOME}?queue=drafts", personas["secretariat"])
    lines = next(queue for queue in whole.context["queues"] if queue.key == "drafts").lines
    assert len(lines) == SHOWN + 4 and "?queue=drafts#q-drafts" not in main_part(whole)


def test_preview_shows_the_home_as_the_other_finds_it(client, personas):
    publish_text(text_with_paragraphs(1, symbol="of-members", title_en="zqmembers", audience="member"), by="test")
    publish_text(text_with_paragraphs(1, symbol="of-troika", title_en="zqtroika", audience="troika"), by="test")
    TextFactory(symbol="kept-back", title_en="zqkeptback")
    client.force_login(personas["secretariat"], backend="members.accounts.backend.AccountBackend")
    country = Participant.objects.get(key="cr")
    client.post(reverse("secretariat:preview"), {"face": "member", "participant": country.pk})
    answer = client.get(HOME)
    home = main_part(answer)
    assert "zqmembers" in home and "zqtroika" not in home and "zqkeptback" not in home
    assert str(country) in home and "What waits for a person is not shown in a preview." in home
    assert "/mail/" not in menu_of(answer).split("account-menu")[0] and "/my-delegation/" in menu_of(answer)


MENUS = {
    "member": {"", "notices/", "directory/", "my-delegation/", "consultations/"},
    "observer_country": {"", "notices/", "directory/", "my-delegation/"},
    "secretariat": {"", "notices/", "directory/", "mail/", "journal/", "preview/", "consultations/"},
    "administrator": {"", "notices/", "journal/"},
    "nobody": {"", "notices/"},
}


@pytest.mark.parametrize("name", MENUS)
def test_menu_of_the_intranet_has_what_the_reader_may_open(client, visit, personas, name):
    answer = visit(HOME, personas[name])
    menu = menu_of(answer).split('class="desk-menu__wide"')[1].split("</ul>")[0]
    links = {part.split('"')[0] for part in menu.split('href="')[1:]}
    expected = {HOME + path for path in MENUS[name]}
    expected |= {"/en/work-of-the-bodies/"} if name in ("member", "secretariat") else set()
    expected |= {"member": {"/en/commitments/mine/"}, "secretariat": {"/en/commitments/board/"}}.get(name, set())
    assert links == expected | ({"/en/admin/"} if name in ("secretariat", "administrator") else set())
    assert all(client.get(link).status_code == 200 for link in links)
    assert menu.count('aria-current="page"') == 1 and 'aria-current="true"' not in menu


def test_way_back_to_the_desk_is_on_public_pages_for_whoever_signed_in(visit, personas):
    assert 'class="masthead__desk" href="/en/intranet/"' in visit("/en/", personas["member"]).content.decode()
    page = visit("/en/")
    assert "masthead__desk" not in page.content.decode() and not page.cookies


@pytest.mark.parametrize("path", ["/en/texts/kept/", "/en/texts/kept/workroom/", "/en/meetings/kept/"])
def test_things_lead_the_secretariat_to_their_history_and_to_exceptional_access(visit, personas, path):
    text = text_with_paragraphs(1, symbol="kept", meeting=MeetingFactory(key="kept"), audience="public")
    publish_text(text, by="test")
    kind, pk = ("meeting", text.meeting.pk) if "meetings" in path else ("text", text.pk)
    page = visit(path, personas["secretariat"]).content.decode()
    assert f'href="/en/intranet/access/{kind}/{pk}/"' in page and "/en/intranet/journal/" in page.split("<main")[1]
    others = visit(path, personas["member"]).content.decode()
    assert "/intranet/access/" not in others and "/intranet/journal/" not in others


def office_of_the_secretariat():
    return User.objects.get(email="secretariat@example.org")


def fill(user, rows):
    """``rows`` of everything that a home could show, in the delegation of Panama and for everybody."""
    now, today = timezone.now(), timezone.localdate()
    panama = Participant.objects.get(key="pa")
    Presidency.objects.filter(year=today.year + 1).update(begins_at=now + timedelta(days=20))
    HandoverItem.objects.create(presidency=Presidency.objects.get(year=today.year + 1), key="theme")
    office = office_of_the_secretariat()
    for number in range(rows):
        if user.mandates.exclude(participant=None).exists():
            MandateFactory(person=user.person, participant=StandingFactory(participant=CountryFactory()).participant)
        MandateFactory(participant=panama, function="head_of_delegation" if number == 0 else "liaison_officer")
        BodyMembershipFactory(body=BodyFactory(), participant=panama)
        PlanFactory(start="2020")
        for year in (1, -1):
            MeetingFactory(
                key=f"m{number}-{year}", start=date(today.year + year, 1, 1 + number % 28).isoformat(), end=None
            )
        TextFactory(symbol=f"draft-{number}", circulated_at=now)
        text_with_paragraphs(1, symbol=f"half-{number}").paragraphs.update(body_en="")
        closed = text_with_paragraphs(1, symbol=f"closed-{number}", audience="secretariat")
        publish_text(closed, by="test")
        grant(closed, to=user, until=today, reason="expert", by=office)
        notice()
        fill_the_work_of_bodies(user, number)
    Rendering.objects.update(state="failed")
    OutboxMessage.objects.update(dead_at=now)


def fill_the_work_of_bodies(user, number):
    """Meetings to prepare, to register for and to accredit to; plans, reports and notes that wait; a seat."""
    soon = (timezone.localdate() + timedelta(days=20)).isoformat()
    body = BodyFactory(kind="working_group", term_ends=soon)
    for mandate in user.mandates.filter(function="liaison_officer", seat=None):
        Seat.objects.create(mandate=mandate, body=body)
    plan = WorkPlanFactory(body=body, approved=True)
    WorkPlanFactory(body=body, state="proposed" if number % 2 else "returned")
    convened = MeetingFactory(kind="grcm", start=soon, end=soon, state="convened", convened_at=timezone.now())
    convened.bodies.add(body)
    DelegateFactory(meeting=convened)
    grant(convened, to=user, until=timezone.localdate(), reason="guest", by=office_of_the_secretariat())
    ProgressReportFactory(plan=plan, meeting=convened, state="submitted")
    WorkPlanFactory(approved=True)
    a_complete_note(state="submitted", meeting__start=soon, meeting__end=soon)


COSTS = {
    "presidency": 11,
    "member": 11,
    "liaison": 12,
    "observer_country": 11,
    "secretariat": 11,
    "administrator": 10,
    "nobody": 7,
}


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("name", COSTS)
def test_home_costs_the_same_few_queries_whatever_it_shows(client, personas, django_assert_num_queries, name, rows):
    user = visited(personas[name], days=1)
    fill(user, rows)
    client.force_login(user, backend="members.accounts.backend.AccountBackend")
    assert client.get(HOME).status_code == 200
    with django_assert_num_queries(COSTS[name]):
        client.get(HOME)
