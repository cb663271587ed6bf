"""How the tests of a consultation's pages go through them."""

from django.urls import reverse

from secretariat.queries.consultation_marks import mark_of
from tests.access.visits import signed_in
from tests.factories.consultations import fresh

REASON = {"reason_es": "Falta tiempo.", "reason_en": "Time is short."}
FORM = {
    "silence": "express", "calendar": "own", "replies_seen": "at_once", "troika_days": 2,
    "time_zone": "America/Panama", "closing": "18:00",
}  # fmt: skip


def page(name, symbol, **more):
    return reverse(f"consultations:{name}", kwargs={"symbol": symbol, **more})


def get(user, name, consultation, **more):
    return signed_in(user).get(page(name, consultation.text.symbol, **more))


def body(answer):
    return " ".join(answer.content.decode().split())


def act(user, consultation, name, seen=None, **given):
    told = {"seen": mark_of(fresh(consultation)) if seen is None else seen} | given
    return signed_in(user).post(page("act", consultation.text.symbol, act=name), told)
