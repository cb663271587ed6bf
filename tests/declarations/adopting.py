"""A negotiated text on its way to its edition: on the table, prepared, signed."""

from typing import Any

from django.utils import timezone

from declarations.models import Adoption, Text
from declarations.queries_adoption import adoption_of, content_to_sign, members_on
from declarations.services.adoption import Preparation, prepare_adoption, sign_adoption, table_text
from meetings.models import Session
from tests.factories import SessionFactory, a_negotiated_text

SIGNATORIES = ("presidency", "secretariat")


def negotiated(count: int = 2, **fields: Any) -> Text:
    """A draft under negotiation that could be tabled: each paragraph says the same in both languages."""
    return a_negotiated_text(count, **({"adopted_on": None} | fields))


def session_of(text: Text) -> Session | None:
    return SessionFactory(meeting=text.meeting, title_es="Clausura", title_en="Closing") if text.meeting else None


def plan(text: Text, **fields: Any) -> Preparation:
    """Every member of today is present, at a session of the meeting."""
    session = fields.pop("session", None) or text.meeting.sessions.first() or session_of(text)
    today = timezone.localdate()
    own = {"manner": "session", "adopted_on": today, "session": session, "present": tuple(members_on(today))}
    return Preparation(**own | fields)


def prepared(personas: dict[str, Any], text: Text | None = None, **fields: Any) -> Adoption:
    """A text on the table with its adoption prepared, and not signed yet."""
    text = text or negotiated()
    table_text(text, by=personas["secretariat"])
    return prepare_adoption(text, plan=plan(text, **fields), by=personas["secretariat"])


def hash_of(adoption: Adoption) -> str:
    """What stands on the screen of whoever signs."""
    text = Text.objects.get(pk=adoption.text_id)
    return content_to_sign(text, adoption_of(text)).sha256


def sign(adoption: Adoption, personas: dict[str, Any], *signatories: str) -> Adoption:
    for signatory in signatories or SIGNATORIES:
        sign_adoption(adoption, signatory=signatory, sha256=hash_of(adoption), by=personas[signatory])
    return Adoption.objects.get(pk=adoption.pk)


def adopted(personas: dict[str, Any], text: Text | None = None, **fields: Any) -> Adoption:
    """A text that was signed by both; its files are still to be made."""
    return sign(prepared(personas, text, **fields), personas)
