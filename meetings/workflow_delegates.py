"""The states of a delegate: registered by the delegation, accredited or not by the Secretariat, withdrawn by either."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from common.states import Act, Procedure
from meetings.access_delegates import can_accredit, can_register
from meetings.models import Delegate
from meetings.places import check_closed_session


def keeps(user: Any, delegate: Delegate) -> bool:
    """Whether ``user`` keeps the registration of ``delegate``."""
    return can_register(user, delegate.meeting, delegate.participant_id)


def places(delegate: Delegate) -> Iterator[Refusal]:
    """Why the delegate cannot have the place in the closed session that the registration asks for."""
    if refusal := check_closed_session(delegate):
        yield refusal


DELEGATES = Procedure(
    acts=(
        Act(
            "delegate_accredited", _("Accredit"), frozenset({"registered", "refused"}), "accredited", can_accredit,
            checks=(places,),
        ),
        Act(
            "delegate_refused", _("Do not accredit"), frozenset({"registered", "accredited"}), "refused", can_accredit,
            needs_reason=True,
        ),
        Act("delegate_registered_anew", _("Register anew"), frozenset({"accredited", "refused"}), "registered", keeps),
        Act(
            "delegate_withdrawn", _("Withdraw"), frozenset({"registered", "accredited", "refused"}), "withdrawn", keeps,
            asks=_("Whoever is withdrawn has to be registered again to come."),
        ),
    )
)  # fmt: skip
