"""Reads for those who reply: what a member is asked, what it said so far, what is being prepared."""

from typing import Any

from django.db.models import QuerySet

from secretariat.access_consultations import visible_consultations
from secretariat.models import Consultation, Consulted, Reply, ReplyDraft
from secretariat.queries.consultations import replies_in_order


def asked_of(user: Any, symbol: str, country: str) -> QuerySet[Consulted]:
    """Where ``country`` was asked in the consultation ``symbol``, the latest step first; none that is not seen."""
    seen = Consultation.objects.filter(visible_consultations(user), text__symbol=symbol).order_by()
    rows = Consulted.objects.filter(step__consultation__in=seen, participant__key=country)
    found = rows.select_related("participant", "step__consultation__text", "step__version")
    return found.order_by("-step__opened_at", "-step__pk")


def with_replies(found: QuerySet[Consulted]) -> QuerySet[Consulted]:
    """The same with their replies, the one that counts last."""
    return found.prefetch_related(replies_in_order())


def draft_of(consulted: Consulted) -> ReplyDraft | None:
    """The reply that is being prepared; for the people of the country alone, so ask that first."""
    return ReplyDraft.objects.select_related("edited_by__person").filter(consulted=consulted).first()


def reply_seen(user: Any, symbol: str, country: str, pk: int) -> QuerySet[Reply]:
    """A reply, for its own country and those who run the procedure; with its comments."""
    asked = {"consulted__participant__key": country, "consulted__step__consultation__text__symbol": symbol}
    found = Reply.objects.visible_to(user).filter(pk=pk, **asked).prefetch_related("comments")
    related = ("consulted__participant", "consulted__step__consultation__text", "consulted__step__version")
    return found.select_related(*related, "given_by__person", "file")
