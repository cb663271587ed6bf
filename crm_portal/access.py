"""Who may read the journal, and what of it."""

from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from declarations.models import Text
from meetings.models import Meeting
from members.access import is_administrator, is_secretariat

# What the administrator keeps, or what is public by its nature. A kind that is not named here counts as closed.
OPEN_KINDS = (
    "",
    "common.discrepancy",
    "common.outboxmessage",
    "common.provision",
    "common.siterevision",
    "common.source",
    "common.term",
    "meetings.body",
    "meetings.bodymembership",
    "meetings.bodyname",
    "meetings.plan",
    "meetings.planitem",
    "meetings.topic",
    "members.civilsocietychapter",
    "members.institution",
    "members.invitation",
    "members.mandate",
    "members.participant",
    "members.person",
    "members.presidency",
    "members.standing",
    "members.user",
)
# Parts that have no audience of their own: whoever sees the whole sees them. Not so paragraphs: what stands in the
# workroom is not published, though an edition of the text may be.
SEEN_WITH_THE_WHOLE = ("declarations.decision", "declarations.rendering", "declarations.editionredline")


def can_read_journal(user: Any) -> bool:
    """The Secretariat, and the administrator, who runs the system."""
    return is_secretariat(user) or is_administrator(user)


def open_acts(user: Any) -> Q:
    """Acts of which ``user`` may read the content: the name of the thing, and what it said before and after.

    The Secretariat: all. The administrator runs the system and reads no closed paper: what was done to a text or a
    meeting shows its content only where the thing itself is visible, an act on a part of one likewise.
    """
    if is_secretariat(user):
        return Q()
    seen = Q(object_type__in=OPEN_KINDS)
    for model in (Text, Meeting):
        kind, visible = model._meta.label_lower, model.objects.visible_to(user)
        seen |= Q(object_type=kind, object_id__in=_keys(visible))
        seen |= Q(object_type__in=SEEN_WITH_THE_WHOLE, part_of__in=_keys(visible, f"{kind}:"))
    return seen


def _keys(things: QuerySet, before: str = "") -> QuerySet:
    """The primary keys of ``things`` as the journal writes them."""
    key = Cast("pk", CharField())
    return things.order_by().annotate(in_journal=Concat(Value(before), key) if before else key).values("in_journal")
