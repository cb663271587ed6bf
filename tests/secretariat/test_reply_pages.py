"""The page on which a country replies: prepared inside it, sent once, corrected, refused without losing a word."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.translation import override

from common.models import Act
from secretariat.models import Consulted, Reply, ReplyDraft, Stage
from secretariat.services.consultation_steps import open_step, resume_step, suspend_step
from secretariat.services.consultations import withdraw_consultation
from tests.access.visits import signed_in
from tests.factories.consultations import (
    a_conference,
    a_consultation,
    asked,
    fresh,
    lapse,
    person_of,
    reply,
    running,
)
from tests.secretariat.replying import MARK, address, drafted, form_of, page, post, readers, uids

pytestmark = pytest.mark.django_db
REASON = {"es": "Falta tiempo.", "en": "Time is short."}


@pytest.fixture
def conference():
    with override("en"):
        yield a_conference()


@pytest.fixture
def consultation(conference):
    return a_consultation(conference, stage=Stage.ROUND_ONE)


@pytest.mark.parametrize("language", ["es", "en"])
def test_page_shows_the_words_in_both_languages_with_room_under_each_paragraph(conference, consultation, language):
    step = running(consultation)
    with override(language):
        response = signed_in(conference.points["gt"]).get(address(consultation, "gt"))
    found = page(response)
    for one in step.version.content().paragraphs:
        assert one.body_es in found and one.body_en in found
        assert f'name="on-{one.uid}"' in found
    assert found.count("<details") >= 3 and "<details open" not in found
    assert 'name="act" value="send"' in found
    assert 'data-zone="America/Costa_Rica"' in found and "San José" in found


@pytest.mark.parametrize(
    ("silence", "said"), [("consent", "do not stand in the way"), ("express", "do not express it")]
)
def test_page_says_what_each_answer_means_where_silence_means_this(conference, silence, said):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE, silence=silence)
    found = page(signed_in(conference.points["gt"]).get(address(consultation, "gt")))
    assert said in found
    assert str(running(consultation).get_silence_display()) in found


def test_page_is_for_those_who_prepare_the_reply_of_that_country(conference, consultation):
    statuses = {
        name: signed_in(user).get(address(consultation, "gt")).status_code for name, user in readers(conference).items()
    }
    assert {name for name, status in statuses.items() if status == 200} == {"point", "deputy", "national_reviewer"}
    assert set(statuses.values()) == {200, 404}
    assert signed_in(conference.points["gt"]).get(address(consultation, "mx")).status_code == 404


def test_national_reviewer_prepares_and_does_not_send(conference, consultation):
    reviewer, where = person_of(conference.countries["gt"], "national_reviewer"), address(consultation, "gt")
    assert 'value="send"' not in page(signed_in(reviewer).get(where))
    assert post(reviewer, where, form_of(running(consultation), "gt")).status_code == 404
    assert not Reply.objects.filter(consulted__participant__key="gt", consulted__step=running(consultation)).exists()
    drafted(consultation, "gt", reviewer)
    found = page(signed_in(conference.points["gt"]).get(where))
    assert found.count(MARK) >= 2 and '<details class="para-row__comment" open' in found


def test_reply_when_sent_leads_to_its_receipt_and_takes_the_draft_away(conference, consultation):
    step, gt = running(consultation), conference.points["gt"]
    drafted(consultation, "gt", gt)
    data = form_of(step, "gt", answer="comment", words="Bien", comments={uids(step)[1]: "Falta una coma."})
    response = signed_in(gt).post(address(consultation, "gt"), data, follow=True)
    given = Reply.objects.get(consulted=asked(step, "gt"))
    assert response.redirect_chain == [(address(consultation, "gt", "reply-receipt", pk=given.pk), 302)]
    found = page(response)
    assert "Reply no. 1 of" in found and "Falta una coma." in found and "UTC−6" in found
    assert not ReplyDraft.objects.filter(consulted=given.consulted).exists()
    assert given.received_at <= timezone.now()


def test_form_sent_twice_is_one_reply_with_one_receipt(conference, consultation):
    data, gt = form_of(running(consultation), "gt"), conference.points["gt"]
    first, second = (post(gt, address(consultation, "gt"), data) for _ in range(2))
    assert first.url == second.url
    assert Reply.objects.filter(consulted=asked(running(consultation), "gt")).count() == 1


def test_correction_begins_with_what_was_said_and_is_the_second_reply(conference, consultation):
    step, gt = running(consultation), conference.points["gt"]
    reply(conference, step, "gt", "object", words="Zqno", comments={uids(step)[0]: "Zqprimero"})
    found = page(signed_in(gt).get(address(consultation, "gt")))
    assert "Correct the reply" in found and found.count("Zqno") >= 2 and found.count("Zqprimero") >= 2
    response = signed_in(gt).post(address(consultation, "gt"), form_of(step, "gt"), follow=True)
    assert "Reply no. 2 of" in page(response)
    first = Reply.objects.get(consulted=asked(step, "gt"), number=1)
    assert "A later reply counts" in page(signed_in(gt).get(address(consultation, "gt", "reply-receipt", pk=first.pk)))


def test_receipt_is_for_the_country_and_those_who_run_the_procedure(conference, consultation):
    given = reply(conference, running(consultation), "gt", "object", words=MARK)
    where = address(consultation, "gt", "reply-receipt", pk=given.pk)
    people = readers(conference)
    seen = {name for name, user in people.items() if signed_in(user).get(where).status_code == 200}
    assert seen == {"point", "deputy", "national_reviewer", "head", "chair", "officer"}
    elsewhere = address(consultation, "mx", "reply-receipt", pk=given.pk)
    assert signed_in(people["officer"]).get(elsewhere).status_code == 404


def test_objection_without_words_keeps_what_was_typed(conference, consultation):
    data = form_of(running(consultation), "gt", answer="object", words="  ")
    response = post(conference.points["gt"], address(consultation, "gt"), data)
    assert response.status_code == 422
    assert "Say what you comment on, or object to." in page(response)
    assert 'value="object"' in page(response) and "checked" in page(response).partition('value="object"')[2][:60]


def test_stale_draft_shows_both_wordings_and_keeps_what_was_typed(conference, consultation):
    step, where = running(consultation), address(consultation, "gt")
    data = form_of(step, "gt", act="keep", words="Zqmine", comments={uids(step)[2]: "Zqcomment"})
    drafted(consultation, "gt", person_of(conference.countries["gt"], "deputy"), words="Zqtheirs")
    response = post(conference.points["gt"], where, data)
    assert response.status_code == 409
    for words in ("Zqmine", "Zqcomment", "Zqtheirs", "The draft as it stands now"):
        assert words in page(response)
    assert ReplyDraft.objects.get(consulted=asked(step, "gt")).words == "Zqtheirs"
    again = response.context["form"].data
    assert post(conference.points["gt"], where, dict(again.items())).status_code == 302
    assert ReplyDraft.objects.get(consulted=asked(step, "gt")).words == "Zqmine"


def test_sending_does_not_throw_away_a_newer_draft_of_a_colleague(conference, consultation):
    step, where = running(consultation), address(consultation, "gt")
    data = form_of(step, "gt", words="Zqmine")
    drafted(consultation, "gt", person_of(conference.countries["gt"], "national_reviewer"), words="Zqnewer")
    response = signed_in(conference.points["gt"]).post(where, data, follow=True)
    assert "There is a newer draft" in page(response)
    assert Reply.objects.get(consulted=asked(step, "gt")).words == "Zqmine"
    assert ReplyDraft.objects.get(consulted=asked(step, "gt")).words == "Zqnewer"


def test_second_person_of_a_country_is_asked_before_the_first_reply_is_replaced(conference, consultation):
    step, where = running(consultation), address(consultation, "gt")
    data = form_of(step, "gt", answer="agree", words="Zqsecond")
    reply(conference, step, "gt", "object", words="Zqfirst")
    deputy = person_of(conference.countries["gt"], "deputy")
    response = post(deputy, where, data)
    assert response.status_code == 409
    assert "Zqfirst" in page(response) and "Zqsecond" in page(response)
    assert Reply.objects.filter(consulted=asked(step, "gt")).count() == 1
    again = dict(response.context["form"].data.items()) | {"act": "send"}
    assert post(deputy, where, again).status_code == 302
    assert Reply.objects.filter(consulted=asked(step, "gt")).count() == 2


def test_too_late_is_said_once_and_what_was_typed_can_be_copied(conference, consultation):
    step = running(consultation)
    data = form_of(step, "gt", answer="comment", words="Zqlate", comments={uids(step)[0]: "Zqcomment"})
    lapse(consultation)
    response = post(conference.points["gt"], address(consultation, "gt"), data)
    found = page(response)
    assert response.status_code == 409
    assert found.count("Your time was over on") == 1 and "no draft is kept any more" in found
    assert "Zqlate" in found and "Zqcomment" in found and "readonly" in found
    assert 'name="act"' not in found
    assert not Reply.objects.filter(words="Zqlate").exists()


def test_too_late_before_the_clock_has_closed_keeps_the_draft(conference, consultation):
    step = running(consultation)
    data = form_of(step, "gt", words="Zqlate")
    Consulted.objects.filter(step=step).update(due_at=timezone.now() - timedelta(seconds=1))
    response = post(conference.points["gt"], address(consultation, "gt"), data)
    assert response.status_code == 409
    assert "is kept as the draft" in page(response)
    assert ReplyDraft.objects.get(consulted=asked(step, "gt")).words == "Zqlate"


def test_suspended_step_keeps_the_draft_and_takes_the_reply_when_it_goes_on(conference, consultation):
    step, where, gt = running(consultation), address(consultation, "gt"), conference.points["gt"]
    data = form_of(step, "gt", words="Zqwaits")
    suspend_step(consultation, reason=REASON, by=conference.chair)
    response = post(gt, where, data)
    assert response.status_code == 409
    assert "The step is suspended" in page(response) and "is kept as the draft" in page(response)
    found = page(signed_in(gt).get(where))
    assert 'value="keep"' in found and 'value="send"' not in found and "Zqwaits" in found
    resume_step(fresh(consultation), by=conference.chair)
    assert post(gt, where, form_of(step, "gt", words="Zqwaits")).status_code == 302


def test_reply_to_a_step_that_is_over_is_no_reply_to_the_next(conference, consultation):
    first = running(consultation)
    data = form_of(first, "gt", words="Zqround")
    lapse(consultation)
    open_step(fresh(consultation), "open_round_two", by=conference.chair)
    response = post(conference.points["gt"], address(consultation, "gt"), data)
    assert response.status_code == 409
    assert "Zqround" in page(response)
    assert not Reply.objects.filter(words="Zqround").exists()


def test_withdrawn_consultation_takes_no_reply_and_shows_what_was_typed(conference, consultation):
    data = form_of(running(consultation), "gt", words="Zqgone")
    withdraw_consultation(consultation, reason=REASON, by=conference.chair)
    response = post(conference.points["gt"], address(consultation, "gt"), data)
    assert response.status_code == 409
    assert "has gone on since" in page(response) and "Zqgone" in page(response)


class Delay:
    """What a request waits for: when it goes on, the deadline of every country was the moment at which it came."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "POST":
            Consulted.objects.update(due_at=request.arrived_at)
        return self.get_response(request)


def test_reply_counts_by_when_its_request_came_not_by_when_it_was_written(conference, consultation, settings):
    settings.MIDDLEWARE = [settings.MIDDLEWARE[0], f"{__name__}.Delay", *settings.MIDDLEWARE[1:]]
    step = running(consultation)
    assert post(conference.points["gt"], address(consultation, "gt"), form_of(step, "gt")).status_code == 302
    given = Reply.objects.get(consulted=asked(step, "gt"))
    assert given.received_at == given.consulted.due_at < given.entered_at


def test_arrival_is_written_down_before_anything_of_the_request_waits(settings, rf):
    from crm_portal.middleware import Arrival
    from secretariat.views.replies import arrival_of

    assert settings.MIDDLEWARE[0] == "crm_portal.middleware.Arrival"
    request = rf.get("/")
    before = timezone.now()
    Arrival(lambda request: None)(request)
    assert before <= arrival_of(request) <= timezone.now()


@pytest.mark.parametrize("wrong", [{"step": "x"}, {"step": "9" * 12}, {"step": ""}])
def test_form_about_no_step_of_this_consultation_is_404(conference, consultation, wrong):
    data = form_of(running(consultation), "gt") | wrong
    assert post(conference.points["gt"], address(consultation, "gt"), data).status_code == 404


@pytest.mark.parametrize("wrong", [{"form_key": "x"}, {"draft": "x"}, {"language": "fr"}, {"answer": "perhaps"}])
def test_form_that_no_page_offers_is_refused_and_writes_nothing(conference, consultation, wrong):
    data = form_of(running(consultation), "gt") | wrong
    assert post(conference.points["gt"], address(consultation, "gt"), data).status_code == 422
    assert not Reply.objects.filter(consulted__step=running(consultation)).exists()


def test_form_key_of_another_country_gives_nothing_of_it(conference, consultation):
    step, key = running(consultation), str(uuid4())
    for country, status in (("gt", 302), ("sv", 404)):
        data = form_of(step, country, form_key=key)
        assert post(conference.points[country], address(consultation, country), data).status_code == status


def test_what_is_typed_does_nothing_on_the_page_and_on_the_receipt(conference, consultation):
    payload, gt = '"><svg onload=zq()></textarea><script>zq()</script>', conference.points["gt"]
    drafted(consultation, "gt", gt, words=payload)
    step = running(consultation)
    data = form_of(step, "gt", answer="object", words=payload, comments={uids(step)[0]: payload})
    pages = [page(signed_in(gt).get(address(consultation, "gt")))]
    pages.append(page(signed_in(gt).post(address(consultation, "gt"), data, follow=True)))
    pages.append(page(signed_in(gt).get(address(consultation, "gt"))))
    for found in pages:
        assert "svg onload" in found
        assert "<svg onload" not in found and "<script>zq" not in found


def test_page_asks_at_most_twelve_queries(conference, django_assert_max_num_queries):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE, paragraphs=40)
    step = running(consultation)
    reply(conference, step, "gt", "comment", comments=dict.fromkeys(uids(step), "Bien"))
    drafted(consultation, "gt", conference.points["gt"])
    client = signed_in(conference.points["gt"])
    client.get(address(consultation, "gt"))
    with django_assert_max_num_queries(12):
        assert client.get(address(consultation, "gt")).status_code == 200


def test_draft_stands_in_no_journal_and_no_history(conference, consultation):
    draft = drafted(consultation, "gt", conference.points["gt"])
    assert not hasattr(draft, "history")
    told = [f"{act.act} {act.before} {act.after}" for act in Act.objects.all()]
    assert not [line for line in told if MARK in line]
    assert not Act.objects.filter(actor=conference.points["gt"].email).exists()
