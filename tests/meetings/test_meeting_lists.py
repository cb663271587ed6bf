"""What a list keeps for visitors: nothing of what only members see, and nothing that is no longer true."""

import pytest

from common.revision import bump_revision
from tests.factories import BodyFactory, CountryFactory, MeetingFactory, PresidencyFactory

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/es/reuniones/"


@pytest.fixture(autouse=True)
def made_anew(settings):
    settings.PUBLIC_PAGES_BYTES = 0


@pytest.fixture
def closed():
    """A closed meeting whose body, country and presidency no other meeting has."""
    honduras = CountryFactory(key="hn", name_es="Honduras")
    term = PresidencyFactory(year=2031, country=honduras)
    meeting = MeetingFactory(key="closed", audience="member", country=honduras, presidency=term)
    meeting.bodies.add(BodyFactory(key="inner", name_es="Círculo interno"))
    MeetingFactory(key="open")
    return meeting


@pytest.mark.parametrize("order", [("member", "visitor"), ("visitor", "member", "visitor")])
def test_choices_when_a_member_was_here_before_are_not_offered_to_a_visitor(visit, personas, closed, order):
    for name in order:
        response = visit(PAGE, as_=personas[name])
        offered = [words in response.content.decode() for words in ("Honduras", "Círculo interno", "2031 –")]
        assert offered == [name == "member"] * 3
        assert response.context["page_obj"].paginator.count == (2 if name == "member" else 1)


def test_choices_when_the_record_changes_are_those_of_the_new_revision(visit, closed):
    assert "Honduras" not in visit(PAGE).content.decode()
    type(closed).objects.filter(pk=closed.pk).update(audience="public")
    bump_revision()
    after = visit(PAGE)
    assert "Honduras" in after.content.decode() and after.context["page_obj"].paginator.count == 2


def test_second_page_made_for_a_visitor_asks_only_for_its_lines(client, closed, django_assert_num_queries):
    client.get(PAGE)
    with django_assert_num_queries(3):  # the revision, the meetings, their bodies
        client.get(f"{PAGE}?sort=date")
