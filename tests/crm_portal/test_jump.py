"""The jump box: what it finds, where it leads, and that it says nothing of what its reader may not see."""

import pytest

from members.models import Participant
from tests.access.visits import signed_in
from tests.access.world import make_world
from tests.factories import BodyFactory, DocumentFactory, MeetingFactory, text_with_paragraphs
from tests.personas import NAMES

pytestmark = pytest.mark.django_db
JUMP = "/en/intranet/jump/"


def titles(user, question, path=JUMP):
    answer = signed_in(user).get(path, {"q": question, "part": "list"})
    assert answer.status_code == 200
    return [place.title for place in answer.context["places"]]


def public_text(**fields):
    from declarations.services.publishing import publish_text

    text = text_with_paragraphs(1, audience="public", **fields)
    publish_text(text, by="tests")
    return text


@pytest.mark.parametrize("question", ["migracion", "MIGRACIÓN", "migración segura", "segura mígracion", "safe migrat"])
def test_words_are_found_in_either_language_without_accents_and_in_any_order(personas, question):
    public_text(symbol="zq-one", title_es="Migración Segura", title_en="Safe migration")
    assert titles(personas["member"], question)[0] == "Safe migration"
    assert titles(personas["member"], question, "/es/intranet/ir/")[0] == "Migración Segura"


@pytest.mark.parametrize("question", ["xix", "XIX", "19", "xix vice", "viceministros xix", "2999"])
def test_meeting_is_found_by_its_ordinal_kind_and_year(personas, question):
    MeetingFactory(key="vm-19", kind="vice_ministerial", ordinal=19, start="2999", end=None, name="", audience="public")
    assert titles(personas["member"], question)[0] == "XIX Vice-Ministerial Meeting"


def test_symbol_or_key_that_is_one_place_leads_there_at_once(personas):
    text = public_text(symbol="san-salvador-2024", title_en="Zq declaration")
    public_text(symbol="san-salvador-2024-annex", title_en="Zq annex")
    MeetingFactory(key="vm-19", kind="vice_ministerial", ordinal=19, name="", audience="public")
    client = signed_in(personas["member"])
    assert client.get(JUMP, {"q": " San-Salvador-2024 "}).url == text.get_absolute_url().replace("/es/", "/en/")
    assert client.get(JUMP, {"q": "xix"}).url == "/en/meetings/vm-19/"
    assert client.get(JUMP, {"q": "mx"}).url == "/en/participants/mx/"
    assert client.get(JUMP, {"q": "san-salvador"}).status_code == 200


def test_page_is_complete_without_a_script(personas):
    text = public_text(symbol="zq-one", title_es="Zq uno", title_en="Zq one")
    page = signed_in(personas["member"]).get(JUMP, {"q": "zq"}).content.decode()
    assert f'href="/en/texts/{text.symbol}/">Zq one</a>' in page and "1 place found" in page
    assert 'value="zq"' in page and "What do you look for?" in page
    empty = signed_in(personas["member"]).get(JUMP).content.decode()
    assert "place found" not in empty and "Nothing is called that." not in empty


def test_what_is_typed_is_text_and_never_a_pattern_or_markup(personas):
    public_text(symbol="zq-one", title_es="50 % (uno)", title_en="50 % (one)")
    for question in (".*", "(", "[a-", "\\", "%%", "__", "^z", "a{99999}", "\x00zq\x00"):
        assert signed_in(personas["member"]).get(JUMP, {"q": question}).status_code == 200
    assert titles(personas["member"], "..") == [] and titles(personas["member"], "(one)") == ["50 % (one)"]
    page = signed_in(personas["member"]).get(JUMP, {"q": "<script>zq"}).content.decode()
    assert "<script>zq" not in page


def test_at_most_twelve_are_offered_and_the_best_first(personas):
    for number in range(20):
        BodyFactory(key=f"zq-{number}", name_es=f"Red de zarza {number}", name_en=f"Zq network of brambles {number}")
    BodyFactory(key="zz", name_es="Zarza", name_en="Brambles")
    found = titles(personas["member"], "brambles")
    assert len(found) == 12 and found[0] == "Brambles"


def test_one_letter_and_no_word_ask_nothing(personas, django_assert_max_num_queries):
    assert titles(personas["member"], "m") == [] and titles(personas["member"], "   ") == []


@pytest.mark.parametrize("who", ["member", "secretariat", "observer_country", "nobody"])
def test_finding_costs_few_queries_however_much_there_is(personas, who, django_assert_max_num_queries):
    for number in range(12):
        public_text(symbol=f"zq-{number}", title_en=f"Zq {number}")
        MeetingFactory(key=f"zq-m{number}", name_en=f"Zq meeting {number}", audience="public")
    client = signed_in(personas[who])
    client.get(JUMP)
    with django_assert_max_num_queries(8):
        assert len(client.get(JUMP, {"q": "zq", "part": "list"}).context["places"]) == 12


def test_people_are_found_by_whom_the_directory_knows_and_by_nobody_else(personas):
    name = personas["reviewer"].person.name
    for who in ("member", "secretariat", "neighbour"):
        assert name in titles(personas[who], name), who
    for who in ("observer_country", "civil_society", "administrator", "expired", "nobody"):
        answer = signed_in(personas[who]).get(JUMP, {"q": name, "part": "list"})
        assert name not in [place.title for place in answer.context["places"]], who
        assert name.encode() not in answer.content, who


def test_nothing_is_found_or_counted_that_its_reader_may_not_see(personas):
    """The world of things for every audience, each with its mark: text, meeting and paper."""
    things = make_world(personas)
    faults = []
    for who in NAMES:
        if who == "visitor":
            continue
        client = signed_in(personas[who])
        for name, thing in things.items():
            places = client.get(JUMP, {"q": thing.mark, "part": "list"}).context["places"]
            urls = {place.url for place in places}
            text, meeting = f"/en/texts/{thing.text.symbol}/", f"/en/meetings/{thing.meeting.key}/"
            if (text in urls) != (who in thing.seen) or (meeting in urls) != (who in thing.met):
                faults.append(f"{who} of {name}: {sorted(urls)}")
            if not thing.seen | thing.met | thing.read & {who} and places:
                faults.append(f"{who} counts {name}")
    assert not faults, "\n".join(faults)


def test_draft_and_paper_that_are_not_for_everybody_are_not_found_by_their_symbols(personas):
    text_with_paragraphs(1, symbol="zq-hidden", title_en="Zq hidden")
    DocumentFactory(symbol="CRM/ZQ/DOC/1", title_es="zqpapel", title_en="zqpaper", audience="secretariat")
    for question in ("zq-hidden", "CRM/ZQ/DOC/1", "zqpaper"):
        assert len(titles(personas["secretariat"], question)) == 1, question
        for who in ("member", "observer_country", "administrator", "nobody"):
            answer = signed_in(personas[who]).get(JUMP, {"q": question})
            assert answer.status_code == 200 and not answer.context["places"], (who, question)


def test_box_stands_on_every_page_of_the_intranet_and_on_no_public_one(client, personas):
    for path in ("/en/intranet/", "/en/intranet/notices/", "/en/intranet/my-contact-data/"):
        page = signed_in(personas["member"]).get(path).content.decode()
        assert 'role="combobox"' in page and 'aria-controls="jump-list"' in page and "data-jump>" in page, path
    assert "data-jump" not in client.get("/en/").content.decode()
    assert "data-jump" not in client.get("/en/account/login/").content.decode()


def test_visitor_is_asked_to_sign_in(client):
    assert client.get(JUMP, {"q": "zq"}).status_code == 302


def test_code_of_a_country_finds_it(personas):
    Participant.objects.filter(key="mx").update(iso3="MEX", name_en="Mexico", name_es="México")
    assert titles(personas["member"], "mex") == ["Mexico"]
