"""An act on a written consultation, done as it was confirmed on a page, or not at all."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.states import NotNow
from secretariat.access_consultations import can_run
from secretariat.models import Consultation
from secretariat.queries.consultation_marks import mark_of
from secretariat.services.consultation_steps import end_troika, extend_step, open_step, resume_step, suspend_step
from secretariat.services.consultations import (
    agree_consultation,
    carry_consultation,
    change_settings,
    locked,
    schedule_opening,
    send_back,
    withdraw_consultation,
)
from secretariat.workflow import OPENS

SERVICES: dict[str, Callable[..., Any]] = {
    "end_troika": end_troika,
    "agree_consultation": agree_consultation,
    "extend_step": extend_step,
    "suspend_step": suspend_step,
    "resume_step": resume_step,
    "send_back": send_back,
    "withdraw_consultation": withdraw_consultation,
    "carry_consultation": carry_consultation,
    "schedule_opening": schedule_opening,
    "change_consultation": change_settings,
}


@transaction.atomic
def act_on(consultation: Consultation, act: str, *, seen: str, by: Any, **given: Any) -> None:
    """Do ``act`` if the consultation still stands as it did under the mark ``seen`` (``mark_of``).

    The mark holds stage, step, deadline, settings and words: nothing is sent, extended or decided that whoever
    confirmed it did not read. Raises ``NotNow`` where it changed, ``PermissionDenied`` for whoever does not run it,
    otherwise as the service of the act.
    """
    if isinstance(by, str) or not can_run(by, consultation):
        raise PermissionDenied
    held = locked(consultation)
    if seen != mark_of(held):
        raise NotNow(_("This was done or changed meanwhile. See how it stands now."))
    if act in OPENS:
        open_step(held, act, by=by)
    else:
        SERVICES[act](held, by=by, **given)
