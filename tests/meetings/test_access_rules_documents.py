"""What forms and pages of papers and agendas offer to whom: nothing that the reader may not see."""

import pytest

from meetings.forms.documents import DocumentForm, ForWhom
from meetings.models import AgendaItem, Session
from meetings.queries.agenda import agenda_of
from meetings.queries.documents import numbered_items
from tests.factories import AgendaItemFactory, DocumentFactory, MeetingFactory, SessionFactory
from tests.meetings.test_access import fresh
from tests.meetings.test_access_rules import MEMBERS, readers, yes

pytestmark = pytest.mark.django_db
AMONG_THEMSELVES = MEMBERS | {"secretariat"}
ASKED = ("visitor", "observer_country", "liaison", "member", "presidency", "secretariat")  # a form takes its time
WITHIN = AMONG_THEMSELVES & set(ASKED)


@pytest.fixture
def asked(personas):
    return {name: personas[name] for name in ASKED}


@pytest.fixture
def meeting(db):
    """With a plenary and a closed session, one line in each, and an agenda for everybody."""
    meeting = MeetingFactory(key="open", audience="public", agenda_audience="public")
    for kind in ("plenary", "closed"):
        AgendaItemFactory(session=SessionFactory(meeting=meeting, kind=kind), title_es=kind, title_en=kind)
    return meeting


def test_who_reads_a_line_of_the_agenda(personas, meeting):
    plenary, closed = AgendaItem.objects.order_by("pk")
    assert readers(personas, AgendaItem, plenary) == set(personas)
    assert readers(personas, AgendaItem, closed) == AMONG_THEMSELVES
    type(meeting).objects.update(agenda_audience="member")
    assert readers(personas, AgendaItem, plenary) == AMONG_THEMSELVES, "a draft is shared with the members"


def test_line_of_a_closed_session_is_told_and_offered_to_members_alone(asked, meeting):
    def told(user):
        return "closed" in [line.title_es for line in agenda_of(meeting, user).walk()]

    def numbered(user):
        return "closed" in [item.title_es for _number, item in numbered_items(meeting, user)]

    def offered(user):
        return "closed" in [item.title_es for item in ForWhom(meeting=meeting, user=user).fields["item"].queryset]

    for asks in (told, numbered, offered):
        assert yes(asked, asks) == WITHIN


def test_session_is_offered_to_whom_its_lines_are_shown(asked, meeting):
    plenary, closed = (Session.objects.get(kind=kind) for kind in ("plenary", "closed"))

    def offers(session):
        return yes(asked, lambda user: session in ForWhom(meeting=meeting, user=user).fields["session"].queryset)

    assert (offers(plenary), offers(closed)) == (set(ASKED), WITHIN)
    given = ForWhom(
        {"audience": "public", "session": closed.pk}, meeting=meeting, user=fresh(asked["observer_country"])
    )
    assert "session" in given.errors, "nor is it taken from whoever knows its number"


def test_paper_that_one_may_not_see_is_not_offered_as_the_one_that_supersedes(asked, meeting):
    paper = DocumentFactory(meeting=meeting, audience="public")
    others = {audience: DocumentFactory(meeting=meeting, audience=audience) for audience in ("member", "secretariat")}

    def offers(audience):
        def asks(user):
            form = DocumentForm(document=paper, meeting=meeting, user=user)
            return others[audience] in form.fields["superseded_by"].queryset

        return yes(asked, asks)

    assert offers("member") == WITHIN
    assert offers("secretariat") == {"secretariat"}
