"""The life of a body as pages tell it, its workroom, and what the Secretariat is told that the bodies lack."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.periods import PartialDate
from declarations.services.publishing import publish_text
from declarations.services.steps import cite_step
from meetings.models import Body, BodyStep, Seat
from meetings.queries.bodies import body_dossier
from meetings.queries.vacancies import bodies_to_mind, report_on_bodies, with_vacancies
from meetings.services.bodies import Citation, close_body, extend_body, rename_body
from meetings.services.successions import NewBody, merge_bodies
from members.models import Standing
from tests.factories import (
    BodyFactory,
    BodyMembershipFactory,
    BodyNameFactory,
    BodyStepFactory,
    CountryFactory,
    DecisionFactory,
    MandateFactory,
    MeetingFactory,
    ParagraphFactory,
    StandingFactory,
    TextFactory,
)

pytestmark = pytest.mark.django_db
CITED = {"on": "2024-06-10", "decided_es": "Decisión 4", "decided_en": "Decision 4"}


def cited(on):
    return Citation(PartialDate(on), "Decisión 4", "Decision 4")


def told(body, user=None):
    """The life of a body in short: kind, day, name, whether a step was entered."""
    life = body_dossier(body.key, user).life
    return [(event.kind, event.on and event.on.iso, bool(event.step)) for event in life]


@pytest.fixture
def officer(client, personas):
    client.force_login(personas["secretariat"], backend="members.accounts.backend.AccountBackend")
    return client


def test_life_tells_the_record_without_steps_and_no_event_twice_with_them(personas):
    body = BodyFactory(key="group", kind="adhoc", start="2010", created_by_es="XV CRM", created_by_en="XV RCM")
    before = BodyFactory(key="before", end="2010")
    body.succeeds.add(before)
    BodyNameFactory(body=body, start="2010")
    BodyNameFactory(body=body, start="2014-05")
    BodyNameFactory(body=body, start="2014-05", is_alternative=True)
    visitor, by = personas["visitor"], personas["secretariat"]
    assert told(body, visitor) == [("created", "2010", False), ("renamed", "2014-05", False)]
    assert body_dossier("group", visitor).life[0].others == (before,)
    rename_body(body, name_es="Nuevo", name_en="New", citation=cited("2024-06-10"), by=by)
    extend_body(body, term_ends=PartialDate("2030"), citation=cited("2024-06-11"), by=by)
    close_body(body, citation=cited("2025-01-01"), by=by)
    assert told(body, visitor)[2:] == [
        *(("renamed", "2024-06-10", True), ("extended", "2024-06-11", True)),
        ("closed", "2025-01-01", True),
    ]
    assert told(before, visitor)[-1] == ("closed", "2010", False), "an end that no source explains is told as one"


def test_merger_is_told_on_both_sides_once(personas):
    first, second, there = BodyFactory(start="2020"), BodyFactory(start="2020"), BodyFactory(key="there", start="2019")
    merge_bodies([first, second], into=there, citation=cited("2024-06-10"), by=personas["secretariat"])
    life = body_dossier("there", personas["visitor"]).life
    assert [(event.kind, event.is_received, event.others) for event in life] == [
        *(("created", False, ()), ("merged", True, (first,)), ("merged", True, (second,))),
    ]
    (_created, ended) = body_dossier(first.key, personas["visitor"]).life
    assert (ended.kind, ended.others) == ("merged", (there,))
    new = merge_bodies(
        [there, BodyFactory(start="2020")],
        into=NewBody({"kind": "adhoc", "name_es": "Z", "name_en": "Z"}),
        citation=cited("2025"),
        by=personas["secretariat"],
    )
    assert [event.kind for event in body_dossier(new.key, personas["visitor"]).life] == ["created", "merged", "merged"]


def test_page_of_a_body_as_of_a_day_shows_the_names_members_and_state_of_that_day(visit):
    body = BodyFactory(key="group", start="2010", end="2020", term_ends="2015")
    for name, start, end in (("Primera", "2010", "2013"), ("Segunda", "2014", "2020")):
        BodyNameFactory(body=body, name_es=name, start=start, end=end)
        country = CountryFactory(name_es=f"País {name}")
        BodyMembershipFactory(body=body, participant=country, start=start, end=end)
        BodyMembershipFactory(body=body, participant=country, start=start, end=end, role="coordinator")
    for on, name, state in (
        ("2009-12-31", "", "to_come"),
        ("2012-05-01", "Primera", "active"),
        ("2016-05-01", "Segunda", "lapsed"),
        ("2021-01-01", "", "ended"),
    ):
        dossier = visit(f"/es/organos/group/?on={on}").context["dossier"]
        assert [one.name_es for one in dossier.names] == [name] * bool(name), on
        for sitting in (dossier.members, dossier.coordinators):
            assert [one.participant.name_es for one in sitting] == [f"País {name}"] * bool(name), on
        assert dossier.state == state and len(dossier.life) == 3
    whole = visit("/es/organos/group/").context["dossier"]
    assert len(whole.names) == 2 and len(whole.members) == 2 and whole.state == "ended"


def test_body_page_with_steps_asks_once_more_however_many(client, django_assert_num_queries):
    body = BodyFactory(key="group", start="2010")
    for number in range(12):
        BodyStepFactory(body=body, on=f"20{10 + number}", meeting=MeetingFactory(), term_ends="2030").others.add(
            BodyFactory()
        )
    with django_assert_num_queries(9):
        page = client.get("/en/bodies/group/").content.decode()
    assert page.count("XXIX RCM, Decision 4") == 12 and "31 December 2030" not in page


def test_decision_behind_a_step_is_named_where_its_reader_may_see_it(client, officer, visit, personas):
    step = BodyStepFactory(body__start="2010", meeting=MeetingFactory(audience="public"))
    text = TextFactory(meeting=step.meeting, audience="member", title_es="zqtexto", title_en="zqtext")
    decision = DecisionFactory(paragraph=ParagraphFactory(text=text, order=1, body_en="zqwords"))
    publish_text(text, by="test")
    page = reverse("declarations:step-cite", kwargs={"pk": step.pk})
    assert "zqwords" in client.get(page).content.decode() or "Párrafo" in client.get(page).content.decode()
    assert client.post(page, {"decisions": [decision.pk]}).status_code == 302
    assert list(step.decisions.all()) == [decision]
    assert "zqte" in client.get(reverse("meetings:body-life", kwargs={"key": step.body.key})).content.decode()
    public = step.body.get_absolute_url()
    assert "zqte" in visit(public, as_=personas["member"]).content.decode()
    assert "zq" not in visit(public).content.decode()
    cite_step(step, decisions=[], by=personas["secretariat"])
    assert "zq" not in visit(public, as_=personas["member"]).content.decode()


def test_forms_do_each_act_and_say_why_one_is_refused(officer):
    bodies = {name: BodyFactory(key=name, start="2020", kind="working_group", term_ends="2023") for name in "abcdef"}
    new = {"name_es": "Nombre", "name_en": "Name"}
    acts = {
        "extend": ("a", {"term_ends": "2027"}),
        "permanent": ("a", {}),
        "rename": ("a", {"name_es": "Otro", "name_en": "Other"}),
        "merge": ("b", {"bodies": [bodies["c"].pk], "sure": "on"} | new),
        "split": ("d", {"bodies": [bodies["e"].pk], "first_es": "x", "first_en": "y", "sure": "on"}),
        "close": ("f", {"sure": "on"}),
    }
    for act, (key, data) in acts.items():
        page = reverse("meetings:body-act", kwargs={"key": key, "act": act})
        assert officer.get(page).status_code == 200
        assert officer.post(page, data).status_code == 422, "without what decided it"
        answer = officer.post(page, CITED | data)
        assert answer.status_code == 302, (act, answer.context and answer.context["form"].errors)
    kinds = ["extended", "permanent", "renamed", "created", "merged", "merged", "created", "split", "closed"]
    assert sorted(BodyStep.objects.values_list("kind", flat=True)) == sorted(kinds)
    again = reverse("meetings:body-act", kwargs={"key": "a", "act": "rename"})
    refused = officer.post(again, CITED | {"name_es": "Otro", "name_en": "Other"})
    assert refused.status_code == 422 and 'value="Otro"' in refused.content.decode()
    assert officer.post(reverse("meetings:body-act", kwargs={"key": "f", "act": "close"}), CITED).status_code == 404
    assert officer.get("/en/bodies/a/life/dance/").status_code == 404


def test_bodies_are_set_up_and_seated_by_their_forms(officer):
    words = {f"{name}_{code}": "X" for name in ("mandate", "objectives") for code in ("es", "en")}
    data = CITED | words | {"kind": "adhoc", "name_es": "Grupo Z", "name_en": "Group Z", "term_ends": "2020"}
    page = reverse("meetings:body-create")
    assert officer.post(page, data).status_code == 422, "the term ends before it begins"
    assert officer.post(page, data | {"term_ends": "2026-12"}).status_code == 302
    members = reverse("meetings:body-members", kwargs={"key": "group-z"})
    country = StandingFactory(participant=CountryFactory()).participant
    entered = {"participant": country.pk, "role": "coordinator", "start": "2024-07"}
    assert officer.post(members, entered).status_code == 302
    assert officer.post(members, entered).status_code == 422
    membership = Body.objects.get(key="group-z").memberships.get()
    end = reverse("meetings:body-member-end", kwargs={"pk": membership.pk})
    assert officer.post(end, {"end": "2023"}).status_code == 422
    assert officer.post(end, {"end": "2024-12"}).status_code == 302
    membership.refresh_from_db()
    assert membership.end.iso == "2024-12"


def test_report_names_vacancies_terms_and_mandates_that_end(officer):
    today = timezone.localdate()
    costa_rica, mexico = (StandingFactory(participant=CountryFactory(name_en=name)).participant for name in ("C", "M"))
    by_rule = BodyFactory(key="rule", kind="network", start="2010")
    named = BodyFactory(key="named", kind="working_group", start="2010")
    BodyMembershipFactory(body=named, participant=mexico, start="2012")
    BodyMembershipFactory(body=named, participant=costa_rica, start="2012", end="2013")
    BodyMembershipFactory(body=named, participant=mexico, start="2012", role="coordinator")
    mandate = MandateFactory(function="liaison_officer", participant=mexico, end=today + timedelta(days=30))
    Seat.objects.create(mandate=mandate, body=named)
    BodyFactory(key="lapsed", kind="adhoc", start="2010", term_ends=(today - timedelta(days=1)).isoformat())
    BodyFactory(key="soon", kind="decision", start="2010", term_ends=(today + timedelta(days=90)).isoformat())
    BodyFactory(key="later", kind="decision", start="2010", term_ends=(today + timedelta(days=91)).isoformat())
    BodyFactory(key="ended", kind="network", start="2010", end="2015")
    report = report_on_bodies()
    vacant = {one.body.key: (one.unseated, one.has_coordinator) for one in report.vacant}
    assert vacant.keys() == {"rule"} and not vacant["rule"][1]
    assert {one.pk for one in vacant["rule"][0]} == set(
        Standing.objects.filter(status="member").values_list("participant", flat=True)
    )
    assert [body.key for body in report.lapsed] == ["lapsed"] and [body.key for body in report.expiring] == ["soon"]
    assert mandate in report.mandates
    counts = counts_on(today)
    assert (len(counts.lapsed), len(counts.expiring), len(counts.vacant)) == (1, 1, 1)
    later = report_on_bodies(today + timedelta(days=31))
    assert {one.body.key for one in later.vacant} == {"rule", "named"}, "the mandate is over by then"
    assert len(counts_on(today + timedelta(days=31)).vacant) == 2
    page = officer.get(reverse("meetings:body-report")).content.decode()
    assert str(by_rule) in page and str(mandate.person) in page


def counts_on(day):
    """The report as the desk reads it."""
    return bodies_to_mind(with_vacancies(Body.objects.in_force(day), day).order_by(), day)


@pytest.mark.parametrize("rows", [1, 30])
def test_report_asks_the_same_however_many_bodies_there_are(django_assert_num_queries, rows):
    for number in range(rows):
        body = BodyFactory(kind="network", start="2010")
        country = StandingFactory(participant=CountryFactory()).participant
        BodyMembershipFactory(body=body, participant=country)
        mandate = MandateFactory(function="liaison_officer", participant=country, end=date.max)
        Seat.objects.create(mandate=mandate, body=body)
        MandateFactory(function="liaison_officer", participant=country, end=timezone.localdate() + timedelta(number))
    with django_assert_num_queries(5):
        assert len(report_on_bodies().bodies) == rows
    with django_assert_num_queries(1):
        counts_on(timezone.localdate())
