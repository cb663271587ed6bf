"""Who sees a written consultation and its replies, who runs it, and who replies in the name of a member.

The presidency consults the troika, then the members (report of 20 years, "consultation procedure"). Observers have no
part in it, and what is consulted is no public document before it is adopted.
"""

from typing import Any

from django.db.models import Q

from common.access import Audience
from declarations.access import can_chair
from members.access import DELEGATION, audiences_of, countries_of

REPLYING = ("focal_point", "deputy")  # they reply for the country
PREPARING = (*REPLYING, "national_reviewer")  # they prepare the reply inside the country
READING = (*DELEGATION, "national_reviewer")
ROUNDS = ("one", "two")  # the steps in which all members are asked


def visible_consultations(user: Any) -> Q:
    """A consultation is seen by Secretariat and presidency at once; by the troika when it is asked; then by members.

    A member reads it from the day on which round one opens, and after its end. In a preview as whom it imitates.
    """
    return consultations_seen(user)


def consultations_seen(user: Any, path: str = "") -> Q:
    """``visible_consultations`` for what hangs on a consultation by ``path``."""
    if not getattr(user, "is_authenticated", False):
        return Q(pk__in=())
    if can_chair(user):
        return Q()
    from secretariat.models import Consulted

    seen = Q(pk__in=())
    if Audience.MEMBER in audiences_of(user):
        asked = Consulted.objects.filter(participant__in=countries_of(user, *READING)).order_by()
        seen |= Q(**{f"{path}opened_at__isnull": False}) | Q(**{f"{path}pk__in": asked.values("step__consultation")})
    return seen


def can_run(user: Any, _consultation: Any = None) -> bool:
    """Runs the procedure: the presidency of the day, and the Secretariat for it; nobody in a preview.

    The PPT sends the text, makes the changes and informs of the outcome (report of 20 years, "consultation procedure");
    it is whoever presides at that minute, also where the presidency passes on in the middle of a round.
    """
    return can_chair(user)


def may_reply_for(user: Any) -> set[int]:
    """The countries (primary keys) in whose name ``user`` replies now: as focal point or deputy; none in a preview."""
    if getattr(user, "_preview", None) or Audience.MEMBER not in audiences_of(user):
        return set()
    return countries_of(user, *REPLYING)


def may_prepare_for(user: Any) -> set[int]:
    """The countries whose reply ``user`` may prepare: national reviewers too; none in a preview."""
    if getattr(user, "_preview", None) or Audience.MEMBER not in audiences_of(user):
        return set()
    return countries_of(user, *PREPARING)


def reads_consultations(user: Any) -> bool:
    """Whether written consultations are a matter for ``user`` at all: members, presidency and Secretariat."""
    return can_chair(user) or Audience.MEMBER in audiences_of(user)


def visible_replies(user: Any) -> Q:
    """Replies: those who run it all of them; everybody those of the own country; others by the setting of the step.

    What the troika replies is read by the troika and by those who run it alone: it is a preliminary reaction.
    """
    return visible_stands(user, "consulted__")


def visible_stands(user: Any, path: str = "") -> Q:
    """The members of a step whose reply, or silence, may be read; ``path`` leads to them from what is filtered."""
    if not getattr(user, "is_authenticated", False):
        return Q(pk__in=())
    if can_chair(user):
        return Q()
    if Audience.MEMBER not in audiences_of(user):
        return Q(pk__in=())
    from secretariat.models import Consulted

    own = countries_of(user, *READING)
    asked = Consulted.objects.filter(participant__in=own).order_by().values("step")
    is_open = Q(**{f"{path}step__replies_seen": "at_once"}) | Q(**{f"{path}step__closed_at__isnull": False})
    is_round = ~Q(**{f"{path}step__kind": "troika"}) & Q(**{f"{path}step__consultation__opened_at__isnull": False})
    return Q(**{f"{path}participant__in": own}) | is_open & (is_round | Q(**{f"{path}step__in": asked}))


def visible_steps(user: Any) -> Q:
    """The steps of a consultation that is seen: the rounds, and the troika step for those who were asked in it."""
    seen = consultations_seen(user, "consultation__")
    if not getattr(user, "is_authenticated", False) or can_chair(user):
        return seen
    own = countries_of(user, *READING) if Audience.MEMBER in audiences_of(user) else set()
    from secretariat.models import Consulted

    asked = Consulted.objects.filter(participant__in=own).order_by().values("step")
    return seen & (Q(kind__in=("one", "two")) | Q(pk__in=asked))


def visible_reply_files(user: Any) -> Q:
    """The message by which a reply came: whoever reads the reply and runs the procedure, or is of that country."""
    if not getattr(user, "is_authenticated", False):
        return Q(pk__in=())
    if can_chair(user):
        return Q()
    if Audience.MEMBER not in audiences_of(user):
        return Q(pk__in=())
    return Q(consulted__participant__in=countries_of(user, *READING))


def visible_consultation_papers(user: Any) -> Q:
    """What was sent in a step: whoever was asked in it, and all who see it later.

    Letters: who sees the consultation.
    """
    seen = consultations_seen(user, "consultation__")
    if not getattr(user, "is_authenticated", False) or can_chair(user):
        return seen
    from secretariat.models import Consulted

    own = countries_of(user, *READING) if Audience.MEMBER in audiences_of(user) else set()
    asked = Consulted.objects.filter(participant__in=own).order_by().values("step")
    return seen & (Q(outcome__isnull=False) | Q(step__in=asked) | Q(step__kind__in=ROUNDS))


def visible_comment_papers(user: Any) -> Q:
    """Compiled comments made for ``user``, as long as the step may be seen; none in a preview."""
    if getattr(user, "_preview", None) or not getattr(user, "is_authenticated", False):
        return Q(pk__in=())
    from secretariat.models import Step

    return Q(asked_by=user, step__in=Step.objects.filter(visible_steps(user)).order_by())
