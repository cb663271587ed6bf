"""How a written consultation is run, in the small worlds of the access tests: addresses, changes, what those stand for.

Rows as ``tests/access/matrix.py`` and ``tests/access/changes.py`` have them, of which these are a part.
"""

from collections.abc import Callable
from typing import Any

from secretariat.models import Consultation, Consulted
from secretariat.queries.consultation_marks import mark_of
from secretariat.services.consultations import prepare_consultation
from tests.access.replying import IN, NOT_GET, OF_MEMBERS, REST, SIGN_IN
from tests.factories import a_negotiated_text
from tests.factories.consultations import settings_of

GONE = 404
CHAIRS = ("secretariat", "presidency")
CHAIRING = dict.fromkeys(CHAIRS, IN) | {"visitor": SIGN_IN, REST: GONE}
CONSULTED, TO_OPEN, TO_CONSULT = {"symbol": "consulted"}, {"symbol": "to-open"}, {"symbol": "to-consult"}
EXTENDING = CONSULTED | {"act": "extend-step"}
MEXICO = CONSULTED | {"pk": "CONSULTED-MEXICO"}
Row = tuple[dict[str, int], dict[str, Any]]
DOORS: dict[str, Row] = {
    "consultations:list": (OF_MEMBERS, {}),
    "consultations:detail": (OF_MEMBERS, CONSULTED),
    "consultations:prepare": (CHAIRING, TO_CONSULT),
    "consultations:settings": (CHAIRING, TO_OPEN),
    "consultations:schedule": (CHAIRING, TO_OPEN),
    "consultations:act": (CHAIRING, EXTENDING),
    "consultations:remind": ({"visitor": SIGN_IN, REST: NOT_GET}, MEXICO),
}


def choices(target: dict[str, Any]) -> dict[str, Any]:
    """What the form of the settings sends; another choice than that of ``make_consulting``."""
    told = {"silence": "express", "calendar": "any", "replies_seen": "at_once", "troika_days": 4}
    return told | {"time_zone": "America/Panama", "closing": "18:00", "seen": target["TO-OPEN-SEEN"]}


def opening(target: dict[str, Any]) -> dict[str, Any]:
    return {"at": "2999-06-21T09:00", "seen": target["TO-OPEN-SEEN"]}


def extending(target: dict[str, Any]) -> dict[str, Any]:
    return {"days": 2, "reason_es": "zq", "reason_en": "zq", "seen": target["CONSULTED-SEEN"]}


Data = Callable[[dict[str, Any]], dict[str, Any]]
CHANGES: dict[str, tuple[tuple[str, ...], Data, dict[str, Any]]] = {
    "consultations:prepare": (CHAIRS, choices, TO_CONSULT),
    "consultations:settings": (CHAIRS, choices, TO_OPEN),
    "consultations:schedule": (CHAIRS, opening, TO_OPEN),
    "consultations:act": (CHAIRS, extending, EXTENDING),
    "consultations:remind": (CHAIRS, lambda _: {}, MEXICO),
}


def make_consulting(personas: dict[str, Any]) -> dict[str, Any]:
    """Beside the consultation of ``make_replying``: one that is prepared, and a text that may be put to one."""
    a_negotiated_text(2, symbol="to-consult")
    text = a_negotiated_text(2, symbol="to-open")
    prepared = prepare_consultation(text, settings=settings_of(), by=personas["secretariat"])
    consulted = Consultation.objects.select_related("text").get(text__symbol="consulted")
    mexico = Consulted.objects.get(step__consultation=consulted, step__kind="one", participant__key="mx")
    return {
        "CONSULTED-MEXICO": mexico.pk,
        "CONSULTED-SEEN": mark_of(consulted),
        "TO-OPEN-SEEN": mark_of(Consultation.objects.select_related("text").get(pk=prepared.pk)),
    }
