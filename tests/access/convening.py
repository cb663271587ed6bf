"""A meeting from plan to closing in the tests of access: its addresses, and who changes what.

Rows as ``tests/access/matrix.py`` and ``tests/access/changes.py`` have them, of which these are a part.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from meetings.access_convocations import INVITABLE
from meetings.models import Convocation, ConvocationPaper, Meeting
from tests.factories import BodyFactory, ConvocationFactory, a_planned

IN, GONE, SIGN_IN, NOT_GET, REST = 200, 404, 302, 405, "the rest"
MEMBERS = ("member", "neighbour", "deputy", "reviewer", "presidency", "troika")
OF_THOSE_PREPARING = {"secretariat": IN, "presidency": IN, "visitor": SIGN_IN, REST: GONE}
OF_SECRETARIAT = {"secretariat": IN, "visitor": SIGN_IN, REST: GONE}
OF_THOSE_CONVENED = dict.fromkeys((*MEMBERS, "secretariat"), IN) | {"visitor": SIGN_IN, REST: GONE}
ACTS = {"visitor": SIGN_IN, REST: NOT_GET}
PREPARING, SECRETARIAT = ("secretariat", "presidency"), ("secretariat",)
PLANNED, CONVENED = {"key": "planned-meeting"}, {"key": "convened-meeting"}
LETTER = CONVENED | {"number": 1}
DOORS: dict[str, tuple[dict[str, int], dict[str, Any]]] = {
    "meetings:meeting-preparations": (OF_THOSE_PREPARING, {}),
    "meetings:meeting-plan": (OF_THOSE_PREPARING, {}),
    "meetings:meeting-workroom": (OF_THOSE_PREPARING, PLANNED),
    "meetings:meeting-edit": (OF_THOSE_PREPARING, PLANNED),
    "meetings:meeting-convene": (OF_THOSE_PREPARING, PLANNED),
    "meetings:meeting-guests": (OF_SECRETARIAT, PLANNED),
    "meetings:meeting-act": (OF_THOSE_PREPARING, PLANNED | {"act": "cancel"}),
    "meetings:meeting-change": (OF_THOSE_PREPARING, CONVENED),
    "meetings:convocation": (OF_THOSE_CONVENED, LETTER),
    "meetings:convocation-papers": (OF_THOSE_CONVENED, LETTER),
    "meetings:convocation-paper": (OF_THOSE_CONVENED, LETTER | {"language": "es"}),
    "meetings:convocation-letters": (OF_THOSE_PREPARING, LETTER),
    "meetings:convocation-again": (ACTS, LETTER | {"account": 1}),
}


def words_of_meeting(target: dict[str, Any]) -> dict[str, Any]:
    words = {"kind": "grcm", "name_es": "zq", "name_en": "zq", "mode": "virtual", "time_zone": "UTC"}
    return words | {"start": "2031-05", "audience": "member", "seen": 1, "form_key": str(uuid4())}


def letter(target: dict[str, Any]) -> dict[str, Any]:
    words = {"words_es": "zq", "words_en": "zq", "form_key": str(uuid4())}
    return words | {"audiences": ["body_members"], "audience": "member"}


def guest(target: dict[str, Any]) -> dict[str, Any]:
    return {"to": target["GUEST"], "until": (timezone.localdate() + timedelta(days=40)).isoformat(), "reason": "zq"}


def reason(target: dict[str, Any]) -> dict[str, Any]:
    return {"reason_es": "zq", "reason_en": "zq"}


CHANGES: dict[str, tuple[tuple[str, ...], Callable[[dict[str, Any]], dict[str, Any]], dict[str, Any]]] = {
    "meetings:meeting-plan": (PREPARING, words_of_meeting, {}),
    "meetings:meeting-edit": (PREPARING, words_of_meeting, PLANNED),
    "meetings:meeting-convene": (PREPARING, letter, PLANNED),
    "meetings:meeting-guests": (SECRETARIAT, guest, PLANNED),
    "meetings:meeting-act": (PREPARING, reason, PLANNED | {"act": "postpone"}),
    "meetings:meeting-change": (PREPARING, letter, CONVENED),
    "meetings:convocation-again": (PREPARING, lambda _: {}, LETTER | {"account": "CONVENED"}),
}


def make_letter(meeting: Meeting, mark: str) -> ConvocationPaper:
    """A letter with its Spanish paper; it convenes the audience of the meeting, or else the members who see it.

    What is for the troika, the Secretariat or those accredited convenes nobody.
    """
    made = ConvocationFactory(meeting=meeting, words_es=mark, words_en=mark)
    audience = "member" if meeting.audience == "public" else meeting.audience
    made.invited.update(audience=audience)
    if audience not in INVITABLE:
        made.invited.all().delete()
    return make_paper(made, "es", mark)


def letter_read_by(audience: str, met: set[str]) -> set[str]:
    """Those of ``met``, who see the meeting, who read the letter that ``make_letter`` sends for ``audience``."""
    if audience == "public":
        return {*MEMBERS, "secretariat"}
    guests = {"observer_organisation"} if audience == "secretariat" else set()  # one thing has a guest by name
    return met if audience in INVITABLE else met & ({"presidency", "secretariat"} | guests)


def make_paper(letter: Convocation, language: str, mark: str = "zq") -> ConvocationPaper:
    paper = ConvocationPaper(convocation=letter, language=language, state="ready", sha256="0" * 64, size=9)
    paper.file.save(f"convocations/{mark}-{language}.pdf", ContentFile(f"%PDF {mark}\n%%EOF".encode()), save=False)
    paper.save()
    return paper


def make_convening(personas: dict[str, Any]) -> dict[str, Any]:
    """A network's meeting that can be convened, and a GRCM to which the members were convened."""
    planned = a_planned("network", key="planned-meeting", audience="public")
    planned.bodies.add(BodyFactory(key="zq-network"))
    convened = a_planned(key="convened-meeting", state="convened", audience="public", convened_at=timezone.now())
    made = ConvocationFactory(meeting=convened)
    for language in ("es", "en"):
        make_paper(made, language)
    return {"CONVENED": personas["member"].pk}
