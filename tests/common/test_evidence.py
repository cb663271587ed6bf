import pytest

from common.queries import attach_evidence
from tests.factories import BodyFactory, DiscrepancyFactory, MeetingFactory, SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


def test_facts_of_several_kinds_get_their_evidence_in_one_query(django_assert_num_queries):
    report, poster, question = SourceFactory(order=2), SourceFactory(order=1), DiscrepancyFactory()
    body, bare, meeting = BodyFactory(), BodyFactory(), MeetingFactory()
    body.sources.add(report, poster)
    body.discrepancies.add(question)
    meeting.sources.add(report)
    with django_assert_num_queries(1):
        attach_evidence([body, bare, meeting])
        found = [list(fact.sources.all()) for fact in (body, bare, meeting)]
        questions = [list(fact.discrepancies.all()) for fact in (body, bare, meeting)]
        titles = [source.title for source in found[0]]
        address = found[0][0].get_absolute_url
    assert found == [[poster, report], [], [report]]
    assert questions == [[question], [], []]
    assert titles == [poster.title, report.title]
    assert callable(address)


def test_source_tells_what_was_not_read_with_it():
    body, source = BodyFactory(), SourceFactory(url="https://example.org/")
    body.sources.add(source)
    attach_evidence([body])
    assert body.sources.all()[0].url == "https://example.org/"


def test_no_facts_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        attach_evidence([])
