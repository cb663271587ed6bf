"""What the tests of replies share: a form as a browser sends it, and readers of each kind."""

from uuid import uuid4

from django.urls import reverse

from secretariat.models import ReplyDraft
from tests.access.visits import signed_in
from tests.factories.consultations import asked, person_of, running

MARK = "zqsecret"


def address(consultation, key, name="reply", **more):
    return reverse(f"consultations:{name}", kwargs={"symbol": consultation.text.symbol, "country": key} | more)


def of_step(step, name="comments"):
    return reverse(f"consultations:{name}", kwargs={"symbol": step.consultation.text.symbol, "pk": step.pk})


def uids(step):
    return [one.uid for one in step.version.content().paragraphs]


def form_of(step, key, *, act="send", comments=None, **said):
    """What the form of a country sends that was opened just now."""
    draft = ReplyDraft.objects.filter(consulted__step=step, consulted__participant__key=key).first()
    known = {"draft": draft.version if draft else 0, "replies": asked(step, key).replies.count(), "step": step.pk}
    sent = {"answer": "agree", "language": "es", "words": "", "form_key": str(uuid4()), "act": act} | known | said
    return sent | {f"on-{uid}": words for uid, words in (comments or {}).items()}


def post(user, where, data):
    return signed_in(user).post(where, data)


def page(response):
    return response.content.decode()


def readers(conference):
    """By name, people of several kinds with regard to Guatemala."""
    gt = conference.countries["gt"]
    own = {name: person_of(gt, name) for name in ("deputy", "national_reviewer")}
    return own | {
        "point": conference.points["gt"],
        "head": person_of(gt, "head_of_delegation"),
        "other": conference.points["mx"],
        "other_reviewer": person_of(conference.countries["mx"], "national_reviewer"),
        "chair": conference.chair,
        "officer": conference.officer,
    }


def drafted(consultation, key, user, words=MARK):
    """A draft of a country, with the words on the whole and on the first paragraph."""
    step = running(consultation)
    data = form_of(step, key, act="keep", answer="object", words=words, comments={uids(step)[0]: words})
    response = post(user, address(consultation, key), data)
    assert response.status_code == 302, page(response)[:3000]
    return ReplyDraft.objects.get(consulted=asked(step, key))
