"""Papers of a consultation: made once, the same each time, conforming, and silent about what is not for members."""

import hashlib
import json
from datetime import timedelta
from io import BytesIO

import page
import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from common.models import Act, FileState, OutboxMessage
from declarations.seals import seal_in
from secretariat.models import ConsultationPaper, Stage
from secretariat.services.consultation_papers import retry_consultation_paper
from secretariat.services.consultation_steps import open_step
from secretariat.services.consultations import carry_consultation, send_back, withdraw_consultation
from secretariat.services.replies import Said, save_draft
from secretariat.tasks.consultations import make_consultation_paper, tell_step
from tests.declarations.keys import key_file
from tests.declarations.test_rendering import words_of
from tests.factories.consultations import a_conference, a_consultation, asked, fresh, lapse, reply, running
from tests.factories.meetings import MeetingFactory
from tests.secretariat.posting import letters, post

pytestmark = pytest.mark.django_db
REASON = {"es": "Falta tiempo.", "en": "Time is short."}


@pytest.fixture
def conference():
    with override("en"):
        yield a_conference()


def made(language: str, **of) -> tuple[ConsultationPaper, bytes]:
    """A paper as the worker makes it, with its bytes."""
    row = ConsultationPaper.objects.get(language=language, **of)
    make_consultation_paper(row.pk)
    row.refresh_from_db()
    assert row.state == FileState.READY, row.error
    with row.file.open() as stored:
        content = stored.read()
    assert hashlib.sha256(content).hexdigest() == row.sha256 and len(content) == row.size
    return row, content


def conforms(content: bytes) -> None:
    for profile in ("3a", "ua1"):
        report = page.validate_pdf_bytes(content, profile=profile)
        assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


def in_round_two(conference):
    """A consultation whose second paragraph was changed between the rounds."""
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE_OVER, calendar="any", silence="express")
    words = {"body_es": "Un párrafo con palabras nuevas y más señas.", "body_en": "A paragraph with new words."}
    second = consultation.text.paragraphs.order_by("order")[1]
    consultation.text.paragraphs.filter(pk=second.pk).update(**words)
    open_step(fresh(consultation), "open_round_two", by=conference.officer)
    return fresh(consultation)


@pytest.mark.parametrize("language", ["es", "en"])
def test_paper_of_round_two_conforms_and_shows_the_matter_and_the_changes(conference, language):
    consultation = in_round_two(conference)
    step = running(consultation)
    _row, content = made(language, step=step)
    conforms(content)
    words, sent = words_of(content), step.version.content()
    with pikepdf.open(BytesIO(content)) as opened:
        assert str(opened.Root.Lang) == language
    for paragraph in sent.paragraphs:
        assert getattr(paragraph, f"body_{language}") in words
    for expected in (sent.sha256[:32], "UTC−6", f"/{consultation.text.symbol}/", "portal@localhost"):
        assert expected in words
    told = {"es": ("Segunda ronda", "palabras nuevas"), "en": ("What changed since round one", "Consultation draft")}
    assert all(one in words for one in told[language])


def test_paper_is_made_once_and_letters_are_hurried_when_the_last_one_is_there(conference):
    consultation = a_consultation(conference, stage=Stage.TROIKA)
    step = running(consultation)
    message = OutboxMessage.objects.get(key__contains=":opened:")
    tell_step(**message.payload)
    first, content = made("es", step=step)
    made("es", step=step)
    first_name = first.file.name
    first.refresh_from_db()
    assert first.file.name == first_name and not letters()
    ConsultationPaper.objects.filter(pk=first.pk).update(state="pending", file="", sha256="", size=0)
    assert made("es", step=step)[1] == content, "no clock inside"
    OutboxMessage.objects.filter(pk=message.pk).update(next_at=timezone.now() + timedelta(hours=1))
    made("en", step=step)
    assert OutboxMessage.objects.due().filter(pk=message.pk).exists()
    post()
    assert len(letters("opened")) == 3


def test_paper_that_cannot_be_made_keeps_the_letters_waiting_and_says_why(conference):
    consultation = a_consultation(conference)
    consultation.text.paragraphs.filter(order=1).update(body_es="Una señal \ue000 sin letra.")
    open_step(consultation, "open_troika", by=conference.officer)
    row = ConsultationPaper.objects.get(language="es")
    make_consultation_paper(row.pk)
    row.refresh_from_db()
    assert row.state == FileState.FAILED and "U+E000" in row.error
    made("en", step=running(consultation))
    post()
    message = OutboxMessage.objects.get(key__contains=":opened:")
    assert not letters() and message.done_at is None and message.dead_at is None
    assert row.outbox_key in message.error


def ended(conference, how: str):
    """The outcome after a round with an objection, a comment and silence; and words that nobody else may read."""
    consultation = a_consultation(conference, stage=Stage.TROIKA)
    for key, words in (("cr", "zqtroika"), ("pa", "zqtroika"), ("hn", "zqtroika")):
        reply(conference, running(consultation), key, "comment", words)
    lapse(consultation)
    open_step(fresh(consultation), "open_round_one", by=conference.officer)
    step = running(consultation)
    uid = step.version.content().paragraphs[1].uid
    reply(conference, step, "mx", "agree")
    reply(conference, step, "mx", "object", "Falta una garantía.", comments={uid: "Más preciso, por favor."})
    reply(conference, step, "gt", "comment", "Solo un detalle.")
    said = Said(answer="object", language="es", words="zqdraft")
    save_draft(asked(step, "sv"), said=said, seen=0, by=conference.points["sv"])
    lapse(consultation)
    belize = MeetingFactory(state="planned")
    act = {
        "back": lambda one: send_back(one, reason=REASON, by=conference.chair),
        "withdrawn": lambda one: withdraw_consultation(one, reason=REASON, by=conference.chair),
        "carried": lambda one: carry_consultation(one, meeting=belize, reason=REASON, by=conference.chair),
    }[how]
    act(fresh(consultation))
    return fresh(consultation).outcomes.get()


@pytest.mark.parametrize(
    ("how", "follows"),
    [
        ("back", "The text goes back to drafting."),
        ("withdrawn", "The consultation ends without a result"),
        ("carried", "The text goes on at the meeting"),
    ],
)
def test_outcome_letter_tells_result_positions_and_what_follows(conference, how, follows):
    outcome = ended(conference, how)
    _row, content = made("en", outcome=outcome)
    words = words_of(content)
    assert follows in words and "Time is short." in words
    assert "Country mx: Objects" in words and "Falta una garantía." in words and "Más preciso, por favor." in words
    assert "Country gt: Comments, without objecting" in words and "Country sv: No reply" in words
    assert "corrects what it replied before" in words
    assert "zqtroika" not in words and "zqdraft" not in words
    assert not any(one in words for one in ("11 of", "of 11", "1 objects"))
    assert outcome.sha256[:32] in words and "No reply in time means consent" in words


@pytest.mark.parametrize("language", ["es", "en"])
def test_outcome_letter_conforms_carries_its_record_and_the_lines_of_the_journal(conference, language):
    outcome = ended(conference, "withdrawn")
    row, content = made(language, outcome=outcome)
    conforms(content)
    words = words_of(content)
    with pikepdf.open(BytesIO(content)) as opened:
        (name,) = opened.attachments
        inside = opened.attachments[name].get_file().read_bytes()
    assert hashlib.sha256(inside).hexdigest() == outcome.sha256 and json.loads(inside)["result"] == "withdrawn"
    assert b"zqtroika" not in inside and b"zqdraft" not in inside
    for line in json.loads(inside)["journal"]:
        assert Act.objects.get(pk=line["number"]).hash == line["hash"]
        assert line["hash"][:32] in words and line["hash"][32:] in words
    ConsultationPaper.objects.filter(pk=row.pk).update(state="pending", file="", sha256="", size=0)
    assert made(language, outcome=outcome)[1] == content


def test_outcome_letter_is_sealed_where_there_is_a_key(conference, settings, tmp_path):
    settings.SEAL_PKCS12, settings.SEAL_PASSPHRASE = str(key_file(tmp_path, "Sello de prueba")), ""
    _row, content = made("es", outcome=ended(conference, "back"))
    conforms(content)
    assert seal_in(content).state == "intact"


def test_paper_is_sent_to_whoever_may_see_it_when_it_is_ready(conference, visit):
    consultation = a_consultation(conference, stage=Stage.TROIKA)
    row = ConsultationPaper.objects.get(language="es")
    url = reverse("consultations:paper", kwargs={"symbol": consultation.text.symbol, "pk": row.pk})
    assert visit(url, conference.points["hn"]).status_code == 404
    made("es", step=running(consultation))
    answer = visit(url, conference.points["hn"])
    assert answer.status_code == 200 and b"".join(answer.streaming_content).startswith(b"%PDF")
    assert f'filename="{consultation.text.symbol}-troika-1-es.pdf"' in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    assert Act.objects.filter(act="download_file", object_id=str(row.pk)).count() == 1
    assert visit(url, conference.points["mx"]).status_code == 404
    assert visit(url.replace(consultation.text.symbol, "other"), conference.points["hn"]).status_code == 404


def test_failed_paper_is_asked_for_again_by_those_who_run_it_alone(conference, visit, client):
    consultation = a_consultation(conference, stage=Stage.TROIKA)
    row = ConsultationPaper.objects.get(language="es")
    ConsultationPaper.objects.filter(pk=row.pk).update(state="failed", error="Fault: no glyph")
    row.refresh_from_db()
    with pytest.raises(PermissionDenied):
        retry_consultation_paper(row, by=conference.points["hn"])
    desk = visit(reverse("secretariat:desk"), conference.officer).content.decode()
    url = reverse("consultations:paper-retry", kwargs={"symbol": consultation.text.symbol, "pk": row.pk})
    assert url in desk and "Fault: no glyph" in desk
    assert client.post(url).status_code == 302
    row.refresh_from_db()
    assert row.state == "pending" and not row.error
    assert Act.objects.filter(act="retry_rendering", object_id=str(row.pk)).count() == 1
