"""Which decisions of the texts stand behind a step in the life of a body."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.journal import record_act
from common.revision import bump_revision
from declarations.access import can_edit
from declarations.models import Decision
from meetings.models import BodyStep


@transaction.atomic
def cite_step(step: BodyStep, *, decisions: Collection[Decision], by: Any) -> None:
    """Let exactly ``decisions`` stand behind ``step``; its own words of what decided it stay as they are."""
    if not can_edit(by):
        raise PermissionDenied
    step = BodyStep.objects.select_for_update(of=("self",)).select_related("body").get(pk=step.pk)
    behind = Decision.objects.filter(steps=step)
    before, after = sorted(behind.values_list("key", flat=True)), sorted(one.key for one in decisions)
    if before != after:
        for decision in behind:
            decision.steps.remove(step)
        for decision in decisions:
            decision.steps.add(step)
        record_act("body_step_cited", step, by=by, before={"decisions": before}, after={"decisions": after})
        bump_revision()
