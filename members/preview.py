"""The Secretariat looks at the portal as somebody else would see it: read-only, marked on screen, in the journal.

While it lasts, the officer's own mandates give nothing: what is asked of ``members.access`` is answered as for whom
the preview imitates. Personal grants, seats and accreditations of others are never borrowed.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.journal import record_act
from common.templatetags.components import in_either
from members.access import MEMBERS, is_secretariat, troika
from members.models import Participant, Standing, Status

KEY = "preview"
FACES = {
    "public": _("a visitor"),
    "civil_society": _("civil society"),
    "observer_country": _("an observer country"),
    "observer_organisation": _("an observer organisation"),
    "member": _("a member country"),
}
STATUS = {name: name for name in Status.values}


@dataclass(frozen=True, slots=True)
class Preview:
    """As whom one looks: ``face`` is a key of ``FACES``; a country or organisation (primary key) where one was chosen.

    ``names`` are the chosen one's, by language, as they were when the preview began.
    """

    face: str
    audiences: frozenset[str]
    participant: int | None
    names: dict[str, str]

    @property
    def participants(self) -> set[int]:
        return {self.participant} if self.participant else set()

    @property
    def label(self) -> str:
        return in_either(self.names.get("es"), self.names.get("en")) or str(FACES[self.face])


def participants_for(face: str) -> list[Participant]:
    """Whom one can choose for ``face`` today, by name; nobody for a visitor."""
    if face not in STATUS:
        return []
    standings = Standing.objects.in_force(timezone.localdate()).with_status(face).select_related("participant")
    return sorted({standing.participant for standing in standings}, key=str)


def preview_of(face: str, participant: int | None = None, names: dict[str, str] | None = None) -> Preview:
    """What ``face`` sees today. Raises ``KeyError`` for a face that is not in ``FACES``."""
    audiences: dict[str, set[str]] = {
        "public": set(),
        "civil_society": {Audience.CIVIL_SOCIETY},
        "observer_country": {Audience.OBSERVER_COUNTRY},
        "observer_organisation": {Audience.OBSERVER_ORGANISATION},
        "member": set(MEMBERS),
    }
    seen = {Audience.PUBLIC} | audiences[face]
    presiding = {term.country_id for term in troika() if term is not None}
    if face == "member" and participant is not None and participant in presiding:
        seen.add(Audience.TROIKA)
    return Preview(face, frozenset(seen), participant, names or {})


def begin_preview(request: HttpRequest, *, face: str, participant: Participant | None) -> None:
    """From the next request on ``request.user`` sees what ``face`` sees. The caller has checked who may."""
    names = {"es": participant.name_es or "", "en": participant.name_en or ""} if participant else {}
    request.session[KEY] = {"face": face, "participant": participant.pk if participant else None, "names": names}
    name = str(participant) if participant else face
    record_act("preview_begun", request.user, by=request.user, after={"as": name})  # type: ignore[arg-type]


def end_preview(request: HttpRequest) -> None:
    if (kept := request.session.pop(KEY, None)) is not None:
        record_act("preview_ended", request.user, by=request.user, before={"as": kept["face"]})  # type: ignore[arg-type]


def preview_in(session: Any, user: Any) -> Preview | None:
    """The preview that is going on in ``session``, for those who may have one; none for anybody else."""
    kept = session.get(KEY)
    if not kept or kept.get("face") not in FACES or not is_secretariat(user):
        return None
    return preview_of(kept["face"], kept["participant"], kept.get("names"))
