"""Lists of which a visitor asks nothing come by a shorter way, and say the same as by the longer one."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from common.revision import bump_revision
from declarations.models import Text
from members.models import Participant
from tests.factories import CountryFactory, MeetingFactory, TextFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)
LISTS = ("meetings:meeting-list", "declarations:text-list")


@pytest.fixture(autouse=True)
def _made_anew(settings):
    settings.PUBLIC_PAGES_BYTES = 0


def listed(number: int, **fields) -> Text:
    """A text at a meeting, published without an edition: no test could take that away again."""
    country = Participant.objects.filter(key="cr").first() or CountryFactory(key="cr", name_en="Costa Rica")
    meeting = MeetingFactory(start=f"20{number:02}-05-20", country=country, audience="public")
    text = TextFactory(symbol=f"listed-{number}", meeting=meeting, adopted_on=meeting.start, **fields)
    text.topics.add(TopicFactory(key=f"topic-{number}", name_en=f"Topic {number}"))
    Text.objects.filter(pk=text.pk).update(state="published")
    bump_revision()
    return text


def content(client, name: str, language: str = "en", query: str = "") -> str:
    with override(language):
        response = client.get(reverse(name) + query)
    assert response.status_code == 200
    return response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


def plain(page: str) -> str:
    """Without what only says that something was asked."""
    return re.sub(r'<a href="[^"]*">Show all</a>|<input type="hidden" name="sort"[^>]*>|aria-sort="\w+"', "", page)


@pytest.mark.parametrize("name", LISTS)
def test_list_when_nothing_is_asked_is_as_when_its_own_order_is_asked(client, name):
    for number in range(3):
        listed(number)
    asked, unasked = content(client, name, query="?sort=-date"), content(client, name)
    rows = re.compile(r"<tbody>.*</tbody>|<ol class=\"entries.*?</ol>", re.DOTALL)
    assert rows.search(unasked)[0] == rows.search(asked)[0]
    fields = re.compile(r"<(?:select|input) [^>]*>|<option [^>]*>[^<]*")
    assert [one.replace(" selected", "") for one in fields.findall(plain(unasked))] == [
        one.replace(" selected", "") for one in fields.findall(plain(asked))
    ]


@pytest.mark.parametrize("name", LISTS)
def test_list_when_the_record_changes_shows_it_at_once(client, name):
    listed(1)
    assert "Topic 2" not in content(client, name)
    listed(2)
    page = content(client, name)
    assert len(re.findall(r'<time datetime="200[12]-05-20">', page)) == 2
    assert name == "meetings:meeting-list" or "Topic 2" in page


@pytest.mark.parametrize("name", LISTS)
def test_list_when_kept_fields_stand_speaks_the_language_of_the_page(client, name):
    listed(1)
    for language, words in (("en", "Filter"), ("es", "Filtrar"), ("en", "Filter")):
        page = content(client, name, language)
        assert re.search(rf"</svg>{words}</button>", page)
        assert ("Desde el año" in page) == (language == "es")


@pytest.mark.parametrize("name", LISTS)
def test_list_when_it_is_empty_or_a_page_is_not_there(client, name):
    assert "0 entries" in content(client, name)
    with override("en"):
        assert client.get(reverse(name) + "?page=2").status_code == 404


def test_list_when_closed_to_visitors_shows_a_member_more_and_the_visitor_nothing_of_it(client, personas):
    listed(1)
    closed = listed(2, audience="member")
    page = reverse("declarations:text-list")
    assert closed.symbol not in client.get(page).content.decode()
    client.force_login(personas["member"])
    assert closed.symbol in client.get(page).content.decode()
    client.logout()
    shown = client.get(page).content.decode()
    assert closed.symbol not in shown and "Topic 2" not in shown


def test_list_when_asked_again_reads_its_rows_from_the_database(client):
    listed(1)
    for _turn in range(2):
        with CaptureQueriesContext(connection) as asked:
            content(client, "declarations:text-list")
    assert len(asked) == 3  # the revision, the texts, their languages
    Text.objects.update(title_en="Changed behind the portal's back")
    assert "Changed behind" in content(client, "declarations:text-list")
