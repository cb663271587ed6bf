"""Bodies that become others: several merged into one, one split into several. Predecessors are kept with successors."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.periods import PartialDate
from common.refusals import Refusal
from common.revision import bump_revision
from meetings.models import Body, StepKind
from meetings.services.bodies import Citation, end_body, living, new_body, only_secretariat


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body that comes into being by a merger or a split: its fields as for ``create_body``, and its term."""

    values: dict[str, Any] = field(default_factory=dict)
    term_ends: PartialDate | None = None


@transaction.atomic
def merge_bodies(bodies: Sequence[Body], *, into: Body | NewBody, citation: Citation, by: Any) -> Body:
    """End ``bodies`` and let one that is there, or a new one, take over their work. Returns that one.

    What reported to one of them reports to the successor. Raises ``Refusal`` where fewer than two would become one,
    where one of them has ended, or has a meeting to come.
    """
    only_secretariat(by)
    if isinstance(into, Body):
        bodies = [body for body in bodies if body.pk != into.pk]
    ending = [living(body) for body in sorted({body.pk: body for body in bodies}.values(), key=lambda body: body.pk)]
    if len(ending) + isinstance(into, Body) < 2:
        raise Refusal(_("Choose at least two bodies: a merger makes one of several."))
    successor = living(into) if isinstance(into, Body) else new_body(into.values, into.term_ends, citation)
    _above(successor, ending)
    gone = [successor.pk, *(body.pk for body in ending)]
    for below in Body.objects.filter(reports_to__in=ending, end=None).exclude(pk__in=gone):
        below.reports_to = successor
        below.save(update_fields=["reports_to"])
    for body in ending:
        end_body(body, StepKind.MERGED, citation, others=[successor], together=ending)
    successor.succeeds.add(*ending)
    record_act("body_merged", successor, by=by, before={"bodies": [str(body) for body in ending]})
    bump_revision()
    return successor


@transaction.atomic
def split_body(body: Body, *, into: Sequence[Body | NewBody], citation: Citation, by: Any) -> list[Body]:
    """End ``body`` and let several others, there or new, take over its work. Returns them.

    Raises ``Refusal`` where it would become fewer than two, where it has ended, or has a meeting to come.
    """
    only_secretariat(by)
    body = living(body)
    if len(into) < 2 or body in into:
        raise Refusal(_("Name at least two bodies that follow it."))
    successors = [
        living(one) if isinstance(one, Body) else new_body(one.values, one.term_ends, citation) for one in into
    ]
    end_body(body, StepKind.SPLIT, citation, others=successors)
    for one in successors:
        one.succeeds.add(body)
    record_act("body_split", body, by=by, after={"bodies": [str(one) for one in successors]})
    bump_revision()
    return successors


def _above(successor: Body, ending: list[Body]) -> None:
    """A successor never reports to one that ended: it reports to where that one did."""
    gone = {body.pk: body.reports_to for body in ending}
    above = successor.reports_to
    while above is not None and above.pk in gone:
        above = gone[above.pk]
    if above != successor.reports_to:
        successor.reports_to = above
        successor.save(update_fields=["reports_to"])
