"""The life of bodies: each step is dated, cited and refused where it cannot be; who sits in them, and for how long."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.models import Act, SiteRevision
from common.periods import PartialDate
from common.refusals import Refusal
from declarations.services.steps import cite_step
from meetings.models import Body, BodyMembership, StepKind
from meetings.services.bodies import Citation, close_body, create_body, extend_body, make_permanent, rename_body
from meetings.services.body_members import add_membership, end_membership, overlap
from meetings.services.successions import NewBody, merge_bodies, split_body
from tests.factories import (
    BodyFactory,
    BodyMembershipFactory,
    BodyNameFactory,
    BodyStepFactory,
    CountryFactory,
    MeetingFactory,
    StandingFactory,
)

pytestmark = pytest.mark.django_db


def day(iso):
    return PartialDate(iso)


def cited(on="2024-06-10", meeting=None):
    return Citation(day(on), "XXIX CRM, Decisión 4", "XXIX RCM, Decision 4", meeting)


def words(name):
    return {"kind": "working_group", "name_es": f"Grupo {name}", "name_en": f"Group {name}"}


def fresh(body):
    return Body.objects.get(pk=body.pk)


@pytest.fixture(autouse=True)
def in_english():
    """Refusals are read by their words."""
    with override("en"):
        yield


@pytest.fixture
def by(personas):
    return personas["secretariat"]


@pytest.fixture
def group():
    return fresh(BodyFactory(key="group", kind="working_group", start="2020-12", term_ends="2023-12-31"))


def test_body_is_created_by_a_decision_with_mandate_objectives_and_term(by):
    meeting, before = MeetingFactory(), SiteRevision.objects.values_list("value", flat=True).first()
    said = words("sobre Clima") | {"mandate_es": "M", "mandate_en": "M", "objectives_es": "O", "objectives_en": "O"}
    body = create_body(values=said, term_ends=day("2026-12"), citation=cited(meeting=meeting), by=by)
    step = body.steps.get()
    assert (body.key, body.start.iso, body.term_ends.iso) == ("group-sobre-clima", "2024-06-10", "2026-12")
    assert (step.kind, step.on.iso, step.decided_es, step.meeting, step.term_ends.iso) == (
        *("created", "2024-06-10", "XXIX CRM, Decisión 4"),
        *(meeting, "2026-12"),
    )
    assert body.objectives_es == "O" and body.created_by_en == "XXIX RCM, Decision 4"
    assert Act.objects.last().act == "body_created"
    assert SiteRevision.objects.values_list("value", flat=True).first() != before
    with pytest.raises(Refusal, match="exists already"):
        create_body(values=said, term_ends=None, citation=cited(), by=by)


def test_step_without_its_decision_in_both_languages_is_refused():
    with pytest.raises(Refusal):
        Citation(day("2024"), "Decisión", " ")


def test_term_that_ran_out_is_extended_and_the_body_meets_again(group, by):
    assert not group.can_meet(date(2024, 7, 1))
    extend_body(group, term_ends=day("2026"), citation=cited(), by=by)
    assert fresh(group).can_meet(date(2026, 12, 31)) and group.steps.get().kind == StepKind.EXTENDED
    with pytest.raises(Refusal, match="after the present one"):
        extend_body(group, term_ends=day("2026-12-31"), citation=cited(), by=by)


def test_permanent_body_has_no_term_to_extend_and_is_not_made_permanent_twice(group, by):
    make_permanent(group, citation=cited(), by=by)
    assert fresh(group).term_ends is None and fresh(group).can_meet(date(2090, 1, 1))
    with pytest.raises(Refusal):
        make_permanent(group, citation=cited("2025"), by=by)
    with pytest.raises(Refusal):
        extend_body(group, term_ends=day("2027"), citation=cited(), by=by)


def test_name_changes_from_the_day_of_the_decision_and_the_one_before_stays(group, by):
    old = group.name_es
    rename_body(group, name_es="Grupo nuevo", name_en="New group", citation=cited(), by=by)
    rename_body(group, name_es="Grupo novísimo", name_en="Newest group", citation=cited("2025-01-01"), by=by)
    borne = [(one.name_es, one.start.iso, one.end and one.end.iso) for one in group.names.all()]
    assert borne == [
        (old, "2020-12", "2024-06-10"),
        ("Grupo nuevo", "2024-06-10", "2025-01-01"),
        ("Grupo novísimo", "2025-01-01", None),
    ]
    assert fresh(group).name_en == "Newest group"
    for again in ({"name_es": "Grupo novísimo", "name_en": "Newest group"}, {"name_es": "Otro", "name_en": "Other"}):
        with pytest.raises(Refusal):
            rename_body(group, **again, citation=cited("2024-12-31"), by=by)


def test_body_is_closed_with_its_members_and_never_again(group, by):
    membership = BodyMembership.objects.create(body=group, participant=CountryFactory(), start="2021")
    BodyNameFactory(body=group, start="2020-12")
    close_body(group, citation=cited(), by=by)
    membership.refresh_from_db()
    assert (fresh(group).end.iso, membership.end.iso, group.names.get().end.iso) == ("2024-06-10",) * 3
    assert not fresh(group).can_meet(date(2024, 6, 11))
    for act in (close_body, make_permanent):
        with pytest.raises(Refusal, match="has ended"):
            act(group, citation=cited("2025"), by=by)
    assert group.steps.count() == 1


def test_body_is_not_closed_while_others_report_to_it_or_a_meeting_is_to_come(group, by):
    below = BodyFactory(reports_to=group, name_en="Below")
    with pytest.raises(Refusal) as against:
        close_body(group, citation=cited(), by=by)
    assert str(below) in str(against.value)
    Body.objects.filter(pk=below.pk).update(end="2022")
    meeting = MeetingFactory(start="2024-09-01", end="2024-09-01", state="convened")
    meeting.bodies.add(group)
    with pytest.raises(Refusal):
        close_body(group, citation=cited(), by=by)
    with pytest.raises(Refusal, match="before the body began"):
        close_body(group, citation=cited("2019"), by=by)
    assert fresh(group).end is None and not group.steps.exists() and not Act.objects.filter(act="body_closed").exists()


def test_bodies_merge_into_a_new_one_that_succeeds_them(group, by):
    other, below = BodyFactory(kind="working_group", start="2020-12"), BodyFactory(reports_to=group)
    new = merge_bodies([group, other], into=NewBody(words("unido")), citation=cited(), by=by)
    assert set(new.succeeds.all()) == {group, other} and new.start.iso == "2024-06-10"
    for body in (group, other):
        step = body.steps.get()
        assert (step.kind, list(step.others.all()), fresh(body).end.iso) == ("merged", [new], "2024-06-10")
    assert fresh(below).reports_to == new
    with pytest.raises(Refusal):
        merge_bodies([new], into=NewBody(words("solo")), citation=cited("2025"), by=by)
    with pytest.raises(Refusal, match="has ended"):
        merge_bodies([group, new], into=NewBody(words("tarde")), citation=cited("2025"), by=by)
    assert not Body.objects.filter(name_es__in=["Grupo solo", "Grupo tarde"]).exists()


def test_body_is_taken_in_by_one_that_is_there(group, by):
    other = BodyFactory(start="2019", reports_to=group)
    assert merge_bodies([group, other], into=other, citation=cited(), by=by) == other
    assert fresh(other).end is None and list(other.succeeds.all()) == [group] and fresh(other).reports_to is None


def test_body_is_split_into_at_least_two(group, by):
    there = BodyFactory(start="2021")
    with pytest.raises(Refusal):
        split_body(group, into=[there], citation=cited(), by=by)
    new = NewBody(words("nuevo"), day("2027"))
    successors = split_body(group, into=[there, new], citation=cited(), by=by)
    assert [list(one.succeeds.all()) for one in successors] == [[group]] * 2 and successors[1].term_ends.iso == "2027"
    assert fresh(group).end.iso == "2024-06-10" and set(group.steps.get().others.all()) == set(successors)


def test_life_of_a_body_is_written_by_the_secretariat_alone(group, personas):
    acts = [
        lambda by: create_body(values=words("x"), term_ends=None, citation=cited(), by=by),
        lambda by: extend_body(group, term_ends=day("2030"), citation=cited(), by=by),
        lambda by: make_permanent(group, citation=cited(), by=by),
        lambda by: rename_body(group, name_es="a", name_en="b", citation=cited(), by=by),
        lambda by: close_body(group, citation=cited(), by=by),
        lambda by: merge_bodies([group, BodyFactory()], into=NewBody(words("y")), citation=cited(), by=by),
        lambda by: split_body(group, into=[BodyFactory(), BodyFactory()], citation=cited(), by=by),
        lambda by: add_membership(
            body=group, participant=CountryFactory(), role="member", start=day("2024"), end=None, by=by
        ),
        lambda by: end_membership(BodyMembershipFactory(), end=day("2024"), by=by),
        lambda by: cite_step(BodyStepFactory(), decisions=[], by=by),
    ]
    for act in acts:
        for name in ("presidency", "member", "liaison", "administrator", "visitor"):
            with pytest.raises(PermissionDenied):
                act(personas[name])


def test_participant_sits_in_a_body_once_at_a_time_and_within_its_life(group, by):
    country = StandingFactory(participant=CountryFactory()).participant
    given = add_membership(body=group, participant=country, role="member", start=day("2021"), end=None, by=by)
    for start, role in (("2022", "member"), ("2019", "coordinator")):
        with pytest.raises(Refusal):
            add_membership(body=group, participant=country, role=role, start=day(start), end=None, by=by)
    add_membership(body=group, participant=country, role="coordinator", start=day("2022"), end=None, by=by)
    end_membership(given, end=day("2023"), by=by)
    add_membership(body=group, participant=country, role="member", start=day("2023"), end=None, by=by)
    with pytest.raises(Refusal, match="over already"):
        end_membership(given, end=day("2024"), by=by)
    assert group.memberships.count() == 3


def test_only_participants_sit_in_bodies_and_only_members_coordinate_them(group, by):
    observer = StandingFactory(participant=CountryFactory(), status="observer_country").participant
    with pytest.raises(Refusal, match="does not take part"):
        add_membership(body=group, participant=CountryFactory(), role="member", start=day("2021"), end=None, by=by)
    with pytest.raises(Refusal, match="Only member countries"):
        add_membership(body=group, participant=observer, role="coordinator", start=day("2021"), end=None, by=by)


periods = st.tuples(
    st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2023, 12, 31))),
    st.one_of(st.none(), st.integers(0, 900)),
).map(lambda one: (one[0], (one[0] and one[1] is not None and date.fromordinal(one[0].toordinal() + one[1])) or None))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(periods, periods)
def test_periods_overlap_where_they_share_a_day_that_is_not_the_one_on_which_offices_pass(one, other):
    def known(moment):
        return moment and PartialDate(moment.isoformat())

    def days(start, end):
        return (start or date.min).toordinal(), (end or date.max).toordinal()

    (first, last), (other_first, other_last) = days(*one), days(*other)
    passes_on = first == other_last or other_first == last
    shares_a_day = min(last, other_last) >= max(first, other_first)
    expected = (shares_a_day and not passes_on) or (one[0] is not None and one[0] == other[0])
    periods_of_both = [known(moment) for moment in (*one, *other)]
    assert overlap(*periods_of_both) == expected
    assert overlap(*periods_of_both[2:], *periods_of_both[:2]) == expected, "and the other way round"
