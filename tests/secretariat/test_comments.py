"""The compiled comments: by paragraph and country, as each reader may read them, on every way out of the portal."""

import io
import re
import zipfile
from uuid import uuid4

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from common.models import Act
from secretariat.models import CommentsPaper, Stage, StepKind
from secretariat.queries.comments import compiled_comments
from secretariat.rendering.comments import paper_of_comments
from secretariat.rendering.comments_word import comments_docx
from secretariat.services.comments import ask_for_comments
from secretariat.tasks import make_comments_paper
from tests.access.replying import make_comments_paper as a_ready_paper
from tests.access.visits import signed_in
from tests.declarations.test_rendering import words_of
from tests.factories.consultations import (
    ELEVEN,
    a_conference,
    a_consultation,
    asked,
    lapse,
    person_of,
    reply,
    running,
)
from tests.factories.members import MandateFactory, OrganisationFactory, StandingFactory, UserFactory
from tests.secretariat.replying import MARK, drafted, of_step, page, readers, uids

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    with override("en"):
        yield a_conference()


def spoken(conference, **settings):
    """A round one in which Guatemala objected with words on the whole and on the second paragraph."""
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE, **settings)
    step = running(consultation)
    reply(conference, step, "gt", "object", words=f"{MARK} whole", comments={uids(step)[1]: f"{MARK} one"})
    return consultation, step


def an_observer():
    body = StandingFactory(participant=OrganisationFactory(), status="observer_organisation").participant
    user = UserFactory()
    MandateFactory(person=user.person, function="observer_delegate", participant=body)
    return user


def exits(user, step):
    """What a reader gets of a step by page, Word and PDF; None where it is not even known of."""
    client = signed_in(user)
    answers = [client.get(of_step(step)), client.get(of_step(step, "comments-word"))]
    if answers[0].status_code != 200:
        assert [answer.status_code for answer in answers] == [404, 404]
        with pytest.raises(PermissionDenied):
            ask_for_comments(step, language="es", form_key=uuid4(), by=user)
        return None
    word = zipfile.ZipFile(io.BytesIO(answers[1].content)).read("word/document.xml").decode()
    paper = CommentsPaper(step=step, language="both", asked_by=user)
    return page(answers[0]), word, words_of(paper_of_comments(paper))


def test_words_stand_by_paragraph_and_country_in_their_language(conference):
    _consultation, step = spoken(conference)
    reply(conference, step, "sv", "comment", comments={uids(step)[1]: "Zqother"})
    compiled = compiled_comments(step, conference.officer)
    assert [(row.number, [one.country.key for one in row.remarks]) for row in compiled.rows] == [
        (1, []), (2, ["gt", "sv"]), (3, [])
    ]  # fmt: skip
    found = page(signed_in(conference.officer).get(of_step(step)))
    assert f'<dd class="said" lang="es">{MARK} one</dd>' in found
    assert [voice.country.key for voice in compiled.voices] == sorted(ELEVEN)


def test_last_reply_of_a_country_stands_for_it(conference):
    _consultation, step = spoken(conference)
    reply(conference, step, "gt", "agree", words="Zqnow")
    found = page(signed_in(conference.officer).get(of_step(step)))
    assert "Zqnow" in found and MARK not in found


def test_positions_are_listed_and_never_counted(conference):
    _consultation, step = spoken(conference)
    for key in ("sv", "hn", "mx"):
        reply(conference, step, key)
    for found in exits(conference.officer, step):
        assert not re.search(r"\b[34] (of|de|out of) 11\b", found)


@pytest.mark.parametrize(
    ("country", "commented", "rows"), [("gt", "", 3), ("", "on", 1), ("sv", "on", 0), ("gt", "on", 1)]
)
def test_page_shows_the_part_that_is_asked_for(conference, country, commented, rows):
    _consultation, step = spoken(conference)
    response = signed_in(conference.officer).get(of_step(step), {"country": country, "commented": commented})
    assert page(response).count('class="para-row para-row--') == rows
    assert (f"{MARK} whole" in page(response)) == (country in ("", "gt"))


def test_page_for_a_country_that_was_not_asked_is_404(conference):
    _consultation, step = spoken(conference)
    assert signed_in(conference.officer).get(of_step(step), {"country": "zq"}).status_code == 404


def test_others_read_a_reply_when_the_round_is_over_and_not_before(conference):
    consultation, step = spoken(conference, replies_seen="after")
    people = readers(conference)
    before = {name: any(MARK in found for found in exits(user, step)) for name, user in people.items()}
    assert {name for name, reads in before.items() if reads} == {
        "point",
        "deputy",
        "national_reviewer",
        "head",
        "chair",
        "officer",
    }
    for found in exits(people["other"], step):
        assert "Objects" not in found and "Objeta" not in found
    lapse(consultation)
    after = {name: all(MARK in found for found in exits(user, step)) for name, user in people.items()}
    assert all(after.values())


def test_silence_of_another_country_is_not_told_before_its_reply_would_be(conference):
    _consultation, step = spoken(conference, replies_seen="after")
    voices = {voice.country.key: voice for voice in compiled_comments(step, conference.points["mx"]).voices}
    assert {voices[key].answer for key in ("gt", "sv")} == {"Not shown yet"}
    assert voices["mx"].answer == "No reply"


def test_replies_are_read_at_once_where_that_was_chosen(conference):
    _consultation, step = spoken(conference, replies_seen="at_once")
    assert all(MARK in found for found in exits(conference.points["mx"], step))


@pytest.mark.parametrize("seen", ["after", "at_once"])
def test_words_of_the_troika_are_read_by_the_troika_alone(conference, seen):
    consultation = a_consultation(conference, stage=Stage.TROIKA, replies_seen=seen)
    step = running(consultation)
    reply(conference, step, "hn", "comment", words=f"{MARK} whole")
    for key in ("cr", "pa"):
        reply(conference, step, key)
    outgoing = conference.points["cr"]
    assert any(MARK in found for found in exits(outgoing, step)) == (seen == "at_once")
    lapse(consultation)
    from secretariat.services.consultation_steps import open_step

    open_step(consultation, "open_round_one", by=conference.chair)
    assert exits(conference.points["mx"], step) is None
    assert all(MARK in found for found in exits(outgoing, step))
    assert step.kind == StepKind.TROIKA


def test_observers_visitors_and_those_of_no_member_know_of_nothing(conference):
    consultation, step = spoken(conference, replies_seen="at_once")
    lapse(consultation)
    for user in (an_observer(), UserFactory(), person_of(conference.countries["gt"], "liaison_officer")):
        assert exits(user, step) is None
    assert signed_in(UserFactory()).get(of_step(step)).status_code == 404


def test_preview_shows_what_a_member_may_read_and_makes_no_paper(conference):
    _consultation, step = spoken(conference, replies_seen="after")
    client = signed_in(conference.officer)
    with override("en"):
        client.post(reverse("secretariat:preview"), {"face": "member", "participant": conference.countries["mx"].key})
    response = client.get(of_step(step))
    assert MARK not in page(response)
    data = {"language": "es", "form_key": str(uuid4())}
    client.post(of_step(step, "comments-ask"), data)
    assert not CommentsPaper.objects.exists()


def test_draft_is_read_on_no_way_out(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE, replies_seen="at_once")
    step = running(consultation)
    drafted(consultation, "gt", conference.points["gt"])
    detail = reverse("consultations:detail", kwargs={"symbol": consultation.text.symbol})
    journal = reverse("journal-object", kwargs={"kind": "secretariat.consultation", "key": consultation.pk})
    for user in (*readers(conference).values(), an_observer()):
        found = [one for one in (exits(user, step) or ()) if MARK in one]
        found += [one for one in (detail, journal, reverse("journal")) if MARK in page(signed_in(user).get(one))]
        assert not found, user
    lapse(consultation)
    assert not any(MARK in one for one in exits(conference.officer, step))


def test_what_a_member_writes_does_nothing_anywhere(conference):
    payload = '"><svg onload=zq()><script>zq()</script>\x07 ]]>'
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    step = running(consultation)
    reply(conference, step, "gt", "object", words=payload, comments={uids(step)[0]: payload})
    found, word, paper = exits(conference.officer, step)
    assert "&lt;svg onload" in found and "<svg onload" not in found and "<script>zq" not in found
    assert "&lt;svg onload" in word and "\x07" not in word
    assert "<svg onload=zq()>" in paper  # as words


def test_page_asks_at_most_twelve_queries_for_eleven_countries(conference, django_assert_max_num_queries):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE, paragraphs=60)
    step = running(consultation)
    known = uids(step)
    for number, key in enumerate(ELEVEN):
        said = dict.fromkeys(known[number : number + 19], f"Comentario {number}")
        reply(conference, step, key, "comment", comments=said)
    client = signed_in(conference.points["mx"])
    for user in (conference.points["mx"], conference.officer):
        client = signed_in(user)
        client.get(of_step(step))
        with django_assert_max_num_queries(12):
            assert client.get(of_step(step)).status_code == 200


def test_word_file_has_headings_and_says_which_language_is_which(conference):
    _consultation, step = spoken(conference)
    with override("es"):
        content = comments_docx(compiled_comments(step, conference.officer))
    document = docx.Document(io.BytesIO(content))
    heads = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert [style for style, _words in heads] == ["Heading 1"] * 3 + ["Heading 2"] * 3
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    one = step.version.content().paragraphs[0]
    for words, language in ((one.body_es, "es-ES"), (one.body_en, "en-US"), (f"{MARK} one", "es-ES")):
        assert re.search(rf'<w:lang w:val="{language}"/></w:rPr><w:t [^>]*>{re.escape(words)}<', xml)
    assert xml.count("<w:tblHeader/>") == 4
    assert content == comments_docx_again(step, conference)


def comments_docx_again(step, conference):
    with override("es"):
        return comments_docx(compiled_comments(step, conference.officer))


def test_word_file_stands_in_the_journal(conference):
    _consultation, step = spoken(conference)
    response = signed_in(conference.points["gt"]).get(of_step(step, "comments-word"))
    assert response["Content-Disposition"].startswith("attachment")
    assert Act.objects.filter(act="download_file", actor=conference.points["gt"].email).count() == 1


def test_pdf_is_made_once_for_whoever_asked_and_read_by_nobody_else(conference):
    _consultation, step = spoken(conference)
    gt, data = signed_in(conference.points["gt"]), {"language": "both", "form_key": str(uuid4())}
    for _ in range(2):
        assert gt.post(of_step(step, "comments-ask"), data).status_code == 302
    paper = CommentsPaper.objects.get()
    progress = reverse(
        "consultations:comments-progress", kwargs={"symbol": step.consultation.text.symbol, "pk": paper.pk}
    )
    assert "progress" in page(gt.get(of_step(step)))
    assert "hx-get" in page(gt.get(progress, headers={"HX-Request": "true"}))
    assert gt.get(progress).status_code == 302
    assert gt.get(paper.get_absolute_url()).status_code == 404
    for _ in range(2):
        make_comments_paper(paper.pk)
    paper.refresh_from_db()
    assert paper.state == "ready"
    assert "hx-get" not in page(gt.get(progress, headers={"HX-Request": "true"}))
    answer = gt.get(paper.get_absolute_url())
    said = words_of(b"".join(answer.streaming_content))
    assert "Compiled comments" in said and "Compilación" in said and f"{MARK} one" in said
    for name, user in readers(conference).items():
        expected = 200 if name == "point" else 404
        assert signed_in(user).get(paper.get_absolute_url()).status_code == expected, name


def test_pdf_is_not_opened_by_whoever_lost_the_mandate(conference):
    _consultation, step = spoken(conference)
    paper = a_ready_paper(step, conference.points["gt"])
    assert signed_in(conference.points["gt"]).get(paper.get_absolute_url()).status_code == 200
    conference.points["gt"].person.mandates.all().update(function="liaison_officer")
    assert signed_in(conference.points["gt"]).get(paper.get_absolute_url()).status_code == 404


def test_key_of_anothers_form_makes_no_paper(conference):
    _consultation, step = spoken(conference)
    key = uuid4()
    ask_for_comments(step, language="es", form_key=key, by=conference.officer)
    with pytest.raises(PermissionDenied):
        ask_for_comments(step, language="es", form_key=key, by=conference.points["gt"])
    assert asked(step, "gt")
