"""The pages of notices and of the mail log, as people use them."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from members.mailing import send_letter
from members.models import Letter, LetterAttempt
from secretariat.models import Notice, NoticeAttachment
from secretariat.services.notices import publish_notice
from secretariat.tasks.notices import tell_notice
from tests.factories import NoticeFactory, PublishedNoticeFactory, letter_to

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def address(name, language="es", **kwargs):
    with override(language):
        return reverse(f"secretariat:{name}", kwargs=kwargs)


def words(response):
    return response.content.decode()


@pytest.fixture
def desk(personas, client, visit):
    """A client that the Secretariat signed in."""
    visit("/", as_=personas["secretariat"])
    return client


def form_of(**values):
    page = {"kind": "notice", "audience": "member", "title_es": "Uno", "title_en": "One"}
    return page | {"words_es": "Palabras.", "words_en": "Words.", "form_key": str(uuid4()), "seen": 1} | values


def test_notice_when_written_twice_from_one_form_is_one_draft(desk):
    form = form_of()
    for _ in range(2):
        assert desk.post(address("notice-add"), form).status_code == 302
    assert Notice.objects.get().title_es == "Uno"


@pytest.mark.parametrize(("language", "said"), [("es", "De qué órgano"), ("en", "of which body")])
def test_form_when_it_fails_keeps_what_was_typed(desk, language, said):
    page = desk.post(address("notice-add", language), form_of(audience="body_members", words_es="Texto tecleado"))
    assert page.status_code == 422
    assert "Texto tecleado" in words(page)
    assert said.lower() in words(page).lower()


def test_notice_when_two_edit_it_shows_the_second_what_the_first_wrote(desk):
    notice = NoticeFactory()
    url = address("notice-edit", pk=notice.pk)
    assert desk.post(url, form_of(words_es="Del primero")).status_code == 302
    page = desk.post(url, form_of(words_es="Del segundo"))
    assert page.status_code == 409
    assert "Del primero" in words(page) and "Del segundo" in words(page)
    assert desk.post(url, form_of(words_es="Del segundo", seen=2)).status_code == 302


def test_notice_when_about_to_be_published_says_how_many_get_it_in_which_language(desk, personas):
    type(personas["member"]).objects.filter(pk=personas["member"].pk).update(language="en")
    page = words(desk.get(address("notice-publish", "en", pk=NoticeFactory(audience="member").pk)))
    assert "English: 1" in page and "Spanish: " in page
    assert "Publish and send" in page


def test_notice_when_it_lacks_a_language_says_so_and_has_no_button(desk):
    notice = NoticeFactory(words_en="")
    url = address("notice-publish", "en", pk=notice.pk)
    page = words(desk.get(url))
    assert "The English words are missing." in page and "Publish and send" not in page
    assert desk.post(url).status_code == 422
    notice.refresh_from_db()
    assert notice.state == "draft"


def test_notice_when_published_by_its_button_is_read_by_those_it_is_for(desk, personas, visit):
    notice = NoticeFactory(kind="circular", title_es="zqcircular", words_es="Con **énfasis** y <b>signos</b>.")
    assert desk.post(address("notice-publish", pk=notice.pk)).status_code == 302
    page = words(visit(address("notice-detail", pk=notice.pk), as_=personas["member"]))
    assert "<strong>énfasis</strong>" in page and "&lt;b&gt;signos&lt;/b&gt;" in page
    assert "zqcircular" in words(visit(address("notice-list"), as_=personas["member"]))
    assert visit(address("notice-detail", pk=notice.pk), as_=personas["observer_country"]).status_code == 404
    assert "zqcircular" not in words(visit(address("notice-list"), as_=personas["observer_country"]))


@pytest.mark.parametrize("link", ["[x](javascript:alert(1))", "[x](data:text/html,x)", "<javascript:alert(1)>"])
def test_notice_when_its_words_hold_an_odd_link_shows_it_as_written(desk, link):
    notice = PublishedNoticeFactory(words_es=link)
    page = words(desk.get(address("notice-detail", pk=notice.pk)))
    assert 'href="javascript' not in page and 'href="data' not in page


def test_list_when_filtered_holds_what_was_asked(desk):
    PublishedNoticeFactory(title_es="Convocatoria", words_es="reunión")
    PublishedNoticeFactory(title_es="Mantenimiento")
    page = words(desk.get(address("notice-list") + "?words=convocatoria+reunión"))
    assert "Convocatoria" in page and "Mantenimiento" not in page
    assert "Convocatoria" not in words(desk.get(address("notice-list") + "?year=1999"))


@pytest.mark.parametrize("rows", [1, 30])
def test_list_when_long_asks_no_more_of_the_database(rows, personas, visit, client, django_assert_num_queries):
    for _ in range(rows):
        PublishedNoticeFactory(audience="member")
    visit(address("notice-list"), as_=personas["member"])
    with django_assert_num_queries(6):
        client.get(address("notice-list"))


@pytest.mark.parametrize("rows", [1, 30])
def test_mail_log_when_long_asks_no_more_of_the_database(rows, desk, django_assert_num_queries):
    for _ in range(rows):
        LetterAttempt.objects.create(letter=letter_to(), outcome="later", words="451")
    desk.get(address("letter-list"))
    with django_assert_num_queries(7):
        desk.get(address("letter-list"))


def test_notice_when_withdrawn_needs_a_reason_and_is_gone(desk, personas, visit):
    notice = PublishedNoticeFactory(audience="member")
    url = address("notice-withdraw", pk=notice.pk)
    assert desk.post(url, {"reason": ""}).status_code == 422
    assert desk.post(url, {"reason": "Error"}).status_code == 302
    assert visit(address("notice-detail", pk=notice.pk), as_=personas["member"]).status_code == 404


def test_notice_when_corrected_says_so(desk):
    notice = PublishedNoticeFactory()
    url = address("notice-edit", pk=notice.pk)
    form = {"title_es": "Uno", "title_en": "One", "words_es": "Nuevo", "words_en": "New", "seen": 1}
    assert desk.post(url, form).status_code == 422
    assert desk.post(url, form | {"reason": "Errata"}).status_code == 302
    assert "edición 2" in words(desk.get(address("notice-detail", pk=notice.pk)))


def test_file_when_attached_goes_with_its_notice(desk, personas, visit):
    notice = NoticeFactory(audience="member")
    upload = {"title_es": "Agenda", "title_en": "Agenda", "file": SimpleUploadedFile("agenda.pdf", PDF)}
    assert desk.post(address("notice-files", pk=notice.pk), upload).status_code == 302
    attachment = NoticeAttachment.objects.get()
    download = reverse("stored-file", kwargs={"pk": attachment.file_id})
    assert visit(download, as_=personas["member"]).status_code == 404, "still a draft"
    publish_notice(notice, by=personas["secretariat"])
    assert b"".join(visit(download, as_=personas["member"]).streaming_content) == PDF
    assert visit(download, as_=personas["observer_country"]).status_code == 404


def test_file_when_it_is_not_taken_says_why(desk):
    upload = {"title_es": "A", "title_en": "A", "file": SimpleUploadedFile("a.html", b"<html>")}
    page = desk.post(address("notice-files", pk=NoticeFactory().pk), upload)
    assert page.status_code == 422 and "a.html" in words(page)


def test_log_of_a_notice_shows_who_was_told_and_resends_what_failed(desk, personas):
    notice = publish_notice(NoticeFactory(audience="member"), by=personas["secretariat"])
    tell_notice(notice_id=notice.pk, edition=1)
    letter = Letter.objects.get(recipient=personas["member"])
    Letter.objects.filter(pk=letter.pk).update(state="failed")
    LetterAttempt.objects.create(letter=letter, outcome="failed", words="550 zq no such mailbox")
    log = address("notice-letters", pk=notice.pk)
    assert "550 zq no such mailbox" in words(desk.get(log))
    done = desk.post(address("letter-resend", pk=letter.pk), {"next": log})
    assert done.status_code == 302 and done.url == log
    letter.refresh_from_db()
    assert letter.state == "queued"


def test_resend_when_told_to_go_elsewhere_stays_here(desk):
    done = desk.post(address("letter-resend", pk=letter_to().pk), {"next": "https://evil.example/"})
    assert done.url.startswith("/")


def test_mail_log_when_filtered_holds_what_was_asked(desk, personas):
    letter_to(personas["member"])
    letter_to(personas["troika"])
    page = words(desk.get(address("letter-list") + "?person=troika&state=queued"))
    assert "troika@example.org" in page and "member@example.org" not in page


def test_letter_when_shown_hides_its_secrets_and_the_link_that_acts_for_its_recipient(desk):
    letter = letter_to(is_optional=True, key="secret", secrets={"link": "zqsecret"})
    Letter.objects.filter(pk=letter.pk).update(text=letter.text + "zqsecret")
    token = letter.text.split("/menos/")[1].split("/")[0]
    for _ in range(2):
        page = words(desk.get(address("letter-detail", pk=letter.pk)))
        assert "zqsecret" not in page and token not in page
        send_letter(letter.pk)
