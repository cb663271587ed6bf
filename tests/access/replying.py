"""Replies to a written consultation in the small worlds of the access tests: addresses, changes, what those stand for.

Rows as ``tests/access/matrix.py`` and ``tests/access/changes.py`` have them, of which these are a part.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from common.zones import in_zone
from secretariat.models import CommentsPaper, Stage
from tests.factories.consultations import a_consultation, reply, running

IN, GONE, SIGN_IN, SEE_OTHER, NOT_GET, REST = 200, 404, 302, 302, 405, "the rest"
ACTS = {"visitor": SIGN_IN, REST: NOT_GET}
OWN = ("member", "deputy", "reviewer")  # who prepares the reply of Costa Rica
MEMBERS = (*OWN, "neighbour", "presidency", "troika", "secretariat")
OF_THE_COUNTRY = dict.fromkeys(OWN, IN) | {"visitor": SIGN_IN, REST: GONE}
OF_ITS_REPLY = OF_THE_COUNTRY | dict.fromkeys(("presidency", "secretariat"), IN)
OF_MEMBERS = dict.fromkeys(MEMBERS, IN) | {"visitor": SIGN_IN, REST: GONE}
ONLY_SECRETARIAT = {"secretariat": IN, "visitor": SIGN_IN, REST: GONE}

COUNTRY = {"symbol": "consulted", "country": "cr"}
FAILED = {"symbol": "consulted", "pk": "FAILED-PAPER"}
STEP, PAPER = {"symbol": "consulted", "pk": "STEP"}, {"symbol": "consulted", "pk": "COMMENTS-PAPER"}
Row = tuple[dict[str, int], dict[str, Any]]
DOORS: dict[str, Row] = {
    "consultations:reply": (OF_THE_COUNTRY, COUNTRY),
    "consultations:reply-receipt": (OF_ITS_REPLY, COUNTRY | {"pk": "REPLY"}),
    "consultations:reply-enter": (ONLY_SECRETARIAT, COUNTRY),
    "consultations:comments": (OF_MEMBERS, STEP),
    "consultations:comments-word": (OF_MEMBERS, STEP),
    "consultations:comments-ask": (ACTS, STEP),
    "consultations:comments-progress": ({"member": SEE_OTHER, "visitor": SIGN_IN, REST: GONE}, PAPER),
    "consultations:paper": (OF_MEMBERS, {"symbol": "consulted", "pk": "STEP-PAPER"}),
    "consultations:paper-retry": (ACTS, FAILED),
    "consultations:comments-file": ({"member": IN, "visitor": SIGN_IN, REST: GONE}, PAPER),
}


def words(target: dict[str, Any]) -> dict[str, Any]:
    said = {"answer": "comment", "language": "es", "words": "zq", "form_key": str(uuid4())}
    return said | {"step": target["STEP"]}


def replying(target: dict[str, Any]) -> dict[str, Any]:
    return words(target) | {"act": "send", "draft": 0, "replies": 1}


def entering(target: dict[str, Any]) -> dict[str, Any]:
    message = SimpleUploadedFile("zq.eml", b"From: zq@example.org\nDate: Mon, 1 Jan 2024 10:00:00 +0000\n\nZq.")
    now = in_zone(timezone.now(), "America/Costa_Rica")
    arrived = {"day": f"{now:%Y-%m-%d}", "hour": f"{now:%H:%M:%S}"}
    return words(target) | arrived | {"sender": "zq@example.org", "file": message}


def paper(target: dict[str, Any]) -> dict[str, Any]:
    return {"language": "es", "form_key": str(uuid4())}


Data = Callable[[dict[str, Any]], dict[str, Any]]
CHANGES: dict[str, tuple[tuple[str, ...], Data, dict[str, Any]]] = {
    "consultations:reply": (("member", "deputy"), replying, COUNTRY),
    "consultations:reply-enter": (("secretariat",), entering, COUNTRY),
    "consultations:comments-ask": (MEMBERS, paper, STEP),
    "consultations:paper-retry": (("presidency", "secretariat"), lambda _: {}, FAILED),
}


def make_replying(personas: dict[str, Any]) -> dict[str, Any]:
    """A consultation in round one to which Costa Rica replied, and a PDF of the comments that its focal point has."""
    points = {"cr": personas["member"], "mx": personas["neighbour"], "pa": personas["presidency"]}
    points["hn"] = personas["troika"]
    conference = SimpleNamespace(points=points, officer=personas["secretariat"], chair=personas["presidency"])
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE, symbol="consulted")
    step = running(consultation)
    uid = step.version.content().paragraphs[0].uid
    given = reply(conference, step, "cr", "comment", words="zq palabras", comments={uid: "zq comentario"})
    made = {"STEP": step.pk, "REPLY": given.pk, "COMMENTS-PAPER": make_comments_paper(step, personas["member"]).pk}
    return made | make_step_papers(step)


def make_step_papers(step: Any) -> dict[str, int]:
    """The words of a step as PDF: in Spanish it is ready, in English it failed."""
    ready, failed = step.papers.get(language="es"), step.papers.get(language="en")
    ready.state, ready.sha256, ready.size = "ready", "0" * 64, 8
    ready.file.save("consultations/zq.pdf", ContentFile(b"%PDF-1.7"), save=False)
    ready.save()
    step.papers.filter(pk=failed.pk).update(state="failed", error="zq")
    return {"STEP-PAPER": ready.pk, "FAILED-PAPER": failed.pk}


def make_comments_paper(step: Any, user: Any) -> CommentsPaper:
    made = CommentsPaper(
        step=step, asked_by=user, language="es", state="ready", sha256="0" * 64, size=8, form_key=uuid4()
    )
    made.file.save("comments-paper/zq.pdf", ContentFile(b"%PDF-1.7"), save=False)
    made.save()
    return made
